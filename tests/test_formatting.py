"""A .docx as it looks: formatting resolved as Word does, and what belongs to the text."""

from __future__ import annotations

import pytest

from generator.formatting import Alignment, LineRule, Table, read_document
from tests.word_parts import (
    box,
    defaults,
    document,
    drawing,
    level,
    listed,
    lists,
    p,
    part,
    parts,
    r,
    read,
    relations,
    run,
    style,
    table,
    theme,
    tr,
    v,
)

BOLD, ITALIC = "<w:b/>", "<w:i/>"
NORMAL = style("Normal", '<w:rPr><w:sz w:val="26"/></w:rPr>', default=True)


# Letters.


def test_a_file_that_says_nothing_is_set_in_ten_point_times() -> None:
    assert (run().letters.size, run().letters.latin, run().letters.bold) == (20, "Times New Roman", False)


def test_the_nearest_word_on_a_size_wins() -> None:
    styles = defaults('<w:sz w:val="22"/>') + NORMAL + style("To", '<w:rPr><w:sz w:val="32"/></w:rPr>', based_on="Normal")
    styles += style("Dam", '<w:rPr><w:sz w:val="30"/></w:rPr>', kind="character")
    pointed = '<w:pStyle w:val="To"/>'
    assert run(styles=defaults('<w:sz w:val="22"/>')).letters.size == 22
    assert run(styles=styles).letters.size == 26
    assert run(paragraph=pointed, styles=styles).letters.size == 32
    assert run('<w:rStyle w:val="Dam"/>', paragraph=pointed, styles=styles).letters.size == 30
    assert run('<w:rStyle w:val="Dam"/><w:sz w:val="28"/>', paragraph=pointed, styles=styles).letters.size == 28


def test_a_style_that_is_not_there_reads_as_the_default_one() -> None:
    assert run(paragraph='<w:pStyle w:val="mất"/>', styles=NORMAL).letters.size == 26


def test_a_chain_of_styles_gives_what_its_links_leave_unsaid() -> None:
    styles = NORMAL + style("A", f"<w:rPr>{BOLD}</w:rPr>", based_on="Normal") + style("B", f"<w:rPr>{ITALIC}</w:rPr>", based_on="A")
    letters = run(paragraph='<w:pStyle w:val="B"/>', styles=styles).letters
    assert (letters.bold, letters.italic, letters.size) == (True, True, 26)


def test_styles_based_on_one_another_in_a_ring_are_read_once() -> None:
    styles = style("A", f"<w:rPr>{BOLD}</w:rPr>", based_on="B") + style("B", "", based_on="A")
    assert run(paragraph='<w:pStyle w:val="A"/>', styles=styles).letters.bold


@pytest.mark.parametrize(
    ("in_paragraph", "in_character", "said", "bold"),
    [
        ("", "", "", False),
        (BOLD, "", "", True),
        ("", BOLD, "", True),
        (BOLD, BOLD, "", False),  # a bold character style inside a bold paragraph style turns it around (17.7.3)
        (BOLD, BOLD, BOLD, True),
        (BOLD, "", '<w:b w:val="0"/>', False),
        (BOLD, BOLD, '<w:b w:val="false"/>', False),
        (BOLD, '<w:b w:val="0"/>', "", True),
    ],
)
def test_bold_of_two_kinds_of_style_turns_around_and_said_by_the_run_it_is_final(
    in_paragraph: str, in_character: str, said: str, *, bold: bool
) -> None:
    styles = style("P", f"<w:rPr>{in_paragraph}</w:rPr>") + style("C", f"<w:rPr>{in_character}</w:rPr>", kind="character")
    assert run(f'<w:rStyle w:val="C"/>{said}', paragraph='<w:pStyle w:val="P"/>', styles=styles).letters.bold is bold


