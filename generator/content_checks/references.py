"""Rules R01 to R10: bases and cited documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator import vietnamese
from generator.carrying import Edit, replaced
from generator.citations import Citation, citations
from generator.content_checks.abbreviations import abbreviations_in
from generator.content_checks.cited import Mention, is_statute, mentions
from generator.content_checks.finding import Change, Finding, Path
from generator.content_checks.lists import Lists, RuleFunction
from generator.content_checks.official_names import r07, r09, r10
from generator.content_checks.texts import cased_as, found, quoted, written_texts
from generator.errors import Severity
from generator.fields import citation as printed_citation
from generator.plan import Plan
from generator.records import LegalBasis, Section
from generator.richtext import Text
from generator.rules import Rule
from generator.vietnamese import folded, short_date

_LEADS: Final = re.compile(r"(?:Căn cứ|Thực hiện|Theo|Trên cơ sở|Xét|Để)(?!\w)")
_SECOND_BASIS: Final = re.compile(r";\s+(?=\S)")
_ABOUT: Final = re.compile(r"^(?:về việc|về|v/v)\s+", re.IGNORECASE)
_SHORT_DATE: Final = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/\d{4}(?![\d/])")
_LONG_DATE: Final = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}(?!\d)", re.IGNORECASE)


def r01(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Each basis on its line with a lead of its own, never half in a list and half in a paragraph (CC-02)."""
    for index, basis in enumerate(plan.bases):
        words = printed_citation(basis).plain
        if words and not _LEADS.match(words):
            message = f"Căn cứ {quoted(words)} không có lời dẫn “Căn cứ” ở đầu dòng"
            lead = (Change(("bases", index, "lead"), "Căn cứ"),) if basis.kind and not basis.lead else ()
            yield Finding("R01", ("bases", index, "lead"), message, "Ghi “Căn cứ” ở cột Lời dẫn, mỗi căn cứ một dòng", lead)
        if _SECOND_BASIS.search(basis.subject.plain) and list(citations(basis.subject.plain)):
            message = f"Dòng căn cứ {quoted(words)} có vẻ gồm hai văn bản, nên xem lại"
            yield Finding("R01", ("bases", index, "subject"), message, "Tách mỗi văn bản thành một dòng ở trang Căn cứ")
    for index, row in enumerate(plan.body):
        if plan.bases and row.section is Section.OPENING and row.text.plain.startswith("Căn cứ ") and list(citations(row.text.plain)):
            message = f"Đoạn {quoted(row.text.plain)} nêu căn cứ trong lời văn trong khi các căn cứ khác được ghi thành dòng, nên xem lại"
            yield Finding("R01", ("body", index, "text"), message, "Chuyển căn cứ này vào trang Căn cứ")


def r02(plan: Plan, lists: Lists) -> Iterator[Finding]:
    """Cited for the first time: issuer and subject are there, the issuer with its full name (CC-03)."""
    short: dict[Path, list[Mention]] = {}
    for mention in mentions(plan):
        cited = mention.citation
        if mention.first or not cited.day_words:
            continue
        if missing := [what for what, part in (("cơ quan ban hành", cited.issuer), ("trích yếu", cited.subject)) if not part]:
            message = f"Lần dẫn đầu {quoted(cited.name)} thiếu {' và '.join(missing)}"
            path = _part(mention, "subject" if cited.issuer else "issuer")
            yield found(plan, "R02", path, (message, "Ghi đủ loại, số, ký hiệu, ngày, cơ quan ban hành và trích yếu"))
        if any(abbreviations_in(cited.issuer, lists)):
            short.setdefault(_part(mention, "issuer"), []).append(mention)
    for path, places in short.items():
        yield _abbreviated(plan, lists, path, places)


def _abbreviated(plan: Plan, lists: Lists, path: Path, places: list[Mention]) -> Finding:
    """Issuers with letters for words: a body's own name is written out, other words are only shown."""
    issuers = [mention.citation.issuer for mention in places]
    whole = [_written_out(issuer, lists) for issuer in issuers]
    names = "; ".join(mention.citation.name for mention in places)
    message = f"Lần dẫn đầu {quoted(names)} viết tắt tên cơ quan ban hành: {quoted('; '.join(issuers))}"
    cure = f"Viết đủ tên: {quoted('; '.join(whole))}" if whole != issuers else "Viết đủ tên cơ quan ban hành"
    text = places[0].text
    pairs = zip(places, whole, strict=True)
    after = replaced(text, [Edit(*one.citation.issuer_span, words) for one, words in pairs]) if text else Text.of(whole[0])
    return found(plan, "R02", path, (message, cure), after if whole != issuers else None)


