"""Sentences: too long (W07), commas too many or too few (W04, W05), phrases and terms of the lists (W06, W08, W17), capitals (W13)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from generator.carrying import Edit, replaced
from generator.citations import citations
from generator.content_checks.finding import Finding, Path
from generator.content_checks.lists import Lists, Pair
from generator.content_checks.official_names import fixed_spans
from generator.content_checks.texts import cased_as, found, places_of, printed_texts, quoted, written_texts
from generator.plan import Plan
from generator.records import UnitKind
from generator.richtext import Text

_SENTENCE: Final = re.compile(r"[^\s.!?;](?:[^.!?;]|[.;](?!\s|$))*")
_WORD: Final = re.compile(r"[^\W\d_]+")
_PURPOSE: Final = re.compile(r",\s+(?:để|nhằm)\s", re.IGNORECASE)
MOST_WORDS: Final = 80
"""Syllables of a sentence, the cited documents not counted, that a reader can still follow."""


def _running(plan: Plan) -> Iterator[tuple[Path, Text]]:
    """What the office words itself, the lines of recipients too."""
    yield from written_texts(plan)
    yield from (place for place in printed_texts(plan) if place[0][0] == "recipients")


def w04(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """No comma between a group of units and what it does, nor inside the phrases of the list."""
    verbs = "|".join(re.escape(verb) for verb in lists.verbs) or r"(?!)"
    subjects = [re.compile(rf"(?:^|[.;:]\s+)({re.escape(phrase)},\s+(?:{verbs}))(?!\w)", re.IGNORECASE) for phrase in groups(plan, lists)]
    for path, text in written_texts(plan):
        seen = {" ".join(match[1].split()) for pattern in subjects for match in pattern.finditer(text.plain)}
        listed = {match[0] for pair in lists.commas for match in places_of(pair.words, text)}
        for words in sorted(seen | listed):
            yield found(plan, "W04", path, (f"Dấu phẩy trong {quoted(words)} có thể thừa, nên xem lại", "Bỏ dấu phẩy cuối nếu thừa"))


def groups(plan: Plan, lists: Lists) -> list[str]:
    """Phrases that stand for several units: those of the lists and the groups of the workbook; the longest first."""
    own = [unit.name for unit in plan.units if unit.kind is UnitKind.GROUP]
    phrases = {phrase.casefold(): phrase for phrase in (*lists.group_phrases, *own)}
    return sorted(phrases.values(), key=len, reverse=True)


def w05(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """A phrase for several units has its commas."""
    phrases = [phrase for phrase in groups(plan, lists) if ", " in phrase]
    for path, text in _running(plan):
        missing = {match.span(): match for phrase in phrases for match in _commas(phrase).finditer(text.plain) if "" in match.groups()}
        edits = [Edit(*match.span(number), ",") for match in missing.values() for number in range(1, len(match.groups()) + 1)]
        if missing:
            seen = ", ".join(quoted(match[0]) for match in missing.values())
            yield found(plan, "W05", path, (f"Cụm {seen} thiếu dấu phẩy", "Thêm dấu phẩy giữa các tên gọi"), replaced(text, edits))


def _commas(phrase: str) -> re.Pattern[str]:
    """The phrase with or without each of its commas, which are the groups."""
    parts = [r"\s+".join(re.escape(word) for word in part.split()) for part in phrase.split(",")]
    return re.compile(r"(?<!\w)" + r"(,?)\s+".join(parts) + r"(?!\w)", re.IGNORECASE)


def w06(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """Phrases that lack a word."""
    for path, text in written_texts(plan):
        for pair, seen in _listed(lists.phrases, text):
            yield found(plan, "W06", path, (f"{quoted(seen)} có thể thiếu chữ, nên xem lại", f"Có thể viết {quoted(pair.preferred)}"))


def _listed(pairs: Iterable[Pair], text: Text) -> Iterator[tuple[Pair, str]]:
    for pair in pairs:
        yield from ((pair, match[0]) for match in places_of(pair.words, text))


def w07(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A sentence that can be followed, with a main clause."""
    for path, text in written_texts(plan):
        for sentence in _SENTENCE.finditer(text.plain):
            words = sentence[0]
            if fault := _hard_to_follow(words):
                yield found(
                    plan,
                    "W07",
                    path,
                    (f"Câu {quoted(words)} {fault}, nên xem lại", "Tách thành các câu ngắn, mỗi câu có đủ chủ ngữ, vị ngữ"),
                )


