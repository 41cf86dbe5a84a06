"""The clerk's year in a real browser, by clicks alone: from the score sheet to the completion report; every page looked over by axe."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from docx import Document
from playwright.sync_api import expect

from generator import files
from generator.actions.samples import SCORES
from generator.plan import Plan
from generator.records import ReportingPeriod, Unit
from generator.results import CriterionResult, Evidence, Progress, Results, row_id
from generator.richtext import Text
from generator.standing import period_of, reporting_units
from generator.workbook import form_name, read_plan_book, write_unit_form
from generator.workbook.form_rows import led
from tests import tools
from tests.browser import opened, served
from tests.clerk import Clerk
from tests.people import replaced, row

EARLIER: Final = "ke-hoach-cchc-2024-da-sua"
BOOK: Final = "ke-hoach-cchc-2025"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder whose name is Vietnamese, with an earlier plan in it."""
    folder = tmp_path / "Kế hoạch CCHC"
    folder.mkdir()
    (folder / f"{EARLIER}.xlsx").write_bytes(files.shipped("data", f"{EARLIER}.xlsx").read_bytes())
    return folder


@pytest.fixture
def clerk(desk: Path) -> Iterator[Clerk]:
    tools.soffice()
    with served(desk) as server, opened(server.entrance) as page:
        found = Clerk(page, server.site)
        yield found
        assert [said for said in found.errors if "/khong-co" not in said] == []  # a page that is not there is said in the console too


def test_a_year_from_the_score_sheet_to_the_completion_report(clerk: Clerk, desk: Path, tmp_path: Path) -> None:
    begin(clerk, desk)
    edit_in_place(clerk, desk)
    edited = first_draft_and_its_edits(clerk, desk, tmp_path)
    take_back(clerk, desk, edited)
    issue(clerk, f"{BOOK}-du-thao-2.docx", "20/01/2025", "phat-hanh")
    report_of_a_quarter(clerk, desk, tmp_path)
    completion(clerk, desk, tmp_path)
    other_papers(clerk, desk)
    assert clerk.seen >= 25
    assert clerk.complaints == []


def begin(clerk: Clerk, desk: Path) -> None:
    """A workbook out of the score sheet and an earlier plan."""
    expect(clerk.page.locator("[data-card]")).to_contain_text("tiêu chí")
    clerk.look("cac-so")
    clerk.follow("Tạo sổ mới")
    clerk.page.get_by_label("Tên sổ").fill(BOOK)
    clerk.page.get_by_label("Sổ năm trước hoặc văn bản Word").select_option(label=f"{EARLIER}.xlsx (sổ kế hoạch)")
    clerk.hand_over("hoặc gửi bảng điểm", files.shipped("data", SCORES))
    clerk.look("so-moi")
    clerk.press("Tạo sổ")
    clerk.done()
    clerk.look("so-moi-xong")
    assert (desk / f"{BOOK}.xlsx").exists()


def edit_in_place(clerk: Clerk, desk: Path) -> None:
    """What the sources could not tell is filled in on the page, cell by cell, until it reads as a plan."""
    clerk.follow("Mở sổ")
    clerk.look("ke-hoach-con-cho-trong")
    places = clerk.page.locator(".findings a").all_inner_texts()
    assert len(places) >= 3
    for number in (place.rpartition("!H")[2] for place in places):
        clerk.go(f"/so/{BOOK}/sua/criteria")
        clerk.page.click(f"#row-{number} a.edit")
        line = clerk.page.locator(f"#row-{number} + tr.editing")
        line.get_by_label("Giải pháp").fill(f"Ban hành quy trình xử lý dòng {number}, có bảng theo dõi hằng tháng")
        line.get_by_label("Sản phẩm/Tài liệu kiểm chứng").fill("Quy trình được ban hành")
        line.get_by_label("Chủ trì").fill("Văn phòng Sở")
        line.get_by_label("Kiểu thời gian").select_option("Quý")
        line.get_by_label("Thời gian", exact=True).fill("Quý IV năm 2025")
        if number == places[0].rpartition("!H")[2]:
            clerk.look("sua-tai-cho")
        line.get_by_role("button", name="Lưu dòng này").click()
        expect(line).to_have_count(0)
    assert len(read_plan_book(desk / f"{BOOK}.xlsx").plan.criteria) >= 15
    clerk.go(f"/so/{BOOK}")
    expect(clerk.page.locator("[data-part-body]")).to_be_visible()
    clerk.look("ke-hoach")
    clerk.press("Sửa những chỗ chắc chắn")
    clerk.done()
    clerk.look("da-sua-cho-chac-chan")


