"""Plan and results back into the clerk's own workbook: read again they are what was wanted, and nothing else has changed."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

from generator.errors import GeneratorError, InputRefusedError, OutputRefusedError
from generator.plan import Plan
from generator.records import BodyKind, BodyRow, Criterion, Section
from generator.results import Narrative, NarrativeSection, Results, Rewording
from generator.richtext import Text
from generator.workbook import PlanBook, read_plan_book, record, write_plan_book
from generator.workbook.sheet_xml import links
from tests.books import criterion, edited, saved, small_plan
from tests.plans import plans
from tests.reported import results_for
from tests.test_sample import BOOK
from tests.test_workbook_laws import disorder
from tests.test_workbook_patch import parts_of, zipped
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


@settings(max_examples=10)
@given(plans(max_criteria=6))
def test_a_list_in_reverse_is_recorded_by_moving_rows(desk: Path, plan: Plan) -> None:
    book = book_of(desk, write_plan_book(plan))
    recorded(
        book, desk, criteria=tuple(reversed(plan.criteria)), body=tuple(reversed(plan.body)), recipients=tuple(reversed(plan.recipients))
    )


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
    for old, known in enumerate(plan.criteria, 2):
        if known.code not in rows:
            continue
        row = rows[known.code]
        assert sheet.cell(row, 4).fill.fgColor.rgb == f"FF{old:06d}"
        assert sheet.cell(row, 4).comment.text == known.code
        assert sheet.cell(row, 7).hyperlink.target == f"https://vi.du/{known.code}"
        assert sheet.cell(row, SIDE).value == known.code
        assert sheet.cell(row, COPY).value == f'=C{row}&""'
        assert other.cell(old, 2).value == f"='Tiêu chí'!C{row}"
    for new in (rows[row.code] for row in wanted.criteria if row.id.startswith("moi")):
        assert sheet.cell(new, SIDE).value is None, "a new row stands where nobody keeps anything"
        assert sheet.cell(new, 4).comment is None


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


def test_a_new_row_is_seen_though_the_one_that_it_follows_was_hidden(tmp_path: Path) -> None:
    book = three(tmp_path, lambda opened: setattr(opened["Tiêu chí"].row_dimensions[3], "hidden", True))
    first, second, third = book.plan.criteria
    new = criterion("8.8.8", id="moi")
    instead = sheet_of(recorded(book, tmp_path, criteria=(first, new, third)), "Tiêu chí")
    assert (instead["C3"].value, instead.row_dimensions[3].hidden) == ("8.8.8", False)
    before = sheet_of(recorded(book, tmp_path, criteria=(first, new, second, third)), "Tiêu chí")
    assert [before.cell(row, 3).value for row in range(2, 6) if before.row_dimensions[row].hidden] == ["1.1.2"]


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
            sheet.cell(row, 31, f"=SUM(E$2:E{row})")
        opened.create_sheet("Tính riêng")["A1"] = "='Tiêu chí'!E2*100"

    book = three(tmp_path, reckon)
    first, second, third = book.plan.criteria
    again = recorded(book, tmp_path, criteria=(second, third, first))
    opened = load_workbook(recalculated(saved(tmp_path, again.package.source.data, "ghi.xlsx"), tmp_path), data_only=True)
    assert [opened["Tiêu chí"].cell(row, 30).value for row in (2, 3, 4)] == [40, 50, 30]
    assert [opened["Tiêu chí"].cell(row, 31).value for row in (2, 3, 4)] == [4, 9, 12]
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


# What is filled down, and what counts rows


def down(formula: str) -> Callable[[Workbook], object]:
    """Fill a formula down beside the three criteria; `{up}` is the row above."""

    def fill(opened: Workbook) -> None:
        sheet: Any = opened["Tiêu chí"]
        for row in (2, 3, 4):
            sheet.cell(row, 30, formula.format(row=row, up=row - 1))

    return fill


FILLED = {
    "a running total from above": "=N(AD{up})+E{row}",
    "a running total from the top": "=SUM(E$2:E{row})",
    "a rank among all": "=RANK(E{row},$E$2:$E$4)",
    "a number in the list": "=ROW()-1",
    "a difference of its own cells": "=E{row}-F{row}",
}


@pytest.mark.parametrize("name", FILLED)
def test_a_formula_filled_down_speaks_of_its_place_however_rows_move(tmp_path: Path, name: str) -> None:
    book = three(tmp_path, down(FILLED[name]))
    first, second, third = book.plan.criteria
    sheet = sheet_of(recorded(book, tmp_path, criteria=(third, first, second)), "Tiêu chí")
    assert [sheet.cell(row, 30).value for row in (2, 3, 4)] == [FILLED[name].format(row=row, up=row - 1) for row in (2, 3, 4)]


def test_a_dollar_sign_goes_on_naming_its_record_and_a_formula_alone_too(tmp_path: Path) -> None:
    def alone(opened: Workbook) -> None:
        down("=F{row}/F$2")(opened)
        sheet: Any = opened["Tiêu chí"]
        sheet["AE2"] = "=E3-E2"

    book = three(tmp_path, alone)
    first, second, third = book.plan.criteria
    sheet = sheet_of(recorded(book, tmp_path, criteria=(third, first, second)), "Tiêu chí")
    assert [sheet.cell(row, 30).value for row in (2, 3, 4)] == ["=F2/F$3", "=F3/F$3", "=F4/F$3"]
    assert (sheet["AE3"].value, sheet["AE2"].value) == ("=E4-E3", None)


def test_a_running_total_with_a_first_line_of_its_own_or_a_new_row_amid_it_is_not_guessed_at(tmp_path: Path) -> None:
    def own_first(opened: Workbook) -> None:
        down("=AD{up}+E{row}")(opened)
        sheet: Any = opened["Tiêu chí"]
        sheet["AD2"] = "=E2"

    book = three(tmp_path, own_first)
    first, second, third = book.plan.criteria
    assert refused(book, criteria=(third, first, second)) == {("BANG-36", "Tiêu chí", "AD4")}
    book = three(tmp_path, down("=N(AD{up})+E{row}"))
    new = criterion("2.2.2")
    assert refused(book, criteria=(first, new, second, third)) == {("BANG-36", "Tiêu chí", "AD3")}
    recorded(book, tmp_path, criteria=(first, second, third, new))


def test_two_rows_of_a_running_total_are_not_taken_for_formulas_that_stand_alone(tmp_path: Path) -> None:
    def total(opened: Workbook) -> None:
        sheet: Any = opened["Tiêu chí"]
        sheet["AD2"], sheet["AD3"] = "=E2", "=AD2+E3"

    book = book_of(tmp_path, edited(write_plan_book(small_plan()), total))
    assert refused(book, criteria=tuple(reversed(book.plan.criteria))) == {("BANG-36", "Tiêu chí", "AD3")}


def refused(book: PlanBook, **lists: object) -> set[tuple[str, str, str]]:
    """Code, sheet and cell of each problem for which a recording is refused; the workbook is left alone."""
    with pytest.raises((InputRefusedError, OutputRefusedError)) as caught:
        record(book, Plan.model_validate({**dict(book.plan), **lists}), book.results)
    assert all(problem.cure for problem in caught.value.problems)
    return {(problem.code, problem.place.sheet, problem.place.cell) for problem in caught.value.problems}


def beside(*formulas: str) -> Callable[[Workbook], object]:
    """Formulas in a sheet of the clerk's own, one below the other."""

    def write(opened: Workbook) -> None:
        sheet: Any = opened.create_sheet("Tính riêng")
        for row, formula in enumerate(formulas, 1):
            sheet.cell(row, 1, formula)

    return write


