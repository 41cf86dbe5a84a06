"""What was typed: codes in names (W03), decimal points (W09), mark-up (W10), broken lines (W11), ends (W12), code pages (W19)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator import vietnamese
from generator.carrying import Edit, replaced
from generator.content_checks.finding import Finding, Path
from generator.content_checks.lists import Lists
from generator.content_checks.texts import found, printed_texts, quoted, written_texts
from generator.plan import Plan
from generator.records import BodyKind
from generator.richtext import Run, Text

_CODE_IN_FRONT: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:\.\s*|:\s*|\s+)(?=[^\W\d_])")
_GLUED: Final = re.compile(r"(?<![\w.])\d{1,2}(?:\.\d{1,2}){1,3}\.(?=[^\W\d_])")
_TYPED_NUMBER: Final = {
    BodyKind.HEADING: re.compile(r"[IVX]{1,5}\.\s*(?=\S)"),
    BodyKind.SUBHEADING: re.compile(r"\d{1,2}\.\s*(?=[^\W\d_])"),
}
_POINT: Final = re.compile(
    r"(?<![\d.,/])(?:(?P<sure>\d{1,3}\.\d{1,3})(?=/\d+(?:[.,]\d+)? điểm| điểm| ?%)"
    r"|(?<=đạt )(?P<likely>\d{1,3}\.\d{1,2})(?![\d/%]|\.\d)|(?<=tỷ lệ )(?P<rate>\d{1,3}\.\d{1,2})(?![\d/%]|\.\d))"
)
_MARKUP: Final = re.compile(
    r"(?P<pair>\*\*|__)(?=\S)(?P<inner>.+?)(?<=\S)(?P=pair)|<(?P<tag>b|i|u|strong|em)>(?P<tagged>.*?)</(?P=tag)>"
    r"|\*\*|__(?=\w)|</?(?:b|i|u|strong|em|br|p|span)\s*/?>|&(?:nbsp|amp|lt|gt|quot);|^#{1,6}\s|`+[^`\n]+`+",
    re.MULTILINE,
)
_BREAK: Final = re.compile(r"(?P<before>[^\W\d_]+)(?P<mark>,?) ?\n+ ?(?P<after>[^\W\d_]+)")
_SENTENCES: Final = re.compile(r"[.!?]\s+\S")
_LEGACY_SIGNS: Final = "¨©®µ¶·¸¹¼½¾§¬ª"
_LEGACY_LETTERS: Final = "ÆÇËÎÏÑÖØÜÞßåæçëîïñöøûüþäÅÄÛ"
_LEGACY_WORD: Final = re.compile(
    rf"[^\W\d_]*[A-Za-zÀ-ỹ][{_LEGACY_SIGNS}{_LEGACY_LETTERS}]\S*|[{_LEGACY_SIGNS}{_LEGACY_LETTERS}][A-Za-z]\S*"
)
_VNI_VOWEL: Final = re.compile(r"[aeouyAEOUY][øûïåäëüùõñöØÛÏÅÄËÜÙÕ]")


def w03(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Codes and numbers stand in their own field; a space follows where one is quoted in a sentence."""
    for index, row in enumerate(plan.criteria):
        match = _CODE_IN_FRONT.match(row.name.plain)
        if match:
            words = (f"Tên tiêu chí gõ cả mã {quoted(match[0])}", "Chỉ ghi tên ở cột Tên tiêu chí, mã đã có cột riêng")
            rest = replaced(row.name, [Edit(0, match.end(), "")]) if match[1] == row.code else None
            yield found(plan, "W03", ("criteria", index, "name"), words, rest)
    for index, line in enumerate(plan.body):
        match = _TYPED_NUMBER[line.kind].match(line.text.plain) if line.kind in _TYPED_NUMBER else None
        if match:
            words = (f"Mục {quoted(line.text.plain)} gõ cả số thứ tự nên khi in sẽ có hai lần", "Bỏ số thứ tự, mẫu tự đếm")
            yield found(plan, "W03", ("body", index, "text"), words, replaced(line.text, [Edit(0, match.end(), "")]))
    for path, text in written_texts(plan):
        if glued := list(_GLUED.finditer(text.plain)):
            seen = ", ".join(quoted(match[0]) for match in glued)
            after = replaced(text, [Edit(match.end(), match.end(), " ") for match in glued])
            yield found(plan, "W03", path, (f"Sau mã {seen} thiếu khoảng trắng", "Thêm một khoảng trắng sau mã"), after)