def first_draft_and_its_edits(clerk: Clerk, desk: Path, folder: Path) -> Path:
    """A draft is seen, made, taken along, and comes back edited in Word."""
    clerk.go(f"/so/{BOOK}/xem-truoc")
    expect(clerk.page.locator("iframe, img").first).to_be_visible(timeout=60_000)
    clerk.look("xem-trang")
    clerk.go(f"/so/{BOOK}/du-thao")
    clerk.page.get_by_label("Tạo thêm tệp PDF").check()
    clerk.press("Tạo dự thảo")
    clerk.done()
    clerk.look("du-thao-1")
    with clerk.page.expect_download() as took:
        clerk.follow(f"{BOOK}-du-thao-1.docx")
    edited = folder / "lãnh đạo sửa.docx"
    took.value.save_as(edited)
    first = read_plan_book(desk / f"{BOOK}.xlsx").plan.criteria[0]
    document = Document(str(edited))
    cell = next(cell for cell in row(document, first.code).cells if cell.text.startswith(first.remedy.plain[:20]))
    replaced(cell.paragraphs[0], cell.paragraphs[0].text, "Giao Văn phòng tổng hợp, báo cáo Giám đốc hằng tuần")
    document.save(str(edited))
    return edited


def take_back(clerk: Clerk, desk: Path, edited: Path) -> None:
    """The edit is seen beside the workbook, taken, and the next draft has it; the two drafts are compared."""
    clerk.go(f"/so/{BOOK}/ban-sua")
    clerk.hand_over("Dự thảo đã sửa", edited)
    clerk.press("Xem phần sửa")
    clerk.done()
    expect(clerk.page.locator("main")).to_contain_text("báo cáo Giám đốc hằng tuần")
    clerk.look("ban-sua-tay")
    clerk.press("Ghi vào sổ")
    clerk.done()
    clerk.look("ban-sua-da-lay")
    assert "hằng tuần" in read_plan_book(desk / f"{BOOK}.xlsx").plan.criteria[0].remedy.plain
    clerk.go(f"/so/{BOOK}/du-thao")
    clerk.press("Tạo dự thảo")
    clerk.done()
    clerk.go(f"/so/{BOOK}/du-thao")
    clerk.look("cac-du-thao")
    clerk.page.get_by_text("So với bản trước").first.click()
    clerk.done()
    clerk.look("ban-so-sanh")


def issue(clerk: Clerk, name: str, day: str, screen: str) -> None:
    """A draft gets its number; what may be waived is waived with a reason."""
    clerk.go(f"/so/{BOOK}/phat-hanh")
    clerk.page.locator("select[name=tep]").select_option(name)
    clerk.page.locator("[name=ngay]").fill(day)
    clerk.press("Xem trước khi phát hành")
    clerk.look(f"{screen}-truoc")
    for reason in clerk.page.get_by_label("Lý do bỏ qua").all():
        reason.fill("Đã xin ý kiến lãnh đạo")
    clerk.press("Phát hành")
    clerk.done()
    clerk.look(screen)


def filled(book: Path, period: str) -> dict[str, bytes]:
    """What the units send back: everything they lead done, with its paper."""
    read = read_plan_book(book)
    asked = period_of(read.plan, period)
    return {
        form_name(read.plan, asked, unit): write_unit_form(read.plan, told(read.plan, asked, unit), asked, unit)
        for unit in reporting_units(read.plan, asked)
    }


