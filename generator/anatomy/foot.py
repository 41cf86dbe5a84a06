"""The foot of a paper: recipients, signatures (one or several), the drafter's sign, the address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.anatomy import words
from generator.anatomy.head import anchor, stamp
from generator.anatomy.marks import Marks
from generator.anatomy.parts import Part
from generator.anatomy.spans import Line
from generator.measure import pt

_TAIL: Final = 40
"""Lines with words that a foot on the page, without a table, has at most."""
_SHORT: Final = 110
_MOST_ROWS: Final = 8
_GAP: Final = pt(30)
_MOST_IN_NAME: Final = 6
_RANKS: Final = frozenset(
    [
        "ts",
        "ths",
        "pgs",
        "gs",
        "bs",
        "cn",
        "ks",
        "ngnd",
        "ngut",
        "nsnd",
        "nsưt",
        "luật",
        "sư",
        "đại",
        "tá",
        "thượng",
        "trung",
        "thiếu",
        "tướng",
        "úy",
        "sĩ",
        "tiến",
        "thạc",
        "giáo",
        "phó",
    ]
)


def read_foot(marks: Marks, start: int, end: int) -> None:
    """Make out recipients and signatures of a paper, wherever they stand in its text."""
    tables = _tables(marks, start, end)
    for lines in tables:
        if _is_foot(marks, lines):
            _columns(marks, lines)
    _on_page(marks, start, end)
    for lines in tables:
        _contact(marks, lines)


def _tables(marks: Marks, start: int, end: int) -> list[list[int]]:
    """The lines of each table, those without words too."""
    found: dict[int, list[int]] = {}
    for at in range(start, end):
        if marks.lines[at].spot.table >= 0:
            found.setdefault(marks.lines[at].spot.table, []).append(at)
    return [lines for lines in found.values() if not all(marks.part(at) for at in lines if marks.lines[at].text)]


def _is_foot(marks: Marks, lines: Sequence[int]) -> bool:
    said = [marks.lines[at] for at in lines if marks.free(at)]
    if not said:
        return False
    if any(words.RECIPIENTS_HEAD.match(line.folded) for line in said):
        plain = not said[0].spot.framed and said[0].spot.rows <= _MOST_ROWS
        return plain or any(words.KEPT.match(line.folded) for line in said)
    if said[0].spot.framed or said[0].spot.rows > _MOST_ROWS or any(len(line.text) > _SHORT for line in said):
        return False
    cells = _cells(marks, lines)
    return any(_signs(marks, cell) for cell in cells)


def _cells(marks: Marks, lines: Sequence[int]) -> list[list[int]]:
    found: dict[tuple[int, int, int], list[int]] = {}
    for at in lines:
        found.setdefault(marks.lines[at].spot.group, []).append(at)
    return list(found.values())


def _signs(marks: Marks, cell: Sequence[int]) -> bool:
    """Whether a cell is a signature: a title of office in front, room or a name below."""
    said = [marks.lines[at] for at in cell if marks.free(at)]
    if not said or not (words.AUTHORITY.match(said[0].folded) or words.POSITION.match(said[0].folded)):
        return False
    below = said[-1]
    return len(said) == 1 or _name(below) or bool(words.PARENTHESIS.match(below.folded)) or bool(words.AUTHORITY.match(said[0].folded))


def _columns(marks: Marks, lines: Sequence[int]) -> None:
    for cell in _cells(marks, lines):
        said = [marks.lines[at] for at in cell if marks.free(at)]
        if said and (any(words.RECIPIENTS_HEAD.match(line.folded) for line in said) or _may_sign(said)):
            _column(marks, cell)


def _may_sign(said: Sequence[Line]) -> bool:
    """Whether a column beside recipients or a signature is a signature, its words being no known title of office."""
    first = said[0]
    office = words.AUTHORITY.match(first.folded) or words.POSITION.match(first.folded) or words.capital(first.text)
    return bool(office) or (len(said) > 1 and _name(said[-1]))


def _column(marks: Marks, cell: Sequence[int]) -> None:
    """One column: recipients from their head on, a signature above it or alone."""
    head = next((index for index, at in enumerate(cell) if words.RECIPIENTS_HEAD.match(marks.lines[at].folded)), len(cell))
    _signatures(marks, cell[:head])
    _recipients(marks, cell[head:])


def _recipients(marks: Marks, lines: Sequence[int]) -> None:
    kept = False
    for index, at in enumerate(lines):
        line = marks.lines[at]
        if not marks.free(at):
            continue
        if index == 0:
            _recipients_head(marks, at)
        elif stamp(line) is Part.LINE:
            marks.set(at, Part.LINE)
        elif kept:
            marks.set(at, Part.DRAFTER if words.DRAFTER.match(line.folded) else Part.OTHER)
        else:
            kept = bool(words.KEPT.match(line.folded))
            marks.set(at, Part.KEPT if kept else Part.RECIPIENT)


def _recipients_head(marks: Marks, at: int) -> None:
    """«Nơi nhận:» alone, or with the first recipient on its line."""
    line = marks.lines[at]
    found = words.RECIPIENTS_HEAD.match(line.folded)
    rest = line.text[found.end() :].strip() if found else ""
    if rest and len(line.text) == len(line.folded):
        marks.cut(at, Part.RECIPIENTS_HEAD, Part.RECIPIENT, line.text.rindex(rest))
    else:
        marks.set(at, Part.RECIPIENTS_HEAD)


def _signatures(marks: Marks, lines: Sequence[int]) -> None:
    """The signatures of one column, one below another."""
    for block in _blocks(marks, lines):
        _signature(marks, block)


def _blocks(marks: Marks, lines: Sequence[int]) -> Iterator[list[int]]:
    """A new signature begins where a title of office follows a name."""
    block: list[int] = []
    named = False
    for at in lines:
        line = marks.lines[at]
        if marks.free(at):
            titled = bool(words.AUTHORITY.match(line.folded) or words.POSITION.match(line.folded))
            if named and titled:
                yield block
                block, named = [], False
            named = named or (_name(line) and bool(block))
        block.append(at)
    yield block


def _signature(marks: Marks, lines: Sequence[int]) -> None:
    said = []
    for at in lines:
        if not marks.free(at):
            continue
        part = _beside(marks.lines[at])
        if part is None:
            said.append(at)
        else:
            marks.set(at, part)
    while said and words.AUTHORITY.match(marks.lines[said[0]].folded):
        marks.set(said.pop(0), Part.AUTHORITY)
    gaps = _gaps(marks, lines)
    name = _signer(marks, said, gaps)
    for at in said:
        if at == name:
            marks.set(at, Part.SIGNER)
        elif name is not None and at > name:
            marks.set(at, Part.OTHER)
        else:
            first_gap = next((gap for gap in gaps if gap > said[0]), None)
            apart = first_gap is not None and at >= first_gap and name is not None and at != said[0]
            marks.set(at, Part.OTHER_POSITION if apart else Part.POSITION)


def _beside(line: Line) -> Part | None:
    """What stands in a signature and is neither office nor name."""
    stamped = anchor(line)
    if stamped is not None and stamped is not Part.NUMBER:
        return stamped
    return Part.OTHER if words.PARENTHESIS.match(line.folded) or words.SIGNED.match(line.folded) else None


def _gaps(marks: Marks, lines: Sequence[int]) -> list[int]:
    """Lines that stand below the room for the signature."""
    found: list[int] = []
    blank = False
    for at in lines:
        line = marks.lines[at]
        if line.blank or line.folded.startswith("("):
            blank = blank or at != lines[0]
        else:
            if blank or line.paragraph.before >= _GAP:
                found.append(at)
            blank = False
    return found


def _signer(marks: Marks, said: Sequence[int], gaps: Sequence[int]) -> int | None:
    if not said:
        return None
    named = [at for at in said if _name(marks.lines[at])]
    if named and (len(named) < len(said) or named[-1] in gaps or len(said) == 1):
        return named[-1]
    last = said[-1]
    return last if len(said) > 1 and last in gaps and not words.POSITION.match(marks.lines[last].folded) else None


def _name(line: Line) -> bool:
    """Whether a line looks like a person's name, or the place for one."""
    if words.NAME_BLANK.match(line.folded):
        return True
    if words.POSITION.match(line.folded) or words.AUTHORITY.match(line.folded) or len(line.text) > _SHORT or line.text[-1] in ":;,":
        return False
    if words.capital(line.text) and words.GOES_ON.match(line.folded):
        return False
    said = line.text.replace(".", " ").split()
    plain = [word for word in said if word.casefold() not in _RANKS] or said
    proper = all(word[0].isupper() and not any(map(str.isdigit, word)) for word in plain)
    return 2 <= len(plain) <= _MOST_IN_NAME and proper and not words.ORGANISATION.match(line.folded)  # noqa: PLR2004 - two words at least


