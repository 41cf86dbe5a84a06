"""The facts of a plan a year later: years, titles, who issues and signs; points and bands of the new year are not known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.errors import InputRefusedError, Place, Problem
from generator.next_year.bodies import Registry, folded_cell
from generator.next_year.shapes import note, quoted, remark, words_of
from generator.next_year.years import ANY_YEAR, Years, moved_title
from generator.workbook import LAST_YEAR, BookRow

_UNKNOWN_YET: Final = {
    "score": "điểm đạt",
    "band": "xếp loại",
    "target_score": "điểm phấn đấu",
    "number": "số văn bản",
    "issue_date": "ngày ban hành",
    "expected_date": "ngày dự kiến ban hành",
}
"""Facts that say something of last year's plan alone."""
_UNLIMITED: Final = Decimal(100)


def years_in(facts: BookRow) -> Years:
    """The years of a plan, one from the other when a cell is blank. Raises InputRefusedError NT-00 when none is known."""
    assessed, action = _year(facts, "assessed_year"), _year(facts, "action_year")
    if assessed is None and action is None:
        assessed = _year(facts, "title")
    if assessed is None and action is None:
        message = "Kế hoạch năm trước không ghi năm đánh giá và năm thực hiện nên không chuyển sang năm mới được"
        raise InputRefusedError(Problem("NT-00", message, "Ghi năm đánh giá ở trang Kế hoạch của sổ năm trước", Place(sheet="Kế hoạch")))
    known = assessed if assessed is not None else (action or 0) - 1
    return Years(known, known + 1 if action is None else action)


def years_to_move(facts: BookRow) -> Years:
    """The years of last year's plan. Raises InputRefusedError NT-00 when none is known, NT-19 when a workbook takes no later year."""
    years = years_in(facts)
    if max(years.next.assessed, years.next.action) > LAST_YEAR:
        raise InputRefusedError(
            Problem(
                "NT-19",
                f"Năm sau năm {years.action} nằm ngoài các năm mà sổ nhận",
                "Xem lại năm thực hiện ở trang Kế hoạch của sổ năm trước",
                Place(sheet="Kế hoạch"),
            )
        )
    return years


def _year(facts: BookRow, key: str) -> int | None:
    found = ANY_YEAR.search(str(facts.get(key) or ""))
    return int(found[0]) if found else None


def next_facts(facts: BookRow, years: Years, agencies: Registry, signers: Registry, day: date | None) -> BookRow:
    """The facts of the next plan."""
    titles = {key: moved_title(facts[key], years) for key in ("title", "annex_title") if facts.get(key)}
    agency = agencies.present(facts.get("agency"))
    after = facts | titles | dict.fromkeys(_UNKNOWN_YET)
    after |= {"assessed_year": years.next.assessed, "action_year": years.next.action, "expected_date": day, "agency": agency or None}
    if _loses_symbol(facts, agencies, agency):
        after["symbol"] = None
    # Another person is never put in the place of one who may no longer sign.
    return after | {"signer": facts.get("signer") if _may_sign(facts, signers) else None}


def _may_sign(facts: BookRow, signers: Registry) -> bool:
    rows = signers.meant(facts.get("signer"))
    return not rows or any(signers.holds(row) if signers.strict else not signers.ended(row) for row in rows)


def _loses_symbol(facts: BookRow, agencies: Registry, agency: str | None) -> bool:
    """Whether the symbol says the abbreviation of an agency whose successor has another."""
    here = {folded_cell(row, "abbreviation") for row in agencies.meant(agency) if agencies.holds(row)}
    before = {folded_cell(row, "abbreviation") for row in agencies.meant(facts.get("agency"))} - {""}
    parts = set(re.split(r"[-/]", folded_cell(facts, "symbol")))
    return bool(parts & before) and not parts & here


def fact_remarks(facts: BookRow, after: BookRow, agencies: Registry, signers: Registry) -> Iterator[Problem]:
    """What was left out of the facts, and what was kept though it may no longer hold."""
    for key, name in _UNKNOWN_YET.items():
        if after.get(key) is None and (words := words_of(facts.get(key))):
            message = f"{name[:1].upper()}{name[1:]} {quoted(words)} là của năm trước nên để trống"
            yield note("NT-08", ("facts", key), message, "Ghi khi năm mới có quyết định công bố hoặc khi văn bản được ban hành")
    yield from _changed_bodies(facts, after, agencies, signers)
    if words := words_of(facts.get("target_band")):
        message = f"Xếp loại phấn đấu {quoted(words)} được giữ của năm trước"
        yield note("NT-09", ("facts", "target_band"), message, "Xem lại khi biết xếp loại mới: mục tiêu không thấp hơn kết quả")
    if facts.get("applicable_maximum") not in {None, "", _UNLIMITED}:
        message = f"Điểm tối đa áp dụng {words_of(facts['applicable_maximum'])} được giữ của năm trước"
        yield note("NT-09", ("facts", "applicable_maximum"), message, "Đối chiếu với quyết định công bố điểm của năm mới")


def _changed_bodies(facts: BookRow, after: BookRow, agencies: Registry, signers: Registry) -> Iterator[Problem]:
    when = vietnamese.short_date(agencies.day)
    agency = words_of(facts.get("agency"))
    if agency and agency != words_of(after["agency"]):
        follower = (
            f", nay ghi cơ quan kế thừa “{words_of(after['agency'])}”" if after["agency"] else " và không rõ cơ quan kế thừa nên để trống"
        )
        message = f"Cơ quan “{agency}” không có tên nào còn hiệu lực vào ngày {when}{follower}"
        cure = "Xem lại trang Cơ quan: thời hạn, cột Kế thừa bởi, và mọi chỗ còn ghi tên cũ"
        yield remark("NT-02" if after["agency"] else "NT-03", ("facts", "agency"), message, cure)
    if words_of(facts.get("symbol")) != words_of(after.get("symbol")):
        message = f"Ký hiệu “{words_of(facts.get('symbol'))}” mang chữ viết tắt của cơ quan cũ nên để trống"
        yield remark("NT-03", ("facts", "symbol"), message, "Để nguyên thì ký hiệu lấy chữ viết tắt của cơ quan mới, hoặc ghi ký hiệu mới")
    if words_of(facts.get("signer")) != words_of(after["signer"]):
        able = "; ".join(words_of(row.get("name")) for row in signers.rows if signers.holds(row))
        message = f"“{words_of(facts['signer'])}” không giữ chức vụ vào ngày {when} nên chỗ người ký để trống"
        yield remark(
            "NT-03", ("facts", "signer"), message, f"Chọn người ký{f' (đang giữ chức vụ: {able})' if able else ' ở trang Người ký'}"
        )
