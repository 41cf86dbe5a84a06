"""Pictures of the clerk's guide: `python -m tests.guide_pictures` makes them anew from the sample data, by a clock of its own."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from docx import Document
from playwright.sync_api import Locator, Page, ViewportSize, expect

from generator import files
from generator.actions.samples import SCORES
from generator.standing import period_of
from generator.web import Desk, Lan, Started, Wish, serve
from generator.workbook import read_plan_book, write_unit_form
from tests import tools
from tests.browser import opened
from tests.clerk import Clerk
from tests.people import replaced, row
from tests.sample_forms import FORMS
from tests.unit_browser import SERVER, Clock, certificate

PICTURES: Final = Path(__file__).parent.parent / "docs" / "huong-dan" / "anh"
SIZE: Final = {"width": 1200, "height": 750}
TALL: Final = ViewportSize(width=1200, height=2400)
"""So tall that a row of buttons that stays at the lower edge of the window covers nothing."""
LARGEST: Final = 120_000
DESK: Final = "Kế hoạch CCHC"
SAMPLE: Final = "ke-hoach-cchc-2024-da-sua.xlsx"
BOOK: Final = "ke-hoach-minh-hoa"
"""Under this name every picture says that what it shows is made up."""
NEXT_BOOK: Final = "ke-hoach-minh-hoa-moi"
JANUARY: Final = datetime(2025, 1, 10, 8, 0)  # noqa: DTZ001 - the clerk's own clock
FORMS_DUE: Final = datetime(2025, 3, 10, 9, 30)  # noqa: DTZ001 - the same
AFTERWARDS: Final = datetime(2025, 3, 17, 9, 30)  # noqa: DTZ001 - the same
_OWN_WORDS: Final = """() => {
  for (const input of document.querySelectorAll("input[type=file]:not([hidden])")) {
    const names = [...input.files].map((file) => file.name);
    const said = names.length > 1 ? `${names.length} tệp` : names[0] ?? "Không có tệp nào được chọn";
    const button = Object.assign(document.createElement("span"), { textContent: "Chọn tệp" });
    button.style = "border: 1px solid #767676; border-radius: 3px; background: #efefef; padding: 1px 6px; margin-right: 4px";
    input.before(button, said);
    input.hidden = true;
  }
}"""
"""A browser that speaks Vietnamese names its own file button so; the one that draws the pictures may know English alone."""

_NO_VIEWER: Final = "Object.defineProperty(navigator, 'pdfViewerEnabled', { get: () => false })"
"""A browser's own viewer for PDF files is drawn on no picture: without it the page draws the pages itself."""


@dataclass(frozen=True, slots=True)
class Album:
    """A clerk whose screen is kept in pictures."""

    clerk: Clerk
    folder: Path
    clock: Clock

    @property
    def page(self) -> Page:
        return self.clerk.page

    def book(self, rest: str = "", name: str = BOOK) -> None:
        """Open a page of a workbook."""
        self.clerk.go(f"/so/{name}{rest}")

    def keep(self, name: str, *shown: str | Locator, most: int = 750) -> None:
        """Keep what stands between the first and the last of some elements; of something long, the beginning."""
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate(_OWN_WORDS)
        self.page.mouse.move(0, 0)
        found = [self.page.locator(one).first if isinstance(one, str) else one for one in shown or ("body",)]
        self.page.evaluate("window.scrollTo(0, 0)")
        boxes = [box for one in found if (box := one.bounding_box())]
        left, top = min(box["x"] for box in boxes) - 10, min(box["y"] for box in boxes) - 10
        right = max(box["x"] + box["width"] for box in boxes) + 10
        bottom = min(max(box["y"] + box["height"] for box in boxes) + 10, top + most)
        left, top, right = max(left, 0), max(top, 0), min(right, SIZE["width"])
        path = PICTURES / f"{name}.png"
        self.page.screenshot(path=path, full_page=True, clip={"x": left, "y": top, "width": right - left, "height": bottom - top})
        if path.stat().st_size > LARGEST:
            raise ValueError(f"{path.name}: {path.stat().st_size} bytes")


