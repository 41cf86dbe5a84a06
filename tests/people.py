"""People at work on a draft: each kind of edit that a leader makes in Word, and what must become of it."""

from __future__ import annotations

import copy
import io
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

Act = Callable[[WordDocument], None]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: what a person does at which spot, and what must follow.

    `texts` are fields and the words they must say, `gone` rows that must go, `after` rows of a list in the order they must stand in;
    `new` words of a row that must come; `listed` words that must be told because no field holds them.
    """

    name: str
    spot: str
    act: Act
    texts: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    together: Mapping[str, str] = field(default_factory=dict)
    """Rows of which one must be left, with the words of all."""
    words_alone: bool = True
    """Whether the edit is still there when nothing but words is copied."""


def line(document: WordDocument, start: str) -> Paragraph:
    """The paragraph of the body that begins with these words, or holds them."""
    return next(p for p in document.paragraphs if p.text.startswith(start) or start in p.text)


def annex(document: WordDocument) -> Table:
    return document.tables[-1]


def row(document: WordDocument, code: str) -> _Row:
    found: _Row = next(row for row in annex(document).rows if row.cells[1].text.startswith(f"{code}."))
    return found


def retyped(paragraph: Paragraph, words: str) -> None:
    """All words of a paragraph typed anew, in the look of the first ones."""
    runs = paragraph.runs
    for run in runs[1:]:
        run.text = ""
    runs[0].text = words


def replaced(paragraph: Paragraph, old: str, new: str) -> None:
    """Some words changed in the run they stand in."""
    found = next(run for run in paragraph.runs if old in run.text)
    found.text = found.text.replace(old, new, 1)


def cell(document: WordDocument, code: str, column: int, words: str) -> None:
    retyped(row(document, code).cells[column].paragraphs[0], words)


def signature(document: WordDocument) -> tuple[_Cell, _Cell]:
    cells = document.tables[-2].rows[0].cells
    return cells[0], cells[1]


def unmark(element: Any) -> None:  # noqa: ANN401 - an element of python-docx
    """Take the bookmarks out."""
    for mark in list(element.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)


def twin(paragraph: Paragraph, words: str) -> Paragraph:
    """A new paragraph behind one, in its style, as pressing Enter makes it."""
    made = copy.deepcopy(paragraph._p)
    unmark(made)
    paragraph._p.addnext(made)
    found = Paragraph(made, paragraph._parent)
    retyped(found, words)
    return found


def split(paragraph: Paragraph, at: str) -> None:
    """Enter pressed before some words: the bookmark's end goes along with the second half."""
    whole = paragraph.text
    place = whole.index(at)
    twin(paragraph, whole[place:])
    retyped(paragraph, whole[:place])


def joined(first: Paragraph, second: Paragraph) -> None:
    """The mark between two paragraphs deleted."""
    words = second.text.removeprefix("- ")
    marks = [child for child in second._p if child.tag in {qn("w:bookmarkStart"), qn("w:bookmarkEnd")}]
    first.add_run(f" {words}")
    for mark in marks:
        first._p.append(mark)
    removed(second)


def removed(thing: Any) -> None:  # noqa: ANN401 - a paragraph or a row of python-docx
    element = getattr(thing, "_p", None)
    element = thing._tr if element is None else element
    element.getparent().remove(element)


def added_row(document: WordDocument, behind: str, *words: str) -> None:
    made = copy.deepcopy(row(document, behind)._tr)
    unmark(made)
    row(document, behind)._tr.addnext(made)
    cells = _Row(made, annex(document)).cells
    for one, text in zip(cells, words, strict=True):
        retyped(one.paragraphs[0], text)


def moved_row(document: WordDocument, code: str, behind: str) -> None:
    row(document, behind)._tr.addnext(row(document, code)._tr)


def moved_line(paragraph: Paragraph, behind: Paragraph) -> None:
    behind._p.addnext(paragraph._p)