def _on_page(marks: Marks, start: int, end: int) -> None:
    """A foot in plain lines or tabs: from the first line that is surely of it."""
    tail = _tail(marks, start, end)
    first = next((index for index, at in enumerate(tail) if _begins(marks.lines[at])), None)
    if first is None:
        return
    above = next((at for at in reversed(tail[:first]) if marks.lines[at].text), None)
    if above is not None and anchor(marks.lines[above]) is Part.PLACE_DATE:
        marks.set(above, Part.PLACE_DATE)
    for cell in _cells(marks, tail[first:]):
        _plain_column(marks, cell)


def _tail(marks: Marks, start: int, end: int) -> list[int]:
    found: list[int] = []
    seen = 0
    for at in range(end - 1, start - 1, -1):
        line = marks.lines[at]
        if line.spot.table >= 0 or (line.text and not marks.free(at)):
            continue
        seen += not line.blank
        if seen > _TAIL:
            break
        found.append(at)
    return found[::-1]


def _begins(line: Line) -> bool:
    if line.blank or len(line.text) > _SHORT:
        return False
    office = (
        words.capital(line.text) and (words.POSITION.match(line.folded) or words.AUTHORITY.match(line.folded)) and line.text[-1] not in ";."
    )
    return bool(words.RECIPIENTS_HEAD.match(line.folded) or office)


