"""The sample: the whole source plan, found again line by line in the draft that the command makes of its workbook."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from generator import vietnamese
from generator.cli import run
from tests.papers import opened, words

DATA: Final = Path(__file__).parent.parent / "data"
SOURCE: Final = DATA / "ke-hoach-cchc-2024.nguon.txt"
BOOK: Final = DATA / "ke-hoach-cchc-2024.xlsx"


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("out")
    assert run(["plan", str(BOOK), "--out", str(out)]) == 0
    return (out / "ke-hoach-cchc-2024-du-thao-1.docx").read_bytes()


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def source_lines() -> tuple[list[str], list[list[str]]]:
    """The source's lines of text, and the rows of its table; a row torn by a page end is put together again."""
    lines = [line for line in SOURCE.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows: list[list[str]] = []
    for cells in (line.split("\t") for line in lines if "\t" in line):
        if not cells[0].strip() and rows:
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], cells + [""] * (8 - len(cells)), strict=True)]
        else:
            rows.append([cell.strip() for cell in cells])
    return [line for line in lines if "\t" not in line], rows


def test_every_line_of_the_source_stands_in_the_draft(draft: bytes) -> None:
    text = folded(words(draft))
    lines, _ = source_lines()
    assert len(lines) == 37
    assert [line for line in lines if folded(vietnamese.prose(line)) not in text] == []


def test_every_row_of_the_source_table_stands_in_the_annex(draft: bytes) -> None:
    annex = opened(draft).tables[-1]
    printed = [[" ".join(cell.text.split()) for cell in row.cells] for row in annex.rows]
    _, rows = source_lines()
    assert len(rows) == 1 + 4 + 9
    for cells in rows:
        assert expected(cells) in printed


def expected(cells: list[str]) -> list[str]:
    """A source row as the decree wants it: decimals with a comma, a space after the code; a field's name over all columns."""
    if not any(cells[2:]):
        return [cells[0], *[cells[1]] * 7]
    spaced = re.sub(r"^(\d+(?:\.\d+)+)\.\s*", r"\1. ", cells[1])
    return [cells[0], spaced, *[re.sub(r"^(\d+)\.(\d+)$", r"\1,\2", cell) for cell in cells[2:]]]


def test_the_number_the_day_and_the_month_stay_blank_but_leave_room_to_write(draft: bytes) -> None:
    paragraphs = [
        paragraph.text for table in opened(draft).tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs
    ]
    number = next(text for text in paragraphs if text.startswith("Số:"))
    day = next(text for text in paragraphs if "ngày" in text and "năm 2025" in text)
    assert re.fullmatch(r"Số: \u00a0{5,}/KH-SKHCN", number)
    assert re.fullmatch(r"Hà Giang, ngày \u00a0{5,} tháng \u00a0{5,} năm 2025", day)


def test_making_the_draft_again_gives_the_same_file_and_no_second_one(draft: bytes, tmp_path: Path) -> None:
    seen = set()
    for _ in range(2):
        assert run(["plan", str(BOOK), "--out", str(tmp_path)]) == 0
        (path,) = (one for one in tmp_path.iterdir() if one.is_file())
        seen.add(path.read_bytes())
    assert len(seen) == 1
    assert words(seen.pop()) == words(draft)


def test_a_draft_changed_by_hand_is_left_alone(draft: bytes, tmp_path: Path) -> None:
    first = tmp_path / "ke-hoach-cchc-2024-du-thao-1.docx"
    first.write_bytes(draft + b"edited")
    assert run(["plan", str(BOOK), "--out", str(tmp_path)]) == 0
    assert first.read_bytes() == draft + b"edited"
    assert (tmp_path / "ke-hoach-cchc-2024-du-thao-2.docx").exists()
