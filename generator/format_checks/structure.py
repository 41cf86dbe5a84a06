"""Rules on the divisions of the text: phần, chương, mục, điều, khoản, điểm (CT)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece
from generator.format_checks.fault import Fault, all_of, binding, checked, followed
from generator.format_checks.finding import CheckedRule, Sheet
from generator.format_checks.lettering import (
    bold_share,
    capital_faults,
    centred_faults,
    cm_words,
    is_blank,
    italic_share,
    letter_faults,
    looks,
    one_line,
    rooms,
    same,
    set_by_tabs,
    size_faults,
    size_words,
    takes_lines,
)
from generator.format_checks.order import cites, number_of, out_of_order
from generator.rules import Force, Rule

_ROMAN_KINDS: Final = frozenset({"phần", "chương"})
_ARABIC_KINDS: Final = frozenset({"mục", "tiểu mục"})
_ARTICLE: Final = re.compile(r"Điều\s+\d+\w?\s*\.?", re.IGNORECASE)
_HALF: Final = 0.5
_MOST: Final = 0.9
_TITLE_BESIDE: Final = ("tiêu đề cùng dòng với số thứ tự", "tiêu đề ở dòng dưới")
_ENDS: Final = (".", ";", ",", "?", "!")

Judge = Callable[[Sheet], Iterator[Fault]]


def _with_articles(sheet: Sheet) -> frozenset[int]:
    """The papers of the file that are built on Điều."""
    return frozenset(piece.paper for piece in binding(sheet, Part.ARTICLE))


def _in_order(*kinds: str, with_articles: bool | None = None) -> Judge:
    """Numbers of these kinds that don't follow one another, in papers with or without Điều."""

    def judge(sheet: Sheet) -> Iterator[Fault]:
        built = _with_articles(sheet)
        for numbered, fault in out_of_order(sheet):
            if numbered.kind in kinds and with_articles in {None, numbered.piece.paper in built}:
                yield fault

    return judge


def _divisions(kinds: frozenset[str], *, with_articles: bool | None) -> Judge:
    """The line of a division and the title below it."""

    def judge(sheet: Sheet) -> Iterator[Fault]:
        built = _with_articles(sheet)
        kind = ""
        pieces = binding(sheet, Part.DIVISION, Part.DIVISION_TITLE)
        for piece, following in followed(pieces):
            if piece.part is Part.DIVISION:
                found = number_of(piece)
                kind = found.kind if found else piece.text.partition(" ")[0].lower()
            if kind in kinds and with_articles in {None, piece.paper in built}:
                yield from _division(piece, kind) if piece.part is Part.DIVISION else _division_title(piece)
                if piece.part is Part.DIVISION and following and one_line(piece, following):
                    yield Fault(piece, *_TITLE_BESIDE)

    return judge


def _division(piece: Piece, kind: str) -> Iterator[Fault]:
    yield from letter_faults(piece, std.DIVISION)
    yield from centred_faults(piece)
    words = piece.text
    word = words.partition(" ")[0]
    if len(word) > 1 and word.isupper():
        yield Fault(piece, f"«{word}» in hoa", f"«{word.capitalize()}»")
    found = number_of(piece)
    roman = kind in _ROMAN_KINDS
    if found and found.written.isdigit() == roman:
        yield Fault(piece, f"số {found.written}", "chữ số La Mã" if roman else "chữ số Ả Rập")
    elif not found and not is_blank(words):
        yield Fault(piece, f"«{words[:30]}»", f"từ «{kind.capitalize()}» và số thứ tự", unsure=True)
    if found and re.search(rf"{found.written}\s*[.:-]?\s+\w", piece.read, re.IGNORECASE):
        yield Fault(piece, *_TITLE_BESIDE)


def _division_title(piece: Piece) -> Iterator[Fault]:
    yield from letter_faults(piece, std.DIVISION)
    yield from centred_faults(piece)
    yield from capital_faults(piece)


