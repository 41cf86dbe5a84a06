"""The final copy: blanks found by their words however they were written, nothing left in the file but what a reader sees."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import package, render
from generator.base import MAIN_PART, Origin
from generator.errors import GeneratorError, InputRefusedError, OutputRefusedError
from generator.final_copy import Numbering, Order, Signature, copying, final_copy, letterhead, remains
from generator.package import Package, pack
from generator.papers import PlanPaper, plan_paper
from generator.plan import Plan
from tests.books import small_plan
from tests.letterheads import ANNEX, BLANK, DAY, NUMBER, said, small_draft
from tests.papers import PLAN_TEMPLATE, opened, words
from tests.tools import pages, pdf_text, resaved, schema_errors

GIVEN = Numbering(5, date(2025, 2, 3))
ORDER = Order(GIVEN, ("DỰ THẢO LẦN 1",))
NUMBERED, DATED = "Số: 05/KH-SKHCN", "Hà Giang, ngày 03 tháng 02 năm 2025"
DIRECTOR = Signature("", "GIÁM ĐỐC", "Phan Đăng Đông")
DEPUTY = Signature("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Hai")


def drafted(folder: Path, plan: Plan | None = None) -> Package:
    """A draft of a plan as the program makes it."""
    origin = Origin("plan", 1, "a" * 64, "b" * 64, "0", datetime(2025, 1, 1))  # noqa: DTZ001 - the clerk's own clock
    path = folder / "du-thao.docx"
    ready = render.load(package.open_package(PLAN_TEMPLATE), PlanPaper)
    path.write_bytes(render.render(ready, plan_paper(plan or small_plan(), draft=1), origin))
    return package.open_package(path)


def changed(draft: Package, name: str, old: str, new: str) -> Package:
    """The draft with some XML in one part replaced; a new part when `old` is empty."""
    path = draft.source.path
    parts = dict(draft.parts)
    text = parts[name].data.decode("utf-8") if name in parts else ""
    assert old in text
    parts[name] = pack(name, (text.replace(old, new, 1) if old else new).encode("utf-8"))
    path.write_bytes(package.join(list(parts.values())))
    return package.open_package(path)


def codes(draft: Package, order: Order = ORDER) -> list[str]:
    """Why a draft gets no final copy."""
    with pytest.raises(GeneratorError) as caught:
        final_copy(draft, order)
    return [problem.code for problem in caught.value.problems]


def test_number_day_and_the_line_under_the_annex_are_filled_in_and_nothing_else_changes(tmp_path: Path) -> None:
    draft = drafted(tmp_path)
    before = words(draft.source.data).split("\n")
    after = words(final_copy(draft, ORDER)).split("\n")
    differing = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert [other for _, other in differing] == [
        NUMBERED,
        DATED,
        "(Kèm theo Kế hoạch số 05/KH-SKHCN ngày 03 tháng 02 năm 2025 của Sở Khoa học và Công nghệ)",
    ]


@pytest.mark.parametrize(
    "blank", ["", " ", "      ", "\u00a0\u00a0", "…", "......", ". . . .", "____", "\t", "5", "05", " 05 ", "…05…", "0 5"], ids=repr
)
def test_a_number_is_filled_in_whatever_stood_in_its_place(blank: str, tmp_path: Path) -> None:
    draft = small_draft(tmp_path, f"Số:{blank}/KH-SKHCN")
    assert said(final_copy(draft, ORDER))[0] == NUMBERED


@pytest.mark.parametrize(
    "line",
    [
        "Hà Giang, ngày    tháng    năm 2025",
        "Hà Giang, ngày …… tháng …… năm 2025",
        "Hà Giang, ngày...tháng...năm 2025",
        "Hà Giang, ngày 03 tháng 02 năm 2025",
        "Hà Giang, ngày 3 tháng 2 năm 2025",
        "Hà Giang, ngày      tháng 02 năm 2025",
        "Hà Giang, ngày      tháng     năm 2024",
        "Hà Giang, ngày      tháng     năm 20…",
        "Hà Giang, ngày      tháng     năm     ",
        unicodedata.normalize("NFD", "Hà Giang, ngày      tháng     năm 2025"),
    ],
)
def test_a_day_is_filled_in_whatever_stood_in_its_place(line: str, tmp_path: Path) -> None:
    made = said(final_copy(small_draft(tmp_path, NUMBER, line), ORDER))[1]
    assert unicodedata.normalize("NFC", made).strip() == DATED


BLANKS = st.text(st.sampled_from(" \u00a0.…_"), max_size=8)


@settings(max_examples=40)
@given(BLANKS, BLANKS, BLANKS, st.data())
def test_blanks_spread_over_any_runs_are_filled_in_and_every_run_keeps_its_look(
    number: str, day: str, month: str, data: st.DataObject
) -> None:
    lines = (f"Số:{number}/KH-SKHCN", f"Hà Giang, ngày{day}tháng{month}năm 2025", ANNEX)
    cut = [cuts(line, data) for line in lines]
    with TemporaryDirectory() as folder:
        made = final_copy(small_draft(Path(folder), *cut), ORDER)
    assert said(made) == [NUMBERED, DATED, "KẾ HOẠCH", ANNEX.replace(f"số {BLANK}", "số 05").replace(
        f"ngày {BLANK} tháng {BLANK}", "ngày 03 tháng 02")]  # fmt: skip
    runs = opened(made).tables[0].rows[0].cells[0].paragraphs[0].runs
    assert [bool(run.italic) for run in runs] == [bool(index % 2) for index in range(len(cut[0]))]


def cuts(line: str, data: st.DataObject) -> list[str]:
    """The line cut into runs at any places."""
    places = sorted(data.draw(st.sets(st.integers(1, len(line) - 1), max_size=8)))
    return [line[start:end] for start, end in zip([0, *places], [*places, len(line)], strict=True)]


@pytest.mark.parametrize(
    ("number", "day", "more"),
    [
        ("Số: 06/KH-SKHCN", DAY, ()),
        (NUMBER, "Hà Giang, ngày 04 tháng 02 năm 2025", ()),
        (NUMBER, "Hà Giang, ngày 03 tháng 02 năm 2024", ()),
        (NUMBER, "Hà Giang, ngày 03 tháng     năm 2024", ()),
        (NUMBER, DAY, (ANNEX.replace(f"số {BLANK}", "số 06"),)),
        (NUMBER, DAY, (ANNEX.replace("KH-SKHCN", "QĐ-UBND"),)),
    ],
    ids=["number", "day", "year", "year with half a day", "number under the annex", "symbol under the annex"],
)
def test_what_was_typed_by_hand_and_disagrees_is_refused(number: str, day: str, more: tuple[str, ...], tmp_path: Path) -> None:
    assert codes(small_draft(tmp_path, number, day, *more)) == ["PH-09"]


@pytest.mark.parametrize(
    ("number", "day"),
    [("Số 15 KH-SKHCN", DAY), (NUMBER, "Hà Giang, tháng năm 2025"), (f"{NUMBER} và {NUMBER}", DAY)],
    ids=["no number line", "no date line", "number line with other words"],
)
def test_a_letterhead_without_its_lines_is_refused(number: str, day: str, tmp_path: Path) -> None:
    assert codes(small_draft(tmp_path, number, day)) == ["PH-08"]


def test_two_number_lines_in_a_letterhead_are_refused(tmp_path: Path) -> None:
    draft = changed(small_draft(tmp_path), MAIN_PART, "<w:tr>", f"<w:tr><w:tc><w:p><w:r><w:t>{NUMBER}</w:t></w:r></w:p></w:tc>")
    assert codes(draft) == ["PH-08"]


def test_a_form_in_an_annex_with_a_number_line_of_its_own_stays_as_it_is(tmp_path: Path) -> None:
    form = "Số:      /BC-QLKH"
    assert form in said(final_copy(small_draft(tmp_path, NUMBER, DAY, form), ORDER))


def test_a_subject_on_the_line_below_the_number_stays(tmp_path: Path) -> None:
    made = final_copy(small_draft(tmp_path, "Số:     /SKHCN-VP\nV/v đôn đốc"), ORDER)
    assert said(made)[0] == "Số: 05/SKHCN-VP\nV/v đôn đốc"


def test_what_was_typed_already_is_told(tmp_path: Path) -> None:
    head = letterhead(small_draft(tmp_path, "Số: 15/QĐ-BNV"))
    assert (head.symbol, head.number, head.day, head.month, head.year) == ("QĐ-BNV", 15, None, None, 2025)


def test_a_draft_saved_by_libreoffice_gets_its_number_and_loses_its_hidden_data(tmp_path: Path) -> None:
    path = resaved(drafted(tmp_path).source.path, tmp_path)
    made = tmp_path / "phat-hanh.docx"
    made.write_bytes(final_copy(package.open_package(path), ORDER))
    text = words(made.read_bytes()).split("\n")
    assert {NUMBERED, DATED} <= set(text)
    assert hidden_data(made) == []
    assert schema_errors([made]) == []


MARK = "Nguyễn Bí Mật"
TRACES = re.compile(
    r"vb_|urn:vanban|_GoBack|[Rr]sid|paraId|textId|Bí Mật|Công ty Kín|proofErr|comment|docVar|Normal\.dotm|trackRevisions|docId"
)


def hidden_data(path: Path) -> list[str]:
    """Traces of editing in any part of a file."""
    found = []
    for part in package.open_package(path).parts.values():
        text = f"{part.name} {part.data.decode('utf-8', errors='replace')}"
        found += [f"{part.name}: {match.group()}" for match in TRACES.finditer(text)]
    return found


def dirty(folder: Path) -> Package:
    """A draft as it comes back from several people's Word: authors, comments, changes, editing numbers, a template's path."""
    office, types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "[Content_Types].xml"
    word14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    draft = drafted(folder)
    head = draft.parts[MAIN_PART].data.decode("utf-8")
    root = re.search(r"<w:document [^>]*>", head)
    assert root is not None
    extra = ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"' if word14 not in root.group() else ""
    draft = changed(draft, MAIN_PART, root.group(), root.group()[:-1] + extra + ">")
    marked = (
        f'<w:body><w:p w:rsidR="00AB12CD" w14:paraId="1A2B3C4D" w14:textId="77777777"><w:commentRangeStart w:id="1"/>'
        f'<w:bookmarkStart w:id="900" w:name="_GoBack"/><w:proofErr w:type="spellStart"/><w:r><w:t>Có nhận xét</w:t></w:r>'
        f'<w:bookmarkEnd w:id="900"/><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
        f'<w:ins w:id="7" w:author="{MARK}" w:date="2025-01-01T00:00:00Z"><w:r><w:t xml:space="preserve"> thêm vào</w:t></w:r></w:ins>'
        f'<w:del w:id="8" w:author="{MARK}"><w:r><w:delText>xoá đi</w:delText></w:r></w:del></w:p>'
    )
    draft = changed(draft, MAIN_PART, "<w:body>", marked)
    comments = (
        '<?xml version="1.0" encoding="UTF-8"?><w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:comment w:id="1" w:author="{MARK}"><w:p><w:r><w:t>Xem lại</w:t></w:r></w:p></w:comment></w:comments>'
    )
    draft = changed(draft, "word/comments.xml", "", comments)
    people = f'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="{MARK}"/></w15:people>'
    draft = changed(draft, "word/people.xml", "", people)
    links = (
        f'<Relationship Id="c1" Type="{office}/comments" Target="comments.xml"/>'
        '<Relationship Id="c2" Type="http://schemas.microsoft.com/office/2011/relationships/people" Target="people.xml"/></Relationships>'
    )
    draft = changed(draft, "word/_rels/document.xml.rels", "</Relationships>", links)
    zoom = re.search(r"<w:zoom[^>]*/>", draft.parts["word/settings.xml"].data.decode("utf-8"))
    assert zoom is not None
    settings = (
        f'{zoom.group()}<w:attachedTemplate xmlns:r="{office}" r:id="t1"/><w:trackRevisions/>'
    )  # fmt: skip
    draft = changed(draft, "word/settings.xml", zoom.group(), settings)
    rsids = '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w:themeFontLang'
    draft = changed(draft, "word/settings.xml", "<w:themeFontLang", f'<w:docVars><w:docVar w:name="ai" w:val="{MARK}"/></w:docVars>{rsids}')
    template = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="t1" '
        f'Type="{office}/attachedTemplate" Target="file:///C:/Users/{MARK}/Normal.dotm" TargetMode="External"/></Relationships>'
    )
    draft = changed(draft, "word/_rels/settings.xml.rels", "", template)
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{MARK}</dc:creator><cp:lastModifiedBy>{MARK}</cp:lastModifiedBy>'
        "</cp:coreProperties>"
    )
    draft = changed(draft, "docProps/core.xml", "", core)
    package_type = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    link = f'<Relationship Id="p9" Type="{package_type}" Target="docProps/core.xml"/></Relationships>'
    draft = changed(draft, "_rels/.rels", "</Relationships>", link)
    draft = changed(draft, "docProps/app.xml", "<Application>", "<Company>Công ty Kín</Company><Application>")
    kinds = (
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/word/comments.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>'
    )
    return changed(draft, types, "</Types>", kinds)


def test_nothing_of_those_who_worked_on_a_draft_is_left_in_the_final_copy(tmp_path: Path) -> None:
    draft = dirty(tmp_path)
    made = tmp_path / "phat-hanh.docx"
    made.write_bytes(final_copy(draft, ORDER))
    assert {line.partition(": ")[2] for line in hidden_data(draft.source.path)} >= {"vb_", "urn:vanban", "rsid", "Bí Mật", "Normal.dotm"}
    assert hidden_data(made) == []
    assert sorted(package.open_package(made).parts) == [
        "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/_rels/settings.xml.rels", "word/document.xml",
        "word/fontTable.xml", "word/header1.xml", "word/header2.xml", "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    assert "Có nhận xét thêm vào" in words(made.read_bytes()).split("\n")
    assert "xoá đi" not in words(made.read_bytes())
    assert schema_errors([made]) == []
    assert any(NUMBERED in page for page in pdf_text(pages(made, tmp_path)))


def test_what_a_finished_paper_does_not_have_is_told(tmp_path: Path) -> None:
    draft = dirty(tmp_path)
    gap = "<w:body><w:p><w:r><w:t>DỰ THẢO (lần 2)</w:t></w:r></w:p><w:p><w:r><w:t>Kết quả: [CẦN BỔ SUNG: số liệu]</w:t></w:r></w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>chữ ẩn</w:t></w:r></w:p><w:p><w:r><w:t>DỰ THẢO LẦN 1</w:t></w:r></w:p>"
    left = remains(changed(draft, MAIN_PART, "<w:body>", gap + hidden), ("DỰ THẢO LẦN 1",))
    assert [(row.kind, row.author) for row in left.revisions] == [("thêm", MARK), ("xoá", MARK)]
    assert left.comments == 1
    assert left.marks == ("DỰ THẢO (lần 2)",)
    assert left.gaps == ("[CẦN BỔ SUNG: số liệu]",)
    assert left.hidden == ("chữ ẩn",)


@pytest.mark.parametrize(
    ("look", "told"),
    [
        ('<w:pPr><w:pStyle w:val="An"/></w:pPr><w:r>', ("chữ ẩn",)),
        ('<w:pPr><w:pStyle w:val="ConAn"/></w:pPr><w:r>', ("chữ ẩn",)),
        ('<w:r><w:rPr><w:rStyle w:val="An"/></w:rPr>', ("chữ ẩn",)),
        ('<w:r><w:rPr><w:rStyle w:val="An"/><w:vanish w:val="0"/></w:rPr>', ()),
        ("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r>", ()),
    ],
)
def test_words_that_a_style_hides_are_told_too(look: str, told: tuple[str, ...], tmp_path: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="An"><w:name w:val="An"/><w:rPr><w:vanish/></w:rPr></w:style>'
    heir = '<w:style w:type="paragraph" w:styleId="ConAn"><w:name w:val="ConAn"/><w:basedOn w:val="An"/></w:style>'
    draft = changed(drafted(tmp_path), "word/styles.xml", "</w:styles>", f"{style}{heir}</w:styles>")
    assert remains(changed(draft, MAIN_PART, "<w:body>", f"<w:body><w:p>{look}<w:t>chữ ẩn</w:t></w:r></w:p>")).hidden == told


@pytest.mark.parametrize(
    ("line", "blank"),
    [
        (f"gửi báo cáo trước ngày {BLANK} tháng {BLANK} năm 2025", True),
        ("trước ngày …… tháng …… năm 2025", True),
        ("Công văn số ...../UBND-VX", True),
        ("Ngày tháng văn bản", False),
        ("trước ngày 05 tháng 4 năm 2025", False),
        ("số 04/QĐ-UBND", False),
        (ANNEX, False),
    ],
)
def test_blanks_in_the_text_that_nobody_fills_in_are_told(line: str, blank: bool, tmp_path: Path) -> None:  # noqa: FBT001 - the expected value
    assert bool(remains(small_draft(tmp_path, NUMBER, DAY, line)).blanks) is blank


def test_a_clean_draft_has_nothing_left_over(tmp_path: Path) -> None:
    left = remains(drafted(tmp_path), ("DỰ THẢO LẦN 1",))
    assert (left.revisions, left.comments, left.marks, left.gaps, left.blanks, left.hidden) == ((), 0, (), (), (), ())


def test_a_watermark_is_a_mark_too(tmp_path: Path) -> None:
    path = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="DỰ THẢO"/></v:shape>'
    shape = f"<w:r><w:pict>{path}</w:pict></w:r></w:p></w:hdr>"
    draft = drafted(tmp_path)
    assert b"</w:p></w:hdr>" in draft.parts["word/header1.xml"].data
    assert remains(changed(draft, "word/header1.xml", "</w:p></w:hdr>", shape)).marks == ("DỰ THẢO",)


def test_the_programs_own_draft_mark_goes_and_another_stays(tmp_path: Path) -> None:
    plan = small_plan()
    plan = plan.model_copy(update={"facts": plan.facts.model_copy(update={"print_draft_mark": True})})
    draft = drafted(tmp_path, plan)
    assert "DỰ THẢO LẦN 1" in words(draft.source.data)
    assert "DỰ THẢO" not in words(final_copy(draft, ORDER))
    assert "DỰ THẢO LẦN 1" in words(final_copy(draft, Order(GIVEN, ("DỰ THẢO LẦN 2",))))


@pytest.mark.parametrize(("before", "after"), [(DIRECTOR, DEPUTY), (DEPUTY, DIRECTOR), (DIRECTOR, Signature("", "Q. GIÁM ĐỐC", "Vũ Ba"))])
def test_another_signer_takes_the_place_of_the_first(before: Signature, after: Signature, tmp_path: Path) -> None:
    first = small_plan()
    authority, _, behalf = before.authority.partition(" ")
    signer = first.signers[0].model_copy(update={"name": before.name, "position": before.position, "on_behalf_of": behalf})
    signer = type(signer).model_validate(dict(signer) | {"authority": type(signer.authority)(authority or "Trực tiếp")})
    draft = drafted(tmp_path, first.model_copy(update={"signers": (signer,)}))
    text = words(final_copy(draft, Order(GIVEN, (), (before, after)))).split("\n")
    at = text.index(after.name)
    wanted = [line for line in (after.authority, after.position, after.name) if line]
    assert text[at - len(wanted) + 1 : at + 1] == wanted
    assert before.name not in text
    made = tmp_path / "phat-hanh.docx"
    made.write_bytes(final_copy(draft, Order(GIVEN, (), (before, after))))
    assert schema_errors([made]) == []


def test_a_signature_edited_by_hand_is_not_changed_by_itself(tmp_path: Path) -> None:
    draft = changed(drafted(tmp_path), MAIN_PART, "Phan Đăng Đông", "Phan Đăng Động")
    assert codes(draft, Order(GIVEN, (), (DIRECTOR, DEPUTY))) == ["PH-10"]
    assert codes(small_draft(tmp_path), Order(GIVEN, (), (DIRECTOR, DEPUTY))) == ["PH-10"]


def test_the_same_draft_and_number_give_the_same_bytes(tmp_path: Path) -> None:
    assert final_copy(dirty(tmp_path), ORDER) == final_copy(dirty(tmp_path), ORDER)


def test_a_line_that_came_out_otherwise_is_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = drafted(tmp_path)

    def loses_a_word(parts: dict[str, package.Part]) -> dict[str, package.Part]:
        text = parts[MAIN_PART].data.decode("utf-8")
        assert "Phan Đăng Đông" in text
        return parts | {MAIN_PART: pack(MAIN_PART, text.replace("Phan Đăng Đông", "Phan Đông").encode("utf-8"))}

    monkeypatch.setattr(copying, "stripped", loses_a_word)
    with pytest.raises(OutputRefusedError) as caught:
        final_copy(draft, ORDER)
    assert [problem.code for problem in caught.value.problems] == ["PH-17"]


@pytest.mark.parametrize("part", [MAIN_PART, "word/header1.xml"])
def test_a_part_that_is_no_xml_is_refused(part: str, tmp_path: Path) -> None:
    draft = drafted(tmp_path)
    broken = changed(draft, part, "<w:", "<")
    with pytest.raises(InputRefusedError) as caught:
        final_copy(broken, ORDER)
    assert [problem.code for problem in caught.value.problems] == ["PH-11"]
    with pytest.raises(InputRefusedError):
        remains(broken)
