"""Rules on the paper and the letters of every page: size, margins, typeface, encoding, colour, sets of sizes (PG-01 to PG-06, PG-09)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece
from generator.errors import Severity
from generator.format_checks.finding import PAGE, CheckedRule, Finding, Sheet, at
from generator.format_checks.lettering import mm_words, same, size_words
from generator.formatting import Document, Page, Paragraph, Run, Section, Table
from generator.measure import Twips
from generator.rules import Force, Rule

_NEARLY_BLACK: Final = 0x40
_STAMPS: Final = frozenset({Part.URGENCY, Part.SECRECY, Part.CIRCULATION})
_MARKED: Final = re.compile("[ăđơưĂĐƠƯ\u0300-\u0323\u1ea0-\u1ef9]")
"""Letters that only Unicode text has."""
_TCVN3: Final = re.compile("[a-z][¨©ª«¬®µ¶·¸¹»¼½¾ÆÇÈËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßäåæçëîïñöøûüýþ]|[§¡¢£¤¥¦®][a-zÀ-ÿ¨-¾]")
_VNI: Final = re.compile("[aeiouyAEIOUY][øùûõïâêéèúüëáàåäØÙÛÕÏÂÊ]")
_SURE: Final = 3
"""So many strange letters in one paragraph are no chance."""


def paper_size(sheet: Sheet) -> Iterator[Finding]:
    """PG-01: A4, upright or turned."""
    wanted = f"A4 ({mm_words(std.A4_SHORT)} × {mm_words(std.A4_LONG)})"
    for place, section in _setups(sheet.document):
        short, long = sorted((section.page.width, section.page.height))
        if not (same(short, std.A4_SHORT) and same(long, std.A4_LONG)):
            found = f"khổ giấy {mm_words(section.page.width)} × {mm_words(section.page.height)}{place}"
            yield Finding("PG-01", PAGE, None, found, wanted)


def orientation(sheet: Sheet) -> Iterator[Finding]:
    """PG-02: pages turned on their side only for tables."""
    for place, section in _setups(sheet.document):
        if section.page.landscape and section.blocks and not _has_table(section):
            drawn = any(paragraph.objects for paragraph in section.paragraphs())
            found, wanted = f"trang nằm ngang không có bảng{place}", "trang đứng; chỉ nằm ngang khi có bảng biểu"
            yield Finding("PG-02", PAGE, None, found, wanted, Severity.WARNING if drawn else None)


def margins(sheet: Sheet) -> Iterator[Finding]:
    """PG-03: the four margins; on landscape pages the decree is silent, so a margin outside the limits there only asks for a look."""
    for place, section in _setups(sheet.document):
        faults = tuple(_margin_faults(section.page))
        if faults:
            found, wanted = (", ".join(words) for words in zip(*faults, strict=True))
            yield Finding("PG-03", PAGE, None, found + place, wanted, Severity.WARNING if section.page.landscape else None)


def _margin_faults(page: Page) -> tuple[tuple[str, str], ...]:
    """Faults of a page; one that Word turned carries the margins of the upright one on other sides, which is as good."""
    faults = tuple(_outside(page.top, page.bottom, page.left, page.right))
    turns = ((page.right, page.left, page.top, page.bottom), (page.left, page.right, page.bottom, page.top))
    turned = page.landscape and any(not tuple(_outside(*sides)) for sides in turns)
    return () if turned else faults


def _outside(top: Twips, bottom: Twips, left: Twips, right: Twips) -> Iterator[tuple[str, str]]:
    sides = (
        ("lề trên", top, std.MARGIN_TOP), ("lề dưới", bottom, std.MARGIN_BOTTOM),
        ("lề trái", left, std.MARGIN_LEFT), ("lề phải", right, std.MARGIN_RIGHT),
    )  # fmt: skip
    for name, length, limit in sides:
        if not limit.least - std.SAME_LENGTH <= length <= limit.most + std.SAME_LENGTH:
            wanted = f"{name} {mm_words(limit.least).removesuffix(' mm')}–{mm_words(limit.most)}"
            yield f"{name} {mm_words(length)}", wanted


def typeface(sheet: Sheet) -> Iterator[Finding]:
    """PG-04: Times New Roman in every word, those in tables, boxes, headers and notes too."""
    parts = _parts(sheet)
    for paragraph in sheet.document.everywhere():
        strange = sorted(
            {font for run in _worded(paragraph.runs) for font in run.fonts if not (std.is_times(font) or std.is_of_symbols(font))}
        )
        if strange:
            yield Finding("PG-04", _part(parts, paragraph), paragraph, f"phông chữ {', '.join(strange)}", f"phông chữ {std.FONT}")


def _strange(font: str) -> bool:
    return not (std.is_times(font) or std.is_of_symbols(font))


def encoding(sheet: Sheet) -> Iterator[Finding]:
    """PG-05: Unicode. Marks typed as letters of their own are Unicode as well, so they are only told."""
    parts = _parts(sheet)
    for paragraph in sheet.document.everywhere():
        if legacy := _legacy(paragraph):
            yield Finding("PG-05", _part(parts, paragraph), paragraph, f"bảng mã {legacy}", "bảng mã Unicode")
        elif any(unicodedata.combining(char) for char in paragraph.text):
            found, wanted = "dấu rời (Unicode tổ hợp)", "nên dùng Unicode dựng sẵn"
            yield Finding("PG-05", _part(parts, paragraph), paragraph, found, wanted, Severity.NOTE)


def _legacy(paragraph: Paragraph) -> str:
    """`TCVN3` or `VNI` when the words are written so; a font's name alone proves nothing."""
    text = paragraph.text
    if _MARKED.search(text):
        return ""
    fonts = {font.casefold() for run in paragraph.runs if run.text.strip() for font in run.fonts}
    old = any(font.startswith(".vn") for font in fonts)
    if len(_TCVN3.findall(text)) >= (1 if old else _SURE):
        return "TCVN3"
    return "VNI" if any(font.startswith("vni") for font in fonts) and _VNI.search(text) else ""


