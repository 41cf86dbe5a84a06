"""Rules on page numbers: where they stand, how they look, how they run on into annexes (PG-07, PG-08, PG-10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece, Where
from generator.errors import Severity
from generator.format_checks.fault import Fault
from generator.format_checks.finding import PAGE, CheckedRule, Finding, Sheet, at
from generator.format_checks.lettering import is_blank, look_faults, mm_words
from generator.format_checks.placing import spot_of
from generator.formatting import Alignment, Block, Paragraph, Section, paragraphs
from generator.measure import Twips, pt
from generator.rules import Force, Rule

_PLACE: Final = "Số trang"
_FIELD: Final = "PAGE"
_DECIMAL: Final = "decimal"
_NUMBER: Final = re.compile(r"\d+|[IVXLC]+", re.IGNORECASE)
_LONG: Final = 60
"""So many paragraphs, or so many letters, never fit on one page."""
_LONG_TEXT: Final = 6000
_NUMBER_HEIGHT: Final = pt(std.PAGE_NUMBER.largest + 2)
"""One line of the page number, with the leading of its typeface."""


def page_number(sheet: Sheet) -> Iterator[Finding]:
    """PG-07: Arabic, 13–14, upright, centred in the top margin, from 1, not on the first page."""
    sections = sheet.document.sections
    if not any(_numbers(blocks) for section in sections for blocks in (*section.headers.values(), *section.footers.values())):
        if _is_long(sheet):
            yield Finding("PG-07", PAGE, None, "không có số trang", "số trang ở giữa lề trên, từ trang thứ hai")
        return
    yield from _looks(sections)
    yield from _places(sections)
    yield from _counts(sections[0])


def _looks(sections: Iterable[Section]) -> Iterator[Finding]:
    """Each paragraph with a page number once, however many sections share it."""
    blocks = (held for section in sections for held in (*section.headers.values(), *section.footers.values()))
    shared = {paragraph.address: (paragraph, paragraph in held) for held in blocks for paragraph in _numbers(held)}
    for paragraph, plain in shared.values():
        faults = tuple(_number_faults(paragraph, plain=plain))
        if faults:
            found, wanted = (", ".join(dict.fromkeys(words)) for words in ((f.found for f in faults), (f.wanted for f in faults)))
            unsure = all(fault.unsure for fault in faults)
            yield Finding("PG-07", _PLACE, paragraph, found, wanted, Severity.WARNING if unsure else None)


def _number_faults(paragraph: Paragraph, *, plain: bool) -> Iterator[Fault]:
    """Faults of a page number; where one in a box or a table stands (not `plain`), and one set with a tab, only Word can tell."""
    piece = Piece(Part.OTHER, paragraph, 0, len(paragraph.text))
    yield from look_faults(piece, std.PAGE_NUMBER)
    across = paragraph.frame or paragraph.alignment
    if plain and across != Alignment.CENTER and not paragraph.text.startswith("\t"):
        yield Fault(piece, "không canh giữa", "canh giữa")
    if piece.text and not _NUMBER.fullmatch(piece.text):
        yield Fault(piece, f"«{piece.text}»", "chỉ có chữ số", unsure=True)


def _places(sections: tuple[Section, ...]) -> Iterator[Finding]:
    if not any(_numbers(blocks) for section in sections for blocks in section.headers.values()):
        yield Finding("PG-07", PAGE, None, "số trang ở cuối trang", "số trang ở giữa lề trên")
    first = sections[0]
    shown = first.headers.get("first", ()) if first.first_differs else first.headers.get("default", ())
    if _numbers(shown):
        yield Finding("PG-07", PAGE, None, "trang đầu hiện số trang", "trang đầu không hiện số trang")


def _counts(first: Section) -> Iterator[Finding]:
    if first.start not in {None, 1}:
        yield Finding("PG-07", PAGE, None, f"số trang bắt đầu từ {first.start}", "số trang bắt đầu từ 1")
    if first.digits not in {_DECIMAL, "numberInDash"}:
        yield Finding("PG-07", PAGE, None, "số trang không phải chữ số Ả Rập", "chữ số Ả Rập")
    elif first.digits != _DECIMAL:
        yield Finding("PG-07", PAGE, None, "số trang có gạch hai bên", "chỉ có chữ số", Severity.WARNING)


def annex_numbers(sheet: Sheet) -> Iterator[Finding]:
    """PG-08: pages of an annex count from 1 again. Judged where page numbers are shown."""
    sections = sheet.document.sections
    holders = {paragraph.address: index for index, section in enumerate(sections) for paragraph in section.paragraphs()}
    for label in _openers(sheet):
        index = holders.get(label.paragraph.address)
        if index is None or not _shows_numbers(sections[index]):
            continue
        first = next((paragraph for paragraph in sections[index].paragraphs() if paragraph.text.strip()), None)
        if first is None or first.address != label.paragraph.address:
            yield at("PG-08", label, "số trang chạy tiếp từ văn bản", "số trang riêng, bắt đầu từ 1")
        elif index and sections[index].start != 1:
            yield at("PG-08", label, "số trang chạy tiếp từ phần trước", "số trang riêng, bắt đầu từ 1")


def _openers(sheet: Sheet) -> Iterator[Piece]:
    """The heading of each annex; one in a table or with blanks is a sample of a form."""
    told = set()
    for label in sheet.anatomy.of(Part.ANNEX_LABEL, where=Where.ANNEX):
        sample = is_blank(label.text) or spot_of(sheet.document, label.paragraph) is not None
        if label.paper not in told and not sample:
            told.add(label.paper)
            yield label


def number_height(sheet: Sheet) -> Iterator[Finding]:
    """PG-10: the page number begins as in the decree's own file, at least so high that it stays inside the top margin."""
    told = set()
    for section in sheet.document.sections:
        page = section.page
        lowest = Twips(page.top + std.SAME_LENGTH - _NUMBER_HEIGHT)
        shown = any(_numbers(blocks) for blocks in section.headers.values())
        if shown and page.header > lowest and (page.header, page.top) not in told:
            told.add((page.header, page.top))
            found = f"số trang cách mép giấy {mm_words(page.header)}, tràn khỏi lề trên {mm_words(page.top)}"
            yield Finding("PG-10", PAGE, None, found, f"cách mép giấy khoảng {mm_words(std.HEADER_DISTANCE)}")


