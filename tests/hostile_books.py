"""A plan, its results, its drafts and its register in which every word of a person wants to be more than a word."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element
from pydantic import BaseModel

from generator.results import Narrative, NarrativeSection, Reminder, Submission, row_id
from generator.richtext import Text
from generator.workbook import write_plan_book
from tests.hostile import WORDS
from tests.sample_forms import vp_first_quarter
from tests.source_plan import source_plan

NAME: Final = "\"><img src=x onerror=window.hacked=1> {{7*7}} & 'a' #1"
"""A name for a file: all that a disk may hold but a stroke."""
_FREE: Final = {
    "internal_note", "province", "parent", "place", "change_basis", "short_name", "group", "head", "contact", "position", "kind", "issuer",
    "lead_words", "title", "item", "page", "receiver", "report_number", "reason", "band", "target_band", "file", "on_behalf_of",
}  # fmt: skip
_NAMED: Final = {"Agency", "Unit", "Signer", "ReformField", "Recipient"}
_NOT: Final = {("Unit", "kind"), ("Recipient", "kind"), ("BodyRow", "kind")}


def book(*words: str) -> bytes:
    """The workbook, its rows ending in these words by turns."""
    plan = source_plan()
    told = vp_first_quarter(again=False)
    sent = Submission(id=row_id("Q1", "VP"), period="Q1", unit="VP", received=datetime(2025, 3, 10, 9, 0), file="x.xlsx", sha256="0" * 64)  # noqa: DTZ001 - the clerk's own clock
    urged = Reminder(id=row_id("Q1", "QLKH", "1"), period="Q1", unit="QLKH", level=1, sent=date(2025, 3, 18))
    said = Narrative(id=row_id("Q1", "chung"), period="Q1", section=next(iter(NarrativeSection)), text=Text.of("Chung"))
    results = told.model_copy(
        update={
            "submissions": (*told.submissions, sent) if not told.submissions else told.submissions,
            "reminders": (urged,),
            "narrative": (said,),
        }
    )
    return write_plan_book(_all_hostile(plan, words), _all_hostile(results, words))


def _all_hostile(whole: Any, words: tuple[str, ...]) -> Any:  # noqa: ANN401 - a plan or results
    update: dict[str, Any] = {}
    for name, value in dict(whole).items() if isinstance(whole, BaseModel) else ():
        if isinstance(value, tuple):
            update[name] = tuple(_hostile(row, words[number % len(words)]) for number, row in enumerate(value))
        elif isinstance(value, BaseModel):
            update[name] = _hostile(value, words[0])
    return whole.model_copy(update=update)


def _hostile(row: Any, word: str) -> Any:  # noqa: ANN401 - any record
    """The row with its words followed by worse ones."""
    kind = type(row).__name__
    update: dict[str, Any] = {}
    for key, value in dict(row).items():
        if isinstance(value, Text) and value.plain:
            update[key] = Text.of(f"{value.plain} {word}")
        elif type(value) is str and (kind, key) not in _NOT and (key in _FREE or (key == "name" and kind in _NAMED)):
            update[key] = f"{value} {word}".strip()
    return row.model_copy(update=update)


def edited(draft: Path, to: Path) -> Path:
    """The draft with hostile words typed into it, by a hostile author, with a hostile remark and title."""
    document = Document(str(draft))
    document.core_properties.title = document.core_properties.author = WORDS[0]
    for number, row in enumerate(document.tables[-1].rows[2:]):
        for cell in row.cells:
            runs = [run for paragraph in cell.paragraphs for run in paragraph.runs if len(run.text) > 15]
            if runs:
                runs[0].text += f" {WORDS[number % len(WORDS)]}"
                document.add_comment(runs[0], text=WORDS[0], author=WORDS[0][:60], initials="<b>")
    run = document.paragraphs[-1].add_run(WORDS[1])
    tracked = OxmlElement("w:ins")
    tracked.set(qn("w:id"), "9001")
    tracked.set(qn("w:author"), WORDS[0])
    written: _Element = run._r  # python-docx has no word for tracked changes
    written.addprevious(tracked)
    tracked.append(written)
    document.save(str(to))
    return to
