"""Two drafts compared: the changes between them tracked, proved both ways, or nothing at all."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator import package
from generator.cli import run
from generator.errors import InputRefusedError, OutputRefusedError
from generator.package import Package
from generator.plan import Plan
from generator.records import Recipient, RecipientKind
from generator.redline import Redline, process, redline
from generator.revisions import RevisionKind, accepted, lines, rejected
from generator.richtext import Run, Text
from tests.books import criterion, repeated, small_plan
from tests.papers import made, with_part
from tests.plans import plans
from tests.source_plan import source_plan
from tests.tools import schema_errors

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHEN: Final = datetime(2025, 3, 10, 9, 0)  # noqa: DTZ001 - the clerk's own clock
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN: Final = "word/document.xml"
PLAN: Final = repeated(source_plan(), 10)


def changed(**parts: Any) -> Plan:  # noqa: ANN401 - any field of the plan
    return Plan.model_validate(dict(PLAN) | parts)


def with_criterion(number: int, **parts: Any) -> Plan:  # noqa: ANN401 - any field of the record
    rows = list(PLAN.criteria)
    rows[number] = rows[number].model_copy(update=parts)
    return changed(criteria=tuple(rows))


def with_line(number: int, words: Text) -> Plan:
    rows = list(PLAN.body)
    rows[number] = rows[number].model_copy(update={"text": words})
    return changed(body=tuple(rows))


LINE: Final = PLAN.body[0].text.plain
REMEDY: Final = PLAN.criteria[3].remedy.plain
EXTRA: Final = criterion("8.9.9", name=Text.of("Tiêu chí thêm mới"))
EDITS: Final[dict[str, Callable[[], Plan]]] = {
    "a cell reworded": lambda: with_criterion(3, remedy=Text.of("Rà soát hằng tháng")),
    "words added to a cell": lambda: with_criterion(3, remedy=Text.of(f"{REMEDY} trước quý III")),
    "a cell of several lines": lambda: with_criterion(3, remedy=Text.of("Một\nHai\nBa")),
    "a row added within": lambda: changed(criteria=(*PLAN.criteria[:4], EXTRA, *PLAN.criteria[4:])),
    "a row added at the end": lambda: changed(criteria=(*PLAN.criteria, EXTRA)),
    "a row moved": lambda: changed(criteria=(PLAN.criteria[0], *PLAN.criteria[2:6], PLAN.criteria[1], *PLAN.criteria[6:])),
    "all rows reworded": lambda: changed(
        criteria=tuple(row.model_copy(update={"name": Text.of(f"Tên {row.id}")}) for row in PLAN.criteria)
    ),
    "no criteria": lambda: changed(criteria=()),
    "a paragraph reworded": lambda: with_line(0, Text.of(LINE.replace("Sở", "Cơ quan"))),
    "a paragraph added": lambda: changed(
        body=(PLAN.body[0], PLAN.body[0].model_copy(update={"id": "x", "text": Text.of("Đoạn mới")}), *PLAN.body[1:])
    ),
    "a paragraph of many removed": lambda: changed(body=PLAN.body[:4] + PLAN.body[6:]),
    "paragraphs in another order": lambda: changed(body=(*PLAN.body[:4], PLAN.body[6], PLAN.body[4], PLAN.body[5], *PLAN.body[7:])),
    "bold words in a paragraph": lambda: with_line(0, Text.joined([Run(LINE[:20], bold=True), Run(LINE[20:])])),
    "bold words in a cell": lambda: with_criterion(
        3, remedy=Text.joined([Run(REMEDY[:9]), Run(REMEDY[9:20], bold=True), Run(REMEDY[20:])])
    ),
    "signs of XML": lambda: with_criterion(3, remedy=Text.of("""< 95 % & > 90 %, "trích" <b>'x'</b> ]]>""")),
    "the last recipient gone": lambda: changed(recipients=PLAN.recipients[:-1]),
    "every recipient gone": lambda: changed(recipients=()),
    "a recipient added at the end": lambda: changed(
        recipients=(*PLAN.recipients, Recipient(id="x", name="Sở Tư pháp", kind=RecipientKind.REPORT))
    ),
    "another title": lambda: changed(facts=PLAN.facts.model_copy(update={"title": Text.of("Cải thiện chỉ số")})),
}


def opened_in(folder: Path, data: bytes, name: str = "") -> Package:
    path = folder / f"{name or len(list(folder.iterdir()))}.docx"
    path.write_bytes(data)
    return package.open_package(path)


def compared(folder: Path, old: bytes, new: bytes, author: str = "Lan") -> Redline:
    return redline(opened_in(folder, old), opened_in(folder, new), author=author, when=WHEN)


def document(folder: Path, data: bytes) -> bytes:
    return opened_in(folder, data).parts[MAIN].data


def looks(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """Each letter of a document with what makes it bold, italic and so on."""
    for one in etree.fromstring(data).iter(f"{W}r"):
        properties = one.find(f"{W}rPr")
        look = sorted(etree.QName(node).localname for node in properties) if properties is not None else []
        yield from ((letter, look) for text in one.iter(f"{W}t") for letter in text.text or "")


@pytest.mark.parametrize("backwards", [False, True], ids=["forth", "back"])
def test_accepting_all_gives_the_newer_draft_and_rejecting_all_the_older_one(tmp_path: Path, *, backwards: bool) -> None:
    """Each edit alone on a real draft, its letters too; some of them before Microsoft's validator."""
    assert len(EDITS) > 15
    paths = []
    for number, (edit, change) in enumerate(EDITS.items()):
        old, new = (made(change()), made(PLAN)) if backwards else (made(PLAN), made(change()))
        found = compared(tmp_path, old, new)
        paths.append(tmp_path / f"so-sanh-{number}.docx")
        paths[-1].write_bytes(found.data)
        result = document(tmp_path, found.data)
        assert found.revisions, edit
        for settle, draft in ((accepted, new), (rejected, old)):
            settled, wanted = settle(result), document(tmp_path, draft)
            assert lines(settled) == lines(wanted), edit
            assert list(looks(settled)) == list(looks(wanted)), edit
    assert not schema_errors(paths[1::4])


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(plans(), plans(), st.booleans())
def test_any_two_drafts_are_compared(tmp_path: Path, one: Plan, other: Plan, related: bool) -> None:  # noqa: FBT001 - Hypothesis gives it by position
    if related:
        other = Plan.model_validate(dict(one) | {"criteria": tuple(reversed(one.criteria))[1:], "body": one.body[1:] + one.body[:1]})
    old, new = made(one), made(other)
    found = document(tmp_path, compared(tmp_path, old, new).data)
    assert lines(accepted(found)) == lines(document(tmp_path, new))
    assert lines(rejected(found)) == lines(document(tmp_path, old))


