"""The 29 types of document of Điều 7 and the three kinds of copy: abbreviation, form, and which parts each one has."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Final


class Addressing(StrEnum):
    """Whether «Kính gửi» stands above the text (KG-01)."""

    NEVER = "không có"
    UPWARD = "khi gửi cấp trên"
    ALWAYS = "luôn có"


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document; what is not said is as in Mẫu 1.4.

    `abbreviation` is that of Phụ lục III, mục I, in its own mixed case (SO-04), empty for công văn and thư công. `forms` are the numbers of
    its forms in Phụ lục III, empty where the decree has none. `heading` is the type name as it is printed (TL-01), empty for công văn.
    """

    name: str
    abbreviation: str = ""
    forms: tuple[str, ...] = ("1.4",)
    heading: str = ""
    number: bool = True
    place_date: bool = True
    """Biên bản alone has none (DD-09)."""
    summary: bool = True
    """Whether a summary stands below the type name or, in a công văn, below the number (TL-02, TL-04)."""
    addressing: Addressing = Addressing.NEVER
    issuing_power: bool = False
    """«THẨM QUYỀN BAN HÀNH» above the bases, and the word of decision below them (TL-05, TL-06)."""
    proposal: bool = False
    """«Theo đề nghị của …» as the last basis (CC-04)."""
    articles: bool = False
    """Whether the text is set out in Điều (CT-03); else in mục, khoản, điểm (CT-07 to CT-09)."""
    signatures: int = 1
    copy: bool = False
    """A copy of another document (PL I, Phần II)."""

    @property
    def decision_word(self) -> str:
        """`QUYẾT ĐỊNH:` or `QUYẾT NGHỊ:` on a line of its own (TL-06)."""
        return {"NQ": "QUYẾT NGHỊ:", "QĐ": "QUYẾT ĐỊNH:"}.get(self.abbreviation, "")

    @property
    def named(self) -> str:
        """`Kế hoạch (KH)`."""
        return f"{self.name} ({self.written})"

    @property
    def slug(self) -> str:
        """The name as part of a file name: `ke-hoach`."""
        return "-".join(_unmarked(self.name).casefold().split())

    @property
    def written(self) -> str:
        """How people call it in a list: the abbreviation, or where the decree has none the word to type: `CV`, `THUCONG`."""
        return self.abbreviation or _WORDS[self.name]

    def symbol(self, agency: str, unit: str = "") -> str:
        """`KH-SKHCN` (SO-04); without an abbreviation of its own, agency and drafting unit: `SKHCN-VP` (SO-05)."""
        return f"{self.abbreviation}-{agency}" if self.abbreviation else "-".join(filter(None, (agency, unit)))


_WORDS: Final = {"Công văn": "CV", "Thư công": "THUCONG"}
"""What to type for a type that has no abbreviation."""


def _named(name: str, abbreviation: str) -> DocumentType:
    return DocumentType(name, abbreviation, heading=name.upper())


