"""A Word template made ready once: kept by the hash of its bytes, in memory and between two commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_type_hints

from generator.errors import Place, Problem, Severity
from generator.package import Package, Part
from generator.render import kept, proofs
from generator.render.code import Program, Source, compiled


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready to print any number of papers of one type."""

    parts: tuple[Part, ...]
    programs: Mapping[str, Program]
    reader: proofs.Reader
    problems: tuple[Problem, ...]


_KEPT: Final[dict[tuple[str, str, type], Template]] = {}
"""By name, for warnings say it, and by the hash of its bytes."""
_KEPT_AT_MOST: Final = 16
_ATTACHED: Final = b"attachedTemplate"
_BY_NUMBER: Final = b"&#"
"""A letter of it may be written by its number."""


def load(package: Package, paper: type) -> Template:
    """Make a template ready for a type of paper. Raises InputRefusedError with every fault of the template at once."""
    key = (package.place.file, package.source.sha256, paper)
    if key not in _KEPT:
        while len(_KEPT) >= _KEPT_AT_MOST:
            _KEPT.pop(next(iter(_KEPT)))
        _KEPT[key] = _loaded(package, paper)
    return _KEPT[key]


def _loaded(package: Package, paper: type) -> Template:
    return _kept(package, paper) or _ready(package, paper, *_made(package, paper))


def _kept(package: Package, paper: type) -> Template | None:
    """The template as it was made by an earlier command; None when there is none, or none that is sound."""
    try:
        found = kept.read(package, paper)
        return _ready(package, paper, *found) if found is not None else None
    except (ValueError, TypeError, LookupError, AttributeError, SyntaxError):
        return None


def _ready(package: Package, paper: type, sources: Mapping[str, Source], printed: kept.Printed) -> Template:
    programs = {name: compiled(source) for name, source in sources.items()}
    parts, told = _parts(package)
    return Template(parts, programs, proofs.reader(paper, printed), (*_never_printed(package.place.file, paper, printed), *told))


def _parts(package: Package) -> tuple[tuple[Part, ...], list[Problem]]:
    """The parts to be printed, and what was left out of them."""
    told = (part.data.replace(b"\0", b"") for part in package.parts.values() if part.name.lower().endswith((".rels", "/settings.xml")))
    if not any(_ATTACHED in data or _BY_NUMBER in data for data in told):
        return tuple(package.parts.values()), []
    from generator.render.attached import without_attached  # noqa: PLC0415 - slow to import, and few templates need it

    return without_attached(package)


def _made(package: Package, paper: type) -> tuple[Mapping[str, Source], kept.Printed]:
    from generator.render.template import make  # noqa: PLC0415 - slow to import, and needed only for a template not seen before

    made = make(package, paper)
    kept.write(package, paper, made.sources, made.printed)
    return made.sources, made.printed


REQUIRED: Final = ("agency", "number", "symbol", "place", "title", "closing", "position", "signer")
"""Parts without which a paper can't be issued: a template that lacks one is warned about."""


def _never_printed(file: str, paper: type, printed: kept.Printed) -> list[Problem]:
    known = get_type_hints(paper)
    return [
        Problem(
            "MAU-20", f"Mẫu không in trường “{name}”", f"Thêm thẻ {{{{ {name} }}}} nếu văn bản cần phần này", Place(file), Severity.WARNING
        )
        for name in REQUIRED
        if name in known and (paper, name) not in printed
    ]
