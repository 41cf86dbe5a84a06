"""A whole paper taken over: which kind it is decides who reads its text."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from generator.anatomy import Part, Regime, make_out
from generator.errors import InputRefusedError, Place, Problem
from generator.formatting import Document
from generator.past_papers.columns import columns
from generator.past_papers.imported import Imported
from generator.past_papers.keeping import unkept
from generator.past_papers.letter_paper import letter_cells
from generator.past_papers.letterhead import Head, head
from generator.past_papers.plan_paper import plan_cells
from generator.past_papers.report_paper import report_cells
from generator.past_papers.source import Source
from generator.past_papers.tabbed import with_tables
from generator.workbook import bare

_REPORT: Final = "BÁO CÁO"
_PLAN: Final = "KẾ HOẠCH"
_ABOUT: Final = ("cchc", "cai cach hanh chinh", "khac phuc")
_URGING: Final = "don doc"


def read_paper(document: Document, file: str, *, year: int) -> Imported:
    """The cells of a workbook from a plan, a report or an urging letter; `year` is the action year where the paper tells none.

    Raises InputRefusedError VB-04 when it is none of them.
    """
    document = with_tables(document)
    source = Source(document, make_out(document))
    found = head(source)
    taken = _taken_over(source, found, file, year)
    return replace(taken, problems=(*taken.problems, *unkept(source, taken.cells, taken.problems, file)))


def _taken_over(source: Source, found: Head, file: str, year: int) -> Imported:
    if _is_letter(source, found):
        return letter_cells(source, found, file, year)
    if source.anatomy.type_name == _REPORT and _tells_of_index(source, found):
        return report_cells(source, found, file, year)
    if source.anatomy.type_name == _PLAN or _has_criteria(source):
        return plan_cells(source, found, file, year)
    raise InputRefusedError(_other_paper(source, file))


def _is_letter(source: Source, found: Head) -> bool:
    return bool(source.of(Part.LETTER_SUMMARY)) and _URGING in bare(found.title.plain)


def _tells_of_index(source: Source, found: Head) -> bool:
    return any(word in bare(found.title.plain) for word in _ABOUT) or _has_criteria(source)


def _has_criteria(source: Source) -> bool:
    return any((own := columns(grid)) and own.has("name", "maximum") for grid in source.grids)


def _other_paper(source: Source, file: str) -> Problem:
    kind = source.anatomy.type_name.lower() or str(source.anatomy.regime).lower()
    said = "" if source.anatomy.regime is Regime.NONE else f" ({kind})"
    message = f"Tệp{said} không phải là kế hoạch, báo cáo hay công văn đôn đốc về chỉ số cải cách hành chính"
    return Problem("VB-04", message, "Chọn đúng tệp, hoặc tạo sổ trắng bằng vanban new", Place(file))
