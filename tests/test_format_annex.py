"""Rules on annexes, marks and copies: each kept by one paper and broken by another (PLU, MAT, KHAN, PV, ST, DC, BS)."""

from __future__ import annotations

from typing import Any, Final

import pytest

from generator import standard as std
from generator.anatomy import Part as Is
from generator.anatomy import Regime, Where
from generator.format_checks import CATALOGUE, NOT_JUDGED, annexes, copies, marks
from generator.wordfile import Paragraph, Table
from tests.format_papers import ENDING, Case, Paper, beside, body, framed, head, judged, line, of, paper, plan, recipients, say, signed

RULES: Final = (*annexes.RULES, *marks.RULES)
POINTED: Final = body("Nhiệm vụ cụ thể tại Phụ lục kèm theo.")
REFERENCE: Final = "(Kèm theo Kế hoạch số 15/KH-SKHCN ngày 05 tháng 3 năm 2025 của Sở Khoa học và Công nghệ)"


def annex(label: str = "Phụ lục", title: str = "NHIỆM VỤ", reference: str = REFERENCE, **look: Any) -> list[Paragraph | Table]:  # noqa: ANN401 - fields of a style
    """An annex of one line; the look is that of the label."""
    return [
        say(Is.ANNEX_LABEL, label, **look),
        say(Is.ANNEX_TITLE, title),
        say(Is.ANNEX_REFERENCE, reference),
        line(),
        body("Rà soát danh mục./."),
    ]


def with_annexes(*given: list[Paragraph | Table]) -> Paper:
    return paper(plan(POINTED), *given)


def with_mark(*lines: Paragraph | Table) -> Paper:
    return paper([*lines, *plan()])


def urgent(words: str = "KHẨN", colour: str = "FF0000", **look: Any) -> Paper:  # noqa: ANN401 - fields of a style
    return with_mark(framed(say(Is.URGENCY, words, **look))).coloured(words, colour)


def issued_with_a_decision(*heading: Paragraph) -> Paper:
    columns = beside([heading[0], *heading[2:]], [*heading[1:2], say(Is.MOTTO, std.MOTTO)]) if heading else body(ENDING)
    text = [columns, say(Is.TYPE_NAME, "QUY CHẾ"), say(Is.ANNEX_REFERENCE, REFERENCE), line(), body(ENDING)]
    return paper(plan(POINTED), text, wheres=(Where.MAIN, Where.ENCLOSED))


def drafted(**look: Any) -> Paper:  # noqa: ANN401 - fields of a style
    """The drafter's code below the list of recipients."""
    return paper([*head(), body(ENDING), beside([*recipients(), say(Is.DRAFTER, "PL.(300)", **look)], signed())])


def located(**look: Any) -> Paper:  # noqa: ANN401 - fields of a style
    """The agency's address at the foot of the page."""
    return paper([*plan(), say(Is.ADDRESS, "Địa chỉ: Số 2 đường Bế Văn Đàn; điện thoại: 0219.386.6000", **look)])


ENCLOSED_HEAD: Final = (say(Is.AGENCY, "SỞ KHOA HỌC VÀ CÔNG NGHỆ"), say(Is.NATIONAL_NAME, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))


def copied(form: str = "SAO Y", number: str = "Số: 07/SY-SKHCN", *signing: Paragraph, **look: Any) -> Paper:  # noqa: ANN401 - fields of a style
    """A copy on paper: what the copying body adds below the paper itself."""
    own = beside(
        [say(Is.AGENCY, "SỞ KHOA HỌC VÀ CÔNG NGHỆ"), say(Is.NUMBER, number)],
        [say(Is.COPY_FORM, form, **look), say(Is.PLACE_DATE, "Hà Giang, ngày 06 tháng 3 năm 2025")],
    )
    return paper([*signing, *plan(), own, beside(recipients(), signed())])


