"""Looking before taking: nothing is written, every change can be refused alone, and what was refused stays refused."""

from __future__ import annotations

import dataclasses
import io
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import history
from generator.actions.looking import Review, look
from generator.actions.plan_drafts import draft_plan
from generator.actions.pulling import Pulled, pull
from generator.actions.sides import Choice, Seen
from generator.errors import InputRefusedError
from generator.merge import Content, Side
from generator.readback import Where
from tests.people import EDITS, Edit, cell, line, removed, replaced, row, twin
from tests.test_people import Case, content, worked_on
from tests.test_pull import clerk, typed
from tests.test_sample import BOOK

NOW: Final = datetime(2025, 1, 20, 9, 0)  # noqa: DTZ001 - the clerk's own clock
REFUSE, TAKE = Side.MINE, Side.THEIRS
SIGNING: Final = {"authority", "position", "signer"}


@dataclass(frozen=True)
class Desk:
    """A workbook, its first draft, and a folder to work in."""

    folder: Path

    @property
    def book(self) -> Path:
        return self.folder / "ke-hoach.xlsx"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def draft(self) -> Path:
        return self.out / "ke-hoach-du-thao-1.docx"

    def came_back(self, *edits: Edit) -> Path:
        """The draft with some edits, as a file of its own."""
        path = self.folder / "ban-sua.docx"
        path.write_bytes(worked_on(self.draft.read_bytes(), Case("", edits)))
        return path

    def look(self, edited: Path) -> Review:
        return look(self.book, edited, self.out)

    def pull(self, edited: Path, choice: Choice | None = None) -> Pulled:
        return pull(self.book, edited, self.out, NOW, choice)

    def everything(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}

    def content(self) -> Content:
        return content(self.book, self.draft)

    def copied(self, name: str) -> Desk:
        """The same desk once more, to do it another way."""
        return Desk(Path(shutil.copytree(self.folder, self.folder.parent / name)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("looking") / "sample")
    desk.folder.mkdir()
    shutil.copy(BOOK, desk.book)
    draft_plan(desk.book, desk.out, NOW)
    return desk


@pytest.fixture
def desk(made: Desk, tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(made.folder, tmp_path / "desk")))


def keys(review: Review) -> list[str]:
    return [found.key for found in (*review.questions, *review.changes)]


def all_answered(review: Review, side: Side) -> Choice:
    return Choice(answers=dict.fromkeys(keys(review), side), seen=review.seen)


def edit(name: str) -> Edit:
    return next(found for found in EDITS if found.name == name)


def several(names: Iterable[str]) -> tuple[Edit, ...]:
    return tuple(edit(name) for name in names)


SEVERAL: Final = (
    "a row added",
    "a recipient deleted",
    "a basis added",
    "a basis changed",
    "the title changed",
    "the closing changed",
    "the place changed",
    "a row moved",
    "bold words",
)


def in_conflict(desk: Desk) -> Path:
    """Both sides changed the remedy of 1.7.2 and its row goes; elsewhere only the leader did."""
    document = docx.Document(str(desk.draft))
    cell(document, "1.7.2", 4, "Theo lãnh đạo")
    cell(document, "1.5.2", 4, "Không tranh chấp")
    removed(row(document, "2.1.1"))
    twin(line(document, "- Nâng cao trách nhiệm"), "- Gạch mới")
    path = desk.folder / "ban-sua.docx"
    document.save(str(path))
    clerk(desk.book, typed("Tiêu chí", "1.7.2", "Giải pháp", "Theo văn phòng"))
    clerk(desk.book, typed("Tiêu chí", "2.1.1", "Giải pháp", "Văn phòng sửa"))
    return path


# Looking


def test_looking_writes_nothing_and_shows_three_texts_with_the_conflicts_first(desk: Desk) -> None:
    edited = in_conflict(desk)
    before = desk.everything()
    review = desk.look(edited)
    assert desk.everything() == before
    assert {found.key for found in review.questions} == {"criterion/1.7.2/remedy", "criterion/2.1.1"}
    remedy = next(found for found in review.questions if found.key == "criterion/1.7.2/remedy")
    texts = [text.plain if text else "" for text in (remedy.base, remedy.mine, remedy.theirs)]
    assert texts[0].startswith("Văn phòng rà soát")
    assert texts[1:] == ["Theo văn phòng", "Theo lãnh đạo"]
    assert next(found for found in review.questions if found.key == "criterion/2.1.1").theirs is None
    changed = {found.key: found for found in review.changes}
    assert changed["criterion/1.5.2/remedy"].why == ""
    added = next(found for key, found in changed.items() if key.startswith("body/s"))
    assert (added.base, added.mine) == (None, None)
    assert added.theirs is not None
    assert added.theirs.plain == "Gạch mới"


