"""Rules on signature, recipients and addressees: each kept by one paper and broken by another (KY, DA, KG, NN)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest

from generator.anatomy import Part as Is
from generator.anatomy import Where
from generator.errors import Severity
from generator.format_checks import CATALOGUE, recipients, signature
from generator.measure import Twips, mm
from generator.wordfile import Paragraph
from tests.format_documents import reworded
from tests.format_papers import ENDING, LONG, Case, Paper, beside, body, framed, head, judged, letter_head, of, paper, say, signed
from tests.format_papers import recipients as to

RULES: Final = (*signature.RULES, *recipients.RULES)


def foot(left: list[Paragraph], right: list[Paragraph], type_name: str = "KẾ HOẠCH") -> Paper:
    return paper([*head(type_name), body(ENDING), beside(left, right)])


def signs(*positions: str, name: str = "Nguyễn Văn An") -> Paper:
    return foot(to(), signed(*positions, name=name))


def right(*lines: Paragraph) -> Paper:
    return foot(to(), list(lines))


def sent(*lines: str, type_name: str = "KẾ HOẠCH") -> Paper:
    return foot(to(*lines), signed(), type_name)


def letter(*addressees: Paragraph, first: str = "- Như trên;") -> Paper:
    return paper([*letter_head(), *addressees, body(ENDING), beside(to(first, "- Lưu: VT, VP."), signed())])


def to_one(words: str = "Kính gửi: Sở Nội vụ", **look: Any) -> Paper:  # noqa: ANN401 - fields of a style
    return letter(say(Is.ADDRESSEE_HEAD, words, **look))


def to_all(*lines: str) -> Paper:
    return letter(say(Is.ADDRESSEE_HEAD, "Kính gửi:"), *(say(Is.ADDRESSEE, words) for words in lines))


def attached(words: str, **look: Any) -> Paper:  # noqa: ANN401 - fields of a style
    annex = [say(Is.ANNEX_LABEL, "Phụ lục"), say(Is.ANNEX_TITLE, "NHIỆM VỤ"), body(LONG)]
    return paper([*head(), body(ENDING), beside(to(), signed())], [say(Is.SIGNING_TEXT, words, **look), *annex])


POSITION: Final = say(Is.POSITION, "GIÁM ĐỐC")
NAME: Final = say(Is.SIGNER, "Nguyễn Văn An")
OTHER: Final = say(Is.OTHER_POSITION, "Trưởng Ban Chỉ đạo cải cách hành chính")
SIGNED_AT: Final = "Số: 15/KH-SKHCN; 05/03/2025; 09:30:15 +07:00"

GOOD_AND_BAD: Final[dict[str, Case]] = {
    "KY-01": Case(signs("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), signs("TM. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    "KY-02": Case(signs("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), right(say(Is.POSITION, "Giám đốc"), NAME)),
    "KY-03": Case(
        signs("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        right(say(Is.POSITION, "PHÓ GIÁM ĐỐC"), say(Is.AUTHORITY, "KT. GIÁM ĐỐC"), NAME),
    ),
    "KY-04": Case(signs(), right(POSITION, say(Is.SIGNER, "Nguyễn Văn An", italic=True))),
    "KY-05": Case(signs(), signs(name="TS. Nguyễn Văn An")),
    "KY-06": Case(right(POSITION, OTHER, NAME), right(OTHER, POSITION, NAME)),
    "DA-02": Case(attached(SIGNED_AT), attached(SIGNED_AT, size=12)),
    "DA-03": Case(attached(SIGNED_AT), attached("Ký bởi: Sở Khoa học và Công nghệ")),
    "KG-01": Case(to_one(), letter(first="- Sở Nội vụ;")),
    "KG-02": Case(to_one(), to_one(bold=True)),
    "KG-03": Case(to_one(), to_all("- Sở Nội vụ.")),
    "KG-04": Case(to_all("- Sở Nội vụ;", "- Sở Tài chính."), to_all("- Sở Nội vụ", "- Sở Tài chính.")),
    "KG-05": Case(to_one(), to_one(left=Twips(0))),
    "NN-01": Case(sent(), foot([say(Is.RECIPIENTS_HEAD, "Nơi nhận:", size=13), *to()[1:]], signed())),
    "NN-02": Case(sent("- Sở Nội vụ;", "- Lưu: VT, VP."), sent("- Sở Nội vụ,", "- Lưu: VT, VP.")),
    "NN-03": Case(to_one(), letter(say(Is.ADDRESSEE_HEAD, "Kính gửi: Sở Nội vụ"), first="- Sở Nội vụ;")),
    "NN-04": Case(
        sent("- Như Điều 3;", "- Lưu: VT, VP.", type_name="QUYẾT ĐỊNH"), sent("- Sở Nội vụ;", "- Lưu: VT, VP.", type_name="QUYẾT ĐỊNH")
    ),
    "NN-05": Case(sent("- Sở Nội vụ;", "- Lưu: VT, VP."), sent("- Sở Nội vụ;", "- Lưu VT, VP.")),
    "NN-06": Case(sent("- Sở Nội vụ;", "- Lưu: VT, VP (2)."), sent("- Sở Nội vụ;", "- Lưu: VT, VP, 02 bản.")),
}

MORE_BAD: Final[dict[str, tuple[str, Paper]]] = {
    "a prefix without a stop": ("KY-01", right(say(Is.AUTHORITY, "KT GIÁM ĐỐC"), say(Is.POSITION, "PHÓ GIÁM ĐỐC"), NAME)),
    "a prefix with a slash": ("KY-01", right(say(Is.AUTHORITY, "T/M ỦY BAN NHÂN DÂN"), say(Is.POSITION, "CHỦ TỊCH"), NAME)),
    "for a deputy": ("KY-01", signs("KT. PHÓ GIÁM ĐỐC", "TRƯỞNG PHÒNG")),
    "by order of a body": ("KY-01", signs("TL. ỦY BAN NHÂN DÂN", "CHÁNH VĂN PHÒNG")),
    "a paper without a signature": ("KY-02", paper([*head(), body(ENDING), beside(to(), [body("")])])),
    "a position that is not bold": ("KY-02", right(say(Is.POSITION, "GIÁM ĐỐC", bold=False), NAME)),
    "an authority without a position": ("KY-03", signs("KT. GIÁM ĐỐC")),
    "TM. below KT.": ("KY-03", signs("KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH")),
    "the head for the head": ("KY-03", signs("KT. GIÁM ĐỐC", "GIÁM ĐỐC")),
    "a name in capitals": ("KY-04", signs(name="NGUYỄN VĂN AN")),
    "a name at the left": ("KY-04", right(POSITION, say(Is.SIGNER, "Nguyễn Văn An", align="left"))),
    "two degrees before the name": ("KY-05", signs(name="PGS.TS Nguyễn Văn An")),
    "a signing text in blue": ("DA-02", attached(SIGNED_AT).coloured(SIGNED_AT, "0000FF")),
    "a plan that is addressed": (
        "KG-01",
        paper(
            [*head(), say(Is.ADDRESSEE_HEAD, "Kính gửi: Sở Nội vụ"), body(ENDING), beside(to("- Như trên;", "- Lưu: VT, VP."), signed())]
        ),
    ),
    "an address without a colon": ("KG-02", to_one("Kính gửi Sở Nội vụ")),
    "several addressees on a line": ("KG-04", to_one("Kính gửi: Sở Nội vụ; Sở Tài chính")),
    "a last addressee with a semicolon": ("KG-04", to_all("- Sở Nội vụ;", "- Sở Tài chính;")),
    "a paper without recipients": ("NN-01", paper([*head(), body(ENDING), *signed()])),
    "recipients on the line of the head": ("NN-01", foot([say(Is.RECIPIENTS_HEAD, "Nơi nhận: Sở Nội vụ"), *to()[1:]], signed())),
    "recipients in the middle": ("NN-01", foot([say(Is.RECIPIENTS_HEAD, "Nơi nhận:", align="center"), *to()[1:]], signed())),
    "recipients of wrong size": ("NN-02", foot(to("- Sở Nội vụ;", "- Lưu: VT, VP.", size=12), signed())),
    "a first recipient without a dash": ("NN-02", sent("Sở Nội vụ;", "- Lưu: VT, VP.")),
    "a later recipient without a dash": ("NN-02", sent("- Sở Nội vụ;", "Sở Tài chính;", "- Lưu: VT, VP.")),
    "no copy is kept": ("NN-05", sent("- Sở Nội vụ;", "- Sở Tài chính.")),
    "a kept copy without a stop": ("NN-05", sent("- Sở Nội vụ;", "- Lưu: VT, VP")),
    "a kept copy with semicolons inside": ("NN-05", sent("- Sở Nội vụ;", "- Lưu: VT; VP.")),
    "recipients below the kept copy": ("NN-05", sent("- Sở Nội vụ;", "- Lưu: VT, VP.", "- Sở Tài chính;")),
}

MORE_GOOD: Final[dict[str, Paper]] = {
    "a blank name in a draft": right(POSITION),
    "dots for a name": right(say(Is.POSITION, "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ"), say(Is.SIGNER, "..............", bold=False)),
    "an acting head": signs("Q. GIÁM ĐỐC"),
    "an addressee in the cell beside": paper(
        [
            *letter_head(),
            beside([say(Is.ADDRESSEE_HEAD, "Kính gửi:")], [say(Is.ADDRESSEE, "Sở Nội vụ")]),
            body(ENDING),
            beside(to("- Như trên;", "- Lưu: VT, VP."), signed()),
        ]
    ),
    "an addressee that runs over two lines": to_all("- Sở Nội vụ, Sở Tài chính", "và Sở Tư pháp;", "- Các phòng."),
    "addressees by their abbreviations": to_all("- UBND;", "- HĐND."),
    "by order": signs("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
    "by order of an office, signed by its deputy": signs("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    "a family name that begins as a degree does": signs(name="Bùi Sỹ Tú"),
    "an article's recipient": sent("- Như Điều 1, 2;", "- Lưu: VT.", type_name="NGHỊ QUYẾT"),
    "a line of recipients that goes on": sent("- Các phòng, đơn vị", "thuộc Sở;", "- Lưu: VT, VP."),
    "a group of recipients": sent("- Lãnh đạo Sở:", "+ Giám đốc;", "- Lưu: VT, VP."),
    "a drafting unit with a stop inside": sent("- Sở Nội vụ;", "- Lưu: VT, P.TCCB (2)."),
    "blanks in the kept copy": sent("- ................;", "- Lưu: VT, ...7. …8."),
    "a report without addressee": sent("- Sở Nội vụ;", "- Lưu: VT, VP.", type_name="BÁO CÁO"),
    "a centred address": to_one(align="center", left=Twips(0)),
    "an address pushed in by tabs": to_one("\t\tKính gửi: Sở Nội vụ", left=Twips(0)),
    "a text on Điều without a signature of its own": paper([*head("QUY CHẾ"), body(ENDING)]),
    "an address of its own in a letter of invitation": paper(
        [*head("GIẤY MỜI"), say(Is.ADDRESSEE_HEAD, "Kính gửi: Sở Nội vụ"), body(ENDING), beside(to("- Như trên;", "- Lưu: VT."), signed())]
    ),
    "recipients in a table with lines": paper([*head(), body(ENDING), framed(*to()), beside([body("")], signed())]),
    "a table with lines that speaks of signatures": paper(
        [*head(), framed(say(Is.POSITION, "Chức vụ", bold=False)), body(ENDING), beside(to(), signed())]
    ),
    "a sample is never judged": paper(
        [*head(), body(ENDING), beside(to(), signed())], [say(Is.SIGNER, "NGUYỄN VĂN AN", size=9)], wheres=(Where.MAIN, Where.QUOTED)
    ),
}


BY_HAND: Final = {
    "KY-06": "two lines of an office above the name: which is the other one only the order tells",
    "DA-02": "a text of a signature above an annex's label is not made out yet",
    "DA-03": "the same",
}
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


def test_a_missing_part_has_a_finding_without_a_paragraph() -> None:
    found = of(RULES, paper([*letter_head(), body(ENDING)]))
    assert {(finding.code, finding.part, finding.paragraph) for finding in found} == {
        ("KY-02", "Chức vụ", None),
        ("KG-01", "Kính gửi", None),
        ("NN-01", "Nơi nhận", None),
    }


def test_a_final_stop_after_one_addressee_only_asks_for_a_look() -> None:
    (finding,) = of(RULES, to_one("Kính gửi: Sở Nội vụ."))
    assert (finding.code, finding.severity) == ("KG-03", Severity.WARNING)


def test_a_degree_before_the_name_is_left_to_bodies_of_science_and_health() -> None:
    given = paper([*head(), body(ENDING), beside(to(), signed(name="BS. Nguyễn Văn An"))])
    hospital = replace(given, data=reworded(given.data, "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "BỆNH VIỆN ĐA KHOA TỈNH"))
    (finding,) = of(RULES, hospital)
    assert (finding.code, finding.severity) == ("KY-05", Severity.WARNING)


def test_an_address_that_stands_a_little_in_is_said_in_centimetres() -> None:
    (finding,) = of(RULES, to_one(left=mm(100)))
    assert (finding.code, finding.found, finding.severity) == ("KG-05", "lùi 1 cm", Severity.NOTE)
