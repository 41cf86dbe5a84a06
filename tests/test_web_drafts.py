"""The pages of drafts: made, compared, looked at, taken back change by change, issued."""

from __future__ import annotations

import dataclasses
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import docx
import pytest
from fastapi.testclient import TestClient
from lxml import html

from generator import blueprint, files, pdf
from generator.actions.drafts_listed import State, drafts_of
from generator.actions.samples import SAMPLE
from generator.records import AnnexProfile
from generator.richtext import Run, Text
from generator.web import Desk, wordwise
from generator.workbook import read_plan_book
from tests.desks import waived_book
from tests.people import cell, line, removed, replaced, row
from tests.test_pull import clerk, typed, worked_on
from tests.test_running import fake_office, gone
from tests.web_desk import BOOK, client, desk_with_sample, finished, posted, words

AT: Final = f"/so/{BOOK}"
MARKED: Final = (("ins", "văn"), ("ins", "lãnh đạo"), ("del", "rà soát"))
"""Words of the conflict that came on either side, and words that went."""
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_with_sample(tmp_path / "Sổ của phòng")


@pytest.fixture
def browser(desk: Desk) -> Iterator[TestClient]:
    with client(desk) as opened:
        yield opened


def book_of(desk: Desk) -> Path:
    return desk.folder / SAMPLE


def draft_of(desk: Desk, number: int = 1) -> Path:
    return desk.out / f"{BOOK}-du-thao-{number}.docx"


def planned(browser: TestClient, **given: str) -> str:
    return posted(browser, f"{AT}/du-thao", given)


def tree(page: str) -> Any:  # noqa: ANN401 - a tree of lxml
    return html.document_fromstring(page)


def fields_of(page: str, action: str) -> dict[str, str]:
    """What a browser would send with a form as it stands: hidden fields, checked boxes, chosen radios."""
    form = next(found for found in tree(page).forms if found.action == action and found.method == "POST")
    return {name: value for name, value in form.form_values() if value is not None}


def in_conflict(desk: Desk, browser: TestClient) -> Path:
    """A draft edited where it lies: a conflict, a plain change, a row that goes, and fixed wording."""
    planned(browser)
    draft = worked_on(
        draft_of(desk),
        lambda d: cell(d, "1.7.2", 4, "Theo lãnh đạo"),
        lambda d: cell(d, "1.5.2", 4, "Không tranh chấp <b>&"),
        lambda d: removed(row(d, "2.1.1")),
        lambda d: replaced(line(d, "KẾ HOẠCH"), "KẾ HOẠCH", "KẾ HOẠCH QZ"),
    )
    clerk(book_of(desk), typed("Tiêu chí", "1.7.2", "Giải pháp", "Theo văn phòng"))
    return draft


# Drafts


def test_a_draft_is_made_listed_and_can_be_taken_along(desk: Desk, browser: TestClient) -> None:
    assert "Chưa có dự thảo nào" in words(browser.get(f"{AT}/du-thao").text)
    assert "Xong" in words(planned(browser))
    page = browser.get(f"{AT}/du-thao").text
    assert "như lúc tạo" in words(page)
    assert "sổ như hiện nay" in words(page)
    address = next(link for link in tree(page).xpath("//table//a/@href") if link.endswith(".docx"))
    assert browser.get(address).content == draft_of(desk).read_bytes()


def test_an_edited_draft_stops_the_next_one_until_the_clerk_goes_on(desk: Desk, browser: TestClient) -> None:
    planned(browser)
    worked_on(draft_of(desk), lambda d: cell(d, "1.7.2", 4, "Theo lãnh đạo"))
    page = words(browser.get(f"{AT}/du-thao").text)
    assert "chưa lấy về sổ" in page
    assert "DT-01" in words(planned(browser))
    assert not draft_of(desk, 2).exists()
    assert "Xong" in words(planned(browser, anyway="true"))
    assert draft_of(desk, 2).exists()
    assert "phần sửa đã bỏ qua" in words(browser.get(f"{AT}/du-thao").text)


