"""Each type of paper as its template sees it: strings only, already worded."""

from generator.papers.common import Paper
from generator.papers.completion_report import CompletionReport, completion_report
from generator.papers.plan_paper import PlanPaper, plan_paper
from generator.papers.result_report import ResultReport, result_report
from generator.papers.rewording import Reworded, reworded
from generator.papers.urging_letter import FIRST, SECOND, Asking, LateUnit, UrgingLetter, urging_letter

__all__ = [
    "FIRST",
    "SECOND",
    "Asking",
    "CompletionReport",
    "LateUnit",
    "Paper",
    "PlanPaper",
    "ResultReport",
    "Reworded",
    "UrgingLetter",
    "completion_report",
    "plan_paper",
    "result_report",
    "reworded",
    "urging_letter",
]
