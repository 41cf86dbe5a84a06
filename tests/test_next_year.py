"""Next year's plan from this year's: nothing old slips through, nothing is dropped without a word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.actions.beginning import Sources, begin
from generator.actions.checking_plans import check_plan
from generator.actions.from_plan import last_reported
from generator.citations import citations
from generator.cli import run
from generator.errors import InputRefusedError, OutputRefusedError, Problem, Severity
from generator.next_year import Moved, next_year, stale
from generator.next_year.bodies import UNIT_NAMES, Registry
from generator.next_year.lines import FINISHED
from generator.next_year.years import Years, fixed_spans, moved, moved_day, moved_title
from generator.plan import Plan
from generator.records import (
    SUGGESTED,
    Agency,
    BasisRole,
    LegalBasis,
    Signer,
    Standing,
    TimeKind,
    TimeLimit,
    Unit,
    UnitKind,
    Waiver,
)
from generator.richtext import Run, Text
from generator.workbook import BookCells, BookRow, CellPath, cells_of, read_plan_book, write_cells, write_plan_book, written_at
from tests import score_layouts
from tests.books import criterion, refusals, saved, small_plan
from tests.corrected_plan import corrected_plan
from tests.plans import plans
from tests.report_examples import some_results
from tests.reported import results_for
from tests.source_plan import source_plan

YEARS: Final = Years(2024, 2025)
DAY: Final = date(2026, 1, 10)
PLANS: Final = {"source": source_plan, "corrected": corrected_plan}


def moved_on(plan: Plan, day: date | None = DAY, *, told: bool = True) -> Moved:
    results = some_results(plan)
    return next_year(cells_of(plan, results), last_reported(plan, results) if told else {}, day)


def values(cells: BookCells) -> Iterator[tuple[CellPath, Any]]:
    """Every value that somebody reads on paper, or that decides what is printed."""
    yield from ((("facts", key), value) for key, value in cells.facts.items())
    for name, rows in cells.lists.items():
        yield from (((name, index, key), value) for index, row in enumerate(rows) for key, value in row.items() if key != "internal_note")


def covered(found: Sequence[Problem]) -> set[tuple[str, str]]:
    """All cells that a listing names, ranges taken apart."""
    places: set[tuple[str, str]] = set()
    for problem in found:
        first, _, last = problem.place.cell.partition(":")
        column = first.rstrip("0123456789")
        rows = [int(cell.removeprefix(column)) for cell in (first, last or first)] if first else []
        places |= {(problem.place.sheet, f"{column}{row}") for row in range(rows[0], rows[1] + 1)} if rows else {(problem.place.sheet, "")}
    return places


def listed(found: Moved) -> set[tuple[str, str]]:
    return covered((*found.remarks, *found.stale))


def at(path: CellPath) -> tuple[str, str]:
    place = written_at(path)
    return place.sheet, place.cell


def codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def row_of(cells: BookCells, name: str, code: str) -> BookRow:
    return next(row for row in cells.lists[name] if code in {row.get("id"), row.get("code")})


# The trap: a copy of last year's file in which somebody forgot to change something.


@pytest.mark.parametrize("name", sorted(PLANS))
def test_no_text_of_the_new_workbook_names_the_old_assessed_year_but_a_citation_and_each_that_stays_is_listed(name: str) -> None:
    found = moved_on(PLANS[name]())
    old = [(path, str(value)) for path, value in values(found.cells) if isinstance(value, str | Text) and "2024" in str(value)]
    assert old  # the plan of the year before is cited with its day
    for path, words in old:
        spans = fixed_spans(words)
        assert all(any(start <= year.start() < end for start, end in spans) for year in re.finditer("2024", words)), words
        assert at(path) in listed(found), words


@pytest.mark.parametrize("name", sorted(PLANS))
def test_sentences_and_titles_say_the_new_years(name: str) -> None:
    cells = moved_on(PLANS[name]()).cells
    assert (cells.facts["assessed_year"], cells.facts["action_year"]) == (2025, 2026)
    assert str(cells.facts["title"]) == "Khắc phục những hạn chế chỉ số cải cách hành chính năm 2025"
    # The source plan has the wrong year there (2025 for 2024): it does not come along.
    assert str(cells.facts["annex_title"]).endswith("chỉ số cải cách hành chính năm 2025")
    body = [str(row["text"]) for row in cells.lists["body"]]
    assert any("góp phần nâng cao chỉ số" in words and "năm 2026 và các năm tiếp theo" in words for words in body)
    assert body[-1].endswith("chỉ số cải cách hành chính năm 2025 của Sở Khoa học và Công nghệ")


def test_deadlines_in_sentences_move_on_with_the_quarter_or_the_day() -> None:
    source, corrected = (moved_on(make()).cells.lists["body"] for make in (source_plan, corrected_plan))
    assert any("trong Quý IV năm 2026" in str(row["text"]) for row in source)
    assert any("trước ngày 20/12/2026" in str(row["text"]) for row in corrected)


def test_points_and_band_of_last_year_stand_nowhere_in_the_new_plan() -> None:
    found = moved_on(source_plan())
    first = str(found.cells.lists["body"][0]["text"])
    assert first.startswith("Năm 2025, Sở Khoa học và Công nghệ được đánh giá, xếp loại …, đạt **…/100 điểm**.")
    assert [found.cells.facts[key] for key in ("score", "band", "number", "issue_date")] == [None] * 4
    assert all(row["score"] is None for row in found.every_line.lists["criteria"])
    told = [problem.message for problem in found.remarks if problem.code == "NT-08"]
    assert any("85,06" in words for words in told)
    assert any("85.06; Tốt" in words for words in told)


def test_an_aim_keeps_its_band_and_another_number_its_points() -> None:
    facts: BookRow = {"assessed_year": 2024, "action_year": 2025, "score": Decimal(85), "band": "Tốt"}
    aim, other = "Phấn đấu năm 2024 xếp loại Tốt.", "Năm 2024 có 185 điểm cầu, 85 thủ tục."
    cells = BookCells(facts, {"body": [{"text": aim}, {"text": other}, {"text": "Năm 2024 đạt 85,00 điểm, xếp loại Tốt trở lên"}]})
    texts = [row["text"] for row in next_year(cells, {}).cells.lists["body"]]
    assert texts == [
        "Phấn đấu năm 2025 xếp loại Tốt.",
        "Năm 2025 có 185 điểm cầu, 85 thủ tục.",
        "Năm 2025 đạt … điểm, xếp loại Tốt trở lên",
    ]


@pytest.mark.parametrize("name", sorted(PLANS))
def test_the_new_workbook_filled_in_is_clean_of_old_years_for_the_check(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path, write_cells(filled(moved_on(PLANS[name]()).cells)))
    book = read_plan_book(path)
    assert book.plan.facts.assessed_year == 2025
    assert len(book.plan.criteria) == 6
    found = [problem for problem in check_plan(path).problems if problem.code in {"L01", "L08", "L10", "U10"}]
    assert [problem.message for problem in found if "202" in problem.message and "nằm ngoài" in problem.message] == []
    assert [problem for problem in found if problem.code in {"L01", "U10"}] == []
    assert name == "source" or "L08" not in codes(found)


NOT_CARRIED: Final = {
    "results", "evidence", "notes", "submissions", "reminders", "narrative", "rewordings", "waivers", "criteria_set",
}  # fmt: skip


def filled(cells: BookCells) -> BookCells:
    """With points of the new year, as the clerk would type them."""
    criteria: list[BookRow] = [{**row, "score": row["score"] or Decimal(0)} for row in cells.lists["criteria"]]
    facts = {**cells.facts, "score": cells.facts["score"] or Decimal(88)}
    return BookCells(facts, {**cells.lists, "criteria": criteria})


# What carries over.


def test_a_line_carries_over_unless_its_last_result_is_done_or_no_longer_applies() -> None:
    found = moved_on(source_plan())
    assert [line.code for line in found.finished] == ["1.1.2", "2.1.1", "3.1.1"]
    assert [line.code for line in found.carried] == ["1.4.1.2", "1.5.2", "1.7.2", "3.6", "4.1.4", "5.3.3.3"]
    assert [row["code"] for row in found.cells.lists["criteria"]] == [line.code for line in found.carried]
    assert len(found.every_line.lists["criteria"]) == 9
    assert {line.progress for line in found.carried} == {"đang thực hiện (Năm)", "chưa thực hiện (Năm)", "chưa có báo cáo"}
    assert {line.progress for line in found.finished} == {"đã hoàn thành (Năm)", "không còn áp dụng (Năm)"}


def test_with_nothing_reported_every_line_carries_over() -> None:
    found = moved_on(source_plan(), told=False)
    assert len(found.carried) == 9
    assert found.finished == ()


def test_what_the_unit_said_it_would_do_next_and_by_when_comes_first_and_the_old_words_are_in_the_note() -> None:
    old, row = row_of(cells_of(source_plan()), "criteria", "1.4.1.2"), row_of(moved_on(source_plan()).cells, "criteria", "1.4.1.2")
    assert str(row["remedy"]) == "Tiếp tục rà soát, hoàn thành tiêu chí 1.4.1.2 trong quý sau"
    assert (row["time_kind"], row["time"]) == (TimeKind.DAY, date(2026, 3, 31))
    assert str(row["cause"]) == "Chưa bố trí được công chức chuyên trách"
    note = str(row["internal_note"])
    assert note.startswith(SUGGESTED)
    assert all(words in note for words in ("Kế hoạch năm 2025", "đang thực hiện (Năm)", "0/0,5", str(old["remedy"]), "Thường xuyên"))


def test_a_new_deadline_outside_the_new_year_of_action_is_told_and_the_old_time_moves_on() -> None:
    plan = small_plan(criterion(time=TimeLimit(TimeKind.QUARTER, quarter=2, year=2025)))
    results = some_results_with(plan, new_deadline=date(2025, 12, 25))
    found = next_year(cells_of(plan, results), last_reported(plan, results), DAY)
    row = found.cells.lists["criteria"][0]
    assert row["time"] == "Quý II năm 2026"
    assert "25/12/2025" in str(row["internal_note"])
    assert any("25/12/2025" in problem.message for problem in found.remarks)


def some_results_with(plan: Plan, **changes: Any) -> Any:  # noqa: ANN401 - any field of a result
    results = some_results(source_plan())
    first = next(row for row in results.results if row.period == "Q1")
    row = first.model_copy(update={"criterion": plan.criteria[0].id, "unit": plan.criteria[0].lead, **changes})
    return results.model_copy(update={"results": (row,), "evidence": (), "notes": (), "submissions": (), "reminders": (), "narrative": ()})


def test_why_points_were_lost_keeps_its_year_and_is_listed() -> None:
    plan = small_plan(criterion(cause=Text.of("Năm 2024 có hai nhiệm vụ chậm")))
    found = next_year(cells_of(plan), {}, DAY)
    assert str(found.cells.lists["criteria"][0]["cause"]) == "Năm 2024 có hai nhiệm vụ chậm"
    assert [problem.place.cell for problem in found.stale if problem.code == "NT-04"] == ["G2"]


def test_bases_of_every_year_wait_for_their_new_document_and_the_others_stay() -> None:
    law = LegalBasis(
        id="cc7", kind="Thông tư", number="01/2019/TT-BNV", issued=date(2019, 1, 24), role=BasisRole.REPORTING, standing=Standing.UNKNOWN
    )
    yearly = LegalBasis(
        id="cc8",
        kind="Kế hoạch",
        number="12/KH-UBND",
        issued=date(2024, 12, 30),
        subject=Text.of("về cải cách hành chính năm 2025"),
        role=BasisRole.REFORM_PLAN,
    )
    plan = source_plan().model_copy(update={"bases": (*source_plan().bases, law, yearly)})
    found = moved_on(plan)
    first, second, third, fourth = found.cells.lists["bases"]
    assert [(row["number"], row["issued"]) for row in (first, second, fourth)] == [(None, None)] * 3
    assert str(first["subject"]).startswith("về việc phê duyệt và công bố Chỉ số cải cách hành chính năm 2025")
    assert str(fourth["subject"]) == "về cải cách hành chính năm 2026"
    assert first["internal_note"] == "Thay Quyết định số 04/QĐ-UBND ngày 02/01/2025 của năm trước"
    assert third == cells_of(plan).lists["bases"][2]
    assert [problem.place.cell for problem in found.remarks if problem.code == "NT-14"] == ["D2", "D3", "D5"]
    assert any(problem.place.cell == "E4" and problem.code == "NT-06" and "7 năm" in problem.message for problem in found.stale)


def test_periods_move_on_their_reports_are_not_issued_and_deadlines_on_a_weekend_are_told() -> None:
    plan = source_plan()
    first = plan.periods[0].model_copy(update={"report_number": "05/BC", "report_date": date(2025, 3, 18), "units_due": date(2024, 2, 29)})
    found = moved_on(plan.model_copy(update={"periods": (first, *plan.periods[1:])}))
    row = found.cells.lists["periods"][0]
    assert [row[key] for key in ("first", "last", "units_due", "report_number", "report_date")] == [
        date(2025, 12, 15),
        date(2026, 3, 14),
        date(2025, 2, 28),
        None,
        None,
    ]
    told = {problem.place.cell: problem.code for problem in found.remarks if problem.place.sheet == "Kỳ báo cáo"}
    assert told["G3"] == "NT-10"  # 20/6/2026 is a Saturday
    assert (told["F2"], told["I2"]) == ("NT-11", "NT-13")


def test_waivers_and_results_stay_behind_and_that_is_told() -> None:
    plan = source_plan().model_copy(update={"waivers": (Waiver(id="bq1", rule="L04", place="", reason="Đã xem"),)})
    found = moved_on(plan)
    assert set(found.cells.lists) == {"units", "signers", "agencies", "fields", "bases", "body", "recipients", "periods", "criteria"}
    messages = [problem.message for problem in found.remarks]
    assert any("L04" in words and "Đã xem" in words for words in messages)
    assert any("16 dòng của trang Kết quả" in words for words in messages)


# Bodies that are no more.


MERGED: Final = date(2025, 6, 30)


def merged_plan() -> Plan:
    """Hà Giang until 30 June 2025, Tuyên Quang from then on; one room merged into another, one gone without a word."""
    old = Agency(
        id="hg", code="SKHCN-HG", name="Sở Khoa học và Công nghệ", province="tỉnh Hà Giang", parent="UBND TỈNH HÀ GIANG",
        abbreviation="SKHCN", place="Hà Giang", valid_to=MERGED, successor="SKHCN-TQ",
    )  # fmt: skip
    new = old.model_copy(
        update={
            "id": "tq",
            "code": "SKHCN-TQ",
            "province": "tỉnh Tuyên Quang",
            "parent": "UBND TỈNH TUYÊN QUANG",
            "place": "Tuyên Quang",
            "valid_from": date(2025, 7, 1),
            "valid_to": None,
            "successor": "",
        }
    )
    units = (
        Unit(id="VP", name="Văn phòng Sở", short_name="Văn phòng", kind=UnitKind.OFFICE),
        Unit(id="QLKH", name="Phòng Quản lý khoa học", kind=UnitKind.ROOM, valid_to=MERGED, successor="KHCN"),
        Unit(id="KHCN", name="Phòng Khoa học và Đổi mới sáng tạo", kind=UnitKind.ROOM, valid_from=date(2025, 7, 1)),
        Unit(id="TT", name="Trung tâm Thông tin", kind=UnitKind.SERVICE, valid_to=MERGED),
    )
    lines = (
        criterion("1.1.2", lead="QLKH", support=("VP", "TT")),
        criterion("2.1.1", lead="TT", remedy=Text.of("Phòng Quản lý khoa học trình UBND tỉnh Hà Giang trong năm 2025"), support=()),
    )
    plan = small_plan(criterion())
    signer = Signer(id="gd", name="Phan Đăng Đông", position="GIÁM ĐỐC", valid_to=MERGED)
    later = Signer(id="gd2", name="Trần Thị B", position="GIÁM ĐỐC", valid_from=date(2025, 7, 1))
    body = plan.body[0].model_copy(update={"unit": "QLKH"})
    facts = plan.facts.model_copy(update={"agency": "SKHCN-HG", "symbol": "KH-SKHCN", "expected_date": date(2025, 1, 20)})
    parts = {"agencies": (old, new), "units": units, "criteria": lines, "signers": (signer, later), "body": (body,)}
    return Plan.model_validate(dict(plan.model_copy(update={"facts": facts, **parts})))


def test_agency_and_units_that_ended_give_way_to_their_successors() -> None:
    found = next_year(cells_of(merged_plan()), {}, DAY)
    first = found.cells.lists["criteria"][0]
    assert found.cells.facts["agency"] == "SKHCN-TQ"
    assert found.cells.facts["symbol"] == "KH-SKHCN"  # the abbreviation is still the same
    assert (first["lead"], first["support"]) == ("Phòng Khoa học và Đổi mới sáng tạo", "Văn phòng")
    assert found.cells.lists["body"][0]["unit"] == "Phòng Khoa học và Đổi mới sáng tạo"
    told = {at(path): codes([p for p in found.remarks if (p.place.sheet, p.place.cell) == at(path)]) for path in PLACES}
    assert told == {at(path): [code] for path, code in PLACES.items()}


PLACES: Final[dict[CellPath, str]] = {
    ("facts", "agency"): "NT-02",
    ("facts", "signer"): "NT-03",
    ("criteria", 0, "lead"): "NT-02",
    ("criteria", 0, "support"): "NT-02",
    ("criteria", 1, "lead"): "NT-03",
    ("body", 0, "unit"): "NT-02",
}


def test_nobody_is_put_in_the_place_of_a_signer_or_a_lead_without_a_successor() -> None:
    found = next_year(cells_of(merged_plan()), {}, DAY)
    assert found.cells.facts["signer"] is None
    assert found.cells.lists["criteria"][1]["lead"] is None
    signer = next(problem for problem in found.remarks if problem.place.cell == at(("facts", "signer"))[1])
    assert "Trần Thị B" in signer.cure
    assert {at(("criteria", 1, "lead")), at(("facts", "score"))} <= covered([p for p in found.stale if p.code == "NT-01"])


def test_a_text_that_still_names_a_body_that_is_no_more_is_listed_with_its_successor() -> None:
    found = next_year(cells_of(merged_plan()), {}, DAY)
    told = [problem for problem in found.stale if problem.code == "NT-07"]
    assert {problem.place.cell for problem in told} == {at(("criteria", 1, "remedy"))[1]}
    words = " ".join(f"{problem.message} {problem.cure}" for problem in told)
    assert "“UBND tỉnh Hà Giang”" in words
    assert "“Phòng Quản lý khoa học”" in words
    assert "kế thừa: Phòng Khoa học và Đổi mới sáng tạo" in words
    assert all(problem.severity is Severity.WARNING for problem in told)


def test_a_symbol_goes_when_the_successor_has_another_abbreviation() -> None:
    plan = merged_plan()
    new = plan.agencies[1].model_copy(update={"abbreviation": "SKH"})
    found = next_year(cells_of(plan.model_copy(update={"agencies": (plan.agencies[0], new)})), {}, DAY)
    assert found.cells.facts["symbol"] is None
    assert at(("facts", "symbol")) in listed(found)


def test_successors_that_follow_each_other_in_a_ring_are_nobody() -> None:
    rows: list[BookRow] = [{"code": code, "name": code, "valid_to": MERGED, "successor": heir} for code, heir in (("A", "B"), ("B", "A"))]
    assert Registry(rows, UNIT_NAMES, DAY).present("A") is None


def test_without_a_day_only_who_ended_before_the_new_year_is_gone() -> None:
    plan = small_plan(signers=(Signer(id="gd", name="Phan Đăng Đông", position="GIÁM ĐỐC", valid_to=date(2026, 1, 5)),))
    assert next_year(cells_of(plan), {}).cells.facts["signer"] == "Phan Đăng Đông"
    assert next_year(cells_of(plan), {}, DAY).cells.facts["signer"] is None


# Years in words.


SENTENCES: Final = {
    "Năm 2024 và năm 2025": "Năm 2025 và năm 2026",
    "trong Quý IV/2025, quý 2 năm 2025": "trong Quý IV/2026, quý 2 năm 2026",
    "trước ngày 20/12/2025, ngày 05 tháng 3 năm 2025": "trước ngày 20/12/2026, ngày 05 tháng 3 năm 2026",
    "tháng 12/2025 và các năm 2024 - 2025": "tháng 12/2026 và các năm 2025 - 2026",
    "chỉ số CCHC 2024": "chỉ số CCHC 2025",
    "hạn 29/02/2024": "hạn 28/02/2025",
    "cải cách hành\nchính năm\n2025": "cải cách hành\nchính năm\n2026",
    "năm 2023, năm 2030": "năm 2023, năm 2030",
    "2025 hồ sơ": "2025 hồ sơ",
    "giai đoạn 2021 - 2025": "giai đoạn 2021 - 2025",
    "Quyết định số 16/2016/QĐ-UBND": "Quyết định số 16/2016/QĐ-UBND",
    "số 1428/KH-SKHCN ngày 13/12/2024": "số 1428/KH-SKHCN ngày 13/12/2024",
    "Luật Tổ chức chính quyền địa phương năm 2025": "Luật Tổ chức chính quyền địa phương năm 2025",
    "Quyết định số 04/QĐ-UBND ngày 02/01/2025 về Chỉ số năm 2024, hoàn thành trong Quý IV năm 2025": (
        "Quyết định số 04/QĐ-UBND ngày 02/01/2025 về Chỉ số năm 2024, hoàn thành trong Quý IV năm 2026"
    ),
}


@pytest.mark.parametrize("words", SENTENCES)
def test_only_the_years_of_the_plan_itself_move_on(words: str) -> None:
    assert moved(words, YEARS) == SENTENCES[words]


def test_bold_and_italic_stay_where_they_were() -> None:
    text = Text((Run("năm "), Run("2024", bold=True), Run(" và năm 20"), Run("25", italic=True)))
    assert moved(text, YEARS) == Text((Run("năm "), Run("2025", bold=True), Run(" và năm 2026")))


def test_a_title_names_the_index_of_the_new_assessed_year_whatever_was_typed_last_year() -> None:
    assert moved_title("Khắc phục chỉ số cải cách hành chính năm 2025", YEARS) == "Khắc phục chỉ số cải cách hành chính năm 2025"
    assert moved_title("Kế hoạch năm 2025 khắc phục chỉ số năm 2024", YEARS) == "Kế hoạch năm 2026 khắc phục chỉ số năm 2025"


STAYS: Final = {
    "so với năm 2023": "NT-04",
    "Đề án tăng 2025 hồ sơ": "NT-16",
    "giai đoạn 2021 - 2025": "NT-17",
    "Kế hoạch số 12/KH-UBND ngày 05/3/2025 của UBND tỉnh về truyền thông": "NT-05",
    "Công văn số 574/UBND-PVHCC ngày 07/3/2022 của UBND tỉnh": "NT-06",
    "Luật Cán bộ, công chức; Luật Thủ đô năm 2012": "NT-06",
}


@pytest.mark.parametrize("words", STAYS)
def test_what_stays_is_listed(words: str) -> None:
    cells = BookCells({"assessed_year": 2024, "action_year": 2025}, {"body": [{"id": "nd1", "text": words}]})
    found = next_year(cells, {})
    assert found.cells.lists["body"][0]["text"] == words
    assert [problem.code for problem in found.stale if problem.place == written_at(("body", 0, "text"))] == [STAYS[words]]


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_day_moves_on_to_the_same_day_of_the_next_year(day: date) -> None:
    assert moved_day(day).year == day.year + 1
    assert (moved_day(day).month, moved_day(day).day) == ((2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day))


# Laws.


@st.composite
def reported_plans(draw: st.DrawFn) -> tuple[Plan, Any]:
    plan = draw(plans())
    return plan, draw(results_for(plan))


DAYS: Final = st.none() | st.dates(date(2024, 1, 1), date(2030, 1, 1))


@given(reported_plans(), DAYS)
def test_every_unfinished_line_carries_over_no_finished_one_does_and_ids_are_kept(made: tuple[Plan, Any], day: date | None) -> None:
    plan, results = made
    told = last_reported(plan, results)
    found = next_year(cells_of(plan, results), told, day)
    unfinished = [row.id for row in plan.criteria if row.id not in told or told[row.id].progress not in FINISHED]
    assert [row["id"] for row in found.cells.lists["criteria"]] == unfinished
    assert [row["id"] for row in found.every_line.lists["criteria"]] == [row.id for row in plan.criteria]
    for name in set(found.cells.lists) - {"criteria"}:
        assert [row["id"] for row in found.cells.lists[name]] == [row.id for row in getattr(plan, name)]
    assert all(str(row["internal_note"]).startswith(SUGGESTED) for row in found.every_line.lists["criteria"])
    assert len(found.carried) + len(found.finished) == len(plan.criteria)


@given(reported_plans(), DAYS)
def test_nothing_is_dropped_without_being_listed(made: tuple[Plan, Any], day: date | None) -> None:
    plan, results = made
    before = cells_of(plan, results)
    found = next_year(before, last_reported(plan, results), day)
    kept, places = dict(values(found.cells)), listed(found)
    index_of = {row["id"]: index for index, row in enumerate(found.cells.lists["criteria"])}
    for path, value in values(before):
        if not str(value or "") or path[0] in NOT_CARRIED:
            continue
        now = path
        if path[0] == "criteria":
            code = before.lists["criteria"][int(path[1])]["id"]
            if code not in index_of:
                assert any(line.code == before.lists["criteria"][int(path[1])]["code"] for line in found.finished)
                continue
            now = ("criteria", index_of[code], path[2])
        in_note = path[0] in {"criteria", "bases"} and (path[2] in {"score", "number", "issued", "standing"})
        assert str(kept.get(now) or "") or at(now) in places or in_note or path[2:] == ("report_date",), path
    for name in NOT_CARRIED:
        assert not before.lists[name] or any(problem.place == written_at((name,)) for problem in found.remarks)


@settings(max_examples=30)
@given(reported_plans(), DAYS)
def test_the_new_workbook_reads_back_and_nothing_is_blank_but_what_was_announced(made: tuple[Plan, Any], day: date | None) -> None:
    plan, results = made
    found = next_year(cells_of(plan, results), last_reported(plan, results), day)
    announced = covered([problem for problem in found.stale if problem.code == "NT-01"])
    with TemporaryDirectory() as folder:
        try:
            read_plan_book(saved(Path(folder), write_cells(found.cells)))
        except InputRefusedError as error:
            refused = [problem for problem in error.problems if problem.severity is Severity.ERROR]
            assert {problem.code for problem in refused} <= {"BANG-10", "KH-09"}
            # The empty cells of one row are told in one sentence.
            told = {(one.place.sheet, cell) for one in refused for cell in (one.place.cell, *re.findall(r"\(([A-Z]+\d+)\)", one.message))}
            assert told == announced
        else:
            assert not announced


@given(plans())
def test_moved_on_twice_a_plan_is_two_years_on(plan: Plan) -> None:
    once = next_year(cells_of(plan), {}).cells
    twice = next_year(once, {}).cells
    assert twice.facts["assessed_year"] == plan.facts.assessed_year + 2
    assert twice.facts["action_year"] == plan.facts.action_year + 2
    for before, after in zip(plan.periods, twice.lists["periods"], strict=True):
        assert str(after["first"]) == str(moved_day(moved_day(before.first)))
    for line, row in zip(plan.criteria, twice.lists["criteria"], strict=True):
        if line.time.kind is TimeKind.YEAR:
            assert row["time"] == f"Năm {(line.time.year or 0) + 2}"


@given(st.lists(st.sampled_from([*SENTENCES, *STAYS, "và", "\n"]), min_size=1, max_size=6).map(" ".join))
def test_citations_are_never_touched_and_moving_on_keeps_the_length(words: str) -> None:
    after = str(moved(words, YEARS))
    assert len(after) == len(words)
    assert [(one.name, one.day_words, one.issuer) for one in citations(after)] == [
        (one.name, one.day_words, one.issuer) for one in citations(words)
    ]
    assert all(after[start:end] == words[start:end] for start, end in fixed_spans(words))


@given(reported_plans(), DAYS)
def test_the_same_plan_gives_the_same_workbook_and_the_listing_can_be_made_anew(made: tuple[Plan, Any], day: date | None) -> None:
    plan, results = made
    cells, told = cells_of(plan, results), last_reported(plan, results)
    first, second = next_year(cells, told, day), next_year(cells, told, day)
    assert first == second
    assert stale(first.cells, day) == first.stale
    assert cells == cells_of(plan, results)  # the cells that were given are as they were


# From elsewhere, and with a bad start.


def test_a_plan_from_word_with_gaps_moves_on_and_all_its_lines_carry_over(tmp_path: Path) -> None:
    facts: BookRow = {"title": Text.of("Khắc phục những hạn chế chỉ số cải cách hành chính năm 2024"), "agency": "Sở Nội vụ"}
    lists: dict[str, list[BookRow]] = {
        "criteria": [
            {"code": "1.1.2", "name": "Mức độ", "remedy": "Rà soát năm 2025", "lead": "Văn phòng", "time": "30/9/2025"},
            {"name": "Tên"},
        ],
        "bases": [{"subject": "Quyết định số 04/QĐ-UBND ngày 02/01/2025 của UBND tỉnh"}],
        "body": [{"text": None}],
    }
    found = next_year(BookCells(facts, lists), {})
    first, second = found.cells.lists["criteria"]
    assert (found.cells.facts["assessed_year"], found.cells.facts["action_year"]) == (2025, 2026)
    assert (first["remedy"], first["lead"], first["time"]) == ("Rà soát năm 2026", "Văn phòng", date(2026, 9, 30))
    assert second["name"] == "Tên"
    assert len(found.carried) == 2
    assert saved(tmp_path, write_cells(found.cells)).exists()


@pytest.mark.parametrize(
    ("facts", "code"),
    [({}, "NT-00"), ({"title": "Khắc phục hạn chế"}, "NT-00"), ({"assessed_year": 2099, "action_year": 2100}, "NT-19")],
)
def test_a_plan_without_a_year_or_at_the_end_of_them_is_refused(facts: BookRow, code: str) -> None:
    with pytest.raises(InputRefusedError) as error:
        next_year(BookCells(facts), {})
    assert codes(error.value.problems) == [code]


def test_the_command_writes_the_new_workbook_and_tells_what_carried_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = source_plan()
    last, new = tmp_path / "nam-truoc.xlsx", tmp_path / "nam-nay.xlsx"
    last.write_bytes(write_plan_book(plan, some_results(plan)))
    assert run(["new", str(new), "--from-plan", str(last), "--expected", "10/01/2026", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == [str(new)]
    assert "Chuyển sang 6/9 tiêu chí:" in told["reading"]
    assert {problem["code"] for problem in told["problems"]} >= {"NT-01", "NT-05", "NT-08", "NT-14"}
    assert last.read_bytes() == write_plan_book(plan, some_results(plan))
    assert {problem.code for problem in refusals(new)} == {"BANG-10"}


def test_with_the_score_sheet_of_the_new_year_its_lost_points_are_the_lines_and_last_years_words_suggestions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = source_plan()
    last, new, scores = tmp_path / "nam-truoc.xlsx", tmp_path / "nam-nay.xlsx", tmp_path / "bang-diem.xlsx"
    last.write_bytes(write_plan_book(plan, some_results(plan)))
    scores.write_bytes(
        score_layouts.saved(score_layouts.drawn(score_layouts.tree(), score_layouts.Layout(titles=("Bảng điểm chỉ số CCHC năm 2025",))))
    )
    command = ["new", str(new), "--from-plan", str(last), "--from-scores", str(scores), "--expected", "10/01/2026", "--json"]
    assert run(command) == 1
    told = json.loads(capsys.readouterr().out)
    assert "Chuyển sang 6/9 tiêu chí:" in told["reading"]
    sheet = load_workbook(new)["Tiêu chí"]
    rows = {
        row[2].value: {sheet.cell(1, number).value: cell.value for number, cell in enumerate(row, 1)} for row in sheet.iter_rows(min_row=2)
    }
    assert "1.3.2" in rows
    again = rows["1.1.2"]  # finished last year, and below its maximum again
    assert (again["Điểm đạt"], again["Chủ trì"]) == (1.9, "Văn phòng")
    assert str(again["Ghi chú nội bộ"]).startswith(f"{SUGGESTED} từ kế hoạch năm 2024")
    places = {problem["place"] for problem in told["problems"] if problem["code"] == "NT-01"}
    assert not any("Kế hoạch!" in place for place in places)
    assert any("Tiêu chí!" in place for place in places)  # remedies of lines that are new


def test_a_workbook_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    last, new = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    last.write_bytes(write_plan_book(source_plan()))
    new.write_bytes(b"cua nguoi khac")
    with pytest.raises(OutputRefusedError):
        begin(new, Sources(last_year=last), None, today=date(2026, 1, 5))
    assert new.read_bytes() == b"cua nguoi khac"


@pytest.mark.parametrize(
    "given_words",
    [
        ["new", "b.xlsx", "--from-plan", "khong-co.xlsx"],
        ["new", "b.docx", "--from-plan", "a.xlsx"],
        ["new", "b.xlsx", "--from-plan", "a.xlsx", "--year", "2026"],
        ["new", "b.xlsx", "--expected", "10/01/2026"],
        ["new", "b.xlsx", "--from-plan", "a.xlsx", "--expected", "30/02/2026"],
    ],
)
def test_bad_input_is_refused_in_a_sentence_and_nothing_is_written(
    given_words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.xlsx").write_bytes(write_plan_book(source_plan()))
    assert run(given_words) == 2
    assert capsys.readouterr().err.count("LỖI") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
