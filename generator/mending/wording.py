"""What the words of a part should be where the decree fixes them to the letter: dashes, colons, zeros and marks at line ends."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece, Where

_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_WRONG_MARKS: Final = ".,;"


@dataclass(frozen=True, slots=True)
class Wording:
    """Other words for a piece: the rule, what it is about, and the words."""

    code: str
    what: str
    words: str


Rule = Callable[[Sequence[Piece], int, str], Wording | None]
"""Looks at one of the pieces, and at the words it has by now."""


def wordings(pieces: Sequence[Piece], index: int) -> tuple[list[Wording], str]:
    """The changes that one of the pieces needs, in order, and its words after all of them."""
    words, found = pieces[index].text, []
    for rule in _RULES.get(pieces[index].part, ()):
        wording = rule(pieces, index, words)
        if wording is not None and wording.words != words:
            found.append(wording)
            words = wording.words
    return found, words


def _spelled(word: str) -> str:
    """A pattern for a word, its marks composed, combining or half so."""
    return "".join(_letter(char) for char in unicodedata.normalize("NFC", word))


def _letter(char: str) -> str:
    apart = unicodedata.normalize("NFD", char)
    base, marks = apart[0], apart[1:]
    forms = {char, apart}
    for some in itertools.permutations(marks):
        forms |= {base + "".join(some), unicodedata.normalize("NFC", base + some[0]) + "".join(some[1:]) if some else base}
    return f"(?:{'|'.join(sorted(map(re.escape, forms), key=len, reverse=True))})"


_SO: Final = _spelled("Số")
_DAY_OF_ONE_DIGIT: Final = re.compile(rf"({_spelled('ngày')}\s+)([1-9])(?=\s+{_spelled('tháng')}\b)")
_SHORT_MONTH: Final = re.compile(rf"({_spelled('tháng')}\s+)([12])(?=\s+{_spelled('năm')}\b)")
_LONG_MONTH: Final = re.compile(rf"({_spelled('tháng')}\s+)0([3-9])(?=\s+{_spelled('năm')}\b)")
_NUMBER_HEAD: Final = re.compile(rf"({_SO})([^\S\n]*)(:?)([^\S\n]*)(?=[\d/…._])")
_ONE_DIGIT: Final = re.compile(rf"({_SO}:\s*)([1-9])(?=\s*/)")
_ADDRESSEE_HEAD: Final = re.compile(rf"({_spelled('Kính gửi')})(\s*)(:?)", re.IGNORECASE)
_BASIS_HEAD: Final = re.compile("|".join(map(_spelled, ("Căn cứ", "Theo", "Thực hiện", "Xét", "Trên cơ sở", "Thi hành"))))
_LINE_DASH: Final = re.compile(rf"[{_DASHES}]\s*(?=\w)")
_PLAIN_END: Final = re.compile(r"(?:[^\W_]|[)”\"»])$")


def _national_name(pieces: Sequence[Piece], index: int, words: str) -> Wording | None:
    shown_capitals = all(run.letters.caps for run in pieces[index].runs)
    same = _bare(words) == _bare(std.NATIONAL_NAME) and not shown_capitals
    return Wording("QH-01", "chữ hoa", words.upper()) if same else None


def _motto(_: Sequence[Piece], __: int, words: str) -> Wording | None:
    dashed = re.sub(rf"\s*[{_DASHES}]\s*", " - ", words)
    composed = unicodedata.normalize("NFC", dashed)
    if composed.casefold() != std.MOTTO.casefold():
        return None
    return Wording("TN-01", "cách viết Tiêu ngữ", dashed if composed == std.MOTTO else std.MOTTO)


def _number_colon(_: Sequence[Piece], __: int, words: str) -> Wording | None:
    found = _NUMBER_HEAD.match(words)
    if found is None or (found[3] and not found[2]) or not (found[3] or found[2]):
        return None
    gap = found[4] if found[3] else found[2]
    return Wording("SO-01", "dấu hai chấm sau “Số”", f"{found[1]}:{gap or ' '}{words[found.end() :]}")


def _number_zero(_: Sequence[Piece], __: int, words: str) -> Wording | None:
    return Wording("SO-02", "số 0 trước số nhỏ hơn 10", _ONE_DIGIT.sub(r"\g<1>0\2", words))


def _date_zeros(_: Sequence[Piece], __: int, words: str) -> Wording | None:
    zeros = _SHORT_MONTH.sub(r"\g<1>0\2", _DAY_OF_ONE_DIGIT.sub(r"\g<1>0\2", words))
    code = "DD-03" if zeros == words else "DD-02"
    return Wording(code, "số 0 trong ngày, tháng", _LONG_MONTH.sub(r"\1\2", zeros))


def _addressee_colon(_: Sequence[Piece], __: int, words: str) -> Wording | None:
    found = _ADDRESSEE_HEAD.match(words)
    if found is None or (found[3] and not found[2]):
        return None
    rest = words[found.end() :]
    if not found[3] and not found[2] and rest:
        return None
    gap = "" if found[3] or not rest else found[2]
    return Wording("KG-02", "dấu hai chấm sau “Kính gửi”", f"{found[1]}:{gap}{rest}")


def _basis_end(pieces: Sequence[Piece], index: int, words: str) -> Wording | None:
    """`;` after a basis that another one follows, `.` after the last; a sentence that runs on is a person's to mend."""
    following = _next(pieces, index)
    if following is None or not _BASIS_HEAD.match(words):
        return None
    if following.part is Part.BASIS:
        return _ended("CC-02", words, ";", bare=True) if _BASIS_HEAD.match(following.text) else None
    enacting = following.part in {Part.ENACTING, Part.ENACTOR}
    if not enacting and not (words.endswith(";") and following.text[:1].isupper()):
        return None
    return _ended("CC-02", words, ".", bare=enacting)


