"""The command as a clerk meets it: what it writes, what it says, with which code it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator import pdf, running
from generator.cli import cli, run
from generator.records import AnnexProfile
from generator.workbook import read_plan_book, write_plan_book
from tests.books import edited, saved, small_plan
from tests.papers import opened, words
from tests.test_sample import BOOK


def drafts(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir() if path.is_file())


def test_a_new_workbook_filled_in_gives_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The README's first plan: `new`, a few cells, `plan`."""
    path = tmp_path / "ke-hoach.xlsx"
    assert run(["new", str(path), "--year", "2026"]) == 0

    def fill(book: object) -> None:
        sheets = {sheet.title: sheet for sheet in book.worksheets}  # type: ignore[attr-defined]
        for row in sheets["Kế hoạch"].iter_rows(min_row=2):
            row[1].value = {"Cơ quan ban hành": "SNV", "Điểm đạt": "88,5", "Người ký": "Trần Thị B"}.get(row[0].value, row[1].value)
        put(sheets["Cơ quan"], {"Mã cơ quan": "SNV", "Tên cơ quan": "Sở Nội vụ", "Chữ viết tắt": "SNV", "Địa danh": "Hà Giang"})
        put(sheets["Người ký"], {"Họ và tên": "Trần Thị B", "Chức vụ": "GIÁM ĐỐC"})

    path.write_bytes(edited(path.read_bytes(), fill))
    capsys.readouterr()
    assert run(["plan", str(path), "--out", str(tmp_path / "out")]) == 0, capsys.readouterr().err
    text = words((tmp_path / "out" / "ke-hoach-du-thao-1.docx").read_bytes())
    assert "SỞ NỘI VỤ" in text
    assert "Trần Thị B" in text
    assert "VÍ DỤ" not in text


def put(sheet: object, row: dict[str, str]) -> None:
    """Type over the example row of a sheet."""
    heads = {cell.value: cell.column for cell in sheet[1]}  # type: ignore[index]
    for heading, value in row.items():
        sheet.cell(2, heads[heading], value)  # type: ignore[attr-defined]


def test_a_blank_workbook_is_refused_with_what_is_missing_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ke-hoach.xlsx"
    assert run(["new", str(path), "--year", "2026"]) == 0
    capsys.readouterr()
    assert run(["plan", str(path), "--out", str(tmp_path / "out"), "--json"]) == 2
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert len(problems) > 1
    assert all("Kế hoạch!B" in problem["place"] for problem in problems)
    assert not (tmp_path / "out").exists()


def test_new_rows_get_their_ids_in_the_workbook_together_with_the_draft(tmp_path: Path) -> None:
    def forget(book: object) -> None:
        book["Căn cứ"]["A2"].value = None  # type: ignore[index]

    path = saved(tmp_path, edited(write_plan_book(small_plan()), forget))
    assert len(read_plan_book(path).new_ids) == 1
    assert run(["plan", str(path), "--out", str(tmp_path / "out")]) == 0
    book = read_plan_book(path)
    assert book.new_ids == ()
    before = path.read_bytes()
    assert run(["plan", str(path), "--out", str(tmp_path / "out")]) == 0
    assert path.read_bytes() == before
    assert drafts(tmp_path / "out") == ["ke-hoach-du-thao-1.docx"]


def test_a_workbook_changed_meanwhile_is_not_overwritten_and_no_draft_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(book: object) -> None:
        book["Căn cứ"]["A2"].value = None  # type: ignore[index]

    path = saved(tmp_path, edited(write_plan_book(small_plan()), forget))
    monkeypatch.setattr("generator.actions.plan_drafts.read_plan_book", lambda name: (read_plan_book(name), name.write_bytes(b"theirs"))[0])
    assert run(["plan", str(path), "--out", str(tmp_path / "out")]) == 2
    assert path.read_bytes() == b"theirs"
    assert drafts(tmp_path / "out") == []


