"""What one office's year costs in processor time, on the sample, and from that a province and the country: `python -m bench.year [ROUNDS]`.

Processor time of this process and of those it starts, not time on the wall: what else runs on the machine hardly moves it.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from generator import files, pdf
from generator.actions.checking_papers import judge
from generator.actions.checking_plans import check_plan
from generator.actions.forms_in import Handover, Taken, collect
from generator.actions.forms_out import make_forms
from generator.actions.plan_drafts import draft_plan
from generator.actions.reports import Wish, make_report

NOW: Final = datetime(2025, 3, 20, 9, 0)  # noqa: DTZ001 - the clerk's own clock
OFFICES: Final = {"a department": 1, "a province": 20 + 124, "the country": 34 * 20 + 3321}
"""About 20 departments and 124 communes in a province; 34 provinces and 3,321 communes in the country."""
DRAFTS, PERIODS, UNITS = 3, 4, 10
"""Assumed of each office: drafts of its plan, periods in which it reports, units that send it a form."""
TIMES: Final = {
    "plan, draft": DRAFTS,
    "plan, content check": DRAFTS,
    "draft, format check": DRAFTS + PERIODS,
    "unit form, written": PERIODS * UNITS,
    "unit form, collected": PERIODS * UNITS,
    "report with its figures": PERIODS,
    "PDF of a paper": DRAFTS + PERIODS,
}


def spent() -> float:
    """Processor seconds until now."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def cost(work: Callable[[], int]) -> float:
    """Processor seconds for each of the things that the work says it did."""
    start = spent()
    return (spent() - start) / count if (count := work()) else 0.0


def once(room: Path) -> dict[str, float]:
    """Each step of the year once, warm, in a folder of its own."""
    book, out = room / "ke-hoach.xlsx", room / "out"
    shutil.copy(files.shipped("data", "ke-hoach-cchc-2024.xlsx"), book)
    draft = out / "ke-hoach-du-thao-1.docx"
    forms = tuple(files.shipped("data", "bieu-minh-hoa", name) for name in ("Q1-gui-lai", "Q1"))

    def collected() -> int:
        verdicts = [verdict for given in forms for verdict in collect(book, out, Handover((given,), "Q1", NOW)).verdicts]
        assert any(verdict.taken in {Taken.TAKEN, Taken.REMARKS} for verdict in verdicts)  # noqa: S101 - a figure of failures is none
        return len(verdicts)

    steps: dict[str, Callable[[], int]] = {
        "plan, draft": lambda: len(draft_plan(book, out, NOW).files),
        "plan, content check": lambda: bool(check_plan(book).page),
        "draft, format check": lambda: bool(judge(draft).sha256),
        "unit form, written": lambda: len(make_forms(book, out, period="Q1").files),
        "unit form, collected": collected,
        "report with its figures": lambda: bool(make_report(book, out, NOW, period="Q1", wish=Wish(with_gaps=True)).files),
        "PDF of a paper": lambda: bool(pdf.is_there() and pdf.convert(draft)),
    }
    return {name: cost(step) for name, step in steps.items()}


def main(arguments: list[str]) -> None:
    """Print what each step costs and what a year needs."""
    rounds = int(arguments[0]) if arguments else 5
    found = []
    for _ in range(rounds + 1):
        with tempfile.TemporaryDirectory() as name:
            found.append(once(Path(name)))
    best = {name: min(row[name] for row in found[1:]) for name in TIMES}  # the first one imports
    print("| step | processor ms each | " + " | ".join(OFFICES) + " |\n|---|---:|" + "---:|" * len(OFFICES))
    for name, each in best.items():
        print(f"| {name} | {each * 1000:.0f} | " + " | ".join(f"{TIMES[name] * count:,}" for count in OFFICES.values()) + " |")
    hours = sum(best[name] * TIMES[name] for name in TIMES) / 3600
    print("| one core, hours a year | | " + " | ".join(f"{hours * count:.3f}" for count in OFFICES.values()) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