FOLLOWED = {
    "='Tiêu chí'!E2": "='Tiêu chí'!E3",
    "='TIÊU CHÍ'!$E$2": "='TIÊU CHÍ'!$E$3",
    "=SUM('Tiêu chí'!2:2)": "=SUM('Tiêu chí'!3:3)",
    "=INDIRECT(\"'Tiêu chí'!E2\")": "=INDIRECT(\"'Tiêu chí'!E3\")",
    '=HYPERLINK("#\'Tiêu chí\'!C2","E2")': '=HYPERLINK("#\'Tiêu chí\'!C3","E2")',
    "=OFFSET('Tiêu chí'!$E$2,0,0,3,1)": "=OFFSET('Tiêu chí'!$E$2,0,0,3,1)",
    "='Tiêu chí'!$E$2:INDEX('Tiêu chí'!$E:$E,4)": "='Tiêu chí'!$E$2:INDEX('Tiêu chí'!$E:$E,4)",
    "=VLOOKUP(\"1.1.2\",'Tiêu chí'!$C$2:$F$4,3,FALSE)": "=VLOOKUP(\"1.1.2\",'Tiêu chí'!$C$2:$F$4,3,FALSE)",
    "=COUNTA('Tiêu chí'!C:C)&\"'Tiêu chí'!E2\"": "=COUNTA('Tiêu chí'!C:C)&\"'Tiêu chí'!E2\"",
    "='Đơn vị'!B2&'[1]Tiêu chí'!E2": "='Đơn vị'!B2&'[1]Tiêu chí'!E2",
    "=SUM('Nơi nhận:Đơn vị'!E2)": "=SUM('Nơi nhận:Đơn vị'!E2)",
}


