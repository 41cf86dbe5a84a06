"""A Word template made ready once: looked over, its tags checked, compiled, and kept by the hash of its bytes."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_type_hints

import jinja2

from generator.errors import InputRefusedError, Place, Problem, Severity
from generator.package import Package, Part
from generator.render import grammar, program, proofs, runs, tags

_RENDERED: Final = re.compile(r"^word/(?:document|header\d*|footer\d*)\.xml$")
_LOOKED_AT: Final = re.compile(r"^(?:word/[^/]+|docProps/[^/]+)\.xml$")
_PARAGRAPH_START: Final = re.compile(r"<w:p(?=[ >])")
_IDENTITIES: Final = re.compile(r' (?:w14:paraId|w14:textId|w:rsid\w*)="[^"]*"')
"""Numbers that Word gives each paragraph: repeated by a loop they would no longer be unique."""
_CELL_GAP: Final = re.compile(r"\s+(?=</w:tc>)")


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready to print any number of papers of one type."""

    parts: tuple[Part, ...]
    programs: Mapping[str, program.Program]
    reader: proofs.Reader
    problems: tuple[Problem, ...]


_KEPT: Final[dict[tuple[str, type], Template]] = {}
_KEPT_AT_MOST: Final = 16


def load(package: Package, paper: type) -> Template:
    """Make a template ready for a type of paper. Raises InputRefusedError with every fault of the template at once."""
    key = (package.source.sha256, paper)
    if key not in _KEPT:
        while len(_KEPT) >= _KEPT_AT_MOST:
            _KEPT.pop(next(iter(_KEPT)))
        _KEPT[key] = _make(package, paper)
    return _KEPT[key]


def _make(package: Package, paper: type) -> Template:
    file = package.place.file
    sources = {name: part.data for name, part in package.parts.items() if _RENDERED.match(name)}
    problems = [problem for name, xml in sources.items() for problem in tags.lint(file, name, xml)]
    problems += _tags_elsewhere(file, package)
    if problems:
        raise InputRefusedError(*problems)
    environment = jinja2.Environment(autoescape=False)  # noqa: S701 - it only reads: `program` writes no value that `words` did not escape
    programs: dict[str, program.Program] = {}
    printed: set[tuple[type, str]] = set()
    for name, xml in sources.items():
        source = _source(xml.decode("utf-8-sig"))
        reading = _read(file, environment, source, paper, problems)
        printed |= reading.printed
        if not problems and "{" in source:
            programs |= _programs(name, environment.parse(runs.spread(source, reading.lines)), Place(file, name), problems)
    if problems:
        raise InputRefusedError(*problems)
    return Template(
        tuple(package.parts.values()), programs, proofs.reader(paper, frozenset(printed)), tuple(_never_printed(file, paper, printed))
    )


def _programs(name: str, tree: jinja2.nodes.Template, place: Place, problems: list[Problem]) -> dict[str, program.Program]:
    try:
        return {name: program.compiled(program.written(tree))}
    except SyntaxError:  # Python takes twenty loops inside one another
        problems.append(Problem("MAU-14", "Mẫu có quá nhiều vòng lặp nằm trong nhau", "Bớt thẻ for lồng trong thẻ for khác", place))
        return {}


def _source(xml: str) -> str:
    """The part's XML as Jinja source, each paragraph on a line of its own; the dialect of tags is docxtpl's."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - slow to import, and needed only for a template not seen before

    lined = _PARAGRAPH_START.sub("\n<w:p", _CELL_GAP.sub("", _IDENTITIES.sub("", xml)))
    patched: str = DocxTemplate.patch_xml(None, lined)
    return tags.TAG.sub(lambda tag: tag.group().replace("&quot;", '"').replace("&apos;", "'"), patched)


def _read(file: str, environment: jinja2.Environment, source: str, paper: type, problems: list[Problem]) -> grammar.Reading:
    try:
        reading = grammar.read(environment.parse(source), paper)
    except jinja2.TemplateSyntaxError as error:
        problems.append(_syntax_problem(file, source, error))
        return grammar.Reading()
    for fault in reading.faults:
        tag, paragraph = _where(source, fault.line, fault.words)
        problems.append(Problem("MAU-10", f"Thẻ {tag}: {fault.message}", fault.cure, Place(file, paragraph=paragraph)))
    return reading


def _syntax_problem(file: str, source: str, error: jinja2.TemplateSyntaxError) -> Problem:
    tag, paragraph = _where(source, error.lineno, "")
    if "end of template" in str(error):
        return Problem(
            "MAU-11",
            "Thiếu thẻ kết thúc {%p endfor %} hoặc {%p endif %}",
            "Thêm thẻ kết thúc cho mỗi thẻ for, if",
            Place(file, paragraph=paragraph),
        )
    return Problem(
        "MAU-12", f"Thẻ {tag} viết sai", "Xem lại cách viết thẻ, mỗi thẻ {%tr … %} ở một hàng riêng", Place(file, paragraph=paragraph)
    )


def _where(source: str, line: int, sought: str) -> tuple[str, str]:
    """The tag on a line of the source that holds the words sought, and the line's text."""
    lines = source.split("\n")
    text = html.unescape(re.sub(r"<[^>]*>", "", lines[min(line, len(lines)) - 1]))
    found = tags.TAG.findall(text)
    tag = next((tag for tag in found if sought and sought in tag), found[-1] if found else "")
    return " ".join(tag.split()), " ".join(text.split())[: tags.SHOWN]


def _tags_elsewhere(file: str, package: Package) -> list[Problem]:
    """Tags in notes, comments and document properties would stay as they are, or be run in the wrong place."""
    return [
        Problem(
            "MAU-13",
            "Có thẻ trong chú thích, nhận xét hoặc thuộc tính của mẫu",
            "Đưa thẻ ra phần thân, đầu trang hoặc chân trang",
            Place(file, name),
        )
        for name, part in package.parts.items()
        if _LOOKED_AT.match(name) and not _RENDERED.match(name) and (b"{{" in part.data or b"{%" in part.data)
    ]


REQUIRED: Final = ("agency", "number", "symbol", "place", "title", "closing", "position", "signer")
"""Parts without which a paper can't be issued: a template that lacks one is warned about."""


def _never_printed(file: str, paper: type, printed: set[tuple[type, str]]) -> list[Problem]:
    return [
        Problem(
            "MAU-20", f"Mẫu không in trường “{name}”", f"Thêm thẻ {{{{ {name} }}}} nếu văn bản cần phần này", Place(file), Severity.WARNING
        )
        for name in REQUIRED
        if name in get_type_hints(paper) and (paper, name) not in printed
    ]
