"""Every text that a template may print, worded and with its lasting key: what the plan looks like to a Word template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, TypeVar

from generator import standard, vietnamese
from generator.plan import Plan
from generator.records import Authority, BodyKind, BodyRow, Criterion, LegalBasis, ReformField, Section, Signer, TimeKind, TimeLimit
from generator.richtext import EMPTY, Text

BLANK: Final = Text.of("\u00a0" * 6)
"""Room to write a number, a day or a month by hand on a draft (SO-11); it never breaks over two lines."""

STATUTES: Final = frozenset({"hiến pháp", "luật", "bộ luật", "pháp lệnh"})
"""Documents cited by name and day, without number or issuer (CC-03)."""

FINAL_MARKS: Final = ("./.", ".", ";")

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Field:
    """A text a person may change on the page; `key` names it in workbook, draft, conflict and finding alike.

    `anchor` is the bookmark set around it in the draft, or "" when its row is anchored by another field.
    """

    key: str
    text: Text
    anchor: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to print: a template asks `if parent`."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class LineBelow:
    """The line drawn under a bold text, whose length follows the text (CQ-05, TL-03); `points` is the size of the letters."""

    text: Text
    points: int


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One basis on its own line; `end` is `;`, on the last line `.` (CC-02)."""

    text: Field
    end: Text


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A paragraph of the text; `kind` is heading, subheading, bullet or paragraph, `number` is counted."""

    kind: str
    number: Text
    text: Field


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A row of the annex; `order` restarts in each field."""

    order: Text
    code: Field
    name: Field
    maximum: Field
    score: Field
    lost: Text
    cause: Field
    remedy: Field
    evidence: Field
    lead: Field
    support: Field
    time: Field
    note: Field


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """A field of the index with its criteria, under a Roman numeral."""

    number: Text
    name: Field
    criteria: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """A line of «Nơi nhận»; `end` is `;`, on the last line `.` (NN-02, NN-05)."""

    text: Field
    end: Text


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """The whole plan as a template sees it. Law: what is printed is worded here, never in the template."""

    draft_mark: Text
    parent: Field
    agency: Field
    agency_line: LineBelow
    number: Text
    symbol: Field
    place: Field
    day: Text
    month: Text
    year: Text
    title: Field
    title_line: LineBelow
    bases: tuple[BasisLine, ...]
    body: tuple[BodyLine, ...]
    closing: Field
    recipients: tuple[RecipientLine, ...]
    authority: Field
    position: Field
    signer: Field
    annex_title: Field
    annex_reference: Text
    assessed_year: Text
    groups: tuple[FieldGroup, ...]


def paper(plan: Plan, *, draft: int) -> PlanPaper:
    """Word the plan for print. `draft` is the ordinal shown by the draft mark, when the plan asks for one."""
    facts, agency = plan.facts, plan.agency
    name = Text.of(agency.name).map(str.upper)
    issued = facts.issue_date
    numbered = Text.of(facts.number) if facts.number else BLANK
    year = Text.of(str(plan.paper_date.year if plan.paper_date else facts.action_year))
    date_parts = (Text.of(vietnamese.day(issued)), Text.of(vietnamese.month(issued))) if issued else (BLANK, BLANK)
    symbol = facts.symbol or f"KH-{agency.abbreviation}"
    return PlanPaper(
        draft_mark=Text.of(f"DỰ THẢO LẦN {draft}") if facts.print_draft_mark else EMPTY,
        parent=_anchored("parent", Text.of(agency.parent).map(str.upper)),
        agency=_anchored("agency", name),
        agency_line=LineBelow(name, standard.AGENCY.used),
        number=numbered,
        symbol=_anchored("symbol", Text.of(symbol)),
        place=_anchored("place", Text.of(agency.place)),
        day=date_parts[0],
        month=date_parts[1],
        year=year,
        title=_anchored("title", facts.title),
        title_line=LineBelow(facts.title, standard.SUMMARY.used),
        bases=tuple(_bases(plan)),
        body=tuple(_body(_without_closing(plan))),
        closing=_closing(plan),
        recipients=tuple(_recipients(plan)),
        **_signature(plan.signer),
        annex_title=_anchored("annex_title", facts.annex_title.map(str.upper)),
        annex_reference=_annex_reference(agency.name, symbol, numbered, date_parts, year),
        assessed_year=Text.of(str(facts.assessed_year)),
        groups=tuple(_groups(plan)),
    )