def test_bold_along_one_chain_does_not_turn_around() -> None:
    styles = style("A", f"<w:rPr>{BOLD}</w:rPr>") + style("B", f"<w:rPr>{BOLD}</w:rPr>", based_on="A")
    assert run(paragraph='<w:pStyle w:val="B"/>', styles=styles).letters.bold


def test_families_come_from_the_theme_where_the_file_says_so() -> None:
    minor = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="majorHAnsi"/>'
    found = run(minor, words="chữ a", others={"word/theme/theme1.xml": theme("Cambria", "Calibri")})
    assert (found.letters.latin, found.letters.marked, found.fonts) == ("Calibri", "Cambria", frozenset({"Calibri", "Cambria"}))
    assert run(minor).letters.latin == "Times New Roman"
    assert run('<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>', styles=defaults(minor)).letters.latin == "Arial"


def test_words_without_marks_are_drawn_with_the_family_of_latin_letters_alone() -> None:
    two = '<w:rFonts w:ascii="Arial" w:hAnsi="Tahoma"/>'
    assert run(two, words="so 5").fonts == {"Arial"}
    assert run(two, words="ữ").fonts == {"Tahoma"}


def test_underline_colour_and_raised_letters() -> None:
    letters = run('<w:u w:val="single"/><w:color w:val="ff0000"/><w:vertAlign w:val="superscript"/><w:strike/>').letters
    assert (letters.underlined, letters.colour, letters.raised, letters.struck) == (True, "FF0000", "superscript", True)
    assert run('<w:u w:val="none"/><w:color w:val="auto"/>').letters.colour == "auto"
    assert not run('<w:u w:val="none"/>').letters.underlined


def test_the_end_of_a_paragraph_has_a_look_of_its_own() -> None:
    (empty,) = read(f'<w:p><w:pPr><w:rPr><w:sz w:val="40"/>{BOLD}</w:rPr></w:pPr></w:p>', styles=NORMAL)
    assert (empty.mark.size, empty.mark.bold, empty.runs) == (40, True, ())


# Spacing.


def spaced(inner: str, styles: str = "") -> tuple[int, int, int, LineRule]:
    (made,) = read(p("chữ", inner), styles=styles)
    return made.before, made.after, made.line, made.line_rule


def test_spacing_that_is_said_in_parts_keeps_the_parts_inherited() -> None:
    styles = defaults(spacing=f"<w:spacing {v(before=60, after=160, line=259, lineRule='auto')}/>")
    assert spaced("", styles=styles) == (60, 160, 259, LineRule.AUTO)
    assert spaced('<w:spacing w:after="0"/>', styles=styles) == (60, 0, 259, LineRule.AUTO)
    assert spaced(f"<w:spacing {v(line=400, lineRule='exact')}/>", styles=styles) == (60, 160, 400, LineRule.EXACT)


def test_spacing_in_lines_counts_before_spacing_in_twips() -> None:
    assert spaced(f"<w:spacing {v(before=10, beforeLines=50, after=20, afterLines=0)}/>")[:2] == (120, 20)


def test_automatic_space_is_told() -> None:
    (made,) = read(p("chữ", f"<w:spacing {v(before=0, beforeAutospacing=1)}/>"))
    assert made.automatic_gap
    assert not read(p("chữ", f"<w:spacing {v(before=0, beforeAutospacing=0)}/>"))[0].automatic_gap


def test_lengths_may_carry_a_unit() -> None:
    (made,) = read(p("chữ", f"<w:spacing {v(before='6pt')}/><w:ind {v(left='1cm', firstLine='0.5in')}/>", '<w:sz w:val="14pt"/>'))
    assert (made.before, made.left, made.first_line, made.runs[0].letters.size) == (120, 567, 720, 28)


