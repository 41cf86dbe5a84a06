"""The command check: figures, findings with their cells, safe changes in the clerk's own workbook, findings that stand with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import docx
import pytest
from hypothesis import given, settings
from openpyxl import Workbook

from generator.actions import checking_plans
from generator.cli import run
from generator.content_checks import check, fixed, fixing, is_rule, rule
from generator.content_checks.catalogue import RULES
from generator.content_checks.finding import Change, Finding
from generator.content_checks.texts import value_at
from generator.errors import Severity
from generator.papers import plan_paper
from generator.plan import Plan
from generator.records import Waiver
from generator.workbook import read_plan_book, write_plan_book
from generator.workbook.sheets import WAIVERS
from tests import test_content_logic, test_content_references, test_content_set, test_content_units, test_content_words
from tests.books import edited, refusals, saved
from tests.checked_plans import FUNCTIONS, GOOD, LISTS, facts, found
from tests.content_rules import put as put_change
from tests.corrected_plan import CORRECTED, MADE_UP, corrected_book, corrected_plan
from tests.people import cell
from tests.plans import plans
from tests.source_plan import source_book, source_plan
from tests.test_workbook_bad_input import drop_sheet, put
from tests.test_workbook_patch import parts_of

GOOD_AND_BAD: Final[dict[str, tuple[Plan, Plan]]] = {
    **test_content_logic.GOOD_AND_BAD,
    **test_content_units.GOOD_AND_BAD,
    **test_content_references.GOOD_AND_BAD,
    **test_content_words.GOOD_AND_BAD,
    **test_content_set.GOOD_AND_BAD,
}
NOW: Final = datetime(2026, 11, 25, 14, 30)  # noqa: DTZ001 - the clerk's own clock


def test_every_rule_of_the_catalogue_has_a_good_and_a_bad_plan_and_no_code_is_used_twice() -> None:
    codes = [one.code for one, _ in RULES]
    expected = [f"L{n:02}" for n in range(1, 16)] + [f"U{n:02}" for n in range(1, 11)] + [f"R{n:02}" for n in range(1, 11)]
    assert codes == [*expected, *(f"W{n:02}" for n in range(1, 20)), *(f"S{n:02}" for n in range(1, 8))]
    assert set(GOOD_AND_BAD) == set(codes)
    assert all(is_rule(code) and rule(code).title for code in codes)
    assert not is_rule("X01")


@pytest.mark.parametrize("code", sorted(GOOD_AND_BAD))
def test_a_rule_speaks_for_itself_and_for_nobody_else(code: str) -> None:
    good, bad = GOOD_AND_BAD[code]
    assert not found(code, good)
    findings = found(code, bad)
    assert findings
    for one in findings:
        assert one.code == code
        assert one.message
        assert one.cure
        assert not one.message.endswith((".", "…."))


def test_findings_come_worst_first_then_by_lost_points() -> None:
    findings = check(source_plan(), LISTS)
    keys = [(tuple(Severity).index(one.severity or rule(one.code).severity), -one.weight) for one in findings]
    assert len(keys) > 60
    assert keys == sorted(keys)


# Changes


def test_fixing_the_source_plan_twice_is_fixing_it_once() -> None:
    once = fixed(source_plan(), LISTS)
    assert len(once.changes) > 15
    assert fixed(once.plan, LISTS).changes == ()
    assert len(check(once.plan, LISTS)) < len(check(source_plan(), LISTS))


@settings(max_examples=40)
@given(plans(max_criteria=4))
def test_fixing_is_a_fixed_point_and_touches_only_the_places_it_names(plan: Plan) -> None:
    once = fixed(plan, LISTS)
    assert fixed(once.plan, LISTS) == type(once)(once.plan)
    rebuilt = plan
    for path in {change.path for change in once.changes}:
        rebuilt = put_change(rebuilt, Change(path, value_at(once.plan, path)))
    assert rebuilt == once.plan


def test_rules_that_contradict_each_other_leave_the_plan_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def swing(plan: Plan, _lists: object) -> Any:  # noqa: ANN401 - a rule
        other = "Khá" if plan.facts.band == "Tốt" else "Tốt"
        yield Finding("L03", ("facts", "band"), "", "", (Change(("facts", "band"), other),))

    monkeypatch.setattr(fixing, "RULES", ((rule("L03"), swing),))
    assert fixing.fixed(GOOD, LISTS) == fixing.Fixed(GOOD)


def test_a_change_that_would_break_the_plan_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_plan: Plan, _lists: object) -> Any:  # noqa: ANN401 - a rule
        yield Finding("L02", ("criteria", 0, "field"), "", "", (Change(("criteria", 0, "field"), "12"),))

    monkeypatch.setattr(fixing, "RULES", ((rule("L02"), broken),))
    assert fixing.fixed(GOOD, LISTS) == fixing.Fixed(GOOD)


# The command


def book_in(folder: Path, data: bytes | None = None) -> Path:
    return saved(folder, data or source_book(), "ke-hoach.xlsx")


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = run(["check", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_figures_of_the_source_plan_stand_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(book_in(tmp_path))]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "Điểm bị trừ có trong kế hoạch: 6,30 trên 14,94 điểm; 8,64 điểm không có dòng nào",
        "Nếu khắc phục hết các dòng, chỉ số đạt 91,36 điểm",
        "Tiêu chí ghi “Thường xuyên”: 8/9",
    ]
    assert lines[3].startswith("Lỗi: ")
    assert lines[3].endswith("đã bỏ qua: 0")
    assert any("[U01] ke-hoach.xlsx › Tiêu chí!J8: " in line for line in lines)


def test_json_holds_findings_with_cell_cure_and_clause_and_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = answer(capsys, str(book_in(tmp_path)))
    assert code == 1
    assert set(told) == {"files", "problems", "summary", "waived", "changes"}
    lead = next(problem for problem in told["problems"] if problem["code"] == "U01")
    assert (lead["severity"], lead["place"]) == ("error", "ke-hoach.xlsx › Tiêu chí!J8")
    assert lead["cure"]
    assert (
        next(problem for problem in told["problems"] if problem["code"] == "U05")["article"]
        == "Nghị định 30/2020/NĐ-CP, Phụ lục II, mục IV, khoản 1, điểm a"
    )
    assert told["summary"] == told["summary"] | {"lost": "14.94", "covered": "6.30", "uncovered": "8.64", "recovered": "91.36"}
    counted = {
        severity: sum(p["severity"] == severity and is_rule(p["code"]) for p in told["problems"]) for severity in ("error", "warning")
    }
    assert {severity: told["summary"]["severities"][severity] for severity in counted} == counted
    assert told["waived"] == told["changes"] == told["files"] == []


def test_checking_writes_nothing(tmp_path: Path) -> None:
    path = book_in(tmp_path)
    before = path.read_bytes()
    run(["check", str(path)])
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("ke-hoach.xlsx", before)]


def test_every_finding_of_the_source_plan_has_a_cell_or_its_sheet(tmp_path: Path) -> None:
    book = read_plan_book(book_in(tmp_path))
    findings = check(book.plan, LISTS)
    places = [(one, book.place(one.path)) for one in findings]
    assert len(places) > 60
    assert all(place.sheet for _, place in places)
    assert {one.code for one, place in places if not place.cell} == {"U08"}


@settings(max_examples=15)
@given(plans(max_criteria=3))
def test_whatever_the_plan_each_finding_has_its_sheet_and_each_change_its_cell(plan: Plan) -> None:
    with TemporaryDirectory() as folder:
        book = read_plan_book(book_in(Path(folder), write_plan_book(plan)))
    findings = check(book.plan, LISTS)
    assert findings
    assert all(book.place(one.path).sheet for one in findings)
    assert all(book.holds(change.path) and book.place(change.path).cell for one in findings for change in one.changes)


def test_a_workbook_that_cannot_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = edited(source_book(), put("Tiêu chí", "F2", "nhiều"))
    code, told = answer(capsys, str(book_in(tmp_path, data)))
    assert (code, [problem["code"] for problem in told["problems"] if problem["severity"] == "error"]) == (2, ["BANG-11"])


# Changes in the clerk's own file


def test_fixing_patches_cells_keeps_a_dated_copy_and_does_nothing_the_second_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cli._now", lambda: NOW)
    path = book_in(tmp_path)
    before = path.read_bytes()
    code, told = answer(capsys, str(path), "--fix")
    assert code == 1
    copy = tmp_path / "ke-hoach truoc khi sua 2026-11-25 1430.xlsx"
    assert told["files"] == [str(path), str(copy)]
    assert copy.read_bytes() == before
    change = next(one for one in told["changes"] if one["codes"] == ["L02"])
    assert (change["place"], change["after"]) == ("ke-hoach.xlsx › Tiêu chí!B10", "Cải cách chế độ công vụ")
    after = path.read_bytes()
    assert read_plan_book(path).plan == fixed(source_plan(), LISTS).plan
    code, told = answer(capsys, str(path), "--fix")
    assert (code, told["files"], told["changes"]) == (1, [], [])
    assert path.read_bytes() == after
    assert len(list(tmp_path.iterdir())) == 2


def test_only_the_cells_that_were_named_are_another(tmp_path: Path) -> None:
    path = book_in(tmp_path)
    before = _cells(path.read_bytes())
    done = checking_plans.fix_plan(path, NOW)
    after = _cells(path.read_bytes())
    named = {(change.place.sheet, change.place.cell) for change in done.changes}
    assert len(named) > 10
    assert {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)} == named


def _cells(data: bytes) -> dict[tuple[str, str], str]:
    kept: dict[tuple[str, str], str] = {}

    def keep(book: Workbook) -> None:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                kept.update({(sheet.title, cell.coordinate): str(cell.value) for cell in row if cell.value not in {None, ""}})

    edited(data, keep)
    return kept


def test_a_copy_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = book_in(tmp_path)
    taken = tmp_path / "ke-hoach truoc khi sua 2026-11-25 1430.xlsx"
    taken.write_bytes(b"of somebody")
    done = checking_plans.fix_plan(path, NOW)
    assert [file.name for file in done.files] == ["ke-hoach.xlsx", "ke-hoach truoc khi sua 2026-11-25 1430 (2).xlsx"]
    assert taken.read_bytes() == b"of somebody"


def test_the_changes_are_shown_before_and_after(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(book_in(tmp_path)), "--fix"])
    assert "Đã sửa [U09] ke-hoach.xlsx › Nơi nhận!B3: “BGĐ Sở” → “Ban Giám đốc Sở”" in capsys.readouterr().out


def test_an_older_workbook_without_the_line_of_decimals_takes_the_other_changes(tmp_path: Path) -> None:
    path = book_in(tmp_path, edited(source_book(), put("Kế hoạch", "A18", "Mục riêng của đơn vị")))
    assert "score_places" not in read_plan_book(path).facts
    done = checking_plans.fix_plan(path, NOW)
    assert done.changes
    assert not any("L12" in change.codes for change in done.changes)


# Findings that stand with a reason


def waived(*lines: tuple[str, str, str]) -> bytes:
    rows = tuple(Waiver(id=f"bq{n}", rule=code, place=place, reason=reason) for n, (code, place, reason) in enumerate(lines))
    return write_plan_book(source_plan().model_copy(update={"waivers": rows}))


@pytest.mark.parametrize("place", ["Tiêu chí!J8", "3.6", "", "tiêu chí!j8"])
def test_a_waived_finding_is_shown_with_its_reason_and_does_not_count(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book_in(tmp_path, waived(("U01", place, "Giám đốc đã đồng ý")))
    _, told = answer(capsys, str(path))
    assert [(one["code"], one["reason"]) for one in told["waived"]] == [("U01", "Giám đốc đã đồng ý")]
    assert "U01" not in {problem["code"] for problem in told["problems"]}
    assert told["summary"]["waived"] == 1
    run(["check", str(path)])
    assert "đã bỏ qua: Giám đốc đã đồng ý" in capsys.readouterr().out


def test_a_waiver_speaks_only_of_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told = answer(capsys, str(book_in(tmp_path, waived(("L07", "1.1.2", "Đã xin ý kiến")))))
    assert [one["place"].split("!")[-1] for one in told["waived"]] == ["L2"]
    assert sum(problem["code"] == "L07" for problem in told["problems"]) == 7


def test_a_waiver_that_speaks_of_nothing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = waived(("L15", "", "Không có bảng"), ("X99", "", "Quy tắc lạ"))
    _, told = answer(capsys, str(book_in(tmp_path, data)))
    idle = [(one["code"], one["severity"], one["place"]) for one in told["problems"] if one["code"].startswith("BQUA")]
    assert idle == [("BQUA-01", "note", "ke-hoach.xlsx › Bỏ qua!B2"), ("BQUA-02", "note", "ke-hoach.xlsx › Bỏ qua!B3")]


WAIVER_FAULTS: Final[dict[str, tuple[Callable[[Workbook], object], str, str]]] = {
    "no reason": (put("Bỏ qua", "D2", None), "BANG-10", "D2"),
    "no code": (put("Bỏ qua", "B2", None), "BANG-10", "B2"),
    "a code that is none": (put("Bỏ qua", "B2", "mọi quy tắc"), "BANG-38", "B2"),
}


@pytest.mark.parametrize("name", WAIVER_FAULTS)
def test_a_waiver_without_reason_or_code_is_refused(name: str, tmp_path: Path) -> None:
    change, code, cell = WAIVER_FAULTS[name]
    data = waived(("L07", "1.1.2", "Đã xin ý kiến"))
    assert not refusals(book_in(tmp_path, data))
    problems = refusals(book_in(tmp_path, edited(data, change)))
    assert [(problem.code, problem.place.sheet, problem.place.cell) for problem in problems] == [(code, "Bỏ qua", cell)]


def test_a_code_is_read_however_it_is_typed(tmp_path: Path) -> None:
    data = edited(waived(("L07", "", "Đã xin ý kiến")), put("Bỏ qua", "B2", " l-07 "))
    assert read_plan_book(book_in(tmp_path, data)).plan.waivers[0].rule == "L07"


def test_a_workbook_made_before_the_sheet_is_read_and_fixed(tmp_path: Path) -> None:
    path = book_in(tmp_path, edited(source_book(), drop_sheet(WAIVERS.title)))
    book = read_plan_book(path)
    assert (book.plan.waivers, [problem.code for problem in book.problems]) == ((), ["W03"])
    assert checking_plans.fix_plan(path, NOW).changes


# An office's own words


def test_an_office_extends_the_lists_beside_its_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "danh-muc"
    folder.mkdir()
    (folder / "bang-xep-loai.txt").write_text("Xuất sắc => 85\nTốt => 70\n", encoding="utf-8")
    (folder / "danh-muc-la.txt").write_text("gì đó\n", encoding="utf-8")
    _, told = answer(capsys, str(book_in(tmp_path)))
    codes = {problem["code"]: problem["message"] for problem in told["problems"]}
    assert "“Xuất sắc”" in codes["L15"]
    assert "danh-muc-la.txt" in codes["DMUC-01"]


# The plan set right


def test_nothing_is_found_in_the_corrected_workbook_but_what_stands_with_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = answer(capsys, str(CORRECTED))
    assert (code, told["problems"]) == (0, [])
    assert [one["code"] for one in told["waived"]] == ["L04", "W15", "L13", "L14"]
    assert all(one["reason"] for one in told["waived"])


def test_the_committed_corrected_workbook_is_made_of_the_corrected_plan() -> None:
    assert read_plan_book(CORRECTED).plan == corrected_plan()
    assert parts_of(CORRECTED.read_bytes()) == parts_of(corrected_book())


def test_every_row_with_a_made_up_fact_says_so() -> None:
    source, plan = source_plan(), corrected_plan()
    for old, new in zip(source.criteria, plan.criteria, strict=True):
        assert (old.evidence, old.time) == (new.evidence, new.time) or MADE_UP in new.internal_note
    days = [row for row in plan.body if "/12/2025" in row.text.plain]
    assert len(days) == 2
    assert all(MADE_UP in row.internal_note for row in days)
    assert {row.code for row in plan.criteria} == {row.code for row in source.criteria}
    assert [(row.maximum, row.score) for row in plan.criteria] == [(row.maximum, row.score) for row in source.criteria]


def test_all_functions_of_the_catalogue_are_the_ones_under_test() -> None:
    assert list(FUNCTIONS) == [one.code for one, _ in RULES]


# Scores of one look


def test_scores_print_with_as_many_decimals_as_the_plan_says() -> None:
    lines = [line for group in plan_paper(GOOD, draft=1).groups for line in group.criteria]
    assert [(line.maximum.text.plain, line.score.text.plain, line.lost.plain) for line in lines][:2] == [
        ("2,00", "1,90", "0,10"),
        ("0,50", "0,00", "0,50"),
    ]
    plain = [line for group in plan_paper(facts(score_places=None), draft=1).groups for line in group.criteria]
    assert [(line.maximum.text.plain, line.score.text.plain) for line in plain][:2] == [("2", "1,9"), ("0,5", "0")]


@pytest.mark.parametrize(("typed", "score", "told"), [("1,95", "1.95", 0), ("1,8", "1.8", 1), ("1,90", "1.9", 0)])
def test_a_score_changed_on_such_a_page_comes_back_and_other_decimals_are_told(typed: str, score: str, told: int, tmp_path: Path) -> None:
    path, out = book_in(tmp_path, corrected_book()), str(tmp_path / "out")
    assert run(["plan", str(path), "--out", out]) == 0
    draft = tmp_path / "out" / "ke-hoach-du-thao-1.docx"
    document = docx.Document(str(draft))
    cell(document, "1.1.2", 3, typed)
    document.save(str(draft))
    assert run(["pull", str(path), str(draft), "--out", out]) == told
    assert read_plan_book(path).plan.criteria[0].score == Decimal(score)


def test_a_number_of_decimals_that_no_page_can_show_is_refused(tmp_path: Path) -> None:
    problems = refusals(book_in(tmp_path, edited(source_book(), put("Kế hoạch", "B18", 7))))
    errors = [problem.place for problem in problems if problem.severity is Severity.ERROR]
    assert [(place.sheet, place.cell) for place in errors] == [("Kế hoạch", "B18")]
