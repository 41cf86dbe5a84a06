"""What every paper has: letterhead above, recipients and signature below, worded once for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import standard, vietnamese
from generator.fields import BLANK, Field, LineBelow, with_last
from generator.records import Agency, Authority, Recipient, Signer
from generator.richtext import Text


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """A line of «Nơi nhận»; `end` is `;`, on the last line `.` (NN-02, NN-05)."""

    text: Field
    end: Text


@dataclass(frozen=True, slots=True)
class Paper:
    """The parts of the decree's form that are the same in each type of document (ô số 2, 3, 4, 7, 9b)."""

    parent: Field
    agency: Field
    agency_line: LineBelow
    number: Text
    symbol: Field
    place: Field
    day: Text
    month: Text
    year: Text
    recipients: tuple[RecipientLine, ...]
    authority: Field
    position: Field
    signer: Field


@dataclass(frozen=True, slots=True)
class Issue:
    """Number, symbol and day of a paper; blank until it is issued (SO-10, SO-11). `year` is printed even on a draft."""

    symbol: str
    year: int
    number: str = ""
    day: date | None = None


def common_parts(agency: Agency, issue: Issue, recipients: tuple[Recipient, ...], signer: Signer | None) -> Paper:
    """Letterhead, recipients and signature, worded for print."""
    name = Text.of(agency.name).map(str.upper)
    authority, position = authority_lines(signer) if signer else ("", "")
    return Paper(
        parent=Field("parent", Text.of(agency.parent).map(str.upper)),
        agency=Field("agency", name),
        agency_line=LineBelow(name, standard.AGENCY.used),
        number=Text.of(issue.number) if issue.number else BLANK,
        symbol=Field("symbol", Text.of(issue.symbol)),
        place=Field("place", Text.of(agency.place)),
        day=Text.of(vietnamese.day(issue.day)) if issue.day else BLANK,
        month=Text.of(vietnamese.month(issue.day)) if issue.day else BLANK,
        year=Text.of(str(issue.day.year if issue.day else issue.year)),
        recipients=tuple(_recipient_lines(recipients)),
        authority=Field("authority", Text.of(authority).map(str.upper)),
        position=Field("position", Text.of(position).map(str.upper)),
        signer=Field("signer", Text.of(signer.name if signer else "")),
    )


def _recipient_lines(recipients: tuple[Recipient, ...]) -> Iterator[RecipientLine]:
    for last, recipient in with_last(recipients):
        text = Field(f"recipient/{recipient.id}", Text.of(recipient.name))
        yield RecipientLine(text, Text.of("." if last else ";"))


def authority_lines(signer: Signer) -> tuple[str, str]:
    """KY-03: the authority on a line of its own with the title of the head, the signer's own title below."""
    if signer.authority is Authority.NONE:
        return "", signer.position
    if signer.authority is Authority.Q:
        return "", f"{signer.authority} {signer.on_behalf_of or signer.position}"
    return f"{signer.authority} {signer.on_behalf_of}".strip(), signer.position