def test_an_own_template_is_used_and_one_that_is_none_is_refused(desk: Desk, browser: TestClient) -> None:
    shipped = files.shipped("templates", blueprint.FILE_NAMES[AnnexProfile.ELEVEN])
    own = {"template": ("mẫu của sở.docx", shipped.read_bytes(), WORD)}
    assert "Xong" in words(posted(browser, f"{AT}/du-thao", {}, own))
    assert len(docx.Document(str(draft_of(desk))).tables[-1].columns) == 11
    none = {"template": ("mau.docx", b"no template", WORD)}
    assert "GOI-04" in words(posted(browser, f"{AT}/du-thao", {}, none))


def test_two_drafts_are_compared(desk: Desk, browser: TestClient) -> None:
    pytest.importorskip("docx_scalpel")
    planned(browser)
    clerk(book_of(desk), typed("Tiêu chí", "1.7.2", "Giải pháp", "Theo văn phòng"))
    planned(browser)
    page = browser.get(f"{AT}/du-thao").text
    assert "So với bản trước" in page
    given = {"old": draft_of(desk).name, "new": draft_of(desk, 2).name}
    assert "chỗ thêm" in words(posted(browser, f"{AT}/du-thao/so-sanh", given))
    assert (desk.out / f"{BOOK}-du-thao-2-so-voi-{BOOK}-du-thao-1.docx").exists()
    assert "WEB-71" in words(posted(browser, f"{AT}/du-thao/so-sanh", given | {"new": given["old"]}))
    assert browser.post(f"{AT}/du-thao/so-sanh", data=given | {"new": "../so.docx"}).status_code == 404


# An edited draft


def test_an_edited_draft_is_shown_side_by_side_and_nothing_is_written(desk: Desk, browser: TestClient) -> None:
    draft = in_conflict(desk, browser)
    before = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    assert "đã sửa tay" in words(browser.get(f"{AT}/ban-sua").text)
    page = posted(browser, f"{AT}/ban-sua", {"file": draft.name})
    assert {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()} == before
    found = tree(page)
    legends = [words_of(legend) for legend in found.xpath("//fieldset/legend")]
    assert legends == ["Tiêu chí 1.7.2, giải pháp", "Tiêu chí 1.5.2, giải pháp", "Tiêu chí 2.1.1"]
    assert [found.xpath(f"boolean((//fieldset)[1]//{tag}[contains(., '{said}')])") for tag, said in MARKED] == [True] * len(MARKED)
    assert "Không tranh chấp <b>&" in words(page)
    assert "KẾ HOẠCH QZ" in words(page)
    assert [radio.get("value") for radio in found.xpath("//input[@type='radio'][@checked]")] == ["theirs", "theirs"]


def words_of(element: Any) -> str:  # noqa: ANN401 - an element of lxml
    return " ".join(element.text_content().split())


def answered(page: str, **answers: str) -> dict[str, str]:
    given = fields_of(page, f"{AT}/ban-sua/lay")
    return given | {f"chon:{key}": side for key, side in answers.items()}


def test_what_was_chosen_is_taken_and_what_was_refused_is_told(desk: Desk, browser: TestClient) -> None:
    draft = in_conflict(desk, browser)
    page = posted(browser, f"{AT}/ban-sua", {"file": draft.name})
    given = answered(page, **{"criterion/1.7.2/remedy": "theirs", "criterion/2.1.1": "mine"})
    result = words(posted(browser, f"{AT}/ban-sua/lay", given))
    assert "Đã lấy 2 chỗ sửa về sổ; không lấy 1 chỗ như đã chọn" in result
    assert f"{BOOK}-du-thao-1-chua-lay-ve.txt" in result
    criteria = {found.code: found for found in read_plan_book(book_of(desk)).plan.criteria}
    assert criteria["1.7.2"].remedy.plain == "Theo lãnh đạo"
    assert criteria["1.5.2"].remedy.plain == "Không tranh chấp <b>&"
    assert "2.1.1" in criteria
    again = posted(browser, f"{AT}/ban-sua", {"file": draft.name})
    assert "đã được lấy về sổ rồi" in words(again)
    assert "không lấy 1 chỗ" in words(browser.get(f"{AT}/ban-sua").text)


