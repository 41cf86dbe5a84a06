"""Days and moments as a clerk types them on a page."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from generator.errors import InputRefusedError
from generator.web.typed_days import day_typed, moment_typed


@pytest.mark.parametrize("words", ["20/01/2025", "20/1/2025", " 20-1-2025 ", "2025-01-20"])
def test_a_day_is_read_however_it_is_typed(words: str) -> None:
    assert day_typed(words) == date(2025, 1, 20)


@pytest.mark.parametrize("words", ["31/02/2025", "hôm nay", "20/01", "01/20/2025"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        day_typed(words)
    assert refused.value.problems[0].code == "WEB-73"


@pytest.mark.parametrize("words", ["12/03/2025 16:30", "12/3/2025 16h30", "2025-03-12T16:30", "2025-03-12T16:30:00"])
def test_a_moment_is_read_however_it_is_typed(words: str) -> None:
    assert moment_typed(words) == datetime(2025, 3, 12, 16, 30)  # noqa: DTZ001 - the clerk's own clock


def test_a_day_alone_is_its_beginning_and_nothing_is_nothing() -> None:
    assert moment_typed("12/03/2025") == datetime(2025, 3, 12)  # noqa: DTZ001 - the same
    assert moment_typed(" ") is None
    assert day_typed("") is None


@pytest.mark.parametrize("words", ["12/03/2025 25:00", "12/03/2025 16:75", "16:30", "x"])
def test_what_is_no_moment_is_refused(words: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        moment_typed(words)
    assert refused.value.problems[0].code == "WEB-75"
