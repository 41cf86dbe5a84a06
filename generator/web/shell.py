"""Pages out of templates: one environment, strict and escaping, with the filters that word values for a clerk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator import __version__, vietnamese
from generator.errors import Severity
from generator.richtext import Text
from generator.web.desk import desk_of
from generator.web.page_words import on_page
from generator.web.places import shown_place

HERE: Final = Path(__file__).parent
SEVERITIES: Final = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cần xem", Severity.NOTE: "Ghi chú"}


def page(
    request: Request, template: str, /, *, status: int = 200, context: Mapping[str, object] = MappingProxyType({}), **more: object
) -> HTMLResponse:
    """A template filled in with `context` and `more`, the desk and the address at hand."""
    desk = desk_of(request)
    common = {
        "desk": desk,
        "read_only": desk.read_only,
        "path": request.scope["path"],  # of an address with # in a name, `url` would show but the beginning
        "version": __version__,
        "book": None,
        "link_to": desk.link,
    }
    environment = cast("Environment", request.app.state.environment)
    return HTMLResponse(environment.get_template(template).render({**common, **context, **more}), status_code=status)


def part_of(request: Request, template: str, /, **context: object) -> str:
    """A part of a page, for a script to put in its place."""
    environment = cast("Environment", request.app.state.environment)
    return environment.get_template(template).render(context)


def environment() -> Environment:
    """The environment of the pages."""
    made = Environment(
        loader=FileSystemLoader(HERE / "html", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "on_page": on_page,
        "place": shown_place,
        "points": vietnamese.points,
        "decimal": vietnamese.decimal,
        "day": _day,
        "moment": _moment,
        "plain": _plain,
        "severity": SEVERITIES.__getitem__,
        "quoted": _quoted,
    }
    return made


def _day(value: date | None) -> str:
    return vietnamese.short_date(value) if value else ""


def _moment(value: datetime | None) -> str:
    return f"{value:%H:%M} ngày {vietnamese.short_date(value)}" if value else ""


def _plain(value: Text | str | Decimal | None) -> str:
    if isinstance(value, Text):
        return value.plain
    return "" if value is None else str(value)


def _quoted(name: str) -> str:
    return quote(str(name), safe="")
