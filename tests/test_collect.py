"""Forms out and in again: each file whole or not at all, in any order, any number of times; who is late, and the letter that follows."""

from __future__ import annotations

import io
import itertools
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from generator import cli, package
from generator.cli import run
from generator.results import Narrative, NarrativeSection, Reminder, Results
from generator.richtext import Text
from generator.workbook import read_plan_book, record_results, write_plan_book
from tests.books import edited
from tests.papers import words
from tests.sample_forms import FOLDER, FORMS, MARK, form
from tests.test_sample import BOOK
from tests.tools import schema_errors

FIRST = "10/03/2025 09:00"
LATE = "18/03/2025 09:00"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(BOOK, tmp_path / "ke-hoach.xlsx"))


def collected(
    capsys: pytest.CaptureFixture[str], book: Path, *given: Path, period: str = "Q1", at: str = FIRST, more: tuple[str, ...] = ()
) -> Any:  # noqa: ANN401 - JSON
    out = str(book.parent / "out")
    code = run(["collect", str(book), *map(str, given), "--period", period, "--received", at, "--out", out, "--json", *more])
    return {"code": code, **json.loads(capsys.readouterr().out)}


def codes(answer: Any) -> set[str]:  # noqa: ANN401 - JSON
    return {problem["code"] for problem in answer["problems"] if problem["severity"] == "error"}


def test_the_committed_forms_are_those_that_are_built_and_say_that_they_are_made_up() -> None:
    paths = sorted(FOLDER.rglob("*.xlsx"))
    assert {str(path.relative_to(FOLDER).as_posix()) for path in paths} == set(FORMS)
    for path in paths:
        assert "minh-hoa" in path.name
        committed = package.open_package(path).parts
        assert any(MARK.encode() in part.data or b"(Minh ho&#7841;)" in part.data for part in committed.values())


@pytest.mark.parametrize("name", FORMS)
def test_a_committed_form_holds_what_is_built(name: str, tmp_path: Path) -> None:
    built = tmp_path / "built.xlsx"
    built.write_bytes(form(name))
    parts, committed = package.open_package(built).parts, package.open_package(FOLDER / name).parts
    assert {part: content.data for part, content in parts.items()} == {part: content.data for part, content in committed.items()}


