"""What a reading of an edited draft finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.richtext import Text
from generator.snapshot import Comment

SURE = 0.5
"""Below this a person is asked: whether two lines that look so different are one and the same."""


class Where(StrEnum):
    """What kind of thing an edit touched that is no field."""

    WORDING = "chữ cố định hoặc số do phần mềm tính"
    NUMBERING = "số thứ tự, dấu đầu dòng, do phần mềm tự đếm"
    ADDED = "phần thêm vào không thuộc danh sách nào"
    REMOVED = "phần bị xoá mà phần mềm luôn in"
    OBJECT = "hình, khung chữ, chú thích, công thức"
    LOOK = "cách trình bày chữ"
    TABLE = "hàng, cột của bảng"
    BLANK = "dòng trống"
    ELSEWHERE = "đầu trang, chân trang, chú thích"


@dataclass(frozen=True, slots=True)
class Outside:
    """An edit that belongs to no field: told, kept in a file, never taken."""

    where: Where
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Added:
    """A row that somebody wrote into a list: its words by column (`text` for a line), and the row it looks like.

    `row` is the key made for it out of its words, `prefix` the number or dash typed before them, `group` the field of a criterion.
    """

    row: str
    words: Mapping[str, Text]
    like: str
    prefix: str = ""
    group: str = ""

    def texts(self) -> dict[str, Text]:
        """Its words by the keys of its fields."""
        if "text" in self.words:
            return {self.row: self.words["text"]}
        return {f"{self.row}/{name}": text for name, text in self.words.items()} | {f"{self.row}/field": Text.of(self.group)}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Fields that may have been read wrong: how sure the reading is, from 0 to 1, and why it is not."""

    keys: tuple[str, ...]
    sure: float
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The edited draft as fields: `texts` by key, `orders` the rows of each list in reading order; what is missing in them is gone."""

    texts: Mapping[str, Text]
    orders: Mapping[str, tuple[str, ...]]
    added: tuple[Added, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    outside: tuple[Outside, ...] = ()
    comments: tuple[Comment, ...] = ()
    anchored: float = 1.0
    """Share of the draft's bookmarks that the edited file still has."""
