"""Rules on annexes and on texts issued with a decision (PLU)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece, Where
from generator.format_checks.fault import Fault, all_of, checked, own
from generator.format_checks.finding import CheckedRule, Sheet
from generator.format_checks.lettering import capital_faults, centred_faults, is_blank, letter_faults, one_line
from generator.rules import Force, Rule
from generator.vietnamese import from_roman

_LABEL: Final = re.compile(r"phụ lục(?:\s+số)?\s*:?\s*(?P<number>[IVXLC]+\b|\d+\w?|[A-Z]\b)?\s*(?P<more>.*)", re.IGNORECASE | re.DOTALL)
_POINTS: Final = re.compile(r"phụ lục|biểu mẫu|kèm theo|danh sách|danh mục|mẫu số|biểu số", re.IGNORECASE)
"""Words with which a text sends its reader to an annex."""
_PROMISED: Final = re.compile(
    r"phụ lục(?:\s+[IVX\d]+)?\s+(?:đính kèm|kèm theo)(?!\s+(?:Luật|Nghị|Thông tư|\w+\s+\w+\s+số|\w+\s+số))", re.IGNORECASE
)
_TEXT: Final = (
    Part.BODY,
    Part.ARTICLE,
    Part.CLAUSE,
    Part.POINT,
    Part.SECTION,
    Part.BASIS,
    Part.TABLE_TEXT,
    Part.LETTER_SUMMARY,
    Part.SUMMARY,
)
_FORM: Final = re.compile(r"\(\s*(?:Ban hành )?[Kk]èm theo\s.*\)\s*\d*", re.DOTALL)
_ISSUER: Final = re.compile(r"\bcủa\s*[^\s)]")


def _labels(sheet: Sheet) -> tuple[Piece, ...]:
    return sheet.anatomy.of(Part.ANNEX_LABEL, where=Where.ANNEX)


def _pointed(sheet: Sheet) -> Iterator[Fault]:
    labels = _labels(sheet)
    text = sheet.anatomy.of(*_TEXT)
    if labels and text and not any(_POINTS.search(piece.text) for piece in text):
        yield Fault(labels[0], "nội dung không nhắc đến phụ lục", "nội dung có chỉ dẫn về phụ lục")
    promised = next((piece for piece in text if _PROMISED.search(piece.text)), None)
    if promised and not labels and not any(piece.where in {Where.ANNEX, Where.ENCLOSED} for piece in sheet.anatomy.pieces):
        # It may be a file of its own: only the clerk knows.
        yield Fault(promised, "nhắc đến phụ lục kèm theo, tệp không có phụ lục", "có phụ lục trong tệp hoặc tệp kèm theo", unsure=True)


def _numbers(sheet: Sheet) -> Iterator[Fault]:
    labels = _labels(sheet)
    if len(labels) < 2:  # noqa: PLR2004 - one annex needs no number
        return
    for expected, piece in enumerate(labels, start=1):
        match = _LABEL.match(piece.text)
        number = match["number"] if match else None
        if is_blank(piece.text):
            continue
        if not number:
            yield Fault(piece, "không có số thứ tự", "số thứ tự bằng chữ số La Mã")
        elif (counted := from_roman(number)) is None:
            yield Fault(piece, f"«{piece.text[:30]}»", "số thứ tự bằng chữ số La Mã")
        elif counted != expected:
            yield Fault(piece, f"phụ lục thứ {expected} mang số {number}", "số thứ tự liên tục từ I", unsure=True)


def _label_looks(sheet: Sheet) -> Iterator[Fault]:
    titles = {paper: tuple(group) for paper, group in groupby(own(sheet, Part.ANNEX_TITLE), key=lambda piece: piece.paper)}
    for piece in own(sheet, Part.ANNEX_LABEL):
        yield from letter_faults(piece, std.ANNEX_LABEL)
        yield from centred_faults(piece)
        if piece.text.startswith("PHỤ LỤC"):
            yield Fault(piece, "«PHỤ LỤC» in hoa", "«Phụ lục» in thường")
        match = _LABEL.match(piece.text)
        beside = any(one_line(piece, title) for title in titles.get(piece.paper, ()))
        if beside or (match and len(match["more"].strip(" .:-")) > 1 and not is_blank(piece.text)):
            yield Fault(piece, "tiêu đề cùng dòng với «Phụ lục»", "«Phụ lục» và số thứ tự ở riêng một dòng")


def _title_looks(sheet: Sheet) -> Iterator[Fault]:
    for piece in own(sheet, Part.ANNEX_TITLE):
        if not is_blank(piece.text):
            yield from letter_faults(piece, std.ANNEX_TITLE)
            yield from centred_faults(piece)
            yield from capital_faults(piece)


def _references(sheet: Sheet) -> Iterator[tuple[list[Piece], str]]:
    """The reference of each annex, which may run over several paragraphs, with all its words."""
    references = own(sheet, Part.ANNEX_REFERENCE)
    for _, group in groupby(references, key=lambda piece: piece.paper):
        pieces = list(group)
        yield pieces, " ".join(piece.text for piece in pieces)


def _reference_looks(sheet: Sheet) -> Iterator[Fault]:
    for piece in own(sheet, Part.ANNEX_REFERENCE):
        yield from letter_faults(piece, std.ANNEX_REFERENCE)
        yield from centred_faults(piece)


def _reference_missing(sheet: Sheet) -> Iterator[Fault]:
    referring = {pieces[0].paper for pieces, _ in _references(sheet)}
    for piece in _labels(sheet):
        if piece.paper not in referring:
            yield Fault(piece, "không có dòng «Kèm theo»", "dòng «(Kèm theo … số … ngày … của …)» dưới tiêu đề")


def _reference_words(sheet: Sheet) -> Iterator[Fault]:
    underlined = {below.under.paragraph.address for below in sheet.anatomy.lines}
    for pieces, words in _references(sheet):
        joined = " ".join(words.split())
        if not _FORM.fullmatch(joined):
            yield Fault(pieces[0], f"«{joined[:40]}»", "«(Kèm theo … số … ngày … tháng … năm … của …)»")
        elif not re.search(r"\bsố\b", joined) or not re.search(r"\bngày\b|\d/\d", joined):
            yield Fault(pieces[0], "thiếu số hoặc ngày của văn bản", "«(Kèm theo … số … ngày … tháng … năm … của …)»")
        if not underlined & {piece.paragraph.address for piece in pieces}:
            yield Fault(pieces[-1], "không có đường kẻ ngắn bên dưới", "đường kẻ ngắn dưới dòng «Kèm theo»", unsure=True)


def _annex_end(sheet: Sheet) -> Iterator[Fault]:
    """An annex that ends in words; one that ends in a table may leave the sign out."""
    ends: dict[int, Piece] = {}
    for piece in sheet.anatomy.pieces:
        if piece.where is Where.ANNEX and piece.part is not Part.LINE:
            ends[piece.paper] = piece
    for piece in ends.values():
        if piece.part in {Part.BODY, Part.CLAUSE, Part.POINT} and not piece.text.endswith("./."):
            yield Fault(piece, "phụ lục không kết thúc bằng «./.»", "«./.» ở cuối phụ lục", unsure=True)


def _reference_issuer(sheet: Sheet) -> Iterator[Fault]:
    """Number and day may stay blank in an electronic document, the issuer's name not."""
    for pieces, words in _references(sheet):
        if not _ISSUER.search(words) and not is_blank(words):
            yield Fault(pieces[0], "không có tên cơ quan ban hành", "«của» tên cơ quan ban hành")


