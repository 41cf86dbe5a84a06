"""Capitals of Phụ lục II: one good and one bad text for each rule, and what real papers say without any finding."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from generator.anatomy import Anatomy, Part, Piece, Regime, Where
from generator.errors import Problem, Severity
from generator.format_checks.capital_forms import FILES, read_forms, shipped_forms
from generator.format_checks.capitals import RULES, rules
from generator.format_checks.finding import Finding, Sheet
from generator.formatting import Address, Document, Letters, Paragraph, Run
from generator.vietnamese import clean
from generator.word_lists import files_in
from tests.papers import made, words
from tests.source_plan import source_plan

DATA: Final = Path(__file__).parent.parent / "data"
SOURCE: Final = DATA / "ke-hoach-cchc-2024.nguon.txt"
LETTERS: Final = Letters("Times New Roman", "Times New Roman", 28)

GOOD_AND_BAD: Final[dict[str, tuple[str, str]]] = {
    "VH-01": ("Đã hoàn thành. Các đơn vị báo cáo.", "Đã hoàn thành. các đơn vị báo cáo."),
    "VH-02": ("Giao ông Nguyễn Văn An chủ trì.", "Giao ông Nguyễn văn An chủ trì."),
    "VH-03": ("Theo tư tưởng của Lê-nin.", "Theo tư tưởng của Lê-Nin."),
    "VH-04": ("Trên địa bàn tỉnh Hà Giang.", "Trên địa bàn Tỉnh Hà Giang."),
    "VH-05": ("Trụ sở tại Phường 5, thành phố Cà Mau.", "Trụ sở tại phường 5, thành phố Cà Mau."),
    "VH-06": ("Đoàn công tác của Thành phố Hồ Chí Minh.", "Đoàn công tác của thành phố Hồ Chí Minh."),
    "VH-07": ("Khai thác trên vịnh Hạ Long.", "Khai thác trên Vịnh Hạ Long."),
    "VH-08": ("Các tỉnh vùng Tây Nguyên.", "Các tỉnh vùng Tây nguyên."),
    "VH-09": ("Hội nghị tại Mát-xcơ-va.", "Hội nghị tại Mát-Xcơ-Va."),
    "VH-10": ("Báo cáo của Sở Khoa học và Công nghệ.", "Báo cáo của Sở Khoa Học Và Công Nghệ."),
    "VH-11": (
        "Văn kiện của Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam.",
        "Văn kiện của Ban chấp hành Trung ương Đảng cộng sản Việt Nam.",
    ),
    "VH-12": ("Chương trình của UNESCO.", "Chương trình của Unesco."),
    "VH-13": ("Chủ trương của Đảng và Nhà nước.", "Chủ trương của Đảng và nhà nước."),
    "VH-14": ("Tặng Huân chương Lao động hạng Ba.", "Tặng Huân chương lao động hạng Ba."),
    "VH-15": ("Theo ý kiến của Giám đốc Trần Văn Bình.", "Theo ý kiến của giám đốc Trần Văn Bình."),
    "VH-16": ("Học tập tấm gương Bác Hồ.", "Học tập tấm gương bác Hồ."),
    "VH-17": ("Nghỉ lễ nhân ngày Quốc khánh 2-9.", "Nghỉ lễ nhân Ngày Quốc khánh 2-9."),
    "VH-18": ("Thực hiện Quyết định số 04/QĐ-UBND.", "Thực hiện quyết định số 04/QĐ-UBND."),
    "VH-19": ("Theo điểm a khoản 2 Điều 5 Nghị định.", "Theo Điểm a Khoản 2 Điều 5 Nghị định."),
    "VH-20": ("Mừng xuân Giáp Thìn, mừng năm mới.", "Mừng xuân Giáp thìn, mừng năm mới."),
    "VH-21": ("Trực trong dịp tết Nguyên đán.", "Trực trong dịp Tết Nguyên Đán."),
    "VH-22": ("Làm việc từ thứ Hai đến thứ Sáu.", "Làm việc từ thứ hai đến thứ Sáu."),
    "VH-23": ("Sau Cách mạng tháng Tám năm 1945.", "Sau Cách mạng Tháng Tám năm 1945."),
    "VH-24": ("Đăng trên tạp chí Cộng sản.", "Đăng trên tạp chí Cộng Sản."),
}


def sheet(texts: Iterable[str], part: Part = Part.BODY, where: Where = Where.MAIN, letters: Letters = LETTERS) -> Sheet:
    """A sheet whose every paragraph is one part."""
    made = tuple(Paragraph(Address("word/document.xml", at), (Run(text, letters),), "Normal", letters) for at, text in enumerate(texts))
    pieces = tuple(Piece(part, paragraph, 0, len(paragraph.text), where=where) for paragraph in made)
    return Sheet(Document(()), Anatomy(Regime.ADMINISTRATIVE, "", pieces=pieces))


def findings(*texts: str, part: Part = Part.BODY, where: Where = Where.MAIN, letters: Letters = LETTERS) -> list[Finding]:
    """What all rules say of paragraphs."""
    judged = sheet(texts, part, where, letters)
    return [finding for _, judge in RULES for finding in judge(judged)]


FINE: Final = (
    "Căn cứ Quyết định số 04/QĐ-UBND ngày 02/01/2025 của UBND tỉnh Hà Giang về việc công bố Chỉ số cải cách hành chính năm 2024;",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26/11/2003;",
    "Căn cứ Luật Ban hành văn bản quy phạm pháp luật ngày 22 tháng 6 năm 2015;",
    "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 1494/TTr-SNV ngày 28 tháng 6 năm 2018.",
    "Căn cứ điểm a khoản 2 Điều 103 Mục 5 Chương XII Phần I của Bộ luật Hình sự.",
    "Theo quy định tại điểm a khoản 1 Điều 24 Tiểu mục 1 Mục 1 Chương III của Nghị quyết số 351/2017/UBTVQH14.",
    "Điểm a khoản 2 Điều này có hiệu lực từ ngày ký.",
    "a) Khoản 1 Điều 5 được sửa đổi như sau:",
    "Sửa đổi, bổ sung các điều 5, 6 và 7; bãi bỏ các khoản 2 và 3 Điều 9.",
    "Quy định gồm 3 chương, 15 điều và 2 phụ lục, trong đó có 5 điều mới.",
    "Luật này sửa đổi một số điều của Luật Đất đai; pháp luật đất đai hiện hành còn nhiều vướng mắc.",
    "Điểm 10 là điểm cao nhất; đạt Điểm 8 trở lên được xếp loại Tốt.",
    "Chương 417, Loại 100, Khoản 103 của mục lục ngân sách nhà nước.",
    "Danh mục 1, hạng mục 3, thành phần 2 của dự án; khoản mục 4 chưa có chi phí.",
    "Một phần 3 số hồ sơ đã nộp; mục 1.2 chưa có số liệu.",
    "Công tác quản lý nhà nước, cơ quan nhà nước, ngân sách nhà nước, doanh nghiệp nhà nước, bí mật nhà nước.",
    "Các đơn vị vũ trang nhân dân; an ninh nhân dân; 500 nhân dân tệ; Quỹ tín dụng nhân dân; Hội thẩm nhân dân.",
    "Ủy ban nhân dân quận, huyện, xã, phường, thị trấn thực hiện đúng yêu cầu, tiến độ tại Kế hoạch.",
    "Chủ tịch UBND các huyện, thị xã, thành phố, Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm thi hành.",
    "Các bộ, cơ quan ngang bộ, các sở, ban, ngành; cán bộ y tế, cán bộ Công an xã; cơ sở Giáo dục và Đào tạo nghề.",
    "Giao các sở Tài chính, Nội vụ và trụ sở Công an tỉnh phối hợp.",
    "Trưởng các phòng chuyên môn, đơn vị trực thuộc và công chức, viên chức; các giám đốc, chủ tịch hội đồng.",
    "Sở Khoa học và Công nghệ, Sở Công Thương, Sở Văn hóa, Thể thao và Du lịch, Sở Nông nghiệp và Môi trường.",
    "Tỉnh ủy, Hội đồng nhân dân tỉnh; Tỉnh đoàn Hà Giang; trên địa bàn tỉnh; cấp tỉnh, cấp xã.",
    "Tỉnh Hà Giang nằm ở cực Bắc. Thành phố Hà Giang là tỉnh lỵ của tỉnh.",
    "- Tỉnh Tuyên Quang: 12 xã; thành phố Huế: 5 phường.",
    "Dân số phường 5 năm qua tăng; cấp xã 3 bản; các phường 1, 2 và 3; quận 10 tỷ đồng.",
    "Địa chỉ: Quận Hai Bà Trưng, thành phố Hà Nội; Phường Điện Biên Phủ; Quận 1, Thành phố Hồ Chí Minh.",
    "Thủ đô Hà Nội và Thành phố Hồ Chí Minh; TP. Hồ Chí Minh; Tp. Huế.",
    "Tư tưởng Hồ Chí Minh; Đoàn Thanh niên Cộng sản Hồ Chí Minh; đường Hồ Chí Minh.",
    "Gió hướng tây bắc; cán bộ nam bộ phận kỹ thuật; nhân viên nam bộ phận một cửa; chữa nguyên bộ máy.",
    "Các sản phẩm OCOP, hồ sơ v.v. và các tài liệu khác; sông, núi, hồ,... trở thành tên riêng.",
    "Theo TS. nguyễn; ThS. và các chuyên gia; tr. đồng; TP. và các huyện; PGS. ở Trung ương.",
    "Truy cập dichvucong.gov.vn. Gửi thư về vanphong@hagiang.gov.vn; điện thoại 0219. 3866 123.",
    "Đạt 85.06/100 điểm; tăng 1.5 lần; phiên bản 2.0. Việc nâng cấp do đơn vị tự làm.",
    "Lần thứ hai, ngày 05 tháng 3; lần thứ ba hàng tuần; đại biểu thứ tư; quý hai; ba tháng hai lần; tháng năm sinh.",
    "Làm việc từ thứ Hai đến thứ Sáu hàng tuần; thứ 2, thứ 3; tháng 7, tháng 12; giữa tháng hai đơn vị này.",
    "Năm giáp ranh; ranh giới; quý tử; mậu dịch; canh tác; tân binh.",
    "Trước tết Nguyên đán; sau Tết; dịp tết Trung thu; nghỉ Tết, nghỉ lễ.",
    "Nhân ngày Quốc khánh 2-9, ngày Quốc tế Lao động 1-5 và ngày Phụ nữ Việt Nam 20-10.",
    "Ngày Quốc khánh được nghỉ hai ngày.",
    "Báo cáo số liệu, kế hoạch số hóa, quyết định số lượng người làm việc, thông báo số điện thoại đường dây nóng.",
    "Ban hành các quyết định số 12/QĐ-UBND, 13/QĐ-UBND; văn bản số 574/UBND-PVHCC.",
    'Hướng dẫn cách viết “Khoản 2”, “thành phố Hồ Chí Minh” và "Sở Khoa Học Và Công Nghệ".',
    "Ông Nguyễn Văn An và bà Lê Thị Bình; ông Lê và bà Trần; đồng chí Hà là Chủ tịch Hội đồng.",
    "Phó Giám đốc phụ trách; Giám đốc Sở; giáo sư, tiến sĩ; giám đốc doanh nghiệp.",
    "Công tác đảng, đảng viên, chi bộ; chủ trương của đảng bộ; sự lãnh đạo của Đảng.",
    "Tổ chức phong trào “Toàn dân đoàn kết”; cuộc cách mạng công nghiệp lần thứ tư.",
    "Thực hiện nhiệm vụ được giao./.",
    "1. Mục đích",
)


@pytest.mark.parametrize("code", [rule.code for rule, _ in RULES])
def test_every_rule_passes_its_good_text_and_finds_its_bad_one(code: str) -> None:
    good, bad = GOOD_AND_BAD[code]
    assert findings(good) == []
    assert {finding.code for finding in findings(bad)} == {code}


def test_all_twenty_four_rules_are_there_with_their_clause() -> None:
    codes = [rule.code for rule, _ in RULES]
    assert codes == [f"VH-{number:02d}" for number in range(1, 25)] == list(GOOD_AND_BAD)
    assert all(rule.article.startswith("PL II.") and rule.title and rule.cure for rule, _ in RULES)


def test_a_finding_says_the_words_at_fault_and_as_they_should_be() -> None:
    (finding,) = findings("Theo Điểm a Khoản 2 Điều 5.")
    assert (finding.found, finding.wanted) == ("“Điểm a”, “Khoản 2”", "“điểm a”, “khoản 2”")


@pytest.mark.parametrize("text", FINE)
def test_what_real_papers_say_gives_no_finding(text: str) -> None:
    assert [(finding.code, finding.found) for finding in findings(text)] == []


@pytest.mark.parametrize("text", FINE)
def test_letters_and_marks_typed_apart_read_the_same(text: str) -> None:
    assert findings(unicodedata.normalize("NFD", text)) == []


def test_the_source_of_the_sample_plan_has_no_error_or_warning() -> None:
    texts = [line for line in SOURCE.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(texts) > 50
    heavy = [finding for finding in findings(*texts) if finding.severity is not Severity.NOTE]
    assert [(finding.code, finding.found) for finding in heavy] == []


def test_the_printed_sample_plan_has_no_finding() -> None:
    texts = words(made(source_plan())).splitlines()
    assert len(texts) > 50
    assert [(finding.code, finding.found) for finding in findings(*texts)] == []


@pytest.mark.parametrize("code", GOOD_AND_BAD)
def test_old_tone_marks_and_letters_typed_apart_hide_no_fault(code: str) -> None:
    _, bad = GOOD_AND_BAD[code]
    assert {finding.code for finding in findings(unicodedata.normalize("NFD", bad))} == {code}


def test_tone_marks_in_their_older_place_are_the_same_words() -> None:
    assert findings("Báo cáo của Uỷ ban nhân dân tỉnh Khánh Hoà, Sở Văn hoá, Thể thao và Du lịch.") == []
    (finding,) = findings("Báo cáo của Uỷ ban Nhân dân xã.")
    assert (finding.code, finding.found, finding.wanted) == ("VH-10", "“Uỷ ban Nhân dân”", "“Ủy ban nhân dân”")


def test_quoted_samples_headings_in_capitals_and_lines_are_not_judged() -> None:
    bad = [text for _, text in GOOD_AND_BAD.values()]
    assert findings(*bad, where=Where.QUOTED) == []
    assert findings(*bad, part=Part.LINE) == []
    assert findings(*(text.upper() for text in bad)) == []
    assert findings(*bad, letters=Letters("Times New Roman", "Times New Roman", 28, caps=True)) == []


def test_a_quotation_over_several_paragraphs_is_left_alone() -> None:
    assert findings("Sửa đổi như sau:", "“1. Theo Khoản 2 Điều 5.", "2. Theo Khoản 3 Điều 5.", "3. Theo Khoản 4 Điều 6.”") == []
    assert len(findings("Một dấu “ mở rồi quên.", "Theo Khoản 2 Điều 5.", "Theo “Khoản” và Khoản 2 Điều 5.")) == 2


def test_a_small_letter_opens_no_paragraph_behind_a_sentence() -> None:
    assert [finding.code for finding in findings("Đã xong.", "các đơn vị báo cáo.")] == ["VH-01"]
    assert findings("Thực hiện về cải cách hành", "chính năm 2025.") == []


def test_an_entry_of_a_list_in_small_letters_is_only_noted() -> None:
    found = findings("Các đơn vị:", "- rà soát hồ sơ;", "- báo cáo kết quả.")
    assert [finding.severity for finding in found] == [Severity.NOTE, Severity.NOTE]


def test_an_endless_paragraph_is_judged_like_any_other() -> None:
    (finding,) = findings("- " + "theo Khoản 1 của Điều 2; " * 20_000)
    assert finding.found == "“Khoản 1”"


def test_a_division_in_small_letters_only_warns_beside_an_error() -> None:
    (light,) = findings("Nêu tại mục II của Phụ lục.")
    (heavy,) = findings("Nêu tại mục II và Khoản 2 Điều 5.")
    assert (light.severity, light.found) == (Severity.WARNING, "“mục II”")
    assert (heavy.severity, heavy.found) == (None, "“Khoản 2”")


def test_one_paragraph_has_one_finding_of_a_rule() -> None:
    assert len(findings("Theo Khoản 1 Điều 2, Khoản 3 Điều 4, Khoản 5 Điều 6, Khoản 7 Điều 8.")) == 1


def test_only_what_the_decree_fixes_letter_for_letter_is_an_error() -> None:
    assert [rule.code for rule, _ in RULES if rule.severity is Severity.ERROR] == ["VH-06", "VH-11", "VH-18", "VH-19"]


def test_every_list_comes_with_the_program_says_what_it_is_and_is_composed() -> None:
    folder = DATA / "danh-muc" / "viet-hoa"
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES.values())
    for name in FILES.values():
        text = (folder / name).read_text(encoding="utf-8")
        entries = [line for line in text.splitlines() if line and not line.startswith("#")]
        assert text.startswith("# ")
        assert entries
        assert len(entries) == len(set(entries))
        assert all(line == clean(line) for line in entries)


@pytest.mark.parametrize("code", FILES)
def test_no_list_says_something_against_its_own_names_or_another_rule(code: str) -> None:
    names = [form.partition("=>")[2].strip() or form for form in entries_of(code)]
    assert names
    for name in names:
        assert findings(f"Nói về {name} trong báo cáo.") == []


def test_an_office_adds_its_own_names(tmp_path: Path) -> None:
    (tmp_path / FILES["VH-10"]).write_text("# của đơn vị\nTrung tâm Phục vụ hành chính công\nhỏng => hỏng\n", encoding="utf-8")
    (tmp_path / FILES["VH-04"]).write_bytes("xã Quang Minh".encode("utf-16"))
    (tmp_path / FILES["VH-07"]).write_bytes(b"s\xf4ng L\xf4\n")
    (tmp_path / "co-quann.txt").write_text("Sở Nội vụ", encoding="utf-8")
    problems: list[Problem] = []
    own = read_forms(problems, files_in(tmp_path, problems))
    assert sorted(problem.code for problem in problems) == ["DMUC-01", "DMUC-02", "DMUC-03"]
    assert all(problem.cure and problem.place.file.startswith("danh-muc/viet-hoa/") for problem in problems)
    found = [finding for _, judge in rules(lambda: own) for finding in judge(sheet(["Giao cho Trung tâm phục vụ Hành chính công."]))]
    assert [(finding.code, finding.wanted) for finding in found] == [("VH-10", "“Trung tâm Phục vụ hành chính công”")]
    assert findings("Giao cho Trung tâm phục vụ Hành chính công.") == []


def test_lists_that_are_not_there_leave_the_patterns(tmp_path: Path) -> None:
    none = read_forms([], files_in(tmp_path / "không có", []))
    assert set(none) == set(shipped_forms())
    found = [finding for _, judge in rules(lambda: none) for finding in judge(sheet(["Theo Khoản 2 Điều 5."]))]
    assert [finding.code for finding in found] == ["VH-19"]


def entries_of(code: str) -> list[str]:
    """The entries of a shipped list."""
    text = (DATA / "danh-muc" / "viet-hoa" / FILES[code]).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
