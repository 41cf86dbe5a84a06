"""Every figure of a report as a formula over its rows, with the way it is reckoned in words and the value that was printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.periods import NAMES
from generator.report import ESTIMATE, SELF_MEASURED, Change, Completion, Figures, SelfEstimate, Tally
from generator.results import Progress
from generator.standing import Sending

NONE: Final = "không có"
"""Said instead of a rate that has no base."""

_EXACT: Final = vietnamese.POINTS_STEP
_LINES: Final = "tiêu chí"
_POINTS: Final = "điểm"
_UNITS: Final = "đơn vị"


@dataclass(frozen=True, slots=True)
class Given:
    """A number or day that the formulas start from: it comes from the plan or from an earlier report, not from the rows beside it."""

    key: str
    name: str
    words: str
    unit: str
    value: Decimal | int | date


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure; `formula` has gaps: `{where}` for its group, a capital name for a range of rows, any other key for the cell of a figure.

    `value` is exact; None is printed as «không có». `step` is what points or a rate are rounded to, half up.
    """

    key: str
    name: str
    words: str
    unit: str
    formula: str
    value: Decimal | int | None
    step: Decimal = vietnamese.RATE_STEP

    @property
    def shown(self) -> Decimal | int | str:
        """The value of the formula: points rounded to three decimals, rates to two, never below zero by a sign alone."""
        if isinstance(self.value, Decimal):
            return vietnamese.rounded(self.value, self.step)
        return NONE if self.value is None else self.value

    @property
    def printed(self) -> str:
        """The words of the report: `66,67`, `9`, `không có`."""
        return vietnamese.points(self.shown) if isinstance(self.shown, Decimal) else str(self.shown)


@dataclass(frozen=True, slots=True)
class Block:
    """Figures under one heading."""

    title: str
    rows: tuple[Given | Counted, ...]


def _rounded(formula: str) -> str:
    """Half up to three decimals. The inner ROUND takes away what binary sums add after the ninth decimal, so that 2,6745 is not 2,674."""
    return f"=ROUND(ROUND({formula},9),3)"


def _of_base(formula: str) -> str:
    return f'=IF({{base}}=0,"{NONE}",ROUND(ROUND({formula},9),2))'


def _is(state: Progress) -> str:
    return f'=SUMPRODUCT({{where}}({{PROGRESS}}="{state}"))'


_STILL_APPLICABLE: Final = f'({{PROGRESS}}<>"{Progress.NOT_APPLICABLE}")'
_NOT_DONE: Final = f'({{PROGRESS}}<>"{Progress.DONE}")'
_LATE: Final = '({DEADLINE}<>"")*({DEADLINE}<{period_end})'
_LOST: Final = "SUMPRODUCT({where}({MAXIMUM}-{SCORE}))"
_GAIN: Final = 'SUMPRODUCT({where}({SELF}="Có")*({EXPECTED}<>"")*({EXPECTED}-{SCORE}))'
_DEGREE: Final = "({done}+{ongoing}*0.5)/{base}"

