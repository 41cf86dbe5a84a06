"""How long many drafts take as PDF: `python -m bench.pdf [FILES]`.

The same drafts by one LibreOffice kept warm, by one LibreOffice started for each, and by one start that is told all of them: interleaved,
best of 3 rounds, and the median of the rounds' ratios. The last of the three can't say which file hung, and is no way for a server.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from generator import pdf, running
from generator.libreoffice import kept_warm, libreoffice
from tests.papers import made
from tests.plausible_plans import plausible

ROUNDS: Final = 3
CRITERIA: Final = (10, 100)


def main(arguments: list[str]) -> None:
    """Print the table."""
    files = int(arguments[0]) if arguments else 20
    print(f"{files} files, load {os.getloadavg()[0]:.1f} at the start")
    print("| criteria | kept warm, s | one start a file, s | one start in all, s | warm against a start a file | first warm page, s |")
    print("|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        for criteria in CRITERIA:
            _row(_drafts(Path(name), criteria, files), criteria)
    print(f"load {os.getloadavg()[0]:.1f} at the end")


def _drafts(folder: Path, criteria: int, files: int) -> list[Path]:
    paths = [folder / f"{criteria}-{number}.docx" for number in range(files)]
    for number, path in enumerate(paths):
        path.write_bytes(made(plausible(criteria, number)))
    return paths


def _row(paths: list[Path], criteria: int) -> None:
    ways: tuple[Callable[[list[Path]], None], ...] = (_warm, _one_by_one, _all_in_one)
    rounds = [[_seconds(way, paths) for way in ways] for _ in range(ROUNDS)]
    warm, alone, together = (min(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(row[1] / row[0] for row in rounds)
    first = min(_seconds(_warm, paths[:1]) for _ in range(ROUNDS))
    print(f"| {criteria} | {warm:.2f} | {alone:.2f} | {together:.2f} | {ratio:.1f} times | {first:.2f} |", flush=True)


def _seconds(way: Callable[[list[Path]], object], paths: list[Path]) -> float:
    start = time.perf_counter()
    way(paths)
    return time.perf_counter() - start


def _warm(paths: list[Path]) -> None:
    """Its start and its end included."""
    with kept_warm():
        _one_by_one(paths)


def _one_by_one(paths: list[Path]) -> None:
    for path in paths:
        pdf.convert(path)


def _all_in_one(paths: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as name:
        profile = (Path(name) / "profile").as_uri()
        command = [str(libreoffice()), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
        code = running.run([*command, "--outdir", name, *map(str, paths)], seconds=600)
        if code != 0 or len(list(Path(name).glob("*.pdf"))) != len(paths):
            raise SystemExit("not all files were made")


if __name__ == "__main__":
    main(sys.argv[1:])
