"""What became of the words of a file: its parts in today's letters, how many stretches changed, what a person should look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator import vietnamese
from generator.errors import Place, Problem, Severity
from generator.legacy_text import Loss, Modern, Stretch, Writing, capitals_only
from generator.package import Package, Part
from generator.wordxml import A, parse

_SHOWN: Final = 48
_MESSAGES: Final = {
    Loss.CAPITAL: (
        "CHU-10",
        "Chữ {} có thể vốn viết hoa, nhưng TCVN3 không có chữ hoa mang dấu thanh nên giữ chữ thường",
        "Xem lại, viết hoa nếu cần",
    ),
    Loss.SIGN: ("CHU-12", "Ký tự {} không có trong bảng mã của đoạn này nên giữ nguyên", "Xem lại trên bản in và sửa tay"),
    Loss.LETTER: (
        "CHU-13",
        "Chữ {} có lẽ thiếu ư: mã của ư trong TCVN3 trùng dấu nối mềm nên dễ mất khi chép",
        "Xem lại, thêm ư nếu đúng",
    ),
    Loss.MIXED: ("CHU-14", "Đoạn lẫn chữ Unicode với chữ bảng mã cũ ({}) nên giữ nguyên", "Gõ lại chữ này"),
}


@dataclass(frozen=True, slots=True)
class Transcript:
    """A file in today's letters; `counts` says how many stretches were kept in each old encoding. Without any it is as it was."""

    parts: Mapping[str, Part]
    counts: Mapping[Writing, int]
    findings: tuple[Problem, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether any word was kept in old letters."""
        return bool(self.counts)


def counted(paragraph: Iterable[Stretch], made: Iterable[Modern]) -> Counter[Writing]:
    """How many stretches of a paragraph read otherwise now, by how they were kept."""
    return Counter(one.writing for was, one in zip(paragraph, made, strict=True) if one.words != was.words)


def looks_otherwise(words: str, font: str) -> bool:
    """Whether words in Unicode would look otherwise in another font than this one, made for old letters: it has to stay for them."""
    return not words.isascii() or (capitals_only(font) and words != words.upper())


def losses(made: Iterable[Modern], place: Place) -> Iterator[Problem]:
    """What could not survive in one paragraph, one problem for each kind; the capitals of a font are told once for a file."""
    told = dict.fromkeys(lost for one in made for lost in one.lost)
    for loss, (code, message, cure) in _MESSAGES.items():
        words = ", ".join(f"«{lost.words}»" for lost in told if lost.loss is loss)
        if words:
            yield Problem(code, message.format(words), cure, place, Severity.WARNING)


def capitals(made: Iterable[Modern], place: Place) -> Iterator[Problem]:
    """One note on the stretches in fonts that draw capitals only."""
    count = sum(lost.loss is Loss.CASE for one in made for lost in one.lost)
    if count:
        message = f"{count} đoạn dùng phông chữ hoa (.Vn…H) nay là chữ in hoa; không còn biết chữ nào vốn gõ thường"
        yield Problem("CHU-11", message, "Đổi lại chữ thường ở chỗ không cần in hoa", place, Severity.NOTE)


def drawn_words(source: Package, parts: re.Pattern[str]) -> Iterator[list[str]]:
    """The words drawn in each part whose name fits, such as a chart; a part that is no XML has none."""
    for name in filter(parts.fullmatch, source.parts):
        try:
            yield [node.text or "" for node in parse(source.parts[name].data).iter(f"{A}t")]
        except ValueError:
            continue


def left(what: str, place: Place) -> Problem:
    """Old letters that stay as they are, with what they stand in."""
    return Problem("CHU-15", f"{what} còn chữ bảng mã cũ, chưa chuyển", "Sửa tay chỗ này", place, Severity.WARNING)


def beginning(words: str) -> str:
    """The first words of a paragraph, to find it by."""
    return vietnamese.shortened(words, _SHOWN)
