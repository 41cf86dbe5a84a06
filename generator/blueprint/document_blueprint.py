"""A Word file to type in for each type of document and kind of copy: the decree's form with its parts, lines and styles, no tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator import standard as std
from generator.blueprint import document_texts as texts
from generator.blueprint import styles
from generator.blueprint.form import LEFT_BLOCK, PORTRAIT, RIGHT_BLOCK
from generator.document_types import Addressing, DocumentType
from generator.measure import ZERO, Twips, bold_width, line_below
from generator.standard import Lettering
from generator.wordfile import Document, Paragraph, Part, Row, Table, write

Block = Paragraph | Table

_BLANK: Final = "\u00a0" * 6
"""Room for a number, a day or a month; it never breaks over two lines (SO-11)."""
_RECIPIENT: Final = "Tên cơ quan, đơn vị, cá nhân nhận văn bản"
_KEPT: Final = "Lưu: VT, …"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues and signs, as it is printed; where nobody is named, the words of the decree's own forms.

    `name` is the agency's name inside a sentence, `agency` the lines of the letterhead; `signing` are the lines of authority and position,
    top down (KY-03); `power` is who decides in a quyết định: the head's title, or the body; `body` who decides in a nghị quyết (TL-05).
    """

    name: str = "Tên cơ quan, tổ chức"
    parent: str = "TÊN CQ, TC CHỦ QUẢN"
    agency: tuple[str, ...] = ("TÊN CƠ QUAN, TỔ CHỨC",)
    abbreviation: str = "…"
    place: str = "Địa danh"
    signing: tuple[str, ...] = ("QUYỀN HẠN, CHỨC VỤ", "CỦA NGƯỜI KÝ")
    signer: str = "Họ và tên"
    power: str = "THẨM QUYỀN BAN HÀNH"
    body: str = "THẨM QUYỀN BAN HÀNH"


def typing_templates(kind: DocumentType, issuer: Issuer, year: int) -> dict[str, bytes]:
    """The files of a type by what their names end with; only the quyết định has a second one, which issues another text (Mẫu 1.3)."""
    made = {"": _written(_copy(kind, issuer, year) if kind.copy else _document(kind, issuer, year))}
    if "1.3" in kind.forms:
        made["-ban-hanh"] = _written(_issuing(kind, issuer, year), _issued(kind, issuer, year))
    return made


def _written(*parts: Sequence[Block]) -> bytes:
    return write(
        Document(
            font=std.FONT,
            parts=[Part(PORTRAIT, blocks) for blocks in parts],
            styles=styles.TYPING_STYLES,
            header=(Paragraph("", styles.PAGE_NUMBER, page_number=True),),
            first_header=(Paragraph("", styles.NO_PAGE_NUMBER),),
            lead=styles.LEAD,
        )
    )


def _document(kind: DocumentType, issuer: Issuer, year: int) -> list[Block]:
    words = texts.summary(kind.written, kind.name) if kind.summary else ""
    below = [] if kind.heading else [Paragraph(words, styles.LETTER_TITLE)]
    return [
        _letterhead(kind, issuer, year, below),
        *(_title(kind.heading, words) if kind.heading else []),
        *_addressees(kind, issuer),
        *_bases(kind, issuer),
        *_named(texts.TEXTS[kind.written], issuer),
        *_ending(kind, issuer),
    ]


def _issuing(kind: DocumentType, issuer: Issuer, year: int) -> list[Block]:
    """The decision that issues another text (Mẫu 1.3)."""
    return [
        _letterhead(kind, issuer, year, []),
        *_title(kind.heading, texts.summary("1.3", "")),
        *_bases(kind, issuer),
        *_named(texts.ISSUING, issuer),
        *_ending(kind, issuer),
    ]


