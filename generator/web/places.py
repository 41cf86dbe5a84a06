"""Where a problem of a workbook is mended: the row on the page that edits the sheet."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from generator.actions.cells import spot_of
from generator.errors import Place
from generator.workbook import FACTS_KEY, FACTS_TITLE, LIST_SHEETS, OpenBook, bare

_ROW: Final = re.compile(r"[A-Z]*(\d+)")
_KEYS: Final = {bare(FACTS_TITLE): FACTS_KEY, **{bare(sheet.title): sheet.key for sheet in LIST_SHEETS}}


def edit_address(book: str, place: Place) -> str | None:
    """`/so/ke-hoach/sua/criteria#row-7`; of several cells the first row; None for a place in no sheet of a plan workbook."""
    key = _KEYS.get(bare(place.sheet)) if place.sheet else None
    if key is None:
        return None
    row = _ROW.match(place.cell)
    return f"/so/{quote(book, safe='')}/sua/{key}" + (f"#row-{row[1]}" if row else "")


def cell_address(book: str, found: OpenBook, place: Place) -> str | None:
    """The same to the very cell, where the workbook is at hand: `/so/…/sua/criteria?cot=lead#row-9`."""
    spot = spot_of(found, place)
    if spot is None:
        return None
    column = f"?cot={spot.column}" if spot.column else ""
    row = f"#row-{spot.row}" if spot.row else ""
    return f"/so/{quote(book, safe='')}/sua/{spot.sheet}{column}{row}"


def shown_place(place: Place) -> str:
    """A place as a page shows it: of a file its name alone, for an uploaded one lies where nobody looks."""
    return str(replace(place, file=PurePath(place.file).name))
