"""The signature block (ô số 7a, 7b) of a draft with another signer in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from generator.errors import Place, Problem
from generator.fields import anchor_name
from generator.final_copy.lines import Line


@dataclass(frozen=True, slots=True)
class Signature:
    """The three lines as printed: authority (may be empty), position, name (KY-01 to KY-04)."""

    authority: str
    position: str
    name: str


def sign(lines: list[Line], before: Signature, after: Signature, place: Place) -> Problem | None:
    """Put one signer in the place of another; a problem when the lines are no longer those of the draft as made."""
    found = [_line(lines, name) for name in ("authority", "position", "signer")]
    authority, position, name = found
    said = ["" if line is None else " ".join(line.text.split()) for line in found]
    if position is None or name is None or said != [" ".join(words.split()) for words in astuple(before)]:
        cure = "Đổi người ký ở trang Kế hoạch của sổ rồi tạo dự thảo mới"
        return Problem("PH-10", "Phần chữ ký trong dự thảo đã bị sửa nên không tự đổi người ký được", cure, place)
    for line, words in ((position, after.position), (name, after.name)):
        line.replace(0, len(line.text), words)
    if authority is None and after.authority:
        lines.insert(lines.index(position), position.copy_above(after.authority))
    elif authority is not None and after.authority:
        authority.replace(0, len(authority.text), after.authority)
    elif authority is not None:
        authority.take_out()
    return None


def _line(lines: Sequence[Line], key: str) -> Line | None:
    """The one line that carries the bookmark of a field."""
    found = [line for line in lines if anchor_name(key) in line.bookmarks]
    return found[0] if len(found) == 1 else None
