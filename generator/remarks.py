"""A copy of somebody's .docx with remarks in its margin, as Word's own comments; not one letter of it changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from generator import attaching, formatting, package, stretches
from generator.base import MAIN_PART
from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem
from generator.formatting import Address, Document, Paragraph, numbered
from generator.package import Package, Part, pack
from generator.stretches import Element
from generator.wordxml import W, parse, written

_UNWRITABLE: Final = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML can't hold."""
_SHOWN: Final = 40
_EDGES: Final = {"header": "Đầu trang", "footer": "Chân trang", "footnotes": "Chú thích cuối trang", "endnotes": "Chú thích cuối văn bản"}
_LONGEST_INITIALS: Final = 9
_LONGEST_NAME: Final = 255
_OWN_MARKS: Final = (f"{W}commentRangeEnd", f"{W}commentReference")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a paragraph; `start` and `end` count letters of `Paragraph.text`, both 0 for the whole of it.

    Without an address it is said of the whole document, at its first paragraph.
    """

    address: Address | None
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Page:
    """The main text to hang remarks on."""

    elements: Sequence[Element]
    paragraphs: Mapping[Address, Paragraph]


def annotated(source: Package, remarks: Sequence[Remark], author: str, when: datetime) -> bytes:
    """The .docx with each remark as a comment at its place; comments that are there stay. Without remarks the same bytes.

    Word takes no comment in headers, footers, notes and text boxes: such a remark hangs on the first paragraph, or on the one that holds
    the box, and says where it belongs. Raises InputRefusedError NX-01, NX-02, OutputRefusedError NX-03.
    """
    if source.signed:
        cure = "Ghi chú vào bản chưa ký số"
        raise InputRefusedError(Problem("NX-02", "Tệp đã ký số, thêm ghi chú sẽ làm hỏng chữ ký", cure, source.place))
    if not remarks:
        return source.source.data
    try:
        before = formatting.read_package(source.parts)
        parts = _with_comments(source.parts, before, remarks, (author, when))
    except ValueError as error:
        cure = "Mở tệp trong Word, lưu lại thành .docx rồi chạy lại"
        raise InputRefusedError(Problem("NX-01", "Nội dung tệp Word bị hỏng nên không ghi chú vào được", cure, source.place)) from error
    _prove(before, parts, source.place)
    return package.join(list(parts.values()))


def _with_comments(parts: Mapping[str, Part], before: Document, remarks: Sequence[Remark], by: tuple[str, datetime]) -> dict[str, Part]:
    root = parse(parts[MAIN_PART].data)
    everywhere = {paragraph.address: paragraph for paragraph in before.everywhere()}
    page = _Page(numbered(root), everywhere)
    name = next(iter(attaching.linked(parts, "comments").values()), "")
    comments = parse(parts[name].data) if name else etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
    number = _next_number(root, comments)
    for remark in remarks:
        _hang(page, remark, number)
        comments.append(_comment(number, _words(page, remark), *by))
        number += 1
    made = dict(parts)
    if name:
        made[name] = pack(name, written(comments))
    else:
        made, _ = attaching.attached(made, "comments", written(comments))
    return {**made, MAIN_PART: pack(MAIN_PART, written(root))}


def _next_number(*roots: Element) -> int:
    """A number above those of all comments, the ones that are only referred to as well."""
    marks = (f"{W}comment", f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
    said = [node.get(f"{W}id", "") for root in roots for node in root.iter(*marks)]
    return max((int(number) for number in said if re.fullmatch(r"\d{1,9}", number, re.ASCII)), default=-1) + 1


def _hang(page: _Page, remark: Remark, number: int) -> None:
    """Marks of a comment around the words in question; around the whole paragraph when they can't be told apart."""
    element = _element(page, remark)
    holder = stretches.anchor(element)
    first, last = _stretch(page, remark, holder) if holder is element else (0, 0)
    borne = stretches.runs_within(holder, first, last) if first < last else list(stretches.runs(holder))
    opening, closing = (_outside(holder, borne[0], forward=False), _outside(holder, borne[-1], forward=True)) if borne else (None, None)
    start, end, reference = _marks(number)
    if opening is None or closing is None:
        holder.extend((start, end, reference))
        return
    while (following := closing.getnext()) is not None and next(following.iter(*_OWN_MARKS), None) is not None:
        closing = following
    opening.addprevious(start)
    closing.addnext(end)
    end.addnext(reference)


