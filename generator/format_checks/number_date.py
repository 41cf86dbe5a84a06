"""Rules on number and symbol, place and date (SO, DD)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from generator import document_types
from generator import standard as std
from generator.anatomy import Part, Piece
from generator.document_types import DocumentType
from generator.format_checks.fault import Fault, checked
from generator.format_checks.finding import CheckedRule, Sheet
from generator.format_checks.lettering import is_blank, look_faults
from generator.format_checks.placing import centred_in_cell, headless, spot_of
from generator.rules import Force, Rule
from generator.vietnamese import LAST_PADDED_MONTH

_WORD: Final = re.compile(r"(?P<word>số)(?P<colon>\s*:)?(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_MIXED: Final = frozenset(kind.abbreviation for kind in document_types.EVERY if kind.abbreviation and not kind.abbreviation.isupper())
"""`QyĐ`, `CTr`, `TTr`, `TrS`: the decree's own list writes them so."""
_EVERY: Final = frozenset(kind.abbreviation.upper() for kind in document_types.EVERY if kind.abbreviation)
_LETTER_MARK: Final = "CV"
"""What some offices put before the symbol of a công văn; the decree has no such abbreviation."""
_WAITING: Final = re.compile(r"\s*x+\s*", re.IGNORECASE)
"""«xx» where offices leave room for the number."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_YEAR_IN_FRONT: Final = re.compile(r"(?:19|20)\d\d\s*/\s*")
_ONE_DIGIT: Final = 10
_DATE: Final = re.compile(r"ngày(?P<day>[^\w]*\d*[^\w]*)tháng(?P<month>[^\w]*\d*[^\w]*)năm(?P<year>[^\w]*\d*[^\w]*)$", re.IGNORECASE)
_BY_FIGURES: Final = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}")
_NOUN: Final = re.compile(r"(?:thành phố|thủ đô|tỉnh|thị xã|thị trấn|quận|huyện|xã|phường|đặc khu)\s+", re.IGNORECASE)
_SHORT_CITY: Final = re.compile(r"(?:tp|t\.p)\b\.?\s*", re.IGNORECASE)
_CITY: Final = "Hồ Chí Minh"


class _Number(NamedTuple):
    """`Số: 15/QĐ-BNV` taken apart; `given` is empty when the number is still blank."""

    word: str
    colon: str
    given: str
    slash: bool
    symbol: str


def _numbers(sheet: Sheet) -> Iterator[tuple[Piece, _Number]]:
    for piece in sheet.anatomy.of(Part.NUMBER):
        if said := _WORD.match(unicodedata.normalize("NFC", piece.text)):
            before, slash, after = said["rest"].partition("/")
            given = "" if is_blank(before) or _WAITING.fullmatch(before) else before.strip(" \u00a0\t_.…")
            yield piece, _Number(said["word"], said["colon"] or "", given, bool(slash), after.strip())


def _kind(sheet: Sheet) -> DocumentType | None:
    """The type of the paper where its name tells; a công văn has none."""
    name = next((piece.text for piece in sheet.anatomy.of(Part.TYPE_NAME)), "")
    return document_types.headed(name) if name else None


def _is_letter(sheet: Sheet) -> bool:
    return not sheet.anatomy.of(Part.TYPE_NAME) and bool(sheet.anatomy.of(Part.LETTER_SUMMARY, Part.ADDRESSEE_HEAD))


def _number_letters(sheet: Sheet) -> Iterator[Fault]:
    if not sheet.anatomy.of(Part.NUMBER) and not headless(sheet):
        yield Fault(Part.NUMBER, "không có số, ký hiệu", "«Số: …/…» dưới tên cơ quan ban hành")
    for piece, number in _numbers(sheet):
        yield from look_faults(piece, std.NUMBER)
        if number.word != "Số" or not number.colon:
            yield Fault(piece, f"«{number.word}{number.colon}»", "«Số:»")
        yield from _small_letters(piece, number)
        yield from centred_in_cell(sheet.document, piece)


def _small_letters(piece: Piece, number: _Number) -> Iterator[Fault]:
    """Groups of the symbol without a capital are surely wrong; a small letter among capitals may be the office's own abbreviation."""
    if is_blank(number.symbol) or any(letters.caps for letters in piece.letters):
        return
    groups = [group for group in re.split(r"[-–\s]+", _own(number.symbol)) if group and group != group.upper() and group not in _MIXED]
    for group in groups:
        yield Fault(piece, f"ký hiệu «{group}»", f"ký hiệu in hoa «{group.upper()}»", unsure=not group.islower())


def _own(symbol: str) -> str:
    """The symbol without a year of a normative act in front: `2020/NĐ-CP`."""
    return _YEAR_IN_FRONT.sub("", symbol)