def test_a_hanging_first_line_is_below_zero_and_a_plain_one_takes_it_back() -> None:
    styles = style("Treo", f"<w:pPr><w:ind {v(left=720, hanging=360)}/></w:pPr>")
    (hung,) = read(p("chữ", '<w:pStyle w:val="Treo"/>'), styles=styles)
    (plain,) = read(p("chữ", f'<w:pStyle w:val="Treo"/><w:ind {v(firstLine=0)}/>'), styles=styles)
    assert (hung.left, hung.first_line) == (720, -360)
    assert (plain.left, plain.first_line) == (720, 0)


@pytest.mark.parametrize(
    ("said", "wanted"), [("both", Alignment.BOTH), ("start", Alignment.LEFT), ("end", Alignment.RIGHT), ("distribute", Alignment.OTHER)]
)
def test_alignments(said: str, wanted: Alignment) -> None:
    assert read(p("chữ", f'<w:jc w:val="{said}"/>'))[0].alignment is wanted


def test_switches_of_a_paragraph() -> None:
    (made,) = read(
        p(
            "chữ",
            '<w:keepNext/><w:keepLines w:val="0"/><w:contextualSpacing/>'
            '<w:pBdr><w:bottom w:val="single"/></w:pBdr><w:outlineLvl w:val="1"/>',
        )
    )
    assert (made.keep_next, made.keep_lines, made.contextual, made.border_below, made.border_above, made.outline) == (
        True, False, True, True, False, 1,
    )  # fmt: skip


# Words.


def test_tabs_line_breaks_and_signs_are_characters() -> None:
    run_ = (
        '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:br w:type="page"/><w:softHyphen/></w:r>'
    )
    (made,) = read(f"<w:p>{run_}</w:p>")
    assert (made.text, made.breaks) == ("a\tb\nc-d", ("page",))


@pytest.mark.parametrize(("code", "shown"), [("F0B7", "•"), ("00A9", "©"), ("D800", "•"), ("zz", ""), ("-5", "•"), ("FFFFFFFF", "•")])
def test_letters_of_symbol_fonts(code: str, shown: str) -> None:
    (made,) = read(f'<w:p><w:r><w:t>a</w:t><w:sym w:font="Symbol" w:char="{code}"/></w:r></w:p>')
    assert made.text == f"a{shown}"


def test_words_added_by_a_tracked_change_are_there_and_words_struck_are_gone() -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>cũ</w:delText></w:r></w:del><w:moveFrom w:id="2"><w:r><w:t>đi</w:t></w:r></w:moveFrom>'
    made = document(f'<w:p>{gone}<w:ins w:id="3">{r("mới")}</w:ins><w:moveTo w:id="4">{r(" tới")}</w:moveTo></w:p>')
    assert [found.text for found in made.paragraphs()] == ["mới tới"]
    assert made.revised


def test_a_paragraph_and_a_row_struck_whole_are_gone() -> None:
    struck = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del w:id="2"><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>'
    rows = table(tr(p("đi"), properties='<w:trPr><w:del w:id="3"/></w:trPr>'), tr(p("còn")))
    assert [found.text for found in read(struck + p("ở lại") + rows)] == ["ở lại", "còn"]


def test_addresses_count_all_paragraphs_of_the_part_also_those_that_are_gone() -> None:
    struck = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr></w:p>'
    assert [found.address.number for found in read(p("a") + struck + p("b"))] == [0, 2]


def test_a_format_that_a_tracked_change_remembers_is_not_the_one_shown() -> None:
    assert not run(f'<w:rPrChange w:id="1"><w:rPr>{BOLD}</w:rPr></w:rPrChange>').letters.bold