def main() -> None:
    """Make every picture anew."""
    tools.soffice()
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place, chdir(place):  # the page shows the folder as the clerk named it, not where it lies here
        Path(DESK).mkdir()
        with album(JANUARY) as at_work:
            first_steps(at_work)
            new_workbook(at_work)
            editing(at_work)
            drafts(at_work)
            edited_draft(at_work)
            issuing(at_work)
            papers(at_work)
            password = passwords(at_work)
        with album(FORMS_DUE, Lan(SERVER, *network())) as at_work:
            unit(at_work, password)
        with album(AFTERWARDS) as at_work:
            period(at_work)
            report(at_work)
            troubles(at_work)


@contextmanager
def album(now: datetime, lan: Lan | None = None) -> Iterator[Album]:
    """A browser before `vanban serve` of the folder at this time: the clerk's own, or a unit's when other machines are let in."""
    clock, told = Clock(now), SimpleQueue[Started]()
    desk = Desk(Path(DESK), Path(DESK) / "out", clock)
    server = threading.Thread(target=serve, args=(desk, Wish(browser=False, lan=lan), told.put), daemon=True)
    server.start()
    started = told.get(timeout=60)
    clerk_at = started.plain_address
    unit_at = next((address for address in started.units if f"//{SERVER}:" in address), "")
    with opened(unit_at or clerk_at, SIZE, ignore_https_errors=True, bypass_csp=True) as page:
        yield Album(Clerk(page, (unit_at or clerk_at).rpartition("/")[0]), Path(DESK), clock)
        page.goto(clerk_at)
        page.get_by_role("button", name="Dừng", exact=True).click()
        page.get_by_role("heading", name="Đã dừng").wait_for()
    server.join(20)


def network() -> tuple[Path, Path]:
    """Certificate and key of a machine for the office's network."""
    *_, paper, _key, key = certificate(Path())
    return Path(paper), Path(key)


def first_steps(at: Album) -> None:
    """What stands there on the first day, and what stands there once there is a workbook."""
    at.keep("trang-dau-trong", "header", "footer")
    at.clerk.press("Thử với số liệu mẫu")
    at.page.wait_for_url("**/so/*")
    (at.folder / "so-mau-minh-hoa.xlsx").unlink()
    given = at.folder / f"{BOOK}.xlsx"
    given.write_bytes(files.shipped("data", SAMPLE).read_bytes())
    os.utime(given, (JANUARY.timestamp(), JANUARY.timestamp()))
    at.clerk.go("/")
    expect(at.page.locator("[data-card]")).to_contain_text("tiêu chí")
    at.keep("trang-dau", "header", "footer")


def new_workbook(at: Album) -> None:
    """A workbook out of the score sheet and an earlier plan."""
    at.clerk.follow("Tạo sổ mới")
    at.page.get_by_label("Tên sổ").fill(NEXT_BOOK)
    at.page.get_by_label("Sổ năm trước hoặc văn bản Word").select_option(label=f"{BOOK}.xlsx (sổ kế hoạch)")
    at.clerk.hand_over("hoặc gửi bảng điểm", files.shipped("data", SCORES))
    at.keep("tao-so", "main h1", "main form")
    at.clerk.press("Tạo sổ")
    at.clerk.done()
    at.keep("tao-so-xong", "main h1", "main .panel", most=620)
    at.clerk.follow("Mở sổ")
    at.keep("cho-phai-sua", "main h1", at.page.locator(".problems li").nth(2), most=800)


def editing(at: Album) -> None:
    """A row opened where it stands."""
    at.page.locator(".findings a").first.click()
    line = at.page.locator("tr.editing")
    line.get_by_label("Giải pháp").fill("Lập bảng theo dõi, hằng tháng nhắc các phòng (minh hoạ)")
    line.get_by_label("Chủ trì").fill("Văn phòng Sở")
    at.keep("sua-dong", line.locator(".field", has_text="Giải pháp").first, line.get_by_role("button", name="Lưu dòng này"), most=900)


def drafts(at: Album) -> None:
    """The plan at a glance, its pages, its drafts."""
    at.book()
    at.keep("ke-hoach", "header", "main .columns", most=640)
    at.page.add_init_script(_NO_VIEWER)
    at.book("/xem-truoc")
    expect(at.page.locator(".pages img").first).to_be_visible(timeout=60_000)
    at.keep("xem-trang", "main h1", ".preview", most=500)
    at.book("/du-thao")
    at.clerk.press("Tạo dự thảo")
    at.clerk.done()


