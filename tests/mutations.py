"""One thing broken at a time in a document that conforms: each mutation names the rule that must report it, and only that rule may.

`python -m tests.mutations [FILE.docx …]` prints recall and false alarms per rule, on what this project makes and on the files given.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

from lxml import etree

from generator.anatomy import Anatomy, Part, Piece, Regime, Where, make_out
from generator.format_checks import Sheet, check
from generator.formatting import numbered, read_document
from generator.package import open_package
from generator.wordxml import W, parse, written

MAIN: Final = "word/document.xml"
Parts = Mapping[str, bytes]
_RUN_ORDER: Final = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "color", "sz", "szCs", "u")
_PARAGRAPH_ORDER: Final = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "tabs",
    "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr",
)  # fmt: skip


@dataclass
class Broken:
    """A document about to be broken: its parts as XML, its parts as the anatomy made them out."""

    parts: dict[str, bytes]
    anatomy: Anatomy
    roots: dict[str, etree._Element] = field(default_factory=dict)

    def root(self, name: str = MAIN) -> etree._Element:
        if name not in self.roots:
            self.roots[name] = parse(self.parts[name])
        return self.roots[name]

    def paragraph(self, piece: Piece) -> etree._Element:
        return numbered(self.root(piece.paragraph.address.part))[piece.paragraph.address.number]

    def saved(self) -> dict[str, bytes]:
        return self.parts | {name: written(root) for name, root in self.roots.items()}


@dataclass(frozen=True)
class Mutation:
    """One fault: its name, the rule that must see it, and the change, which tells whether the document could be broken so."""

    name: str
    code: str
    change: Callable[[Broken], bool]


def put(holder: etree._Element, properties: str, order: tuple[str, ...], name: str, **attributes: str) -> None:
    """Set one property of a run or a paragraph, in the place that the schema asks for."""
    block = holder.find(W + properties)
    if block is None:
        block = etree.Element(W + properties)
        holder.insert(0, block)
    found = block.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        rank = order.index(name)
        later = [child for child in block if etree.QName(child).localname in order[rank + 1 :]]
        if later:
            later[0].addprevious(found)
        else:
            block.append(found)
    for key, value in attributes.items():
        found.set(W + key, value)


def letters(part: Part, name: str, which: int = 0, **attributes: str) -> Callable[[Broken], bool]:
    """Every run of a piece gets a property of its own."""

    def change(broken: Broken) -> bool:
        pieces = [piece for piece in _whole(broken, part) if name != "b" or attributes["val"] == "1" or _bold(piece)]
        if len(pieces) <= which:
            return False
        runs = list(broken.paragraph(pieces[which]).iter(f"{W}r"))
        for run in runs:
            put(run, "rPr", _RUN_ORDER, name, **attributes)
        return bool(runs)

    return change


def _bold(piece: Piece) -> bool:
    return all(letters.bold for letters in piece.letters)


def spacing(part: Part, name: str, which: int = 0, **attributes: str) -> Callable[[Broken], bool]:
    """A paragraph gets a property of its own."""

    def change(broken: Broken) -> bool:
        pieces = _whole(broken, part) if part is not Part.BODY else list(_followed(broken))
        if len(pieces) <= which:
            return False
        put(broken.paragraph(pieces[which]), "pPr", _PARAGRAPH_ORDER, name, **attributes)
        return True

    return change


def words(part: Part, pattern: str, replacement: str, which: int = 0) -> Callable[[Broken], bool]:
    """The words of a piece are changed; the first run keeps them all."""

    def change(broken: Broken) -> bool:
        pieces = [piece for piece in _whole(broken, part) if re.search(pattern, piece.text)]
        if not pieces or not -len(pieces) <= which < len(pieces):
            return False
        texts = list(broken.paragraph(pieces[which]).iter(f"{W}t"))
        said = "".join(text.text or "" for text in texts)
        changed = re.sub(pattern, replacement, said, count=1)
        if changed == said or not texts:
            return False
        texts[0].text = changed
        texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for text in texts[1:]:
            text.text = ""
        return True

    return change


def addressed(change: Callable[[Broken], bool]) -> Callable[[Broken], bool]:
    """Only where the paper names whom it is sent to."""
    return lambda broken: bool(broken.anatomy.of(Part.ADDRESSEE_HEAD)) and change(broken)


def with_one_head(change: Callable[[Broken], bool]) -> Callable[[Broken], bool]:
    """Only in a file with one letterhead: without its own a paper would borrow the head of the text it encloses."""
    return lambda broken: len(broken.anatomy.of(Part.NATIONAL_NAME, where=None)) == 1 and change(broken)


def removed(part: Part) -> Callable[[Broken], bool]:
    """All pieces of a part are gone; a cell keeps an empty paragraph."""

    def change(broken: Broken) -> bool:
        pieces = _whole(broken, part)
        for element in [broken.paragraph(piece) for piece in pieces]:
            for child in [child for child in element if child.tag != f"{W}pPr"]:
                element.remove(child)
        return bool(pieces)

    return change


def section(name: str, which: int = 0, **attributes: str) -> Callable[[Broken], bool]:
    """The setup of a section's page is changed."""

    def change(broken: Broken) -> bool:
        setups = list(broken.root().iter(f"{W}sectPr"))
        if len(setups) <= which:
            return False
        found = setups[which].find(W + name)
        if found is None:
            return False
        for key, value in attributes.items():
            found.set(W + key, value)
        return True

    return change


