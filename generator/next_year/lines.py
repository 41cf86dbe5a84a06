"""Criteria of last year's plan as suggestions for the next: which carry over, and what each says from now on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator import vietnamese
from generator.errors import Problem
from generator.next_year.bodies import Registry
from generator.next_year.shapes import LONGEST_QUOTE, UNREPORTED, FormerLine, note, quoted, remark, words_of
from generator.next_year.years import ANY_YEAR, Years, moved, moved_day
from generator.periods import NAMES, SATURDAY
from generator.records import SUGGESTED, TimeKind
from generator.results import CriterionResult, Progress
from generator.workbook import BookRow, Shown

Reported = Mapping[str, CriterionResult]
"""The last result of each criterion, by the id of its row; one that is not there was never reported on."""

FINISHED: Final = frozenset({Progress.DONE, Progress.NOT_APPLICABLE})

_LONGEST_NOTE: Final = 30_000
"""A cell of Excel holds little more."""
# Not the cause: why points were lost is a fact of its year, and with another year in it would be untrue.
_MOVED: Final = ("name", "remedy", "evidence", "printed_note")
_UNKNOWN_YET: Final = ("score", "target")
_NAMES: Final = {str(code): name for code, name in NAMES.items()}


@dataclass(frozen=True, slots=True)
class Carrier:
    """What every line needs to be moved on."""

    years: Years
    units: Registry
    reported: Reported
    source: str
    """Words for the plan a line comes from: `Kế hoạch năm 2025 (chỉ số năm 2024)`."""

    def told(self, row: BookRow) -> CriterionResult | None:
        """The last result of a line."""
        return self.reported.get(str(row.get("id") or ""))

    def carries(self, row: BookRow) -> bool:
        """Whether a line is still to be mended: neither done nor without application."""
        told = self.told(row)
        return told is None or told.progress not in FINISHED

    def former(self, row: BookRow) -> FormerLine:
        """What became of a line."""
        told = self.told(row)
        progress = f"{told.progress.lower()} ({_NAMES.get(told.period, told.period)})" if told else UNREPORTED
        known = row.get("score") is not None
        score = f"{words_of(row['score'])}/{words_of(row.get('maximum')) or '?'}" if known else ""
        return FormerLine(words_of(row.get("code")), words_of(row.get("name")), progress, score)

    def next_line(self, row: BookRow) -> BookRow:
        """The line of the next plan: id, code and maximum stay, scores are not known yet, the unit's own plans go first."""
        told = self.told(row)
        moving = {key: moved(row.get(key), self.years) for key in _MOVED if key in row}
        after = row | moving | dict.fromkeys(_UNKNOWN_YET) | self._time(row) | self._leads(row)
        if told and told.next_step:
            after["remedy"] = told.next_step
        if told and (told.cause or told.difficulty) and told.progress not in FINISHED:
            after["cause"] = told.cause or told.difficulty
        return after | {"internal_note": self._note(row, after)}

    def _leads(self, row: BookRow) -> BookRow:
        lead = self.units.present(row.get("lead"))
        return {"lead": row.get("lead") if lead == str(row.get("lead") or "") else lead, "support": self.supporting(row.get("support"))}

    def supporting(self, shown: Shown) -> Shown:
        """The supporting units; one that ended gives way to its successor, or is left out."""
        words = str(shown or "")
        if self.units.meant(words):
            return self.units.present(words)
        parts = [part.strip() for part in re.split(r"[;\n]", words) if part.strip()]
        present = {part: self.units.present(part) for part in parts}
        if all(name == part for part, name in present.items()):
            return shown
        return "; ".join(dict.fromkeys(name for name in present.values() if name))

    def _time(self, row: BookRow) -> BookRow:
        """The unit's own new deadline when it lies in the next year of action; else the time of the plan, a year later."""
        told = self.told(row)
        if told and told.new_deadline and told.new_deadline.year == self.years.next.action:
            return {"time_kind": TimeKind.DAY, "time": told.new_deadline}
        return {"time": moved_time(row.get("time"))}

    def _note(self, row: BookRow, after: BookRow) -> str:
        former = self.former(row)
        parts = [f"{SUGGESTED}: lấy từ {self.source}", f"mức độ: {former.progress}"]
        parts += [f"điểm đạt năm {self.years.assessed}: {former.score}"] if former.score else []
        parts += [f"{name} cũ: {quoted(words_of(row.get(key)), LONGEST_QUOTE)}" for key, name in self._replaced(row, after)]
        parts += self._told_besides(row)
        before = str(row.get("internal_note") or "").removeprefix(SUGGESTED).lstrip(": ")
        return vietnamese.shortened("; ".join([*parts, *([f"ghi chú cũ: {before}"] if before else [])]), _LONGEST_NOTE)

    def _told_besides(self, row: BookRow) -> list[str]:
        told = self.told(row)
        late = told.new_deadline if told else None
        return [f"hạn mới đơn vị báo: {vietnamese.short_date(late)}"] if late and late.year != self.years.next.action else []

    def _replaced(self, row: BookRow, after: BookRow) -> Iterator[tuple[str, str]]:
        """Columns whose words are no longer in the line, with their names."""
        kept = {key: row.get(key) for key in ("cause", "lead", "support", "time_kind")}
        kept |= {"remedy": moved(row.get("remedy"), self.years), "time": moved_time(row.get("time"))}
        names = {"remedy": "giải pháp", "cause": "nguyên nhân", "lead": "chủ trì", "support": "phối hợp"}
        for key, name in {**names, "time_kind": "kiểu thời gian", "time": "thời gian", "target": "điểm phấn đấu"}.items():
            if words_of(row.get(key)) and after.get(key) != kept.get(key):
                yield key, name

    def remarks(self, index: int, row: BookRow, after: BookRow) -> Iterator[Problem]:
        """What a person should know of a carried line beyond its note."""
        code = words_of(row.get("code"))
        if words_of(row.get("lead")) and after["lead"] != row["lead"]:
            yield self._unit_changed(("criteria", index, "lead"), f"Chủ trì tiêu chí {code}", row["lead"], after["lead"])
        if words_of(row.get("support")) and after["support"] != row["support"]:
            yield self._unit_changed(("criteria", index, "support"), f"Phối hợp tiêu chí {code}", row["support"], after["support"])
        if target := words_of(row.get("target")):
            message = f"Điểm phấn đấu {target} của tiêu chí {code} là của năm trước nên để trống"
            yield note("NT-08", ("criteria", index, "target"), message, "Ghi điểm phấn đấu của năm mới, nếu có")
        if new_code := words_of(row.get("new_code")):
            message = f"Tiêu chí {code} có mã mới {new_code} trong bộ tiêu chí khác"
            yield note("NT-15", ("criteria", index, "new_code"), message, "Đối chiếu với bộ tiêu chí của năm mới, sửa mã nếu cần")
        yield from self._days(index, row, after)

    def _days(self, index: int, row: BookRow, after: BookRow) -> Iterator[Problem]:
        told, code, path = self.told(row), words_of(row.get("code")), ("criteria", index, "time")
        if told and told.new_deadline and told.new_deadline.year != self.years.next.action:
            late = f"Hạn mới {vietnamese.short_date(told.new_deadline)} đơn vị báo cho tiêu chí {code}"
            message = f"{late} không thuộc năm {self.years.next.action} nên không dùng, thời gian cũ được chuyển sang năm mới"
            yield note("NT-18", path, message, "Hỏi đơn vị rồi ghi thời hạn của năm mới")
        if isinstance(after.get("time"), date):
            yield from day_remarks(path, after["time"], row.get("time"), f"Thời hạn của tiêu chí {code}")

    def _unit_changed(self, path: tuple[str, int, str], what: str, before: Shown, after: Shown) -> Problem:
        return unit_changed(path, what, before, after, self.units.day)


