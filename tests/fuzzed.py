"""Office files broken by chance: bytes, elements, attributes, parts, the zip itself; and what reading and checking one comes to."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final

from lxml import etree

from generator import anatomy, package
from generator.anatomy import Anatomy, Part, Piece, Regime
from generator.errors import GeneratorError
from generator.files import ReadFile
from generator.format_checks.catalogue import check
from generator.format_checks.finding import Sheet
from generator.formatting import Document, read_document
from generator.package import join, pack
from tests.word_parts import box, drawing, level, listed, lists, p, part, r, relations, style, table, theme, tr, v
from tests.word_parts import parts as parts_of

Parts = Mapping[str, bytes]
Fault = Callable[[dict[str, bytes], Random], None]

_ODD_VALUES: Final = (
    "", " ", "abc", "-1", "0", "1", "9", "1e999", "1e308", "9" * 60, "nan", "-99999999999", "12.5", "true", "none", "auto", "%1%2%9",
    "F0B7", "D800", "default", "first", "nextPage", "Normal", "10pt", "\U0001f600", "٣", "a" * 3000, "{{x}}", "bullet",
)  # fmt: skip
_ODD_WORDS: Final = (
    "",
    " ",
    "\t",
    "“",
    "”",
    "Điều 1.",
    "PHỤ LỤC",
    "Nơi nhận:",
    "ngày 99 tháng 99 năm 9999",
    "Số:   /",
    "I.",
    "é",
    "-" * 500,
)
_READ: Final = (".xml", ".rels")


def packed(parts: Parts) -> bytes:
    """A package as it lies on the disk."""
    return join([_squeezed(name, data) for name, data in parts.items()])


@lru_cache(maxsize=512)
def _squeezed(name: str, data: bytes) -> package.Part:
    """A part packed once: most parts of a broken file are those of the sound one."""
    return pack(name, data, effort=1)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a sound package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def mutated(data: bytes, chance: Random, own: Sequence[Fault] = ()) -> bytes:
    """An Office file with one to six faults; of a kind of file that has faults of its `own`, one to three, most of them those."""
    parts = unpacked(data)
    for _ in range(chance.randint(1, 3 if own else 6)):
        fault = chance.choice(own) if own and chance.random() < 0.8 else chance.choices(_FAULTS, _WEIGHTS)[0]
        fault(parts, chance)
    broken = packed(parts)
    return _damaged(broken, chance) if chance.random() < 0.05 else broken


def rich() -> bytes:
    """A small Word file with a little of everything: lists, boxes, fields, styles of tables, notes, sections, tracked changes."""
    page = f"<w:pgSz {v(w=11906, h=16838)}/><w:pgMar {v(top=1134, bottom=1134, left=1701, right=850, header=567, footer=567)}/><w:titlePg/>"
    head = table(
        tr(p("ỦY BAN NHÂN DÂN") + p("Số: 01/QĐ-UBND"), p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc")),
        properties='<w:tblStyle w:val="Bang"/><w:tblLook w:val="04A0"/>',
    )
    old = f"<w:pict><v:rect style='width:10pt'><v:textbox><w:txbxContent>{p('cũ')}</w:txbxContent></v:textbox></v:rect></w:pict>"
    choice = f"<mc:AlternateContent><mc:Choice>{box(p('KHẨN'))}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    line = drawing('<wps:spPr><a:prstGeom prst="line"/><a:ln/></wps:spPr>', 900_000, 0) + '<w:pict><v:line from="0,0" to="9pt,0"/></w:pict>'
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/><w:instrText>PAGE</w:instrText></w:r>' for kind in ("begin", "separate", "end")
    )
    tracked = f'<w:p><w:ins w:id="1">{r("mới")}</w:ins><w:del w:id="2"><w:r><w:delText>cũ</w:delText></w:r></w:del>{field}</w:p>'
    words = p("QUYẾT ĐỊNH") + p("Về việc ban hành Quy chế") + p("Căn cứ Luật Tổ chức chính quyền địa phương;") + p("Điều 1. Ban hành.")
    body = (
        head + words + "".join(listed("theo Khoản 1 Điều 2;", at) for at in (0, 1, 1)) + tracked + f"<w:p><w:r>{choice}{line}</w:r></w:p>"
    )
    first = f'<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="a"/>{page}</w:sectPr></w:pPr></w:p>'
    end = p("Nơi nhận:") + p("- Lưu: VT.") + p("TM. ỦY BAN NHÂN DÂN") + p("Phụ lục I") + p("DANH MỤC") + f"<w:sectPr>{page}</w:sectPr>"
    styles = style("Bang", '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>', kind="table") + style(
        "Normal", "", default=True
    )
    others = {
        "[Content_Types].xml": b"<Types/>",
        "word/_rels/document.xml.rels": relations(a="header1.xml"),
        "word/header1.xml": part("hdr", f"<w:p>{field}</w:p>"),
        "word/footnotes.xml": part("footnotes", f"<w:footnote>{p('chú thích')}</w:footnote>"),
        "word/theme/theme1.xml": theme("Cambria", "Calibri"),
    }
    numbering = lists(level(0, "%1."), level(1, "%1.%2)", "lowerLetter"))
    return packed(parts_of(body + first + words + end, styles=styles, numbering=numbering, others=others))


def _xml(parts: Parts, chance: Random) -> str:
    """The name of a part to break: more often the one with the words."""
    names = [name for name in parts if name.endswith(_READ)]
    if sheets := [name for name in names if name.startswith("xl/worksheets/sheet")]:
        return chance.choice(sheets if chance.random() < 0.5 else names)
    return "word/document.xml" if "word/document.xml" in parts and chance.random() < 0.6 else chance.choice(names or ["word/document.xml"])


def _flip(parts: dict[str, bytes], chance: Random) -> None:
    name = _xml(parts, chance)
    data = bytearray(parts.get(name, b" "))
    for _ in range(chance.randint(1, 8) if data else 0):
        data[chance.randrange(len(data))] = chance.randrange(256)
    parts[name] = bytes(data)


def _cut(parts: dict[str, bytes], chance: Random) -> None:
    name = _xml(parts, chance)
    data = parts.get(name, b"")
    start = chance.randrange(len(data) + 1)
    parts[name] = data[:start] + data[start + chance.randrange(200) :]


def _drop_part(parts: dict[str, bytes], chance: Random) -> None:
    if parts:
        del parts[chance.choice(list(parts))]


def _swap_parts(parts: dict[str, bytes], chance: Random) -> None:
    one, other = chance.choice(list(parts) or ["x"]), chance.choice(list(parts) or ["x"])
    parts[one], parts[other] = parts.get(other, b""), parts.get(one, b"")


def with_tree(change: Callable[[list[etree._Element], Random], None]) -> Fault:
    """A fault made among the elements of a part that still reads."""

    def fault(parts: dict[str, bytes], chance: Random) -> None:
        name = _xml(parts, chance)
        try:
            root = etree.fromstring(parts.get(name, b""), etree.XMLParser(huge_tree=True, resolve_entities=False))
        except etree.XMLSyntaxError:
            return
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        for _ in range(chance.randint(1, 4)):
            change(elements, chance)
        parts[name] = etree.tostring(root)

    return fault


def _drop(elements: list[etree._Element], chance: Random) -> None:
    element = chance.choice(elements)
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _double(elements: list[etree._Element], chance: Random) -> None:
    element = chance.choice(elements)
    if (parent := element.getparent()) is not None and len(element) < 2000:
        parent.insert(parent.index(element), copy.deepcopy(element))


def _move(elements: list[etree._Element], chance: Random) -> None:
    element, target = chance.choice(elements), chance.choice(elements)
    if element.getparent() is not None and element not in {target, *target.iterancestors()}:
        target.insert(chance.randint(0, len(target)), element)


def _rename(elements: list[etree._Element], chance: Random) -> None:
    chance.choice(elements).tag = chance.choice(elements).tag


def _deepen(elements: list[etree._Element], chance: Random) -> None:
    """An element inside copies of its own kind."""
    element = chance.choice(elements)
    for _ in range(chance.choice((1, 3, 60))):
        parent = element.getparent()
        if parent is None:
            return
        wrapper = etree.Element(element.tag)
        parent.replace(element, wrapper)
        wrapper.append(element)


def _attribute(elements: list[etree._Element], chance: Random) -> None:
    element = chance.choice(elements)
    if element.attrib:
        name = chance.choice(list(element.attrib))
        if chance.random() < 0.3:
            del element.attrib[name]
        else:
            element.set(name, chance.choice(_ODD_VALUES))


def _words(elements: list[etree._Element], chance: Random) -> None:
    said = [element for element in elements if element.text]
    if said:
        chance.choice(said).text = chance.choice(_ODD_WORDS)


_FAULTS: Final[tuple[Fault, ...]] = (
    _flip, _cut, _drop_part, _swap_parts, with_tree(_drop), with_tree(_double), with_tree(_move), with_tree(_rename),
    with_tree(_deepen), with_tree(_attribute), with_tree(_words),
)  # fmt: skip
_WEIGHTS: Final = (1, 1, 2, 1, 8, 6, 8, 6, 4, 14, 8)


def _damaged(data: bytes, chance: Random) -> bytes:
    """The zip itself cut or changed."""
    if chance.random() < 0.5:
        return data[: chance.randrange(len(data) + 1)]
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def verdict(data: bytes, chance: Random) -> str:
    """What a file comes to: refused at the door, refused by the reader, or judged. Anything else is raised."""
    try:
        opened = package.unpacked(ReadFile(Path("mau.docx"), data))
    except GeneratorError:
        return "refused at the door"
    try:
        document = read_document({name: stored.data for name, stored in opened.parts.items()})
    except ValueError:
        return "refused by the reader"
    found = check(Sheet(document, _made_out(document, chance)))
    for finding in found:
        f"{finding.code} {finding.found} {finding.wanted}".encode()
    return "judged, with findings" if found else "judged, clean"


def _made_out(document: Document, chance: Random) -> Anatomy:
    """The parts as the program makes them out; now and then any paragraph as any part, so that every rule meets every text."""
    make_out: Callable[[Document], Anatomy] | None = getattr(anatomy, "make_out", None)
    if make_out is not None:
        made = make_out(document)
        if made.regime is Regime.ADMINISTRATIVE and chance.random() < 0.7:
            return made
    parts = list(Part)
    pieces = (
        Piece(chance.choice(parts), paragraph, 0, len(paragraph.text)) for paragraph in document.paragraphs() if paragraph.text.strip()
    )
    return Anatomy(Regime.ADMINISTRATIVE, "", pieces=tuple(pieces))
