"""Fetching files: outputs and workbooks."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse

from generator.web.api.answers import REFUSALS
from generator.web.desk import desk_of
from generator.web.pages.outputs import sent

router = APIRouter(prefix="/api", tags=["files"], responses=REFUSALS)


@router.get("/files/{name:path}", response_class=FileResponse)
def output(request: Request, name: str) -> FileResponse:
    """An output by its place below the folder of outputs."""
    return sent(desk_of(request).file(name))


@router.get("/workbooks/{name}", response_class=FileResponse)
def workbook(request: Request, name: str) -> FileResponse:
    """A workbook by its name."""
    return sent(desk_of(request).workbook_file(name))
