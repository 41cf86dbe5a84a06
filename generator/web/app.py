"""The application of one desk, behind the guard: its opening page at once, everything else as soon as that is out."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import partial
from typing import Final, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from generator import __version__
from generator.errors import GeneratorError, Problem
from generator.web import shell
from generator.web.api.answers import findings
from generator.web.desk import Desk, NotThereError
from generator.web.guard import UNITS, Access, Guard, Scope, of_unit
from generator.web.jobs import Jobs
from generator.web.later import Later
from generator.web.pages import home, job, outputs, stopping
from generator.web.sessions import Sessions, Tries
from generator.web.uploads import Intakes
from generator.web.watch import Watch

API: Final = "/api/"
_MISSING: Final = Problem("WEB-13", "Không có trang này", "Về trang đầu để đi tiếp")
_UNREADABLE: Final = Problem("WEB-14", "Dữ liệu gửi lên không đúng dạng", "Mở lại trang rồi làm lại")
_NOT_FOUND: Final = 404


def opening_app(desk: Desk, access: Access, rest: Callable[[FastAPI], None]) -> FastAPI:
    """The application with the pages that a clerk sees first; `rest` adds all others when one of them is asked for."""
    app = FastAPI(
        title="vanban", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=_until_stopped
    )
    app.state.desk, app.state.access = desk, access
    app.state.jobs, app.state.intakes, app.state.environment = Jobs(), Intakes(), shell.environment()
    app.state.sessions, app.state.tries = Sessions(), Tries()
    for router in (home.router, job.router, outputs.router, stopping.router):
        app.include_router(router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=shell.HERE / "static"), name="static")
    app.add_exception_handler(GeneratorError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _not_served)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_middleware(Later, add=partial(rest, app))
    _guarded(app, desk, access)
    return app


def _guarded(app: FastAPI, desk: Desk, access: Access) -> None:
    """The guard before the pages, and over the network the log before the guard."""
    environment = cast("Environment", app.state.environment)

    def refuse(scope: Scope, status: int, problem: Problem) -> tuple[bytes, str]:
        if str(scope["path"]).startswith(API):
            return json.dumps({"files": [], "problems": [problem.as_dict()]}, ensure_ascii=False).encode("utf-8"), "application/json"
        words = environment.get_template("stranger.html").render(problem=problem, status=status)
        return words.encode("utf-8"), "text/html"

    app.add_middleware(Guard, access=access, refuse=refuse, read_only=desk.read_only)
    if access.lan:
        app.add_middleware(Watch, desk=desk)


@asynccontextmanager
async def _until_stopped(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.intakes.close()


def _shown(request: Request, status: int, problems: tuple[Problem, ...]) -> Response:
    path = str(request.scope["path"])
    if path.startswith(API):
        return JSONResponse({"files": [], "problems": [asdict(found) for found in findings(problems)]}, status)
    if of_unit(path):
        return shell.page(request, "unit_refused.html", status=status, problems=problems, referer=UNITS)
    return shell.page(request, "refused.html", status=status, problems=problems, referer=_own_page(request))


def _own_page(request: Request) -> str:
    """The page that was left, when it is one of ours: the way back."""
    referer = request.headers.get("referer", "")
    base = f"{request.url.scheme}://{request.headers.get('host', '')}/"
    return "/" + referer.removeprefix(base).lstrip("/\\") if referer.startswith(base) else "/"  # two strokes would lead to another machine


async def _gone(_request: Request, _error: Exception) -> Response:
    """The browser left while it was still sending: nobody reads the answer, and nothing was done."""
    return Response(status_code=400)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, GeneratorError)  # noqa: S101 - what this handler is registered for
    return _shown(request, _NOT_FOUND if isinstance(error, NotThereError) else 422, error.problems)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - the same
    where = ", ".join(sorted({str(fault["loc"][-1]) for fault in error.errors() if fault.get("loc")}))
    problem = Problem(_UNREADABLE.code, f"{_UNREADABLE.message} ({where})" if where else _UNREADABLE.message, _UNREADABLE.cure)
    return _shown(request, 422, (problem,))


def _not_served(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - the same
    problem = _MISSING if error.status_code == _NOT_FOUND else _UNREADABLE
    answer = _shown(request, error.status_code, (problem,))
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer
