"""A few files broken by chance before readers of them; `python -m bench.fuzz` breaks as many as one likes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.fuzz_readers import READERS

CASES: Final = 40
ELSEWHERE: Final = {"paper", "reshaped"}
"""Papers to be taken over: `test_imported_faults` breaks these."""
FEWEST_READ: Final = 0.2
"""Share that must be read and not refused: what is broken beyond reading at the door shows nothing."""


@pytest.mark.parametrize("name", [name for name in READERS if name not in ELSEWHERE])
def test_a_file_broken_by_chance_is_refused_with_its_cure_or_read_right(name: str, tmp_path: Path) -> None:
    reader = READERS[name]
    files = reader.files()
    told = [reader.come_to(reader.case(files, number, tmp_path)) for number in range(CASES)]
    assert sum("refused" not in outcome for outcome in told) >= FEWEST_READ * CASES
    assert len(set(told)) > 1