def _line_dash(code: str) -> Rule:
    def rule(pieces: Sequence[Piece], index: int, words: str) -> Wording | None:
        labelled = bool(pieces[index].paragraph.label)
        return (
            None if labelled else Wording(code, "gạch đầu dòng", _LINE_DASH.sub("- ", words, count=1) if _LINE_DASH.match(words) else words)
        )

    return rule


def _recipient_end(pieces: Sequence[Piece], index: int, words: str) -> Wording | None:
    following = _next(pieces, index)
    if (
        following is None
        or following.part not in {Part.RECIPIENT, Part.KEPT}
        or not (_begins(pieces[index].read) and _begins(following.read))
    ):
        return None
    return _ended("NN-02", words, ";", bare=True)


def _kept_end(pieces: Sequence[Piece], index: int, words: str) -> Wording | None:
    following = _next(pieces, index)
    runs_on = following is not None and following.part in {Part.KEPT, Part.RECIPIENT}
    return None if runs_on else _ended("NN-05", words, ".", bare=True)


def _addressee_end(pieces: Sequence[Piece], index: int, words: str) -> Wording | None:
    """`;` between several addressees, `.` after the last of them."""
    following, before = _next(pieces, index), pieces[index - 1] if index else None
    if not _begins(pieces[index].read):
        return None
    if following is not None and following.part is Part.ADDRESSEE:
        return _ended("KG-04", words, ";", bare=True) if _begins(following.read) else None
    return _ended("KG-04", words, ".", bare=True) if before is not None and before.part is Part.ADDRESSEE else None


def _closing(pieces: Sequence[Piece], index: int, words: str) -> Wording | None:
    """`./.` after the last sentence of the paper itself, where the signature or the recipients follow at once."""
    following = _next(pieces, index)
    ends = {Part.RECIPIENTS_HEAD, Part.AUTHORITY, Part.POSITION}
    if pieces[index].where is not Where.MAIN or following is None or following.part not in ends:
        return None
    return Wording("ND-05", "dấu kết thúc văn bản", f"{words}/.") if words.endswith(".") and _PLAIN_END.search(words[:-1]) else None


def _next(pieces: Sequence[Piece], index: int) -> Piece | None:
    """The piece that follows in the same paper."""
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    return following if following is not None and following.paper == pieces[index].paper else None


def _begins(words: str) -> bool:
    """Whether a line begins with a dash of its own: one without may go on with the line above."""
    return words[:1] in set(_DASHES)


def _ended(code: str, words: str, mark: str, *, bare: bool) -> Wording | None:
    """Words with a mark at their end in place of another one; where `bare`, also after words that end with none."""
    if words[-1:] in set(_WRONG_MARKS) and _PLAIN_END.search(words[:-1]):
        return Wording(code, "dấu cuối dòng", words[:-1] + mark)
    return Wording(code, "dấu cuối dòng", words + mark) if bare and _PLAIN_END.search(words) else None


def _bare(words: str) -> str:
    """Letters without marks and case: `HOÀ` and `HÒA` are the same word."""
    return "".join(char for char in unicodedata.normalize("NFD", words.casefold()) if char.isalpha())


_TEXT_RULES: Final[tuple[Rule, ...]] = (_closing,)
_RULES: Final[dict[Part, tuple[Rule, ...]]] = {
    Part.NATIONAL_NAME: (_national_name,),
    Part.MOTTO: (_motto,),
    Part.NUMBER: (_number_colon, _number_zero),
    Part.PLACE_DATE: (_date_zeros,),
    Part.BASIS: (_basis_end,),
    Part.ADDRESSEE_HEAD: (_addressee_colon,),
    Part.ADDRESSEE: (_line_dash("KG-04"), _addressee_end),
    Part.RECIPIENT: (_line_dash("NN-02"), _recipient_end),
    Part.KEPT: (_line_dash("NN-02"), _kept_end),
    Part.BODY: _TEXT_RULES,
    Part.CLAUSE: _TEXT_RULES,
    Part.POINT: _TEXT_RULES,
    Part.ARTICLE: _TEXT_RULES,
}
