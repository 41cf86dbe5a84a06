"""What a unit types on its page, made from what it is to have told; for tests of pages and of the actions below them."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any, Final

from generator.plan import Plan
from generator.records import ReportingPeriod, Unit
from generator.results import Results
from generator.richtext import Text
from generator.workbook import FormLine, TypedForm, typed_form

TODAY: Final = date(2025, 3, 10)
NOW: Final = datetime(2025, 3, 10, 9, 0)  # noqa: DTZ001 - the clerk's own clock


def unformatted(results: Results) -> Results:
    """The same without bold and italic, which nobody types on a page."""
    rows = {name: tuple(row.model_copy(update=_plain(row)) for row in getattr(results, name)) for name in ("results", "evidence", "notes")}
    return results.model_copy(update=rows)


def _plain(row: Any) -> dict[str, Any]:  # noqa: ANN401 - any record of a unit
    told = {key: Text.of(value.plain) for key, value in dict(row).items() if isinstance(value, Text)}
    return told | {"internal_note": ""}


def typed(plan: Plan, results: Results, period: ReportingPeriod, unit: Unit) -> dict[str, str]:
    """The words in every field of a form that was blank and now says these results."""
    told = typed_form(plan, results, period, unit)
    lines = {field.name: field.words for line in (*told.led, *told.supported) for field in line.fields}
    head = {field.name: field.words for field in told.head}
    return head | lines | _papers(told)


def _papers(told: TypedForm) -> dict[str, str]:
    blank = (f"+{number}" for number in count(1))
    renamed: list[tuple[str, FormLine]] = [(next(blank), line) for line in told.evidence if not line.empty]
    return {f"mc/{name}/{field.column.key}": field.words for name, line in renamed for field in line.fields}
