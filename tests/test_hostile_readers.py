"""Files made to do harm, in the place of every file that a command reads: refused with a sentence, nothing written, nothing fetched."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from generator import files, package, pdf
from generator.actions.checking_papers import Wish, check_paper
from generator.cli import run
from generator.errors import InputRefusedError
from generator.package import Part, join, pack
from tests.desks import Desk, desk_in, drafted_in
from tests.hostile_files import HARMFUL, HARMLESS, MAIN, climbing_zip, sound
from tests.sample_forms import FOLDER
from tests.test_outside_references import nothing_fetched

FORM: Final = FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx"


@cache
def _parts(data: bytes, end: str) -> Mapping[str, Part]:
    return package.unpacked(files.ReadFile(Path(f"x{end}"), data)).parts


def _joined(parts: dict[str, bytes]) -> bytes:
    return join([pack(name, data) for name, data in parts.items()])


def many_entries(end: str) -> bytes:
    """Seventy thousand parts, more than the listing can count."""
    one = join([pack(MAIN[end], b"<a/>")])
    start = one.index(b"PK\x01\x02")
    row = one[start : one.index(b"PK\x05\x06")]
    rows = b"".join(row[:46] + f"{number:0{row[28]}}".encode()[: row[28]] for number in range(70_000))
    return one[:start] + rows + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(rows), start, 0)


def quoted_bomb(end: str) -> bytes:
    """Parts that lie inside one another: each says that the headers of all later ones are its own content."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    kernel = squeezer.compress(bytes(2**20)) + squeezer.flush()
    names = [MAIN[end].encode(), *(f"word/p{number}.bin".encode() for number in range(600))]
    body, listing = b"", b""
    for name in names:
        body += struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0x21, 0, len(kernel), 2**20, len(name), 0) + name
    at = 0
    for name in names:
        size = len(body) - at + len(kernel) - 30 - len(name)
        listing += (
            struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0x21, 0, size, 2**20, len(name), 0, 0, 0, 0, 0, at) + name
        )
        at += 30 + len(name)
    end_of_all = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(names), len(names), len(listing), len(body) + len(kernel), 0)
    return body + kernel + listing + end_of_all


def twice(end: str) -> bytes:
    """The main part stands twice, in other letters: one program reads this one, the next the other."""
    parts = _parts(sound(end), end)
    main = parts[MAIN[end]]
    return join([*parts.values(), pack(main.name.upper(), main.data)])


_SAYING: Final = ("_rels/.rels", "[Content_Types].xml")


def elsewhere(end: str, *said: str) -> bytes:
    """Word and Excel open the part that the file's own links name, openpyxl the one of that kind; the usual name says nothing."""
    parts = {name: part.data for name, part in _parts(sound(end), end).items()}
    usual = MAIN[end]
    other = usual.replace(".xml", "2.xml")
    folder, _, name = usual.rpartition("/")
    parts |= {other: parts[usual], f"{folder}/_rels/{name[:-4]}2.xml.rels": parts[f"{folder}/_rels/{name}.rels"]}
    parts |= {part: parts[part].replace(usual.encode(), other.encode()) for part in said or _SAYING}
    return _joined(parts)


QUICK: Final = (
    "a flat bomb", "a bomb of overlapping parts", "no zip", "empty", "cut off", "an external entity", "a billion laughs", "old Office",
)  # fmt: skip
HERE: Final[dict[str, Callable[[str], bytes]]] = {
    **{name: HARMFUL[name] for name in QUICK},
    "seventy thousand parts": many_entries,
    "parts inside one another": quoted_bomb,
    "a part that stands twice": twice,
    "a main part that lies elsewhere": elsewhere,
}
COMMANDS: Final[dict[str, tuple[str, list[str]]]] = {
    "plan": (".xlsx", ["plan", "{bad}"]),
    "plan with a template": (".docx", ["plan", "{book}", "--template", "{bad}"]),
    "forms": (".xlsx", ["forms", "{bad}", "--period", "Q1"]),
    "collect into": (".xlsx", ["collect", "{bad}", str(FORM), "--period", "Q1"]),
    "collect": (".xlsx", ["collect", "{book}", "{bad}", "--period", "Q1"]),
    "status": (".xlsx", ["status", "{bad}"]),
    "remind": (".xlsx", ["remind", "{bad}", "--period", "Q1", "--on", "20/03/2025"]),
    "report": (".xlsx", ["report", "{bad}", "--period", "Q1"]),
    "pull": (".docx", ["pull", "{book}", "{bad}"]),
    "pull into": (".xlsx", ["pull", "{bad}", "{draft}"]),
    "check a plan": (".xlsx", ["check", "{bad}", "--fix"]),
    "check a paper": (".docx", ["check", "{bad}", "--fix", "--annotate"]),
    "redline the old": (".docx", ["redline", "{bad}", "{draft}"]),
    "redline the new": (".docx", ["redline", "{draft}", "{bad}"]),
    "issue": (".docx", ["issue", "{book}", "{bad}", "--number", "next", "--date", "20/01/2025"]),
    "issue from": (".xlsx", ["issue", "{bad}", "{draft}", "--number", "next", "--date", "20/01/2025"]),
    "template": (".xlsx", ["template", "KH", "--workbook", "{bad}"]),
    "convert a paper": (".docx", ["convert-text", "{bad}"]),
    "convert a workbook": (".xlsx", ["convert-text", "{bad}"]),
    "new from a paper": (".docx", ["new", "{folder}/moi.xlsx", "--from-docx", "{bad}"]),
    "new from a plan": (".xlsx", ["new", "{folder}/moi.xlsx", "--from-plan", "{bad}"]),
    "new from scores": (".xlsx", ["new", "{folder}/moi.xlsx", "--from-scores", "{bad}"]),
}


