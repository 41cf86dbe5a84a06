"""Where a problem of a workbook is mended: the row on the page that edits the sheet."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from generator.errors import Place
from generator.workbook import bare
from generator.workbook.sheets import FACTS_TITLE, LIST_SHEETS

FACTS: Final = "facts"
"""How the sheet of single facts is called in addresses; a list is called by its key."""
_ROW: Final = re.compile(r"[A-Z]*(\d+)")
_KEYS: Final = {bare(FACTS_TITLE): FACTS, **{bare(sheet.title): sheet.key for sheet in LIST_SHEETS}}


def edit_address(book: str, place: Place) -> str | None:
    """`/so/ke-hoach/sua/criteria#row-7`; of several cells the first row; None for a place in no sheet of a plan workbook."""
    key = _KEYS.get(bare(place.sheet)) if place.sheet else None
    if key is None:
        return None
    row = _ROW.match(place.cell)
    return f"/so/{quote(book, safe='')}/sua/{key}" + (f"#row-{row[1]}" if row else "")
