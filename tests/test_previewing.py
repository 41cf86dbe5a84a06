"""Before a draft is made or issued: its very bytes, its pages, what became of those before it, what issuing it would meet."""

from __future__ import annotations

import shutil
import struct
import threading
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import docx
import pytest
from docx.shared import Pt, RGBColor
from openpyxl import Workbook

from generator import pdf, printed
from generator.actions.demonstration import demonstrate
from generator.actions.drafts_listed import State, drafts_of
from generator.actions.issuing import foresee
from generator.actions.plan_drafts import Wish, draft_plan
from generator.actions.previewing import pages_of, preview
from generator.actions.pulling import pull
from generator.actions.reports import Wish as ReportWish
from generator.actions.reports import make_report
from generator.actions.sides import Choice
from generator.errors import OutputRefusedError
from generator.merge import Side
from tests.desks import NOW as ISSUING
from tests.desks import Desk, desk_in
from tests.people import cell, line, retyped
from tests.test_pull import clerk, typed, worked_on
from tests.test_sample import BOOK
from tests.tools import soffice

NOW: Final = datetime(2025, 1, 20, 9, 0)  # noqa: DTZ001 - the clerk's own clock
LATER: Final = NOW + timedelta(hours=1)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(BOOK, tmp_path / "ke-hoach.xlsx"))


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Preview


def test_a_preview_is_the_next_draft_byte_for_byte_and_writes_nothing(book: Path) -> None:
    out = book.parent / "out"
    before = everything(book.parent)
    found = preview(book, out, NOW)
    assert everything(book.parent) == before
    assert not out.exists()
    assert found.new
    (draft,) = draft_plan(book, out, NOW).files
    assert (draft, draft.read_bytes()) == (found.path, found.data)


def without_an_id(opened: Workbook) -> None:
    """A row that somebody typed: it has no id yet."""
    opened["Nội dung"].cell(5, 1).value = None


def test_rows_without_an_id_get_it_in_the_draft_and_not_in_the_workbook_of_a_preview(book: Path) -> None:
    clerk(book, without_an_id)
    out, before = book.parent / "out", book.read_bytes()
    found = preview(book, out, NOW)
    assert book.read_bytes() == before
    (draft,) = draft_plan(book, out, NOW).files
    assert draft.read_bytes() == found.data
    assert book.read_bytes() != before


def test_a_preview_after_a_change_is_the_second_draft_and_without_one_the_first(book: Path) -> None:
    out = book.parent / "out"
    (first,) = draft_plan(book, out, NOW).files
    same = preview(book, out, LATER)
    assert (same.path, same.new, same.data) == (first, False, first.read_bytes())
    clerk(book, typed("Tiêu chí", "1.7.2", "Giải pháp", "Theo văn phòng"))
    second = preview(book, out, LATER)
    assert (second.path.name, second.new) == ("ke-hoach-du-thao-2.docx", True)
    (made,) = draft_plan(book, out, LATER).files
    assert made.read_bytes() == second.data
    assert second.looks != same.looks


def test_the_time_alone_changes_nothing_that_is_seen(book: Path) -> None:
    first, second = (preview(book, book.parent / "out", when) for when in (NOW, LATER))
    assert first.data != second.data
    assert first.looks == second.looks


def test_an_edited_draft_does_not_hinder_a_preview(book: Path) -> None:
    out = book.parent / "out"
    (first,) = draft_plan(book, out, NOW).files
    worked_on(first, lambda d: cell(d, "1.7.2", 4, "Giải pháp mới"))
    found = preview(book, out, LATER)
    (second,) = draft_plan(book, out, LATER, Wish(anyway=True)).files
    assert (second, second.read_bytes()) == (found.path, found.data)


