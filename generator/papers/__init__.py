"""Each type of paper as its template sees it: strings only, already worded."""

from generator.papers.common import Paper
from generator.papers.plan_paper import PlanPaper, plan_paper

__all__ = ["Paper", "PlanPaper", "plan_paper"]
