"""People edit drafts, on paper saved in four ways: every edit reaches its cell, is asked about, or is listed; nothing else changes."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Final

import docx
import pytest

from generator import package
from generator.actions.mine import mine_now
from generator.actions.plan_drafts import draft_plan
from generator.actions.pulling import Pulled, pull
from generator.actions.reading import as_made, lists_of
from generator.actions.sides import Choice
from generator.base import base_of
from generator.merge import Content
from generator.readback import read
from generator.richtext import Text
from generator.workbook import read_plan_book
from tests.people import EDITS, Edit, copied_into_a_new_document, without_anchors
from tests.test_sample import BOOK
from tests.tools import soffice

NOW: Final = datetime(2025, 1, 20, 9, 0)  # noqa: DTZ001 - the clerk's own clock
WAYS: Final = ("as made", "LibreOffice", "no anchors", "copied")
MIXED: Final = 12
"""Drafts with several edits at once."""


@dataclass(frozen=True, slots=True)
class Case:
    """A draft with some edits."""

    name: str
    edits: tuple[Edit, ...]


def mixed() -> Iterator[Case]:
    """Edits of different places, several in one draft."""
    chance = Random(4)  # noqa: S311 - not for secrets
    for number in range(MIXED):
        chosen: dict[str, Edit] = {}
        for edit in chance.sample(EDITS, len(EDITS)):
            chosen.setdefault(edit.spot, edit)
        yield Case(f"mixed {number}", tuple(chosen.values())[:8])


CASES: Final = (Case("nothing", ()), *(Case(edit.name, (edit,)) for edit in EDITS), *mixed())


@dataclass(frozen=True, slots=True)
class Desk:
    """A workbook with its first draft, and every case saved in every way."""

    folder: Path
    before: Content
    saved: dict[tuple[str, str], Path]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return made_desk(tmp_path_factory.mktemp("people"))


def made_desk(folder: Path) -> Desk:
    shutil.copy(BOOK, folder / "ke-hoach.xlsx")
    draft_plan(folder / "ke-hoach.xlsx", folder / "out", NOW)
    draft = folder / "out" / "ke-hoach-du-thao-1.docx"
    saved: dict[tuple[str, str], Path] = {}
    for number, case in enumerate(CASES):
        data = worked_on(draft.read_bytes(), case)
        for way, file in (("as made", data), ("no anchors", without_anchors(data)), ("copied", copied_into_a_new_document(data))):
            saved[case.name, way] = folder / way / f"{number}.docx"
            saved[case.name, way].parent.mkdir(exist_ok=True)
            saved[case.name, way].write_bytes(file)
    resave([saved[case.name, "as made"] for case in CASES], folder)
    saved |= {(case.name, "LibreOffice"): folder / "LibreOffice" / f"{number}.docx" for number, case in enumerate(CASES)}
    return Desk(folder, content(folder / "ke-hoach.xlsx", draft), saved)


def worked_on(data: bytes, case: Case) -> bytes:
    document = docx.Document(io.BytesIO(data))
    for edit in case.edits:
        edit.act(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def resave(paths: list[Path], folder: Path) -> None:
    """Every file opened and saved by LibreOffice, in one go."""
    command: list[str | Path] = [soffice(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", folder / "LibreOffice", *paths], capture_output=True, check=True, timeout=300)


def content(book: Path, draft: Path) -> Content:
    """What the workbook prints."""
    base = base_of(package.open_package(draft))
    assert base is not None
    made = as_made(base)
    return mine_now(read_plan_book(book), base.origin, read(made, made, lists_of("plan")), made).content


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_edit_is_taken_asked_or_listed_and_nothing_else_changes(case: Case, way: str, desk: Desk, tmp_path: Path) -> None:
    shutil.copytree(desk.folder / "out", tmp_path / "out")
    book = Path(shutil.copy(desk.folder / "ke-hoach.xlsx", tmp_path))
    found = pull(book, desk.saved[case.name, way], tmp_path / "out", NOW, Choice(keep=True))
    now = content(book, tmp_path / "out" / "ke-hoach-du-thao-1.docx")
    there = [edit for edit in case.edits if way != "copied" or edit.words_alone]
    fates = {edit.name: fate(edit, desk.before, now, found) for edit in there}
    assert "lost" not in fates.values(), (fates, found.taken, found.questions, found.outside)
    assert unexpected(case, desk.before, now) == {}
    again = pull(book, desk.saved[case.name, way], tmp_path / "out", NOW, Choice(keep=True))
    assert again.taken == ()


def fate(edit: Edit, before: Content, now: Content, found: Pulled) -> str:
    """The worst of what became of the parts of an edit: taken, asked, listed, lost."""
    told = "\n".join(
        [*(problem.message for problem in found.problems), *(f"{row.before} {row.after} {row.where}" for row in found.outside)]
    )
    told += "\n".join(f"{refusal.words} {refusal.why}" for refusal in found.refused)
    asked = "\n".join(f"{row.key} {plain(row.base)} {plain(row.theirs)}" for row in found.questions)

    def one(taken: bool, *words: str) -> int:  # noqa: FBT001 - a finding
        if taken:
            return 0
        if all(word in asked for word in words):
            return 1
        return 2 if all(word in told for word in words) else 3

    fates = [one(words in marked(now.texts.get(key)), bare(words)) for key, words in edit.texts.items()]
    fates += [one(row not in now.rows(), row) if row in asked else one(row not in now.rows(), row_words(before, row)) for row in edit.gone]
    fates += [one(in_order(now, edit.after), "Thứ tự")] if edit.after else []
    new = [" | ".join(marked(text) for text in now.fields(row).values()) for row in now.rows() - before.rows()]
    fates += [one(any(all(word in words for word in edit.new) for words in new), *edit.new)] if edit.new else []
    left = [row for row in edit.together if row in now.rows()]
    fates += (
        []
        if not edit.together
        else [one(len(left) == 1 and all(words in marked(now.texts[left[0]]) for words in edit.together.values()), *edit.together)]
    )
    fates += [2 if words in told else 3 for words in edit.listed]
    return ("taken", "asked", "listed", "lost")[max(fates)]


def row_words(content_: Content, row: str) -> str:
    return next(text.plain[:40] for text in content_.fields(row).values() if text)


def bare(words: str) -> str:
    return words.replace("<b>", "").replace("</b>", "").replace("<i>", "").replace("</i>", "").strip()


def plain(text: Text | None) -> str:
    return text.plain if text else ""


def marked(text: Text | None) -> str:
    """Words with their bold and italic as tags."""
    if text is None:
        return ""
    return "".join(f"{'<b>' * run.bold}{'<i>' * run.italic}{run.text}{'</i>' * run.italic}{'</b>' * run.bold}" for run in text.runs)


def in_order(now: Content, rows: tuple[str, ...]) -> bool:
    order = now.orders[rows[0].partition("/")[0]]
    places = [order.index(row) for row in rows]
    return places == list(range(places[0], places[0] + len(rows)))


def unexpected(case: Case, before: Content, now: Content) -> dict[str, tuple[str, str]]:
    """Fields that changed although no edit touched them, and rows that came or went by themselves."""
    meant = {key for edit in case.edits for key in (*edit.texts, *edit.gone, *edit.together)}
    if any({"signer", "position", "authority"} & set(edit.texts) for edit in case.edits):
        meant |= {"signer", "position", "authority"}
    odd = {}
    for key in before.texts.keys() | now.texts.keys():
        row = "/".join(key.split("/")[:2])
        known = key in meant or row in meant or row in now.rows() - before.rows()
        if before.texts.get(key) != now.texts.get(key) and not known:
            odd[key] = (marked(before.texts.get(key)), marked(now.texts.get(key)))
    gone = before.rows() - now.rows() - meant
    new = len(now.rows() - before.rows()) - sum(bool(edit.new) for edit in case.edits)
    return odd | dict.fromkeys(gone, ("there", "gone")) | ({"new rows": ("", str(new))} if new > 0 else {})
