"""Files that can't be used and places that can't be written: one sentence with the place and the cure, code 2, nothing written."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from generator import files, package
from generator.cli import run
from generator.errors import InputRefusedError
from tests.test_sample import BOOK

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def zipped(**parts: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The sample workbook with one part changed."""
    parts = package.open_package(BOOK).parts.values()
    return package.join([package.pack(part.name, change(part.data)) if part.name == name else part for part in parts])


def damaged(data: bytes) -> bytes:
    """The same file with a few bytes of its first part changed."""
    start = data.index(b"xl/workbook.xml") + 40
    return data[:start] + bytes(byte ^ 0xFF for byte in data[start : start + 8]) + data[start + 8 :]


BAD_FILES: Final[dict[str, tuple[bytes, str]]] = {
    "an old .xls renamed": (OLE, "GOI-03"),
    "protected by a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "GOI-02"),
    "a .csv renamed": ("Mã;Tên\n1;Văn phòng\n".encode(), "GOI-04"),
    "a web page renamed": (b"<html><table></table></html>", "GOI-04"),
    "empty": (b"", "GOI-04"),
    "cut off in the middle": (BOOK.read_bytes()[:20_000], "GOI-06"),
    "damaged on its way": (damaged(BOOK.read_bytes()), "GOI-06"),
    "a zip of something else": (zipped(readme_dot_txt="x"), "GOI-05"),
    "a Word file renamed": (zipped(word__document_dot_xml="<x/>"), "GOI-05"),
    "a zip bomb": (zipped(xl__workbook_dot_xml=b"0" * 300_000_000), "GOI-07"),
    "too many cells": (zipped(xl__worksheets__sheet1_dot_xml="".join(f"<c>{n % 977}</c>" for n in range(2_000_001))), "GOI-10"),
    "too many parts": (zipped(**{f"p{number}": "" for number in range(6000)}), "GOI-07"),
    "XML entities": (
        changed("xl/workbook.xml", lambda data: data.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "aa">]><workbook', 1)),
        "GOI-08",
    ),
    "XML entities in UTF-16": (
        changed("xl/workbook.xml", lambda _: '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><workbook/>'.encode("utf-16")),
        "GOI-08",
    ),
}


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    """Run the command, see that it refuses, and return the problems it prints as JSON."""
    assert run([*arguments, "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.err == ""
    answer = json.loads(shown.out)
    assert answer["files"] == []
    assert answer["problems"]
    assert all(problem["message"] and problem["cure"] for problem in answer["problems"])
    return list(answer["problems"])


@pytest.mark.parametrize("fault", BAD_FILES)
def test_a_file_that_is_no_sound_workbook_is_refused(fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, code = BAD_FILES[fault]
    path = tmp_path / "ke-hoach.xlsx"
    path.write_bytes(data)
    (problem,) = refusal(capsys, "plan", str(path), "--out", str(tmp_path / "out"))
    assert problem["code"] == code
    assert "ke-hoach.xlsx" in problem["place"]
    assert not (tmp_path / "out").exists()


def test_a_broken_part_of_a_workbook_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ke-hoach.xlsx"
    path.write_bytes(changed("xl/workbook.xml", lambda data: data[:200]))
    (problem,) = refusal(capsys, "plan", str(path), "--out", str(tmp_path / "out"))
    assert "ke-hoach.xlsx" in problem["place"]


@pytest.mark.parametrize(
    ("name", "code"), [("khong-co.xlsx", "TEP-01"), ("thu-muc.xlsx", "NHIEU-03"), ("ke-hoach.csv", "GOI-01"), ("ke-hoach.xls", "GOI-01")]
)
def test_a_workbook_that_is_not_there_or_not_an_xlsx_is_refused(
    name: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thu-muc.xlsx").mkdir()
    for other in ("ke-hoach.csv", "ke-hoach.xls"):
        (tmp_path / other).write_bytes(OLE)
    (problem,) = refusal(capsys, "plan", str(tmp_path / name), "--out", str(tmp_path / "out"))
    assert problem["code"] == code
    assert name in problem["place"]


@pytest.mark.parametrize(
    ("name", "owner", "is_open"),
    [
        ("so.xlsx", "~$so.xlsx", True),
        ("1-so.xlsx", "~$so.xlsx", False),
        ("ke-hoach.xlsx", "~$-hoach.xlsx", False),
        ("kehoa.docx", "~$kehoa.docx", True),
        ("kehoach.docx", "~$ehoach.docx", True),
        ("kehoach.docx", "~$hoach.docx", False),
        ("ke-hoach.docx", "~$-hoach.docx", True),
        ("1-kh.docx", "~$kh.docx", False),
        ("KE-HOACH.DOC", "~$-HOACH.DOC", True),
    ],
)
def test_a_file_is_open_when_its_own_program_marked_it_so_and_not_when_another_is(
    name: str,
    owner: str,
    is_open: bool,  # noqa: FBT001 - a row of a table
    tmp_path: Path,
) -> None:
    """Word leaves out one letter of a name of seven, two of a longer one; Excel none."""
    (tmp_path / owner).write_bytes(b"")
    if not is_open:
        files.refuse_if_open(tmp_path / name)
        return
    with pytest.raises(InputRefusedError) as caught:
        files.refuse_if_open(tmp_path / name)
    assert [problem.code for problem in caught.value.problems] == ["TEP-06"]


@pytest.mark.parametrize("owner", ["~$ke-hoach.xlsx", ".~lock.ke-hoach.xlsx#"])
def test_a_workbook_open_in_another_program_is_refused(owner: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(shutil.copy(BOOK, tmp_path / "ke-hoach.xlsx"))
    (tmp_path / owner).write_bytes(b"")
    (problem,) = refusal(capsys, "plan", str(path), "--out", str(tmp_path / "out"))
    assert problem["code"] == "TEP-06"
    assert owner in problem["cure"]


def test_a_workbook_that_may_not_be_read_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_self: Path) -> bytes:
        raise PermissionError(errno.EACCES, "locked")

    path = Path(shutil.copy(BOOK, tmp_path / "ke-hoach.xlsx"))
    monkeypatch.setattr(Path, "read_bytes", locked)
    (problem,) = refusal(capsys, "plan", str(path), "--out", str(tmp_path / "out"))
    assert problem["code"] == "TEP-04"


def test_an_out_that_is_a_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    (problem,) = refusal(capsys, "plan", str(BOOK), "--out", str(tmp_path / "out"))
    assert problem["code"] == "TEP-13"
    assert (tmp_path / "out").read_bytes() == b"mine"


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "TEP-11"), (errno.EACCES, "TEP-12"), (errno.EIO, "TEP-14")])
def test_a_disk_that_fails_while_writing_leaves_nothing(
    number: int, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    (problem,) = refusal(capsys, "plan", str(BOOK), "--out", str(tmp_path / "out"))
    assert problem["code"] == code
    assert list((tmp_path / "out").iterdir()) == []


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(shutil.copy(BOOK, tmp_path / "mau.docx"))
    (problem,) = refusal(capsys, "plan", str(BOOK), "--template", str(path), "--out", str(tmp_path / "out"))
    assert problem["code"] == "GOI-05"


def test_a_new_workbook_never_replaces_one_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ke-hoach.xlsx"
    path.write_bytes(b"mine")
    (problem,) = refusal(capsys, "new", str(path))
    assert problem["code"] == "TEP-15"
    assert path.read_bytes() == b"mine"
    (problem,) = refusal(capsys, "new", str(tmp_path / "ke-hoach.xls"))
    assert problem["code"] == "TEP-16"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["plan"], "LENH-01"),
        (["plan", "x.xlsx", "--pfd"], "LENH-02"),
        (["new", "x.xlsx", "--year", "x"], "LENH-03"),
        (["status", "a", "b"], "LENH-04"),
        (["pln"], "LENH-05"),
    ],
)
def test_a_command_typed_wrong_is_explained_in_vietnamese(arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]) -> None:
    (problem,) = refusal(capsys, *arguments)
    assert problem["code"] == code


def test_what_is_refused_is_said_on_one_line_with_its_cure_below(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", str(tmp_path / "khong-co.xlsx")]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    message, cure = shown.err.splitlines()
    assert message.startswith("LỖI [TEP-01]")
    assert cure.strip().startswith("→")