def _hard_to_follow(words: str) -> str:
    bare = words
    for one in reversed(list(citations(words))):
        bare = bare[: one.span[0]] + bare[one.span[1] :]
    count = len(re.findall(r"\w+", bare))
    if len(_PURPOSE.findall(bare)) > 1:
        return "có nhiều vế chỉ mục đích nối nhau, có thể thiếu vế chính"
    if re.match(r"Để\s", bare) and "," not in bare:
        return "chỉ có vế mục đích, có thể thiếu vế chính"
    return f"dài {count} chữ" if count > MOST_WORDS else ""


def w08(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """One thing, one word: the preferred form of a term."""
    for path, text in written_texts(plan):
        fixed = fixed_spans(plan, lists, text)
        free = [
            (pair, match)
            for pair in lists.terms
            for match in places_of(pair.words, text)
            if not any(start < match.end() and match.start() < end for start, end in fixed)
        ]
        safe = [(pair, match) for pair, match in free if pair.safe]
        if safe:
            seen, right = (", ".join(map(quoted, words)) for words in ([m[0] for _, m in safe], [p.preferred for p, _ in safe]))
            after = replaced(text, [Edit(*match.span(), cased_as(match[0], pair.preferred)) for pair, match in safe])
            yield found(plan, "W08", path, (f"Thuật ngữ {seen} viết khác cách viết thống nhất", f"Viết {right}"), after)
        for pair, match in free:
            if not pair.safe:
                words = (
                    f"Thuật ngữ {quoted(match[0])} viết khác cách viết thống nhất, nên xem lại",
                    f"Có thể viết {quoted(pair.preferred)}",
                )
                yield found(plan, "W08", path, words)


def w13(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """A capital inside a sentence on a word that is no name and that the plan itself writes small."""
    small = _small_pairs(plan, lists)
    names = [*lists.names, *_names_of(plan)]
    for path, text in written_texts(plan):
        known = fixed_spans(plan, lists, text) + [
            m.span() for name in names for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text.plain)
        ]
        for words, start in _capitals(text.plain):
            if words.casefold() in small and not any(first <= start < end for first, end in known):
                words_ = (f"Chữ hoa giữa câu ở {quoted(words)} không phải tên riêng, nên xem lại", f"Có thể viết {quoted(words.lower())}")
                yield found(plan, "W13", path, words_)


def _capitals(words: str) -> Iterator[tuple[str, int]]:
    """Two words of which the first has a capital although a word in small letters stands before it."""
    letters = list(_WORD.finditer(words))
    for before, first, second in zip(letters, letters[1:], letters[2:], strict=False):
        joined = not words[before.end() : first.start()].strip() and not words[first.end() : second.start()].strip()
        if joined and before[0].islower() and first[0].istitle() and len(first[0]) > 1:
            yield f"{first[0]} {second[0]}", first.start()


def _small_pairs(plan: Plan, lists: Lists) -> set[str]:
    """Two words in a row, both small, that stand somewhere in the plan or in the full words of an abbreviation."""
    texts = [text.plain for _, text in printed_texts(plan)] + [pair.preferred for pair in lists.abbreviations]
    pairs = (pair for words in texts for pair in zip(_WORD.findall(words), _WORD.findall(words)[1:], strict=False))
    return {f"{one} {two}" for one, two in pairs if one.islower() and two.islower()}


def _names_of(plan: Plan) -> list[str]:
    """Names that the workbook itself gives: bodies, units, people, places, grades."""
    facts = plan.facts
    names = [facts.band, facts.target_band, *(basis.issuer for basis in plan.bases), *(row.name for row in plan.recipients)]
    for agency in plan.agencies:
        names += [agency.name, agency.place, agency.province, *agency.short_names]
    names += [name for unit in plan.units for name in (unit.name, unit.short_name)] + [signer.name for signer in plan.signers]
    return [name for name in names if name]


def w17(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """One way to call a title in one paper."""
    texts = list(written_texts(plan))
    for pair in lists.positions:
        places = [path for path, text in texts if places_of(pair.words, text)]
        if places and any(places_of(pair.preferred, text) for _, text in texts):
            message = f"{quoted(pair.words)} và {quoted(pair.preferred)} cùng dùng trong kế hoạch, nên xem lại"
            yield found(plan, "W17", places[0], (message, "Dùng một cách gọi; nếu giao việc cho cả cấp phó thì ghi rõ ở mọi chỗ"))
