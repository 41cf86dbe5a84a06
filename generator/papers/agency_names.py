"""Agencies and units by the name they have on a day: a paper cites the old name and goes out under the new one."""

from __future__ import annotations

from datetime import date

from generator import vietnamese
from generator.fields import BLANK
from generator.plan import Plan
from generator.records import Agency, Authority, Signer
from generator.standing import present_unit


def agency_on(plan: Plan, day: date) -> Agency:
    """The plan's agency as it is named on a day: a later record of its own, or its successor's; the issuing one when neither holds."""
    code, seen = plan.facts.agency, set[str]()
    while code and code not in seen:
        same = [row for row in plan.agencies if row.code == code]
        valid = [row for row in same if (row.valid_from or day) <= day <= (row.valid_to or day)]
        if valid:
            return plan.agency if plan.agency in valid else valid[0]
        seen.add(code)
        code = next((row.successor for row in same if row.successor), "")
    return plan.agency


def former(plan: Plan, day: date) -> Agency | None:
    """The agency that issued the plan, when another one stands in its place on a day."""
    return None if agency_on(plan, day) == plan.agency else plan.agency


def plan_issuer(plan: Plan, day: date) -> str:
    """Who issued the plan: `Sở …`, or `Sở … tỉnh Hà Giang (cũ)` when another agency stands in its place on a day."""
    old = former(plan, day)
    return plan.agency.name if old is None else f"{' '.join(filter(None, (old.name, old.province)))} (cũ)"


def plan_citation(plan: Plan, day: date) -> str:
    """`Kế hoạch số 12/KH-SKHCN ngày 10/3/2025 của Sở … về …`; number and day that nobody wrote down stay blank."""
    facts = plan.facts
    symbol = facts.symbol or f"KH-{plan.agency.abbreviation}"
    day_ = vietnamese.short_date(facts.issue_date) if facts.issue_date else f"{BLANK} tháng {BLANK} năm {facts.action_year}"
    return (
        f"Kế hoạch số {facts.number or BLANK}/{symbol} ngày {day_} của {plan_issuer(plan, day)} về {vietnamese.lowered(facts.title.plain)}"
    )


def unit_name(plan: Plan, code: str) -> str:
    """The printed name of a unit; a code that the plan does not know is printed as it is."""
    return next((unit.printed for unit in plan.units if unit.id == code), code)


def unit_now(plan: Plan, code: str, day: date) -> str:
    """The printed name of a unit, with `(nay là …)` when it ended before a day and another one took over."""
    heir = present_unit(plan, code, day)
    name = unit_name(plan, code)
    return name if heir is None or heir.id == code else f"{name} (nay là {heir.printed})"


def signer_on(plan: Plan, day: date) -> Signer | None:
    """Who signs on a day: the plan's signer, or else the one head who holds office then; None leaves the name blank."""
    valid = [row for row in plan.signers if (row.valid_from or day) <= day <= (row.valid_to or day)]
    if plan.signer in valid:
        return plan.signer
    heads = [row for row in valid if row.authority in {Authority.NONE, Authority.Q}]
    return heads[0] if len(heads) == 1 else None
