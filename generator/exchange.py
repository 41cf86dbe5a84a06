"""A paper for other systems: its metadata (Phụ lục VI, phần II, mục I) as JSON, and the whole of it as edXML (QCVN 102:2016/BTTTT).

Structure and order of edXML follow the samples of the national gateway. What is not known stays empty: no identifier of a body is made up.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.etree import ElementTree as ET  # written here, never read from a file

from generator.errors import Place, Problem, Severity

NAMESPACE: Final = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
LANGUAGE: Final = "Tiếng Việt"
NAMED_TYPE: Final = 1
"""What the samples of the gateway give as the type of every document."""

_LIMITS: Final = {
    "CodeNumber": ("Số văn bản", 11),
    "CodeNotation": ("Ký hiệu văn bản", 30),
    "TypeName": ("Tên loại", 100),
    "OrganName": ("Tên cơ quan ban hành", 200),
    "Subject": ("Trích yếu", 500),
    "Description": ("Ghi chú", 500),
    "Position": ("Chức vụ người ký", 100),
    "FullName": ("Họ tên người ký", 50),
    "ToOrganName": ("Tên nơi nhận", 200),
}
"""Longest values that Phụ lục VI allows."""
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_COUNT: Final = re.compile(rb"/Type\s*/Pages\b[^<>]*?/Count\s+([0-9]+)|/Count\s+([0-9]+)[^<>]*?/Type\s*/Pages\b")
_KINDS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What is told about an issued paper; `type_name` is empty for a công văn only in print, here it is named.

    `authority` is the line above the position (`KT. GIÁM ĐỐC`), `recipients` are the lines of «Nơi nhận» without «Lưu».
    """

    number: str
    symbol: str
    day: date
    place: str
    agency: str
    type_name: str
    subject: str
    authority: str
    position: str
    signer: str
    recipients: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """The file that goes with it."""

    name: str
    data: bytes

    @property
    def kind(self) -> str:
        """Its media type."""
        return _KINDS[self.name.rpartition(".")[2]]


def page_count(pdf: bytes | None) -> int | None:
    """Pages of a PDF; None when there is none or it does not say."""
    if pdf is None:
        return None
    counts = [int(one or other) for one, other in _COUNT.findall(pdf)]
    return max(counts, default=0) or len(_PAGE.findall(pdf)) or None


def too_long(paper: Paper) -> Iterator[Problem]:
    """PH-45 for each value that is longer than Phụ lục VI allows: it is written whole all the same."""
    values = {
        "CodeNumber": [paper.number],
        "CodeNotation": [paper.symbol],
        "TypeName": [paper.type_name],
        "OrganName": [paper.agency],
        "Subject": [paper.subject],
        "Description": [paper.remark],
        "Position": [_full_position(paper)],
        "FullName": [paper.signer],
        "ToOrganName": paper.recipients,
    }
    for key, found in values.items():
        name, limit = _LIMITS[key]
        for words in found:
            if len(words) > limit:
                message = f"{name} dài {len(words)} ký tự, quá {limit} ký tự của Phụ lục VI"
                yield Problem("PH-45", message, "Rút gọn, hoặc sửa khi đưa vào hệ thống quản lý văn bản", Place(), Severity.WARNING)


