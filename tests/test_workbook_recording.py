"""Plan and results back into the clerk's own workbook: read again they are what was wanted, and nothing else has changed."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName

from generator.errors import GeneratorError
from generator.plan import Plan
from generator.records import BodyKind, BodyRow, Criterion, Section
from generator.results import Narrative, NarrativeSection, Results, Rewording
from generator.richtext import Text
from generator.workbook import PlanBook, read_plan_book, record, write_plan_book
from tests.books import criterion, edited, saved, small_plan
from tests.plans import plans
from tests.reported import results_for
from tests.test_sample import BOOK
from tests.test_workbook_laws import disorder
from tests.tools import schema_errors, soffice


def book_of(folder: Path, data: bytes) -> PlanBook:
    return read_plan_book(saved(folder, data))


def recorded(book: PlanBook, folder: Path, results: Results | None = None, **lists: object) -> PlanBook:
    """The book with some lists changed, written and read again."""
    plan = Plan(**{**dict(book.plan), **lists})
    data = record(book, plan, results or book.results)
    again = book_of(folder, data)
    assert (again.plan, again.results) == (plan, results or book.results)
    assert record(again, plan, again.results) == data
    return again


def sheet_of(book: PlanBook, title: str) -> Any:  # noqa: ANN401 - openpyxl's sheet
    return load_workbook(io.BytesIO(book.package.source.data), rich_text=True)[title]


def three(folder: Path, change: Callable[[Workbook], object] = lambda _book: None) -> PlanBook:
    """A workbook with three criteria in rows 2 to 4."""
    plan = small_plan(criterion("1.1.1"), criterion("1.1.2"), criterion("1.1.3"))
    return book_of(folder, edited(write_plan_book(plan), change))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk")


@st.composite
def told(draw: st.DrawFn) -> tuple[Plan, Results]:
    """A plan and what was reported on it."""
    plan = draw(plans(max_criteria=5))
    return plan, draw(results_for(plan))


@settings(max_examples=25)
@given(told(), told())
def test_any_plan_with_any_results_is_recorded_over_any_other(desk: Path, one: tuple[Plan, Results], other: tuple[Plan, Results]) -> None:
    data = record(book_of(desk, write_plan_book(*one)), *other)
    again = book_of(desk, data)
    assert (again.plan, again.results) == other
    assert record(again, *other) == data


@settings(max_examples=10)
@given(told())
def test_nothing_changed_is_the_very_same_bytes(desk: Path, one: tuple[Plan, Results]) -> None:
    book = book_of(desk, write_plan_book(*one))
    assert record(book, book.plan, book.results) == book.package.source.data


@settings(max_examples=6)
@given(told(), told(), st.integers(0, 2**32))
def test_columns_may_lie_in_any_order(desk: Path, one: tuple[Plan, Results], other: tuple[Plan, Results], seed: int) -> None:
    book = book_of(desk, edited(write_plan_book(*one), lambda opened: disorder(opened, seed)))
    again = book_of(desk, record(book, *other))
    assert (again.plan, again.results) == other


def rearranged(plan: Plan, chance: Random) -> Plan:
    """The plan with its criteria in another order, some gone, some new, some reworded."""
    rows = chance.sample(plan.criteria, chance.randint(0, len(plan.criteria)))
    numbers = range(1, 1 + chance.randint(0, 3))
    for row in (criterion(f"8.20.{number}", id=f"moi{number}", lead=plan.units[0].id, support=()) for number in numbers):
        rows.insert(chance.randint(0, len(rows)), row)
    changed = [row.model_copy(update={"remedy": Text.of("Khác")}) if chance.random() < 0.3 else row for row in rows]
    return Plan.model_validate({**dict(plan), "criteria": tuple(changed)})


SIDE, COPY = 30, 31


def marked(opened: Workbook, plan: Plan) -> None:
    """Everything that a clerk may keep on the row of a criterion, and formulas elsewhere that point at it."""
    sheet: Any = opened["Tiêu chí"]
    other: Any = opened.create_sheet("Tính riêng")
    for number, row in enumerate(plan.criteria, 2):
        sheet.cell(number, 4).fill = PatternFill("solid", fgColor=f"FF{number:06d}")
        sheet.cell(number, 4).comment = Comment(row.code, "Lan")
        sheet.cell(number, 7).hyperlink = f"https://vi.du/{row.code}"
        sheet.row_dimensions[number].height = 100 + number
        sheet.cell(number, SIDE, row.code)
        sheet.cell(number, COPY, f'=C{number}&""')
        other.cell(number, 1, row.code)
        other.cell(number, 2, f"='Tiêu chí'!C{number}")


@settings(max_examples=25)
@given(plans(max_criteria=8), st.integers(0, 2**32))
def test_all_that_a_clerk_keeps_on_a_row_stays_with_its_record(desk: Path, plan: Plan, seed: int) -> None:
    book = book_of(desk, edited(write_plan_book(plan), lambda opened: marked(opened, plan)))
    wanted = rearranged(book.plan, Random(seed))  # noqa: S311 - not for secrets
    again = book_of(desk, record(book, wanted, book.results))
    assert again.plan == wanted
    opened: Any = load_workbook(io.BytesIO(again.package.source.data))
    sheet, other = opened["Tiêu chí"], opened["Tính riêng"]
    assert [again.lists["criteria"].rows] == [sorted(again.lists["criteria"].rows)]
    rows = {row.code: number for number, row in zip(again.lists["criteria"].rows, wanted.criteria, strict=True)}
    for old, record_of in enumerate(plan.criteria, 2):
        if record_of.code not in rows:
            continue
        row = rows[record_of.code]
        assert sheet.cell(row, 4).fill.fgColor.rgb == f"FF{old:06d}"
        assert sheet.cell(row, 4).comment.text == record_of.code
        assert sheet.cell(row, 7).hyperlink.target == f"https://vi.du/{record_of.code}"
        assert sheet.cell(row, SIDE).value == record_of.code
        assert sheet.cell(row, COPY).value == f'=C{row}&""'
        assert other.cell(old, 2).value == f"='Tiêu chí'!C{row}"
    for row in wanted.criteria:
        if row.id.startswith("moi"):
            assert sheet.cell(rows[row.code], SIDE).value is None, "a new row stands where nobody keeps anything"
            assert sheet.cell(rows[row.code], 4).comment is None


def test_one_cell_changed_leaves_every_other_cell_and_part_as_it_lies(tmp_path: Path) -> None:
    book = book_of(tmp_path, BOOK.read_bytes())
    rows = [row.model_copy(update={"remedy": Text.of("Giải pháp mới")}) if row.code == "2.1.1" else row for row in book.plan.criteria]
    again = recorded(book, tmp_path, criteria=tuple(rows))
    changed = {name for name, part in again.package.parts.items() if part.data != book.package.parts[name].data}
    assert len(changed) == 1
    before, after = (all_cells(one.package.source.data) for one in (book, again))
    assert {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)} == {("Tiêu chí", "H6")}
    assert schema_errors([saved(tmp_path, again.package.source.data, "ghi.xlsx")]) == []


def all_cells(data: bytes) -> dict[tuple[str, str], tuple[object, str]]:
    opened = load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): (cell.value, repr(cell.font) + repr(cell.fill))
        for sheet in opened.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def test_a_row_that_moves_takes_its_colour_its_note_and_the_words_beside_it_along(tmp_path: Path) -> None:
    def mark(opened: Workbook) -> None:
        sheet = opened["Tiêu chí"]
        sheet["D2"].fill = PatternFill("solid", fgColor="FFFF00")
        sheet["D2"].comment = Comment("Hỏi lại lãnh đạo", "VP")
        sheet.cell(2, 30, "ghi riêng của văn phòng")

    book = three(tmp_path, mark)
    first, second, third = book.plan.criteria
    sheet = sheet_of(recorded(book, tmp_path, criteria=(second, third, first)), "Tiêu chí")
    assert sheet["C4"].value == "1.1.1"
    assert sheet["D4"].fill.fgColor.rgb.endswith("FFFF00")
    assert sheet["D4"].comment.text == "Hỏi lại lãnh đạo"
    assert sheet.cell(4, 30).value == "ghi riêng của văn phòng"
    assert sheet["D2"].comment is None


def test_a_new_row_stands_where_its_record_belongs(tmp_path: Path) -> None:
    book = three(tmp_path)
    first, second, third = book.plan.criteria
    again = recorded(book, tmp_path, criteria=(first, criterion("2.2.2", id="moi"), second, third))
    sheet = sheet_of(again, "Tiêu chí")
    assert [sheet.cell(row, 3).value for row in range(2, 6)] == ["1.1.1", "2.2.2", "1.1.2", "1.1.3"]
    assert sheet.tables["bang_tieu_chi"].ref.endswith("5")


def test_a_gone_row_is_empty_and_what_stays_does_not_move(tmp_path: Path) -> None:
    book = three(tmp_path)
    first, _, third = book.plan.criteria
    sheet = sheet_of(recorded(book, tmp_path, criteria=(first, third)), "Tiêu chí")
    assert [sheet.cell(row, 3).value for row in (2, 3, 4)] == ["1.1.1", None, "1.1.3"]


def test_formulas_in_a_moved_row_and_those_that_point_at_it_follow(tmp_path: Path) -> None:
    def reckon(opened: Workbook) -> None:
        sheet = opened["Tiêu chí"]
        for row in (2, 3, 4):
            sheet.cell(row, 30, f"=E{row}-F{row}")
        other = opened.create_sheet("Tính riêng")
        other["A1"] = "='Tiêu chí'!E2*10"
        other["A2"] = "=SUM('Tiêu chí'!E2:E4)"
        opened.defined_names["dong_dau"] = DefinedName("dong_dau", attr_text="'Tiêu chí'!$E$2")

    book = three(tmp_path, reckon)
    first, second, third = book.plan.criteria
    again = recorded(book, tmp_path, criteria=(second, third, first))
    opened = load_workbook(io.BytesIO(again.package.source.data))
    assert opened["Tiêu chí"].cell(4, 30).value == "=E4-F4"
    assert opened["Tính riêng"]["A1"].value == "='Tiêu chí'!E4*10"
    assert opened["Tính riêng"]["A2"].value == "=SUM('Tiêu chí'!E2:E4)"
    assert opened.defined_names["dong_dau"].attr_text == "'Tiêu chí'!$E$4"


def test_a_formula_that_can_not_follow_stops_the_move(tmp_path: Path) -> None:
    def reckon(opened: Workbook) -> None:
        opened.create_sheet("Tính riêng")["A1"] = "=SUM('Tiêu chí'!E2:E3)"

    book = three(tmp_path, reckon)
    first, second, third = book.plan.criteria
    plan = Plan(**{**dict(book.plan), "criteria": (first, third, second)})
    with pytest.raises(GeneratorError) as refused:
        record(book, plan, book.results)
    (problem,) = refused.value.problems
    assert problem.code == "BANG-36"
    assert "Tính riêng" in str(problem.place)


def test_a_cell_with_a_formula_is_not_written_over(tmp_path: Path) -> None:
    def reckon(opened: Workbook) -> None:
        opened["Tiêu chí"]["F2"] = "=E2-0.1"

    path = saved(tmp_path, edited(write_plan_book(small_plan()), reckon))
    book = read_plan_book(recalculated(path, tmp_path))
    first, *others = book.plan.criteria
    plan = Plan(**{**dict(book.plan), "criteria": (first.model_copy(update={"score": first.maximum}), *others)})
    with pytest.raises(GeneratorError) as refused:
        record(book, plan, book.results)
    assert refused.value.problems[0].code == "BANG-29"


def recalculated(path: Path, folder: Path) -> Path:
    """The workbook after LibreOffice Calc reckoned and saved it."""
    command: list[str | Path] = [soffice(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", folder / "tinh", path], capture_output=True, check=True, timeout=120)
    return folder / "tinh" / path.name


def test_a_recorded_workbook_with_moved_rows_reckons_right_in_calc(tmp_path: Path) -> None:
    def reckon(opened: Workbook) -> None:
        sheet = opened["Tiêu chí"]
        for row, points in ((2, 3), (3, 4), (4, 5)):
            sheet.cell(row, 5, points)
            sheet.cell(row, 30, f"=E{row}*10")
        opened.create_sheet("Tính riêng")["A1"] = "='Tiêu chí'!E2*100"

    book = three(tmp_path, reckon)
    first, second, third = book.plan.criteria
    again = recorded(book, tmp_path, criteria=(second, third, first))
    opened = load_workbook(recalculated(saved(tmp_path, again.package.source.data, "ghi.xlsx"), tmp_path), data_only=True)
    assert [opened["Tiêu chí"].cell(row, 30).value for row in (2, 3, 4)] == [40, 50, 30]
    assert opened["Tính riêng"]["A1"].value == 300


@pytest.mark.parametrize("words", ["{{ tên }}", "x" * 40_000])
def test_words_that_no_cell_may_hold_are_refused(tmp_path: Path, words: str) -> None:
    book = three(tmp_path)
    first, *others = book.plan.criteria
    plan = Plan(**{**dict(book.plan), "criteria": (first.model_copy(update={"remedy": Text.of(words)}), *others)})
    with pytest.raises(GeneratorError):
        record(book, plan, book.results)


def test_words_that_would_read_back_otherwise_are_refused_with_their_cell(tmp_path: Path) -> None:
    """A heading's own number is cut off when it is read: what would come back is not what was wanted."""
    book = three(tmp_path)
    row = BodyRow(id="moi", section=Section.PURPOSE, kind=BodyKind.HEADING, text=Text.of("II. Có số ở đầu"))
    with pytest.raises(GeneratorError) as refused:
        record(book, Plan(**{**dict(book.plan), "body": (*book.plan.body, row)}), book.results)
    assert refused.value.problems[0].code == "BANG-35"
    assert "Nội dung" in str(refused.value.problems[0].place)


