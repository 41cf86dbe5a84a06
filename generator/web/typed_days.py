"""Days and moments as a clerk types them; a browser's own field would show them in the order of its language."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Final

from generator.errors import InputRefusedError, Problem
from generator.vietnamese import parse_date

_MOMENT: Final = re.compile(r"(?P<day>[\d/.-]+)(?:[ T]+(?P<hour>\d{1,2})[:hg](?P<minute>\d{2})(?::\d{2})?)?")


def day_typed(words: str) -> date | None:
    """`20/01/2025`, also `2025-01-20`; None for nothing. Raises InputRefusedError WEB-73."""
    said = words.strip()
    if not said:
        return None
    found = parse_date(said) or _iso(said)
    if found is None:
        raise InputRefusedError(Problem("WEB-73", f"“{said[:40]}” không phải là một ngày", "Ghi ngày dạng 20/01/2025"))
    return found


def moment_typed(words: str) -> datetime | None:
    """`12/03/2025 16:30`, a day alone is its beginning; None for nothing. Raises InputRefusedError WEB-75."""
    said = words.strip()
    if not said:
        return None
    match = _MOMENT.fullmatch(said)
    day = (parse_date(match["day"]) or _iso(match["day"])) if match else None
    try:
        if match and day:
            return datetime.combine(day, time(int(match["hour"] or 0), int(match["minute"] or 0)))
    except ValueError:
        pass
    raise InputRefusedError(Problem("WEB-75", f"Lúc “{said[:40]}” không đọc được", "Ghi dạng 12/03/2025 16:30"))


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
