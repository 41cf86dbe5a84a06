"""Tracked changes: each kind accepted, rejected and listed, wherever it stands."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator import package
from generator.revisions import (
    Revision,
    RevisionKind,
    accepted,
    lines,
    pending,
    rejected,
    with_format_changes,
    with_last_paragraph,
    with_lasting_ends,
)
from tests.papers import made, with_part
from tests.source_plan import source_plan
from tests.tools import schema_errors

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
BY: Final = 'w:id="1" w:author="Lan" w:date="2025-03-10T09:00:00Z"'
LATER: Final = 'w:id="2" w:author="Minh" w:date="2025-03-11T09:00:00Z"'
MATH: Final = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
SPACES: Final = (
    f"{MATH}"
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def document(body: str, space: str = W) -> bytes:
    return f'<w:document xmlns:w="{space}" {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>'.encode()


def run(words: str, letters: str = "") -> str:
    return f'<w:r>{letters and f"<w:rPr>{letters}</w:rPr>"}<w:t xml:space="preserve">{words}</w:t></w:r>'


def ins(inside: str, by: str = BY) -> str:
    return f"<w:ins {by}>{inside}</w:ins>"


def gone(words: str, by: str = BY) -> str:
    return f'<w:del {by}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def p(inside: str = "", mark: str = "", properties: str = "") -> str:
    """A paragraph; `mark` is what its paragraph mark records."""
    letters = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}{letters}</w:pPr>{inside}</w:p>"


def cell(*blocks: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def told(data: bytes) -> list[str]:
    """The text of each paragraph, behind its place when that is a cell."""
    return [f"{'.'.join(map(str, line.place))}:{line.text}" if line.place else line.text for line in lines(data)]


INS: Final = f"<w:ins {BY}/>"
DEL: Final = f"<w:del {BY}/>"
TEXT_BOX: Final = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
CONTROL: Final = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"

CASES: Final = {
    "inserted words": (p(run("một ") + ins(run("hai"))), ["một hai"], ["một "]),
    "deleted words": (p(run("một ") + gone("hai")), ["một "], ["một hai"]),
    "replaced words": (p(gone("hai") + ins(run("ba"))), ["ba"], ["hai"]),
    "words inserted by one and deleted by another": (p(run("a") + ins(gone("b", LATER))), ["a"], ["a"]),
    "moved words": (
        p(
            f'<w:moveFromRangeStart {BY} w:name="m"/><w:moveFrom {BY}>{run("x")}</w:moveFrom><w:moveFromRangeEnd w:id="1"/>'
            f'{run("-")}<w:moveToRangeStart {LATER} w:name="m"/><w:moveTo {BY}>{run("x")}</w:moveTo><w:moveToRangeEnd w:id="2"/>'
        ),
        ["-x"],
        ["x-"],
    ),
    "tabs and breaks": (p(ins("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r>")), ["a\tb\n"], [""]),
    "deleted field code": (
        p(f"{run('Trang ')}<w:del {BY}><w:r><w:delInstrText>PAGE</w:delInstrText></w:r></w:del>"),
        ["Trang "],
        ["Trang "],
    ),
    "deleted paragraph": (p(run("a")) + p(gone("b"), DEL) + p(run("c")), ["a", "c"], ["a", "b", "c"]),
    "inserted paragraph": (p(run("a")) + p(ins(run("b")), INS) + p(run("c")), ["a", "b", "c"], ["a", "c"]),
    "two paragraphs joined": (p(run("a"), DEL) + p(run("b")), ["ab"], ["a", "b"]),
    "three paragraphs joined": (p(run("a"), DEL) + p(run("b"), DEL) + p(run("c")), ["abc"], ["a", "b", "c"]),
    "a paragraph split": (p(run("a"), INS) + p(run("b")), ["a", "b"], ["ab"]),
    "a paragraph inserted by one and deleted by another": (
        p(run("a")) + p(ins(gone("b", LATER)), INS + f"<w:del {LATER}/>") + p(run("c")),
        ["a", "c"],
        ["a", "c"],
    ),
    "moved paragraph": (
        f'<w:moveFromRangeStart {BY} w:name="m"/>'
        + p(f"<w:moveFrom {BY}>{run('x')}</w:moveFrom>", f"<w:moveFrom {BY}/>")
        + '<w:moveFromRangeEnd w:id="1"/>'
        + p(run("-"))
        + f'<w:moveToRangeStart {LATER} w:name="m"/>'
        + p(f"<w:moveTo {BY}>{run('x')}</w:moveTo>", f"<w:moveTo {BY}/>")
        + '<w:moveToRangeEnd w:id="2"/>'
        + p(run("z")),
        ["-", "x", "z"],
        ["x", "-", "z"],
    ),
    "deleted paragraph before a table": (p(gone("a"), DEL) + table(row(cell(p(run("b"))))), ["0.0.0:b"], ["a", "0.0.0:b"]),
    "deleted mark before a table": (p(run("a"), DEL) + table(row(cell(p(run("b"))))), ["a", "0.0.0:b"], ["a", "0.0.0:b"]),
    "last paragraph of the body": (p(run("a")) + p(gone("b"), DEL), ["a", ""], ["a", "b"]),
    "last paragraph of a cell": (table(row(cell(p(run("a")), p(gone("b"), DEL)))), ["0.0.0:a", "0.0.0:"], ["0.0.0:a", "0.0.0:b"]),
    "deleted row": (table(row(cell(p(run("a")))), row(cell(p(gone("b"))), properties=DEL)), ["0.0.0:a"], ["0.0.0:a", "0.1.0:b"]),
    "inserted row": (table(row(cell(p(run("a"))), properties=INS), row(cell(p(run("b"))))), ["0.0.0:a", "0.1.0:b"], ["0.0.0:b"]),
    "row inserted by one and deleted by another": (
        table(row(cell(p(run("a")))), row(cell(p(run("b"))), properties=INS + f"<w:del {LATER}/>")),
        ["0.0.0:a"],
        ["0.0.0:a"],
    ),
    "deleted table": (p(run("a")) + table(row(cell(p(run("b"))), properties=DEL)) + p(), ["a", ""], ["a", "0.0.0:b", ""]),
    "the only table of a cell, deleted": (
        table(row(cell(table(row(cell(p(run("b"))), properties=DEL))))),
        ["0.0.0:"],
        ["0.0.0.0.0.0:b", "0.0.0:"],
    ),
    "inserted cell": (
        table(row(cell(p(run("a"))), cell(p(run("b")), properties=f"<w:cellIns {BY}/>"))),
        ["0.0.0:a", "0.0.1:b"],
        ["0.0.0:a"],
    ),
    "deleted cell": (
        table(row(cell(p(run("a"))), cell(p(run("b")), properties=f"<w:cellDel {BY}/>"))),
        ["0.0.0:a"],
        ["0.0.0:a", "0.0.1:b"],
    ),
    "all cells of a row deleted": (
        table(row(cell(p(run("a")), properties=f"<w:cellDel {BY}/>")), row(cell(p(run("b"))))),
        ["0.0.0:b"],
        ["0.0.0:a", "0.1.0:b"],
    ),
    "words in a table in a table": (
        table(row(cell(table(row(cell(p(gone("a") + ins(run("b")))))), p()))),
        ["0.0.0.0.0.0:b", "0.0.0:"],
        ["0.0.0.0.0.0:a", "0.0.0:"],
    ),
    "words in a hyperlink": (p(f'<w:hyperlink w:anchor="x">{gone("a")}{ins(run("b"))}</w:hyperlink>'), ["b"], ["a"]),
    "words in a text box": (
        p(run("x") + TEXT_BOX.format(p(gone("a"), DEL) + p(ins(run("b"))))),
        ["x", "b"],
        ["x", "a", ""],
    ),
    "words in a content control in a line": (p(CONTROL.format(gone("a") + ins(run("b")))), ["b"], ["a"]),
    "paragraph in a content control joined with the next outside": (CONTROL.format(p(run("a"), DEL)) + p(run("b")), ["ab"], ["a", "b"]),
    "paragraph joined with the next in a content control": (p(run("a"), DEL) + CONTROL.format(p(run("b"))), ["ab"], ["a", "b"]),
    "inserted content control": (
        p(
            f'<w:customXmlInsRangeStart {BY}/><w:sdt><w:sdtPr/><w:sdtContent><w:customXmlInsRangeEnd w:id="1"/>{run("a")}'
            f'<w:customXmlInsRangeStart {LATER}/></w:sdtContent></w:sdt><w:customXmlInsRangeEnd w:id="2"/>'
        ),
        ["a"],
        ["a"],
    ),
    "a formula": (p(ins("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")), ["x"], [""]),
    "only format": (
        p(run("a", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>"), properties=f"<w:pPrChange {BY}><w:pPr/></w:pPrChange>"),
        ["a"],
        ["a"],
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("space", [W, STRICT])
def test_each_kind_of_change_is_accepted_and_rejected(case: str, space: str) -> None:
    body, new, old = CASES[case]
    assert told(accepted(document(body, space))) == new
    assert told(rejected(document(body, space))) == old


@pytest.mark.parametrize("case", CASES)
def test_after_settling_nothing_is_pending_and_settling_again_changes_nothing(case: str) -> None:
    data = document(CASES[case][0])
    assert pending(data)
    for settled in (accepted(data), rejected(data)):
        assert not pending(settled)
        assert accepted(settled) == settled == rejected(settled)


def test_a_part_without_changes_comes_back_byte_by_byte() -> None:
    data = document(p(run("a")) + "  <!-- x -->")
    assert accepted(data) == data == rejected(data)
    assert pending(data) == ()


PROPERTIES: Final = {
    "letters": (
        p(run("a", f"<w:i/><w:rPrChange {BY}><w:rPr><w:b/></w:rPr></w:rPrChange>")),
        "<w:rPr><w:i/></w:rPr>",
        "<w:rPr><w:b/></w:rPr>",
    ),
    "letters of a paragraph mark": (
        p(mark=f"<w:i/><w:rPrChange {BY}><w:rPr><w:b/></w:rPr></w:rPrChange>"),
        "<w:pPr><w:rPr><w:i/></w:rPr></w:pPr>",
        "<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>",
    ),
    "paragraph, its mark and section apart": (
        (
            f'<w:p><w:pPr><w:jc w:val="both"/><w:rPr><w:b/></w:rPr><w:sectPr/><w:pPrChange {BY}>'
            "<w:pPr><w:keepNext/></w:pPr></w:pPrChange></w:pPr></w:p>"
        ),
        '<w:pPr><w:jc w:val="both"/><w:rPr><w:b/></w:rPr><w:sectPr/></w:pPr>',
        "<w:pPr><w:keepNext/><w:rPr><w:b/></w:rPr><w:sectPr/></w:pPr>",
    ),
    "section, its headers apart": (
        (
            '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:pgSz w:w="1"/>'
            f'<w:sectPrChange {BY}><w:sectPr><w:pgSz w:w="2"/></w:sectPr></w:sectPrChange></w:sectPr></w:pPr></w:p>'
        ),
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:pgSz w:w="1"/></w:sectPr>',
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:pgSz w:w="2"/></w:sectPr>',
    ),
    "table": (
        (
            f'<w:tbl><w:tblPr><w:jc w:val="left"/><w:tblPrChange {BY}><w:tblPr><w:jc w:val="center"/></w:tblPr></w:tblPrChange></w:tblPr>'
            f"{row(cell(p()))}</w:tbl>"
        ),
        '<w:tblPr><w:jc w:val="left"/></w:tblPr>',
        '<w:tblPr><w:jc w:val="center"/></w:tblPr>',
    ),
    "grid": (
        (
            '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1"/><w:tblGridChange w:id="1"><w:tblGrid><w:gridCol w:w="2"/><w:gridCol w:w="3"/>'
            f"</w:tblGrid></w:tblGridChange></w:tblGrid>{row(cell(p()))}</w:tbl>"
        ),
        '<w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>',
        '<w:tblGrid><w:gridCol w:w="2"/><w:gridCol w:w="3"/></w:tblGrid>',
    ),
    "table exceptions of a row": (
        (
            f'<w:tbl><w:tr><w:tblPrEx><w:jc w:val="left"/><w:tblPrExChange {BY}><w:tblPrEx/></w:tblPrExChange></w:tblPrEx>{cell(p())}'
            "</w:tr></w:tbl>"
        ),
        '<w:tblPrEx><w:jc w:val="left"/></w:tblPrEx>',
        "<w:tblPrEx/>",
    ),
    "row": (
        table(row(cell(p()), properties=f"<w:cantSplit/><w:trPrChange {BY}><w:trPr><w:tblHeader/></w:trPr></w:trPrChange>")),
        "<w:trPr><w:cantSplit/></w:trPr>",
        "<w:trPr><w:tblHeader/></w:trPr>",
    ),
    "cell": (
        table(row(cell(p(), properties=f'<w:noWrap/><w:tcPrChange {BY}><w:tcPr><w:shd w:val="clear"/></w:tcPr></w:tcPrChange>'))),
        "<w:tcPr><w:noWrap/></w:tcPr>",
        '<w:tcPr><w:shd w:val="clear"/></w:tcPr>',
    ),
    "merged cells": (
        table(row(cell(p(), properties=f'<w:vAlign w:val="top"/><w:cellMerge {BY} w:vMerge="cont" w:vMergeOrig="rest"/>'))),
        '<w:tcPr><w:vMerge w:val="continue"/><w:vAlign w:val="top"/></w:tcPr>',
        '<w:tcPr><w:vMerge w:val="restart"/><w:vAlign w:val="top"/></w:tcPr>',
    ),
    "new numbering": (
        p(properties=f'<w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {BY}/></w:numPr>'),
        '<w:pPr><w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
        "<w:pPr><w:keepNext/></w:pPr>",
    ),
    "number printed before": (
        p(properties=f'<w:numPr><w:numId w:val="1"/><w:numberingChange {BY} w:original="1."/></w:numPr>'),
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
    ),
    "properties of a joined paragraph": (
        p(run("a"), DEL, '<w:jc w:val="left"/>') + p(run("b"), properties='<w:jc w:val="right"/>'),
        f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{run("a")}{run("b")}</w:p>',
        '<w:jc w:val="left"/>',
    ),
}


@pytest.mark.parametrize("case", PROPERTIES)
def test_properties_stay_new_or_become_the_old_ones(case: str) -> None:
    body, new, old = PROPERTIES[case]
    data = document(body)
    assert pending(data)
    assert new in accepted(data).decode("utf-8")
    assert old in rejected(data).decode("utf-8")
    assert not pending(accepted(data))
    assert not pending(rejected(data))


def test_a_bookmark_that_begins_in_what_goes_keeps_its_beginning_and_one_whole_in_it_goes() -> None:
    inside = '<w:bookmarkStart w:id="7" w:name="half"/><w:bookmarkStart w:id="8" w:name="whole"/>'
    body = p(f'<w:del {BY}>{inside}<w:r><w:delText>a</w:delText></w:r><w:bookmarkEnd w:id="8"/></w:del><w:bookmarkEnd w:id="7"/>')
    left = accepted(document(body)).decode("utf-8")
    assert left.count('w:id="7"') == 2
    assert "whole" not in left
    assert rejected(document(body)).decode("utf-8").count("<w:bookmark") == 4


def test_a_comment_on_a_deleted_row_keeps_both_ends() -> None:
    start, end = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    body = table(row(cell(p(start + run("a"))), properties=DEL), row(cell(p(run("b") + end))))
    assert accepted(document(body)).decode("utf-8").count('w:id="7"') == 2


def test_a_hyperlink_or_control_with_nothing_left_is_gone() -> None:
    body = (
        p(run("x") + f'<w:hyperlink w:anchor="x">{gone("a")}</w:hyperlink>' + CONTROL.format(gone("b"))) + CONTROL.format(p("", DEL)) + p()
    )
    left = accepted(document(body)).decode("utf-8")
    assert "hyperlink" not in left
    assert "sdt" not in left
    assert "hyperlink" in rejected(document(body)).decode("utf-8")


def test_an_inserted_content_control_is_taken_off_its_words_when_rejected_and_only_then() -> None:
    data = document(CASES["inserted content control"][0])
    assert "<w:sdt>" in accepted(data).decode("utf-8")
    assert "sdt" not in rejected(data).decode("utf-8")


LAN: Final = ("Lan", "2025-03-10T09:00:00Z")
MINH: Final = ("Minh", "2025-03-11T09:00:00Z")
LISTED: Final = {
    "words of one person in pieces are one change": (
        p(ins(run("một ")) + ins(run("hai"))),
        [Revision(RevisionKind.INSERTION, *LAN, "một hai")],
    ),
    "whole paragraphs are one change": (
        p(ins(run("a")), INS) + p(ins(run("b")), INS) + p(run("c")),
        [Revision(RevisionKind.INSERTION, *LAN, "a\nb")],
    ),
    "words between changes part them": (
        p(gone("a") + run("-") + gone("b")),
        [Revision(RevisionKind.DELETION, *LAN, "a"), Revision(RevisionKind.DELETION, *LAN, "b")],
    ),
    "two people are two changes": (
        p(ins(run("a")) + ins(run("b"), LATER)),
        [Revision(RevisionKind.INSERTION, *LAN, "a"), Revision(RevisionKind.INSERTION, *MINH, "b")],
    ),
    "deleted in what another inserted": (
        p(ins(run("a") + gone("b", LATER))),
        [Revision(RevisionKind.INSERTION, *LAN, "ab"), Revision(RevisionKind.DELETION, *MINH, "b")],
    ),
    "a paragraph mark alone": (p(run("a"), DEL) + p(run("b")), [Revision(RevisionKind.DELETION, *LAN, "¶")]),
    "a row with all its cells": (
        table(row(cell(p(ins(run("a")))), cell(p(ins(run("b")))), properties=INS)),
        [Revision(RevisionKind.INSERTION, *LAN, "a\nb")],
    ),
    "a cell": (table(row(cell(p(run("a")), properties=f"<w:cellDel {BY}/>"))), [Revision(RevisionKind.DELETION, *LAN, "a")]),
    "a move": (
        p(f"<w:moveFrom {BY}>{run('x')}</w:moveFrom>{run('-')}<w:moveTo {BY}>{run('x')}</w:moveTo>"),
        [Revision(RevisionKind.MOVED_FROM, *LAN, "x"), Revision(RevisionKind.MOVED_TO, *LAN, "x")],
    ),
    "letters": (
        p(run("a") + run("b", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>")),
        [Revision(RevisionKind.FORMAT, *LAN, "b")],
    ),
    "the drawing of a text box has a fallback that repeats it": (
        p(
            f"<w:r><mc:AlternateContent><mc:Choice>{TEXT_BOX.format(p(ins(run('a'))))}</mc:Choice>"
            f"<mc:Fallback>{TEXT_BOX.format(p(ins(run('a'))))}</mc:Fallback></mc:AlternateContent></w:r>"
        ),
        [Revision(RevisionKind.INSERTION, *LAN, "a")],
    ),
    "a tab stop is no tab": (
        p(ins(run("a")), properties='<w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs>'),
        [Revision(RevisionKind.INSERTION, *LAN, "a")],
    ),
    "somebody without a name": (p("<w:ins w:id='1'>" + run("a") + "</w:ins>"), [Revision(RevisionKind.INSERTION, "", "", "a")]),
}


@pytest.mark.parametrize("case", LISTED)
def test_changes_are_listed_with_who_when_and_what(case: str) -> None:
    body, listed = LISTED[case]
    assert list(pending(document(body))) == listed


def test_a_text_box_is_read_once() -> None:
    box = TEXT_BOX.format(p(run("a")))
    body = p(
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>{run('x')}"
    )
    assert told(document(body)) == ["x", "a"]


def test_footnotes_and_headers_are_parts_like_any_other() -> None:
    data = f'<w:hdr xmlns:w="{W}">{p(run("a") + ins(run("b")))}</w:hdr>'.encode()
    assert told(accepted(data)) == ["ab"]
    assert told(rejected(data)) == ["a"]


@pytest.mark.parametrize("broken", [b"", b"<w:document", b"PK\x03\x04", document(p())[:-5]])
def test_what_is_no_xml_is_refused(broken: bytes) -> None:
    for act in (accepted, rejected, pending, lines):
        with pytest.raises(ValueError, match=r"."):
            act(broken)


STATES: Final = ("", "ins", "del", "moveFrom", "moveTo", "both")
NOT_NEW: Final = {"del", "moveFrom", "both"}
NOT_OLD: Final = {"ins", "moveTo", "both"}
PIECES: Final = st.lists(st.tuples(st.sampled_from(["a", "b", "c", "\n"]), st.sampled_from(STATES)), max_size=12)


def marked(state: str, inside: str) -> str:
    """A run, or with nothing inside the mark of a paragraph."""
    if state == "both":
        return f"<w:ins {BY}><w:del {LATER}>{inside}</w:del></w:ins>" if inside else INS + DEL
    return f"<w:{state} {BY}>{inside}</w:{state}>" if state else inside


def as_body(pieces: list[tuple[str, str]]) -> str:
    """Letters and paragraph ends, each with its state, as the XML Word writes; the last paragraph mark never changes."""
    body, inside = "", ""
    for letter, state in pieces:
        if letter == "\n":
            body, inside = body + p(inside, marked(state, "")), ""
        else:
            inside += marked(
                state, f"<w:r><w:{'delText' if state in NOT_NEW else 't'}>{letter}</w:{'delText' if state in NOT_NEW else 't'}></w:r>"
            )
    return body + p(inside)


@given(PIECES)
def test_what_is_left_is_the_letters_and_paragraph_ends_that_do_not_go(pieces: list[tuple[str, str]]) -> None:
    for place, body in (("", as_body(pieces)), ("0.0.0:", table(row(cell(as_body(pieces)))))):
        data = document(body)
        for settle, out in ((accepted, NOT_NEW), (rejected, NOT_OLD)):
            left = "".join(letter for letter, state in pieces if state not in out)
            assert told(settle(data)) == [place + line for line in left.split("\n")]


@given(PIECES)
def test_what_is_listed_is_every_letter_of_a_change(pieces: list[tuple[str, str]]) -> None:
    listed = pending(document(as_body(pieces)))
    for kind, states in ((RevisionKind.INSERTION, {"ins", "both"}), (RevisionKind.DELETION, {"del", "both"})):
        letters = "".join(letter for letter, state in pieces if state in states and letter != "\n")
        assert "".join(found.text for found in listed if found.kind is kind).replace("\n", "").replace("¶", "") == letters
    assert bool(listed) == any(state for _, state in pieces)


def test_a_settled_draft_is_sound(tmp_path: Path) -> None:
    """Changes of every kind put into a real draft, settled both ways, before Microsoft's validator."""
    body = "".join(body for case, (body, _, _) in CASES.items() if "text box" not in case)
    paths = [tmp_path / "accepted.docx", tmp_path / "rejected.docx"]
    for path, settle in zip(paths, (accepted, rejected), strict=True):
        path.write_bytes(made(source_plan()))
        with_part(path, "word/document.xml", "<w:document ", f"<w:document {MATH} ")
        with_part(path, "word/document.xml", "<w:body>", f"<w:body>{body}")
        opened = package.open_package(path)
        part = opened.parts["word/document.xml"]
        assert len(pending(part.data)) > len(CASES) / 2
        path.write_bytes(package.join([package.pack(p.name, settle(p.data)) if p is part else p for p in opened.parts.values()]))
    assert not schema_errors(paths)


