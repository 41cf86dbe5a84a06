"""The same annexed document made by us and by others, warm and cold: `python -m bench.peers [N …]` prints the tables of bench/README.md.

Each engine runs in a process of its own and takes its turn in every round, so that a busy minute of the machine hits all of them.
Linux only: the memory of a process is what the kernel tells when it ends.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

from bench.peers import document
from bench.peers.data import document_data
from bench.peers.same import difference
from generator.workbook import read_plan_book

_ROOT: Final = Path(__file__).parent.parent.parent
_SAMPLE: Final = _ROOT / "data" / "ke-hoach-cchc-2024.xlsx"
_MODULES: Final = _ROOT / ".tools" / "peers"
_PACKAGES: Final = {"docxtemplater": "3.71.0", "pizzip": "3.3.0", "carbone": "3.8.2", "easy-template-x": "7.2.8"}
_PYTHON: Final = {"vanban": document.JINJA, "docxtpl": document.JINJA, "limit": document.JINJA}
_NODE: Final = {"docxtemplater": document.DOCXTEMPLATER, "carbone": document.CARBONE, "easy-template-x": document.EASY}
_SIZES: Final = (10, 100, 1_000, 10_000)
_WARM: Final = 9
_COLD: Final = 15
"""Rounds."""
_LAUNCH: Final = """
import os, sys, time
start = time.perf_counter()
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(process, 0)
print(time.perf_counter() - start, usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Starts a process and tells its seconds and kilobytes; small, for a process counts as its own what its parent held at the start."""
_REFERENCE: Final = "docxtpl"


@dataclass(slots=True)
class Figures:
    """What was measured of one engine, in seconds and bytes."""

    warm: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


def main(sizes: Sequence[int]) -> None:
    """Measure and print."""
    engines = _PYTHON | (_NODE if _node_is_there() else {})
    print(_versions(engines))
    plan = read_plan_book(_SAMPLE).plan
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for engine, language in engines.items():
            (folder / f"{engine}.docx").write_bytes(document.template(language))
        for size in sizes:
            data = folder / f"{size}.json"
            data.write_text(json.dumps(document_data(plan, size), ensure_ascii=False), encoding="utf-8")
            figures = {engine: Figures() for engine in engines}
            _cold(figures, folder, data)
            _compare(engines, folder)
            _warm(figures, folder, data)
            print(_table(size, figures), flush=True)


def _node_is_there() -> bool:
    """Fetch the packages of Node once, by name and version; say so where they can't be had."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        print("No Node on this machine: docxtemplater, carbone and easy-template-x are left out.\n")
        return False
    wanted = [f"{name}@{number}" for name, number in _PACKAGES.items()]
    quiet = ("--silent", "--no-save", "--no-package-lock", "--no-audit", "--no-fund")
    done = subprocess.run([npm, "install", *quiet, "--prefix", str(_MODULES), *wanted], check=False)  # noqa: S603
    if done.returncode:
        print("npm could not fetch the packages: docxtemplater, carbone and easy-template-x are left out.\n")
    return not done.returncode


def _versions(engines: Sequence[str] | dict[str, document.Language]) -> str:
    python = [f"{name} {version(name)}" for name in ("docxtpl", "jinja2", "python-docx", "lxml")]
    node = [f"{name} {number}" for name, number in _PACKAGES.items()] if "carbone" in engines else []
    return f"CPython {sys.version.split()[0]}, {', '.join([*python, *node])}\n"


def _command(engine: str, folder: Path, data: Path) -> list[str]:
    start = [sys.executable, "-m", "bench.peers.worker"] if engine in _PYTHON else ["node", str(Path(__file__).with_name("worker.js"))]
    return [*start, engine, str(folder / f"{engine}.docx"), str(data)]


def _environment() -> dict[str, str]:
    return os.environ | {"NODE_PATH": str(_MODULES / "node_modules"), "PYTHONPATH": str(_ROOT)}


def _cold(figures: dict[str, Figures], folder: Path, data: Path) -> None:
    """A whole process for each document, from start to file written."""
    for _ in range(_COLD):
        for engine, found in figures.items():
            command = [*_command(engine, folder, data), str(folder / f"{engine}-out.docx")]
            told = subprocess.run([sys.executable, "-IS", "-c", _LAUNCH, *command], env=_environment(), stdout=subprocess.PIPE, check=True)  # noqa: S603
            seconds, kilobytes = told.stdout.split()[-2:]
            found.cold.append(float(seconds))
            found.memory.append(int(kilobytes) * 1024)


def _compare(engines: dict[str, document.Language], folder: Path) -> None:
    for engine in engines:
        if found := difference(folder / f"{_REFERENCE}-out.docx", folder / f"{engine}-out.docx"):
            raise SystemExit(f"{engine} makes another document: {found}")


def _warm(figures: dict[str, Figures], folder: Path, data: Path) -> None:
    """One process for each engine, asked for a burst in every round."""
    with ExitStack() as stack:
        asked = {engine: stack.enter_context(_worker(_command(engine, folder, data))) for engine in figures}
        for _ in range(_WARM):
            for engine, worker in asked.items():
                figures[engine].warm += _burst(worker)
        for worker in asked.values():
            worker.communicate()


def _worker(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=_environment())  # noqa: S603


def _burst(worker: subprocess.Popen[str]) -> list[float]:
    if worker.stdin is None or worker.stdout is None:
        raise SystemExit("no pipe to the worker")
    worker.stdin.write("\n")
    worker.stdin.flush()
    times: list[float] = json.loads(worker.stdout.readline())
    return times


def _table(size: int, figures: dict[str, Figures]) -> str:
    reference = figures[_REFERENCE]
    rows = [
        f"| {engine} | {median(found.warm) * 1000:.2f} | {min(found.warm) * 1000:.2f} | {_times(reference, found, _best_warm)} |"
        f" {min(found.cold) * 1000:.0f} | {_times(reference, found, _best_cold)} | {median(found.memory) / 2**20:.0f} |"
        for engine, found in sorted(figures.items(), key=lambda item: min(item[1].warm))
    ]
    head = "| engine | warm median, ms | warm best, ms | times docxtpl | cold best, ms | times docxtpl | peak memory, MB |"
    return "\n".join([f"N = {size:,}, {_WARM} warm and {_COLD} cold rounds\n", head, "|---|---:|---:|---:|---:|---:|---:|", *rows, ""])


def _best_warm(found: Figures) -> float:
    return min(found.warm)


def _best_cold(found: Figures) -> float:
    return min(found.cold)


def _times(reference: Figures, found: Figures, figure: Callable[[Figures], float]) -> str:
    return f"{figure(reference) / figure(found):.2f}"


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or _SIZES)