@cache
def harmful(fault: str, end: str) -> bytes:
    """The file, made once."""
    return HERE[fault](end)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    return desk_in(tmp_path)


def refused(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    with nothing_fetched() if "--from-scores" not in arguments else nullcontext():  # a score sheet is read in a process of its own
        code = run([*arguments, "--json"])
    shown = capsys.readouterr()
    assert (code, shown.err) == (2, "")
    problems: list[dict[str, Any]] = json.loads(shown.out)["problems"]
    assert problems
    assert all(problem["message"] and problem["cure"] for problem in problems)
    return problems


@pytest.mark.parametrize("name", COMMANDS)
def test_a_harmful_file_is_refused_by_every_command_that_reads_it(
    name: str, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end, arguments = COMMANDS[name]
    desk, draft = drafted_in(tmp_path)
    bad = tmp_path / f"xau{end}"
    words = {"bad": bad, "book": desk.book, "draft": draft, "folder": tmp_path}
    given = [word.format(**words) for word in arguments]
    given += [] if given[0] in {"new", "status"} else ["--out", str(desk.out)]
    for fault in HERE:
        bad.write_bytes(harmful(fault, end))
        before = desk.everything()
        problems = refused(capsys, given)
        assert desk.everything() == before, fault
        assert any("xau" in problem["place"] for problem in problems), fault
    assert not HARMLESS & HERE.keys()


@pytest.mark.parametrize("said", [_SAYING, *((name,) for name in _SAYING)])
@pytest.mark.parametrize("end", MAIN)
def test_only_the_main_part_that_a_file_itself_names_is_read(end: str, said: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / f"x{end}"
    path.write_bytes(elsewhere(end, *said))
    with pytest.raises(InputRefusedError) as caught:
        package.open_package(path)
    assert [problem.code for problem in caught.value.problems] == ["GOI-12"]
    parts = {name: part.data for name, part in _parts(sound(end), end).items()}
    usual = MAIN[end].encode()
    assert usual in parts["_rels/.rels"]
    for written in (b"/" + usual, b"./" + usual, b"/" + usual.replace(b"xml", b"XML"), b"x/../" + usual):
        told = re.sub(b'Target="/?' + re.escape(usual), b'Target="' + written, parts["_rels/.rels"])
        path.write_bytes(_joined(parts | {"_rels/.rels": told}))
        assert MAIN[end] in package.open_package(path).parts


@pytest.mark.parametrize("name", ["styles.xml", "settings.xml"])
def test_looks_that_a_document_takes_from_elsewhere_are_not_judged_by_a_decoy(name: str, tmp_path: Path) -> None:
    parts = {key: part.data for key, part in _parts(sound(".docx"), ".docx").items()}
    links = "word/_rels/document.xml.rels"
    assert f'Target="{name}"'.encode() in parts[links]
    other = name.replace(".xml", "2.xml")
    parts |= {f"word/{other}": parts[f"word/{name}"], links: parts[links].replace(f'"{name}"'.encode(), f'"{other}"'.encode())}
    path = tmp_path / "x.docx"
    path.write_bytes(_joined(parts))
    with pytest.raises(InputRefusedError) as caught:
        package.open_package(path)
    assert [problem.code for problem in caught.value.problems] == ["GOI-12"]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in {"check a plan", "convert a paper", "convert a workbook"}])
def test_a_sound_file_of_the_other_program_is_refused_by_every_command_that_reads_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end, arguments = COMMANDS[name]
    desk, draft = drafted_in(tmp_path)
    bad = tmp_path / ("nham.xlsx" if end == ".docx" else "nham.docx")
    bad.write_bytes((desk.book if end == ".docx" else draft).read_bytes())
    words = {"bad": bad, "book": desk.book, "draft": draft, "folder": tmp_path}
    given = [word.format(**words) for word in arguments]
    given += [] if given[0] in {"new", "status"} else ["--out", str(desk.out)]
    before = desk.everything()
    if name == "check a paper":  # the command knows a workbook by its name: other doors hand it to this reader
        with pytest.raises(InputRefusedError, match="không phải là tệp Word"):
            check_paper(bad, desk.out, Wish(), datetime(2025, 3, 20))  # noqa: DTZ001 - the clerk's own clock
    else:
        assert any("nham" in problem["place"] for problem in refused(capsys, given))
    assert desk.everything() == before


def declared(data: bytes) -> bytes:
    """XML with entities, one of them outside, used where a parser puts them in by itself: in an attribute."""
    root = etree.fromstring(data)
    head = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    root.set("them", "DAU")
    return head + etree.tostring(root).replace(b"DAU", b"&a;")


HIDING: Final[dict[str, Callable[[bytes], bytes]]] = {
    "as it is": lambda data: data,
    "behind white space": lambda data: b"\n" * 500 + data,
    "behind a mark": lambda data: b"\xef\xbb\xbf" + data,
    "in UTF-16": lambda data: data.decode().encode("utf-16"),
    "in UTF-16 without a mark": lambda data: data.decode().encode("utf-16-le"),
    "in UTF-7": lambda data: b'<?xml version="1.0" encoding="UTF-7"?>' + data.decode().encode("utf-7").replace(b"<!", b"+ADwAIQ-"),
    "in another encoding": lambda data: '<?xml version="1.0" encoding="cp037"?>'.encode("cp037") + data.decode().encode("cp037"),
    "in a Japanese encoding": lambda data: b'<?xml version="1.0" encoding="ISO-2022-JP"?>' + data,
    "in small letters": lambda data: data.replace(b"<!DOCTYPE", b"<!doctype"),
}


def _xml_parts() -> Iterator[tuple[str, str]]:
    for end in (".docx", ".xlsx"):
        for name in _parts(sound(end), end):
            if name.endswith((".xml", ".rels")):
                yield end, name


@pytest.mark.parametrize(("end", "name"), list(_xml_parts()))
def test_entities_are_refused_in_every_part_of_a_file(end: str, name: str, tmp_path: Path) -> None:
    parts = {part: found.data for part, found in _parts(sound(end), end).items()}
    path = tmp_path / f"x{end}"
    for hidden in HIDING.values():
        path.write_bytes(_joined(parts | {name: hidden(declared(parts[name]))}))
        with pytest.raises(InputRefusedError) as caught:
            package.open_package(path)
        assert caught.value.problems[0].code in {"GOI-08", "GOI-11"}


@pytest.mark.parametrize("hiding", HIDING)
@pytest.mark.parametrize("ending", ["XML", "Rels", "dat", "bin", "png", "xml.bak", "vml"])
def test_entities_are_refused_whatever_a_part_is_called(ending: str, hiding: str, tmp_path: Path) -> None:
    """Parts are found by links, and a link may name any: a sheet called `sheet1.dat` is read as a sheet."""
    parts = {part: found.data for part, found in _parts(sound(".xlsx"), ".xlsx").items()}
    sheet = parts.pop("xl/worksheets/sheet2.xml")
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(b"sheet2.xml", f"sheet2.{ending}".encode())
    parts |= {f"xl/worksheets/sheet2.{ending}": HIDING[hiding](declared(sheet))}
    path = tmp_path / "x.xlsx"
    path.write_bytes(_joined(parts))
    with pytest.raises(InputRefusedError) as caught:
        package.open_package(path)
    assert caught.value.problems[0].code in {"GOI-08", "GOI-11"}


def test_elements_are_counted_whatever_a_part_is_called(tmp_path: Path) -> None:
    parts = {part: found.data for part, found in _parts(sound(".xlsx"), ".xlsx").items()}
    path = tmp_path / "x.xlsx"
    path.write_bytes(join([*(pack(name, data) for name, data in parts.items()), package.stored("xl/x.dat", b"<a>" + b"<b/>" * 1_600_000)]))
    with pytest.raises(InputRefusedError) as caught:
        package.open_package(path)
    assert caught.value.problems[0].code == "GOI-10"


def test_a_picture_drawn_in_xml_and_one_that_only_begins_so_are_let_in(tmp_path: Path) -> None:
    parts = {part: found.data for part, found in _parts(sound(".docx"), ".docx").items()}
    drawn = b'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/"><svg/>'
    path = tmp_path / "x.docx"
    path.write_bytes(_joined(parts | {"word/media/image1.svg": drawn, "word/media/image2.png": b"\x89PNG <!DOCTYPE x>"}))
    assert "word/media/image1.svg" in package.open_package(path).parts


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-8", "UTF-16", "us-ascii", "ISO-8859-1", "windows-1252"])
def test_encodings_that_programs_write_are_read(encoding: str, tmp_path: Path) -> None:
    parts = {part: found.data for part, found in _parts(sound(".xlsx"), ".xlsx").items()}
    root = etree.fromstring(parts["docProps/app.xml"])
    path = tmp_path / "x.xlsx"
    path.write_bytes(_joined(parts | {"docProps/app.xml": etree.tostring(root, encoding=encoding, xml_declaration=True)}))
    package.open_package(path)


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, FORM.read_bytes())
    return stream.getvalue()


