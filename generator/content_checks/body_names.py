"""Rules U04 to U06 and U09: one way to name a unit, a group of units, the agency and its head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from generator.carrying import Edit, replaced
from generator.content_checks.finding import Finding, Path
from generator.content_checks.lists import Lists
from generator.content_checks.texts import cased_as, found, pattern_of, printed_texts, value_at, written_texts
from generator.plan import Plan
from generator.records import UnitKind
from generator.richtext import Text
from generator.vietnamese import folded

_GROUP: Final = re.compile(
    r"(?<!\w)(?:các\s+)?phòng(?:\s+chuyên môn)?(?:\s*,|\s+và)\s+(?:các\s+)?đơn vị(?:\s+(?:trực thuộc|thuộc)(?:\s+Sở(?!\w))?)?(?!\w)"
    r"(?!,?\s+(?:cá nhân|(?:có\s+)?liên quan))",
    re.IGNORECASE,
)
_KINDS: Final = "Sở|Phòng|Trung tâm|Chi cục|Văn phòng|Ban|Viện|Quỹ|Trường|Thanh tra|Cục|Hội đồng"
_KIND: Final = re.compile(rf"(?P<kind>{_KINDS})\s+(?P<rest>\S.*)", re.IGNORECASE)
_SHORTEST: Final = 3
"""Words of a name that is looked for in texts whatever its capitals: shorter ones are common words."""
_DEFINITION: Final = r"\((?:sau đây\s+)?gọi (?:tắt\s+)?là\s+"


def u04(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Groups of units are called as the registry calls them; no two units of the registry have one name.

    «các phòng, đơn vị» may mean more than the special rooms: it is only shown.
    """
    counts = Counter(folded(unit.name) for unit in plan.units)
    for index, unit in enumerate(plan.units):
        if counts[folded(unit.name)] > 1:
            message = f"Tên “{unit.name}” dùng cho {counts[folded(unit.name)]} đơn vị"
            yield Finding("U04", ("units", index, "name"), message, "Đặt tên khác, hoặc xoá dòng thừa ở trang Đơn vị")
    groups = [unit.name for unit in plan.units if unit.kind is UnitKind.GROUP and _GROUP.fullmatch(unit.name)]
    if len(groups) == 1:
        for path, text in _prose(plan):
            yield from _other_words(plan, path, text, groups[0])


def _prose(plan: Plan) -> Iterator[tuple[Path, Text]]:
    """Running text and recipients."""
    yield from written_texts(plan)
    for index, line in enumerate(plan.recipients):
        yield ("recipients", index, "name"), Text.of(line.name)


def _other_words(plan: Plan, path: Path, text: Text, group: str) -> Iterator[Finding]:
    bare = folded(group).removeprefix("các ")
    matches = [match for match in _GROUP.finditer(text.plain) if folded(match[0]).removeprefix("các ") != bare]
    if matches:
        edits = [
            Edit(*match.span(), cased_as(match[0], group[:1].lower() + group[1:])) for match in matches if _same_rooms(match[0], group)
        ]
        message = f"“{' '.join(matches[0][0].split())}” khác tên nhóm “{group}” ở trang Đơn vị{'' if edits else ', nên xem lại'}"
        yield found(plan, "U04", path, (message, f"Ghi “{group}”, hoặc thêm nhóm này vào trang Đơn vị"), replaced(text, edits))


def _same_rooms(words: str, group: str) -> bool:
    return ("chuyên môn" in folded(words)) == ("chuyên môn" in folded(group))


