"""The whole of an edited draft: walked beside the draft as made, every difference taken into a field, a row, or the list of the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.carrying import redressed
from generator.readback import rows
from generator.readback.columns import beside, heading_words
from generator.readback.found import SURE, Added, Doubt, Outside, Reading, Where
from generator.readback.matching import Pair, likeness, pairs
from generator.readback.pieces import rejoined
from generator.readback.values import fixed_change, values
from generator.richtext import EMPTY, Text
from generator.snapshot import Block, Cell, Grid, GridRow, Line, Snapshot
from generator.vietnamese import clean

_ANCHORED = 0.5
"""Share of bookmarks from which a missing one says that its row was deleted."""
_SHOWN = 80
_MANY = 3
_LETTERHEAD = 2
"""Columns of the tables that hold letterhead and signature: nothing stands above their cells that would name them."""


def read(made: Snapshot, edited: Snapshot, lists: frozenset[str]) -> Reading:
    """Read an edited draft. `made` has its keys (`keyed`); in `lists` rows may come, go and move, elsewhere that is told, not taken."""
    edited = rejoined(made, edited)
    walk = _Walk(made, edited, lists)
    walk.blocks(made.blocks, edited.blocks)
    walk.elsewhere(made, edited)
    if _lost_every_look(made, edited):
        walk.without_looks()
    return walk.reading(edited)


def _lost_every_look(made: Snapshot, edited: Snapshot) -> bool:
    """Whether the words came through but no bold or italic did: they were copied as plain text."""
    there, now = (any(one.look.bold or one.look.italic for line in side.lines() for one in line.stretches) for side in (made, edited))
    return there and not now


class _Walk:
    """One walk through both documents."""

    def __init__(self, made: Snapshot, edited: Snapshot, lists: frozenset[str]) -> None:
        self.lists = lists
        self.made = tuple(made.lines())
        self.known = frozenset(mark for line in self.made for mark in line.marks if mark.startswith("vb_"))
        there = {mark for line in edited.lines() for mark in line.marks}
        self.anchored = len(self.known & there) / len(self.known) if self.known else 0.0
        self.texts: dict[str, Text] = {}
        self.orders: dict[str, list[str]] = defaultdict(list)
        self.added: list[Added] = []
        self.gone: dict[str, list[str]] = defaultdict(list)
        self.doubts: list[Doubt] = []
        self.outside: list[Outside] = []
        self.group = ""
        self.taken = {rows.row_of(line) for line in self.made}

    # Lines and tables one after the other

    def blocks(self, base: Sequence[Block], theirs: Sequence[Block]) -> None:
        found = pairs(base, theirs, self.known, _score)
        by_theirs = {pair.theirs: pair for pair in found}
        for index, block in enumerate(theirs):
            pair = by_theirs.get(index)
            if pair is not None:
                self.block(base[pair.base], block, pair)
            else:
                self.new_block(block, self.neighbours(base, by_theirs, index))
        paired = {pair.base for pair in found}
        for index, block in enumerate(base):
            if index not in paired:
                self.lost_block(block)

    def neighbours(self, base: Sequence[Block], by_theirs: dict[int, Pair], index: int) -> rows.Neighbours:
        """The paired lines nearest before and behind a place."""
        before = max((there for there in by_theirs if there < index), default=None)
        behind = min((there for there in by_theirs if there > index), default=None)
        found = [base[by_theirs[there].base] if there is not None else None for there in (before, behind)]
        lines = [block if isinstance(block, Line) else None for block in found]
        return rows.Neighbours(lines[0], lines[1])

    def block(self, base: Block, theirs: Block, pair: Pair) -> None:
        if isinstance(base, Line) and isinstance(theirs, Line):
            self.line(base, [theirs], pair, _place(base))
        elif isinstance(base, Grid) and isinstance(theirs, Grid):
            self.grid(base, theirs)

    def line(self, base: Line, theirs: Sequence[Line], pair: Pair, place: str, *, counted: bool = True) -> None:
        """A line that is still there. A number alone in it was counted in the first column of a table, reckoned in the others."""
        self.objects(base, theirs, place)
        if not base.spans:
            whole = theirs[0] if len(theirs) == 1 else Line(tuple(stretch for line in theirs for stretch in line.stretches))
            self.outside += filter(None, [fixed_change(base, whole, place, counted=counted)])
            return
        found = values(base, theirs, place)
        self.texts |= found.texts
        self.outside += found.around
        self.stands(rows.row_of(base))
        if pair.sure < SURE:
            self.doubts.append(Doubt(tuple(found.texts), pair.sure, "chữ khác hẳn bản đã tạo"))

    def objects(self, base: Line, theirs: Sequence[Line], place: str) -> None:
        known = list(base.objects)
        for name in (name for line in theirs for name in line.objects):
            if name in known:
                known.remove(name)
            else:
                self.outside.append(Outside(Where.OBJECT, place, "", name))

    def new_block(self, block: Block, near: rows.Neighbours) -> None:
        if isinstance(block, Grid):
            self.outside.append(Outside(Where.ADDED, _place(block), "", block.text))
            return
        self.objects(Line(()), [block], _place(block))
        if not block.text.strip():
            self.outside += [] if block.objects else [Outside(Where.BLANK, "", "", "")]
            return
        known = rows.like(block, near.lists(self.lists), self.made)
        if known is None:
            self.outside.append(Outside(Where.ADDED, _place(block), "", block.text))
            return
        self.append(rows.added_line(block, known, self.taken))

    def append(self, new: Added) -> None:
        self.added.append(new)
        self.orders[rows.list_of(new.row)].append(new.row)

    def lost_block(self, block: Block) -> None:
        for line in [block] if isinstance(block, Line) else [line for row in block.rows for line in row.lines]:
            self.lost_line(line)

    def lost_line(self, line: Line) -> None:
        """A line that is no longer there: a row of a list is gone, a field that stands alone is empty, the rest is told."""
        row = rows.row_of(line)
        if rows.list_of(row) in self.lists:
            if row not in self.gone[rows.list_of(row)]:
                self.gone[rows.list_of(row)].append(row)
        elif line.spans and not rows.list_of(row):
            self.texts |= {span.key: EMPTY for span in line.spans}
            if self.anchored < _ANCHORED and line.text.strip():
                self.doubts.append(Doubt(tuple(span.key for span in line.spans), 0.4, "không thấy dòng này trong tệp"))
        else:
            self.kept(line)
            if line.text.strip():
                self.outside.append(Outside(Where.REMOVED, _place(line), line.text, ""))

    def kept(self, line: Line) -> None:
        """Fields whose line was lost but which can't be taken away: as they were."""
        self.texts |= values(line, [line], "").texts
        self.stands(rows.row_of(line))

    def stands(self, row: str) -> None:
        """A row of a list stands here."""
        name = rows.list_of(row)
        if name in self.lists and row not in self.orders[name]:
            self.orders[name].append(row)

    # Tables

    def grid(self, base: Grid, theirs: Grid) -> None:
        columns = beside(base, theirs)
        self.outside += columns.changes
        found = pairs(base.rows, theirs.rows, self.known, lambda one, other: likeness(one.text, other.text))
        by_theirs = {pair.theirs: pair for pair in found}
        for index, row in enumerate(theirs.rows):
            pair = by_theirs.get(index)
            if pair is not None:
                self.row(base, base.rows[pair.base], columns.cells(base.rows[pair.base], row), pair)
                self.joined(base, base.rows[pair.base], columns.lost(base.rows[pair.base], row))
            else:
                self.new_row(base, row, [base.rows[pair.base] for there, pair in sorted(by_theirs.items()) if there < index])
        paired = {pair.base for pair in found}
        for index, row in enumerate(base.rows):
            if index not in paired:
                self.lost_row(row)

    def row(self, grid: Grid, base: GridRow, cells: Iterator[tuple[Cell, Cell | None]], pair: Pair) -> None:
        key = rows.row_of_cells(base)
        if rows.list_of(key) == "field":
            self.group = key.partition("/")[2]
        if rows.list_of(key) == "criterion":
            self.texts[f"{key}/field"] = Text.of(self.group)
        wide = len(grid.rows[0].cells) > _LETTERHEAD and base is not grid.rows[0]
        for cell, other in cells:
            place = f"{_place(base)}, cột «{heading_words(grid, cell)}»" if key or wide else _place(cell)
            if other is None:
                for line in cell.lines:
                    self.kept(line)
            elif len(cell.lines) == 1:
                self.line(cell.lines[0], other.lines, pair, place, counted=not cell.column)
            elif (signing := rows.signing(cell.lines, other.lines)) is not None:
                self.texts |= signing
            else:
                self.blocks(cell.lines, other.lines)

    def joined(self, grid: Grid, base: GridRow, lost: Iterator[tuple[Cell | None, str]]) -> None:
        """Cells made one, or split: whose words are whose nobody can tell, so all is as it was and what stands there is told."""
        for cell, words in lost:
            place = _place(base) if cell is None else f"{_place(base)}, cột «{heading_words(grid, cell)}»"
            self.outside.append(Outside(Where.TABLE, place, clean(cell.text) if cell else "", f"ô gộp hoặc tách: {words}"))

    def new_row(self, grid: Grid, row: GridRow, before: Sequence[GridRow]) -> None:
        """A row that was put into a table: of the list whose row stands nearest before it and has as many cells."""
        if not row.text.strip():
            self.outside.append(Outside(Where.BLANK, "", "", ""))
            return
        known = next(
            (
                made
                for made in (*reversed(before), *grid.rows)
                if rows.list_of(rows.row_of_cells(made)) in self.lists and len(made.cells) == len(row.cells)
            ),
            None,
        )
        if known is None:
            self.outside.append(Outside(Where.ADDED, _place(row), "", row.text.replace("\t", " | ")))
            return
        self.append(rows.added_row(row, known, self.group, self.taken))

    def lost_row(self, row: GridRow) -> None:
        key = rows.row_of_cells(row)
        if rows.list_of(key) in self.lists:
            self.gone[rows.list_of(key)].append(key)
            return
        for line in row.lines:
            self.kept(line)
        if row.text.strip():
            self.outside.append(Outside(Where.REMOVED, _place(row), row.text.replace("\t", " | "), ""))

    # The rest

    def elsewhere(self, made: Snapshot, edited: Snapshot) -> None:
        for line in edited.elsewhere:
            if line not in made.elsewhere:
                self.outside.append(Outside(Where.ELSEWHERE, "", "", line))
        for line in made.elsewhere:
            if line not in edited.elsewhere:
                self.outside.append(Outside(Where.ELSEWHERE, "", line, ""))

    def without_looks(self) -> None:
        """Bold and italic are as they were where the words are: nobody took them away."""
        for line in self.made:
            for key, before in values(line, [line], "").texts.items():
                if key in self.texts:
                    self.texts[key] = redressed(before, self.texts[key].plain)
        self.outside = [edit for edit in self.outside if edit.where is not Where.LOOK]
        self.outside.append(Outside(Where.LOOK, "", "", "tệp không còn chữ đậm, chữ nghiêng nào: giữ như bản đã tạo"))

    def reading(self, edited: Snapshot) -> Reading:
        for name, gone in self.gone.items():
            left = len(self.orders[name])
            if len(gone) >= _MANY and len(gone) > left:
                self.doubts.append(Doubt(tuple(gone), 0.3, f"{len(gone)} dòng không còn trong tệp, chỉ còn {left}"))
        orders = {name: tuple(found) for name, found in self.orders.items()}
        return Reading(self.texts, orders, tuple(self.added), tuple(self.doubts), _told(self.outside), edited.comments, self.anchored)


def _score(one: Block, other: Block) -> float:
    if isinstance(one, Line) is not isinstance(other, Line):
        return 0.0
    if not one.text.strip() and not other.text.strip():
        return 0.5
    return likeness(one.text, other.text)


def _told(outside: Sequence[Outside]) -> tuple[Outside, ...]:
    """Each edit once, blank lines in one entry with their number."""
    blank = sum(edit.where is Where.BLANK for edit in outside)
    told = [edit for edit in outside if edit.where is not Where.BLANK]
    return (*told, *([Outside(Where.BLANK, "", "", f"{blank} dòng trống thêm vào")] if blank else []))


def _place(thing: Line | Cell | GridRow | Grid) -> str:
    """The first words."""
    words = " ".join(clean(thing.text.replace("\t", " ")).split())
    return f"«{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}»"
