"""Word files broken by chance, opened, read, made out and checked: `python -m bench.fuzz_check [CASES [FIRST]] [FILE.docx…]`.

Prints how many were refused and judged, and how long the slowest took; stops with 1 when one raised anything but a refusal.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

from tests.format_documents import decision, letter
from tests.fuzzed import mutated, rich, verdict

CASES: Final = 20_000
TEMPLATES: Final = Path(__file__).parent.parent / "templates"
KEPT: Final = Path("out/fuzz")
"""Where a file is put that raised something."""
SLOW: Final = 5.0
"""Seconds from which a case is told as slow."""


def main(words: list[str]) -> int:
    """Run the cases by turns over the files."""
    numbers = [int(word) for word in words if word.isdigit()]
    cases, first = (*numbers, *(CASES, 0)[len(numbers) :])[:2]
    files = [Path(word) for word in words if word.endswith(".docx")]
    seeds = [path.read_bytes() for path in files or sorted(TEMPLATES.glob("*.docx"))]
    seeds += [] if files else [rich(), decision(), letter()]
    told: Counter[str] = Counter()
    began, slowest = time.perf_counter(), 0.0
    for case in range(first, first + cases):
        started = time.perf_counter()
        told[_outcome(seeds[case % len(seeds)], case)] += 1
        took = time.perf_counter() - started
        slowest = max(slowest, took)
        if took > SLOW:
            print(f"case {case} took {took:.1f} s")
    print(f"{cases} cases over {len(seeds)} files in {time.perf_counter() - began:.0f} s, the slowest {slowest:.2f} s")
    for outcome, count in told.most_common():
        print(f"{count:>8}  {outcome}")
    return 1 if any(outcome.startswith("raised") for outcome in told) else 0


def _outcome(seed: bytes, case: int) -> str:
    chance = Random(case)  # noqa: S311 - the same case must break the same way
    data = mutated(seed, chance)
    try:
        return verdict(data, chance)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / f"{case}.docx").write_bytes(data)
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"raised {type(error).__name__} at {Path(where.filename).name}:{where.lineno} ({where.name})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
