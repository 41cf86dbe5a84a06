"""The draft as pages, made by LibreOffice: sizes, fonts, page numbers, table heads, a signature that is never alone."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from generator import measure, standard
from generator.plan import Plan
from generator.richtext import Text
from generator.workbook import read_plan_book
from tests.books import repeated
from tests.papers import made
from tests.test_sample import BOOK
from tests.tools import pages, pdf_fonts, pdf_text, poppler

LONG_NAME: Final = "Trung tâm Thông tin, Ứng dụng tiến bộ khoa học và Chuyển giao công nghệ mới"
SIZES: Final = (0, 9, 40, 300)


def sample() -> Plan:
    return read_plan_book(BOOK).plan


def sized(count: int) -> Plan:
    return repeated(sample(), count)


def long_named() -> Plan:
    plan = sample()
    agency = plan.agency.model_copy(update={"name": LONG_NAME})
    facts = plan.facts.model_copy(
        update={"title": Text.of(plan.facts.title.plain + " của các phòng, đơn vị trực thuộc và những việc phải làm")}
    )
    return Plan.model_validate(dict(plan) | {"agencies": (agency,), "facts": facts})


@pytest.fixture(scope="module")
def as_pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Plan], Path]:
    """Make the PDF of a plan once, under a name."""
    folder = tmp_path_factory.mktemp("pages")

    def make(name: str, plan: Plan) -> Path:
        docx, done = folder / f"{name}.docx", folder / f"{name}.pdf"
        if not done.exists():
            docx.write_bytes(made(plan))
            pages(docx, folder)
        return done

    return make


AsPages = Callable[[str, Plan], Path]


@pytest.mark.parametrize("count", SIZES)
def test_portrait_pages_come_first_and_the_annex_is_landscape(as_pages: AsPages, count: int) -> None:
    info = subprocess.run(
        [poppler("pdfinfo"), "-l", "999", as_pages(f"n{count}", sized(count))], capture_output=True, check=True, encoding="utf-8"
    )
    sizes = [(float(w), float(h)) for w, h in re.findall(r"size:\s+([\d.]+) x ([\d.]+)", info.stdout)]
    upright = [height > width for width, height in sizes]
    assert upright == sorted(upright, reverse=True)
    assert upright.count(True) == 2
    assert upright.count(False) >= 1


@pytest.mark.parametrize("count", SIZES)
def test_only_the_one_typeface_is_used_and_no_letter_is_borrowed(as_pages: AsPages, count: int) -> None:
    fonts = pdf_fonts(as_pages(f"n{count}", sized(count)))
    assert fonts
    assert all(font.startswith("LiberationSerif") for font in fonts)


@pytest.mark.parametrize("count", SIZES)
def test_the_signature_stands_with_the_closing_words_and_the_recipients(as_pages: AsPages, count: int) -> None:
    texts = pdf_text(as_pages(f"n{count}", sized(count)))
    page = next(text for text in texts if "Phan Đăng Đông" in text)
    assert "Nơi nhận:" in page
    assert "./." in page
    assert "Trên đây là Kế hoạch" in page


def test_the_signature_is_never_alone_however_the_text_falls(as_pages: AsPages) -> None:
    """Lines are added one by one, so that the block meets the foot of the page at every height."""
    plan = sample()
    seen = set()
    for extra in range(0, 14, 2):
        filler = tuple(plan.body[4].model_copy(update={"id": f"them{number}"}) for number in range(extra))
        body = (*plan.body[:5], *filler, *plan.body[5:])
        texts = pdf_text(as_pages(f"signature{extra}", Plan.model_validate(dict(plan) | {"body": body, "criteria": ()})))
        page = next(number for number, text in enumerate(texts) if "Phan Đăng Đông" in text)
        assert "Trên đây là Kế hoạch" in texts[page]
        assert "Nơi nhận:" in texts[page]
        seen.add(page)
    assert len(seen) > 1


def test_page_numbers_start_with_two_and_again_in_the_annex(as_pages: AsPages) -> None:
    texts = pdf_text(as_pages("n40", sized(40)))
    tops = [text.lstrip("\n").splitlines()[0].strip() for text in texts]
    annex = next(index for index, text in enumerate(texts) if "Phụ lục" in text.split("DANH MỤC")[0] and "DANH MỤC" in text)
    assert tops[1:annex] == [str(number) for number in range(2, annex + 1)]
    assert tops[annex] == "Phụ lục"
    assert tops[annex + 1 :] == [str(number) for number in range(2, len(texts) - annex + 1)]


@pytest.mark.parametrize("count", [40, 300])
def test_the_heading_row_stands_on_every_page_of_the_annex(as_pages: AsPages, count: int) -> None:
    texts = pdf_text(as_pages(f"n{count}", sized(count)))
    annex = [text for text in texts if "STT" in text]
    assert len(annex) >= 4
    assert all("Chủ trì" in text and "Giải pháp" in text for text in annex)
    assert [text for text in texts[2:] if "STT" not in text and re.search(r"\d\.\d", text)] == []


@pytest.mark.parametrize("count", SIZES)
def test_nothing_runs_over_the_margins(as_pages: AsPages, count: int) -> None:
    words_seen = 0
    for width, _, words in boxes(as_pages(f"n{count}", sized(count))):
        left, right = points(standard.MARGIN_LEFT.used), width - points(standard.MARGIN_RIGHT.used)
        words_seen += len(words)
        assert [word for word, x, x_end in words if x < left - 1 or x_end > right + 1] == []
    assert words_seen > 500


def test_a_long_agency_name_and_a_long_title_wrap_inside_their_blocks(as_pages: AsPages) -> None:
    made_pages = as_pages("long", long_named())
    width, _, words = boxes(made_pages)[0]
    assert [
        word
        for word, x, x_end in words
        if x < points(standard.MARGIN_LEFT.used) - 1 or x_end > width - points(standard.MARGIN_RIGHT.used) + 1
    ] == []
    top = pdf_text(made_pages)[0]
    assert standard.NATIONAL_NAME in top
    assert all(word in top for word in LONG_NAME.upper().split())


def points(length: measure.Twips) -> float:
    return length / measure.TWIPS_PER_POINT


def boxes(path: Path) -> list[tuple[float, float, list[tuple[str, float, float]]]]:
    """Of each page: width, height, and its words with their left and right ends, in points."""
    done = subprocess.run([poppler("pdftotext"), "-bbox", path, "-"], capture_output=True, check=True, encoding="utf-8")
    found = []
    for page in done.stdout.split("<page ")[1:]:
        width, height = (float(value) for value in re.findall(r'(?:width|height)="([\d.]+)"', page.partition(">")[0]))
        rows = re.findall(r'<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)" yMax="[\d.-]+">(.*?)</word>', page)
        found.append((width, height, [(word, float(x), float(x_end)) for x, x_end, word in rows]))
    return found


STYLE_ROOM: Final = (("Coquanbanhanh", 4139), ("Tieungu", 5216), ("Trichyeu", 9354))
"""Styles with a line below them, and the room in twips they stand in."""


def line_lengths(docx: bytes) -> list[float]:
    """Lengths in points of the lines under agency, motto and title, from the indents of their paragraphs, in reading order."""
    xml = package_text(docx)
    indents = re.findall(r'<w:pStyle w:val="KeNgang"/>(?:(?!</w:pPr>).)*?<w:ind w:left="(\d+)" w:right="(\d+)"', xml)
    rooms = [room for _, room in STYLE_ROOM]
    return [(room - int(left) - int(right)) / measure.TWIPS_PER_POINT for room, (left, right) in zip(rooms, indents, strict=False)]


def package_text(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def printed_widths(path: Path, first: str, last: str, right: float) -> list[float]:
    """Widths in points of the printed lines from one word to a later one on the first page, left of a limit."""
    row = boxes(path)[0][2]
    names = [word for word, _, _ in row]
    begin = names.index(first)
    shown = [(x, x_end) for _, x, x_end in row[begin : names.index(last, begin) + 1] if x_end <= right]
    lines: list[list[tuple[float, float]]] = []
    for x, x_end in shown:
        if not lines or x < lines[-1][-1][1]:
            lines.append([])
        lines[-1].append((x, x_end))
    return [line[-1][1] - line[0][0] for line in lines]


LEFT_BLOCK_END: Final = 85.05 + 4139 / 20
PAGE_END: Final = 600.0


def test_the_lines_are_as_long_as_the_decree_asks_of_the_words_as_printed(as_pages: AsPages) -> None:
    agency, motto, title = line_lengths(made(sample()))
    page = as_pages("n9", sized(9))
    assert 1 / 3 <= agency / max(printed_widths(page, "SỞ", "NGHỆ", LEFT_BLOCK_END)) <= 1 / 2
    assert 0.98 <= motto / max(printed_widths(page, "Độc", "phúc", PAGE_END)) <= 1.02
    assert 1 / 3 <= title / max(printed_widths(page, "Khắc", "2024", PAGE_END)) <= 1 / 2


def test_the_lines_under_long_names_measure_the_longest_printed_line(as_pages: AsPages) -> None:
    agency, _, title = line_lengths(made(long_named()))
    page = as_pages("long", long_named())
    agency_lines = printed_widths(page, "TRUNG", "MỚI", LEFT_BLOCK_END)
    title_lines = printed_widths(page, "Khắc", "làm", PAGE_END)
    assert len(agency_lines) > 1
    assert len(title_lines) > 1
    assert 1 / 3 <= agency / max(agency_lines) <= 1 / 2
    assert 1 / 3 <= title / max(title_lines) <= 1 / 2
