"""What lies in a clerk's folder is told apart without reading a cell; each plan workbook has a card, or the reason why not."""

from __future__ import annotations

import os
import shutil
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given, settings
from openpyxl import Workbook

from generator import files
from generator.actions.checking_plans import fix_plan
from generator.actions.forms_out import make_forms
from generator.actions.reports import Wish, make_report
from generator.actions.samples import SAMPLE, SCORES
from generator.actions.shelf import SAMPLE_NAME, Shelf, by_change, card, kind_of, put_in, put_sample, shelf
from generator.errors import GeneratorError
from generator.plan import Plan
from generator.workbook import BookKind, Entry, book_kind, read_register, register_path, with_entry, write_plan_book
from tests.books import edited
from tests.plans import plans
from tests.source_plan import source_plan
from tests.test_register import COVER

NOW: Final = datetime(2025, 3, 20, 9, 0)  # noqa: DTZ001 - the clerk's own clock
DAY: Final = NOW.date()


def sample(folder: Path, name: str = "ke-hoach.xlsx") -> Path:
    return Path(shutil.copy(files.shipped("data", SAMPLE), folder / name))


def registered(folder: Path) -> Path:
    path = register_path(folder / "ke-hoach.xlsx", 2025)
    entry = Entry(5, "KH-SKHCN", date(2025, 1, 20), "Kế hoạch", "A", "B", "VT", "0" * 64)
    path.write_bytes(with_entry(read_register(path), entry, COVER))
    return path


def test_each_workbook_that_we_make_is_known_for_what_it_is(tmp_path: Path) -> None:
    book = sample(tmp_path)
    forms = make_forms(book, tmp_path / "out", period="Q1").files
    report = make_report(book, tmp_path / "out", NOW, period="Q1", wish=Wish(with_gaps=True))
    figures = [path for path in report.files if path.suffix == ".xlsx"]
    assert book_kind(book) is BookKind.PLAN
    assert forms
    assert {book_kind(path) for path in forms} == {BookKind.FORM}
    assert figures
    assert {book_kind(path) for path in figures} == {BookKind.FIGURES}
    assert book_kind(registered(tmp_path)) is BookKind.REGISTER
    assert book_kind(files.shipped("data", SCORES)) is BookKind.OTHER


@settings(deadline=None, max_examples=10)
@given(plans())
def test_any_plan_written_is_a_plan_workbook(plan: Plan) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        path.write_bytes(write_plan_book(plan))
        assert book_kind(path) is BookKind.PLAN


def test_a_plan_whose_sheets_were_renamed_a_little_is_still_one(tmp_path: Path) -> None:
    def rename(book: Workbook) -> None:
        book["Tiêu chí"].title = "tieu chi"
        book["Kế hoạch"].title = "KẾ HOẠCH "
        del book["Nơi nhận"]

    path = tmp_path / "so.xlsx"
    path.write_bytes(edited(write_plan_book(source_plan()), rename))
    assert book_kind(path) is BookKind.PLAN


def test_a_shelf_tells_the_kinds_apart_and_leaves_out_what_nobody_looks_for(tmp_path: Path) -> None:
    book = sample(tmp_path, "Kế hoạch 2024.xlsx")
    registered(tmp_path)
    shutil.copy(files.shipped("data", SCORES), tmp_path / "bảng điểm.xlsx")
    for name in ("~$Kế hoạch 2024.xlsx", ".~lock.a.xlsx#", "cu.xls", "kh.docx", "cu.doc", "anh.png", "~$kh.docx"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "out").mkdir()
    sample(tmp_path / "out", "ke-hoach-khac.xlsx")
    (tmp_path / "~$Kế hoạch 2024.xlsx").unlink()
    kept = [path for path in fix_plan(book, NOW).files if path != book]
    (tmp_path / "~$Kế hoạch 2024.xlsx").write_bytes(b"x")
    found = shelf(tmp_path)
    assert kept
    assert all(path.exists() for path in kept)
    assert [path.name for path in found.plans] == ["Kế hoạch 2024.xlsx"]
    assert [path.name for path in found.registers] == ["so-van-ban-di-2025.xlsx"]
    assert [path.name for path in found.sheets] == ["bảng điểm.xlsx", "cu.xls"]
    assert [path.name for path in found.papers] == ["cu.doc", "kh.docx"]
    assert found.unopened == ()