def _articles(sheet: Sheet) -> Iterator[Fault]:
    room = rooms(sheet.document)
    for piece in binding(sheet, Part.ARTICLE):
        if cites(piece):
            continue
        yield from size_faults(piece, std.ARTICLE)
        match = _ARTICLE.match(piece.text)
        if match:
            yield from _article_head(piece, match)
            yield from _article_title(piece, match.end(), takes_lines(piece, room(piece)))
        yield from _indent(piece)


def _article_head(piece: Piece, match: re.Match[str]) -> Iterator[Fault]:
    if not match[0].endswith(".") and not is_blank(piece.text):
        yield Fault(piece, f"«{match[0]}» không có dấu chấm", f"«{match[0].strip()}.»")
    if match[0].startswith("ĐI"):
        yield Fault(piece, "«ĐIỀU» in hoa", "«Điều»")
    head = _cut(piece, 0, match.end())
    if bold_share(head) < _MOST:
        yield Fault(piece, f"«{match[0].strip()}» không đậm", "đậm")
    if italic_share(head) > _HALF:
        yield Fault(piece, "nghiêng", "không nghiêng")


def _article_title(piece: Piece, start: int, long: bool) -> Iterator[Fault]:  # noqa: FBT001 - what was measured, not a switch
    """Short words without a stop are a title; a sentence behind the number is the article itself, as in Mẫu 1.2."""
    title = piece.text[start:].strip()
    if title and not long and not title.endswith((*_ENDS, ":")) and not is_blank(title) and bold_share(piece) < _MOST:
        yield Fault(piece, "tiêu đề không đậm", "đậm", unsure=True)


def _indent(piece: Piece) -> Iterator[Fault]:
    start = piece.paragraph.left + piece.paragraph.first_line
    if not set_by_tabs(piece) and not any(same(start, indent) for indent in std.FIRST_LINE_INDENTS):
        low, high = std.FIRST_LINE_INDENTS
        yield Fault(piece, f"thụt {cm_words(start)}" if start else "không thụt", "thụt 1 hoặc 1,27 cm", unsure=low < start < high)


def _cut(piece: Piece, start: int, end: int) -> Piece:
    """A stretch of a piece; the numbers count its text without white space at the ends."""
    first = piece.start + piece.paragraph.text[piece.start : piece.end].find(piece.text)
    return replace(piece, start=first + start, end=first + end)


def _clauses(*, with_articles: bool) -> Judge:
    def judge(sheet: Sheet) -> Iterator[Fault]:
        room = rooms(sheet.document)
        built = _with_articles(sheet)
        for piece in binding(sheet, Part.CLAUSE):
            if (piece.paper in built) is with_articles:
                yield from _clause_mark(piece)
                yield from _nested(piece) if with_articles else ()
                yield from size_faults(piece, std.CLAUSE)
                yield from _clause_weight(piece, takes_lines(piece, room(piece)))

    return judge


def _clause_titles(*, with_articles: bool) -> Judge:
    """Titles that are not bold: each one where others of the paper are, else one word for all, as the decree itself prints them so."""

    def judge(sheet: Sheet) -> Iterator[Fault]:
        built = _with_articles(sheet)
        titles: dict[int, list[Piece]] = {}
        for piece in _titles(sheet):
            if (piece.paper in built) is with_articles:
                titles.setdefault(piece.paper, []).append(piece)
        for pieces in titles.values():
            plain = [piece for piece in pieces if bold_share(piece) < _HALF]
            alike = len(plain) == len(pieces)
            yield from (Fault(piece, "tiêu đề không đậm", "đậm", unsure=True) for piece in (plain[:1] if alike else plain))

    return judge


def _titles(sheet: Sheet) -> Iterator[Piece]:
    """Clauses that are nothing but a title: short words without a stop, their text below."""
    room = rooms(sheet.document)
    pieces = [piece for piece in binding(sheet, *Part) if piece.part is not Part.LINE]
    for piece, following in pairwise(pieces):
        short = piece.part is Part.CLAUSE and not takes_lines(piece, room(piece))
        opens = following.paper == piece.paper and following.part in {Part.BODY, Part.POINT}
        if short and opens and not piece.text.endswith((*_ENDS, ":")) and not is_blank(piece.text):
            yield piece


