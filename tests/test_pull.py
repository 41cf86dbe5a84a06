"""Edits coming back: the story from draft to draft, questions and answers, reports and letters, and files that are refused."""

from __future__ import annotations

import copy
import io
import itertools
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click
import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

from generator import cli, history, package
from generator.actions.demonstration import demonstrate
from generator.actions.pulling import pull
from generator.actions.sides import Choice
from generator.base import Origin, base_of
from generator.cli import run
from generator.history import Event
from generator.merge import Side
from generator.workbook import read_plan_book
from tests.books import edited
from tests.papers import words
from tests.people import PURPOSE, cell, line, removed, replaced, retyped, row, twin, without_anchors
from tests.test_collect import dies_at
from tests.test_sample import BOOK
from tests.tools import schema_errors

NOW: Final = datetime(2025, 1, 20, 9, 0)  # noqa: DTZ001 - the clerk's own clock


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample workbook with its first draft, and a clock that stands."""
    monkeypatch.setattr(cli, "_now", lambda: NOW)
    path = tmp_path / "ke-hoach.xlsx"
    shutil.copy(BOOK, path)
    assert run(["plan", str(path), "--out", str(tmp_path / "out")]) == 0
    return path


def draft_of(book: Path, number: int = 1) -> Path:
    return book.parent / "out" / f"ke-hoach-du-thao-{number}.docx"


def worked_on(path: Path, *acts: Callable[[WordDocument], object]) -> Path:
    """The file as it is after somebody edited and saved it."""
    document = docx.Document(str(path))
    for act in acts:
        act(document)
    document.save(str(path))
    return path


def clerk(book: Path, change: Callable[[Workbook], object]) -> None:
    """The clerk edits the workbook meanwhile."""
    book.write_bytes(edited(book.read_bytes(), change))


def typed(sheet: str, code: str, heading: str, value: str) -> Callable[[Workbook], object]:
    """Type into the cell of a criterion or row, found by its first words."""

    def change(opened: Workbook) -> None:
        rows = opened[sheet]
        column = next(index for index, cell in enumerate(rows[1], start=1) if cell.value == heading)
        number = next(index for index, found in enumerate(rows.iter_rows(), start=1) if any(str(one.value) == code for one in found))
        rows.cell(number, column, value)

    return change


def pulled(book: Path, *more: str, file: Path | None = None) -> int:
    return run(["pull", str(book), str(file or draft_of(book)), "--out", str(book.parent / "out"), *more])


def planned(book: Path, *more: str) -> int:
    return run(["plan", str(book), "--out", str(book.parent / "out"), *more])


def criterion(book: Path, code: str) -> Any:  # noqa: ANN401 - a record
    return next(found for found in read_plan_book(book).plan.criteria if found.code == code)


# The story


def test_the_story_of_three_drafts(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Generate, the leader edits, the clerk edits, pull, generate, again; the second pull of each changes nothing."""
    worked_on(draft_of(book), lambda d: cell(d, "1.7.2", 4, "Giải pháp của lãnh đạo"), lambda d: twin(line(d, PURPOSE), "- Gạch mới"))
    clerk(book, typed("Tiêu chí", "2.1.1", "Giải pháp", "Giải pháp của văn phòng"))
    assert planned(book) == 2
    assert "DT-01" in capsys.readouterr().err
    assert pulled(book) == 0
    once = book.read_bytes()
    assert pulled(book) == 0
    assert book.read_bytes() == once
    assert planned(book) == 0
    second = words(draft_of(book, 2).read_bytes())
    for wanted in ("Giải pháp của lãnh đạo", "Giải pháp của văn phòng", "- Gạch mới"):
        assert wanted in second
    worked_on(draft_of(book, 2), lambda d: retyped(line(d, "- Gạch mới"), "- Gạch mới, sửa lần hai"))
    assert pulled(book, file=draft_of(book, 2)) == 0
    assert planned(book) == 0
    third = words(draft_of(book, 3).read_bytes())
    assert "- Gạch mới, sửa lần hai" in third
    assert third.count("Gạch mới") == 1
    assert schema_errors([draft_of(book, 3)]) == []
    twice = book.read_bytes()
    for number in (1, 2):
        assert pulled(book, file=draft_of(book, number)) == 0
    assert book.read_bytes() == twice


def test_without_the_history_a_second_pull_changes_nothing_either(book: Path) -> None:
    worked_on(draft_of(book), lambda d: cell(d, "1.7.2", 4, "Giải pháp mới"), lambda d: twin(line(d, PURPOSE), "- Gạch mới"))
    assert pulled(book) == 0
    once = book.read_bytes()
    shutil.rmtree(history.folder(book.parent / "out", "ke-hoach"))
    assert pulled(book) == 0
    assert book.read_bytes() == once


