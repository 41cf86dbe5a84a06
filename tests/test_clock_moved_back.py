"""A clock that ran ahead and is set back, also across a year's end: nothing is lost, written over or judged wrongly without a word."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import docx
import pytest

from generator import cli, history, pdf
from generator.cli import run
from generator.history import Event
from generator.web.sessions import LASTS, LONGEST_WAIT, Sessions, Tries
from generator.workbook import read_plan_book, read_register
from tests.desks import Desk, desk_in
from tests.people import cell
from tests.sample_forms import FOLDER

AHEAD: Final = datetime(2026, 1, 2, 9, 0)  # noqa: DTZ001 - the clerk's own clock
RIGHT: Final = datetime(2025, 3, 20, 10, 0)  # noqa: DTZ001 - the same
Q1: Final = FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx"
AGAIN: Final = FOLDER / "Q1-gui-lai"


class Clerk:
    """Commands at a time that the test sets."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.desk, self._patch, self._capsys = desk, monkeypatch, capsys
        self.words = ""

    def asks(self, now: datetime, *arguments: str | Path, can: bool = True) -> dict[str, Any]:
        """One command at the desk; gives its answer."""
        self._patch.setattr(cli, "_now", lambda: now)
        self._patch.setattr(cli, "_today", now.date)
        self._capsys.readouterr()
        code = run([str(arguments[0]), str(self.desk.book), *map(str, arguments[1:]), "--out", str(self.desk.out), "--json"])
        answer: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        assert (code in {0, 1}) is can, answer["problems"]
        return answer

    def events(self) -> list[tuple[Event, str]]:
        return [(entry.event, entry.file) for entry in history.entries(self.desk.out, self.desk.book.stem)]


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Clerk:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    return Clerk(desk_in(tmp_path), monkeypatch, capsys)


def codes(answer: dict[str, Any]) -> set[str]:
    return {problem["code"] for problem in answer["problems"]}


def edited(draft: Path, words: str, code: str = "1.7.2") -> Path:
    document = docx.Document(str(draft))
    cell(document, code, 4, words)
    path = draft.with_name(f"{draft.stem}-{words}.docx")
    document.save(str(path))
    return path


def changed(desk: Desk, words: str) -> None:
    """The clerk writes something else into the workbook."""
    desk.change(lambda book: setattr(book["Kế hoạch"]["B4"], "value", words))


def test_drafts_are_numbered_and_the_history_is_ordered_by_what_came_first_not_by_the_clock(clerk: Clerk) -> None:
    clerk.asks(AHEAD, "plan")
    first = clerk.desk.everything()
    changed(clerk.desk, "Kế hoạch có tên khác xong")
    clerk.asks(RIGHT, "plan")
    names = [f"ke-hoach-du-thao-{number}.docx" for number in (1, 2)]
    assert clerk.events() == [(Event.MADE, name) for name in names]
    assert (clerk.desk.out / names[0]).read_bytes() == first[f"out/{names[0]}"]
    assert clerk.asks(RIGHT - timedelta(days=400), "plan")["files"] == [str(clerk.desk.out / names[1])]


def test_edits_pulled_by_an_earlier_clock_follow_those_of_a_later_one(clerk: Clerk) -> None:
    draft = Path(clerk.asks(AHEAD, "plan")["files"][0])
    clerk.asks(AHEAD, "pull", edited(draft, "Mot"))
    clerk.asks(RIGHT, "pull", edited(edited(draft, "Mot"), "Hai", "2.1.1"))
    plan = read_plan_book(clerk.desk.book).plan
    assert [row.remedy.plain for row in plan.criteria if row.code in {"1.7.2", "2.1.1"}] == ["Mot", "Hai"]
    assert [event for event, _ in clerk.events()] == [Event.MADE, Event.PULLED, Event.PULLED]
    kept = sorted(path.name for path in (clerk.desk.out / "ke-hoach-lich-su").glob("*.xlsx"))
    assert len(kept) == 2