def test_each_way_to_point_at_a_row_follows_it(tmp_path: Path) -> None:
    book = three(tmp_path, beside(*FOLLOWED))
    first, second, third = book.plan.criteria
    sheet = sheet_of(recorded(book, tmp_path, criteria=(third, first, second)), "Tính riêng")
    assert [sheet.cell(row, 1).value for row in range(1, len(FOLLOWED) + 1)] == list(FOLLOWED.values())


UNMOVABLE = {
    "some of the rows, which part": "=SUM('Tiêu chí'!E2:E3)",
    "rows counted from amid the list": "=OFFSET('Tiêu chí'!$E$3,0,0,2,1)",
    "a range that a function ends": "=SUM('Tiêu chí'!$E$3:INDEX('Tiêu chí'!$E:$E,4))",
    "the row through several sheets": "=SUM('Căn cứ:Đơn vị'!E3)",
    "the title twice": "=SUM('Tiêu chí'!E3:'Tiêu chí'!E3)",
}


@pytest.mark.parametrize("name", UNMOVABLE)
def test_what_can_not_follow_stops_the_move_and_is_named(tmp_path: Path, name: str) -> None:
    book = three(tmp_path, beside("=1+1", UNMOVABLE[name]))
    first, second, third = book.plan.criteria
    assert refused(book, criteria=(first, third, second)) == {("BANG-36", "Tính riêng", "A2")}


def test_a_formula_about_a_row_that_another_record_gets_stops_the_move(tmp_path: Path) -> None:
    book = three(tmp_path, beside("='Tiêu chí'!E2"))
    _, second, third = book.plan.criteria
    assert refused(book, criteria=(criterion("2.2.2"), second, third)) == {("BANG-36", "Tính riêng", "A1")}
    recorded(book, tmp_path, criteria=(second, third))


def test_a_workbook_that_would_not_be_reckoned_anew_is_told_to_be(tmp_path: Path) -> None:
    parts = parts_of(edited(write_plan_book(small_plan()), beside("='Tiêu chí'!E2")))
    workbook = "xl/workbook.xml"
    plain = re.sub(rb"<calcPr[^>]*/>", b"", parts[workbook])
    assert plain != parts[workbook]
    book = book_of(tmp_path, zipped({**parts, workbook: plain}))
    again = recorded(book, tmp_path, criteria=tuple(reversed(book.plan.criteria)))
    assert b'<calcPr fullCalcOnLoad="1"/>' in again.package.parts[workbook].data


