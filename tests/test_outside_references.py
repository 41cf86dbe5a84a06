"""What would be fetched or run when a file is opened: never followed by us, told or refused, and in nothing that we issue or print."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook

from generator import package, pdf
from generator.cli import run
from generator.outside_references import Outside, outside_references
from generator.package import pack
from generator.workbook import read_plan_book
from tests.books import edited
from tests.desks import Desk, desk_in, drafted_in
from tests.old_letters import tcvn3
from tests.papers import PLAN_TEMPLATE
from tests.sample_forms import FOLDER
from tests.test_final_copy import changed
from tests.test_transcribing import book, word

_KINDS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS: Final = "word/_rels/document.xml.rels"
_SETTINGS: Final = "word/_rels/settings.xml.rels"
_AWAY: Final = "http://127.0.0.1:9"
_EMPTY_LINKS: Final = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
Fault = Callable[[Path], object]


def part(path: Path, name: str, old: str, new: str) -> None:
    changed(package.open_package(path), name, old, new)


def link(kind: str, target: str, *, external: bool = True, number: str = "rIdX1") -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{number}" Type="{_KINDS}/{kind}" Target="{target}"{mode}/>'


def linked(kind: str, target: str, *, external: bool = True) -> Fault:
    """A relationship of the main part that nobody has to click."""
    return lambda path: part(path, _LINKS, "</Relationships>", link(kind, target, external=external) + "</Relationships>")


def run_of(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def complex_field(*code: str) -> str:
    """A field whose code Word cut into several runs, with a result that reads like words."""
    begin, middle, end = (run_of(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end"))
    codes = "".join(run_of(f'<w:instrText xml:space="preserve">{words}</w:instrText>') for words in code)
    return begin + codes + middle + run_of("<w:t>kết quả</w:t>") + end


def in_text(xml: str) -> Fault:
    """A paragraph of its own at the beginning of the body."""
    return lambda path: part(path, "word/document.xml", "<w:body>", f"<w:body><w:p>{xml}</w:p>")


def attached_template(path: Path) -> None:
    part(path, _SETTINGS, "", _EMPTY_LINKS.format(link("attachedTemplate", f"{_AWAY}/mau.dotm", number="t1")))
    opened = package.open_package(path)
    settings = opened.parts["word/settings.xml"].data.decode("utf-8")
    start = settings.index("<w:zoom")
    zoom = settings[start : settings.index(">", start) + 1]
    part(path, "word/settings.xml", zoom, f'{zoom}<w:attachedTemplate xmlns:r="{_KINDS}" r:id="t1"/>')


def chunk(path: Path) -> None:
    """A whole web page that Word would take in at the next opening."""
    part(path, "word/la.html", "", f'<html><img src="{_AWAY}/x.png"></html>')
    linked("aFChunk", "la.html", external=False)(path)
    part(path, "word/document.xml", "<w:body>", f'<w:body><w:altChunk xmlns:r="{_KINDS}" r:id="rIdX1"/>')


def macros(path: Path) -> None:
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    part(path, "word/vbaProject.bin", "", "Sub AutoOpen")
    row = f'<Relationship Id="rIdX1" Type="{kind}" Target="vbaProject.bin"/>'
    part(path, _LINKS, "</Relationships>", f"{row}</Relationships>")
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    part(path, "[Content_Types].xml", main, "application/vnd.ms-word.document.macroEnabled.main+xml")


def header_elsewhere(path: Path) -> None:
    """Parts are found by links: a header may lie in any folder."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    part(path, "khac/tren.xml", "", f"<w:hdr {space}><w:p>{complex_field(' INCLUDETEXT x ')}</w:p></w:hdr>")
    linked("header", "../khac/tren.xml", external=False)(path)


def custom_data(path: Path) -> None:
    """Data beside the text that names a schema elsewhere: nothing that Word would fetch."""
    part(
        path,
        "customXml/item9.xml",
        "",
        f'<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{_AWAY} {_AWAY}/a.xsd"/>',
    )


