"""Several commands at once on one workbook: what was told to be done is done, nothing else is, as if they had come one after the other."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from generator import cli, files, history, pdf
from generator.actions import issuing
from generator.cli import run
from generator.plan import Plan
from generator.results import Results
from generator.workbook import PlanBook, read_plan_book, read_register, record
from tests.desks import Desk
from tests.papers import words
from tests.sample_forms import FOLDER
from tests.test_endurance import beginning

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes are forked")

NOW: Final = datetime(2025, 3, 20, 10, 0)  # noqa: DTZ001 - the clerk's own clock
COMMANDS: Final[dict[str, list[str]]] = {
    "collect one unit": ["collect", "{book}", str(FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx"), "--period", "Q1"],
    "collect another": ["collect", "{book}", str(FOLDER / "Q1" / "minh-hoa-Q1-QLKH-nop-cham.xlsx"), "--period", "Q1"],
    "pull": ["pull", "{book}", "{edited}"],
    "plan": ["plan", "{book}", "--anyway"],
    "plan again": ["plan", "{book}", "--anyway"],
    "report": ["report", "{book}", "--period", "Q1", "--draft"],
    "remind": ["remind", "{book}", "--period", "Q1", "--on", "20/03/2025"],
    "forms": ["forms", "{book}", "--period", "H1"],
    "issue": ["issue", "{book}", "{draft}", "--number", "next", "--date", "20/01/2025"],
    "issue again": ["issue", "{book}", "{draft}", "--number", "next", "--date", "20/01/2025"],
}
ROUNDS: Final = (
    ("collect one unit", "collect another", "pull", "plan"),
    ("plan", "plan again", "report", "collect one unit"),
    ("issue", "issue again", "collect one unit", "remind"),
    ("issue", "pull", "report", "collect another"),
    ("remind", "collect one unit", "forms", "plan"),
    ("pull", "remind", "plan", "report"),
)
LEFT_BY_REFUSED: Final = ("-truoc-", "-nhan-Q1")
"""Copies of what was there or came in: a command may have kept one before it was refused."""


@dataclass(frozen=True)
class Told:
    """A command, how it ended and what it said."""

    name: str
    code: int
    answer: Any

    @property
    def done(self) -> bool:
        return self.code in {0, 1}


class Office:
    """A clerk's folder, set back before each try."""

    def __init__(self, folder: Path) -> None:
        self.desk: Final = Desk(folder / "ke-hoach.xlsx", folder / "out")
        draft = self.desk.out / "ke-hoach-du-thao-1.docx"
        self.words = {"book": str(self.desk.book), "draft": str(draft), "edited": str(folder / "sua.docx")}
        self.start = beginning()
        self.set_back()

    def set_back(self) -> None:
        shutil.rmtree(self.desk.book.parent, ignore_errors=True)
        for name, data in self.start.items():
            path = self.desk.book.parent / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def command(self, name: str) -> list[str]:
        return [*(word.format(**self.words) for word in COMMANDS[name]), "--out", str(self.desk.out), "--json"]

    def at_once(self, names: list[str], answers: Path) -> list[Told]:
        """Start a process for each, let all go together, and give what they said, the first to end first."""
        gate, opener = os.pipe()
        children = {_begun(self.command(name), gate, opener, answers / f"{number}.json"): number for number, name in enumerate(names)}
        os.close(gate)
        os.close(opener)
        found = []
        for _ in names:
            child, status = os.wait()
            number = children[child]
            answer = json.loads((answers / f"{number}.json").read_text(encoding="utf-8"))
            found.append(Told(names[number], os.waitstatus_to_exitcode(status), answer))
        return found

    def state(self) -> dict[str, object]:
        """What every file says. Which bytes of the workbook a paper was made from, or a copy was kept of, depends on the moment."""
        book, out = read_plan_book(self.desk.book), self.desk.out
        told = {name: sorted(map(repr, rows)) for name, rows in book.results}
        known = history.entries(out, self.desk.book.stem)
        assert all(history.copy_of(out, self.desk.book.stem, entry.sha256) for entry in known)
        found: dict[str, object] = {"plan": book.plan, "results": told, "register": read_register(self.desk.register).rows}
        found["history"] = sorted((entry.event, entry.file, entry.open, entry.remark) for entry in known)
        for name, data in self.desk.everything().items():
            if name.endswith(".docx") and "lich-su" not in name:
                found[name] = words(data)
            elif not name.endswith(".xlsx") and "lich-su" not in name:
                found[name] = data
            elif not any(part in name for part in LEFT_BY_REFUSED) and "lich-su" not in name:
                found[name] = name
        return found