def test_forms_go_out_one_for_each_unit_and_come_back_unchanged_as_nothing_reported(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = book.parent / "out"
    assert run(["forms", str(book), "--period", "Q1", "--out", str(out)]) == 0
    folder = out / "ke-hoach-bieu-Q1"
    assert sorted(path.name for path in folder.iterdir()) == ["bieu-Q1-QLKH.xlsx", "bieu-Q1-TT.xlsx", "bieu-Q1-VP.xlsx"]
    assert schema_errors(sorted(folder.iterdir())) == []
    capsys.readouterr()
    answer = collected(capsys, book, folder)
    assert answer["code"] == 0
    assert read_plan_book(book).results.results == ()
    assert {row.unit for row in read_plan_book(book).results.submissions} == {"VP", "QLKH", "TT"}


def test_asking_for_the_forms_again_gives_the_same_folder(book: Path) -> None:
    for _ in range(2):
        assert run(["forms", str(book), "--period", "Q1", "--out", str(book.parent / "out")]) == 0
    assert [path.name for path in (book.parent / "out").iterdir()] == ["ke-hoach-bieu-Q1"]


def test_collecting_twice_changes_nothing_the_second_time(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = collected(capsys, book, FOLDER / "Q1")
    assert first["code"] == 0
    assert [verdict["taken"] for verdict in first["verdicts"]] == ["đã nhận", "đã nhận"]
    after = book.read_bytes()
    kept = sorted((book.parent / "out").rglob("*.xlsx"))
    assert len(kept) == 2
    again = collected(capsys, book, FOLDER / "Q1", at=LATE)
    assert {verdict["taken"] for verdict in again["verdicts"]} == {"đã nhận từ trước, không đổi"}
    assert book.read_bytes() == after
    assert sorted((book.parent / "out").rglob("*.xlsx")) == kept


def test_the_order_in_which_forms_come_makes_no_difference(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found: list[Results] = []
    for order in itertools.permutations(sorted((FOLDER / "Q1").iterdir())):
        shutil.copy(BOOK, book)
        collected(capsys, book, *order)
        results = read_plan_book(book).results
        found.append(Results(**{name: tuple(sorted(rows, key=lambda row: row.id)) for name, rows in dict(results).items()}))
    assert len(found) == 2
    assert found[0] == found[1]


def test_a_folder_a_zip_and_single_files_are_the_same(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = book.parent / "bieu.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for path in (FOLDER / "Q1").iterdir():
            made.write(path, f"../../trên/{path.name}")
    assert {verdict["taken"] for verdict in collected(capsys, book, archive)["verdicts"]} == {"đã nhận"}
    assert {verdict["taken"] for verdict in collected(capsys, book, FOLDER / "Q1")["verdicts"]} == {"đã nhận từ trước, không đổi"}
    assert not (book.parent.parent / "trên").exists()


def test_a_form_with_mistakes_is_refused_whole_and_the_others_are_taken(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = collected(capsys, book, FOLDER / "NAM", period="NAM", at="10/12/2025 09:00")
    assert answer["code"] == 1
    assert {"BIEU-12", "BIEU-14"} <= codes(answer)
    assert {row.unit for row in read_plan_book(book).results.results} == {"VP", "QLKH"}


def test_a_second_form_of_a_unit_waits_for_the_clerks_word(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    collected(capsys, book, FOLDER / "Q1")
    before = book.read_bytes()
    refused = collected(capsys, book, FOLDER / "Q1-gui-lai", at=LATE)
    assert refused["code"] == 2
    assert codes(refused) == {"NHAN-02"}
    assert book.read_bytes() == before
    assert collected(capsys, book, FOLDER / "Q1-gui-lai", at=LATE, more=("--replace", "VP"))["code"] == 0
    sent = read_plan_book(book).results.submission("Q1", "VP")
    assert sent is not None
    assert sent.times == 2
    assert read_plan_book(book).results.of("Q1", "1.7.2") is not None


def test_two_different_forms_of_a_unit_at_once_are_both_refused(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = collected(capsys, book, FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx", FOLDER / "Q1-gui-lai", more=("--replace", "VP"))
    assert answer["code"] == 2
    assert codes(answer) == {"NHAN-01"}
    assert read_plan_book(book).results == Results()


def test_the_wrong_period_is_refused(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = collected(capsys, book, FOLDER / "Q1", period="NAM")
    assert answer["code"] == 2
    assert read_plan_book(book).results == Results()


def test_a_period_whose_report_was_issued_is_locked(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read = read_plan_book(book)
    locked = tuple(row.model_copy(update={"report_date": date(2025, 3, 20)}) if row.id == "Q1" else row for row in read.plan.periods)
    book.write_bytes(write_plan_book(read.plan.model_copy(update={"periods": locked})))
    answer = collected(capsys, book, FOLDER / "Q1")
    assert (answer["code"], codes(answer)) == (2, {"KY-01"})
    assert run(["forms", str(book), "--period", "Q1", "--out", str(book.parent / "out")]) == 2


def test_a_workbook_changed_meanwhile_keeps_what_it_holds(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*arguments: Any) -> bytes:  # noqa: ANN401 - passed on
        data = record_results(*arguments)
        book.write_bytes(b"theirs")
        return data

    monkeypatch.setattr("generator.actions.forms_in.record_results", meanwhile)
    assert collected(capsys, book, FOLDER / "Q1")["code"] == 2
    assert book.read_bytes() == b"theirs"


def test_a_broken_zip_is_refused(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book.parent / "bieu.zip").write_bytes(b"PK\x03\x04 broken")
    assert codes(collected(capsys, book, book.parent / "bieu.zip")) == {"GOI-06"}


def test_status_tells_who_is_late_and_how_far_each_criterion_is(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    collected(capsys, book, FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx")
    collected(capsys, book, FOLDER / "Q1" / "minh-hoa-Q1-QLKH-nop-cham.xlsx", at=LATE)
    assert run(["status", str(book), "--period", "Q1", "--on", "20/03/2025", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (period,) = answer["periods"]
    assert {unit["unit"]: (unit["state"], unit["days"]) for unit in period["units"]} == {
        "VP": ("Đúng hạn", 0),
        "QLKH": ("Gửi chậm", 5),
        "TT": ("Chưa gửi", 7),
    }
    states = {row["code"]: row["states"]["Q1"] for row in answer["criteria"]}
    assert states["4.1.4"] == "Đã hoàn thành"
    assert states["1.4.1.2"] is None
    assert run(["status", str(book), "--on", "20/03/2025"]) == 0
    assert "1.4.1.2: Q1 Chưa có báo cáo" in capsys.readouterr().out


def test_the_whole_year_is_named_once_in_its_letter_and_its_form(book: Path) -> None:
    out = book.parent / "out"
    assert run(["remind", str(book), "--period", "NAM", "--on", "20/12/2025", "--out", str(out)]) == 0
    letter = words((out / "ke-hoach-don-doc-NAM-lan-1.docx").read_bytes())
    assert "chỉ số CCHC cả năm 2025" in letter
    assert "gửi báo cáo kết quả cả năm 2025 về" in letter
    assert run(["forms", str(book), "--period", "NAM", "--out", str(out)]) == 0
    cells = [str(cell) for row in load_workbook(out / "ke-hoach-bieu-NAM" / "bieu-NAM-VP.xlsx").worksheets[0].values for cell in row]
    assert any(cell.startswith("Kỳ báo cáo: cả năm 2025 (từ ngày") for cell in cells)


def test_the_urging_letter_remembers_that_it_was_sent_before(book: Path) -> None:
    out = book.parent / "out"
    asked = ["remind", str(book), "--period", "Q1", "--out", str(out), "--on"]
    for day in ("20/03/2025", "20/03/2025", "27/03/2025"):
        assert run([*asked, day]) == 0
    names = sorted(path.name for path in out.iterdir() if path.is_file())
    assert names == ["ke-hoach-don-doc-Q1-lan-1.docx", "ke-hoach-don-doc-Q1-lan-2.docx"]
    first, second = (words((out / name).read_bytes()) for name in names)
    assert "V/v đôn đốc gửi báo cáo" in first
    assert "Trung tâm thông tin và chuyển giao công nghệ mới." in first
    assert "lần thứ hai" not in first.replace("lần đôn đốc thứ hai", "")
    assert "lần đôn đốc thứ hai" in second
    assert "- Như trên;" in first
    assert schema_errors([out / name for name in names]) == []
    levels = [(row.unit, row.level) for row in read_plan_book(book).results.reminders]
    assert sorted(levels) == sorted([(unit, level) for unit in ("VP", "QLKH", "TT") for level in (1, 2)])


def ended(opened: Workbook) -> None:
    """One unit ended in May and another one follows it."""
    units = opened["Đơn vị"]
    columns = {str(cell.value): int(cell.column or 0) for cell in units[1]}
    found = next(row[0].row for row in units.iter_rows(min_row=2) if row[0].value == "TT")
    units.cell(found, columns["Hiệu lực đến"], datetime(2025, 5, 30))  # noqa: DTZ001 - a day in a cell
    units.cell(found, columns["Kế thừa bởi"], "Phòng Quản lý khoa học")


def test_the_letter_asks_a_unit_for_what_its_form_asks_also_in_the_place_of_one_that_ended(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write_bytes(edited(book.read_bytes(), ended))
    out = book.parent / "out"
    assert run(["forms", str(book), "--period", "H1", "--out", str(out)]) == 0
    (form,) = out.rglob("bieu-H1-QLKH.xlsx")
    asked = {
        name: [str(code) for code in (row[2].value for row in sheet.iter_rows()) if str(code)[0].isdigit()]
        for name, sheet in ((name, load_workbook(form)[name]) for name in ("Chủ trì", "Phối hợp"))
    }
    assert "1.4.1.2" in asked["Chủ trì"]
    assert run(["remind", str(book), "--period", "H1", "--on", "17/06/2025", "--out", str(out)]) == 0
    text = words((out / "ke-hoach-don-doc-H1-lan-1.docx").read_bytes())
    assert f"Kết quả tiêu chí {'; '.join(asked['Chủ trì'])}, nội dung phối hợp tiêu chí {'; '.join(asked['Phối hợp'])}" in text
    capsys.readouterr()
    run(["report", str(book), "--period", "H1", "--out", str(out)])
    told = capsys.readouterr().out
    assert "Đôn đốc Phòng Quản lý khoa học gửi kết quả" in told
    assert "Đôn đốc Trung tâm" not in told


def test_no_letter_is_written_when_nobody_is_late(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["remind", str(book), "--period", "Q1", "--on", "01/03/2025", "--out", str(book.parent / "out"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == []
    assert not (book.parent / "out").exists()


def test_the_time_of_receiving_and_the_hash_stand_in_the_workbook(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx"
    collected(capsys, book, path)
    sent = read_plan_book(book).results.submission("Q1", "VP")
    assert sent is not None
    assert (sent.file, sent.received.replace(tzinfo=None)) == (path.name, datetime(2025, 3, 10, 9, 0))  # noqa: DTZ001 - the clerk's own clock
    (kept,) = (book.parent / "out").rglob("VP-*.xlsx")
    assert kept.read_bytes() == path.read_bytes()
    assert sent.sha256[:12] in kept.name
    assert io.BytesIO(kept.read_bytes()).read(2) == b"PK"


STEPS = ("fsync", "link", "replace")
"""Calls of the system between which a power cut may fall."""


def dies_at(arguments: list[str], number: int) -> bool:
    """Run a command in a process that is killed at the given step; tell whether it was still running by then."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    left = itertools.count(number, -1)
    for name in STEPS:
        setattr(os, name, killing(getattr(os, name), left))
    os._exit(run([*arguments, "--json"]))


def killing(call: Callable[..., Any], left: Iterator[int]) -> Callable[..., Any]:
    def counted(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on
        if next(left) == 1:
            os._exit(9)
        return call(*arguments, **named)

    return counted


COMMANDS = {
    "collect": ["collect", "{book}", str(FOLDER / "Q1"), "--period", "Q1", "--received", FIRST],
    "remind": ["remind", "{book}", "--period", "Q1", "--on", "20/03/2025"],
    "plan with new rows": ["plan", "{book}"],
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed by forking")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_power_cut_at_any_step_leaves_the_workbook_as_before_or_as_after(name: str, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_now", lambda: datetime(2025, 3, 20, 10, 0))  # noqa: DTZ001 - the clerk's own clock
    out = book.parent / "out"
    arguments = [*(word.format(book=book) for word in COMMANDS[name]), "--out", str(out)]
    before = edited(book.read_bytes(), without_an_id) if name.startswith("plan") else book.read_bytes()
    book.write_bytes(before)
    assert run([*arguments, "--json"]) == 0
    after, made = book.read_bytes(), {path.name: path.read_bytes() for path in out.rglob("*.*")}
    assert after != before
    seen = set()
    for number in itertools.count(1):
        shutil.rmtree(out)
        book.write_bytes(before)
        if not dies_at(arguments, number):
            break
        seen.add(book.read_bytes() == after)
        assert book.read_bytes() in {before, after}
        assert run([*arguments, "--json"]) == 0
        assert book.read_bytes() == after
        assert {path.name: path.read_bytes() for path in out.rglob("*.*") if not path.name.startswith(".vanban-")} == made
    assert number > len(STEPS)
    assert False in seen


def without_an_id(opened: Workbook) -> None:
    """Somebody typed a new row: it has no id yet."""
    opened["Căn cứ"]["A2"].value = None


def test_what_the_clerk_wrote_for_the_report_stays_when_forms_come_in(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read = read_plan_book(book)
    row = Narrative(id="Q1-lv1", period="Q1", section=NarrativeSection.STEERING, text=Text.of("Đã họp giao ban hằng tháng"))
    reminder = Reminder(id="Q1-TT-2003", period="Q1", unit="TT", level=1, sent=date(2025, 3, 20))
    book.write_bytes(record_results(read, Results(narrative=(row,), reminders=(reminder,))))
    assert collected(capsys, book, FOLDER / "Q1")["code"] == 0
    results = read_plan_book(book).results
    assert len(results.submissions) == 2
    assert results.narrative == (row,)
    assert results.reminders == (reminder,)
