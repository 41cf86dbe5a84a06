"""Rules on bases, text and divisions: each kept by one paper and broken by another (CC, VD, ND, CT)."""

from __future__ import annotations

from typing import Any, Final

import pytest

from generator.anatomy import Anatomy, Piece, Regime, Where
from generator.anatomy import Part as Is
from generator.errors import Severity
from generator.format_checks import CATALOGUE, bases, structure
from generator.format_checks import body as text
from generator.format_checks.catalogue import CHECKED
from generator.format_checks.finding import Finding, Sheet
from generator.measure import Twips, mm, pt
from tests.format_documents import broken, read
from tests.format_papers import ENDING, LONG, Case, Paper, beside, body, head, judged, of, paper, plan, recipients, say, signed

RULES: Final = (*bases.RULES, *text.RULES, *structure.RULES)

LAW: Final = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
DECREE: Final = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"


def based(*lines: str, **look: Any) -> Paper:  # noqa: ANN401 - fields of a style
    return paper(plan(*(say(Is.BASIS, words, **look) for words in lines)))


def running(words: str, **look: Any) -> Paper:  # noqa: ANN401 - fields of a style
    """A plan with one paragraph more."""
    return paper(plan(body(words, **look)))


def regulation(*lines: tuple[Is, str], **changed: dict[str, object]) -> Paper:
    """A text on Điều; `changed` are other looks by the name of the part."""
    said = [say(part, words, **changed.get(part.name, {})) for part, words in lines]
    return paper([*head("QUY CHẾ"), *said, body(ENDING), beside(recipients(), signed())])


CHAPTERS: Final = (
    (Is.DIVISION, "Chương I"),
    (Is.DIVISION_TITLE, "QUY ĐỊNH CHUNG"),
    (Is.DIVISION, "Mục 1"),
    (Is.DIVISION_TITLE, "PHẠM VI"),
    (Is.ARTICLE, "Điều 1. Phạm vi điều chỉnh"),
    (Is.CLAUSE, "1. Quy chế này quy định về công tác văn thư;"),
    (Is.POINT, "a) Soạn thảo văn bản;"),
    (Is.POINT, "b) Quản lý văn bản."),
    (Is.CLAUSE, "2. Quy chế này áp dụng với các phòng, đơn vị."),
    (Is.DIVISION, "Chương II"),
    (Is.DIVISION_TITLE, "TỔ CHỨC THỰC HIỆN"),
    (Is.ARTICLE, "Điều 2. Trách nhiệm"),
    (Is.BODY, LONG),
)


def changed(old: str, new: str) -> Paper:
    """The text on Điều with one line reworded."""
    assert any(words == old for _, words in CHAPTERS)
    return regulation(*((part, new if words == old else words) for part, words in CHAPTERS))


def sections(*lines: tuple[Is, str], **look: Any) -> Paper:  # noqa: ANN401 - fields of a style
    """A plan without Điều; the look is that of the first line."""
    first, *rest = lines
    return paper(plan(say(*first, **look), *(say(*line) for line in rest)))


PARTS: Final = (
    (Is.DIVISION, "Phần I"),
    (Is.DIVISION_TITLE, "KẾT QUẢ"),
    (Is.BODY, LONG),
)
CLAUSES: Final = ((Is.CLAUSE, "1. Văn phòng Sở theo dõi;"), (Is.CLAUSE, "2. Các phòng báo cáo."))
POINTS: Final = ((Is.POINT, "d) Rà soát;"), (Is.POINT, "đ) Báo cáo;"), (Is.POINT, "e) Tổng hợp."))
GOOD_CHAPTERS: Final = regulation(*CHAPTERS)

