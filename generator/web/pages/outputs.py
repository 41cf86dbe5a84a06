"""Files to take along: outputs and workbooks, looked up by name."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from generator.web.desk import desk_of

router = APIRouter()

_KINDS: Final = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".json": "application/json",
    ".edxml": "application/xml",
}


@router.get("/tep/{name:path}")
def output(request: Request, name: str) -> Response:
    """An output; a PDF opens in the browser, everything else is kept as a file."""
    return sent(desk_of(request).file(name))


@router.get("/so-excel/{name}")
def workbook(request: Request, name: str) -> Response:
    """A workbook as it lies in the folder."""
    return sent(desk_of(request).workbook_file(name))


def sent(path: Path) -> FileResponse:
    """A file as an answer."""
    end = path.suffix.lower()
    place = "inline" if end == ".pdf" else "attachment"
    return FileResponse(path, media_type=_KINDS.get(end, "application/octet-stream"), filename=path.name, content_disposition_type=place)