def edited_draft(at: Album) -> None:
    """A draft that was changed in Word while the workbook was changed too."""
    draft = Document(str(at.folder / "out" / f"{BOOK}-du-thao-1.docx"))
    for code, more in (("1.1.2", ", báo cáo Giám đốc"), ("1.5.2", ", báo cáo trước ngày 25 hằng tháng")):
        remedy = max(row(draft, code).cells[2:], key=lambda cell: len(cell.text)).paragraphs[0]
        replaced(remedy, remedy.text, remedy.text + more)
    edited = at.folder.parent / "lãnh đạo sửa.docx"
    draft.save(str(edited))
    at.book("/sua/criteria")
    at.page.locator("a.edit").first.click()
    line = at.page.locator("tr.editing")
    remedy_now = line.get_by_label("Giải pháp")
    remedy_now.fill(remedy_now.input_value() + " và gửi các phòng")
    line.get_by_role("button", name="Lưu dòng này").click()
    expect(line).to_have_count(0)
    at.book("/ban-sua")
    at.clerk.hand_over("Dự thảo đã sửa", edited)
    at.clerk.press("Xem phần sửa")
    at.clerk.done()
    at.page.set_viewport_size(TALL)
    at.keep("ban-sua-tay", "#questions", "main .decide", most=1000)
    at.page.set_viewport_size(ViewportSize(width=SIZE["width"], height=SIZE["height"]))
    at.clerk.press("Lấy tất cả của Word")
    at.clerk.press("Ghi vào sổ")
    at.clerk.done()
    at.book("/du-thao")
    at.clerk.press("Tạo dự thảo")
    at.clerk.done()
    at.book("/du-thao")
    at.keep("du-thao", "main h1", at.page.locator("main table"), most=900)


def issuing(at: Album) -> None:
    """A draft gets its number, and the register its line."""
    at.book(f"/phat-hanh?tep={BOOK}-du-thao-2.docx")
    at.page.get_by_label("Ngày văn bản").fill("10/01/2025")
    at.clerk.press("Xem trước khi phát hành")
    at.keep("phat-hanh", "main h1", at.page.locator("main .panel").last, most=1000)
    for reason in at.page.get_by_label("Lý do bỏ qua").all():
        reason.fill("Đã xin ý kiến lãnh đạo (minh hoạ)")
    at.clerk.press("Phát hành")
    at.clerk.done()
    at.clerk.go("/so-dang-ky")
    at.keep("so-dang-ky", "main h1", "main .scroll")


def papers(at: Album) -> None:
    """A paper is checked; two are compared; a template to type in."""
    at.clerk.go("/kiem-tra")
    broken = at.folder.parent / "van-ban-minh-hoa.docx"
    paper = Document(str(at.folder / "out" / f"{BOOK}-du-thao-2.docx"))
    for paragraph in paper.paragraphs[4:9]:
        for run in paragraph.runs:
            run.font.name = "Arial"
    paper.save(str(broken))
    at.clerk.hand_over("Văn bản cần kiểm tra", broken)
    at.clerk.press("Kiểm tra")
    at.clerk.done()
    at.keep("kiem-tra", "main h1", "main .problems", most=620)
    at.clerk.go("/so-sanh")
    at.clerk.hand_over("Bản cũ", at.folder / "out" / f"{BOOK}-du-thao-1.docx")
    at.clerk.hand_over("Bản mới", at.folder / "out" / f"{BOOK}-du-thao-2.docx")
    at.keep("so-sanh", "main h1", "main form")
    at.clerk.go("/mau")
    at.page.get_by_label("Tìm loại văn bản").fill("tờ trình")
    at.page.get_by_label("Cơ quan, ký hiệu").select_option(label=f"Theo sổ {BOOK}")
    at.keep("mau", "main h1", "#mau")


def passwords(at: Album) -> str:
    """Each unit gets its slip."""
    at.book("/don-vi")
    at.page.locator("button[value=thieu]").click()
    at.keep("phieu-mat-khau", "main h1", ".slips", most=600)
    password = at.page.locator(".slip", has_text="Văn phòng Sở").locator(".password").inner_text()
    at.clerk.follow("Xong")
    at.keep("don-vi", "main h1", "main .scroll")
    return password


