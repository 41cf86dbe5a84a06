"""Issuing: everything judged before anything is written, one number a draft, the same end however often the power fails."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from generator import history, package, pdf
from generator.actions.plan_drafts import draft_plan
from generator.actions.pulling import pull
from generator.actions.reports import Wish, make_report
from generator.actions.sides import Choice
from generator.actions.urging import Day, urge
from generator.cli import run
from generator.errors import Severity
from generator.history import Event
from generator.workbook import read_plan_book, read_register
from tests.desks import ISSUED_ON, NOW, Desk, desk_in, typed
from tests.letterheads import small_draft
from tests.papers import words
from tests.sample_forms import FOLDER
from tests.test_final_copy import changed, hidden_data
from tests.test_sample import BOOK
from tests.tools import resaved, schema_errors, soffice


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path)


def test_a_plan_is_issued_with_its_number_its_copies_its_row_and_its_mark_in_the_workbook(desk: Desk) -> None:
    draft = desk.draft()
    before = package.open_package(desk.book).parts
    outcome = desk.issue(draft, number=15)
    assert [path.name for path in outcome.files] == [
        "15-KH-SKHCN.docx",
        "15-KH-SKHCN.json",
        "15-KH-SKHCN.edxml",
        desk.register.name,
        desk.book.name,
    ]
    assert outcome.summary == "Đã phát hành Kế hoạch số 15/KH-SKHCN ngày 20/01/2025"
    text = words(desk.file("15-KH-SKHCN").read_bytes()).split("\n")
    assert {"Số: 15/KH-SKHCN", "Hà Giang, ngày 20 tháng 01 năm 2025"} <= set(text)
    assert "(Kèm theo Kế hoạch số 15/KH-SKHCN ngày 20 tháng 01 năm 2025 của Sở Khoa học và Công nghệ)" in text
    assert hidden_data(desk.file("15-KH-SKHCN")) == []
    row = [cell.value for cell in load_workbook(desk.register)["Sổ đăng ký"][3]]
    assert row[0] == "15/KH-SKHCN"
    assert row[2:6] == [
        "Kế hoạch khắc phục những hạn chế chỉ số cải cách hành chính năm 2024",
        "Phan Đăng Đông",
        "Sở Nội vụ; BGĐ Sở; Các phòng, đơn vị",
        "Lưu: VT, VP",
    ]
    facts = read_plan_book(desk.book).plan.facts
    assert (facts.number, facts.issue_date) == ("15", ISSUED_ON)
    after = package.open_package(desk.book).parts
    assert len([name for name in after if after[name].data != before[name].data]) == 1
    issued = [entry for entry in history.entries(desk.out, desk.book.stem) if entry.event is Event.ISSUED]
    assert [(entry.file, entry.remark) for entry in issued] == [("15-KH-SKHCN.docx", "số 15/KH-SKHCN ngày 20/01/2025")]
    assert schema_errors([desk.file("15-KH-SKHCN"), desk.register, desk.book]) == []


def test_issuing_again_changes_nothing(desk: Desk) -> None:
    draft = desk.draft()
    desk.issue(draft)
    before = desk.everything()
    assert desk.issue(draft, NOW.replace(day=28)).summary == "Đã phát hành Kế hoạch số 01/KH-SKHCN ngày 20/01/2025"
    assert desk.everything() == before


@pytest.mark.parametrize("change", [{"number": 2}, {"day": date(2025, 1, 21)}])
def test_a_draft_that_has_its_number_gets_no_other(change: Mapping[str, Any], desk: Desk) -> None:
    draft = desk.draft()
    desk.issue(draft, number=1)
    assert desk.refused(draft, **change) == {"PH-15"}


def test_next_goes_on_behind_what_the_clerk_registered_by_hand(desk: Desk) -> None:
    draft = desk.draft()
    desk.issue(draft)
    book = load_workbook(desk.register)
    book["Sổ đăng ký"].append(["41/KH-SKHCN", date(2025, 1, 20), "Kế hoạch khác"])
    book.save(desk.register)
    for label in ("Số văn bản", "Ngày ban hành"):
        desk.change(partial(_put, sheet="Kế hoạch", label=label, value=None))
    desk.change(lambda opened: _put(opened, "Kế hoạch", "Tên kế hoạch", "Khắc phục hạn chế bổ sung"))
    shutil.rmtree(desk.out)
    second = draft_plan(desk.book, desk.out, NOW).files[0]
    assert desk.refused(second, number=41) == {"PH-13"}
    assert desk.issue(second).summary.startswith("Đã phát hành Kế hoạch số 42/KH-SKHCN")


def _put(book: Workbook, sheet: str, label: str, value: Any) -> None:  # noqa: ANN401 - any value of a cell
    row = next(row for row in book[sheet].iter_rows() if str(row[0].value).rstrip("*: ") == label)
    row[1].value = value


def test_a_draft_edited_since_it_was_checked_is_refused_until_it_is_taken_back(desk: Desk) -> None:
    draft = typed(desk.draft(), ">KẾ HOẠCH<", "> KẾ HOẠCH<")
    assert desk.refused(draft) == {"PH-01"}
    desk.pulled(draft)
    assert desk.issue(draft).files


def test_a_draft_edited_in_word_is_taken_back_and_issued_as_it_was_edited(desk: Desk) -> None:
    draft = typed(desk.draft(), "Khắc phục những hạn chế", "Khắc phục triệt để những hạn chế")
    assert desk.refused(draft) == {"PH-01"}
    pull(desk.book, draft, desk.out, NOW)
    desk.issue(draft)
    assert "Khắc phục triệt để những hạn chế chỉ số cải cách hành chính năm 2024" in words(desk.file("01-KH-SKHCN").read_bytes())
    assert read_plan_book(desk.book).plan.facts.title.plain.startswith("Khắc phục triệt để")


def test_a_workbook_that_went_back_on_the_edits_taken_stops_the_draft(desk: Desk) -> None:
    draft = typed(desk.draft(), "Khắc phục những hạn chế", "Khắc phục triệt để những hạn chế")
    pull(desk.book, draft, desk.out, NOW)
    desk.change(lambda book: _put(book, "Kế hoạch", "Tên kế hoạch", "Khắc phục một số hạn chế"))
    assert desk.refused(draft) == {"PH-05"}


def test_a_draft_saved_by_libreoffice_is_taken_back_and_issued(desk: Desk, tmp_path: Path) -> None:
    draft = Path(shutil.copy(resaved(desk.draft(), tmp_path), tmp_path / "da-luu.docx"))
    assert desk.refused(draft) == {"PH-01"}
    pull(desk.book, draft, desk.out, NOW)
    desk.issue(draft)
    assert hidden_data(desk.file("01-KH-SKHCN")) == []
    assert schema_errors([desk.file("01-KH-SKHCN")]) == []


def test_a_draft_that_lost_what_it_was_made_from_is_taken_back_and_issued(desk: Desk) -> None:
    draft = desk.draft()
    opened = package.open_package(draft)
    draft.write_bytes(package.join([part for part in opened.parts.values() if b"urn:vanban:base" not in part.data]))
    assert desk.refused(draft) == {"PH-01"}
    pull(desk.book, draft, desk.out, NOW)
    assert desk.issue(draft).summary.startswith("Đã phát hành Kế hoạch số 01/KH-SKHCN")


def test_a_draft_with_open_questions_is_refused(desk: Desk) -> None:
    draft = typed(desk.draft(), ">KẾ HOẠCH<", "> KẾ HOẠCH<")
    assert desk.refused(desk.pulled(draft, "title")) == {"PH-04"}


def test_a_draft_whose_edits_were_passed_over_is_refused(desk: Desk) -> None:
    draft = typed(desk.draft(), ">KẾ HOẠCH<", "> KẾ HOẠCH<")
    assert desk.refused(desk.pulled(draft, event=Event.PASSED_OVER)) == {"PH-03"}


def test_strangers_files_are_refused(desk: Desk, tmp_path: Path) -> None:
    draft = desk.draft()
    assert desk.refused(small_draft(tmp_path).source.path) == {"LV-01"}
    other = Desk(Path(shutil.copy(BOOK, tmp_path / "so-khac.xlsx")), tmp_path / "out-khac")
    draft_plan(other.book, other.out, NOW.replace(hour=9))
    assert other.refused(draft) == {"PH-02"}
    assert other.refused(tmp_path / "khong-co.docx") == {"TEP-01"}
    for name, code in (("hong.docx", "GOI-04"), ("cu.doc", "GOI-01")):
        (tmp_path / name).write_bytes("không phải Word".encode())
        assert desk.refused(tmp_path / name) == {code}


SINCE: Final[dict[str, Callable[[Workbook], object]]] = {
    "title": lambda book: _put(book, "Kế hoạch", "Tên kế hoạch", "Khắc phục hạn chế khác"),
    "symbol": lambda book: _put(book, "Kế hoạch", "Ký hiệu", "KH-KHCN"),
    "a remedy": lambda book: _cell(book, "Tiêu chí", "Giải pháp", "Giải pháp khác"),
    "a score": lambda book: _cell(book, "Tiêu chí", "Điểm đạt", 0),
    "a criterion gone": lambda book: book["Tiêu chí"].delete_rows(3),
    "a paragraph more": lambda book: book["Nội dung"].append([None, "Yêu cầu", "Gạch đầu dòng", "Đoạn mới", None, None]),
    "a recipient gone": lambda book: book["Nơi nhận"].delete_rows(2),
}


def _cell(book: Workbook, sheet: str, heading: str, value: Any) -> None:  # noqa: ANN401 - any value of a cell
    found = next(cell for cell in book[sheet][1] if str(cell.value).startswith(heading))
    book[sheet].cell(2, int(found.column or 0)).value = value


@pytest.mark.parametrize("name", SINCE)
def test_a_workbook_that_changed_since_stops_the_draft(name: str, desk: Desk) -> None:
    draft = desk.draft()
    desk.change(SINCE[name])
    assert desk.refused(draft) == {"PH-05"}


def test_a_workbook_only_saved_again_does_not_stop_the_draft(desk: Desk) -> None:
    draft = desk.draft()
    desk.change(lambda book: _cell(book, "Tiêu chí", "Ghi chú nội bộ", "đã hỏi phòng"))
    assert desk.issue(draft).files


def test_words_that_the_workbook_did_not_take_need_a_reason(desk: Desk) -> None:
    draft = desk.pulled(typed(desk.draft(), "Khắc phục những hạn chế", "Khắc phục các hạn chế"))
    assert desk.refused(draft) == {"PH-41"}
    assert desk.issue(draft, waivers={"PH-41": "lãnh đạo sửa khi ký"}).files


def test_a_plan_that_was_issued_is_not_issued_again_from_another_draft(desk: Desk) -> None:
    first = desk.draft()
    desk.issue(first)
    second = draft_plan(desk.book, desk.out, NOW).files[0]
    assert second != first
    assert "PH-06" in desk.refused(second)
    assert len(read_register(desk.register).rows) == 1


def without_number(book: Workbook) -> None:
    for name, cell, *_ in book["Kế hoạch"].iter_rows():
        if name.value in {"Số văn bản", "Ngày ban hành"}:
            cell.value = None


def test_a_number_given_by_mistake_can_be_given_anew_once_it_is_out_of_both_books(desk: Desk) -> None:
    draft = desk.draft()
    desk.issue(draft, number=7)
    desk.change(without_number)
    assert desk.refused(draft, number=8) == {"PH-15"}
    register = load_workbook(desk.register)
    register["Sổ đăng ký"].delete_rows(3)
    register.save(desk.register)
    for path in sorted(desk.file("07-KH-SKHCN").parent.glob("07-*")):
        path.unlink()
    assert desk.issue(draft, number=8).summary == "Đã phát hành Kế hoạch số 08/KH-SKHCN ngày 20/01/2025"
    assert [row.number for row in read_register(desk.register).rows] == [8]
    assert read_plan_book(desk.book).plan.facts.number == "08"


GAP: Final = "<w:p><w:r><w:t>Số liệu: [CẦN BỔ SUNG: chưa có]</w:t></w:r></w:p>"
WAIVABLE: Final[dict[str, tuple[str, str]]] = {
    "PH-31": ("<w:body>", '<w:body><w:p><w:ins w:id="9" w:author="An"><w:r><w:t>Thêm một dòng</w:t></w:r></w:ins></w:p>'),
    "PH-33": ("<w:body>", "<w:body><w:p><w:r><w:t>DỰ THẢO LẦN 9</w:t></w:r></w:p>"),
    "PH-34": ("<w:body>", f"<w:body>{GAP}"),
    "PH-40": ("<w:body>", "<w:body><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>chữ ẩn</w:t></w:r></w:p>"),
}


@pytest.mark.parametrize("code", WAIVABLE)
def test_what_is_left_over_in_a_draft_stops_it_unless_it_is_waived_with_a_reason(code: str, desk: Desk) -> None:
    draft = desk.pulled(typed(desk.draft(), *WAIVABLE[code]))
    assert desk.refused(draft) == {code}
    assert desk.refused(draft, waivers={code: " "}) == {"PH-18"}
    assert desk.refused(draft, waivers={"PH-32": "nhầm mã"}) == {code}
    outcome = desk.issue(draft, waivers={code: "đã xin ý kiến", "PH-99": "thừa"})
    told = {problem.code: problem for problem in outcome.problems}
    assert told[code].severity is Severity.WARNING
    assert "bỏ qua: đã xin ý kiến" in told[code].message
    assert told["PH-46"].severity is Severity.NOTE
    remark = f"bỏ qua {code}: đã xin ý kiến"
    assert remark in str(load_workbook(desk.register)["Sổ đăng ký"]["J3"].value)
    assert json.loads(desk.file("01-KH-SKHCN", ".json").read_bytes())["Description"] == remark
    assert history.entries(desk.out, desk.book.stem)[-1].remark == f"số 01/KH-SKHCN ngày 20/01/2025; {remark}"


def test_comments_in_the_margin_stop_a_draft_and_are_gone_when_waived(desk: Desk) -> None:
    draft = desk.draft()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    comment = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1" w:author="An">'
        "<w:p><w:r><w:t>Xem lại</w:t></w:r></w:p></w:comment></w:comments>"
    )
    opened = changed(package.open_package(draft), "word/comments.xml", "", comment)
    link = f'<Relationship Id="c1" Type="{office}/comments" Target="comments.xml"/></Relationships>'
    changed(opened, "word/_rels/document.xml.rels", "</Relationships>", link)
    desk.pulled(draft)
    assert desk.refused(draft) == {"PH-32"}
    desk.issue(draft, waivers={"PH-32": "đã giải quyết"})
    assert "word/comments.xml" not in package.open_package(desk.file("01-KH-SKHCN")).parts


def test_the_day_must_fit(desk: Desk) -> None:
    draft = desk.draft()
    assert desk.refused(draft, day=date(2025, 1, 26)) == {"PH-37"}
    assert desk.refused(draft, day=date(2024, 12, 31)) == {"PH-38"}
    assert desk.refused(draft, day=date(2024, 12, 31), waivers={"PH-37": "nhầm"}) == {"PH-38"}
    assert desk.issue(draft, day=date(2025, 1, 26), waivers={"PH-37": "ký trước, gửi sau"}).files


def test_an_older_draft_needs_a_reason(desk: Desk) -> None:
    first = desk.draft()
    kept = desk.book.read_bytes()
    desk.change(SINCE["title"])
    assert draft_plan(desk.book, desk.out, NOW).files[0] != first
    desk.book.write_bytes(kept)
    assert desk.refused(first) == {"PH-39"}
    assert desk.issue(first, waivers={"PH-39": "dự thảo 2 bị huỷ"}).files


def test_the_draft_mark_of_the_program_goes_by_itself(desk: Desk) -> None:
    desk.change(lambda book: _put(book, "Kế hoạch", "In chữ DỰ THẢO", "Có"))
    draft = desk.draft()
    assert "DỰ THẢO LẦN 1" in words(draft.read_bytes())
    desk.issue(draft)
    assert "DỰ THẢO" not in words(desk.file("01-KH-SKHCN").read_bytes())


def _second_signer(book: Workbook, until: date | None = None) -> None:
    headings = [str(cell.value).rstrip("*: ") for cell in book["Người ký"][1]]
    row: dict[str, Any] = {
        "Họ và tên": "Lê Văn Hai",
        "Chức vụ": "Phó Giám đốc",
        "Quyền hạn ký": "KT.",
        "Ký thay cho": "Giám đốc",
        "Hiệu lực đến": until,
    }
    assert row.keys() <= set(headings)
    book["Người ký"].append([row.get(heading) for heading in headings])


def test_another_signer_is_put_in_and_told_to_the_workbook(desk: Desk) -> None:
    desk.change(_second_signer)
    draft = desk.draft()
    assert desk.refused(draft, signer="Người Lạ") == {"PH-19"}
    desk.issue(draft, signer="lê văn hai")
    text = words(desk.file("01-KH-SKHCN").read_bytes()).split("\n")
    at = text.index("Lê Văn Hai")
    assert text[at - 2 : at] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert "Phan Đăng Đông" not in text
    signer = read_plan_book(desk.book).plan.signer
    assert signer is not None
    assert signer.name == "Lê Văn Hai"
    assert load_workbook(desk.register)["Sổ đăng ký"]["D3"].value == "Lê Văn Hai"
    assert desk.issue(draft, signer="Lê Văn Hai").files
    assert desk.refused(draft, signer="Phan Đăng Đông") == {"PH-15"}


def test_a_signer_whose_time_is_over_needs_a_reason(desk: Desk) -> None:
    desk.change(lambda book: _second_signer(book, date(2025, 1, 10)))
    draft = desk.draft()
    assert desk.refused(draft, signer="Lê Văn Hai") == {"PH-36"}
    assert desk.issue(draft, signer="Lê Văn Hai", waivers={"PH-36": "có uỷ quyền riêng"}).files


def test_a_paper_that_nobody_signs_needs_a_reason(desk: Desk) -> None:
    desk.change(lambda book: _put(book, "Kế hoạch", "Người ký", None))
    draft = desk.draft()
    assert desk.refused(draft) == {"PH-35", "PH-47", "PH-48"}


def test_errors_in_the_content_that_nobody_waived_stop_a_plan(desk: Desk) -> None:
    desk.change(lambda book: book.remove(book["Bỏ qua"]))
    draft = desk.draft()
    assert desk.refused(draft) == {"PH-47"}
    assert desk.issue(draft, waivers={"PH-47": "lãnh đạo đã đồng ý"}).files


def test_errors_in_the_format_of_the_file_stop_it(desk: Desk) -> None:
    draft = desk.pulled(typed(desk.draft(), "Độc lập - Tự do", "Độc lập – Tự do"))
    assert desk.refused(draft) == {"PH-48"}
    assert desk.issue(draft, waivers={"PH-48": "lãnh đạo đã đồng ý"}).files


def test_an_agency_that_has_another_name_on_that_day_is_refused(desk: Desk) -> None:
    desk.change(lambda book: _cell(book, "Cơ quan", "Hiệu lực đến", date(2025, 1, 19)))
    draft = desk.draft()
    assert desk.refused(draft) == {"PH-12"}
    assert desk.issue(draft, day=date(2025, 1, 19)).files


@pytest.mark.parametrize("end", [".docx", ".json", ".edxml", ".pdf"])
def test_a_different_file_of_that_name_is_never_written_over(end: str, desk: Desk) -> None:
    draft = desk.draft()
    path = desk.file("01-KH-SKHCN", end)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"somebody's")
    assert desk.refused(draft) == {"PH-16"}


def test_a_register_that_is_open_or_no_register_stops_everything(desk: Desk) -> None:
    draft = desk.draft()
    owner = desk.register.with_name(f"~${desk.register.name}")
    desk.register.write_bytes(BOOK.read_bytes())
    assert desk.refused(draft) == {"PH-21"}
    owner.write_bytes(b"")
    assert desk.refused(draft) == {"TEP-06"}


def test_a_workbook_open_in_excel_stops_everything(desk: Desk) -> None:
    draft = desk.draft()
    desk.book.with_name(f"~${desk.book.name}").write_bytes(b"")
    assert desk.refused(draft) == {"TEP-06"}


def test_without_a_program_for_pdf_the_word_file_goes_out_in_its_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    outcome = desk.issue(desk.draft(), as_pdf=True)
    assert [problem.code for problem in outcome.problems if problem.severity is Severity.WARNING] == ["PDF-01"]
    assert "01-KH-SKHCN.docx" in desk.file("01-KH-SKHCN", ".edxml").read_text(encoding="utf-8")
    assert json.loads(desk.file("01-KH-SKHCN", ".json").read_bytes())["PageAmount"] is None


def test_with_libreoffice_there_are_pages_and_their_number(desk: Desk) -> None:
    soffice()
    draft = desk.draft()
    assert desk.file("01-KH-SKHCN", ".pdf") in desk.issue(draft, as_pdf=True).files
    assert json.loads(desk.file("01-KH-SKHCN", ".json").read_bytes())["PageAmount"] == 4
    assert "01-KH-SKHCN.pdf" in desk.file("01-KH-SKHCN", ".edxml").read_text(encoding="utf-8")
    before = desk.everything()
    desk.issue(draft, as_pdf=True)
    assert desk.everything() == before


SPRING: Final = datetime(2025, 3, 28, 9, 0)  # noqa: DTZ001 - the clerk's own clock
IN_SPRING: Final = date(2025, 3, 27)


@pytest.fixture
def reported(desk: Desk) -> Desk:
    """The plan was issued; the forms of Quý I and of the year were taken in."""
    for label, value in (("Số văn bản", "15"), ("Ngày ban hành", ISSUED_ON)):
        desk.change(partial(_put, sheet="Kế hoạch", label=label, value=value))
    for name, period, day in (("Q1", "Q1", "12/03/2025"), ("Q1-gui-lai", "Q1", "13/03/2025"), ("NAM", "NAM", "10/12/2025")):
        more = ["--replace", "VP"] if name == "Q1-gui-lai" else []
        run(["collect", str(desk.book), str(FOLDER / name), "--period", period, "--received", day, "--out", str(desk.out), *more])
    assert len(read_plan_book(desk.book).results.results) > 3
    return desk


def test_a_report_is_issued_and_its_period_is_locked(reported: Desk) -> None:
    draft = make_report(reported.book, reported.out, SPRING, period="Q1").files[0]
    outcome = reported.issue(draft, SPRING, day=IN_SPRING, number=77)
    assert outcome.summary == "Đã phát hành Báo cáo số 77/BC-SKHCN ngày 27/3/2025"
    period = next(row for row in read_plan_book(reported.book).plan.periods if row.id == "Q1")
    assert (period.report_number, period.report_date, period.locked) == ("77/BC-SKHCN", IN_SPRING, True)
    (docx,) = [path for path in outcome.files if path.suffix == ".docx"]
    assert "Số: 77/BC-SKHCN" in words(docx.read_bytes()).split("\n")
    assert schema_errors([docx, reported.register]) == []
    assert reported.issue(draft, SPRING, day=IN_SPRING).files == outcome.files[:-1]
    assert str(load_workbook(reported.register)["Sổ đăng ký"]["C3"].value).startswith("Báo cáo ")


def test_a_report_on_a_plan_that_has_no_number_yet_needs_a_reason(reported: Desk) -> None:
    for label in ("Số văn bản", "Ngày ban hành"):
        reported.change(partial(_put, sheet="Kế hoạch", label=label, value=None))
    draft = make_report(reported.book, reported.out, SPRING, period="Q1").files[0]
    assert reported.refused(draft, SPRING, day=IN_SPRING) == {"PH-42"}


def test_a_report_dated_before_its_plan_needs_a_reason(reported: Desk) -> None:
    draft = make_report(reported.book, reported.out, SPRING, period="Q1").files[0]
    assert reported.refused(draft, SPRING, day=date(2025, 1, 19)) == {"PH-38"}


def test_figures_that_changed_since_stop_a_report(reported: Desk) -> None:
    draft = make_report(reported.book, reported.out, SPRING, period="Q1").files[0]
    reported.change(lambda book: _cell(book, "Kết quả", "Điểm dự kiến", 0.5))
    assert reported.refused(draft, SPRING, day=IN_SPRING) == {"PH-05"}


def test_a_figure_that_was_changed_in_word_needs_a_reason(reported: Desk) -> None:
    draft = make_report(reported.book, reported.out, SPRING, period="Q1").files[0]
    document = Document(str(draft))
    row = document.tables[2].rows[-1]
    row.cells[3].paragraphs[0].runs[0].text = "99"
    document.save(str(draft))
    pull(reported.book, draft, reported.out, SPRING)
    assert reported.refused(draft, SPRING, day=IN_SPRING) == {"PH-41"}
    outcome = reported.issue(draft, SPRING, day=IN_SPRING, waivers={"PH-41": "lãnh đạo tính lại"})
    told = next(problem.message for problem in outcome.problems if problem.code == "PH-41")
    assert "cột «Đã hoàn thành»" in told


def test_a_completion_report_with_gaps_needs_a_reason_for_each(reported: Desk) -> None:
    now, day = datetime(2025, 12, 20), date(2025, 12, 19)  # noqa: DTZ001 - the clerk's own clock
    draft = make_report(reported.book, reported.out, now, period="NAM", wish=Wish(with_gaps=True)).files[0]
    assert reported.refused(draft, now, day=day) == {"PH-34", "BC-02"}
    assert reported.refused(draft, now, day=day, waivers={"BC-02": "đơn vị đã giải thể"}) == {"PH-34", "BC-02"} - {"BC-02"}
    reasons = {"BC-02": "đơn vị đã giải thể", "PH-34": "nêu rõ trong báo cáo"}
    outcome = reported.issue(draft, now, day=day, waivers=reasons)
    assert {"BC-02", "PH-34"} <= {problem.code for problem in outcome.problems}


def test_a_letter_is_issued_and_the_workbook_stays(reported: Desk) -> None:
    (blank,) = urge(reported.book, reported.out, SPRING, period="Q1", asking=Day(date(2025, 3, 20))).files
    assert reported.refused(blank, SPRING, day=IN_SPRING) == {"PH-42"}
    letters = urge(reported.book, reported.out, SPRING, period="Q1", asking=Day(date(2025, 3, 20), date(2025, 3, 31))).files
    (draft,) = letters
    before = reported.book.read_bytes()
    outcome = reported.issue(draft, SPRING, day=IN_SPRING)
    assert outcome.summary.startswith("Đã phát hành Công văn số 01/SKHCN-VP")
    assert reported.book.read_bytes() == before
    assert str(load_workbook(reported.register)["Sổ đăng ký"]["C3"].value).startswith("Công văn về việc đôn đốc")
    assert load_workbook(reported.register)["Sổ đăng ký"]["E3"].value == "Trung tâm thông tin và chuyển giao công nghệ mới"
    (docx,) = [path for path in outcome.files if path.suffix == ".docx"]
    assert schema_errors([docx]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        ["--number", "0"], ["--number", "mười"], ["--number", "15a"], ["--date", "31/02/2025"], ["--waive", "PH-32"], ["--waive", "=lý do"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_an_order_that_cannot_be_read_is_refused(wrong: list[str], desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    draft = desk.draft()
    before = desk.everything()
    arguments = ["issue", str(desk.book), str(draft), "--number", "next", "--date", "20/01/2025", "--out", str(desk.out), *wrong]
    assert run([*arguments, "--json"]) == 2
    assert [problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]] == ["LENH-03"]
    assert desk.everything() == before


def test_an_edit_taken_after_a_plan_was_issued_is_told_to_part_the_workbook_from_the_paper(desk: Desk) -> None:
    draft = desk.draft()
    early, late = (draft.with_name(f"{name}.docx") for name in ("sua-truoc", "sua-sau"))
    for copy, old, new in ((early, "Cải cách TTHC", "Cải cách thủ tục"), (late, "đơn vị", "các đơn vị")):
        copy.write_bytes(draft.read_bytes())
        typed(copy, old, new)
    assert "LV-43" not in {problem.code for problem in pull(desk.book, early, desk.out, NOW).problems}
    desk.issue(desk.draft())
    outcome = pull(desk.book, late, desk.out, NOW, Choice(keep=True))
    assert outcome.taken
    assert "LV-43" in {problem.code for problem in outcome.problems}