def _written_out(words: str, lists: Lists) -> str:
    """Abbreviations of names (their full words begin with a capital) written out."""
    for pair in lists.abbreviations:
        if pair.preferred[:1].isupper():
            words = re.sub(rf"(?<!\w){re.escape(pair.words)}(?!\w)", lambda _, pair=pair: pair.preferred, words)  # type: ignore[misc]
    return words


def _part(mention: Mention, column: str) -> Path:
    """The place of a mention; of a basis, the column at fault."""
    return mention.path if mention.text else (*mention.path[:2], column)


def r03(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Cited again: type, number and symbol are enough."""
    again: dict[Path, list[Mention]] = {}
    for mention in mentions(plan):
        cited = mention.citation
        if mention.text and mention.first and (cited.day_words or cited.issuer or _says_the_same(cited, mention.first)):
            again.setdefault(mention.path, []).append(mention)
    for path, repeats in again.items():
        text = repeats[0].text or Text()
        edits = [
            Edit(m.citation.number_span[1], m.citation.span[1], "") for m in repeats if m.first and _says_the_same(m.citation, m.first)
        ]
        names = "; ".join(m.citation.name for m in repeats)
        message = f"Văn bản {quoted(names)} đã được dẫn đầy đủ ở trên, ở đây lại dẫn đầy đủ"
        yield found(plan, "R03", path, (message, f"Lần sau chỉ cần ghi {quoted(names)}"), replaced(text, edits))


def _says_the_same(again: Citation, first: Citation) -> bool:
    """Whether nothing is lost when the later citation is cut down to type and number."""
    return (
        bool(again.day_words or again.issuer or again.subject)
        and again.day in {None, first.day}
        and folded(again.issuer) in {"", folded(first.issuer)}
        and _about(again.subject) in {"", _about(first.subject)}
        and bool(again.day or not again.day_words)
        and not again.stray
        and folded(again.kind) == folded(first.kind)
    )


def _about(subject: str) -> str:
    return folded(_ABOUT.sub("", subject))


def r04(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A cited document has number, day and a whole issuer."""
    for index, basis in enumerate(plan.bases):
        if basis.kind and (missing := _missing_of_basis(basis)):
            message = f"Căn cứ {quoted(printed_citation(basis).plain)} thiếu {' và '.join(missing)}"
            column = "number" if not basis.number and not is_statute(basis) else "issued"
            yield Finding("R04", ("bases", index, column), message, "Ghi đủ số, ký hiệu và ngày của văn bản ở trang Căn cứ")
    for mention in mentions(plan):
        if mention.text and not mention.first and (faults := _broken(mention.citation)):
            message = f"Văn bản được dẫn {quoted(mention.citation.name)} {', '.join(faults)}"
            yield found(plan, "R04", mention.path, (message, "Xem lại văn bản gốc, ghi đủ số, ký hiệu, ngày và cơ quan ban hành"))


def _missing_of_basis(basis: LegalBasis) -> list[str]:
    needed = [("ngày ban hành", bool(basis.issued)), ("số, ký hiệu", bool(basis.number) or is_statute(basis))]
    return [what for what, there in needed if not there]


def _broken(cited: Citation) -> list[str]:
    if cited.day_words and cited.day is None:
        return [f"có ngày {quoted(cited.day_words)} không có trong lịch"]
    faults = [] if cited.day_words else ["thiếu ngày"]
    if cited.stray:
        faults.append(f"ghi dở tên cơ quan ban hành ({quoted(cited.stray)})")
    elif faults and not cited.issuer:
        faults.append("thiếu cơ quan ban hành")
    return faults


def r05(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A symbol without the letters of a type is that of a letter: «Công văn số» (SO-05)."""
    letters: dict[Path, list[Mention]] = {}
    for mention in mentions(plan):
        cited = mention.citation
        if cited.type_code or folded(cited.kind) in {"", "công văn", "công điện"}:
            continue
        if folded(cited.kind) == "văn bản":
            letters.setdefault(_part(mention, "kind"), []).append(mention)
        else:
            words = (
                f"{quoted(cited.name)} có ký hiệu của công văn, nên xem lại tên loại",
                f"Nếu đúng là công văn thì ghi “Công văn số {cited.number}”",
            )
            yield found(plan, "R05", _part(mention, "kind"), words)
    for path, places in letters.items():
        names = "; ".join(one.citation.name for one in places)
        right = "; ".join(f"Công văn số {one.citation.number}" for one in places)
        text = places[0].text
        after = replaced(text, [Edit(*one.citation.kind_span, "Công văn") for one in places]) if text else Text.of("Công văn")
        words = (f"{quoted(names)} có ký hiệu không mang chữ viết tắt tên loại, tức là công văn", f"Ghi {quoted(right)}")
        yield found(plan, "R05", path, words, after)


def r06(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Dates with a zero only before days below 10 and months 1 and 2; cited documents with the short form (DD-02)."""
    for path, text in written_texts(plan):
        wrong = list(_wrong_dates(text.plain))
        if wrong:
            seen = ", ".join(quoted(text.plain[edit.start : edit.end]) for edit in wrong)
            right = ", ".join(quoted(edit.words) for edit in wrong)
            words = (f"Ngày {seen} viết chưa đúng kiểu", f"Viết {right}: chỉ thêm số 0 trước ngày dưới 10 và tháng 1, 2")
            yield found(plan, "R06", path, words, replaced(text, wrong))


def _wrong_dates(words: str) -> Iterator[Edit]:
    cited = [one for one in citations(words) if one.day]
    for one in cited:
        if one.day and " ".join(words[slice(*one.day_span)].split()) != short_date(one.day):
            yield Edit(*one.day_span, short_date(one.day))
    for pattern, style in ((_SHORT_DATE, short_date), (_LONG_DATE, vietnamese.long_date)):
        for match in pattern.finditer(words):
            day = vietnamese.parse_date(match[0])
            inside = any(one.span[0] <= match.start() < one.span[1] for one in cited)
            if day and not inside and " ".join(match[0].split()).casefold() != style(day):
                yield Edit(*match.span(), cased_as(match[0], style(day)))


def r08(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """One document has one number and one day wherever it is cited."""
    seen: list[Mention] = []
    for mention in mentions(plan):
        other = next((one for one in seen if _disagree(one.citation, mention.citation)), None)
        if other:
            one, two = other.citation, mention.citation
            message = (
                f"Cùng một văn bản nhưng ghi khác nhau: {quoted(f'{one.name} ngày {one.day_words}')}"
                f" và {quoted(f'{two.name} ngày {two.day_words}')}"
            )
            yield found(plan, "R08", _part(mention, "issued"), (message, "Xem lại văn bản gốc rồi ghi một số, một ngày ở mọi chỗ"))
        seen.append(mention)


def _disagree(one: Citation, two: Citation) -> bool:
    """Same number with two days, unless year, issuer and subject show two documents; or same title and day with two numbers."""
    if not (one.day and two.day):
        return False
    same_subject = bool(one.subject) and _about(one.subject) == _about(two.subject)
    if one.key == two.key:
        other_body = bool(one.issuer and two.issuer) and folded(one.issuer) != folded(two.issuer)
        other_year = one.day.year != two.day.year and bool(one.subject and two.subject) and not same_subject
        return one.day != two.day and not (other_body or other_year)
    return same_subject and one.day == two.day and folded(one.kind) == folded(two.kind) and folded(one.issuer) == folded(two.issuer)


RULES: Final[tuple[tuple[Rule, RuleFunction], ...]] = (
    (Rule("R01", "Mỗi căn cứ một dòng, có lời dẫn", Severity.WARNING, "PL I.II.6.a"), r01),
    (Rule("R02", "Lần dẫn đầu ghi đủ, không viết tắt tên cơ quan ban hành", Severity.WARNING, "PL I.II.6.a"), r02),
    (Rule("R03", "Lần dẫn sau chỉ ghi tên loại, số, ký hiệu", Severity.NOTE), r03),
    (Rule("R04", "Văn bản được dẫn có số, ngày và cơ quan ban hành", Severity.ERROR, "PL I.II.6.a"), r04),
    (Rule("R05", "Ký hiệu không có tên loại là công văn", Severity.WARNING, "PL I.II.3.b"), r05),
    (Rule("R06", "Ngày tháng viết một kiểu, số 0 đúng chỗ", Severity.WARNING, "PL I.II.4.b"), r06),
    (Rule("R07", "Tên chính thức viết đúng từng chữ", Severity.WARNING), r07),
    (Rule("R08", "Một văn bản chỉ có một số, một ngày", Severity.ERROR), r08),
    (Rule("R09", "Tên kế hoạch giống nhau ở mọi chỗ", Severity.WARNING), r09),
    (Rule("R10", "Phụ lục được nhắc thì phải có, có thì phải được nhắc", Severity.ERROR, "PL I.III.1.a"), r10),
)
