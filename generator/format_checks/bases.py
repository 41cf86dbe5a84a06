"""Rules on the bases of a paper and on documents cited in its text (CC, VD)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece
from generator.format_checks.fault import Fault, all_of, binding, checked
from generator.format_checks.finding import CheckedRule, Sheet
from generator.format_checks.lettering import (
    cm_words,
    italic_share,
    letter_faults,
    line_end,
    ordinary_faults,
    points_words,
    same,
    set_by_tabs,
    unfilled,
)
from generator.format_checks.spacing import gaps
from generator.rules import Force, Rule

_ACTS: Final = "Luật|Bộ luật|Pháp lệnh"
_NUMBERED: Final = (
    "Nghị quyết|Nghị định|Quyết định|Thông tư liên tịch|Thông tư|Chỉ thị|Kế hoạch|Công văn|Chương trình|Thông báo|Báo cáo|Tờ trình|Kết luận"
    "|Hướng dẫn|Công điện|Quy định"
)
_BASIS: Final = re.compile(rf"(?:Căn cứ |Thực hiện |Xét |Theo )?(?:(?P<act>{_ACTS})|(?P<type>{_NUMBERED}))\s")
_OPENING: Final = re.compile(rf"(?:Căn cứ|Theo|Xét|Thực hiện|Trên cơ sở|Sau khi|{_ACTS}|{_NUMBERED})\b")
_ISSUING: Final = re.compile(r".{2,60} ban hành\b")
"""The sentence that closes the bases of a decree or a circular."""
_HALF: Final = 0.5
_DATE: Final = re.compile(r"\d{1,2}\s*(?:/|-|\.| tháng )\s*\d{1,2}\s*(?:/|-|\.| năm )\s*\d{4}")
_NUMBER: Final = re.compile(r"số:?\s*\d+\s*(?:/\s*\d{4}\s*)?[/-]\s*[A-ZĐa-zđ]")
_ISSUER: Final = re.compile(r"\bcủa\s+\S")
_SUMMARY: Final = re.compile(
    r"\b(?:về|quy định|ban hành|sửa đổi|bổ sung|hướng dẫn|phê duyệt|công bố|thành lập|giao|đẩy mạnh|tăng cường|thực hiện|triển khai"
    r"|kiện toàn|phân công|phân cấp|ủy quyền|bãi bỏ|thay thế|điều chỉnh|tổ chức|xây dựng|thông qua|V/v|kế hoạch|chương trình|báo cáo"
    r"|đề nghị|kết quả)\b",
    re.IGNORECASE,
)
_CITED: Final = re.compile(rf"(?:{_NUMBERED})(?P<word> số:?)?\s+(?P<number>\d+(?:/\d{{4}})?/[A-ZĐ][\w&Đđ-]*)")
_AFTER: Final = 60
"""A date this many letters behind a cited number belongs to it."""
_TWO: Final = re.compile(r"[;.]\s+(?:Căn cứ|căn cứ)\s")


def _bases(sheet: Sheet) -> list[Piece]:
    """The bases; an upright sentence below them that leads over to the text is none, whatever it follows."""
    return [piece for piece in binding(sheet, Part.BASIS) if italic_share(piece) > _HALF or _opens(piece)]


def _opens(piece: Piece) -> bool:
    return piece.text.startswith(("Căn cứ", "Theo đề nghị")) and not piece.text.endswith(":")


def _letters(sheet: Sheet) -> Iterator[Fault]:
    for piece in _bases(sheet):
        yield from letter_faults(piece, std.BASIS)
        yield from ordinary_faults(piece)


def _below_title(sheet: Sheet) -> Iterator[Fault]:
    bases = sheet.anatomy.of(Part.BASIS)
    named = sheet.anatomy.of(Part.TYPE_NAME)
    if bases and named and bases[0].paragraph.address.number < named[0].paragraph.address.number:
        yield Fault(bases[0], "đứng trên tên loại", "dưới tên loại và trích yếu")


def _ends(sheet: Sheet) -> Iterator[Fault]:
    issuing = {
        piece.paragraph.address.number for piece in binding(sheet, *Part) if _ISSUING.match(piece.text[:80]) and italic_share(piece) > _HALF
    }
    for _, group in groupby(_bases(sheet), key=lambda piece: piece.paper):
        bases = list(group)
        for number, piece in enumerate(bases, start=1):
            yield from _end(piece, ";" if number < len(bases) or piece.paragraph.address.number + 1 in issuing else ".")


def _end(piece: Piece, wanted: str) -> Iterator[Fault]:
    words = piece.text
    if unfilled(piece):
        return
    if _TWO.search(words):
        yield Fault(piece, "nhiều căn cứ trên một dòng", "mỗi căn cứ một dòng")
    if words.endswith(wanted) or (wanted == "." and words.endswith(":")):
        return
    # A last basis with a comma before the sentence of issue is an old habit that a guide still teaches.
    yield Fault(piece, line_end(words), f"cuối dòng là «{wanted}»", unsure=words.endswith(","))


def _complete(sheet: Sheet) -> Iterator[Fault]:
    for piece in _bases(sheet):
        words = piece.text
        match = _BASIS.match(words)
        if not match or unfilled(piece) or re.search(r"số\s*/|ngày\s{2,}|ngày\s+tháng", words):
            continue
        yield from _act(piece) if match["act"] else _document(piece)


def _act(piece: Piece) -> Iterator[Fault]:
    if not _DATE.search(piece.text):
        yield Fault(piece, "thiếu ngày, tháng, năm", "luật, pháp lệnh ghi tên và ngày, tháng, năm")
    if re.search(r"\bsố:?\s*\d+/\d{4}/", piece.text):
        yield Fault(piece, "có số, ký hiệu", "luật, pháp lệnh không ghi số, ký hiệu")


def _document(piece: Piece) -> Iterator[Fault]:
    date = _DATE.search(piece.text)
    if not _NUMBER.search(piece.text):
        yield Fault(piece, "thiếu số, ký hiệu", "số, ký hiệu", unsure=True)
    if not date:
        yield Fault(piece, "thiếu ngày, tháng, năm", "ngày, tháng, năm")
        return
    if not _ISSUER.search(piece.text):
        yield Fault(piece, "thiếu cơ quan ban hành", "«của» cơ quan ban hành")
    elif not _SUMMARY.search(piece.text, date.end()):
        yield Fault(piece, "thiếu trích yếu", "trích yếu của văn bản", unsure=True)


def _form(sheet: Sheet) -> Iterator[Fault]:
    above = gaps(sheet.document)
    bases = _bases(sheet)
    numbers = {piece.paragraph.address.number for piece in bases}
    for piece in bases:
        if not unfilled(piece) and not _OPENING.match(piece.text) and not _ISSUING.match(piece.text):
            yield Fault(piece, "mở đầu khác «Căn cứ»", "mở đầu bằng «Căn cứ» hoặc «Theo đề nghị của»")
        start = piece.paragraph.left + piece.paragraph.first_line
        if not set_by_tabs(piece) and not any(same(start, indent) for indent in std.FIRST_LINE_INDENTS):
            yield Fault(piece, f"thụt {cm_words(start)}", "thụt 1 hoặc 1,27 cm")
        gap = above.get(piece.paragraph.address)
        if gap is not None and piece.paragraph.address.number - 1 in numbers and gap < std.PARAGRAPH_GAP.least:
            yield Fault(piece, f"cách dòng trên {points_words(gap)}", f"cách dòng trên từ {points_words(std.PARAGRAPH_GAP.least)}")


_TEXT: Final = (Part.BASIS, Part.BODY, Part.ARTICLE, Part.CLAUSE, Part.POINT)


def _citations(sheet: Sheet) -> Iterator[tuple[Piece, re.Match[str], bool]]:
    """Every numbered document that the text names, and whether it was named before."""
    known: set[str] = set()
    for piece in sheet.anatomy.of(*_TEXT):
        for match in () if piece.text.casefold().startswith("(kèm theo") else _CITED.finditer(piece.text):
            yield piece, match, match["number"] in known
            known.add(match["number"])


def _cited(sheet: Sheet) -> Iterator[Fault]:
    for piece, match, known in _citations(sheet):
        dated = _DATE.search(piece.text, match.end(), match.end() + _AFTER)
        if not known and not dated and piece.part is not Part.BASIS and not unfilled(piece):
            wanted = "lần đầu ghi cả ngày, tháng, năm, cơ quan ban hành và trích yếu"
            yield Fault(piece, f"viện dẫn lần đầu «{match[0]}» không có ngày, tháng, năm", wanted, unsure=True)


def _word(sheet: Sheet) -> Iterator[Fault]:
    for piece, match, _ in _citations(sheet):
        if not match["word"]:
            yield Fault(piece, f"«{match[0]}»", "có chữ «số» trước số, ký hiệu")


RULES: Final[tuple[CheckedRule, ...]] = (
    checked(
        Rule("CC-01", "Căn cứ chữ nghiêng, cỡ 13–14, dưới tên loại và trích yếu", Force.PROSE.severity, "PL I.II.6.a",
             "Chọn các dòng căn cứ, đặt chữ in thường, nghiêng, không đậm, cỡ 13 hoặc 14"),
        all_of(_letters, _below_title),
    ),
    checked(
        Rule("CC-02", "Mỗi căn cứ một dòng, cuối dòng «;», dòng cuối «.»", Force.PROSE.severity, "PL I.II.6.a",
             "Xuống dòng sau mỗi căn cứ; cuối dòng đặt dấu chấm phẩy, dòng cuối cùng đặt dấu chấm"),
        _ends,
    ),
    checked(
        Rule("CC-03", "Căn cứ ghi đủ tên loại, số, ký hiệu, cơ quan, ngày và trích yếu", Force.PROSE.severity, "PL I.II.6.a",
             "Ghi đủ tên loại, số và ký hiệu, ngày tháng năm, cơ quan ban hành, trích yếu; luật, pháp lệnh không ghi số và cơ quan"),
        _complete,
    ),
    checked(
        Rule("CC-04", "Dòng căn cứ mở đầu «Căn cứ», thụt 1 cm, cách 6 pt", Force.FORM.severity, "Mẫu 1.2",
             "Bắt đầu dòng bằng «Căn cứ» (dòng cuối có thể là «Theo đề nghị của»), thụt đầu dòng 1 hoặc 1,27 cm, cách dòng trên 6 pt"),
        _form,
    ),
    checked(
        Rule("VD-01", "Viện dẫn lần đầu ghi đủ, các lần sau chỉ ghi tên loại, số, ký hiệu", Force.PROSE.severity, "PL I.II.6.b",
             "Ở lần viện dẫn đầu ghi tên loại, số, ký hiệu, ngày tháng năm, cơ quan ban hành và trích yếu của văn bản"),
        _cited,
    ),
    checked(
        Rule("VD-02", "Có chữ «số» giữa tên loại và số, ký hiệu", Force.PRACTICE.severity, "",
             "Thêm chữ «số», ví dụ «Nghị định số 30/2020/NĐ-CP»"),
        _word,
    ),
)  # fmt: skip
