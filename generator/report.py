"""The figures of a period's report, derived from plan and results, the sentences made from them, the checks before print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.errors import Place, Problem, Severity
from generator.plan import Plan
from generator.records import Criterion, ReportingPeriod
from generator.results import Progress, Results
from generator.richtext import EMPTY, Text
from generator.standing import COMPLETION, Line, PeriodStanding, barriers, counted, lines, present_unit, standing, until, with_result

SELF_MEASURED: Final = "1.5.2"
"""Code of the criterion that measures how far last year's remediation plan was carried out: this plan itself."""

ESTIMATE: Final = "tự ước tính, chưa qua thẩm định"
"""Said beside every expected score: it is no appraised one."""

PROGRESS_PERIODS: Final = frozenset({"Q1", "H1", "Q3"})
"""Periods that the completion report looks back on, besides its own."""

_HALF: Final = Decimal("0.5")
_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of a set of lines: of the whole plan, a field, or a lead unit."""

    total: int
    """tong = hoan_thanh + dang + chua + khong_ad + chua_bao_cao."""
    done: int
    """hoan_thanh."""
    ongoing: int
    """dang: «Đang thực hiện»."""
    not_started: int
    """chua: «Chưa thực hiện», said by the lead unit."""
    not_applicable: int
    """khong_ad: «Không còn áp dụng»."""
    unreported: int
    """chua_bao_cao: «Chưa có báo cáo»."""
    overdue: int
    """qua_han: not complete (unreported counts as not complete) and deadline before the end of the period."""
    maximum: Decimal
    """diem_max = Σ điểm tối đa."""
    old_score: Decimal
    """diem_cu = Σ điểm đạt."""
    expected: Decimal
    """diem_du_kien = Σ điểm dự kiến of the lines the agency scores itself; without an estimate a line counts with its old score."""
    gain: Decimal
    """tang_du_kien = diem_du_kien − Σ điểm đạt of the same lines; survey lines are in neither sum."""

    @property
    def lost(self) -> Decimal:
        """diem_tru = diem_max − diem_cu; of a lead unit: the points at stake."""
        return self.maximum - self.old_score

    @property
    def base(self) -> int:
        """Mau = tong − khong_ad."""
        return self.total - self.not_applicable

    @property
    def completion_rate(self) -> Decimal | None:
        """ty_le_ht = hoan_thanh / mau × 100, in per cent; None when mau is 0: «không có»."""
        return Decimal(self.done * 100) / self.base if self.base else None

    @property
    def converted_degree(self) -> Decimal | None:
        """muc_do_quy_doi = (hoan_thanh × 1 + dang × 0,5) / mau, from 0 to 1; always labelled «ước tính»; None when mau is 0."""
        return (self.done + self.ongoing * _HALF) / self.base if self.base else None


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of a field (lĩnh vực) or of a lead unit (đơn vị chủ trì), their figures; `id` is the field's or the unit's code."""

    id: str
    name: str
    codes: tuple[str, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Change:
    """so_voi_ky_truoc: hoan_thanh now less hoan_thanh in the last period that ended earlier and has any result."""

    before: ReportingPeriod
    done_before: int
    difference: int
    newly_done: tuple[str, ...]
    """Codes done now and not then."""
    reopened: tuple[str, ...]
    """Codes done then and not now: `difference` = newly done less reopened."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of a period's report."""

    period: ReportingPeriod
    lines: tuple[Line, ...]
    overall: Tally
    fields: tuple[Group, ...]
    """Per field, in the plan's order of fields; a field without a criterion is left out."""
    leads: tuple[Group, ...]
    """Per lead unit or group, in the plan's order of units."""
    change: Change | None
    """None when no earlier period has any result."""
    score: Decimal
    """diem_dat: the published score."""
    applicable_maximum: Decimal
    """max_áp_dụng."""
    standing: PeriodStanding
    """gui_dung_han, gui_tre, chua_gui with their units."""

    @property
    def expected_index(self) -> Decimal:
        """chi_so_du_kien = diem_dat + tang_du_kien, at most max_áp_dụng."""
        return min(self.score + self.overall.gain, self.applicable_maximum)

    @property
    def unexplained(self) -> Decimal:
        """chua_co_giai_phap = (max_áp_dụng − diem_dat) − diem_tru: lost points that no line of the plan explains."""
        return self.applicable_maximum - self.score - self.overall.lost


@dataclass(frozen=True, slots=True)
class SelfEstimate:
    """Estimate for criterion 1.5.2 = its maximum × muc_do_quy_doi, and the formula in words; None when mau is 0."""

    value: Decimal | None
    words: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A criterion carried over to next year's plan, with the state, reason, next step and new deadline that its lead unit gave."""

    criterion: Criterion
    progress: Progress | None
    reason: Text
    """The cause of the delay; the difficulty when no cause was given."""
    next_step: Text
    new_deadline: date | None


@dataclass(frozen=True, slots=True)
class Completion:
    """What the completion report (Q4, NAM) tells besides the figures."""

    figures: Figures
    self_estimate: SelfEstimate | None
    """None when the plan has no criterion 1.5.2."""
    progress: tuple[tuple[ReportingPeriod, Tally], ...]
    """Figures of Q1, H1, Q3, as far as the plan has them, and of the period itself."""
    with_evidence: tuple[str, ...]
    """Codes with at least one paper in this period or before."""
    without_evidence: tuple[str, ...]
    """All other codes of the plan."""
    carried: tuple[Carried, ...]

    @property
    def recovered(self) -> Decimal:
        """Points won back (dự kiến) = tang_du_kien; estimated by the units, not appraised."""
        return self.figures.overall.gain

    @property
    def still_lost(self) -> Decimal:
        """Points still lost = diem_tru − tang_du_kien; survey lines stay lost until they are published anew."""
        return self.figures.overall.lost - self.recovered


def figures(plan: Plan, results: Results, period: ReportingPeriod) -> Figures:
    """All figures of one of the plan's periods; the order of rows in `results` does not matter."""
    found = lines(plan, results, period)
    return Figures(
        period=period,
        lines=found,
        overall=tally(found),
        fields=tuple(_groups(((row.id, row.name) for row in plan.fields), ((line.criterion.field, line) for line in found))),
        leads=tuple(_groups(((row.id, row.printed) for row in plan.units), ((line.criterion.lead, line) for line in found))),
        change=_change(plan, results, period, found),
        score=plan.facts.score,
        applicable_maximum=plan.facts.applicable_maximum,
        standing=standing(plan, results, period, None),
    )


def tally(found: Collection[Line]) -> Tally:
    """The figures of some lines."""
    counts = Counter(line.progress for line in found)
    own = [line for line in found if line.criterion.self_scored]
    return Tally(
        total=len(found),
        done=counts[Progress.DONE],
        ongoing=counts[Progress.ONGOING],
        not_started=counts[Progress.NOT_STARTED],
        not_applicable=counts[Progress.NOT_APPLICABLE],
        unreported=counts[None],
        overdue=sum(line.overdue for line in found),
        maximum=sum((line.criterion.maximum for line in found), _ZERO),
        old_score=sum((line.criterion.score for line in found), _ZERO),
        expected=sum((line.expected for line in own), _ZERO),
        gain=sum((line.expected - line.criterion.score for line in own), _ZERO),
    )


def _groups(names: Iterable[tuple[str, str]], found: Iterable[tuple[str, Line]]) -> Iterator[Group]:
    members: dict[str, list[Line]] = {}
    for key, line in found:
        members.setdefault(key, []).append(line)
    for key, name in names:
        if key in members:
            yield Group(key, name, tuple(line.criterion.code for line in members[key]), tally(members[key]))


def _change(plan: Plan, results: Results, period: ReportingPeriod, found: tuple[Line, ...]) -> Change | None:
    earlier = [before for before in with_result(plan, results) if before.last < period.last]
    if not earlier:
        return None
    now = {line.criterion.code for line in found if line.progress is Progress.DONE}
    told = counted(plan, results, earlier[-1])
    before = {row.code for row in plan.criteria if row.id in told and told[row.id].progress is Progress.DONE}
    codes = [row.code for row in plan.criteria]
    return Change(
        before=earlier[-1],
        done_before=len(before),
        difference=len(now) - len(before),
        newly_done=tuple(code for code in codes if code in now - before),
        reopened=tuple(code for code in codes if code in before - now),
    )


def completion(plan: Plan, results: Results, period: ReportingPeriod) -> Completion:
    """What the completion report adds to the figures of its period, Q4 or NAM."""
    found = figures(plan, results, period)
    looked_back = [before for before in until(plan, period) if before.id in PROGRESS_PERIODS or before.id == period.id]
    measured = next((row for row in plan.criteria if row.code == SELF_MEASURED), None)
    return Completion(
        figures=found,
        self_estimate=_self_estimate(measured, found.overall) if measured else None,
        progress=tuple((before, tally(lines(plan, results, before))) for before in looked_back),
        with_evidence=tuple(line.criterion.code for line in found.lines if line.evidence),
        without_evidence=tuple(line.criterion.code for line in found.lines if not line.evidence),
        carried=tuple(_carried(line) for line in found.lines if line.open),
    )


def _self_estimate(row: Criterion, found: Tally) -> SelfEstimate:
    words = f"Điểm ước tính của tiêu chí {row.code} = điểm tối đa × (số hoàn thành × 1 + số đang thực hiện × 0,5) / số tiêu chí còn áp dụng"
    if found.converted_degree is None:
        return SelfEstimate(None, f"{words}: không có, vì không còn tiêu chí áp dụng")
    value = row.maximum * (found.done + found.ongoing * _HALF) / found.base
    sums = f"{vietnamese.points(row.maximum)} × ({found.done} × 1 + {found.ongoing} × 0,5) / {found.base}"
    return SelfEstimate(value, f"{words} = {sums} = {vietnamese.rate(value)} điểm ({ESTIMATE})")


def _carried(line: Line) -> Carried:
    told = line.result
    if told is None:
        return Carried(line.criterion, None, EMPTY, EMPTY, None)
    return Carried(line.criterion, told.progress, told.cause or told.difficulty, told.next_step, told.new_deadline)


def completion_sentence(found: Tally) -> str:
    """«Đã khắc phục xong n/m tiêu chí, đạt x,xx%; còn …»: m is mau; states with no line are left out."""
    rate = found.completion_rate
    reached = "tỷ lệ hoàn thành: không có" if rate is None else f"đạt {vietnamese.rate(rate)}%"
    left = (
        (found.ongoing, "tiêu chí đang thực hiện"),
        (found.not_started, "tiêu chí chưa thực hiện"),
        (found.unreported, "tiêu chí chưa có báo cáo"),
    )
    still = ", ".join(f"{count} {words}" for count, words in left if count)
    parts = [f"Đã khắc phục xong {found.done}/{found.base} tiêu chí, {reached}", f"còn {still}" if still else ""]
    parts += [f"{found.overdue} tiêu chí quá hạn" if found.overdue else ""]
    parts += [f"{found.not_applicable} tiêu chí không còn áp dụng" if found.not_applicable else ""]
    return "; ".join(filter(None, parts)) + "."


def expected_sentence(found: Figures) -> str:
    """«Dự kiến điểm tăng thêm: x,xx điểm; chỉ số dự kiến: x,xx/100 điểm (…).»: always said to be the agency's own estimate."""
    gain = found.overall.gain
    verb = "giảm đi" if gain < 0 else "tăng thêm"
    index = f"{vietnamese.points(found.expected_index)}/{vietnamese.decimal(found.applicable_maximum)}"
    return f"Dự kiến điểm {verb}: {vietnamese.points(abs(gain))} điểm; chỉ số dự kiến: {index} điểm ({ESTIMATE})."


def cross_checks(found: Figures) -> tuple[Problem, ...]:
    """What does not add up: an error of the program, not of the clerk; empty when all is well.

    BC-11 the states do not add up to tong; BC-12 Σ fields ≠ total; BC-13 Σ lead units ≠ total; BC-14 a code is not there exactly once;
    BC-15 the difference to the period before is not newly done less reopened; BC-16 a reporting unit is counted twice.
    """
    return tuple(Problem(code, message, _INTERNAL, Place(sheet=sheet)) for code, sheet, message in _broken(found))


_INTERNAL: Final = "Đây là lỗi của phần mềm: chưa dùng báo cáo này, gửi tệp kế hoạch cho người phụ trách phần mềm"


def _broken(found: Figures) -> Iterator[tuple[str, str, str]]:
    yield from _broken_sums(found)
    for groups in (found.fields, found.leads):
        yield from _broken_codes(found, groups)
    if found.change and found.change.difference != len(found.change.newly_done) - len(found.change.reopened):
        yield "BC-15", "Kết quả", "Chênh lệch so với kỳ trước không khớp danh sách tiêu chí mới hoàn thành"
    for unit, count in Counter(row.unit.id for row in found.standing.units).items():
        if count > 1:
            yield "BC-16", "Đơn vị", f"Đơn vị {unit} được đếm {count} lần trong tình hình gửi báo cáo"


def _broken_sums(found: Figures) -> Iterator[tuple[str, str, str]]:
    for name, part in (("toàn kế hoạch", found.overall), *((group.name, group.tally) for group in (*found.fields, *found.leads))):
        if part.total != part.done + part.ongoing + part.not_started + part.not_applicable + part.unreported:
            yield "BC-11", "Kết quả", f"Cộng các mức độ ở “{name}” không bằng tổng số {part.total} tiêu chí"
    whole = astuple(found.overall) if found.lines else ()
    for code, name, groups in (("BC-12", "lĩnh vực", found.fields), ("BC-13", "đơn vị chủ trì", found.leads)):
        if tuple(map(sum, zip(*(astuple(group.tally) for group in groups), strict=True))) != whole:
            yield code, "Tiêu chí", f"Cộng số liệu theo {name} không bằng số liệu chung"


def _broken_codes(found: Figures, groups: tuple[Group, ...]) -> Iterator[tuple[str, str, str]]:
    counts = Counter(code for group in groups for code in group.codes)
    lines_of = Counter(line.criterion.code for line in found.lines)
    for code in sorted(counts.keys() | lines_of.keys()):
        if (counts[code], lines_of[code]) != (1, 1):
            yield "BC-14", "Tiêu chí", f"Tiêu chí {code} không có đúng một lần trong số liệu của báo cáo"


def gates(plan: Plan, results: Results, period: ReportingPeriod) -> tuple[Problem, ...]:
    """What stands between the figures and an issued report: the lines, then the barriers (BC-05 to BC-10).

    BC-02 a criterion without state; BC-03 done without evidence; both errors in Q4 and NAM, else warnings. BC-04 (Q4, NAM) open
    without reason or new deadline; a criterion that nobody reported on has BC-02 alone.
    """
    found = (_gate(plan, line, period) for line in lines(plan, results, period))
    return (*(problem for problem in found if problem), *barriers(plan, results, period))


def _gate(plan: Plan, line: Line, period: ReportingPeriod) -> Problem | None:
    final, row, told = period.id in COMPLETION, line.criterion, line.result
    severity = Severity.ERROR if final else Severity.WARNING
    place = Place(sheet="Kết quả")
    if told is None:
        lead = present_unit(plan, row.lead, period.last) or plan.unit(row.lead)
        cure = f"Đôn đốc {lead.printed} gửi kết quả, hoặc ghi mức độ vào trang Kết quả"
        return Problem("BC-02", f"Tiêu chí {row.code} chưa có báo cáo trong kỳ {period.id}", cure, place, severity)
    if told.progress is Progress.DONE and not line.evidence:
        cure = "Ghi tài liệu kiểm chứng vào trang Minh chứng, hoặc đổi mức độ nếu chưa xong"
        return Problem("BC-03", f"Tiêu chí {row.code} đã hoàn thành nhưng chưa có tài liệu kiểm chứng", cure, place, severity)
    lacks = (("lý do", told.cause or told.difficulty), ("thời hạn mới", told.new_deadline))
    if final and line.open and (missing := " và ".join(name for name, there in lacks if not there)):
        return Problem("BC-04", f"Tiêu chí {row.code} chưa hoàn thành mà thiếu {missing}", f"Ghi {missing} vào trang Kết quả", place)
    return None
