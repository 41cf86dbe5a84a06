"""Questions of a score sheet answered one by one: what was answered is kept by its question, the first open one stops the work."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from generator.errors import GeneratorError, Problem
from generator.score_sheets import Ask, Question


class OpenQuestionError(GeneratorError):
    """A question that nobody answered yet; nothing was written."""

    def __init__(self, question: Question) -> None:
        """Carry the question, which is also told as a problem where nobody can be asked."""
        super().__init__(Problem("HOI-01", question.what, f"Chọn một trong: {'; '.join(question.options)}", question.place))
        self.question = question

    @property
    def key(self) -> str:
        """What the answer is kept under."""
        return key_of(self.question)


def answering(answers: Mapping[str, str]) -> Ask:
    """Lets the given answers choose, `{key of the question: its answer}`; raises OpenQuestionError where there is none that fits."""

    def ask(question: Question) -> int:
        answer = answers.get(key_of(question))
        if answer not in question.answers:
            raise OpenQuestionError(question)
        return question.answers.index(answer)

    return ask


def key_of(question: Question) -> str:
    """The same question of the same sheet has the same key; with other choices it is another question."""
    parts = (question.what, question.place.sheet, question.place.cell, *question.answers)
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:16]
