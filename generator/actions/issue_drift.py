"""Whether a draft still says what the workbook says: what changed in the workbook since, and what only the draft says."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator import files, package, render, report
from generator.actions.naming import named
from generator.actions.reading import lists_of
from generator.actions.reports import report_figures, worded_report
from generator.actions.sides import Sides
from generator.errors import Severity
from generator.fields import row_key
from generator.merge import Content
from generator.papers import reworded
from generator.readback import Where
from generator.snapshot import Snapshot, snapshot
from generator.standing import period_of
from generator.vietnamese import folded

FIGURES = "số liệu của báo cáo"
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Drift:
    """Places by their names: changed in the workbook since the draft was made or taken back; and said by the draft alone."""

    in_workbook: tuple[str, ...]
    in_draft: tuple[str, ...]


def drift(sides: Sides) -> Drift:
    """Compare the draft with what the workbook would print now; `sides` begin with the draft as made.

    What stands in the workbook as it was when the draft was made, but not in the draft, is an edit that the workbook did not take.
    """
    made, mine, theirs = (_of_lists(side, lists_of(sides.base.origin.paper)) for side in (sides.before, sides.mine.content, sides.theirs))
    found = [*_rows(made, mine, theirs), *_texts(made, mine, theirs), *_orders(made, mine, theirs)]
    if sides.base.origin.paper.startswith("report-") and _figures(sides.made) != _figures(_printed_now(sides)):
        found.append((FIGURES, True))
    found += [(place, False) for place in _changed_by_hand(sides)]
    places = dict.fromkeys(found)
    return Drift(*(tuple(place for place, changed in places if changed is wanted) for wanted in (True, False)))


def _of_lists(content: Content, names: frozenset[str]) -> Content:
    """The content with the rows of those lists alone in which rows may come and go."""
    return Content(content.texts, {name: rows for name, rows in content.orders.items() if name in names})


_Place = tuple[str, bool]
"""The name of a place, and whether the workbook changed there."""


def _rows(made: Content, mine: Content, theirs: Content) -> Iterator[_Place]:
    for row in sorted(mine.rows() ^ theirs.rows()):
        side = mine if row in mine.rows() else theirs
        words = next((text for text in side.fields(row).values() if text), None)
        yield named(row, words), (row in made.rows()) is not (row in mine.rows())


def _texts(made: Content, mine: Content, theirs: Content) -> Iterator[_Place]:
    rows = mine.rows() ^ theirs.rows()
    for key, text in theirs.texts.items():
        if key not in mine.texts or row_key(key) in rows:
            continue
        now, before = folded(mine.texts[key].plain), made.texts.get(key)
        if now != folded(text.plain):
            yield named(key, text), before is None or now != folded(before.plain)


def _orders(made: Content, mine: Content, theirs: Content) -> Iterator[_Place]:
    for name, order in theirs.orders.items():
        common = set(order) & set(mine.orders.get(name, ()))
        now, then, before = ([row for row in side.orders.get(name, ()) if row in common] for side in (mine, theirs, made))
        if now != then:
            yield named(f"order/{name}"), now != before


def _figures(printed: Snapshot) -> Counter[str]:
    """Lines with a figure in them that is no field: all that the program reckoned."""
    words = ("".join(stretch.text for stretch in line.stretches if not stretch.turn) for line in printed.lines())
    return Counter(folded(text) for text in words if any(letter.isdigit() for letter in text))


def _changed_by_hand(sides: Sides) -> Iterator[str]:
    """Where a number that the program printed no longer stands, and tables whose cells or columns became others: no field holds those.

    A number or a day written into a blank takes none away.
    """
    for edit in sides.read.reading.outside:
        lost = Counter(_NUMBER.findall(edit.before)) - Counter(_NUMBER.findall(edit.after))
        if edit.where is Where.TABLE or (lost and edit.where in {Where.WORDING, Where.REMOVED}):
            yield edit.place or f"“{(edit.before or edit.after)[:_SHOWN]}”"


def _printed_now(sides: Sides) -> Snapshot:
    """The report as it would be printed now."""
    book, origin = sides.book, sides.base.origin
    period = period_of(book.plan, origin.paper.removeprefix("report-"))
    stops = tuple(gate for gate in report.gates(book.plan, book.results, period) if gate.severity is Severity.ERROR)
    document = reworded(worded_report(book, period, stops), origin.paper, book.results.rewordings).paper
    template = package.open_package(files.shipped("templates", report_figures(book, period)[1]))
    with zipfile.ZipFile(io.BytesIO(render.render(render.load(template, type(document)), document, origin))) as archive:
        return snapshot({name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")})
