"""What units reported: the result of each criterion in each period, the papers that prove it, who sent what and when."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Self

from pydantic import Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from generator.plan import Fault
from generator.records import ROW_ID, Record, Row
from generator.richtext import EMPTY, Text

LONGEST_ID: Final = 24
_UNSAFE: Final = re.compile(r"[^0-9A-Za-z]+")


def row_id(*parts: str) -> str:
    """A row's id made of what names it, `Q1-VP`; too long, or with signs that no id has, its end becomes the beginning of a hash."""
    name = "-".join(parts)
    sound = re.fullmatch(ROW_ID, name) is not None
    if sound and len(name) <= LONGEST_ID:
        return name
    short = hashlib.sha256(name.encode("utf-8")).hexdigest()[:8]
    stem = name if sound else _UNSAFE.sub("-", name)
    return f"{stem[: LONGEST_ID - 9].rstrip('-.')}-{short}".strip("-")


class Progress(StrEnum):
    """How far the mending of a criterion is, as its lead unit says; nothing reported is no progress of any kind."""

    DONE = "Đã hoàn thành"
    ONGOING = "Đang thực hiện"
    NOT_STARTED = "Chưa thực hiện"
    NOT_APPLICABLE = "Không còn áp dụng"


class CauseKind(StrEnum):
    """Whether a delay comes from the unit itself or from outside."""

    OWN = "Chủ quan"
    OUTSIDE = "Khách quan"


class CriterionResult(Row):
    """One criterion in one period, told by its lead unit; `id` is period and criterion, `Q1-1.1.2`.

    `numerator` and `denominator` are the parts of a rate; `expected` is the unit's own estimate of the score, never an appraised one.
    """

    period: str
    criterion: str
    unit: str
    progress: Progress
    done: Text = EMPTY
    done_on: date | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    expected: Decimal | None = None
    difficulty: Text = EMPTY
    cause: Text = EMPTY
    cause_kind: CauseKind | None = None
    proposal: Text = EMPTY
    next_step: Text = EMPTY
    new_deadline: date | None = None
    correction: Text = EMPTY
    """What was wrong in a period whose report was already issued: told in the next period, never changed in the old one."""

    @property
    def rate(self) -> Decimal | None:
        """Numerator over denominator in per cent, when both are there."""
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator * 100


class Evidence(Row):
    """A paper that proves a result; item and page when only a part of it does. `id` is period, criterion and a counter."""

    period: str
    criterion: str
    unit: str
    title: str
    number: str = ""
    issued: date | None = None
    issuer: str = ""
    item: str = ""
    page: str = ""


class SupportNote(Row):
    """What a supporting unit adds on a criterion that another unit leads."""

    period: str
    criterion: str
    unit: str
    note: Text


class Submission(Row):
    """A form that was taken in: which file, its hash, when it came; the last one of a unit in a period counts. `id` is period and unit."""

    period: str
    unit: str
    received: datetime
    file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    number: str = ""
    issued: date | None = None
    times: int = 1


class Reminder(Row):
    """An urging letter to a late unit: its level (1 or 2) and its day."""

    period: str
    unit: str
    level: int = Field(ge=1, le=2)
    sent: date


class NarrativeSection(StrEnum):
    """Which part of a report a narrative row belongs to."""

    ISSUED = "Văn bản đã ban hành"
    STEERING = "Chỉ đạo, kiểm tra, đôn đốc"
    STRENGTHS = "Ưu điểm"
    SHORTCOMINGS = "Tồn tại, hạn chế"
    OWN_CAUSES = "Nguyên nhân chủ quan"
    OUTSIDE_CAUSES = "Nguyên nhân khách quan"
    NEXT_STEPS = "Nhiệm vụ, giải pháp tiếp theo"
    PROPOSALS = "Đề xuất, kiến nghị"


class Narrative(Row):
    """A paragraph that the clerk wrote for a report; where nothing was written, nothing is printed."""

    period: str
    section: NarrativeSection
    text: Text


class Rewording(Row):
    """A sentence that the program words in a paper and that a person worded anew by hand; `id` is paper and key.

    `paper` names it, `report-Q1` or `letter-Q1-1`; `key` is the field's (`title`, `opening`). `before` is what the program had
    worded: when it words the field otherwise one day, the rewording may no longer fit. An empty `text` is a sentence taken out.
    """

    paper: str
    key: str
    before: Text
    text: Text


class Results(Record):
    """All that was reported on one plan."""

    results: tuple[CriterionResult, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[SupportNote, ...] = ()
    submissions: tuple[Submission, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    narrative: tuple[Narrative, ...] = ()
    rewordings: tuple[Rewording, ...] = ()

    @model_validator(mode="after")
    def _holds(self, _info: ValidationInfo) -> Self:
        if faults := tuple(_faults(self)):
            words = "; ".join(fault.message for fault in faults)
            raise PydanticCustomError("results", "{words}", {"words": words, "faults": faults})
        return self

    def of(self, period: str, criterion: str) -> CriterionResult | None:
        """What the lead unit said of a criterion in a period, or None: then nothing was reported."""
        return next((row for row in self.results if row.period == period and row.criterion == criterion), None)

    def submission(self, period: str, unit: str) -> Submission | None:
        """The form that a unit sent in a period, or None."""
        return next((row for row in self.submissions if row.period == period and row.unit == unit), None)


LISTS: Final = ("results", "evidence", "notes", "submissions", "reminders", "narrative", "rewordings")


def _faults(results: Results) -> Iterator[Fault]:
    for name in LISTS:
        rows: tuple[Any, ...] = getattr(results, name)
        counts = Counter(row.id.casefold() for row in rows)
        for index, row in enumerate(rows):
            if counts[row.id.casefold()] > 1:
                yield Fault((name, index, "id"), "KQ-01", f"Mã dòng “{row.id}” có ở {counts[row.id.casefold()]} dòng", "Xoá dòng thừa")
    for index, result in enumerate(results.results):
        if result.denominator is not None and result.denominator <= 0:
            yield Fault(
                ("results", index, "denominator"), "KQ-02", "Mẫu số của tỷ lệ phải lớn hơn 0", "Ghi lại mẫu số, hoặc để trống cả hai ô"
            )
    yield from _reworded_twice(results.rewordings)


def _reworded_twice(rows: tuple[Rewording, ...]) -> Iterator[Fault]:
    counts = Counter((row.paper, row.key) for row in rows)
    for index, row in enumerate(rows):
        if counts[row.paper, row.key] > 1:
            message = f"Trường “{row.key}” của văn bản {row.paper} có {counts[row.paper, row.key]} lời sửa"
            yield Fault(("rewordings", index, "key"), "KQ-03", message, "Giữ một dòng, xoá các dòng còn lại")