def _plain_column(marks: Marks, lines: Sequence[int]) -> None:
    """Lines on the page: recipients up to the one kept, signatures before or after them."""
    head = next((index for index, at in enumerate(lines) if words.RECIPIENTS_HEAD.match(marks.lines[at].folded)), None)
    if head is None:
        _signatures(marks, _short(marks, lines))
        return
    _signatures(marks, _short(marks, lines[:head]))
    last = _last_recipient(marks, lines, head)
    _recipients(marks, lines[head : last + 1])
    _signatures(marks, _short(marks, lines[last + 1 :]))


def _last_recipient(marks: Marks, lines: Sequence[int], head: int) -> int:
    last = head
    for index in range(head + 1, len(lines)):
        line = marks.lines[lines[index]]
        if line.blank:
            continue
        if words.KEPT.match(line.folded):
            return index
        if _begins(line) or not (line.text.startswith(("-", "–", "+", "•")) or line.paragraph.label or line.text.endswith(";")):
            return last
        last = index
    return last


def _short(marks: Marks, lines: Sequence[int]) -> list[int]:
    """Up to the first line too long for a signature."""
    found: list[int] = []
    for at in lines:
        line = marks.lines[at]
        if len(line.text) > _SHORT or line.text.startswith(("-", "–")) or line.text.endswith((";", ":", ".")):
            break
        found.append(at)
    return found


def _contact(marks: Marks, lines: Sequence[int]) -> None:
    """Address, e-mail, telephone at the foot of the first page (DC-01)."""
    said = [at for at in lines if marks.free(at)]
    if said and len(said) <= 6 and sum(len(set(words.CONTACT.findall(marks.lines[at].folded))) for at in said) > 1:  # noqa: PLR2004
        for at in said:
            marks.set(at, Part.ADDRESS)