def w09(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Decimals with a comma in running text; the scores of the columns are numbers and always printed so."""
    codes = {row.code for row in plan.criteria}
    for path, text in written_texts(plan):
        points = [match for match in _POINT.finditer(text.plain) if _is_decimal(match, codes)]
        if points:
            edits = [Edit(match.start() + match[0].index("."), match.start() + match[0].index(".") + 1, ",") for match in points]
            seen, right = (
                ", ".join(quoted(words) for words in forms) for forms in zip(*((m[0], m[0].replace(".", ",")) for m in points), strict=True)
            )
            yield found(plan, "W09", path, (f"Số thập phân {seen} viết bằng dấu chấm", f"Viết {right}"), replaced(text, edits))


def _is_decimal(match: re.Match[str], codes: set[str]) -> bool:
    if not vietnamese.is_score(match.string, match.start()):
        return False
    return bool(match["sure"]) or match[0] not in codes


def w10(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """No mark-up of other formats: in Word the signs would be printed."""
    for path, text in printed_texts(plan):
        signs = list(_MARKUP.finditer(text.plain))
        if signs:
            seen = ", ".join(quoted(match[0]) for match in signs)
            words = (f"Có ký hiệu định dạng của phần mềm khác: {seen}", "Bỏ ký hiệu; muốn in đậm, nghiêng thì định dạng chữ trong ô")
            yield found(plan, "W10", path, words, replaced(text, [edit for match in signs for edit in _unmarked(match)]))


def _unmarked(match: re.Match[str]) -> Iterator[Edit]:
    """A pair of signs goes, what stands between stays; a sign alone is left for a person to judge."""
    for name in ("inner", "tagged"):
        if match[name] is not None:
            yield Edit(match.start(), match.start(name), "")
            yield Edit(match.end(name), match.end(), "")


def w11(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """No line broken by hand inside a sentence; joined only where the plan writes the two words side by side elsewhere."""
    together = _neighbours(plan)
    for path, text in printed_texts(plan):
        if path[0] == "facts":
            continue  # titles are set over several lines on purpose
        breaks = [match for match in _BREAK.finditer(text.plain) if match["after"][0].islower()]
        if breaks:
            seen = ", ".join(quoted(f"{match['before']}{match['mark']} ⏎ {match['after']}") for match in breaks)
            sure = [match for match in breaks if not match["mark"] and (match["before"].casefold(), match["after"].casefold()) in together]
            after = replaced(text, [Edit(match.end("before"), match.start("after"), " ") for match in sure])
            yield found(plan, "W11", path, (f"Dòng bị ngắt giữa câu ở {seen}", "Nối hai dòng thành một"), after)


def _neighbours(plan: Plan) -> set[tuple[str, str]]:
    """Words that stand side by side, one space between them."""
    texts = [text.plain.casefold() for _, text in printed_texts(plan)]
    return {(match[1], match[2]) for words in texts for match in re.finditer(r"(?<!\w)([^\W\d_]+)(?= ([^\W\d_]+)(?!\w))", words)}


def w12(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """The cells of one column, and the dashes of the text, all end alike; the form that most of them have is kept."""
    for column in ("cause", "remedy", "evidence"):
        cells: list[tuple[Path, Text]] = [(("criteria", index, column), getattr(row, column)) for index, row in enumerate(plan.criteria)]
        yield from _uneven(plan, cells)
    yield from _uneven(plan, [(("body", index, "text"), row.text) for index, row in enumerate(plan.body) if row.kind is BodyKind.BULLET])


def _uneven(plan: Plan, cells: list[tuple[Path, Text]]) -> Iterator[Finding]:
    """Single sentences that end otherwise than most; a cell of several sentences ends as it likes."""
    single = [
        (path, text) for path, text in cells if text and not _SENTENCES.search(text.plain) and (text.plain[-1].isalnum() or _stopped(text))
    ]
    stopped = [place for place in single if _stopped(place[1])]
    with_stop = len(stopped) * 2 > len(single)
    for path, text in single:
        if _stopped(text) != with_stop:
            end = len(text.plain)
            edit = Edit(end, end, ".") if with_stop else Edit(end - 1, end, "")
            words = ("thiếu dấu chấm ở cuối", "Thêm dấu chấm") if with_stop else ("có dấu chấm ở cuối", "Bỏ dấu chấm")
            message = f"{quoted(text.plain)} {words[0]}, khác với các dòng còn lại"
            yield found(plan, "W12", path, (message, f"{words[1]} để cả cột kết thúc như nhau"), replaced(text, [edit]))


def _stopped(text: Text) -> bool:
    return bool(re.search(r"[^\W_]\.$", text.plain))


def w19(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Composed Unicode letters and plain spaces; text in an old code page is named, never guessed at."""
    for path, text in printed_texts(plan):
        tidy = Text.joined(Run(vietnamese.clean(f"|{run.text}|")[1:-1], run.bold, run.italic) for run in text.runs)
        if code := legacy_code(text.plain):
            words = (f"{quoted(text.plain)} gõ bằng bảng mã {code}, không phải Unicode", f"Chuyển từ {code} sang Unicode rồi dán lại vào ô")
            yield found(plan, "W19", path, words)
        elif tidy != text:
            words = (
                f"{quoted(tidy.plain)} có chữ tổ hợp hoặc ký tự lạ không nhìn thấy",
                "Viết lại bằng Unicode dựng sẵn, khoảng trắng thường",
            )
            yield found(plan, "W19", path, words, tidy)


def legacy_code(words: str) -> str:
    """`TCVN3` or `VNI` when the letters are those of an old code page read as Latin-1; empty for proper text."""
    odd = _LEGACY_WORD.findall(words)
    if not odd or (len(odd) == 1 and not set(odd[0]) & set(_LEGACY_SIGNS)):
        return ""
    vni = [word for word in odd if _VNI_VOWEL.search(word) and not set(word) & set(_LEGACY_SIGNS)]
    return "VNI" if 2 * len(vni) > len(odd) else "TCVN3"
