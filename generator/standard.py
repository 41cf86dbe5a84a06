"""The format standard as data: what Nghị định 30/2020/NĐ-CP, Phụ lục I, asks of each part, under a lasting rule code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from generator.measure import Twips, mm, pt


@dataclass(frozen=True, slots=True)
class Limit:
    """An allowed range and the value we print with, all in twips."""

    code: str
    article: str
    least: Twips
    most: Twips
    used: Twips


@dataclass(frozen=True, slots=True)
class Lettering:
    """How the letters of one part look; sizes in points: smallest, largest, and the one in the decree's example column."""

    code: str
    article: str
    smallest: int
    largest: int
    used: int
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class LineLength:
    """A line drawn below words, as a share of their longest line: what passes, and how the decree says it."""

    code: str
    article: str
    least: float
    most: float
    words: str


A4_SHORT: Final = mm(2100)
A4_LONG: Final = mm(2970)

MARGIN_TOP: Final = Limit("PG-03", "PL I.I.3", mm(200), mm(250), mm(200))
MARGIN_BOTTOM: Final = Limit("PG-03", "PL I.I.3", mm(200), mm(250), mm(200))
MARGIN_LEFT: Final = Limit("PG-03", "PL I.I.3", mm(300), mm(350), mm(300))
MARGIN_RIGHT: Final = Limit("PG-03", "PL I.I.3", mm(150), mm(200), mm(150))
HEADER_DISTANCE: Final = mm(100)

FONT: Final = "Times New Roman"
SIZE_SETS: Final = ((12, 13, 13), (13, 14, 14))
"""National name, motto, place and date in points: the two sets that the decree names (PG-09)."""

NATIONAL_NAME: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"

FIRST_LINE_INDENT: Final = Limit("ND-02", "PL I.II.6.e", mm(100), mm(127), mm(100))
PARAGRAPH_GAP: Final = Limit("ND-03", "PL I.II.6.e", pt(6), pt(24), pt(6))
LINE_SPACING: Final = Limit("ND-04", "PL I.II.6.e", Twips(240), Twips(360), Twips(264))
"""Line spacing in 240ths of a line, as Word counts it: from single to one and a half."""
SINGLE_SPACING: Final = Limit("TN-03", "PL I.II.1.c", Twips(240), Twips(252), Twips(240))
"""Single in 240ths of a line; what an eye can't tell from it passes."""
SUMMARY_GAP: Final = Limit("TL-04", "PL I.II.5.b", pt(6), pt(6), pt(6))

MOTTO_LINE: Final = LineLength("TN-02", "PL I.II.1.b", 0.90, 1.10, "dài bằng dòng chữ")
AGENCY_LINE: Final = LineLength("CQ-05", "PL I.II.2.b", 0.30, 0.55, "dài 1/3–1/2 dòng chữ")
SUMMARY_LINE: Final = LineLength("TL-03", "PL I.II.5.b", 0.30, 0.55, "dài 1/3–1/2 dòng chữ")

# Sizes used are those of the decree's own example column (PL I, Phần I, mục V).
PAGE_NUMBER: Final = Lettering("PG-07", "PL I.I.7", 13, 14, 14)
NATIONAL_NAME_LETTERS: Final = Lettering("QH-01", "PL I.II.1.a", 12, 13, 12, bold=True)
MOTTO_LETTERS: Final = Lettering("TN-01", "PL I.II.1.b", 13, 14, 13, bold=True)
PARENT_AGENCY: Final = Lettering("CQ-03", "PL I.II.2.b", 12, 13, 12)
AGENCY: Final = Lettering("CQ-04", "PL I.II.2.b", 12, 13, 12, bold=True)
NUMBER: Final = Lettering("SO-01", "PL I.II.3.c", 13, 13, 13)
PLACE_DATE: Final = Lettering("DD-01", "PL I.II.4.c", 13, 14, 13, italic=True)
LETTER_SUMMARY: Final = Lettering("TL-04", "PL I.II.5.b", 12, 13, 12)
ADDRESSEE: Final = Lettering("KG-02", "PL I.II.9.d", 13, 14, 14)
ADDRESSEE_INDENT: Final = mm(350)
ADDRESSEE_LIST_INDENT: Final = mm(450)
"""Where «Kính gửi» and the list below it begin in Mẫu 1.5 (KG-05)."""
TYPE_NAME: Final = Lettering("TL-01", "PL I.II.5.b", 13, 14, 14, bold=True)
SUMMARY: Final = Lettering("TL-02", "PL I.II.5.b", 13, 14, 14, bold=True)
BASIS: Final = Lettering("CC-01", "PL I.II.6.a", 13, 14, 14, italic=True)
BODY: Final = Lettering("ND-01", "PL I.II.6.e", 13, 14, 14)
HEADING: Final = Lettering("CT-07", "PL I.V, 6.b", 13, 14, 14, bold=True)
SUBHEADING: Final = Lettering("CT-08", "PL I.V, 6.b", 13, 14, 14, bold=True)
ISSUING_POWER: Final = Lettering("TL-05", "PL III, Mẫu 1.1", 13, 14, 14, bold=True)
DECISION: Final = Lettering("TL-06", "PL III, Mẫu 1.1", 13, 14, 14, bold=True)
POSITION: Final = Lettering("KY-02", "PL I.II.7.đ", 13, 14, 14, bold=True)
SIGNER_NAME: Final = Lettering("KY-04", "PL I.II.7.đ", 13, 14, 14, bold=True)
RECIPIENTS_HEAD: Final = Lettering("NN-01", "PL I.II.9.d", 12, 12, 12, bold=True, italic=True)
RECIPIENTS: Final = Lettering("NN-02", "PL I.II.9.d", 11, 11, 11)
ANNEX_LABEL: Final = Lettering("PLU-02", "PL I.III.1.b", 14, 14, 14, bold=True)
ANNEX_TITLE: Final = Lettering("PLU-03", "PL I.III.1.b", 13, 14, 14, bold=True)
ANNEX_REFERENCE: Final = Lettering("PLU-04", "PL I.III.1.c", 13, 14, 14, italic=True)
TABLE_TEXT: Final = Lettering("ND-01", "PL I.II.6.e", 13, 14, 13)
TABLE_HEAD: Final = Lettering("ND-01", "PL I.II.6.e", 13, 14, 13, bold=True)
DRAFT_MARK: Final = Lettering("SO-12", "không quy định", 13, 14, 13, bold=True)

