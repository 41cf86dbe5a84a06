"""Rules S01 to S07 and what the criteria set adds to L04, L10 and L11: each finds its fault and nothing in a good plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given, settings

from generator.content_checks import check, criteria_set, fixed, judged
from generator.errors import Severity
from generator.plan import Plan
from generator.records import SUGGESTED, Criterion, SetCriterion, Waiver
from generator.richtext import Text
from tests.books import criterion
from tests.checked_plans import ALL_COVERED, GOOD, LISTS, cured, facts, found, row
from tests.plans import plans


def line(code: str, maximum: str, score: str | None, name: str = "", **more: Any) -> SetCriterion:  # noqa: ANN401 - any field of a line
    """A line of a set."""
    points = None if score is None else Decimal(score)
    return SetCriterion(id=code, code=code, name=Text.of(name or f"Nội dung {code}"), maximum=Decimal(maximum), score=points, **more)


def with_set(*lines: SetCriterion, plan: Plan = ALL_COVERED) -> Plan:
    return Plan.model_validate(dict(plan) | {"criteria_set": lines})


def set_of(plan: Plan) -> tuple[SetCriterion, ...]:
    """The set of which the plan holds every line that lost points: its fields, its lines, and one field in which nothing was lost."""
    lines = []
    for field in dict.fromkeys(one.code[0] for one in plan.criteria):
        rows = [one for one in plan.criteria if one.code[0] == field]
        maximum, score = sum(one.maximum for one in rows), sum(one.score for one in rows)
        lines += [line(field, str(maximum), str(score)), *(_as_set(one) for one in rows)]
    rest = plan.facts.applicable_maximum - sum(one.maximum for one in plan.criteria)
    return (*lines, line("8", str(rest), str(rest)))


def _as_set(one: Criterion) -> SetCriterion:
    return line(one.code, str(one.maximum), str(one.score), one.name.plain)


FULL: Final = with_set(*set_of(ALL_COVERED))


def changed(code: str, **changes: Any) -> Plan:  # noqa: ANN401 - any field of a line
    """The full plan with one line of its set changed."""
    return with_set(*(one.model_copy(update=changes) if one.code == code else one for one in FULL.criteria_set))


def without(code: str) -> Plan:
    """The full plan without one of its criteria."""
    return Plan.model_validate(dict(FULL) | {"criteria": tuple(one for one in FULL.criteria if one.code != code)})


BAD: Final[dict[str, Plan]] = {
    "S01": changed("2", maximum=Decimal(2)),
    "S02": changed("8", maximum=Decimal(80), score=Decimal(80)),
    "S03": changed("1.1.2", score=Decimal("1.8")),
    "S04": with_set(*(one for one in FULL.criteria_set if one.code != "2.1.1")),
    "S05": changed("1.5.2", name=Text.of("Tên khác hẳn")),
    "S06": without("2.1.1"),
    "S07": row("1.1.2", FULL, internal_note=f"{SUGGESTED}: từ kế hoạch năm trước"),
}
GOOD_AND_BAD: Final = {code: (FULL, bad) for code, bad in BAD.items()}
LEVELS: Final = {"S03": Severity.ERROR, "S05": Severity.NOTE, "S07": Severity.NOTE}


def test_each_rule_of_the_set_has_an_example() -> None:
    assert [rule.code for rule, _ in criteria_set.RULES] == sorted(BAD)
    assert {rule.code: rule.severity for rule, _ in criteria_set.RULES} == {code: LEVELS.get(code, Severity.WARNING) for code in BAD}


@pytest.mark.parametrize("code", sorted(BAD))
def test_a_rule_of_the_set_finds_its_fault_and_nothing_in_a_good_plan(code: str) -> None:
    assert not found(code, FULL)
    assert {one.code for one in found(code, BAD[code])} == {code}


@pytest.mark.parametrize("code", sorted(set(BAD) - {"S07"}))
def test_without_a_set_nothing_is_said(code: str) -> None:
    assert not found(code, Plan.model_validate(dict(BAD[code]) | {"criteria_set": ()}))


@pytest.mark.parametrize("code", sorted(BAD))
def test_a_finding_of_the_set_stands_with_a_reason_at_its_row(code: str) -> None:
    (finding, *_) = found(code, BAD[code])
    path = finding.path
    place = "" if path[0] == "facts" else getattr(BAD[code], str(path[0]))[int(path[1])].code
    plan = Plan.model_validate(dict(BAD[code]) | {"waivers": (Waiver(id="bq1", rule=code, place=place, reason="Đã đối chiếu"),)})
    (one,) = judged(plan, [finding], lambda _: "ô khác")
    assert one.waiver is not None


# Sums


def test_sums_are_taken_of_the_next_level_that_the_set_has() -> None:
    lines = (line("1", "5", "4"), line("1.4", "5", "4"), line("1.4.1.1", "2", "2"), line("1.4.1.2", "3", "2"))
    assert not found("S01", with_set(*lines))
    (finding,) = found("S01", with_set(*lines[:3], line("1.4.1.2", "3", "1.25")))
    assert finding.message == "Các dòng con của 1.4 cộng lại 3,25 điểm đạt, dòng này ghi 4"
    assert finding.path == ("criteria_set", 1, "score")


def test_a_column_with_gaps_is_not_added_up() -> None:
    lines = (line("1", "5", "4", self_score=Decimal(5)), line("1.1", "5", None, self_score=Decimal(3)))
    assert [one.path[-1] for one in found("S01", with_set(*lines))] == ["self_score"]


def test_points_of_a_field_are_added_up_where_the_set_does_not_give_them() -> None:
    lines = (line("1", "60", None), line("1.1", "60", "53.7"), line("2", "40", "40"))
    assert not found("S02", with_set(*lines))
    assert [one.path for one in found("S02", with_set(*lines, plan=facts(score=Decimal(90))))] == [("facts", "score")]


def test_points_that_are_known_in_part_are_not_compared() -> None:
    lines = (line("2", "40", "40"), line("3", "60", None), line("3.6", "3", None), line("3.6.1", "1", "1"), line("3.6.2", "2", None))
    assert not found("S02", with_set(*lines))
    assert not [one for one in found("S03", with_set(*lines)) if one.path[-1] == "score"]


# Lines of the plan against the set


def test_the_points_of_a_line_are_offered_and_never_changed() -> None:
    bad = changed("1.1.2", maximum=Decimal(3), score=Decimal("1.8"))
    both = found("S03", bad)
    assert [one.path[-1] for one in both] == ["maximum", "score"]
    assert both[1].message == "Tiêu chí 1.1.2 ghi 1,9 điểm đạt, bộ tiêu chí ghi 1,8"
    assert not any(one.changes for one in both)


def test_points_of_a_line_are_added_up_where_the_set_does_not_give_them() -> None:
    lines = (line("3.6", "2", None), line("3.6.1", "1", "1"), line("3.6.2", "1", "0.75"))
    (finding,) = [one for one in found("S03", with_set(*lines)) if one.path[-1] == "score"]
    assert finding.message == "Tiêu chí 3.6 ghi 1,5 điểm đạt, bộ tiêu chí ghi 1,75"


def test_the_code_that_was_meant_is_told_by_the_name() -> None:
    meant = [one.model_copy(update={"code": "2.1.2"}) if one.code == "2.1.1" else one for one in FULL.criteria_set]
    (finding,) = found("S04", with_set(*meant))
    assert finding.cure.startswith("Ghi 2.1.2")


SAME_NAMES: Final = {
    "letters and spaces": "MỨC ĐỘ  thực hiện kế hoạch cải cách hành chính của Ủy ban nhân dân tỉnh, hoà nhã",
    "the place of the tone": "Mức độ thực hiện kế hoạch cải cách hành chính của Uỷ ban nhân dân tỉnh, hòa nhã",
    "abbreviations": "Mức độ thực hiện kế hoạch CCHC của UBND tỉnh, hòa nhã.",
    "a definition left over": "Mức độ thực hiện kế hoạch cải cách hành chính (gọi chung là kế hoạch) của UBND tỉnh, hòa nhã",
    "a title in front": "Lãnh đạo, chỉ đạo: Mức độ thực hiện kế hoạch CCHC của UBND tỉnh, hòa nhã",
}


@pytest.mark.parametrize("name", SAME_NAMES)
def test_a_name_is_compared_loosely(name: str) -> None:
    own = line("1.1.2", "2", "1.9", "Mức độ thực hiện kế hoạch cải cách hành chính của UBND tỉnh, hòa nhã")
    lines = (line("1.1", "2", "1.9", "Lãnh đạo, chỉ đạo"), own)
    assert not found("S05", with_set(*lines, plan=row("1.1.2", name=SAME_NAMES[name])))
    assert found("S05", with_set(*lines, plan=row("1.1.2", name=f"{SAME_NAMES[name]} thêm")))


def test_a_year_that_the_set_has_in_the_name_is_right() -> None:
    name = "Thực hiện nhiệm vụ chuyển tiếp từ năm 2023"
    assert found("L10", row("1.1.2", FULL, name=name))
    assert not found("L10", row("1.1.2", changed("1.1.2", name=Text.of(name)), name=name))


# Lost points without a line


def test_lost_points_are_named_once_however_deep_the_line_stands() -> None:
    lines = (line("6", "4", "2"), line("6.1", "2", "1"), line("6.1.1", "1", "0.5"), line("6.2", "2", "1"), line("6.3", "1", None))
    assert [one.path[1] for one in found("S06", with_set(*lines))] == [2, 3]
    (finding,) = found("S06", with_set(*lines[:2]))
    assert "6.1 “Nội dung 6.1” bị trừ 1 điểm" in finding.message
    assert finding.weight == 1


def test_a_line_over_or_under_a_component_covers_it() -> None:
    assert not found("S06", with_set(line("3.6.1", "2", "1"), line("1.4.1", "3", "1")))


def test_the_sum_of_lost_points_is_only_told_when_the_set_names_them() -> None:
    rest = line("6", "20", "11.36")
    (named,) = found("L04", with_set(*FULL.criteria_set, rest, plan=GOOD))
    assert named.severity is Severity.NOTE
    assert named.message.startswith("8,64 trong 14,94 điểm bị trừ (57,83%)")
    assert named.message.endswith("bộ tiêu chí cho biết 1 tiêu chí, cộng 8,64 điểm (xem S06)")
    (partly,) = found("L04", with_set(*FULL.criteria_set, line("6", "20", "12"), plan=GOOD))
    assert partly.severity is None
    (silent,) = found("L04", with_set(*FULL.criteria_set, plan=GOOD))
    assert silent == found("L04", GOOD)[0]


@settings(max_examples=25)
@given(plans())
def test_with_a_line_for_each_named_criterion_nothing_is_missing(plan: Plan) -> None:
    units = {"lead": plan.units[0].id, "support": ()}
    missing = [plan.criteria_set[int(one.path[1])].code for one in found("S06", plan)]
    more = tuple(criterion(code if "." in code else f"{code}.1", id=f"them-{code}", **units) for code in missing)
    known = {one.code for one in plan.criteria}
    assert not any(one.code in known for one in more)
    fields = {field.id for field in plan.fields}
    more = tuple(one.model_copy(update={"field": one.field if one.field in fields else "1"}) for one in more)
    assert not found("S06", Plan.model_validate(dict(plan) | {"criteria": (*plan.criteria, *more)}))


# A name that says nothing by itself


PART: Final = "Đối với công chức, viên chức không giữ chức vụ lãnh đạo"


def part_under(*lines: SetCriterion) -> Plan:
    """The good plan with a name that is no full statement, and a set over it."""
    return with_set(*lines, line("5.3.3.3", "0.5", "0", PART), plan=row("5.3.3.3", name=PART))


def test_the_title_of_the_set_is_put_before_a_name_that_says_nothing_by_itself() -> None:
    plan = part_under(line("5.3.3", "1", "0.5", "Chấp hành kỷ luật, kỷ cương hành chính:"))
    mended = cured(plan, "L11")
    name = next(one.name.plain for one in mended.criteria if one.code == "5.3.3.3")
    assert name == f"Chấp hành kỷ luật, kỷ cương hành chính: đ{PART[1:]}"
    assert not found("L11", mended)
    assert not found("S05", mended)
    assert fixed(fixed(plan, LISTS).plan, LISTS).changes == ()


def test_a_title_that_says_nothing_by_itself_is_passed_over() -> None:
    plan = part_under(line("5.3", "2", "1", "Chấp hành kỷ luật"), line("5.3.3", "1", "0.5", "Trong đó công chức"))
    assert any(one.name.plain.startswith("Chấp hành kỷ luật: đối với") for one in cured(plan, "L11").criteria)


def test_without_a_title_the_clerk_is_asked() -> None:
    for plan in (part_under(), part_under(line("5", "2", "1", "Cải cách chế độ công vụ"))):
        (finding,) = found("L11", plan)
        assert not finding.changes
        assert "5.3.3" in finding.cure


def test_a_look_at_a_suggested_remedy_is_asked_for_only_while_the_words_stand() -> None:
    assert found("S07", row("1.1.2", internal_note="gợi ý từ kế hoạch 2023"))
    assert not found("S07", row("1.1.2", internal_note="Đã xem GỢI Ý"))


def test_a_set_adds_nothing_to_a_plan_that_agrees_with_it() -> None:
    assert check(FULL, LISTS) == check(ALL_COVERED, LISTS)