def test_a_draft_edited_further_after_it_was_taken_gives_only_what_is_new(book: Path) -> None:
    worked_on(draft_of(book), lambda d: cell(d, "1.7.2", 4, "Lần một"))
    assert pulled(book) == 0
    clerk(book, typed("Tiêu chí", "1.7.2", "Giải pháp", "Văn phòng sửa lại"))
    worked_on(draft_of(book), lambda d: cell(d, "1.5.2", 4, "Lần hai"))
    assert pulled(book) == 0
    assert criterion(book, "1.7.2").remedy.plain == "Văn phòng sửa lại"
    assert criterion(book, "1.5.2").remedy.plain == "Lần hai"


def copied(book: Path, name: str, *acts: Callable[[WordDocument], object]) -> Path:
    """A copy of the first draft that somebody took away and edited."""
    path = book.parent / name
    path.write_bytes(draft_of(book).read_bytes())
    return worked_on(path, *acts)


def two_copies(book: Path) -> tuple[Path, Path]:
    """One says something at 1.7.2 and 1.5.2, the other at 1.7.2 and 2.1.1; one deletes a paragraph that the other leaves alone."""
    one = copied(
        book,
        "nam.docx",
        lambda d: cell(d, "1.7.2", 4, "Của Nam"),
        lambda d: cell(d, "1.5.2", 4, "Chỉ Nam"),
        lambda d: removed(line(d, PURPOSE)),
    )
    other = copied(book, "hoa.docx", lambda d: cell(d, "1.7.2", 4, "Của Hoa"), lambda d: cell(d, "2.1.1", 4, "Chỉ Hoa"))
    return one, other


def test_two_people_who_edited_two_copies_undo_nothing_of_each_other(book: Path) -> None:
    nam, hoa = two_copies(book)
    assert pulled(book, file=nam) == 0
    once = book.read_bytes()
    assert pulled(book, file=hoa) == 1
    assert book.read_bytes() == once
    assert pulled(book, "--take", "theirs", file=hoa) == 0
    for code, remedy in {"1.7.2": "Của Hoa", "1.5.2": "Chỉ Nam", "2.1.1": "Chỉ Hoa"}.items():
        assert criterion(book, code).remedy.plain == remedy
    assert "tgc2s" not in {row.id for row in read_plan_book(book).plan.body}
    both = book.read_bytes()
    for file in (nam, hoa, draft_of(book)):
        assert pulled(book, file=file) == 0
        assert book.read_bytes() == both


def test_a_copy_edited_further_after_another_persons_was_taken_gives_only_what_is_new(book: Path) -> None:
    nam, hoa = two_copies(book)
    assert pulled(book, file=nam) == 0
    assert pulled(book, "--take", "theirs", file=hoa) == 0
    worked_on(nam, lambda d: cell(d, "3.1.1", 4, "Nam thêm"))
    assert pulled(book, file=nam) == 0
    for code, remedy in {"1.7.2": "Của Hoa", "1.5.2": "Chỉ Nam", "2.1.1": "Chỉ Hoa", "3.1.1": "Nam thêm"}.items():
        assert criterion(book, code).remedy.plain == remedy


def test_an_edit_that_a_leader_takes_back_after_it_was_taken_is_asked_about(book: Path) -> None:
    nam, _ = two_copies(book)
    before = criterion(book, "1.5.2").remedy.plain
    assert pulled(book, file=nam) == 0
    worked_on(nam, lambda d: cell(d, "1.5.2", 4, before))
    assert pulled(book, file=nam) == 1
    assert criterion(book, "1.5.2").remedy.plain == "Chỉ Nam"
    assert pulled(book, "--take", "theirs", file=nam) == 0
    assert criterion(book, "1.5.2").remedy.plain == before
    assert criterion(book, "1.7.2").remedy.plain == "Của Nam"


def test_a_copy_of_the_same_name_that_has_nothing_of_what_was_taken_asks_about_each_edit(book: Path) -> None:
    fresh = draft_of(book).read_bytes()
    worked_on(draft_of(book), lambda d: cell(d, "1.5.2", 4, "Của Nam"), lambda d: removed(line(d, PURPOSE)))
    assert pulled(book) == 0
    draft_of(book).write_bytes(fresh)
    assert pulled(book) == 1
    assert criterion(book, "1.5.2").remedy.plain == "Của Nam"
    assert pulled(book, "--take", "theirs") == 0
    assert criterion(book, "1.5.2").remedy.plain != "Của Nam"
    assert "tgc2s" in {row.id for row in read_plan_book(book).plan.body}


