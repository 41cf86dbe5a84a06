"""One engine of Python in a process of its own: `python -m bench.peers.worker ENGINE TEMPLATE DATA [OUT]`.

With OUT it writes one document and ends; without, it prints what a burst of renders took for each line it is sent.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

_BURST: Final = 0.35
"""Seconds of rendering a round, as long as more than one document fits."""

Make = Callable[[], bytes]


def _ours(template: Path, data: dict[str, Any]) -> Make:
    from datetime import datetime  # noqa: PLC0415 - an engine pays for its own imports only

    from bench.peers.paper import AnnexedPaper, paper_of  # noqa: PLC0415
    from generator import package, render  # noqa: PLC0415
    from generator.base import Origin  # noqa: PLC0415

    origin = Origin("plan", 1, "0" * 64, "0" * 64, "0", datetime(2025, 1, 6))  # noqa: DTZ001 - the clerk's own clock
    ready, paper = render.load(package.open_package(template), AnnexedPaper), paper_of(data)
    return lambda: render.render(ready, paper, origin)


def _docxtpl(template: Path, data: dict[str, Any]) -> Make:
    import io  # noqa: PLC0415

    from docxtpl import DocxTemplate  # noqa: PLC0415

    raw = template.read_bytes()

    def make() -> bytes:
        document = DocxTemplate(io.BytesIO(raw))
        document.render(data, autoescape=True)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


def _limit(template: Path, data: dict[str, Any]) -> Make:
    """The same template compiled once by jinja2, squeezed by zlib 6, every other part copied as it lies; no proof."""
    import jinja2  # noqa: PLC0415
    from docxtpl import DocxTemplate  # noqa: PLC0415

    from generator import package  # noqa: PLC0415

    opened = package.open_package(template)
    main = "word/document.xml"
    source: str = DocxTemplate.patch_xml(None, opened.parts[main].data.decode("utf-8"))
    program = jinja2.Environment(autoescape=True).from_string(source)

    def make() -> bytes:
        made = package.pack(main, program.render(data).encode("utf-8"))
        return package.join([made if part.name == main else part for part in opened.parts.values()])

    return make


ENGINES: Final = {"vanban": _ours, "docxtpl": _docxtpl, "limit": _limit}


def _burst(make: Make) -> list[float]:
    times: list[float] = []
    while sum(times) < _BURST:
        start = time.perf_counter()
        make()
        times.append(time.perf_counter() - start)
    return times


def main(engine: str, template: str, data: str, out: str = "") -> None:
    """Write one document, or answer each line with the seconds of a burst."""
    make = ENGINES[engine](Path(template), json.loads(Path(data).read_text(encoding="utf-8")))
    if out:
        Path(out).write_bytes(make())
        return
    make()
    for _ in sys.stdin:
        print(json.dumps(_burst(make)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
