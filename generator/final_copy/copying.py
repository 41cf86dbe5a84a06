"""From a draft to the file that is issued; what must not be in it is told before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from generator import package
from generator.base import MAIN_PART
from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem
from generator.final_copy.blanks import Letterhead, Numbering, disagreements, fill, find, left_blank
from generator.final_copy.hidden import stripped
from generator.final_copy.lines import Line, lines
from generator.final_copy.signature import Signature, sign
from generator.package import Package, Part
from generator.revisions import Revision, accepted, pending
from generator.wordxml import W, parse, value, written

_WITH_WORDS: Final = re.compile(r"^word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_STYLES: Final = "word/styles.xml"
_MARK: Final = re.compile(r"\W*(?:DỰ THẢO\b.*|[Dd]ự thảo(?: lần)?(?: thứ)?(?: \w+)?\W*)", re.DOTALL)
_GAP: Final = "[CẦN BỔ SUNG"
_WATERMARK: Final = re.compile(r'string="([^"]*DỰ THẢO[^"]*)"')
_OFF: Final = frozenset({"0", "false", "off"})
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Remains:
    """What a finished paper does not have: undecided changes, comments, marks of a draft, gaps and blanks, hidden words."""

    revisions: tuple[Revision, ...]
    comments: int
    marks: tuple[str, ...]
    gaps: tuple[str, ...]
    blanks: tuple[str, ...]
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What the final copy gets: number and day; it loses these marks of a draft; two signatures when the signer changes."""

    numbering: Numbering
    draft_marks: tuple[str, ...] = ()
    signatures: tuple[Signature, Signature] | None = None


def letterhead(draft: Package) -> Letterhead:
    """Symbol, and number and day as far as they were typed. Raises InputRefusedError PH-08 or PH-11."""
    found = find(lines(_roots(draft)[MAIN_PART]), draft.place)
    if isinstance(found, Problem):
        raise InputRefusedError(found)
    return found.letterhead


def remains(draft: Package, draft_marks: tuple[str, ...] = ()) -> Remains:
    """What is still in a draft, but for the program's own marks, which the final copy loses. Raises InputRefusedError PH-11."""
    data = {name: part.data for name, part in draft.parts.items() if _WITH_WORDS.match(name)}
    try:
        revisions = tuple(change for part in data.values() for change in pending(part))
        comments = sum(_comments(part.data) for name, part in draft.parts.items() if re.fullmatch(r"word/comments\d*\.xml", name))
    except ValueError as error:
        raise InputRefusedError(_broken(draft.place)) from error
    roots = _roots(draft)
    said = [" ".join(line.text.split()) for root in roots.values() for line in lines(root)]
    marks = [words for words in said if _MARK.fullmatch(words) and words not in draft_marks]
    marks += [words for part in data.values() for words in _WATERMARK.findall(part.decode("utf-8", errors="replace"))]
    gaps = [words[words.index(_GAP) :][:_SHOWN] for words in said if _GAP in words]
    blanks = [words[:_SHOWN] for words in left_blank(lines(roots[MAIN_PART]), draft.place)]
    styles = _hiding(parse(draft.parts[_STYLES].data)) if _STYLES in draft.parts else frozenset()
    hidden = [words for root in roots.values() for words in _hidden(root, styles)]
    return Remains(revisions, comments, *(tuple(dict.fromkeys(found)) for found in (marks, gaps, blanks, hidden)))


def final_copy(draft: Package, order: Order) -> bytes:
    """The finished .docx; same draft and order, same bytes.

    Raises InputRefusedError PH-08 to PH-11, OutputRefusedError PH-17 when a line came out otherwise than it should.
    """
    roots = _roots(draft)
    said = {name: lines(root) for name, root in roots.items()}
    _change(said[MAIN_PART], order, draft.place)
    wanted = {name: [line.text for line in found if not line.gone] for name, found in said.items()}
    made = {name: package.pack(name, written(root)) for name, root in roots.items()}
    parts = stripped({name: made.get(name, part) for name, part in draft.parts.items()})
    _prove(wanted, parts, draft.place)
    return package.join(list(parts.values()))


def _change(said: list[Line], order: Order, place: Place) -> None:
    """Change the lines as ordered. Raises InputRefusedError with all that stands against it."""
    found = find(said, place)
    if isinstance(found, Problem):
        raise InputRefusedError(found)
    problems = list(disagreements(found, order.numbering, place))
    if order.signatures is not None and (problem := sign(said, *order.signatures, place)):
        problems.append(problem)
    if problems:
        raise InputRefusedError(*problems)
    fill(found, order.numbering)
    for line in said:
        if " ".join(line.text.split()) in order.draft_marks:
            line.take_out()


def _prove(wanted: Mapping[str, list[str]], parts: Mapping[str, Part], place: Place) -> None:
    """Each line of the finished file, read anew, says what the draft said but for the words put into it."""
    for name, words in wanted.items():
        found = [line.text for line in lines(parse(parts[name].data))] if name in parts else words
        if found != words:
            pairs = zip([*found, ""], [*words, ""], strict=False)
            differs = next((one or other for one, other in pairs if one != other), "")
            cure = "Mở dự thảo trong Word, lưu lại rồi nhận bằng lệnh pull; nếu vẫn vậy, báo lỗi kèm dự thảo này"
            message = f"Bản phát hành không giữ đúng dòng “{' '.join(differs.split())[:_SHOWN]}” nên không ghi tệp"
            raise OutputRefusedError(Problem("PH-17", message, cure, place))


def _roots(draft: Package) -> dict[str, etree._Element]:
    """The parts that hold words, tracked changes accepted."""
    try:
        return {name: parse(accepted(part.data)) for name, part in draft.parts.items() if _WITH_WORDS.match(name)}
    except ValueError as error:
        raise InputRefusedError(_broken(draft.place)) from error


def _broken(place: Place) -> Problem:
    return Problem("PH-11", "Nội dung tệp Word bị hỏng nên không đọc được", "Mở tệp trong Word, lưu lại thành .docx rồi chạy lại", place)


def _comments(part: bytes) -> int:
    return sum(1 for _ in parse(part).iter(f"{W}comment"))


def _hidden(root: etree._Element, styles: frozenset[str]) -> Iterator[str]:
    """Words of runs that Word does not show: the run says so itself, else its style or that of its paragraph."""
    for run in root.iter(f"{W}r"):
        said = run.find(f"{W}rPr/{W}vanish")
        paragraph = next(run.iterancestors(f"{W}p"), None)
        named = {value(run.find(f"{W}rPr/{W}rStyle")), value(paragraph.find(f"{W}pPr/{W}pStyle")) if paragraph is not None else ""}
        hidden = not named.isdisjoint(styles) if said is None else value(said) not in _OFF
        words = "".join(node.text or "" for node in run.iter(f"{W}t")) if hidden else ""
        if words.strip():
            yield words.strip()[:_SHOWN]


def _hiding(styles: etree._Element) -> frozenset[str]:
    """The styles whose words are not shown, by what they say or what they are based on."""
    based = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}

    def hides(name: str, seen: frozenset[str] = frozenset()) -> bool:
        style = based.get(name)
        if style is None or name in seen:
            return False
        said = style.find(f"{W}rPr/{W}vanish")
        return hides(value(style.find(f"{W}basedOn")), seen | {name}) if said is None else value(said) not in _OFF

    return frozenset(name for name in based if hides(name))