def test_the_same_drafts_give_the_same_bytes_with_the_author_and_the_time_given(tmp_path: Path) -> None:
    old, new = made(small_plan()), made(small_plan(criterion("1.1.2")))
    first, second = (compared(tmp_path, old, new, "Lan & <Minh>") for _ in range(2))
    assert first == second
    assert {(found.author, found.when) for found in first.revisions} == {("Lan & <Minh>", "2025-03-10T09:00:00Z")}


def test_changes_tracked_in_a_draft_are_read_as_accepted(tmp_path: Path) -> None:
    old, new = tmp_path / "cu.docx", tmp_path / "moi.docx"
    for path, mark in ((old, "del"), (new, "ins")):
        path.write_bytes(made(small_plan()))
        words = f"<w:p><w:{mark} w:id='1' w:author='Minh'><w:r><w:t>Thêm</w:t></w:r></w:{mark}></w:p>"
        with_part(path, MAIN, "<w:body>", f"<w:body>{words.replace('w:t>', 'w:delText>') if mark == 'del' else words}")
    found = redline(package.open_package(old), package.open_package(new), author="Lan", when=WHEN)
    assert [(one.kind, one.author, one.text) for one in found.revisions] == [(RevisionKind.INSERTION, "Lan", "Thêm")]


def test_the_paragraph_that_word_adds_behind_a_table_at_the_end_is_no_change(tmp_path: Path) -> None:
    """A letter of ours ends in its table of signatures; as soon as Word saves it, an empty paragraph stands behind it."""
    ours, saved, table = (
        tmp_path / "cu.docx",
        tmp_path / "moi.docx",
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    )
    for path, last in ((ours, ""), (saved, "<w:p/>")):
        path.write_bytes(made(small_plan()))
        before, _, section = opened_in(tmp_path, path.read_bytes()).parts[MAIN].data.decode("utf-8").rpartition("<w:sectPr")
        with_part(path, MAIN, f"{before}<w:sectPr{section}", f"{before}{table}{last}<w:sectPr{section}")
        assert b"</w:tbl>" + last.encode() + b"<w:sectPr" in opened_in(tmp_path, path.read_bytes()).parts[MAIN].data
    for old, new in ((ours, saved), (saved, ours)):
        assert not redline(package.open_package(old), package.open_package(new), author="Lan", when=WHEN).revisions


