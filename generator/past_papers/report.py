"""All that was read of a report, before it becomes cells."""

from __future__ import annotations

from dataclasses import dataclass

from generator.past_papers.annex import CriteriaTable
from generator.past_papers.criteria import Criteria
from generator.past_papers.letterhead import Head
from generator.past_papers.report_frame import Frame
from generator.past_papers.report_tables import ReportTables
from generator.past_papers.report_text import Told
from generator.past_papers.result_rows import Reported


@dataclass(slots=True)
class Report:
    """Head, period, tables and text of a report; `table` is its annex of results, `texts` are all its lines."""

    head: Head
    texts: list[str]
    frame: Frame
    table: CriteriaTable | None
    tables: ReportTables
    reported: Reported
    told: Told
    criteria: Criteria
