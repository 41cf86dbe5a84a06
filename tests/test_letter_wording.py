"""The urging letter goes out under the agency and the signer of its day, and cites the plan as it was issued."""

from __future__ import annotations

from datetime import date

import pytest

from generator.papers import Asking, LateUnit, plan_paper, urging_letter
from generator.papers.letter_wording import UrgingLetter
from generator.plan import Plan
from generator.records import Authority, Signer
from generator.richtext import Text
from generator.standing import period_of
from tests.source_plan import source_plan

_PLAN = source_plan()
_OLD = _PLAN.agency.model_copy(update={"valid_to": date(2025, 6, 30), "successor": "SKHCN-TQ"})
_NEW = _PLAN.agency.model_copy(
    update={
        "id": "moi", "code": "SKHCN-TQ", "province": "tỉnh Tuyên Quang", "parent": "UBND TỈNH TUYÊN QUANG", "place": "Tuyên Quang",
        "valid_from": date(2025, 7, 1),
    }
)  # fmt: skip
_HEAD = Signer(id="gd", name="Phan Đăng Đông", position="GIÁM ĐỐC", valid_to=date(2025, 6, 30))
_NEXT_HEAD = Signer(id="gd-moi", name="Nguyễn Văn An", position="GIÁM ĐỐC", valid_from=date(2025, 7, 1))


def merged(*signers: Signer, title: str = "Khắc phục hạn chế chỉ số cải cách hành chính năm 2024") -> Plan:
    """The plan of an agency that another one took over on 1 July 2025."""
    facts = _PLAN.facts.model_copy(update={"title": Text.of(title), "expected_date": date(2025, 2, 5), "signer": "gd"})
    return Plan.model_validate(dict(_PLAN) | {"agencies": (_OLD, _NEW), "signers": (_HEAD, *signers), "facts": facts, "body": ()})


def letter(plan: Plan, day: date) -> UrgingLetter:
    return urging_letter(plan, period_of(plan, "Q3"), [LateUnit("VP", "Văn phòng", "Kết quả tiêu chí 1.1.2", 7)], Asking(1, day))


def test_a_letter_after_a_merger_goes_out_under_the_new_agency_and_cites_the_plan_of_the_old_one() -> None:
    before, after = (letter(merged(), day) for day in (date(2025, 6, 30), date(2025, 10, 2)))
    assert (before.parent.text.plain, before.place.text.plain) == ("UBND TỈNH HÀ GIANG", "Hà Giang")
    assert (after.parent.text.plain, after.place.text.plain) == ("UBND TỈNH TUYÊN QUANG", "Tuyên Quang")
    assert "Kế hoạch của Sở Khoa học và Công nghệ về khắc phục" in before.opening.text.plain
    assert "Kế hoạch của Sở Khoa học và Công nghệ tỉnh Hà Giang (cũ) về khắc phục" in after.opening.text.plain


@pytest.mark.parametrize(("signers", "name"), [((), ""), ((_NEXT_HEAD,), "Nguyễn Văn An")])
def test_a_signer_whose_term_is_over_does_not_sign_a_letter(signers: tuple[Signer, ...], name: str) -> None:
    assert letter(merged(*signers), date(2025, 6, 30)).signer.text.plain == "Phan Đăng Đông"
    assert letter(merged(*signers), date(2025, 10, 2)).signer.text.plain == name


def test_who_signs_by_order_of_the_head_still_signs_a_letter() -> None:
    office = Signer(id="cvp", name="Lý Ô", position="CHÁNH VĂN PHÒNG", authority=Authority.TL, on_behalf_of="GIÁM ĐỐC")
    assert letter(merged(_NEXT_HEAD, office), date(2025, 10, 2)).signer.text.plain == "Lý Ô"


def test_a_title_goes_on_inside_a_sentence_on_one_line_and_an_abbreviation_in_front_keeps_its_capitals() -> None:
    plan = merged(title="CNTT trong cơ quan nhà nước: khắc phục hạn chế\nnăm 2024")
    asked = "về CNTT trong cơ quan nhà nước: khắc phục hạn chế năm 2024, các phòng"
    assert asked in letter(plan, date(2025, 3, 20)).opening.text.plain
    closing = plan_paper(plan, draft=1).closing.text.plain
    assert closing == "Trên đây là Kế hoạch CNTT trong cơ quan nhà nước: khắc phục hạn chế năm 2024 của Sở Khoa học và Công nghệ"