def _issued(kind: DocumentType, issuer: Issuer, year: int) -> list[Block]:
    """The text issued with it: both heads again, no number, no place and date, no signature (PLU-05, PLU-07)."""
    number = f"số {_BLANK}/{kind.symbol(issuer.abbreviation)} ngày {_BLANK} tháng {_BLANK} năm {year}"
    reference = Paragraph(f"(Kèm theo Quyết định {number} của {issuer.name})", styles.ANNEX_REFERENCE)
    side = Twips(PORTRAIT.text_width * 2 // 5)
    words = texts.summary("ISSUED", "")
    return [
        Table((LEFT_BLOCK, RIGHT_BLOCK), (_heads(issuer),), framed=False),
        Paragraph("QUY CHẾ", styles.TYPE_NAME),
        Paragraph(words, styles.SUMMARY),
        reference,
        Paragraph("", styles.LINE, (side, side)),
        Paragraph("", styles.AFTER_LINE),
        *_named(texts.ISSUED[:-1], issuer),
        *(replace(last, style=styles.BODY) for last in _named(texts.ISSUED[-1:], issuer)),
    ]


def _copy(kind: DocumentType, issuer: Issuer, year: int) -> list[Block]:
    """The block below a document that was copied, under a line over the whole width (BS-02, Mẫu 3.1)."""
    number = [Paragraph(f"Số: {_BLANK}/{kind.symbol(issuer.abbreviation)}", styles.NUMBER)]
    rows = (Row((_agency(issuer), [Paragraph(kind.heading, styles.COPY_KIND)])), Row((number, [_place_date(issuer, year)])))
    return [
        Paragraph("", styles.LINE, (ZERO, ZERO)),
        Table((LEFT_BLOCK, RIGHT_BLOCK), rows, framed=False),
        Paragraph("", styles.AFTER_LINE),
        Paragraph("", styles.AFTER_LINE),
        *_signed(_recipients(kind), issuer),
    ]


def _letterhead(kind: DocumentType, issuer: Issuer, year: int, below_number: Iterable[Paragraph]) -> Table:
    """Ô số 1 to 4; number and place-date share a row, so that they stand on one line (DD-01)."""
    symbol = kind.symbol(issuer.abbreviation, "…")
    number = [Paragraph(f"Số: {_BLANK}/{symbol}", styles.NUMBER), *below_number]
    place = [_place_date(issuer, year) if kind.place_date else Paragraph("", styles.PLACE_DATE)]
    return Table((LEFT_BLOCK, RIGHT_BLOCK), (_heads(issuer), Row((number, place))), framed=False)


def _heads(issuer: Issuer) -> Row:
    side = Twips((RIGHT_BLOCK - bold_width(std.MOTTO, std.MOTTO_LETTERS.used)) // 2)
    left = [*([Paragraph(issuer.parent, styles.PARENT)] if issuer.parent else []), *_agency(issuer)]
    right = [Paragraph(std.NATIONAL_NAME, styles.NATIONAL), Paragraph(std.MOTTO, styles.MOTTO), Paragraph("", styles.LINE, (side, side))]
    return Row((left, right))


def _agency(issuer: Issuer) -> list[Paragraph]:
    lines = [Paragraph(words, styles.AGENCY) for words in issuer.agency]
    return [*lines, _line("\n".join(issuer.agency), std.AGENCY, LEFT_BLOCK)]


def _place_date(issuer: Issuer, year: int) -> Paragraph:
    return Paragraph(f"{issuer.place}, ngày {_BLANK} tháng {_BLANK} năm {year}", styles.PLACE_DATE)


def _line(words: str, letters: Lettering, room: Twips) -> Paragraph:
    """The line below bold words, from a third to a half of their length (CQ-05, TL-03)."""
    side = Twips((room - line_below(words, letters.used, room)) // 2)
    return Paragraph("", styles.LINE, (side, side))


def _title(heading: str, words: str) -> list[Block]:
    """Type name and summary with the line below them; below the type name where there is no summary (Mẫu 1.8, 1.10)."""
    named = Paragraph(heading, styles.TYPE_NAME)
    summary = [Paragraph(words, styles.SUMMARY)] if words else []
    return [named, *summary, _line(words or heading, std.SUMMARY, PORTRAIT.text_width), Paragraph("", styles.AFTER_LINE)]


def _addressees(kind: DocumentType, issuer: Issuer) -> list[Block]:
    """«Kính gửi» (KG-01 to KG-05); in a công điện who wires whom (Mẫu 1.6)."""
    if kind.addressing is Addressing.UPWARD:
        lines = [Paragraph("Kính gửi: Tên cơ quan cấp trên", styles.ADDRESSEE)]
    elif kind.addressing is Addressing.ALWAYS:
        lines = [Paragraph("Kính gửi:", styles.ADDRESSEE), *_listed("Tên cơ quan, tổ chức thứ nhất", "Tên cơ quan, tổ chức thứ hai")]
    elif kind.forms == ("1.6",):
        wired = _listed("Tên cơ quan, tổ chức nhận điện thứ nhất", "Tên cơ quan, tổ chức nhận điện thứ hai")
        lines = [Paragraph(f"{issuer.name} điện:", styles.ADDRESSEE), *wired]
    else:
        return []
    return [*lines, Paragraph("", styles.AFTER_LINE)]


def _listed(*names: str) -> list[Paragraph]:
    """A line for each name, `;` behind it and `.` behind the last (KG-04)."""
    return [Paragraph(f"- {words}", styles.ADDRESSEE_LIST) for words in _closed(names)]


def _closed(words: Sequence[str]) -> list[str]:
    return [*(f"{one};" for one in words[:-1]), f"{words[-1]}."]


def _bases(kind: DocumentType, issuer: Issuer) -> list[Block]:
    """Who decides, on what grounds, and the word of decision (TL-05, TL-06, CC-02)."""
    bases = texts.BASES.get(kind.written, ())
    grounds = [Paragraph(words, styles.BASIS) for words in (_closed(bases) if bases else ())]
    if not kind.issuing_power:
        return [*grounds]
    power = issuer.power if kind.proposal else issuer.body
    return [Paragraph(power, styles.ISSUING_POWER), *grounds, Paragraph(kind.decision_word, styles.DECISION)]


def _named(paragraphs: Sequence[Paragraph], issuer: Issuer) -> list[Paragraph]:
    return [replace(paragraph, words=paragraph.words.replace(texts.AGENCY, issuer.name)) for paragraph in paragraphs]


def _recipients(kind: DocumentType) -> list[Paragraph]:
    """«Nơi nhận» (NN-01 to NN-06), its first and last line as in the form of the type."""
    first = {"NQ": ["Như Điều 3"], "QĐ": ["Như Điều 3"], "GGT": ["Như trên"], "GNP": ["Người được cấp giấy nghỉ phép"]}
    last = {"GGT": "Lưu: VT", "BB": "Lưu: VT, Hồ sơ"}.get(kind.written, "Lưu: VT" if kind.copy else _KEPT)
    above = ["Như trên"] if kind.addressing is not Addressing.NEVER else first.get(kind.written, [])
    others = [] if kind.written in {"GGT", "GNP"} else [_RECIPIENT]
    lines = [Paragraph(f"- {words}", styles.RECIPIENTS) for words in _closed([*above, *others, last])]
    return [Paragraph("Nơi nhận:", styles.RECIPIENTS_HEAD), *lines]


def _ending(kind: DocumentType, issuer: Issuer) -> list[Block]:
    """Signatures and recipients: side by side, or below the two signatures of a paper of two sides (Mẫu 1.9)."""
    recipients = _recipients(kind)
    if kind.signatures == 1:
        return [*_signed(recipients, issuer), *(_confirmation() if kind.written == "GNP" else [])]
    if kind.written == "BB":
        left, right = _signature(("THƯ KÝ",), "Họ và tên"), _signature(("CHỦ TỌA",), "Họ và tên")
    else:
        other = Issuer().signing if len(issuer.signing) > 1 else ("CHỨC VỤ CỦA NGƯỜI KÝ",)  # as many lines: both names on one level
        left = _signature(("ĐẠI DIỆN BÊN A", *issuer.signing), issuer.signer)
        right = _signature(("ĐẠI DIỆN BÊN B", *other), "Họ và tên")
    half = Twips(PORTRAIT.text_width // 2)
    both = Table((half, Twips(PORTRAIT.text_width - half)), (Row((left, right)),), framed=False)
    return [both, Paragraph("", styles.AFTER_LINE), *recipients]


def _signed(recipients: Sequence[Paragraph], issuer: Issuer) -> list[Block]:
    """Recipients and signature in one row that never splits."""
    return [Table((LEFT_BLOCK, RIGHT_BLOCK), (Row((recipients, _signature(issuer.signing, issuer.signer))),), framed=False)]


def _signature(lines: Sequence[str], name: str) -> list[Paragraph]:
    return [*(Paragraph(words, styles.POSITION) for words in lines), Paragraph(name, styles.SIGNER)]


def _confirmation() -> list[Block]:
    """Where the leave was spent, for those who ask for it (Mẫu 1.10)."""
    left = [
        Paragraph("Xác nhận của cơ quan (tổ chức) hoặc chính quyền địa phương nơi nghỉ phép (nếu cần)", styles.CONFIRMATION),
        Paragraph("Họ và tên", styles.SIGNER),
    ]
    room = Paragraph("", styles.AFTER_LINE)
    return [Paragraph("", styles.AFTER_LINE), Table((LEFT_BLOCK, RIGHT_BLOCK), (Row((left, [room])),), framed=False)]