def test_an_edit_in_the_workbook_makes_the_next_draft_beside_the_old_one(tmp_path: Path) -> None:
    path = saved(tmp_path, write_plan_book(small_plan()))
    assert run(["plan", str(path), "--out", str(tmp_path / "out")]) == 0
    first = (tmp_path / "out" / "ke-hoach-du-thao-1.docx").read_bytes()
    facts = small_plan().facts.model_copy(update={"print_draft_mark": True})
    path.write_bytes(write_plan_book(small_plan(facts=facts)))
    assert run(["plan", str(path), "--out", str(tmp_path / "out")]) == 0
    assert drafts(tmp_path / "out") == ["ke-hoach-du-thao-1.docx", "ke-hoach-du-thao-2.docx"]
    assert (tmp_path / "out" / "ke-hoach-du-thao-1.docx").read_bytes() == first
    assert "DỰ THẢO LẦN 2" in words((tmp_path / "out" / "ke-hoach-du-thao-2.docx").read_bytes())


def test_the_workbook_chooses_the_annex(tmp_path: Path) -> None:
    facts = small_plan().facts.model_copy(update={"annex_profile": AnnexProfile.ELEVEN})
    path = saved(tmp_path, write_plan_book(small_plan(facts=facts)))
    assert run(["plan", str(path), "--out", str(tmp_path)]) == 0
    assert len(opened((tmp_path / "ke-hoach-du-thao-1.docx").read_bytes()).tables[-1].columns) == 11


def test_internal_notes_are_nowhere_in_the_draft(tmp_path: Path) -> None:
    plan = small_plan()
    noted = {
        name: tuple(row.model_copy(update={"internal_note": "NỘI-BỘ"}) for row in getattr(plan, name))
        for name in ("agencies", "units", "signers", "bases", "body", "fields", "criteria", "recipients", "periods")
    }
    path = saved(tmp_path, write_plan_book(small_plan(**noted)))
    assert read_plan_book(path).plan.criteria[0].internal_note == "NỘI-BỘ"
    assert run(["plan", str(path), "--out", str(tmp_path)]) == 0
    assert "NỘI-BỘ" not in words((tmp_path / "ke-hoach-du-thao-1.docx").read_bytes())


def test_without_libreoffice_or_word_the_word_file_stays_and_the_reason_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    assert run(["plan", str(BOOK), "--out", str(tmp_path), "--pdf", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [Path(name).suffix for name in answer["files"]] == [".docx"]
    assert "PDF-01" in {problem["code"] for problem in answer["problems"]}


@pytest.mark.parametrize(("ends", "code"), [(None, "PDF-03"), (1, "PDF-02")])
def test_a_conversion_that_hangs_or_fails_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, ends: int | None, code: str
) -> None:
    monkeypatch.setattr(pdf, "libreoffice", lambda: Path("soffice"))
    monkeypatch.setattr(running, "run", lambda _command, seconds: ends if seconds else 0)
    assert run(["plan", str(BOOK), "--out", str(tmp_path), "--pdf", "--json"]) == 1
    assert code in capsys.readouterr().out
    assert drafts(tmp_path) == ["ke-hoach-cchc-2024-du-thao-1.docx"]


def test_every_command_has_help_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.commands
    for name in cli.commands:
        assert run([name, "--help"]) == 0
        shown = capsys.readouterr().out
        assert "Cách dùng:" in shown
        assert "--json" in shown
        assert not any(word in shown for word in ("Usage", "Options", "Show this"))


def test_the_readme_names_every_command_and_every_option() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    options = {option for command in cli.commands.values() for param in command.params for option in param.opts if option.startswith("--")}
    assert len(options) >= 5
    assert all(f"vanban {name}" in readme for name in cli.commands)
    assert [option for option in options if option not in readme] == []


def test_a_fault_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("generator.actions.plan_drafts.draft_plan", broken)
    with pytest.raises(ZeroDivisionError):
        run(["plan", str(BOOK)])


def test_the_command_starts_without_what_it_does_not_need() -> None:
    code = "import sys, generator.cli; print(sorted({'docxtpl', 'openpyxl', 'lxml', 'pydantic', 'babel'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "[]"
