"""What Windows does to files, names and consoles, as far as Linux can imitate it: a sentence or the right file, never a traceback."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from datetime import datetime
from pathlib import Path, PureWindowsPath
from typing import Any, Final

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import cli, files, history, pdf
from generator.actions.issuing import final_stem
from generator.actions.sides import read_answers
from generator.actions.typed_drafts import TypedDraft, draft_of, save_draft
from generator.actions.unit_passwords import kept_passwords, make_passwords
from generator.cli import run
from generator.errors import GeneratorError, InputRefusedError
from generator.file_names import has_unsafe_sign, is_reserved, safe_name, too_long_for_windows
from generator.merge import Side
from tests.desks import Desk, desk_in, drafted_in
from tests.people import cell
from tests.sample_forms import FOLDER
from tests.test_sample import BOOK

NOW: Final = datetime(2025, 3, 20, 10, 0)  # noqa: DTZ001 - the clerk's own clock
FORM: Final = FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx"
RESERVED: Final = (
    "CON", "con", "PRN", "AUX", "NUL", "nul.txt", "COM1", "com9.xlsx", "LPT1", "lpt9.docx", "COM¹", "LPT³.xlsx", "CON .xlsx", "aux.tar.gz",
    "CONIN$", "conout$.txt", "CLOCK$",
)  # fmt: skip
NOT_RESERVED: Final = ("CONG.xlsx", "con-voi.xlsx", "COM10.xlsx", "COM.xlsx", "bieu-CON.xlsx", "nulla", "aux-1.xlsx", "ke hoach.xlsx")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    monkeypatch.setattr(cli, "_now", lambda: NOW)
    return desk_in(tmp_path)


def answered(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and problems; a sentence and a cure for each."""
    capsys.readouterr()
    code = run([*map(str, arguments), "--json"])
    shown = capsys.readouterr()
    assert shown.err == ""
    problems: list[dict[str, Any]] = json.loads(shown.out)["problems"]
    assert all(problem["message"] and problem["cure"] for problem in problems)
    return code, problems


