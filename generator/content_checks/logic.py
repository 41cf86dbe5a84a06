"""Rules L01 to L15: years, fields, points, times and duties of a plan agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from generator import vietnamese
from generator.carrying import Edit, replaced
from generator.content_checks.cited import mentions
from generator.content_checks.finding import Change, Finding, Path
from generator.content_checks.lists import Lists, RuleFunction
from generator.content_checks.remedies import l05, l06, l07
from generator.content_checks.scores import l03, l04, l12, l15
from generator.content_checks.set_lines import lines_of
from generator.content_checks.set_names import DEFINED, stands_alone, title_over, titled
from generator.content_checks.texts import found, quoted, value_at
from generator.errors import Severity
from generator.fields import time_words
from generator.plan import Plan
from generator.records import BasisRole, BodyKind, Section, Standing, TimeKind
from generator.richtext import Text
from generator.rules import Rule

OLD_AFTER: Final = 3
"""Years after which a basis is asked about (house rule)."""

_INDEX_YEAR: Final = re.compile(r"chỉ số\s+(?:cải cách hành chính|CCHC)\b[^.;,]*?\bnăm\s+(?P<year>\d{4})(?!\d)", re.IGNORECASE)
_AIM: Final = re.compile(r"nâng cao|phấn đấu|cải thiện|duy trì", re.IGNORECASE)
_YEAR: Final = re.compile(r"\bnăm\s+(?P<year>(?:19|20)\d{2})(?!\d)", re.IGNORECASE)
_QUARTER: Final = re.compile(r"\bquý\s+(?:IV|I{1,3}|[1-4])\s+năm\s+(?P<year>\d{4})(?!\d)", re.IGNORECASE)
_DUTY: Final = re.compile(
    r"(?:^|[.;,]\s+)(?:định kỳ\s+)?(?:tổng hợp,?\s+)?báo cáo(?!\w)|(?:gửi|lập|xây dựng|nộp)\s+báo cáo(?!\w)|tổng hợp,?\s+báo cáo(?!\w)",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}(?!\d)|\bngày\s+(?:\d{1,2}|cuối|làm việc)", re.IGNORECASE)
_RECEIVER: Final = re.compile(
    r"(?:gửi|về|cho|trình|báo cáo|với)\s+(?:(?:lãnh đạo|tập thể|đồng chí|Ban)\s+)?"
    r"(?:Văn phòng|Sở|UBND|Ủy ban|Uỷ ban|Hội đồng|Giám đốc|Chánh|Phòng|Bộ|Trung tâm|Lãnh đạo|HĐND)",
)
_NUMBER_YEAR: Final = re.compile(r"/(\d{4})/")
_ENDED: Final = re.compile(r"(?:bãi bỏ|thay thế|sửa đổi|hủy bỏ|huỷ bỏ)(?!\w)", re.IGNORECASE)


def l01(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """The assessed year is the same wherever the index is named; the year of action is the next one.

    The index of the year of action may be named as an aim («nâng cao chỉ số CCHC năm 2025»).
    """
    facts = plan.facts
    if facts.action_year != facts.assessed_year + 1:
        message = f"Năm thực hiện {facts.action_year} không liền sau năm đánh giá {facts.assessed_year}"
        yield Finding("L01", ("facts", "action_year"), message, f"Ghi {facts.assessed_year + 1}, hoặc ghi lý do vào trang Bỏ qua")
    for path in (("facts", "title"), ("facts", "annex_title")):
        yield from _wrong_years(plan, path)
    for index, basis in enumerate(plan.bases):
        if basis.role in {BasisRole.SCORES, BasisRole.APPRAISAL}:
            yield from _wrong_years(plan, ("bases", index, "subject"), safe=False)
    for index in range(len(plan.body)):
        yield from _wrong_years(plan, ("body", index, "text"), safe=False, aims=True)


def _wrong_years(plan: Plan, path: Path, *, safe: bool = True, aims: bool = False) -> Iterator[Finding]:
    text: Text = value_at(plan, path)
    right = str(plan.facts.assessed_year)
    wrong = [match for match in _INDEX_YEAR.finditer(text.plain) if match["year"] != right]
    wrong = [match for match in wrong if not (aims and _aimed(text.plain, match, plan.facts.action_year))]
    if wrong:
        years = ", ".join(dict.fromkeys(match["year"] for match in wrong))
        message = f"“{' '.join(wrong[0][0].split())}” ghi năm {years} trong khi năm đánh giá là {right}"
        after = replaced(text, [Edit(*match.span("year"), right) for match in wrong])
        yield found(plan, "L01", path, (message, f"Sửa năm thành {right}"), after if safe else None)


def _aimed(words: str, match: re.Match[str], action_year: int) -> bool:
    """Whether the index of the year of action, or of a later one, is spoken of as an aim in the same sentence."""
    sentence = max(words.rfind(mark, 0, match.start()) for mark in (". ", "\n", ";"))
    hoped = _AIM.search(words, max(sentence, 0), match.start()) or words[match.end() :].lstrip().startswith("và các năm tiếp theo")
    return int(match["year"]) >= action_year and bool(hoped)


def l02(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A criterion stands in the field that its code begins with. That each field has a heading is seen to by KH-07 and BANG-10."""
    known = {field.id for field in plan.fields}
    for index, row in enumerate(plan.criteria):
        number = row.code.partition(".")[0]
        if row.field != number:
            message = f"Tiêu chí {row.code} thuộc lĩnh vực {number} theo mã nhưng được xếp vào lĩnh vực {row.field}"
            cure = f"Chọn lĩnh vực {number} ở cột Lĩnh vực" if number in known else f"Thêm lĩnh vực {number} vào trang Danh mục rồi chọn"
            change = (Change(("criteria", index, "field"), number),) if number in known else ()
            yield Finding("L02", ("criteria", index, "field"), message, cure, change, row.lost)