def test_names_in_a_zip_of_forms_lead_nowhere_and_keep_no_other_form_out(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "bieu.zip"
    archive.write_bytes(climbing_zip(FORM))
    before = set(tmp_path.rglob("*"))
    arguments = [
        "collect",
        str(desk.book),
        str(archive),
        "--period",
        "Q1",
        "--received",
        "10/03/2025 09:00",
        "--out",
        str(desk.out),
        "--json",
    ]
    assert run(arguments) in {0, 1}
    verdicts = json.loads(capsys.readouterr().out)["verdicts"]
    assert len(verdicts) == 8
    assert [verdict["taken"] for verdict in verdicts].count("đã nhận") == 1
    assert all(len(verdict["file"].encode()) < 200 and "/" not in verdict["file"] and "\\" not in verdict["file"] for verdict in verdicts)
    assert not [path for path in {*tmp_path.rglob("*")} - before if "climbed" in path.name]


@pytest.mark.parametrize("fault", ["many", "lying", "locked", "another method", "broken", "a flat bomb"])
def test_a_harmful_zip_of_forms_is_refused_whole(fault: str, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = zipped("a.xlsx")
    at = good.rindex(b"PK\x01\x02")
    made: dict[str, Callable[[], bytes]] = {
        "many": zipped_many,
        "lying": lambda: good[: at + 24] + struct.pack("<I", 10) + good[at + 28 :],
        "locked": lambda: good[: at + 8] + b"\x01\x00" + good[at + 10 :],
        "another method": lambda: good[: at + 10] + b"\x63\x00" + good[at + 12 :],
        "broken": lambda: good[:-30],
        "a flat bomb": lambda: join([Part(f"{n}.xlsx", b"x", zipfile.ZIP_DEFLATED, 0, 2**28) for n in range(4)]),
    }
    archive = tmp_path / "bieu.zip"
    archive.write_bytes(made[fault]())
    before = desk.everything()
    problems = refused(capsys, ["collect", str(desk.book), str(archive), "--period", "Q1", "--out", str(desk.out)])
    assert {problem["code"] for problem in problems} <= {"GOI-06", "GOI-07", "NHAN-04"}
    assert desk.everything() == before


def test_a_disk_that_is_full_while_forms_are_unpacked_is_not_taken_for_a_broken_zip(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    archive = tmp_path / "bieu.zip"
    archive.write_bytes(zipped("a.xlsx"))
    monkeypatch.setattr(shutil, "copyfileobj", full)
    (problem,) = refused(capsys, ["collect", str(desk.book), str(archive), "--period", "Q1", "--out", str(desk.out)])
    assert problem["code"] == "TEP-11"


def zipped_many() -> bytes:
    """Seventy thousand forms that are all the same bytes."""
    one = join([pack("00000.xlsx", b"x")])
    start = one.index(b"PK\x01\x02")
    row = one[start : one.index(b"PK\x05\x06")]
    rows = b"".join(row[:46] + f"{number:05}.xlsx".encode() for number in range(70_000))
    return one[:start] + rows + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(rows), start, 0)