def test_so_is_one_whose_parts_another_program_named_otherwise(tmp_path: Path) -> None:
    parts = parts_of(edited(write_plan_book(small_plan()), beside("='Tiêu chí'!E2")))
    workbook = "xl/workbook.xml"
    sheet, other = re.compile(r"(worksheets/(?:_rels/)?)sheet"), re.compile(rb"(worksheets/)sheet")
    named = {sheet.sub(r"\1trang", name): other.sub(rb"\1trang", data) for name, data in parts.items()}
    sheets = {name: _prefixed(data) for name, data in named.items() if name.startswith("xl/worksheets/trang")}
    assert sheets
    book = book_of(tmp_path, zipped({**named, **sheets, workbook: re.sub(rb"<calcPr[^>]*/>", b"", parts[workbook])}))
    again = recorded(book, tmp_path, criteria=tuple(reversed(book.plan.criteria)))
    assert b'<calcPr fullCalcOnLoad="1"/>' in again.package.parts[workbook].data


def _prefixed(sheet: bytes) -> bytes:
    """The same sheet with a prefix before the names of its elements."""
    named = re.sub(rb"<(/?)(?=[A-Za-z])(?!\w+:)", rb"<\1x:", sheet)
    return named.replace(b" xmlns=", b" xmlns:x=", 1)


# Parts beside the sheet


def patched(data: bytes, part: str, *changes: tuple[bytes, bytes]) -> bytes:
    """The workbook with words of one part replaced; each must be there."""
    parts = parts_of(data)
    for before, after in changes:
        assert before in parts[part], before
        parts[part] = parts[part].replace(before, after)
    return zipped(parts)


CRITERIA = "xl/worksheets/sheet5.xml"


def linked(book: PlanBook, kind: str) -> bytes:
    """The part of one kind that belongs to the sheet of criteria."""
    (name,) = links(book.package, CRITERIA, kind).values()
    return book.package.parts[name].data


def note_rows(book: PlanBook) -> list[bytes]:
    """Rows of notes below the heading, counted from 0, as their boxes say."""
    return [row for row in re.findall(rb"<\w+:Row>(\d+)<", linked(book, "/vmlDrawing")) if row != b"0"]


def test_formulas_that_share_their_text_are_told_one_by_one(tmp_path: Path) -> None:
    data = edited(write_plan_book(small_plan(*(criterion(f"1.1.{number}") for number in (1, 2, 3)))), down("=E{row}-F{row}"))
    shared = patched(
        data,
        CRITERIA,
        (b"<f>E2-F2</f>", b'<f t="shared" ref="AD2:AD4" si="0">E2-F2</f>'),
        (b"<f>E3-F3</f>", b'<f t="shared" si="0"/>'),
        (b"<f>E4-F4</f>", b'<f t="shared" si="0"/>'),
    )
    book = book_of(tmp_path, shared)
    first, second, third = book.plan.criteria
    again = recorded(book, tmp_path, criteria=(third, first, second))
    sheet = sheet_of(again, "Tiêu chí")
    assert [sheet.cell(row, 30).value for row in (2, 3, 4)] == ["=E2-F2", "=E3-F3", "=E4-F4"]
    assert b'"shared"' not in again.package.parts[CRITERIA].data


