"""What is proved once for each template: whatever its loops and conditions do, a part comes out as sound XML with sound cells.

Sound content put where content may stand leaves a document sound. So it is enough that the part without its statements is sound, that the
body of each loop and each branch is sound by itself, and that every statement and every value stands where content may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.parsers import expat

from jinja2 import nodes

_HERE: Final = "<here/>"
"""An element put in place of each statement and value; in a comment or an attribute it would not be met as one."""
_PARAGRAPHS: Final = "<paragraphs/>"
"""The same for a statement that can only add paragraphs at its end, or nothing."""
_ENDS_OPEN: Final = re.compile(r"(?<!</w:p>)(?<!<w:p/>)</w:tc>|</w:tblGrid>\s*(?:<here/>\s*)*</w:tbl>")
"""A cell that does not end in a paragraph, or that may not; a table without a row, or that may come out so."""
_OWN_NUMBERS: Final = re.compile(r"<w:bookmarkStart |<wp:docPr ")


def settled(tree: nodes.Template, samples: Iterable[str]) -> bool:
    """Whether everything a template can do wrong in a part is ruled out; `samples` are what may be printed for a value.

    Where it is not, because the two halves of a paragraph stand in two branches, a cell holds nothing but a loop, or the
    template has bookmarks or drawings of its own, the same is proved on every document instead.
    """
    bodies = ["".join(map(_shown, tree.body)), *(f"<x>{body}</x>" for body in (*_bodies(tree), *samples))]
    return all(_sound(body) and not _ENDS_OPEN.search(_short(body)) and not _OWN_NUMBERS.search(body) for body in bodies)


def _bodies(tree: nodes.Template) -> Iterator[str]:
    """The body of every loop and branch at any depth."""
    statements: list[nodes.For | nodes.If] = [*tree.find_all(nodes.For), *tree.find_all(nodes.If)]
    for statement in statements:
        yield from _branches(statement)


def _branches(statement: nodes.For | nodes.If) -> Iterator[str]:
    yield "".join(map(_shown, statement.body))
    if isinstance(statement, nodes.If):
        for other in statement.elif_:
            yield from _branches(other)
    yield "".join(map(_shown, statement.else_))


def _shown(node: nodes.Node) -> str:
    if isinstance(node, nodes.For | nodes.If):
        return _PARAGRAPHS if all(_short(body).endswith(("</w:p>", "<w:p/>")) or not body for body in _branches(node)) else _HERE
    return "".join([_part(part) for part in node.nodes]) if isinstance(node, nodes.Output) else _HERE


def _part(node: nodes.Node) -> str:
    if isinstance(node, nodes.TemplateData):
        return node.data
    # an indent is a number and stands in an attribute
    return "0" if isinstance(node, nodes.Filter) and node.name == "side" else _HERE


def _short(body: str) -> str:
    """Without the statements that change nothing about how what stands before them ends."""
    return body.replace(_PARAGRAPHS, "")


def _sound(xml: str) -> bool:
    met: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: met.append(f"<{name}/>")
    try:
        parser.Parse(xml.encode("utf-8"), True)  # noqa: FBT003 - expat takes it by position
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return all(met.count(mark) == xml.count(mark) for mark in (_HERE, _PARAGRAPHS))
