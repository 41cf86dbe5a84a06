"""The shape of every answer: files to fetch, problems with place and cure, one line, and what the action tells besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from fastapi import Request

from generator.actions.outcome import Outcome
from generator.errors import Problem
from generator.web.desk import Desk, desk_of
from generator.web.places import shown_place

FILES: Final = "/api/files/"


@dataclass(frozen=True, slots=True)
class File:
    """A file that was made or changed; `address` is where to fetch it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a person should know, as the command prints it with --json."""

    code: str
    severity: str
    place: str
    message: str
    cure: str
    article: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an action gave back. `details` are the tables that the command adds under --json."""

    files: list[File] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    summary: str = ""
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was done."""

    problems: list[Finding]
    files: list[File] = field(default_factory=list)


REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Refused, "description": "The body can't be read as a form"},
    403: {"model": Refused, "description": "Not let in, or opened to be read only"},
    404: {"model": Refused, "description": "What the address names is not there"},
    413: {"model": Refused, "description": "More than may be sent at once"},
    421: {"model": Refused, "description": "Asked for under another name than this server's"},
    422: {"model": Refused, "description": "Nothing was done: every problem with its place and cure"},
}


def answer(request: Request, outcome: Outcome, details: Mapping[str, Any] | None = None) -> Answer:
    """An outcome as an answer."""
    desk = desk_of(request)
    return Answer(_files(desk, outcome.files), findings(outcome.problems), outcome.summary, dict(details or {}))


def findings(problems: Sequence[Problem]) -> list[Finding]:
    """Problems as plain values."""
    return [Finding(**{**problem.as_dict(), "place": shown_place(problem.place)}) for problem in problems]


def _files(desk: Desk, paths: Sequence[Path]) -> list[File]:
    """Addresses of those that lie on the desk."""
    linked = ((path.name, desk.link(path)) for path in paths)
    return [
        File(name, address.replace("/tep/", FILES, 1).replace("/so-excel/", "/api/workbooks/", 1)) for name, address in linked if address
    ]
