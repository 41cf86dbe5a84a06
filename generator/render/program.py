"""A template's tags as a Python function that yields the part's XML piece by piece; only what `grammar` lets through can become code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from jinja2 import nodes

from generator.render.code import Source
from generator.render.settled import settled
from generator.render.words import Letters

_COMPARISONS: Final = {"eq": "==", "ne": "!="}
_Scope = Mapping[str, str]
"""Name of a loop's row in the template → the variable that holds it."""


def written(tree: nodes.Template) -> Source:
    """The program of a part whose names were checked by `grammar` and whose tags `runs` took apart."""
    writer = _Writer()
    writer.block(tree.body, {}, 1)
    letters = tuple(writer.letters)
    given = f" {', '.join(f'L{number}' for number in range(len(letters)))}, = letters\n" if letters else ""
    code = f"def pieces(paper, words, side):\n{given}{writer.code} yield ''\n"
    return Source(code, letters, settled(tree, [sample for inner in letters for sample in Letters(inner).samples()]))


@dataclass(slots=True)
class _Writer:
    letters: dict[str, int] = field(default_factory=dict)
    code: str = ""

    def block(self, body: Iterable[nodes.Node], scope: _Scope, depth: int) -> None:
        """Statements one after the other; text and tags that follow each other become one piece."""
        piece = ""
        for node in body:
            if isinstance(node, nodes.Output):
                piece += "".join([self.printed(part, scope) for part in node.nodes])
                continue
            self.piece(piece, depth)
            piece = ""
            if isinstance(node, nodes.For):
                self.loop(node, scope, depth)
            elif isinstance(node, nodes.If):
                self.condition(node, scope, depth)
            else:
                raise TypeError(node)
        self.piece(piece, depth)

    def line(self, words: str, depth: int) -> None:
        self.code += " " * depth + words + "\n"

    def piece(self, piece: str, depth: int) -> None:
        self.line(f"yield f'{piece}'" if piece else "pass", depth)

    def loop(self, node: nodes.For, scope: _Scope, depth: int) -> None:
        rows, target = _name(node.iter, scope), node.target
        if not isinstance(target, nodes.Name):
            raise TypeError(node)
        inner = {**scope, target.name: f"v{depth}", "loop": f"{depth}"}
        if any(name.name == "loop" for name in node.find_all(nodes.Name)):
            self.line(f"n{depth} = len({rows}) - 1", depth)
            self.line(f"for i{depth}, v{depth} in enumerate({rows}):", depth)
        else:
            self.line(f"for v{depth} in {rows}:", depth)
        self.block(node.body, inner, depth + 1)
        if node.else_:
            self.line(f"if not {rows}:", depth)
            self.block(node.else_, scope, depth + 1)

    def condition(self, node: nodes.If, scope: _Scope, depth: int) -> None:
        for word, branch in (("if", node), *(("elif", other) for other in node.elif_)):
            self.line(f"{word} {_test(branch.test, scope)}:", depth)
            self.block(branch.body, scope, depth + 1)
        if node.else_:
            self.line("else:", depth)
            self.block(node.else_, scope, depth + 1)

    def printed(self, node: nodes.Node, scope: _Scope) -> str:
        """What stands inside the f-string for text of the template or for a tag."""
        if isinstance(node, nodes.TemplateData):
            return _quoted(node.data).replace("{", "{{").replace("}", "}}")
        if not isinstance(node, nodes.Filter) or node.node is None or len(node.args) != 1 or not isinstance(node.args[0], nodes.Const):
            raise TypeError(node)
        argument = node.args[0].value
        if node.name == "words" and isinstance(argument, str):
            return f"{{words({_name(node.node, scope)}, L{self.letters.setdefault(argument, len(self.letters))})}}"
        if node.name == "side" and isinstance(argument, int):
            return f"{{side({_name(node.node, scope)}, {argument})}}"
        raise TypeError(node)


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace("'", "\\'").replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0")


def _name(node: nodes.Node, scope: _Scope) -> str:
    if isinstance(node, nodes.Name):
        return scope.get(node.name) or f"paper.{_plain(node.name)}"
    if isinstance(node, nodes.Getattr):
        return f"{_name(node.node, scope)}.{_plain(node.attr)}"
    raise TypeError(node)


def _plain(name: str) -> str:
    if not name.isidentifier() or name.startswith("_"):
        raise TypeError(name)
    return name


def _test(node: nodes.Node, scope: _Scope) -> str:
    if isinstance(node, nodes.Not):
        return f"(not {_test(node.node, scope)})"
    if isinstance(node, nodes.And | nodes.Or):
        word = "and" if isinstance(node, nodes.And) else "or"
        return f"({_test(node.left, scope)} {word} {_test(node.right, scope)})"
    if isinstance(node, nodes.Compare):
        return f"({_test(node.expr, scope)}{''.join(_compared(operand) for operand in node.ops)})"
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == "loop" and "loop" in scope:
        return f"(i{scope['loop']} == {'0' if node.attr == 'first' else 'n' + scope['loop']})"
    return "True" if isinstance(node, nodes.Name) and node.name == "loop" and "loop" in scope else _name(node, scope)


def _compared(operand: nodes.Operand) -> str:
    value = operand.expr
    if not isinstance(value, nodes.Const):
        raise TypeError(operand)
    words = f"'{_quoted(value.value)}'" if isinstance(value.value, str) else f"float('{value.value}')"
    return f" {_COMPARISONS[operand.op]} {words if isinstance(value.value, str | float) else repr(value.value)}"