_BEGIN: Final = run_of('<w:fldChar w:fldCharType="begin"/>')
_END: Final = run_of('<w:fldChar w:fldCharType="end"/>')
_IF: Final = run_of("<w:instrText> IF 1 = 1 </w:instrText>")
_SIMPLE: Final = f'<w:fldSimple w:instr=" IMPORT {_AWAY}/x.png "><w:r><w:t>x</w:t></w:r></w:fldSimple>'
LEADING_OUT: Final[dict[str, tuple[Fault, Outside]]] = {
    "a picture on another machine": (linked("image", f"{_AWAY}/x.png"), Outside.LINK),
    "a picture on a share": (linked("image", r"\\127.0.0.1\chung\x.png"), Outside.LINK),
    "an object linked by OLE": (linked("oleObject", "file:///C:/x.xlsx"), Outside.LINK),
    "a document in a frame": (linked("frame", f"{_AWAY}/x.html"), Outside.LINK),
    "a part of a master document": (linked("subDocument", "file:///etc/passwd"), Outside.LINK),
    "a film": (linked("video", f"{_AWAY}/x.mp4"), Outside.LINK),
    "a relation that nobody knows": (linked("khong-ai-biet", f"{_AWAY}/x"), Outside.LINK),
    "INCLUDETEXT": (in_text(complex_field(r' INCLUDETEXT "file:///etc/passwd" ')), Outside.FIELD),
    "INCLUDEPICTURE in pieces": (in_text(complex_field(" INCL", "UDEPICTURE ", f'"{_AWAY}/x.png"', r" \d ")), Outside.FIELD),
    "DDEAUTO": (in_text(complex_field(r" ddeauto c:\\windows\\system32\\cmd.exe ", '"/k calc"')), Outside.FIELD),
    "DDE": (in_text(complex_field(" DDE Excel x.xlsx R1C1 ")), Outside.FIELD),
    "LINK": (in_text(complex_field(r' LINK Excel.Sheet.12 "C:\\x.xlsx" A1 ')), Outside.FIELD),
    "IMPORT in one element": (in_text(_SIMPLE), Outside.FIELD),
    "DATABASE": (in_text(complex_field(r' DATABASE \d "C:\\x.mdb" ')), Outside.FIELD),
    "a field inside the code of another": (in_text(_BEGIN + _IF + complex_field(" INCLUDETEXT x ") + _END), Outside.FIELD),
    "a field without an end": (in_text(_BEGIN + run_of("<w:instrText>INCLUDETEXT x</w:instrText>")), Outside.FIELD),
    "a field in a header that lies elsewhere": (header_elsewhere, Outside.FIELD),
    "a web page to be taken in": (chunk, Outside.CHUNK),
    "macros": (macros, Outside.MACRO),
    "a control": (linked("control", "activeX/activeX1.xml", external=False), Outside.CONTROL),
}  # fmt: skip
WITHOUT_A_WORD: Final[dict[str, Fault]] = {
    "a link that is clicked": linked("hyperlink", f"{_AWAY}/luat"),
    "data beside the text": custom_data,
}
DROPPED: Final[dict[str, tuple[Fault, Outside]]] = {"an attached template": (attached_template, Outside.TEMPLATE)}

_watched: list[tuple[str, str]] | None = None
_NET: Final = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "urllib.Request",
    "subprocess.Popen",
    "os.system",
)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watched is None:
        return
    if event in _NET or (event == "open" and str(arguments[0]).startswith(("/etc/passwd", "C:", "\\\\"))):
        _watched.append((event, str(arguments[:2])))


sys.addaudithook(_hook)


@contextmanager
def nothing_fetched() -> Iterator[None]:
    """No connection is opened, no name looked up, no program started, no file read that a document names."""
    global _watched  # noqa: PLW0603 - a hook can't be taken out again
    _watched = []
    try:
        yield
        assert _watched == []
    finally:
        _watched = None


