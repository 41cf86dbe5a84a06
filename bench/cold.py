"""Cold: whole processes from their start to the file written, interleaved, against plain scripts: `python -m bench.cold [ROUNDS]`.

`vanban plan` reads the sample workbook, checks it, makes the draft and notes it in the history. The script with openpyxl and docxtpl reads
every sheet of the same workbook and fills in the same template; docxtpl alone does not even open the workbook. Both take the words that
they print from JSON, so neither words, checks nor proves anything. Bytecode is in place for all; what our commands keep for the next one is
too, but for the line that says so. Prints the table of bench/README.md.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.render import plain
from generator.papers import plan_paper
from generator.workbook import read_plan_book

ROUNDS: Final = 15
_ROOT: Final = Path(__file__).parent.parent
_TEMPLATE: Final = _ROOT / "templates" / "ke-hoach.docx"
_SAMPLE: Final = _ROOT / "data" / "ke-hoach-cchc-2024.xlsx"
_SHOWN: Final = ("openpyxl", "docxtpl", "jinja2", "lxml", "click", "pydantic")
_VANBAN: Final = "from generator.cli import main; main()"  # as the installed command does
_DOCXTPL: Final = """
import json, sys
from docxtpl import DocxTemplate
template = DocxTemplate(sys.argv[1])
template.render(json.load(open(sys.argv[2], encoding="utf-8")), autoescape=True)
template.save(sys.argv[3])
"""
_BOTH: Final = """
import sys
from openpyxl import load_workbook
book = load_workbook(sys.argv[4], data_only=True, rich_text=True)
sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
"""
VANBAN: Final = "vanban plan"
BOTH: Final = "openpyxl + docxtpl"
ALONE: Final = "docxtpl alone"
FIRST: Final = "vanban plan with a template not seen before"
HELP: Final = "vanban --help"
NOTHING: Final = "python -c pass"


@dataclass(slots=True)
class Figures:
    """What the runs of one job took: milliseconds by the clock, milliseconds of the processor."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def main(arguments: list[str]) -> None:
    """Print the table."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs = _jobs(folder)
        figures = {job: Figures() for job in jobs}
        for command in jobs.values():  # so that every module has its bytecode, ours and theirs
            _measure(Figures(), command, folder, "cache")
        for round_ in range(rounds):
            for job, command in jobs.items():
                cache = f"cache-{round_}" if job == FIRST else "cache"
                _measure(figures[job], [words.replace("ROUND", str(round_)) for words in command], folder, cache)
    _print(figures, rounds)


def _jobs(folder: Path) -> Mapping[str, Sequence[str]]:
    words = folder / "words.json"
    words.write_text(json.dumps(plain(plan_paper(read_plan_book(_SAMPLE).plan, draft=1)), ensure_ascii=False), encoding="utf-8")
    ours = [sys.executable, "-c", _VANBAN]
    theirs = [str(_TEMPLATE), str(words), str(folder / "theirs.docx"), str(_SAMPLE)]
    return {
        VANBAN: [*ours, "plan", str(_SAMPLE), "--out", str(folder / "out-ROUND")],
        BOTH: [sys.executable, "-c", _BOTH + _DOCXTPL, *theirs],
        ALONE: [sys.executable, "-c", _DOCXTPL, *theirs],
        FIRST: [*ours, "plan", str(_SAMPLE), "--out", str(folder / "first-ROUND")],
        HELP: [*ours, "--help"],
        NOTHING: [sys.executable, "-c", "pass"],
    }


def _measure(figures: Figures, command: Sequence[str], folder: Path, cache: str) -> None:
    own = {
        "PYTHONPATH": str(_ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHONDONTWRITEBYTECODE": "",
        "XDG_CACHE_HOME": str(folder / cache),
    }
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=_ROOT, env=os.environ | own, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own commands
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    figures.wall.append((time.perf_counter() - start) * 1000)
    figures.processor.append((used.ru_utime + used.ru_stime) * 1000)


def _print(figures: Mapping[str, Figures], rounds: int) -> None:
    names = ", ".join(f"{name} {version(name)}" for name in _SHOWN)
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"CPython {sys.version.split()[0]}, {names}; {rounds} interleaved rounds; load {load} on {os.cpu_count()} cores\n")
    print("| whole process | clock: best, ms | median, ms | processor: best, ms | median, ms | processor, to both | to docxtpl alone |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for job, found in figures.items():
        times = (min(found.wall), statistics.median(found.wall), min(found.processor), statistics.median(found.processor))
        ratios = (times[2] / min(figures[other].processor) for other in (BOTH, ALONE))
        print(f"| {job} | {' | '.join(f'{ms:.0f}' for ms in times)} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |")


if __name__ == "__main__":
    main(sys.argv[1:])