def without_in_section(name: str, which: int = 0) -> Callable[[Broken], bool]:
    def change(broken: Broken) -> bool:
        setups = list(broken.root().iter(f"{W}sectPr"))
        found = setups[which].find(W + name) if len(setups) > which else None
        if found is None:
            return False
        setups[which].remove(found)
        return True

    return change


def header(change_header: Callable[[etree._Element], bool]) -> Callable[[Broken], bool]:
    """The header that holds the page number is changed."""

    def change(broken: Broken) -> bool:
        names = [name for name in broken.parts if re.fullmatch(r"word/header\d+\.xml", name) and b"PAGE" in broken.parts[name]]
        return bool(names) and {change_header(broken.root(name)) for name in names} == {True}

    return change


def _number_gone(root: etree._Element) -> bool:
    for paragraph in root.iter(f"{W}p"):
        for child in [child for child in paragraph if child.tag != f"{W}pPr"]:
            paragraph.remove(child)
    return True


def _number_letters(name: str, **attributes: str) -> Callable[[etree._Element], bool]:
    def change(root: etree._Element) -> bool:
        for run in root.iter(f"{W}r"):
            put(run, "rPr", _RUN_ORDER, name, **attributes)
        return True

    return change


def _number_aside(root: etree._Element) -> bool:
    for paragraph in root.iter(f"{W}p"):
        put(paragraph, "pPr", _PARAGRAPH_ORDER, "jc", val="right")
    return True


def line_gone(part: Part) -> Callable[[Broken], bool]:
    """The line below a part is not drawn any more."""

    def change(broken: Broken) -> bool:
        lines = [line for line in broken.anatomy.lines if line.under.part is part and line.under.where is Where.MAIN]
        for line in lines:
            element = numbered(broken.root())[line.paragraph.address.number]
            put(element, "pPr", _PARAGRAPH_ORDER, "pBdr")
            borders = element.find(f"{W}pPr/{W}pBdr")
            assert borders is not None
            for side in ("top", "bottom"):
                found = borders.find(W + side)
                if found is None:
                    found = etree.SubElement(borders, W + side)
                found.set(f"{W}val", "none")
        return bool(lines)

    return change


def line_long(part: Part) -> Callable[[Broken], bool]:
    """The line below a part runs as far as there is room, or hardly at all below the motto."""

    def change(broken: Broken) -> bool:
        found = [line for line in broken.anatomy.lines if line.under.part is part and line.under.where is Where.MAIN]
        lines = [line for line in found if "…" not in line.under.text]
        indent = "1900" if part is Part.MOTTO else "0"
        for line in lines:
            element = numbered(broken.root())[line.paragraph.address.number]
            put(element, "pPr", _PARAGRAPH_ORDER, "ind", left=indent, right=indent)
        return bool(lines)

    return change


