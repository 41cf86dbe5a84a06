"""What the clerk can ask for, one verb a function; the only place where rooms meet."""

from generator.actions.outcome import Outcome
from generator.actions.plan_drafts import draft_plan
from generator.actions.plan_workbooks import new_workbook

__all__ = ["Outcome", "draft_plan", "new_workbook"]