def metadata(paper: Paper, pages: int | None) -> bytes:
    """The 16 fields of Phụ lục VI as JSON, in the decree's order; the same paper gives the same bytes."""
    told = {
        "FileCode": {"OrganId": "", "FileCatalog": paper.day.year, "FileNotation": ""},
        "DocOrdinal": None,
        "TypeName": paper.type_name,
        "CodeNumber": paper.number,
        "CodeNotation": paper.symbol,
        "IssuedDate": f"{paper.day:%d/%m/%Y}",
        "OrganName": paper.agency,
        "Subject": paper.subject,
        "Language": LANGUAGE,
        "PageAmount": pages,
        "Description": paper.remark,
        "SignerInfo": {"Position": _full_position(paper), "FullName": paper.signer},
        "To": [{"OrganId": "", "OrganName": name} for name in paper.recipients],
        "Priority": None,
        "IssuedAmount": None,
        "DueDate": "",
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def edxml(paper: Paper, pages: int | None, attachment: Attachment) -> bytes:
    """The paper as one edXML file with its attachment inside; the same paper gives the same bytes."""
    ET.register_namespace("edXML", NAMESPACE)
    root = ET.Element(_q("edXML"))
    envelope = _add(root, "edXMLEnvelope")
    header = _add(envelope, "edXMLHeader")
    _message_header(_add(header, "MessageHeader"), paper, pages)
    traces = _add(header, "TraceHeaderList")
    _add(_add(traces, "Bussiness"), "BussinessDocType", "0")
    content = f"cid:{hashlib.sha256(attachment.data).hexdigest()[:32]}"
    reference = _add(_add(_add(envelope, "edXMLBody"), "edXMLManifest", version="1.0"), "Reference")
    for parent in (reference, _add(_add(root, "AttachmentEncoded"), "Attachment")):
        _add(parent, "ContentId", content)
        if parent is reference:
            _add(parent, "ContentType", attachment.kind)
            _add(parent, "Description", paper.subject)
            _add(parent, "AttachmentName", attachment.name)
            continue
        _add(parent, "AttachmentName", attachment.name)
        _add(parent, "Description", paper.subject)
        _add(parent, "ContentType", attachment.kind)
        _add(parent, "ContentTransferEncoded", base64.b64encode(attachment.data).decode("ascii"))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def _message_header(header: ET.Element, paper: Paper, pages: int | None) -> None:
    """Elements in the order of the gateway's samples."""
    _body(_add(header, "From"), paper.agency)
    for name in paper.recipients:
        _body(_add(header, "To"), name)
    _add(header, "DocumentId")
    code = _add(header, "Code")
    _add(code, "CodeNumber", paper.number)
    _add(code, "CodeNotation", paper.symbol)
    promulgation = _add(header, "PromulgationInfo")
    _add(promulgation, "Place", paper.place)
    _add(promulgation, "PromulgationDate", f"{paper.day:%Y/%m/%d}")
    kind = _add(header, "DocumentType")
    _add(kind, "Type", str(NAMED_TYPE))
    _add(kind, "TypeDetail")
    _add(kind, "TypeName", paper.type_name)
    _add(header, "Subject", paper.subject)
    _add(header, "Content", paper.subject)
    signer = _add(header, "SignerInfo")
    for name, words in (("Competence", paper.authority), ("Position", paper.position), ("FullName", paper.signer)):
        _add(signer, name, words)
    _add(header, "DueDate")
    places = _add(header, "ToPlaces")
    for name in paper.recipients:
        _add(places, "Place", name)
    _other_info(_add(header, "OtherInfo"), pages)
    _add(header, "SteeringType")


def _other_info(other: ET.Element, pages: int | None) -> None:
    for name in ("Priority", "SphereOfPromulgation", "TyperNotation", "PromulgationAmount"):
        _add(other, name)
    _add(other, "PageAmount", "" if pages is None else str(pages))
    _add(other, "Appendixes")


def _body(parent: ET.Element, name: str) -> None:
    """A body that sends or gets the paper."""
    for key, words in (("OrganId", ""), ("OrganizationInCharge", ""), ("OrganName", name)):
        _add(parent, key, words)
    for key in ("OrganAdd", "Email", "Telephone", "Fax", "Website"):
        _add(parent, key)


def _full_position(paper: Paper) -> str:
    return " ".join(filter(None, (paper.authority, paper.position)))


def _add(parent: ET.Element, name: str, words: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, _q(name), attributes)
    made.text = words or None
    return made


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def names_of(recipients: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Lines of «Nơi nhận» as the names of those who get the paper, and the line that says who keeps it (NN-05)."""
    kept = [line for line in recipients if line.casefold().startswith("lưu")]
    return tuple(line for line in recipients if line not in kept), "; ".join(kept)