def told(plan: Plan, period: ReportingPeriod, unit: Unit) -> Results:
    """The results of a unit."""
    results = []
    papers = []
    for line in led(plan, period, unit):
        key = row_id(period.id, line.code)
        results.append(
            CriterionResult(
                id=key,
                period=period.id,
                criterion=line.id,
                unit=unit.id,
                progress=Progress.DONE,
                done=Text.of(f"Đã xong {line.code}"),
                done_on=period.first,
            )
        )
        papers.append(
            Evidence(id=f"{key}-1", period=period.id, criterion=line.id, unit=unit.id, title="Báo cáo kết quả", number="12/BC-VP")
        )
    return Results(results=tuple(results), evidence=tuple(papers))


def report_of_a_quarter(clerk: Clerk, desk: Path, folder: Path) -> None:
    """Forms out, one unit late, urged, forms in, the report with its figures."""
    clerk.go(f"/so/{BOOK}/ky/Q1")
    clerk.press("Lập biểu và gói thành một tệp nén")
    clerk.done()
    clerk.look("bieu-da-lap")
    forms = list(filled(desk / f"{BOOK}.xlsx", "Q1").items())
    first, *others = forms
    sent = folder / first[0]
    sent.write_bytes(first[1])
    clerk.go(f"/so/{BOOK}/ky/Q1")
    clerk.hand_over("Biểu đã nhận", sent)
    clerk.press("Nhận vào sổ")
    clerk.done()
    clerk.look("nhan-bieu")
    clerk.go(f"/so/{BOOK}/ky/Q1")
    clerk.press("Lập công văn đôn đốc")
    clerk.done()
    clerk.look("don-doc")
    with zipfile.ZipFile(folder / "gui-sau.zip", "w") as packed:
        for name, data in others:
            packed.writestr(name, data)
    clerk.go(f"/so/{BOOK}/ky/Q1")
    clerk.hand_over("Biểu đã nhận", folder / "gui-sau.zip")
    clerk.press("Nhận vào sổ")
    clerk.done()
    clerk.go(f"/so/{BOOK}/ky/Q1")
    clerk.look("ky-bao-cao")
    clerk.press("Lập dự thảo báo cáo")
    clerk.done()
    clerk.look("bao-cao-quy-1")
    clerk.go(f"/so/{BOOK}/ky/Q1/so-lieu")
    clerk.look("so-lieu")
    issue(clerk, f"{BOOK}-bao-cao-Q1-du-thao-1.docx", "20/03/2025", "phat-hanh-bao-cao")


def completion(clerk: Clerk, desk: Path, folder: Path) -> None:
    """The last period, and the report that closes the year."""
    paths = []
    for name, data in filled(desk / f"{BOOK}.xlsx", "NAM").items():
        (folder / name).write_bytes(data)
        paths.append(folder / name)
    clerk.go(f"/so/{BOOK}/ky/NAM")
    clerk.hand_over("Biểu đã nhận", *paths)
    clerk.press("Nhận vào sổ")
    clerk.done()
    clerk.go(f"/so/{BOOK}/ky/NAM")
    clerk.page.get_by_label("Kèm bản PDF").check()
    clerk.press("Lập dự thảo báo cáo")
    clerk.done()
    clerk.look("bao-cao-hoan-thanh")
    assert (desk / "out" / f"{BOOK}-bao-cao-NAM-du-thao-1.docx").exists()


def other_papers(clerk: Clerk, desk: Path) -> None:
    """A paper of anybody checked, the register, templates, letters, what other software may ask."""
    clerk.go("/kiem-tra")
    clerk.hand_over("Văn bản cần kiểm tra", desk / "out" / f"{BOOK}-du-thao-2.docx")
    clerk.press("Kiểm tra")
    clerk.done()
    clerk.look("kiem-tra")
    for address, name in (
        ("/so-dang-ky", "so-dang-ky"),
        ("/mau", "mau"),
        ("/so-sanh", "so-sanh"),
        ("/chuyen-chu", "chuyen-chu"),
        ("/api", "api"),
        ("/khong-co", "khong-co"),
        (f"/so/{BOOK}/don-vi", "don-vi"),
    ):
        clerk.go(address)
        clerk.look(name)