def test_a_conflict_without_an_answer_writes_nothing(desk: Desk, browser: TestClient) -> None:
    draft = in_conflict(desk, browser)
    page = posted(browser, f"{AT}/ban-sua", {"file": draft.name})
    before = book_of(desk).read_bytes()
    assert "Chưa ghi gì" in words(posted(browser, f"{AT}/ban-sua/lay", answered(page)))
    assert book_of(desk).read_bytes() == before


def test_a_file_that_was_sent_is_looked_at_and_taken(desk: Desk, browser: TestClient) -> None:
    planned(browser)
    away = Path(shutil.copy(draft_of(desk), desk.folder.parent / "ban-sua-lanh-dao.docx"))
    worked_on(away, lambda d: cell(d, "1.7.2", 4, "Theo lãnh đạo"))
    page = posted(browser, f"{AT}/ban-sua", {}, {"edited": ("Bản sửa của lãnh đạo.docx", away.read_bytes(), WORD)})
    result = words(posted(browser, f"{AT}/ban-sua/lay", answered(page)))
    assert "Đã lấy 1 chỗ sửa về sổ" in result
    listed = drafts_of(book_of(desk), desk.out)
    assert [pull.file for pull in listed[0].pulls] == ["Bản sửa của lãnh đạo.docx"]
    assert listed[0].state is State.AS_MADE


@pytest.mark.parametrize("which", ["workbook", "draft"])
def test_a_file_that_changed_since_it_was_shown_is_not_taken(which: str, desk: Desk, browser: TestClient) -> None:
    draft = in_conflict(desk, browser)
    page = posted(browser, f"{AT}/ban-sua", {"file": draft.name})
    if which == "workbook":
        clerk(book_of(desk), typed("Tiêu chí", "1.5.2", "Giải pháp", "Đổi sau"))
    else:
        worked_on(draft, lambda d: cell(d, "1.5.2", 4, "Đổi sau"))
    before = book_of(desk).read_bytes()
    given = answered(page, **{"criterion/1.7.2/remedy": "theirs"})
    assert "LV-11" in words(posted(browser, f"{AT}/ban-sua/lay", given))
    assert book_of(desk).read_bytes() == before


def test_nothing_chosen_a_strangers_file_and_a_made_up_answer_are_refused(desk: Desk, browser: TestClient) -> None:
    planned(browser)
    assert "WEB-20" in words(posted(browser, f"{AT}/ban-sua", {}))
    document = desk.folder.parent / "la.docx"
    made = docx.Document()
    made.add_paragraph("Kính gửi các đồng chí")
    made.save(str(document))
    stranger = {"edited": ("la.docx", document.read_bytes(), WORD)}
    assert "LV-01" in words(posted(browser, f"{AT}/ban-sua", {}, stranger))
    assert browser.post(f"{AT}/ban-sua", data={"file": "../../so.docx"}).status_code == 404
    given = {"file": draft_of(desk).name, "chon:title": "both"}
    assert "WEB-14" in words(posted(browser, f"{AT}/ban-sua/lay", given))


def test_more_answers_than_a_form_usually_has_are_taken(desk: Desk, browser: TestClient) -> None:
    draft = in_conflict(desk, browser)
    page = posted(browser, f"{AT}/ban-sua", {"file": draft.name})
    more = {f"chon:criterion/{number}/remedy": "theirs" for number in range(3000)}
    given = answered(page, **{"criterion/1.7.2/remedy": "mine"}) | more
    assert "Đã lấy" in words(posted(browser, f"{AT}/ban-sua/lay", given))


def test_words_are_compared_one_by_one_with_their_look() -> None:
    before = Text.of("Rà soát thủ tục hành chính")
    after = Text.joined([Run("Rà soát "), Run("các thủ tục", bold=True), Run(" hành chính")])
    found = [(piece.kind, piece.words, piece.bold) for piece in wordwise.compared(before, after)]
    assert found[0] == ("same", "Rà soát ", False)
    assert ("del", "thủ tục ", False) in found
    assert ("ins", "các thủ tục", True) in found
    for one, other in ((before, after), (None, after), (before, None), (None, None)):
        pieces = wordwise.compared(one, other)
        assert "".join(piece.words for piece in pieces if piece.kind != "ins") == (one.plain if one else "")
        assert "".join(piece.words for piece in pieces if piece.kind != "del") == (other.plain if other else "")


