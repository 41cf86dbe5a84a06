"""One annexed document described once, and its template in the language of every engine: only the tags differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.blueprint import styles
from generator.blueprint.form import LANDSCAPE, LEFT_BLOCK, PORTRAIT, RIGHT_BLOCK, assembled
from generator.measure import mm
from generator.wordfile import Paragraph, Part, Row, Style, Table

COLUMNS: Final = ("order", "name", "maximum", "score", "remedy", "lead", "support", "time")
_HEADINGS: Final = ("STT", "Tiêu chí", "Điểm tối đa", "Kết quả", "Giải pháp", "Chủ trì", "Phối hợp", "Thời gian")
_WIDTHS: Final = tuple(mm(tenths) for tenths in (110, 640, 150, 150, 690, 270, 260, 250))


@dataclass(frozen=True, slots=True)
class Language:
    """How an engine writes a value, paragraphs repeated for a list, and rows of groups with their criteria."""

    value: Callable[[str], str]
    each: Callable[[str, Style], list[Paragraph]]
    rows: Callable[[], list[Row]]


def template(language: Language) -> bytes:
    """The document as a template of one engine, as .docx bytes."""
    one = language.value
    left = [Paragraph(one("parent"), styles.PARENT), Paragraph(one("agency"), styles.AGENCY)]
    right = [Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", styles.NATIONAL), Paragraph("Độc lập - Tự do - Hạnh phúc", styles.MOTTO)]
    number = [Paragraph(f"Số: {one('number')}/{one('symbol')}", styles.NUMBER)]
    day = [Paragraph(f"{one('place')}, ngày {one('day')} tháng {one('month')} năm {one('year')}", styles.PLACE_DATE)]
    main: list[Paragraph | Table] = [
        Table((LEFT_BLOCK, RIGHT_BLOCK), (Row((left, right)), Row((number, day))), framed=False),
        Paragraph("KẾ HOẠCH", styles.TYPE_NAME),
        Paragraph(one("title"), styles.SUMMARY),
        *language.each("bases", styles.BASIS),
        *language.each("body", styles.BODY),
        Paragraph(f"{one('closing')}./.", styles.CLOSING),
        *language.each("recipients", styles.RECIPIENTS),
        Paragraph(one("position"), styles.POSITION),
        Paragraph(one("signer"), styles.SIGNER),
    ]
    heading = Row([[Paragraph(words, styles.CELL_HEAD)] for words in _HEADINGS], heading=True)
    annex: list[Paragraph | Table] = [
        Paragraph("Phụ lục", styles.ANNEX_LABEL),
        Paragraph(one("annex_title"), styles.ANNEX_TITLE),
        Table(_WIDTHS, [heading, *language.rows()], gutter=mm(10)),
        Paragraph("./.", styles.ANNEX_END),
    ]
    return assembled(Part(PORTRAIT, main), Part(LANDSCAPE, annex))


def _group(number: str, name: str) -> Row:
    cells = [[Paragraph(number, styles.CELL_GROUP_NUMBER)], [Paragraph(name, styles.CELL_GROUP)]]
    return Row(cells, spans=(1, len(COLUMNS) - 1))


def _criterion(tags: Sequence[str]) -> Row:
    return Row([[Paragraph(tag, styles.CELL)] for tag in tags])


def _alone(tag: str) -> Row:
    return Row([[Paragraph(tag, styles.CELL)]], spans=(len(COLUMNS),))


def _jinja_each(name: str, style: Style) -> list[Paragraph]:
    return [Paragraph(words, style) for words in (f"{{%p for row in {name} %}}", "{{ row.text }}", "{%p endfor %}")]


def _jinja_rows() -> list[Row]:
    criterion = _criterion([f"{{{{ c.{column} }}}}" for column in COLUMNS])
    ends = [_alone("{%tr endfor %}"), _alone("{%tr endfor %}")]
    loops = [_alone("{%tr for g in groups %}"), _group("{{ g.number }}", "{{ g.name }}"), _alone("{%tr for c in g.criteria %}")]
    return [*loops, criterion, *ends]


def _section_each(name: str, style: Style) -> list[Paragraph]:
    return [Paragraph(words, style) for words in (f"{{#{name}}}", "{text}", f"{{/{name}}}")]


def _looping_each(name: str, style: Style) -> list[Paragraph]:
    return [Paragraph(f'{{#{name} [loopOver: "paragraph"]}}{{text}}{{/{name}}}', style)]


def _section_rows() -> list[Row]:
    first, *middle, last = (f"{{{column}}}" for column in COLUMNS)
    return [_group("{#groups}{number}", "{name}"), _criterion([f"{{#criteria}}{first}", *middle, f"{last}{{/criteria}}{{/groups}}"])]


def _indexed_each(name: str, style: Style) -> list[Paragraph]:
    return [Paragraph(f"{{d.{name}[{index}].text}}", style) for index in ("i", "i+1")]


def _indexed_rows() -> list[Row]:
    rows = [_criterion([f"{{d.groups[i].criteria[{index}].{column}}}" for column in COLUMNS]) for index in ("i", "i+1")]
    return [_group("{d.groups[i].number}", "{d.groups[i].name}"), *rows, _group("{d.groups[i+1].number}", "{d.groups[i+1].name}")]


JINJA: Final = Language(lambda name: f"{{{{ {name} }}}}", _jinja_each, _jinja_rows)
DOCXTEMPLATER: Final = Language(lambda name: f"{{{name}}}", _section_each, _section_rows)
EASY: Final = Language(lambda name: f"{{{name}}}", _looping_each, _section_rows)
CARBONE: Final = Language(lambda name: f"{{d.{name}}}", _indexed_each, _indexed_rows)