@pytest.mark.parametrize("name", RESERVED)
def test_a_device_of_windows_is_no_name_for_a_file(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert is_reserved(name)
    assert not is_reserved(safe_name(name))
    path = tmp_path / f"{name.partition('.')[0]}.xlsx"
    code, problems = answered(capsys, "new", path)
    assert (code, [problem["code"] for problem in problems]) == (2, ["TEP-22"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", NOT_RESERVED)
def test_a_name_that_only_looks_like_a_device_stays(name: str) -> None:
    assert not is_reserved(name)
    assert safe_name(name) == name


@given(st.text(max_size=300))
@example("../" * 40 + "x.xlsx")
@example("..\\..\\CON.xlsx")
@example("ế" * 300 + ".docx")
@example("COM¹")
@example("\ud800.docx")
@example(". . .")
@example("-rf.xlsx")
@example("a" * 97 + ".NUL" + ".")
@example("so.          x")
@example("a" * 99 + " b")
def test_a_name_made_of_any_words_fits_any_disk(words: str) -> None:
    name = safe_name(words)
    assert name
    assert not is_reserved(name)
    assert not has_unsafe_sign(name)
    assert not set(name) & set("/\\")
    assert name == name.strip(" .")
    assert len(name.encode("utf-8", errors="ignore")) < 200
    assert safe_name(name) == name
    assert PureWindowsPath(name).name == name


@given(st.integers(1, 9_999), st.text(max_size=400))
@example(1, "KH/SKHCN")
@example(1, "..\\..\\KH")
@example(1, 'KH:*?"<>|')
@example(1, "K" * 300)
@example(1, unicodedata.normalize("NFD", "QĐ-SỞ"))
@example(1, "KH-SKHCN. ")
@example(1, "\x00")
def test_the_files_of_an_issued_paper_have_a_name_that_fits_any_disk_whatever_its_symbol(number: int, symbol: str) -> None:
    stem = final_stem(number, symbol)
    name = f"{stem}.docx"
    assert not is_reserved(name)
    assert not has_unsafe_sign(name)
    assert not set(name) & set("/\\.") - {"."}
    assert stem == stem.strip(" .")
    assert len(name.encode("utf-8", errors="ignore")) <= 255
    assert final_stem(number, unicodedata.normalize("NFD", symbol)) == final_stem(number, unicodedata.normalize("NFC", symbol))


@pytest.mark.parametrize("sign", list('<>:"|?*'))
def test_a_new_workbook_has_no_sign_in_its_name_that_windows_forbids(sign: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, problems = answered(capsys, "new", tmp_path / f"a{sign}b.xlsx")
    assert (code, [problem["code"] for problem in problems]) == (2, ["TEP-22"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "long"),
    [
        (PureWindowsPath("C:\\", "a" * 256), False),
        (PureWindowsPath("C:\\", "a" * 257), True),
        (PureWindowsPath("C:\\", "ế" * 256), False),
        (PureWindowsPath("C:\\", "😀" * 129), True),
        (PureWindowsPath("\\\\may\\chung", *["thư mục"] * 31), False),
        (PureWindowsPath("\\\\may\\chung", *["thư mục"] * 33), True),
    ],
)
def test_windows_counts_the_letters_of_a_whole_path(path: PureWindowsPath, *, long: bool) -> None:
    assert too_long_for_windows(path) is long


def test_a_path_that_is_too_long_for_windows_is_told_as_that_and_not_as_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path.joinpath(*["thư mục rất dài"] * 20)

    def refuses(*_arguments: object, **_named: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "mkdir", refuses)
    for work in (lambda: files.write_new(deep / "x.docx", b"x"), lambda: files.read(deep / "x.docx", limit=10)):
        with pytest.raises(GeneratorError) as caught:
            work()
        assert [problem.code for problem in caught.value.problems] == ["TEP-18"]
    with pytest.raises(InputRefusedError) as missing:
        files.read(tmp_path / "x.docx", limit=10)
    assert [problem.code for problem in missing.value.problems] == ["TEP-01"]


LONG: Final = "kế hoạch " * 30
COMMANDS: Final[dict[str, list[str]]] = {
    "new": ["new", "{folder}/{long}.xlsx"],
    "plan": ["plan", "{folder}/{long}.xlsx"],
    "plan into": ["plan", "{book}", "--out", "{folder}/{long}"],
    "plan with a template": ["plan", "{book}", "--template", "{folder}/{long}.docx"],
    "forms": ["forms", "{book}", "--period", "Q1", "--out", "{folder}/{long}"],
    "collect": ["collect", "{book}", "{folder}/{long}.xlsx", "--period", "Q1", "--out", "{folder}/out"],
    "collect a zip": ["collect", "{book}", "{folder}/{long}.zip", "--period", "Q1", "--out", "{folder}/out"],
    "collect into": ["collect", "{book}", str(FORM), "--period", "Q1", "--received", "10/03/2025", "--out", "{folder}/{long}"],
    "status": ["status", "{folder}/{long}.xlsx"],
    "remind": ["remind", "{book}", "--period", "Q1", "--on", "20/03/2025", "--out", "{folder}/{long}"],
    "report": ["report", "{book}", "--period", "Q1", "--draft", "--out", "{folder}/{long}"],
    "pull": ["pull", "{book}", "{folder}/{long}.docx", "--out", "{folder}/out"],
    "pull with answers": ["pull", "{book}", "{draft}", "--answers", "{folder}/{long}.json", "--out", "{folder}/out"],
    "check": ["check", "{folder}/{long}.docx"],
    "check a plan": ["check", "{folder}/{long}.xlsx"],
    "check into": ["check", "{draft}", "--annotate", "--out", "{folder}/{long}"],
    "redline": ["redline", "{draft}", "{folder}/{long}.docx", "--out", "{folder}/out"],
    "issue": ["issue", "{book}", "{folder}/{long}.docx", "--number", "next", "--date", "20/01/2025", "--out", "{folder}/out"],
    "template": ["template", "KH", "--out", "{folder}/{long}"],
    "convert-text": ["convert-text", "{folder}/{long}.docx"],
    "new from scores": ["new", "{folder}/moi.xlsx", "--from-scores", "{folder}/{long}.xlsx"],
    "new from a paper": ["new", "{folder}/moi.xlsx", "--from-docx", "{folder}/{long}.docx"],
    "new from a plan": ["new", "{folder}/moi.xlsx", "--from-plan", "{folder}/{long}.xlsx"],
    "demo": ["demo", "--out", "{folder}/{long}"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_name_longer_than_a_disk_takes_is_told(name: str, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk, draft = drafted_in(tmp_path)
    words = {"folder": tmp_path, "long": LONG, "book": desk.book, "draft": draft}
    before = desk.everything()
    code, problems = answered(capsys, *(word.format(**words) for word in COMMANDS[name]))
    if name != "check into":  # nothing to remark on
        assert code == 2
        assert {problem["code"] for problem in problems if problem["severity"] == "error"} & {"TEP-18"}
    assert desk.everything() == before


@pytest.mark.parametrize(("letter", "length"), [("k", 245), ("ế", 120), ("ế", 230)])
def test_a_workbook_with_a_long_name_gives_its_papers_or_says_that_the_name_is_too_long(
    length: int, letter: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    name = letter * (length // len(letter.encode()))
    book = Path(shutil.copy(desk.book, desk.book.with_name(f"{name}.xlsx")))
    given = (
        ("plan", book),
        ("forms", book, "--period", "Q1"),
        ("report", book, "--period", "Q1", "--draft"),
        ("remind", book, "--period", "Q1", "--on", "20/03/2025"),
        ("collect", book, FORM, "--period", "Q1", "--received", "10/03/2025"),
        ("check", book, "--fix"),
    )
    for arguments in given:
        code, problems = answered(capsys, *arguments, "--out", desk.out)
        assert code in {0, 1} or {problem["code"] for problem in problems} & {"TEP-18"}, arguments[0]
        assert code in {0, 1} or length > 150
    assert not list(desk.out.rglob(".vanban-*"))


ODD: Final = ("-rf", "--out", ".ẩn", "a b ", "a..b", "..", "%PATH%", "~", "$HOME", "a;b&c", "ke'hoach", "[a]{b}", "\u202exslx", "a\nb")


@pytest.mark.parametrize("name", ODD)
def test_a_workbook_with_an_odd_name_gives_its_draft_beside_nothing_else(name: str, desk: Desk, tmp_path: Path) -> None:
    book = Path(shutil.copy(desk.book, tmp_path / f"{name}.xlsx"))
    before, out = set(tmp_path.parent.rglob("*")), tmp_path / f"ra {name}"
    assert run(["plan", str(book), "--out", str(out), "--json"]) == 0
    made = set(tmp_path.parent.rglob("*")) - before
    assert out / f"{name}-du-thao-1.docx" in made
    assert all(path == out or path.is_relative_to(out) for path in made)


def with_marks(path: Path) -> None:
    """As Notepad of Windows saves a text: a mark in front, CR LF at the ends of lines."""
    words = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + words.replace("\n", "\r\n").encode("utf-8"))


def test_text_files_that_notepad_saved_read_the_same(desk: Desk, tmp_path: Path) -> None:
    draft = desk.draft()
    answers = tmp_path / "tra-loi.json"
    answers.write_text('{\n "criterion/1.1.2/remedy": "theirs"\n}\n', encoding="utf-8")
    with_marks(answers)
    assert read_answers(answers) == {"criterion/1.1.2/remedy": Side.THEIRS}
    known = history.entries(desk.out, desk.book.stem)
    with_marks(history.events_file(desk.out, desk.book.stem))
    assert history.entries(desk.out, desk.book.stem) == known != ()
    assert desk.draft() == draft
    words = TypedDraft(NOW, "0", {"a": "chữ\nhai dòng"})
    path = save_draft(desk.out, desk.book.stem, ("Q1", "VP"), words)
    with_marks(path)
    assert draft_of(desk.out, desk.book.stem, ("Q1", "VP")) == words
    from random import Random  # noqa: PLC0415 - only here

    make_passwords(desk.out, desk.book.stem, ["VP"], Random(1), NOW)  # noqa: S311 - a test
    before = kept_passwords(desk.out, desk.book.stem)
    for path in desk.out.rglob("mat-khau-don-vi.json"):
        with_marks(path)
    assert kept_passwords(desk.out, desk.book.stem) == before != {}


def test_names_that_differ_only_by_case_or_form_of_letters_are_kept_apart(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "bieu.zip"
    names = ["Biểu.xlsx", "BIỂU.XLSX", unicodedata.normalize("NFD", "Biểu.xlsx"), "biểu.xlsx", "a\\biểu.xlsx", "a/biểu.xlsx"]
    with zipfile.ZipFile(archive, "w") as made:
        for name in names:
            made.write(FORM, name)
    code = run(["collect", str(desk.book), str(archive), "--period", "Q1", "--received", "10/03/2025", "--out", str(desk.out), "--json"])
    verdicts = json.loads(capsys.readouterr().out)["verdicts"]
    assert code in {0, 1}
    assert len(verdicts) == len(names)
    assert sorted(verdict["taken"] for verdict in verdicts).count("đã nhận") == 1


def test_a_backslash_in_an_argument_is_no_way_out(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    code, problems = answered(capsys, "plan", f"{desk.book.parent}\\..\\ke-hoach.xlsx", "--out", f"{desk.out}\\..\\..\\ra")
    assert (code, problems[0]["code"]) == (2, "TEP-01")
    code, _ = answered(capsys, "plan", desk.book, "--out", f"{desk.out}\\..\\..\\ra")
    assert code == 0
    assert not (desk.book.parent.parent / "ra").exists()


READS: Final[dict[str, list[str]]] = {
    name: arguments
    for name, arguments in COMMANDS.items()
    if any("{long}." in word for word in arguments) and name not in {"new", "new from scores"}
}


@pytest.mark.parametrize("name", READS)
def test_a_file_that_another_program_holds_is_told(
    name: str, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does: the file is there, and opening it is not permitted."""
    desk, draft = drafted_in(tmp_path)
    words = {"folder": tmp_path, "long": "giu", "book": desk.book, "draft": draft}
    arguments = [word.format(**words) for word in READS[name]]
    held = next(Path(word) for word in arguments if Path(word).stem == "giu")
    shutil.copy(desk.book if held.suffix == ".xlsx" else draft, held)
    real = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == held.name:
            raise PermissionError(errno.EACCES, "Access is denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    before = set(tmp_path.rglob("*"))
    code, problems = answered(capsys, *arguments)
    assert code == 2
    assert "TEP-04" in {problem["code"] for problem in problems}
    assert {path for path in tmp_path.rglob("*") if not path.name.endswith(".lock")} <= before


CONSOLES: Final[dict[str, dict[str, str]]] = {
    "code page 1258": {"PYTHONIOENCODING": "cp1258"},
    "ASCII": {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "UTF-8 mode": {"PYTHONUTF8": "1", "PYTHONIOENCODING": "cp1258:strict"},
}
_DRIVER: Final = """
import json, sys
from generator.cli import main
for arguments in json.loads(sys.argv[1]):
    try:
        main(arguments)
    except SystemExit as end:
        print("=>", arguments[0], end.code, flush=True)
"""


@pytest.mark.parametrize("console", CONSOLES)
def test_whatever_a_console_can_show_no_command_breaks_on_its_letters(console: str, tmp_path: Path) -> None:
    book = Path(shutil.copy(BOOK, tmp_path / ("ke-hoach.xlsx" if console == "ASCII" else "kế hoạch.xlsx")))
    out, missing = str(tmp_path / "ra"), str(tmp_path / "khong-co.xlsx")
    asked = [[name, "--help"] for name in cli.cli.commands]
    asked += [[name, missing, "--json"] for name in ("plan", "status", "check")]
    asked += [[name, missing] for name in ("plan", "status", "check")]
    asked += [["khong-co-lenh"], ["plan"], ["plan", str(book), "--khong-co"], ["--version"], ["template"]]
    asked += [["plan", str(book), "--out", out], ["status", str(book)], ["status", str(book), "--json"], ["check", str(book), "--json"]]
    asked += [["check", str(book)], ["collect", str(book), str(FORM), "--period", "Q1", "--received", "10/03/2025", "--out", out]]
    asked += [["report", str(book), "--period", "Q1", "--draft", "--out", out], ["new", str(tmp_path / "moi.xlsx")]]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))} | CONSOLES[console]
    given = json.dumps(asked)  # ASCII
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER, given], capture_output=True, check=False, env=environment, cwd=Path(__file__).parent.parent
    )
    told = done.stdout.decode("utf-8") + done.stderr.decode("utf-8")
    assert "Traceback" not in told
    assert "UnicodeEncodeError" not in told
    ended = [line.split()[1:] for line in told.splitlines() if line.startswith("=>")]
    assert len(ended) == len(asked)
    assert {code for _, code in ended} <= {"0", "1", "2"}
    assert "Tạo dự thảo kế hoạch" in told
    assert "không có ở nơi đã chỉ" in told


def test_words_that_stand_in_no_code_page_come_out_of_a_pull(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    draft = desk.draft()
    document = docx.Document(str(draft))
    cell(document, "1.7.2", 4, "Đã ký ✓ 😀 ﷽")
    document.save(str(draft))
    assert run(["pull", str(desk.book), str(draft), "--out", str(desk.out)]) in {0, 1}
    assert "✓" in capsys.readouterr().out
