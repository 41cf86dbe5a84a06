"""Documents that conform, broken in one thing at a time: the check names that rule and no other."""

from __future__ import annotations

import pytest

from tests.conforming import conforming_documents
from tests.mutations import MUTATIONS, broken, codes, tally

DOCUMENTS = sorted(conforming_documents())
UNBROKEN = 0.02
"""Share of faults that may go unseen."""


def test_there_are_documents_of_every_kind_and_at_least_forty_kinds_of_fault() -> None:
    assert len(DOCUMENTS) > 60
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS) >= 40


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_found_in_what_this_project_makes(name: str) -> None:
    assert codes(conforming_documents()[name]) == {}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_fault_is_named_and_nothing_else(name: str) -> None:
    found = tally({name: conforming_documents()[name]})
    assert found
    assert {code: dict(row.others) for code, row in found.items() if row.others} == {}
    tried, seen = (sum(getattr(row, what) for row in found.values()) for what in ("tried", "seen"))
    assert seen >= (1 - UNBROKEN) * tried, {code: (row.seen, row.tried) for code, row in found.items() if row.seen < row.tried}


def test_every_kind_of_fault_fits_some_document() -> None:
    left = {mutation.name for mutation in MUTATIONS}
    for parts in conforming_documents().values():
        left -= {mutation.name for mutation in MUTATIONS if mutation.name in left and broken(dict(parts), mutation) is not None}
        if not left:
            return
    assert not left