def _clause_mark(piece: Piece) -> Iterator[Fault]:
    match = re.match(r"(\d+)\s*([)/-])", piece.read)
    if match:
        yield Fault(piece, f"«{match[0]}»", f"«{match[1]}.»")


def _nested(piece: Piece) -> Iterator[Fault]:
    """Below an article come khoản and điểm; the decree is silent on 1.1, and in papers without Điều everybody writes it."""
    if nested := re.match(r"\d+(?:\.\d+)+", piece.read):
        yield Fault(piece, f"đánh số «{nested[0]}»", "khoản 1., rồi điểm a)", unsure=True)


def _clause_weight(piece: Piece, long: bool) -> Iterator[Fault]:  # noqa: FBT001 - what was measured, not a switch
    """A clause without a title is not bold; a title stands alone on its line."""
    words, bold = piece.text, bold_share(piece)
    if is_blank(words):
        return
    if italic_share(piece) > _HALF:
        yield Fault(piece, "nghiêng", "không nghiêng", unsure=bold < _HALF)
    if bold > _HALF and long and words.endswith((".", ";")):
        yield Fault(piece, "đậm", "khoản không có tiêu đề thì không đậm", unsure=bold < _MOST)
    elif bold < _MOST and (lead := _bold_lead(piece)):
        yield Fault(piece, f"tiêu đề «{lead}» cùng dòng với nội dung", "tiêu đề ở riêng một dòng", unsure=True)


def _bold_lead(piece: Piece) -> str:
    """The bold words that open a clause before its own text, closed by a colon or a stop."""
    lead = ""
    for run in piece.runs:
        if not run.letters.bold:
            break
        lead += run.text
    words = re.sub(r"^\d+[.)]?\s*", "", lead.strip())
    return words.rstrip(".: ") if words.endswith((".", ":")) and lead.strip() != piece.text else ""


def _points(*, with_articles: bool) -> Judge:
    def judge(sheet: Sheet) -> Iterator[Fault]:
        built = _with_articles(sheet)
        for piece in binding(sheet, Part.POINT):
            if (piece.paper in built) is with_articles:
                yield from letter_faults(piece, std.POINT)
                yield from _point_mark(piece)

    return judge


def _point_mark(piece: Piece) -> Iterator[Fault]:
    match = re.match(r"([a-zđăâêôơư])\s*([.)/-])", piece.read)
    if not match:
        return
    if match[2] != ")":
        yield Fault(piece, f"«{match[0]}»", f"«{match[1]})»")
    if match[1] not in std.POINT_LETTERS + std.UNSETTLED_LETTERS:
        yield Fault(piece, f"điểm «{match[1]}»", "chữ cái tiếng Việt a, b, c, d, đ, e, g, h, i, k")


def _as_body(part: Part) -> Judge:
    """Articles, clauses and points have the size of the running text."""

    def judge(sheet: Sheet) -> Iterator[Fault]:
        built = _with_articles(sheet)
        sizes: Counter[int] = Counter()
        for piece in binding(sheet, Part.BODY, Part.CLAUSE, Part.POINT):
            sizes.update({letters.size: count for letters, count in looks(piece).items()})
        usual = next((size for size, _ in sizes.most_common(1)), 0)
        for piece in binding(sheet, part):
            own = {letters.size for letters in looks(piece)}
            if piece.paper in built and own and usual and usual not in own and not any(size_faults(piece, std.CLAUSE)):
                yield Fault(piece, f"cỡ {size_words(max(own))}", f"cỡ {size_words(usual)} như nội dung", unsure=True)

    return judge


def _sections(sheet: Sheet) -> Iterator[Fault]:
    for piece in binding(sheet, Part.SECTION):
        yield from letter_faults(piece, std.HEADING)
        yield from capital_faults(piece)
        if match := re.match(r"([IVXLC]+)\s*([)/-])", piece.read):
            yield Fault(piece, f"«{match[0]}»", f"«{match[1]}.»")


