"""A Word template looked over, its tags checked and translated."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import jinja2

from generator.errors import InputRefusedError, Place, Problem
from generator.outside_references import Outside, outside_references
from generator.package import Package
from generator.render import grammar, program, runs, tags
from generator.render.code import Source, compiled
from generator.vietnamese import shortened

_RENDERED: Final = re.compile(r"^word/(?:document|header\d*|footer\d*)\.xml$")
_LOOKED_AT: Final = re.compile(r"^(?:word/[^/]+|docProps/[^/]+)\.xml$")
_PARAGRAPH_START: Final = re.compile(r"<w:p(?=[ >])")
_IDENTITIES: Final = re.compile(r' (?:w14:paraId|w14:textId|w:rsid\w*)="[^"]*"')
"""Numbers that Word gives each paragraph: repeated by a loop they would no longer be unique."""
_CELL_GAP: Final = re.compile(r"\s+(?=</w:tc>)")


@dataclass(frozen=True, slots=True)
class Made:
    """What a template says: the program of each part that has tags, and what of its paper it prints."""

    sources: Mapping[str, Source]
    printed: frozenset[tuple[type, str]]


def make(package: Package, paper: type) -> Made:
    """Look a template over and translate it. Raises InputRefusedError with every fault of the template at once."""
    try:
        return _made(package, paper)
    except RecursionError:
        message, cure = "Mẫu có điều kiện dài quá hoặc có quá nhiều ngoặc lồng nhau", "Viết điều kiện trong thẻ if ngắn lại"
        raise InputRefusedError(Problem("MAU-16", message, cure, Place(package.place.file))) from None


def _made(package: Package, paper: type) -> Made:
    file = package.place.file
    sources = {name: part.data for name, part in package.parts.items() if _RENDERED.match(name)}
    problems = [problem for name, xml in sources.items() for problem in tags.lint(file, name, xml)]
    problems += _tags_elsewhere(file, package)
    problems += _leading_out(package)
    if problems:
        raise InputRefusedError(*problems)
    environment = jinja2.Environment(autoescape=False)  # noqa: S701 - it only reads: `program` writes no value that `words` did not escape
    programs: dict[str, Source] = {}
    printed: set[tuple[type, str]] = set()
    for name, xml in sources.items():
        source = _source(xml.decode("utf-8-sig"))
        reading = _read(file, environment, source, paper, problems)
        printed |= reading.printed
        if not problems and "{" in source:
            programs |= _programs(name, environment.parse(runs.spread(source, reading.lines)), Place(file, name), problems)
    if problems:
        raise InputRefusedError(*problems)
    return Made(programs, frozenset(printed))


def _leading_out(package: Package) -> list[Problem]:
    """What every paper printed from the template would fetch or run."""
    found = [row for row in outside_references(package) if row.kind is not Outside.TEMPLATE]
    cure = "Mở mẫu trong Word, cắt liên kết (Break Link, hoặc chọn trường rồi bấm Ctrl+Shift+F9), rồi lưu lại"
    return [Problem("MAU-15", f"Mẫu có {row.kind}: {shortened(row.target, tags.SHOWN)}", cure, Place(package.place.file)) for row in found]


def _programs(name: str, tree: jinja2.nodes.Template, place: Place, problems: list[Problem]) -> dict[str, Source]:
    source = program.written(tree)
    try:
        compiled(source)
    except SyntaxError:  # Python takes twenty loops inside one another
        problems.append(Problem("MAU-14", "Mẫu có quá nhiều vòng lặp nằm trong nhau", "Bớt thẻ for lồng trong thẻ for khác", place))
        return {}
    return {name: source}


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