_TALLY: Final = (
    ("total", "Tổng số tiêu chí", "Đếm các dòng có mã tiêu chí", _LINES, '=SUMPRODUCT({where}({CODE}<>""))'),
    ("done", Progress.DONE, f"Đếm các dòng có mức độ “{Progress.DONE}”", _LINES, _is(Progress.DONE)),
    ("ongoing", Progress.ONGOING, f"Đếm các dòng có mức độ “{Progress.ONGOING}”", _LINES, _is(Progress.ONGOING)),
    ("not_started", Progress.NOT_STARTED, f"Đếm các dòng có mức độ “{Progress.NOT_STARTED}”", _LINES, _is(Progress.NOT_STARTED)),
    (
        "not_applicable",
        Progress.NOT_APPLICABLE,
        f"Đếm các dòng có mức độ “{Progress.NOT_APPLICABLE}”",
        _LINES,
        _is(Progress.NOT_APPLICABLE),
    ),
    (
        "unreported",
        "Chưa có báo cáo",
        "Tổng số − các dòng đã có mức độ",
        _LINES,
        "={total}-{done}-{ongoing}-{not_started}-{not_applicable}",
    ),
    ("base", "Còn áp dụng (mẫu số)", "Tổng số − không còn áp dụng", _LINES, "={total}-{not_applicable}"),
    ("completion_rate", "Tỷ lệ hoàn thành", "Đã hoàn thành / còn áp dụng × 100", "%", _of_base("{done}*100/{base}")),
    (
        "overdue",
        "Quá hạn",
        "Đếm các dòng còn áp dụng, chưa hoàn thành, có hạn trước ngày cuối kỳ",
        _LINES,
        f"=SUMPRODUCT({{where}}{_NOT_DONE}*{_STILL_APPLICABLE}*{_LATE})",
    ),
    (
        "converted_degree",
        "Mức độ quy đổi (ước tính)",
        "(Đã hoàn thành × 1 + đang thực hiện × 0,5) / còn áp dụng",
        "từ 0 đến 1",
        _of_base(_DEGREE),
    ),
    ("maximum", "Tổng điểm tối đa", "Cộng điểm tối đa", _POINTS, _rounded("SUMPRODUCT({where}{MAXIMUM})")),
    ("old_score", "Tổng điểm đạt", "Cộng điểm đạt", _POINTS, _rounded("SUMPRODUCT({where}{SCORE})")),
    ("lost", "Điểm bị trừ", "Cộng (điểm tối đa − điểm đạt)", _POINTS, _rounded(_LOST)),
    (
        "expected",
        "Điểm dự kiến",
        f"Cộng điểm dự kiến của các dòng tự chấm; dòng chưa có dự kiến lấy điểm đạt ({ESTIMATE})",
        _POINTS,
        _rounded('SUMPRODUCT({where}({SELF}="Có")*(({EXPECTED}="")*{SCORE}+{EXPECTED}))'),
    ),
    (
        "gain",
        "Điểm dự kiến tăng thêm",
        f"Cộng (điểm dự kiến − điểm đạt) của các dòng tự chấm có dự kiến ({ESTIMATE})",
        _POINTS,
        _rounded(_GAIN),
    ),
)
"""Key in `Tally`, name, words, unit, formula."""


def counted(found: Tally) -> tuple[Counted, ...]:
    """The figures of a set of lines: of the whole plan or of one group."""
    return tuple(
        Counted(key, name, words, unit, formula, getattr(found, key), _EXACT if unit == _POINTS else vietnamese.RATE_STEP)
        for key, name, words, unit, formula in _TALLY
    )


def blocks(found: Figures | Completion) -> tuple[Block, ...]:
    """All figures of a report that are not told by field or by lead unit."""
    figures = found.figures if isinstance(found, Completion) else found
    common = (
        Block("Số cho trước", _given(figures)),
        Block("Kết quả chung", counted(figures.overall)),
        Block("Chỉ số", _index(figures)),
        *(_change(change) for change in (figures.change,) if change),
        Block("Tình hình gửi báo cáo", _sendings(figures)),
    )
    return (*common, *_completion(found)) if isinstance(found, Completion) else common


def _given(found: Figures) -> tuple[Given, ...]:
    return (
        Given("period_end", "Ngày cuối kỳ", "Theo trang Kỳ báo cáo của kế hoạch", "ngày", found.period.last),
        Given("published", "Điểm chỉ số đã công bố", "Theo trang Kế hoạch", _POINTS, found.score),
        Given("applicable", "Điểm tối đa áp dụng", "Theo trang Kế hoạch", _POINTS, found.applicable_maximum),
    )


def _index(found: Figures) -> tuple[Counted, ...]:
    index, unexplained = f"MIN({{published}}+{_GAIN},{{applicable}})", f"{{applicable}}-{{published}}-{_LOST}"
    words = f"Điểm đã công bố + điểm dự kiến tăng thêm, không quá điểm tối đa áp dụng ({ESTIMATE})"
    left = "Điểm tối đa áp dụng − điểm đã công bố − điểm bị trừ của các dòng"
    return (
        Counted("expected_index", "Chỉ số dự kiến", words, _POINTS, _rounded(index), found.expected_index, _EXACT),
        Counted("unexplained", "Điểm mất chưa có giải pháp", left, _POINTS, _rounded(unexplained), found.unexplained, _EXACT),
    )


