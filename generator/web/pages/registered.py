"""The register of outgoing documents to read, search and print."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from generator.actions.issued_papers import found, issued_papers
from generator.web.desk import desk_of
from generator.web.shell import page
from generator.workbook import Register, read_register
from generator.workbook.register_look import COLUMNS

router = APIRouter()

_SHOWN: Final = frozenset({"number", "day", "subject", "signer", "recipients", "note"})
"""Columns on the screen; on paper all ten are printed, as the decree wants them."""


@router.get("/so-dang-ky")
def show(request: Request, tim: str = "", nam: str = "", ky_hieu: str = "") -> Response:
    """The papers of a year and a symbol in which all words occur."""
    desk = desk_of(request)
    registers = issued_papers(desk.folder, desk.out, _read)
    year = next((year for year in registers.years if str(year) == nam), None)
    papers = found(registers.papers, tim, year, ky_hieu)
    return page(
        request,
        "registered.html",
        registers=registers,
        papers=papers,
        words=tim,
        year=year,
        symbol=ky_hieu,
        columns=[(column.key, column.heading, column.key in _SHOWN) for column in COLUMNS],
        years={paper.year for paper in papers},
    )


def _read(path: Path) -> Register:
    found = path.stat()
    return _read_version(path, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=16)
def _read_version(path: Path, size: int, modified: int) -> Register:  # noqa: ARG001 - a file of another size or time is another version
    return read_register(path)
