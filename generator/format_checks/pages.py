"""Rules on the pages as they are drawn: what stands alone, what is torn apart, fonts that were replaced, lines measured."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece
from generator.format_checks.finding import PAGE, CheckedRule, Finding, Sheet, at
from generator.printed import Box, PrintedLine, PrintedPage
from generator.rules import Force, Rule

_HEADINGS: Final = (Part.SECTION, Part.ARTICLE, Part.DIVISION, Part.DIVISION_TITLE, Part.ANNEX_LABEL, Part.ANNEX_TITLE)
_TEXT: Final = (Part.BODY, Part.CLAUSE, Part.POINT, Part.ARTICLE, Part.BASIS, Part.TABLE_TEXT)
_FEWEST_LETTERS: Final = 12
"""Of fewer letters a line says too little to be known again."""
_TOP_ZONE: Final = 60.0
"""Points at the head of a page where its number stands."""
_SAME_WIDTHS: Final[Mapping[str, str]] = {
    "liberation serif": "times new roman",
    "liberation sans": "arial",
    "liberation mono": "courier new",
    "carlito": "calibri",
    "caladea": "cambria",
    "tinos": "times new roman",
}
"""Fonts made as wide as another, letter by letter: lines and pages fall the same."""
_STYLE_WORDS: Final = frozenset({"bold", "italic", "regular"})


def _signature_alone(sheet: Sheet) -> Iterator[Finding]:
    """A signature on a page without a word of the text it signs."""
    signed = sheet.anatomy.of(Part.AUTHORITY, Part.POSITION, Part.SIGNER)
    if not sheet.pages or not signed:
        return
    lines = {_plain(piece.text) for piece in signed}
    said = "".join(_plain(piece.read) for piece in sheet.anatomy.of(*_TEXT))
    for number, page in enumerate(sheet.pages[1:], start=2):
        found = [_plain(line.text) for line in _body(page)]
        if any(line in lines for line in found) and not any(len(line) >= _FEWEST_LETTERS and line in said for line in found):
            yield at("TRANG-01", signed[0], f"chữ ký đứng một mình ở trang {number}", "có ít nhất hai dòng nội dung cùng trang với chữ ký")
            return


def _heading_at_foot(sheet: Sheet) -> Iterator[Finding]:
    """A heading as the last line of a page, its text on the next."""
    endings: dict[str, int] = {}
    for number, page in enumerate((sheet.pages or ())[:-1], start=1):
        if lines := _body(page):
            endings.setdefault(_plain(lines[-1].text), number)
    for piece in sheet.anatomy.of(*_HEADINGS, where=None):
        words = _plain(piece.read)
        for at_foot in [number for line, number in endings.items() if _ends(words, line)][:1]:
            yield at("TRANG-02", piece, f"đề mục nằm ở cuối trang {at_foot}", "đề mục cùng trang với nội dung của nó")


def _ends(heading: str, line: str) -> bool:
    return heading == line or (len(line) >= _FEWEST_LETTERS and heading.endswith(line))


def _fonts_replaced(sheet: Sheet) -> Iterator[Finding]:
    """A family that the document asks for and no page shows: the machine lacks it, or the file names one that nobody has."""
    if not sheet.pages:
        return
    shown = {_family(font) for page in sheet.pages for font in page.fonts}
    asked = {font for paragraph in sheet.document.paragraphs() for run in paragraph.runs for font in run.fonts if run.text.strip()}
    for font in sorted(asked, key=str.casefold):
        if _family(font) not in shown:
            drawn = ", ".join(sorted({font for page in sheet.pages for font in page.fonts}))
            yield Finding("TRANG-03", PAGE, None, f"phông {font} bị thay khi dựng trang (dùng {drawn})", f"máy có phông {font}")


def _family(font: str) -> str:
    """A family without what makes its styles; a twin of the same widths counts as the one it stands for."""
    name = " ".join(word for word in font.casefold().replace(",", " ").split() if word not in _STYLE_WORDS)
    name = "times new roman" if name.replace(" ", "").startswith("timesnewroman") else name
    return _SAME_WIDTHS.get(name, name)


def _body(page: PrintedPage) -> list[PrintedLine]:
    """The lines of a page without its number."""
    top = page.height - _TOP_ZONE
    return [line for line in page.lines if not (line.text.isdecimal() and (line.box.bottom > top or line is page.lines[-1]))]


def _plain(words: str) -> str:
    """Letters and digits alone: where a program breaks lines and how wide its spaces are does not matter."""
    return "".join(char for char in unicodedata.normalize("NFC", words).casefold() if char.isalnum())


_MEASURED: Final = ((Part.MOTTO, std.MOTTO_LINE), (Part.AGENCY, std.AGENCY_LINE), (Part.SUMMARY, std.SUMMARY_LINE))


def measured_lines(sheet: Sheet) -> Iterator[Finding]:
    """Lines below tiêu ngữ, agency and summary measured on the first page, where the file itself does not tell their length."""
    told = {line.under.part for line in sheet.anatomy.lines if line.length}
    if not sheet.pages:
        return
    for part, wanted in _MEASURED:
        pieces = sheet.anatomy.of(part)
        if not pieces or part in told:
            continue
        if (ratio := ratio_below(sheet.pages[0], pieces)) is not None and not wanted.least <= ratio <= wanted.most:
            yield at(wanted.code, pieces[-1], f"đường kẻ đo trên trang dài {ratio:.0%} dòng chữ", wanted.words)


def ratio_below(page: PrintedPage, pieces: Sequence[Piece]) -> float | None:
    """How long the line under a part is beside the widest line of its words; None when either is not seen."""
    words = "".join(_plain(piece.text) for piece in pieces)
    boxes = [line.box for line in page.lines if len(_plain(line.text)) >= _FEWEST_LETTERS // 2 and _plain(line.text) in words]
    if not boxes:
        return None
    lowest = min(boxes, key=lambda box: box.bottom)
    below = [rule for rule in page.rules if _under(rule, lowest)]
    return below[0].width / max(box.width for box in boxes) if below else None


_FARTHEST: Final = 14.0
_TOUCHING: Final = 3.0


def _under(rule: Box, words: Box) -> bool:
    middle = (rule.left + rule.right) / 2
    return -_TOUCHING <= words.bottom - rule.top <= _FARTHEST and words.left <= middle <= words.right


RULES: Final[tuple[CheckedRule, ...]] = (
    (
        Rule(
            "TRANG-01",
            "chữ ký không đứng một mình trên một trang",
            Force.PRACTICE.severity,
            cure="Thu gọn hoặc kéo ít nhất hai dòng nội dung sang trang có chữ ký",
        ),
        _signature_alone,
    ),
    (
        Rule(
            "TRANG-02",
            "đề mục không nằm ở cuối trang",
            Force.PRACTICE.severity,
            cure="Đặt cho đề mục chế độ “Keep with next” để nó sang trang cùng nội dung",
        ),
        _heading_at_foot,
    ),
    (
        Rule(
            "TRANG-03",
            "phông chữ của văn bản có trên máy dựng trang",
            Force.PRACTICE.severity,
            cure="Cài phông đó, hoặc xem lại số trang, chỗ ngắt trang trên máy có phông",
        ),
        _fonts_replaced,
    ),
)
"""House rules on pages: the decree has none, an eye that looks over a print does."""
