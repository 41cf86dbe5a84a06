"""Names that are fixed to the letter: official titles (R07), the plan's own name (R09), its annex (R10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from generator.carrying import Edit, replaced
from generator.citations import Span, citations
from generator.content_checks.finding import Finding
from generator.content_checks.lists import Lists
from generator.content_checks.texts import found, pattern_of, places_of, printed_texts, quoted, written_texts
from generator.plan import Plan
from generator.richtext import Text
from generator.vietnamese import folded

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_YEAR: Final = re.compile(r"năm\s+(\d{4})(?!\d)")
_ANNEX: Final = re.compile(r"(?<!\w)phụ lục(?!\w)", re.IGNORECASE)
_OTHER_ANNEX: Final = re.compile(
    r"(?<!\w)phụ lục\s+(?:số\s+)?(?P<number>II|III|IV|V|[2-9])(?!\w)(?!\s+(?:ban hành|kèm theo|của|Nghị|Quyết|Thông))", re.IGNORECASE
)
_OWN_LABEL: Final = re.compile(r"phụ lục\s*[:.]?\s*(?=\n|$)|phụ lục\s*[:.]\s*", re.IGNORECASE)
_NEAR: Final = 0.75
_SURELY_OWN: Final = 0.8
_PERHAPS_OWN: Final = 0.5


def r07(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """A title that is nearly an official one is shown beside it; the words are never changed here."""
    for path, text in printed_texts(plan):
        for (start, end), title, exact in _titles_in(text, lists):
            if not exact:
                seen = text.plain[start:end]
                message = f"{quoted(seen)} khác tên chính thức ở chỗ {', '.join(_differences(seen, title))}, nên xem lại"
                yield found(plan, "R07", path, (message, f"Tên chính thức là “{title}”"))


def _differences(seen: str, title: str) -> Iterator[str]:
    """Where two titles part, each place with a word on either side."""
    ours, theirs = (list(_TOKEN.finditer(words)) for words in (seen, title))
    matcher = SequenceMatcher(None, [one[0].casefold() for one in ours], [one[0].casefold() for one in theirs], autojunk=False)
    for tag, first, last, its_first, its_last in matcher.get_opcodes():
        if tag != "equal":
            here, there = _around(seen, ours, first, last), _around(title, theirs, its_first, its_last)
            yield f"{quoted(here)} (tên chính thức: {quoted(there)})"


def _around(words: str, tokens: list[re.Match[str]], first: int, last: int) -> str:
    """Some tokens with one more on either side."""
    return words[tokens[max(first - 1, 0)].start() : tokens[min(last, len(tokens) - 1)].end()]


def _titles_in(text: Text, lists: Lists) -> list[tuple[Span, str, bool]]:
    """Official titles in a text, exact or nearly so, the longest first; what lies inside another is left out."""
    tokens = [(match[0].casefold(), match.span()) for match in _TOKEN.finditer(text.plain)]
    places: list[tuple[Span, str, bool]] = []
    for title in sorted(lists.official_titles, key=len, reverse=True):
        for span, exact in _occurrences(tokens, [word.casefold() for word in _TOKEN.findall(title)]):
            if not any(one[0] <= span[0] and span[1] <= one[1] for one, _, _ in places):
                places.append((span, title, exact))
    return sorted(places)


def _occurrences(tokens: list[tuple[str, Span]], title: list[str]) -> Iterator[tuple[Span, bool]]:
    """Stretches that begin and end with two words as the title does and are mostly made of its words."""
    words = [word for word, _ in tokens]
    for first in range(len(words) - 1):
        if words[first : first + 2] != title[:2]:
            continue
        ends = range(first + len(title) * 3 // 4, min(first + len(title) * 5 // 4 + 2, len(words) + 1))
        best = max(((_likeness(words[first:end], title), end) for end in ends if words[end - 2 : end] == title[-2:]), default=(0.0, 0))
        if best[0] >= _NEAR:
            yield (tokens[first][1][0], tokens[best[1] - 1][1][1]), best[0] == 1


def _likeness(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def fixed_spans(plan: Plan, lists: Lists, text: Text) -> list[Span]:
    """Stretches whose words are not ours to change: cited documents, official titles, the plan's own name."""
    own = [match.span() for match in places_of(own_name(plan), text)]
    return [one.span for one in citations(text.plain)] + [span for span, _, _ in _titles_in(text, lists)] + own