def colour(sheet: Sheet) -> Iterator[Finding]:
    """PG-06: black letters; stamps are red. A very dark grey only asks for a look."""
    stamps = {piece.paragraph.address for piece in sheet.anatomy.of(*_STAMPS, where=None)}
    parts = _parts(sheet)
    for paragraph in sheet.document.everywhere():
        colours = sorted({run.letters.colour for run in _worded(paragraph.runs) if not std.is_black(run.letters.colour)})
        if colours and paragraph.address not in stamps:
            severity = Severity.NOTE if all(std.is_black(name, _NEARLY_BLACK) for name in colours) else None
            yield Finding("PG-06", _part(parts, paragraph), paragraph, f"chữ màu {', '.join(colours)}", "chữ màu đen", severity)


def size_set(sheet: Sheet) -> Iterator[Finding]:
    """PG-09: the sizes of national name, motto and place-date belong to one of the two sets; the farthest mix is the sure one."""
    wanted = " hoặc ".join("/".join(map(str, sizes)) for sizes in std.SIZE_SETS)
    pieces = [sheet.anatomy.of(part) for part in (Part.NATIONAL_NAME, Part.MOTTO, Part.PLACE_DATE)]
    sizes = [_size(found[0]) if found else None for found in pieces]
    if sizes[0] is None or sizes[1] is None or _of_one_set(sizes):
        return
    far = std.SIZE_SETS[0][0] * 2 == sizes[0] and std.SIZE_SETS[1][1] * 2 in sizes[1:]
    shown = "/".join(size_words(number) for number in sizes if number is not None)
    yield at("PG-09", pieces[0][0], f"bộ cỡ chữ {shown}", f"bộ cỡ chữ {wanted}", None if far else Severity.WARNING)


def _of_one_set(sizes: list[int | None]) -> bool:
    return any(all(number in {None, allowed * 2} for number, allowed in zip(sizes, known, strict=True)) for known in std.SIZE_SETS)


def _size(piece: Piece) -> int | None:
    """The one size of a piece in half-points; None when it has several."""
    sizes = {letters.size for letters in piece.letters}
    return sizes.pop() if len(sizes) == 1 else None


def _setups(document: Document) -> Iterator[tuple[str, Section]]:
    """Sections with the words that tell them apart; sections of one setup in a row are told once."""
    several, before = len(document.sections) > 1, None
    for number, section in enumerate(document.sections, 1):
        if section.page != before:
            yield f" (phần trang thứ {number})" if several else "", section
        before = section.page


def _has_table(section: Section) -> bool:
    return any(isinstance(block, Table) and block.framed for block in section.blocks)


def _worded(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs with letters or digits that show."""
    return (run for run in runs if not run.letters.hidden and any(char.isalnum() for char in run.text))


def _parts(sheet: Sheet) -> dict[object, Part]:
    return {piece.paragraph.address: piece.part for piece in reversed(sheet.anatomy.pieces)}


def _part(parts: dict[object, Part], paragraph: Paragraph) -> str:
    return str(parts.get(paragraph.address, Part.OTHER))


def _rule(code: str, title: str, force: Force, article: str, cure: str) -> Rule:
    return Rule(code, title, force.severity, article, cure)


RULES: Final[tuple[CheckedRule, ...]] = (
    (
        _rule("PG-01", "Khổ giấy A4", Force.PROSE, "PL I.I.1", "Vào Layout, Size, chọn A4 cho toàn bộ văn bản"),
        paper_size,
    ),
    (
        _rule(
            "PG-02", "Trang đứng, chỉ nằm ngang khi có bảng biểu", Force.PROSE, "PL I.I.2",
            "Vào Layout, Orientation, chọn Portrait cho phần trang không có bảng",
        ),
        orientation,
    ),
    (
        _rule(
            "PG-03", "Lề trang trong khoảng quy định", Force.PROSE, "PL I.I.3",
            "Vào Layout, Margins, Custom Margins, đặt lại các lề",
        ),
        margins,
    ),
    (
        _rule("PG-04", "Phông chữ Times New Roman", Force.PROSE, "PL I.I.4", "Chọn đoạn văn rồi đặt phông chữ Times New Roman"),
        typeface,
    ),
    (
        _rule("PG-05", "Bảng mã Unicode", Force.PROSE, "PL I.I.4", "Dùng công cụ của bộ gõ để chuyển mã đoạn văn sang Unicode dựng sẵn"),
        encoding,
    ),
    (
        _rule("PG-06", "Chữ màu đen", Force.PROSE, "PL I.I.4", "Chọn đoạn văn rồi đặt màu chữ Automatic hoặc đen"),
        colour,
    ),
    (
        _rule(
            "PG-09", "Cỡ chữ trong văn bản tăng, giảm thống nhất", Force.PROSE, "PL I.V",
            "Dùng trọn một bộ cỡ chữ cho Quốc hiệu, Tiêu ngữ, địa danh và thời gian",
        ),
        size_set,
    ),
)  # fmt: skip