def _begun(arguments: list[str], gate: int, opener: int, answer: Path) -> int:
    child = os.fork()
    if child:
        return child
    os.close(opener)
    os.read(gate, 1)  # until the last one who could open it has let go
    with answer.open("w", encoding="utf-8") as stream, redirect_stdout(stream):
        code = run(arguments)
    os._exit(code)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    monkeypatch.setattr(cli, "_now", lambda: NOW)
    return Office(tmp_path / "so")


@pytest.mark.parametrize("names", ROUNDS, ids=" + ".join)
def test_commands_at_once_end_as_if_one_had_come_after_the_other(names: tuple[str, ...], office: Office, tmp_path: Path) -> None:
    order = list(names)
    Random(" ".join(names)).shuffle(order)  # noqa: S311 - not for secrets
    told = office.at_once(order, tmp_path)
    refused = [one for one in told if not one.done]
    assert len(refused) < len(told)
    for one in refused:
        assert all(problem["message"] and problem["cure"] for problem in one.answer["problems"])
    read_plan_book(office.desk.book)
    numbers = [row.number for row in read_register(office.desk.register).rows]
    assert len(numbers) == len(set(numbers))
    later = [one for name in (one.name for one in refused) if (one := _alone(office, name)).done]
    office_now = office.state()
    for earlier in itertools.permutations([one.name for one in told if one.done]):
        office.set_back()
        for name in (*earlier, *(one.name for one in later)):
            _alone(office, name)
        one_after_the_other = office.state()
        if office_now == one_after_the_other:
            break
    else:
        differing = [name for name in office_now if office_now[name] != one_after_the_other.get(name)]
        raise AssertionError(differing, [(one.name, one.code) for one in told])


def _alone(office: Office, name: str) -> Told:
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):  # noqa: PTH123 - a device
        return Told(name, run(office.command(name)), None)


def noted(office: Office) -> None:
    """Somebody else writes a note into the workbook, as a command or a page does."""
    book = read_plan_book(office.desk.book)
    first, *rest = book.plan.criteria
    plan = book.plan.model_copy(update={"criteria": (first.model_copy(update={"internal_note": NOTE}), *rest)})
    office.desk.book.write_bytes(record(book, plan, book.results))


NOTE: Final = "Ghi giữa chừng"


def test_a_number_once_taken_reaches_a_workbook_that_somebody_wrote_meanwhile(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    others = iter([noted])

    def meanwhile(book: PlanBook, plan: Plan, results: Results) -> bytes:
        for write in others:
            write(office)
        return record(book, plan, results)

    monkeypatch.setattr(issuing, "record", meanwhile)
    assert _alone(office, "issue").done
    after = read_plan_book(office.desk.book).plan
    assert (after.facts.number, after.criteria[0].internal_note) == ("01", NOTE)
    assert [row.number for row in read_register(office.desk.register).rows] == [1]


def test_a_workbook_that_changed_since_a_draft_was_judged_stops_it_before_a_number_is_taken(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = issuing._judged

    def meanwhile(*arguments: Any) -> Any:  # noqa: ANN401 - passed on
        case = judged(*arguments)
        noted(office)
        return case

    monkeypatch.setattr(issuing, "_judged", meanwhile)
    assert _alone(office, "issue").code == 2
    assert not office.desk.register.exists()
    assert not (office.desk.out / "phat-hanh").exists()


@pytest.mark.parametrize(("name", "file"), [("plan", "ke-hoach-du-thao-2.docx"), ("report", "ke-hoach-bao-cao-Q1-du-thao-1.docx")])
def test_a_draft_whose_place_somebody_took_meanwhile_gets_the_next_one(
    name: str, file: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(office)
    office.desk.change(lambda book: setattr(book["Kế hoạch"]["B4"], "value", "Kế hoạch có tên khác xong"))
    real, theirs = files.write_new, office.desk.out / file

    def meanwhile(path: Path, data: bytes) -> None:
        if path == theirs and not theirs.exists():
            theirs.write_bytes(b"theirs")
        real(path, data)

    monkeypatch.setattr(files, "write_new", meanwhile)
    assert _alone(office, name).done
    assert theirs.read_bytes() == b"theirs"
    number = int(theirs.stem.rpartition("-")[2])
    assert theirs.with_name(f"{theirs.stem.rpartition('-')[0]}-{number + 1}.docx").exists()