@pytest.mark.parametrize("found", EDITS, ids=lambda found: found.name)
def test_what_is_shown_is_what_a_pull_takes_and_refused_it_leaves_the_workbook_as_it_is(found: Edit, desk: Desk) -> None:
    edited = desk.came_back(found)
    review = desk.look(edited)
    twin_desk = desk.copied("taken")
    taken = twin_desk.pull(twin_desk.folder / edited.name, Choice(TAKE))
    assert set(keys(review)) == {change.key for change in taken.taken} | {refusal.key for refusal in taken.refused}
    assert (review.outside, review.revisions) == (taken.outside, taken.revisions)
    before = desk.book.read_bytes()
    refused = desk.pull(edited, all_answered(review, REFUSE))
    assert desk.book.read_bytes() == before
    assert (refused.taken, refused.refused) == ((), ())
    assert {row.key for row in refused.turned_down} == set(keys(review))


def test_a_removed_annex_is_one_question_that_can_be_refused(desk: Desk) -> None:
    document = docx.Document(str(desk.draft))
    document.element.body.remove(document.tables[-1]._tbl)
    edited = desk.folder / "ban-sua.docx"
    document.save(str(edited))
    review = desk.look(edited)
    assert len(review.questions) == 1
    assert not [found for found in review.changes if found.key.startswith("criterion/")]
    before = desk.book.read_bytes()
    desk.pull(edited, all_answered(review, REFUSE))
    assert desk.book.read_bytes() == before


def test_an_order_is_told_by_the_rows_that_moved(desk: Desk) -> None:
    review = desk.look(desk.came_back(edit("a row moved")))
    (moved,) = review.changes
    assert moved.key == "order/criterion"
    assert moved.theirs is not None
    assert moved.mine is not None
    assert moved.theirs.plain == "Tiêu chí 1.1.2: sau Tiêu chí 1.5.2"
    assert moved.mine.plain == "Tiêu chí 1.1.2: đứng đầu"


def test_a_whole_row_is_told_column_by_column_in_one_order_on_every_side(desk: Desk) -> None:
    review = desk.look(in_conflict(desk))
    gone = next(found for found in review.questions if found.key == "criterion/2.1.1")
    assert gone.base is not None
    assert gone.mine is not None
    base, mine = gone.base.plain.split("\n"), gone.mine.plain.split("\n")
    assert base[0] == "mã: 2.1.1"
    assert (base[0], base[-1]) == (mine[0], mine[-1])
    assert [line for line in mine if line not in base] == ["giải pháp: Văn phòng sửa"]


def test_what_no_cell_can_hold_is_told_before_anything_is_taken(desk: Desk) -> None:
    review = desk.look(desk.came_back(edit("a lead that nobody knows"), edit("the type of paper"), edit("a tracked change")))
    assert [refusal.key for refusal in review.unwritable] == ["criterion/1.7.2/lead"]
    assert [outside.where for outside in review.outside] == [Where.WORDING]
    assert review.revisions
    assert {"LV-30", "LV-40", "LV-41"} <= {problem.code for problem in review.problems}


def test_a_file_whose_edits_were_taken_says_so(desk: Desk) -> None:
    edited = desk.came_back(edit("the title changed"))
    desk.pull(edited)
    review = desk.look(edited)
    assert review.taken_before
    assert keys(review) == []
    assert "LV-10" in {problem.code for problem in review.problems}


# Taking


def test_all_taken_through_answers_is_what_one_side_for_all_does(desk: Desk) -> None:
    edited = in_conflict(desk)
    other = desk.copied("other")
    desk.pull(edited, all_answered(desk.look(edited), TAKE))
    other.pull(other.folder / edited.name, Choice(TAKE))
    assert desk.book.read_bytes() == other.book.read_bytes()


def test_all_refused_leaves_the_workbook_as_it_is_with_conflicts_too(desk: Desk) -> None:
    edited = in_conflict(desk)
    before = desk.book.read_bytes()
    found = desk.pull(edited, all_answered(desk.look(edited), REFUSE))
    assert desk.book.read_bytes() == before
    assert len(found.turned_down) == 4


def test_a_conflict_still_needs_an_answer(desk: Desk) -> None:
    edited = in_conflict(desk)
    review = desk.look(edited)
    before = desk.everything()
    found = desk.pull(edited, Choice(answers={row.key: REFUSE for row in review.changes}, seen=review.seen))
    assert {question.key for question in found.questions} == {question.key for question in review.questions}
    assert desk.everything() == before


@pytest.fixture(scope="module")
def worked(made: Desk, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Path, Review, Content, Content]:
    """A draft with several edits, what it would bring, and the workbook's paper before and after all of it."""
    desk = Desk(Path(shutil.copytree(made.folder, tmp_path_factory.mktemp("worked") / "desk")))
    edited = desk.came_back(*several(SEVERAL))
    before, review = desk.content(), desk.look(edited)
    other = desk.copied("all")
    other.pull(other.folder / edited.name)
    return desk, edited, review, before, other.content()


