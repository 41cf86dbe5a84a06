"""Who signs, changed on the page: another record of the sheet of signers, or a new one."""

from __future__ import annotations

from generator.edits.ledger import Ledger, NoHomeError
from generator.papers.common import authority_lines
from generator.records import Authority, Signer


def sign(ledger: Ledger, authority: str, position: str, name: str) -> None:
    """Let the plan be signed as these three lines say. Raises NoHomeError for a paper whose signer the program picks by the day."""
    if ledger.paper != "plan":
        raise NoHomeError("Người ký của báo cáo, công văn lấy theo ngày ở trang Người ký; sửa ở trang đó")
    if not name:
        ledger.set_facts(signer="")
        return
    known = next((row for row in ledger.plan.signers if (*_lines(row), row.name) == (authority, position, name)), None)
    signer = known or _new(ledger, authority, position, name)
    if known is None:
        ledger.plan = ledger.plan.model_copy(update={"signers": (*ledger.plan.signers, signer)})
    ledger.set_facts(signer=signer.id)


def _lines(row: Signer) -> tuple[str, str]:
    authority, position = authority_lines(row)
    return authority.upper(), position.upper()


def _new(ledger: Ledger, authority: str, position: str, name: str) -> Signer:
    taken = {row.id for row in ledger.plan.signers}
    number = next(number for number in range(1, len(taken) + 2) if f"ky{number}" not in taken)
    short, _, head = (authority or position).partition(" ")
    kind = next((kind for kind in Authority if kind is not Authority.NONE and str(kind) == short), None)
    if authority and kind is None:
        raise NoHomeError(f"Quyền hạn ký phải bắt đầu bằng KT., TL., TUQ. hoặc TM., không phải “{authority}”")
    if kind is Authority.Q:
        return Signer(id=f"ky{number}", name=name, position=head, authority=kind)
    return Signer(
        id=f"ky{number}",
        name=name,
        position=position,
        authority=kind if kind and authority else Authority.NONE,
        on_behalf_of=head if authority else "",
    )
