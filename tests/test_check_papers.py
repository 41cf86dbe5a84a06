"""`vanban check` on a Word file and on a folder of them, as a clerk types it."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import docx
import pytest

from generator import pdf
from generator.actions.checking_papers import Judged, Wish, check_paper, judge_each
from generator.cancelling import CancelledError, may_be_called_off, stop_if_called_off
from generator.cli import run
from generator.files import sha256
from generator.package import open_package
from generator.snapshot import snapshot
from tests import rules_table
from tests.conforming import letter
from tests.format_documents import decision, lettered, plan, reworded
from tests.mutations import parts_of
from tests.tools import schema_errors, soffice

NOW: Final = datetime(2025, 3, 20, 9, 0)  # noqa: DTZ001 - the clerk's own clock
SLIPS = {"Độc lập - Tự do": "Độc lập – Tự do", "tháng 3 năm 2025": "tháng 03 năm 2025", "- Như Điều 3;": "- Như Điều 3"}


@pytest.fixture(autouse=True)
def no_program(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Pages are drawn only where a test undoes this: it takes seconds."""
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    return monkeypatch


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A decision with three slips."""
    data = decision()
    for old, new in SLIPS.items():
        data = reworded(data, old, new)
    path = tmp_path / "quyet-dinh.docx"
    path.write_bytes(data)
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = run(["check", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_paper_without_a_fault_is_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(plan())
    assert run(["check", str(path)]) == 0
    assert "Kế hoạch: Văn bản hành chính, 0 lỗi, 0 cần xem, 0 ghi chú" in capsys.readouterr().out


def test_each_finding_has_its_code_clause_part_first_words_and_what_was_found_and_wanted(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = answer(capsys, str(faulty))
    assert code == 1
    assert [row["code"] for row in told["findings"]] == ["TN-01", "DD-03", "NN-02"]
    assert told["findings"][0] == {
        "code": "TN-01",
        "severity": "error",
        "article": "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 1, điểm b",
        "part": "Tiêu ngữ",
        "words": "Độc lập – Tự do - Hạnh phúc",
        "found": "«Độc lập – Tự do - Hạnh phúc»",
        "wanted": "«Độc lập - Tự do - Hạnh phúc»",
    }
    assert (told["regime"], told["type"], told["sha256"]) == ("Văn bản hành chính", "QUYẾT ĐỊNH", sha256(faulty.read_bytes()))
    assert told["reason"]
    assert told["not_judged"]["SO-08"]
    assert {problem["severity"] for problem in told["problems"]} == {"error", "note"}


def test_the_same_file_gives_the_same_words_each_time(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(faulty)])
    first = capsys.readouterr().out
    run(["check", str(faulty)])
    assert capsys.readouterr().out == first


def test_rules_on_pages_are_said_not_to_be_judged_where_no_program_draws_pages(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told = answer(capsys, str(faulty))
    assert not told["pages_drawn"]
    assert "KT-04" in {problem["code"] for problem in told["problems"]}


def test_with_libreoffice_the_pages_are_judged_too(
    no_program: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    no_program.undo()
    soffice()
    path = tmp_path / "quyet-dinh.docx"
    path.write_bytes(lettered(decision(), "Thành lập Tổ công tác cải cách", '<w:rFonts w:ascii="Phong La" w:hAnsi="Phong La"/>'))
    _, told = answer(capsys, str(path))
    assert told["pages_drawn"]
    assert {"PG-04", "TRANG-03"} <= {row["code"] for row in told["findings"]}


def test_a_copy_with_remarks_has_a_comment_for_each_finding_and_the_same_words(
    faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, told = answer(capsys, str(faulty), "--annotate", "--out", str(tmp_path / "ra"))
    made = tmp_path / "ra" / "quyet-dinh-nhan-xet.docx"
    assert told["files"] == [str(made)]
    comments = snapshot(parts_of(made)).comments
    assert [comment.text[:7] for comment in comments] == ["[TN-01]", "[DD-03]", "[NN-02]"]
    assert [comment.anchor for comment in comments] == [row["words"] for row in told["findings"]]
    assert words(made) == words(faulty)
    assert schema_errors([made]) == []


def test_a_mended_copy_lists_its_changes_and_is_clean_and_the_file_itself_stays(
    faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = faulty.read_bytes()
    _, told = answer(capsys, str(faulty), "--fix", "--out", str(tmp_path / "ra"))
    made = tmp_path / "ra" / "quyet-dinh-da-sua.docx"
    assert [change["code"] for change in told["changes"]] == ["TN-01", "DD-03", "NN-02"]
    assert faulty.read_bytes() == before
    code, again = answer(capsys, str(made), "--fix", "--out", str(tmp_path / "ra"))
    assert (code, again["findings"], again["changes"], again["files"]) == (0, [], [], [])


def test_what_was_mended_is_told_to_a_person(faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(faulty), "--fix", "--out", str(tmp_path)]) == 1
    assert "Đã sửa [DD-03]" in capsys.readouterr().out


def test_a_folder_is_one_table_and_a_file_that_cannot_be_read_stands_in_it(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    below = faulty.parent / "thang 3"
    below.mkdir()
    (below / "cong-van.docx").write_bytes(letter("VP"))
    (below / "hong.docx").write_bytes(b"khong phai tep Word")
    (below / "~$cong-van.docx").write_bytes(b"")
    assert run(["check", str(faulty.parent)]) == 1
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [row[:4] for row in rows if row[0].endswith("quyet-dinh.docx")] == [["quyet-dinh.docx", "2", "0", "1"]]
    assert [row[2:5] for row in rows if row[1].endswith("cong-van.docx")] == [["0", "0", "0"]]
    assert any("hong.docx" in " ".join(row) and "không làm được" in " ".join(row) for row in rows)
    code, told = answer(capsys, str(faulty.parent))
    assert (code, len(told["papers"]), len(told["problems"])) == (1, 2, 1)


def test_a_folder_of_clean_papers_is_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ke-hoach.docx").write_bytes(plan())
    assert run(["check", str(tmp_path)]) == 0
    assert "1 tệp xong" in capsys.readouterr().out


def test_an_office_extends_the_names_by_a_folder_beside_its_papers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "quyet-dinh.docx"
    path.write_bytes(reworded(decision(), "thành viên Tổ công tác", "thành viên Trung Tâm Ươm tạo"))
    _, before = answer(capsys, str(path))
    folder = tmp_path / "danh-muc" / "viet-hoa"
    folder.mkdir(parents=True)
    (folder / "co-quan.txt").write_text("# của đơn vị\nTrung tâm Ươm tạo\n", encoding="utf-8-sig")
    _, after = answer(capsys, str(path))
    assert [row["code"] for row in before["findings"]] == []
    (folder / "co-quan.txt").write_bytes(b"Trung t\xe2m")
    _, unread = answer(capsys, str(path))
    assert "DMUC-02" in {problem["code"] for problem in unread["problems"]}
    assert [(row["code"], row["wanted"]) for row in after["findings"]] == [("VH-10", "“Trung tâm Ươm tạo”")]


def test_an_offices_own_names_count_for_papers_that_lie_elsewhere(tmp_path: Path) -> None:
    office, path = tmp_path / "co-quan", tmp_path / "quyet-dinh.docx"
    path.write_bytes(reworded(decision(), "thành viên Tổ công tác", "thành viên Trung Tâm Ươm tạo"))
    (office / "danh-muc" / "viet-hoa").mkdir(parents=True)
    (office / "danh-muc" / "viet-hoa" / "co-quan.txt").write_text("Trung tâm Ươm tạo\n", encoding="utf-8")
    alone, known = (check_paper(path, tmp_path / "out", Wish(office=where), NOW).judged.findings for where in (None, office))
    many = judge_each([path], lambda _: None, office)[0]
    assert [finding.code for finding in alone] == []
    assert [finding.code for finding in known] == ["VH-10"]
    assert isinstance(many, Judged)
    assert many.findings == known


def test_many_files_that_are_called_off_stop_at_the_next_one(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.docx" for number in range(3)]
    for path in paths:
        path.write_bytes(decision())
    done: list[str] = []

    def step(name: str) -> None:
        done.append(name)
        stop_if_called_off()

    with may_be_called_off(lambda: len(done) == 2), pytest.raises(CancelledError):
        judge_each(paths, step)
    assert done == ["0.docx", "1.docx"]


@pytest.mark.parametrize("option", ["--fix", "--annotate"])
def test_an_option_for_one_file_is_refused_for_a_folder_and_never_passed_over(option: str, faulty: Path) -> None:
    assert run(["check", str(faulty.parent), option]) == 2


def test_remarks_in_a_workbook_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = answer(capsys, str(tmp_path / "ke-hoach.xlsx"), "--annotate")
    assert (code, told["problems"][0]["code"]) == (2, "LENH-06")


def test_when_one_of_two_copies_cannot_be_made_none_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dang.docx"
    path.write_bytes(reworded(plan(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"))
    code, told = answer(capsys, str(path), "--fix", "--annotate", "--out", str(tmp_path / "ra"))
    assert (code, told["problems"][0]["code"], (tmp_path / "ra").exists()) == (2, "SUA-02", False)


def test_a_folder_without_word_files_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(tmp_path)]) == 2
    assert "KT-03" in capsys.readouterr().err


def test_a_party_paper_is_told_by_its_law_and_has_no_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dang.docx"
    path.write_bytes(reworded(plan(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"))
    code, told = answer(capsys, str(path))
    assert (code, told["regime"], told["findings"]) == (0, "Văn bản của Đảng", [])
    assert [problem["code"] for problem in told["problems"]] == ["KT-02"]


def test_an_empty_document_is_no_official_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "trong.docx"
    docx.Document().save(str(path))
    code, told = answer(capsys, str(path))
    assert (code, told["regime"]) == (0, "Không phải văn bản hành chính")


@pytest.mark.parametrize("name", ["khong-co.docx", "van-ban.doc", "ghi-chu.txt"])
def test_what_is_no_word_file_is_refused_with_a_cure(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not name.startswith("khong"):
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504)
    code, told = answer(capsys, str(tmp_path / name))
    assert code == 2
    assert told["problems"][0]["cure"]


def test_a_word_file_with_a_broken_part_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts_of_bytes(plan()).items():
            archive.writestr(name, b"<w:document" if name == "word/document.xml" else data)
    path = tmp_path / "hong.docx"
    path.write_bytes(stream.getvalue())
    code, told = answer(capsys, str(path))
    assert (code, [problem["code"] for problem in told["problems"]]) == (2, ["KT-01"])


def test_the_page_of_rules_is_what_the_command_uses() -> None:
    assert rules_table.PAGE.read_text(encoding="utf-8") == rules_table.page()


def parts_of_bytes(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words(path: Path) -> list[str]:
    return [line.text for line in snapshot({name: part.data for name, part in open_package(path).parts.items()}).lines()]
