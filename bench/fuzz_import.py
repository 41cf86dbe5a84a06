"""Papers broken by chance, then taken over into workbooks: `python -m bench.fuzz_import [CASES [FIRST]] [FILE.docx…]`.

Half of the cases are damaged packages, half whole ones whose text was reshaped; of these every word lost is told too. Prints how many
were refused and taken over, and how long the slowest took; stops with 1 when one raised anything but a refusal, or lost words.
"""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

from generator.errors import GeneratorError
from tests.fuzzed import mutated
from tests.fuzzed_papers import lost, outcome, printed, reshaped, seeds

CASES: Final = 2_000
KEPT: Final = Path("out/fuzz-import")
"""Where a file is put that raised something or lost words."""
SLOW: Final = 5.0
"""Seconds from which a case is told as slow."""


def main(words: list[str]) -> int:
    """Run the cases by turns over the files."""
    numbers = [int(word) for word in words if word.isdigit()]
    cases, first = (*numbers, *(CASES, 0)[len(numbers) :])[:2]
    files = [Path(word) for word in words if word.endswith(".docx")]
    papers = [(data, printed() | _told_by_figures(data)) for data in [path.read_bytes() for path in files] or seeds().values()]
    told: Counter[str] = Counter()
    began, slowest = time.perf_counter(), 0.0
    for case in range(first, first + cases):
        started = time.perf_counter()
        told[_outcome(papers[case // 2 % len(papers)], case)] += 1
        took = time.perf_counter() - started
        slowest = max(slowest, took)
        if took > SLOW:
            print(f"case {case} took {took:.1f} s")
    print(f"{cases} cases over {len(papers)} files in {time.perf_counter() - began:.0f} s, the slowest {slowest:.2f} s")
    for result, count in told.most_common():
        print(f"{count:>8}  {result}")
    return 1 if any(result.startswith(("raised", "lost")) for result in told) else 0


def _told_by_figures(data: bytes) -> set[str]:
    """Words that the paper loses as it is: sentences made from figures, which the program words anew."""
    with tempfile.TemporaryDirectory() as name:
        try:
            missing = lost(data, Path(name), printed())
        except GeneratorError:
            return set()
    return set[str]().union(*missing.values())


def _outcome(paper: tuple[bytes, set[str]], case: int) -> str:
    seed, fixed = paper
    chance = Random(case)  # noqa: S311 - the same case must break the same way
    data = mutated(seed, chance) if case % 2 else reshaped(seed, chance)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            result, cells = outcome(data, folder)
            missing = lost(data, folder, fixed) if cells is not None and not case % 2 else {}
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
            _keep(data, case)
            where = traceback.extract_tb(error.__traceback__)[-1]
            return f"raised {type(error).__name__} at {Path(where.filename).name}:{where.lineno} ({where.name})"
    for line, gone in missing.items():
        print(f"case {case} lost {' '.join(sorted(gone))[:80]} of: {' '.join(line.split())[:160]}")
    if missing:
        _keep(data, case)
    return "lost words" if missing else result


def _keep(data: bytes, case: int) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{case}.docx").write_bytes(data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