# Issue


@pytest.fixture
def issuing(tmp_path: Path) -> Desk:
    """A desk whose workbook has its flaws waived."""
    desk = desk_with_sample(tmp_path / "so")
    waived_book(book_of(desk))
    return dataclasses.replace(desk, now=lambda: datetime(2025, 1, 25, 8, 0))  # noqa: DTZ001 - the clerk's own clock


def test_a_draft_is_issued_under_the_number_that_was_shown(issuing: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    with client(issuing) as browser:
        planned(browser)
        assert draft_of(issuing).name in browser.get(f"{AT}/phat-hanh").text
        before = {path: path.read_bytes() for path in issuing.folder.rglob("*") if path.is_file()}
        page = browser.get(f"{AT}/phat-hanh?tep={quote(draft_of(issuing).name)}&ngay=2025-01-20").text
        assert {path: path.read_bytes() for path in issuing.folder.rglob("*") if path.is_file()} == before
        assert "Số sẽ cấp01/KH-SKHCN" in words(page)
        given = fields_of(page, f"{AT}/phat-hanh")
        given = {name: value or "đã xin ý kiến lãnh đạo" for name, value in given.items() if name != "pdf"} | {"ky": given.get("ky", "")}
        result = words(posted(browser, f"{AT}/phat-hanh", given))
        assert "Đã phát hành Kế hoạch số 01/KH-SKHCN ngày 20/01/2025" in result
        assert (issuing.out / "phat-hanh" / "2025" / "01-KH-SKHCN.docx").exists()
        assert "01/KH-SKHCN" in words(browser.get(f"{AT}/phat-hanh").text)


def test_a_finding_is_only_waived_with_a_reason(issuing: Desk) -> None:
    with client(issuing) as browser:
        planned(browser)
        page = browser.get(f"{AT}/phat-hanh?tep={quote(draft_of(issuing).name)}&ngay=2025-12-01").text
        assert "PH-37" in words(page)
        given = fields_of(page, f"{AT}/phat-hanh")
        assert "PH-37" in words(posted(browser, f"{AT}/phat-hanh", {**given, "ly-do:PH-37": " "}))
        assert not (issuing.out / "phat-hanh").exists()


def test_what_stops_is_listed_with_its_cure_and_no_button(issuing: Desk) -> None:
    with client(issuing) as browser:
        planned(browser)
        clerk(book_of(issuing), typed("Tiêu chí", "1.7.2", "Giải pháp", "Theo văn phòng"))
        page = browser.get(f"{AT}/phat-hanh?tep={quote(draft_of(issuing).name)}&ngay=2025-01-20").text
        assert "PH-05" in words(page)
        assert not [form for form in tree(page).forms if form.method == "POST" and form.action.endswith("/phat-hanh")]
        worked_on(draft_of(issuing), lambda d: cell(d, "1.7.2", 4, "Theo lãnh đạo"))
        page = browser.get(f"{AT}/phat-hanh?tep={quote(draft_of(issuing).name)}&ngay=2025-01-20").text
        assert "PH-01" in words(page)


@pytest.mark.parametrize(("query", "code"), [("ngay=hom-nay", "WEB-73"), ("so=muoi", "WEB-74"), ("so=0", "WEB-74"), ("ky=ai", "PH-19")])
def test_what_was_typed_wrong_is_told_on_the_page(query: str, code: str, issuing: Desk) -> None:
    with client(issuing) as browser:
        planned(browser)
        answer = browser.get(f"{AT}/phat-hanh?tep={quote(draft_of(issuing).name)}&{query}")
        assert answer.status_code == 200
        assert code in words(answer.text)


@pytest.mark.parametrize("which", ["seen", "draft"])
def test_files_that_changed_since_they_were_shown_are_not_issued(which: str, issuing: Desk) -> None:
    with client(issuing) as browser:
        planned(browser)
        page = browser.get(f"{AT}/phat-hanh?tep={quote(draft_of(issuing).name)}&ngay=2025-01-20").text
        given = fields_of(page, f"{AT}/phat-hanh") | {which: "0" * 64}
        answer = browser.post(f"{AT}/phat-hanh", data=given)
        assert "WEB-11" in words(answer.text)
        assert not (issuing.out / "phat-hanh").exists()


# Called off


@pytest.mark.skipif(sys.platform == "win32", reason="the fake LibreOffice is a script with a first line that names Python")
def test_a_draft_called_off_while_its_pages_are_drawn_is_whole_and_stops_the_program(
    desk: Desk, browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = tmp_path / "child"
    monkeypatch.setattr(pdf, "libreoffice", lambda: fake_office(tmp_path, sign))
    answer = browser.post(f"{AT}/du-thao", data={"pdf": "true"}, follow_redirects=False)
    called_off_once_there(browser, answer.headers["location"], sign)
    assert [path.name for path in desk.out.glob("*.*") if path.is_file()] == [draft_of(desk).name]
    assert [draft.state for draft in drafts_of(book_of(desk), desk.out)] == [State.AS_MADE]


@pytest.mark.skipif(sys.platform == "win32", reason="the same")
def test_an_issue_called_off_while_its_pages_are_drawn_is_completed_the_next_time(
    issuing: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = tmp_path / "child"
    with client(issuing) as browser:
        planned(browser)
        address = f"{AT}/phat-hanh?tep={quote(draft_of(issuing).name)}&ngay=2025-01-20"
        given = fields_of(browser.get(address).text, f"{AT}/phat-hanh")
        monkeypatch.setattr(pdf, "libreoffice", lambda: fake_office(tmp_path, sign))
        answer = browser.post(f"{AT}/phat-hanh", data=given, follow_redirects=False)
        called_off_once_there(browser, answer.headers["location"], sign)
        page = browser.get(address).text
        assert "Số đã cấp01/KH-SKHCN" in words(page)
        monkeypatch.setattr(pdf, "libreoffice", lambda: None)
        result = words(posted(browser, f"{AT}/phat-hanh", fields_of(page, f"{AT}/phat-hanh")))
    assert "Đã phát hành Kế hoạch số 01/KH-SKHCN" in result
    assert read_plan_book(book_of(issuing)).plan.facts.number == "01"


def called_off_once_there(browser: TestClient, job: str, sign: Path) -> None:
    """Call a job off as soon as the program it waits for runs; program and job end."""
    for _ in range(600):
        if sign.exists() and sign.read_text(encoding="utf-8"):
            break
        time.sleep(0.05)
    browser.post(f"{job}/dung")
    assert "Đã dừng" in words(finished(browser, job))
    assert gone(sign)


# Everywhere


@pytest.mark.parametrize("page", ["du-thao", "xem-truoc", "ban-sua", "phat-hanh"])
def test_every_page_stands_for_a_workbook_that_is_there_and_has_no_inline_style_or_script(page: str, browser: TestClient) -> None:
    assert browser.get(f"/so/khong-co/{page}").status_code == 404
    found = tree(browser.get(f"{AT}/{page}").text)
    assert not found.xpath("//@style | //style | //script[not(@src)] | //@onclick")
    assert len(found.xpath("//h1")) == 1
    unnamed = [field for field in found.xpath("//input[not(@type='hidden')] | //select | //textarea") if not named(found, field)]
    assert unnamed == []
    assert [th for th in found.xpath("//th") if th.get("scope") is None] == []


def named(found: Any, field: Any) -> bool:  # noqa: ANN401 - elements of lxml
    return bool(field.xpath("ancestor::label") or field.get("aria-label") or found.xpath("//label[@for=$name]", name=field.get("id") or ""))


def test_a_read_only_desk_shows_its_pages_and_changes_nothing(tmp_path: Path) -> None:
    desk = desk_with_sample(tmp_path / "so", read_only=True)
    with client(desk) as browser:
        for page in ("du-thao", "xem-truoc", "ban-sua", "phat-hanh"):
            assert browser.get(f"{AT}/{page}").status_code == 200
        assert browser.post(f"{AT}/du-thao", data={}).status_code == 403
    assert not desk.out.exists()


def test_a_job_leads_to_its_page(browser: TestClient) -> None:
    answer = browser.post(f"{AT}/du-thao", data={}, follow_redirects=False)
    assert answer.status_code == 303
    assert "Xong" in words(finished(browser, answer.headers["location"]))
