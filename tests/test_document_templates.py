"""Templates to type in: every type of document in its form, with the parts it needs and none that it must not have."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Final

import docx
import pytest
from docx.document import Document as WordDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from generator.actions.templates import issuer_on
from generator.blueprint import Issuer, typing_templates
from generator.blueprint.document_texts import TEXTS
from generator.blueprint.form import LEFT_BLOCK, PORTRAIT, RIGHT_BLOCK
from generator.cli import run
from generator.document_types import EVERY, TYPES, Addressing, DocumentType, meant_by
from generator.errors import Place
from generator.final_copy.blanks import Blanks, find
from generator.final_copy.lines import lines as final_lines
from generator.measure import bold_width
from generator.records import Agency, Authority, Signer
from generator.workbook import write_plan_book
from tests.books import saved, small_plan
from tests.tools import pages, pdf_fonts, pdf_text, schema_errors

OFFICE: Final = Issuer(
    name="Sở Khoa học và Công nghệ",
    parent="UBND TỈNH HÀ GIANG",
    agency=("SỞ KHOA HỌC VÀ CÔNG NGHỆ",),
    abbreviation="SKHCN",
    place="Hà Giang",
    signing=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    signer="Trần Thị B",
    power="GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    body="SỞ KHOA HỌC VÀ CÔNG NGHỆ",
)
DRAFT_NUMBER: Final = re.compile(r"Số: \u00a0+/(?P<symbol>\S+)")
PLACE_DATE: Final = re.compile(r"\S.*, ngày \u00a0+ tháng \u00a0+ năm 2026")
SYMBOL: Final = re.compile(r"[A-ZĐ][A-Za-zĐđ&]*(-[A-Za-zĐđ&…]+)+")
FIRST: Final = {"NQ": "- Như Điều 3;", "QĐ": "- Như Điều 3;", "GGT": "- Như trên;", "GNP": "- Người được cấp giấy nghỉ phép;"}
NAMED: Final = pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.slug)
ALL: Final = pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.slug)


def made(kind: DocumentType, issuer: Issuer = OFFICE, ending: str = "") -> WordDocument:
    return docx.Document(io.BytesIO(typing_templates(kind, issuer, 2026)[ending]))


def lines(document: WordDocument) -> list[Paragraph]:
    """All paragraphs in reading order, those of tables by row and cell."""
    found: list[Paragraph] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            found += [line for row in block.rows for cell in row.cells for line in cell.paragraphs]
        else:
            found.append(block)
    return found


def styled(document: WordDocument, name: str) -> list[str]:
    return [line.text for line in lines(document) if line.style is not None and line.style.name == name]


def test_every_type_has_its_text() -> None:
    assert set(TEXTS) == {kind.written for kind in TYPES}


@ALL
def test_a_file_has_the_number_and_the_place_and_date_that_its_type_has(kind: DocumentType) -> None:
    document = made(kind)
    number = [match for words in styled(document, "Số và ký hiệu") if (match := DRAFT_NUMBER.fullmatch(words))]
    assert [match["symbol"] for match in number] == [kind.symbol("SKHCN", "…")]
    assert SYMBOL.fullmatch(number[0]["symbol"])
    dates = [words for words in styled(document, "Địa danh và thời gian") if words]
    assert len(dates) == int(kind.place_date)
    assert all(PLACE_DATE.fullmatch(words) and words.startswith("Hà Giang,") for words in dates)


@NAMED
def test_a_document_has_both_heads_and_a_copy_block_has_none(kind: DocumentType) -> None:
    document = made(kind)
    assert styled(document, "Quốc hiệu") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert styled(document, "Tiêu ngữ") == ["Độc lập - Tự do - Hạnh phúc"]
    assert styled(document, "Cơ quan chủ quản") == ["UBND TỈNH HÀ GIANG"]
    assert styled(document, "Cơ quan ban hành") == ["SỞ KHOA HỌC VÀ CÔNG NGHỆ"]


@NAMED
def test_a_type_name_and_a_summary_stand_where_the_type_has_them(kind: DocumentType) -> None:
    document = made(kind)
    assert styled(document, "Tên loại văn bản") == ([kind.heading] if kind.heading else [])
    assert len(styled(document, "Trích yếu")) == int(kind.summary and bool(kind.heading))
    letter = styled(document, "Trích yếu công văn")
    assert [words[:4] for words in letter] == ([] if kind.heading else ["V/v "])


@ALL
def test_only_a_letter_and_what_goes_up_has_kinh_gui_and_then_nhu_tren_comes_first(kind: DocumentType) -> None:
    document = made(kind)
    asked = [words for words in styled(document, "Kính gửi") if words.startswith("Kính gửi:")]
    recipients = styled(document, "Danh sách nơi nhận")
    assert bool(asked) == (kind.addressing is not Addressing.NEVER)
    assert (recipients[0] == "- Như trên;") == (bool(asked) or kind.written == "GGT")
    assert asked != ["Kính gửi:"] or len(styled(document, "Danh sách kính gửi")) >= 2


@ALL
def test_recipients_end_with_semicolons_and_the_last_line_keeps_a_copy(kind: DocumentType) -> None:
    document = made(kind)
    *others, last = styled(document, "Danh sách nơi nhận")
    assert styled(document, "Nơi nhận") == ["Nơi nhận:"]
    assert re.fullmatch(r"- Lưu: VT(, [^;.]+)?\.", last)
    assert others
    assert all(re.fullmatch(r"- [^;.]+;", words) for words in others)
    assert kind.written not in FIRST or others[0] == FIRST[kind.written]


@NAMED
def test_bases_end_as_bases_do_and_the_word_of_decision_follows_them(kind: DocumentType) -> None:
    document = made(kind)
    bases = styled(document, "Căn cứ")
    assert all(words.endswith(";") for words in bases[:-1])
    assert all(words.endswith(".") for words in bases[-1:])
    assert any(words.startswith("Theo đề nghị của ") for words in bases) == kind.proposal
    assert not any(line.text.startswith("Căn cứ") for line in lines(document) if line.style is not None and line.style.name != "Căn cứ")
    assert styled(document, "Quyết định") == ([kind.decision_word] if kind.issuing_power else [])
    assert len(styled(document, "Thẩm quyền ban hành")) == int(kind.issuing_power)
    assert bases or not kind.issuing_power


@NAMED
def test_the_text_ends_once_with_the_mark_of_the_end(kind: DocumentType) -> None:
    document = made(kind)
    ends = [line.text for line in lines(document) if line.text.endswith("./.")]
    assert len(ends) == 1
    assert styled(document, "Kết thúc") == ends
    assert not ends[0].endswith(" ./.")


@NAMED
def test_articles_are_counted_from_one_and_stand_only_in_types_that_have_them(kind: DocumentType) -> None:
    numbers = [int(match[1]) for line in lines(made(kind)) if (match := re.match(r"Điều (\d+)\. \S", line.text))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert bool(numbers) == kind.articles


def test_the_number_of_an_article_of_a_decision_is_bold_and_its_words_are_not() -> None:
    document = made(meant_by("QĐ")[0])
    article = next(line for line in lines(document) if line.text.startswith("Điều 1."))
    first, second = article.runs
    assert first.text == "Điều 1. "
    assert first.style.font.bold
    assert 'w:val="Lead"' not in second._r.xml


@ALL
def test_signatures_are_as_many_as_the_type_has(kind: DocumentType) -> None:
    document = made(kind)
    names = styled(document, "Họ tên người ký")
    assert len(names) == (2 if kind.written == "GNP" else kind.signatures)
    assert ("Trần Thị B" in names) == (kind.written != "BB")
    positions = styled(document, "Quyền hạn và chức vụ")
    assert positions == ["THƯ KÝ", "CHỦ TỌA"] if kind.written == "BB" else {"KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"} <= set(positions)
    if kind.signatures == 2:
        table_rows = [row for table in document.tables for row in table.rows]
        assert all("Nơi nhận:" not in cell.text for row in table_rows for cell in row.cells), "recipients stand below, not beside"


@ALL
def test_no_tag_no_format_by_hand_and_no_double_space_is_in_a_file(kind: DocumentType) -> None:
    for data in typing_templates(kind, Issuer(), 2026).values():
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(line.text for line in lines(document))
        assert not re.search(r"[{}]|  | [,.;:]", text)
        runs = [run for line in lines(document) for run in line.runs]
        assert runs
        assert all(run.font.bold is None and run.font.size is None and run.font.name is None for run in runs)


@ALL
@pytest.mark.parametrize("issuer", [Issuer(), OFFICE], ids=["blanks", "office"])
def test_lines_are_as_long_as_the_decree_wants(kind: DocumentType, issuer: Issuer) -> None:
    """Tiêu ngữ: as long as its words; agency, summary: a third to a half of the longest line; a copy: the whole width."""
    document, words, measured = made(kind, issuer), "", 0
    for line in lines(document):
        name = line.style.name if line.style is not None else ""
        if name != "Kẻ ngang":
            words, above = line.text, name
            continue
        if kind.copy and not words:
            assert (line.paragraph_format.left_indent, line.paragraph_format.right_indent) == (0, 0)
            continue
        room, size = {"Cơ quan ban hành": (LEFT_BLOCK, 12), "Tiêu ngữ": (RIGHT_BLOCK, 13)}.get(above, (PORTRAIT.text_width, 14))
        left, right = (line.paragraph_format.left_indent, line.paragraph_format.right_indent)
        assert left is not None
        assert right is not None
        share = (room - left.twips - right.twips) / bold_width(words, size)
        assert 0.99 <= share <= 1.01 if above == "Tiêu ngữ" else 1 / 3 <= share <= 1 / 2, (above, share)
        measured += 1
    assert measured >= (1 if kind.copy else 2)


@ALL
def test_without_a_workbook_the_blanks_are_those_of_the_decree(kind: DocumentType) -> None:
    text = "\n".join(line.text for line in lines(made(kind, Issuer())))
    assert "TÊN CƠ QUAN, TỔ CHỨC" in text
    assert ("Địa danh, ngày" in text) == kind.place_date
    assert f"/{kind.symbol('…', '…')}" in text
    assert ("TÊN CQ, TC CHỦ QUẢN" in text) == (not kind.copy)


def test_an_agency_without_a_parent_and_with_a_name_on_two_lines_has_just_those_lines() -> None:
    plan = small_plan(agencies=(Agency(id="so", code="SO", name="Ủy ban nhân dân\ntỉnh Hà Giang", abbreviation="UBND", place="Hà Giang"),))
    document = made(meant_by("BC")[0], issuer_on(plan, date(2026, 1, 1)))
    assert styled(document, "Cơ quan chủ quản") == []
    assert styled(document, "Cơ quan ban hành") == ["ỦY BAN NHÂN DÂN", "TỈNH HÀ GIANG"]
    assert any("Ủy ban nhân dân tỉnh Hà Giang" in line.text for line in lines(document))


@pytest.mark.parametrize(
    ("signer", "lines_", "power"),
    [
        (None, ("QUYỀN HẠN, CHỨC VỤ", "CỦA NGƯỜI KÝ"), "THẨM QUYỀN BAN HÀNH"),
        (Signer(id="gd", name="A", position="Giám đốc"), ("GIÁM ĐỐC",), "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        (
            Signer(id="gd", name="A", position="Phó Giám đốc", authority=Authority.KT, on_behalf_of="Giám đốc"),
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        ),
        (Signer(id="gd", name="A", position="Giám đốc", authority=Authority.Q), ("Q. GIÁM ĐỐC",), "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        (
            Signer(id="gd", name="A", position="Chủ tịch", authority=Authority.TM, on_behalf_of="Hội đồng"),
            ("TM. HỘI ĐỒNG", "CHỦ TỊCH"),
            "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        ),
        (
            Signer(id="gd", name="A", position="Giám đốc Sở Khoa học và Công nghệ"),
            ("GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ",),
            "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        ),
    ],
)
def test_who_signs_and_who_decides_come_from_the_workbook(signer: Signer | None, lines_: tuple[str, ...], power: str) -> None:
    facts = small_plan().facts.model_copy(update={"signer": "gd" if signer else ""})
    issuer = issuer_on(small_plan(facts=facts, signers=(signer,) if signer else ()), date(2026, 1, 1))
    assert (issuer.signing, issuer.power) == (lines_, power)
    assert issuer.body == "SỞ KHOA HỌC VÀ CÔNG NGHỆ"


def test_the_name_and_the_signer_are_those_of_the_day() -> None:
    old = Agency(id="cu", code="SO", name="Sở Cũ", abbreviation="S", place="Hà Giang", valid_to=date(2025, 6, 30))
    new = Agency(id="moi", code="SO", name="Sở Mới", abbreviation="S", place="Hà Giang", valid_from=date(2025, 7, 1))
    plan = small_plan(
        facts=small_plan().facts.model_copy(update={"expected_date": date(2025, 1, 2)}),
        agencies=(old, new),
        signers=(
            Signer(id="gd", name="Người Cũ", position="Giám đốc", valid_to=date(2025, 6, 30)),
            Signer(id="gm", name="Người Mới", position="Giám đốc", valid_from=date(2025, 7, 1)),
        ),
    )
    before, after = issuer_on(plan, date(2025, 6, 30)), issuer_on(plan, date(2025, 7, 1))
    assert (before.name, before.signer) == ("Sở Cũ", "Người Cũ")
    assert (after.name, after.signer) == ("Sở Mới", "Người Mới")


def test_a_decision_that_issues_a_text_carries_it_in_a_part_of_its_own() -> None:
    """Mẫu 1.3: both heads again, «Kèm theo», no second number, no second place and date, no second signature (PLU-05, PLU-07)."""
    kind = meant_by("QĐ")[0]
    document = made(kind, ending="-ban-hanh")
    assert len(document.sections) == 2
    assert len(styled(document, "Quốc hiệu")) == len(styled(document, "Cơ quan ban hành")) == 2
    assert len(styled(document, "Số và ký hiệu")) == len(styled(document, "Địa danh và thời gian")) == 1
    assert len(styled(document, "Họ tên người ký")) == 1
    assert styled(document, "Tên loại văn bản") == ["QUYẾT ĐỊNH", "QUY CHẾ"]
    (reference,) = styled(document, "Kèm theo")
    assert re.fullmatch(
        r"\(Kèm theo Quyết định số \u00a0+/QĐ-SKHCN ngày \u00a0+ tháng \u00a0+ năm 2026 của Sở Khoa học và Công nghệ\)", reference
    )
    assert sum(line.text.endswith("./.") for line in lines(document)) == 2


@NAMED
def test_the_blanks_are_those_that_are_filled_in_when_a_paper_is_issued(kind: DocumentType) -> None:
    for data in typing_templates(kind, OFFICE, 2026).values():
        found = find(final_lines(docx.Document(io.BytesIO(data)).element), Place("mau.docx"))
        assert isinstance(found, Blanks) == kind.place_date
        if isinstance(found, Blanks):
            assert (found.letterhead.symbol, found.letterhead.number, found.letterhead.year) == (kind.symbol("SKHCN", "…"), None, 2026)
            assert len(found.annexes) == len(docx.Document(io.BytesIO(data)).sections) - 1


def test_only_the_decision_has_a_second_file() -> None:
    assert [kind.written for kind in EVERY if len(typing_templates(kind, OFFICE, 2026)) > 1] == ["QĐ"]


@ALL
def test_the_same_words_make_the_same_bytes(kind: DocumentType) -> None:
    assert typing_templates(kind, OFFICE, 2026) == typing_templates(kind, OFFICE, 2026)
    assert typing_templates(kind, OFFICE, 2026) != typing_templates(kind, OFFICE, 2027) or not kind.place_date


def test_all_files_are_sound_in_words_own_schema(tmp_path: Path) -> None:
    paths = []
    for kind in EVERY:
        for ending, data in typing_templates(kind, Issuer(), 2026).items():
            paths.append(tmp_path / f"{kind.slug}{ending}.docx")
            paths[-1].write_bytes(data)
    assert len(paths) == 33
    assert schema_errors(paths) == []


@pytest.mark.parametrize("word", ["KH", "BB", "SY"])
def test_a_template_fits_a_page_in_times_new_roman(word: str, tmp_path: Path) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(typing_templates(meant_by(word)[0], OFFICE, 2026)[""])
    pdf = pages(path, tmp_path)
    assert len(pdf_text(pdf)) == 1
    assert {font.partition("-")[0] for font in pdf_fonts(pdf)} <= {"TimesNewRomanPSMT", "TimesNewRomanPS", "LiberationSerif"}


def test_the_command_writes_a_file_and_says_which_form_it_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "kế", "hoạch", "--out", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert str(tmp_path / "mau-ke-hoach.docx") in shown
    assert "Mẫu 1.4" in shown
    assert [path.name for path in tmp_path.iterdir()] == ["mau-ke-hoach.docx"]


def test_a_type_without_a_form_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "HĐ", "--out", str(tmp_path)]) == 0
    assert "không có mẫu riêng" in capsys.readouterr().out


def test_the_command_takes_the_agency_of_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = saved(tmp_path, write_plan_book(small_plan()))
    before = book.read_bytes()
    assert run(["template", "qd", "--workbook", str(book), "--out", str(tmp_path / "out"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [Path(name).name for name in answer["files"]] == ["mau-quyet-dinh.docx", "mau-quyet-dinh-ban-hanh.docx"]
    text = [line.text for line in lines(docx.Document(answer["files"][0]))]
    assert {"SỞ KHOA HỌC VÀ CÔNG NGHỆ", "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ", "GIÁM ĐỐC", "Phan Đăng Đông"} <= set(text)
    assert book.read_bytes() == before


def test_a_file_that_a_person_edited_stays_and_the_same_template_is_not_written_twice(tmp_path: Path) -> None:
    arguments = ["template", "KH", "--out", str(tmp_path)]
    assert run(arguments) == 0
    assert run(arguments) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["mau-ke-hoach.docx"]
    edited = bytes((tmp_path / "mau-ke-hoach.docx").stat().st_size)
    (tmp_path / "mau-ke-hoach.docx").write_bytes(edited)
    assert run(arguments) == 0
    assert run(arguments) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mau-ke-hoach-2.docx", "mau-ke-hoach.docx"]
    assert (tmp_path / "mau-ke-hoach.docx").read_bytes() == edited


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        ("da", "LOAI-02", ["Đề án (ĐA)", "Dự án (DA)"]),
        ("hd", "LOAI-02", ["Hướng dẫn (HD)", "Hợp đồng (HĐ)"]),
        ("ke hoahc", "LOAI-01", ["Kế hoạch (KH)"]),
        ("bằng khen", "LOAI-01", ["bằng khen"]),
        ("", "LOAI-01", []),
    ],
)
def test_words_that_name_no_type_or_two_are_refused_with_what_may_be_meant(
    typed: str, code: str, told: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["template", typed, "--out", str(tmp_path / "out"), "--json"]) == 2
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == code
    assert all(name in problem["message"] for name in told)
    assert not (tmp_path / "out").exists()


def test_a_workbook_that_cannot_be_read_is_refused_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "KH", "--workbook", str(tmp_path / "khong-co.xlsx"), "--out", str(tmp_path / "out")]) == 2
    assert "TEP-01" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_a_type_every_type_is_listed_with_what_to_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "--out", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in shown] == [kind.written for kind in EVERY]
    assert run(["template", "--json"]) == 0
    assert [row["type"] for row in json.loads(capsys.readouterr().out)["types"]] == [kind.written for kind in EVERY]
    assert not (tmp_path / "out").exists()
