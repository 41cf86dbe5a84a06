"""The application: the pages and the JSON API of one desk, behind the guard."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, cast

from fastapi import APIRouter, FastAPI, Request, Security
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPBearer
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment
from starlette.exceptions import HTTPException

from generator import __version__
from generator.errors import GeneratorError, Problem
from generator.web import shell
from generator.web.api import files as api_files
from generator.web.api import papers as api_papers
from generator.web.api import periods as api_periods
from generator.web.api import plans as api_plans
from generator.web.desk import Desk, NotThereError
from generator.web.drawings import Drawings
from generator.web.guard import UNITS, Access, Guard, Scope
from generator.web.jobs import Jobs
from generator.web.pages import (
    cells,
    check,
    compare,
    convert,
    drafts,
    edited,
    home,
    interface,
    issue,
    job,
    new,
    outputs,
    period,
    plan,
    preview,
    registered,
    stopping,
    templates,
    unit_access,
    unit_door,
    unit_forms,
)
from generator.web.sessions import Sessions, Tries
from generator.web.uploads import Intakes
from generator.web.watch import Watch

PAGES: Final[tuple[APIRouter, ...]] = (
    home.router,
    new.router,
    check.router,
    compare.router,
    convert.router,
    templates.router,
    registered.router,
    job.router,
    outputs.router,
    stopping.router,
    interface.router,
    drafts.router,
    preview.router,
    edited.router,
    issue.router,
    plan.router,
    cells.router,
    period.router,
    unit_access.router,
    unit_door.router,
    unit_forms.router,
)
API: Final = "/api/"
ROUTES: Final[tuple[APIRouter, ...]] = (api_plans.router, api_periods.router, api_papers.router, api_files.router)
_TOKEN: Final = Security(HTTPBearer(auto_error=False, description="The token that `vanban serve --json` tells; the guard asks for it."))
_MISSING: Final = Problem("WEB-13", "Không có trang này", "Về trang đầu để đi tiếp")
_UNREADABLE: Final = Problem("WEB-14", "Dữ liệu gửi lên không đúng dạng", "Mở lại trang rồi làm lại")
_NOT_FOUND: Final = 404


def create_app(desk: Desk, access: Access) -> FastAPI:
    """The application for one desk."""
    app = FastAPI(
        title="vanban", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=_until_stopped
    )
    app.state.desk, app.state.access = desk, access
    app.state.jobs, app.state.intakes, app.state.environment = Jobs(), Intakes(), shell.environment()
    app.state.drawings = Drawings()
    app.state.sessions, app.state.tries = Sessions(), Tries()
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    for router in ROUTES:
        app.include_router(router, dependencies=[_TOKEN])
    app.mount("/static", StaticFiles(directory=shell.HERE / "static"), name="static")
    app.add_exception_handler(GeneratorError, _refused)
    app.add_exception_handler(unit_door.SignedOutError, unit_door.to_sign_in)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _not_served)
    environment = cast("Environment", app.state.environment)

    def refuse(scope: Scope, status: int, problem: Problem) -> tuple[bytes, str]:
        if str(scope["path"]).startswith(API):
            return json.dumps({"files": [], "problems": [problem.as_dict()]}, ensure_ascii=False).encode("utf-8"), "application/json"
        words = environment.get_template("stranger.html").render(problem=problem, status=status)
        return words.encode("utf-8"), "text/html"

    app.add_middleware(Guard, access=access, refuse=refuse, read_only=desk.read_only)
    if access.lan:
        app.add_middleware(Watch, desk=desk)
    return app


@asynccontextmanager
async def _until_stopped(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.intakes.close()


def _shown(request: Request, status: int, problems: tuple[Problem, ...]) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse({"files": [], "problems": [problem.as_dict() for problem in problems]}, status)
    if request.url.path.startswith(f"{UNITS}/"):
        return shell.page(request, "unit_refused.html", status=status, problems=problems, referer=UNITS)
    return shell.page(request, "refused.html", status=status, problems=problems, referer=_own_page(request))


def _own_page(request: Request) -> str:
    """The page that was left, when it is one of ours: the way back."""
    referer = request.headers.get("referer", "")
    base = f"{request.url.scheme}://{request.headers.get('host', '')}/"
    return "/" + referer.removeprefix(base).lstrip("/\\") if referer.startswith(base) else "/"  # two strokes would lead to another machine


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