def _whole(broken: Broken, part: Part) -> list[Piece]:
    """Pieces that are whole paragraphs of the paper itself; a line still to be filled in is judged by nobody."""
    pieces = broken.anatomy.of(part, where=Where.ANNEX if part in _OF_ANNEXES else Where.MAIN)
    whole = [piece for piece in pieces if piece.text == piece.paragraph.text.strip() and "…" not in piece.text]
    return [piece for piece in whole if _opens_text(broken, piece)] if part is Part.CLAUSE else whole


_OF_ANNEXES: Final = (Part.ANNEX_LABEL, Part.ANNEX_TITLE, Part.ANNEX_REFERENCE)


def _opens_text(broken: Broken, piece: Piece) -> bool:
    """A clause is surely a title when text stands below it."""
    pieces = broken.anatomy.of(*Part)
    below = pieces[pieces.index(piece) + 1 :][:1]
    return bool(below) and below[0].part in {Part.BODY, Part.POINT}


def _followed(broken: Broken) -> Iterator[Piece]:
    """Paragraphs of the text that fill more than a line and have another one below: of others spacing and edges do not show."""
    whole = _whole(broken, Part.BODY)
    for piece, below in pairwise(broken.anatomy.of(*Part)):
        alike = below.part is Part.BODY and below.paragraph.style == piece.paragraph.style
        if piece in whole and alike and len(piece.text) > _MORE_THAN_A_LINE:
            yield piece


_MORE_THAN_A_LINE: Final = 100


def _mixed_sizes(broken: Broken) -> bool:
    """Quốc hiệu of the smaller set beside tiêu ngữ and day of the larger one."""
    return all(
        [
            letters(Part.NATIONAL_NAME, "sz", val="24")(broken),
            letters(Part.MOTTO, "sz", val="28")(broken),
            letters(Part.PLACE_DATE, "sz", val="28")(broken),
        ]
    )


