"""Where each field of a paper lives: the record and column that its words go back into."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from generator import vietnamese
from generator.base import PLAN
from generator.carrying import carried
from generator.edits.citing import cited
from generator.edits.ledger import Ledger, NoHomeError
from generator.fields import FINAL_MARKS
from generator.records import Agency, BodyKind, BodyRow, Section
from generator.results import CriterionResult, Rewording, row_id
from generator.richtext import EMPTY, Text
from generator.workbook import understood

_RICH: Final = {"name": "name", "cause": "cause", "remedy": "remedy", "evidence": "evidence", "note": "printed_note"}
_VALUES: Final = frozenset({"code", "maximum", "score", "lead", "support", "time"})
_TOLD: Final = ("done", "cause", "difficulty", "proposal", "next_step", "correction")
_AGENCY: Final = frozenset({"agency", "parent", "place"})
SIGNING: Final = ("authority", "position", "signer")
"""Fields that are one record together."""

Home = Callable[[Ledger, list[str], Text], None]


def put(ledger: Ledger, key: str, text: Text) -> None:
    """Put the new words of a field where they belong. Raises NoHomeError, InputRefusedError or ValueError when they can't stand there."""
    name, *rest = key.split("/")
    home = _HOMES.get((name, len(rest))) or _SINGLE.get(key)
    if home is not None:
        try:
            home(ledger, rest, text)
        except _NotHereError:
            _reword(ledger, key, text)
    elif ledger.paper == PLAN:
        raise NoHomeError("Phần này do phần mềm tự viết, không sửa được từ Word")
    else:
        _reword(ledger, key, text)


class _NotHereError(Exception):
    """The record that usually holds this field does not hold it in this paper: the program's own words were changed."""


def _title(ledger: Ledger, _rest: list[str], text: Text) -> None:
    if ledger.paper != PLAN:
        raise _NotHereError
    ledger.set_facts(title=carried(ledger.plan.facts.title, ledger.mine["title"], text))


def _annex_title(ledger: Ledger, _rest: list[str], text: Text) -> None:
    ledger.set_facts(annex_title=carried(ledger.plan.facts.annex_title, ledger.mine["annex_title"], text))


def _symbol(ledger: Ledger, _rest: list[str], text: Text) -> None:
    if ledger.paper != PLAN:
        raise NoHomeError("Ký hiệu của báo cáo, công văn lấy theo chữ viết tắt ở trang Cơ quan")
    ledger.set_facts(symbol=text.plain)


def _closing(ledger: Ledger, _rest: list[str], text: Text) -> None:
    """The plan's own closing words become a row of its text."""
    if ledger.paper != PLAN:
        raise _NotHereError
    if not text:
        raise NoHomeError("Câu kết luôn được in")
    row = BodyRow(id=_free("ket-thuc", (row.id for row in ledger.plan.body)), section=Section.CLOSING, kind=BodyKind.PARAGRAPH, text=text)
    ledger.set_plan(body=(*ledger.plan.body, row))


def _free(wanted: str, taken: Iterable[str]) -> str:
    known = {row.casefold() for row in taken}
    return next(name for name in (wanted, *(f"{wanted}-{number}" for number in range(2, 1000))) if name not in known)


def _agency(attribute: str) -> Home:
    def change(ledger: Ledger, _rest: list[str], text: Text) -> None:
        old = _printed_agency(ledger)
        now = carried(Text.of(getattr(old, {"agency": "name"}.get(attribute, attribute))), ledger.mine[attribute], text).plain
        if attribute != "parent" and not now:
            raise NoHomeError("Phần này không được để trống")
        new = type(old)(**dict(old) | {{"agency": "name"}.get(attribute, attribute): now})
        ledger.set_plan(agencies=tuple(new if row is old else row for row in ledger.plan.agencies))

    return change


def _printed_agency(ledger: Ledger) -> Agency:
    """The record whose name stands on the paper: an agency is named differently from one day on."""
    shown = ledger.mine["agency"].plain
    named = [row for row in ledger.plan.agencies if row.name.upper() == shown]
    return next((row for row in named if row.code == ledger.plan.facts.agency), named[0] if named else ledger.plan.agency)


def _basis(ledger: Ledger, rest: list[str], text: Text) -> None:
    before = next((row for row in ledger.plan.bases if row.id == rest[0]), None)
    if before is None:
        raise _NotHereError
    new = cited(text, before, before.id)
    ledger.set_plan(bases=tuple(new if row is before else row for row in ledger.plan.bases))


def _body(ledger: Ledger, rest: list[str], text: Text) -> None:
    if not text:
        raise NoHomeError("Một đoạn không được để trống; muốn bỏ thì xoá cả đoạn")
    row = ledger.row("body", rest[0])
    ledger.set_row("body", row.id, text=carried(row.text, ledger.mine[f"body/{row.id}"], text))


def _recipient(ledger: Ledger, rest: list[str], text: Text) -> None:
    if not any(row.id == rest[0] for row in ledger.plan.recipients):
        raise _NotHereError
    ledger.set_row("recipient", rest[0], name=understood(text.plain, "recipients", "name", ledger.plan))