def unit_changed(path: tuple[str | int, ...], what: str, before: Shown, after: Shown, day: date) -> Problem:
    """A unit that ended was replaced by its successor, or left out."""
    when = f"không còn vào ngày {vietnamese.short_date(day)}"
    if words_of(after):
        message = f"{what}: “{words_of(before)}” có đơn vị {when}, nay ghi “{words_of(after)}”"
        return remark("NT-02", path, message, "Xem lại đơn vị kế thừa và nhiệm vụ được giao")
    message = f"{what}: “{words_of(before)}” {when} và không rõ đơn vị kế thừa nên để trống"
    return remark("NT-03", path, message, "Chọn đơn vị ở trang Đơn vị, ghi cột Kế thừa bởi cho đơn vị cũ")


def moved_time(shown: Shown) -> Shown:
    """The time of a line a year later, whatever year it says; words without a year stay."""
    if isinstance(shown, date):
        return moved_day(shown)
    if shown is None or not isinstance(shown, str):
        return shown
    if day := vietnamese.parse_date(shown):
        return moved_day(day)
    return ANY_YEAR.sub(lambda year: str(int(year[0]) + 1), shown)


def day_remarks(path: tuple[str | int, ...], day: Shown, before: Shown, what: str) -> Iterator[Problem]:
    """A deadline on a Saturday or Sunday; one that was 29 February."""
    if not isinstance(day, date):
        return
    if day.weekday() >= SATURDAY:
        name = "thứ Bảy" if day.weekday() == SATURDAY else "Chủ nhật"
        yield note("NT-10", path, f"{what} {vietnamese.short_date(day)} là {name}", "Giữ nguyên, hoặc chuyển sang ngày làm việc")
    if isinstance(before, date) and (before.month, before.day, day.month, day.day) == (2, 29, 2, 28):
        message = f"{what} năm trước là 29/02, nay ghi {vietnamese.short_date(day)}"
        yield note("NT-11", path, message, "Xem lại ngày")