MUTATIONS: Final = (
    Mutation("khổ giấy Letter", "PG-01", section("pgSz", w="12240", h="15840")),
    Mutation("lề trên 30 mm", "PG-03", section("pgMar", top="1701")),
    Mutation("lề dưới 30 mm", "PG-03", section("pgMar", bottom="1701")),
    Mutation("lề trái 20 mm", "PG-03", section("pgMar", left="1134")),
    Mutation("lề phải 10 mm", "PG-03", section("pgMar", right="567")),
    Mutation("nội dung phông Arial", "PG-04", letters(Part.BODY, "rFonts", ascii="Arial", hAnsi="Arial")),
    Mutation("tên cơ quan phông Calibri", "PG-04", letters(Part.AGENCY, "rFonts", ascii="Calibri", hAnsi="Calibri")),
    Mutation("ô bảng phông Verdana", "PG-04", letters(Part.TABLE_TEXT, "rFonts", ascii="Verdana", hAnsi="Verdana")),
    Mutation("nội dung chữ đỏ", "PG-06", letters(Part.BODY, "color", val="FF0000")),
    Mutation("trích yếu chữ xanh", "PG-06", letters(Part.SUMMARY, "color", val="0000FF")),
    Mutation("số trang đậm", "PG-07", header(_number_letters("b", val="1"))),
    Mutation("số trang cỡ 11", "PG-07", header(_number_letters("sz", val="22"))),
    Mutation("số trang nằm bên phải", "PG-07", header(_number_aside)),
    Mutation("số trang hiện ở trang đầu", "PG-07", without_in_section("titlePg")),
    Mutation("hai bộ cỡ chữ lẫn nhau", "PG-09", _mixed_sizes),
    Mutation("quốc hiệu thiếu chữ", "QH-01", words(Part.NATIONAL_NAME, "XÃ HỘI ", "")),
    Mutation("quốc hiệu không đậm", "QH-01", letters(Part.NATIONAL_NAME, "b", val="0")),
    Mutation("quốc hiệu nghiêng", "QH-01", letters(Part.NATIONAL_NAME, "i", val="1")),
    Mutation("tiêu ngữ dùng gạch dài", "TN-01", words(Part.MOTTO, " - Tự", " – Tự")),
    Mutation("tiêu ngữ không đậm", "TN-01", letters(Part.MOTTO, "b", val="0")),
    Mutation("tiêu ngữ viết thường", "TN-01", words(Part.MOTTO, "Tự do", "tự do")),
    Mutation("tiêu ngữ mất đường kẻ", "TN-02", line_gone(Part.MOTTO)),
    Mutation("đường kẻ dưới tiêu ngữ ngắn", "TN-02", line_long(Part.MOTTO)),
    Mutation("tiêu ngữ cách dòng 1,5", "TN-03", spacing(Part.MOTTO, "spacing", line="360", lineRule="auto")),
    Mutation("cơ quan chủ quản đậm", "CQ-03", letters(Part.PARENT, "b", val="1")),
    Mutation("cơ quan chủ quản cỡ 15", "CQ-03", letters(Part.PARENT, "sz", val="30")),
    Mutation("tên cơ quan không đậm", "CQ-04", letters(Part.AGENCY, "b", val="0")),
    Mutation("tên cơ quan nghiêng", "CQ-04", letters(Part.AGENCY, "i", val="1")),
    Mutation("tên cơ quan mất đường kẻ", "CQ-05", line_gone(Part.AGENCY)),
    Mutation("đường kẻ dưới tên cơ quan quá dài", "CQ-05", line_long(Part.AGENCY)),
    Mutation("Số không có dấu hai chấm", "SO-01", words(Part.NUMBER, "^Số:", "Số")),
    Mutation("số cỡ 14", "SO-01", letters(Part.NUMBER, "sz", val="28")),
    Mutation("số đậm", "SO-01", letters(Part.NUMBER, "b", val="1")),
    Mutation("số nhỏ hơn 10 thiếu số 0", "SO-02", words(Part.NUMBER, r"Số:\s*/", "Số: 5/")),
    Mutation("ký hiệu có khoảng trắng", "SO-03", words(Part.NUMBER, r"/(\w+)-", r"/\1 - ")),
    Mutation("số có năm", "SO-07", words(Part.NUMBER, r"Số:\s*/(KH|BC|TB|HD|CTr|PA|ĐA|DA|TC)-", r"Số: 15/2025/\1-")),
    Mutation("ngày không nghiêng", "DD-01", letters(Part.PLACE_DATE, "i", val="0")),
    Mutation("ngày đậm", "DD-01", letters(Part.PLACE_DATE, "b", val="1")),
    Mutation("thiếu dấu phẩy sau địa danh", "DD-01", words(Part.PLACE_DATE, "(?<!Địa danh), ngày", " ngày")),
    Mutation("ngày nhỏ hơn 10 thiếu số 0", "DD-02", words(Part.PLACE_DATE, r"ngày\s+tháng\s+năm", "ngày 5 tháng 3 năm")),
    Mutation("tháng 2 thiếu số 0", "DD-02", words(Part.PLACE_DATE, r"ngày\s+tháng\s+năm", "ngày 15 tháng 2 năm")),
    Mutation("ngày 31 tháng 4", "DD-02", words(Part.PLACE_DATE, r"ngày\s+tháng\s+năm", "ngày 31 tháng 4 năm")),
    Mutation("tháng 03 thừa số 0", "DD-03", words(Part.PLACE_DATE, r"ngày\s+tháng\s+năm", "ngày 15 tháng 03 năm")),
    Mutation("tên loại không đậm", "TL-01", letters(Part.TYPE_NAME, "b", val="0")),
    Mutation("tên loại lệch trái", "TL-01", spacing(Part.TYPE_NAME, "jc", val="left")),
    Mutation("trích yếu không đậm", "TL-02", letters(Part.SUMMARY, "b", val="0")),
    Mutation("trích yếu nghiêng", "TL-02", letters(Part.SUMMARY, "i", val="1")),
    Mutation("trích yếu mất đường kẻ", "TL-03", line_gone(Part.SUMMARY)),
    Mutation("đường kẻ dưới trích yếu quá dài", "TL-03", line_long(Part.SUMMARY)),
    Mutation("trích yếu công văn đậm", "TL-04", letters(Part.LETTER_SUMMARY, "b", val="1")),
    Mutation("trích yếu công văn nghiêng", "TL-04", letters(Part.LETTER_SUMMARY, "i", val="1")),
    Mutation("trích yếu công văn cỡ 14", "TL-04", letters(Part.LETTER_SUMMARY, "sz", val="28")),
    Mutation("căn cứ không nghiêng", "CC-01", letters(Part.BASIS, "i", val="0")),
    Mutation("căn cứ cuối kết thúc bằng chấm phẩy", "CC-02", words(Part.BASIS, r"\.$", ";", which=-1)),
    Mutation("căn cứ giữa kết thúc bằng dấu chấm", "CC-02", words(Part.BASIS, ";$", ".")),
    Mutation("nội dung lệch trái", "ND-01", spacing(Part.BODY, "jc", val="left")),
    Mutation("nội dung cỡ 12", "ND-01", letters(Part.BODY, "sz", val="24")),
    Mutation("nội dung thụt 0,5 cm", "ND-02", spacing(Part.BODY, "ind", firstLine="284")),
    Mutation("các đoạn sát nhau", "ND-03", spacing(Part.BODY, "spacing", before="0", after="0")),
    Mutation("dòng cách đôi", "ND-04", spacing(Part.BODY, "spacing", line="480", lineRule="auto")),
    Mutation("thiếu ./. ở cuối", "ND-05", words(Part.BODY, r"\./\.$", ".", which=-1)),
    Mutation("mục I viết thường", "CT-07", words(Part.SECTION, "MỤC ĐÍCH, YÊU CẦU", "Mục đích, yêu cầu")),
    Mutation("mục I không đậm", "CT-07", letters(Part.SECTION, "b", val="0")),
    Mutation("số mục nhảy", "CT-07", words(Part.SECTION, r"^II\.", "IV.")),
    Mutation("khoản có tiêu đề không đậm", "CT-08", letters(Part.CLAUSE, "b", val="0")),
    Mutation("Điều không đậm", "CT-03", letters(Part.ARTICLE, "b", val="0")),
    Mutation("chức vụ không đậm", "KY-02", letters(Part.POSITION, "b", val="0")),
    Mutation("chức vụ cỡ 12", "KY-02", letters(Part.POSITION, "sz", val="24")),
    Mutation("họ tên nghiêng", "KY-04", letters(Part.SIGNER, "i", val="1")),
    Mutation("họ tên viết hoa", "KY-04", words(Part.SIGNER, "Phan Đăng Đông", "PHAN ĐĂNG ĐÔNG")),
    Mutation("học vị trước họ tên", "KY-05", words(Part.SIGNER, "^Phan", "TS. Phan")),
    Mutation("kính gửi đậm", "KG-02", letters(Part.ADDRESSEE_HEAD, "b", val="1")),
    Mutation("kính gửi thiếu dấu hai chấm", "KG-02", words(Part.ADDRESSEE_HEAD, "Kính gửi:", "Kính gửi")),
    Mutation("nơi nhận không nghiêng", "NN-01", letters(Part.RECIPIENTS_HEAD, "i", val="0")),
    Mutation("nơi nhận cỡ 14", "NN-01", letters(Part.RECIPIENTS_HEAD, "sz", val="28")),
    Mutation("danh sách nơi nhận cỡ 13", "NN-02", letters(Part.RECIPIENT, "sz", val="26")),
    Mutation("nơi nhận thiếu chấm phẩy", "NN-02", words(Part.RECIPIENT, ";$", "")),
    Mutation("thiếu Như trên", "NN-03", addressed(words(Part.RECIPIENT, "Như trên", "Các đơn vị"))),
    Mutation("dòng Lưu không có dấu chấm", "NN-05", words(Part.KEPT, r"\.$", ";")),
    Mutation("chữ Phụ lục cỡ 13", "PLU-02", letters(Part.ANNEX_LABEL, "sz", val="26")),
    Mutation("tiêu đề phụ lục không đậm", "PLU-03", letters(Part.ANNEX_TITLE, "b", val="0")),
    Mutation("dòng kèm theo không nghiêng", "PLU-04", letters(Part.ANNEX_REFERENCE, "i", val="0")),
    Mutation("hình thức sao không đậm", "BS-01", letters(Part.COPY_FORM, "b", val="0")),
    Mutation("ký hiệu bản sao sai", "BS-03", words(Part.NUMBER, "/(SY|TrS|SL)-", "/QĐ-")),
    Mutation("bản sao: tên cơ quan không đậm", "BS-04", letters(Part.AGENCY, "b", val="0")),
    Mutation("bản sao: chức vụ không đậm", "BS-04", letters(Part.POSITION, "b", val="0")),
    Mutation("mất quốc hiệu", "QH-01", with_one_head(removed(Part.NATIONAL_NAME))),
    Mutation("mất số, ký hiệu", "SO-01", removed(Part.NUMBER)),
    Mutation("mất địa danh, thời gian", "DD-01", removed(Part.PLACE_DATE)),
    Mutation("viện dẫn Khoản viết hoa", "VH-19", words(Part.BODY, "^(.{20,}?) (và|của) ", r"\1 theo Khoản 2 Điều 5 Quy chế \2 ")),
)