def _field(ledger: Ledger, rest: list[str], text: Text) -> None:
    row = ledger.row("field", rest[0])
    words = carried(Text.of(row.name), ledger.mine.get(f"field/{row.id}", text), text).plain
    ledger.set_row("field", row.id, name=understood(words, "fields", "name", ledger.plan))


def _criterion(ledger: Ledger, rest: list[str], text: Text) -> None:
    row, attribute = ledger.row("criterion", rest[0]), rest[1]
    key = f"criterion/{row.id}/{attribute}"
    if attribute == "field":
        ledger.set_row("criterion", row.id, field=text.plain)
    elif attribute in _RICH:
        name = _RICH[attribute]
        words = carried(getattr(row, name), ledger.mine.get(key, text), text)
        ledger.set_row("criterion", row.id, **{name: understood(words, "criteria", name, ledger.plan)})
    elif attribute in _VALUES:
        ledger.set_row("criterion", row.id, **{attribute: understood(text.plain, "criteria", attribute, ledger.plan)})
    else:
        raise NoHomeError("Chưa có báo cáo của đơn vị cho tiêu chí này; kết quả phải do đơn vị gửi")


def _narrative(ledger: Ledger, rest: list[str], text: Text) -> None:
    row = ledger.row("narrative", rest[0])
    _refuse_locked(ledger, row.period)
    ledger.set_row("narrative", row.id, text=carried(row.text, ledger.mine[f"narrative/{row.id}"], text))


def _result(ledger: Ledger, rest: list[str], text: Text) -> None:
    _set_told(ledger, ledger.row("result", rest[0]), rest[1], f"result/{rest[0]}/{rest[1]}", text)


def _told_elsewhere(ledger: Ledger, key: str, criterion: str, text: Text) -> None:
    """Words of a unit that the report prints at a second place: found by what stands there."""
    shown = ledger.mine.get(key, EMPTY)
    found = [
        (row, name)
        for row in reversed(ledger.results.results)
        for name in _TOLD
        if row.criterion == criterion and shown and getattr(row, name).map(vietnamese.prose).strip(*FINAL_MARKS) == shown
    ]
    if not found:
        raise NoHomeError("Chưa có báo cáo của đơn vị cho phần này; kết quả phải do đơn vị gửi")
    _set_told(ledger, *found[0], key, text)


def _remark(ledger: Ledger, rest: list[str], text: Text) -> None:
    _told_elsewhere(ledger, f"remark/{rest[0]}", rest[0], text)


def _carried(ledger: Ledger, rest: list[str], text: Text) -> None:
    _told_elsewhere(ledger, f"carried/{rest[0]}/{rest[1]}", rest[0], text)


def _set_told(ledger: Ledger, row: CriterionResult, name: str, key: str, text: Text) -> None:
    _refuse_locked(ledger, row.period)
    ledger.set_row("result", row.id, **{name: carried(getattr(row, name).strip(*FINAL_MARKS), ledger.mine.get(key, text), text)})


def _note(ledger: Ledger, rest: list[str], text: Text) -> None:
    row = ledger.row("note", rest[0])
    _refuse_locked(ledger, row.period)
    ledger.set_row("note", row.id, note=text)


def _evidence(ledger: Ledger, rest: list[str], text: Text) -> None:
    row = ledger.row("evidence", rest[0])
    _refuse_locked(ledger, row.period)
    ledger.set_row("evidence", row.id, **{rest[1]: text.plain})


def _refuse_locked(ledger: Ledger, period: str) -> None:
    """A period whose report was issued stays as it was reported."""
    if any(row.id == period and row.locked for row in ledger.plan.periods):
        raise NoHomeError(f"Kỳ {period} đã phát hành báo cáo nên đã khoá")


def _reword(ledger: Ledger, key: str, text: Text) -> None:
    """A sentence that the program words: kept beside what the program had worded, and printed as long as that is the same."""
    if not ledger.rewordable:
        raise NoHomeError("Sổ này chưa có trang Lời sửa tay; chép trang đó từ một sổ mới (vanban new) rồi chạy lại")
    before = ledger.worded.get(key, EMPTY)
    new = Rewording(id=row_id(ledger.paper, key.replace("/", "-").replace("_", "-")), paper=ledger.paper, key=key, before=before, text=text)
    others = tuple(row for row in ledger.results.rewordings if (row.paper, row.key) != (ledger.paper, key))
    rows = others if text == before else (*others, new)
    ledger.results = type(ledger.results)(**dict(ledger.results) | {"rewordings": rows})


_SINGLE: Final[dict[str, Home]] = {
    "title": _title,
    "annex_title": _annex_title,
    "symbol": _symbol,
    "closing": _closing,
    **{name: _agency(name) for name in _AGENCY},
}
_HOMES: Final[dict[tuple[str, int], Home]] = {
    ("basis", 1): _basis,
    ("body", 1): _body,
    ("recipient", 1): _recipient,
    ("field", 1): _field,
    ("criterion", 2): _criterion,
    ("narrative", 1): _narrative,
    ("result", 2): _result,
    ("remark", 1): _remark,
    ("carried", 2): _carried,
    ("note", 1): _note,
    ("evidence", 2): _evidence,
}
