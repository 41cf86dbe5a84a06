"""What the page of a period is made of: forms in one zip, files, the course of the year, a criterion's story, traced figures."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from generator import files, history
from generator.actions import reports
from generator.actions.criterion_story import story
from generator.actions.forms_in import Handover, Taken, collect
from generator.actions.forms_out import make_forms, zip_forms
from generator.actions.period_files import period_files
from generator.actions.period_progress import criteria_by_state, next_due, units_by_sending
from generator.actions.period_view import period_view
from generator.actions.reports import before_report, make_report
from generator.actions.traced_figures import Traced, still_agrees, traced_report
from generator.actions.urging import Day, urge
from generator.base import Origin
from generator.cancelling import CancelledError
from generator.errors import InputRefusedError, Place, Problem
from generator.history import Entry, Event
from generator.plan import Plan
from generator.records import Unit, UnitKind
from generator.results import Progress, Results
from generator.standing import Sending, criterion_states, period_of, reporting_units
from generator.workbook import (
    CountedFigure,
    PlanBook,
    figure_blocks,
    read_plan,
    read_plan_book,
    record_results,
    write_plan_book,
    write_unit_form,
)
from tests.books import criterion
from tests.recount import Case, reported, year_plan
from tests.sample_forms import FOLDER
from tests.test_sample import BOOK

IN_TIME: Final = datetime(2025, 3, 12, 9, 0)  # noqa: DTZ001 - the clerk's own clock
LATE: Final = datetime(2025, 3, 18, 9, 0)  # noqa: DTZ001 - the same
NOW: Final = datetime(2025, 3, 20, 14, 0)  # noqa: DTZ001 - the same


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(BOOK, tmp_path / "kế hoạch số 1.xlsx"))


@pytest.fixture
def quarter(book: Path) -> Path:
    """The sample with both forms of Quý I taken in, one of them late."""
    collect(book, out(book), Handover((FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx",), "Q1", IN_TIME))
    collect(book, out(book), Handover((FOLDER / "Q1" / "minh-hoa-Q1-QLKH-nop-cham.xlsx",), "Q1", LATE))
    return book


def out(book: Path) -> Path:
    return book.parent / "out"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Forms to send out


def test_the_forms_of_a_period_are_one_zip_with_the_very_files_of_the_folder(book: Path) -> None:
    archive, *forms = zip_forms(book, out(book), period="Q1").files
    assert archive.name == "kế hoạch số 1-bieu-Q1.zip"
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == {path.name: path.read_bytes() for path in forms}
        assert len(forms) == 3
        assert all(info.flag_bits & 0x800 and info.date_time == (1980, 1, 1, 0, 0, 0) for info in opened.infolist())


def test_the_same_forms_are_the_same_zip_and_it_is_written_once(book: Path) -> None:
    first = zip_forms(book, out(book), period="Q1").files
    before = everything(book.parent)
    assert zip_forms(book, out(book), period="Q1").files == first
    assert everything(book.parent) == before


def test_new_forms_get_a_zip_of_their_own(quarter: Path) -> None:
    first = zip_forms(quarter, out(quarter), period="NAM").files[0]
    collect(quarter, out(quarter), Handover((FOLDER / "NAM",), "NAM", NOW))
    second = zip_forms(quarter, out(quarter), period="NAM").files[0]
    assert second.name == "kế hoạch số 1-bieu-NAM-lan-2.zip"
    assert first.exists()


def test_making_forms_stops_before_anything_is_written(book: Path) -> None:
    def called_off(_name: str) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        zip_forms(book, out(book), period="Q1", step=called_off)
    assert not out(book).exists()


# Forms coming in


def big_plan(units: int) -> Plan:
    """A plan with that many units, each leading one criterion."""
    plan = year_plan()
    rooms = tuple(Unit(id=f"P{number}", name=f"Phòng số {number}", kind=UnitKind.ROOM) for number in range(1, units + 1))
    rows = tuple(criterion(f"1.{number // 99 + 1}.{number % 99 + 1}", lead=room.id, support=()) for number, room in enumerate(rooms))
    return Plan.model_validate(dict(plan) | {"units": (*plan.units, *rooms), "criteria": rows})


def test_calling_off_the_last_of_two_hundred_forms_leaves_nothing_written(tmp_path: Path) -> None:
    plan, book = big_plan(200), tmp_path / "sổ.xlsx"
    book.write_bytes(write_plan_book(plan))
    given_forms = tmp_path / "nhận"
    given_forms.mkdir()
    one = plan.unit("P1")
    form = write_unit_form(plan, Results(), period_of(plan, "Q1"), one)
    for number in range(200):
        (given_forms / f"{number:03d}.xlsx").write_bytes(form if number == 0 else b"not a form")
    before, seen = everything(tmp_path), list[str]()

    def step(name: str) -> None:
        seen.append(name)
        if len(seen) == 200:
            raise CancelledError

    with pytest.raises(CancelledError):
        collect(book, out(book), Handover((given_forms,), "Q1", IN_TIME), step)
    assert seen == [f"{number:03d}.xlsx" for number in range(200)]
    assert everything(tmp_path) == before


# What lies in the folder of outputs


def found_files(book: Path, period: str = "Q1") -> list[str]:
    read = read_plan_book(book)
    found = period_files(read, out(book), period_of(read.plan, period))
    drafts = [path for draft in found.drafts for path in (draft.document, draft.figures, draft.pages) if path]
    listed = [found.archive, *found.sent_out.values(), *found.received.values(), *(row.document for row in found.letters), *drafts]
    return [path.relative_to(out(book)).as_posix() for path in (*listed, *found.issued) if path]


def test_a_folder_that_is_not_there_holds_nothing(book: Path) -> None:
    assert found_files(book) == []


def test_every_file_of_a_period_is_found_and_none_of_another(quarter: Path) -> None:
    zip_forms(quarter, out(quarter), period="Q1")
    make_forms(quarter, out(quarter), period="NAM")
    urge(quarter, out(quarter), NOW, period="Q1", asking=Day(NOW.date()))
    make_report(quarter, out(quarter), NOW, period="Q1")
    stem = "kế hoạch số 1"
    found = found_files(quarter)
    assert [name for name in found if "-nhan-Q1/" not in name] == [
        f"{stem}-bieu-Q1.zip",
        f"{stem}-bieu-Q1/bieu-Q1-VP.xlsx",
        f"{stem}-bieu-Q1/bieu-Q1-QLKH.xlsx",
        f"{stem}-bieu-Q1/bieu-Q1-TT.xlsx",
        f"{stem}-don-doc-Q1-lan-1.docx",
        f"{stem}-bao-cao-Q1-du-thao-1.docx",
        f"{stem}-bao-cao-Q1-du-thao-1-so-lieu.xlsx",
    ]
    assert len(found) == 9
    assert all((out(quarter) / name).is_file() for name in found)


def test_the_received_file_is_the_one_that_counts(quarter: Path) -> None:
    again = FOLDER / "Q1-gui-lai" / "minh-hoa-Q1-VP-gui-lai.xlsx"
    collect(quarter, out(quarter), Handover((again,), "Q1", NOW, replace=("VP",)))
    read = read_plan_book(quarter)
    kept = period_files(read, out(quarter), period_of(read.plan, "Q1")).received
    assert set(kept) == {"VP", "QLKH"}
    assert kept["VP"].read_bytes() == again.read_bytes()


def test_an_issued_report_is_found_where_it_was_put(quarter: Path) -> None:
    final = out(quarter) / "phat-hanh" / "2025" / "15-BC-SKHCN.docx"
    final.parent.mkdir(parents=True)
    final.write_bytes(b"the final copy")
    (final.parent / "16-BC-SKHCN.docx").write_bytes(b"of another")
    origin = Origin(reports.paper_name("Q1"), 1, "0" * 64, "0" * 64, "1", NOW)
    history.record(out(quarter), quarter.stem, Entry(Event.ISSUED, final.name, files.sha256(b"the final copy"), NOW, origin), b"")
    assert [name for name in found_files(quarter) if name.startswith("phat-hanh")] == ["phat-hanh/2025/15-BC-SKHCN.docx"]
    assert found_files(quarter, "NAM") == []


# The course of the year


@given(reported())
def test_the_chart_counts_every_criterion_once_in_each_period_just_as_the_grid_shows_it(case: Case) -> None:
    plan, results, _ = case
    grid = {row.code: {period.id: state for period, state in row.states} for row in criterion_states(plan, results)}
    for count in criteria_by_state(plan, results):
        assert count.total == len(plan.criteria)
        for state in count.states:
            assert state.count == sum(states[count.period.id] is state.progress for states in grid.values())


@given(reported())
def test_the_chart_counts_every_unit_once_and_nobody_is_late_before_the_deadline(case: Case) -> None:
    plan, results, period = case
    for row in units_by_sending(plan, results, period.units_due):
        assert row.total == len(reporting_units(plan, row.period))
        counts = dict(row.sendings)
        assert set(counts) == set(Sending)
        assert row.period.units_due < period.units_due or counts[Sending.MISSING] == counts[Sending.LATE] == 0


def test_the_sample_in_the_chart(quarter: Path) -> None:
    read = read_plan_book(quarter)
    (first,) = criteria_by_state(read.plan, read.results)
    assert [(state.progress, state.count) for state in first.states] == [
        (Progress.DONE, 1),
        (Progress.ONGOING, 4),
        (Progress.NOT_STARTED, 1),
        (Progress.NOT_APPLICABLE, 0),
        (None, 3),
    ]
    sent = next(row for row in units_by_sending(read.plan, read.results, NOW.date()) if row.period.id == "Q1")
    assert dict(sent.sendings) == {Sending.ON_TIME: 1, Sending.LATE: 1, Sending.MISSING: 1, Sending.NOT_DUE: 0}


def test_the_period_at_hand_is_the_next_one_due_whose_report_was_not_issued() -> None:
    plan = year_plan()
    day = period_of(plan, "Q1").department_due

    def at(plan: Plan, day: date) -> str:
        found = next_due(plan, day)
        assert found is not None
        return found.id

    assert at(plan, day) == "Q1"
    assert at(plan, date(2025, 4, 1)) == "Q2"
    locked = tuple(row.model_copy(update={"report_date": day}) if row.id == "Q1" else row for row in plan.periods)
    assert at(year_plan(periods=locked), day) == "Q2"
    assert at(plan, date(2027, 1, 1)) == "NAM"
    every = tuple(row.model_copy(update={"report_date": day}) for row in plan.periods)
    assert at(year_plan(periods=every), day) == "NAM"
    assert next_due(year_plan(periods=()), day) is None


# A criterion's story


def cell(book: Path, place: Place) -> object:
    value: object = load_workbook(book)[place.sheet][place.cell].value
    return value


def test_a_criterions_story_leads_to_the_cells_it_is_told_in(quarter: Path) -> None:
    found = story(read_plan_book(quarter), "4.1.4")
    chapters = {chapter.period.id: chapter for chapter in found.chapters}
    first = chapters["Q1"]
    assert first.progress is Progress.DONE
    assert first.since is None
    told = {row.heading: row for row in first.result}
    assert told["Nội dung thực hiện"].content == "(Minh hoạ) Đã rà soát xong cơ cấu lãnh đạo cấp phòng"
    assert {"Mức độ", "Ngày hoàn thành", "Đơn vị"} < set(told)
    assert told["Ngày hoàn thành"].content == "05/3/2025"
    plan = {row.heading: row.content for row in story(read_plan_book(quarter), "1.1.2").row}
    assert (plan["Điểm tối đa"], plan["Điểm đạt"]) == ("2", "1,9")
    (paper,) = first.evidence
    everywhere = [*found.row, *first.result, *paper]
    assert len(everywhere) > 10
    for row in everywhere:
        assert row.place.cell, row
        assert cell(quarter, row.place) is not None, row
    assert cell(quarter, told["Nội dung thực hiện"].place) == told["Nội dung thực hiện"].content


def test_a_period_in_which_nobody_reported_has_no_state_and_one_that_looks_back_says_where_it_comes_from(quarter: Path) -> None:
    collect(quarter, out(quarter), Handover((FOLDER / "NAM" / "minh-hoa-NAM-QLKH.xlsx",), "NAM", NOW))
    chapters = {chapter.period.id: chapter for chapter in story(read_plan_book(quarter), "4.1.4").chapters}
    assert chapters["NAM"].progress is Progress.DONE
    assert chapters["NAM"].since is not None
    assert chapters["NAM"].since.id == "Q1"
    assert chapters["NAM"].result == ()
    untold = [chapter for name, chapter in chapters.items() if name not in {"Q1", "NAM"}]
    assert untold
    assert all(chapter.progress is None for chapter in untold)


def test_a_note_of_a_supporting_unit_is_part_of_the_story(quarter: Path) -> None:
    chapters = {chapter.period.id: chapter for chapter in story(read_plan_book(quarter), "1.1.2").chapters}
    (note,) = chapters["Q1"].notes
    assert any("Đã gửi số liệu cho Văn phòng" in row.content for row in note)


def test_a_criterion_that_the_plan_does_not_have_is_said_so(book: Path) -> None:
    with pytest.raises(InputRefusedError) as caught:
        story(read_plan_book(book), "9.9.9")
    assert [problem.code for problem in caught.value.problems] == ["TC-01"]


# Traced figures

SUMS: Final = {
    "total", "done", "ongoing", "not_started", "not_applicable", "unreported", "base", "overdue", "maximum", "old_score", "lost", "gain",
    "expected", "difference", "units", "sent_on_time", "sent_late", "sent_missing", "with_evidence", "without_evidence", "carried",
    "recovered", "still_lost",
}  # fmt: skip


def as_book(plan: Plan, results: Results) -> PlanBook:
    """The workbook of a plan by chance, as it would be read."""
    path = Path("sổ.xlsx")
    empty = read_plan(files.ReadFile(path, write_plan_book(plan)))
    return read_plan(files.ReadFile(path, record_results(empty, results)))


def traced(book: PlanBook, period: str) -> dict[str, Traced]:
    found = traced_report(book, period_of(book.plan, period))
    return {figure.key: figure for block in found.blocks for figure in block.figures}


@pytest.mark.parametrize("period", ["Q1", "NAM"])
def test_the_rows_behind_every_figure_of_the_sample_make_it(quarter: Path, period: str) -> None:
    collect(quarter, out(quarter), Handover((FOLDER / "NAM",), "NAM", NOW))
    assert len(made_of_its_rows(read_plan_book(quarter), period)) > 20


@settings(max_examples=10)
@given(reported())
def test_the_rows_behind_every_figure_make_it(case: Case) -> None:
    plan, results, period = case
    assert made_of_its_rows(as_book(plan, results), period.id)


def made_of_its_rows(read: PlanBook, period: str) -> set[str]:
    """The figures that are counted; each is what its rows add up to."""
    asked = period_of(read.plan, period)
    found = traced(read, period)
    values = {
        row.key: row.value
        for block in figure_blocks(reports.report_figures(read, asked)[0])
        for row in block.rows
        if isinstance(row, CountedFigure)
    }
    for key, value in values.items():
        parts, count = sum((row.part for row in found[key].rows), Decimal(0)), len(found[key].rows)
        if key in SUMS:
            assert parts == value, key
        elif key.startswith(("rate_", "completion_rate")):
            assert value == (parts * 100 / count if count else None), key
        elif key == "converted_degree":
            assert value == (parts / count if count else None)
        else:
            assert key in {"expected_index", "unexplained", "self_estimate"}
    return set(values)


def test_every_row_behind_a_figure_names_cells_that_hold_something(quarter: Path) -> None:
    opened = load_workbook(io.BytesIO(quarter.read_bytes()))
    read = read_plan_book(quarter)
    rows = [row for figure in traced(read, "Q1").values() for row in figure.rows]
    assert len(rows) > 50
    for row in rows:
        assert row.places, row
        for place in row.places:
            assert opened[place.sheet][place.cell].value is not None, (row, place)


def test_a_number_that_was_given_names_its_cell(quarter: Path) -> None:
    found = traced(read_plan_book(quarter), "Q1")
    assert found["published"].printed == "85,06"
    assert [str(cell(quarter, place)) for place in found["published"].places] == ["85.06"]
    assert found["period_end"].printed == "14/3/2025"
    assert found["period_end"].places


def test_the_workbook_of_figures_of_a_draft_agrees_until_something_else_is_reported(quarter: Path) -> None:
    _, numbers = make_report(quarter, out(quarter), NOW, period="Q1").files
    read = read_plan_book(quarter)
    assert still_agrees(read, period_of(read.plan, "Q1"), numbers)
    again = FOLDER / "Q1-gui-lai" / "minh-hoa-Q1-VP-gui-lai.xlsx"
    collect(quarter, out(quarter), Handover((again,), "Q1", NOW, replace=("VP",)))
    read = read_plan_book(quarter)
    assert not still_agrees(read, period_of(read.plan, "Q1"), numbers)


# Before the report, and all of it at once


def codes(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in problems}


def test_what_stands_before_the_report_is_told_with_the_file_it_is_in(quarter: Path) -> None:
    read = read_plan_book(quarter)
    found = before_report(read, out(quarter), period_of(read.plan, "NAM"), NOW)
    assert {"BC-02", "BC-03", "BC-04", "BC-05", "BC-06"} >= codes(found) >= {"BC-02", "BC-05", "BC-06"}
    assert all(problem.place.file == quarter.name for problem in found)


def test_the_view_of_a_period_changes_nothing_and_holds_each_unit_and_criterion_once(quarter: Path) -> None:
    before = everything(quarter.parent)
    view = period_view(quarter, out(quarter), NOW, period="Q1")
    assert everything(quarter.parent) == before
    assert [row.sending for row in view.standing.units] == [Sending.ON_TIME, Sending.LATE, Sending.MISSING]
    assert [row.criterion.code for row in view.criteria] == [row.code for row in view.plan.criteria]
    assert view.sha256 == files.sha256(quarter.read_bytes())
    assert codes(view.before) == {"BC-02", "BC-05"}


def test_a_period_that_is_not_there_is_refused(book: Path) -> None:
    with pytest.raises(InputRefusedError) as caught:
        period_view(book, out(book), NOW, period="Q9")
    assert codes(caught.value.problems) == {"BC-01"}


def test_forms_known_already_are_told_so_and_the_view_stays(quarter: Path) -> None:
    found = collect(quarter, out(quarter), Handover((FOLDER / "Q1",), "Q1", NOW))
    assert {verdict.taken for verdict in found.verdicts} == {Taken.KNOWN}
