"""Rendering warm, proofs and what the draft was made from included, against plain docxtpl on the same template and words: `make bench`.

Best of 9 interleaved rounds, so that a busy minute of the machine hits both. Prints the table of bench/README.md.
"""

from __future__ import annotations

import dataclasses
import io
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from docxtpl import DocxTemplate

from generator import fields, package, render
from generator.base import Origin
from generator.papers import PlanPaper, plan_paper
from generator.richtext import Text
from generator.workbook import read_plan_book
from tests.books import repeated

ROUNDS: Final = 9
ORIGIN: Final = Origin("plan", 1, "0" * 64, "0" * 64, "0.1.0", datetime(2025, 1, 6, 9, 0))  # noqa: DTZ001 - the clerk's own clock
SIZES: Final = (10, 100, 1000)
_ROOT: Final = Path(__file__).parent.parent
_TEMPLATE: Final = _ROOT / "templates" / "ke-hoach.docx"
_SAMPLE: Final = _ROOT / "data" / "ke-hoach-cchc-2024.xlsx"


def plain(node: Any) -> Any:  # noqa: ANN401 - a tree of dataclasses into one of dicts and strings
    """The same paper as docxtpl takes it: dicts, lists and strings."""
    if isinstance(node, fields.Field):
        return node.text.plain
    if isinstance(node, Text):
        return node.plain
    if isinstance(node, tuple):
        return [plain(item) for item in node]
    if isinstance(node, fields.LineBelow):
        return ""
    if dataclasses.is_dataclass(node):
        return {part.name: plain(getattr(node, part.name)) for part in dataclasses.fields(node)}
    return node


def _docxtpl(raw: bytes, context: dict[str, Any]) -> bytes:
    template = DocxTemplate(io.BytesIO(raw))
    template.render(context, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _best(jobs: dict[str, Callable[[], object]]) -> dict[str, float]:
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def main() -> None:
    """Print the table."""
    plan = read_plan_book(_SAMPLE).plan
    raw = _TEMPLATE.read_bytes()
    print("| criteria | vanban, ms | docxtpl, ms | times faster |\n|---:|---:|---:|---:|")
    for size in SIZES:
        paper = plan_paper(repeated(plan, size), draft=1)
        template = render.load(package.open_package(_TEMPLATE), PlanPaper)
        context = plain(paper)
        best = _best({"ours": partial(render.render, template, paper, ORIGIN), "docxtpl": partial(_docxtpl, raw, context)})
        print(f"| {size} | {best['ours'] * 1000:.1f} | {best['docxtpl'] * 1000:.1f} | {best['docxtpl'] / best['ours']:.1f} |")


if __name__ == "__main__":
    main()