GOOD_AND_BAD: Final[dict[str, Case]] = {
    "CC-01": Case(based(f"{LAW}."), based(f"{LAW}.", italic=False)),
    "CC-02": Case(based(f"{LAW};", f"{DECREE}."), based(f"{LAW}.", f"{DECREE}.")),
    "CC-03": Case(based(f"{LAW};", f"{DECREE}."), based("Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư.")),
    "CC-04": Case(based(f"{LAW};", "Theo đề nghị của Chánh Văn phòng Sở."), based("Được sự đồng ý của Giám đốc Sở.")),
    "VD-01": Case(
        running("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư. Nghị định số 30/2020/NĐ-CP."),
        running("Thực hiện Nghị định số 30/2020/NĐ-CP, Văn phòng Sở tổng hợp."),
    ),
    "VD-02": Case(
        running("Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư."),
        running("Thực hiện Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư."),
    ),
    "ND-01": Case(running(LONG, size=13), running(LONG, size=12)),
    "ND-02": Case(running(LONG, first_line=mm(127)), running(LONG, first_line=mm(75))),
    "ND-03": Case(running(LONG, before=pt(4), after=pt(8)), running(LONG, after=pt(2))),
    "ND-04": Case(running(LONG, line=Twips(360)), running(LONG, line=Twips(400))),
    "ND-05": Case(paper(plan()), paper(plan(ending="Yêu cầu các phòng, đơn vị nghiêm túc thực hiện."))),
    "ND-06": Case(GOOD_CHAPTERS, changed("Điều 2. Trách nhiệm", "Điều 2.")),
    "CT-01": Case(GOOD_CHAPTERS, changed("Chương II", "Chương III")),
    "CT-02": Case(GOOD_CHAPTERS, changed("Mục 1", "Mục I")),
    "CT-03": Case(GOOD_CHAPTERS, changed("Điều 2. Trách nhiệm", "Điều 3. Trách nhiệm")),
    "CT-04": Case(GOOD_CHAPTERS, changed("2. Quy chế này áp dụng với các phòng, đơn vị.", "3. Quy chế này áp dụng với các phòng, đơn vị.")),
    "CT-05": Case(GOOD_CHAPTERS, changed("b) Quản lý văn bản.", "c) Quản lý văn bản.")),
    "CT-06": Case(sections(*PARTS), sections((Is.DIVISION, "PHẦN 1"), *PARTS[1:])),
    "CT-07": Case(sections((Is.SECTION, "I. MỤC ĐÍCH"), (Is.SECTION, "II. YÊU CẦU")), sections((Is.SECTION, "I. Mục đích"))),
    "CT-08": Case(sections(*CLAUSES), sections(CLAUSES[0], (Is.CLAUSE, "4. Các phòng báo cáo."))),
    "CT-09": Case(sections((Is.POINT, "a) Rà soát;"), (Is.POINT, "b) Báo cáo.")), sections((Is.POINT, "a) Rà soát;"), italic=True)),
}