RULES: Final[tuple[CheckedRule, ...]] = (
    checked(
        Rule("CT-01", "Phần, chương số La Mã, tiêu đề in hoa dòng dưới, canh giữa, đậm", Force.PROSE.severity, "PL I.II.6.đ",
             "Để «Phần» hoặc «Chương» và số La Mã trên một dòng canh giữa, đậm; tiêu đề in hoa, đậm ở dòng dưới"),
        all_of(_divisions(_ROMAN_KINDS, with_articles=True), _in_order("phần", "chương", with_articles=True)),
    ),
    checked(
        Rule("CT-02", "Mục, tiểu mục số Ả Rập, tiêu đề in hoa dòng dưới, canh giữa, đậm", Force.PROSE.severity, "PL I.II.6.đ",
             "Để «Mục» hoặc «Tiểu mục» và số trên một dòng canh giữa, đậm; tiêu đề in hoa, đậm ở dòng dưới"),
        all_of(_divisions(_ARABIC_KINDS, with_articles=None), _in_order("mục", "tiểu mục")),
    ),
    checked(
        Rule("CT-03", "Điều và số thứ tự đậm, có dấu chấm, lùi 1 hoặc 1,27 cm", Force.PROSE.severity, "PL I.II.6.đ",
             "Trình bày «Điều», số thứ tự và tiêu đề trên một dòng, chữ đậm, lùi đầu dòng 1 hoặc 1,27 cm; đánh số liên tục"),
        all_of(_articles, _as_body(Part.ARTICLE), _in_order("điều")),
    ),
    checked(
        Rule("CT-04", "Khoản số Ả Rập và dấu chấm; có tiêu đề thì đậm và ở riêng dòng", Force.PROSE.severity, "PL I.II.6.đ",
             "Đánh số 1., 2., 3.; khoản có tiêu đề thì để số và tiêu đề đậm trên một dòng riêng, không có tiêu đề thì không đậm"),
        all_of(
            _clauses(with_articles=True),
            _clause_titles(with_articles=True),
            _as_body(Part.CLAUSE),
            _in_order("khoản", with_articles=True),
        ),
    ),
    checked(
        Rule("CT-05", "Điểm theo bảng chữ cái tiếng Việt và dấu «)», chữ đứng, không đậm", Force.PROSE.severity, "PL I.II.6.đ",
             "Đánh a), b), c), d), đ), e), g), h); đặt chữ đứng, không đậm"),
        all_of(_points(with_articles=True), _as_body(Part.POINT), _in_order("điểm", with_articles=True)),
    ),
    checked(
        Rule("CT-06", "Phần số La Mã, tiêu đề in hoa dòng dưới, canh giữa, đậm", Force.TABLE.severity, "PL I.V, 6.b",
             "Để «Phần» và số La Mã trên một dòng canh giữa, đậm; tiêu đề in hoa, đậm ở dòng dưới"),
        all_of(_divisions(_ROMAN_KINDS, with_articles=False), _in_order("phần", "chương", with_articles=False)),
    ),
    checked(
        Rule("CT-07", "Mục số La Mã và tiêu đề cùng dòng, in hoa, đậm", Force.TABLE.severity, "PL I.V, 6.b",
             "Gõ số La Mã, dấu chấm và tiêu đề in hoa trên một dòng, chữ đứng, đậm, cỡ 13 hoặc 14; đánh số liên tục"),
        all_of(_sections, _in_order("I.")),
    ),
    checked(
        Rule("CT-08", "Khoản 1. có tiêu đề thì đậm, không có tiêu đề thì không đậm", Force.TABLE.severity, "PL I.V, 6.b",
             "Đánh số 1., 2., 3.; khoản có tiêu đề thì để số và tiêu đề đậm trên một dòng riêng, không có tiêu đề thì không đậm"),
        all_of(_clauses(with_articles=False), _clause_titles(with_articles=False), _in_order("khoản", with_articles=False)),
    ),
    checked(
        Rule("CT-09", "Điểm a) chữ in thường, đứng, không đậm", Force.TABLE.severity, "PL I.V, 6.b",
             "Đánh a), b), c), d), đ), e), g), h); đặt chữ đứng, không đậm"),
        all_of(_points(with_articles=False), _in_order("điểm", with_articles=False)),
    ),
)  # fmt: skip
