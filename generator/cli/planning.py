"""`vanban plan`: one workbook as always, many as one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.cli.many import are_many, plan_all
from generator.cli.showing import show

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path


def plan_given(given: Sequence[Path], out: Path, now: datetime, cluster: str, wished: dict[str, Any], *, as_json: bool) -> int:  # noqa: PLR0913 - as typed
    """Make the next draft of each plan that was named or lies in a folder that was named."""
    from generator.actions import plan_drafts  # noqa: PLC0415 - a command imports only what it needs

    wish = plan_drafts.Wish(**wished)
    if not are_many(given, cluster):
        return show(plan_drafts.draft_plan(given[0], out, now, wish), as_json=as_json)
    from generator.actions.one_of_many import Planning  # noqa: PLC0415 - the same

    return plan_all(given, Planning(out, now, wish), cluster, as_json=as_json)
