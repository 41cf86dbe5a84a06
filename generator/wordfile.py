"""Word files built from a plain description: styles, paragraphs, tables, sections → the bytes of a .docx."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from lxml import etree
from lxml.builder import ElementMaker

from generator import package
from generator.measure import SINGLE, ZERO, Twips, mm

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_E: Final = ElementMaker(namespace=W, nsmap={"w": W, "r": R})
_RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."

LEAD_ID: Final = "Lead"
"""Id of the one style of letters that a document may have."""

Alignment = Literal["left", "center", "right", "both"]
Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name


@dataclass(frozen=True, slots=True)
class Style:
    """A named paragraph style; lengths in twips, `size` in points, `line` in 240ths of a line, `exact` in twips."""

    name: str
    size: int
    bold: bool = False
    italic: bool = False
    align: Alignment = "left"
    before: Twips = ZERO
    after: Twips = ZERO
    line: Twips = SINGLE
    exact: Twips | None = None
    first_line: Twips = ZERO
    left: Twips = ZERO
    keep_next: bool = False
    keep_lines: bool = False
    top_line: bool = False
    outline: int | None = None

    @property
    def id(self) -> str:
        """The name without marks and spaces, as Word makes it."""
        marked = unicodedata.normalize("NFD", self.name.replace("đ", "d").replace("Đ", "D"))
        plain = "".join(char for char in marked if char.isascii())
        return "".join(char for char in plain.title() if char.isalnum())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words in one style; `indents` (left, right) only where a length depends on the words above.

    `lead` are words before them in the document's own style for leading words, such as the bold `Điều 1. ` of a decision.
    """

    words: str
    style: Style
    indents: tuple[Twips, Twips] | None = None
    page_number: bool = False
    lead: str = ""


Cell = Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; `span` cells are merged into one when a row has a single cell. It never splits over two pages."""

    cells: Sequence[Cell]
    heading: bool = False
    spans: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of fixed column widths; without a frame when it only sets things side by side."""

    widths: Sequence[Twips]
    rows: Sequence[Row]
    framed: bool = True
    gutter: Twips = ZERO


@dataclass(frozen=True, slots=True)
class Page:
    """Size and margins of a section's pages."""

    width: Twips
    height: Twips
    top: Twips
    right: Twips
    bottom: Twips
    left: Twips
    header: Twips

    @property
    def text_width(self) -> Twips:
        """Room between the left and right margins."""
        return Twips(self.width - self.left - self.right)


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its blocks and its page; page numbers start again at 1 in each."""

    page: Page
    blocks: Sequence[Paragraph | Table]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; the first style is the default one; `header` stands on every page but the first of a section.

    `lead` names the bold style of letters for the words that lead a paragraph; without it no paragraph may have such words.
    """

    font: str
    parts: Sequence[Part]
    styles: Sequence[Style]
    header: Sequence[Paragraph]
    first_header: Sequence[Paragraph] = field(default_factory=tuple)
    lead: str = ""


def write(document: Document) -> bytes:
    """The document as .docx bytes; the same description gives the same bytes."""
    contents = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            {"rId1": ("officeDocument", "word/document.xml"), "rId3": ("extended-properties", "docProps/app.xml")}
        ),
        "docProps/app.xml": _app(),
        "word/document.xml": _xml(_document(document)),
        "word/_rels/document.xml.rels": _relationships(
            {
                "rId1": ("styles", "styles.xml"),
                "rId2": ("settings", "settings.xml"),
                "rId3": ("fontTable", "fontTable.xml"),
                "rId4": ("header", "header1.xml"),
                "rId5": ("header", "header2.xml"),
            }
        ),
        "word/styles.xml": _xml(_styles(document)),
        "word/settings.xml": _xml(_settings()),
        "word/fontTable.xml": _xml(_fonts(document.font)),
        "word/header1.xml": _xml(_E.hdr(*_blocks(document.header))),
        "word/header2.xml": _xml(_E.hdr(*_blocks(document.first_header))),
    }
    return package.join([package.pack(name, data) for name, data in contents.items()])


def _a(**attributes: object) -> dict[str, str]:
    """Attributes in Word's namespace; `val=` is the usual one."""
    return {f"{{{W}}}{name}": str(value) for name, value in attributes.items()}