def test_notes_old_and_new_and_their_boxes_go_along(tmp_path: Path) -> None:
    def note(opened: Workbook) -> None:
        sheet: Any = opened["Tiêu chí"]
        sheet["D2"].comment = Comment("Hỏi lại", "Lan")

    def threaded(data: bytes) -> bytes:
        parts = parts_of(data)
        rels = next(name for name in parts if name == "xl/worksheets/_rels/sheet5.xml.rels")
        kind = b"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        link = b'<Relationship Id="rIdT" Type="' + kind + b'" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
        parts[rels] = parts[rels].replace(b"</Relationships>", link)
        space = b"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
        words = (
            b'<ThreadedComments xmlns="'
            + space
            + b'"><threadedComment ref="D2" id="{1}"><text>a</text></threadedComment></ThreadedComments>'
        )
        boxes = next(name for name in parts if name.endswith("commentsDrawing4.vml"))
        row, box = b"<ns2:Row>1</ns2:Row>", b"<ns2:Anchor>4, 15, 1, 10, 6, 31, 5, 9</ns2:Anchor>"
        assert row in parts[boxes]
        parts[boxes] = parts[boxes].replace(row, box + row)
        return zipped({**parts, "xl/threadedComments/threadedComment1.xml": words})

    plan = small_plan(*(criterion(f"1.1.{number}") for number in (1, 2, 3)))
    book = book_of(tmp_path, threaded(edited(write_plan_book(plan), note)))
    first, second, third = book.plan.criteria
    again = recorded(book, tmp_path, criteria=(third, second, first))
    assert b'ref="D4"' in again.package.parts["xl/threadedComments/threadedComment1.xml"].data
    assert b'ref="D4"' in linked(again, "/comments")
    assert note_rows(again) == [b"3"]
    assert b">4, 15, 3, 10, 6, 31, 7, 9<" in linked(again, "/vmlDrawing")


def test_links_names_charts_rules_and_the_order_of_reckoning_follow(tmp_path: Path) -> None:
    def point(opened: Workbook) -> None:
        sheet: Any = opened["Tiêu chí"]
        sheet["AD2"] = "=E2*2"
        sheet.conditional_formatting.add("F2", Rule(type="cellIs", operator="lessThan", formula=["$E$2"]))
        sheet.conditional_formatting.add("A2:R4", Rule(type="expression", formula=["$E2>$F2"]))
        own: Any = opened.create_sheet("Biểu đồ")
        own["A1"].hyperlink = Hyperlink(ref="A1", location="'Tiêu chí'!C2")
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=5, min_row=2, max_row=2))
        own.add_chart(chart, "C3")

    chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="AD2" i="5"/></calcChain>'
    plan = small_plan(*(criterion(f"1.1.{number}") for number in (1, 2, 3)))
    data = zipped({**parts_of(edited(write_plan_book(plan), point)), "xl/calcChain.xml": chain})
    book = book_of(tmp_path, data)
    assert 'name="Tiêu chí" sheetId="5"'.encode() in book.package.parts["xl/workbook.xml"].data.replace(b'state="visible" ', b"")
    first, second, third = book.plan.criteria
    again = recorded(book, tmp_path, criteria=(third, first, second))
    sheet = sheet_of(again, "Tiêu chí")
    rules = {str(rule.sqref): rule.rules[0].formula for rule in sheet.conditional_formatting}
    assert (rules["F3"], rules["A2:R4"]) == (["$E$3"], ["$E2>$F2"])
    assert sheet_of(again, "Biểu đồ")["A1"].hyperlink.location == "'Tiêu chí'!C3"
    parts = again.package.parts
    assert "'Tiêu chí'!$E$3".encode() in parts["xl/charts/chart1.xml"].data
    assert b'r="AD3"' in parts["xl/calcChain.xml"].data
    assert b"fullCalcOnLoad" in parts["xl/workbook.xml"].data


def test_another_table_beside_the_list_stays_where_it_is(tmp_path: Path) -> None:
    def own(opened: Workbook) -> None:
        sheet: Any = opened["Tiêu chí"]
        for row, words in enumerate(("Tên", "một", "hai", "ba"), 1):
            sheet.cell(row, 30, words)
        sheet.add_table(Table(displayName="bang_rieng", ref="AD1:AD4"))
        sheet["AD2"].comment = Comment("của bảng riêng", "Lan")

    book = three(tmp_path, own)
    first, second, third = book.plan.criteria
    again = recorded(book, tmp_path, criteria=(third, second, first))
    sheet = sheet_of(again, "Tiêu chí")
    assert [sheet.cell(row, 30).value for row in (2, 3, 4)] == ["một", "hai", "ba"]
    assert sheet["AD2"].comment.text == "của bảng riêng"
    assert note_rows(again) == [b"1"]