def test_words_in_a_header_are_compared_whatever_its_part_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {name: part.data for name, part in opened_in(tmp_path, made(small_plan())).parts.items()}
    headers = sorted(name for name in parts if "header" in name)
    words = parts[headers[0]].replace(b"</w:p>", "<w:r><w:t>Mật</w:t></w:r></w:p>".encode(), 1)
    renamed = {name.replace("header1", "header9"): data for name, data in (parts | {headers[0]: words}).items()}
    new = package.join([package.pack(name, data.replace(b"header1.xml", b"header9.xml")) for name, data in renamed.items()])
    assert headers[0] == "word/header1.xml"
    assert {found.kind for found in compared(tmp_path, made(small_plan()), new).revisions if "Mật" in found.text} == {
        RevisionKind.INSERTION
    }
    monkeypatch.setattr(process, "compare", lambda old, *_, **__: opened_in(tmp_path, old))
    with pytest.raises(OutputRefusedError, match="không khớp"):
        compared(tmp_path, made(small_plan()), new)


def test_a_no_break_space_is_not_a_plain_one(tmp_path: Path) -> None:
    plain, unbroken = (small_plan(criterion(remedy=Text.of(f"Rà soát tất cả các việc{space}còn lại"))) for space in (" ", "\u00a0"))
    found = compared(tmp_path, made(plain), made(unbroken)).revisions
    assert {one.text for one in found} == {"việc còn", "việc\u00a0còn"}


def test_hidden_data_of_a_draft_does_not_travel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a draft was made from rides in custom XML; its parts, links and kinds are out before the comparison sees them."""
    seen: list[bytes] = []
    compare = process.compare

    def watched(old: bytes, new: bytes, **how: str) -> Package:
        seen.extend((old, new))
        return compare(old, new, **how)

    monkeypatch.setattr(process, "compare", watched)
    path = tmp_path / "moi.docx"
    path.write_bytes(made(small_plan(criterion("1.1.2"))))
    kind = f"{OFFICE}/customXml"
    link, sort = (
        f'<Relationship Id="x" Type="{kind}" Target="../customXml/item1.xml"/>',
        '<Override PartName="/customXml/item1.xml" ContentType="x/y"/>',
    )
    with_part(path, "word/_rels/document.xml.rels", "</Relationships>", f"{link}</Relationships>")
    with_part(path, "[Content_Types].xml", "</Types>", f"{sort}</Types>")
    path.write_bytes(package.join([*package.open_package(path).parts.values(), package.pack("customXml/item1.xml", b"<secret/>")]))
    found = redline(opened_in(tmp_path, made(small_plan())), package.open_package(path), author="Lan", when=WHEN)
    assert len(seen) == 2
    for data in (*seen, found.data):
        parts = opened_in(tmp_path, data).parts
        assert not [name for name, part in parts.items() if "customXml" in name or b"customXml" in part.data]


def refused(folder: Path) -> str:
    """The code with which a comparison of two small drafts is refused."""
    with pytest.raises(OutputRefusedError) as caught:
        compared(folder, made(small_plan()), made(small_plan(criterion("1.1.2"))))
    return caught.value.problems[0].code


def test_without_the_extra_one_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "docx_scalpel" else find(name, *rest))
    old, new = drafts(tmp_path)
    assert run(["redline", str(old), str(new), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "SS-01" in told
    assert "pip install" in told
    assert not (tmp_path / "out").exists()


def host(folder: Path, *lines: str) -> str:
    """A program that stands in for the comparison's own."""
    path = folder / "host"
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)
    return str(path)


posix: Final = pytest.mark.skipif(sys.platform == "win32", reason="stands in with a shell script")


@posix
def test_a_comparison_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCXODUS_HOST", host(tmp_path, f'echo $$ > "{tmp_path}/number"', "exec sleep 600"))
    monkeypatch.setattr(process, "SECONDS", 3)
    assert refused(tmp_path) == "SS-03"
    number = int((tmp_path / "number").read_text(encoding="ascii"))
    for _ in range(50):
        if gone(number):
            return
        time.sleep(0.1)
    pytest.fail("still there")