def _leading_zero(sheet: Sheet) -> Iterator[Fault]:
    for piece, number in _numbers(sheet):
        digits = number.given
        if not digits:
            continue
        if not digits[0].isdigit():
            yield Fault(piece, f"số «{digits}»", "chữ số Ả Rập")
        elif digits.isdecimal() and int(digits) < _ONE_DIGIT and len(digits) == 1:
            yield Fault(piece, f"số «{digits}»", f"số «0{digits}»")
        elif digits.isdecimal() and digits.startswith("00"):
            yield Fault(piece, f"số «{digits}»", f"số «{int(digits):02d}»", unsure=True)


def _slash(sheet: Sheet) -> Iterator[Fault]:
    for piece, number in _numbers(sheet):
        symbol = _own(number.symbol)
        if not number.slash and re.search(r"[^\W\d_]", number.given):
            yield Fault(piece, f"«{piece.text}» không có dấu gạch chéo", "dấu / giữa số và ký hiệu")
        elif is_blank(symbol):
            continue
        elif re.search("[–—−]", symbol):
            yield Fault(piece, f"ký hiệu «{symbol}» có gạch ngang dài", "gạch nối (-) giữa các nhóm chữ")
        elif number.given and re.search(r"\d\s+/|/\s+\w", piece.text):
            yield Fault(piece, "khoảng trắng cạnh dấu gạch chéo", "số, dấu / và ký hiệu viết liền, không cách chữ")
        elif re.search(r"\s", symbol):
            yield Fault(piece, f"ký hiệu «{symbol}» có khoảng trắng", "ký hiệu viết liền, không cách chữ")


def _typed_symbol(sheet: Sheet) -> Iterator[Fault]:
    kind = _kind(sheet)
    for piece, number in _numbers(sheet):
        symbol = _own(number.symbol)
        if kind is None or not kind.abbreviation or not symbol or is_blank(symbol):
            continue
        first, _, rest = (part.strip() for part in re.sub("[–—−]", "-", symbol).partition("-"))
        if first.upper() != kind.abbreviation.upper():
            yield Fault(piece, f"ký hiệu «{symbol}»", f"ký hiệu «{kind.abbreviation}-» và chữ viết tắt tên cơ quan")
        elif not rest:
            yield Fault(piece, f"ký hiệu «{symbol}»", f"«{kind.abbreviation}-» và chữ viết tắt tên cơ quan")


def _letter_symbol(sheet: Sheet) -> Iterator[Fault]:
    wanted = "chữ viết tắt tên cơ quan - đơn vị soạn thảo hoặc lĩnh vực"
    for piece, number in _numbers(sheet) if _is_letter(sheet) else ():
        symbol = _own(number.symbol)
        groups = [group for group in re.split(r"[-–—\s]+", symbol) if group]
        if not groups or is_blank(symbol):
            continue
        if groups[0].upper() == _LETTER_MARK:
            yield Fault(piece, f"ký hiệu «{symbol}»", wanted)
        elif groups[0].upper() in _EVERY:
            yield Fault(piece, f"ký hiệu «{symbol}» có chữ viết tắt tên loại", wanted, unsure=True)
        elif len(groups) == 1:
            yield Fault(piece, f"ký hiệu «{symbol}» chỉ có một nhóm chữ", wanted, unsure=True)


def _year(sheet: Sheet) -> Iterator[Fault]:
    for piece, number in _numbers(sheet):
        if _YEAR.fullmatch(number.symbol.partition("/")[0].strip()):
            yield Fault(piece, f"«{piece.text}» có năm", "số của văn bản hành chính không ghi năm")


def _draft(sheet: Sheet) -> Iterator[Fault]:
    """A paper marked as a draft that has a number or a day already."""
    if not sheet.anatomy.of(Part.DRAFT_MARK):
        return
    for piece, number in _numbers(sheet):
        if number.given:
            yield Fault(piece, f"bản dự thảo đã ghi số «{number.given}»", "để trống số khi còn là dự thảo")
    for piece in sheet.anatomy.of(Part.PLACE_DATE):
        said = _DATE.search(piece.text)
        if said and _figures(said["day"]):
            yield Fault(piece, "bản dự thảo đã ghi ngày", "để trống ngày khi còn là dự thảo")


def _figures(words: str) -> str:
    return "".join(char for char in words if char.isdecimal())