@dataclass
class Tally:
    """Of one rule: how often it was broken, how often it said so, and what else was said."""

    tried: int = 0
    seen: int = 0
    others: Counter[str] = field(default_factory=Counter)


def codes(parts: Parts) -> Counter[str]:
    """The rules that a document breaks, with how many findings each."""
    document = read_document(parts)
    return Counter(finding.code for finding in check(Sheet(document, make_out(document))))


def parts_of(path: Path) -> dict[str, bytes]:
    return {name: part.data for name, part in open_package(path).parts.items() if name.endswith((".xml", ".rels"))}


def broken(parts: Parts, mutation: Mutation) -> dict[str, bytes] | None:
    """The document with that one fault, or None when it has no such place."""
    given = Broken(dict(parts), make_out(read_document(parts)))
    copied = given.anatomy.regime is Regime.COPY
    if copied != mutation.code.startswith("BS-"):
        return None
    return given.saved() if mutation.change(given) else None


def tried(documents: Mapping[str, Parts]) -> Iterator[tuple[str, Mutation, Counter[str], Counter[str]]]:
    """Each mutation on each document that it fits: what is newly said, and what was said before."""
    for name, parts in documents.items():
        before = codes(parts)
        for mutation in MUTATIONS:
            if (changed := broken(deepcopy(dict(parts)), mutation)) is not None:
                yield name, mutation, codes(changed) - before, before


def tally(documents: Mapping[str, Parts]) -> dict[str, Tally]:
    """Recall and false alarms by rule."""
    found: dict[str, Tally] = {}
    for name, mutation, new, _ in tried(documents):
        row = found.setdefault(mutation.code, Tally())
        row.tried += 1
        row.seen += mutation.code in new
        row.others.update({f"{code} ({name}: {mutation.name})": count for code, count in new.items() if code != mutation.code})
    return found


def main(paths: list[str]) -> None:
    """Print the table."""
    from tests.conforming import conforming_documents  # noqa: PLC0415 - made only when asked for

    given = {Path(path).name: parts_of(Path(path)) for path in paths} or conforming_documents()
    rows = tally(given)
    print(f"{len(given)} documents, {len(MUTATIONS)} kinds of mutation")  # noqa: T201 - a script that prints its table
    for code, row in sorted(rows.items()):
        print(f"{code:8} {row.seen}/{row.tried}  {dict(row.others) or ''}")  # noqa: T201
    total, seen = sum(row.tried for row in rows.values()), sum(row.seen for row in rows.values())
    print(f"recall {seen}/{total} = {seen / total:.4f}; false alarms {sum(sum(row.others.values()) for row in rows.values())}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
