"""The clerk stops the program from the page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from generator.web.shell import page

router = APIRouter()


@router.post("/dung")
def stop(request: Request) -> Response:
    """Let the running answers go out, then end."""
    request.app.state.stop()
    return page(request, "stopped.html")
