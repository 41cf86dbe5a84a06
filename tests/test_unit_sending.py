"""A unit sends its own form itself: the same workbook as by way of a file, nothing lost between several at once, nothing counted twice."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from generator import files
from generator.actions.forms_in import Handover, Taken, collect, collect_into
from generator.actions.typed_drafts import TypedDraft, draft_of, save_draft
from generator.actions.unit_sending import (
    Receipt,
    UnitDoor,
    form_of,
    problems_by_field,
    save_typed,
    send_file,
    send_typed,
    unit_book,
    unit_periods,
)
from generator.errors import GeneratorError, InputRefusedError, OutputRefusedError
from generator.results import Narrative, NarrativeSection, Progress, Results
from generator.richtext import Text
from generator.workbook import read_plan_book, record_results, write_plan_book, write_unit_form
from tests.forms import NOTHING, PLAN, Case, cases
from tests.sample_forms import FOLDER, room, vp_first_quarter
from tests.source_plan import source_plan
from tests.test_sample import BOOK
from tests.typing_units import NOW, TODAY, typed, unformatted

SAMPLE = source_plan()
Q1 = next(row for row in SAMPLE.periods if row.id == "Q1")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(BOOK, tmp_path / "ke-hoach.xlsx"))


def door(book: Path, unit: str = "VP", period: str = "Q1", today: date = TODAY) -> UnitDoor:
    return UnitDoor(book, book.parent / "out", period, unit, today)


def draft(where: UnitDoor, answers: dict[str, str], at: datetime = NOW) -> TypedDraft:
    return TypedDraft(at, form_of(unit_book(where.workbook), where).issue, answers)


def answers_of(results: Results, unit: str = "VP") -> dict[str, str]:
    return typed(SAMPLE, results, Q1, SAMPLE.unit(unit))


def sends(where: UnitDoor, results: Results, at: datetime = NOW) -> Receipt:
    return send_typed(where, draft(where, answers_of(results, where.unit), at))


def codes(call: Callable[[], object]) -> list[str]:
    with pytest.raises(GeneratorError) as refused:
        call()
    return [problem.code for problem in refused.value.problems]


def told(results: Results) -> tuple[Any, ...]:
    """What a workbook holds, but for the hash and name of the files that came."""
    sent = tuple(row.model_copy(update={"sha256": "0" * 64, "file": "x"}) for row in results.submissions)
    return results.results, results.evidence, results.notes, sent, results.narrative, results.reminders


@settings(max_examples=8, deadline=None)
@given(cases(4))
def test_a_typed_form_and_the_same_form_as_a_file_give_the_same_workbook(case: Case) -> None:
    results, others = unformatted(case.results), (row for row in case.plan.periods if row.id != case.period.id)
    plan = case.plan.model_copy(update={"periods": (*others, case.period)})
    with TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "web" / "so.xlsx", Path(folder) / "excel" / "so.xlsx"
        for path in (ours, theirs):
            files.write(path, write_plan_book(plan))
        where = door(ours, case.unit.id, case.period.id, case.period.last)
        answers = typed(plan, results, case.period, case.unit)
        send_typed(where, draft(where, answers))
        filled = Path(folder) / "bieu.xlsx"
        filled.write_bytes(write_unit_form(plan, results, case.period, case.unit))
        collect(theirs, theirs.parent / "out", Handover([filled], case.period.id, NOW))
        assert told(read_plan_book(ours).results) == told(read_plan_book(theirs).results)


def test_the_very_file_that_was_typed_gives_the_very_same_workbook(book: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(book, tmp_path / "khac.xlsx"))
    receipt = sends(door(book), vp_first_quarter(again=True))
    kept = next(path for path in receipt.files if path != book)
    form = Path(shutil.copy(kept, tmp_path / "bieu-Q1-VP.xlsx"))
    collect(other, tmp_path / "khac", Handover([form], "Q1", NOW))
    assert other.read_bytes() == book.read_bytes()


def test_a_receipt_tells_when_and_what_was_taken_and_the_original_is_kept(book: Path) -> None:
    receipt = sends(door(book), vp_first_quarter(again=False))
    assert receipt.verdict is not None
    assert receipt.sent is not None
    assert receipt.verdict.taken is Taken.TAKEN
    assert (receipt.sent.received.replace(tzinfo=None), receipt.sent.times, receipt.sent.file) == (NOW, 1, "bieu-Q1-VP.xlsx")
    (kept,) = (book.parent / "out" / "ke-hoach-nhan-Q1").iterdir()
    assert files.sha256(kept.read_bytes()) == receipt.sent.sha256
    assert len(read_plan_book(book).results.results) == 5


def test_a_unit_may_correct_what_it_sent_and_nothing_is_counted_twice(book: Path) -> None:
    sends(door(book), vp_first_quarter(again=False))
    where = door(book)
    form = form_of(unit_book(book), where)
    assert [line.row for line in form.evidence if not line.empty] == ["Q1-4.1.4-1"]
    changed = {"ct/1.7.2/progress": "Đang thực hiện", "ct/1.7.2/done": "Đã rà soát", "mc/Q1-4.1.4-1/page": "3", "ct/3.1.1/cause": "Khác"}
    receipt = send_typed(where, draft(where, changed, NOW.replace(hour=10)))
    assert receipt.sent is not None
    assert receipt.sent.times == 2
    results = read_plan_book(book).results
    assert len(results.results) == 6
    assert [paper.page for paper in results.evidence] == ["3"]
    assert [row.unit for row in results.submissions] == ["VP"]


def test_the_same_click_twice_is_one_sending(book: Path) -> None:
    where = door(book)
    asked = draft(where, answers_of(vp_first_quarter(again=False)))
    send_typed(where, asked)
    after = book.read_bytes()
    again = send_typed(where, replace(asked, saved=NOW.replace(hour=11)))
    assert again.verdict is not None
    assert again.verdict.taken is Taken.KNOWN
    assert book.read_bytes() == after
    save_typed(where, asked)
    kept = draft_of(where.out, "ke-hoach", ("Q1", "VP"))
    assert kept is not None
    assert kept.sent, "saved by itself on the way"


def test_a_file_of_the_unit_itself_is_taken_and_one_of_another_is_not(book: Path) -> None:
    path = FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx"
    assert codes(lambda: send_file(door(book, "QLKH"), path, NOW)) == ["BIEU-34"]
    assert read_plan_book(book).results == Results()
    receipt = send_file(door(book), path, NOW)
    assert receipt.sent is not None
    assert receipt.sent.file == path.name
    again = send_file(door(book), FOLDER / "Q1-gui-lai" / "minh-hoa-Q1-VP-gui-lai.xlsx", NOW)
    assert again.sent is not None
    assert again.sent.times == 2


def test_a_refused_form_changes_nothing_and_its_words_are_kept(book: Path) -> None:
    before, where = book.read_bytes(), door(book)
    answers = {"ct/1.1.2/done": "Đã làm", "ct/1.1.2/expected": "9"}
    with pytest.raises(GeneratorError) as refused:
        send_typed(where, draft(where, answers))
    found = problems_by_field(form_of(unit_book(book), where), refused.value)
    assert {name: [problem.code for problem in problems] for name, problems in found.items()} == {
        "ct/1.1.2/progress": ["BIEU-11"],
        "ct/1.1.2/expected": ["BIEU-19"],
    } | {name: [problem.code for problem in problems] for name, problems in found.items() if problems[0].code == "BIEU-26"}
    assert book.read_bytes() == before
    kept = draft_of(where.out, "ke-hoach", ("Q1", "VP"))
    assert kept is not None
    assert (kept.answers, kept.sent) == (answers, False)


def test_a_workbook_open_in_excel_still_shows_the_form_and_keeps_the_words(book: Path) -> None:
    where = door(book)
    book.with_name(f"~${book.name}").write_bytes(b"")
    asked = draft(where, answers_of(vp_first_quarter(again=False)))
    assert codes(lambda: send_typed(where, asked)) == ["TEP-06"]
    kept = draft_of(where.out, "ke-hoach", ("Q1", "VP"))
    assert kept is not None
    assert kept.answers == asked.answers


def test_a_workbook_that_cannot_be_read_just_now_loses_no_word(book: Path) -> None:
    where = door(book)
    asked = draft(where, {"ct/1.1.2/done": "Đã làm"})
    book.write_bytes(b"PK\x03\x04 half a file")
    assert codes(lambda: send_typed(where, asked)) == ["GOI-06"]
    kept = draft_of(where.out, "ke-hoach", ("Q1", "VP"))
    assert kept is not None
    assert kept.answers == asked.answers


def test_a_locked_period_takes_nothing_more(book: Path) -> None:
    where = door(book)
    asked = draft(where, answers_of(vp_first_quarter(again=False)))
    plan = read_plan_book(book).plan
    locked = tuple(row.model_copy(update={"report_date": TODAY}) if row.id == "Q1" else row for row in plan.periods)
    book.write_bytes(write_plan_book(plan.model_copy(update={"periods": locked})))
    before = book.read_bytes()
    assert codes(lambda: send_file(where, FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx", NOW)) == ["KY-01"]
    assert codes(lambda: send_typed(where, asked)) == ["KY-01"]
    assert book.read_bytes() == before


def test_a_form_that_changed_since_it_was_shown_waits_for_a_second_look(book: Path) -> None:
    where = door(book)
    seen = draft(where, answers_of(vp_first_quarter(again=False)))
    sends(where, vp_first_quarter(again=True))
    after = book.read_bytes()
    assert codes(lambda: send_typed(where, seen)) == ["DV-02"]
    assert book.read_bytes() == after


@pytest.mark.parametrize(("unit", "period"), [("VP", "Q3"), ("GD", "Q1"), ("KHONG-CO", "Q1"), ("VP", "../Q1"), ("VP", "")])
def test_a_period_that_has_not_begun_or_a_unit_that_owes_nothing_has_no_form(unit: str, period: str, book: Path) -> None:
    where = door(book, unit, period)
    assert set(codes(lambda: send_file(where, FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx", NOW))) <= {"DV-01", "BC-01"}
    assert set(codes(lambda: send_typed(where, TypedDraft(NOW, "", {"ct/1.1.2/done": "x"})))) <= {"DV-01", "BC-01"}
    assert not (book.parent / "out").exists() or not list((book.parent / "out").rglob("*.json"))


def test_periods_of_a_unit_begin_with_the_calendar() -> None:
    assert [row.id for row in unit_periods(SAMPLE, "VP", TODAY)] == [row.id for row in unit_periods(SAMPLE, "TT", TODAY)]
    assert "Q1" in {row.id for row in unit_periods(SAMPLE, "VP", TODAY)}
    assert "Q3" not in {row.id for row in unit_periods(SAMPLE, "VP", TODAY)}
    assert unit_periods(PLAN, "VP", date(2000, 1, 1)) == ()


def clerk_writes(book: Path, times: int) -> None:
    """The clerk adds paragraphs of the report one by one, each on top of what the workbook holds by then."""
    for number in range(times):
        while True:
            read = read_plan_book(book)
            row = Narrative(id=f"Q1-lv{number}", period="Q1", section=NarrativeSection.STEERING, text=Text.of(f"Việc {number}"))
            data = record_results(read, read.results.model_copy(update={"narrative": (*read.results.narrative, row)}))
            try:
                files.replace_unchanged(read.package.source, data)
            except OutputRefusedError:
                continue
            break


def test_units_that_send_at_once_while_the_clerk_edits_lose_nothing(book: Path) -> None:
    given = {"VP": vp_first_quarter(again=False), "QLKH": room("Q1", Progress.ONGOING), "TT": NOTHING}
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(sends, door(book, unit), results) for unit, results in given.items()]
        edits = pool.submit(clerk_writes, book, 3)
        receipts = [future.result(timeout=120) for future in sent]
        edits.result(timeout=120)
    results = read_plan_book(book).results
    assert {row.unit for row in results.submissions} == set(given)
    assert len(receipts) == 3
    assert {row.criterion for row in results.results} == {"1.1.2", "1.5.2", "3.1.1", "4.1.4", "5.3.3.3", "2.1.1"}
    assert [row.text.plain for row in results.narrative] == ["Việc 0", "Việc 1", "Việc 2"]


def test_a_clerk_who_writes_between_reading_and_recording_is_not_written_over(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, once = collect_into, threading.Event()

    def meanwhile(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on
        if not once.is_set():
            once.set()
            clerk_writes(book, 1)
        return real(*arguments, **named)

    monkeypatch.setattr("generator.actions.unit_sending.collect_into", meanwhile)
    assert sends(door(book), vp_first_quarter(again=False)).sent is not None
    results = read_plan_book(book).results
    assert [row.text.plain for row in results.narrative] == ["Việc 0"]
    assert len(results.results) == 5


def test_somebody_who_never_stops_writing_is_told_in_the_end(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where, tried = door(book), list[int]()
    asked = draft(where, answers_of(vp_first_quarter(again=False)))
    real = collect_into

    def meanwhile(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on
        clerk_writes(book, 1) if not tried else book.write_bytes(write_plan_book(SAMPLE, Results(narrative=(paragraph(len(tried)),))))
        tried.append(1)
        return real(*arguments, **named)

    monkeypatch.setattr("generator.actions.unit_sending.collect_into", meanwhile)
    assert codes(lambda: send_typed(where, asked)) == ["TEP-10"]
    assert len(tried) == files.ATTEMPTS


def paragraph(number: int) -> Narrative:
    return Narrative(id=f"Q1-p{number}", period="Q1", section=NarrativeSection.STEERING, text=Text.of(f"Đoạn {number}"))


def test_a_draft_is_kept_whole_and_a_broken_one_is_told(tmp_path: Path) -> None:
    kept = TypedDraft(NOW, "a" * 64, {"ct/1.1.2/done": "Một\nHai \ud800"})
    path = save_draft(tmp_path, "ke-hoach", ("Q1", "VP"), kept)
    read = draft_of(tmp_path, "ke-hoach", ("Q1", "VP"))
    assert read is not None
    assert read.answers["ct/1.1.2/done"].startswith("Một\nHai")
    assert draft_of(tmp_path, "ke-hoach", ("Q1", "QLKH")) is None
    for data in (b"{", b"[]", b'{"format": 2}', b'{"format": 1, "answers": []}'):
        path.write_bytes(data)
        assert codes(lambda: draft_of(tmp_path, "ke-hoach", ("Q1", "VP"))) == ["NHAP-01"]


def test_a_broken_draft_does_not_bar_a_new_sending(book: Path) -> None:
    where = door(book)
    path = save_draft(where.out, "ke-hoach", ("Q1", "VP"), TypedDraft(NOW, "", {}))
    path.write_bytes(b"{")
    assert sends(where, vp_first_quarter(again=False)).sent is not None


def test_nobody_else_s_form_comes_with_a_unit_s_form(book: Path) -> None:
    sends(door(book), vp_first_quarter(again=False))
    form = form_of(unit_book(book), door(book, "QLKH"))
    assert "MH-Q1/VP" not in {field.words for field in form.fields.values()}
    assert {line.row for line in form.led} == {"2.1.1"}
    with pytest.raises(InputRefusedError):
        form.filled({"ct/1.1.2/done": "Của Văn phòng"})
