"""An issued paper for other systems: metadata of Phụ lục VI, edXML as the national gateway takes it; nothing made up."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exchange import NAMESPACE, Attachment, Paper, edxml, metadata, names_of, page_count, too_long
from generator.vietnamese import clean
from tests.letterheads import small_draft
from tests.tools import pages, pdf_text

PAPER = Paper(
    number="05",
    symbol="KH-SKHCN",
    day=date(2025, 1, 20),
    place="Hà Giang",
    agency="Sở Khoa học và Công nghệ",
    type_name="Kế hoạch",
    subject="Khắc phục những hạn chế chỉ số cải cách hành chính năm 2024",
    authority="KT. GIÁM ĐỐC",
    position="PHÓ GIÁM ĐỐC",
    signer="Lê Văn Hai",
    recipients=("Sở Nội vụ", "Các phòng, đơn vị"),
    remark="bỏ qua PH-32: đã xin ý kiến",
)
FILE = Attachment("05-KH-SKHCN.pdf", b"%PDF-1.7 made up")
IN = {"e": NAMESPACE}

HEADER = (
    "From", "To", "To", "DocumentId", "Code", "PromulgationInfo", "DocumentType", "Subject", "Content", "SignerInfo", "DueDate", "ToPlaces",
    "OtherInfo", "SteeringType",
)  # fmt: skip


def parsed(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - made by the program itself


def local(element: ET.Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def said(root: ET.Element, path: str) -> list[str]:
    """The words at a path of local names."""
    return [found.text or "" for found in root.findall("/".join(f"e:{name}" for name in path.split("/")), IN)]


HEAD = "edXMLEnvelope/edXMLHeader/MessageHeader"


def test_the_elements_of_edxml_stand_in_the_order_of_the_gateways_samples() -> None:
    root = parsed(edxml(PAPER, 4, FILE))
    assert local(root) == "edXML"
    assert [local(child) for child in root] == ["edXMLEnvelope", "AttachmentEncoded"]
    assert [local(child) for child in root[0]] == ["edXMLHeader", "edXMLBody"]
    header = root.find(f"e:{HEAD.replace('/', '/e:')}", IN)
    assert header is not None
    assert tuple(local(child) for child in header) == HEADER


def test_edxml_tells_what_is_known_and_leaves_empty_what_is_not() -> None:
    root = parsed(edxml(PAPER, 4, FILE))
    assert said(root, f"{HEAD}/Code/CodeNumber") == ["05"]
    assert said(root, f"{HEAD}/Code/CodeNotation") == ["KH-SKHCN"]
    assert said(root, f"{HEAD}/PromulgationInfo/PromulgationDate") == ["2025/01/20"]
    assert said(root, f"{HEAD}/PromulgationInfo/Place") == ["Hà Giang"]
    assert [said(root, f"{HEAD}/SignerInfo/{name}") for name in ("Competence", "Position", "FullName")] == [
        ["KT. GIÁM ĐỐC"],
        ["PHÓ GIÁM ĐỐC"],
        ["Lê Văn Hai"],
    ]
    assert said(root, f"{HEAD}/ToPlaces/Place") == ["Sở Nội vụ", "Các phòng, đơn vị"]
    assert said(root, f"{HEAD}/OtherInfo/PageAmount") == ["4"]
    for unknown in ("From/OrganId", "DocumentId", "DueDate", "OtherInfo/PromulgationAmount", "OtherInfo/Priority"):
        assert said(root, f"{HEAD}/{unknown}") == [""]
    assert said(parsed(edxml(PAPER, None, FILE)), f"{HEAD}/OtherInfo/PageAmount") == [""]


def test_the_attachment_comes_out_of_edxml_as_it_went_in() -> None:
    root = parsed(edxml(PAPER, 4, FILE))
    (content,) = said(root, "AttachmentEncoded/Attachment/ContentTransferEncoded")
    assert base64.b64decode(content) == FILE.data
    reference, attached = "edXMLEnvelope/edXMLBody/edXMLManifest/Reference", "AttachmentEncoded/Attachment"
    for name in ("ContentId", "AttachmentName", "ContentType"):
        assert said(root, f"{reference}/{name}") == said(root, f"{attached}/{name}") != [""]
    assert said(root, f"{attached}/ContentType") == ["application/pdf"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_come_through_both_formats(one: str, other: str) -> None:
    subject, agency = clean(one), clean(other)
    paper = replace(PAPER, subject=subject, agency=agency)
    root = parsed(edxml(paper, 1, FILE))
    assert said(root, f"{HEAD}/Subject") == [subject]
    assert said(root, f"{HEAD}/From/OrganName") == [agency]
    told = json.loads(metadata(paper, 1))
    assert (told["Subject"], told["OrganName"]) == (subject, agency)


def test_the_metadata_has_the_sixteen_fields_of_the_decree_in_its_order() -> None:
    told = json.loads(metadata(PAPER, 4))
    assert tuple(told) == (
        "FileCode", "DocOrdinal", "TypeName", "CodeNumber", "CodeNotation", "IssuedDate", "OrganName", "Subject", "Language", "PageAmount",
        "Description", "SignerInfo", "To", "Priority", "IssuedAmount", "DueDate",
    )  # fmt: skip
    assert told["IssuedDate"] == "20/01/2025"
    assert told["SignerInfo"] == {"Position": "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "FullName": "Lê Văn Hai"}
    assert told["To"] == [{"OrganId": "", "OrganName": "Sở Nội vụ"}, {"OrganId": "", "OrganName": "Các phòng, đơn vị"}]
    assert told["FileCode"] == {"OrganId": "", "FileCatalog": 2025, "FileNotation": ""}
    assert told["Description"] == "bỏ qua PH-32: đã xin ý kiến"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert metadata(PAPER, 4) == metadata(PAPER, 4)
    assert edxml(PAPER, 4, FILE) == edxml(PAPER, 4, FILE)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"subject": "a" * 501}, "Trích yếu dài 501 ký tự, quá 500"),
        ({"signer": "a" * 51}, "Họ tên người ký dài 51"),
        ({"symbol": "K" * 31}, "Ký hiệu văn bản dài 31"),
        ({"recipients": ("a" * 201,)}, "Tên nơi nhận dài 201"),
    ],
)
def test_a_value_longer_than_the_decree_allows_is_told_and_written_whole(change: dict[str, Any], words: str) -> None:
    paper = replace(PAPER, **change)
    (problem,) = too_long(paper)
    assert problem.code == "PH-45"
    assert words in problem.message
    (value,) = change.values()
    assert (value if isinstance(value, str) else value[0]) in metadata(paper, 1).decode("utf-8")


def test_a_paper_within_the_limits_gives_no_warning() -> None:
    assert list(too_long(replace(PAPER, subject="a" * 500, signer="a" * 50))) == []


def test_the_line_of_those_who_keep_it_is_no_recipient() -> None:
    assert names_of(("Sở Nội vụ", "Lưu: VT, VP", "BGĐ Sở")) == (("Sở Nội vụ", "BGĐ Sở"), "Lưu: VT, VP")


@pytest.mark.parametrize("count", [1, 3, 12])
def test_pages_are_counted_as_they_are_in_the_pdf(count: int, tmp_path: Path) -> None:
    made = pages(small_draft(tmp_path, "Số: 1/KH-A", "A, ngày", *("Đoạn văn dài.\n" * 42 for _ in range(count - 1))).source.path, tmp_path)
    assert page_count(made.read_bytes()) == len(pdf_text(made))
    assert len(pdf_text(made)) >= count


def test_without_a_pdf_the_number_of_pages_is_not_known() -> None:
    assert page_count(None) is None
    assert page_count(b"no pages here") is None