def test_hidden_words_are_runs_but_no_text() -> None:
    (made,) = read(f"<w:p>{r('ẩn', '<w:vanish/>')}{r('hiện')}</w:p>")
    assert (made.text, len(made.runs)) == ("hiện", 2)


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("inner", "text", "codes"),
    [
        (f'<w:fldSimple w:instr=" page \\* MERGEFORMAT ">{r("2")}</w:fldSimple>', "2", ("PAGE",)),
        (field("begin") + code(" PA") + code("GE ") + field("separate") + r("2") + field("end"), "2", ("PAGE",)),
        (field("begin") + code("PAGE") + field("end") + r("sau"), "sau", ("PAGE",)),
        (field("begin") + field("end") + r("sau"), "sau", ()),
        (
            field("begin") + code("IF ") + field("begin") + code("PAGE") + field("separate") + r("9") + field("end") + code(" = 9 x y")
            + field("separate") + r("x") + field("end") + r(" sau"),
            "x sau",
            ("PAGE", "IF"),
        ),
        (
            field("begin") + code("TOC") + field("separate") + r("Mục ") + field("begin") + code("PAGEREF a") + field("separate") + r("3")
            + field("end") + field("end") + r(" sau"),
            "Mục 3 sau",
            ("TOC", "PAGEREF"),
        ),
        (field("end") + field("separate") + r("sau"), "sau", ()),
    ],
    ids=["simple", "complex", "without a result", "empty", "in an instruction", "in a result", "ends nobody began"],
)  # fmt: skip
def test_the_instruction_of_a_field_is_no_words_and_what_it_shows_is(inner: str, text: str, codes: tuple[str, ...]) -> None:
    (made,) = read(f"<w:p>{inner}</w:p>")
    assert (made.text, made.codes) == (text, codes)


def test_links_content_controls_and_choices_hold_words() -> None:
    wrapped = f"<w:hyperlink>{r('a')}</w:hyperlink>{content_control(r('b'))}<w:smartTag>{r('c')}</w:smartTag>"
    choice = f"<mc:AlternateContent><mc:Choice>{r('d')}</mc:Choice><mc:Fallback>{r('e')}</mc:Fallback></mc:AlternateContent>"
    assert read(f"<w:p>{wrapped}{choice}<!-- lời --><?x y?></w:p>")[0].text == "abcd"


# Tables.


def content_control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def test_tables_in_tables_and_content_controls_around_rows_and_cells_are_read_in_order() -> None:
    inner = table(tr(p("b")))
    body = table(tr(p("a"), inner + p("c")), content_control(tr(p("d")))) + content_control(
        table(f"<w:tr>{content_control(f'<w:tc>{p(chr(101))}</w:tc>')}</w:tr>")
    )
    assert "".join(found.text for found in read(body)) == "abcde"


STYLED = style(
    "Bang",
    f'<w:rPr><w:sz w:val="20"/></w:rPr><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr>{BOLD}</w:rPr></w:tblStylePr>'
    f'<w:tblStylePr w:type="lastCol"><w:rPr>{ITALIC}</w:rPr></w:tblStylePr>'
    f'<w:tblStylePr w:type="band2Horz"><w:rPr><w:sz w:val="18"/></w:rPr></w:tblStylePr>',
    kind="table",
)


def test_a_table_style_reaches_the_parts_that_the_table_shows() -> None:
    named = f'<w:tblStyle w:val="Bang"/><w:tblLook {v(firstRow=1, lastColumn=1, noHBand=0, noVBand=1)}/>'
    made = read(table(tr(p("a"), p("b")), tr(p("c"), p("d")), tr(p("e"), p("f")), properties=named), styles=STYLED)
    looks = [(found.runs[0].letters.bold, found.runs[0].letters.italic, found.runs[0].letters.size) for found in made]
    assert looks == [(True, False, 20), (True, True, 20), (False, False, 20), (False, True, 20), (False, False, 18), (False, True, 18)]
    assert [found.alignment for found in made[:3]] == [Alignment.CENTER, Alignment.CENTER, Alignment.LEFT]


def test_the_parts_of_a_table_may_be_said_in_bits() -> None:
    named = '<w:tblStyle w:val="Bang"/><w:tblLook w:val="0620"/>'
    made = read(table(tr(p("a")), tr(p("b")), properties=named), styles=STYLED)
    assert [found.runs[0].letters.bold for found in made] == [True, False]