def u05(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """The word for the kind of body and the words for its field begin with a capital (VH-10); texts follow the registry.

    What the registry itself should say is for people to confirm.
    """
    names: list[tuple[Path, str]] = [(("agencies", plan.agencies.index(plan.agency), "name"), plan.agency.name)]
    names += [(("units", index, "name"), unit.name) for index, unit in enumerate(plan.units) if unit.kind is not UnitKind.GROUP]
    for path, name in names:
        right = _capitals(name)
        if right != name:
            message = f"Tên “{name}” có vẻ viết hoa chưa đúng, nên xem lại"
            yield Finding("U05", path, message, f"Đối chiếu quyết định thành lập; cách viết theo quy định có thể là “{_both(right)}”")
    for path, text in written_texts(plan):
        for _, name in names:
            yield from _other_capitals(plan, path, text, name)


def _capitals(name: str) -> str:
    """A name with capitals for its kind and for the first word of its field; «Và» and a capital on every word are no way to write."""
    words = name.split()
    if len(words) >= _SHORTEST and all(word[:1].isupper() for word in words) and "Và" in words:
        name = name.replace(" Và ", " và ")
    match = _KIND.fullmatch(name)
    if match is None:
        return name
    kind, rest = match["kind"], match["rest"]
    return f"{kind[:1].upper()}{kind[1:]} {rest[:1].upper()}{rest[1:]}"


def _both(name: str) -> str:
    """The usual capital behind «và» as well: `Tài nguyên và Môi trường`."""
    return re.sub(r"(?<= và )\w", lambda letter: letter[0].upper(), name)


def _other_capitals(plan: Plan, path: Path, text: Text, name: str) -> Iterator[Finding]:
    if len(name.split()) < _SHORTEST:
        return
    wrong = [match for match in pattern_of(name).finditer(text.plain) if " ".join(match[0].split()) != name and not match[0].isupper()]
    if wrong:
        message = f"“{' '.join(wrong[0][0].split())}” viết hoa khác tên “{name}” đã đăng ký"
        after = replaced(text, [Edit(*match.span(), name) for match in wrong])
        yield found(plan, "U05", path, (message, f"Ghi “{name}”"), after)


def u06(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """The agency has one name; a short form comes only after it was defined."""
    agency = plan.agency
    kind = _KIND.match(agency.name)
    letters = agency.abbreviation.removeprefix(agency.abbreviation[:1])
    shorts = {name for name in agency.short_names if folded(name) != folded(agency.name) and len(name.split()) > 1}
    shorts |= {f"{kind['kind']} {letters}"} if kind and letters else set()
    defined: set[str] = set()
    for path, text in printed_texts(plan):
        for short in sorted(shorts - defined):
            pattern = pattern_of(short)
            definition = re.search(_DEFINITION + re.escape(short), text.plain, re.IGNORECASE)
            end = definition.start() if definition else len(text.plain)
            if matches := [match for match in pattern.finditer(text.plain) if match.start() < end]:
                message = f"“{matches[0][0]}” là tên gọi tắt chưa được giải thích của “{agency.name}”"
                after = replaced(text, [Edit(*match.span(), agency.name) for match in matches])
                cure = f"Ghi “{agency.name}”, hoặc giải thích “(sau đây gọi tắt là {short})” ở lần đầu"
                yield found(plan, "U06", path, (message, cure), after)
            if definition:
                defined.add(short)


def u09(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """A body among the recipients is called as the text calls it."""
    names = [pair for pair in lists.abbreviations if pair.preferred[:1].isupper() and pair.words not in lists.plain_abbreviations]
    written = " ".join(text.plain for _, text in written_texts(plan))
    for index, line in enumerate(plan.recipients):
        path: Path = ("recipients", index, "name")
        for pair in names:
            short = re.compile(rf"(?<!\w){re.escape(pair.words)}(?!\w)")
            if short.search(line.name) and pattern_of(pair.preferred).search(written):
                message = f"Nơi nhận ghi “{pair.words}” trong khi lời văn ghi “{pair.preferred}”"
                after = Text.of(short.sub(lambda _, pair=pair: pair.preferred, str(value_at(plan, path))))  # type: ignore[misc]
                yield found(plan, "U09", path, (message, f"Ghi “{pair.preferred}”"), after)
