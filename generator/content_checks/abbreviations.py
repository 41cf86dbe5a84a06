"""Abbreviations: explained at their first use (W01), one form afterwards (W02), never beside words they already hold (W18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.carrying import Edit, replaced
from generator.citations import Span, citations
from generator.content_checks.finding import Finding, Path
from generator.content_checks.lists import Lists, Pair
from generator.content_checks.official_names import fixed_spans
from generator.content_checks.texts import found, places_of, printed_texts, quoted, written_texts
from generator.plan import Plan
from generator.records import BodyKind
from generator.richtext import Text

_WORD: Final = re.compile(r"[^\W\d_]+(?:&[^\W\d_]+)*")
_ROMAN: Final = re.compile(r"[IVX]+")
_SHORT: Final = re.compile(r"[A-ZĐ]{2,8}|[A-ZĐ]{1,6}&[A-ZĐ]{1,6}")
_LETTERHEAD: Final = {"agencies", "signers"}


@dataclass(frozen=True, slots=True)
class Use:
    """An abbreviation where it stands."""

    short: str
    path: Path
    text: Text
    start: int


def abbreviations_in(words: str, lists: Lists) -> Iterator[tuple[str, int]]:
    """Abbreviations in running text with their places; capitals of a whole line or of several words in a row are none."""
    known = {pair.words for pair in lists.abbreviations}
    for line in re.finditer(r"[^\n]+", words):
        found_words = list(_WORD.finditer(words, *line.span()))
        if len(found_words) > 1 and line[0].isupper():
            continue
        for index, match in enumerate(found_words):
            beside = found_words[max(index - 1, 0) : index] + found_words[index + 1 : index + 2]
            alone = not any(_is_short(one[0]) for one in beside)
            if match[0] in known or (_is_short(match[0]) and alone):
                yield match[0], match.start()


def _is_short(word: str) -> bool:
    return bool(_SHORT.fullmatch(word)) and not _ROMAN.fullmatch(word)


def _uses(plan: Plan, lists: Lists) -> Iterator[Use]:
    """Abbreviations of the text, without those inside the number and symbol of a document."""
    for path, text in printed_texts(plan):
        if path[0] in _LETTERHEAD or path[-1] in {"symbol", "number"}:
            continue
        symbols = [one.number_span for one in citations(text.plain)]
        for short, start in abbreviations_in(text.plain, lists):
            if not _inside(start, symbols) and not re.search(r"[\d/][\w/&.-]*$", text.plain[:start][-12:]):
                yield Use(short, path, text, start)


def _inside(at: int, spans: list[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def w01(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """The first use of an abbreviation says what it stands for, unless the office allows it as it is.

    In a basis it is part of somebody's title: there an explanation counts, a use does not.
    """
    seen: set[str] = set(lists.plain_abbreviations)
    for use in _uses(plan, lists):
        explained = _explained(use)
        if use.short in seen or (use.path[0] == "bases" and not explained):
            continue
        seen.add(use.short)
        if not explained:
            message = f"Chữ viết tắt “{use.short}” chưa được giải thích ở lần dùng đầu"
            yield found(plan, "W01", use.path, (message, _explanation(use, lists.full_words(use.short) or "…")))


def _explanation(use: Use, full: str) -> str:
    """How to explain it there: a line of recipients has no room for it, the name of a criterion is not ours to change."""
    if use.path[0] == "recipients":
        return f"Viết đủ “{full}”"
    where = "Ở lời văn phía trước viết" if use.path[-1] == "name" else "Lần đầu viết"
    return f"{where} “{full} (sau đây gọi tắt là {use.short})”, hoặc thêm {use.short} vào danh mục viet-tat-khong-can-giai-thich.txt"


_EXPLAINING: Final = re.compile(
    r"\w\s*\((?:(?:sau đây\s+)?(?:(?:gọi|viết)\s+(?:tắt|chung)\s+)?là\s*:?\s*[“\"«]?(?:\w+\s+){0,2}|[“\"«]?)$", re.IGNORECASE
)


def _explained(use: Use) -> bool:
    """Whether this use is the explanation itself: the short form in brackets behind the full words."""
    return bool(_EXPLAINING.search(use.text.plain[: use.start]))


def w02(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """Once an abbreviation is explained, one form is used; without explanation, both forms side by side are shown once."""
    for pair in lists.abbreviations:
        uses = [use for use in _uses(plan, lists) if use.short == pair.words and use.path[0] != "recipients"]
        if uses and _explained(uses[0]):
            yield from _full_after(plan, lists, pair, uses[0])
        elif uses:
            yield from _both_forms(plan, lists, pair)


def _full_forms(plan: Plan, lists: Lists, pair: Pair) -> Iterator[tuple[Path, Text, list[Span]]]:
    """The full words in running text where they could be shortened: not in headings, titles, names of documents and bodies."""
    for path, text in written_texts(plan):
        if path[0] == "body" and plan.body[int(path[1])].kind in {BodyKind.HEADING, BodyKind.SUBHEADING}:
            continue
        fixed = fixed_spans(plan, lists, text)
        spans = [match.span() for match in places_of(pair.preferred, text) if not _inside(match.start(), fixed)]
        same_case = [span for span in spans if " ".join(text.plain[slice(*span)].split()) == pair.preferred]
        if same_case:
            yield path, text, same_case


def _full_after(plan: Plan, lists: Lists, pair: Pair, first: Use) -> Iterator[Finding]:
    order = [path for path, _ in printed_texts(plan)]
    for path, text, spans in _full_forms(plan, lists, pair):
        if order.index(path) < order.index(first.path):
            continue
        later = [span for span in spans if path != first.path or span[0] > first.start]
        if later:
            words = (f"{quoted(pair.preferred)} viết đủ sau khi đã gọi tắt là “{pair.words}”", f"Dùng “{pair.words}” sau lần giải thích")
            yield found(plan, "W02", path, words, replaced(text, [Edit(*span, pair.words) for span in later]))


def _both_forms(plan: Plan, lists: Lists, pair: Pair) -> Iterator[Finding]:
    place = next(_full_forms(plan, lists, pair), None)
    if place:
        message = f"“{pair.words}” và {quoted(pair.preferred)} dùng xen kẽ"
        yield found(plan, "W02", place[0], (message, f"Giải thích “{pair.words}” ở lần đầu rồi dùng một cách viết, hoặc luôn viết đủ"))


def w18(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """Words that an abbreviation already holds are not put before it."""
    for path, text in written_texts(plan):
        doubled = {match[0]: pair.preferred for pair in lists.overlaps for match in places_of(pair.words, text)}
        for short, start in abbreviations_in(text.plain, lists):
            full = lists.full_words(short).split()
            before = " ".join(full[:2])
            if len(full) > 1 and text.plain[:start].rstrip().casefold().endswith(before.casefold()):
                doubled[f"{before} {short}"] = " ".join(full)
        for words, better in doubled.items():
            message = f"{quoted(words)} lặp nghĩa vì chữ viết tắt đã có phần đứng trước, nên xem lại"
            yield found(plan, "W18", path, (message, f"Có thể viết {quoted(better)}"))