ON_PAPERS: Final[dict[str, Case]] = {
    "PLU-01": Case(with_annexes(annex()), paper(plan(), annex())),
    "PLU-02": Case(with_annexes(annex()), with_annexes(annex(size=13))),
    "PLU-03": Case(with_annexes(annex()), with_annexes(annex(title="Nhiệm vụ"))),
    "PLU-04": Case(with_annexes(annex()), with_annexes(annex()[:2])),
    "PLU-05": Case(with_annexes(annex()), with_annexes(annex(reference=REFERENCE.strip("()")))),
    "PLU-06": Case(with_annexes(annex()), with_annexes(annex(reference="(Kèm theo Kế hoạch số 15/KH-SKHCN ngày 05 tháng 3 năm 2025)"))),
    "PLU-07": Case(issued_with_a_decision(*ENCLOSED_HEAD), issued_with_a_decision()),
    "MAT-01": Case(with_mark(say(Is.SECRECY, "TỐI MẬT")), with_mark(say(Is.SECRECY, "BÍ MẬT"))),
    "KHAN-01": Case(urgent(), urgent(bold=False)),
    "PV-01": Case(with_mark(framed(say(Is.CIRCULATION, "LƯU HÀNH NỘI BỘ"))), with_mark(say(Is.CIRCULATION, "LƯU HÀNH NỘI BỘ"))),
    "ST-01": Case(drafted(), drafted(size=12)),
    "DC-01": Case(located(), located(italic=True)),
}

COPIES: Final[dict[str, Case]] = {
    "BS-01": Case(copied(), copied(size=12)),
    "BS-03": Case(copied("TRÍCH SAO", "Số: 07/TrS-SKHCN"), copied("TRÍCH SAO", "Số: 07/SY-SKHCN")),
    "BS-04": Case(copied(), paper([*plan(), say(Is.AGENCY, "SỞ"), say(Is.NUMBER, "Số: 07/SY-SKHCN"), say(Is.COPY_FORM, "SAO Y")])),
    "BS-06": Case(
        copied("SAO Y", "Số: 07/SY-SKHCN", say(Is.SIGNING_TEXT, "Sao y; Sở Khoa học và Công nghệ; 05/03/2025; 09:30:15")),
        copied("SAO Y", "Số: 07/SY-SKHCN", say(Is.SIGNING_TEXT, "Sao y; Sở Khoa học và Công nghệ; 05/03/2025; 09:30:15", bold=True)),
    ),
}

GOOD_AND_BAD: Final[dict[str, Case]] = {**ON_PAPERS, **COPIES}

MORE_BAD: Final[dict[str, tuple[str, Paper]]] = {
    "an annex that is promised and not there": ("PLU-01", paper(plan(POINTED))),
    "two annexes in Arabic numbers": ("PLU-01", with_annexes(annex("Phụ lục 1"), annex("Phụ lục 2"))),
    "two annexes without numbers": ("PLU-01", with_annexes(annex(), annex())),
    "two annexes of one number": ("PLU-01", with_annexes(annex("Phụ lục I"), annex("Phụ lục I"))),
    "a label in capitals": ("PLU-02", with_annexes(annex("PHỤ LỤC"))),
    "a label with its title on the line": ("PLU-02", with_annexes(annex("Phụ lục: NHIỆM VỤ"))),
    "a label at the left": ("PLU-02", with_annexes(annex(align="left"))),
    "a reference that is not slanted": (
        "PLU-04",
        with_annexes([*annex()[:2], say(Is.ANNEX_REFERENCE, REFERENCE, italic=False), line(), body("Rà soát./.")]),
    ),
    "a reference without a number": ("PLU-05", with_annexes(annex(reference="(Kèm theo Kế hoạch của Sở Khoa học và Công nghệ)"))),
    "a reference without a line below": ("PLU-05", with_annexes([*annex()[:3], body("Rà soát danh mục./.")])),
    "an annex that ends without the sign": ("PLU-05", with_annexes([*annex()[:4], body("Rà soát danh mục.")])),
    "an enclosed text with a number of its own": ("PLU-07", issued_with_a_decision(*ENCLOSED_HEAD, say(Is.NUMBER, "Số: 16/QC-SKHCN"))),
    "urgency in black": ("KHAN-01", urgent(colour="000000")),
    "urgency in small letters": ("KHAN-01", urgent("Khẩn")),
    "urgency without a frame": ("KHAN-01", with_mark(say(Is.URGENCY, "KHẨN")).coloured("KHẨN", "FF0000")),
    "circulation that is not bold": ("PV-01", with_mark(framed(say(Is.CIRCULATION, "LƯU HÀNH NỘI BỘ", bold=False)))),
}

