"""Where the rows of a list stand when it has a new order: as many as can stay where they are, the list gets no longer than it must."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence


def row_places(order: Sequence[str], rows: Mapping[str, int], free: Sequence[int], below: Iterator[int]) -> dict[str, int]:
    """The row of each record of `order`, from top to bottom.

    `rows` tells where the known ones stand now, `free` are empty rows among them; new ones may also go `below` the list.
    """
    new = sum(record not in rows for record in order)
    slots = sorted({*(rows[record] for record in order if record in rows), *free})
    slots += [next(below) for _ in range(new)]
    index = {row: number for number, row in enumerate(slots)}
    spare = len(slots) - len(order)
    shifts = [index[rows[record]] - number if record in rows else -1 for number, record in enumerate(order)]
    staying = _longest_rising([number for number, shift in enumerate(shifts) if 0 <= shift <= spare], shifts)
    places: dict[str, int] = {}
    last = -1
    for number, record in enumerate(order):
        last = index[rows[record]] if number in staying else last + 1
        places[record] = slots[last]
    return places


def _longest_rising(numbers: Sequence[int], shifts: Sequence[int]) -> set[int]:
    """The most numbers whose shifts never fall: between two of them there is room for all that come between."""
    ends: list[int] = []
    best: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_right(ends, shifts[number])
        before[number] = best[at - 1] if at else None
        ends[at:] = [shifts[number], *ends[at + 1 :]]
        best[at:] = [number, *best[at + 1 :]]
    chain: set[int] = set()
    link = best[-1] if best else None
    while link is not None:
        chain.add(link)
        link = before[link]
    return chain
