"""Rows that somebody wrote into a list of the draft, as records of that list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from generator.edits.citing import cited
from generator.edits.ledger import Ledger, NoHomeError
from generator.readback import Added
from generator.records import BodyKind, BodyRow, Criterion, Recipient, RecipientKind, Section
from generator.results import Narrative
from generator.richtext import EMPTY, Text
from generator.workbook import understood

_RICH: Final = {"name": "name", "cause": "cause", "remedy": "remedy", "evidence": "evidence", "note": "printed_note"}


def add(ledger: Ledger, new: Added, order: Sequence[str]) -> None:
    """Put a new row behind the one it stands behind in `order`. Raises NoHomeError, InputRefusedError or ValueError."""
    name, _, row = new.row.partition("/")
    before = _before(ledger, name, row, order)
    record = _MAKERS[name](ledger, new, row, before)
    rows = list(ledger.rows(name))
    rows.insert(rows.index(before) + 1 if before in rows else 0, record)
    ledger.set_rows(name, tuple(rows))


def _before(ledger: Ledger, name: str, row: str, order: Sequence[str]) -> Any:  # noqa: ANN401 - a record of that list, or None
    """The record that a row stands behind."""
    known = {record.id: record for record in ledger.rows(name)}
    at = order.index(f"{name}/{row}")
    return next((known[key.partition("/")[2]] for key in reversed(order[:at]) if key.partition("/")[2] in known), None)


def _basis(ledger: Ledger, new: Added, row: str, _before: Any) -> Any:  # noqa: ANN401
    del ledger
    return cited(_text(new), None, row)


def _body(ledger: Ledger, new: Added, row: str, before: BodyRow | None) -> BodyRow:
    model = next((known for known in ledger.plan.body if f"body/{known.id}" == new.like), None)
    first = ledger.plan.body[0].section if ledger.plan.body else Section.CONTENT
    return BodyRow(id=row, section=before.section if before else first, kind=_kind(new.prefix, model), text=_text(new))


def _kind(prefix: str, model: BodyRow | None) -> BodyKind:
    """What stands before a text tells what it is; without anything, a paragraph, unless it looks like the bullet before it."""
    if not prefix:
        return BodyKind.PARAGRAPH if model is None or model.kind is not BodyKind.BULLET else BodyKind.BULLET
    if prefix[0] in "IVXLC":
        return BodyKind.HEADING
    return BodyKind.SUBHEADING if prefix[0].isdecimal() else BodyKind.BULLET


def _recipient(ledger: Ledger, new: Added, row: str, before: Recipient | None) -> Recipient:
    name = str(understood(_text(new).plain, "recipients", "name", ledger.plan))
    kept = name.casefold().startswith("lưu")
    kind = RecipientKind.KEEP if kept else before.kind if before and before.kind is not RecipientKind.KEEP else RecipientKind.CARRY_OUT
    return Recipient(id=row, name=name, kind=kind)


def _criterion(ledger: Ledger, new: Added, row: str, _before: Criterion | None) -> Criterion:
    words: Mapping[str, Text] = new.words
    values: dict[str, Any] = {
        column: understood(words.get(printed, EMPTY), "criteria", column, ledger.plan)
        for printed, column in _RICH.items()
        if printed in words
    }
    for column in ("code", "maximum", "score", "lead", "support", "time"):
        values[column] = understood(words.get(column, EMPTY).plain, "criteria", column, ledger.plan)
    if not values["code"]:
        raise NoHomeError("Hàng thêm vào chưa có mã tiêu chí")
    return Criterion(id=row, field=new.group or str(values["code"]).split(".")[0], **values)


def _narrative(ledger: Ledger, new: Added, row: str, before: Narrative | None) -> Narrative:
    model = next((known for known in ledger.results.narrative if f"narrative/{known.id}" == new.like), before)
    if model is None:
        raise NoHomeError("Không biết đoạn này thuộc phần nào của báo cáo")
    if any(period.id == model.period and period.locked for period in ledger.plan.periods):
        raise NoHomeError(f"Kỳ {model.period} đã phát hành báo cáo nên đã khoá")
    return Narrative(id=row, period=model.period, section=model.section, text=_text(new))


_MAKERS: Final[dict[str, Callable[[Ledger, Added, str, Any], Any]]] = {
    "basis": _basis,
    "body": _body,
    "recipient": _recipient,
    "criterion": _criterion,
    "narrative": _narrative,
}


def _text(new: Added) -> Text:
    text = new.words.get("text", EMPTY)
    if not text:
        raise NoHomeError("Dòng thêm vào không có chữ")
    return text
