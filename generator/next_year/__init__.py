"""Next year's plan from this year's: what carries over, what moves on, what is stale."""

from generator.next_year.lines import Reported
from generator.next_year.moving import next_year
from generator.next_year.shapes import FormerLine, Moved
from generator.next_year.stale import stale

__all__ = ["FormerLine", "Moved", "Reported", "next_year", "stale"]
