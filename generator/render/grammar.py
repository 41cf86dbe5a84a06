"""What a tag may say: the name of a field, a loop, a condition. Names are checked against the paper's own type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass
from typing import Any, Final, get_args, get_origin, get_type_hints

from jinja2 import nodes

from generator.fields import Field, LineBelow
from generator.richtext import Text
from generator.vietnamese import nearest

_LEAVES: Final = frozenset({Field, Text, LineBelow})
_LOOP: Final = frozenset({"first", "last"})


@dataclass(frozen=True, slots=True)
class GrammarFault:
    """A tag that says something else; `line` counts lines of the source, `words` is what to look for in it."""

    line: int
    words: str
    message: str
    cure: str


@dataclass(slots=True)
class Reading:
    """What a template says: its faults, the parts of the paper it prints, and the tags that stand for a drawn line."""

    faults: list[GrammarFault] = field(default_factory=list)
    printed: set[tuple[type, str]] = field(default_factory=set)
    """Texts that it prints and lists that it loops over, each with the type that owns it."""
    lines: set[str] = field(default_factory=set)

    def fault(self, node: nodes.Node, words: str, message: str, cure: str) -> None:
        """Note a fault at a node."""
        self.faults.append(GrammarFault(node.lineno, words, message, cure))


class _LoopType:
    """Stands for Jinja's `loop` inside a loop."""


Scope = Mapping[str, tuple[Any, type | None, str]]
"""Name in a template → its type, the type that owns it, and the attribute it is there."""


def read(tree: nodes.Template, paper: type) -> Reading:
    """Check a parsed template against the type of paper it prints."""
    reading = Reading()
    scope = {name: (hint, paper, name) for name, hint in get_type_hints(paper).items()}
    for node in tree.body:
        _statement(node, scope, reading)
    return reading


def _statement(node: nodes.Node, scope: Scope, reading: Reading) -> None:
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                _printed(part, scope, reading)
    elif isinstance(node, nodes.For):
        _loop(node, scope, reading)
    elif isinstance(node, nodes.If):
        _condition(node.test, scope, reading)
        for inner in (*node.body, *node.elif_, *node.else_):
            _statement(inner, scope, reading)
    else:
        _refuse(node, reading)


def _loop(node: nodes.For, scope: Scope, reading: Reading) -> None:
    found = _resolve(node.iter, scope, reading)
    if found is None:
        return
    item = get_args(found[0])[0] if get_origin(found[0]) is tuple else None
    if item is None or node.test or node.recursive or not isinstance(node.target, nodes.Name):
        reading.fault(
            node,
            _dotted(node.iter) or "for",
            "Thẻ for phải lặp trên một danh sách",
            "Viết {%p for x in danh_sách %} với tên danh sách trong bảng tên trường",
        )
        return
    if found[1] is not None:
        reading.printed.add((found[1], found[2]))
    inner = dict(scope) | {node.target.name: (item, None, ""), "loop": (_LoopType, None, "")}
    for child in node.body:
        _statement(child, inner, reading)
    for child in node.else_:  # printed when the list is empty: there is no row then
        _statement(child, scope, reading)


def _printed(node: nodes.Node, scope: Scope, reading: Reading) -> None:
    found = _resolve(node, scope, reading)
    if found is None:
        return
    kind, owner, name = found
    if kind is LineBelow:
        reading.lines.add(_dotted(node))
    elif kind in {Field, Text} and owner is not None:
        reading.printed.add((owner, name))
    else:
        reading.fault(
            node,
            _dotted(node),
            f"“{_dotted(node)}” là một danh sách hoặc điều kiện, không in ra được",
            "Lặp bằng thẻ for, hoặc ghi tên một trường bên trong",
        )


def _condition(node: nodes.Node, scope: Scope, reading: Reading) -> None:
    if isinstance(node, nodes.Not):
        _condition(node.node, scope, reading)
    elif isinstance(node, nodes.And | nodes.Or):
        _condition(node.left, scope, reading)
        _condition(node.right, scope, reading)
    elif isinstance(node, nodes.Compare):
        _condition(node.expr, scope, reading)
        for operand in node.ops:
            if operand.op not in {"eq", "ne"} or not isinstance(operand.expr, nodes.Const):
                _refuse(node, reading)
    else:
        _resolve(node, scope, reading)


def _resolve(node: nodes.Node, scope: Scope, reading: Reading) -> tuple[Any, type | None, str] | None:
    """Type, owner and name of `a` or `a.b`; None after noting a fault."""
    if isinstance(node, nodes.Name):
        if node.name not in scope:
            _unknown(node, node.name, list(scope), reading)
        return scope.get(node.name)
    if isinstance(node, nodes.Getattr):
        owner = _resolve(node.node, scope, reading)
        return _attribute(node, owner[0], reading) if owner else None
    _refuse(node, reading)
    return None


def _attribute(node: nodes.Getattr, owner: Any, reading: Reading) -> tuple[Any, type | None, str] | None:  # noqa: ANN401
    if owner is _LoopType and node.attr in _LOOP:
        return bool, None, ""
    hints = get_type_hints(owner) if is_dataclass(owner) and owner not in _LEAVES else {}
    if node.attr in hints:
        return hints[node.attr], owner if isinstance(owner, type) else None, node.attr
    _unknown(node, _dotted(node), [f"{_dotted(node.node)}.{name}" for name in hints], reading)
    return None


def _unknown(node: nodes.Node, name: str, known: list[str], reading: Reading) -> None:
    near = nearest(name, known)
    cure = f"Có phải “{near}” không? Sửa tên trong thẻ" if near else "Dùng một tên trong bảng tên trường ở README của templates/"
    reading.fault(node, name, f"Không có trường nào tên “{name}”", cure)


def _refuse(node: nodes.Node, reading: Reading) -> None:
    words = next(_names(node), "")
    reading.fault(
        node,
        words,
        "Thẻ chỉ được ghi tên trường, vòng lặp for hoặc điều kiện if",
        "Bỏ hàm, phép tính và bộ lọc; đưa chữ cần in vào sổ Excel",
    )


def _names(node: nodes.Node) -> Iterator[str]:
    yield from (_dotted(found) for found in node.find_all((nodes.Name, nodes.Getattr)))
    yield getattr(node, "name", "")


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    return f"{_dotted(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else ""
