"""The workbook beside a report: every figure is a live formula, and reckoned anew it gives what was printed."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from generator import report
from generator.plan import Plan
from generator.results import Progress, Results
from generator.richtext import Text
from generator.standing import COMPLETION, period_of
from generator.workbook.figures_book import AGREES, DIFFERS, FIGURES_TITLE, LINES_TITLE, UNITS_TITLE, write_figures_book
from tests import tools
from tests.books import criterion, edited, saved
from tests.recount import Case, form, paper, reported, told, year_plan
from tests.source_plan import source_plan

Values = dict[tuple[str, str], object]
"""What each formula cell shows, by sheet and place."""


def book(plan: Plan, results: Results, code: str) -> bytes:
    period = period_of(plan, code)
    found = report.completion(plan, results, period) if code in COMPLETION else report.figures(plan, results, period)
    return write_figures_book(found, plan)


def sample(code: str) -> bytes:
    """The source plan with made-up results, two of three units having sent their form."""
    plan = source_plan()
    states = list(Progress)
    results = Results(
        results=tuple(
            told("Q1", row.id, states[index % len(states)], unit=row.lead, expected=row.maximum if index % 2 else None)
            for index, row in enumerate(plan.criteria[:6])
        ),
        evidence=(paper("Q1", plan.criteria[0].id),),
        submissions=(form("Q1", "VP", datetime(2025, 3, 3, 10)), form("Q1", "QLKH", datetime(2025, 3, 19, 8, 30))),  # noqa: DTZ001 - the clerk's own clock
    )
    return book(plan, results, code)


def recalculated(*books: bytes) -> list[bytes]:
    """The workbooks after LibreOffice Calc reckoned each formula anew: saving through openpyxl takes away the values that were there."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = [saved(folder, edited(data, lambda _book: None), f"{number}.xlsx") for number, data in enumerate(books)]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command: list[str | Path] = [
            tools.soffice(),
            profile,
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            folder / "made",
        ]
        subprocess.run([*command, *files], capture_output=True, check=False, timeout=180)
        made = [folder / "made" / file.name for file in files]
        if not all(path.is_file() for path in made):
            tools._missing("LibreOffice Calc", "Debian: libreoffice-calc")
        return [path.read_bytes() for path in made]


def shown(data: bytes, wanted: bytes) -> Values:
    """What `data` shows in the cells where `wanted` has formulas."""
    values = load_workbook(io.BytesIO(data), data_only=True)
    found: Values = {}
    for sheet in load_workbook(io.BytesIO(wanted)):
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    value = values[sheet.title][cell.coordinate].value
                    found[sheet.title, cell.coordinate] = "" if value is None else value
    assert found
    return found


def figure(data: bytes, name: str, column: str = "Giá trị") -> object:
    """The figure of that name on the sheet of figures."""
    rows = list(load_workbook(io.BytesIO(data), data_only=True)[FIGURES_TITLE].iter_rows(min_row=3, values_only=True))
    return next(row[rows[0].index(column)] for row in rows if row[0] == name)


def assert_sound(*books: bytes) -> None:
    """Each cached value is what Calc reckons, and each check says that this is what was printed."""
    assert books
    for data, anew in zip(books, recalculated(*books), strict=True):
        values = shown(anew, data)
        assert values == shown(data, data)
        assert sum(value == AGREES for value in values.values()) > 20
        assert DIFFERS not in values.values()


def test_calc_reckons_the_printed_figures_of_the_sample() -> None:
    assert_sound(sample("Q1"), sample("H1"), sample("NAM"))


@settings(max_examples=3)
@given(st.lists(reported(), min_size=5, max_size=5))
def test_calc_reckons_the_printed_figures_of_any_plan(cases: list[Case]) -> None:
    assert_sound(*(book(plan, results, period.id) for plan, results, period in cases))


def test_ties_are_rounded_up_as_printed_whatever_binary_sums_make_of_them() -> None:
    codes = [f"{field}.{part}.1" for field in range(1, 6) for part in range(1, 6)]
    rows = [criterion(code, maximum=Decimal("0.1074"), score=Decimal("0.0001")) for code in codes]
    below = [criterion("1.1.1", maximum=Decimal("1.005"), score=Decimal("1.004"))]
    results = Results(results=(told("Q1", "1.1.1", expected=Decimal(1)),))
    data = book(year_plan(*rows), Results(), "Q1")
    assert figure(data, "Tổng điểm tối đa", "Số đã in") == "2,685"
    assert figure(data, "Điểm bị trừ", "Số đã in") == "2,683"
    assert_sound(data, book(year_plan(*below), results, "Q1"))


