"""Remarks in the margin of a .docx that somebody else made: at their place, and not one letter changed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import files, package, stretches
from generator.base import MAIN_PART
from generator.errors import InputRefusedError, OutputRefusedError
from generator.formatting import Address, Document, numbered, read_document
from generator.package import Package, pack, unpacked
from generator.remarks import Remark, annotated
from generator.stretches import Element
from generator.wordxml import W, parse
from tests.books import small_plan
from tests.papers import made
from tests.tools import pages, resaved, schema_errors

WHEN = datetime(2026, 3, 10, 9, 5)  # noqa: DTZ001 - the clerk's own clock
BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
    '<w:pict><v:shape style="width:100pt;height:20pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>Chữ trong hộp</w:t></w:r></w:p>'
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
FIELD = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:t>Xem </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF so </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Điều 5</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "<w:r><w:t> của Luật</w:t></w:r></w:p>"
)


def opened(data: bytes) -> Package:
    return unpacked(files.ReadFile(Path("nguoi-khac.docx"), data))


def document(data: bytes) -> Document:
    return read_document({name: part.data for name, part in opened(data).parts.items()})


def stranger(*lines: Sequence[str]) -> bytes:
    """A .docx that python-docx makes: each line a paragraph, each word group a run, every other one bold."""
    made = docx.Document()
    for line in lines:
        paragraph = made.add_paragraph()
        for number, words in enumerate(line):
            paragraph.add_run(words).bold = number % 2 == 1
    return saved(made)


def saved(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def at(number: int, start: int = 0, end: int = 0, words: str = "Sai cỡ chữ") -> Remark:
    return Remark(Address(MAIN_PART, number), start, end, words)


def spoken_of(data: bytes) -> list[tuple[str, str]]:
    """Each comment with the words it hangs on, in the order of the comments."""
    parts = opened(data).parts
    body, comments = parse(parts[MAIN_PART].data), parse(parts["word/comments.xml"].data)
    return [(_within(body, one.get(f"{W}id", "")), "".join(node.text or "" for node in one.iter(f"{W}t"))) for one in comments]


def _within(body: Element, number: str) -> str:
    words, inside = "", False
    for node in body.iter():
        if node.tag in {f"{W}commentRangeStart", f"{W}commentRangeEnd"} and node.get(f"{W}id") == number:
            inside = node.tag.endswith("Start")
        elif inside and node.tag == f"{W}t":
            words += node.text or ""
    return words


def test_a_remark_hangs_on_the_very_words_it_speaks_of_over_borders_of_runs() -> None:
    source = stranger(["Căn cứ Luật ", "Tổ chức", " chính quyền"])
    data = annotated(opened(source), [at(0, 7, 15)], "Văn thư", WHEN)
    assert spoken_of(data) == [("Luật Tổ ", "Sai cỡ chữ")]
    assert document(data) == document(source)


def test_a_comment_tells_who_wrote_it_and_when() -> None:
    data = annotated(opened(stranger(["Nội dung"])), [at(0)], "Nguyễn Văn Ánh", WHEN)
    (comment,) = docx.Document(io.BytesIO(data)).comments
    assert (comment.author, comment.initials, comment.text) == ("Nguyễn Văn Ánh", "NVÁ", "Sai cỡ chữ")
    assert b'w:date="2026-03-10T09:05:00Z"' in opened(data).parts["word/comments.xml"].data


def test_comments_that_are_there_stay_and_numbers_are_unique() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph()
    made.add_comment(paragraph.add_run("Đã có ý kiến"), text="Ý kiến cũ", author="Trưởng phòng")
    data = annotated(opened(saved(made)), [at(0), at(0, 3, 5, "Mới")], "Văn thư", WHEN)
    assert [comment.text for comment in docx.Document(io.BytesIO(data)).comments] == ["Ý kiến cũ", "Sai cỡ chữ", "Mới"]
    assert len({comment.comment_id for comment in docx.Document(io.BytesIO(data)).comments}) == 3


def test_several_remarks_on_one_place_stand_in_their_order() -> None:
    data = annotated(opened(stranger(["Nội dung"])), [at(0, words="một"), at(0, words="hai"), at(0, words="ba")], "V", WHEN)
    references = [node.get(f"{W}id") for node in parse(opened(data).parts[MAIN_PART].data).iter(f"{W}commentReference")]
    assert references == ["0", "1", "2"]


def test_a_remark_on_a_text_box_hangs_on_the_paragraph_that_holds_it() -> None:
    made = docx.Document()
    made.add_paragraph("Dòng có hộp")
    made.element.body[0].append(parse_xml(BOX))
    source = saved(made)
    box = next(p.address for p in document(source).paragraphs() if p.text == "Chữ trong hộp")
    data = annotated(opened(source), [Remark(box, 0, 3, "Sai phông")], "V", WHEN)
    body = parse(opened(data).parts[MAIN_PART].data)
    assert spoken_of(data)[0][1] == "Hộp chữ “Chữ trong hộp”: Sai phông"
    assert not [mark for content in body.iter(f"{W}txbxContent") for mark in content.iter(f"{W}commentRangeStart", f"{W}commentReference")]
    assert next(body.iter(f"{W}commentRangeStart"), None) is not None


def test_a_remark_on_a_header_hangs_on_the_first_paragraph_and_says_so() -> None:
    made = docx.Document()
    made.add_paragraph("Đoạn đầu")
    made.sections[0].header.paragraphs[0].text = "2"
    source = saved(made)
    header = next(name for name in opened(source).parts if name.startswith("word/header"))
    data = annotated(opened(source), [Remark(Address(header, 0), 0, 1, "Sai cỡ")], "V", WHEN)
    assert spoken_of(data) == [("Đoạn đầu", "Đầu trang “2”: Sai cỡ")]
    assert opened(data).parts[header] == opened(source).parts[header]


def test_a_remark_without_a_place_stands_at_the_first_paragraph() -> None:
    data = annotated(opened(stranger(["Đầu"], ["Sau"])), [Remark(None, 0, 0, "Sai lề")], "V", WHEN)
    assert spoken_of(data) == [("Đầu", "Sai lề")]


def test_a_remark_inside_a_field_stands_outside_of_it() -> None:
    made = docx.Document()
    made.element.body.insert(0, parse_xml(FIELD))
    source = saved(made)
    data = annotated(opened(source), [at(0, 5, 8)], "V", WHEN)
    assert spoken_of(data) == [("Điều 5", "Sai cỡ chữ")]
    assert document(data) == document(source)


def test_hidden_words_are_not_counted() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Căn ")
    paragraph.add_run("ẩn đi ").font.hidden = True
    paragraph.add_run("cứ Luật")
    data = annotated(opened(saved(made)), [at(0, 2, 9)], "V", WHEN)
    assert spoken_of(data) == [("n ẩn đi cứ Lu", "Sai cỡ chữ")]


def test_an_empty_paragraph_takes_a_remark(tmp_path: Path) -> None:
    data = annotated(opened(stranger([], ["Sau"])), [at(0)], "V", WHEN)
    assert spoken_of(data) == [("", "Sai cỡ chữ")]
    (tmp_path / "trong.docx").write_bytes(data)
    assert schema_errors([tmp_path / "trong.docx"]) == []


def test_all_other_parts_stay_byte_for_byte() -> None:
    source = opened(made(small_plan()))
    after = opened(annotated(source, [at(3), at(9)], "V", WHEN)).parts
    changed = {name for name in after if source.parts.get(name) != after[name]}
    assert changed == {MAIN_PART, "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def test_no_remark_gives_the_same_bytes_and_same_remarks_give_the_same_bytes() -> None:
    source = opened(made(small_plan()))
    assert annotated(source, [], "V", WHEN) == source.source.data
    assert annotated(source, [at(2)], "V", WHEN) == annotated(source, [at(2)], "V", WHEN)


def test_control_letters_in_a_remark_do_not_break_the_file() -> None:
    data = annotated(opened(stranger(["Nội dung"])), [at(0, words="Cỡ\x01 16\nnên là <14> & \ufffe")], "V\x02", WHEN)
    assert spoken_of(data)[0][1] == "Cỡ 16nên là <14> & "


def test_a_signed_file_is_refused() -> None:
    source = opened(stranger(["Nội dung"]))
    signed = Package(source.source, {**source.parts, "_xmlsignatures/sig1.xml": pack("_xmlsignatures/sig1.xml", b"<a/>")})
    with pytest.raises(InputRefusedError) as caught:
        annotated(signed, [at(0)], "V", WHEN)
    assert [problem.code for problem in caught.value.problems] == ["NX-02"]


@pytest.mark.parametrize("content", [b"<w:document", b"<a/>"])
def test_a_broken_main_part_is_refused(content: bytes) -> None:
    source = opened(stranger(["Nội dung"]))
    broken = Package(source.source, {**source.parts, MAIN_PART: pack(MAIN_PART, content)})
    with pytest.raises(InputRefusedError) as caught:
        annotated(broken, [at(0)], "V", WHEN)
    assert [problem.code for problem in caught.value.problems] == ["NX-01"]


def test_a_copy_that_lost_a_letter_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def losing(paragraph: Element, *_: int) -> list[Element]:
        run = next(paragraph.iter(f"{W}r"))
        for node in run.iter(f"{W}t"):
            node.text = (node.text or "")[1:]
        return [run]

    monkeypatch.setattr(stretches, "runs_within", losing)
    with pytest.raises(OutputRefusedError) as caught:
        annotated(opened(stranger(["Nội dung"])), [at(0, 1, 3)], "V", WHEN)
    assert [problem.code for problem in caught.value.problems] == ["NX-03"]


_WORDS = st.text(st.sampled_from("abđ \t\nộủ"), max_size=6)


@settings(max_examples=60)
@given(
    lines=st.lists(st.lists(_WORDS, max_size=4), min_size=1, max_size=4),
    places=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 15), st.integers(0, 15)), max_size=6),
)
def test_remarks_anywhere_keep_the_document_and_stand_on_their_words(lines: list[list[str]], places: list[tuple[int, int, int]]) -> None:
    source = stranger(*lines)
    before = document(source)
    said = [at(number, start, end) for number, start, end in places]
    data = annotated(opened(source), said, "V", WHEN)
    assert document(data) == before
    texts = {paragraph.address.number: paragraph.text for paragraph in before.paragraphs()}
    hung = spoken_of(data) if said else []
    for (number, start, end), (words, _) in zip(places, hung, strict=True):
        text = texts[number] if number in texts else texts[0]
        wanted = text[start:end] if number in texts and text[start:end] else text
        assert words == "".join(wanted.split("\t")).replace("\n", "")
    body = parse(opened(data).parts[MAIN_PART].data)
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(node.get(f"{W}id", "") for node in body.iter(W + name)) == sorted(str(number) for number in range(len(said)))


def test_remarks_on_every_paragraph_are_sound_and_libreoffice_shows_them(tmp_path: Path) -> None:
    source = opened(made(small_plan()))
    count = len(numbered(parse(source.parts[MAIN_PART].data)))
    remarked = [at(number, 2, 9, f"Ghi chú {number}") for number in range(count)]
    assert count > 20
    path = tmp_path / "ghi-chu.docx"
    path.write_bytes(annotated(source, remarked, "Văn thư", WHEN))
    assert schema_errors([path]) == []
    again = docx.Document(str(resaved(path, tmp_path)))
    assert {comment.text for comment in again.comments} == {remark.words for remark in remarked}
    assert pages(path, tmp_path).stat().st_size > 0


def test_a_file_saved_by_libreoffice_takes_remarks(tmp_path: Path) -> None:
    first = tmp_path / "dau.docx"
    first.write_bytes(made(small_plan()))
    path = resaved(first, tmp_path)
    before = schema_errors([path])
    data = annotated(package.open_package(path), [at(number, 0, 4) for number in range(40)], "V", WHEN)
    path.write_bytes(data)
    assert len(schema_errors([path])) <= len(before)