TYPES: Final = (
    DocumentType("Nghị quyết", "NQ", ("1.1",), "NGHỊ QUYẾT", issuing_power=True, articles=True),
    DocumentType("Quyết định", "QĐ", ("1.2", "1.3"), "QUYẾT ĐỊNH", issuing_power=True, proposal=True, articles=True),
    _named("Chỉ thị", "CT"),
    DocumentType("Quy chế", "QC", heading="QUY CHẾ", articles=True),
    DocumentType("Quy định", "QyĐ", heading="QUY ĐỊNH", articles=True),
    _named("Thông cáo", "TC"),
    _named("Thông báo", "TB"),
    _named("Hướng dẫn", "HD"),
    _named("Chương trình", "CTr"),
    _named("Kế hoạch", "KH"),
    _named("Phương án", "PA"),
    _named("Đề án", "ĐA"),
    _named("Dự án", "DA"),
    DocumentType("Báo cáo", "BC", heading="BÁO CÁO", addressing=Addressing.UPWARD),
    DocumentType("Biên bản", "BB", ("1.9",), "BIÊN BẢN", place_date=False, signatures=2),
    DocumentType("Tờ trình", "TTr", heading="TỜ TRÌNH", addressing=Addressing.UPWARD),
    DocumentType("Hợp đồng", "HĐ", (), "HỢP ĐỒNG", articles=True, signatures=2),
    DocumentType("Công văn", "", ("1.5",), addressing=Addressing.ALWAYS),
    DocumentType("Công điện", "CĐ", ("1.6",), "CÔNG ĐIỆN"),
    DocumentType("Bản ghi nhớ", "BGN", (), "BẢN GHI NHỚ", signatures=2),
    DocumentType("Bản thỏa thuận", "BTT", (), "BẢN THỎA THUẬN", articles=True, signatures=2),
    _named("Giấy ủy quyền", "GUQ"),
    DocumentType("Giấy mời", "GM", ("1.7",), "GIẤY MỜI"),
    DocumentType("Giấy giới thiệu", "GGT", ("1.8",), "GIẤY GIỚI THIỆU", summary=False),
    DocumentType("Giấy nghỉ phép", "GNP", ("1.10",), "GIẤY NGHỈ PHÉP", summary=False),
    _named("Phiếu gửi", "PG"),
    _named("Phiếu chuyển", "PC"),
    _named("Phiếu báo", "PB"),
    DocumentType("Thư công", "", (), "THƯ CÔNG"),
)
"""In the order of Điều 7."""

COPIES: Final = (
    DocumentType("Bản sao y", "SY", ("3.1", "3.2"), "SAO Y", summary=False, copy=True),
    DocumentType("Bản trích sao", "TrS", ("3.1", "3.2"), "TRÍCH SAO", summary=False, copy=True),
    DocumentType("Bản sao lục", "SL", ("3.1", "3.2"), "SAO LỤC", summary=False, copy=True),
)
"""Kinds of copy (BS-01, BS-03)."""

EVERY: Final = (*TYPES, *COPIES)


def meant_by(words: str) -> tuple[DocumentType, ...]:
    """The types that a person may mean: none, one, or several when the words fit more than one.

    An abbreviation as the decree writes it is always sure. Else the case never matters, and marks and spaces only where they are typed:
    `qd` is QĐ, `qyd` QyĐ, `ke hoach` and `kehoach` Kế hoạch, `đa` ĐA, while `da` may be ĐA or DA.
    """
    typed = unicodedata.normalize("NFC", words).strip()
    exact = tuple(kind for kind in EVERY if typed == kind.abbreviation and typed)
    if exact:
        return exact
    near = tuple(kind for kind in EVERY if _joined(_unmarked(typed)) in _names(kind, _unmarked))
    marked = tuple(kind for kind in near if _joined(typed) in _names(kind, str))
    return marked if marked and _unmarked(typed) != typed else near


def nearest(words: str) -> tuple[DocumentType, ...]:
    """Up to three types whose names look like what was typed, the likeliest first: for «did you mean»."""
    known = {name: kind for kind in EVERY for name in _names(kind, _unmarked)}
    found = get_close_matches(_joined(_unmarked(words)), list(known), n=3, cutoff=0.6)
    return tuple(dict.fromkeys(known[name] for name in found))


def headed(words: str) -> DocumentType | None:
    """The type whose printed name a line is, wherever the tone marks stand: `QUYẾT ĐỊNH`, `GIẤY UỶ QUYỀN`; None for other words."""
    line = " ".join(_unmarked(words).split())
    return next((kind for kind in EVERY if kind.heading and line == _unmarked(kind.heading)), None)


def _names(kind: DocumentType, reading: Callable[[str], str]) -> set[str]:
    """What a type is called, with marks or without."""
    return {_joined(reading(name)) for name in (kind.name, kind.written, kind.heading or kind.name)}


def _joined(words: str) -> str:
    """Letters alone, without case: spaces, hyphens and underscores between syllables are typed as one likes."""
    return "".join(char for char in unicodedata.normalize("NFC", words).casefold() if char.isalnum())


def _unmarked(words: str) -> str:
    """Without marks, `đ` as `d`."""
    parts = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in parts if not unicodedata.combining(char))