def test_the_watch_sees_a_connection() -> None:
    import socket  # noqa: PLC0415 - only here

    with pytest.raises(AssertionError), nothing_fetched(), socket.socket() as line:
        line.connect_ex(("127.0.0.1", 9))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    return desk_in(tmp_path)


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    with nothing_fetched():
        code = run([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def codes(answer: dict[str, Any]) -> set[str]:
    return {problem["code"] for problem in answer["problems"]}


def everywhere(folder: Path) -> Iterator[Path]:
    return folder.rglob("*.docx")


@pytest.mark.parametrize("fault", [*LEADING_OUT, *DROPPED])
def test_a_draft_that_leads_out_is_taken_back_with_a_warning_and_never_issued_so(
    fault: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, draft = drafted_in(desk.book.parent)
    change, kind = (LEADING_OUT | DROPPED)[fault]
    change(draft)
    assert kind in {row.kind for row in outside_references(package.open_package(draft))}
    code, answer = told(capsys, "pull", desk.book, draft, "--keep-conflicts", "--out", desk.out)
    assert (code, "NGOAI-01" in codes(answer)) == (1, True)
    waived = [f"--waive={name}=đã xem" for name in ("PH-31", "PH-32", "PH-33", "PH-34", "PH-37", "PH-40", "PH-42", "PH-48")]
    code, answer = told(capsys, "issue", desk.book, draft, "--number", "next", "--date", "20/01/2025", "--out", desk.out, *waived)
    issued = list((desk.out / "phat-hanh").rglob("*.docx"))
    if fault in LEADING_OUT:
        assert (code, "PH-50" in codes(answer), issued) == (2, True, [])
        assert not desk.register.exists()
    else:
        assert len(issued) == 1
    for path in issued:
        assert outside_references(package.open_package(path)) == ()


@pytest.mark.parametrize("fault", WITHOUT_A_WORD)
def test_what_is_only_clicked_or_only_data_is_no_reason_for_a_warning(fault: str, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk, draft = drafted_in(desk.book.parent)
    WITHOUT_A_WORD[fault](draft)
    assert outside_references(package.open_package(draft)) == ()
    _, answer = told(capsys, "pull", desk.book, draft, "--out", desk.out)
    assert "NGOAI-01" not in codes(answer)


@pytest.mark.parametrize("fault", LEADING_OUT)
def test_a_template_that_leads_out_is_refused(fault: str, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(PLAN_TEMPLATE.read_bytes())
    LEADING_OUT[fault][0](path)
    code, answer = told(capsys, "plan", desk.book, "--template", path, "--out", desk.out)
    assert code == 2
    assert codes(answer) & {"MAU-15"}
    assert not desk.out.exists()


def in_utf_16(data: bytes) -> bytes:
    return data.decode("utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


WRITTEN: Final[dict[str, Callable[[bytes], bytes]]] = {
    "as Word writes it": lambda data: data,
    "in UTF-16": in_utf_16,
    "with a letter by its number": lambda data: data.replace(b"/attachedTemplate", b"/&#97;ttachedTemplate"),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_template_made_from_another_one_prints_papers_without_that_link(
    written: str, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(PLAN_TEMPLATE.read_bytes())
    attached_template(path)
    opened = package.open_package(path)
    told_so = {name: pack(name, WRITTEN[written](opened.parts[name].data)) for name in (_SETTINGS, "word/settings.xml")}
    path.write_bytes(package.join([told_so.get(name, kept) for name, kept in opened.parts.items()]))
    code, answer = told(capsys, "plan", desk.book, "--template", path, "--out", desk.out)
    assert (code, "MAU-21" in codes(answer)) == (0, True)
    drafts = list(everywhere(desk.out))
    assert drafts
    for draft in drafts:
        opened = package.open_package(draft)
        assert outside_references(opened) == ()
        assert b"attachedTemplate" not in opened.parts["word/settings.xml"].data


READ: Final = ("a picture on a share", "an object linked by OLE", "DDEAUTO", "a web page to be taken in", "macros", "an attached template")
"""One of each kind: each takes three commands."""


@pytest.mark.parametrize("fault", READ)
def test_whoever_reads_a_paper_that_leads_out_fetches_nothing_and_a_check_tells_of_it(
    fault: str, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, draft = drafted_in(desk.book.parent)
    strange = tmp_path / "la.docx"
    strange.write_bytes(draft.read_bytes())
    (LEADING_OUT | DROPPED)[fault][0](strange)
    before = strange.read_bytes()
    code, answer = told(capsys, "check", strange, "--annotate", "--fix", "--out", desk.out)
    assert (code, "NGOAI-01" in codes(answer)) == (1, True)
    commands: list[list[str | Path]] = [
        ["convert-text", strange, "--out", desk.out],
        ["new", tmp_path / "moi.xlsx", "--from-docx", strange],
    ]
    for arguments in commands:
        code, answer = told(capsys, *arguments)
        assert code in {0, 1, 2}
        assert all(problem["message"] and problem["cure"] for problem in answer["problems"])
    assert strange.read_bytes() == before


def external_book(data: bytes, tmp_path: Path) -> Path:
    """A workbook that takes a figure out of another one, has a live connection, an object and a web query."""
    path = tmp_path / "ngoai.xlsx"
    path.write_bytes(data)
    opened = package.open_package(path)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    dde = f'<ddeLink xmlns:r="{_KINDS}" ddeService="cmd" ddeTopic="/c calc"/>'
    web = f'<connection id="1" name="x" type="4" refreshOnLoad="1"><webPr url="{_AWAY}/"/></connection>'
    extra = {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{space}">{dde}</externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": _EMPTY_LINKS.format(link("externalLinkPath", "file:///etc/passwd", number="rId1")),
        "xl/connections.xml": f'<connections xmlns="{space}">{web}</connections>',
        "xl/embeddings/oleObject1.bin": "x",
    }
    rels = opened.parts["xl/_rels/workbook.xml.rels"].data.decode("utf-8")
    rels = rels.replace(
        "</Relationships>",
        link("externalLink", "externalLinks/externalLink1.xml", external=False)
        + link("connections", "connections.xml", external=False, number="rIdX2")
        + "</Relationships>",
    )
    parts = dict(opened.parts) | {name: pack(name, words.encode()) for name, words in extra.items()}
    parts["xl/_rels/workbook.xml.rels"] = pack("xl/_rels/workbook.xml.rels", rels.encode())
    path.write_bytes(package.join(list(parts.values())))
    return path


_SHEETS: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def beside(kind: str, name: str, xml: str) -> Fault:
    """A part that the workbook itself is linked to."""

    def change(path: Path) -> None:
        opened = package.open_package(path)
        rels = "xl/_rels/workbook.xml.rels"
        links = opened.parts[rels].data.decode("utf-8").replace("</Relationships>", link(kind, name, external=False) + "</Relationships>")
        parts = dict(opened.parts) | {rels: pack(rels, links.encode()), f"xl/{name}": pack(f"xl/{name}", xml.encode())}
        path.write_bytes(package.join(list(parts.values())))

    return change


def connected(inner: str, how: str) -> Fault:
    xml = f'<connections xmlns="{_SHEETS}"><connection id="1" name="x" type="4" {how}>{inner}</connection></connections>'
    return beside("connections", "connections.xml", xml)


def reckoning(formula: str) -> Fault:
    return lambda path: edited_in_place(path, lambda opened: opened.worksheets[0].__setitem__("K40", formula))


def edited_in_place(path: Path, change: Callable[[Workbook], object]) -> None:
    path.write_bytes(edited(path.read_bytes(), change))


_DDE: Final = beside(
    "externalLink",
    "externalLinks/externalLink1.xml",
    f'<externalLink xmlns="{_SHEETS}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
)
_WEB: Final = f'<webPr url="{_AWAY}/"/>'
BOOKS_LEADING_OUT: Final[dict[str, tuple[Fault, Outside, str]]] = {
    "DDE": (_DDE, Outside.LINK, "cmd /c calc"),
    "web query": (connected(_WEB, 'refreshOnLoad="1"'), Outside.CONNECTION, f"{_AWAY}/"),
    "query every minute": (connected(_WEB, 'interval="1"'), Outside.CONNECTION, f"{_AWAY}/"),
    "database": (connected('<dbPr connection="DSN=x"/>', 'refreshOnLoad="true"'), Outside.CONNECTION, "DSN=x"),
    "connection file": (connected("", f'refreshOnLoad="1" odcFile="{_AWAY}/a.odc"'), Outside.CONNECTION, f"{_AWAY}/a.odc"),
    "web service": (reckoning(f'=_xlfn.WEBSERVICE("{_AWAY}/")'), Outside.FORMULA, f'_xlfn.WEBSERVICE("{_AWAY}/")'),
    "picture": (reckoning(f'=1+_xlfn.IMAGE("{_AWAY}/a.png")'), Outside.FORMULA, f'1+_xlfn.IMAGE("{_AWAY}/a.png")'),
    "live data": (reckoning('=RTD("may.chu",,"x")'), Outside.FORMULA, 'RTD("may.chu",,"x")'),
}


@pytest.mark.parametrize("name", BOOKS_LEADING_OUT)
def test_each_way_in_which_a_workbook_leads_out_is_told_by_itself(name: str, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    change, kind, target = BOOKS_LEADING_OUT[name]
    change(desk.book)
    assert [(row.kind, row.target) for row in outside_references(package.open_package(desk.book))] == [(kind, target)]
    _, answer = told(capsys, "check", desk.book)
    assert "NGOAI-01" in codes(answer)


@pytest.mark.parametrize("change", [connected(_WEB, ""), reckoning('="IMAGE("'), reckoning("=MYIMAGE(1)")])
def test_what_a_workbook_does_only_when_it_is_asked_to_is_no_reason_for_a_warning(change: Fault, desk: Desk) -> None:
    change(desk.book)
    assert outside_references(package.open_package(desk.book)) == ()


def test_a_workbook_that_leads_out_is_read_without_following_and_a_check_tells_of_it(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = external_book(desk.book.read_bytes(), tmp_path)
    before = path.read_bytes()
    _, answer = told(capsys, "check", path)
    assert "NGOAI-01" in codes(answer)
    commands: list[list[str | Path]] = [
        ["plan", path],
        ["forms", path, "--period", "Q1"],
        ["report", path, "--period", "Q1", "--draft"],
    ]
    for arguments in commands:
        code, _ = told(capsys, *arguments, "--out", desk.out)
        assert code in {0, 1}
    assert path.read_bytes() == before
    made = [*desk.out.rglob("*.xlsx"), *desk.out.rglob("*.docx")]
    assert made
    for one in made:
        opened = package.open_package(one)
        assert outside_references(opened) == ()
        assert not [name for name in opened.parts if "external" in name.lower() or "connections" in name or "embeddings" in name]


def old_word(path: Path) -> Path:
    word([(tcvn3("được trường Đại học ưu tiên"), ".VnTime")]).save(str(path / "cu.docx"))
    return path / "cu.docx"


def old_workbook(path: Path) -> Path:
    book(("A1", tcvn3("Tên đơn vị"), ".VnTime")).save(path / "cu.xlsx")
    return path / "cu.xlsx"


def word_leading_out(path: Path) -> Path:
    made = old_word(path)
    linked("image", f"{_AWAY}/a.png")(made)
    return made


@pytest.mark.parametrize(
    ("make", "warned"),
    [
        (old_word, set()),
        (old_workbook, set()),
        (word_leading_out, {"NGOAI-01"}),
        (lambda path: external_book(old_workbook(path).read_bytes(), path), {"NGOAI-01"}),
    ],
)
def test_old_letters_are_converted_in_a_file_that_leads_out_and_the_clerk_is_warned(
    make: Callable[[Path], Path], warned: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, answer = told(capsys, "convert-text", make(tmp_path), "--out", tmp_path / "out")
    assert len(answer["files"]) == 1
    assert codes(answer) & {"NGOAI-01"} == warned


def test_a_form_that_leads_out_is_taken_for_its_words_alone(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strange = external_book((FOLDER / "Q1" / "minh-hoa-Q1-VP.xlsx").read_bytes(), tmp_path)
    code, _ = told(capsys, "collect", desk.book, strange, "--period", "Q1", "--received", "10/03/2025 09:00", "--out", desk.out)
    assert code in {0, 1}
    assert read_plan_book(desk.book).results.submission("Q1", "VP") is not None
    assert outside_references(package.open_package(desk.book)) == ()


def test_next_years_workbook_has_nothing_of_what_led_out_of_the_last_one(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "moi.xlsx"
    code, _ = told(capsys, "new", new, "--from-plan", external_book(desk.book.read_bytes(), tmp_path))
    assert code in {0, 1}
    assert outside_references(package.open_package(new)) == ()
