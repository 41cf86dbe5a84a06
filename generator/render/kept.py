"""What was made of a template, kept between two commands: the next one needs neither docxtpl nor jinja2."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

from generator import __version__, files, user_cache
from generator.package import Package
from generator.render.code import Source

Printed = frozenset[tuple[type, str]]
"""Texts that a template prints and lists that it loops over, each with the type that owns it."""

_LOOKED_OVER_BY: Final = "outside_references.py"
"""A template that it refuses today may have been let in by what it was before."""
_MADE_WITH: Final = ("docxtpl", "jinja2")


def read(package: Package, paper: type) -> tuple[Mapping[str, Source], Printed] | None:
    """What was made of these very bytes by this very program; None when that was never kept, or is lost."""
    data = user_cache.read(_name(package, paper))
    if data is None:
        return None
    found = json.loads(data)
    types = {_full_name(kind): kind for kind in _types(paper)}
    sources = {name: Source(code, tuple(letters), settled) for name, (code, letters, settled) in found["parts"].items()}
    return sources, frozenset((types[kind], name) for kind, name in found["printed"])


def write(package: Package, paper: type, sources: Mapping[str, Source], printed: Printed) -> None:
    """Keep what was made of a template, if that can be done."""
    parts = {name: (source.code, source.letters, source.settled) for name, source in sources.items()}
    listed = sorted((_full_name(kind), name) for kind, name in printed)
    user_cache.write(_name(package, paper), json.dumps({"parts": parts, "printed": listed}).encode("utf-8"))


def _name(package: Package, paper: type) -> str:
    """A name for all that decides what is made: the template, the type of paper it is checked against, program and Python."""
    words = [package.source.sha256, _full_name(paper), repr(_shape(paper)), __version__, sys.version, *_program()]
    return f"template-{files.sha256('|'.join(words).encode('utf-8'))}"


def _full_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _types(paper: type) -> Iterator[type]:
    """The paper, and what its lists are made of."""
    yield paper
    for hint in get_type_hints(paper).values():
        for row in get_args(hint):
            if isinstance(row, type) and is_dataclass(row):
                yield from _types(row)


def _shape(paper: type) -> list[tuple[str, dict[str, Any]]]:
    return [(_full_name(kind), get_type_hints(kind)) for kind in _types(paper)]


@lru_cache(maxsize=1)
def _program() -> tuple[str, ...]:
    """What tells one state of the translating program from another, a developer's between two versions too."""
    here = Path(__file__).parent
    own = b"\0".join(path.read_bytes() for path in (*sorted(here.glob("*.py")), here.with_name(_LOOKED_OVER_BY)))
    foreign = [Path(spec.origin) for spec in map(find_spec, _MADE_WITH) if spec is not None and spec.origin is not None]
    return files.sha256(own), *(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in foreign)