MORE_BAD: Final[dict[str, tuple[str, Paper]]] = {
    "a basis of wrong size": ("CC-01", based(f"{LAW}.", size=12)),
    "a basis that stands above the type name": ("CC-01", paper([say(Is.BASIS, f"{LAW}."), *plan()])),
    "a last basis that ends with a semicolon": ("CC-02", based(f"{LAW};", f"{DECREE};")),
    "two bases on a line": ("CC-02", based(f"{LAW}; Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024.")),
    "a law with a number": ("CC-03", based("Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025.")),
    "a law without a date": ("CC-03", based("Căn cứ Luật Tổ chức chính quyền địa phương.")),
    "a decree without its issuer": ("CC-03", based("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 về công tác văn thư.")),
    "a basis without an indent": ("CC-04", based(f"{LAW}.", first_line=Twips(0))),
    "bases without a gap": ("CC-04", based(f"{LAW};", f"{DECREE}.", after=pt(0))),
    "text of several lines at the left": ("ND-01", running(LONG, align="left")),
    "text of several lines in italics": ("ND-01", running(LONG, italic=True)),
    "text without an indent": ("ND-02", running(LONG, first_line=Twips(0))),
    "text with a hanging indent of nothing": ("ND-02", running(LONG, first_line=Twips(-300), left=Twips(300))),
    "lines closer than single": ("ND-04", running(LONG, line=Twips(216))),
    "lines of a fixed height that is too low": ("ND-04", running(LONG, exact=pt(14))),
    "an end with a space before the sign": ("ND-05", paper(plan(ending="Yêu cầu các phòng thực hiện ./."))),
    "a chapter without a title": ("ND-06", regulation(*CHAPTERS[:1], *CHAPTERS[2:])),
    "a chapter with its title on the line": ("CT-01", changed("Chương II", "Chương II. TỔ CHỨC")),
    "a chapter with an Arabic number": ("CT-01", changed("Chương II", "Chương 2")),
    "a chapter in capitals": ("CT-01", changed("Chương II", "CHƯƠNG II")),
    "a chapter at the left": ("CT-01", regulation(*CHAPTERS, DIVISION={"align": "left"})),
    "a chapter's title in small letters": ("CT-01", changed("QUY ĐỊNH CHUNG", "Quy định chung")),
    "an article that is not bold": ("CT-03", regulation(*CHAPTERS, ARTICLE={"bold": False})),
    "an article with a colon": ("CT-03", changed("Điều 2. Trách nhiệm", "Điều 2: Trách nhiệm")),
    "an article that comes twice": ("CT-03", changed("Điều 2. Trách nhiệm", "Điều 1. Trách nhiệm")),
    "an article with an indent of its own": ("CT-03", regulation(*CHAPTERS, ARTICLE={"first_line": mm(50)})),
    "a clause with a bracket": (
        "CT-04",
        changed(CHAPTERS[5][1], "1) Quy chế này quy định về công tác văn thư;"),
    ),
    "a nested number below an article": ("CT-04", changed("2. Quy chế này áp dụng với các phòng, đơn vị.", "1.1. Quy chế này áp dụng.")),
    "an article smaller than the text": ("CT-03", regulation(*CHAPTERS, ARTICLE={"size": 13})),
    "a point with a stop": ("CT-05", changed("b) Quản lý văn bản.", "b. Quản lý văn bản.")),
    "a point f": ("CT-09", sections((Is.POINT, "a) Một;"), (Is.POINT, "f) Hai."))),
    "a bold point": ("CT-05", regulation(*CHAPTERS, POINT={"bold": True})),
    "a section with a bracket": ("CT-07", sections((Is.SECTION, "I) MỤC ĐÍCH"))),
    "a section that is not bold": ("CT-07", sections((Is.SECTION, "I. MỤC ĐÍCH"), bold=False)),
    "a section that is skipped": ("CT-07", sections((Is.SECTION, "I. MỤC ĐÍCH"), (Is.SECTION, "III. YÊU CẦU"))),
    "a long clause in bold": ("CT-08", sections((Is.CLAUSE, f"1. {LONG}"), bold=True)),
    "a clause of wrong size": ("CT-08", sections(*CLAUSES, size=12)),
    "a clause whose title stands on its text's line": (
        "CT-08",
        sections((Is.CLAUSE, "1. Văn phòng Sở: theo dõi, đôn đốc các phòng."), *CLAUSES[1:]).bold_start("1. Văn phòng Sở:"),
    ),
}

