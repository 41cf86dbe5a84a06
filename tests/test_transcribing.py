"""Word files and workbooks in old letters become new files in Unicode: every word, no look but the font, and nothing made up."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from generator import files, package
from generator.actions.converting import convert_text
from generator.cli import run
from generator.errors import InputRefusedError, OutputRefusedError
from generator.legacy_text import Writing
from generator.package import Package, pack, unpacked
from generator.transcribing import modern_word, modern_workbook, read_modern, word_files, workbooks
from tests.books import sharing
from tests.old_letters import SENTENCES, decomposed, half_composed, kept_by_tcvn3, tcvn3, vni
from tests.tools import resaved, schema_errors

SPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TIMES: Final = "Times New Roman"


def word(*paragraphs: Sequence[tuple[str, str]]) -> WordDocument:
    """A Word file of paragraphs of runs, each with its font or none."""
    made = docx.Document()
    for paragraph in paragraphs:
        element = made.add_paragraph()
        for words, font in paragraph:
            typed = element.add_run(words)
            if font:
                typed.font.name = font
    return made


def put(parent: Any, xml: str) -> None:  # noqa: ANN401 - any element of python-docx
    parent.append(parse_xml(xml))


def opened(document: Any, name: str = "cu.docx") -> Package:  # noqa: ANN401 - a document of python-docx or a book of openpyxl
    stream = io.BytesIO()
    document.save(stream)
    return unpacked(files.ReadFile(Path(name), stream.getvalue()))


def converted(document: WordDocument) -> WordDocument:
    parts = modern_word(opened(document)).parts
    return docx.Document(io.BytesIO(package.join(list(parts.values()))))


def words_and_fonts(document: WordDocument) -> list[list[tuple[str, str | None]]]:
    return [[(typed.text, typed.font.name) for typed in paragraph.runs] for paragraph in document.paragraphs]


def codes(source: Package) -> list[str]:
    transcribe = modern_word if source.source.path.suffix == ".docx" else modern_workbook
    return [problem.code for problem in transcribe(source).findings]


def test_three_encodings_in_one_word_file_are_all_converted() -> None:
    lines = [(kept_by_tcvn3(line), tcvn3(line), ".VnTime") for line in SENTENCES]
    lines += [(line, vni(line), "VNI-Times") for line in SENTENCES] + [(line, decomposed(line), "Arial") for line in SENTENCES]
    lines += [(line, half_composed(line), "Arial") for line in SENTENCES] + [(line, line, "Arial") for line in SENTENCES]
    made = converted(word(*([(old, font)] for _, old, font in lines)))
    assert [paragraph.text for paragraph in made.paragraphs] == [meant for meant, _, _ in lines]
    assert {name for paragraph in words_and_fonts(made) for _, name in paragraph} == {TIMES, "Arial"}


def test_a_file_without_old_letters_comes_back_part_by_part() -> None:
    source = opened(word(*([(line, font)] for line in SENTENCES for font in (".VnTime", ".VnTimeH", "VNI-Times", "Arial"))))
    transcript = modern_word(source)
    assert not transcript.changed
    assert transcript.parts is source.parts


def test_every_place_of_a_word_file_is_read() -> None:
    made = word([("Đầu Unicode", "Arial")])
    section = made.sections[0]
    places = [section.header.paragraphs[0], section.footer.paragraphs[0], made.add_table(1, 1).cell(0, 0).paragraphs[0]]
    for paragraph in places:
        paragraph.add_run(tcvn3("Cộng hòa xã hội")).font.name = ".VnTime"
    made.add_comment(made.paragraphs[0].runs, text=tcvn3("Cộng hòa xã hội"), author="a").paragraphs[0].runs[0].font.name = ".VnTime"
    box = (
        f'<w:r {SPACE} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:100pt;height:20pt"><v:textbox><w:txbxContent>'
        f'<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t>{tcvn3("Cộng hòa xã hội")}</w:t></w:r></w:p>'
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    put(made.paragraphs[0]._p, box)
    transcript = modern_word(opened(made))
    text = b"".join(part.data for name, part in transcript.parts.items() if name.endswith(".xml")).decode("utf-8")
    assert text.count("Cộng hòa xã hội") == 5
    assert ".VnTime" not in text


def test_what_a_style_says_of_the_font_is_known() -> None:
    made = word([(tcvn3("Quyết định của Bộ"), "")])
    style = made.styles.add_style("Cu", WD_STYLE_TYPE.PARAGRAPH)
    style.font.name = ".VnTimeH"
    made.paragraphs[0].style = style
    after = converted(made)
    assert after.paragraphs[0].text == "QUYẾT ĐỊNH CỦA BỘ"
    assert after.styles["Cu"].font.name == TIMES


def test_a_table_style_that_names_an_old_font_is_known() -> None:
    made = docx.Document()
    table = made.add_table(2, 1)
    style = made.styles.add_style("Bang", WD_STYLE_TYPE.TABLE)
    style.font.name = ".VnTime"
    table.style = style
    for fonts in list(made.styles["Normal"].element.iter(qn("w:rFonts"))):
        fonts.getparent().remove(fonts)
    for defaults in list(made.styles.element.iter(qn("w:rPrDefault"))):
        defaults.getparent().remove(defaults)
    table.cell(0, 0).text = tcvn3("cỏ cây")
    table.cell(1, 0).text = "cá"
    after = converted(made)
    assert [row.cells[0].text for row in after.tables[0].rows] == ["cỏ cây", "cỏ"]
    assert after.styles["Bang"].font.name == TIMES


def test_a_font_that_unicode_words_are_set_in_stays_with_them() -> None:
    after = converted(word([(tcvn3("Quyết định"), ".VnTime")], [("của Unicode", ".VnTime")]))
    assert words_and_fonts(after) == [[("Quyết định", TIMES)], [("của Unicode", ".VnTime")]]


def test_the_look_of_runs_stays() -> None:
    made = word([(vni("Điều vuï")[:3], "VNI-Helve"), (vni("Điều")[3:], "VNI-Helve"), (" 1. ", "VNI-Helve")])
    made.paragraphs[0].runs[1].bold = True
    after = converted(made)
    assert [(typed.text, typed.bold, typed.font.name) for typed in after.paragraphs[0].runs] == [
        ("Điề", None, "Arial"),
        ("u", True, "Arial"),
        (" 1. ", None, "Arial"),
    ]


def test_words_a_tracked_change_struck_are_converted_by_themselves() -> None:
    made = word([(tcvn3("Quyết định"), ".VnTime")])
    struck = (
        f'<w:del {SPACE} w:id="9" w:author="a"><w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>'
        f'<w:delText xml:space="preserve">{tcvn3(" của Bộ")}</w:delText></w:r></w:del>'
    )
    put(made.paragraphs[0]._p, struck)
    text = modern_word(opened(made)).parts["word/document.xml"].data.decode("utf-8")
    assert " của Bộ</w:delText>" in text


def test_a_struck_mark_is_no_mark_of_the_letter_before_it() -> None:
    made = word([(vni("Nhiệm vụ hoa"), "VNI-Times")])
    struck = (
        f'<w:del {SPACE} w:id="9" w:author="a"><w:r><w:rPr><w:rFonts w:hAnsi="VNI-Times"/></w:rPr><w:delText>ù</w:delText></w:r></w:del>'
    )
    put(made.paragraphs[0]._p, struck)
    put(made.paragraphs[0]._p, f"<w:r {SPACE}><w:t> sen</w:t></w:r>")
    assert converted(made).paragraphs[0].text == "Nhiệm vụ hoa sen"


def test_a_letter_that_a_program_took_for_a_soft_hyphen_is_a_letter() -> None:
    made = word([("®", ".VnTime")])
    put(made.paragraphs[0].runs[0]._r, f"<w:softHyphen {SPACE}/>")
    put(made.paragraphs[0].runs[0]._r, f"<w:t {SPACE}>îc giao</w:t>")
    assert converted(made).paragraphs[0].text == "được giao"


def test_a_soft_hyphen_apart_from_letters_stays_one() -> None:
    made = word([("Quyết định số:", ".VnTime")])
    made.paragraphs[0].runs[0].text = tcvn3("Quyết định số: ")
    put(made.paragraphs[0].runs[0]._r, f"<w:softHyphen {SPACE}/>")
    text = modern_word(opened(made)).parts["word/document.xml"].data.decode("utf-8")
    assert "Quyết định số: </w:t><w:softHyphen/>" in text


def test_a_soft_hyphen_in_unicode_stays_one() -> None:
    made = word([("của Quy", ".VnTime")])
    put(made.paragraphs[0].runs[0]._r, f"<w:softHyphen {SPACE}/>")
    put(made.paragraphs[0].runs[0]._r, f"<w:t {SPACE}>ết định</w:t>")
    assert not modern_word(opened(made)).changed


def test_letters_put_in_as_symbols_become_letters() -> None:
    made = word([("C", ".VnTime")])
    put(made.paragraphs[0].runs[0]._r, f'<w:sym {SPACE} w:font=".VnTime" w:char="F0E9"/>')
    put(made.paragraphs[0].runs[0]._r, f"<w:t {SPACE}>ng hßa</w:t>")
    assert converted(made).paragraphs[0].text == "Cộng hòa"


def test_labels_of_lists_are_converted() -> None:
    made = word([(tcvn3("Quyết định của Bộ"), ".VnTime")])
    level = next(made.part.numbering_part.element.iter(qn("w:lvlText")))
    level.set(qn("w:val"), f"{tcvn3('Điều')} %1.")
    text = modern_word(opened(made)).parts["word/numbering.xml"].data.decode("utf-8")
    assert 'w:val="Điều %1."' in text


def test_a_chart_in_old_letters_is_told() -> None:
    source = opened(word([(tcvn3("Quyết định của Bộ"), ".VnTime")]))
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    chart = pack("word/charts/chart1.xml", f'<c xmlns:a="{a}"><a:t>{tcvn3("Biểu đồ năm")}</a:t></c>'.encode())
    assert "CHU-15" in codes(Package(source.source, {**source.parts, chart.name: chart}))


def test_read_modern_gives_the_document_as_if_it_had_been_unicode() -> None:
    document, transcript = read_modern(opened(word([(tcvn3("Quyết định"), ".VnTimeH"), (tcvn3(" của Bộ"), ".VnTime")])))
    paragraph = next(document.paragraphs())
    assert paragraph.text == "QUYẾT ĐỊNH của Bộ"
    assert {family for one in paragraph.runs for family in one.fonts} == {TIMES}
    assert transcript.counts == {Writing.TCVN3: 2}


def test_the_same_file_gives_the_same_bytes_and_once_is_enough() -> None:
    source = opened(word(*([(tcvn3(line), ".VnTime")] for line in SENTENCES)))
    first, second = (package.join(list(modern_word(source).parts.values())) for _ in range(2))
    assert first == second
    assert not modern_word(unpacked(files.ReadFile(Path("moi.docx"), first))).changed


@settings(max_examples=25)
@given(
    st.lists(
        st.lists(st.tuples(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=9)
                           | st.sampled_from([tcvn3(SENTENCES[0]), vni(SENTENCES[1]), SENTENCES[2]]),
                           st.sampled_from(["", ".VnTime", ".VnTimeH", "VNI-Times"])), max_size=4), max_size=4,
    )
)  # fmt: skip
def test_any_words_in_any_runs_pass_the_proof(paragraphs: list[list[tuple[str, str]]]) -> None:
    made = word(*paragraphs)
    assert len(converted(made).paragraphs) == len(paragraphs)


def test_a_conversion_that_changed_more_than_it_meant_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_files, "_dress", lambda letter: letter.run.getparent().remove(letter.run))
    with pytest.raises(OutputRefusedError, match="không đúng từng chữ"):
        modern_word(opened(word([(tcvn3("Quyết định"), ".VnTime")], [("của Unicode", ".VnTime")])))


# Workbooks.


def sheet_of(made: openpyxl.Workbook) -> Worksheet:
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    return sheet


def book(*cells: tuple[str, Any, str]) -> openpyxl.Workbook:
    """A workbook of cells: place, value, font."""
    made = openpyxl.Workbook()
    for place, value, font in cells:
        sheet_of(made)[place] = value
        sheet_of(made)[place].font = Font(name=font, size=12, bold=True)
    return made


def rewritten(made: openpyxl.Workbook) -> openpyxl.Workbook:
    return reread(opened(made, "cu.xlsx"))


def reread(source: Package) -> openpyxl.Workbook:
    parts = modern_workbook(source).parts
    return openpyxl.load_workbook(io.BytesIO(package.join(list(parts.values()))), rich_text=True)


def shown(made: openpyxl.Workbook) -> dict[str, tuple[Any, str]]:
    return {cell.coordinate: (cell.value, cell.font.name) for row in sheet_of(made) for cell in row if cell.value is not None}


OLD_BOOK: Final = (
    ("A1", tcvn3("cộng hòa xã hội"), ".VnTimeH"),
    ("A2", tcvn3("cộng hòa xã hội"), ".VnTime"),
    ("A3", vni("Cộng hòa xã hội"), "VNI-Helve"),
    ("A4", decomposed("Cộng hòa xã hội"), "Calibri"),
    ("A5", "của Unicode", "Calibri"),
    ("B1", 5, ".VnTime"),
    ("B2", "=SUM(B1:B1)", ".VnTime"),
)


@pytest.mark.parametrize("kind", [opened, lambda made, name: sharing(opened(made, name))], ids=["own words", "shared words"])
def test_cells_in_three_encodings_are_converted(kind: Callable[[Any, str], Package]) -> None:
    after = reread(kind(book(*OLD_BOOK), "cu.xlsx"))
    assert shown(after) == {
        "A1": ("CỘNG HÒA XÃ HỘI", TIMES),
        "A2": ("cộng hòa xã hội", TIMES),
        "A3": ("Cộng hòa xã hội", "Arial"),
        "A4": ("Cộng hòa xã hội", "Calibri"),
        "A5": ("của Unicode", "Calibri"),
        "B1": (5, TIMES),
        "B2": ("=SUM(B1:B1)", TIMES),
    }
    assert sheet_of(after)["A1"].font.bold
    assert sheet_of(after)["A1"].font.size == 12


def test_words_that_cells_share_in_two_fonts_part() -> None:
    old = tcvn3("quyết định")
    after = reread(sharing(opened(book(("A1", old, ".VnTimeH"), ("A2", old, ".VnTime"), ("A3", "x", "Arial")), "cu.xlsx")))
    assert [sheet_of(after)[place].value for place in ("A1", "A2", "A3")] == ["QUYẾT ĐỊNH", "quyết định", "x"]


def test_a_font_of_a_workbook_that_unicode_words_are_set_in_stays_with_them() -> None:
    after = rewritten(book(("A1", tcvn3("Quyết định"), ".VnTime"), ("A2", "của Unicode", ".VnTime"), ("A3", 1, ".VnTime")))
    assert shown(after) == {"A1": ("Quyết định", TIMES), "A2": ("của Unicode", ".VnTime"), "A3": (1, ".VnTime")}


def test_runs_within_a_cell_and_comments_are_converted() -> None:
    made = book(("A1", "x", "Arial"), ("A2", tcvn3("Quyết định"), ".VnTime"))
    sheet_of(made)["A1"] = CellRichText("abc ", TextBlock(InlineFont(rFont=".VnTime", b=True), tcvn3("được giao")))
    sheet_of(made)["A2"].comment = Comment(tcvn3("Kiểm tra lại số liệu được giao"), "a")
    after = rewritten(made)
    assert str(sheet_of(after)["A1"].value) == "abc được giao"
    assert sheet_of(after)["A1"].value[1].font.rFont == TIMES
    assert sheet_of(after)["A2"].comment is not None
    assert sheet_of(after)["A2"].comment.text == "Kiểm tra lại số liệu được giao"


def test_columns_of_a_table_keep_the_names_of_their_headings() -> None:
    made = book(("A1", tcvn3("Tên đơn vị"), ".VnTime"), ("B1", tcvn3("Số lượng"), ".VnTime"), ("A2", "a", ".VnTime"), ("B2", 3, ".VnTime"))
    sheet_of(made).add_table(Table(displayName="T1", ref="A1:B2"))
    sheet_of(made)["D1"] = f"=SUM(T1[{tcvn3('Số lượng')}])"
    after = rewritten(made)
    assert sheet_of(after).tables["T1"].column_names == ["Tên đơn vị", "Số lượng"]
    assert sheet_of(after)["D1"].value == "=SUM(T1[Số lượng])"


def test_what_stays_in_old_letters_is_told() -> None:
    made = book(*OLD_BOOK, ("B3", f'=IF(B1=5,"{tcvn3("Đạt")}","x")', ".VnTime"))
    sheet_of(made).title = tcvn3("Biểu số")
    choices = DataValidation(type="list", formula1=f'"{tcvn3("Đạt")},{tcvn3("Không đạt")}"')
    choices.add("C1")
    sheet_of(made).add_data_validation(choices)
    header = sheet_of(made).oddHeader
    assert header is not None
    header.center.text, header.center.font = tcvn3("Biểu số"), ".VnTime,Regular"
    told = [problem for problem in modern_workbook(opened(made, "cu.xlsx")).findings if problem.code == "CHU-15"]
    assert [problem.message.partition(" còn chữ")[0] for problem in told] == [
        "Tên trang tính «Biểu số»",
        "Chữ trong ngoặc kép của công thức",
        "Danh sách chọn",
        "Đầu trang hoặc chân trang khi in",
    ]
    assert rewritten(made).sheetnames == [tcvn3("Biểu số")]


def test_old_letters_in_rules_filters_and_names_are_told() -> None:
    old, heading = tcvn3("Đã hoàn thành việc được giao"), tcvn3("Số lượng")
    made = book(*((place, words, ".VnTime") for place, words in (("A1", heading), ("A2", old), ("A5", heading), ("A6", old))))
    sheet: Any = sheet_of(made)
    sheet.conditional_formatting.add("A2:A9", Rule(type="expression", formula=[f'$A2="{old}"']))
    sheet.conditional_formatting.add("C2:C9", Rule(type="expression", formula=['$C2="xong"']))
    sheet.auto_filter.ref = "A1:A2"
    sheet.auto_filter.add_filter_column(0, [old])
    narrowed = AutoFilter(ref="A5:A6")
    narrowed.add_filter_column(0, [old])
    sheet.add_table(Table(displayName="T1", ref="A5:A6", autoFilter=narrowed))
    made.defined_names["TT"] = DefinedName("TT", attr_text=f'"{old}"')
    made.defined_names["KHAC"] = DefinedName("KHAC", attr_text='"xong"')
    told = [problem for problem in modern_workbook(opened(made, "cu.xlsx")).findings if problem.code == "CHU-15"]
    assert [(problem.message.partition(" còn chữ")[0], problem.place.cell) for problem in told] == [
        ("Định dạng có điều kiện", "A2:A9"),
        ("Bộ lọc", "A1:A2"),
        ("Bộ lọc", "A5:A6"),
        ("Tên vùng «TT»", ""),
    ]


def test_a_workbook_without_old_letters_comes_back_part_by_part() -> None:
    source = opened(book(*((f"A{row}", line, ".VnTime") for row, line in enumerate(SENTENCES, 1))), "moi.xlsx")
    transcript = modern_workbook(source)
    assert not transcript.changed
    assert transcript.parts is source.parts


def test_a_workbook_that_came_out_wrong_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_point", lambda *_: None)
    with pytest.raises(OutputRefusedError, match="không đúng từng chữ"):
        modern_workbook(sharing(opened(book(*OLD_BOOK), "cu.xlsx")))


# The command.


@pytest.fixture
def old_word(tmp_path: Path) -> Path:
    made = word([(tcvn3("Ủy ban nhân dân. Ý kiến"), ".VnTime")], [(vni("Cộng hòa"), "VNI-Times")], [(tcvn3("Quyết định"), ".VnTimeH")])
    made.save(str(tmp_path / "cu.docx"))
    return tmp_path / "cu.docx"


def test_the_command_writes_a_new_file_and_says_what_is_lost(old_word: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, out = old_word.read_bytes(), old_word.parent / "out"
    assert run(["convert-text", str(old_word), "--out", str(out)]) == 1
    told = capsys.readouterr().out
    assert "2 đoạn TCVN3, 1 đoạn VNI" in told
    assert "[CHU-10] cu.docx › «ủy ban nhân dân. ý kiến»: Chữ «ủy», «ý» có thể vốn viết hoa" in told
    assert "[CHU-11]" in told
    assert old_word.read_bytes() == before
    assert [paragraph.text for paragraph in docx.Document(str(out / "cu-unicode.docx")).paragraphs] == [
        "ủy ban nhân dân. ý kiến",
        "Cộng hòa",
        "QUYẾT ĐỊNH",
    ]


def test_the_command_answers_in_json(old_word: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["convert-text", str(old_word), "--out", str(old_word.parent / "out"), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert answer["converted"] == {"TCVN3": 2, "VNI": 1}
    assert answer["files"] == [str(old_word.parent / "out" / "cu-unicode.docx")]


def test_nothing_to_convert_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word([("Cộng hòa xã hội", ".VnTime")]).save(str(tmp_path / "moi.docx"))
    assert run(["convert-text", str(tmp_path / "moi.docx"), "--out", str(tmp_path / "out")]) == 0
    assert "không ghi tệp mới" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def with_part(path: Path, name: str, data: bytes) -> None:
    parts = {**package.open_package(path).parts, name: pack(name, data)}
    path.write_bytes(package.join(list(parts.values())))


def old_format(path: Path) -> Path:
    path = path.with_suffix(".doc")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    return path


def missing(path: Path) -> Path:
    return path.with_name("khong-co.docx")


def cut_short(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:900])
    return path


def broken_xml(path: Path) -> Path:
    with_part(path, "word/document.xml", b"<w:document")
    return path


def signed(path: Path) -> Path:
    with_part(path, "_xmlsignatures/sig1.xml", b"<a/>")
    return path


def broken_book(path: Path) -> Path:
    path = path.with_suffix(".xlsx")
    book(*OLD_BOOK).save(path)
    with_part(path, "xl/worksheets/sheet1.xml", b"<worksheet")
    return path


def broken_table(path: Path) -> Path:
    path = path.with_suffix(".xlsx")
    made = book(("A1", tcvn3("Tên đơn vị"), ".VnTime"))
    sheet_of(made).add_table(Table(displayName="T1", ref="A1:A2"))
    made.save(path)
    with_part(path, "xl/tables/table1.xml", b"<table")
    return path


def nameless_cell(path: Path) -> Path:
    path = path.with_suffix(".xlsx")
    book(*OLD_BOOK).save(path)
    data = package.open_package(path).parts["xl/worksheets/sheet1.xml"].data
    assert b'r="A1"' in data
    with_part(path, "xl/worksheets/sheet1.xml", data.replace(b'r="A1"', b'r="abc"'))
    return path


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (old_format, "GOI-01"),
        (missing, "TEP-01"),
        (cut_short, "GOI-06"),
        (broken_xml, "CHU-01"),
        (signed, "CHU-02"),
        (broken_book, "CHU-03"),
        (broken_table, "CHU-03"),
        (nameless_cell, "CHU-03"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(
    old_word: Path, harm: Callable[[Path], Path], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = harm(old_word)
    assert run(["convert-text", str(path), "--out", str(old_word.parent / "out")]) == 2
    told = capsys.readouterr().err
    assert told.count("LỖI") == 1
    assert f"[{code}]" in told
    assert not (old_word.parent / "out").exists()


def test_a_signed_file_is_left_alone(old_word: Path) -> None:
    with pytest.raises(InputRefusedError, match="đã ký số"):
        convert_text(signed(old_word), old_word.parent / "out")


def test_converted_files_are_sound(tmp_path: Path) -> None:
    made = word(*([(tcvn3(line), ".VnTime")] for line in SENTENCES), [("của Unicode", ".VnTime")], [(vni(SENTENCES[0]), "VNI-Times")])
    put(made.paragraphs[0].runs[0]._r, f"<w:softHyphen {SPACE}/>")
    made.save(str(tmp_path / "cu.docx"))
    workbook = book(*OLD_BOOK, ("A7", "của Unicode", ".VnTime"), ("A8", tcvn3("Tên đơn vị"), ".VnTime"))
    sheet_of(workbook).add_table(Table(displayName="T1", ref="A8:A9"))
    sheet_of(workbook)["A2"].comment = Comment(tcvn3("Kiểm tra lại số liệu được giao"), "a")
    workbook.save(tmp_path / "cu.xlsx")
    sources = [tmp_path / "cu.docx", tmp_path / "cu.xlsx"]
    results = [convert_text(path, tmp_path / "out").files[0] for path in sources]
    assert faults(results) - faults(sources) == set()


def faults(paths: list[Path]) -> set[str]:
    """What the validator says but for numbers and names of files: openpyxl's own order of a font is no fault of the conversion."""
    return {re.sub(r"\[\d+\]", "", error.partition(": ")[2]) for error in schema_errors(paths)}


def test_old_letters_that_libreoffice_saved_are_read(tmp_path: Path) -> None:
    word([(tcvn3("được trường Đại học ưu tiên"), ".VnTime")]).save(str(tmp_path / "cu.docx"))
    document, _ = read_modern(package.open_package(resaved(tmp_path / "cu.docx", tmp_path)))
    assert next(document.paragraphs()).text == "được trường Đại học ưu tiên"