def _place_letters(sheet: Sheet) -> Iterator[Fault]:
    kind = _kind(sheet)
    if not sheet.anatomy.of(Part.PLACE_DATE) and not headless(sheet) and (kind is None or kind.place_date):
        yield Fault(Part.PLACE_DATE, "không có địa danh, thời gian", "«Địa danh, ngày … tháng … năm …» dưới Tiêu ngữ")
    for piece in sheet.anatomy.of(Part.PLACE_DATE):
        yield from look_faults(piece, std.PLACE_DATE)
        yield from _comma_and_capitals(piece)
        yield from centred_in_cell(sheet.document, piece)
        yield from _other_row(sheet, piece)


_BLANK_PLACE: Final = "địa danh"
"""What the decree's own forms print where nobody has typed yet."""


def _comma_and_capitals(piece: Piece) -> Iterator[Fault]:
    place = _place(piece)
    if place and not re.search(r"(?<=\w),\s*ngày", piece.text, re.IGNORECASE):
        yield Fault(piece, "không có dấu phẩy ngay sau địa danh", "dấu phẩy sau địa danh")
    if re.search(r"\bNgày\b", piece.text) and place:
        yield Fault(piece, "«Ngày» viết hoa", "«ngày» viết thường sau địa danh")
    name = _NOUN.sub("", place, count=1)
    small = [word for word in (place.split()[:1] + name.split()) if word[:1].islower()]
    if small and place.casefold() != _BLANK_PLACE:
        yield Fault(piece, f"«{place}» không viết hoa chữ cái đầu", "viết hoa các chữ cái đầu của địa danh")
    if place.isupper() and len(place) > 1:
        yield Fault(piece, f"«{place}» in hoa", "in thường")


def _place(piece: Piece) -> str:
    """What stands before the date; nothing while it is still dots or a form's own word."""
    before = re.split(r"\bngày\b", unicodedata.normalize("NFC", piece.text), maxsplit=1, flags=re.IGNORECASE)[0]
    name = before.strip(" ,;.()[]\u00a0\t")
    return "" if is_blank(before) or before == piece.text or name.casefold() == "địa danh" else name


def _other_row(sheet: Sheet, piece: Piece) -> Iterator[Fault]:
    """Number and date in different rows of one table are surely not on one line."""
    there = spot_of(sheet.document, piece.paragraph)
    for number in sheet.anatomy.of(Part.NUMBER)[:1]:
        other = spot_of(sheet.document, number.paragraph)
        if there and other and there.table == other.table and there.row != other.row:
            yield Fault(piece, "không cùng dòng với số, ký hiệu", "cùng một dòng với số, ký hiệu")


def _date(sheet: Sheet) -> Iterator[Fault]:
    for piece in sheet.anatomy.of(Part.PLACE_DATE):
        said = _DATE.search(piece.text)
        if said is None:
            figures = _BY_FIGURES.search(piece.text)
            if figures:
                yield Fault(piece, f"«{figures[0]}»", "«ngày dd tháng m năm yyyy»")
            continue
        yield from _day_and_month(piece, *(_figures(said[name]) for name in ("day", "month", "year")))


def _day_and_month(piece: Piece, day: str, month: str, year: str) -> Iterator[Fault]:
    """Digits that are given, each by its own rule, then the day in the calendar. A superfluous zero of a month is DD-03's."""
    if day and (len(day) == 1 or len(day) > 2):  # noqa: PLR2004 - two digits
        yield Fault(piece, f"ngày «{day}»", f"ngày «{int(day):02d}»")
    if len(month) == 1 and int(month) <= LAST_PADDED_MONTH:
        yield Fault(piece, f"tháng «{month}»", f"tháng «{int(month):02d}»")
    if year and len(year) != 4:  # noqa: PLR2004 - four digits, or the two that are printed before a blank
        if not (len(year) == 2 and not day):  # noqa: PLR2004
            yield Fault(piece, f"năm «{year}»", "năm đủ bốn chữ số")
    elif day and month and year and not _real(int(year), int(month), int(day)):
        yield Fault(piece, f"ngày {day} tháng {month} năm {year} không có trong lịch", "ngày có thật")


def _real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _padded_month(sheet: Sheet) -> Iterator[Fault]:
    for piece in sheet.anatomy.of(Part.PLACE_DATE):
        said = _DATE.search(piece.text)
        month = _figures(said["month"]) if said else ""
        if month.startswith("0") and month.isdecimal() and int(month) > LAST_PADDED_MONTH:
            yield Fault(piece, f"tháng «{month}»", f"tháng «{int(month)}»")


def _full_place(sheet: Sheet) -> Iterator[Fault]:
    """Places named after a person or a number keep their common noun: as far as the name itself shows it."""
    for piece in sheet.anatomy.of(Part.PLACE_DATE):
        place = _place(piece)
        if _SHORT_CITY.match(place):
            name = _SHORT_CITY.sub("", place)
            yield Fault(piece, f"«{place}»", f"«Thành phố {name}»" if name == _CITY else f"«{name}»")
        elif place == _CITY:
            yield Fault(piece, f"«{place}»", f"«Thành phố {_CITY}»")
        elif re.fullmatch(r"\d+|(?:P|Q)\.?\s*\d+", place):
            yield Fault(piece, f"«{place}»", "tên đầy đủ, ví dụ «Phường 1»")


