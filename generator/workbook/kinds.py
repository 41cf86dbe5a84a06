"""What a workbook is, told by the titles of its sheets alone: no cell is read, so a whole folder is looked over at once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

from lxml import etree

from generator.errors import InputRefusedError
from generator.package import open_package
from generator.workbook.figures_book import FIGURES_TITLE, LINES_TITLE
from generator.workbook.findings import worded
from generator.workbook.form_sheets import EVIDENCE, LEAD, SUPPORT
from generator.workbook.headings import bare, nearly
from generator.workbook.register_look import TITLE as REGISTER_TITLE
from generator.workbook.sheet_xml import sheet_titles
from generator.workbook.sheets import FACTS_TITLE, PLAN_SHEETS

_PLAN_TITLES: Final = (FACTS_TITLE, *(sheet.title for sheet in PLAN_SHEETS))
_FORM_TITLES: Final = frozenset(bare(sheet.title) for sheet in (LEAD, EVIDENCE, SUPPORT))
_ENOUGH: Final = 3
"""So many sheets of a plan make a plan: one or two may bear the same name in any workbook."""


class BookKind(StrEnum):
    """What a workbook is, in the words of a clerk."""

    PLAN = "sổ kế hoạch"
    REGISTER = "sổ đăng ký văn bản đi"
    FORM = "biểu của đơn vị"
    FIGURES = "sổ số liệu"
    OTHER = "bảng tính"


def book_kind(path: Path) -> BookKind:
    """The kind of an .xlsx. Raises InputRefusedError when it can't be opened (TEP, GOI, BANG-01)."""
    opened = open_package(path)
    try:
        return _kind([bare(title) for title in sheet_titles(opened)])
    except etree.XMLSyntaxError as error:
        raise InputRefusedError(worded("BANG-01", opened.place, detail=type(error).__name__)) from error


def _kind(names: list[str]) -> BookKind:
    if sum(nearly(title, names) is not None for title in _PLAN_TITLES) >= _ENOUGH:
        return BookKind.PLAN
    if bare(REGISTER_TITLE) in names:
        return BookKind.REGISTER
    if {bare(FIGURES_TITLE), bare(LINES_TITLE)} <= set(names):
        return BookKind.FIGURES
    return BookKind.FORM if set(names) >= _FORM_TITLES else BookKind.OTHER