MORE_GOOD: Final[dict[str, Paper]] = {
    "a last basis that leads over to the text": based("Căn cứ Kế hoạch số 5/KH-UBND ngày 05/3/2025 của UBND tỉnh về cải cách, Sở báo cáo:"),
    "a basis still to be filled in": based("Căn cứ Kế hoạch số       /KH-SKHCN ngày        tháng        năm 2025 của Sở về cải cách."),
    "a basis with a tab for what is to come": based("Căn cứ\t7\t;", "Theo đề nghị của\t"),
    "an upright sentence below the bases": paper(
        plan(say(Is.BASIS, f"{LAW};"), say(Is.BASIS, f"{DECREE}."), say(Is.BASIS, "Sở báo cáo kết quả như sau:", italic=False))
    ),
    "a basis with dots": based("Căn cứ ................;", "Căn cứ ............"),
    "a basis on duties": based("Căn cứ chức năng, nhiệm vụ và tình hình thực tế của Sở."),
    "a line of dots": running(f"{'.' * 160}./.", first_line=Twips(0), align="left"),
    "a form's last line": paper(plan(ending="Giấy này có giá trị đến hết ngày …… ./.")),
    "one line at the left looks justified": running("Văn phòng Sở theo dõi.", align="left"),
    "a heading line in bold that the decree has no name for": running("Lĩnh vực I. Công tác chỉ đạo", bold=True, italic=True),
    "a note in small italics": running("Ghi chú: số liệu tính đến ngày 14 tháng 6.", size=12, italic=True),
    "an indent by a tab": running(f"\t{LONG}", first_line=Twips(0)),
    "a list that hangs out from the indent": running(f"- {LONG}", first_line=Twips(-284), left=Twips(851)),
    "lines of a fixed height between single and one and a half": running(LONG, exact=pt(18)),
    "a centred line among the text": running("Bảng 1. Kết quả", align="center", first_line=Twips(0)),
    "points with đ": sections((Is.POINT, "a) Một;"), (Is.POINT, "b) Hai;"), (Is.POINT, "c) Ba;"), *POINTS),
    "a list that begins again": sections(*CLAUSES, (Is.BODY, "Danh sách thứ hai:"), *CLAUSES),
    "Roman numbers that begin again below letters": sections(
        (Is.SECTION, "A. KẾT QUẢ"), (Is.SECTION, "I. CHUNG"), (Is.SECTION, "B. NHIỆM VỤ"), (Is.SECTION, "I. CHUNG")
    ),
    "nested numbers without articles": sections((Is.CLAUSE, "1.1.2. Văn phòng theo dõi;"), (Is.CLAUSE, "1.4.1. Các phòng báo cáo.")),
    "chapters that begin again in the next part": regulation(
        (Is.DIVISION, "Phần I"), (Is.DIVISION_TITLE, "CHUNG"), *CHAPTERS[:5], (Is.DIVISION, "Phần II"), (Is.DIVISION_TITLE, "RIÊNG"),
        *CHAPTERS[:2], (Is.ARTICLE, "Điều 2. Trách nhiệm"), (Is.BODY, LONG),
    ),
    "clauses in a quotation": regulation(
        *CHAPTERS[:6], (Is.BODY, "Điều 5 được sửa như sau: “Điều 5. Hồ sơ"), (Is.CLAUSE, "7. Hồ sơ lưu.”"), *CHAPTERS[8:],
    ),
    "a decision's article that is a sentence": paper(
        plan(say(Is.ARTICLE, "Điều 1. Thành lập Tổ công tác của Sở.", bold=False), say(Is.ARTICLE, "Điều 2. Tổ trưởng chịu trách nhiệm."))
    ).bold_start("Điều 1."),
    "a form's lines of several numbers": sections((Is.CLAUSE, "2. Ngày sinh: ...........  3. Giới tính:\t"), (Is.CLAUSE, "5. Nơi ở:\t")),
    "a line in brackets in the middle": running("(Kèm theo Nghị định số 30/2020/NĐ-CP", align="center", after=pt(0), first_line=Twips(0)),
    "a sample is never judged": paper(plan(), [body(LONG, size=11)], wheres=(Where.MAIN, Where.QUOTED)),
    "an annex's own text has no rule": paper(
        plan(), [say(Is.ANNEX_LABEL, "Phụ lục"), say(Is.ANNEX_TITLE, "NHIỆM VỤ"), body(LONG, size=12, first_line=Twips(0))]
    ),
}  # fmt: skip


BY_HAND: Final = {"CC-04": "an upright line that opens as no basis does is made out as text"}
"""Rules whose bad paper is another paper when its parts are made out from its words, and why."""


def codes(given: Paper) -> set[str]:
    return {finding.code for finding in of(RULES, given)}


@pytest.mark.parametrize("code", GOOD_AND_BAD)
def test_a_rule_is_kept_by_a_good_paper_and_broken_by_one_change(code: str) -> None:
    case = GOOD_AND_BAD[code]
    assert codes(case.good) == set()
    assert codes(case.bad) == {code, *case.besides}


