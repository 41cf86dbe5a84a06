"""Files on other machines: they travel as bytes, come back as bytes, and none is lost with a machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from generator import __version__, cluster
from generator.actions import parcels
from generator.actions.many import Crowd, Many, do_all, papers_among, plans_among
from generator.actions.one_of_many import Checking, Planning, Result
from generator.actions.outcome import Step, unseen
from generator.actions.plan_drafts import Wish
from generator.cli import run
from generator.errors import InputRefusedError
from generator.history import Event, entries
from generator.workbook import read_plan_book, write_plan_book
from tests.books import edited, small_plan
from tests.dask_cluster import DaskCluster, dask_cluster
from tests.format_documents import decision, reworded
from tests.test_many import books, contents
from tests.test_sample import BOOK

NOW: Final = datetime(2025, 3, 20, 9, 0)  # noqa: DTZ001 - the clerk's own clock
FILES: Final = 60


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with dask_cluster(tmp_path_factory.mktemp("dask"), workers=2) as begun:
        yield begun


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parcels are opened here, one after the other: what is in them, without the way there."""

    def each(function: Callable[[Any], Any], things: Iterable[tuple[int, Any]], _address: str) -> Iterator[tuple[int, Any]]:
        return ((index, function(thing)) for index, thing in things)

    monkeypatch.setattr(cluster, "each", each)


def planned(given: Sequence[Path], out: Path, crowd: Crowd, wish: Wish | None = None, step: Step = unseen) -> Many:
    return do_all(Planning(out, NOW, wish or Wish()), plans_among(given, out), crowd, step)


def test_a_worker_killed_half_way_loses_no_file_and_the_bytes_are_those_of_one_machine(tmp_path: Path) -> None:
    books(tmp_path / "so", FILES)
    here = planned([tmp_path / "so"], tmp_path / "day", Crowd(workers=1))
    done: list[str] = []

    with dask_cluster(tmp_path / "dask", workers=2) as begun:

        def step(name: str) -> None:
            done.append(name)
            if len(done) == FILES // 2:
                begun.workers[0].kill()

        there = planned([tmp_path / "so"], tmp_path / "kia", Crowd(begun.address), step=step)
        assert begun.workers[0].wait() != 0
    assert sorted(done) == sorted({path.name for path in (tmp_path / "so").iterdir()})
    assert len(done) == FILES
    assert [(row.path, row.result, row.problems, row.summary) for row in there.each] == [
        (row.path, row.result, row.problems, row.summary) for row in here.each
    ]
    assert {row.result for row in there.each} == {Result.DONE}
    assert contents(tmp_path / "kia") == contents(tmp_path / "day")
    assert {len(entries(tmp_path / "kia", row.path.stem)) for row in there.each} == {1}