def by_key(printed: PlanPaper) -> dict[str, Text]:
    """All fields of a paper in reading order: the base that an edited draft is compared with."""
    return {field.key: field.text for field in _every_field(printed)}


def _every_field(node: Any) -> Iterator[Field]:  # noqa: ANN401 - a tree of dataclasses and tuples
    if isinstance(node, Field):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _every_field(item)
    elif is_dataclass(node) and not isinstance(node, Text):
        for part in fields(node):
            yield from _every_field(getattr(node, part.name))


def _anchored(key: str, text: Text) -> Field:
    return Field(key, text, anchor_name(key))


def anchor_name(key: str) -> str:
    """Bookmark name of a key: letters, digits and `_`, as Word allows; two keys never share one."""
    return "vb_" + key.replace("-", "__").replace(".", "_").replace("/", "_")


def _bases(plan: Plan) -> Iterator[BasisLine]:
    for last, basis in _with_last(plan.bases):
        yield BasisLine(_anchored(f"basis/{basis.id}", citation(basis)), Text.of("." if last else ";"))


def citation(basis: LegalBasis) -> Text:
    """The full citation: type, number, symbol, day, issuer, subject; of a law the name and the day (CC-03)."""
    head = " ".join(filter(None, (basis.lead, basis.kind)))
    if basis.kind.casefold() in STATUTES:
        parts = [Text.of(head), basis.subject, Text.of(vietnamese.long_date(basis.issued) if basis.issued else "")]
    else:
        number = f"số {basis.number}" if basis.number else ""
        issuer = f"của {basis.issuer}" if basis.issuer else ""
        day = f"ngày {vietnamese.short_date(basis.issued)}" if basis.issued else ""
        parts = [Text.of(" ".join(filter(None, (head, number, day, issuer)))), basis.subject]
    return _spaced(parts).strip(*FINAL_MARKS)


def _spaced(parts: list[Text]) -> Text:
    """The parts that are there, a space between each two."""
    spaced = EMPTY
    for part in filter(None, parts):
        spaced = spaced + Text.of(" ") + part if spaced else part
    return spaced


def _without_closing(plan: Plan) -> tuple[BodyRow, ...]:
    closing = _closing_row(plan)
    return tuple(row for row in plan.body if row is not closing)


def _closing_row(plan: Plan) -> BodyRow | None:
    return next((row for row in reversed(plan.body) if row.section is Section.CLOSING), None)


def _closing(plan: Plan) -> Field:
    row = _closing_row(plan)
    if row is not None:
        return _anchored(f"body/{row.id}", row.text.map(vietnamese.prose).strip(*FINAL_MARKS))
    title = plan.facts.title.plain
    words = f"Trên đây là Kế hoạch {title[:1].lower()}{title[1:]} của {plan.agency.name}"
    return _anchored("closing", Text.of(words).strip(*FINAL_MARKS))


_KINDS: Final = {
    BodyKind.HEADING: "heading",
    BodyKind.SUBHEADING: "subheading",
    BodyKind.BULLET: "bullet",
    BodyKind.PARAGRAPH: "paragraph",
}


def _body(rows: tuple[BodyRow, ...]) -> Iterator[BodyLine]:
    headings = subheadings = 0
    for row in rows:
        number, text = EMPTY, row.text.map(vietnamese.prose)
        if row.kind is BodyKind.HEADING:
            headings, subheadings = headings + 1, 0
            number, text = Text.of(vietnamese.roman(headings)), text.map(str.upper)
        elif row.kind is BodyKind.SUBHEADING:
            subheadings += 1
            number = Text.of(str(subheadings))
        yield BodyLine(_KINDS[row.kind], number, _anchored(f"body/{row.id}", text))


