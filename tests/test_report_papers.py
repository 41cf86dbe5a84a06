"""The result report and the completion report: what they print is what the figures say, and their pages are sound."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from docx.enum.section import WD_ORIENTATION
from hypothesis import Phase, given, settings

from generator import report, vietnamese
from generator.errors import Problem
from generator.fields import LONGEST_BOOKMARK
from generator.papers import completion_report, result_report
from generator.papers.agency_names import agency_on, plan_citation, signer_on, unit_now
from generator.plan import Plan
from generator.results import NarrativeSection
from generator.standing import COMPLETION, UNREPORTED, period_of
from tests.papers import opened, words
from tests.recount import Case, reported
from tests.report_examples import CAUSE, DONE, NOTHING, RESULTS, SAMPLE, SOME_PERIODS, cells, counts, keys, made, printed, rate
from tests.tools import pages, pdf_text, schema_errors


@pytest.fixture(scope="module", params=["H1", "NAM"])
def told(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    """Both reports on the made-up results."""
    return request.param, printed(made(SAMPLE, RESULTS, request.param))


Told = tuple[str, bytes]


# Figures


def test_the_table_by_field_prints_the_figures(told: Told) -> None:
    code, data = told
    found = report.figures(SAMPLE, RESULTS, period_of(SAMPLE, code))
    rows = cells(data, "Lĩnh vực")
    expected = [[vietnamese.roman(int(group.id)), group.name, *counts(group.tally), rate(group.tally)] for group in found.fields]
    assert len(expected) == 4
    assert rows == [*expected, ["", "Tổng số", *counts(found.overall), rate(found.overall)]]


def test_the_table_by_lead_unit_prints_the_figures() -> None:
    found = report.figures(SAMPLE, RESULTS, period_of(SAMPLE, "H1"))
    rows = cells(printed(made(SAMPLE, RESULTS, "H1")), "Đơn vị chủ trì")
    expected = [[group.name, *counts(group.tally), vietnamese.points(group.tally.lost)] for group in found.leads]
    assert len(expected) == 4
    assert [row[1:] for row in rows] == [*expected, ["Tổng số", *counts(found.overall), "6,30"]]


def test_scores_with_three_decimals_add_up_as_they_are_printed() -> None:
    criteria = (SAMPLE.criteria[0].model_copy(update={"maximum": Decimal("0.5"), "score": Decimal("0.375")}), *SAMPLE.criteria[1:])
    plan = SAMPLE.model_copy(update={"criteria": criteria, "facts": SAMPLE.facts.model_copy(update={"score": Decimal("85.065")})})
    paper = made(plan, RESULTS, "Q1")
    line = paper.groups[0].criteria[0]
    assert (line.maximum.plain, line.score.plain) == ("0,50", "0,375")
    whole = paper.annex_total[0]
    assert (whole.maximum.plain, whole.score.plain) == ("10,00", "3,675")
    assert "Tổng điểm tối đa của 9 tiêu chí: 10,00 điểm; điểm đạt năm 2024: 3,675 điểm; điểm bị trừ: 6,325 điểm." in paper.points.plain
    assert "đạt 85,065/100 điểm" in words(printed(made(plan, RESULTS, "NAM")))


def test_the_table_of_periods_prints_the_figures_of_each() -> None:
    found = report.completion(SAMPLE, RESULTS, period_of(SAMPLE, "NAM"))
    rows = cells(printed(made(SAMPLE, RESULTS, "NAM")), "Kỳ báo cáo")
    assert [row[1] for row in rows] == ["Quý I", "6 tháng", "Quý III", "Cuối năm"]
    assert [row[2:] for row in rows] == [[*counts(tally), rate(tally)] for _, tally in found.progress]


def test_sentences_and_tables_tell_the_same(told: Told) -> None:
    code, data = told
    total = cells(data, "Lĩnh vực")[-1]
    overall = report.figures(SAMPLE, RESULTS, period_of(SAMPLE, code)).overall
    done = re.search(r"Đã khắc phục xong (\d+)/(\d+) tiêu chí, đạt ([\d,]+%)", words(data))
    assert done
    assert done.groups() == (total[3], str(overall.base), total[9])
    assert report.completion_sentence(overall) in words(data)
    assert "Tổng điểm tối đa của 9 tiêu chí: 11,50 điểm; điểm đạt năm 2024: 5,20 điểm; điểm bị trừ: 6,30 điểm." in words(data)
    assert "Điểm bị trừ chưa có giải pháp trong Kế hoạch: 8,64 điểm" in words(data)


def test_the_annex_prints_every_criterion_once_with_two_decimals_and_sums_that_hold(told: Told) -> None:
    code, data = told
    rows = cells(data, "Kết quả thực hiện")
    found = report.figures(SAMPLE, RESULTS, period_of(SAMPLE, code))
    lines = [row for row in rows if len(row) == 11]
    assert [row[1].partition(". ")[0] for row in lines] == [line.criterion.code for line in found.lines]
    for column in (2, 3, *((8,) if code == "NAM" else ())):
        scores = [row[column] for row in lines]
        assert all(re.fullmatch(r"\d+,\d\d", score) for score in scores)
        total = vietnamese.points(sum((Decimal(score.replace(",", ".")) for score in scores), Decimal(0)))
        assert rows[0][0] == "Tổng số"
        assert total in rows[0]


def test_an_expected_score_is_always_said_to_be_an_estimate(told: Told) -> None:
    lines = [line for line in words(told[1]).splitlines() if re.search("[Dd]ự kiến|[Ưư]ớc tính", line)]
    assert len(lines) >= 5
    assert all("ước tính" in line for line in lines)
    assert all(report.ESTIMATE in line for line in lines if re.search(r"[Dd]ự kiến.*\d,\d\d", line))


def test_a_score_that_a_survey_gives_has_no_estimate() -> None:
    first = SAMPLE.criteria[0].model_copy(update={"self_scored": False})
    plan = SAMPLE.model_copy(update={"criteria": (first, *SAMPLE.criteria[1:])})
    line = next(line for group in made(plan, RESULTS, "NAM").groups for line in group.criteria)
    assert line.expected.plain == "–"


def test_the_estimate_for_1_5_2_is_told_with_its_formula_and_no_band_is_foretold() -> None:
    estimate = report.completion(SAMPLE, RESULTS, period_of(SAMPLE, "NAM")).self_estimate
    assert estimate
    text = words(printed(made(SAMPLE, RESULTS, "NAM")))
    assert estimate.words in text
    assert "1,00 × (2 × 1 + 3 × 0,5) / 8 = 0,44 điểm" in text
    band = [line for line in text.splitlines() if "xếp loại" in line]
    assert len(band) == 1
    assert band[0].startswith("Năm 2024, ")


def test_the_report_compares_with_the_period_before() -> None:
    text = words(printed(made(SAMPLE, RESULTS, "H1")))
    assert "So với kỳ Quý I: số tiêu chí đã hoàn thành là 2, kỳ trước là 0 (tăng 2); mới hoàn thành: 1.1.2, 3.1.1." in text
    assert "So với kỳ" not in words(printed(made(SAMPLE, RESULTS, "Q1")))


def test_what_is_not_done_is_carried_over() -> None:
    text = words(printed(made(SAMPLE, RESULTS, "NAM")))
    assert "Còn 6 tiêu chí chưa hoàn thành, chuyển sang Kế hoạch năm 2026: 1.4.1.2, 1.5.2, 1.7.2, 3.6, 4.1.4, 5.3.3.3." in text
    assert text.count("- Thời hạn mới: 31/3/2026.") == 4
    assert text.count("- Đơn vị chủ trì, chịu trách nhiệm: ") == 6


# What nobody reported on


def test_a_criterion_nobody_reported_on_is_never_said_to_be_not_begun() -> None:
    for code in ("Q1", "H1", "NAM"):
        paper = made(SAMPLE, NOTHING, code)
        states = [line.progress.plain for group in paper.groups for line in group.criteria]
        assert states == [UNREPORTED] * 9
        assert [remark.state.plain for field in paper.fields for remark in field.criteria] == states
        lines = words(printed(paper)).splitlines()
        headings = {"Chưa thực hiện", "1. Tiêu chí quá hạn, chưa thực hiện"}
        rest = [line for line in lines if "chưa thực hiện" in line.lower() and line not in headings]
        none = "Theo báo cáo đã nhận, không có tiêu chí quá hạn hoặc chưa thực hiện; 9 tiêu chí chưa có báo cáo."
        assert rest == ([] if code in COMPLETION else [none])


def test_the_closing_words_keep_the_year_of_the_index_and_the_period_apart() -> None:
    title = "Trên đây là báo cáo kết quả khắc phục tồn tại, hạn chế chỉ số cải cách hành chính năm 2024"
    assert made(SAMPLE, RESULTS, "H1").closing.text.plain == f"{title} trong 6 tháng đầu năm 2025 của Sở Khoa học và Công nghệ"
    assert made(SAMPLE, RESULTS, "NAM").closing.text.plain == f"{title} của Sở Khoa học và Công nghệ"


def test_a_report_without_words_has_its_headings_and_nothing_invented() -> None:
    for code in ("Q1", "NAM"):
        paper = made(SAMPLE, NOTHING, code)
        text = words(printed(paper))
        assert "Không có nội dung" not in text
        assert "VII. ĐỀ XUẤT, KIẾN NGHỊ\nTrên đây là" in text or "\nV. ĐỀ XUẤT, KIẾN NGHỊ\nTrên đây là" in text
        assert not any(key.startswith(("narrative/", "result/", "note/", "evidence/")) for key in keys(paper))


# The words of clerk and units


def test_every_section_of_the_clerk_is_printed_once(told: Told) -> None:
    code, data = told
    rows = [row for row in RESULTS.narrative if row.period == code]
    assert len(rows) == len(NarrativeSection)
    assert [words(data).count(row.text.plain) for row in rows] == [1] * len(rows)


def test_a_cause_of_several_criteria_is_told_once_with_all_their_codes(told: Told) -> None:
    bullet = f"- 1.4.1.2, 1.5.2. {CAUSE} (Trung tâm thông tin và chuyển giao công nghệ mới; Văn phòng)."
    assert words(told[1]).count(bullet) == 1


def test_causes_stand_under_their_kind() -> None:
    paper = made(SAMPLE, RESULTS, "H1")
    assert [[told.codes.plain for told in group] for group in (paper.own_told, paper.outside_told, paper.other_told)] == [
        ["1.4.1.2, 1.5.2"], ["1.7.2"], ["3.6"],
    ]  # fmt: skip


def test_a_period_that_does_not_add_up_tells_only_its_own_words() -> None:
    assert made(SAMPLE, RESULTS, "H1").corrections
    later = made(SAMPLE, RESULTS, "Q3")
    assert (later.corrections, later.difficulties, later.next_told, later.proposals_told) == ((), (), (), ())
    assert later.groups[0].criteria[0].words.text.plain == DONE


def test_a_rate_is_printed_with_its_parts(told: Told) -> None:
    assert f"{DONE} (3/4, đạt 75,00%)" in words(told[1])


@pytest.mark.parametrize("code", SOME_PERIODS)
def test_every_key_is_there_once(code: str) -> None:
    found = Counter(keys(made(SAMPLE, RESULTS, code)))
    assert len(found) > 40
    assert set(found.values()) == {1}


def test_no_bookmark_has_a_name_too_long_for_word(told: Told) -> None:
    names = re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', opened(told[1]).element.xml)
    assert len(names) > 30
    assert max(map(len, names)) <= LONGEST_BOOKMARK


# Gaps


@pytest.mark.parametrize("code", ["H1", "NAM"])
def test_each_gap_is_visible_once_and_the_draft_is_marked(code: str) -> None:
    period = period_of(SAMPLE, code)
    rows = tuple(row.model_copy(update={"new_deadline": None}) for row in RESULTS.results)
    results = RESULTS.model_copy(update={"results": rows})
    gaps = (*report.gates(SAMPLE, results, period), Problem("XX-01", "Điều khác còn thiếu", "Bổ sung"))
    assert len({gap.code for gap in gaps}) >= 4
    text = words(printed(made(SAMPLE, results, code, *gaps)))
    assert text.startswith(f"DỰ THẢO, CÒN {len(gaps)} NỘI DUNG CẦN BỔ SUNG\n")
    assert [text.count(f"[CẦN BỔ SUNG: {gap.message}]") for gap in gaps] == [1] * len(gaps)
    assert text.count("[CẦN BỔ SUNG") == len(gaps)


def test_a_gap_of_a_criterion_stands_in_its_row() -> None:
    gaps = report.gates(SAMPLE, RESULTS, period_of(SAMPLE, "NAM"))
    paper = made(SAMPLE, RESULTS, "NAM", *gaps)
    rows = {line.code.text.plain: len(line.gaps) for group in paper.groups for line in group.criteria if line.gaps}
    assert rows == {"3.1.1": 1, "4.1.4": 1, "5.3.3.3": 1}


def test_a_reason_that_is_missing_is_told_where_the_criterion_is_carried_over() -> None:
    gap = Problem("BC-04", "Tiêu chí 3.6 chưa hoàn thành mà thiếu lý do", "Ghi lý do")
    paper = completion_report(SAMPLE, RESULTS, period_of(SAMPLE, "NAM"), gaps=(gap,))
    assert [line.code.plain for line in paper.carried_lines if line.gaps] == ["3.6"]


def test_without_gaps_nothing_is_marked(told: Told) -> None:
    assert "CẦN BỔ SUNG" not in words(told[1])
    assert "DỰ THẢO" not in words(told[1])


# Names that changed


def moved() -> Plan:
    """The plan of Hà Giang, whose department goes over to Tuyên Quang on 1 July 2025."""
    old = SAMPLE.agency.model_copy(
        update={"valid_to": date(2025, 6, 30), "successor": "SKHCN-TQ", "change_basis": "Nghị quyết số 202/2025/QH15"}
    )
    new = old.model_copy(
        update={
            "id": "skhcn-tq", "code": "SKHCN-TQ", "parent": "UBND TỈNH TUYÊN QUANG", "province": "tỉnh Tuyên Quang", "place": "Tuyên Quang",
            "valid_from": date(2025, 7, 1), "valid_to": None, "successor": "", "change_basis": "",
        }
    )  # fmt: skip
    facts = SAMPLE.facts.model_copy(update={"number": "12", "issue_date": date(2025, 3, 10)})
    return Plan.model_validate(dict(SAMPLE) | {"agencies": (old, new), "facts": facts})


def test_after_a_merger_the_letterhead_is_new_and_the_plan_is_cited_under_the_old_name() -> None:
    text = words(printed(made(moved(), RESULTS, "NAM")))
    assert "UBND TỈNH TUYÊN QUANG" in text
    assert "Tuyên Quang, ngày" in text
    assert "Căn cứ Kế hoạch số 12/KH-SKHCN ngày 10/3/2025 của Sở Khoa học và Công nghệ tỉnh Hà Giang (cũ) về khắc phục" in text
    assert "Căn cứ Nghị quyết số 202/2025/QH15." in text
    assert "Năm 2024, Sở Khoa học và Công nghệ tỉnh Hà Giang (cũ) đạt 85,06/100 điểm, xếp loại Tốt." in text
    now = "nay là Sở Khoa học và Công nghệ tỉnh Tuyên Quang."
    assert f"Từ ngày 01 tháng 7 năm 2025, Sở Khoa học và Công nghệ tỉnh Hà Giang (cũ) {now}" in text


def test_before_a_merger_nothing_is_old() -> None:
    plan = moved()
    assert "(cũ)" not in words(printed(made(plan, RESULTS, "H1")))
    assert agency_on(plan, date(2025, 6, 30)).province == "tỉnh Hà Giang"
    assert agency_on(plan, date(2025, 7, 1)).province == "tỉnh Tuyên Quang"


def test_an_agency_renamed_under_its_own_code_is_found() -> None:
    old = SAMPLE.agency.model_copy(update={"valid_to": date(2025, 6, 30)})
    new = old.model_copy(update={"id": "moi", "name": "Sở Khoa học mới", "valid_from": date(2025, 7, 1), "valid_to": None})
    facts = SAMPLE.facts.model_copy(update={"expected_date": date(2025, 3, 1)})
    plan = Plan.model_validate(dict(SAMPLE) | {"agencies": (old, new), "facts": facts})
    assert agency_on(plan, date(2025, 8, 1)).name == "Sở Khoa học mới"
    assert "Sở Khoa học và Công nghệ tỉnh Hà Giang (cũ)" in plan_citation(plan, date(2025, 8, 1))


def test_a_lead_unit_that_ended_is_printed_with_its_successor() -> None:
    units = tuple(
        unit.model_copy(update={"valid_to": date(2025, 6, 30), "successor": "VP"}) if unit.id == "QLKH" else unit for unit in SAMPLE.units
    )
    plan = SAMPLE.model_copy(update={"units": units})
    assert unit_now(plan, "QLKH", date(2025, 6, 30)) == "Phòng Quản lý khoa học"
    text = words(printed(made(plan, RESULTS, "NAM")))
    assert "Phòng Quản lý khoa học (nay là Văn phòng)" in text
    assert "Phòng Quản lý khoa học nay là Văn phòng." in text


def test_a_signer_whose_term_is_over_does_not_sign() -> None:
    signer = SAMPLE.signers[0].model_copy(update={"valid_to": date(2025, 6, 30)})
    plan = SAMPLE.model_copy(update={"signers": (signer,)})
    assert signer_on(plan, date(2025, 6, 14)) == signer
    assert signer_on(plan, date(2025, 12, 14)) is None
    assert "Phan Đăng Đông" not in words(printed(made(plan, RESULTS, "NAM")))


def test_a_paper_named_in_two_periods_stands_once_in_the_annex() -> None:
    first = [row.model_copy(update={"id": f"Q1-{number}", "period": "Q1"}) for number, row in enumerate(RESULTS.evidence)]
    assert first
    again = RESULTS.model_copy(update={"evidence": (*first, *RESULTS.evidence)})
    for code in ("H1", "NAM"):
        once, twice = (cells(printed(made(SAMPLE, results, code)), "STT") for results in (RESULTS, again))
        annex = [row for row in once if any(cell.startswith("- ") for cell in row)]
        assert annex
        assert [row for row in twice if any(cell.startswith("- ") for cell in row)] == annex


def test_number_day_and_month_stay_blank_and_the_symbol_is_that_of_a_report(told: Told) -> None:
    paper = made(SAMPLE, RESULTS, told[0])
    assert [text.plain.strip() for text in (paper.number, paper.day, paper.month)] == ["", "", ""]
    assert paper.symbol.text.plain == "BC-SKHCN"
    assert "(Kèm theo Báo cáo số /BC-SKHCN ngày tháng năm 2025 của Sở Khoa học và Công nghệ)" in words(told[1])


@pytest.mark.parametrize(("code", "labels"), [("Q1", ["Phụ lục"]), ("NAM", ["Phụ lục I", "Phụ lục II", "Phụ lục III"])])
def test_several_annexes_are_numbered_and_a_single_one_is_not(code: str, labels: list[str]) -> None:
    text = words(printed(made(SAMPLE, RESULTS, code)))
    assert [line for line in text.splitlines() if line.startswith("Phụ lục")] == labels
    assert all(f"{label} kèm theo" in text for label in labels)


# Whole documents


CASES: Final = 15


def test_reports_on_plans_by_chance_are_sound_and_keep_the_laws(tmp_path: Path) -> None:
    files: list[Path] = []

    @settings(max_examples=CASES, database=None, phases=[Phase.generate])
    @given(reported())
    def keeps(case: Case) -> None:
        plan, results, period = case
        for word in (result_report, completion_report):
            paper = word(plan, results, period, gaps=report.gates(plan, results, period))
            assert set(Counter(keys(paper)).values()) == {1}
            data = printed(paper)
            files.append(tmp_path / f"{len(files)}.docx")
            files[-1].write_bytes(data)
            text = words(data)
            assert report.completion_sentence(report.figures(plan, results, period).overall) in text
            assert text.count("[CẦN BỔ SUNG: ") == len(report.gates(plan, results, period))

    keeps()
    assert len(files) == 2 * CASES
    assert schema_errors(files) == []


def test_reports_without_criteria_units_or_words_are_sound(tmp_path: Path) -> None:
    bare = Plan.model_validate(dict(SAMPLE) | {"criteria": (), "units": (), "body": ()})
    files = [tmp_path / f"{code}-{name}.docx" for code in ("H1", "NAM") for name in ("bare", "full", "gaps")]
    for path in files:
        code, _, name = path.stem.partition("-")
        plan, results = (bare, NOTHING) if name == "bare" else (SAMPLE, RESULTS)
        gaps = report.gates(plan, results, period_of(plan, code)) if name == "gaps" else ()
        path.write_bytes(printed(made(plan, results, code, *gaps)))
    assert schema_errors(files) == []


def test_each_annex_is_landscape_with_heads_on_every_page_and_page_numbers_of_its_own(told: Told, tmp_path: Path) -> None:
    docx = tmp_path / "bao-cao.docx"
    docx.write_bytes(told[1])
    texts = pdf_text(pages(docx, tmp_path))
    tops = [text.lstrip("\n").splitlines()[0].strip() for text in texts]
    starts = [number for number, top in enumerate(tops) if top.startswith("Phụ lục")]
    assert len(starts) == (3 if told[0] == "NAM" else 1)
    for start, end in zip([0, *starts], [*starts, len(tops)], strict=True):
        assert tops[start + 1 : end] == [str(number) for number in range(2, end - start + 1)]
    wide = texts[starts[0] : (starts[1:] or [len(texts)])[0]]
    assert len(wide) >= 3
    assert all("STT" in text and "Kết quả thực" in text and "Ghi chú" in text for text in wide)
    upright = [section.orientation is WD_ORIENTATION.PORTRAIT for section in opened(told[1]).sections]
    assert upright == [True, *(False for _ in starts)]