def said(content: Content, key: str) -> object:
    """What a change is about: words, a whole row, or an order of those rows that everybody has."""
    if key.startswith("order/"):
        return None
    return content.fields(key) if key in content.rows() else content.texts.get(key)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_exactly_what_was_refused_differs(
    data: st.DataObject, worked: tuple[Desk, Path, Review, Content, Content], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any changes refused: there the paper is as before, everywhere else as with all of them taken."""
    desk, edited, review, before, everything = worked
    every = keys(review)
    assert len(every) >= len(SEVERAL)
    refused = data.draw(st.sets(st.sampled_from(every), min_size=1, max_size=4))
    mine = Desk(Path(shutil.copytree(desk.folder, tmp_path_factory.mktemp("one") / "desk")))
    found = mine.pull(mine.folder / edited.name, Choice(answers=dict.fromkeys(refused, REFUSE)))
    now = mine.content()
    assert {row.key for row in found.turned_down} == refused
    assert {change.key for change in found.taken} == set(every) - refused
    for key in every:
        assert said(now, key) == said(before if key in refused else everything, key), key
    others = {key for key in everything.texts if not any(key == one or key.startswith(f"{one}/") for one in every)}
    assert {key: now.texts[key] for key in others} == {key: everything.texts[key] for key in others}


@pytest.mark.parametrize("refused", [True, False])
def test_an_order_is_refused_alone(refused: bool, desk: Desk) -> None:  # noqa: FBT001 - one of two ways
    edited = desk.came_back(edit("a row moved"), edit("the title changed"))
    before = desk.content()
    desk.pull(edited, Choice(answers={"order/criterion": REFUSE if refused else TAKE}))
    now = desk.content()
    assert (now.orders == before.orders) is refused
    assert now.texts["title"] != before.texts["title"]


def test_what_was_refused_does_not_come_back_with_the_same_file_or_one_edited_further(desk: Desk) -> None:
    edited = desk.came_back(edit("the title changed"), edit("a row added"), edit("a recipient deleted"))
    review = desk.look(edited)
    desk.pull(edited, all_answered(review, REFUSE))
    before = desk.book.read_bytes()
    assert desk.look(edited).taken_before
    desk.pull(edited)
    assert desk.book.read_bytes() == before
    document = docx.Document(str(edited))
    replaced(line(document, "Trên đây là"), "Trên đây là", "Trên đây QZ là")
    document.save(str(edited))
    assert keys(desk.look(edited)) == ["body/7tqnt"]
    found = desk.pull(edited)
    assert [change.key for change in found.taken] == ["body/7tqnt"]


def test_what_was_refused_beside_an_open_conflict_does_not_come_back_either(desk: Desk) -> None:
    edited = in_conflict(desk)
    desk.pull(edited, Choice(answers={"criterion/1.5.2/remedy": REFUSE}, keep=True))
    found = desk.pull(edited, Choice(TAKE))
    assert "criterion/1.5.2/remedy" not in {change.key for change in found.taken}
    assert [row.key for row in found.turned_down] == ["criterion/1.5.2/remedy"]


def test_a_refused_change_is_told_and_kept_in_the_list_of_what_was_not_taken(desk: Desk) -> None:
    edited = desk.came_back(edit("the title changed"))
    found = desk.pull(edited, Choice(answers={"title": REFUSE}))
    assert [problem.code for problem in found.problems if problem.code.startswith("LV")] == ["LV-33"]
    (aside,) = found.files
    listed = aside.read_text(encoding="utf-8")
    assert "[giữ của sổ như đã chọn] Trích yếu" in listed
    assert "Khắc phục các hạn chế QZ" in listed
    assert history.entries(desk.out, "ke-hoach")[-1].turned_down == ("title",)


@pytest.mark.parametrize("other", ["workbook", "edited"])
def test_files_that_changed_since_they_were_shown_are_refused(other: str, desk: Desk) -> None:
    edited = desk.came_back(edit("the title changed"))
    review = desk.look(edited)
    seen = dataclasses.replace(review.seen, **{other: "0" * 64})
    before = desk.everything()
    with pytest.raises(InputRefusedError) as caught:
        desk.pull(edited, Choice(seen=seen))
    assert [problem.code for problem in caught.value.problems] == ["LV-11"]
    assert desk.everything() == before
    assert isinstance(review.seen, Seen)
    desk.pull(edited, Choice(seen=review.seen))


def test_a_strangers_file_is_refused_when_it_is_looked_at(desk: Desk) -> None:
    stranger = desk.folder / "la.docx"
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph("Kính gửi các đồng chí, đây là văn bản khác")
    document.save(stream)
    stranger.write_bytes(stream.getvalue())
    with pytest.raises(InputRefusedError) as caught:
        desk.look(stranger)
    assert [problem.code for problem in caught.value.problems] == ["LV-01"]