@pytest.mark.parametrize("code", sorted(GOOD_AND_BAD.keys() - BY_HAND.keys()))
def test_the_same_is_said_when_the_parts_are_made_out_from_the_words(code: str) -> None:
    case = GOOD_AND_BAD[code]
    assert judged(RULES, case.good.made_out()) == []
    assert code in {finding.code for finding in judged(RULES, case.bad.made_out())}


def test_every_rule_has_a_good_and_a_bad_paper() -> None:
    assert {rule.code for rule, _ in RULES} == set(GOOD_AND_BAD)
    assert set(GOOD_AND_BAD) <= set(CATALOGUE)


@pytest.mark.parametrize("fault", MORE_BAD)
def test_a_fault_is_found(fault: str) -> None:
    code, given = MORE_BAD[fault]
    assert code in codes(given)


@pytest.mark.parametrize("sentence", MORE_GOOD)
def test_what_offices_rightly_do_is_no_fault(sentence: str) -> None:
    assert of(RULES, MORE_GOOD[sentence]) == []


def test_a_paragraph_has_one_finding_a_rule() -> None:
    found = of(RULES, running(LONG, size=12, italic=True, align="left", first_line=Twips(0)))
    assert [finding.code for finding in found] == ["ND-01", "ND-02"]
    assert found[0].found == "cỡ 12, nghiêng, canh trái"


def test_titles_of_clauses_that_are_never_bold_are_said_once_and_each_one_where_others_are() -> None:
    titles = [(Is.CLAUSE, "1. Văn phòng"), (Is.BODY, LONG), (Is.CLAUSE, "2. Các phòng"), (Is.BODY, LONG)]
    plain = paper(plan(*(say(*line) for line in titles)))
    mixed = paper(plan(*(say(*line) for line in titles), say(Is.CLAUSE, "3. Trung tâm", bold=True), body(LONG)))
    assert [finding.code for finding in of(RULES, plain)] == ["CT-08"]
    assert [finding.severity for finding in of(RULES, mixed)] == [Severity.WARNING, Severity.WARNING]


def test_an_indent_between_the_two_of_the_decree_only_asks_for_a_look() -> None:
    (finding,) = of(RULES, running(LONG, first_line=Twips(709)))
    assert (finding.severity, finding.found, finding.wanted) == (Severity.WARNING, "thụt 1,25 cm", "thụt 1 hoặc 1,27 cm (nên xem lại)")


def test_word_drops_the_gap_between_paragraphs_of_one_style_that_says_so() -> None:
    good = running(LONG)
    plain = good.data
    assert of(RULES, good) == []
    contextual = Paper(broken(plain, r"(<w:spacing [^>]*/>)", r"\1<w:contextualSpacing/>", "word/styles.xml", times=0), good.wheres)
    assert {finding.code for finding in of(RULES, contextual)} == {"ND-03"}


ODD_WORDS: Final = (
    "", " ", "\t", "I.", "I", "Điều", "Điều 1", "Điều 999a.", "a)", "1.", "1.1", "Phụ lục", "Kính gửi", "Nơi nhận", "KT.", "TM", "- Lưu",
    "(", "…",
    "Chương", "Phần 0", "Số:", "x;", "12/3", "V/v", "./.", "“", "”",
)  # fmt: skip


@pytest.mark.parametrize("part", Is)
@pytest.mark.parametrize("where", [Where.MAIN, Where.ANNEX, Where.ENCLOSED])
def test_no_rule_stumbles_over_odd_words_whatever_part_they_are_taken_for(part: Is, where: Where) -> None:
    document = read(paper([body(words, italic=slanted) for words in ODD_WORDS for slanted in (False, True)]).data)
    pieces = tuple(Piece(part, paragraph, 0, len(paragraph.text), 0, where) for paragraph in document.paragraphs())
    for type_name in ("", "QUYẾT ĐỊNH", "KẾ HOẠCH"):
        sheet = Sheet(document, Anatomy(Regime.ADMINISTRATIVE, "thử", type_name, draft=False, pieces=pieces))
        assert all(isinstance(finding, Finding) for _, judge in CHECKED for finding in judge(sheet))