ENDS: Final = st.sampled_from(STATES)


@given(PIECES, ENDS)
def test_a_change_of_the_last_paragraph_mark_leaves_no_empty_paragraph_behind(pieces: list[tuple[str, str]], end: str) -> None:
    """Comparisons record such changes; Word never takes the last mark away, so that the one before must go."""
    *_, last = as_body(pieces).rpartition("<w:pPr>")
    body = as_body(pieces)[: -len(last)] + last.replace("</w:pPr>", f"<w:rPr>{marked(end, '')}</w:rPr></w:pPr>" if end else "</w:pPr>", 1)
    for place, holder in (("", body), ("0.0.0:", table(row(cell(body))))):
        data = with_lasting_ends(document(holder))
        for settle, out in ((accepted, NOT_NEW), (rejected, NOT_OLD)):
            left = "".join(letter for letter, state in [*pieces, ("\n", end)] if state not in out)
            assert told(settle(data)) == [place + line for line in left.removesuffix("\n").split("\n")]


def test_lasting_ends_stay_as_they_are() -> None:
    data = document(p(run("a"), DEL) + p(run("b")) + table(row(cell(p(run("c"), INS), p(run("d"))))))
    assert pending(with_lasting_ends(data)) == pending(data)


@pytest.mark.parametrize("mark", ["ins", "del"])
def test_a_table_that_comes_or_goes_before_the_last_paragraph_mark_goes_with_it(mark: str) -> None:
    by = f"<w:{mark} {BY}/>"
    data = with_lasting_ends(document(p(run("a")) + table(row(cell(p(run("b"))), properties=by)) + p("", by)))
    there, away = (accepted, rejected) if mark == "ins" else (rejected, accepted)
    assert told(there(data)) == ["a", "0.0.0:b", ""]
    assert told(away(data)) == ["a"]


