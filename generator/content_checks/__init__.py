"""What is wrong with a plan: rules on the frozen plan, each finding with its cell, its words and its cure."""

from generator.content_checks.catalogue import is_rule, rule
from generator.content_checks.checking import check, severity
from generator.content_checks.finding import Change, Finding, Path
from generator.content_checks.fixing import Done, Fixed, fixed
from generator.content_checks.list_files import lists_for
from generator.content_checks.lists import Lists
from generator.content_checks.scores import lost_points
from generator.content_checks.set_lines import without_line
from generator.content_checks.waiving import Judged, judged, unused

__all__ = [
    "Change",
    "Done",
    "Finding",
    "Fixed",
    "Judged",
    "Lists",
    "Path",
    "check",
    "fixed",
    "is_rule",
    "judged",
    "lists_for",
    "lost_points",
    "rule",
    "severity",
    "unused",
    "without_line",
]
