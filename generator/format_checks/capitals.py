"""Capitals as Phụ lục II of the decree has them (VH-01 to VH-24), judged only where words surely tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Final

from generator.errors import Severity
from generator.format_checks import capital_patterns as patterns
from generator.format_checks.capital_forms import Forms, shipped_forms
from generator.format_checks.finding import CheckedRule, Finding, Sheet, at
from generator.format_checks.judged_text import Judged, Slip, judged
from generator.formatting import Address
from generator.rules import Rule

Judge = Callable[[Judged], Iterator[Slip]]
FormsOf = Callable[[], Mapping[str, Forms]]

_MOST: Final = 3
"""So many different words of one paragraph are named in its finding."""
_LOOK: Final = "Xem lại chữ hoa, chữ thường của từ này theo Phụ lục II"
_WRITE: Final = "Sửa chữ hoa, chữ thường như nêu ở phần cần có"


def rules(forms: FormsOf = shipped_forms) -> tuple[CheckedRule, ...]:
    """The rules with the lists of names they are to know.

    An error is only what the decree fixes letter for letter and a pattern can't mistake (VH-06, VH-11, VH-18, VH-19). Lists know a name,
    not what the writer meant: they warn. Respect and persons are a matter of judgement: they note.
    """

    def rule(code: str, title: str, article: str, severity: Severity, *judges: Judge) -> CheckedRule:
        cure = _WRITE if severity is Severity.ERROR else _LOOK
        return Rule(code, title, severity, f"PL II.{article}", cure), _on_sheet(code, (*judges, _listed(code, forms)))

    error, warning, note = Severity.ERROR, Severity.WARNING, Severity.NOTE
    return (
        # A full stop may shorten a word that no list knows: a warning, and a note where an entry of a list begins.
        rule("VH-01", "Chữ đầu câu viết hoa", "I", warning, patterns.sentences),
        rule("VH-02", "Tên người Việt Nam viết hoa mọi âm tiết", "II.1", warning, patterns.people),
        rule("VH-03", "Tên người nước ngoài phiên âm viết hoa âm tiết đầu mỗi thành phần", "II.2", warning),
        rule("VH-04", "Danh từ chung chỉ đơn vị hành chính viết thường, tên riêng viết hoa", "III.1.a", warning),
        # `quận 1` may be counted or said in general: a warning.
        rule("VH-05", "Đơn vị hành chính đặt tên theo số viết hoa cả danh từ chung", "III.1.b", warning, patterns.numbered_units),
        rule("VH-06", "Thủ đô Hà Nội, Thành phố Hồ Chí Minh viết hoa như vậy", "III.1.c", error, patterns.capital_cities),
        rule("VH-07", "Danh từ chung chỉ địa hình đứng trước tên riêng viết thường", "III.1.d", warning),
        rule("VH-08", "Tên vùng, miền viết hoa mọi âm tiết", "III.1.đ", warning),
        rule("VH-09", "Địa danh nước ngoài phiên âm viết hoa như tên người", "III.2", warning),
        rule("VH-10", "Tên cơ quan viết hoa từ chỉ loại hình và lĩnh vực, chữ “và” viết thường", "IV.1.a", warning, patterns.capital_and),
        rule("VH-11", "Tên cơ quan trung ương của Đảng viết hoa như Nghị định nêu", "IV.1.b", error, patterns.party_bodies),
        rule("VH-12", "Tên tổ chức nước ngoài viết như tên cơ quan Việt Nam, tên tắt viết in hoa", "IV.2", warning),
        rule("VH-13", "Nhân dân, Nhà nước viết hoa khi là danh từ riêng", "V.1", warning),
        rule("VH-14", "Huân chương, danh hiệu vinh dự viết hoa", "V.2", warning),
        rule("VH-15", "Chức vụ, học vị đi liền tên người viết hoa", "V.3", note, patterns.positions),
        rule("VH-16", "Danh từ chung đã riêng hóa viết hoa", "V.4", note, patterns.honoured),
        rule("VH-17", "Ngày lễ: chữ “ngày” viết thường, tên gọi viết hoa", "V.5", warning, patterns.holiday_dates),
        rule("VH-18", "Tên loại của văn bản cụ thể viết hoa", "V.6", error, patterns.documents),
        # Whether `mục I` is of a cited text can't be seen: those findings only warn.
        rule(
            "VH-19",
            "Viện dẫn: Phần, Chương, Mục, Tiểu mục, Điều viết hoa; khoản, điểm viết thường",
            "V.7",
            error,
            patterns.small_clauses,
            patterns.articles,
            patterns.divisions,
        ),
        rule("VH-20", "Tên năm âm lịch viết hoa mọi âm tiết", "V.8.a", warning, patterns.lunar_years),
        rule("VH-21", "Tên ngày tết viết hoa âm tiết đầu của tên gọi", "V.8.b", warning, patterns.new_year),
        rule("VH-22", "Thứ và tháng ghi bằng chữ viết hoa âm tiết chỉ thứ, tháng", "V.8.c", warning, patterns.weekdays),
        rule("VH-23", "Sự kiện lịch sử, triều đại viết hoa", "V.9", warning),
        rule("VH-24", "Tên tác phẩm, sách báo viết hoa âm tiết đầu", "V.10", warning),
    )


def _listed(code: str, forms: FormsOf) -> Judge:
    """The names of the rule's own list; a rule without a list finds none."""

    def judge(text: Judged) -> Iterator[Slip]:
        own = forms().get(code)
        return own.slips(text) if own else iter(())

    return judge


def _on_sheet(code: str, judges: tuple[Judge, ...]) -> Callable[[Sheet], Iterator[Finding]]:
    """One finding for each paragraph that slips."""

    def check(sheet: Sheet) -> Iterator[Finding]:
        told: set[Address] = set()
        for text in judged(sheet):
            address = text.piece.paragraph.address
            slips = list(dict.fromkeys(chain.from_iterable(judge(text) for judge in judges)))
            if slips and address not in told:
                told.add(address)
                yield _finding(code, text, slips)

    return check


def _finding(code: str, text: Judged, slips: list[Slip]) -> Finding:
    """The words of the heaviest slips; lighter ones beside them would look as heavy."""
    weight = min((slip.severity for slip in slips), key=_WEIGHTS.index)
    heaviest = {slip.found: slip.wanted for slip in slips if slip.severity is weight}
    found, wanted = (", ".join(f"“{words}”" for words in list(row)[:_MOST]) for row in (heaviest, heaviest.values()))
    return at(code, text.piece, found, wanted, weight)


_WEIGHTS: Final = (None, Severity.ERROR, Severity.WARNING, Severity.NOTE)

RULES: Final[tuple[CheckedRule, ...]] = rules()