def test_a_workbook_that_cannot_be_opened_is_told_and_hides_no_other(tmp_path: Path) -> None:
    sample(tmp_path)
    (tmp_path / "hong.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "khoa.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    found = shelf(tmp_path)
    assert [path.name for path in found.plans] == ["ke-hoach.xlsx"]
    assert {problem.code for problem in found.unopened} == {"GOI-06", "GOI-02"}


def test_an_empty_folder_has_nothing(tmp_path: Path) -> None:
    found = shelf(tmp_path)
    assert found == shelf(tmp_path / "khong-co") == Shelf()


def test_a_card_says_title_state_and_who_is_late(tmp_path: Path) -> None:
    found = card(sample(tmp_path), DAY)
    assert found.name == "ke-hoach"
    assert "chỉ số cải cách hành chính" in found.title
    assert "\n" not in found.title
    assert (found.action_year, found.criteria) == (2025, len(source_plan().criteria))
    assert found.state.words == "Nháp"
    assert found.state.late


def test_a_workbook_that_does_not_read_has_every_reason(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        del book["Tiêu chí"]

    path = tmp_path / "so.xlsx"
    path.write_bytes(edited(write_plan_book(source_plan()), spoil))
    with pytest.raises(GeneratorError) as caught:
        card(path, DAY)
    assert "BANG-02" in {problem.code for problem in caught.value.problems}


def test_what_was_dropped_is_known_or_refused(tmp_path: Path) -> None:
    for name in ("a.doc", "a.docx", "a.xls", "a.pdf"):
        (tmp_path / name).write_bytes(b"x")
    assert kind_of(sample(tmp_path)) is BookKind.PLAN
    assert kind_of(tmp_path / "a.xls") is BookKind.OTHER
    assert kind_of(tmp_path / "a.doc") is None
    assert kind_of(tmp_path / "a.docx") is None
    with pytest.raises(GeneratorError) as caught:
        kind_of(tmp_path / "a.pdf")
    assert [problem.code for problem in caught.value.problems] == ["KE-01"]


def test_a_workbook_is_copied_in_and_never_over_another(tmp_path: Path) -> None:
    folder, given_in = tmp_path / "so", tmp_path / "gui"
    folder.mkdir()
    given_in.mkdir()
    book = sample(given_in)
    placed = put_in(folder, book)
    assert placed.read_bytes() == book.read_bytes()
    assert put_in(folder, book) == placed
    placed.write_bytes(write_plan_book(source_plan()))
    before = placed.read_bytes()
    with pytest.raises(GeneratorError) as caught:
        put_in(folder, book)
    assert [problem.code for problem in caught.value.problems] == ["TEP-15"]
    assert placed.read_bytes() == before


def test_only_a_plan_workbook_is_copied_in(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError) as caught:
        put_in(tmp_path, files.shipped("data", SCORES))
    assert [problem.code for problem in caught.value.problems] == ["KE-02"]
    assert list(tmp_path.iterdir()) == []


def test_the_sample_is_put_into_a_folder(tmp_path: Path) -> None:
    assert put_sample(tmp_path).name == SAMPLE_NAME
    assert [path.name for path in shelf(tmp_path).plans] == [SAMPLE_NAME]


def test_what_was_changed_last_comes_first(tmp_path: Path) -> None:
    older, newer = sample(tmp_path, "a.xlsx"), sample(tmp_path, "b.xlsx")
    os.utime(older, (1, 1))
    os.utime(newer, (2, 2))
    assert by_change([older, newer]) == [newer, older]