def bold_words(paragraph: Paragraph, words: str, *, italic: bool = False) -> None:
    """Some words selected and made bold or italic: the run falls into three."""
    run = next(run for run in paragraph.runs if words in run.text)
    before, _, behind = run.text.partition(words)
    second, third = copy.deepcopy(run._r), copy.deepcopy(run._r)
    run._r.addnext(second)
    second.addnext(third)
    run.text = before
    runs = {id(found._r): found for found in paragraph.runs}
    middle, last = runs[id(second)], runs[id(third)]
    middle.text, last.text = words, behind
    if italic:
        middle.italic = True
    else:
        middle.bold = True


def tracked(paragraph: Paragraph, old: str, new: str) -> None:
    """Some words replaced with Track Changes on."""
    run = next(run for run in paragraph.runs if old in run.text)
    before, _, behind = run.text.partition(old)
    run.text = before
    pieces = []
    for tag, inner, words in (("w:del", "w:delText", old), ("w:ins", "w:t", new)):
        change = run._r.makeelement(qn(tag), {qn("w:id"): "900", qn("w:author"): "Lãnh đạo", qn("w:date"): "2025-01-10T08:00:00Z"})
        inside = copy.deepcopy(run._r)
        for text in list(inside.iter(qn("w:t"))):
            inside.remove(text)
        text = inside.makeelement(qn(inner), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        text.text = words
        inside.append(text)
        change.append(inside)
        pieces.append(change)
    last = copy.deepcopy(run._r)
    for text in list(last.iter(qn("w:t"))):
        text.text = behind
    for piece in (last, *reversed(pieces)):
        run._r.addnext(piece)


def picture() -> bytes:
    """A small red PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\xff\x00\x00" * 4 for _ in range(4))
    header = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pasted(paragraph: Paragraph, words: str) -> None:
    """Words pasted from a web page: another font, size and colour."""
    run = paragraph.add_run(words)
    run.font.name, run.font.size, run.font.color.rgb = "Arial", Pt(10), RGBColor(0x33, 0x33, 0x99)


def void(_value: object) -> None:
    """An act gives nothing back."""


def split_cell(document: WordDocument) -> None:
    """Enter pressed inside a cell."""
    paragraph = row(document, "1.7.2").cells[4].paragraphs[0]
    split(paragraph, "thường xuyên")
    retyped(paragraph, paragraph.text.rstrip())


def deputy(document: WordDocument) -> None:
    right = signature(document)[1]
    position = right.paragraphs[0]
    twin(position, "PHÓ GIÁM ĐỐC")
    retyped(position, "KT. GIÁM ĐỐC")
    retyped(right.paragraphs[-1], "Trần QZ")


def underlined(paragraph: Paragraph) -> None:
    paragraph.runs[-1].underline = True


PURPOSE: Final = "- Nâng cao trách nhiệm"
DUTY: Final = "- Theo dõi, đôn đốc"
NEW_ROW: Final = (
    "5",
    "6.1.1. Công bố dịch vụ công QZ",
    "1,5",
    "1",
    "Rà soát QZ",
    "Văn phòng",
    "Phòng Quản lý khoa học",
    "Quý III năm 2025",
)
NEW_CRITERION: Final = (
    "6.1.1",
    "Công bố dịch vụ công QZ",
    "1,5",
    "1",
    "Rà soát QZ",
    "Văn phòng",
    "Phòng Quản lý khoa học",
    "Quý III năm 2025",
)


EDITS: Final = (
    Edit(
        "words inside a paragraph",
        "purpose",
        lambda d: replaced(line(d, PURPOSE), "trách nhiệm", "tinh thần QZ"),
        {"body/tgc2s": "Nâng cao tinh thần QZ"},
    ),
    Edit(
        "words at the beginning",
        "purpose",
        lambda d: replaced(line(d, PURPOSE), "Nâng cao", "QZ nâng cao"),
        {"body/tgc2s": "QZ nâng cao trách"},
    ),
    Edit("words at the end", "purpose", lambda d: pasted(line(d, PURPOSE), " QZ cuối"), {"body/tgc2s": " QZ cuối"}),
    Edit(
        "a paragraph written anew",
        "purpose",
        lambda d: retyped(line(d, PURPOSE), "- QZ hoàn toàn khác"),
        {"body/tgc2s": "QZ hoàn toàn khác"},
    ),
    Edit("a paragraph added", "purpose", lambda d: void(twin(line(d, PURPOSE), "- QZ gạch đầu dòng mới")), new=("QZ gạch đầu dòng mới",)),
    Edit(
        "a paragraph split",
        "duty",
        lambda d: split(line(d, DUTY), "triển khai"),
        {"body/l773c": "Theo dõi, đôn đốc các phòng chuyên môn, đơn vị thuộc Sở"},
        new=("triển khai thực hiện",),
    ),
    Edit(
        "two paragraphs joined",
        "purpose",
        lambda d: joined(line(d, PURPOSE), line(d, "- Tiếp tục duy trì")),
        together={"body/tgc2s": "Nâng cao trách nhiệm", "body/mqrjj": "Tiếp tục duy trì"},
    ),
    Edit("a paragraph deleted", "purpose", lambda d: removed(line(d, PURPOSE)), gone=("body/tgc2s",)),
    Edit(
        "a paragraph moved",
        "purpose",
        lambda d: moved_line(line(d, PURPOSE), line(d, "- Tiếp tục duy trì")),
        after=("body/mqrjj", "body/tgc2s"),
    ),
    Edit(
        "a heading reworded",
        "heading 1",
        lambda d: replaced(line(d, "1. Mục đích"), "Mục đích", "Mục tiêu QZ"),
        {"body/3rbsn": "Mục tiêu QZ"},
    ),
    Edit("a heading in capitals reworded", "heading I", lambda d: pasted(line(d, "I. MỤC ĐÍCH"), " QZ"), {"body/lk7yb": " QZ"}),
    Edit("a heading added", "heading 2", lambda d: void(twin(line(d, "2. Yêu cầu"), "3. QZ phạm vi")), new=("QZ phạm vi",)),
    Edit(
        "a number typed by hand",
        "heading 2",
        lambda d: replaced(line(d, "2. Yêu cầu"), "2", "7"),
        listed=("7.",),
    ),
    Edit("a cell written anew", "1.7.2", lambda d: cell(d, "1.7.2", 4, "Giải pháp QZ"), {"criterion/1.7.2/remedy": "Giải pháp QZ"}),
    Edit("a cell of two paragraphs", "1.7.2", split_cell, {"criterion/1.7.2/remedy": "rà soát\nthường xuyên"}),
    Edit("another time", "1.7.2", lambda d: cell(d, "1.7.2", 7, "Quý II năm 2025"), {"criterion/1.7.2/time": "Quý II năm 2025"}),
    Edit(
        "another lead", "1.7.2", lambda d: cell(d, "1.7.2", 5, "Phòng Quản lý khoa học"), {"criterion/1.7.2/lead": "Phòng Quản lý khoa học"}
    ),
    Edit("a lead that nobody knows", "1.7.2", lambda d: cell(d, "1.7.2", 5, "Phòng QZ"), listed=("Phòng QZ",)),
    Edit(
        "another support",
        "1.7.2",
        lambda d: cell(d, "1.7.2", 6, "Văn phòng; Phòng Quản lý khoa học"),
        {"criterion/1.7.2/support": "Văn phòng; Phòng Quản lý khoa học"},
    ),
    Edit("another score", "1.7.2", lambda d: cell(d, "1.7.2", 3, "0,9"), {"criterion/1.7.2/score": "0,9"}),
    Edit("another name", "1.7.2", lambda d: cell(d, "1.7.2", 1, "1.7.2. Nhiệm vụ QZ"), {"criterion/1.7.2/name": "Nhiệm vụ QZ"}),
    Edit("a serial number", "1.7.2", lambda d: cell(d, "1.7.2", 0, "9"), listed=("9",)),
    Edit("a row added", "1.7.2", lambda d: added_row(d, "1.7.2", *NEW_ROW), new=NEW_CRITERION),
    Edit("a row deleted", "1.7.2", lambda d: removed(row(d, "1.7.2")), gone=("criterion/1.7.2",)),
    Edit("a row moved", "1.1.2", lambda d: moved_row(d, "1.1.2", "1.5.2"), after=("criterion/1.5.2", "criterion/1.1.2")),
    Edit(
        "a row moved to another field",
        "1.7.2",
        lambda d: moved_row(d, "1.7.2", "3.6"),
        {"criterion/1.7.2/field": "3"},
        after=("criterion/3.6", "criterion/1.7.2"),
    ),
    Edit(
        "a recipient changed",
        "recipients",
        lambda d: replaced(signature(d)[0].paragraphs[2], "BGĐ Sở", "Ban Giám đốc QZ"),
        {"recipient/do5uy": "Ban Giám đốc QZ"},
    ),
    Edit("a recipient added", "recipients", lambda d: void(twin(signature(d)[0].paragraphs[1], "- UBND tỉnh QZ;")), new=("UBND tỉnh QZ",)),
    Edit("a recipient deleted", "recipients", lambda d: removed(signature(d)[0].paragraphs[2]), gone=("recipient/do5uy",)),
    Edit("another signer", "signer", lambda d: retyped(signature(d)[1].paragraphs[-1], "Nguyễn QZ"), {"signer": "Nguyễn QZ"}),
    Edit("a deputy signs", "signer", deputy, {"authority": "KT. GIÁM ĐỐC", "position": "PHÓ GIÁM ĐỐC", "signer": "Trần QZ"}),
    Edit(
        "a basis changed",
        "basis",
        lambda d: replaced(line(d, "Căn cứ Quyết định số 04"), "04/QĐ-UBND", "05/QĐ-UBND"),
        {"basis/yhoqf": "Quyết định số 05/QĐ-UBND"},
    ),
    Edit(
        "a basis added",
        "basis",
        lambda d: void(twin(line(d, "Căn cứ Quyết định số 04"), "Căn cứ Luật Tổ chức QZ ngày 19 tháng 6 năm 2015;")),
        new=("Căn cứ Luật Tổ chức QZ ngày 19 tháng 6 năm 2015",),
    ),
    Edit(
        "the title changed",
        "title",
        lambda d: replaced(line(d, "Khắc phục những hạn chế"), "những hạn chế", "các hạn chế QZ"),
        {"title": "Khắc phục các hạn chế QZ"},
    ),
    Edit(
        "the closing changed",
        "closing",
        lambda d: replaced(line(d, "Trên đây là"), "Trên đây là", "Trên đây QZ là"),
        {"body/7tqnt": "Trên đây QZ là"},
    ),
    Edit(
        "the place changed",
        "place",
        lambda d: replaced(d.tables[0].rows[1].cells[1].paragraphs[0], "Hà Giang", "Tuyên QZ"),
        {"place": "Tuyên QZ"},
    ),
    Edit("bold words", "purpose", lambda d: bold_words(line(d, PURPOSE), "trách nhiệm"), {"body/tgc2s": "<b>trách nhiệm</b>"}),
    Edit(
        "italic words in a cell",
        "1.7.2",
        lambda d: bold_words(row(d, "1.7.2").cells[4].paragraphs[0], "rà soát", italic=True),
        {"criterion/1.7.2/remedy": "<i>rà soát</i>"},
    ),
    Edit(
        "a tracked change",
        "purpose",
        lambda d: tracked(line(d, PURPOSE), "trách nhiệm", "tinh thần QZ"),
        {"body/tgc2s": "Nâng cao tinh thần QZ"},
    ),
    Edit(
        "a comment",
        "purpose",
        lambda d: void(d.add_comment(line(d, PURPOSE).runs, "Xem lại QZ", "Lãnh đạo", "LĐ")),
        listed=("Xem lại QZ",),
        words_alone=False,
    ),
    Edit(
        "fixed wording", "recipients", lambda d: replaced(signature(d)[0].paragraphs[0], "Nơi nhận", "Kính gửi QZ"), listed=("Kính gửi QZ",)
    ),
    Edit("the type of paper", "type", lambda d: retyped(line(d, "KẾ HOẠCH"), "KẾ HOẠCH QZ"), listed=("KẾ HOẠCH QZ",)),
    Edit("a remark above the title", "remark", lambda d: void(d.paragraphs[0].insert_paragraph_before("MẬT QZ")), listed=("MẬT QZ",)),
    Edit(
        "a picture",
        "purpose",
        lambda d: void(line(d, PURPOSE).add_run().add_picture(io.BytesIO(picture()))),
        listed=("hình",),
        words_alone=False,
    ),
    Edit("underlined words", "purpose", lambda d: underlined(line(d, PURPOSE)), listed=("gạch chân",)),
    Edit(
        "a heading column renamed",
        "columns",
        lambda d: retyped(annex(d).rows[0].cells[4].paragraphs[0], "Biện pháp QZ"),
        listed=("Biện pháp QZ",),
    ),
    Edit("a blank line", "purpose", lambda d: void(line(d, PURPOSE).insert_paragraph_before("")), listed=("dòng trống",)),
    Edit("the annex title", "annex title", lambda d: pasted(line(d, "DANH MỤC"), " QZ"), {"annex_title": " QZ"}),
)


def copied_into_a_new_document(data: bytes) -> bytes:
    """All text marked, copied, and put into an empty document: words, tables, bold and italic, and nothing else."""
    old, new = docx.Document(io.BytesIO(data)), docx.Document()
    settle(old)
    for block in old.element.body.iterchildren(qn("w:p"), qn("w:tbl")):
        if block.tag == qn("w:p"):
            _copied(Paragraph(block, old._body), new.add_paragraph())
            continue
        table = Table(block, old._body)
        made = new.add_table(len(table.rows), len(table.columns))
        for source, target in zip(table.rows, made.rows, strict=True):
            _copied_row(source, target)
    stream = io.BytesIO()
    new.save(stream)
    return stream.getvalue()


def settle(document: WordDocument) -> None:
    """Tracked changes accepted, as what is seen is what is copied."""
    body = document.element.body
    for gone in list(body.iter(qn("w:del"))):
        gone.getparent().remove(gone)
    for kept in list(body.iter(qn("w:ins"))):
        for run in list(kept):
            kept.addprevious(run)
        kept.getparent().remove(kept)


def _copied_row(source: _Row, target: _Row) -> None:
    cells = [_Cell(tc, source.table) for tc in source._tr.tc_lst]
    places = [0]
    for one in cells:
        places.append(places[-1] + one.grid_span)
    for one, start, end in zip(cells, places, places[1:], strict=False):
        into = target.cells[start].merge(target.cells[end - 1]) if end - start > 1 else target.cells[start]
        for number, paragraph in enumerate(one.paragraphs):
            _copied(paragraph, into.paragraphs[0] if number == 0 else into.add_paragraph())


def _copied(source: Paragraph, target: Paragraph) -> None:
    """The runs of a paragraph with the look they have, whatever style gave it."""
    font = source.style.font if source.style is not None else None
    for run in source.runs:
        made = target.add_run(run.text)
        made.bold = run.bold if run.bold is not None else bool(font and font.bold)
        made.italic = run.italic if run.italic is not None else bool(font and font.italic)
        made.underline = run.underline


def without_anchors(data: bytes) -> bytes:
    """The file as a program saves it that knows no bookmarks and no custom XML."""
    document = docx.Document(io.BytesIO(data))
    unmark(document.element.body)
    for number, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/customXml"):
            del document.part.rels[number]
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
