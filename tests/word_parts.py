"""Word files for tests in a few words: the parts of a package from the XML that matters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.formatting import Document, Paragraph, Run, read_document

_SPACES: Final = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
NONE: Final[Mapping[str, bytes]] = {}


def part(name: str, inner: str) -> bytes:
    """A part with a root of Word's own namespace."""
    return f"<w:{name} {_SPACES}>{inner}</w:{name}>".encode()


def theme(major: str, minor: str) -> bytes:
    """A theme with two families."""
    fonts = "".join(f'<a:{kind}Font><a:latin typeface="{name}"/></a:{kind}Font>' for kind, name in (("major", major), ("minor", minor)))
    return f"<a:theme {_SPACES}>{fonts}</a:theme>".encode()


def relations(**targets: str) -> bytes:
    """Relations of the main part."""
    rows = "".join(f'<Relationship Id="{key}" Type="t" Target="{target}"/>' for key, target in targets.items())
    return f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'.encode()


def parts(body: str, *, styles: str = "", numbering: str = "", others: Mapping[str, bytes] = NONE) -> dict[str, bytes]:
    """A package."""
    made = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    said = {name: inner for name, inner in (("styles", styles), ("numbering", numbering)) if inner}
    return made | {f"word/{name}.xml": part(name, inner) for name, inner in said.items()} | dict(others)


def document(body: str, *, styles: str = "", numbering: str = "", others: Mapping[str, bytes] = NONE) -> Document:
    """The document as it reads."""
    return read_document(parts(body, styles=styles, numbering=numbering, others=others))


def read(body: str, *, styles: str = "", numbering: str = "", others: Mapping[str, bytes] = NONE) -> list[Paragraph]:
    """Its paragraphs."""
    return list(document(body, styles=styles, numbering=numbering, others=others).paragraphs())


def run(run_properties: str = "", words: str = "chữ", *, paragraph: str = "", styles: str = "", others: Mapping[str, bytes] = NONE) -> Run:
    """The first run of a document of one."""
    return read(p(words, paragraph, run_properties), styles=styles, others=others)[0].runs[0]


def p(words: str = "", paragraph: str = "", run_properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{paragraph}</w:pPr>{r(words, run_properties)}</w:p>"


def r(words: str, run_properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{run_properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def style(name: str, inner: str, *, kind: str = "paragraph", based_on: str = "", default: bool = False) -> str:
    """A style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{mark}><w:name w:val="{name}"/>{base}{inner}</w:style>'


def defaults(letters: str = "", spacing: str = "") -> str:
    """Document defaults."""
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{letters}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{spacing}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def v(**attributes: object) -> str:
    """Attributes of Word's namespace."""
    return " ".join(f'w:{name}="{value}"' for name, value in attributes.items())


def table(*rows: str, properties: str = "") -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells, each made of its blocks."""
    return f"<w:tr>{properties}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def listed(words: str, level: int | str = 0, number: int | str = 1) -> str:
    """A paragraph in a list."""
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at: int, text: str, digits: str = "decimal", inner: str = "") -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{digits}"/>{inner}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(*levels: str, overrides: str = "") -> str:
    """One definition and two lists on it; the second one with overrides."""
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


def drawing(inner: str, width: int = 635_000, height: int = 635_000) -> str:
    """A DrawingML shape."""
    return (
        f'<w:drawing><wp:anchor><wp:extent cx="{width}" cy="{height}"/><a:graphic><a:graphicData><wps:wsp>{inner}</wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def box(inner: str) -> str:
    """A DrawingML shape with words."""
    return drawing(f"<wps:spPr/><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>")
