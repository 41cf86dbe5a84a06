"""A small language for tests: a template from lines of text, a paper from a plan, the words of a .docx."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.oxml.text.paragraph import CT_P

from generator import package, render
from generator.blueprint import form, styles
from generator.papers import PlanPaper, plan_paper
from generator.plan import Plan
from generator.wordfile import Document, Paragraph, Part, Row, Table, write

TEMPLATES: Final = Path(__file__).parent.parent / "templates"
PLAN_TEMPLATE: Final = TEMPLATES / "ke-hoach.docx"


def template(path: Path, *lines: str | list[str]) -> Path:
    """A Word template with a paragraph for each line; a list of lines is a one-column table."""
    width = form.PORTRAIT.text_width
    blocks = [
        Paragraph(line, styles.BODY) if isinstance(line, str) else Table((width,), [Row([[Paragraph(cell, styles.CELL)]]) for cell in line])
        for line in lines
    ]
    header = (Paragraph("", styles.PAGE_NUMBER),)
    path.write_bytes(write(Document("Times New Roman", (Part(form.PORTRAIT, blocks),), styles.STYLES, header, header)))
    return path


def with_part(path: Path, name: str, old: str, new: str) -> Path:
    """The same Word file with some XML in one part replaced; the old text must be there."""
    opened = package.open_package(path)
    text = opened.parts[name].data.decode("utf-8")
    assert old in text
    parts = [package.pack(name, text.replace(old, new, 1).encode("utf-8")) if part.name == name else part for part in opened.parts.values()]
    path.write_bytes(package.join(parts))
    return path


def made(plan: Plan, path: Path = PLAN_TEMPLATE, *, draft: int = 1) -> bytes:
    """The .docx of a plan."""
    return render.render(render.load(package.open_package(path), PlanPaper), plan_paper(plan, draft=draft))


def opened(data: bytes) -> WordDocument:
    """The document as python-docx reads it."""
    return docx.Document(io.BytesIO(data))


def words(data: bytes) -> str:
    """All text of the body in reading order, one paragraph or cell a line, white space folded."""
    body = opened(data).element.body
    lines = ["".join(_text(paragraph)) for paragraph in body.iter(f"{{{_W}}}p")]
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _text(paragraph: CT_P) -> list[str]:
    nodes = paragraph.iter(f"{{{_W}}}t", f"{{{_W}}}br")
    return ["\n" if str(node.tag).endswith("}br") else node.text or "" for node in nodes]
