"""The parts of an official paper are made out in files built in any way, and wrong formatting hides none."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from generator.anatomy import Part, Regime, make_out
from tests.letterhead_documents import (
    RECIPIENTS,
    SETTINGS,
    SIGNATURE,
    Head,
    Setting,
    anatomy_of,
    as_read_from,
    fill,
    foot,
    in_two_rows,
    letter,
    line,
    plan,
    saved,
    words,
)
from tests.tools import resaved

_HEAD = {
    Part.PARENT: ["UBND TỈNH HÀ GIANG"],
    Part.AGENCY: ["SỞ KHOA HỌC VÀ CÔNG NGHỆ"],
    Part.NUMBER: ["Số: 15/KH-SKHCN"],
    Part.NATIONAL_NAME: ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    Part.MOTTO: ["Độc lập - Tự do - Hạnh phúc"],
    Part.PLACE_DATE: ["Hà Giang, ngày 05 tháng 3 năm 2025"],
    Part.TYPE_NAME: ["KẾ HOẠCH"],
    Part.SUMMARY: ["Khắc phục hạn chế về cải cách hành chính"],
    Part.BASIS: ["Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"],
    Part.BODY: ["Sở Khoa học và Công nghệ ban hành kế hoạch như sau:", "Nâng cao kết quả của năm 2025./."],
    Part.SECTION: ["I. MỤC ĐÍCH, YÊU CẦU"],
    Part.CLAUSE: ["1. Mục đích"],
    Part.RECIPIENTS_HEAD: ["Nơi nhận:"],
    Part.RECIPIENT: ["- Như trên;", "- Giám đốc Sở;"],
    Part.KEPT: ["- Lưu: VT, VP."],
    Part.AUTHORITY: ["KT. GIÁM ĐỐC"],
    Part.POSITION: ["PHÓ GIÁM ĐỐC"],
    Part.SIGNER: ["Nguyễn Văn An"],
}


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_plan_is_made_out_however_its_letterhead_is_set(setting: Setting, tmp_path: Path) -> None:
    anatomy = anatomy_of(plan(setting), tmp_path)
    assert words(anatomy) == _HEAD
    assert (anatomy.regime, anatomy.type_name, anatomy.draft) == (Regime.ADMINISTRATIVE, "KẾ HOẠCH", False)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_letter_is_made_out_however_its_letterhead_is_set(setting: Setting, tmp_path: Path) -> None:
    anatomy = anatomy_of(letter(setting), tmp_path)
    found = words(anatomy)
    assert found[Part.LETTER_SUMMARY] == ["V/v báo cáo kết quả", "cải cách hành chính"]
    assert found[Part.ADDRESSEE_HEAD] == ["Kính gửi:"]
    assert found[Part.ADDRESSEE] == ["- Sở Nội vụ;", "- Sở Tài chính."]
    assert found[Part.PLACE_DATE] == _HEAD[Part.PLACE_DATE]
    assert found[Part.AGENCY] == _HEAD[Part.AGENCY]
    assert Part.TYPE_NAME not in found
    assert anatomy.type_name == "CÔNG VĂN"


@pytest.mark.parametrize("name", ["bảng hai hàng", "phím tab", "hộp văn bản"])
def test_libreoffice_hides_no_part_when_it_saves_a_paper(name: str, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(saved(plan(SETTINGS[name])))
    assert words(make_out(as_read_from(resaved(path, tmp_path)))) == _HEAD


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (Part.NATIONAL_NAME, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (Part.NATIONAL_NAME, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT"),
        (Part.NATIONAL_NAME, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (Part.MOTTO, "Độc lập – Tự do – Hạnh phúc"),
        (Part.MOTTO, "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        (Part.NUMBER, "Số 15/KH-SKHCN"),
        (Part.NUMBER, "Số:     /KH-SKHCN"),
        (Part.NUMBER, "SỐ: 15 / KH - SKHCN"),
        (Part.PLACE_DATE, "Hà Giang, ngày 5/3/2025"),
        (Part.PLACE_DATE, "Hà Giang, Ngày 5 Tháng 03 Năm 2025"),
        (Part.PLACE_DATE, "Hà Giang ngày     tháng     năm 2025"),
        (Part.AGENCY, "Sở Khoa học và Công nghệ"),
    ],
)
def test_wrong_words_in_the_letterhead_hide_no_part(part: Part, shown: str, tmp_path: Path) -> None:
    fields = {
        Part.NATIONAL_NAME: Head(state=shown),
        Part.MOTTO: Head(motto=shown),
        Part.NUMBER: Head(number=shown),
        Part.PLACE_DATE: Head(day=shown),
        Part.AGENCY: Head(agency=(shown,)),
    }
    assert words(anatomy_of(plan(in_two_rows, fields[part]), tmp_path)) == _HEAD | {part: [shown]}


@pytest.mark.parametrize(
    ("lines", "parents"),
    [
        (("ỦY BAN NHÂN DÂN", "TỈNH HÀ GIANG"), 0),
        (("UỶ BAN NHÂN DÂN", "XÃ ĐỒNG VĂN"), 0),
        (("BỘ NỘI VỤ",), 0),
        (("UBND TỈNH HÀ GIANG", "SỞ NỘI VỤ"), 1),
        (("BỘ NỘI VỤ", "CỤC VĂN THƯ", "TRUNG TÂM LƯU TRỮ"), 2),
        (("ỦY BAN NHÂN DÂN", "TỈNH HÀ GIANG", "SỞ NỘI VỤ"), 2),
        (("UBND TỈNH HÀ GIANG", "SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"), 1),
        (("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG ĐẠI HỌC", "SƯ PHẠM HÀ NỘI"), 1),
        (("UBND XÃ ĐỒNG VĂN", "TRƯỜNG TIỂU HỌC LŨNG CÚ"), 1),
        (("BAN CHỈ ĐẠO", "CẢI CÁCH HÀNH CHÍNH"), 0),
    ],
)
def test_the_last_body_named_issues_and_a_name_may_take_several_lines(lines: tuple[str, ...], parents: int, tmp_path: Path) -> None:
    found = words(anatomy_of(plan(in_two_rows, Head(lines[:parents], lines[parents:])), tmp_path))
    assert (found.get(Part.PARENT, []), found[Part.AGENCY]) == (list(lines[:parents]), list(lines[parents:]))


def test_a_paper_set_whole_in_one_table_is_read_like_any_other(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(4, 2)
    head = Head()
    fill(table.cell(0, 0), (*head.left, head.number))
    fill(table.cell(0, 1), (*head.right, head.day))
    fill(table.cell(1, 0).merge(table.cell(1, 1)), ("QUYẾT ĐỊNH", "Về việc kiện toàn Tổ giúp việc"))
    fill(
        table.cell(2, 0).merge(table.cell(2, 1)),
        ("Căn cứ Luật Tổ chức chính quyền địa phương;", "QUYẾT ĐỊNH:", "Điều 1. Kiện toàn Tổ giúp việc./."),
    )
    fill(table.cell(3, 0), RECIPIENTS)
    fill(table.cell(3, 1), SIGNATURE)
    found = words(anatomy_of(document, tmp_path))
    assert {part: found[part] for part in (Part.TYPE_NAME, Part.ENACTING, Part.ARTICLE, Part.KEPT, Part.SIGNER)} == {
        Part.TYPE_NAME: ["QUYẾT ĐỊNH"],
        Part.ENACTING: ["QUYẾT ĐỊNH:"],
        Part.ARTICLE: ["Điều 1. Kiện toàn Tổ giúp việc./."],
        Part.KEPT: ["- Lưu: VT, VP."],
        Part.SIGNER: ["Nguyễn Văn An"],
    }


def test_a_national_name_broken_in_two_lines_is_one_part(tmp_path: Path) -> None:
    document = docx.Document()
    head = Head()
    left, right = document.add_table(1, 2).rows[0].cells
    fill(left, (*head.left, head.number))
    fill(right, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", head.motto, head.day))
    line(document, "KẾ HOẠCH", centred=True)
    assert words(anatomy_of(document, tmp_path))[Part.NATIONAL_NAME] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM"]


def test_number_and_day_in_wrong_places_are_found(tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head(number="", day=""))
    for row in ("KẾ HOẠCH", Head().number, Head().day, "Khắc phục hạn chế"):
        line(document, row, centred=True)
    found = words(anatomy_of(document, tmp_path))
    assert (found[Part.NUMBER], found[Part.PLACE_DATE]) == ([Head().number], [Head().day])
    assert found[Part.SUMMARY] == ["Khắc phục hạn chế"]


def test_stamps_below_the_summary_of_a_letter_are_no_summary(tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head(number="Số: 12/SKHCN-VP", summary=("V/v góp ý", "dự thảo Nghị định", "ngày 15 tháng 6 năm 2025", "HỎA TỐC")))
    line(document, "Kính gửi: Sở Nội vụ")
    found = words(anatomy_of(document, tmp_path))
    assert found[Part.LETTER_SUMMARY] == ["V/v góp ý", "dự thảo Nghị định", "ngày 15 tháng 6 năm 2025"]
    assert found[Part.URGENCY] == ["HỎA TỐC"]
    assert Part.DRAFT_MARK not in found


def test_a_wire_names_whom_it_goes_to(tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head(number="Số: 3/CĐ-UBND"))
    for row in ("CÔNG ĐIỆN", "Về phòng, chống bão", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:"):
        line(document, row, centred=True)
    for row in ("- Giám đốc các sở;", "- Chủ tịch các xã.", "Để ứng phó với bão, Chủ tịch yêu cầu:"):
        line(document, row)
    found = words(anatomy_of(document, tmp_path))
    assert found[Part.SUMMARY] == ["Về phòng, chống bão"]
    assert found[Part.ADDRESSEE_HEAD] == ["CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:"]
    assert found[Part.ADDRESSEE] == ["- Giám đốc các sở;", "- Chủ tịch các xã."]
    assert found[Part.BODY] == ["Để ứng phó với bão, Chủ tịch yêu cầu:"]


def test_a_paper_without_its_number_is_a_draft(tmp_path: Path) -> None:
    assert anatomy_of(plan(in_two_rows, Head(number="Số:      /KH-SKHCN")), tmp_path).draft
    assert not anatomy_of(plan(in_two_rows, Head(number="Số: 01/KH-SKHCN")), tmp_path).draft


def test_bold_parts_a_parent_from_a_body_whose_name_tells_nothing(tmp_path: Path) -> None:
    found = words(anatomy_of(plan(in_two_rows, Head(("CÔNG TY CỔ PHẦN A",), ("PHÂN XƯỞNG MỘT",))), tmp_path))
    assert (found[Part.PARENT], found[Part.AGENCY]) == (["CÔNG TY CỔ PHẦN A"], ["PHÂN XƯỞNG MỘT"])


@pytest.mark.parametrize(
    ("words_above", "part"),
    [
        ("DỰ THẢO", Part.DRAFT_MARK),
        ("Dự thảo lần 2", Part.DRAFT_MARK),
        ("MẬT", Part.SECRECY),
        ("TUYỆT MẬT", Part.SECRECY),
        ("HỎA TỐC", Part.URGENCY),
        ("HOẢ TỐC", Part.URGENCY),
        ("KHẨN", Part.URGENCY),
        ("XEM XONG TRẢ LẠI", Part.CIRCULATION),
        ("LƯU HÀNH NỘI BỘ", Part.CIRCULATION),
    ],
)
def test_marks_above_the_letterhead_are_told_by_their_words(words_above: str, part: Part, tmp_path: Path) -> None:
    document = plan()
    document.element.body.insert(0, line(document, words_above)._p)
    anatomy = anatomy_of(document, tmp_path)
    assert words(anatomy) == _HEAD | {part: [words_above]}
    assert anatomy.draft is (part is Part.DRAFT_MARK)


@pytest.mark.parametrize(
    ("title", "kind", "summary"),
    [
        (("Kế hoạch", "Khắc phục hạn chế"), "KẾ HOẠCH", ["Khắc phục hạn chế"]),
        (("KẾ HOẠCH KHẮC PHỤC HẠN CHẾ",), "KẾ HOẠCH", ["KHẮC PHỤC HẠN CHẾ"]),
        (("KẾ HOẠCH\nKhắc phục hạn chế\nnăm 2025",), "KẾ HOẠCH", ["Khắc phục hạn chế", "năm 2025"]),
        (("BÁO CÁO", "Kết quả quý I", "và nhiệm vụ quý II năm 2025"), "BÁO CÁO", ["Kết quả quý I", "và nhiệm vụ quý II năm 2025"]),
        (("KẾ HOẠCH", "Lấy ý kiến nhân dân về", "dự thảo Nghị quyết"), "KẾ HOẠCH", ["Lấy ý kiến nhân dân về", "dự thảo Nghị quyết"]),
        (("GIẤY UỶ QUYỀN",), "GIẤY ỦY QUYỀN", []),
        (("LỊCH TIẾP CÔNG DÂN", "Tháng 3 năm 2025"), "LỊCH TIẾP CÔNG DÂN", ["Tháng 3 năm 2025"]),
    ],
)
def test_type_and_summary_are_told_apart(title: tuple[str, ...], kind: str, summary: list[str], tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head())
    for row in title:
        line(document, row, centred=True)
    line(document, "Sở Khoa học và Công nghệ thông báo để các đơn vị biết và thực hiện.")
    foot(document)
    anatomy = anatomy_of(document, tmp_path)
    found = words(anatomy)
    assert (anatomy.type_name, found.get(Part.SUMMARY, [])) == (kind, summary)
    assert found[Part.BODY] == ["Sở Khoa học và Công nghệ thông báo để các đơn vị biết và thực hiện."]


def test_a_decision_has_its_power_its_bases_and_its_word(tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head(number="Số: 20/QĐ-SKHCN"))
    for row in ("QUYẾT ĐỊNH", "Về việc kiện toàn Tổ giúp việc"):
        line(document, row, centred=True)
    line(document, "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ", centred=True)
    for row in ("Căn cứ Luật Tổ chức chính quyền địa phương;", "Thực hiện Kế hoạch số 5/KH-UBND;", "Theo đề nghị của Chánh Văn phòng."):
        line(document, row)
    line(document, "QUYẾT ĐỊNH:", centred=True)
    for row in ("Điều 1. Kiện toàn Tổ giúp việc.", "Điều 2. Hiệu lực", "Điều 5 của Quy chế kèm theo được áp dụng."):
        line(document, row)
    foot(document)
    found = words(anatomy_of(document, tmp_path))
    assert found[Part.ENACTOR] == ["GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"]
    assert len(found[Part.BASIS]) == 3
    assert found[Part.ENACTING] == ["QUYẾT ĐỊNH:"]
    assert found[Part.ARTICLE] == ["Điều 1. Kiện toàn Tổ giúp việc.", "Điều 2. Hiệu lực"]
    assert found[Part.BODY] == ["Điều 5 của Quy chế kèm theo được áp dụng."]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("Phần I", Part.DIVISION),
        ("Chương II", Part.DIVISION),
        ("Mục 1", Part.DIVISION),
        ("Tiểu mục 2", Part.DIVISION),
        ("Mục 1 của Phụ lục này nêu các nhiệm vụ.", Part.BODY),
        ("Điều 1. Phạm vi điều chỉnh", Part.ARTICLE),
        ("II. NHIỆM VỤ", Part.SECTION),
        ("IV- TỔ CHỨC THỰC HIỆN", Part.SECTION),
        ("2. Yêu cầu", Part.CLAUSE),
        ("2.1. Yêu cầu chung", Part.CLAUSE),
        ("a) Rõ người, rõ việc;", Part.POINT),
        ("đ) Rõ kết quả;", Part.POINT),
        ("i) Nơi nhận.", Part.POINT),
        ("- Bảo đảm tiến độ.", Part.BODY),
        ("1.500 người đã dự.", Part.BODY),
        ("12/3/2025 là hạn cuối.", Part.BODY),
        ("______________", Part.LINE),
    ],
)
def test_lines_of_the_text_are_told_by_what_stands_in_front(row: str, part: Part, tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head())
    line(document, "KẾ HOẠCH", centred=True)
    line(document, "Khắc phục hạn chế", centred=True)
    line(document, "Sở Khoa học và Công nghệ ban hành kế hoạch như sau:")
    line(document, row)
    assert [piece.part for piece in anatomy_of(document, tmp_path).pieces if piece.text == row] == [part]


def test_a_chapter_has_its_title_below_it_or_on_its_line(tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head())
    line(document, "QUY CHẾ", centred=True)
    for row in ("Chương I", "QUY ĐỊNH CHUNG", "VÀ GIẢI THÍCH TỪ NGỮ", "Chương II. TỔ CHỨC THỰC HIỆN"):
        line(document, row, centred=True)
    line(document, "Điều 1. Phạm vi")
    found = words(anatomy_of(document, tmp_path))
    assert found[Part.DIVISION] == ["Chương I", "Chương II."]
    assert found[Part.DIVISION_TITLE] == ["QUY ĐỊNH CHUNG", "VÀ GIẢI THÍCH TỪ NGỮ", "TỔ CHỨC THỰC HIỆN"]


@pytest.mark.parametrize(
    ("rows", "heads", "addressees"),
    [
        (("Kính gửi: Bộ Nội vụ",), ["Kính gửi: Bộ Nội vụ"], []),
        (("Kính gửi:\n- Bộ A;\n- Bộ B.",), ["Kính gửi:"], ["- Bộ A;", "- Bộ B."]),
        (("Kính gửi:\t- Bộ A;", "\t- Bộ B."), ["Kính gửi:"], ["- Bộ A;", "- Bộ B."]),
        (("Kính gửi:", "Bộ A;", "Bộ B."), ["Kính gửi:"], ["Bộ A;", "Bộ B."]),
    ],
)
def test_addressees_are_those_named_below_kinh_gui(rows: tuple[str, ...], heads: list[str], addressees: list[str], tmp_path: Path) -> None:
    document = docx.Document()
    in_two_rows(document, Head(number="Số: 12/SKHCN-VP", summary=("V/v báo cáo",)))
    for row in (*rows, "Sở Khoa học và Công nghệ đề nghị gửi báo cáo trước ngày 20./."):
        line(document, row)
    found = words(anatomy_of(document, tmp_path))
    assert (found[Part.ADDRESSEE_HEAD], found.get(Part.ADDRESSEE, [])) == (heads, addressees)
    assert found[Part.BODY] == ["Sở Khoa học và Công nghệ đề nghị gửi báo cáo trước ngày 20./."]
