"""Each type of paper as its template sees it: strings only, already worded."""

from generator.papers.common import Paper
from generator.papers.plan_paper import PlanPaper, plan_paper
from generator.papers.urging_letter import FIRST, SECOND, Asking, LateUnit, UrgingLetter, urging_letter

__all__ = ["FIRST", "SECOND", "Asking", "LateUnit", "Paper", "PlanPaper", "UrgingLetter", "plan_paper", "urging_letter"]