def test_a_paragraph_style_stands_above_a_table_style() -> None:
    named = '<w:tblStyle w:val="Bang"/><w:tblLook w:val="0620"/>'
    (made,) = read(table(tr(p("a")), properties=named), styles=STYLED + NORMAL)
    assert (made.runs[0].letters.size, made.runs[0].letters.bold) == (26, True)


def frame(line: str) -> str:
    return f'<w:tblBorders><w:top w:val="{line}"/></w:tblBorders>'


@pytest.mark.parametrize(
    ("body", "framed"),
    [
        (table(tr(p("a"))), False),
        (table(tr(p("a")), properties=frame("single")), True),
        (table(tr(p("a")), properties=frame("nil")), False),
        (table(tr(p("a")), properties='<w:tblStyle w:val="Bang"/>'), True),
        (table(tr(p("a")), properties=f'<w:tblStyle w:val="Bang"/>{frame("none")}'), False),
        (table(tr('<w:tcPr><w:tcBorders><w:left w:val="single"/></w:tcBorders></w:tcPr>' + p("a"))), True),
        (table(tr(table(tr(p("a")), properties=frame("single")) + p("b"))), False),
    ],
    ids=["nothing said", "own lines", "own lines off", "style", "style turned off", "cell", "only the table inside"],
)
def test_whether_a_table_has_lines(body: str, *, framed: bool) -> None:
    (made,) = document(body, styles=STYLED).blocks
    assert isinstance(made, Table)
    assert made.framed is framed


def test_switches_and_widths_of_rows_and_cells() -> None:
    body = table(
        tr(
            '<w:tcPr><w:tcW w:w="1000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>' + p("a"),
            properties="<w:trPr><w:tblHeader/></w:trPr>",
        ),
        tr('<w:tcPr><w:tcW w:w="50" w:type="pct"/></w:tcPr>' + p("b"), properties='<w:trPr><w:cantSplit w:val="0"/></w:trPr>'),
    )
    (made,) = document(body).blocks
    assert isinstance(made, Table)
    assert [(row.heading, row.whole, row.cells[0].width, row.cells[0].span) for row in made.rows] == [
        (True, False, 1000, 2),
        (False, False, 0, 1),
    ]


# Lists.


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    return [found.label for found in read(body, numbering=numbering, styles=styles)]


def test_numbers_of_a_list_run_on_and_deeper_ones_start_anew() -> None:
    numbering = lists(level(0, "%1.", "upperRoman"), level(1, "%1.%2)"), level(2, "%3)", "lowerLetter"))
    body = "".join(listed("x", at) for at in (0, 1, 1, 2, 2, 0, 1, 2))
    assert labels(body, numbering) == ["I.", "I.1)", "I.2)", "a)", "b)", "II.", "II.1)", "a)"]


def test_a_level_may_show_the_numbers_above_it_as_digits() -> None:
    assert labels(listed("x") + listed("y", 1), lists(level(0, "%1.", "upperRoman"), level(1, "%1.%2", inner="<w:isLgl/>"))) == [
        "I.",
        "1.1",
    ]


def test_two_lists_on_one_definition_count_on_and_one_that_says_its_start_begins_there() -> None:
    body = listed("x") + listed("x") + listed("x", number=2) + listed("x", number=2)
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert labels(body, lists(level(0, "%1."))) == ["1.", "2.", "3.", "4."]
    assert labels(body, lists(level(0, "%1."), overrides=start)) == ["1.", "2.", "1.", "2."]


@pytest.mark.parametrize(("restart", "wanted"), [("", "1"), ('<w:lvlRestart w:val="0"/>', "2"), ('<w:lvlRestart w:val="1"/>', "2")])
def test_a_level_says_behind_what_it_starts_anew(restart: str, wanted: str) -> None:
    numbering = lists(level(0, "%1"), level(1, "%2"), level(2, "%3", inner=restart))
    assert labels("".join(listed("x", at) for at in (0, 1, 2, 1, 2)), numbering)[-1] == wanted


