"""Rules on the head of a paper: each kept by one paper and broken by the same paper after one change (QH, TN, CQ, SO, DD, TL)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import pytest

from generator.anatomy import Regime
from generator.errors import Severity
from generator.format_checks import Sheet, check
from tests.format_documents import (
    AGENCY,
    LETTER_SUMMARY,
    PARENT,
    PLACE_DATE,
    Pair,
    broken,
    codes,
    decision,
    found,
    letter,
    lettered,
    pair,
    paragraph,
    plan,
    put_before,
    reworded,
    shaped,
    sheet,
    without,
)

NATIONAL: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
LETTER_NUMBER: Final = "Số: 125/SKHCN-VP"
NUMBER: Final = "Số: 15/QĐ-SKHCN"
SUMMARY: Final = "Về việc thành lập Tổ công tác cải cách hành chính"
ENACTOR: Final = "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"
BIG: Final = '<w:sz w:val="32"/>'
LEFT: Final = '<w:jc w:val="left"/>'
NOT_BOLD: Final = '<w:b w:val="0"/>'
BOLD: Final = "<w:b/>"
WIDE: Final = '<w:spacing w:line="360" w:lineRule="auto"/>'
_LINE_START: Final = r'<w:p><w:pPr><w:pStyle w:val="KeNgang"/>(?:(?!</w:p>).)*</w:p>'


def without_line(data: bytes, after: str) -> bytes:
    """The file without the line below these words."""
    return broken(data, rf"({re.escape(after)}</w:t></w:r></w:p>){_LINE_START}", r"\1")


def longer_line(data: bytes, after: str) -> bytes:
    """The file with the line below these words as long as the room for it."""
    before = rf"({re.escape(after)}</w:t></w:r></w:p>(?:(?!</w:p>).)*?<w:ind )"
    return broken(data, rf'{before}w:left="\d+" w:right="\d+"', r'\1w:left="0" w:right="0"')


def numbered(words: str) -> bytes:
    """The decision with another number."""
    return reworded(decision(), NUMBER, words)


def lettered_number(words: str) -> bytes:
    """The công văn with another number."""
    return reworded(letter(), LETTER_NUMBER, words)


def dated(words: str) -> bytes:
    """The công văn with another place and date."""
    return reworded(letter(), PLACE_DATE, words)


MINUTES: Final = without(reworded(numbered("Số: 15/BB-SKHCN"), ">QUYẾT ĐỊNH<", ">BIÊN BẢN<"), PLACE_DATE)
COMMITTEE: Final = reworded(without(letter(), PARENT), AGENCY, "ỦY BAN NHÂN DÂN XÃ TÂN QUANG")
DRAFT: Final = paragraph("DỰ THẢO", "DauDuThao")

GOOD_AND_BAD: Final[dict[str, Pair]] = {
    "QH-01": pair(letter(), reworded(letter(), NATIONAL, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAN")),
    "QH-02": pair(letter(), reworded(letter(), NATIONAL, NATIONAL.replace("HÒA", "HOÀ"))),
    "TN-01": pair(letter(), reworded(letter(), MOTTO, MOTTO.replace("-", "–"))),
    "TN-02": pair(letter(), without_line(letter(), MOTTO)),
    "TN-03": pair(letter(), shaped(letter(), MOTTO, WIDE)),
    "CQ-01": pair(letter(), without(without(letter(), PARENT), AGENCY)),
    "CQ-02": pair(reworded(letter(), PARENT, "UBND TỈNH HÀ GIANG"), reworded(letter(), AGENCY, "SỞ KH&amp;CN TỈNH HÀ GIANG")),
    "CQ-03": pair(letter(), lettered(letter(), PARENT, BOLD)),
    "CQ-04": pair(letter(), lettered(letter(), AGENCY, NOT_BOLD)),
    "CQ-05": pair(letter(), longer_line(letter(), AGENCY)),
    "CQ-06": pair(letter(), shaped(letter(), AGENCY, '<w:spacing w:before="120"/>')),
    "CQ-07": pair(COMMITTEE, reworded(letter(), AGENCY, "ỦY BAN NHÂN DÂN XÃ TÂN QUANG")),
    "SO-01": pair(letter(), lettered(letter(), LETTER_NUMBER, BIG)),
    "SO-02": pair(numbered("Số: 05/QĐ-SKHCN"), numbered("Số: 5/QĐ-SKHCN")),
    "SO-03": pair(decision(), numbered("Số: 15/QĐ - SKHCN")),
    "SO-04": pair(decision(), numbered("Số: 15/KH-SKHCN")),
    "SO-05": pair(letter(), lettered_number("Số: 125/CV-SKHCN")),
    "SO-07": pair(letter(), lettered_number("Số: 125/2025/SKHCN-VP")),
    "SO-11": pair(put_before(plan(), DRAFT), put_before(letter(), DRAFT)),
    "DD-01": pair(letter(), lettered(letter(), PLACE_DATE, '<w:i w:val="0"/>')),
    "DD-02": pair(letter(), dated("Hà Giang, ngày 5 tháng 3 năm 2025")),
    "DD-03": pair(letter(), dated("Hà Giang, ngày 05 tháng 03 năm 2025")),
    "DD-06": pair(dated("Thành phố Hồ Chí Minh, ngày 05 tháng 3 năm 2025"), dated("TP. Hồ Chí Minh, ngày 05 tháng 3 năm 2025")),
    "DD-09": pair(MINUTES, reworded(numbered("Số: 15/BB-SKHCN"), ">QUYẾT ĐỊNH<", ">BIÊN BẢN<")),
    "TL-01": pair(decision(), shaped(decision(), "QUYẾT ĐỊNH", LEFT)),
    "TL-02": pair(decision(), lettered(decision(), SUMMARY, NOT_BOLD)),
    "TL-03": pair(decision(), longer_line(decision(), SUMMARY)),
    "TL-04": pair(letter(), lettered(letter(), LETTER_SUMMARY, BOLD)),
    "TL-05": pair(decision(), without(decision(), ENACTOR)),
    "TL-06": pair(decision(), reworded(decision(), "QUYẾT ĐỊNH:", "QUYẾT ĐỊNH")),
}


@pytest.mark.parametrize("code", sorted(GOOD_AND_BAD))
def test_one_change_breaks_one_rule(code: str) -> None:
    pair = GOOD_AND_BAD[code]
    assert code not in codes(pair.good)
    assert codes(pair.bad) - codes(pair.good) == {code} | pair.besides


def said(data: bytes, code: str) -> list[tuple[str, str]]:
    """What a rule says: found and wanted."""
    return [(finding.found, finding.wanted) for finding in found(data) if finding.code == code]


def weighed(data: bytes, code: str) -> list[Severity | None]:
    """How much the findings of a rule weigh; None as their rule."""
    return [finding.severity for finding in found(data) if finding.code == code]


@pytest.mark.parametrize(
    ("code", "words"),
    [("QH-01", NATIONAL), ("TN-01", MOTTO), ("SO-01", LETTER_NUMBER), ("DD-01", PLACE_DATE), ("TL-04", LETTER_SUMMARY)],
)
def test_a_part_that_a_letter_lacks_is_told_by_its_rule(code: str, words: str) -> None:
    missing = [finding for finding in found(without(letter(), words)) if finding.code == code]
    assert len(missing) == 1
    assert missing[0].paragraph is None
    assert missing[0].part


@pytest.mark.parametrize(("code", "words"), [("TL-06", "QUYẾT ĐỊNH:"), ("TL-05", ENACTOR)])
def test_a_part_that_a_decision_lacks_is_told_by_its_rule(code: str, words: str) -> None:
    assert [finding.paragraph for finding in found(without(decision(), words)) if finding.code == code] == [None]


def test_a_summary_that_a_plan_lacks_is_told() -> None:
    assert said(without(plan(), "Khắc phục tồn tại"), "TL-02") == [("không có trích yếu", "trích yếu ngay dưới tên loại")]


def test_a_paper_without_type_name_summary_and_addressee_lacks_its_type_name() -> None:
    bare = without(without(without(letter(), LETTER_SUMMARY), "Kính gửi:"), "- Phòng Quản lý")
    assert said(bare, "TL-01")[0][0] == "không có tên loại văn bản"


def test_several_faults_of_one_part_are_one_finding() -> None:
    data = lettered(letter(), NATIONAL, f"{BIG}{NOT_BOLD}<w:i/>")
    assert said(data, "QH-01") == [("cỡ 16, không đậm, nghiêng", "cỡ 12–13, đậm, không nghiêng")]


def test_capitals_may_be_a_look() -> None:
    data = reworded(letter(), NATIONAL, "Cộng hòa xã hội chủ nghĩa Việt Nam")
    assert codes(data) == {"QH-01"}
    assert codes(lettered(data, "Cộng hòa", "<w:caps/>")) == set()


def test_a_national_name_in_the_left_column_is_told() -> None:
    swapped = broken(letter(), r"(<w:tr>(?:(?!<w:tc>).)*)(<w:tc>.*?</w:tc>)(<w:tc>.*?</w:tc>)", r"\1\3\2")
    assert ("ở bên trái", "ở trên cùng bên phải") in said(swapped, "QH-01")


def test_a_motto_underlined_instead_of_a_line() -> None:
    data = lettered(without_line(letter(), MOTTO), MOTTO, '<w:u w:val="single"/>')
    assert said(data, "TN-02") == [("gạch chân dưới chữ", "đường kẻ nét liền, dài bằng dòng chữ")]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_a_space_that_does_not_break_makes_no_motto_longer(space: str) -> None:
    assert codes(reworded(letter(), MOTTO, MOTTO.replace(" ", space))) & {"TN-01", "TN-02"} == set()


@pytest.mark.parametrize(("share", "kept"), [(0.86, False), (0.93, True), (1.0, True), (1.06, True), (1.15, False)])
def test_a_line_below_the_motto_is_about_as_long_as_it(share: float, kept: bool) -> None:  # noqa: FBT001 - the expected verdict
    room, length = 5216, round(3182 * share)
    side = (room - length) // 2
    sides = f'w:left="{side}" w:right="{side}"'
    data = broken(letter(), rf'({MOTTO}</w:t></w:r></w:p>(?:(?!</w:p>).)*?<w:ind )w:left="\d+" w:right="\d+"', rf"\1{sides}")
    assert ("TN-02" not in codes(data)) is kept


def test_a_motto_not_centred_below_the_national_name() -> None:
    assert said(shaped(letter(), MOTTO, LEFT), "TN-01") == [("không canh giữa", "canh giữa")]
    assert codes(shaped(letter(), MOTTO, f'{LEFT}<w:ind w:left="1000"/>')) == set()


def test_a_committees_name_on_two_lines_is_one_name() -> None:
    data = reworded(lettered(reworded(letter(), PARENT, "ỦY BAN NHÂN DÂN"), "ỦY BAN", BOLD), AGENCY, "XÃ TÂN QUANG HÀ GIANG")
    assert codes(data) & {"CQ-03", "CQ-07"} == set()


@pytest.mark.parametrize(
    "blank", ["Số:      /QĐ-SKHCN", "Số: ....../QĐ-SKHCN", "Số: ……/QĐ-SKHCN", "Số: ____/QĐ-SKHCN", "Số: xx/QĐ-SKHCN", "Số:/QĐ-SKHCN"]
)
def test_a_number_still_to_be_given_is_no_fault(blank: str) -> None:
    assert codes(numbered(blank)) == set()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Số 15/QĐ-SKHCN", {"SO-01"}),
        ("SỐ: 15/QĐ-SKHCN", {"SO-01"}),
        ("Số: 15/qđ-skhcn", {"SO-01"}),
        ("Số: 15/QĐ–SKHCN", {"SO-03"}),
        ("Số: 15QĐ-SKHCN", {"SO-03"}),
        ("Số: 15 / QĐ-SKHCN", {"SO-03"}),
        ("Số: 15 /QĐ-SKHCN", {"SO-03"}),
        ("Số:      /QĐ-SKHCN", set()),
        ("Số: 15/QĐ", {"SO-04"}),
        ("Số: 15/SKHCN-QĐ", {"SO-04"}),
        ("Số: XV/QĐ-SKHCN", {"SO-02"}),
        ("Số: 1234/QĐ-SKHCN", set()),
        ("Số: 15/QĐ-UBND", set()),
    ],
)
def test_number_and_symbol_of_a_decision(words: str, wanted: set[str]) -> None:
    assert codes(numbered(words)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("Số: 12/UBND-VX", set()), ("Số: 12/VHXH", {"SO-05"}), ("Số: 12/TB-SKHCN", {"SO-05"}), ("Số: 12/SKHCN-KHTC&amp;ĐMST", set())],
)
def test_symbol_of_a_letter(words: str, wanted: set[str]) -> None:
    assert codes(lettered_number(words)) == wanted


def test_a_letters_symbol_of_one_group_only_asks_for_a_look() -> None:
    assert weighed(lettered_number("Số: 12/VHXH"), "SO-05") == [Severity.WARNING]


@pytest.mark.parametrize("kind", [("TỜ TRÌNH", "TTr"), ("CHƯƠNG TRÌNH", "CTr"), ("QUY ĐỊNH", "QyĐ")])
def test_small_letters_of_the_decrees_own_abbreviations_pass(kind: tuple[str, str]) -> None:
    data = reworded(numbered(f"Số: 15/{kind[1]}-SKHCN"), ">QUYẾT ĐỊNH<", f">{kind[0]}<")
    assert codes(data) & {"SO-01", "SO-04"} == set()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Hà Giang, ngày 30 tháng 02 năm 2025", {"DD-02"}),
        ("Hà Giang, ngày 05 tháng 1 năm 2025", {"DD-02"}),
        ("Hà Giang, ngày 05 tháng 01 năm 2025", set()),
        ("Hà Giang, ngày 05 tháng 12 năm 25", {"DD-02"}),
        ("Hà Giang, ngày 05/3/2025", {"DD-02"}),
        ("Hà Giang, ngày      tháng      năm 2025", set()),
        ("Hà Giang, ngày ... tháng 3 năm 2025", set()),
        ("Hà Giang, ngày …… tháng …… năm 20…", set()),
        ("Hà Giang ngày 05 tháng 3 năm 2025", {"DD-01"}),
        ("Hà Giang, Ngày 05 tháng 3 năm 2025", {"DD-01"}),
        ("hà Giang, ngày 05 tháng 3 năm 2025", {"DD-01"}),
        ("Hà giang, ngày 05 tháng 3 năm 2025", {"DD-01"}),
        ("Thành phố Hồ Chí Minh, ngày 05 tháng 3 năm 2025", set()),
        ("Phường 1, ngày 05 tháng 3 năm 2025", set()),
        ("Hồ Chí Minh, ngày 05 tháng 3 năm 2025", {"DD-06"}),
        ("TP. Huế, ngày 05 tháng 3 năm 2025", {"DD-06"}),
    ],
)
def test_place_and_date(words: str, wanted: set[str]) -> None:
    assert codes(dated(words)) == wanted


def test_a_date_below_the_line_of_the_number_is_told() -> None:
    empty = "<w:tc><w:p/></w:tc>"
    date = r"(<w:tc>(?:(?!<w:tc>).)*?Hà Giang, ngày.*?</w:tc>)</w:tr>"
    lower = broken(letter(), date, rf"{empty}</w:tr><w:tr>{empty}\1</w:tr>")
    assert said(lower, "DD-01") == [("không cùng dòng với số, ký hiệu", "cùng một dòng với số, ký hiệu")]


def test_a_letterhead_of_one_row_is_as_good() -> None:
    upper = r"<w:tr>((?:(?!</w:tr>).)*?<w:tc>.*?)</w:tc>(.*?)</w:tc></w:tr>"
    lower = r"<w:tr>(?:(?!<w:tc>).)*<w:tc>.*?</w:tcPr>(.*?)</w:tc><w:tc>.*?</w:tcPr>(.*?)</w:tc></w:tr>"
    assert codes(broken(letter(), upper + lower, r"<w:tr>\1\3</w:tc>\2\4</w:tc></w:tr>")) == set()


def test_an_annex_in_a_file_of_its_own_lacks_nothing() -> None:
    own = broken(plan(), r"<w:body>.*</w:sectPr></w:pPr></w:p>", "<w:body>")
    alone = Sheet(sheet(own).document, replace(sheet(own).anatomy, regime=Regime.ADMINISTRATIVE))
    missing = {finding.code for finding in check(alone) if finding.paragraph is None}
    assert missing & {"QH-01", "TN-01", "CQ-01", "SO-01", "DD-01", "TL-01"} == set()


def test_a_text_without_any_letterhead_is_told_once() -> None:
    bare = broken(letter(), r"<w:tbl>.*?</w:tbl>", "")
    alone = Sheet(sheet(bare).document, replace(sheet(bare).anatomy, regime=Regime.ADMINISTRATIVE))
    missing = [finding for finding in check(alone) if finding.code[:2] in {"QH", "TN", "CQ", "SO", "DD"}]
    assert [(finding.code, finding.severity) for finding in missing] == [("QH-01", Severity.WARNING)]


def test_a_letters_summary_stands_six_points_below_the_number() -> None:
    data = shaped(letter(), LETTER_SUMMARY, '<w:spacing w:before="0"/>')
    assert said(data, "TL-04") == [("cách số, ký hiệu 0 pt", "cách 6 pt (nên xem lại)")]
    assert weighed(data, "TL-04") == [Severity.WARNING]


def test_a_letters_summary_begins_with_its_mark() -> None:
    assert said(reworded(letter(), "V/v báo cáo", "Về việc báo cáo"), "TL-04") == [("bắt đầu bằng «Về việc báo»", "bắt đầu bằng «V/v»")]


def test_a_decisions_summary_does_not_begin_like_a_letters() -> None:
    assert said(reworded(decision(), "Về việc thành lập", "V/v thành lập"), "TL-05")[0][0] == "trích yếu bắt đầu bằng «V/v»"


def test_a_summary_in_capitals_is_told() -> None:
    assert said(reworded(decision(), SUMMARY, SUMMARY.upper()), "TL-02") == [("in hoa", "in thường")]
