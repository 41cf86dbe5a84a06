"""What a clerk may type behind an option: a day, a number or the next one, a finding to go past."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

import click

_NUMBER: Final = re.compile("0*[1-9][0-9]{0,6}")


class Day(click.ParamType[date]):
    """A day as people write it."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 - Click's own signature
        """`02/01/2025` and the other ways; refused when it is no real day."""
        from generator.vietnamese import parse_date  # noqa: PLC0415 - slow to import, and few commands ask for a day

        found = value if isinstance(value, date) else parse_date(str(value))
        return found if found is not None else self.fail(str(value), param, ctx)


class Number(click.ParamType["int | None"]):
    """The number of a document, or the next one."""

    name = "số"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | None:  # noqa: ANN401 - the same
        """`15`, `05`, or `next` for the number after the highest in the register (None)."""
        words = str(value).strip().casefold()
        if words == "next":
            return None
        return int(words) if _NUMBER.fullmatch(words) else self.fail(words, param, ctx)


class Waiver(click.ParamType[tuple[str, str]]):
    """A finding to go past, and why."""

    name = "mã=lý do"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:  # noqa: ANN401 - the same
        """`PH-32=đã xin ý kiến` as code and reason."""
        if isinstance(value, tuple):
            return value
        code, _, reason = str(value).partition("=")
        return (code.strip().upper(), reason.strip()) if code.strip() and reason.strip() else self.fail(str(value), param, ctx)