def test_a_definition_may_only_name_the_list_style_that_holds_the_levels() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Muc"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="Muc"/>{level(0, "Điều %1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert labels(listed("x") + listed("y"), numbering) == ["Điều 1.", "Điều 2."]


def test_a_style_stands_on_the_level_that_names_it() -> None:
    styles = style("H1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    styles += style("H2", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    numbering = lists(level(0, "%1.", inner='<w:pStyle w:val="H1"/>'), level(1, "%1.%2.", inner='<w:pStyle w:val="H2"/>'))
    body = p("a", '<w:pStyle w:val="H1"/>') + p("b", '<w:pStyle w:val="H2"/>') + p("c", '<w:pStyle w:val="H2"/>')
    assert labels(body, numbering, styles) == ["1.", "1.1.", "1.2."]


def test_a_list_taken_off_a_style_leaves_no_label() -> None:
    styles = style("H1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    off = '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert labels(p("a", off), lists(level(0, "%1.")), styles) == [""]


def test_indents_of_a_level_stand_above_the_style_and_below_the_paragraph() -> None:
    indents = f"<w:pPr><w:ind {v(left=720, hanging=360)}/></w:pPr>"
    numbering = lists(level(0, "%1.", inner=indents))
    styles = style("S", f"<w:pPr><w:ind {v(left=100, firstLine=50)}/></w:pPr>", default=True)
    (made,) = read(listed("x"), numbering=numbering, styles=styles)
    assert (made.left, made.first_line) == (720, -360)
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    (own,) = read(p("x", f"{numbered}<w:ind {v(left=0)}/>"), numbering=numbering, styles=styles)
    assert (own.left, own.first_line) == (0, -360)


@pytest.mark.parametrize(
    ("text", "digits", "label"),
    [
        ("\uf0b7", "bullet", "•"),
        ("\uf02d", "bullet", "-"),
        ("-", "bullet", "-"),
        ("%1)", "decimalZero", "01)"),
        ("Phần %1", "none", "Phần "),
        ("%9.", "decimal", "1."),
    ],
)
def test_labels(text: str, digits: str, label: str) -> None:
    assert labels(listed("x"), lists(level(0, text, digits))) == [label]


def test_a_level_or_list_that_is_not_there_gives_no_label() -> None:
    assert labels(listed("x", 5) + listed("y", -1) + listed("z", 0, 99) + listed("t", "abc", "abc"), lists(level(1, "%1."))) == [
        "",
        "",
        "",
        "",
    ]


# Sections.


PAGE = f"<w:pgSz {v(w=11906, h=16838)}/><w:pgMar {v(top=1134, bottom=1134, left=1701, right=850, header=567, footer=567)}/>"
HEADERS = {
    "word/_rels/document.xml.rels": relations(a="header1.xml", b="/word/header2.xml", c="mất.xml"),
    "word/header1.xml": part(
        "hdr", f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field("begin")}{code("PAGE")}{field("separate")}{r("2")}{field("end")}</w:p>'
    ),
    "word/header2.xml": part("hdr", p("trang đầu")),
}


def headed(*edges: str) -> str:
    return "".join(f'<w:headerReference w:type="{kind}" r:id="{key}"/>' for kind, _, key in (edge.partition("=") for edge in edges))


def test_a_section_without_a_header_has_the_one_before() -> None:
    first = f"<w:p><w:pPr><w:sectPr>{headed('default=a', 'first=b')}{PAGE}<w:titlePg/></w:sectPr></w:pPr></w:p>"
    made = document(f"{p('a')}{first}{p('b')}<w:sectPr>{headed('first=c')}{PAGE}<w:pgNumType {v(start=1)}/></w:sectPr>", others=HEADERS)
    one, two = made.sections
    (header,) = one.headers["default"]
    assert (header.codes, header.alignment) == (("PAGE",), Alignment.CENTER)  # type: ignore[union-attr]
    assert two.headers["default"] == one.headers["default"]
    assert two.headers["first"] == ()
    assert (one.first_differs, two.first_differs, one.start, two.start) == (True, False, None, 1)
    assert [found.text for found in one.paragraphs()] == ["a", ""]
    assert (one.page.left, one.page.text_width) == (1701, 11906 - 1701 - 850)


def test_a_section_may_end_inside_a_content_control() -> None:
    ends = f"<w:p><w:pPr><w:sectPr>{PAGE}</w:sectPr></w:pPr></w:p>"
    made = document(f"{content_control(p('bìa') + ends)}{p('b')}<w:sectPr>{PAGE}</w:sectPr>")
    assert [[found.text for found in section.paragraphs()] for section in made.sections] == [["bìa", ""], ["b"]]


def test_a_document_always_has_a_section() -> None:
    assert len(document("").sections) == 1
    assert document(p("a")).sections[0].page.width == 12240


def test_a_setup_that_a_tracked_change_remembers_ends_nothing() -> None:
    old = f"<w:sectPrChange><w:sectPr>{PAGE}</w:sectPr></w:sectPrChange>"
    assert len(document(f"{p('a')}<w:sectPr>{PAGE}{old}</w:sectPr>").sections) == 1


def test_a_grid_of_lines_changes_no_spacing() -> None:
    assert document(f"{p('a')}<w:sectPr>{PAGE}<w:docGrid {v(linePitch=360)}/></w:sectPr>") == document(
        f"{p('a')}<w:sectPr>{PAGE}</w:sectPr>"
    )


def test_footnotes_are_told_apart_from_their_separators() -> None:
    notes = part("footnotes", f'<w:footnote w:type="separator">{p("--")}</w:footnote><w:footnote>{p("chú thích")}</w:footnote>')
    (note,) = document(p("a"), others={"word/footnotes.xml": notes}).notes
    assert note.text == "chú thích"  # type: ignore[union-attr]


# What is drawn.


def anchored(inner: str) -> str:
    return f"<w:p><w:r>{inner}</w:r>{r('ngoài')}</w:p>"


def test_words_of_a_box_are_read_after_the_paragraph_it_hangs_on_and_once() -> None:
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('cũ')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    choice = f"<mc:AlternateContent><mc:Choice>{box(p('trong'))}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    made = read(anchored(choice) + p("sau"))
    assert [(found.text, found.address.number) for found in made] == [("ngoài", 0), ("trong", 1), ("sau", 2)]
    assert [found.text for found in read(anchored(old))] == ["ngoài", "cũ"]


def test_a_box_in_a_box_is_read_once() -> None:
    nested = p("c")
    for words in ("b", "a"):
        nested = anchored(box(nested)).replace("ngoài", words)
    assert [found.text for found in read(anchored(box(nested)))] == ["ngoài", "a", "b", "c"]
    vml = "<w:pict><v:rect><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:rect></w:pict>"
    assert [found.text for found in read(anchored(vml.format(anchored(vml.format(p("b"))))))] == ["ngoài", "ngoài", "b"]


def test_lines_are_known_in_both_languages() -> None:
    straight = drawing('<wps:spPr><a:prstGeom prst="line"/><a:ln><a:prstDash val="dash"/></a:ln></wps:spPr>', 1_270_000, 0)
    vml = '<w:pict><v:line from="0,0" to="100pt,0"/></w:pict>'
    (new,), (old,) = (read(anchored(inner))[0].objects for inner in (straight, vml))
    assert (new.kind, new.width, new.solid) == ("line", 2000, False)
    assert (old.kind, old.width, old.solid) == ("line", 2000, True)


def test_a_box_is_framed_by_its_own_line_or_by_its_theme() -> None:
    said = box(p("a")).replace("<wps:spPr/>", "<wps:spPr><a:ln><a:noFill/></a:ln></wps:spPr>")
    by_theme = box(p("a")).replace("<wps:spPr/>", '<wps:spPr/><wps:style><a:lnRef idx="2"/></wps:style>')
    assert [read(anchored(inner))[0].objects[0].framed for inner in (said, by_theme, box(p("a")))] == [False, True, False]


# Refusals.


def test_a_strict_file_is_refused_by_name() -> None:
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>'
    with pytest.raises(ValueError, match="Strict"):
        read_document({"word/document.xml": strict.encode()})


@pytest.mark.parametrize(
    "broken",
    [{}, {"word/document.xml": b""}, {"word/document.xml": b"<w:document/>"}, {"word/document.xml": b"<a/>"}, {"word/styles.xml": b"<a/>"}],
)
def test_what_is_no_word_document_is_refused(broken: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_document(broken)


def test_another_part_that_is_no_xml_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        read_document(parts(p("a"), others={"word/styles.xml": b"<w:styles"}))
    with pytest.raises(ValueError, match=r"."):
        read_document(parts(p("a"), others={"word/_rels/document.xml.rels": b"x"}))


@pytest.mark.parametrize("value", ["abc", "-1", "1e999", "1e308", "9" * 400, "nan", "", " ", "١٢", "0x10", "1_0"])
def test_a_number_that_is_none_breaks_nothing(value: str) -> None:
    inner = (
        f"<w:spacing {v(before=value, beforeLines=value, line=value, lineRule=value)}/><w:ind {v(left=value, hanging=value)}/>"
        f"<w:numPr><w:ilvl {v(val=value)}/><w:numId {v(val=value)}/></w:numPr><w:outlineLvl {v(val=value)}/><w:jc {v(val=value)}/>"
    )
    numbering = lists(
        f"<w:lvl {v(ilvl=value)}><w:start {v(val=value)}/><w:numFmt {v(val='lowerLetter')}/><w:lvlText {v(val='%1')}/></w:lvl>"
    )
    page = f"<w:sectPr><w:pgSz {v(w=value, h=value)}/><w:pgNumType {v(start=value)}/></w:sectPr>"
    shape = drawing('<wps:spPr><a:prstGeom prst="line"/></wps:spPr>').replace("635000", value)
    vml = f'<w:pict><v:rect style="width:{value}pt"/><v:line from="{value},0" to="1,{value}"/></w:pict>'
    cell = f"<w:tcPr><w:tcW {v(w=value)}/><w:gridSpan {v(val=value)}/></w:tcPr>{p()}"
    rows = table(tr(cell), properties=f"<w:tblLook {v(val=value, firstRow=value)}/>")
    assert read(p("a", inner, f"<w:sz {v(val=value)}/>") + listed("x", value, 1) + anchored(shape + vml) + rows + page, numbering=numbering)


def nested(opening: str, closing: str, inner: str, times: int) -> str:
    return opening * times + inner + closing * times


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        (
            "<w:p><w:hyperlink><w:r><w:pict><v:rect><v:textbox><w:txbxContent>",
            "</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:hyperlink></w:p>",
        ),
        ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"),
        ("<mc:AlternateContent><mc:Choice/><mc:Fallback>", "</mc:Fallback></mc:AlternateContent>"),
    ],
    ids=["tables", "content controls", "boxes", "choices", "twins"],
)
def test_things_far_too_deep_inside_one_another_are_left_without_a_crash(opening: str, closing: str) -> None:
    times = 60 if "txbxContent" in opening else 400
    assert document(p("trước") + nested(opening, closing, p("sâu"), times) + p("sau")).sections
    choices = nested("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>", "<w:drawing/>", 30)
    assert document(f"<w:p>{nested('<w:hyperlink>', '</w:hyperlink>', f'<w:r>{choices}</w:r>', 1500)}</w:p>").sections