@pytest.mark.parametrize("period", ["Q1", "NAM"])
def test_a_preview_of_a_report_is_its_next_draft(period: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.actions.demonstration.libreoffice", lambda: None)
    list(demonstrate(tmp_path))
    year = tmp_path / "ke-hoach-cchc-2024.xlsx"
    out = tmp_path / "khac"
    before = everything(tmp_path)
    found = preview(year, out, NOW, period=period)
    assert everything(tmp_path) == before
    assert "title" in found.printed
    report = make_report(year, out, NOW, period=period, wish=ReportWish(with_gaps=True)).files[0]
    assert (report, report.read_bytes()) == (found.path, found.data)


def test_the_fields_of_a_preview_are_those_of_the_workbook(book: Path) -> None:
    found = preview(book, book.parent / "out", NOW)
    assert found.printed["criterion/1.7.2/remedy"].plain.startswith("Văn phòng rà soát")


def test_pages_without_any_program_say_so_in_a_plain_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    monkeypatch.setattr(pdf, "_word_is_there", lambda: False)
    with pytest.raises(OutputRefusedError) as caught:
        pages_of("ke-hoach-du-thao-1.docx", b"")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("PDF-01", "ke-hoach-du-thao-1.docx")
    assert "--" not in problem.cure


# Pages as pictures


@pytest.fixture(scope="module")
def made_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    soffice()
    folder = tmp_path_factory.mktemp("pages")
    book = Path(shutil.copy(BOOK, folder / "ke-hoach.xlsx"))
    found = preview(book, folder / "out", NOW)
    return pages_of(found.path.name, found.data)


def decoded(png: bytes) -> tuple[int, int, int, bytes]:
    """Width, height, colours of a dot and the dots of a PNG whose lines have no filter."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, bits, kind = struct.unpack(">IIBB", png[16:26])
    assert bits == 8
    colours = {0: 1, 2: 3}[kind]
    start = png.index(b"IDAT")
    (length,) = struct.unpack(">I", png[start - 4 : start])
    assert struct.unpack(">I", png[start + 4 + length : start + 8 + length]) == (zlib.crc32(png[start : start + 4 + length]),)
    lines = zlib.decompress(png[start + 4 : start + 4 + length])
    size = 1 + width * colours
    assert len(lines) == height * size
    assert set(lines[::size]) == {0}
    return width, height, colours, b"".join(lines[row * size + 1 : (row + 1) * size] for row in range(height))


def test_every_page_has_a_picture_as_large_as_the_page(made_pdf: bytes) -> None:
    count = printed.page_count(made_pdf)
    assert count == len(printed.printed(made_pdf)) > 2
    for index in range(count):
        width, height, colours, dots = decoded(printed.picture(made_pdf, index))
        assert (width, height) in {(910, 1287), (1287, 910), (909, 1287), (1287, 909), (909, 1286), (1286, 909), (910, 1286), (1286, 910)}
        assert colours == 1
        assert min(dots) < 64
        assert max(dots) == 255


def test_words_are_drawn_where_the_page_has_them(made_pdf: bytes) -> None:
    page = printed.printed(made_pdf)[0]
    width, _, _, dots = decoded(printed.picture(made_pdf, 0, dots=144))
    box = next(found for found in page.lines if "KẾ HOẠCH" in found.text).box
    rows = range(int((page.height - box.top) * 2), int((page.height - box.bottom) * 2))
    inside = b"".join(dots[row * width + int(box.left * 2) : row * width + int(box.right * 2)] for row in rows)
    assert min(inside) < 64
    assert set(dots[: width * 20]) == {255}


def test_a_page_with_colour_keeps_it(tmp_path: Path) -> None:
    soffice()
    document = docx.Document()
    font = document.add_paragraph("ĐỎ").runs[0].font
    font.color.rgb, font.size, font.bold = RGBColor(0xFF, 0, 0), Pt(72), True
    document.save(str(tmp_path / "do.docx"))
    width, _, colours, dots = decoded(printed.picture(pages_of("do.docx", (tmp_path / "do.docx").read_bytes()), 0))
    assert width
    assert colours == 3
    assert b"\xff\x00\x00" in dots


def test_a_page_that_is_not_there_and_a_file_that_is_no_pdf_are_refused(made_pdf: bytes) -> None:
    for index in (-1, printed.page_count(made_pdf)):
        with pytest.raises(IndexError):
            printed.picture(made_pdf, index)
    with pytest.raises(ValueError, match=r"\S"):
        printed.picture(b"%PDF-1.4 broken", 0)


def test_pictures_asked_for_at_once_are_all_right(made_pdf: bytes) -> None:
    """A browser asks for several pages at a time; the library itself stands one thread alone."""
    wanted = [printed.picture(made_pdf, index % 3) for index in range(6)]
    found: dict[int, bytes] = {}
    threads = [threading.Thread(target=lambda n=number: found.update({n: printed.picture(made_pdf, n % 3)})) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number] for number in range(6)] == wanted


# The list of drafts


def states(book: Path) -> list[tuple[str, State]]:
    return [(draft.path.name, draft.state) for draft in drafts_of(book, book.parent / "out")]


def test_each_draft_is_listed_with_what_became_of_it(book: Path) -> None:
    out = book.parent / "out"
    assert states(book) == []
    (first,) = draft_plan(book, out, NOW).files
    assert states(book) == [(first.name, State.AS_MADE)]
    worked_on(first)
    assert states(book) == [(first.name, State.SAVED)]
    worked_on(first, lambda d: cell(d, "1.7.2", 4, "Theo lãnh đạo"))
    assert states(book) == [(first.name, State.EDITED)]
    (second,) = draft_plan(book, out, LATER, Wish(anyway=True)).files
    assert states(book) == [(second.name, State.AS_MADE), (first.name, State.PASSED_OVER)]
    pull(book, first, out, LATER)
    listed = drafts_of(book, out)
    assert [(draft.state, len(draft.pulls)) for draft in listed] == [(State.AS_MADE, 0), (State.PULLED, 1)]
    assert listed[0].paper == "Kế hoạch"
    second.unlink()
    assert states(book)[0] == (second.name, State.GONE)


def test_a_draft_with_an_open_question_says_so(book: Path) -> None:
    out = book.parent / "out"
    (first,) = draft_plan(book, out, NOW).files
    worked_on(first, lambda d: cell(d, "1.7.2", 4, "Theo lãnh đạo"))
    clerk(book, typed("Tiêu chí", "1.7.2", "Giải pháp", "Theo văn phòng"))
    pull(book, first, out, LATER, Choice(keep=True))
    assert states(book) == [(first.name, State.OPEN)]
    pull(book, first, out, LATER, Choice(Side.MINE))
    assert states(book) == [(first.name, State.PULLED)]


def test_reports_and_letters_are_listed_behind_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.actions.demonstration.libreoffice", lambda: None)
    list(demonstrate(tmp_path))
    listed = drafts_of(tmp_path / "ke-hoach-cchc-2024.xlsx", tmp_path)
    papers = [draft.paper for draft in listed]
    assert papers[0] == "Kế hoạch"
    assert {"Báo cáo kỳ Q1", "Công văn đôn đốc kỳ Q1 lần 1"} <= set(papers)
    report = next(draft for draft in listed if draft.paper == "Báo cáo kỳ Q1")
    assert [path.name for path in report.beside] == [f"{report.path.stem}-so-lieu.xlsx"]


def test_a_file_that_is_no_draft_any_more_hinders_nothing(book: Path) -> None:
    out = book.parent / "out"
    (first,) = draft_plan(book, out, NOW).files
    first.write_bytes(b"something else")
    (out / "ke-hoach-du-thao-7.docx").write_bytes(b"")
    assert states(book) == [(first.name, State.STRANGE), ("ke-hoach-du-thao-7.docx", State.STRANGE)]


def test_without_the_history_the_files_themselves_tell(book: Path) -> None:
    out = book.parent / "out"
    (first,) = draft_plan(book, out, NOW).files
    shutil.rmtree(out / "ke-hoach-lich-su")
    (listed,) = drafts_of(book, out)
    assert listed.origin is not None
    assert (listed.path, listed.origin.made) == (first, NOW)


# What issuing would meet


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path)


def test_what_is_foreseen_is_what_issuing_does_and_nothing_is_written(desk: Desk) -> None:
    draft = desk.draft()
    before = desk.everything()
    foreseen = foresee(desk.book, draft, desk.out, desk.order, ISSUING)
    assert desk.everything() == before
    assert foreseen.refusals == ()
    assert foreseen.number == 1
    waivers = {problem.code: "đã xin ý kiến" for problem in foreseen.waivable}
    outcome = desk.issue(draft, waivers=waivers, number=foreseen.number)
    assert foreseen.code in outcome.summary
    again = foresee(desk.book, draft, desk.out, desk.order, ISSUING)
    assert (again.registered, again.number, again.refusals) == (True, 1, ())


def test_every_finding_that_stops_is_foreseen_at_once(desk: Desk) -> None:
    draft = desk.draft()
    worked_on(draft, lambda d: retyped(line(d, "KẾ HOẠCH"), "KẾ HOẠCH"))
    desk.pulled(draft)
    order = desk.order.__class__(None, datetime(2026, 12, 1).date(), signer="không có ai", as_pdf=False)  # noqa: DTZ001 - a day
    foreseen = foresee(desk.book, draft, desk.out, order, ISSUING)
    assert "PH-19" in {problem.code for problem in foreseen.refusals}
    assert "PH-37" in {problem.code for problem in foreseen.waivable}


def test_a_workbook_changed_since_is_foreseen_as_a_refusal(desk: Desk) -> None:
    draft = desk.draft()
    desk.change(typed("Tiêu chí", "1.7.2", "Giải pháp", "Theo văn phòng"))
    foreseen = foresee(desk.book, draft, desk.out, desk.order, ISSUING)
    assert "PH-05" in {problem.code for problem in foreseen.refusals}
    assert {problem.code for problem in foreseen.refusals} <= desk.refused(draft)


def test_a_number_that_is_taken_is_foreseen(desk: Desk) -> None:
    draft = desk.draft()
    foreseen = foresee(desk.book, draft, desk.out, desk.order, ISSUING)
    desk.issue(draft, waivers={problem.code: "đã xin ý kiến" for problem in foreseen.waivable})
    other = draft.with_name("khac.docx")
    shutil.copy(draft, other)
    document = docx.Document(str(other))
    document.core_properties.comments = "bản khác"
    document.save(str(other))
    desk.pulled(other)
    found = foresee(desk.book, other, desk.out, desk.order.__class__(1, desk.order.day, as_pdf=False), ISSUING)
    assert {"PH-13", "PH-06"} <= {problem.code for problem in found.refusals}