def test_a_form_that_would_have_come_before_the_one_it_replaces_is_taken_with_a_warning(clerk: Clerk) -> None:
    clerk.asks(AHEAD, "collect", Q1, "--period", "Q1")
    known = clerk.asks(RIGHT, "collect", Q1, "--period", "Q1")
    assert "NHAN-03" not in codes(known)
    assert codes(clerk.asks(RIGHT, "collect", AGAIN, "--period", "Q1", can=False)) >= {"NHAN-02"}
    taken = clerk.asks(RIGHT, "collect", AGAIN, "--period", "Q1", "--replace", "VP")
    (problem,) = (problem for problem in taken["problems"] if problem["code"] == "NHAN-03")
    assert "02/01/2026 09:00" in problem["message"]
    sent = read_plan_book(clerk.desk.book).results.submission("Q1", "VP")
    assert sent is not None
    assert (sent.times, sent.received.replace(tzinfo=None)) == (2, RIGHT)
    assert len(list((clerk.desk.out / "ke-hoach-nhan-Q1").iterdir())) == 2


def test_a_form_that_would_have_come_before_its_period_is_taken_with_a_warning(clerk: Clerk) -> None:
    long_ago = datetime(2000, 1, 1, 0, 0)  # noqa: DTZ001 - as a machine says whose battery is empty
    assert "NHAN-03" in codes(clerk.asks(long_ago, "collect", Q1, "--period", "Q1"))
    assert "NHAN-03" not in codes(clerk.asks(RIGHT, "collect", FOLDER / "Q1" / "minh-hoa-Q1-QLKH-nop-cham.xlsx", "--period", "Q1"))


def test_who_is_late_is_told_by_the_day_asked_for_and_never_by_days_that_are_yet_to_come(clerk: Clerk) -> None:
    clerk.asks(AHEAD, "collect", Q1, "--period", "Q1")
    states = {}
    for now in (AHEAD, RIGHT):
        assert run(["status", str(clerk.desk.book), "--period", "Q1", "--on", f"{now:%d/%m/%Y}", "--json"]) == 0
        (period,) = json.loads(clerk._capsys.readouterr().out)["periods"]
        states[now] = {unit["unit"]: unit["state"] for unit in period["units"]}["VP"]
    assert states == {AHEAD: "Gửi chậm", RIGHT: "Chưa gửi"}


def test_letters_of_the_same_day_in_two_years_are_both_remembered(clerk: Clerk) -> None:
    days = ("20/03/2026", "20/03/2025", "20/03/2026", "19/03/2025")
    answers = [clerk.asks(RIGHT, "remind", "--period", "Q1", "--on", day) for day in days]
    assert len({row.id for row in read_plan_book(clerk.desk.book).results.reminders}) == 9
    assert all(Path(file).exists() for answer in answers for file in answer["files"])
    told = {(row.unit, row.sent) for row in read_plan_book(clerk.desk.book).results.reminders}
    assert {sent for _, sent in told} == {date(2026, 3, 20), date(2025, 3, 20), date(2025, 3, 19)}


def test_a_number_is_not_given_for_a_day_before_that_of_a_lower_number_without_a_reason(clerk: Clerk, tmp_path: Path) -> None:
    draft = Path(clerk.asks(AHEAD, "plan")["files"][0])
    clerk.asks(AHEAD, "issue", draft, "--number", "next", "--date", "20/02/2025")
    other = Clerk(desk_in(_folder(tmp_path)), clerk._patch, clerk._capsys)
    other.desk.register.write_bytes(clerk.desk.register.read_bytes())
    draft = Path(other.asks(RIGHT, "plan")["files"][0])
    before = other.desk.everything()
    refused = other.asks(RIGHT, "issue", draft, "--number", "next", "--date", "20/01/2025", can=False)
    (problem,) = (problem for problem in refused["problems"] if problem["severity"] == "error")
    assert problem["code"] == "PH-49"
    assert "20/02/2025" in problem["message"]
    assert other.desk.everything() == before
    other.asks(RIGHT, "issue", draft, "--number", "next", "--date", "20/01/2025", "--waive", "PH-49=số chen theo ý kiến lãnh đạo")
    assert [row.number for row in read_register(other.desk.register).rows] == [1, 2]


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "khác"
    folder.mkdir()
    return folder


def test_a_lower_number_is_not_given_for_a_later_day_without_a_reason(clerk: Clerk, tmp_path: Path) -> None:
    draft = Path(clerk.asks(RIGHT, "plan")["files"][0])
    clerk.asks(RIGHT, "issue", draft, "--number", "5", "--date", "20/01/2025")
    other = Clerk(desk_in(_folder(tmp_path)), clerk._patch, clerk._capsys)
    other.desk.register.write_bytes(clerk.desk.register.read_bytes())
    draft = Path(other.asks(RIGHT + timedelta(minutes=1), "plan")["files"][0])
    assert codes(other.asks(RIGHT, "issue", draft, "--number", "3", "--date", "21/01/2025", can=False)) >= {"PH-49"}
    other.asks(RIGHT, "issue", draft, "--number", "3", "--date", "20/01/2025")


