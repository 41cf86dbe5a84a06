"""Rules on the signature block and on the text of digital signatures (KY, DA)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from generator import standard as std
from generator.anatomy import Part, Piece, Where
from generator.format_checks.fault import Fault, checked, foot, own
from generator.format_checks.finding import CheckedRule, Sheet
from generator.format_checks.kinds import WITHIN_A_DECISION, kind_of
from generator.format_checks.lettering import (
    capital_faults,
    centred_faults,
    is_blank,
    letter_faults,
    ordinary_faults,
)
from generator.formatting import AUTOMATIC
from generator.rules import Force, Rule

_BLOCK: Final = (Part.AUTHORITY, Part.POSITION, Part.OTHER_POSITION, Part.SIGNER)
_PREFIX: Final = re.compile(r"(?P<prefix>TM|KT|TL|TUQ|Q)\b(?P<stop>\s*\.)?\s*(?P<rest>.*)", re.DOTALL)
_OTHER_PREFIX: Final = re.compile(r"(?:T/M|T\.M|TM/|K/T|K\.T|T/L|T\.L|TUQ/|T\.U\.Q|P\.|Q/)")
_HEADS: Final = re.compile(
    r"(?:TỔNG\s+)?(?:GIÁM ĐỐC|CHỦ TỊCH|CHÁNH VĂN PHÒNG|TRƯỞNG|BỘ TRƯỞNG|THỦ TƯỚNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|VỤ TRƯỞNG"
    r"|HIỆU TRƯỞNG|VIỆN TRƯỞNG|TỔNG CỤC TRƯỞNG|CHÁNH THANH TRA|CHÁNH ÁN)\b"
)
_DEPUTIES: Final = re.compile(r"(?:PHÓ|THỨ)\b")
_COLLECTIVES: Final = re.compile(r"(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|BAN CHỈ ĐẠO|BAN CHẤP HÀNH|ĐOÀN|TẬP THỂ)\b")
_RANKS: Final = re.compile(rf"(?:{'|'.join(re.escape(rank) for rank in sorted(std.RANKS, key=len, reverse=True))})(?:\s*[.,]\s*|\s+)(?=\S)")
_EXEMPT: Final = re.compile(
    r"TRƯỜNG|HỌC VIỆN|VIỆN|BỆNH VIỆN|Y TẾ|GIÁO DỤC|KHOA HỌC|CÔNG AN|QUÂN|QUỐC PHÒNG|BỘ CHỈ HUY|BỘ TƯ LỆNH|LIÊN HIỆP HỘI", re.IGNORECASE
)
"""Bodies whose head of sector may allow ranks before the name."""
_SIGNED_AT: Final = re.compile(
    r"Số:\s*\S.*;\s*\d{1,2}[/-]\d{1,2}[/-]\d{4}\s*;?\s*\d{1,2}\s*:\s*\d{2}\s*:\s*\d{2}.*|Số:.*ngày.*giờ.*", re.DOTALL
)
_BLACK: Final = frozenset({AUTOMATIC, "000000"})


def _blocks(sheet: Sheet) -> Iterator[list[Piece]]:
    """The lines of each signature, from the authority to the name; two signatures side by side end each with its name."""
    block: list[Piece] = []
    for _, pieces in groupby(foot(sheet, *_BLOCK), key=lambda piece: piece.paper):
        for piece in pieces:
            block.append(piece)
            if piece.part is Part.SIGNER:
                yield block
                block = []
        if block:
            yield block
        block = []


def _prefixes(sheet: Sheet) -> Iterator[Fault]:
    for piece in foot(sheet, Part.AUTHORITY):
        words = " ".join(piece.text.split()).upper()
        match = _PREFIX.match(words)
        if is_blank(words):
            continue
        if _OTHER_PREFIX.match(words) or not match:
            yield Fault(piece, f"«{words[:20]}»", f"mở đầu bằng {', '.join(std.AUTHORITY_PREFIXES)}")
        elif not match["stop"]:
            yield Fault(piece, f"«{match['prefix']}» không có dấu chấm", f"«{match['prefix']}.»")
        else:
            yield from _whom(piece, match["prefix"], match["rest"])


def _whom(piece: Piece, prefix: str, rest: str) -> Iterator[Fault]:
    """TM. stands before the body, the others before the title of its head."""
    if prefix == "TM" and _HEADS.match(rest):
        yield Fault(piece, f"«TM.» trước chức vụ «{rest}»", "«TM.» trước tên tập thể hoặc cơ quan")
    elif prefix != "TM" and _COLLECTIVES.match(rest):
        yield Fault(piece, f"«{prefix}.» trước tên cơ quan «{rest}»", f"«{prefix}.» trước chức vụ người đứng đầu")
    elif prefix in {"KT", "TUQ"} and _DEPUTIES.match(rest):
        yield Fault(piece, f"«{prefix}.» trước chức vụ cấp phó", f"«{prefix}.» trước chức vụ người đứng đầu")


def _positions(sheet: Sheet) -> Iterator[Fault]:
    for piece in foot(sheet, Part.AUTHORITY, Part.POSITION):
        if not is_blank(piece.text):
            yield from letter_faults(piece, std.POSITION)
            yield from capital_faults(piece)
    kind = kind_of(sheet)
    if kind and kind.name not in WITHIN_A_DECISION and not sheet.anatomy.of(*_BLOCK, where=None):
        yield Fault(Part.POSITION, "không có phần ký", "quyền hạn, chức vụ, họ tên người ký")


def _layout(sheet: Sheet) -> Iterator[Fault]:
    for block in _blocks(sheet):
        authority = [piece for piece in block if _is_authority(piece)]
        positions = [piece for piece in block if piece.part is Part.POSITION and not _is_authority(piece)]
        yield from _authority_order(authority)
        if authority and positions and positions[0].paragraph.address.number < authority[-1].paragraph.address.number:
            yield Fault(positions[0], "chức vụ đứng trên quyền hạn", "quyền hạn ở trên, chức vụ người ký ở dưới")
        if authority and not positions and not _whole(authority[-1].text):
            yield Fault(authority[-1], "thiếu chức vụ người ký", "dòng chức vụ người ký bên dưới")
        yield from _same_position(authority, positions)


def _is_authority(piece: Piece) -> bool:
    """A prefix tells it, wherever the line stands."""
    return piece.part is Part.AUTHORITY or (piece.part is Part.POSITION and bool(re.match(r"(?:TM|KT|TL|TUQ)\s*\.", piece.text)))


def _whole(words: str) -> bool:
    """Whether a line needs no position below: an acting head has none other, and two lines may stand in one paragraph."""
    return words.upper().startswith("Q.") or "\n" in words or is_blank(words)


def _authority_order(authority: list[Piece]) -> Iterator[Fault]:
    words = [piece.text.upper() for piece in authority]
    for index, line in enumerate(words):
        if line.startswith("TM") and any(earlier.startswith(("KT", "TL", "Q", "TUQ")) for earlier in words[:index]):
            yield Fault(authority[index], "«TM.» dưới quyền hạn khác", "«TM.» ở dòng đầu, «KT.» ở dòng sau")


def _same_position(authority: list[Piece], positions: list[Piece]) -> Iterator[Fault]:
    """Who signs for the head is not the head."""
    for piece in authority:
        match = re.match(r"KT\.\s*(.+)", " ".join(piece.text.upper().split()))
        if match and positions and " ".join(positions[0].text.upper().split()) == match[1]:
            yield Fault(positions[0], f"«KT. {match[1]}» rồi «{match[1]}»", "chức vụ của người ký, như «PHÓ …»")


def _names(sheet: Sheet) -> Iterator[Fault]:
    for piece in foot(sheet, Part.SIGNER):
        if not is_blank(piece.text):
            yield from letter_faults(piece, std.SIGNER_NAME)
            yield from ordinary_faults(piece)
            yield from centred_faults(piece)


def _ranks(sheet: Sheet) -> Iterator[Fault]:
    agency = " ".join(piece.text for piece in sheet.anatomy.of(Part.AGENCY, Part.PARENT))
    for piece in foot(sheet, Part.SIGNER):
        rank = _RANKS.match(piece.text)
        if rank:
            yield Fault(piece, f"«{rank[0].strip(' .,')}» trước họ tên", "chỉ họ và tên", unsure=bool(_EXEMPT.search(agency)))


def _other_positions(sheet: Sheet) -> Iterator[Fault]:
    for block in _blocks(sheet):
        for index, piece in enumerate(block):
            if piece.part is not Part.OTHER_POSITION:
                continue
            yield from letter_faults(piece, std.OTHER_POSITION)
            yield from ordinary_faults(piece)
            if any(later.part in {Part.POSITION, Part.AUTHORITY} for later in block[index:]):
                yield Fault(piece, "đứng trên chức vụ ký", "ngay trên họ tên người ký")
    for piece, signed in _after_name(sheet):
        if not signed:
            yield Fault(piece, "đứng dưới họ tên", "ngay trên họ tên người ký")


def _after_name(sheet: Sheet) -> Iterator[tuple[Piece, bool]]:
    """Other positions with whether a name still follows below."""
    for block in _blocks(sheet):
        signed = any(piece.part is Part.SIGNER for piece in block)
        yield from ((piece, signed or len(block) > 1) for piece in block if piece.part is Part.OTHER_POSITION)


def _signing_text(sheet: Sheet) -> Iterator[Fault]:
    for piece in own(sheet, Part.SIGNING_TEXT):
        yield from letter_faults(piece, std.SIGNING_TEXT)
        if any(letters.colour not in _BLACK for letters in piece.letters):
            yield Fault(piece, "chữ màu", "chữ đen")


def _signing_form(sheet: Sheet) -> Iterator[Fault]:
    for piece in own(sheet, Part.SIGNING_TEXT):
        if piece.where is Where.ANNEX and not is_blank(piece.text) and not _SIGNED_AT.fullmatch(piece.text):
            yield Fault(piece, f"«{piece.text[:40]}»", "«Số: …; ngày/tháng/năm; giờ: phút: giây»")


RULES: Final[tuple[CheckedRule, ...]] = (
    checked(
        Rule("KY-01", "TM. trước tên tập thể; Q., KT., TL., TUQ. trước chức vụ người đứng đầu", Force.PROSE.severity, "PL I.II.7.b",
             "Ghi «TM.» trước tên tập thể hoặc cơ quan; «Q.», «KT.», «TL.», «TUQ.» trước chức vụ của người đứng đầu"),
        _prefixes,
    ),
    checked(
        Rule("KY-02", "Quyền hạn, chức vụ chữ in hoa, đứng, đậm, cỡ 13–14", Force.PROSE.severity, "PL I.II.7.đ",
             "Gõ quyền hạn và chức vụ bằng chữ in hoa, đứng, đậm, cỡ 13 hoặc 14"),
        _positions,
    ),
    checked(
        Rule("KY-03", "Quyền hạn ở dòng trên, chức vụ người ký ở dòng dưới", Force.TABLE.severity, "PL I.V, 7",
             "Để quyền hạn (TM., KT., TL., TUQ.) ở dòng trên, chức vụ của người ký ở dòng dưới"),
        _layout,
    ),
    checked(
        Rule("KY-04", "Họ tên người ký chữ in thường, đứng, đậm, cỡ 13–14, canh giữa", Force.PROSE.severity, "PL I.II.7.đ",
             "Đặt họ tên bằng chữ in thường, đứng, đậm, cỡ 13 hoặc 14, canh giữa dưới chức vụ"),
        _names,
    ),
    checked(
        Rule("KY-05", "Trước họ tên không ghi học hàm, học vị, danh hiệu", Force.PROSE.severity, "PL I.II.7.c",
             "Bỏ học hàm, học vị, cấp bậc, danh hiệu trước họ tên, trừ khi quy định riêng của ngành cho phép"),
        _ranks,
    ),
    checked(
        Rule("KY-06", "Chức vụ khác của người ký ghi ngay trên họ tên", Force.PROSE.severity, "PL I.II.7.đ",
             "Ghi chức vụ khác của người ký ngay trên họ tên, chữ in thường, đứng, đậm, cỡ 13 hoặc 14"),
        _other_positions,
    ),
    checked(
        Rule("DA-02", "Thông tin chữ ký số trên phụ lục: cỡ 10, chữ đứng, màu đen", Force.PROSE.severity, "PL I.II.8.b",
             "Đặt thông tin chữ ký số bằng chữ Times New Roman, in thường, đứng, cỡ 10, màu đen"),
        _signing_text,
    ),
    checked(
        Rule("DA-03", "Thông tin chữ ký số ghi số, ký hiệu và thời gian ký", Force.FORM.severity, "Mẫu 2.2",
             "Ghi «Số: …; ngày/tháng/năm; giờ: phút: giây», có thể kèm múi giờ +07:00"),
        _signing_form,
    ),
)  # fmt: skip