def test_a_linked_cell_without_words_is_empty(tmp_path: Path) -> None:
    def link(opened: Workbook) -> None:
        sheet: Any = opened["Tiêu chí"]
        sheet["G2"].hyperlink = "https://vi.du/a"
        sheet["G2"].value = None

    book = three(tmp_path, link)
    assert not book.plan.criteria[0].cause.plain
    again = recorded(book, tmp_path, criteria=book.plan.criteria[1:])
    assert sheet_of(again, "Tiêu chí")["C2"].value is None


# Broken inputs


def merged(opened: Workbook) -> None:
    sheet: Any = opened["Tiêu chí"]
    sheet["AD2"] = "hai dòng"
    sheet.merge_cells("AD2:AD3")


def in_the_way(opened: Workbook) -> None:
    sheet: Any = opened["Tiêu chí"]
    sheet["AD4"], sheet["AD5"] = "của dòng", "chữ ngay dưới bảng"


def without_target(opened: Workbook) -> None:
    sheet: Any = opened["Tiêu chí"]
    sheet.tables.clear()
    sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == "Điểm phấn đấu"))


def test_cells_merged_over_rows_that_part_stop_the_move(tmp_path: Path) -> None:
    book = three(tmp_path, merged)
    first, second, third = book.plan.criteria
    assert refused(book, criteria=(third, first, second)) == {("BANG-34", "Tiêu chí", "AD2")}
    recorded(book, tmp_path, criteria=(first, second.model_copy(update={"score": Decimal(1)}), third))


def test_words_beside_the_list_where_a_moved_row_has_some_too_stop_the_move(tmp_path: Path) -> None:
    book = three(tmp_path, in_the_way)
    first, second, third = book.plan.criteria
    assert refused(book, criteria=(first, criterion("2.2.2"), second, third)) == {("BANG-37", "Tiêu chí", "AD5")}


def test_a_value_without_a_column_is_refused_and_an_unchanged_one_is_not(tmp_path: Path) -> None:
    book = three(tmp_path, without_target)
    first, second, third = book.plan.criteria
    assert refused(book, criteria=(first.model_copy(update={"target": Decimal(2)}), second, third)) == {("BANG-05", "Tiêu chí", "")}
    recorded(book, tmp_path, criteria=(third, first, second))


def test_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    def less(opened: Workbook) -> None:
        without_target(opened)
        sheet: Any = opened["Kế hoạch"]
        sheet.delete_rows(next(row[0].row for row in sheet.iter_rows() if row[0].value == "Ký hiệu"))

    book = three(tmp_path, less)
    facts = book.plan.facts.model_copy(update={"symbol": "KH-MOI"})
    first, *others = book.plan.criteria
    rows = (first.model_copy(update={"target": Decimal(2)}), *others)
    assert refused(book, facts=facts, criteria=rows) == {("BANG-09", "Kế hoạch", ""), ("BANG-05", "Tiêu chí", "")}


def test_a_recorded_workbook_with_everything_on_its_rows_is_sound_in_excels_own_schema(tmp_path: Path) -> None:
    plan = small_plan(*(criterion(f"1.1.{number}") for number in (1, 2, 3)))
    book = book_of(tmp_path, edited(write_plan_book(plan), lambda opened: marked(opened, plan)))
    first, second, third = plan.criteria
    again = recorded(book, tmp_path, criteria=(third, criterion("2.2.2"), first, second))
    before = schema_errors([saved(tmp_path, book.package.source.data, "ghi.xlsx")])
    after = schema_errors([saved(tmp_path, again.package.source.data, "ghi.xlsx")])
    assert after == before, "openpyxl itself, which stands for the clerk's Excel here, writes fonts that the validator minds"
