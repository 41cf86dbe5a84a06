"""A template's text before it becomes a program: what a person may have broken in Word, found paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from generator.errors import Place, Problem

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REVISIONS: Final = frozenset(
    _W + name
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange",
        "trPrChange", "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    )
)  # fmt: skip
_UNSEEN: Final = frozenset(_W + name for name in ("proofErr", "lastRenderedPageBreak", "pPr", "rPr", "bookmarkEnd", "r", "t"))
_EDGES: Final = frozenset(_W + name for name in ("hyperlink", "sdt", "sdtContent", "smartTag", "fldSimple"))
_OTHER: Final = "\ufffc"
"""Stands in the text for whatever is not text: a tab, a bookmark, a picture, the edge of a link."""

TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BROKEN: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_BLOCK_TAG: Final = re.compile(r"\{%p\s")
_ROW_TAG: Final = re.compile(r"\{%tr\s")
_RAW_TAG: Final = re.compile(r"\{\{(?:p|tr|tc|r)\s|\{%(?:tc|r)\s|\{%\s*(?:vm|hm|colspan|cellbg)\b")
_TRIMMING: Final = re.compile(r"\{%-|-%\}|\{\{-|-\}\}")
MAIN_PART: Final = "word/document.xml"
SHOWN: Final = 60
"""Letters of a paragraph shown in a message."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of a template that a message can point at: the file, its part, the words that stand there."""

    file: str
    part: str
    text: str = ""

    def problem(self, code: str, message: str, cure: str) -> Problem:
        """A problem here, shown with the first words."""
        words = " ".join(self.text.replace(_OTHER, " ").split())
        where = self.part if self.part != MAIN_PART else ""
        return Problem(code, message, cure, Place(self.file, where, paragraph=words[:SHOWN] + ("…" if len(words) > SHOWN else "")))


def lint(file: str, part: str, xml: bytes) -> list[Problem]:
    """Everything in one part that would break a tag or lose text, each with the paragraph it stands in."""
    try:
        root = ET.fromstring(xml)  # noqa: S314 - the package was searched for entities when it was opened
    except ET.ParseError:
        return [Spot(file, part).problem("MAU-01", "Phần này của mẫu không phải XML hợp lệ", "Mở mẫu trong Word rồi lưu lại")]
    paragraphs = list(root.iter(_W + "p"))
    if any(element.tag in _REVISIONS for element in root.iter()):
        changed = next((paragraph for paragraph in paragraphs if any(inner.tag in _REVISIONS for inner in paragraph.iter())), root)
        spot = Spot(file, part, "".join(inner.text or "" for inner in changed.iter(_W + "t")))
        return [
            spot.problem("MAU-02", "Mẫu còn thay đổi chưa chấp nhận (Track Changes)", "Vào Review, chọn Accept All Changes rồi lưu mẫu")
        ]
    problems = [problem for paragraph in paragraphs for problem in _paragraph(Spot(file, part, "".join(_tokens(paragraph))))]
    problems += [problem for row in root.iter(_W + "tr") for problem in _row(Spot(file, part, _row_text(row)))]
    return problems + _attributes(Spot(file, part), root)


def _paragraph(spot: Spot) -> Iterator[Problem]:
    tags = TAG.findall(spot.text)
    yield from _torn(spot, tags)
    for tag in tags:
        if _RAW_TAG.match(tag) or _TRIMMING.search(tag):
            message, cure = f"Thẻ {tag} dùng kiểu viết không được phép", "Chỉ dùng {{ tên }}, {%p … %} và {%tr … %}"
            yield spot.problem("MAU-05", message, cure)
        elif _OTHER in tag:
            message = f"Giữa thẻ {tag.replace(_OTHER, ' ')} có dấu tab, dấu trang hoặc hình"
            yield spot.problem("MAU-06", message, "Xoá thẻ rồi gõ lại liền một mạch")
    block = next((tag for tag in tags if _BLOCK_TAG.match(tag)), None)
    if block and spot.text.strip() != block:
        message = f"Thẻ {block} không đứng riêng một đoạn nên chữ cạnh nó sẽ mất"
        yield spot.problem("MAU-07", message, "Để thẻ một mình trên một dòng")


def _torn(spot: Spot, tags: list[str]) -> Iterator[Problem]:
    rest = TAG.sub("", spot.text)
    if "{#" in spot.text or "#}" in spot.text:
        message = "Mẫu có dấu {# hoặc #} nên phần chữ sau đó sẽ mất"
        yield spot.problem("MAU-03", message, "Xoá hai dấu này, hoặc thêm dấu cách giữa chúng")
    elif torn := next((tag for tag in tags if _BROKEN.search(tag[2:-2])), rest if _BROKEN.search(rest) else None):
        yield spot.problem("MAU-04", f"Thẻ viết dở hoặc thiếu ngoặc: {torn.strip()[:SHOWN]}", "Viết đủ {{ tên }} trong một đoạn")


def _row(spot: Spot) -> Iterator[Problem]:
    blocks = [tag for tag in TAG.findall(spot.text) if _ROW_TAG.match(tag)]
    if len(blocks) > 1 or (blocks and spot.text.strip() != blocks[0]):
        message = f"Thẻ {blocks[0]} không đứng riêng một hàng của bảng nên chữ trong hàng sẽ mất"
        yield spot.problem("MAU-08", message, "Để mỗi thẻ {%tr … %} một mình trên một hàng")


def _row_text(row: ET.Element) -> str:
    return "".join("".join(_tokens(paragraph)) for paragraph in row.iter(_W + "p"))


def _attributes(spot: Spot, root: ET.Element) -> list[Problem]:
    found = [value for element in root.iter() for value in element.attrib.values() if "{{" in value or "{%" in value]
    return [spot.problem("MAU-09", f"Thẻ {value} nằm trong thuộc tính của hình hoặc liên kết", "Đưa thẻ ra phần chữ") for value in found]


def _tokens(element: ET.Element) -> Iterator[str]:
    """Text of a paragraph in order, not of the paragraphs inside its text boxes."""
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _EDGES:
            yield _OTHER
            yield from _tokens(child)
            yield _OTHER
        elif child.tag not in _UNSEEN and not _own_bookmark(child):
            yield _OTHER
        elif child.tag not in {_W + "pPr", _W + "rPr"}:
            yield from _tokens(child)


def _own_bookmark(element: ET.Element) -> bool:
    """Word sets bookmarks such as `_GoBack` by itself."""
    return element.tag == _W + "bookmarkStart" and element.get(_W + "name", "").startswith("_")
