"""The registers of a folder as a list to read and search: every year, any words with or without marks, the files that are there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.actions.issued_papers import IssuedPaper, as_tables, found, issued_papers
from generator.workbook import Register, RegisterRow, read_register, with_entry
from generator.workbook.register_look import TITLE
from tests.desks import desk_in
from tests.test_register import COVER, by_hand, entry

PAPERS: Final = (
    IssuedPaper(2025, RegisterRow(3, 5, "KH-SKHCN", date(2025, 3, 5), "Phan Đăng Đông", "", "", {"subject": "Kế hoạch Đổi mới"})),
    IssuedPaper(2025, RegisterRow(4, 7, "BC-SKHCN", date(2025, 6, 20), "Phan Đăng Đông", "", "", {"subject": "Báo cáo quý II"})),
    IssuedPaper(2024, RegisterRow(3, 5, "KH-SKHCN", None, "", "", "", {"subject": "Kế hoạch cũ"})),
    IssuedPaper(2024, RegisterRow(4, 6, "", None, "", "", "", {})),
)


def registered(folder: Path, year: int, *numbers: int) -> Path:
    path = folder / f"so-van-ban-di-{year}.xlsx"
    for number in numbers:
        path.write_bytes(with_entry(read_register(path), entry(number, day=date(year, 2, 3)), COVER))
    return path


def test_all_years_are_read_the_newest_first(tmp_path: Path) -> None:
    registered(tmp_path, 2024, 1, 2)
    registered(tmp_path, 2025, 5)
    (tmp_path / "so-van-ban-di-cu.xlsx").write_bytes(b"x")
    registers = issued_papers(tmp_path, tmp_path / "out")
    assert [(paper.year, paper.code) for paper in registers.papers] == [
        (2025, "05/KH-SKHCN"),
        (2024, "01/KH-SKHCN"),
        (2024, "02/KH-SKHCN"),
    ]
    assert registers.years == (2025, 2024)
    assert registers.symbols == ("KH-SKHCN",)
    assert registers.heading(2025) == ("UBND TỈNH HÀ GIANG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    assert registers.heading(None) == registers.heading(2024)
    assert registers.heading(1999) == ()
    assert registers.problems == ()


def test_a_row_reads_as_it_stands_in_the_book(tmp_path: Path) -> None:
    path = registered(tmp_path, 2025, 5)
    by_hand(path, lambda book: book[TITLE].cell(3, 7, 12))
    words = read_register(path).rows[0].words
    assert words["recipients"] == "Sở Nội vụ; Các phòng, đơn vị"
    assert words["kept"] == "Lưu: VT, VP"
    assert words["copies"] == "12"


def test_a_folder_without_a_register_has_no_papers(tmp_path: Path) -> None:
    assert issued_papers(tmp_path, tmp_path / "out").papers == ()
    assert Register(tmp_path / "x.xlsx").heading == ()


def test_a_book_that_cannot_be_read_is_told_and_hides_no_other(tmp_path: Path) -> None:
    registered(tmp_path, 2024, 1)
    (tmp_path / "so-van-ban-di-2025.xlsx").write_bytes(b"x")
    registers = issued_papers(tmp_path, tmp_path / "out")
    assert [paper.year for paper in registers.papers] == [2024]
    assert [problem.code for problem in registers.problems] == ["GOI-04"]


def test_a_book_whose_cover_was_taken_out_has_no_heading(tmp_path: Path) -> None:
    path = registered(tmp_path, 2025, 1)
    by_hand(path, lambda book: book.remove(book.worksheets[0]))
    registers = issued_papers(tmp_path, tmp_path / "out")
    assert (len(registers.papers), registers.heading(2025)) == (1, ())


def test_an_issued_paper_has_its_files_and_one_typed_by_hand_has_none(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    desk.issue(desk.draft(), number=5)
    papers = issued_papers(tmp_path, desk.out).papers
    assert [path.name for path in papers[0].files] == ["05-KH-SKHCN.docx", "05-KH-SKHCN.json", "05-KH-SKHCN.edxml"]
    by_hand(desk.register, lambda book: book[TITLE].cell(3, 10, ""))
    assert issued_papers(tmp_path, desk.out).papers[0].files == ()


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("", [5, 7, 5, 6]),
        ("doi moi", [5]),
        ("MỚI đổi", [5]),
        ("kế hoạch", [5, 5]),
        ("phan dang dong", []),
        ("05/3/2025", [5]),
        ("05/03/2025", [5]),
        ("07/bc", [7]),
        ("không có chữ này", []),
    ],
)
def test_words_are_found_with_or_without_marks_in_any_order(words: str, codes: list[int]) -> None:
    assert [paper.row.number for paper in found(PAPERS, words)] == codes


def test_year_and_symbol_narrow_the_list() -> None:
    assert [paper.row.number for paper in found(PAPERS, year=2024)] == [5, 6]
    assert [paper.row.number for paper in found(PAPERS, symbol="bc-skhcn")] == [7]
    assert found(PAPERS, "kế hoạch", 2024, "KH-SKHCN") == (PAPERS[2],)


@given(st.sampled_from(PAPERS), st.data())
def test_a_paper_is_found_by_any_of_its_words(paper: IssuedPaper, data: st.DataObject) -> None:
    words = [*paper.row.words.get("subject", "").split(), paper.code]
    assert paper in found(PAPERS, data.draw(st.sampled_from(words)))


def test_papers_are_told_as_plain_values() -> None:
    assert as_tables(PAPERS[:1]) == [
        {
            "year": 2025,
            "code": "05/KH-SKHCN",
            "day": "2025-03-05",
            "subject": "Kế hoạch Đổi mới",
            "signer": "Phan Đăng Đông",
            "recipients": "",
            "files": [],
        }
    ]