def test_a_command_over_a_cluster_says_what_it_says_here(tmp_path: Path, far: DaskCluster, capsys: pytest.CaptureFixture[str]) -> None:
    books(tmp_path, 3)
    (tmp_path / "hong.docx").write_bytes(b"khong phai tep Word")
    (tmp_path / "sample.xlsx").write_bytes(BOOK.read_bytes())
    codes = [run(["check", str(tmp_path)]), run(["check", str(tmp_path), "--cluster", far.address])]
    said = capsys.readouterr().out.splitlines()
    assert codes == [1, 1]
    assert said[: len(said) // 2] == said[len(said) // 2 :]
    assert any("hong.docx" in line for line in said)


def test_when_it_is_called_off_the_rest_is_left(tmp_path: Path, far: DaskCluster) -> None:
    from generator.cancelling import may_be_called_off  # noqa: PLC0415

    books(tmp_path, 20)
    done: list[str] = []
    with may_be_called_off(lambda: len(done) >= 3):
        found = planned([tmp_path], tmp_path / "out", Crowd(far.address), step=done.append)
    results = [row.result for row in found.each]
    assert (results.count(Result.DONE), results.count(Result.LEFT)) == (3, 17)
    assert len(list((tmp_path / "out").glob("*.docx"))) == 3


def test_what_kills_every_machine_is_told_and_the_rest_is_done(tmp_path: Path) -> None:
    from tests.dying import Load, doubled  # noqa: PLC0415

    with dask_cluster(tmp_path / "dask", workers=6) as begun:
        loads = [(number, Load(number, tmp_path, deaths=9 * (number == 3))) for number in range(8)]
        found = dict(cluster.each(doubled, loads, begun.address))
    told = found.pop(3)
    assert not isinstance(told, int)
    assert told.code == "CUM-03"
    assert found == {number: number * 2 for number in range(8) if number != 3}


def test_when_no_machine_is_left_every_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.dying import Load, doubled  # noqa: PLC0415

    monkeypatch.setattr(cluster, "_PATIENCE", 2)
    with dask_cluster(tmp_path / "dask", workers=1) as begun:
        found = dict(cluster.each(doubled, [(number, Load(number, tmp_path, deaths=9)) for number in range(5)], begun.address))
    assert set(found) == set(range(5))
    assert {told if isinstance(told, int) else told.code for told in found.values()} == {"CUM-05"}


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    books(tmp_path, 1)
    with dask_cluster(tmp_path / "dask", workers=0) as begun, pytest.raises(InputRefusedError) as caught:
        planned([tmp_path], tmp_path / "out", Crowd(begun.address))
    assert [problem.code for problem in caught.value.problems] == ["CUM-04"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("address", ["127.0.0.1:1", "khong phai dia chi", "abc://may"])
def test_an_address_where_nobody_answers_is_told(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "_TO_CONNECT", 1)
    assert run(["plan", str(BOOK), "--out", str(tmp_path), "--cluster", address]) == 2
    assert "CUM-02" in capsys.readouterr().err


def test_a_machine_too_busy_for_dask_to_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("distributed.Client", busy)
    assert run(["plan", str(BOOK), "--out", str(tmp_path), "--cluster", "127.0.0.1:1"]) == 2
    assert "CUM-02" in capsys.readouterr().err


def test_without_dask_the_cure_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(["plan", str(BOOK), "--out", str(tmp_path), "--cluster", "127.0.0.1:8786"]) == 2
    assert "vanban[cluster]" in capsys.readouterr().err


@pytest.mark.usefixtures("by_hand")
def test_the_next_draft_comes_after_those_that_lie_here(tmp_path: Path) -> None:
    path = books(tmp_path, 1)[0]
    for crowd, out in ((Crowd(workers=1), tmp_path / "day"), (Crowd("x"), tmp_path / "kia")):
        path.write_bytes(write_plan_book(small_plan()))
        planned([path], out, crowd)
        facts = small_plan().facts.model_copy(update={"print_draft_mark": True})
        path.write_bytes(write_plan_book(small_plan(facts=facts)))
        found = planned([path], out, crowd)
        assert [made.name for made in found.files] == ["ke-hoach-00-du-thao-2.docx"]
        assert planned([path], out, crowd).files == found.files
        assert str(out / "ke-hoach-00-du-thao-1.docx") in found.each[0].problems[-1].cure
    assert contents(tmp_path / "kia") == contents(tmp_path / "day")
    assert [entry.event for entry in entries(tmp_path / "kia", "ke-hoach-00")] == [Event.MADE, Event.MADE]


@pytest.mark.usefixtures("by_hand")
def test_new_rows_get_their_ids_in_the_workbook_here(tmp_path: Path) -> None:
    def forget(book: object) -> None:
        book["Căn cứ"]["A2"].value = None  # type: ignore[index]

    data = edited(write_plan_book(small_plan()), forget)
    found = {}
    for name, crowd in (("day", Crowd(workers=1)), ("kia", Crowd("x"))):
        path = tmp_path / name / "ke-hoach.xlsx"
        path.parent.mkdir()
        path.write_bytes(data)
        assert len(read_plan_book(path).new_ids) == 1
        planned([path], path.parent / "out", crowd)
        found[name] = contents(path.parent)
        assert read_plan_book(path).new_ids == ()
    assert len(found["kia"]) == 4
    assert found["kia"] == found["day"]


@pytest.mark.usefixtures("by_hand")
def test_a_draft_that_was_edited_is_refused_there_as_here(tmp_path: Path) -> None:
    path = books(tmp_path, 1)[0]
    draft = planned([path], tmp_path / "out", Crowd("x")).files[0]
    draft.write_bytes(reworded(draft.read_bytes(), "Sở Nội vụ", "Sở Nội vụ tỉnh"))
    before = contents(tmp_path)
    found = planned([path], tmp_path / "out", Crowd("x"))
    assert [problem.code for problem in found.problems] == ["DT-01"]
    assert contents(tmp_path) == before
    assert planned([path], tmp_path / "out", Crowd("x"), Wish(anyway=True)).problems == ()
    assert [entry.event for entry in entries(tmp_path / "out", path.stem)] == [Event.MADE, Event.PASSED_OVER, Event.MADE]


@pytest.mark.usefixtures("by_hand")
def test_a_template_travels_and_is_called_by_its_name_here(tmp_path: Path) -> None:
    path, broken = books(tmp_path, 1)[0], tmp_path / "mau.docx"
    broken.write_bytes(b"khong phai mau")
    here, there = (planned([path], tmp_path / "out", crowd, Wish(broken)) for crowd in (Crowd(workers=1), Crowd("x")))
    assert here.problems == there.problems
    assert [problem.code for problem in there.problems] == ["GOI-04"]


@pytest.mark.usefixtures("by_hand")
def test_the_names_of_an_office_travel_with_its_papers(tmp_path: Path) -> None:
    path = tmp_path / "quyet-dinh.docx"
    path.write_bytes(reworded(decision(), "thành viên Tổ công tác", "thành viên Trung Tâm Ươm tạo"))
    (tmp_path / "danh-muc" / "viet-hoa").mkdir(parents=True)
    (tmp_path / "danh-muc" / "viet-hoa" / "co-quan.txt").write_text("Trung tâm Ươm tạo\n", encoding="utf-8")
    tasks = papers_among([tmp_path])
    here, there = (do_all(Checking(), tasks, crowd, unseen).each[0] for crowd in (Crowd(workers=1), Crowd("x")))
    assert "VH-10" in {problem.code for problem in there.problems}
    assert (here.problems, here.summary, here.tables) == (there.problems, there.summary, there.tables)


@pytest.mark.usefixtures("by_hand")
def test_a_file_that_is_not_there_stops_nobody(tmp_path: Path) -> None:
    paths = books(tmp_path, 2)
    found = planned([paths[0], tmp_path / "khong-co.xlsx", paths[1]], tmp_path / "out", Crowd("x"))
    assert [row.result for row in found.each] == [Result.DONE, Result.DONE, Result.REFUSED]
    assert [problem.code for problem in found.problems] == ["TEP-01"]


@pytest.mark.usefixtures("by_hand")
def test_what_another_version_made_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "__version__", "0.0.1")
    parcel_opened = parcels.opened

    def older(parcel: parcels.Parcel) -> parcels.Reply:
        reply = parcel_opened(parcel)
        monkeypatch.setattr(parcels, "__version__", __version__)
        return reply

    monkeypatch.setattr(parcels, "opened", older)
    found = planned(books(tmp_path, 1), tmp_path / "out", Crowd("x"))
    assert [problem.code for problem in found.problems] == ["CUM-07"]
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("by_hand")
def test_a_workbook_changed_meanwhile_is_not_overwritten_and_no_draft_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(book: object) -> None:
        book["Căn cứ"]["A2"].value = None  # type: ignore[index]

    path = tmp_path / "ke-hoach.xlsx"
    path.write_bytes(edited(write_plan_book(small_plan()), forget))
    parcel_opened = parcels.opened
    monkeypatch.setattr(parcels, "opened", lambda parcel: (parcel_opened(parcel), path.write_bytes(b"theirs"))[0])
    found = planned([path], tmp_path / "out", Crowd("x"))
    assert [problem.code for problem in found.problems] == ["TEP-10"]
    assert path.read_bytes() == b"theirs"
    assert list((tmp_path / "out").iterdir()) == []