def test_without_a_base_the_rates_are_none() -> None:
    plan = year_plan()
    results = Results(results=tuple(told("Q1", row.id, Progress.NOT_APPLICABLE) for row in plan.criteria))
    data = book(plan, results, "NAM")
    assert figure(data, "Tỷ lệ hoàn thành") == figure(data, "Mức độ quy đổi (ước tính)", "Số đã in") == "không có"
    assert_sound(data)


def test_a_gain_that_rounds_to_nothing_has_no_sign() -> None:
    row = criterion("1.1.2", maximum=Decimal(2), score=Decimal("1.0004"))
    data = book(year_plan(row), Results(results=(told("Q1", "1.1.2", expected=Decimal("1.0001")),)), "Q1")
    assert figure(data, "Điểm dự kiến tăng thêm", "Số đã in") == "0,00"
    assert_sound(data)


def changed(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    return recalculated(edited(data, change))[0]


def test_a_changed_row_changes_the_figures() -> None:
    def finish_last(opened: Workbook) -> None:
        opened[LINES_TITLE]["K10"] = str(Progress.DONE)

    before, after = sample("Q1"), changed(sample("Q1"), finish_last)
    assert (figure(before, "Đã hoàn thành"), figure(before, "Chưa có báo cáo")) == (2, 3)
    assert (figure(after, "Đã hoàn thành"), figure(after, "Chưa có báo cáo")) == (3, 2)
    assert (figure(after, "Đã hoàn thành", "Số đã in"), figure(after, "Đã hoàn thành", "Kiểm tra")) == ("2", DIFFERS)
    assert figure(after, "Tỷ lệ hoàn thành") == 37.5


def test_a_changed_day_changes_days_late_and_the_counts() -> None:
    def send_last(opened: Workbook) -> None:
        opened[UNITS_TITLE]["C4"] = datetime(2025, 12, 1, 9)  # noqa: DTZ001 - a cell has no time zone

    after = changed(sample("Q1"), send_last)
    assert (figure(after, "Gửi chậm"), figure(after, "Chưa gửi")) == (2, 0)


def test_values_are_there_without_reckoning() -> None:
    data = sample("NAM")
    assert (figure(data, "Điểm bị trừ"), figure(data, "Tổng số tiêu chí"), figure(data, "Điểm mất chưa có giải pháp")) == (6.3, 9, 8.64)


def test_words_that_look_like_formulas_stay_words() -> None:
    rows = tuple(criterion(f"1.1.{index}", name=Text.of(words)) for index, words in enumerate(("=1+1", "+84", "-5", "@A1"), 1))
    data = book(year_plan(*rows), Results(), "Q1")
    sheet = load_workbook(io.BytesIO(data))[LINES_TITLE]
    cells = [sheet.cell(row, 5) for row in range(2, 6)]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=1+1", "s"), ("+84", "s"), ("-5", "s"), ("@A1", "s")]
    assert_sound(data)


def test_a_plan_without_criteria_has_its_workbook() -> None:
    assert_sound(book(year_plan(criteria=()), Results(), "NAM"))


def test_same_figures_give_the_same_bytes() -> None:
    assert sample("NAM") == sample("NAM")


def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    empty = book(year_plan(criteria=()), Results(), "Q1")
    files = [saved(tmp_path, data, f"{name}.xlsx") for name, data in (("q1", sample("Q1")), ("nam", sample("NAM")), ("empty", empty))]
    assert tools.schema_errors(files) == []


def test_each_sheet_is_set_up_for_a4() -> None:
    sheets = load_workbook(io.BytesIO(sample("Q1"))).worksheets
    assert [sheet.title for sheet in sheets] == ["Dòng", "Đơn vị", "Số liệu", "Theo lĩnh vực", "Theo đơn vị chủ trì"]
    assert {(sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToWidth) for sheet in sheets} == {
        (9, "landscape", 1)
    }
    assert all(sheet.freeze_panes for sheet in sheets)