def _enclosed(sheet: Sheet) -> Iterator[Fault]:
    enclosed = [piece for piece in sheet.anatomy.pieces if piece.where is Where.ENCLOSED]
    for _, group in groupby(enclosed, key=lambda piece: piece.paper):
        pieces = list(group)
        parts = {piece.part for piece in pieces}
        if Part.NATIONAL_NAME not in parts or Part.AGENCY not in parts:
            yield Fault(pieces[0], "văn bản kèm theo không có tên cơ quan hoặc Quốc hiệu, Tiêu ngữ", "tên cơ quan và Quốc hiệu, Tiêu ngữ")
        for piece in pieces:
            if piece.part in {Part.NUMBER, Part.PLACE_DATE}:
                yield Fault(piece, "văn bản kèm theo có số hoặc địa danh, ngày", "không có số, ký hiệu và địa danh, thời gian")


RULES: Final[tuple[CheckedRule, ...]] = (
    checked(
        Rule("PLU-01", "Nội dung có chỉ dẫn về phụ lục; từ hai phụ lục đánh số La Mã", Force.PROSE.severity, "PL I.III.1.a",
             "Nhắc đến phụ lục trong nội dung; có từ hai phụ lục trở lên thì đánh số I, II, III"),
        all_of(_pointed, _numbers),
    ),
    checked(
        Rule("PLU-02", "«Phụ lục» và số: riêng dòng, canh giữa, in thường, đậm, cỡ 14", Force.PROSE.severity, "PL I.III.1.b",
             "Để «Phụ lục» và số thứ tự trên một dòng riêng, canh giữa, chữ in thường, đứng, đậm, cỡ 14"),
        _label_looks,
    ),
    checked(
        Rule("PLU-03", "Tiêu đề phụ lục in hoa, đứng, đậm, cỡ 13–14, canh giữa", Force.PROSE.severity, "PL I.III.1.b",
             "Gõ tiêu đề phụ lục bằng chữ in hoa, đứng, đậm, cỡ 13 hoặc 14, canh giữa"),
        _title_looks,
    ),
    checked(
        Rule("PLU-04", "Dòng «Kèm theo» dưới tiêu đề phụ lục: nghiêng, cỡ 13–14, canh giữa", Force.PROSE.severity, "PL I.III.1.c",
             "Thêm dòng «(Kèm theo …)» dưới tiêu đề phụ lục, chữ in thường, nghiêng, cỡ 13 hoặc 14, canh giữa"),
        all_of(_reference_looks, _reference_missing),
    ),
    checked(
        Rule("PLU-05", "Dòng «(Kèm theo … số … ngày … của …)» có đường kẻ ngắn; phụ lục kết thúc «./.»", Force.FORM.severity, "Mẫu 2.1",
             "Ghi «(Kèm theo … số … ngày … tháng … năm … của …)», kẻ đường ngắn bên dưới; cuối phụ lục ghi «./.»"),
        all_of(_reference_words, _annex_end),
    ),
    checked(
        Rule("PLU-06", "Dòng «Kèm theo» có tên cơ quan ban hành", Force.PROSE.severity, "PL I.III.1.c",
             "Thêm tên cơ quan ban hành vào dòng «Kèm theo»; bản điện tử được để trống số và ngày"),
        _reference_issuer,
    ),
    checked(
        Rule("PLU-07", "Văn bản ban hành kèm theo có tên cơ quan, Quốc hiệu, không có số và ngày", Force.FORM.severity, "Mẫu 1.3",
             "Ở đầu văn bản kèm theo ghi tên cơ quan và Quốc hiệu, Tiêu ngữ; không ghi số, ký hiệu, địa danh, thời gian"),
        _enclosed,
    ),
)  # fmt: skip
