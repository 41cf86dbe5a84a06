"""Rows that somebody wrote into a list: which list, which row they look like, and their words column by column."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.fields import row_key
from generator.readback.found import Added
from generator.readback.values import COUNTED, cut, tidy, typed_prefix, values
from generator.richtext import Run, Text
from generator.snapshot import GridRow, Line


def list_of(row: str) -> str:
    """`criterion` of `criterion/1.1.2`; nothing of a field that stands alone."""
    return row.partition("/")[0] if "/" in row else ""


def row_of(line: Line) -> str:
    """The row that a line as made belongs to; nothing when it prints no field."""
    return row_key(line.spans[0].key) if line.spans else ""


def row_of_cells(row: GridRow) -> str:
    """The same of a row of a table: all of whose fields belong to one row."""
    rows = {row_key(span.key) for line in row.lines for span in line.spans}
    return next(iter(rows)) if len(rows) == 1 else ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest lines as made before and behind a place in the edited draft."""

    before: Line | None
    behind: Line | None

    def lists(self, allowed: frozenset[str]) -> list[str]:
        """The lists that a line written here may belong to, the likelier first."""
        found = [list_of(row_of(line)) for line in (self.before, self.behind) if line is not None]
        return list(dict.fromkeys(name for name in found if name in allowed))


def like(line: Line, lists: Sequence[str], made: Sequence[Line]) -> Line | None:
    """The line as made of one of the lists that a new one looks like: same style and same kind of number before it, or one of both."""
    candidates = [known for name in lists for known in made if list_of(row_of(known)) == name and len(known.spans) == 1]
    same_style = [known for known in candidates if known.style == line.style]
    same_kind = [known for known in candidates if kind_of(known) == kind_of(line)]
    both = [known for known in same_style if known in same_kind]
    return next(iter((*both, *(same_style if len(same_style) < len(candidates) else []), *same_kind, *candidates)), None)


def kind_of(line: Line) -> str:
    """What stands before a text: a Roman number, a number, a dash, nothing."""
    prefix = typed_prefix(line)
    if not prefix:
        return "dash" if line.listed else ""
    return "roman" if prefix[0] in "IVXLC" else "number" if prefix[0].isdecimal() else "letter" if prefix[0].isalpha() else "dash"


def added_line(line: Line, known: Line, taken: set[str]) -> Added:
    """A new line of the list that `known` belongs to."""
    name = list_of(row_of(known))
    key = known.spans[0].key
    text = values(known, [line], "").texts[key] if kind_of(known) == kind_of(line) else _bare(line, known)
    return Added(new_row(name, (text.plain,), taken), {"text": text}, row_of(known), typed_prefix(line))


def _bare(line: Line, known: Line) -> Text:
    """The words without the number or dash before them."""
    house = known.spans[0].house
    look = line.look if line.style != known.style else house
    start = found.end() if (found := COUNTED.match(line.text)) else 0
    runs, position = [], 0
    for stretch in line.stretches:
        words = stretch.text[max(0, start - position) :]
        position += len(stretch.text)
        runs.append(Run(words, stretch.look.bold and not look.bold, stretch.look.italic and not look.italic))
    return tidy(Text.joined(runs))


def added_row(row: GridRow, known: GridRow, group: str, taken: set[str]) -> Added:
    """A new row of a table, read by the columns of one that was printed."""
    name = list_of(row_of_cells(known))
    words = dict(_cells(row, known))
    code = words.get("code", Text()).plain
    named = [code] if code and code.replace(".", "").isalnum() else []
    return Added(new_row(name, tuple(text.plain for text in words.values()), taken, *named), words, row_of_cells(known), group=group)


def _cells(row: GridRow, known: GridRow) -> Iterator[tuple[str, Text]]:
    for cell, model in zip(row.cells, known.cells, strict=False):
        line = next((line for line in model.lines if line.spans), None)
        if line is None:
            continue
        found = values(line, cell.lines, "").texts
        if len(line.spans) > 1 and not all(text for text in found.values()):
            whole = cut(Line(line.stretches, spans=line.spans[-1:]), cell.text)
            found = {line.spans[-1].key: Text.of(cell.text[whole[0][0] :].strip())}
        for key, text in found.items():
            yield key.rpartition("/")[2], text


_AUTHORITY: Final = re.compile(r"^\s*(?:KT|TL|TUQ|TM)\.\s")


def signing(made: Sequence[Line], theirs: Sequence[Line]) -> dict[str, Text] | None:
    """The signature block, when the line of authority came or went: two lines are title and name, three have the authority above (KY-03).

    None when nothing came or went, or the block is something else.
    """
    known = {span.key: line for line in made for span in line.spans}
    now = [line for line in theirs if line.text.strip()]
    if not {"position", "signer"} <= known.keys() or len(now) == sum(bool(line.text.strip()) for line in made):
        return None
    names = {2: ("position", "signer"), 3: ("authority", "position", "signer")}.get(len(now), ())
    if not names or bool(_AUTHORITY.match(now[0].text)) is not (len(now) == len(("authority", "position", "signer"))):
        return None
    found = {"authority": Text()}
    for name, line in zip(names, now, strict=True):
        model = known.get(name, known["position"])
        found |= {name: next(iter(values(model, [line], "").texts.values()))}
    return found


def new_row(name: str, words: Sequence[str], taken: set[str], *wanted: str) -> str:
    """A key for a new row, the same whenever the same words are read; `taken` learns it."""
    letters = hashlib.sha256("\n".join((name, *words)).encode("utf-8")).hexdigest()
    candidates = (*(f"{name}/{code}" for code in wanted), *(f"{name}/s{letters[:length]}" for length in range(6, 22)))
    chosen = next(row for row in candidates if row not in taken)
    taken.add(chosen)
    return chosen