def l08(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """Times lie in the year of action and tell at least the quarter; that they are of a known kind is seen to by BANG-15 and BANG-17."""
    year = plan.facts.action_year
    for index, row in enumerate(plan.criteria):
        path, named = ("criteria", index, "time"), row.time.day.year if row.time.day else row.time.year
        if row.time.kind is not TimeKind.ONGOING and named not in {None, year}:
            message = f"Thời gian “{time_words(row.time)}” của tiêu chí {row.code} nằm ngoài năm thực hiện {year}"
            yield found(plan, "L08", path, (message, f"Ghi ngày hoặc quý trong năm {year}"))
        elif row.time.kind is TimeKind.YEAR:
            message = f"Thời gian “{time_words(row.time)}” của tiêu chí {row.code} không nói quý hay ngày phải xong, nên xem lại"
            yield found(plan, "L08", path, (message, "Chọn Ngày hoặc Quý ở cột Kiểu thời gian và ghi thời hạn"))
    for index, body in enumerate(plan.body):
        for match in _QUARTER.finditer(body.text.plain):
            if match["year"] != str(year):
                message = f"Thời hạn “{' '.join(match[0].split())}” nằm ngoài năm thực hiện {year}"
                yield Finding("L08", ("body", index, "text"), message, f"Sửa thành quý của năm {year}")


def l09(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A duty to report names the day and the receiver; there is such a duty at all; units report before the department does."""
    rows = [
        (index, row.text.plain) for index, row in enumerate(plan.body) if row.section is Section.ORGANISATION and not _heading(row.kind)
    ]
    duties = [(index, words) for index, words in rows if _DUTY.search(words)]
    if rows and not duties:
        message = "Phần Tổ chức thực hiện không giao ai báo cáo kết quả"
        yield Finding("L09", ("body", rows[0][0], "text"), message, "Thêm một đoạn giao báo cáo: ai báo cáo, gửi ai, trước ngày nào")
    for index, words in duties:
        missing = [what for what, pattern in (("ngày phải gửi", _DAY), ("nơi nhận báo cáo", _RECEIVER)) if not pattern.search(words)]
        if missing:
            message = f"Việc báo cáo {quoted(words)} chưa nói {' và '.join(missing)}"
            yield Finding("L09", ("body", index, "text"), message, f"Ghi thêm {' và '.join(missing)}{_known_day(plan)}")
    for index, period in enumerate(plan.periods):
        if period.units_due > period.department_due:
            message = (
                f"Hạn đơn vị gửi {vietnamese.short_date(period.units_due)} sau hạn của Sở {vietnamese.short_date(period.department_due)}"
            )
            yield Finding("L09", ("periods", index, "units_due"), message, "Ghi hạn của đơn vị trước hạn của Sở")


def _heading(kind: BodyKind) -> bool:
    return kind in {BodyKind.HEADING, BodyKind.SUBHEADING}


def _known_day(plan: Plan) -> str:
    """The last deadline that the workbook has, as an example."""
    days = [period.department_due for period in plan.periods if period.department_due.year == plan.facts.action_year]
    return f"; trang Kỳ báo cáo có hạn cuối {vietnamese.short_date(max(days))}" if days else ""


def l10(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A criterion's name has no year but the assessed one and no definition left over from the set it was taken from.

    A year that the set itself has in this name is right.
    """
    lines = lines_of(plan)
    for index, row in enumerate(plan.criteria):
        path: Path = ("criteria", index, "name")
        for match in DEFINED.finditer(row.name.plain):
            message = f"Tên tiêu chí {row.code} còn lời giải thích “{match[0]}” của văn bản gốc, nên xem lại"
            yield found(plan, "L10", path, (message, "Xoá phần trong ngoặc nếu không cần"))
        for match in _YEAR.finditer(row.name.plain):
            known = row.code in lines and match["year"] in lines[row.code].name.plain
            if int(match["year"]) != plan.facts.assessed_year and not known:
                message = f"Tên tiêu chí {row.code} ghi “{match[0]}”, khác năm đánh giá {plan.facts.assessed_year}, nên xem lại"
                yield found(plan, "L10", path, (message, "Xem lại tên trong bộ tiêu chí của năm đánh giá"))


def l11(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A name can be understood by itself: the title over it is put before it when the criteria set has one, else the clerk adds it."""
    lines = lines_of(plan)
    for index, row in enumerate(plan.criteria):
        if not stands_alone(row.name.plain):
            message = f"Tên tiêu chí {row.code} {quoted(row.name.plain)} đứng một mình chưa rõ nghĩa, nên xem lại"
            title = title_over(row.code, lines)
            cure = f"Ghi tên tiêu chí cha {title.code if title else row.code.rpartition('.')[0]} ở trước tên này"
            yield found(plan, "L11", ("criteria", index, "name"), (message, cure), titled(row.name, title) if title else None)


def l13(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A basis is not younger than the paper, nor its number of another year, nor a report younger than the decision on it."""
    when = plan.paper_date
    decided = [basis.issued for basis in plan.bases if basis.role is BasisRole.SCORES and basis.issued]
    for index, basis in enumerate(plan.bases):
        path, name = ("bases", index, "issued"), f"{basis.kind} số {basis.number}".strip()
        if basis.issued and when and basis.issued > when:
            message = f"{name} ban hành ngày {vietnamese.short_date(basis.issued)}, sau ngày của Kế hoạch"
            yield Finding("L13", path, message, "Xem lại ngày của căn cứ hoặc ngày của Kế hoạch")
        year = _NUMBER_YEAR.search(basis.number)
        if basis.issued and year and int(year[1]) != basis.issued.year:
            message = f"Số “{basis.number}” là của năm {year[1]} nhưng ngày ban hành thuộc năm {basis.issued.year}"
            yield Finding("L13", path, message, "Xem lại số và ngày của căn cứ")
        if basis.role is BasisRole.APPRAISAL and basis.issued and decided:
            yield from _appraised(path, name, basis.issued, min(decided))


def _appraised(path: Path, name: str, issued: date, decided: date) -> Iterator[Finding]:
    """A report on which a decision rests comes before it; the very same day is only worth a look."""
    cure = "Xem lại ngày của hai văn bản; nếu đúng thì ghi lý do vào trang Bỏ qua"
    if issued > decided:
        message = f"{name} ngày {vietnamese.short_date(issued)} ra sau quyết định công bố kết quả của nó"
        yield Finding("L13", path, message, cure)
    elif issued == decided:
        message = f"{name} cùng ngày {vietnamese.short_date(issued)} với quyết định công bố kết quả của nó, nên xem lại"
        yield Finding("L13", path, message, cure, severity=Severity.NOTE)


def l14(plan: Plan, _lists: Lists) -> Iterator[Finding]:
    """A document that was replaced is no basis; an old one is asked about, unless the sheet of bases says that it is in force."""
    standings = {basis.number: basis.standing for basis in plan.bases if basis.number}
    for index, basis in enumerate(plan.bases):
        if basis.standing in {Standing.REPLACED, Standing.EXPIRED}:
            message = f"{basis.kind} số {basis.number} được ghi là “{basis.standing}” nên không làm căn cứ được"
            cure = "Dẫn văn bản thay thế, hoặc bỏ căn cứ này"
            yield Finding("L14", ("bases", index, "standing"), message, cure, severity=Severity.ERROR)
    for mention in mentions(plan):
        cited, day = mention.citation, vietnamese.parse_date(mention.citation.day_words)
        ended = mention.text is not None and _ENDED.search(mention.text.plain, 0, cited.span[0])
        doubtful = standings.get(cited.number, Standing.UNKNOWN) is Standing.UNKNOWN
        if day and day.year <= plan.facts.action_year - OLD_AFTER and doubtful and not ended and mention.first is None:
            message = (
                f"{cited.kind[:1].upper()}{cited.kind[1:]} số {cited.number} ban hành từ năm {day.year}, nên xem lại còn hiệu lực không"
            )
            yield Finding("L14", mention.path, message, "Tra tình trạng hiệu lực; còn hiệu lực thì ghi điều đó ở trang Căn cứ hoặc Bỏ qua")


RULES: Final[tuple[tuple[Rule, RuleFunction], ...]] = (
    (Rule("L01", "Năm của chỉ số giống nhau ở mọi chỗ", Severity.ERROR), l01),
    (Rule("L02", "Tiêu chí ở đúng lĩnh vực theo mã", Severity.ERROR), l02),
    (Rule("L03", "Mục tiêu không thấp hơn kết quả hiện tại", Severity.ERROR), l03),
    (Rule("L04", "Điểm bị trừ đều có dòng trong kế hoạch", Severity.WARNING), l04),
    (Rule("L05", "Giải pháp không chỉ dẫn về chính Kế hoạch", Severity.WARNING), l05),
    (Rule("L06", "Giải pháp nói rõ việc làm, không lặp lại tiêu chí", Severity.WARNING), l06),
    (Rule("L07", "Mỗi dòng có điểm kết thúc kiểm tra được", Severity.WARNING), l07),
    (Rule("L08", "Thời gian rõ và nằm trong năm thực hiện", Severity.WARNING), l08),
    (Rule("L09", "Việc báo cáo có ngày và nơi nhận", Severity.ERROR), l09),
    (Rule("L10", "Tên tiêu chí của đúng năm, không thừa lời giải thích", Severity.NOTE), l10),
    (Rule("L11", "Tên tiêu chí đứng một mình vẫn rõ nghĩa", Severity.WARNING), l11),
    (Rule("L12", "Điểm hợp lý và in cùng một kiểu", Severity.ERROR), l12),
    (Rule("L13", "Ngày của các căn cứ hợp lý", Severity.WARNING), l13),
    (Rule("L14", "Căn cứ còn hiệu lực", Severity.NOTE), l14),
    (Rule("L15", "Xếp loại đúng bảng xếp loại của đơn vị", Severity.WARNING), l15),
)
"""Each rule with its function, in the order of their codes."""