def _xml(element: Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def _document(document: Document) -> Element:
    *earlier, last = document.parts
    body: list[Element] = []
    for part in earlier:
        body += _blocks(part.blocks)
        body.append(_E.p(_E.pPr(_E.pStyle(_a(val=document.styles[0].id)), _spacing_none(), _section(part.page))))
    body += _blocks(last.blocks)
    return _E.document(_E.body(*body, _section(last.page)))


def _spacing_none() -> Element:
    """The paragraph that ends a section is one twentieth of a point high, so that it can't open a page of its own."""
    return _E.spacing(_a(before=0, after=0, line=20, lineRule="exact"))


def _section(page: Page) -> Element:
    size = {"w": page.width, "h": page.height} | ({"orient": "landscape"} if page.width > page.height else {})
    margins = _a(top=page.top, right=page.right, bottom=page.bottom, left=page.left, header=page.header, footer=page.header, gutter=0)
    reference = f"{{{R}}}id"
    return _E.sectPr(
        _E.headerReference(_a(type="default") | {reference: "rId4"}),
        _E.headerReference(_a(type="first") | {reference: "rId5"}),
        _E.type(_a(val="nextPage")),
        _E.pgSz(_a(**size)),
        _E.pgMar(margins),
        _E.pgNumType(_a(fmt="decimal", start=1)),
        _E.titlePg(),
    )


def _blocks(blocks: Iterable[Paragraph | Table]) -> list[Element]:
    return [_table(block) if isinstance(block, Table) else _paragraph(block) for block in blocks]


def _paragraph(paragraph: Paragraph) -> Element:
    properties = _E.pPr(_E.pStyle(_a(val=paragraph.style.id)))
    if paragraph.indents:
        left, right = paragraph.indents
        properties.append(_E.ind(_a(left=left, right=right, firstLine=0)))
    runs = _page_number() if paragraph.page_number else _words(paragraph.words)
    lead = [_E.r(_E.rPr(_E.rStyle(_a(val=LEAD_ID))), _text(paragraph.lead))] if paragraph.lead else []
    return _E.p(properties, *lead, *runs)


def _words(words: str) -> list[Element]:
    return [_E.r(_text(words))] if words else []


def _text(words: str) -> Element:
    text = _E.t(words)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def _page_number() -> list[Element]:
    return [_E.fldSimple(_a(instr=" PAGE "), _E.r(_E.t("2")))]


def _table(table: Table) -> Element:
    total = sum(table.widths)
    properties = _E.tblPr(
        _E.tblW(_a(w=total, type="dxa")),
        _E.jc(_a(val="center")),
        *([_E.tblBorders(*_frame())] if table.framed else []),
        _E.tblLayout(_a(type="fixed")),
        _E.tblCellMar(_E.left(_a(w=table.gutter, type="dxa")), _E.right(_a(w=table.gutter, type="dxa"))),
    )
    grid = _E.tblGrid(*(_E.gridCol(_a(w=width)) for width in table.widths))
    return _E.tbl(properties, grid, *(_row(row, table.widths) for row in table.rows))


def _frame() -> list[Element]:
    return [_E(side, _a(val="single", sz=4, space=0, color="auto")) for side in ("top", "left", "bottom", "right", "insideH", "insideV")]


def _row(row: Row, widths: Sequence[Twips]) -> Element:
    properties = _E.trPr(_E.cantSplit(), *([_E.tblHeader()] if row.heading else []))
    cells, start = [], 0
    for index, cell in enumerate(row.cells):
        span = row.spans[index] if row.spans else 1
        cells.append(_cell(cell, Twips(sum(widths[start : start + span])), span))
        start += span
    return _E.tr(properties, *cells)


def _cell(cell: Cell, width: Twips, span: int) -> Element:
    properties = _E.tcPr(_E.tcW(_a(w=width, type="dxa")), *([_E.gridSpan(_a(val=span))] if span > 1 else []))
    return _E.tc(properties, *_blocks(cell))


def _styles(document: Document) -> Element:
    fonts = _a(ascii=document.font, hAnsi=document.font, eastAsia=document.font, cs=document.font)
    default = document.styles[0]
    letters = _E.rPr(_E.rFonts(fonts), *_size(default.size), _E.lang(_a(val="vi-VN", eastAsia="vi-VN", bidi="ar-SA")))
    defaults = _E.docDefaults(_E.rPrDefault(letters), _E.pPrDefault(_E.pPr(_E.widowControl())))
    lead = [_lead(document.lead)] if document.lead else []
    return _E.styles(defaults, *(_style(style, default) for style in document.styles), *lead)


def _lead(name: str) -> Element:
    style = _E.style(_a(type="character", customStyle=1, styleId=LEAD_ID), _E.name(_a(val=name)), _E.qFormat())
    style.append(_E.rPr(_E.b(), _E.bCs()))
    return style


def _style(style: Style, default: Style) -> Element:
    element = _E.style(_a(type="paragraph", styleId=style.id), _E.name(_a(val=style.name)))
    if style is default:
        element.set(f"{{{W}}}default", "1")
    else:
        element.set(f"{{{W}}}customStyle", "1")
        element.append(_E.basedOn(_a(val=default.id)))
    element.append(_E.qFormat())
    element.append(_paragraph_format(style))
    marks = ([_E.b(), _E.bCs()] if style.bold else []) + ([_E.i(), _E.iCs()] if style.italic else [])
    element.append(_E.rPr(*marks, *_size(style.size)))
    return element


def _paragraph_format(style: Style) -> Element:
    spacing = _a(before=style.before, after=style.after)
    spacing |= _a(line=style.exact, lineRule="exact") if style.exact else _a(line=style.line, lineRule="auto")
    parts = [
        *([_E.keepNext()] if style.keep_next else []),
        *([_E.keepLines()] if style.keep_lines else []),
        *([_E.pBdr(_E.top(_a(val="single", sz=6, space=1, color="auto")))] if style.top_line else []),
        _E.spacing(spacing),
        *([_E.ind(_a(left=style.left, firstLine=style.first_line))] if style.first_line or style.left else []),
        _E.jc(_a(val=style.align)),
        *([_E.outlineLvl(_a(val=style.outline))] if style.outline is not None else []),
    ]
    return _E.pPr(*parts)


def _size(points: int) -> list[Element]:
    return [_E.sz(_a(val=2 * points)), _E.szCs(_a(val=2 * points))]


def _settings() -> Element:
    """A soft line break must not stretch the words before it, and Word must not fall back to an older layout."""
    mode = _E.compatSetting(_a(name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15))
    return _E.settings(
        _E.zoom(_a(percent=100)),
        _E.defaultTabStop(_a(val=mm(127))),
        _E.characterSpacingControl(_a(val="doNotCompress")),
        _E.compat(_E.doNotExpandShiftReturn(), mode),
        _E.themeFontLang(_a(val="vi-VN")),
        _E.decimalSymbol(_a(val=",")),
        _E.listSeparator(_a(val=";")),
    )


def _fonts(font: str) -> Element:
    return _E.fonts(_E.font(_a(name=font), _E.charset(_a(val="00")), _E.family(_a(val="roman")), _E.pitch(_a(val="variable"))))


def _relationships(targets: dict[str, tuple[str, str]]) -> bytes:
    make = ElementMaker(namespace=_RELS, nsmap={None: _RELS})
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    rows = (make.Relationship(Id=key, Type=base + kind, Target=target) for key, (kind, target) in targets.items())
    return _xml(make.Relationships(*rows))


def _content_types() -> bytes:
    make = ElementMaker(namespace=_TYPES, nsmap={None: _TYPES})
    kinds = {
        "document": "document.main",
        "styles": "styles",
        "settings": "settings",
        "fontTable": "fontTable",
        "header1": "header",
        "header2": "header",
    }
    overrides = [make.Override(PartName=f"/word/{name}.xml", ContentType=f"{_MIME}{kind}+xml") for name, kind in kinds.items()]
    app = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    return _xml(
        make.Types(
            make.Default(Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml"),
            make.Default(Extension="xml", ContentType="application/xml"),
            *overrides,
            make.Override(PartName="/docProps/app.xml", ContentType=app),
        )
    )


def _app() -> bytes:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    make = ElementMaker(namespace=namespace, nsmap={None: namespace})
    return _xml(make.Properties(make.Application("Microsoft Office Word"), make.AppVersion("16.0000")))
