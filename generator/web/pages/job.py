"""A piece of work: how far it is, calling it off, what came of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from generator.web.jobs import State, jobs_of
from generator.web.shell import page

router = APIRouter()


@router.get("/viec/{key}")
def show(request: Request, key: str) -> Response:
    """Progress while it runs, then the result."""
    job = jobs_of(request).job(key)
    template = job.shown if job.state is State.DONE else "job.html"
    return page(request, template, context={**job.context, "job": job, "outcome": job.outcome, "back": job.back})


@router.get("/viec/{key}/tien-do")
def progress(request: Request, key: str) -> JSONResponse:
    """The same for the script that watches it."""
    job = jobs_of(request).job(key)
    return JSONResponse({"done": job.done, "total": job.total, "label": job.label, "finished": job.finished.is_set()})


@router.post("/viec/{key}/dung")
def call_off(request: Request, key: str) -> Response:
    """Ask the work to stop at its next step."""
    job = jobs_of(request).job(key)
    job.called_off.set()
    job.finished.wait(1)
    return RedirectResponse(f"/viec/{key}", status_code=303)