def _numbers(blocks: tuple[Block, ...]) -> tuple[Paragraph, ...]:
    return tuple(paragraph for paragraph in paragraphs(blocks) if _FIELD in paragraph.codes)


def _shows_numbers(section: Section) -> bool:
    return any(_numbers(blocks) for blocks in (*section.headers.values(), *section.footers.values()))


def _is_long(sheet: Sheet) -> bool:
    """Whether the paper itself surely runs over a page; text in tables is small and counts by its letters alone."""
    if sheet.pages is not None:
        return len(sheet.pages) > len(sheet.document.sections)
    own = {piece.paragraph.address: piece for piece in sheet.anatomy.pieces if piece.paper == 0}
    lines = [piece for piece in own.values() if piece.part is not Part.TABLE_TEXT]
    letters = sum(len(piece.paragraph.text) for piece in own.values())
    return len(lines) > _LONG or letters > _LONG_TEXT


RULES: Final[tuple[CheckedRule, ...]] = (
    (
        Rule(
            "PG-07", "Số trang bằng chữ số Ả Rập ở giữa lề trên, trang đầu không hiện", Force.PROSE.severity, "PL I.I.7",
            "Vào Insert, Page Number, Top of Page, chọn kiểu ở giữa và đánh dấu Different First Page",
        ),
        page_number,
    ),
    (
        Rule(
            "PG-08", "Phụ lục đánh số trang riêng", Force.PROSE.severity, "PL I.III.1.đ",
            "Ngắt phần trang (Section Break) trước phụ lục rồi đặt số trang bắt đầu từ 1",
        ),
        annex_numbers,
    ),
    (
        Rule(
            "PG-10", "Số trang nằm trọn trong lề trên", Force.FORM.severity, "PL I.I.7",
            "Vào Header & Footer, đặt Header from Top khoảng 1 cm",
        ),
        number_height,
    ),
)  # fmt: skip