def test_a_table_of_which_some_rows_stay_keeps_the_paragraph_before_it() -> None:
    rows = row(cell(p(run("b"))), properties=INS) + row(cell(p(run("c"))))
    data = with_lasting_ends(document(p() + table(rows) + p("", INS)))
    assert told(rejected(data)) == ["", "0.0.0:c", ""]


@pytest.mark.parametrize("space", [W, STRICT])
def test_a_table_at_the_end_of_the_body_gets_a_paragraph_behind_it_and_nothing_else_does(space: str) -> None:
    ends = table(row(cell(p(run("a")))))
    assert told(with_last_paragraph(document(ends, space))) == ["0.0.0:a", ""]
    for data in (document(ends + p(), space), document(p(), space), document("", space)):
        assert with_last_paragraph(data) == data


LOOKS: Final = st.lists(st.tuples(st.sampled_from("ab<&\t"), st.booleans(), st.booleans()), max_size=8)


def lettered(letters: list[tuple[str, bool]]) -> str:
    """Letters, bold or not, those alike in one run."""
    runs = [("".join(letter for letter, _ in group), bold) for bold, group in groupby(letters, key=lambda one: one[1])]
    return "".join(f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{in_texts(words)}</w:r>" for words, bold in runs)


def in_texts(words: str) -> str:
    return "".join("<w:tab/>" if part == "\t" else f"<w:t>{escape(part)}</w:t>" for part in re.split("(\t)", words) if part)


def bold_letters(data: bytes) -> list[tuple[str, bool]]:
    root = etree.fromstring(data)
    found: list[tuple[str, bool]] = []
    for one in root.iter(f"{{{W}}}r"):
        words = "".join("\t" if node.tag == f"{{{W}}}tab" else node.text or "" for node in one)
        found += [(letter, one.find(f"{{{W}}}rPr/{{{W}}}b") is not None) for letter in words]
    return found


@given(LOOKS)
def test_every_letter_that_became_bold_or_plain_is_tracked(letters: list[tuple[str, bool, bool]]) -> None:
    old, new = ([(letter, look) for letter, *looks in letters for look in looks[number : number + 1]] for number in (0, 1))
    data = with_format_changes(document(p(lettered(new))), document(p(lettered(old))), author="Lan", date=LAN[1])
    assert bold_letters(accepted(data)) == new
    assert bold_letters(rejected(data)) == old
    assert bool(pending(data)) == (old != new)
    numbers = re.findall(rb'rPrChange w:id="(\d+)"', data)
    assert len(numbers) == len(set(numbers))


def test_letters_are_tracked_beside_words_that_come_and_go() -> None:
    made = document(p(gone("x") + ins(run("y")) + run("ab") + f"<w:moveTo {BY}>{run('c')}</w:moveTo>"))
    old = document(p(run("x") + run("a", "<w:b/>") + run("b")))
    data = with_format_changes(made, old, author="Minh", date=MINH[1])
    assert Revision(RevisionKind.FORMAT, *MINH, "a") in pending(data)
    assert told(accepted(data)) == ["yabc"]
    assert told(rejected(data)) == ["xab"]


def test_a_document_of_other_words_is_left_alone() -> None:
    made = document(p(run("ab")))
    assert with_format_changes(made, document(p(run("ax", "<w:b/>"))), author="Lan", date="") == made
