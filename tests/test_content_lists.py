"""The word lists: read line by line, extended by an office, never in the way of a check."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content_checks.list_files import lists_for
from generator.content_checks.lists import LIST_FILES, Pair, read_lists
from generator.files import shipped
from generator.word_lists import FOLDER

BROKEN: Final[dict[str, tuple[str, bytes, str]]] = {
    "a pair without its mark": ("cum-tu.txt", "chỉ số CCHC Sở chỉ số CCHC của Sở\n".encode(), "DMUC-03"),
    "a pair without its right side": ("thuat-ngu.txt", "chỉ tiêu =>\n".encode(), "DMUC-03"),
    "a pair with two marks": ("thuat-ngu.txt", b"a => b => c\n", "DMUC-03"),
    "a pair that changes nothing": ("thuat-ngu.txt", b"a => a\n", "DMUC-03"),
    "a mark where one entry is wanted": ("ten-rieng.txt", b"a => b\n", "DMUC-03"),
    "a line without end": ("ten-rieng.txt", b"a" * 5000, "DMUC-04"),
    "a file in an old code page": ("ten-rieng.txt", "Trung ương".encode("cp1258", "replace") + b"\xff\xe3\n", "DMUC-02"),
    "a file of an unknown name": ("ten-rien.txt", b"A\n", "DMUC-01"),
}


@pytest.mark.parametrize("fault", sorted(BROKEN))
def test_a_broken_list_is_told_with_its_file_and_the_rest_is_read(fault: str) -> None:
    name, data, code = BROKEN[fault]
    lists, (problem,) = read_lists({name: data}, {"nhom-don-vi.txt": "các ban, tổ\n".encode()})
    assert problem.code == code
    assert problem.place.file == f"danh-muc/{name}"
    assert lists.group_phrases == ("các ban, tổ",)


def test_a_line_that_is_not_read_is_named_by_its_number() -> None:
    lists, (problem,) = read_lists({"cum-tu.txt": b"# ghi\n\na => b\nkhong\n"})
    assert "Dòng 4" in problem.message
    assert lists.phrases == (Pair("a", "b", safe=True),)


def test_every_shipped_list_is_read_whole_and_says_what_it_is() -> None:
    lists, problems = lists_for(Path("không có") / "ke-hoach.xlsx")
    assert not problems
    assert {path.name for path in shipped("data", FOLDER).iterdir() if path.is_file()} == {file.name for file in LIST_FILES}
    for file in LIST_FILES:
        assert getattr(lists, file.part) or file.part == "bands", file.name  # limits of bands are no public fact: each office has its own
        head = shipped("data", FOLDER, file.name).read_text(encoding="utf-8").partition("\n\n")[0]
        assert all(line.startswith("# ") for line in head.splitlines()), file.name
        assert "tệp cùng tên" in head, file.name


def test_the_lists_of_an_office_come_after_the_shipped_ones_and_win(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "chu-viet-tat.txt").write_bytes("\ufeffUBND => Uỷ ban nhân dân\r\nSNV => Sở Nội vụ\r\n".encode())
    (tmp_path / FOLDER / "ghi-chu.docx").write_bytes(b"khong doc")
    lists, problems = lists_for(tmp_path / "ke-hoach.xlsx")
    assert not problems
    assert lists.full_words("UBND") == "Uỷ ban nhân dân"
    assert lists.full_words("SNV") == "Sở Nội vụ"
    assert lists.full_words("CCHC") == "cải cách hành chính"


def test_a_list_saved_by_notepad_as_unicode_is_read() -> None:
    assert read_lists({"TEN-RIENG.TXT": "Sở\r\n".encode("utf-16")})[0].names == ("Sở",)


@given(st.sampled_from(LIST_FILES), st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_lists_or_problems_never_a_crash(file: object, data: bytes) -> None:
    name = getattr(file, "name")  # noqa: B009 - a ListFile
    lists, problems = read_lists({name: data})
    assert all(problem.message and problem.cure for problem in problems)
    assert read_lists({name: data}) == (lists, problems)
