"""A score sheet of any layout gives its true tree back, asks where two readings are possible, and says what does not add up."""

from __future__ import annotations

import contextlib
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from generator.errors import InputRefusedError, Problem, Severity
from generator.score_sheets import Choices, Meaning, Question, ScoreSheet, read_score_sheet
from tests import tools
from tests.old_letters import tcvn3, vni
from tests.score_layouts import HEADS, LEAVES, TITLES, Cell, Layout, Leaf, True_, drawn, flat, narrow, plain, saved, told, tree

NO_CHOICES: Final = Choices()
TREE: Final = tree()
SMALL_HEADS: Final = ("STT", "Tiêu chí", "Điểm tối đa", "Điểm đạt")


def read(folder: Path, *sheets: Worksheet, choices: Choices = NO_CHOICES, ask: Callable[[Question], int] | None = None) -> ScoreSheet:
    path = folder / "bang-diem.xlsx"
    path.write_bytes(saved(*sheets))
    return read_score_sheet(path, choices, ask)


def refusal(act: Callable[[], object]) -> Problem:
    with pytest.raises(InputRefusedError) as caught:
        act()
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


def heads_and(rows: Iterable[Sequence[Cell]], *heads: str) -> Worksheet:
    return plain([heads or SMALL_HEADS, *rows])


