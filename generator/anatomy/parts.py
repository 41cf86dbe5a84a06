"""The parts of an official paper, and the words that are them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.formatting import Letters, Paragraph, Run
from generator.measure import Twips


class Regime(StrEnum):
    """Which law a document's format obeys; only the first is judged here."""

    ADMINISTRATIVE = "Văn bản hành chính"
    NORMATIVE = "Văn bản quy phạm pháp luật"
    PARTY = "Văn bản của Đảng"
    COPY = "Bản sao văn bản"
    FORM = "Biểu mẫu"
    NONE = "Không phải văn bản hành chính"


class Part(StrEnum):
    """A part of a paper as the decree names it (PL I.IV, ô số 1 to 14) and the kinds of lines in its text."""

    NATIONAL_NAME = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    PARENT = "Cơ quan chủ quản"
    AGENCY = "Cơ quan ban hành"
    NUMBER = "Số, ký hiệu"
    PLACE_DATE = "Địa danh, thời gian"
    TYPE_NAME = "Tên loại"
    SUMMARY = "Trích yếu"
    LETTER_SUMMARY = "Trích yếu công văn"
    ENACTOR = "Thẩm quyền ban hành"
    ENACTING = "Lời ban hành"
    BASIS = "Căn cứ"
    DIVISION = "Phần, chương, mục"
    DIVISION_TITLE = "Tiêu đề phần, chương, mục"
    ARTICLE = "Điều"
    SECTION = "Mục I"
    CLAUSE = "Khoản"
    POINT = "Điểm"
    BODY = "Nội dung"
    ADDRESSEE_HEAD = "Kính gửi"
    ADDRESSEE = "Danh sách kính gửi"
    AUTHORITY = "Quyền hạn"
    POSITION = "Chức vụ"
    OTHER_POSITION = "Chức vụ khác"
    SIGNER = "Họ tên người ký"
    RECIPIENTS_HEAD = "Nơi nhận"
    RECIPIENT = "Danh sách nơi nhận"
    KEPT = "Lưu"
    ANNEX_LABEL = "Phụ lục"
    ANNEX_TITLE = "Tiêu đề phụ lục"
    ANNEX_REFERENCE = "Kèm theo"
    SECRECY = "Dấu độ mật"
    URGENCY = "Dấu độ khẩn"
    CIRCULATION = "Phạm vi lưu hành"
    DRAFTER = "Ký hiệu người soạn thảo"
    ADDRESS = "Địa chỉ liên hệ"
    DRAFT_MARK = "Dấu dự thảo"
    COPY_FORM = "Hình thức sao"
    SIGNING_TEXT = "Thông tin chữ ký số"
    TABLE_TEXT = "Bảng"
    LINE = "Đường kẻ"
    OTHER = "Khác"


class Where(StrEnum):
    """In which document of the file a piece stands: the paper itself, an annex, a text issued with it, a sample or quotation."""

    MAIN = "Văn bản"
    ANNEX = "Phụ lục"
    ENCLOSED = "Văn bản kèm theo"
    QUOTED = "Mẫu, trích dẫn"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are one part: a whole paragraph, or a stretch of one (letterheads set with tabs, several lines in one paragraph).

    `paper` counts the documents in the file: 0 the main one, then each annex, enclosed text or quotation.
    """

    part: Part
    paragraph: Paragraph
    start: int
    end: int
    paper: int = 0
    where: Where = Where.MAIN

    @property
    def text(self) -> str:
        """Its words, without white space at the ends."""
        return self.paragraph.text[self.start : self.end].strip()

    @property
    def read(self) -> str:
        """Its words with the label that Word sets in front."""
        return f"{self.paragraph.label} {self.text}" if self.paragraph.label and self.start == 0 else self.text

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its runs that show anything, cut to the piece."""
        return tuple(_cut(self.paragraph, self.start, self.end))

    @property
    def letters(self) -> frozenset[Letters]:
        """Every look that its letters have; white space has none."""
        return frozenset(run.letters for run in self.runs)


def _cut(paragraph: Paragraph, start: int, end: int) -> Iterator[Run]:
    position = 0
    for run in paragraph.runs:
        if run.letters.hidden:
            continue
        words = run.text[max(start - position, 0) : max(end - position, 0)]
        position += len(run.text)
        if words.strip():
            yield Run(words, run.letters)


class Drawn(StrEnum):
    """How a line below a part is made."""

    SHAPE = "hình vẽ"
    BORDER = "đường viền đoạn"
    CHARACTERS = "ký tự"


@dataclass(frozen=True, slots=True)
class LineBelow:
    """A line drawn below a part; `room` is the length of the widest line of the words above, both in twips.

    `length` is 0 when the file does not say it.
    """

    under: Piece
    paragraph: Paragraph
    length: Twips
    room: Twips
    drawn: Drawn
    solid: bool = True


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What was made out: the regime with the reason, the type of the paper by its name in capitals, every piece, lines below parts.

    Pieces are in reading order; each paragraph with words belongs to one piece or more.
    """

    regime: Regime
    reason: str
    type_name: str = ""
    draft: bool = False
    pieces: tuple[Piece, ...] = ()
    lines: tuple[LineBelow, ...] = ()

    def of(self, *parts: Part, where: Where | None = Where.MAIN) -> tuple[Piece, ...]:
        """The pieces of these parts, by default those of the paper itself; everywhere with `where=None`."""
        return tuple(piece for piece in self.pieces if piece.part in parts and where in {None, piece.where})
