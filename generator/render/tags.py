"""A template's text before it becomes a program: what a person may have broken in Word, found paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_BLOCK_TAG: Final = re.compile(r"\{%(p|tr|tc|r)\s")
_RAW_TAG: Final = re.compile(r"\{\{(p|tr|tc|r)\s")
_TRIMMING: Final = re.compile(r"\{%-|-%\}|\{\{-|-\}\}")
SHOWN: Final = 60
"""Letters of a paragraph shown in a message."""


def lint(file: str, part: str, xml: bytes) -> list[Problem]:
    """Everything in one part that would break a tag or lose text, each with the paragraph it stands in."""
    try:
        root = ET.fromstring(xml)  # noqa: S314 - the package was searched for entities when it was opened
    except ET.ParseError:
        return [_problem(file, part, "", "MAU-01", "Phần này của mẫu không phải XML hợp lệ", "Mở mẫu trong Word rồi lưu lại")]
    problems = [problem for paragraph in root.iter(_W + "p") for problem in _paragraph(file, part, paragraph)]
    problems += [problem for row in root.iter(_W + "tr") for problem in _row(file, part, row)]
    return problems + _attributes(file, part, root)


def _paragraph(file: str, part: str, paragraph: ET.Element) -> Iterator[Problem]:
    text = "".join(_tokens(paragraph))
    if any(element.tag in _REVISIONS for element in paragraph.iter()):
        yield _problem(file, part, text, "MAU-02", "Mẫu còn thay đổi chưa chấp nhận (Track Changes)", "Vào Review, chọn Accept All Changes rồi lưu mẫu")
        return
    tags = TAG.findall(text)
    yield from _torn(file, part, text, tags)
    for tag in tags:
        if _RAW_TAG.match(tag) or _TRIMMING.search(tag):
            yield _problem(file, part, text, "MAU-05", f"Thẻ {tag} dùng kiểu viết không được phép", "Chỉ dùng {{ tên }}, {%p … %} và {%tr … %}")
        elif _OTHER in tag:
            yield _problem(file, part, text, "MAU-06", f"Giữa thẻ {tag.replace(_OTHER, ' ')} có dấu tab, dấu trang hoặc hình", "Xoá thẻ rồi gõ lại liền một mạch")
    block = next((tag for tag in tags if _BLOCK_TAG.match(tag) and tag[2] == "p"), None)
    if block and text.strip() != block:
        yield _problem(file, part, text, "MAU-07", f"Thẻ {block} không đứng riêng một đoạn nên chữ cạnh nó sẽ mất", "Để thẻ {%p … %} một mình trên một dòng")


def _torn(file: str, part: str, text: str, tags: list[str]) -> Iterator[Problem]:
    rest = TAG.sub("", text)
    if "{#" in text or "#}" in text:
        yield _problem(file, part, text, "MAU-03", "Mẫu có dấu {# hoặc #} nên phần chữ sau đó sẽ mất", "Xoá hai dấu này, hoặc thêm dấu cách giữa chúng")
    elif _BROKEN.search(rest) or any(_BROKEN.search(tag[2:-2]) for tag in tags):
        shown = _BROKEN.split(rest)[0][-20:] + "".join(_BROKEN.findall(rest))
        yield _problem(file, part, text, "MAU-04", f"Thẻ viết dở hoặc thiếu ngoặc: {shown.strip() or text[:SHOWN]}", "Viết đủ {{ tên }} trong một đoạn")


def _row(file: str, part: str, row: ET.Element) -> Iterator[Problem]:
    text = "".join("".join(_tokens(paragraph)) for paragraph in row.iter(_W + "p"))
    blocks = [tag for tag in TAG.findall(text) if tag.startswith("{%tr")]
    if len(blocks) > 1 or (blocks and text.strip() != blocks[0]):
        yield _problem(file, part, text, "MAU-08", f"Thẻ {blocks[0]} không đứng riêng một hàng của bảng nên chữ trong hàng sẽ mất", "Để mỗi thẻ {%tr … %} một mình trên một hàng")


def _attributes(file: str, part: str, root: ET.Element) -> list[Problem]:
    found = [value for element in root.iter() for value in element.attrib.values() if "{{" in value or "{%" in value]
    return [_problem(file, part, value, "MAU-09", f"Thẻ {value} nằm trong thuộc tính của hình hoặc liên kết", "Đưa thẻ ra phần chữ") for value in found]


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


def _problem(file: str, part: str, text: str, code: str, message: str, cure: str) -> Problem:
    shown = " ".join(text.replace(_OTHER, " ").split())
    where = part if part != "word/document.xml" else ""
    return Problem(code, message, cure, Place(file, where, paragraph=shown[:SHOWN] + ("…" if len(shown) > SHOWN else "")))
