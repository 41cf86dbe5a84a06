"""Each type of paper as its template sees it: strings only, already worded."""

from typing import TYPE_CHECKING

from generator.on_demand import on_demand

if TYPE_CHECKING:
    from generator.papers.common import Paper
    from generator.papers.completion_wording import CompletionReport, completion_report
    from generator.papers.letter_wording import FIRST, SECOND, Asking, LateUnit, UrgingLetter, urging_letter
    from generator.papers.plan_wording import PlanPaper, plan_paper
    from generator.papers.result_wording import ResultReport, result_report
    from generator.papers.rewording import Reworded, reworded
else:
    __getattr__ = on_demand(
        __name__,
        {
            "common": "Paper",
            "completion_wording": "CompletionReport completion_report",
            "letter_wording": "FIRST SECOND Asking LateUnit UrgingLetter urging_letter",
            "plan_wording": "PlanPaper plan_paper",
            "result_wording": "ResultReport result_report",
            "rewording": "Reworded reworded",
        },
    )

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