def _recipients(plan: Plan) -> Iterator[RecipientLine]:
    for last, recipient in _with_last(plan.recipients):
        text = _anchored(f"recipient/{recipient.id}", Text.of(recipient.name))
        yield RecipientLine(text, Text.of("." if last else ";"))


def _signature(signer: Signer | None) -> dict[str, Field]:
    authority, position = _authority_lines(signer) if signer else ("", "")
    return {
        "authority": _anchored("authority", Text.of(authority).map(str.upper)),
        "position": _anchored("position", Text.of(position).map(str.upper)),
        "signer": _anchored("signer", Text.of(signer.name if signer else "")),
    }


def _authority_lines(signer: Signer) -> tuple[str, str]:
    """KY-03: the authority on a line of its own with the title of the head, the signer's own title below."""
    if signer.authority is Authority.NONE:
        return "", signer.position
    if signer.authority is Authority.Q:
        return "", f"{signer.authority} {signer.on_behalf_of or signer.position}"
    return f"{signer.authority} {signer.on_behalf_of}".strip(), signer.position


def _annex_reference(agency: str, symbol: str, number: Text, day: tuple[Text, Text], year: Text) -> Text:
    """PLU-04, PLU-05: number, symbol, date and issuer of the paper the annex belongs to."""
    return Text.of(f"(Kèm theo Kế hoạch số {number}/{symbol} ngày {day[0]} tháng {day[1]} năm {year} của {agency})")


def _groups(plan: Plan) -> Iterator[FieldGroup]:
    for field in plan.fields:
        rows = [row for row in plan.criteria if row.field == field.id]
        if rows:
            lines = (_criterion(plan, order, row) for order, row in enumerate(rows, start=1))
            yield FieldGroup(Text.of(_field_number(field)), _anchored(f"field/{field.id}", _field_name(field)), tuple(lines))


def _field_number(field: ReformField) -> str:
    return vietnamese.roman(int(field.id)) if field.id.isdecimal() and int(field.id) else field.id


def _field_name(field: ReformField) -> Text:
    return Text.of(field.name.upper())


def _criterion(plan: Plan, order: int, row: Criterion) -> CriterionLine:
    key = f"criterion/{row.id}"
    return CriterionLine(
        order=Text.of(str(order)),
        code=Field(f"{key}/code", Text.of(row.code)),
        name=Field(f"{key}/name", row.name, anchor_name(key)),
        maximum=Field(f"{key}/maximum", Text.of(vietnamese.decimal(row.maximum))),
        score=Field(f"{key}/score", Text.of(vietnamese.decimal(row.score))),
        lost=Text.of(vietnamese.decimal(row.lost)),
        cause=Field(f"{key}/cause", row.cause.map(vietnamese.prose)),
        remedy=Field(f"{key}/remedy", row.remedy.map(vietnamese.prose)),
        evidence=Field(f"{key}/evidence", row.evidence),
        lead=Field(f"{key}/lead", Text.of(plan.unit(row.lead).printed)),
        support=Field(f"{key}/support", Text.of("; ".join(plan.unit(code).printed for code in row.support))),
        time=Field(f"{key}/time", Text.of(time_words(row.time))),
        note=Field(f"{key}/note", row.printed_note),
    )


def time_words(time: TimeLimit) -> str:
    """`30/9/2025`, `Quý IV năm 2025`, `Năm 2025` or `Thường xuyên`."""
    if time.kind is TimeKind.DAY and time.day:
        return vietnamese.short_date(time.day)
    if time.kind is TimeKind.QUARTER and time.quarter:
        return f"Quý {vietnamese.roman(time.quarter)} năm {time.year}"
    if time.kind is TimeKind.YEAR:
        return f"Năm {time.year}"
    return str(TimeKind.ONGOING)


def _with_last(rows: tuple[_Row, ...]) -> Iterator[tuple[bool, _Row]]:
    for index, row in enumerate(rows, start=1):
        yield index == len(rows), row