def own_name(plan: Plan) -> str:
    """`Kế hoạch khắc phục những hạn chế …`: the plan as other sentences call it (TL-01)."""
    title = " ".join(plan.facts.title.plain.split())
    return f"Kế hoạch {title if title[1:2].isupper() else title[:1].lower() + title[1:]}"


def r09(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """The plan's own name reads the same wherever it stands."""
    name = own_name(plan)
    for path, text in written_texts(plan):
        places = list(_own_name_otherwise(plan, lists, text.plain))
        if sure := [span for span, certain in places if certain]:
            seen = ", ".join(quoted(text.plain[slice(*span)]) for span in sure)
            words = (f"Tên kế hoạch ở đây là {seen}, khác với tên ở trích yếu", f"Viết {quoted(name)}")
            yield found(plan, "R09", path, words, replaced(text, [Edit(*span, name) for span in sure]))
        for seen in [quoted(text.plain[slice(*span)]) for span, certain in places if not certain]:
            words = (f"{seen} có thể là chính kế hoạch này, nên xem lại", f"Nếu đúng thì viết {quoted(name)} hoặc “Kế hoạch này”")
            yield found(plan, "R09", path, words)


def _own_name_otherwise(plan: Plan, lists: Lists, words: str) -> Iterator[tuple[Span, bool]]:
    """Where the plan seems to be called by another name, and whether it surely is."""
    name = own_name(plan)
    begin = pattern_of(" ".join(name.split()[:4]))
    if len(name.split()) <= len(("Kế", "hoạch", "khắc", "phục")):
        return
    for start in begin.finditer(words):
        end = _YEAR.search(words, start.end(), start.end() + 2 * len(name))
        if end is None or pattern_of(name).match(words, start.start()) or re.search(r"[.;:]\s", words[start.end() : end.start()]):
            continue
        span = (start.start(), end.end())
        likeness = _likeness(_bare(words[slice(*span)], lists), _bare(name, lists))
        same_year = any(year == end[1] for year in _YEAR.findall(name)) or not _YEAR.search(name)
        if likeness >= _SURELY_OWN and same_year:
            yield span, True
        elif likeness >= _PERHAPS_OWN and (same_year or int(end[1]) == plan.facts.action_year):
            yield span, False


def _bare(words: str, lists: Lists) -> list[str]:
    """The words alone, abbreviations written out."""
    spelt = (lists.full_words(word) or word for word in re.findall(r"[\w&]+", words))
    return re.findall(r"\w+", folded(" ".join(spelt)))


def r10(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """An annex that is named is there and has a title; one that is there is named in the text (PLU-01, PLU-03)."""
    named = next((index for index, row in enumerate(plan.body) if _ANNEX.search(row.text.plain)), None)
    title = plan.facts.annex_title
    if named is not None and not plan.criteria:
        words = ("Lời văn nhắc đến phụ lục nhưng trang Tiêu chí chưa có dòng nào", "Ghi các tiêu chí, hoặc bỏ chỗ nhắc đến phụ lục")
        yield Finding("R10", ("body", named, "text"), *words)
    if plan.criteria and not title:
        words = ("Phụ lục chưa có tên", "Ghi Tên phụ lục ở trang Kế hoạch")
        yield Finding("R10", ("facts", "annex_title"), *words)
    if plan.criteria and named is None:
        words = ("Có phụ lục nhưng lời văn không nhắc đến", "Thêm câu “(Có phụ lục kèm theo)” vào phần Nội dung và giải pháp")
        yield Finding("R10", ("facts", "annex_title"), *words)
    yield from _annex_label(plan)
    for index, row in enumerate(plan.body):
        for match in _OTHER_ANNEX.finditer(row.text.plain):
            words = (f"Lời văn nhắc đến {quoted(match[0])} nhưng kế hoạch chỉ có một phụ lục", "Ghi “phụ lục kèm theo”")
            yield Finding("R10", ("body", index, "text"), *words)


def _annex_label(plan: Plan) -> Iterator[Finding]:
    """The template prints the line «Phụ lục»: typed into the title it would be there twice."""
    title = plan.facts.annex_title
    label = _OWN_LABEL.match(title.plain)
    if label:
        rest = replaced(title, [Edit(0, label.end(), "")]).strip()
        words = ("Tên phụ lục gõ cả chữ “Phụ lục” nên khi in sẽ có hai lần", "Bỏ dòng chữ “Phụ lục”, mẫu tự in")
        yield found(plan, "R10", ("facts", "annex_title"), words, rest or None)
