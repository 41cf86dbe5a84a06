"""What a person should know of a paper taken over: each line that was not understood, each change that printing will make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator import vietnamese
from generator.anatomy import Part
from generator.errors import Place, Problem, Severity
from generator.past_papers.imported import Recall
from generator.past_papers.source import Line, Source
from generator.past_papers.wording import one_line, says_the_same

_SHOWN: Final = 200
"""Letters of a passage that was understood; a longer one ends in «…»."""
_FIRST: Final = 48
_CURE: Final = "Tự ghi vào sổ nếu cần"


def told(place: Place, code: str, message: str, cure: str) -> Problem:
    """A warning at a passage of the paper."""
    return Problem(code, message, cure, place, Severity.WARNING)


def note(place: Place, code: str, message: str, cure: str) -> Problem:
    """Something to know, nothing to do."""
    return Problem(code, message, cure, place, Severity.NOTE)


def at(file: str, words: str) -> Place:
    """The place of a passage: its first words."""
    return Place(file, paragraph=vietnamese.shortened(words, _FIRST))


def quoted(words: str) -> str:
    """The beginning of a passage that stands in the workbook, to know it by."""
    return vietnamese.shortened(words, _SHOWN)


def reworded(file: str, what: str, words: str, ours: str) -> Iterator[Problem]:
    """A sentence that the template prints in other words than the paper has."""
    if not says_the_same(words, ours):
        message = f"{what} “{one_line(words)}” sẽ in theo câu của mẫu: “{ours}”"
        yield note(at(file, words), "VB-34", message, "Sửa trong dự thảo rồi lấy về bằng vanban pull nếu muốn giữ câu cũ")


def leftovers(source: Source, file: str) -> Iterator[Problem]:
    """Every line that nobody took, with its whole text; notes, headers and drawings as well."""
    for line in source.left:
        part = "" if line.part in {Part.OTHER, Part.BODY} else f" ({line.part})"
        yield told(at(file, line.words), "VB-01", f"Chưa đưa vào sổ đoạn này{part}: “{one_line(line.words)}”", _CURE)
    yield from _beside(source, file)


def _beside(source: Source, file: str) -> Iterator[Problem]:
    seen = {line.paragraph.address for line in source.lines}
    for paragraph in source.document.everywhere():
        words = " ".join(paragraph.read.split())
        if paragraph.address not in seen and words.strip("0123456789 -–/") and "PAGE" not in paragraph.codes:
            yield told(at(file, words), "VB-02", f"Chưa đưa vào sổ chữ ở đầu trang, chân trang hoặc chú thích: “{words}”", _CURE)
    pictures = sum(drawn.kind == "picture" for paragraph in source.document.everywhere() for drawn in paragraph.objects)
    if pictures:
        yield told(Place(file), "VB-03", f"{pictures} hình ảnh trong văn bản không đưa vào sổ được", "Chèn lại vào dự thảo nếu cần")


_PARTS: Final = {
    "Phần đầu": (
        Part.NATIONAL_NAME, Part.MOTTO, Part.PARENT, Part.AGENCY, Part.NUMBER, Part.PLACE_DATE, Part.TYPE_NAME, Part.SUMMARY,
        Part.LETTER_SUMMARY, Part.DRAFT_MARK, Part.ADDRESSEE_HEAD, Part.ADDRESSEE,
    ),
    "Căn cứ": (Part.BASIS,),
    "Nội dung": (Part.BODY, Part.SECTION, Part.CLAUSE, Part.POINT, Part.ARTICLE, Part.DIVISION, Part.DIVISION_TITLE),
    "Bảng": (Part.TABLE_TEXT,),
    "Phụ lục": (Part.ANNEX_LABEL, Part.ANNEX_TITLE, Part.ANNEX_REFERENCE),
    "Nơi nhận": (Part.RECIPIENTS_HEAD, Part.RECIPIENT, Part.KEPT),
    "Chỗ ký": (Part.AUTHORITY, Part.POSITION, Part.SIGNER),
}  # fmt: skip
_REST: Final = "Phần khác"


def recall(source: Source) -> tuple[Recall, ...]:
    """How many lines of each part were taken, in the order of the paper; parts that it lacks are left out."""
    names = {part: name for name, parts in _PARTS.items() for part in parts}
    by_name: dict[str, list[Line]] = {}
    for line in source.lines:
        by_name.setdefault(names.get(line.part, _REST), []).append(line)
    return tuple(Recall(name, sum(map(source.is_taken, by_name[name])), len(by_name[name])) for name in (*_PARTS, _REST) if name in by_name)