def unit(at: Album, password: str) -> None:
    """What a unit sees: the way in, its form."""
    at.page.fill("input[name=ma]", "VP")
    at.page.fill("input[name=mat_khau]", password)
    at.keep("don-vi-dang-nhap", "main form.panel")
    at.clerk.press("Đăng nhập")
    at.page.wait_for_selector("main table")
    at.clerk.go("/don-vi/ky/Q1")
    at.page.locator(".criterion select").first.select_option("Đang thực hiện")
    at.page.locator(".criterion textarea").first.fill("(Minh hoạ) Đã giao nhiệm vụ cho các phòng theo kế hoạch")
    at.page.set_viewport_size(TALL)
    at.keep("don-vi-dien-bieu", ".criterion", most=620)
    at.clerk.press("Lưu tạm")
    at.page.get_by_text("Đang mở phần lưu tạm").or_(at.page.get_by_text("Xong")).first.wait_for()


def period(at: Album) -> None:
    """Forms out, one unit late, one sends twice, urged."""
    at.book("/ky/Q1")
    at.clerk.press("Lập biểu và gói thành một tệp nén")
    at.clerk.done()
    at.book("/ky/Q1")
    at.clerk.hand_over("Biểu đã nhận", *(sent_back(at, name) for name in FORMS if name.startswith("Q1/")))
    at.clerk.press("Nhận vào sổ")
    at.clerk.done()
    at.book("/ky/Q1")
    at.clerk.hand_over("Biểu đã nhận", *(sent_back(at, name) for name in FORMS if name.startswith("Q1-")))
    at.clerk.press("Nhận vào sổ")
    at.clerk.done()
    at.keep("nhan-bieu", "main h1", "main .scroll")
    at.clerk.press("Dùng biểu mới thay biểu đã nhận")
    at.clerk.done()
    at.book("/ky/Q1")
    at.page.get_by_label("Hạn trả lời").fill("19/03/2025")
    at.clerk.press("Lập công văn đôn đốc")
    at.clerk.done()
    at.book("/ky/Q1")
    at.keep("ky-bao-cao", "main h1", "section[aria-labelledby=units]")
    at.keep("gui-nhan-don-doc", "main .columns.screen-only", most=900)


def sent_back(at: Album, name: str) -> Path:
    """A form as a unit sends it back, made up from beginning to end."""
    wanted, code, results = FORMS[name]
    plan = read_plan_book(at.folder / f"{BOOK}.xlsx").plan
    path = at.folder.parent / Path(name).name
    path.write_bytes(write_unit_form(plan, results, period_of(plan, wanted), plan.unit(code)))
    return path


def report(at: Album) -> None:
    """The report of the quarter, and where its figures come from."""
    at.keep("bao-cao", "section[aria-labelledby=report]", most=800)
    at.page.get_by_label("Lập dự thảo dù còn thiếu").check()
    at.clerk.press("Lập dự thảo báo cáo")
    at.clerk.done()
    at.book("/ky/Q1/so-lieu")
    block = at.page.locator("main .panel", has_text="Đã hoàn thành").first
    block.locator("details.figure:has(table)").first.locator("summary").click()
    at.keep("so-lieu", block, most=600)


def troubles(at: Album) -> None:
    """A workbook that is open in Excel; a row that somebody else changed meanwhile."""
    mark = at.folder / f"~${BOOK}.xlsx"
    mark.write_bytes(b"")
    at.book("/sua/criteria")
    at.keep("so-dang-mo", "main h1", "main .problems")
    mark.unlink()
    other = at.page.context.new_page()
    for page, words in ((at.page, "Chữ vừa gõ trên trang này"), (other, "Chữ đã ghi ở một trang khác")):
        page.goto(f"{at.clerk.site}/so/{BOOK}/sua/criteria")
        page.locator("a.edit").first.click()
        page.locator("tr.editing").get_by_label("Giải pháp").fill(words)
    other.locator("tr.editing").get_by_role("button", name="Lưu dòng này").click()
    expect(other.locator("tr.editing")).to_have_count(0)
    other.close()
    at.page.locator("tr.editing").get_by_role("button", name="Lưu dòng này").click()
    refusal = at.page.locator("tr.editing .refusal")
    refusal.wait_for()
    at.page.set_viewport_size(TALL)
    at.keep("tep-da-sua", refusal, at.page.locator("tr.editing .now"))
    at.page.locator("tr.editing").get_by_role("link", name="Thôi").click()


if __name__ == "__main__":
    main()