def test_an_edited_draft_is_never_overwritten_and_can_be_passed_over(book: Path) -> None:
    before = worked_on(draft_of(book), lambda d: cell(d, "1.7.2", 4, "Giải pháp mới")).read_bytes()
    assert planned(book) == 2
    assert not draft_of(book, 2).exists()
    assert planned(book, "--anyway") == 0
    assert draft_of(book).read_bytes() == before
    assert "Giải pháp mới" not in words(draft_of(book, 2).read_bytes())
    assert planned(book) == 0
    assert [entry.event for entry in history.entries(book.parent / "out", "ke-hoach")][-2:] == [Event.PASSED_OVER, Event.MADE]


def test_a_draft_merely_saved_again_stops_nothing(book: Path) -> None:
    worked_on(draft_of(book))
    assert planned(book) == 0


# Questions


def in_conflict(book: Path) -> None:
    worked_on(draft_of(book), lambda d: cell(d, "1.7.2", 4, "Theo lãnh đạo"), lambda d: cell(d, "1.5.2", 4, "Không tranh chấp"))
    clerk(book, typed("Tiêu chí", "1.7.2", "Giải pháp", "Theo văn phòng"))


def test_with_an_open_question_nothing_is_written_and_all_three_texts_are_shown(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_conflict(book)
    before = {path: path.read_bytes() for path in book.parent.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert pulled(book, "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    (question,) = answer["questions"]
    assert question["key"] == "criterion/1.7.2/remedy"
    assert (question["mine"], question["theirs"]) == ("Theo văn phòng", "Theo lãnh đạo")
    assert question["base"].startswith("Văn phòng rà soát")
    assert answer["files"] == []
    assert {path: path.read_bytes() for path in book.parent.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("side", "remedy"), [("theirs", "Theo lãnh đạo"), ("mine", "Theo văn phòng")])
def test_one_side_is_taken_for_all(book: Path, side: str, remedy: str) -> None:
    in_conflict(book)
    assert pulled(book, "--take", side) == 0
    assert (criterion(book, "1.7.2").remedy.plain, criterion(book, "1.5.2").remedy.plain) == (remedy, "Không tranh chấp")
    once = book.read_bytes()
    assert pulled(book, "--take", "theirs") == 0
    assert book.read_bytes() == once


def test_answers_come_from_a_file(book: Path) -> None:
    in_conflict(book)
    answers = book.parent / "tra-loi.json"
    answers.write_text(json.dumps({"criterion/1.7.2/remedy": "theirs"}), encoding="utf-8")
    assert pulled(book, "--answers", str(answers)) == 0
    assert criterion(book, "1.7.2").remedy.plain == "Theo lãnh đạo"


def without_row(sheet: str, code: str) -> Callable[[Workbook], object]:
    def change(opened: Workbook) -> None:
        rows = opened[sheet]
        rows.delete_rows(next(row[0].row for row in rows.iter_rows() if row[0].value == code))

    return change


@pytest.mark.parametrize(
    ("sheet", "code", "act"),
    [
        ("Nội dung", "tgc2s", lambda d: retyped(line(d, PURPOSE), "- Lãnh đạo viết QZ")),
        ("Tiêu chí", "1.7.2", lambda d: cell(d, "1.7.2", 4, "Lãnh đạo viết QZ")),
        ("Nơi nhận", "do5uy", lambda d: retyped(d.tables[-2].rows[0].cells[0].paragraphs[2], "- Lãnh đạo viết QZ;")),
    ],
)
def test_a_row_that_the_clerk_deleted_and_a_leader_edited_comes_back_when_the_leader_is_right(
    book: Path, sheet: str, code: str, act: Callable[[WordDocument], object]
) -> None:
    before = read_plan_book(book).plan
    clerk(book, without_row(sheet, code))
    worked_on(draft_of(book), act)
    assert pulled(book) == 1
    assert pulled(book, "--take", "theirs") == 0
    after = read_plan_book(book).plan
    for name in ("body", "criteria", "recipients"):
        assert [row.id for row in getattr(after, name)] == [row.id for row in getattr(before, name)]
    assert [row.kind for row in after.body] == [row.kind for row in before.body]
    assert planned(book) == 0
    assert "Lãnh đạo viết QZ" in words(draft_of(book, 2).read_bytes())


@pytest.mark.parametrize("words_", ["", "[]", '{"a": "cả hai"}', "{", '{"a": 1}', "\x00"])
def test_a_file_of_answers_that_is_none_is_refused(book: Path, words_: str, capsys: pytest.CaptureFixture[str]) -> None:
    answers = book.parent / "tra-loi.json"
    answers.write_text(words_, encoding="utf-8")
    capsys.readouterr()
    assert pulled(book, "--answers", str(answers)) == 2
    assert "LV-06" in capsys.readouterr().err


def test_open_conflicts_can_be_left_as_they_are(book: Path) -> None:
    in_conflict(book)
    assert pulled(book, "--keep-conflicts") == 1
    assert (criterion(book, "1.7.2").remedy.plain, criterion(book, "1.5.2").remedy.plain) == ("Theo văn phòng", "Không tranh chấp")
    assert pulled(book, "--take", "theirs") == 0
    assert criterion(book, "1.7.2").remedy.plain == "Theo lãnh đạo"


def test_the_clerk_is_asked_at_the_terminal(book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    in_conflict(book)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    asked: list[str] = []

    def answer(words_: str, **_options: object) -> str:
        asked.append(words_)
        return ("nhầm phím", " W ")[len(asked) - 1]

    monkeypatch.setattr(click, "prompt", answer)
    assert pulled(book) == 0
    assert len(asked) == 2
    shown = capsys.readouterr().out
    assert all(text in shown for text in ("Theo lãnh đạo", "Theo văn phòng", "Văn phòng rà soát"))
    assert criterion(book, "1.7.2").remedy.plain == "Theo lãnh đạo"


def test_stopping_at_a_question_writes_nothing(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_conflict(book)
    before = book.read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", lambda _words, **_: "d")
    assert pulled(book) == 2
    assert book.read_bytes() == before


def test_both_sides_changing_alike_is_no_question(book: Path) -> None:
    worked_on(draft_of(book), lambda d: cell(d, "1.7.2", 4, "Như nhau"))
    clerk(book, typed("Tiêu chí", "1.7.2", "Giải pháp", "Như nhau"))
    before = book.read_bytes()
    assert pulled(book) == 0
    assert book.read_bytes() == before


def test_a_draft_that_lost_its_annex_deletes_nothing_unasked(book: Path) -> None:
    worked_on(draft_of(book), lambda d: d.element.body.remove(d.tables[-1]._tbl))
    found = pull(book, draft_of(book), book.parent / "out", NOW, Choice(keep=True))
    assert len(found.questions) == 1
    assert len(read_plan_book(book).plan.criteria) == 9
    found = pull(book, draft_of(book), book.parent / "out", NOW, Choice(Side.THEIRS))
    assert len(read_plan_book(book).plan.criteria) == 0


def test_a_criterion_with_results_is_not_deleted_from_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.actions.demonstration.libreoffice", lambda: None)
    list(demonstrate(tmp_path))
    book, draft = tmp_path / "ke-hoach-cchc-2024.xlsx", tmp_path / "ke-hoach-cchc-2024-du-thao-1.docx"
    worked_on(draft, lambda d: row(d, "1.7.2")._tr.getparent().remove(row(d, "1.7.2")._tr))  # type: ignore[union-attr]
    found = pull(book, draft, tmp_path, NOW)
    assert [refusal.key for refusal in found.refused] == ["criterion/1.7.2"]
    assert criterion(book, "1.7.2")


# The workbook


def test_an_agency_that_the_clerk_renamed_meanwhile_is_still_the_drafts_own(book: Path) -> None:
    worked_on(draft_of(book), lambda d: cell(d, "1.7.2", 4, "Mới"))
    clerk(book, typed("Cơ quan", "SKHCN", "Tên cơ quan", "Sở Khoa học, Công nghệ"))
    assert pulled(book) == 0
    assert criterion(book, "1.7.2").remedy.plain == "Mới"
    assert read_plan_book(book).plan.agency.name == "Sở Khoa học, Công nghệ"


def test_a_dated_copy_is_kept_and_what_was_not_taken_stands_in_a_file(book: Path) -> None:
    before = book.read_bytes()
    worked_on(draft_of(book), lambda d: cell(d, "1.7.2", 4, "Mới"), lambda d: retyped(line(d, "KẾ HOẠCH"), "KẾ HOẠCH QZ"))
    assert pulled(book) == 1
    (kept,) = history.folder(book.parent / "out", "ke-hoach").glob("*.xlsx")
    assert kept.read_bytes() == before
    assert "20250120" in kept.name
    assert "KẾ HOẠCH QZ" in (book.parent / "out" / "ke-hoach-du-thao-1-chua-lay-ve.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [("vanish", "1", "chữ ẩn"), ("color", "FF0000", "chữ màu"), ("caps", "1", "chữ hoa"), ("strike", "1", "gạch ngang")],
)
def test_a_look_that_no_cell_can_hold_is_told(book: Path, name: str, value: str, told: str) -> None:
    def changed(document: WordDocument) -> None:
        for run_ in line(document, PURPOSE).runs:
            letters: Any = run_._r.get_or_add_rPr()
            letters.append(OxmlElement(f"w:{name}", {qn("w:val"): value}))

    worked_on(draft_of(book), changed)
    assert planned(book) == 2
    assert pulled(book) == 1
    assert told in (book.parent / "out" / "ke-hoach-du-thao-1-chua-lay-ve.txt").read_text(encoding="utf-8")


def torn(document: WordDocument, *, heading: bool) -> None:
    """The annex split before its seventh row (Ctrl+Shift+Enter), perhaps with the heading put above the second half."""
    whole: Any = document.tables[-1]._tbl
    half = copy.deepcopy(whole)
    for row_ in whole.tr_lst[6:]:
        whole.remove(row_)
    for row_ in half.tr_lst[1 if heading else 0 : 6]:
        half.remove(row_)
    between = OxmlElement("w:p")
    whole.addnext(between)
    between.addnext(half)


@pytest.mark.parametrize("heading", [False, True])
@pytest.mark.parametrize("anchors", [False, True])
def test_an_annex_split_into_two_tables_loses_no_row(book: Path, *, heading: bool, anchors: bool) -> None:
    before = read_plan_book(book).plan
    worked_on(
        draft_of(book), lambda d: torn(d, heading=heading), lambda d: retyped(d.tables[-1].rows[-1].cells[4].paragraphs[0], "Sửa ở nửa sau")
    )
    if not anchors:
        draft_of(book).write_bytes(without_anchors(draft_of(book).read_bytes()))
    assert pulled(book) == 1
    after = read_plan_book(book).plan
    assert [row.id for row in after.criteria] == [row.id for row in before.criteria]
    assert after.criteria[-1].remedy.plain == "Sửa ở nửa sau"
    assert after.criteria[:-1] == before.criteria[:-1]


def crossed_out(document: WordDocument, start: str) -> None:
    """A paragraph deleted with Track Changes on, its mark too."""
    gone: Any = line(document, start)._p
    who = {qn("w:id"): "77", qn("w:author"): "Lãnh đạo", qn("w:date"): "2025-01-18T08:00:00Z"}
    mark = OxmlElement("w:rPr")
    mark.append(OxmlElement("w:del", who))
    gone.get_or_add_pPr().append(mark)
    for run_ in gone.r_lst:
        deleted = OxmlElement("w:del", who)
        run_.addprevious(deleted)
        deleted.append(run_)
        for words_ in run_.iter(qn("w:t")):
            words_.tag = qn("w:delText")


def test_a_paragraph_crossed_out_takes_its_own_row_and_leaves_the_next_one_alone(book: Path) -> None:
    before = read_plan_book(book).plan.body
    worked_on(draft_of(book), lambda d: crossed_out(d, PURPOSE))
    assert pulled(book) == 0
    assert read_plan_book(book).plan.body == tuple(row for row in before if row.id != "tgc2s")


def side_by_side(document: WordDocument, left: int) -> None:
    cells = row(document, "1.7.2").cells
    cells[left].merge(cells[left + 1])


def one_below_the_other(document: WordDocument, column: int) -> None:
    row(document, "1.5.2").cells[column].merge(row(document, "1.7.2").cells[column])


@pytest.mark.parametrize("act", [side_by_side, one_below_the_other])
@pytest.mark.parametrize("column", [2, 4, 5, 6])
def test_cells_made_one_put_no_words_into_another_column_and_are_told(
    book: Path, act: Callable[[WordDocument, int], None], column: int
) -> None:
    before = read_plan_book(book).plan
    words_there = row(docx.Document(str(draft_of(book))), "1.7.2").cells[column].text
    worked_on(draft_of(book), lambda d: act(d, column))
    assert pulled(book) == 1
    assert read_plan_book(book).plan == before
    told = (book.parent / "out" / "ke-hoach-du-thao-1-chua-lay-ve.txt").read_text(encoding="utf-8")
    assert "ô gộp hoặc tách" in told
    assert words_there in told


def test_words_in_a_cell_that_was_split_off_are_told(book: Path) -> None:
    def split(document: WordDocument) -> None:
        new = copy.deepcopy(row(document, "1.7.2").cells[7]._tc)
        row(document, "1.7.2").cells[7]._tc.addnext(new)
        retyped(row(document, "1.7.2").cells[8].paragraphs[0], "QZ nửa sau")

    before = read_plan_book(book).plan
    worked_on(draft_of(book), split)
    assert pulled(book) == 1
    assert read_plan_book(book).plan == before
    assert "QZ nửa sau" in (book.parent / "out" / "ke-hoach-du-thao-1-chua-lay-ve.txt").read_text(encoding="utf-8")


def test_a_workbook_changed_meanwhile_is_not_overwritten(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_on(draft_of(book), lambda d: cell(d, "1.7.2", 4, "Mới"))
    monkeypatch.setattr("generator.actions.pulling.read_plan_book", lambda path: (read_plan_book(path), path.write_bytes(b"theirs"))[0])
    assert pulled(book) == 2
    assert book.read_bytes() == b"theirs"


@pytest.mark.parametrize("held", ["ke-hoach.xlsx", "out/ke-hoach-du-thao-1.docx"])
def test_a_file_that_is_open_says_so(book: Path, held: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = book.parent / held
    path.with_name(f"~${path.name}").write_bytes(b"")
    capsys.readouterr()
    assert pulled(book) == 2
    assert "TEP-06" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed by forking")
def test_a_power_cut_at_any_step_leaves_everything_whole_and_the_next_pull_completes(book: Path) -> None:
    worked_on(draft_of(book), lambda d: cell(d, "1.7.2", 4, "Mới"), lambda d: retyped(line(d, "KẾ HOẠCH"), "KẾ HOẠCH QZ"))
    whole = book.parent / "truoc"
    shutil.copytree(book.parent / "out", whole)
    before = book.read_bytes()
    arguments = ["pull", str(book), str(draft_of(book)), "--out", str(book.parent / "out")]
    assert pulled(book) == 1
    after = book.read_bytes()
    done = files_in(book.parent / "out")
    for number in itertools.count(1):
        shutil.rmtree(book.parent / "out")
        shutil.copytree(whole, book.parent / "out")
        book.write_bytes(before)
        if not dies_at(arguments, number):
            break
        assert book.read_bytes() in {before, after}
        assert pulled(book) in {0, 1}
        assert book.read_bytes() == after
        assert files_in(book.parent / "out").keys() == done.keys()
    assert number > 6


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".vanban-")}


# Reports and letters


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demonstration's year, without PDF."""
    monkeypatch.setattr("generator.actions.demonstration.libreoffice", lambda: None)
    monkeypatch.setattr(cli, "_now", lambda: NOW)
    list(demonstrate(tmp_path))
    return tmp_path / "ke-hoach-cchc-2024.xlsx"


@pytest.mark.parametrize("period", ["Q1", "NAM"])
def test_a_report_keeps_what_a_leader_wrote_into_it(year: Path, period: str) -> None:
    out = year.parent
    report = out / f"ke-hoach-cchc-2024-bao-cao-{period}-du-thao-1.docx"
    worked_on(
        report,
        lambda d: replaced(line(d, "Kết quả khắc phục"), "tồn tại, hạn chế", "tồn tại QZ1"),
        lambda d: replaced(line(d, "Trên đây là báo cáo"), "Trên đây", "Trên đây QZ2"),
        lambda d: replaced(line(d, "Mức độ hoàn thành quy đổi"), "Mức độ", "Mức độ QZ3"),
    )
    assert run(["report", str(year), "--period", period, "--draft", "--out", str(out)]) == 2
    found = pull(year, report, out, NOW)
    assert {change.key for change in found.taken} == {"title", "closing"}
    assert any("QZ3" in edit.after for edit in found.outside)
    assert run(["report", str(year), "--period", period, "--draft", "--out", str(out)]) == 1
    text = words((out / f"ke-hoach-cchc-2024-bao-cao-{period}-du-thao-2.docx").read_bytes())
    assert "QZ1" in text
    assert "QZ2" in text
    assert "QZ3" not in text


def test_a_workbook_without_a_sheet_for_rewordings_takes_the_rest_and_says_what_is_missing(year: Path) -> None:
    clerk(year, lambda opened: opened.remove(opened["Lời sửa tay"]))
    report = year.parent / "ke-hoach-cchc-2024-bao-cao-Q1-du-thao-1.docx"
    worked_on(
        report,
        lambda d: replaced(line(d, "Trên đây là báo cáo"), "Trên đây", "Trên đây QZ"),
        lambda d: replaced(line(d, "- 1.1.2. Đang thực hiện"), "Đã giao nhiệm vụ", "Đã giao QZ nhiệm vụ"),
    )
    found = pull(year, report, year.parent, NOW)
    assert [change.key for change in found.taken] == ["remark/1.1.2"]
    assert [(refusal.key, "Lời sửa tay" in refusal.why) for refusal in found.refused] == [("closing", True)]


def test_what_a_unit_did_is_corrected_in_its_result(year: Path) -> None:
    report = year.parent / "ke-hoach-cchc-2024-bao-cao-Q1-du-thao-1.docx"
    worked_on(report, lambda d: replaced(line(d, "- 1.1.2. Đang thực hiện"), "Đã giao nhiệm vụ", "Đã giao QZ nhiệm vụ"))
    found = pull(year, report, year.parent, NOW)
    assert [change.key for change in found.taken] == ["remark/1.1.2"]
    told = read_plan_book(year).results.of("Q1", "1.1.2")
    assert told is not None
    assert "Đã giao QZ nhiệm vụ" in told.done.plain


def test_words_changed_at_two_places_that_are_one_cell_are_both_shown(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = year.parent
    report = out / "ke-hoach-cchc-2024-bao-cao-Q1-du-thao-1.docx"

    def twice(document: WordDocument) -> None:
        told = next(p for p in document.paragraphs if p.text.startswith("- 1.1.2. "))
        start, _, _ = told.text.partition(": ")
        retyped(told, f"{start}: QZ trong bài (Văn phòng).")
        retyped(row(document, "1.1.2").cells[7].paragraphs[0], "QZ trong phụ lục")

    worked_on(report, twice)
    assert run(["pull", str(year), str(report), "--out", str(out)]) == 1
    said = capsys.readouterr().out
    kept = report.with_name(f"{report.stem}-chua-lay-ve.txt").read_text(encoding="utf-8")
    for told in (said, kept):
        assert "QZ trong bài" in told
        assert "QZ trong phụ lục" in told


def test_a_figure_changed_in_a_table_of_a_report_is_told_with_its_row_and_column(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = year.parent / "ke-hoach-cchc-2024-bao-cao-Q1-du-thao-1.docx"
    worked_on(report, lambda d: retyped(d.tables[2].rows[1].cells[3].paragraphs[0], "99"))
    assert run(["pull", str(year), str(report), "--out", str(year.parent)]) == 1
    told = next(words_ for words_ in capsys.readouterr().out.splitlines() if "“99”" in words_)
    assert "Công tác chỉ đạo" in told
    assert "cột «Đã hoàn thành»: chữ cố định hoặc số do phần mềm tính" in told


def test_a_letter_keeps_what_a_leader_wrote_into_it(year: Path) -> None:
    letter = year.parent / "ke-hoach-cchc-2024-don-doc-Q1-lan-1.docx"
    worked_on(letter, lambda d: replaced(line(d, "Thực hiện Kế hoạch"), "các phòng", "các phòng QZ"))
    found = pull(year, letter, year.parent, NOW)
    assert [change.key for change in found.taken] == ["opening"]
    assert run(["remind", str(year), "--period", "Q1", "--on", "20/03/2025", "--out", str(year.parent)]) == 0
    assert "các phòng QZ" in words((year.parent / "ke-hoach-cchc-2024-don-doc-Q1-lan-1-2.docx").read_bytes())


def test_a_day_written_into_the_blank_of_a_letter_is_still_there_when_it_is_made_again(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    remind = ["remind", str(year), "--period", "Q1", "--on", "25/03/2025", "--out", str(year.parent)]
    assert run(remind) == 0
    letter = year.parent / "ke-hoach-cchc-2024-don-doc-Q1-lan-2.docx"
    request = line(docx.Document(str(letter)), "Đây là lần đôn đốc thứ hai").text.removesuffix("./.")
    blank = "\u00a0" * (request.count("\u00a0") // 2)
    filled = request.replace(blank, "28", 1).replace(blank, "3", 1)
    assert filled.count("\u00a0") == 0
    worked_on(letter, lambda d: retyped(line(d, "Đây là lần đôn đốc thứ hai"), f"{filled}./."))
    assert run(["pull", str(year), str(letter), "--out", str(year.parent)]) == 0
    capsys.readouterr()
    assert run(remind) == 0
    assert "LST-01" not in capsys.readouterr().out
    assert filled in words(letter.with_stem(f"{letter.stem}-2").read_bytes())


def test_a_sentence_that_the_program_words_otherwise_by_now_is_told(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = year.parent / "ke-hoach-cchc-2024-bao-cao-Q1-du-thao-1.docx"
    worked_on(report, lambda d: replaced(line(d, "Trên đây là báo cáo"), "Trên đây", "Trên đây QZ"))
    pull(year, report, year.parent, NOW)
    clerk(year, typed("Cơ quan", "SKHCN", "Tên cơ quan", "Sở Khoa học"))
    capsys.readouterr()
    run(["report", str(year), "--period", "Q1", "--out", str(year.parent)])
    assert "LST-01" in capsys.readouterr().out


# Files of strangers


def strange(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.docx"
    stream = io.BytesIO()
    document = docx.Document()
    if kind == "a stranger's":
        document.add_paragraph("Kính gửi các đồng chí, đây là văn bản khác")
    elif kind == "five hundred pages":
        for number in range(500):
            document.add_paragraph(f"Đoạn {number} " + "chữ " * 400)
    document.save(stream)
    data = stream.getvalue()
    if kind == "corrupt":
        data = data[: len(data) // 2]
    elif kind == "not xml":
        data = with_main_part(data, b"<w:document><w:body>")
    elif kind == "a bomb":
        data = with_main_part(data, b" " * (300 * 2**20))
    elif kind == "encrypted":
        data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 4
    elif kind == "empty":
        data = b""
    path.write_bytes(data)
    return path


def with_main_part(data: bytes, xml: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return stream.getvalue()


KINDS: Final = ("a stranger's", "five hundred pages", "corrupt", "not xml", "a bomb", "encrypted", "empty")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_no_draft_is_refused_in_one_sentence(book: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_in(book.parent)
    path = strange(book.parent, kind)
    capsys.readouterr()
    assert pulled(book, file=path) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("LỖI") == 1
    assert "Traceback" not in said.err
    path.unlink()
    assert files_in(book.parent) == before


def test_a_draft_of_another_workbook_is_refused(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def other(opened: Workbook) -> None:
        for sheet in ("Căn cứ", "Nội dung", "Nơi nhận", "Tiêu chí"):
            for number in range(2, opened[sheet].max_row + 1):
                opened[sheet].cell(number, 1, f"khac{number}")

    (tmp_path / "khac").mkdir()
    another = tmp_path / "khac" / "khac.xlsx"
    another.write_bytes(edited(BOOK.read_bytes(), other))
    capsys.readouterr()
    assert pulled(another, file=draft_of(book)) == 2
    assert "LV-04" in capsys.readouterr().err


def test_words_copied_into_a_new_file_are_known_by_the_history_alone(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.people import copied_into_a_new_document  # noqa: PLC0415 - only this test

    path = book.parent / "moi.docx"
    path.write_bytes(copied_into_a_new_document(worked_on(draft_of(book), lambda d: cell(d, "1.7.2", 4, "Chép sang")).read_bytes()))
    assert pulled(book, file=path) in {0, 1}
    assert criterion(book, "1.7.2").remedy.plain == "Chép sang"
    shutil.rmtree(history.folder(book.parent / "out", "ke-hoach"))
    capsys.readouterr()
    assert pulled(book, file=path) == 2
    assert "LV-01" in capsys.readouterr().err


# The history


def test_the_history_tells_what_each_file_was_made_from(book: Path) -> None:
    (entry,) = history.entries(book.parent / "out", "ke-hoach")
    base = base_of(package.open_package(draft_of(book)))
    assert base is not None
    assert base.origin == entry.origin
    assert entry.origin.workbook == package.open_package(book).source.sha256
    assert (entry.event, entry.origin.paper, entry.origin.draft, entry.origin.made) == (Event.MADE, "plan", 1, NOW)
    copy = history.copy_of(book.parent / "out", "ke-hoach", entry.sha256)
    assert copy is not None
    assert copy.read_bytes() == draft_of(book).read_bytes()


def test_a_broken_history_is_refused_and_named(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = history.folder(book.parent / "out", "ke-hoach") / "lich-su.json"
    for words_ in ("", "{", "[]", '{"events": [{}]}', '{"events": 3}', '{"events": [{"event": "made", "at": "x"}]}'):
        path.write_text(words_, encoding="utf-8")
        capsys.readouterr()
        assert planned(book) == 2
        assert "LS-01" in capsys.readouterr().err


def test_an_event_is_noted_once(tmp_path: Path) -> None:
    origin = Origin("plan", 1, "a" * 64, "b" * 64, "0.1.0", NOW)
    for _ in range(2):
        history.record(tmp_path, "so", history.Entry(Event.MADE, "x.docx", "c" * 64, NOW, origin), b"data")
    assert len(history.entries(tmp_path, "so")) == 1