# Divisions of the text (PL I.V, 6.a and 6.b). Their titles look the same, in capitals.
DIVISION: Final = Lettering("CT-01", "PL I.II.6.đ", 13, 14, 14, bold=True)
ARTICLE: Final = Lettering("CT-03", "PL I.II.6.đ", 13, 14, 14, bold=True)
CLAUSE: Final = Lettering("CT-04", "PL I.II.6.đ", 13, 14, 14)
POINT: Final = Lettering("CT-05", "PL I.II.6.đ", 13, 14, 14)
OTHER_POSITION: Final = Lettering("KY-06", "PL I.II.7.đ", 13, 14, 14, bold=True)
URGENCY: Final = Lettering("KHAN-01", "PL I.III.2.b", 13, 14, 13, bold=True)
CIRCULATION: Final = Lettering("PV-01", "PL I.III.2.c", 13, 14, 13, bold=True)
DRAFTER: Final = Lettering("ST-01", "PL I.III.3", 11, 11, 11)
ADDRESS: Final = Lettering("DC-01", "PL I.III.4", 11, 12, 11)
SIGNING_TEXT: Final = Lettering("DA-02", "PL I.II.8.b", 10, 10, 10)
COPY_FORM: Final = Lettering("BS-01", "PL I.2.II.1.a", 13, 14, 14, bold=True)

SAME_LENGTH: Final = Twips(6)
"""Lengths closer than this, a tenth of a millimetre, are the same: Word rounds millimetres to twips."""
NATURAL_LINE_PERCENT: Final = 115
"""Height of a single line of Times New Roman, in hundredths of its size (ND-04)."""
FIRST_LINE_INDENTS: Final = (mm(100), mm(127))
"""The two indents of the decree; nothing between them (ND-02)."""
POINT_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""Letters of điểm in the order that the decree itself counts them (CT-05)."""
UNSETTLED_LETTERS: Final = "ăâêôơư"
"""Letters that the decree neither uses nor forbids for điểm."""
SECRECY_WORDS: Final = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
URGENCY_BOXES: Final = {"HỎA TỐC": (mm(300), mm(80)), "THƯỢNG KHẨN": (mm(400), mm(80)), "KHẨN": (mm(200), mm(80))}
"""Words of urgency, each with the width and height of its frame (KHAN-01)."""
AUTHORITY_PREFIXES: Final = ("TM.", "Q.", "KT.", "TL.", "TUQ.")
"""What stands before a title or a body when somebody signs for it (KY-01)."""
RANKS: Final = (
    "GS", "PGS", "TS", "TSKH", "ThS", "Th.S", "CN", "KS", "BS", "DS", "CKI", "CKII", "BSCKI", "BSCKII", "BS.CKI", "BS.CKII",
    "DSCKI", "DSCKII", "LS", "NGND", "NGƯT", "NSND", "NSƯT", "TTND", "TTƯT", "AHLĐ", "Giáo sư", "Phó Giáo sư", "Tiến sĩ", "Tiến sỹ",
    "Thạc sĩ", "Thạc sỹ", "Cử nhân", "Kỹ sư", "Bác sĩ", "Bác sỹ", "Dược sĩ", "Dược sỹ", "Luật sư", "Nhà giáo", "Thầy thuốc",
    "Nghệ sĩ", "Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Đại úy", "Thượng úy", "Đại tướng", "Thượng tướng", "Trung tướng",
    "Thiếu tướng",
)  # fmt: skip
"""Academic ranks, degrees and honours that the decree keeps away from a signer's name (KY-05)."""

_SYMBOLS: Final = re.compile(r"(?i)symbol|wingdings|webdings|marlett|mt ?extra|math|emoji|ms ?gothic")
"""Families of signs and formulas: no words are written in them."""
AS_BLACK: Final = 0x11
"""A grey up to here is black to every eye: LibreOffice writes 00000A."""


def is_times(family: str) -> bool:
    """`Times New Roman Bold` and a list that begins with it are the same family (PG-04)."""
    return family.casefold().replace(" ", "").startswith(FONT.casefold().replace(" ", ""))


def is_of_symbols(family: str) -> bool:
    """Whether a family holds signs instead of words."""
    return _SYMBOLS.search(family) is not None


def is_black(colour: str, most: int = AS_BLACK) -> bool:
    """Whether a colour of letters, `auto` or six hexadecimal digits, is no lighter than a grey (PG-06)."""
    channels = re.fullmatch("([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})", colour)
    return colour == "auto" or (channels is not None and all(int(channel, 16) <= most for channel in channels.groups()))