def test_a_fact_whose_line_is_missing_is_named(tmp_path: Path) -> None:
    def without_line(opened: Workbook) -> None:
        sheet = opened["Kế hoạch"]
        sheet.delete_rows(next(number for number, row in enumerate(sheet.iter_rows(), start=1) if row[0].value == "Ký hiệu"))

    book = three(tmp_path, without_line)
    facts = book.plan.facts.model_copy(update={"symbol": "KH-MOI"})
    with pytest.raises(GeneratorError) as refused:
        record(book, Plan(**{**dict(book.plan), "facts": facts}), book.results)
    assert "Ký hiệu" in refused.value.problems[0].message


def test_facts_results_and_rewordings_are_recorded_together(tmp_path: Path) -> None:
    book = book_of(tmp_path, BOOK.read_bytes())
    narrative = Narrative(id="Q1-a", period="Q1", section=NarrativeSection.STEERING, text=Text.of("Đã họp"))
    rewording = Rewording(id="report-Q1-title", paper="report-Q1", key="title", before=Text.of("Cũ"), text=Text.of("Mới"))
    facts = book.plan.facts.model_copy(update={"title": Text.of("Tên mới"), "number": "05"})
    again = recorded(book, tmp_path, Results(narrative=(narrative,), rewordings=(rewording,)), facts=facts)
    assert again.plan.facts.number == "05"
    assert schema_errors([saved(tmp_path, again.package.source.data, "ghi.xlsx")]) == []


def test_ids_that_no_cell_held_yet_are_kept(tmp_path: Path) -> None:
    def forget(opened: Workbook) -> None:
        opened["Tiêu chí"]["A2"].value = None

    book = three(tmp_path, forget)
    assert book.new_ids
    first, *others = book.plan.criteria
    changed: Criterion = first.model_copy(update={"remedy": Text.of("Khác hẳn")})
    again = recorded(book, tmp_path, criteria=(changed, *others))
    assert again.plan.criteria[0].id == first.id