MORE_GOOD: Final[dict[str, Paper]] = {
    "an annex whose number and day are blank": with_annexes(
        annex(reference="(Kèm theo Kế hoạch số       /KH-SKHCN ngày        tháng        năm 2025 của Sở Khoa học và Công nghệ)")
    ),
    "a form's dots": with_annexes(annex("Phụ lục …", "………", "(Kèm theo Văn bản số……. ngày… tháng… năm … của ……...)")),
    "two annexes in Roman numbers": with_annexes(annex("Phụ lục I"), annex("Phụ lục II")),
    "a single annex with a number": with_annexes(annex("Phụ lục I")),
    "an annex of another document": paper(plan(body("Thực hiện theo Phụ lục I kèm theo Nghị định số 30/2020/NĐ-CP."))),
    "urgency in a brick red": urgent("HỎA TỐC", "C00000"),
}


BY_HAND: Final = {
    "DC-01": "an address below the signature is not made out yet",
    "MAT-01": "words that are no degree of secrecy are not made out as one",
    "PLU-07": "an enclosed text is known by its letterhead",
    "BS-01": "a copy's own part below the copied paper is not made out yet",
    "BS-03": "the same",
    "BS-04": "the same",
    "BS-06": "the same",
}
"""Rules whose bad paper is another paper when its parts are made out from its words, and why."""


def codes(given: Paper) -> set[str]:
    return {finding.code for finding in of(RULES, given)}


@pytest.mark.parametrize("code", ON_PAPERS)
def test_a_rule_is_kept_by_a_good_paper_and_broken_by_one_change(code: str) -> None:
    case = ON_PAPERS[code]
    assert codes(case.good) == set()
    assert codes(case.bad) == {code, *case.besides}


@pytest.mark.parametrize("code", COPIES)
def test_a_rule_on_copies_is_kept_by_a_good_copy_and_broken_by_one_change(code: str) -> None:
    case = COPIES[code]
    assert of(copies.RULES, case.good, Regime.COPY) == []
    assert {finding.code for finding in of(copies.RULES, case.bad, Regime.COPY)} == {code, *case.besides}


@pytest.mark.parametrize("code", sorted(GOOD_AND_BAD.keys() - BY_HAND.keys()))
def test_the_same_is_said_when_the_parts_are_made_out_from_the_words(code: str) -> None:
    case = GOOD_AND_BAD[code]
    assert judged(RULES, case.good.made_out()) == []
    assert code in {finding.code for finding in judged(RULES, case.bad.made_out())}


def test_every_rule_has_a_good_and_a_bad_paper() -> None:
    assert {rule.code for rule, _ in (*RULES, *copies.RULES)} == set(GOOD_AND_BAD)
    assert set(GOOD_AND_BAD) <= set(CATALOGUE)


@pytest.mark.parametrize("fault", MORE_BAD)
def test_a_fault_is_found(fault: str) -> None:
    code, given = MORE_BAD[fault]
    assert code in codes(given)


@pytest.mark.parametrize("sentence", MORE_GOOD)
def test_what_offices_rightly_do_is_no_fault(sentence: str) -> None:
    assert of(RULES, MORE_GOOD[sentence]) == []


def test_every_rule_of_these_sections_is_judged_or_says_why_not() -> None:
    numbers = {
        "CC": 4, "VD": 2, "ND": 6, "CT": 9, "KY": 7, "DA": 3, "KG": 5, "NN": 6, "PLU": 7,
        "MAT": 1, "KHAN": 1, "PV": 1, "ST": 1, "DC": 1, "BS": 6,
    }  # fmt: skip
    every = {f"{letters}-{number:02d}" for letters, last in numbers.items() for number in range(1, last + 1)}
    assert every <= CATALOGUE.keys() | NOT_JUDGED.keys()
    assert not CATALOGUE.keys() & NOT_JUDGED.keys()