def gone(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{number}/stat")
    return state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"


@posix
def test_a_comparison_that_fails_or_is_not_for_this_system_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCXODUS_HOST", host(tmp_path, "exit 1"))
    assert refused(tmp_path) == "SS-04"
    monkeypatch.setenv("DOCXODUS_HOST", str(tmp_path / "none"))
    assert refused(tmp_path) == "SS-01"


@pytest.mark.parametrize("wrong", ["old", "new"])
def test_a_comparison_that_loses_a_change_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    def silent(old: bytes, new: bytes, **_: str) -> Package:
        return opened_in(tmp_path, {"old": old, "new": new}[wrong])

    monkeypatch.setattr(process, "compare", silent)
    assert refused(tmp_path) == "SS-02"


def test_a_draft_whose_text_is_no_xml_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "hong.docx"
    path.write_bytes(made(small_plan()))
    with_part(path, MAIN, "</w:body>", "</w:bod>")
    for pair in ((path, None), (None, path)):
        with pytest.raises(InputRefusedError) as caught:
            redline(
                *(package.open_package(one) if one else opened_in(tmp_path, made(small_plan())) for one in pair), author="Lan", when=WHEN
            )
        assert caught.value.problems[0].code == "SS-06"
        assert caught.value.problems[0].place.file == "hong.docx"


def drafts(folder: Path, new: Plan | None = None) -> tuple[Path, Path]:
    old_path, new_path = folder / "ke-hoach-du-thao-1.docx", folder / "ke-hoach-du-thao-2.docx"
    old_path.write_bytes(made(small_plan()))
    new_path.write_bytes(made(new or small_plan(criterion("1.1.2", remedy=Text.of("Việc khác")))))
    return old_path, new_path


def test_the_command_writes_one_file_named_after_both_and_counts_the_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = drafts(tmp_path)
    assert run(["redline", str(old), str(new), "--author", "Trần Lan", "--out", str(tmp_path / "out")]) == 0
    path = tmp_path / "out" / "ke-hoach-du-thao-2-so-voi-ke-hoach-du-thao-1.docx"
    told = capsys.readouterr().out
    assert str(path) in told
    assert "chỗ thêm" in told
    assert "chỗ xoá" in told
    assert "Trần Lan" in document(tmp_path, path.read_bytes()).decode("utf-8")
    assert [found.name for found in (tmp_path / "out").iterdir()] == [path.name]


def test_another_comparison_never_replaces_one_that_is_there(tmp_path: Path) -> None:
    old, new = drafts(tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    path = out / "ke-hoach-du-thao-2-so-voi-ke-hoach-du-thao-1.docx"
    path.write_bytes(b"edited by hand")
    assert run(["redline", str(old), str(new), "--out", str(out)]) == 0
    assert path.read_bytes() == b"edited by hand"
    assert (out / f"{path.stem}-2.docx").exists()


def test_two_drafts_that_say_the_same_give_no_file_and_a_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = drafts(tmp_path, small_plan())
    assert run(["redline", str(old), str(new), "--out", str(tmp_path / "out"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == []
    assert [problem["code"] for problem in told["problems"]] == ["SS-05"]
    assert not (tmp_path / "out").exists()


BROKEN: Final[dict[str, tuple[str, bytes]]] = {
    "no file": ("khong-co.docx", b""),
    "a workbook": ("so.xlsx", b"PK\x03\x04"),
    "a file of another kind under the name": ("van-ban.docx", b"%PDF-1.7"),
    "a file cut short": ("van-ban.docx", made(small_plan())[:4000]),
    "an empty file": ("van-ban.docx", b""),
}


@pytest.mark.parametrize("fault", BROKEN)
@pytest.mark.parametrize("which", [0, 1])
def test_a_broken_draft_is_refused_and_nothing_is_written(
    tmp_path: Path, fault: str, which: int, capsys: pytest.CaptureFixture[str]
) -> None:
    name, data = BROKEN[fault]
    pair: Sequence[Path] = drafts(tmp_path)
    broken = tmp_path / name
    if fault != "no file":
        broken.write_bytes(data)
    arguments = [str(broken if number == which else path) for number, path in enumerate(pair)]
    assert run(["redline", *arguments, "--out", str(tmp_path / "out")]) == 2
    assert "→" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
