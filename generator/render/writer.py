"""One paper printed: each part with tags is filled in and proved, every other part is copied as it lies in the template."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from generator import package
from generator.base import MAIN_PART, Origin, with_base
from generator.errors import OutputRefusedError, Problem
from generator.fields import Field
from generator.render import proofs
from generator.render.template import Template
from generator.render.words import TRACE, Trace

_EFFORT: Final = 3
"""Level 6 takes three times as long as level 3 and makes a file of 1,000 criteria 10 KB smaller."""


def render(template: Template, paper: Any, origin: Origin | None = None) -> bytes:  # noqa: ANN401 - a paper of the type the template was loaded for
    """The finished .docx; with an `origin` it carries what it was made from, so that an edited copy can be read back.

    Same template, paper and origin, same bytes. Raises OutputRefusedError when a proof fails.
    """
    trace = Trace()
    context = {part.name: getattr(paper, part.name) for part in fields(paper)} | {TRACE: trace}
    made: dict[str, bytes] = {}
    printed: dict[str, list[Field]] = {}
    text = ""
    try:
        for name, program in template.programs.items():
            trace.fields = printed[name] = []
            xml = program.render(context)
            made[name] = xml.encode("utf-8")
            text += proofs.prove(name, xml, made[name])
        proofs.find_all(text, paper, template.readers)
    except proofs.ProofError as error:
        raise OutputRefusedError(
            Problem("RA-01", f"{error} nên không ghi tệp", "Xem lại mẫu Word, hoặc báo lỗi kèm sổ Excel này")
        ) from error
    parts = [package.pack(part.name, made[part.name], effort=_EFFORT) if part.name in made else part for part in template.parts]
    return package.join(_with_base(parts, printed.get(MAIN_PART, []), origin) if origin else parts)


def _with_base(parts: list[package.Part], printed: list[Field], origin: Origin) -> list[package.Part]:
    # looked at first without a call: an annex has thousands of plain cells
    formatted = frozenset([field.key for field in printed for run in field.text.runs if run.bold or run.italic])
    return with_base(parts, origin, [field.key for field in printed], formatted)