LAYOUTS: Final = {
    "heading of one row": Layout(heading_rows=1),
    "heading of three rows": Layout(heading_rows=3),
    "nothing merged": Layout(merged=False),
    "no title at all": Layout(titles=()),
    "code in front of the name with a dot": Layout(codes="dotted"),
    "code glued to the name": Layout(codes="glued"),
    "code in front of the name with a space": Layout(codes="spaced"),
    "fields in Roman numerals": Layout(codes="roman"),
    "numbers start again in each field": Layout(codes="restart", subtotals=True),
    "numbers start again and so do the pages": Layout(codes="restart", repeat=3),
    "decimal comma as text": Layout(decimals="comma"),
    "decimal dot as text": Layout(decimals="dot"),
    "noise of binary fractions": Layout(decimals="noise"),
    "a row that counts the columns": Layout(numbered=True),
    "step marks below each criterion": Layout(steps=True),
    "a subtotal after each field": Layout(subtotals=True),
    "the total on top": Layout(total="first"),
    "the heading again on every page": Layout(repeat=4, numbered=True),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_true_tree(name: str, tmp_path: Path) -> None:
    sheet = read(tmp_path, drawn(TREE, LAYOUTS[name]))
    assert told(sheet) == TREE
    assert sheet.problems == ()
    if LAYOUTS[name].total:
        assert (sheet.total_maximum, sheet.total_score) == (Decimal("17.25"), Decimal("14.245"))


def test_titles_tell_the_year_and_the_department(tmp_path: Path) -> None:
    sheet = read(tmp_path, drawn(TREE))
    assert (sheet.year, sheet.department) == (2024, "Sở Khoa học và Công nghệ")


def test_a_title_in_capitals_beside_the_national_name_tells_the_department(tmp_path: Path) -> None:
    head = "UBND TỈNH HÀ GIANG\nSỞ KHOA HỌC VÀ CÔNG NGHỆ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet = read(tmp_path, drawn(TREE, Layout(titles=(head, "Hà Giang, ngày 02 tháng 01 năm 2025", "BẢNG ĐIỂM CCHC NĂM 2024"))))
    assert (sheet.year, sheet.department) == (2024, "SỞ KHOA HỌC VÀ CÔNG NGHỆ")


def test_the_reading_names_every_column(tmp_path: Path) -> None:
    reading = read(tmp_path, drawn(TREE)).readings[0]
    assert reading.heading_rows == (5, 6)
    assert [(column.letter, column.meaning) for column in reading.columns] == [
        ("A", Meaning.CODE),
        ("B", Meaning.NAME),
        ("C", Meaning.MAXIMUM),
        ("D", Meaning.SURVEY),
        ("E", Meaning.SELF),
        ("F", Meaning.APPRAISED),
        ("G", Meaning.SCORE),
        ("H", Meaning.INDEX),
        ("I", Meaning.NOTE),
    ]


def test_a_line_knows_its_cell(tmp_path: Path) -> None:
    sheet = read(tmp_path, drawn(TREE))
    assert str(sheet.lines[2].place) == "bang-diem.xlsx › Bảng điểm!A9"


# --- codes that Excel spoilt ---

TEN: Final = tree(
    [*(Leaf(f"1.{number}", f"Tiêu chí thứ {number}", "2", "1.5") for number in range(1, 13)), Leaf("2.1", "Rà soát", "1", "1")]
)


def test_codes_typed_as_numbers_keep_their_last_zero(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[float(line.code), line.name, float(line.maximum), float(line.score)] for line in TEN]
    sheet = read(tmp_path, heads_and(rows))
    assert narrow(told(sheet)) == narrow(TEN)
    assert [(problem.code, problem.place.cell) for problem in sheet.problems] == [("BD-21", "A12")]


def test_codes_that_became_days_are_found_by_their_place(tmp_path: Path) -> None:
    spoilt = {
        "1.1": date(2025, 1, 1),
        "1.1.1": date(2001, 1, 1),
        "1.1.2": date(2002, 1, 1),
        "1.2": date(2025, 2, 1),
        "1.3.2": date(2002, 3, 1),
    }
    rows: list[list[Cell]] = [[spoilt.get(line.code, line.code), line.name, float(line.maximum), float(line.score)] for line in TREE]
    sheet = read(tmp_path, heads_and(rows))
    assert narrow(told(sheet)) == narrow(TREE)
    assert {problem.code for problem in sheet.problems} == {"BD-21"}
    assert len(sheet.problems) == len(spoilt)


def test_a_day_that_fits_no_place_is_refused_with_its_cell(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["1", "Chỉ đạo", 2.0, 1.0], [date(2025, 7, 9), "Kế hoạch", 2.0, 1.0]]
    problem = refusal(lambda: read(tmp_path, heads_and(rows)))
    assert (problem.code, problem.place.cell) == ("BD-20", "A3")


def test_codes_with_trailing_dots_commas_and_brackets(tmp_path: Path) -> None:
    worn = ["{}.", "{})", "({})", " {} "]
    rows: list[list[Cell]] = [
        [worn[n % 4].format(line.code), line.name, float(line.maximum), float(line.score)] for n, line in enumerate(TREE)
    ]
    rows = [[str(code).replace(".", ",") if n % 5 == 3 else code, *rest] for n, (code, *rest) in enumerate(rows)]
    assert narrow(told(read(tmp_path, heads_and(rows)))) == narrow(TREE)


# --- names and codes in other places ---


def test_a_field_typed_with_its_numeral_across_the_row(tmp_path: Path) -> None:
    rows: list[list[Cell]] = []
    for line in TREE:
        top = len(line.path) == 1
        rows.append(
            [f"{'I' * line.path[0]}. {line.name}" if top else line.code, None if top else line.name, float(line.maximum), float(line.score)]
        )
    assert narrow(told(read(tmp_path, heads_and(rows)))) == narrow(TREE)


def test_fields_without_any_code_and_numbers_that_start_again(tmp_path: Path) -> None:
    rows: list[list[Cell]] = []
    for line in TREE:
        code = ".".join(map(str, line.path[1:]))
        rows.append([code or None, line.name, float(line.maximum), float(line.score)])
    assert narrow(told(read(tmp_path, heads_and(rows)))) == narrow(TREE)


def test_field_criterion_and_part_in_columns_of_their_own_merged_down(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", "Điểm tối đa", "Điểm đạt"]]
    waiting: dict[int, str] = {}
    for line in TREE:
        leaf = not any(other.path[:-1] == line.path for other in TREE)
        waiting[len(line.path)] = f"{line.code}. {line.name}"
        if leaf:
            rows.append([*(waiting.pop(level, None) for level in (1, 2, 3)), float(line.maximum), float(line.score)])
    sheet = read(tmp_path, plain(rows))
    assert [(line.code, line.name) for line in sheet.lines] == [(line.code, line.name) for line in TREE]
    leaves = [(line.code, line.maximum, line.score) for line in sheet.leaves]
    assert leaves == [(leaf.code, Decimal(leaf.maximum), Decimal(leaf.score)) for leaf in LEAVES]
    assert all(line.maximum is None for line in sheet.lines if line not in sheet.leaves)


def test_codes_that_begin_with_a_roman_numeral(tmp_path: Path) -> None:
    rows: list[list[Cell]] = []
    for line in TREE:
        code = ".".join(["I" * line.path[0], *map(str, line.path[1:])])
        rows.append([code, line.name, float(line.maximum), float(line.score)])
    assert narrow(told(read(tmp_path, heads_and(rows)))) == narrow(TREE)


def test_codes_in_a_second_column_below_the_heading_of_names(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["STT", "Tiêu chí", None, "Điểm tối đa", "Điểm đạt"]]
    rows += [[number, line.code, line.name, float(line.maximum), float(line.score)] for number, line in enumerate(TREE, 1)]
    page = plain(rows)
    page.merge_cells("B1:C1")
    assert narrow(told(read(tmp_path, page))) == narrow(TREE)


def test_codes_below_no_heading_at_all(tmp_path: Path) -> None:
    rows = heads_and(flat(TREE), "", "Tên tiêu chí", "Điểm tối đa", "Điểm đạt")
    assert narrow(told(read(tmp_path, rows))) == narrow(TREE)


def test_a_heading_whose_groups_are_not_merged(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["TT", "Nội dung", "Điểm", None, None], [None, None, "Tối đa", "Tự chấm", "Đạt được"]]
    rows += [[line.code, line.name, float(line.maximum), 0.1, float(line.score)] for line in TREE]
    assert narrow(told(read(tmp_path, plain(rows)))) == narrow(TREE)


def test_evidence_and_explanations_are_no_points(tmp_path: Path) -> None:
    heads = ("TT", "Tiêu chí", "Điểm chuẩn", "Điểm tự chấm", "Tài liệu kiểm chứng", "Giải trình", "Điểm HĐTĐ chấm", "Ghi chú")
    rows: list[list[Cell]] = [list(heads)]
    rows += [[line.code, line.name, float(line.maximum), 0.1, "Kế hoạch số 1", "Đã có 2", float(line.score), None] for line in TREE]
    assert narrow(told(read(tmp_path, plain(rows)))) == narrow(TREE)


LETTERED: Final = tree(
    [
        Leaf("1.1.1", "Ban hành", "1", "1"),
        Leaf("1.1.2", "Thực hiện", "2", "1.5"),
        Leaf("1.2", "Báo cáo", "1", "0.5"),
        Leaf("2.1", "Rà soát", "1", "1"),
    ]
)


def test_letters_whose_points_add_up_are_parts_of_their_criterion(tmp_path: Path) -> None:
    codes = {"1": "I", "1.1": "1", "1.1.1": "a", "1.1.2": "b)", "1.2": "2", "2": "II", "2.1": "1"}
    rows: list[list[Cell]] = [[codes[line.code], line.name, float(line.maximum), float(line.score)] for line in LETTERED]
    assert narrow(told(read(tmp_path, heads_and(rows)))) == narrow(LETTERED)


def test_letters_that_are_step_marks_are_no_criteria(tmp_path: Path) -> None:
    rows: list[list[Cell]] = []
    for line in TREE:
        rows.append([line.code, line.name, float(line.maximum), float(line.score)])
        if line.code == "1.2":
            rows += [["a", "Đúng hạn", 1.0, None], ["b", "Chậm", 0.5, None], ["-", "Không báo cáo", 0.0, None]]
    sheet = read(tmp_path, heads_and(rows))
    assert narrow(told(sheet)) == narrow(TREE)
    assert sheet.problems == ()


def test_steps_that_add_up_but_hold_no_points_are_no_criteria(tmp_path: Path) -> None:
    rows: list[list[Cell]] = []
    for line in TREE:
        rows.append([line.code, line.name, float(line.maximum), float(line.score)])
        if line.code == "1.2":
            rows += [["a", "Đúng hạn", 0.75, None], ["b", "Đúng mẫu", 0.25, None]]
    assert narrow(told(read(tmp_path, heads_and(rows)))) == narrow(TREE)


def test_numbers_that_only_count_the_rows_are_no_codes(tmp_path: Path) -> None:
    rows: list[list[Cell]] = []
    for number, line in enumerate(TREE, 1):
        code = "I" * line.path[0] if len(line.path) == 1 else line.code
        rows.append([number, f"{code}. {line.name}", float(line.maximum), float(line.score)])
    assert narrow(told(read(tmp_path, heads_and(rows)))) == narrow(TREE)


def test_parts_with_capital_letters_hold_fields_and_tell_of_a_survey(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["A", "PHẦN TỰ ĐÁNH GIÁ", 13.25, 10.845]]
    rows += [list(row) for row in flat(TREE[:-1])]
    rows += [["B", "PHẦN ĐIỀU TRA XÃ HỘI HỌC", 4.0, 3.4], *flat(TREE[-1:])]
    sheet = read(tmp_path, heads_and(rows))
    assert [line.code for line in sheet.lines if line.survey] == ["3.2.2"]
    assert narrow(told(sheet)) == narrow(TREE)


def test_hidden_rows_and_columns_are_read_like_the_others(tmp_path: Path) -> None:
    sheet = drawn(TREE)
    sheet.row_dimensions[10].hidden = sheet.column_dimensions["G"].hidden = True
    assert told(read(tmp_path, sheet)) == TREE


def test_a_table_that_does_not_begin_in_the_corner(tmp_path: Path) -> None:
    sheet = drawn(TREE, Layout(merged=False))
    sheet.insert_cols(1, 3)
    sheet.insert_rows(1, 5)
    assert told(read(tmp_path, sheet)) == TREE


# --- several sheets, several tables ---


def fields_apart(lines: Sequence[True_], layout: Layout, titles: str) -> list[Worksheet]:
    first = plain([["BÌA", "Bảng điểm chỉ số cải cách hành chính năm 2024"]], "Bìa")
    sheets = [first]
    for number in range(1, 4):
        book = first.parent
        assert book is not None
        sheet = book.create_sheet(titles.format(number))
        sheets.append(drawn([line for line in lines if line.path[0] == number], layout, sheet))
    return sheets


def test_one_sheet_for_each_field_behind_a_cover(tmp_path: Path) -> None:
    sheet = read(tmp_path, *fields_apart(TREE, Layout(total=""), "LV{}"))
    assert told(sheet) == TREE
    assert sheet.total_maximum is None


def test_one_sheet_for_each_field_where_only_the_title_names_the_field(tmp_path: Path) -> None:
    lower = [line for line in TREE if len(line.path) > 1]
    sheet = read(tmp_path, *fields_apart(lower, Layout(total="", codes="restart"), "Lĩnh vực {}"))
    assert narrow(told(sheet)) == narrow(lower)
    assert {problem.code for problem in sheet.problems} == {"BD-35"}


def test_a_summary_above_the_details_is_not_counted_twice(tmp_path: Path) -> None:
    fields = [line for line in TREE if len(line.path) == 1]
    rows: list[Sequence[Cell]] = [
        ["TỔNG HỢP"],
        SMALL_HEADS,
        *flat(fields),
        ["Tổng cộng", None, 17.25, 14.245],
        [],
        ["CHI TIẾT"],
        SMALL_HEADS,
    ]
    sheet = read(tmp_path, plain([*rows, *flat(TREE)]))
    assert narrow(told(sheet)) == narrow(TREE)
    assert sheet.readings[0].remarks == ("Bảng tóm tắt ở trang Bảng điểm không được lấy",)


def two_departments() -> list[Worksheet]:
    first = drawn(TREE)
    first.title = "Sở KH&CN"
    book = first.parent
    assert book is not None
    other = [replace(line, score=Decimal(0)) for line in TREE]
    return [first, drawn(other, Layout(titles=("Đơn vị: Sở Tài chính",)), book.create_sheet("Sở Tài chính"))]


def test_one_sheet_for_each_department_is_asked_about(tmp_path: Path) -> None:
    asked: list[Question] = []

    def choose(question: Question) -> int:
        asked.append(question)
        return 1

    sheet = read(tmp_path, *two_departments(), ask=choose)
    assert sheet.department == "Sở Tài chính"
    assert asked[0].answers == ("Sở KH&CN", "Sở Tài chính")


def test_without_a_person_two_departments_are_refused_with_the_option_that_answers(tmp_path: Path) -> None:
    problem = refusal(lambda: read(tmp_path, *two_departments()))
    assert problem.code == "BD-15"
    assert '--sheet "Sở KH&CN"' in problem.cure
    sheet = read(tmp_path, *two_departments(), choices=Choices("sở kh&cn"))
    assert told(sheet) == TREE


def test_two_departments_below_each_other_are_asked_about(tmp_path: Path) -> None:
    sheet = drawn(TREE)
    drawn([replace(line, score=line.maximum) for line in TREE], Layout(titles=("Đơn vị: Sở Tài chính",)), sheet)
    problem = refusal(lambda: read(tmp_path, sheet))
    assert "Bảng điểm#2" in problem.message
    second = read(tmp_path, sheet, choices=Choices("Bảng điểm#2"))
    assert second.department == "Sở Tài chính"
    assert all(line.lost == 0 for line in second.lines)


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    problem = refusal(lambda: read(tmp_path, *two_departments(), choices=Choices("Sở Y tế")))
    assert (problem.code, "Sở Tài chính" in problem.message) == ("BD-14", True)


def test_a_hidden_sheet_is_passed_over_and_said(tmp_path: Path) -> None:
    sheets = two_departments()
    sheets[1].sheet_state = "hidden"
    sheet = read(tmp_path, *sheets)
    assert told(sheet) == TREE
    assert sheet.readings[0].remarks == ("Trang ẩn Sở Tài chính không được đọc",)


# --- columns in doubt ---


def columns_of(heads: Sequence[str], cells: Callable[[True_], Sequence[Cell]]) -> Worksheet:
    return plain([["STT", "Tiêu chí", *heads], *([line.code, line.name, *cells(line)] for line in TREE)])


def test_appraised_points_are_the_score_when_no_column_says_achieved(tmp_path: Path) -> None:
    sheet = read(
        tmp_path, columns_of(("Điểm chuẩn", "Điểm tự chấm", "Điểm thẩm định"), lambda line: (float(line.maximum), 1.0, float(line.score)))
    )
    assert narrow(told(sheet)) == narrow(TREE)
    assert sheet.readings[0].columns[-1].because == "bảng không có cột điểm đạt: lấy điểm thẩm định"


def test_two_appraisals_are_asked_about(tmp_path: Path) -> None:
    page = columns_of(
        ("Điểm tối đa", "Thẩm định lần 1", "Thẩm định lần 2"), lambda line: (float(line.maximum), float(line.score), float(line.maximum))
    )
    problem = refusal(lambda: read(tmp_path, page))
    assert problem.code == "BD-11"
    assert "cột D «Thẩm định lần 1» (10" not in problem.message
    assert "cột E «Thẩm định lần 2»" in problem.message
    assert '--column "điểm đạt=D"' in problem.cure
    assert narrow(told(read(tmp_path, page, choices=Choices(columns={Meaning.SCORE: "D"})))) == narrow(TREE)


def test_a_second_appraisal_left_blank_raises_no_question(tmp_path: Path) -> None:
    page = columns_of(("Điểm tối đa", "Thẩm định lần 1", "Thẩm định lần 2"), lambda line: (float(line.maximum), float(line.score), None))
    assert narrow(told(read(tmp_path, page))) == narrow(TREE)


def test_sums_decide_between_two_columns_when_only_one_adds_up(tmp_path: Path) -> None:
    page = columns_of(("Điểm tối đa", "Điểm đạt", "Điểm đạt được"), lambda line: (float(line.maximum), float(line.score), 0.1))
    sheet = read(tmp_path, page)
    assert narrow(told(sheet)) == narrow(TREE)
    assert [column.because for column in sheet.readings[0].columns if column.letter == "D"] == [
        "chỉ cột này có tổng điểm thành phần bằng điểm của mục trên"
    ]


def test_one_column_for_each_department_is_asked_about(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[*SMALL_HEADS, None], [None, None, None, "Sở Khoa học và Công nghệ", "Sở Tài chính"]]
    rows += [[line.code, line.name, float(line.maximum), float(line.score), float(line.maximum)] for line in TREE]
    page = plain(rows)
    page.merge_cells("D1:E1")
    asked: list[Question] = []

    def choose(question: Question) -> int:
        asked.append(question)
        return 0

    sheet = read(tmp_path, page, ask=choose)
    assert narrow(told(sheet)) == narrow(TREE)
    assert asked[0].answers == ("D", "E")
    assert asked[0].options[0] == "cột D «Điểm đạt › Sở Khoa học và Công nghệ» (3,9; 2,4; 0,5)"
    assert read(tmp_path, page, choices=Choices(columns={Meaning.SCORE: "D"})).department == "Sở Khoa học và Công nghệ"


def test_the_points_of_two_years_are_asked_about(tmp_path: Path) -> None:
    page = columns_of(("Điểm tối đa", "Điểm đạt năm 2023", "Điểm đạt năm 2024"), lambda line: (float(line.maximum), 0.0, float(line.score)))
    assert refusal(lambda: read(tmp_path, page)).code == "BD-11"


def test_points_that_a_department_gave_itself_are_never_taken_unasked(tmp_path: Path) -> None:
    page = columns_of(("Điểm tối đa", "Tự chấm điểm"), lambda line: (float(line.maximum), float(line.score)))
    problem = refusal(lambda: read(tmp_path, page))
    assert (problem.code, "Tự chấm điểm" in problem.message) == ("BD-11", True)


def test_a_maximum_without_a_heading_is_asked_about(tmp_path: Path) -> None:
    page = columns_of(("", "Điểm đạt"), lambda line: (float(line.maximum), float(line.score)))
    problem = refusal(lambda: read(tmp_path, page))
    assert "điểm tối đa: cột C" in problem.message
    assert narrow(told(read(tmp_path, page, choices=Choices(columns={Meaning.MAXIMUM: "c"})))) == narrow(TREE)


def test_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(lambda: read(tmp_path, drawn(TREE), choices=Choices(columns={Meaning.SCORE: "Z"}))).code == "BD-12"


# --- what does not add up ---


def broken(code: str, **changes: Decimal | None) -> list[list[Cell]]:
    rows = [list(row) for row in flat(TREE)]
    for row in rows:
        if row[0] == code:
            row[2] = (
                changes.get("maximum", row[2])
                if not isinstance(changes.get("maximum", row[2]), Decimal)
                else float(changes["maximum"] or 0)
            )
            row[3] = (
                None if "score" in changes and changes["score"] is None else float(changes["score"] or 0) if "score" in changes else row[3]
            )
    return rows


FAULTS: Final[dict[str, tuple[list[list[Cell]], set[tuple[str, str]]]]] = {
    "a maximum that is not the sum of its parts": (broken("1.1", maximum=Decimal(9)), {("BD-30", "A3"), ("BD-30", "A2")}),
    "a score that is not the sum of its parts": (broken("2.1", score=Decimal(0)), {("BD-31", "A11"), ("BD-31", "A10")}),
    "a score above its maximum": (broken("1.2", score=Decimal(2)), {("BD-32", "A6"), ("BD-31", "A2")}),
    "a blank score": (broken("1.2", score=None), {("BD-34", "A6")}),
    "a code twice": ([*broken(""), ["2.2", "Một tiêu chí khác", 1.0, 1.0]], {("BD-38", "A20")}),
    "a parent that is missing": ([row for row in broken("") if row[0] != "3.2"], {("BD-35", "A17"), ("BD-30", "A15"), ("BD-31", "A15")}),
    "words where points should be": (
        [[*row[:3], "Không đánh giá"] if row[0] == "1.2" else row for row in broken("")],
        {("BD-39", "D6"), ("BD-34", "A6")},
    ),
    "a total that is not the sum of its fields": ([*broken(""), ["Tổng cộng", None, 17.25, 99.0]], {("BD-37", "A20")}),
    "a subtotal that is not that of its field": ([*broken(""), [None, "Cộng lĩnh vực II", 3.75, 1.0]], {("BD-37", "A20")}),
    "points without a code": ([*broken(""), [None, "Điểm thưởng", 1.0, 1.0]], {("BD-40", "A20")}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_does_not_hold_is_told_with_its_cell_and_the_sheet_is_still_read(fault: str, tmp_path: Path) -> None:
    rows, expected = FAULTS[fault]
    sheet = read(tmp_path, heads_and(rows))
    assert {(problem.code, problem.place.cell) for problem in sheet.problems} == expected
    assert all(problem.severity is Severity.WARNING and problem.place.file == "bang-diem.xlsx" for problem in sheet.problems)
    assert len(sheet.lines) >= len(TREE) - 1


WHOLE: Final = ("Tổng cộng (I+II+III)", "TỔNG ĐIỂM NĂM 2024", "Tổng cộng: 100 điểm", "Cộng", "Tổng số điểm (1 + 2 + 3)")


@pytest.mark.parametrize("words", WHOLE)
def test_a_total_of_all_is_known_however_it_is_worded(words: str, tmp_path: Path) -> None:
    sheet = read(tmp_path, heads_and([*flat(TREE), [None, words, 17.25, 14.245]]))
    assert (sheet.total_maximum, sheet.total_score, sheet.problems) == (Decimal("17.25"), Decimal("14.245"), ())


def test_a_total_after_each_field_that_names_none_is_that_of_the_field(tmp_path: Path) -> None:
    rows: list[list[Cell]] = []
    for number in (1, 2, 3):
        rows += flat([line for line in TREE if line.path[0] == number])
        whole = next(line for line in TREE if line.path == (number,))
        rows.append([None, "Cộng", float(whole.maximum), float(whole.score)])
    sheet = read(tmp_path, heads_and([*rows, ["Tổng cộng", None, 17.25, 14.245]]))
    assert (sheet.total_score, sheet.problems) == (Decimal("14.245"), ())


# --- files that are no score sheet ---


def _zip(folder: Path, **parts: bytes) -> bytes:
    path = folder / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return path.read_bytes()


def _far_cell(_folder: Path) -> bytes:
    sheet = drawn(TREE)
    sheet.cell(1_000_000, 200, "x")
    return saved(sheet)


BAD: Final[dict[str, tuple[str, Callable[[Path], bytes], str]]] = {
    "empty file": ("a.xlsx", lambda _: b"", "BD-01"),
    "web page named xls": ("a.xls", lambda _: b"\xef\xbb\xbf\n<html><table><tr><td>1</td></tr></table></html>", "BD-02"),
    "words named xlsx": ("a.xlsx", lambda _: b"STT;Ti\xc3\xaau ch\xc3\xad", "BD-03"),
    "Word file named xlsx": ("a.xlsx", lambda folder: _zip(folder, word__document=b"<w/>"), "GOI-05"),
    "password": ("a.xlsx", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "GOI-02"),
    "old Word file named xls": ("a.xls", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "BD-05"),
    "zip bomb": ("a.xlsx", lambda folder: _zip(folder, xl__workbook=b"", xl__big=b"\0" * 300_000_000), "GOI-07"),
    "cell at the far end": ("a.xlsx", _far_cell, "BD-04"),
    "workbook cut off": ("a.xlsx", lambda _: saved(drawn(TREE))[:3000], "GOI-06"),
    "nothing in it": ("a.xlsx", lambda _: saved(plain([])), "BD-06"),
    "no table": ("a.xlsx", lambda _: saved(plain([["Danh sách"], ["Họ tên", "Ngày sinh"], ["A", "B"]])), "BD-07"),
    "heading without lines": ("a.xlsx", lambda _: saved(plain([SMALL_HEADS])), "BD-07"),
    "lines without codes": ("a.xlsx", lambda _: saved(plain([SMALL_HEADS, [None, "Một việc", 1.0, 1.0]])), "BD-07"),
    "no points at all": ("a.xlsx", lambda _: saved(plain([SMALL_HEADS, ["1", "Chỉ đạo"], ["1.1", "Kế hoạch"]])), "BD-17"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_score_sheet_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    file, made, code = BAD[name]
    path = tmp_path / file
    path.write_bytes(made(tmp_path))
    assert refusal(lambda: read_score_sheet(path)).code == code


def test_a_damaged_workbook_never_gives_a_traceback(tmp_path: Path) -> None:
    sound = saved(drawn(TREE))
    path = tmp_path / "hong.xlsx"
    read_or_refused = 0
    for place in range(0, len(sound), 97):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 0x55]) + sound[place + 1 :])
        with contextlib.suppress(InputRefusedError):
            read_score_sheet(path)
        read_or_refused += 1
    assert read_or_refused > 50


# --- old Excel ---


def as_xls(path: Path, folder: Path) -> Path:
    """The same workbook as LibreOffice saves it for old Excel."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command: list[str | Path] = [tools.soffice(), profile, "--headless", "--convert-to", "xls", "--outdir", folder, path]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return path.with_suffix(".xls")


def test_old_excel_files_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "bang-diem.xlsx"
    path.write_bytes(saved(drawn(TREE, Layout(numbered=True, subtotals=True))))
    old = as_xls(path, tmp_path)
    assert told(read_score_sheet(old)) == TREE
    renamed = tmp_path / "doi-ten.xlsx"
    renamed.write_bytes(old.read_bytes())
    assert told(read_score_sheet(renamed)) == TREE


def test_an_old_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bang-diem.xlsx"
    path.write_bytes(saved(drawn(TREE)))
    old = as_xls(path, tmp_path)
    data = bytearray(old.read_bytes())
    second = data.index(b"\x09\x08\x10\x00") + 20
    data[second : second + 2] = b"\x2f\x00"  # the record that says the rest is locked
    old.write_bytes(data)
    assert refusal(lambda: read_score_sheet(old)).code == "GOI-02"


def test_a_damaged_old_workbook_never_gives_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "bang-diem.xlsx"
    path.write_bytes(saved(drawn(TREE)))
    sound, tried = as_xls(path, tmp_path).read_bytes(), 0
    bad = tmp_path / "hong.xls"
    for place in range(0, len(sound), 211):
        bad.write_bytes(sound[:place] + b"\xff\xff" + sound[place + 2 :])
        with contextlib.suppress(InputRefusedError):
            read_score_sheet(bad)
        tried += 1
    assert tried > 30


# --- the law ---

POINTS: Final = st.integers(1, 400).map(lambda hundredths: Decimal(hundredths) / 100)


@st.composite
def trees(draw: st.DrawFn) -> list[True_]:
    """Any tree of two to four levels, up to twelve criteria a field."""
    leaves: list[Leaf] = []
    for field in range(1, draw(st.integers(1, 4)) + 1):
        for criterion in range(1, draw(st.integers(1, 12)) + 1):
            parts = draw(st.sampled_from([0, 0, 2, 3]))
            codes = [f"{field}.{criterion}.{part}" for part in range(1, parts + 1)] or [f"{field}.{criterion}"]
            for code in codes:
                top = draw(POINTS)
                score = draw(st.one_of(st.just(top), st.just(Decimal(0)), st.decimals(0, top, places=2)))
                leaves.append(Leaf(code, f"Nội dung {code.replace('.', '-')}", str(top), str(score), survey=draw(st.booleans())))
    return tree(leaves)


LAYOUT: Final = st.builds(
    Layout,
    titles=st.sampled_from([(), TITLES[:1], TITLES]),
    merged=st.booleans(),
    heading_rows=st.integers(1, 3),
    codes=st.sampled_from(["column", "dotted", "glued", "spaced", "roman", "restart"]),
    decimals=st.sampled_from(["number", "comma", "dot", "noise"]),
    numbered=st.booleans(),
    subtotals=st.booleans(),
    total=st.sampled_from(["last", "first", ""]),
    steps=st.booleans(),
    repeat=st.sampled_from([0, 3, 10]),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=trees(), layout=LAYOUT)
def test_any_tree_in_any_layout_comes_back(lines: list[True_], layout: Layout, tmp_path: Path) -> None:
    sheet = read(tmp_path, drawn(lines, layout))
    assert told(sheet) == lines
    assert sheet.problems == ()


def test_the_columns_of_the_layouts_are_those_of_the_reader() -> None:
    assert len(HEADS) == 9


# --- old letters ---


@pytest.mark.parametrize("encode", [tcvn3, vni])
def test_a_sheet_in_old_letters_is_read_as_if_it_had_always_been_in_unicode(tmp_path: Path, encode: Callable[[str], str]) -> None:
    sheet = drawn(tree())
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = encode(cell.value)
    path = tmp_path / "cu.xlsx"
    path.write_bytes(saved(sheet))
    found = read_score_sheet(path)
    names = [line.name.casefold() for line in tree()]
    assert [line.name.casefold() for line in found.lines] == names
    assert any("được đọc sang Unicode" in remark for remark in found.readings[0].remarks)


def test_a_sheet_in_unicode_says_nothing_of_letters(tmp_path: Path) -> None:
    path = tmp_path / "moi.xlsx"
    path.write_bytes(saved(drawn(tree())))
    assert not any("Unicode" in remark for remark in read_score_sheet(path).readings[0].remarks)