def test_a_paper_dated_today_is_not_taken_for_one_of_tomorrow_without_naming_the_clock(clerk: Clerk) -> None:
    draft = Path(clerk.asks(RIGHT, "plan")["files"][0])
    late = datetime(2024, 12, 31, 23, 59)  # noqa: DTZ001 - the clerk's own clock
    refused = clerk.asks(late, "issue", draft, "--number", "next", "--date", "20/01/2025", can=False)
    (problem,) = (problem for problem in refused["problems"] if problem["code"] == "PH-37")
    assert "đồng hồ" in problem["message"]
    assert "31/12/2024" in problem["message"]


def test_a_paper_issued_by_a_clock_of_next_year_is_known_again_by_one_of_this_year(clerk: Clerk) -> None:
    draft = Path(clerk.asks(AHEAD, "plan")["files"][0])
    clerk.asks(AHEAD, "issue", draft, "--number", "next", "--date", "20/01/2025")
    before = clerk.desk.everything()
    clerk.asks(RIGHT, "issue", draft, "--number", "next", "--date", "20/01/2025")
    assert clerk.desk.everything() == before


def test_copies_kept_by_a_check_are_never_written_over(clerk: Clerk) -> None:
    texts = ("Kế hoạch khắc phục  xong", "Kế hoạch  khắc phục hạn chế", "Kế hoạch khắc  phục lỗi")
    seen = set()
    for text, now in zip(texts, itertools.cycle((AHEAD, RIGHT)), strict=False):
        changed(clerk.desk, text)
        seen.add(clerk.desk.book.read_bytes())
        clerk.asks(now, "check", "--fix")
    kept = [path.read_bytes() for path in clerk.desk.book.parent.glob("* truoc khi sua *.xlsx")]
    assert set(kept) <= seen
    assert len(kept) == len(set(kept))


@pytest.mark.parametrize("years", [1, 4])
def test_nobody_stays_signed_in_or_locked_out_for_as_long_as_the_clock_was_wrong(years: int) -> None:
    ahead = RIGHT + timedelta(days=365 * years)
    sessions, tries = Sessions(), Tries()
    token = sessions.begin("ke-hoach", "VP", "00", ahead)
    assert sessions.of(token, ahead + LASTS / 2) is not None
    assert sessions.of(token, ahead - timedelta(minutes=5)) is not None
    assert sessions.of(token, RIGHT) is None
    moment = ahead
    for _ in range(12):
        moment += LONGEST_WAIT
        tries.wait("VP", moment)
    waits: list[timedelta] = [tries.wait("VP", RIGHT)]
    assert timedelta(0) < waits[0] <= LONGEST_WAIT
    assert tries.wait("VP", RIGHT + LONGEST_WAIT) == timedelta(0)


MOMENTS: Final[tuple[Callable[[], datetime], ...]] = (lambda: AHEAD, lambda: RIGHT, lambda: RIGHT - timedelta(days=3650))


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (0, 2, 1)])
def test_a_year_of_work_reads_whole_whatever_the_clock_said(order: tuple[int, ...], clerk: Clerk) -> None:
    now = [MOMENTS[number]() for number in order]
    draft = Path(clerk.asks(now[0], "plan")["files"][0])
    clerk.asks(now[1], "collect", Q1, "--period", "Q1")
    clerk.asks(now[2], "report", "--period", "Q1", "--draft")
    clerk.asks(now[1], "remind", "--period", "Q1", "--on", "20/03/2025")
    clerk.asks(now[0], "pull", edited(draft, "Moi"))
    clerk.asks(now[2], "plan", "--anyway")
    read_plan_book(clerk.desk.book)
    entries = history.entries(clerk.desk.out, clerk.desk.book.stem)
    assert [entry.event for entry in entries] == [Event.MADE, Event.MADE, Event.MADE, Event.PULLED, Event.MADE]
    assert all(history.copy_of(clerk.desk.out, clerk.desk.book.stem, entry.sha256) for entry in entries)