def _change(change: Change) -> Block:
    name = NAMES[change.before.code]
    before = Given("done_before", f"Đã hoàn thành đến {name}", f"Số của kỳ trước ({name}), ghi cố định", _LINES, change.done_before)
    words = "Đã hoàn thành kỳ này − đã hoàn thành kỳ trước"
    difference = Counted("difference", "So với kỳ trước", words, _LINES, "={done}-{done_before}", change.difference)
    return Block(f"So với kỳ trước ({name})", (before, difference))


def _sendings(found: Figures) -> tuple[Counted, ...]:
    standing = found.standing
    counts = ((Sending.ON_TIME, standing.on_time), (Sending.LATE, standing.late), (Sending.MISSING, standing.missing))
    total = Counted(
        "units", "Đơn vị phải gửi báo cáo", "Đếm các dòng ở trang Đơn vị", _UNITS, '=SUMPRODUCT(--({UNIT}<>""))', len(standing.units)
    )
    rows = (
        Counted(f"sent_{kind.name.lower()}", kind, f"Đếm các đơn vị “{kind}”", _UNITS, f'=SUMPRODUCT(--({{SENDING}}="{kind}"))', len(units))
        for kind, units in counts
    )
    return (total, *rows)


def _completion(found: Completion) -> Iterator[Block]:
    rows = [
        Counted(
            "with_evidence",
            "Có tài liệu kiểm chứng",
            "Đếm các dòng có minh chứng",
            _LINES,
            "=SUMPRODUCT(--({EVIDENCE}>0))",
            len(found.with_evidence),
        ),
        Counted(
            "without_evidence",
            "Chưa có tài liệu kiểm chứng",
            "Tổng số − có tài liệu kiểm chứng",
            _LINES,
            "={total}-{with_evidence}",
            len(found.without_evidence),
        ),
        Counted("carried", "Chuyển sang năm sau", "Còn áp dụng − đã hoàn thành", _LINES, "={base}-{done}", len(found.carried)),
        Counted(
            "recovered",
            "Điểm lấy lại được (dự kiến)",
            f"Bằng điểm dự kiến tăng thêm ({ESTIMATE})",
            _POINTS,
            "={gain}",
            found.recovered,
            _EXACT,
        ),
        Counted(
            "still_lost",
            "Điểm còn mất (dự kiến)",
            f"Điểm bị trừ − điểm lấy lại được ({ESTIMATE})",
            _POINTS,
            _rounded(f"{_LOST}-{_GAIN}"),
            found.still_lost,
            _EXACT,
        ),
    ]
    if found.self_estimate:
        rows.append(_self_estimate(found.self_estimate))
    yield Block("Báo cáo hoàn thành", tuple(rows))
    if len(found.progress) > 1:
        yield Block("Tiến độ qua các kỳ trước", tuple(_earlier(found)))


def _self_estimate(found: SelfEstimate) -> Counted:
    formula = _of_base(f'SUMPRODUCT(({{CODE}}="{SELF_MEASURED}")*{{MAXIMUM}})*{_DEGREE}')
    words = f"Điểm tối đa của tiêu chí × (đã hoàn thành × 1 + đang thực hiện × 0,5) / còn áp dụng ({ESTIMATE})"
    return Counted("self_estimate", f"Điểm ước tính của tiêu chí {SELF_MEASURED}", words, _POINTS, formula, found.value)


def _earlier(found: Completion) -> Iterator[Given | Counted]:
    for period, tally in found.progress:
        if period.id == found.figures.period.id:
            continue
        name, fixed = NAMES[period.code], "Số của kỳ đó, ghi cố định"
        done, base = f"done_{period.id}", f"base_{period.id}"
        yield Given(done, f"{name}: đã hoàn thành", fixed, _LINES, tally.done)
        yield Given(base, f"{name}: còn áp dụng", fixed, _LINES, tally.base)
        formula = f'=IF({{{base}}}=0,"{NONE}",ROUND(ROUND({{{done}}}*100/{{{base}}},9),2))'
        words = "Đã hoàn thành / còn áp dụng × 100 của kỳ đó"
        yield Counted(f"rate_{period.id}", f"{name}: tỷ lệ hoàn thành", words, "%", formula, tally.completion_rate)
