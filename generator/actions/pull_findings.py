"""What a pull tells the clerk: what it took, what it could not take, what else stands in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.actions.mine import mine_now
from generator.actions.naming import named
from generator.actions.outside import told_outside
from generator.actions.sides import Question, Sides
from generator.base import PLAN, REPORT
from generator.edits import Applied, Refusal
from generator.errors import Place, Problem, Severity
from generator.fields import row_key
from generator.merge import ORDER, Content
from generator.richtext import EMPTY, Text
from generator.standing import period_of
from generator.vietnamese import folded

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Change:
    """A field of the workbook that took over the words of the edited file. None: a row that came or went."""

    key: str
    place: str
    before: Text | None
    after: Text | None


def changes(sides: Sides, merged: Content, refused: set[str]) -> Iterator[Change]:
    """What the workbook takes over from the edited file, but for what was refused."""
    mine = sides.mine.content
    there, before = merged.rows(), mine.rows()
    new, gone = there - before, before - there
    for key, text in merged.texts.items():
        if mine.texts.get(key) != text and key not in refused and row_key(key) not in new:
            yield Change(key, named(key, mine.texts.get(key)), mine.texts.get(key), text)
    for row in sorted(new - refused):
        yield Change(row, named(row, _words(merged, row)), None, _words(merged, row))
    for row in sorted(gone - refused):
        yield Change(row, named(row, _words(mine, row)), _words(mine, row), None)
    for name, order in merged.orders.items():
        kept = [row for row in order if row in before]
        if kept != [row for row in mine.orders.get(name, ()) if row in order] and name not in refused:
            yield Change(f"{ORDER}{name}", named(f"{ORDER}{name}"), None, None)


def _words(content: Content, row: str) -> Text:
    return Text.of(" | ".join(text.plain for text in content.fields(row).values() if text))


def open_questions(questions: Sequence[Question], file: str) -> tuple[Problem, ...]:
    """Places where a person must choose."""
    cure = "Chạy lại và chọn từng chỗ; hoặc thêm --take theirs, --take mine cho tất cả; hoặc --keep-conflicts để giữ nguyên các chỗ này"
    return tuple(
        Problem("LV-20", f"{question.place}: cần chọn, vì {question.why}", cure, Place(file), Severity.WARNING) for question in questions
    )


@dataclass(frozen=True, slots=True)
class Unlike:
    """A field that the workbook prints otherwise than the merge says, although it was written."""

    key: str
    text: Text
    printed: Text

    @property
    def only_looks(self) -> bool:
        """Whether nothing but capitals, bold or italic differ."""
        return folded(self.printed.plain).upper() == folded(self.text.plain).upper()

    def problem(self, file: str) -> Problem:
        """What the clerk is told."""
        name, cure = named(self.key, self.text), "Xem lại ô này trong sổ"
        if self.only_looks:
            message = f"{name}: đã ghi vào sổ nhưng in ra khác bản sửa về chữ hoa, chữ thường hoặc đậm, nghiêng"
            return Problem("LV-31", message, cure, Place(file), Severity.NOTE)
        words = f"bản sửa ghi “{self.text.plain[:_SHOWN]}”, sổ in ra “{self.printed.plain[:_SHOWN]}”"
        return Problem("LV-32", f"{name}: đã ghi vào sổ nhưng in ra khác bản sửa: {words}", cure, Place(file), Severity.WARNING)


def unlike(sides: Sides, merged: Content, applied: Applied) -> Iterator[Unlike]:
    """The proof: what the workbook prints afterwards says what the merge says, or it is told where it does not."""
    book = replace(sides.book, plan=applied.plan, results=applied.results)
    now = mine_now(book, sides.base.origin, sides.first, sides.made).content
    refused = {refusal.key for refusal in applied.refused}
    for key, text in merged.texts.items():
        printed = now.texts.get(key, EMPTY)
        if printed != text and key not in refused and row_key(key) not in refused and sides.mine.content.texts.get(key) != text:
            yield Unlike(key, text, printed)


def refusals(found: Sequence[Refusal], place: Place) -> Iterator[Problem]:
    """Edits that no record can hold."""
    for refusal in found:
        message = f"{named(refusal.key)}: chưa lấy được “{refusal.words[:_SHOWN]}”: {refusal.why}"
        yield Problem("LV-30", message, "Sửa trực tiếp trong sổ nếu cần", place, Severity.WARNING)


def after_issue(sides: Sides) -> Iterator[Problem]:
    """A paper that went out already: the workbook no longer says what was issued."""
    plan, (kind, _, period) = sides.book.plan, sides.base.origin.paper.partition("-")
    issued = bool(plan.facts.number) if kind == PLAN else kind == REPORT and period_of(plan, period).locked
    if issued:
        message = "Văn bản này đã phát hành, phần vừa lấy về làm sổ khác bản đã phát hành"
        cure = "Văn bản đã phát hành thì sửa bằng văn bản mới (Điều 18.3); lấy nhầm thì dùng lại bản sổ trước trong thư mục lịch sử"
        yield Problem("LV-43", message, cure, sides.edited.place, Severity.WARNING)


def also_there(sides: Sides) -> Iterator[Problem]:
    """Edits outside every field, tracked changes read as accepted, comments."""
    place = sides.edited.place
    yield from told_outside(sides.edited)
    for edit in sides.read.reading.outside:
        words = " → ".join(f"“{part[:_SHOWN]}”" for part in (edit.before, edit.after) if part)
        where = f"{edit.place}: " if edit.place else ""
        yield Problem(
            "LV-40", f"{where}{edit.where}, không lấy về sổ: {words}", "Sửa trong sổ hoặc mẫu nếu muốn giữ", place, Severity.WARNING
        )
    for change in sides.read.revisions:
        who = f"{change.author or 'không rõ'}, {change.kind}, {change.when[:10]}"
        message = f"Thay đổi còn theo dõi ({who}) được coi như đã chấp nhận: “{change.text[:_SHOWN]}”"
        yield Problem("LV-41", message, "Mở tệp trong Word xem lại nếu chưa muốn chấp nhận", place, Severity.NOTE)
    for comment in sides.read.reading.comments:
        message = f"Nhận xét của {comment.author or 'không rõ'} ở “{comment.anchor[:_SHOWN]}”: {comment.text}"
        yield Problem("LV-42", message, "Xem và xử lý nhận xét", place, Severity.WARNING)
