"""Papers in Word that are broken or reshaped, each test named after its fault: taken over or refused, never a traceback, no word lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from docx.document import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.past_papers import Imported
from generator.wordxml import W, parse, written
from tests.fuzzed import mutated, packed, unpacked
from tests.fuzzed_papers import MAIN, lost, outcome, printed, reshaped, seeds, words_of
from tests.imported import taken
from tests.letterhead_documents import fill, line, saved
from tests.plans import plans
from tests.test_imported_plans import draft
from tests.test_imported_traps import annex, paragraph, put, removed
from tests.typed_plans import in_tables

PAPERS: Final = seeds()
PRINTED: Final = printed()
PLANS: Final = ("bảng", "phím tab", "hộp văn bản", "ô gộp", "kế hoạch 8 cột", "kế hoạch 11 cột")
_LAW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_CASES = st.integers(0, 2**32).map(Random)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hong")


# Laws


@_LAW
@given(name=st.sampled_from(sorted(PAPERS)), chance=_CASES)
def test_a_damaged_paper_is_refused_or_taken_over(desk: Path, name: str, chance: Random) -> None:
    assert outcome(mutated(PAPERS[name], chance), desk)[0]


@_LAW
@given(name=st.sampled_from(PLANS), chance=_CASES)
def test_of_a_reshaped_plan_no_word_is_lost(desk: Path, name: str, chance: Random) -> None:
    data = reshaped(PAPERS[name], chance)
    if outcome(data, desk)[1] is not None:
        assert lost(data, desk, PRINTED) == {}


@_LAW
@given(plan=plans())
def test_of_a_draft_with_odd_words_none_is_lost(desk: Path, plan: Any) -> None:  # noqa: ANN401 - a plan of chance
    data = draft(plan)
    assert outcome(data, desk)[1] is not None
    assert lost(data, desk, PRINTED) == {}


def test_the_law_sees_a_word_that_is_lost(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.past_papers.reading.unkept", lambda *_: ())
    assert words_of(list(lost(changed(a_code_in_the_column_of_numbers), desk, PRINTED))) >= {"ghi", "mờ"}


# Faults


def changed(change: Callable[[WordDocument], None]) -> bytes:
    document = in_tables()
    change(document)
    return saved(document)


def codes(found: Imported) -> set[str]:
    return {problem.code for problem in found.problems}


def told(found: Imported) -> str:
    return "\n".join(problem.message for problem in found.problems)


def with_year(data: bytes, year: str) -> bytes:
    """The paper with another year in place of each."""
    parts = unpacked(data)
    said = parts[MAIN].decode("utf-8")
    parts[MAIN] = said.replace("2024", year).replace("2025", year).encode("utf-8")
    return packed(parts)


@pytest.mark.parametrize("year", ["9999", "0000", "0001", "1899", "20255"])
@pytest.mark.parametrize("name", ["bảng", "kế hoạch 8 cột", "Q1", "NAM", "đôn đốc"])
def test_a_year_that_no_plan_can_be_of_is_passed_over(desk: Path, name: str, year: str) -> None:
    assert outcome(with_year(PAPERS[name], year), desk)[1] is not None
    facts = taken(with_year(PAPERS[name], year)).cells.facts
    assert facts["action_year"] == 2025


def a_cell_in_no_row(root: Any) -> None:  # noqa: ANN401 - an element of lxml
    table = next(root.iter(f"{W}tbl"))
    row = next(table.iter(f"{W}tr"))
    table.replace(row, next(row.iter(f"{W}tc")))


def test_a_cell_that_stands_in_no_row_is_read_or_refused(desk: Path) -> None:
    parts = unpacked(saved(in_tables()))
    root = parse(parts[MAIN])
    a_cell_in_no_row(root)
    parts[MAIN] = written(root)
    assert outcome(packed(parts), desk)[1] is not None


@pytest.mark.parametrize("count", ["x", "-2", "1.5", "99999999999", ""])
@pytest.mark.parametrize("inside", ["gridBefore", "gridSpan"])
def test_a_count_of_columns_that_is_no_number_is_none(desk: Path, inside: str, count: str) -> None:
    parts = unpacked(saved(in_tables()))
    root = parse(parts[MAIN])
    said = f"<w:{inside} xmlns:w='{W[1:-1]}' w:val='{count}'/>"
    row = next(root.iter(f"{W}tr"))
    holder = row.makeelement(f"{W}trPr") if inside == "gridBefore" else next(row.iter(f"{W}tcPr"))
    if inside == "gridBefore":
        row.insert(0, holder)
    holder.append(parse(said.encode()))
    parts[MAIN] = written(root)
    assert outcome(packed(parts), desk)[1] is not None


def test_a_signature_in_one_table_with_the_criteria_is_no_title_of_an_annex(desk: Path) -> None:
    def in_one_table(document: WordDocument) -> None:
        table = annex(document)._tbl
        for row in reversed(document.tables[1].rows):
            table.append(row._tr)

    data = changed(in_one_table)
    assert outcome(data, desk)[1] is not None
    assert lost(data, desk, PRINTED) == {}


def a_code_in_the_column_of_numbers(document: WordDocument) -> None:
    put(annex(document).rows[2].cells[0], "1 ghi mờ")


def words_in_the_row_of_sums(document: WordDocument) -> None:
    row = annex(document).add_row()
    for cell, words in zip(row.cells, ("", "Tổng cộng", "11.5", "5.2", "", "Thanh tra rà lại", "", ""), strict=True):
        fill(cell, (words,))


def words_in_a_field_row(document: WordDocument) -> None:
    put(annex(document).rows[1].cells[7], "Xong sớm")


def a_number_without_a_stroke(document: WordDocument) -> None:
    put(document.tables[0].rows[1].cells[0], "Số: ba mươi KHSKHCN")


def two_signers(document: WordDocument) -> None:
    fill(document.tables[1].rows[0].cells[1], ("PHÓ GIÁM ĐỐC", "", "Lê Quốc Huy"))


def an_authority_without_name_and_position(document: WordDocument) -> None:
    cell = document.tables[1].rows[0].cells[1]
    for found in cell.paragraphs[1:]:
        removed(found._p)
    put(cell, "TUQ. GIÁM ĐỐC")


def another_name_of_the_paper(document: WordDocument) -> None:
    paragraph(document, "KẾ HOẠCH").runs[0].text = "PHƯƠNG ÁN"


def an_odd_heading(document: WordDocument) -> None:
    put(annex(document).rows[0].cells[4], "Giải pháp bổ trợ")


FAULTS: Final[dict[Callable[[WordDocument], None], str]] = {
    a_code_in_the_column_of_numbers: "ghi mờ",
    words_in_the_row_of_sums: "thanh tra rà lại",
    words_in_a_field_row: "xong sớm",
    a_number_without_a_stroke: "ba mươi khskhcn",
    two_signers: "lê quốc huy",
    an_authority_without_name_and_position: "tuq",
    another_name_of_the_paper: "phương án",
    an_odd_heading: "bổ trợ",
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_words_without_a_cell_are_told(fault: Callable[[WordDocument], None], desk: Path) -> None:
    data = changed(fault)
    assert lost(data, desk, PRINTED) == {}
    found = taken(data)
    cells = [
        str(value) for row in (found.cells.facts, *(row for rows in found.cells.lists.values() for row in rows)) for value in row.values()
    ]
    assert words_of([FAULTS[fault]]) <= words_of([told(found), *cells])


def test_a_row_whose_words_stand_elsewhere_one_by_one_is_told_when_it_is_lost(desk: Path) -> None:
    def shuffled(document: WordDocument) -> None:
        row = annex(document).add_row()
        fill(row.cells[0], ("phòng Văn luật kỷ cách cải truyền tuyên bộ cán chức tổ nghị kiến quyết giải",))
        fill(row.cells[1], ("Tổng cộng",))

    data = changed(shuffled)
    assert lost(data, desk, PRINTED) == {}
    assert "phòng Văn luật kỷ cách cải" in told(taken(data))


def test_a_paper_that_is_whole_is_told_nothing_of_lost_words() -> None:
    assert PAPERS
    for data in PAPERS.values():
        assert "VB-14" not in codes(taken(data))


def test_the_words_of_a_title_that_names_an_enclosed_text_are_told(desk: Path) -> None:
    def enclosed(document: WordDocument) -> None:
        for words in ("QUY CHẾ", "Phối hợp xử lý hồ sơ", "Điều 1. Phạm vi điều chỉnh"):
            line(document, words, bold=True, centred=True)

    assert lost(changed(enclosed), desk, PRINTED) == {}
