"""A paper that somebody wrote in Word, as the cells of a plan workbook."""

from generator.past_papers.imported import Imported, Recall
from generator.past_papers.reading import read_paper

__all__ = ["Imported", "Recall", "read_paper"]
