"""A Word file to type in for a type of document, with the agency of a workbook or with blanks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from generator import files
from generator.actions.outcome import Outcome
from generator.blueprint import Issuer, typing_templates
from generator.document_types import COPIES, EVERY, DocumentType, meant_by, nearest
from generator.errors import InputRefusedError, Problem
from generator.papers.agency_names import agency_on, signer_on
from generator.papers.common import authority_lines
from generator.plan import Plan
from generator.records import Agency, Authority, Signer
from generator.workbook import read_plan_book

_CURE: Final = "Gõ vanban template để xem tên và chữ viết tắt của các loại văn bản"


def make_template(words: str, out: Path, today: date, workbook: Path | None = None) -> Outcome:
    """Write the template of the type that `words` name into folder `out`, dated in the year of `today`.

    A file that is there and says something else stays; the new one gets the next number. Raises InputRefusedError when the words name no
    type or several, and when the workbook can't be read.
    """
    kind = type_named(words)
    issuer = issuer_on(read_plan_book(workbook).plan, today) if workbook else Issuer()
    made = typing_templates(kind, issuer, today.year)
    paths = tuple(files.write_beside(out / f"mau-{kind.slug}{end}.docx", data) for end, data in made.items())
    return Outcome(paths, summary=_summary(kind))


def type_named(words: str) -> DocumentType:
    """The one type that the words mean. Raises InputRefusedError LOAI-01, LOAI-02."""
    found = meant_by(words)
    if len(found) == 1:
        return found[0]
    raise _refusal(words, found)


def as_lines() -> list[str]:
    """The types as a list to choose from: what to type, the name, the form."""
    return [f"{kind.written:<8} {kind.name:<16} {form(kind)}" for kind in EVERY]


def as_tables() -> dict[str, list[dict[str, str | list[str]]]]:
    """The same for `--json`."""
    return {"types": [{"type": kind.written, "name": kind.name, "forms": list(kind.forms)} for kind in EVERY]}


def form(kind: DocumentType) -> str:
    """`Mẫu 1.4`; where Phụ lục III has none, just that."""
    if not kind.forms:
        return "không có mẫu riêng"
    return f"Mẫu {'; '.join(kind.forms[:1] if kind in COPIES else kind.forms)}"


def issuer_on(plan: Plan, day: date) -> Issuer:
    """The plan's agency and signer as they are on a day; the signer's place stays a blank when nobody is named."""
    agency, signer = agency_on(plan, day), signer_on(plan, day)
    blank = Issuer()
    lines = tuple(" ".join(line.split()).upper() for line in agency.name.split("\n"))
    return Issuer(
        name=" ".join(agency.name.split()),
        parent=" ".join(agency.parent.split()).upper(),
        agency=lines,
        abbreviation=agency.abbreviation,
        place=agency.place,
        signing=tuple(line.upper() for line in authority_lines(signer) if line) if signer else blank.signing,
        signer=signer.name if signer else blank.signer,
        power=_power(agency, signer) if signer else blank.power,
        body=" ".join(lines),
    )


def _power(agency: Agency, signer: Signer) -> str:
    """Who decides (note 6 of Mẫu 1.2): the body when it is signed on its behalf, else the title of its head."""
    body = " ".join(agency.name.split()).upper()
    if signer.authority is Authority.TM:
        return body
    head = (signer.position if signer.authority is Authority.NONE else signer.on_behalf_of or signer.position).upper()
    return head if body in head else f"{head} {body}"


def _summary(kind: DocumentType) -> str:
    if not kind.forms:
        return f"{kind.named}: Phụ lục III không có mẫu riêng; tệp có đủ các thành phần chung, phần nội dung sửa theo việc cụ thể"
    if kind.copy:
        return f"{kind.named}, {form(kind)} Phụ lục III: đặt ngay dưới phần cuối của văn bản được sao"
    return f"{kind.named}, {form(kind)} Phụ lục III: gõ đè lên phần chữ gợi ý"


def _refusal(words: str, found: tuple[DocumentType, ...]) -> InputRefusedError:
    if found:
        names = " hoặc ".join(kind.named for kind in found)
        typed = " hoặc ".join(kind.written for kind in found)
        return InputRefusedError(Problem("LOAI-02", f"“{words}” có thể là {names}", f"Gõ {typed} đúng như vậy, hoặc gõ cả tên loại"))
    near = " hoặc ".join(kind.named for kind in nearest(words))
    perhaps = f"; có phải {near} không" if near else ""
    return InputRefusedError(Problem("LOAI-01", f"Không có loại văn bản “{words}”{perhaps}", _CURE))