def _minutes(sheet: Sheet) -> Iterator[Fault]:
    kind = _kind(sheet)
    for piece in sheet.anatomy.of(Part.PLACE_DATE):
        if kind is not None and not kind.place_date:
            yield Fault(piece, "biên bản có địa danh, thời gian ở đầu", "biên bản không có dòng này")


RULES: Final[tuple[CheckedRule, ...]] = (
    checked(
        Rule("SO-01", "Số, ký hiệu cỡ 13, đứng, không đậm, canh giữa; «Số:» in thường, ký hiệu in hoa", Force.PROSE.severity,
             "PL I.II.3.c", "Ghi «Số: …/…» cỡ 13, đứng, không đậm, canh giữa dưới tên cơ quan ban hành, ký hiệu in hoa"),
        _number_letters,
    ),
    checked(
        Rule("SO-02", "Số bằng chữ số Ả Rập, dưới 10 có số 0 phía trước", Force.PROSE.severity, "PL I.II.3.c",
             "Ghi số bằng chữ số Ả Rập, từ 1 đến 9 thêm số 0 phía trước"),
        _leading_zero,
    ),
    checked(
        Rule("SO-03", "Dấu / giữa số và ký hiệu, gạch nối giữa các nhóm chữ, không cách chữ", Force.PROSE.severity, "PL I.II.3.c",
             "Sửa lại dấu nối trong số, ký hiệu và bỏ khoảng trắng"),
        _slash,
    ),
    checked(
        Rule("SO-04", "Ký hiệu bắt đầu bằng chữ viết tắt tên loại", Force.PROSE.severity, "PL I.II.3.b",
             "Ghi ký hiệu gồm chữ viết tắt tên loại, gạch nối, chữ viết tắt tên cơ quan hoặc chức danh ban hành"),
        _typed_symbol,
    ),
    checked(
        Rule("SO-05", "Ký hiệu công văn gồm chữ viết tắt cơ quan và đơn vị soạn thảo hoặc lĩnh vực", Force.PROSE.severity, "PL I.II.3.b",
             "Ghi ký hiệu gồm chữ viết tắt tên cơ quan, gạch nối, chữ viết tắt đơn vị soạn thảo hoặc lĩnh vực"),
        _letter_symbol,
    ),
    checked(
        Rule("SO-07", "Số của văn bản hành chính không ghi năm", Force.FORM.severity, "PL III", "Bỏ năm trong số, ký hiệu"),
        _year,
    ),
    checked(
        Rule("SO-11", "Bản dự thảo để trống số và ngày", Force.FORM.severity, "PL III",
             "Bỏ chữ dự thảo nếu văn bản đã phát hành, hoặc để trống số và ngày"),
        _draft,
    ),
    checked(
        Rule("DD-01", "Địa danh, thời gian cùng dòng với số, cỡ 13–14, nghiêng, không đậm, canh giữa, có dấu phẩy", Force.PROSE.severity,
             "PL I.II.4.c", "Ghi địa danh viết hoa chữ cái đầu, dấu phẩy, ngày tháng năm; cỡ 13 hoặc 14, nghiêng, không đậm, canh giữa"),
        _place_letters,
    ),
    checked(
        Rule("DD-02", "Ngày dưới 10 và tháng 1, 2 có số 0 phía trước, ngày có thật", Force.PROSE.severity, "PL I.II.4.b",
             "Ghi «ngày dd tháng m năm yyyy», thêm số 0 cho ngày dưới 10 và tháng 1, 2"),
        _date,
    ),
    checked(
        Rule("DD-03", "Tháng 3 đến tháng 9 không có số 0 phía trước", Force.PRACTICE.severity, "", "Nên bỏ số 0 trước tháng 3 đến tháng 9"),
        _padded_month,
    ),
    checked(
        Rule("DD-06", "Địa danh mang tên người, chữ số ghi đủ cả danh từ chung", Force.PROSE.severity, "PL I.II.4.a",
             "Ghi đầy đủ tên, ví dụ «Thành phố Hồ Chí Minh», «Phường 1»"),
        _full_place,
    ),
    checked(
        Rule("DD-09", "Biên bản không có địa danh, thời gian ở đầu", Force.FORM.severity, "Mẫu 1.9",
             "Bỏ dòng địa danh, thời gian ở đầu biên bản"),
        _minutes,
    ),
)  # fmt: skip
