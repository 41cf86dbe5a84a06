"""A plan moved on to the next year: pure, cells in and cells out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.errors import Problem
from generator.next_year.bases import basis_remarks, next_basis
from generator.next_year.bodies import AGENCY_NAMES, SIGNER_NAMES, UNIT_NAMES, Registry
from generator.next_year.facts import fact_remarks, next_facts, years_to_move
from generator.next_year.lines import Carrier, Reported, day_remarks, unit_changed
from generator.next_year.published import without_results
from generator.next_year.shapes import Moved, note, quoted, remark, words_of
from generator.next_year.stale import first_day, stale
from generator.next_year.years import Years, moved, moved_day
from generator.workbook import BookCells, BookRow

_KEPT: Final = ("units", "signers", "agencies", "fields")
"""Lists that go over as they are: bodies and people keep their dated rows."""
_DAYS: Final = ("first", "last", "units_due", "department_due")
_DUE: Final = {"units_due": "Hạn đơn vị gửi", "department_due": "Hạn của Sở"}
_NOT_CARRIED: Final = {
    "results": "Kết quả",
    "evidence": "Minh chứng",
    "notes": "Ghi chú phối hợp",
    "submissions": "Nộp báo cáo",
    "reminders": "Đôn đốc",
    "narrative": "Lời văn báo cáo",
    "rewordings": "Lời sửa tay",
    "criteria_set": "Bộ tiêu chí",
}


@dataclass(frozen=True, slots=True)
class _Mover:
    """Last year's cells with what is needed to move them on."""

    cells: BookCells
    years: Years
    day: date | None
    reported: Reported

    def rows(self, key: str) -> list[BookRow]:
        return self.cells.lists.get(key, [])

    def registry(self, key: str, names: tuple[str, ...]) -> Registry:
        return Registry(self.rows(key), names, self.day or first_day(self.years.next.action), strict=self.day is not None)

    @property
    def agencies(self) -> Registry:
        return self.registry("agencies", AGENCY_NAMES)

    @property
    def signers(self) -> Registry:
        return self.registry("signers", SIGNER_NAMES)

    @property
    def units(self) -> Registry:
        # A unit that begins later may be given work; only one that ended may not.
        return self.registry("units", UNIT_NAMES)

    @property
    def carrier(self) -> Carrier:
        number = words_of(self.cells.facts.get("number"))
        named = f"Kế hoạch{f' số {number}' if number else ''} năm {self.years.action} (chỉ số năm {self.years.assessed})"
        return Carrier(self.years, self.units, self.reported, named)

    def facts(self) -> BookRow:
        return next_facts(self.cells.facts, self.years, self.agencies, self.signers, self.day)

    def lists(self) -> dict[str, list[BookRow]]:
        """All lists but the criteria."""
        return {key: [dict(row) for row in self.rows(key)] for key in _KEPT} | {
            "bases": [next_basis(row, self.years) for row in self.rows("bases")],
            "body": [self.body_row(row)[0] for row in self.rows("body")],
            "recipients": [row | {"name": moved(row.get("name"), self.years)} for row in self.rows("recipients")],
            "periods": [next_period(row) for row in self.rows("periods")],
        }

    def body_row(self, row: BookRow) -> tuple[BookRow, tuple[str, ...]]:
        """A paragraph a year later, and the results of last year that it told."""
        text, told = without_results(row.get("text"), self.cells.facts, self.years)
        unit = self.units.present(row.get("unit"))
        after = row | {"text": moved(text, self.years)}
        return (after if unit == words_of(row.get("unit")) else after | {"unit": unit}), told

    def remarks(self, after: BookCells) -> Iterator[Problem]:
        yield from fact_remarks(self.cells.facts, after.facts, self.agencies, self.signers)
        for index, row in enumerate(self.rows("bases")):
            yield from basis_remarks(index, row, self.years)
        for index, row in enumerate(self.rows("body")):
            yield from self.body_remarks(index, row, after.lists["body"][index])
        carried = [row for row in self.rows("criteria") if self.carrier.carries(row)]
        for index, row in enumerate(carried):
            yield from self.carrier.remarks(index, row, after.lists["criteria"][index])
        for index, row in enumerate(self.rows("periods")):
            for key, what in _DUE.items():
                period = words_of(row.get("code"))
                yield from day_remarks(("periods", index, key), after.lists["periods"][index].get(key), row.get(key), f"{what} kỳ {period}")
            if issued := " ngày ".join(filter(None, (words_of(row.get("report_number")), words_of(row.get("report_date"))))):
                message = f"Báo cáo {issued} của kỳ {words_of(row.get('code'))} là của năm trước nên để trống"
                yield note("NT-13", ("periods", index, "report_number"), message, "Ghi khi báo cáo của kỳ được phát hành")
        yield from self.left_behind()

    def body_remarks(self, index: int, row: BookRow, after: BookRow) -> Iterator[Problem]:
        if told := self.body_row(row)[1]:
            message = f"Kết quả của năm trước ({'; '.join(told)}) trong đoạn {quoted(words_of(after.get('text')))} được thay bằng dấu “…”"
            yield remark("NT-08", ("body", index, "text"), message, "Ghi điểm, xếp loại của năm mới vào chỗ dấu “…”")
        if words_of(row.get("unit")) != words_of(after.get("unit")):
            what = f"Đơn vị của đoạn {quoted(words_of(after.get('text')), 40)}"
            yield unit_changed(("body", index, "unit"), what, row.get("unit"), after.get("unit"), self.units.day)

    def left_behind(self) -> Iterator[Problem]:
        """Rows that belong to last year alone."""
        for row in self.rows("waivers"):
            where = f" ở {words_of(row.get('place'))}" if words_of(row.get("place")) else ""
            message = f"Không chuyển dòng bỏ qua {words_of(row.get('rule'))}{where}: {quoted(words_of(row.get('reason')))}"
            yield note("NT-12", ("waivers",), message, "Soát sổ mới; còn lý do thì ghi lại vào trang Bỏ qua")
        for key, title in _NOT_CARRIED.items():
            if rows := self.rows(key):
                message = f"Không chuyển {len(rows)} dòng của trang {title}, là của năm trước"
                yield note("NT-13", (key,), message, "Xem ở sổ năm trước khi cần")


def next_period(row: BookRow) -> BookRow:
    """A period a year later, its report not issued yet."""
    days = {key: moved_day(day) for key in _DAYS if isinstance(day := row.get(key), date)}
    return row | days | {"report_number": None, "report_date": None}


def next_year(cells: BookCells, reported: Reported, day: date | None = None) -> Moved:
    """Next year's plan from the cells of last year's.

    `reported` holds the last result of each criterion by the id of its row; with none at all every criterion carries over. `day` is the
    expected day of the new plan, on which agency, units and signer must hold; without one only who ended before the new year of
    action is known to be gone. Raises InputRefusedError as `years_to_move` does.
    """
    mover = _Mover(cells, years_to_move(cells.facts), day, reported)
    carrier, rows = mover.carrier, cells.lists.get("criteria", [])
    facts, lists = mover.facts(), mover.lists()
    every = [carrier.next_line(row) for row in rows]
    open_lines = [after for row, after in zip(rows, every, strict=True) if carrier.carries(row)]
    after = BookCells(facts, lists | {"criteria": open_lines})
    return Moved(
        cells=after,
        every_line=BookCells(facts, lists | {"criteria": every}),
        carried=tuple(carrier.former(row) for row in rows if carrier.carries(row)),
        finished=tuple(carrier.former(row) for row in rows if not carrier.carries(row)),
        remarks=tuple(mover.remarks(after)),
        stale=stale(after, day),
    )
