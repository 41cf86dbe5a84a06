"""Words typed into cells: read back they say the same, two edits never lose one another, what can't stand there is refused whole."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from generator import files
from generator.actions.cells import (
    STALE,
    Edited,
    blank_row,
    delete_row,
    move_row,
    offered,
    sheet_view,
    spot_of,
    tabs,
    type_cells,
)
from generator.errors import GeneratorError, InputRefusedError, OutputRefusedError, Place
from generator.plan import Plan
from generator.records import TimeKind, TimeLimit
from generator.richtext import Run, Text
from generator.workbook import FACTS_KEY, NEW_ROW, PlanBook, Spot, blank_cells, open_book, read_plan_book, write_cells, write_plan_book
from generator.workbook.sheets import LIST_SHEETS
from tests.books import criterion, edited, saved, small_plan
from tests.plans import VIETNAMESE, odd_words, plans, safe

LINE = {
    "code": "3.1.1",
    "name": "Thủ tục",
    "maximum": "2",
    "score": "1",
    "remedy": "Làm",
    "lead": "VP",
    "time_kind": "Thường xuyên",
}
BOLD = Text.joined([Run("Rà soát "), Run("hằng tháng", bold=True), Run(" các việc", italic=True)])


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A small workbook whose first remedy is partly bold."""
    return saved(tmp_path, write_plan_book(small_plan(criterion("1.1.2", remedy=BOLD), criterion("2.1.1"))))


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A new workbook, with none of the cells filled in that must be."""
    return saved(tmp_path, write_cells(blank_cells(2024)))


def typing(path: Path, sheet: str, row: int, **words: str) -> Edited:
    """Words typed into one row by somebody who just looked."""
    return type_cells(path, seen(path), {Spot(sheet, row, key): said for key, said in words.items()})


def seen(path: Path) -> str:
    return open_book(path).package.source.sha256


def codes(path: Path, sheet: str, row: int, **words: str) -> set[str]:
    """The codes for which the words are refused, the file being left alone."""
    before = path.read_bytes()
    with pytest.raises((InputRefusedError, OutputRefusedError)) as caught:
        typing(path, sheet, row, **words)
    assert path.read_bytes() == before
    return {problem.code for problem in caught.value.problems}


def plan_of(path: Path) -> Plan:
    return read_plan_book(path).plan


def test_what_is_typed_is_read_back_by_the_kind_of_its_column(workbook: Path) -> None:
    typing(workbook, "criteria", 2, score="1,25", time_kind="Ngày", time="30/9/2025", self_scored="x", support="Văn phòng", cause="Chậm")
    row = plan_of(workbook).criteria[0]
    assert row.score == Decimal("1.25")
    assert row.time == TimeLimit(TimeKind.DAY, day=date(2025, 9, 30))
    assert (row.self_scored, row.support, row.cause.plain) == (True, ("VP",), "Chậm")


def test_facts_are_typed_like_any_cell(workbook: Path) -> None:
    typing(workbook, FACTS_KEY, 0, score="90,5", expected_date="2/1/2025", signer="Phan Đăng Đông", title="Khắc phục hạn chế")
    facts = plan_of(workbook).facts
    assert (facts.score, facts.expected_date, facts.signer, facts.title.plain) == (
        Decimal("90.5"),
        date(2025, 1, 2),
        "gd",
        "Khắc phục hạn chế",
    )


def test_bold_and_italic_stay_where_nobody_typed(workbook: Path) -> None:
    typing(workbook, "criteria", 2, remedy="Rà soát hằng tháng và nhắc các việc")
    remedy = plan_of(workbook).criteria[0].remedy
    assert remedy.plain == "Rà soát hằng tháng và nhắc các việc"
    assert [run.text for run in remedy.runs if run.bold] == ["hằng tháng"]
    assert "".join(run.text for run in remedy.runs if run.italic).strip() == "các việc"


def test_typing_what_stands_there_changes_no_byte(workbook: Path) -> None:
    before = workbook.read_bytes()
    found = open_book(workbook)
    for tab in tabs(found, ()):
        view = sheet_view(found, tab.key)
        assert view is not None
        for row in view.rows:
            words = {Spot(tab.key, row.number, cell.column.key): cell.words.replace("\n", "\r\n") for cell in row.cells}
            type_cells(workbook, seen(workbook), words)
    assert workbook.read_bytes() == before


@settings(max_examples=10)
@given(plans(max_criteria=3))
def test_typing_what_any_workbook_shows_changes_nothing(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> None:
    path = saved(tmp_path_factory.mktemp("so"), write_plan_book(plan))
    found = open_book(path)
    words = {
        Spot(tab.key, row.number, cell.column.key): cell.words
        for tab in tabs(found, ())
        if (view := sheet_view(found, tab.key))
        for row in view.rows
        for cell in row.cells
    }
    assert words
    before = path.read_bytes()
    type_cells(path, found.package.source.sha256, words)
    assert path.read_bytes() == before


@settings(max_examples=10)
@given(plans(max_criteria=3), plans(max_criteria=3))
def test_the_words_of_one_workbook_typed_into_another_mean_the_same(
    tmp_path_factory: pytest.TempPathFactory, one: Plan, other: Plan
) -> None:
    """Texts of a body row: what is shown of one is typed over the other."""
    if not one.body or not other.body:
        return
    folder = tmp_path_factory.mktemp("so")
    path = saved(folder, write_plan_book(one))
    wanted = open_book(saved(folder, write_plan_book(other), "kia.xlsx"))
    view = sheet_view(wanted, "body")
    assert view is not None
    row = open_book(path).lists["body"].rows[0]
    words = {key: view.rows[0].words(key) for key in ("section", "kind", "text")}
    typing(path, "body", row, **words)
    now = plan_of(path).body[0]
    assert (now.section, now.kind, now.text.plain) == (other.body[0].section, other.body[0].kind, other.body[0].text.plain)


@given(st.sampled_from(VIETNAMESE) | odd_words)
@settings(max_examples=20)
def test_any_words_typed_read_back_as_they_are(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    path = saved(tmp_path_factory.mktemp("so"), write_plan_book(small_plan()))
    words = safe(f"Việc {words} xong")
    typing(path, "criteria", 2, remedy=words, internal_note=words)
    row = plan_of(path).criteria[0]
    assert (row.remedy.plain, row.internal_note) == (words, words)


ANYTHING = (
    st.sampled_from(VIETNAMESE)
    | odd_words
    | st.sampled_from(
        ["", "0", "-1", "1,5", "1e400", "9" * 400, "30/2/2025", "1/1/2025", "Quý V", "VP; VP", "x", "NaN", "{{a}}", "_x000D_"]
    )
    | st.text(max_size=30)
)


@settings(max_examples=20)
@given(st.data())
def test_any_words_in_any_cell_are_shown_again_or_refused_and_the_plan_still_reads(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = saved(tmp_path_factory.mktemp("so"), write_plan_book(small_plan()))
    found = open_book(path)
    tab = data.draw(st.sampled_from([tab for tab in tabs(found, ()) if tab.rows]))
    view = sheet_view(found, tab.key)
    assert view is not None
    row = data.draw(st.sampled_from(view.rows))
    cell = data.draw(st.sampled_from(row.cells))
    words = data.draw(ANYTHING)
    try:
        edit = type_cells(path, found.package.source.sha256, {Spot(tab.key, row.number, cell.column.key): words})
    except GeneratorError:
        assert path.read_bytes() == found.package.source.data
        return
    assert read_plan_book(path).plan.criteria
    again = sheet_view(edit.book, tab.key)
    now = again.row(row.number) if again else None
    if now is not None and words.strip():
        shown = now.words(cell.column.key)
        twice = type_cells(path, seen(path), {Spot(tab.key, row.number, cell.column.key): shown})
        assert twice.book.package.source.data == path.read_bytes() == edit.book.package.source.data


@pytest.mark.parametrize("words", ["=1+1", "<script>alert(1)</script>", "+84", "@nội bộ", "-1", '=HYPERLINK("http://x")', "#N/A"])
def test_words_that_look_like_code_stay_words(workbook: Path, words: str) -> None:
    typing(workbook, "criteria", 2, remedy=words)
    assert plan_of(workbook).criteria[0].remedy.plain == words
    assert open_book(workbook).lists["criteria"].located.grid.cells[2, 8].kind == "s"


@pytest.mark.parametrize("words", ["{{x}}", "{% if %}", "{# x #}"])
def test_code_of_a_template_is_refused_with_its_cell(workbook: Path, words: str) -> None:
    with pytest.raises(InputRefusedError) as caught:
        typing(workbook, "criteria", 2, remedy=words)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("BANG-22", Place("ke-hoach.xlsx", "Tiêu chí", "H2"))


def test_every_cell_that_can_not_hold_its_words_is_told_at_once(workbook: Path) -> None:
    assert codes(workbook, "criteria", 2, score="nhiều", lead="Phòng ma", self_scored="có lẽ", cause="Chậm") == {
        "BANG-11",
        "KH-07",
        "BANG-14",
    }


def test_what_would_break_the_plan_is_refused_with_its_rule(workbook: Path) -> None:
    assert codes(workbook, "criteria", 2, score="3") == {"KH-06"}
    assert codes(workbook, "criteria", 2, code="2.1.1") == {"KH-02"}
    assert codes(workbook, "criteria", 2, remedy="") == {"BANG-10"}
    assert codes(workbook, "criteria", 2, time_kind="Ngày") == {"BANG-17"}


def test_of_two_edits_from_one_look_the_second_is_refused_and_loses_nothing(workbook: Path) -> None:
    look = seen(workbook)
    type_cells(workbook, look, {Spot("criteria", 2, "cause"): "Người thứ nhất"})
    with pytest.raises(InputRefusedError) as caught:
        type_cells(workbook, look, {Spot("criteria", 3, "cause"): "Người thứ hai"})
    assert [problem.code for problem in caught.value.problems] == [STALE]
    assert [row.cause.plain for row in plan_of(workbook).criteria] == ["Người thứ nhất", ""]


def test_of_many_edits_at_once_from_one_look_just_one_is_taken(workbook: Path) -> None:
    look, taken = seen(workbook), []

    def typing_now(words: str) -> None:
        try:
            type_cells(workbook, look, {Spot("criteria", 2, "cause"): words})
            taken.append(words)
        except InputRefusedError:
            pass

    people = [threading.Thread(target=typing_now, args=(f"Người {number}",)) for number in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert taken == [plan_of(workbook).criteria[0].cause.plain]


def test_an_edit_waits_for_the_one_who_is_writing_the_workbook(workbook: Path) -> None:
    look = seen(workbook)
    person = threading.Thread(target=type_cells, args=(workbook, look, {Spot("criteria", 2, "cause"): "Chữ"}))
    with files.locked(workbook):
        person.start()
        person.join(0.5)
        assert person.is_alive()
        assert plan_of(workbook).criteria[0].cause.plain == ""
    person.join()
    assert plan_of(workbook).criteria[0].cause.plain == "Chữ"


def test_a_cell_with_a_formula_is_shown_with_its_result_and_left_alone(tmp_path: Path) -> None:
    def reckon(book: Workbook) -> None:
        book["Tiêu chí"]["R2"] = '="Ghi "&"chú"'

    path = saved(tmp_path, edited(write_plan_book(small_plan()), reckon))
    found = open_book(path)
    view = sheet_view(found, "criteria")
    assert view is not None
    cell = next(cell for cell in view.rows[0].cells if cell.name == "R2")
    assert cell.fixed
    assert codes(path, "criteria", 2, **{cell.column.key: "chữ"}) == {"BANG-29"}


def test_a_fact_with_a_formula_is_left_alone(tmp_path: Path) -> None:
    def reckon(book: Workbook) -> None:
        book["Kế hoạch"]["B4"] = '="Khắc "&"phục"'

    path = saved(tmp_path, edited(write_plan_book(small_plan()), reckon))
    assert codes(path, FACTS_KEY, 0, title="Tên khác") == {"BANG-29"}


def test_a_new_row_stands_at_the_end_with_an_id_of_its_own(workbook: Path) -> None:
    edit = typing(
        workbook,
        "criteria",
        NEW_ROW,
        code="3.1.1",
        name="Thủ tục",
        maximum="2",
        score="1",
        remedy="Làm",
        lead="VP",
        time_kind="Thường xuyên",
    )
    book = read_plan_book(workbook)
    assert edit.row == 4
    assert book.lists["criteria"].rows == [2, 3, 4]
    assert [row.id for row in book.plan.criteria] == ["1.1.2", "2.1.1", "3.1.1"]
    assert book.new_ids == ()
    assert edit.book.package.source.data == workbook.read_bytes()


def test_a_new_row_is_seen_though_the_empty_rows_below_were_hidden(workbook: Path) -> None:
    workbook.write_bytes(edited(workbook.read_bytes(), lambda book: setattr(book["Tiêu chí"].row_dimensions[4], "hidden", True)))
    assert typing(workbook, "criteria", NEW_ROW, **LINE).row == 4
    assert not load_workbook(workbook)["Tiêu chí"].row_dimensions[4].hidden


def test_the_table_of_the_list_reaches_over_a_new_row(workbook: Path) -> None:
    typing(workbook, "recipients", NEW_ROW, name="Phòng Kế hoạch", kind="Thực hiện")
    table = load_workbook(workbook)["Nơi nhận"].tables["bang_noi_nhan"]
    assert table.ref.endswith("3")


def test_a_new_row_of_any_list_is_read_with_the_words_typed(workbook: Path) -> None:
    rows = {
        "bases": {"kind": "Quyết định", "subject": "về việc thử"},
        "body": {"section": "Yêu cầu", "kind": "Đoạn văn", "text": "Lời văn"},
        "recipients": {"name": "Sở Nội vụ", "kind": "Báo cáo"},
        "units": {"code": "TCKT", "name": "Phòng Tài chính", "kind": "Phòng"},
        "signers": {"name": "Trần Văn B", "position": "PHÓ GIÁM ĐỐC", "authority": "KT."},
        "periods": {
            "code": "Năm",
            "first": "15/12/2024",
            "last": "14/12/2025",
            "cumulative": "Có",
            "units_due": "10/12/2025",
            "department_due": "15/12/2025",
        },
        "waivers": {"rule": "l04", "reason": "Đã rõ"},
        "narrative": {"period": "Quý I", "section": "Ưu điểm", "text": "Lời"},
        "results": {"period": "Quý I", "criterion": "1.1.2", "unit": "Văn phòng", "progress": "Đã hoàn thành"},
    }
    for key, words in rows.items():
        before = len(read_plan_book(workbook).lists[key].rows)
        edit = typing(workbook, key, NEW_ROW, **words)
        book: PlanBook = read_plan_book(workbook)
        assert len(book.lists[key].rows) == before + 1
        view = sheet_view(edit.book, key)
        assert view is not None
        row = view.row(edit.row)
        assert row is not None
        assert {name: row.words(name).casefold() for name in words} == {name: said.casefold() for name, said in words.items()}


def test_an_empty_new_row_is_refused(workbook: Path) -> None:
    assert codes(workbook, "recipients", NEW_ROW, name=" ", kind="") == {"TRG-04"}


def test_a_deleted_row_is_gone_and_the_others_stay(workbook: Path) -> None:
    assert delete_row(workbook, seen(workbook), "criteria", 2).row == 0
    book = read_plan_book(workbook)
    assert (book.lists["criteria"].rows, [row.id for row in book.plan.criteria]) == ([3], ["2.1.1"])


def test_a_row_that_others_point_at_is_not_deleted(workbook: Path) -> None:
    before = workbook.read_bytes()
    with pytest.raises(InputRefusedError) as caught:
        delete_row(workbook, seen(workbook), "units", 2)
    assert {problem.code for problem in caught.value.problems} == {"KH-07"}
    assert workbook.read_bytes() == before


def test_a_row_that_is_not_there_is_refused(workbook: Path) -> None:
    with pytest.raises(InputRefusedError) as caught:
        delete_row(workbook, seen(workbook), "criteria", 77)
    assert [problem.code for problem in caught.value.problems] == ["TRG-02"]
    assert codes(workbook, "criteria", 77, cause="Chữ") == {"TRG-02"}


def test_a_moved_row_keeps_its_id_and_its_words(workbook: Path) -> None:
    edit = move_row(workbook, seen(workbook), "criteria", 3, -1)
    assert [row.id for row in plan_of(workbook).criteria] == ["2.1.1", "1.1.2"]
    assert edit.row == 2
    assert plan_of(workbook).criteria[1].remedy == BOLD


def test_the_first_row_moved_up_stays(workbook: Path) -> None:
    before = workbook.read_bytes()
    move_row(workbook, seen(workbook), "criteria", 2, -1)
    assert workbook.read_bytes() == before


def test_a_workbook_with_nothing_in_it_is_filled_in_cell_by_cell_until_it_reads(fresh: Path) -> None:
    facts = {"title": "Khắc phục", "agency": "SO", "score": "85,06", "assessed_year": "2024", "action_year": "2025"}
    rows = [
        ("agencies", {"code": "SO", "name": "Sở Khoa học", "abbreviation": "SKHCN", "place": "Hà Giang"}),
        ("units", {"code": "VP", "name": "Văn phòng Sở", "kind": "Văn phòng"}),
        (
            "criteria",
            {"code": "1.1.2", "name": "Mức độ", "maximum": "2", "score": "1,9", "remedy": "Làm", "lead": "VP", "time_kind": "Thường xuyên"},
        ),
    ]
    assert open_book(fresh).book is None
    for sheet, words in rows:
        first, *rest = words.items()
        number = typing(fresh, sheet, NEW_ROW, **dict([first])).row
        for key, said in rest:
            typing(fresh, sheet, number, **{key: said})
    for key, said in facts.items():
        typing(fresh, FACTS_KEY, 0, **{key: said})
    plan = plan_of(fresh)
    assert (plan.criteria[0].code, plan.criteria[0].id, plan.facts.score) == ("1.1.2", "1.1.2", Decimal("85.06"))


def test_words_that_can_not_stand_in_an_unfinished_workbook_are_refused_too(fresh: Path) -> None:
    assert codes(fresh, "criteria", NEW_ROW, code="một", name="Tên") == {"BANG-16"}
    assert codes(fresh, "criteria", NEW_ROW, code="1.1.2", lead="Phòng ma") == {"KH-07"}
    assert codes(fresh, "criteria", NEW_ROW, code="1.1.2", time_kind="Ngày", time="Quý IV") == {"BANG-12"}


def test_problems_stand_at_their_cells_in_an_unfinished_workbook(fresh: Path) -> None:
    number = typing(fresh, "criteria", NEW_ROW, code="1.1.2").row
    view = sheet_view(open_book(fresh), "criteria")
    assert view is not None
    row = view.row(number)
    assert row is not None
    assert {cell.column.key for cell in row.cells if cell.problems} == {"name", "maximum", "score", "remedy", "lead", "time_kind"}


def test_every_problem_of_a_workbook_leads_to_a_cell_of_a_sheet(fresh: Path) -> None:
    found = open_book(fresh)
    spots = [spot_of(found, problem.place) for problem in found.by_cell]
    assert spots
    assert all(spot and spot.sheet for spot in spots)
    assert spot_of(found, Place("x", "Trang lạ", "A1")) is None
    assert spot_of(found, Place("x", "Tiêu chí", "J9")) == Spot("criteria", 9, "lead")


def test_choices_are_strict_and_names_are_offered(workbook: Path) -> None:
    found = open_book(workbook)
    offers = {cell.column.key: offered(found, cell.column) for cell in blank_row(found, "criteria").cells}
    kinds, leads = offers["time_kind"], offers["lead"]
    assert kinds is not None
    assert kinds.strict
    assert kinds.names == tuple(TimeKind)
    assert leads is not None
    assert not leads.strict
    assert leads.names == ("Văn phòng", "Phòng Quản lý khoa học")
    assert offers["remedy"] is None


def test_every_sheet_of_a_workbook_has_a_tab(workbook: Path) -> None:
    found = open_book(workbook)
    assert [tab.key for tab in tabs(found, ())] == [FACTS_KEY, *(sheet.key for sheet in LIST_SHEETS)]


def test_new_cells_look_like_their_neighbours(tmp_path: Path) -> None:
    def dress(book: Workbook) -> None:
        for row in (2, 3):
            book["Tiêu chí"].cell(row, 8).font = Font(name="Arial", size=15)

    path = saved(tmp_path, edited(write_plan_book(small_plan()), dress))
    row = typing(path, "criteria", NEW_ROW, **LINE).row
    assert load_workbook(path)["Tiêu chí"].cell(row, 8).font.name == "Arial"
