"""The score sheet that a province sends, in any layout: the whole tree of criteria with their points."""

from generator.score_sheets.model import Ask, Choices, Meaning, Question, ReadColumn, Reading, ScoreLine, ScoreSheet
from generator.score_sheets.reading import read_score_sheet

__all__ = ["Ask", "Choices", "Meaning", "Question", "ReadColumn", "Reading", "ScoreLine", "ScoreSheet", "read_score_sheet"]
