"""Names whose capitals are known: lists that ship with the program, extended by an office's own files of the same names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from generator import files, word_lists
from generator.errors import Problem
from generator.format_checks.judged_text import Judged, Slip, new_tones

FOLDER: Final = (word_lists.FOLDER, "viet-hoa")
"""Folder of the lists in the program's data."""
FILES: Final[Mapping[str, str]] = {
    "VH-03": "ten-nguoi-nuoc-ngoai.txt",
    "VH-04": "tinh-thanh-pho.txt",
    "VH-07": "dia-hinh.txt",
    "VH-08": "vung-mien.txt",
    "VH-09": "dia-danh-nuoc-ngoai.txt",
    "VH-10": "co-quan.txt",
    "VH-12": "to-chuc-nuoc-ngoai.txt",
    "VH-13": "nhan-dan-nha-nuoc.txt",
    "VH-14": "danh-hieu.txt",
    "VH-17": "ngay-le.txt",
    "VH-18": "luat.txt",
    "VH-21": "ngay-tet.txt",
    "VH-23": "su-kien.txt",
    "VH-24": "sach-bao.txt",
}
"""The list of each rule that has one."""

_LONGEST_LINE: Final = 200
_ARROW: Final = "=>"
_SURELY_A_NAME: Final = 4
"""So many syllables are no accident, even without any capital."""
_LEADS_TO_A_NAME: Final = frozenset({"của", "do", "gửi", "cho", "với", "bởi", "trình", "trưởng", "đốc", "hiệu", "tặng", "thưởng", "ủy"})
"""Behind these words a kind of body in small letters is that body, and not the end of another word (`cán bộ`, `trụ sở`)."""


@dataclass(frozen=True, slots=True)
class Form:
    """A name as it is written; with `wrong` only that one writing is a fault, else any other capitals are."""

    right: str
    wrong: str = ""


class Forms:
    """The names of one list, looked for all at once."""

    def __init__(self, forms: tuple[Form, ...]) -> None:
        """Longer names are looked for first: `Sở Y tế` must not hide in a longer name."""
        self._wrong = {_composed(form.wrong): form.right for form in forms if form.wrong}
        self._right = {_composed(form.right).lower(): _composed(form.right) for form in forms if not form.wrong}
        self._exact = _any_of(self._wrong)
        self._alike = _any_of(self._right, re.IGNORECASE)

    def slips(self, text: Judged) -> Iterator[Slip]:
        """Every name of the list that a text writes otherwise, in capitals all over excepted."""
        for match in self._exact.finditer(text.words) if self._exact else ():
            yield Slip(text.shown[match.start() : match.end()], self._wrong[match[0]])
        for match in self._alike.finditer(text.words) if self._alike else ():
            right = self._right.get(match[0].lower(), match[0])
            differs = not match[0].isupper() and _differs(match[0], right, inside=text.inside(match.start()))
            if differs and _a_name(text, match, right):
                yield Slip(text.shown[match.start() : match.end()], right)


def read_forms(problems: list[Problem], *folders: Mapping[str, bytes]) -> Mapping[str, Forms]:
    """The lists by rule code, one folder after the other, by file name; what is no entry is left out and told."""
    found: dict[str, list[Form]] = {code: [] for code in FILES}
    codes = {name: code for code, name in FILES.items()}
    for folder in folders:
        for name, data in sorted(folder.items()):
            if code := codes.get(name.lower(), ""):
                found[code] += _forms(f"{FOLDER[1]}/{name}", data, problems)
            else:
                problems.append(word_lists.unknown(f"{FOLDER[1]}/{name}", list(codes)))
    return {code: Forms(tuple(forms)) for code, forms in found.items()}


@cache
def shipped_forms() -> Mapping[str, Forms]:
    """The lists that come with the program."""
    return read_forms([], word_lists.files_in(files.shipped("data", *FOLDER), []))


def forms_beside(folder: Path) -> tuple[Mapping[str, Forms] | None, tuple[Problem, ...]]:
    """The shipped lists with those in `danh-muc/viet-hoa` of a folder, or None when it has none; and what could not be read of them."""
    problems: list[Problem] = []
    own = word_lists.files_in(folder.joinpath(*FOLDER), problems)
    forms = read_forms(problems, word_lists.files_in(files.shipped("data", *FOLDER), problems), own) if own else None
    return forms, tuple(problems)


def _forms(name: str, data: bytes, problems: list[Problem]) -> Iterator[Form]:
    for number, line in word_lists.entries(name, data, problems):
        form = _form(line)
        if len(line) > _LONGEST_LINE:
            problems.append(word_lists.endless(name, number, line, _LONGEST_LINE))
        elif form is None:
            problems.append(word_lists.misshapen(name, number, line, f"tên viết đúng, hoặc hai vế khác nhau cách nhau bằng dấu {_ARROW}"))
        else:
            yield form


def _form(line: str) -> Form | None:
    """`đúng`, or `sai => đúng`."""
    wrong, arrow, right = (part.strip() for part in line.partition(_ARROW))
    if not arrow:
        return Form(wrong)
    return Form(right, wrong) if wrong and right and wrong != right else None


def _composed(words: str) -> str:
    return new_tones(unicodedata.normalize("NFC", words))


def _any_of(words: Mapping[str, str], flags: int = 0) -> re.Pattern[str] | None:
    if not words:
        return None
    longest_first = sorted(words, key=lambda entry: (-len(entry), entry))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", flags)


def _differs(found: str, right: str, *, inside: bool) -> bool:
    """A capital that opens a sentence or a list entry is no fault of a name that begins small."""
    opens = right[:1].islower() and not inside
    return found[1:] != right[1:] if opens else found != right


def _a_name(text: Judged, match: re.Match[str], right: str) -> bool:
    """Whether words are surely the name: with a capital in front, long, or behind a word that leads to a name."""
    words = match[0]
    if words[0].isupper() or right[0].islower():
        return True
    leads = text.previous_word(match.start()) in _LEADS_TO_A_NAME
    if words.islower():
        return len(words.split()) >= _SURELY_A_NAME or (leads and len(words.split()) > 1)
    return leads
