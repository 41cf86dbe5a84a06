"""Every page and every operation of the API."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, FastAPI, Security
from fastapi.security import HTTPBearer

from generator.web.api import cells as api_cells
from generator.web.api import files as api_files
from generator.web.api import papers as api_papers
from generator.web.api import periods as api_periods
from generator.web.api import plans as api_plans
from generator.web.app import opening_app
from generator.web.desk import Desk
from generator.web.drawings import Drawings
from generator.web.guard import Access
from generator.web.pages import (
    cells,
    check,
    compare,
    convert,
    drafts,
    edited,
    interface,
    issue,
    new,
    period,
    plan,
    preview,
    registered,
    templates,
    unit_access,
    unit_door,
    unit_forms,
)

PAGES: Final[tuple[APIRouter, ...]] = (
    new.router,
    check.router,
    compare.router,
    convert.router,
    templates.router,
    registered.router,
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
API: Final[tuple[APIRouter, ...]] = (api_plans.router, api_cells.router, api_periods.router, api_papers.router, api_files.router)
_TOKEN: Final = Security(HTTPBearer(auto_error=False, description="The token that `vanban serve --json` tells; the guard asks for it."))


def create_app(desk: Desk, access: Access) -> FastAPI:
    """The whole application of one desk."""
    app = opening_app(desk, access, lambda _app: None)
    app.add_exception_handler(unit_door.SignedOutError, unit_door.to_sign_in)
    complete(app)
    return app


def complete(app: FastAPI) -> None:
    """Add to an opening application all that it lacks; the units' own pages need the whole one from the start."""
    app.state.drawings = Drawings()
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    for router in API:
        app.include_router(router, dependencies=[_TOKEN])
