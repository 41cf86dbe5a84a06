"""Rules on «Kính gửi» and «Nơi nhận» (KG, NN)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece
from generator.document_types import Addressing
from generator.format_checks.fault import Fault, all_of, checked, followed, foot, own
from generator.format_checks.finding import CheckedRule, Sheet
from generator.format_checks.kinds import WITHIN_A_DECISION, kind_of
from generator.format_checks.lettering import (
    cm_words,
    is_blank,
    letter_faults,
    line_end,
    one_line,
    ordinary_faults,
    set_by_tabs,
)
from generator.formatting import Alignment, Table, paragraphs
from generator.measure import mm
from generator.rules import Force, Rule

_HEAD: Final = re.compile(r"kính gửi\s*(?P<colon>:)?\s*(?P<whom>.*)", re.IGNORECASE | re.DOTALL)
_MAY_ADDRESS: Final = frozenset(
    {"Công điện", "Thư công", "Giấy mời", "Giấy giới thiệu", "Phiếu gửi", "Phiếu chuyển", "Phiếu báo", "Biên bản"}
)
"""Letters by nature: the decree gives them no «Kính gửi», and no office would call it a fault."""
_BY_ARTICLES: Final = frozenset({"QUYẾT ĐỊNH", "NGHỊ QUYẾT"})
_KEPT: Final = re.compile(r"-\s*Lưu:\s*VT(?:\s*,\s*[^;,]+)*\s*(?:\(\d+\))?\.")
_COUNT: Final = re.compile(r"(?:[,(;]|\s)\s*(\d+)\s*(?:b|bản)\b\)?", re.IGNORECASE)
_FLUSH: Final = mm(30)
"""A list set in by less than this still stands at the left."""
_LEAST_INDENT: Final = mm(200)


def _addressed(sheet: Sheet) -> Iterator[Fault]:
    kind = kind_of(sheet)
    heads = sheet.anatomy.of(Part.ADDRESSEE_HEAD)
    if kind is None or kind.name in _MAY_ADDRESS:
        return
    if not heads and kind.addressing is Addressing.ALWAYS:
        yield Fault(Part.ADDRESSEE_HEAD, "không có «Kính gửi»", "công văn có «Kính gửi»")
    elif not heads and kind.name == "Tờ trình":
        yield Fault(Part.ADDRESSEE_HEAD, "không có «Kính gửi»", "tờ trình gửi cấp trên có «Kính gửi»", unsure=True)
    elif heads and kind.addressing is Addressing.NEVER:
        yield Fault(heads[0], f"{kind.name.lower()} có «Kính gửi»", "chỉ có «Nơi nhận»")


def _letters(sheet: Sheet) -> Iterator[Fault]:
    for piece in foot(sheet, Part.ADDRESSEE_HEAD, Part.ADDRESSEE):
        yield from letter_faults(piece, std.ADDRESSEE)
        yield from ordinary_faults(piece)
        head = _HEAD.match(piece.text)
        if piece.part is Part.ADDRESSEE_HEAD and head and not head["colon"]:
            yield Fault(piece, "«Kính gửi» không có dấu hai chấm", "«Kính gửi:»")


def _lists(sheet: Sheet) -> Iterator[tuple[Piece, str, list[Piece]]]:
    """Each «Kính gửi» with what stands on its line and the lines below it."""
    pieces = foot(sheet, Part.ADDRESSEE_HEAD, Part.ADDRESSEE)
    below: list[Piece] = []
    for piece in reversed(pieces):
        if piece.part is Part.ADDRESSEE:
            below.insert(0, piece)
            continue
        match = _HEAD.match(piece.text)
        yield piece, match["whom"].strip() if match else "", _ended(below)
        below = []


def _ended(below: list[Piece]) -> list[Piece]:
    """The list up to the entry that ends it: below a full stop only a dash begins another entry, other words are the text."""
    for index, (piece, following) in enumerate(pairwise(below), start=1):
        if piece.text.endswith(".") and not _marked(following):
            return below[:index]
    return below


def _one(sheet: Sheet) -> Iterator[Fault]:
    in_table = {paragraph.address for block in sheet.document.blocks if isinstance(block, Table) for paragraph in paragraphs((block,))}
    for head, whom, below in _lists(sheet):
        # In a table the addressee's cell stands on the line of «Kính gửi:».
        alone = len(below) == 1 and head.paragraph.address not in in_table and below[0].paragraph.address != head.paragraph.address
        if not whom and alone and not is_blank(below[0].text) and not _goes_on(below[0].text):
            yield Fault(head, "một nơi nhận ở dòng dưới", "cùng dòng với «Kính gửi:»")
        elif whom and not below and whom.endswith(".") and not is_blank(whom):
            yield Fault(head, "có dấu chấm ở cuối", "không có dấu chấm", unsure=True)


def _goes_on(words: str) -> bool:
    """Whether more addressees follow, on the line or below it."""
    return bool(re.search(r";\s*\S", words)) or (words.startswith(("-", "–")) and not words.endswith("."))


def _several(sheet: Sheet) -> Iterator[Fault]:
    for head, whom, below in _lists(sheet):
        if re.search(r";\s*\S", whom) and not below:
            yield Fault(head, "nhiều nơi nhận trên một dòng", "mỗi nơi nhận một dòng, có «-» ở đầu")
        if len(below) + bool(whom) < 2:  # noqa: PLR2004 - one addressee is another rule
            continue
        marked = any(_marked(piece) for piece in below)
        for piece, following in followed(below):
            # Where dashes mark the entries, a line without one goes on with the entry above.
            if not (marked and following and not _marked(following)):
                yield from _entry_end(piece, last=following is None)
        if not marked and not is_blank(below[0].text):
            yield Fault(below[0], "không có gạch đầu dòng", "«-» ở đầu mỗi dòng", unsure=True)


def _entry_end(piece: Piece, *, last: bool) -> Iterator[Fault]:
    words = piece.read.strip()
    if is_blank(words):
        return
    if last and not words.endswith("."):
        yield Fault(piece, line_end(words), "dòng cuối kết thúc «.»")
    elif not last and not words.endswith((";", ":")):
        yield Fault(piece, line_end(words), "cuối dòng «;»")


def _place(sheet: Sheet) -> Iterator[Fault]:
    for piece in foot(sheet, Part.ADDRESSEE_HEAD):
        start = piece.paragraph.left + piece.paragraph.first_line
        flush = piece.paragraph.alignment in {Alignment.LEFT, Alignment.BOTH} and not set_by_tabs(piece) and start < _LEAST_INDENT
        if flush and piece.start == 0:
            yield Fault(piece, f"lùi {cm_words(start)}", f"lùi {cm_words(std.ADDRESSEE_INDENT)}", unsure=True)


def _recipients_head(sheet: Sheet) -> Iterator[Fault]:
    heads = foot(sheet, Part.RECIPIENTS_HEAD)
    pieces = foot(sheet, Part.RECIPIENTS_HEAD, Part.RECIPIENT)
    beside = {
        first.paragraph.address for first, second in pairwise(pieces) if first.part is Part.RECIPIENTS_HEAD and one_line(first, second)
    }
    for piece in heads:
        yield from letter_faults(piece, std.RECIPIENTS_HEAD)
        yield from ordinary_faults(piece)
        words = " ".join(piece.text.split())
        if piece.paragraph.address in beside or re.match(r"nơi nhận\s*:\s*\S", words, re.IGNORECASE):
            yield Fault(piece, "danh sách cùng dòng", "«Nơi nhận:» ở riêng một dòng")
        elif not words.endswith(":"):
            yield Fault(piece, "không có dấu hai chấm", "«Nơi nhận:»")
        yield from _at_left(piece)
    kind = kind_of(sheet)
    if not own(sheet, Part.RECIPIENTS_HEAD) and kind and kind.forms and kind.name not in WITHIN_A_DECISION:
        yield Fault(Part.RECIPIENTS_HEAD, "không có «Nơi nhận»", "có «Nơi nhận:» và danh sách nơi nhận")


def _at_left(piece: Piece) -> Iterator[Fault]:
    paragraph = piece.paragraph
    if paragraph.alignment in {Alignment.CENTER, Alignment.RIGHT}:
        yield Fault(piece, "không canh trái", "canh trái")
    elif paragraph.left + paragraph.first_line > _FLUSH and piece.start == 0:
        yield Fault(piece, f"lùi {cm_words(paragraph.left + paragraph.first_line)}", "sát lề trái", unsure=True)


def _recipient_lists(sheet: Sheet) -> Iterator[list[Piece]]:
    """The lines below each «Nơi nhận:», by paper."""
    pieces = foot(sheet, Part.RECIPIENT, Part.KEPT)
    yield from (list(group) for _, group in groupby(pieces, key=lambda piece: piece.paper))


def _recipient_lines(sheet: Sheet) -> Iterator[Fault]:
    for listed in _recipient_lists(sheet):
        for piece, following in followed(listed):
            yield from letter_faults(piece, std.RECIPIENTS)
            if piece.part is Part.RECIPIENT and not is_blank(piece.text):
                yield from _line(piece, following)


def _line(piece: Piece, following: Piece | None) -> Iterator[Fault]:
    """A line without a mark goes on the one above, a line whose next has no mark goes on there."""
    words = piece.read.strip()
    goes_on = following is not None and not _marked(following)
    if not goes_on and not words.endswith((";", ":")) and not (following is None and words.endswith(".")):
        yield Fault(piece, line_end(words), "cuối dòng «;»")


def _marked(piece: Piece) -> bool:
    return piece.read.lstrip().startswith(("-", "–", "+", "*"))


def _unmarked(sheet: Sheet) -> Iterator[Fault]:
    """The first line of a list that names a recipient without a mark: one below a semicolon goes on with nothing."""
    for listed in _recipient_lists(sheet):
        begun = (piece for above, piece in pairwise((None, *listed)) if above is None or above.read.rstrip().endswith(";"))
        for piece in begun:
            if piece is not None and piece.part is Part.RECIPIENT and not _marked(piece) and not is_blank(piece.text):
                yield Fault(piece, "không có gạch đầu dòng", "«-» ở đầu dòng")
                break


def _as_above(sheet: Sheet) -> Iterator[Fault]:
    first = next(iter(sheet.anatomy.of(Part.RECIPIENT)), None)
    sent = any(_says(head, "kính gửi") for head in sheet.anatomy.of(Part.ADDRESSEE_HEAD))
    if sent and first and not is_blank(first.text) and not _says(first, r"như (?:trên|kính gửi)"):
        yield Fault(first, f"dòng đầu «{first.text[:30]}»", "dòng đầu «- Như trên;»")


def _as_article(sheet: Sheet) -> Iterator[Fault]:
    first = next(iter(sheet.anatomy.of(Part.RECIPIENT)), None)
    if sheet.anatomy.type_name in _BY_ARTICLES and first and not is_blank(first.text) and not _says(first, r"như\s+(?:các\s+)?điều"):
        yield Fault(first, f"dòng đầu «{first.text[:30]}»", "dòng đầu «- Như Điều …;»")


def _says(piece: Piece, pattern: str) -> bool:
    return bool(re.match(rf"[-–+\s]*{pattern}", piece.read, re.IGNORECASE))


def _kept(sheet: Sheet) -> Iterator[Fault]:
    for listed in _recipient_lists(sheet):
        kept = [piece for piece in listed if piece.part is Part.KEPT]
        for piece in kept:
            yield from _kept_line(piece)
        if not kept:
            yield Fault(listed[-1], "không có dòng «Lưu»", "dòng cuối «- Lưu: VT, …»")
        elif listed[-1].part is Part.RECIPIENT and _marked(listed[-1]):
            yield Fault(listed[-1], "đứng sau dòng «Lưu»", "dòng «Lưu» ở cuối")


def _kept_line(piece: Piece) -> Iterator[Fault]:
    words = " ".join(piece.read.split())
    if is_blank(words) or _KEPT.fullmatch(words):
        return
    if _KEPT.fullmatch(f"{words.rstrip('.;,')}."):
        yield Fault(piece, line_end(words), "dòng cuối kết thúc «.»")
    else:
        yield Fault(piece, f"«{words}»", "«- Lưu: VT, đơn vị soạn thảo.»")


def _copies_kept(sheet: Sheet) -> Iterator[Fault]:
    for piece in foot(sheet, Part.KEPT):
        if count := _COUNT.search(piece.text):
            yield Fault(piece, f"«{count[0].strip(' ,;')}»", f"số bản lưu trong ngoặc: «({int(count[1])})»")


RULES: Final[tuple[CheckedRule, ...]] = (
    checked(
        Rule("KG-01", "«Kính gửi» có trong công văn, tờ trình và báo cáo gửi cấp trên", Force.PROSE.severity, "PL I.II.9.b",
             "Thêm «Kính gửi:» và nơi nhận vào công văn; ở văn bản khác chỉ để phần «Nơi nhận»"),
        _addressed,
    ),
    checked(
        Rule("KG-02", "«Kính gửi:» và tên nơi nhận chữ in thường, đứng, cỡ 13–14", Force.PROSE.severity, "PL I.II.9.d",
             "Đặt chữ in thường, đứng, không đậm, cỡ 13 hoặc 14; sau «Kính gửi» là dấu hai chấm"),
        _letters,
    ),
    checked(
        Rule("KG-03", "Kính gửi một nơi: trên cùng một dòng", Force.PROSE.severity, "PL I.II.9.d",
             "Ghi tên nơi nhận ngay sau «Kính gửi:» trên cùng dòng, không có dấu chấm ở cuối"),
        _one,
    ),
    checked(
        Rule("KG-04", "Kính gửi nhiều nơi: mỗi nơi một dòng, «-» ở đầu, «;» ở cuối, dòng cuối «.»", Force.PROSE.severity, "PL I.II.9.d",
             "Xuống dòng cho mỗi nơi nhận, đầu dòng «-», cuối dòng «;», dòng cuối cùng «.»"),
        _several,
    ),
    checked(
        Rule("KG-05", "«Kính gửi:» lùi vào khoảng 3,5 cm", Force.FORM.severity, "Mẫu 1.5",
             "Lùi dòng «Kính gửi:» vào 3,5 cm, danh sách bên dưới 4,5 cm"),
        _place,
    ),
    checked(
        Rule("NN-01", "«Nơi nhận:» ở riêng dòng, sát lề trái, cỡ 12, nghiêng, đậm", Force.PROSE.severity, "PL I.II.9.d",
             "Đặt «Nơi nhận:» trên một dòng riêng ngang với chức vụ người ký, sát lề trái, cỡ 12, nghiêng, đậm"),
        _recipients_head,
    ),
    checked(
        Rule("NN-02", "Danh sách nơi nhận cỡ 11, đứng, «-» ở đầu dòng, «;» ở cuối dòng", Force.PROSE.severity, "PL I.II.9.d",
             "Đặt cỡ 11, chữ đứng; mỗi nơi một dòng, đầu dòng «-», cuối dòng «;»"),
        all_of(_recipient_lines, _unmarked),
    ),
    checked(
        Rule("NN-03", "Văn bản có «Kính gửi»: nơi nhận đầu tiên là «Như trên»", Force.PROSE.severity, "PL I.II.9.b",
             "Thêm dòng «- Như trên;» vào đầu danh sách nơi nhận"),
        _as_above,
    ),
    checked(
        Rule("NN-04", "Quyết định, nghị quyết: nơi nhận đầu tiên là «Như Điều …»", Force.FORM.severity, "Mẫu 1.2",
             "Thêm dòng «- Như Điều …;» (điều về trách nhiệm thi hành) vào đầu danh sách nơi nhận"),
        _as_article,
    ),
    checked(
        Rule("NN-05", "Dòng cuối «Lưu: VT, đơn vị soạn thảo.»", Force.PROSE.severity, "PL I.II.9.d",
             "Ghi dòng cuối cùng là «- Lưu: VT, » rồi chữ viết tắt đơn vị soạn thảo và dấu chấm"),
        _kept,
    ),
    checked(
        Rule("NN-06", "Số bản lưu, nếu cần, ghi trong ngoặc", Force.FORM.severity, "Mẫu 1.4",
             "Ghi số bản lưu trong ngoặc đơn, ví dụ «- Lưu: VT, VP (2).», hoặc bỏ nếu không cần"),
        _copies_kept,
    ),
)  # fmt: skip
