"""python-calamine run as a program of its own: `engine.py` reads a workbook from its input and writes its cells as JSON.

It imports nothing of vanban. A damaged old workbook may make the Rust library ask for more memory than there is, which ends the whole
process at once: so it must not be ours.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime
from typing import Any, Final

_MEMORY: Final = 2**30
"""Bytes that reading may take, where the system lets us say so."""


def sheets(data: bytes) -> list[dict[str, Any]]:
    """Each sheet with its title, whether it is hidden, its merged ranges and its written cells by row and column from 1."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - only in the process of its own

    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return [
            {"title": meta.name, "hidden": meta.visible != SheetVisibleEnum.Visible, **_cells(book.get_sheet_by_name(meta.name))}
            for meta in book.sheets_metadata
            if meta.typ == SheetTypeEnum.WorkSheet
        ]


def _cells(sheet: Any) -> dict[str, Any]:  # noqa: ANN401 - python-calamine's sheet: its module is imported late
    left = sheet.start[1] if sheet.start else 0
    rows = [
        [row, [[left + column, *_tagged(raw)] for column, raw in enumerate(line, 1) if raw is not None and raw != ""]]
        for row, line in enumerate(sheet.iter_rows(), 1)
    ]
    merged = [[top + 1, first + 1, bottom + 1, last + 1] for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()]
    return {"rows": [row for row in rows if row[1]], "merged": merged}


def _tagged(raw: object) -> tuple[str, str]:
    """A value as words with a letter for what it was: a number, a day, a tick, or text."""
    if isinstance(raw, bool):
        return "b", "x" if raw else ""
    if isinstance(raw, int | float):
        return "n", repr(raw)
    if isinstance(raw, datetime):
        raw = raw.date()
    return ("d", raw.isoformat()) if isinstance(raw, date) else ("s", str(raw))


def _bounded() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard), hard))


def main() -> None:
    """Read the workbook; any exit code but 0 means it can't be read."""
    _bounded()
    sys.stdout.buffer.write(json.dumps(sheets(sys.stdin.buffer.read())).encode("ascii"))


if __name__ == "__main__":
    main()
