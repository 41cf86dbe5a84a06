"""One paper printed: each part with tags is filled in and proved, every other part is copied as it lies in the template."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Final

from generator import package
from generator.base import MAIN_PART, Origin, with_base
from generator.errors import OutputRefusedError, Problem
from generator.fields import Field
from generator.render import proofs
from generator.render.code import Program
from generator.render.loading import Template
from generator.render.words import Trace
from generator.richtext import Text

_EFFORT: Final = 3
"""Level 6 takes three times as long as level 3 and makes a file of 1,000 criteria 10 KB smaller."""
_STRETCH: Final = 16
"""Pieces of XML, about a row each, that are proved and squeezed at a time: as much as stays in the processor's own memory."""


def render(template: Template, paper: Any, origin: Origin | None = None) -> bytes:  # noqa: ANN401 - a paper of the type the template was loaded for
    """The finished .docx; with an `origin` it carries what it was made from, so that an edited copy can be read back.

    Same template, paper and origin, same bytes. Raises OutputRefusedError when a proof fails.
    """
    trace = Trace()
    made: dict[str, package.Part] = {}
    printed: dict[str, list[Field | Text]] = {}
    try:
        for name, program in template.programs.items():
            trace.next_part()
            made[name] = package.packed(name, _proved(name, program, paper, trace), effort=_EFFORT)
            printed[name] = trace.printed
        proofs.none_missing(paper, template.reader, list(chain.from_iterable(printed.values())))
    except proofs.ProofError as error:
        raise OutputRefusedError(
            Problem("RA-01", f"{error} nên không ghi tệp", "Xem lại mẫu Word, hoặc báo lỗi kèm sổ Excel này")
        ) from error
    parts = [made.get(part.name, part) for part in template.parts]
    if origin is None:
        return package.join(parts)
    keys = [value.key for value in printed.get(MAIN_PART, []) if type(value) is Field]
    return package.join(with_base(parts, origin, keys, frozenset(trace.formatted)))


def _proved(name: str, program: Program, paper: object, trace: Trace) -> Iterator[bytes]:
    """The part in stretches, each proved before it is handed on."""
    proof, pieces = proofs.PartProof(name, thorough=not program.settled), program.pieces(paper, trace.words, trace.side)
    before, anchors = 0, len(trace.rows)
    # asked for pieces until there are none: a stretch of values that are all empty is not the end
    while stretch := list(islice(pieces, _STRETCH)):
        yield proof.take("".join(stretch), trace.printed[before:])
        before = len(trace.printed)
    proof.close(len(trace.rows) - anchors)
