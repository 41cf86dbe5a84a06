"""Questions of a score sheet answered over several visits: each answer holds for its question alone, an open one writes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from generator.actions.answering import OpenQuestionError, answering, key_of
from generator.actions.beginning import Sources, begin
from generator.errors import Place
from generator.score_sheets import Question
from tests.score_layouts import saved
from tests.test_score_sheets import columns_of, two_departments

TODAY: Final = date(2025, 1, 6)


def questions(path: Path, answers: dict[str, str]) -> OpenQuestionError | None:
    """Begin a workbook; the question that stopped it."""
    try:
        begin(path.with_name("moi.xlsx"), Sources(scores=path), answering(answers), today=TODAY)
    except OpenQuestionError as stopped:
        return stopped
    return None


def test_a_workbook_is_made_once_every_question_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "bang-diem.xlsx"
    path.write_bytes(saved(*two_departments()))
    stopped = questions(path, {})
    assert stopped is not None
    assert stopped.question.answers == ("Sở KH&CN", "Sở Tài chính")
    assert not (tmp_path / "moi.xlsx").exists()
    assert questions(path, {stopped.key: "Sở Tài chính"}) is None
    assert (tmp_path / "moi.xlsx").exists()


def test_a_column_is_asked_after_its_sheet(tmp_path: Path) -> None:
    page = columns_of(
        ("Điểm tối đa", "Thẩm định lần 1", "Thẩm định lần 2"), lambda line: (float(line.maximum), float(line.score), float(line.maximum))
    )
    path = tmp_path / "bang-diem.xlsx"
    path.write_bytes(saved(page))
    stopped = questions(path, {})
    assert stopped is not None
    assert stopped.question.answers == ("D", "E")
    assert questions(path, {stopped.key: "D"}) is None
    assert (tmp_path / "moi.xlsx").exists()


def test_an_answer_that_is_no_option_leaves_the_question_open(tmp_path: Path) -> None:
    path = tmp_path / "bang-diem.xlsx"
    path.write_bytes(saved(*two_departments()))
    first = questions(path, {})
    assert first is not None
    again = questions(path, {first.key: "Sở Y tế"})
    assert again is not None
    assert again.key == first.key
    assert [problem.code for problem in again.problems] == ["HOI-01"]


def test_other_options_make_another_question() -> None:
    one = Question("Cột nào?", ("a", "b"), ("D", "E"), Place("", "Bảng", "A1"))
    other = Question("Cột nào?", ("a", "b"), ("D", "F"), Place("", "Bảng", "A1"))
    assert key_of(one) != key_of(other)
    with pytest.raises(OpenQuestionError):
        answering({key_of(one): "D"})(other)
