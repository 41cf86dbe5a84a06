"""From a .docx of somebody else to the same one mended: round by round until nothing is left to mend, each round proved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from generator import formatting, package
from generator.anatomy import Regime, make_out
from generator.base import MAIN_PART
from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem
from generator.formatting import Address, Document, Paragraph
from generator.mending.change import Change, Mended
from generator.mending.desk import Desk
from generator.mending.letters import mend_letters
from generator.mending.page_number import mend_page_number
from generator.mending.pages import mend_pages
from generator.mending.spacing import mend_spacing
from generator.mending.words import mend_words
from generator.package import Package, Part
from generator.revisions import pending

_WITH_WORDS: Final = re.compile(r"^word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_ROUNDS: Final = 5
"""A mended part may be made out better in the next round; a document that is not done by then is left to a person."""
_SHOWN: Final = 60


def mended(source: Package) -> Mended:
    """The .docx with every fix that is safe, and the list of them; a mended file comes back as it is, byte for byte.

    Raises InputRefusedError SUA-01 (tracked changes wait), SUA-02 (another law), SUA-03 (signed), SUA-04 (broken), and
    OutputRefusedError SUA-05, SUA-06 when a proof fails.
    """
    _refuse_signed(source)
    try:
        _refuse_pending(source)
        document = formatting.read_package(source.parts)
        _refuse_other_law(source, document)
        return _mended(source, document)
    except ValueError as error:
        cure = "Mở tệp trong Word, lưu lại thành .docx rồi chạy lại"
        raise InputRefusedError(Problem("SUA-04", "Nội dung tệp Word bị hỏng nên không sửa được", cure, source.place)) from error


def _mended(source: Package, document: Document) -> Mended:
    parts, changes = dict(source.parts), list[Change]()
    for _ in range(_ROUNDS):
        desk = one_round(parts, document)
        if not desk.changes:
            data = package.join(list(parts.values())) if changes else source.source.data
            return Mended(data, tuple(_merged(changes)))
        parts = desk.finished()
        after = formatting.read_package(parts)
        _prove(document, after, desk, source.place)
        document = after
        changes += desk.changes
    cure = "Sửa tay các lỗi đã nêu trong bảng kết quả kiểm tra"
    raise OutputRefusedError(Problem("SUA-06", "Sửa nhiều lượt vẫn chưa xong nên không ghi tệp", cure, source.place))


def one_round(parts: Mapping[str, Part], document: Document) -> Desk:
    """Everything mended that can be seen now."""
    desk = Desk(parts, document, make_out(document))
    for mend in (mend_pages, mend_letters, mend_spacing, mend_words, mend_page_number):
        mend(desk)
    return desk


def _refuse_signed(source: Package) -> None:
    if source.signed:
        cure = "Sửa trên bản chưa ký số rồi ký lại"
        raise InputRefusedError(Problem("SUA-03", "Tệp đã ký số, sửa sẽ làm hỏng chữ ký", cure, source.place))


def _refuse_pending(source: Package) -> None:
    waiting = sum(len(pending(part.data)) for name, part in source.parts.items() if _WITH_WORDS.match(name))
    if waiting:
        cure = "Mở tệp trong Word, chấp nhận hoặc từ chối hết các thay đổi (thẻ Review), lưu rồi chạy lại"
        raise InputRefusedError(Problem("SUA-01", f"Tệp còn {waiting} thay đổi đang theo dõi chưa quyết định", cure, source.place))


def _refuse_other_law(source: Package, document: Document) -> None:
    anatomy = make_out(document)
    if anatomy.regime is not Regime.ADMINISTRATIVE:
        message = f"Tệp được nhận là “{anatomy.regime}” ({anatomy.reason}) nên không sửa theo Nghị định 30/2020/NĐ-CP"
        raise InputRefusedError(Problem("SUA-02", message, "Sửa tay theo quy định riêng của loại văn bản này", source.place))


def _merged(changes: list[Change]) -> Iterator[Change]:
    """The changes of all rounds in reading order, one for each matter of a paragraph: from the first state to the last."""
    first: dict[tuple[Address | None, str, str], Change] = {}
    for change in changes:
        key = change.address, change.part, change.what
        first[key] = replace(first[key], after=change.after) if key in first else change
    told = [change for change in first.values() if change.before != change.after]
    return iter(sorted(told, key=_in_reading_order))


def _in_reading_order(change: Change) -> tuple[bool, bool, int]:
    address = change.address
    return (False, False, 0) if address is None else (True, address.part != MAIN_PART, address.number)


def _prove(before: Document, after: Document, desk: Desk, place: Place) -> None:
    """Every paragraph says what it said but for the words that were changed, and one without a change looks as it looked."""
    old, new = (_paragraphs(document) for document in (before, after))
    changed = {change.address for change in desk.changes}
    for address, paragraph in old.items():
        found = new.get(address)
        wanted = desk.texts.get(address, paragraph.text)
        if found is None or found.text != wanted or (address not in changed and found != paragraph):
            cure = "Sửa tay các lỗi đã nêu; báo lỗi kèm tệp này"
            message = f"Bản đã sửa không giữ đúng đoạn “{' '.join(paragraph.text.split())[:_SHOWN]}” nên không ghi tệp"
            raise OutputRefusedError(Problem("SUA-05", message, cure, place))


def _paragraphs(document: Document) -> dict[Address, Paragraph]:
    """All paragraphs by address, each without the words of the boxes on it, which are paragraphs of their own."""
    return {one.address: replace(one, objects=tuple(replace(drawn, blocks=()) for drawn in one.objects)) for one in document.everywhere()}