def _element(page: _Page, remark: Remark) -> Element:
    """The paragraph spoken of; the first one when it is not in the main text. Raises ValueError when there is none."""
    if not page.elements:
        raise ValueError(MAIN_PART)
    address = remark.address
    here = address is not None and address.part == MAIN_PART and 0 <= address.number < len(page.elements)
    return page.elements[address.number if here and address is not None else 0]


def _stretch(page: _Page, remark: Remark, holder: Element) -> tuple[int, int]:
    """Where the words stand among all letters of their paragraph; nothing for a remark on the whole of it, or on another place."""
    paragraph = page.paragraphs.get(remark.address) if remark.address is not None and remark.address.part == MAIN_PART else None
    if paragraph is None or not stretches.fits(holder, paragraph):
        return 0, 0
    return stretches.among_all(paragraph, remark.start, remark.end)


def _outside(paragraph: Element, run: Element, *, forward: bool) -> Element:
    """The child of the paragraph that holds a run; of a field the first or last, so that no update of the field drops the mark."""
    place = run
    while (parent := place.getparent()) is not None and parent is not paragraph:
        place = parent
    step = place
    while _open_fields(paragraph, step, ended=forward):
        following = step.getnext() if forward else step.getprevious()
        if following is None or following.tag == f"{W}pPr":
            return place
        step = following
    return step


def _open_fields(paragraph: Element, child: Element, *, ended: bool) -> bool:
    """Whether a field of this paragraph is open before a child of it, or after it."""
    depth = 0
    for one in paragraph.iterchildren():
        if one is child and not ended:
            break
        for mark in one.iter(f"{W}fldChar"):
            depth = max(depth + {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0), 0)
        if one is child:
            break
    return depth > 0


def _marks(number: int) -> tuple[Element, Element, Element]:
    """Beginning and end of the words of a comment, and the run that calls it."""
    start, end = (etree.Element(f"{W}commentRange{side}", {f"{W}id": str(number)}) for side in ("Start", "End"))
    reference = etree.Element(f"{W}r")
    etree.SubElement(etree.SubElement(reference, f"{W}rPr"), f"{W}sz", {f"{W}val": "16"})
    etree.SubElement(reference, f"{W}commentReference", {f"{W}id": str(number)})
    return start, end, reference


def _comment(number: int, words: str, author: str, when: datetime) -> Element:
    """A comment; its letters are set here, so that no style of the document makes them large."""
    name = _UNWRITABLE.sub("", author)[:_LONGEST_NAME]
    said = when.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"  # Word writes the clock on the wall and calls it Z
    initials = "".join(word[0] for word in name.split())[:_LONGEST_INITIALS]
    comment = etree.Element(f"{W}comment", {f"{W}id": str(number), f"{W}author": name, f"{W}date": said, f"{W}initials": initials})
    for index, line in enumerate(_UNWRITABLE.sub("", words).split("\n")):
        paragraph = etree.SubElement(comment, f"{W}p")
        look = etree.SubElement(paragraph, f"{W}pPr")
        etree.SubElement(look, f"{W}spacing", {f"{W}{key}": size for key, size in _SPACING.items()})
        etree.SubElement(look, f"{W}ind", {f"{W}left": "0", f"{W}right": "0", f"{W}firstLine": "0"})
        etree.SubElement(look, f"{W}jc", {f"{W}val": "left"})
        if index == 0:
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}annotationRef")
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}sz", {f"{W}val": "20"})
        stretches.say(etree.SubElement(run, f"{W}t"), line)
    return comment


_SPACING: Final = {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}


def _words(page: _Page, remark: Remark) -> str:
    """The remark; where it can't stand at its own place, that place is named."""
    address = remark.address
    if address is None:
        return remark.words
    paragraph = page.paragraphs.get(address)
    quoted = " ".join(paragraph.text.split())[:_SHOWN] if paragraph is not None else ""
    spoken = f" “{quoted}”" if quoted else ""
    if address.part != MAIN_PART:
        kind = re.sub(r"\d*\.xml$", "", address.part.rpartition("/")[2])
        return f"{_EDGES.get(kind, 'Phần khác')}{spoken}: {remark.words}"
    element = _element(page, remark)
    return f"Hộp chữ{spoken}: {remark.words}" if stretches.anchor(element) is not element else remark.words


def _prove(before: Document, parts: Mapping[str, Part], place: Place) -> None:
    """The copy, read anew, is the same document to the last letter and its look."""
    if formatting.read_package(parts) != before:
        cure = "Mở tệp trong Word, lưu lại thành .docx rồi chạy lại; nếu vẫn vậy, báo lỗi kèm tệp này"
        raise OutputRefusedError(Problem("NX-03", "Bản có ghi chú không giữ nguyên văn bản nên không ghi tệp", cure, place))
