"""Office files as zip packages: opened with care, copied part by part, closed again with the same bytes each time."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn
from xml.etree import ElementTree as ET

from generator import files
from generator.errors import InputRefusedError, Place, Problem

LARGEST_FILE: Final = 64 * 2**20
LARGEST_UNPACKED: Final = 512 * 2**20
LARGEST_COUNT: Final = 5_000
STEEPEST: Final = 200
"""How many times larger a part above one megabyte may be unpacked: Office's own XML stays well below."""
MOST_ELEMENTS: Final = 1_500_000
"""XML elements of a whole file: whoever reads one needs half a kilobyte to one for it; an annex of 10,000 criteria has 750,000."""
_ATTRIBUTES_OF_ONE: Final = 4
"""Attributes that take as much memory as one element."""

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of Office before 2007 begins, and a newer one that is locked."""
_ENTITY: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BEGINS_AS_XML: Final = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")
_ENCODING: Final = re.compile(rb"""\W*<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)""")
_READ_AS_ASCII: Final = re.compile(rb"utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii|iso-8859-\d+|(?:windows-|cp)125\d", re.IGNORECASE)
"""Encodings in which a declaration of entities stands as it would in ASCII, zeros left out; Office writes none but UTF-8 and UTF-16."""
_EBCDIC: Final = "<?xm".encode("cp037")
_PICTURE_IN_XML: Final = ".svg"
"""No reader of ours opens one, and drawing programs declare entities in theirs."""
_MAIN_PART: Final = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
_READ_BY_NAME: Final = {
    "styles": "word/styles.xml",
    "numbering": "word/numbering.xml",
    "settings": "word/settings.xml",
    "theme": "word/theme/theme1.xml",
    "footnotes": "word/footnotes.xml",
    "endnotes": "word/endnotes.xml",
}
"""Parts of a Word document that every program puts there."""
_PROGRAM: Final = {".docx": "Word", ".xlsx": "Excel"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it lies in the zip: raw bytes with their compression, so that it can be copied untouched."""

    name: str
    raw: bytes
    method: int
    crc: int
    size: int

    @property
    def data(self) -> bytes:
        """The part's content."""
        return zlib.decompress(self.raw, -zlib.MAX_WBITS) if self.method == zipfile.ZIP_DEFLATED else self.raw


@dataclass(frozen=True, slots=True)
class Package:
    """All parts of an Office file by name, in their order."""

    source: files.ReadFile
    parts: Mapping[str, Part]

    @property
    def place(self) -> Place:
        """The file, for problems found in it."""
        return Place(self.source.path.name)

    @property
    def signed(self) -> bool:
        """Whether it carries a digital signature, which any change would break."""
        return any(name.startswith("_xmlsignatures/") for name in self.parts)


def pack(name: str, data: bytes, *, effort: int = 6) -> Part:
    """Make a part from content; `effort` is zlib's level."""
    return packed(name, (data,), effort=effort)


def packed(name: str, stretches: Iterable[bytes], *, effort: int = 6) -> Part:
    """Make a part from content that comes bit by bit, so that it never has to be held whole."""
    squeezer = zlib.compressobj(effort, zlib.DEFLATED, -zlib.MAX_WBITS)
    raw: list[bytes] = []
    crc = size = 0
    for stretch in stretches:
        raw.append(squeezer.compress(stretch))
        crc, size = zlib.crc32(stretch, crc), size + len(stretch)
    raw.append(squeezer.flush())
    return Part(name, b"".join(raw), zipfile.ZIP_DEFLATED, crc, size)


def stored(name: str, data: bytes) -> Part:
    """The same without compression, for what is compressed already."""
    return Part(name, data, zipfile.ZIP_STORED, zlib.crc32(data), len(data))


def join(parts: list[Part]) -> bytes:
    """Put parts into a zip. No clock and no attribute of this machine enters: same parts, same bytes."""
    body, directory = io.BytesIO(), io.BytesIO()
    for part in parts:
        name = part.name.encode("utf-8")
        common = struct.pack("<HHHHHIIIHH", 20, 0x800, part.method, 0, 0x21, part.crc, len(part.raw), part.size, len(name), 0)
        directory.write(b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, body.tell()) + name)
        body.write(b"PK\x03\x04" + common + name)
        body.write(part.raw)
    start, listing = body.tell(), directory.getvalue()
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(listing), start, 0)
    return body.getvalue() + listing + b"PK\x05\x06" + end


def open_package(path: Path) -> Package:
    """Open an .xlsx or .docx, every danger looked for before anything is read out of it. Raises InputRefusedError."""
    return unpacked(files.read(path, limit=LARGEST_FILE))


def open_word(path: Path) -> Package:
    """Open a .docx where nothing else will do. Raises InputRefusedError as `open_package` does, and for a workbook."""
    opened = open_package(path)
    if _MAIN_PART[".docx"] not in opened.parts:
        _refuse(path, "GOI-05", "Tệp không phải là tệp Word", "Chọn tệp Word có đuôi .docx")
    return opened


def unpacked(source: files.ReadFile) -> Package:
    """The package that bytes hold, looked at as `open_package` looks at a file: bytes about to be written are proved so."""
    path, kind = source.path, source.path.suffix.lower()
    if kind not in _MAIN_PART:
        _refuse(
            path,
            "GOI-01",
            f"Phần mềm không đọc tệp {kind or 'không có phần mở rộng'}",
            "Mở tệp trong Word hoặc Excel rồi lưu thành .docx hoặc .xlsx",
        )
    _refuse_other_kinds(path, source.data, kind)
    parts = _parts(path, source.data)
    if _MAIN_PART[kind] not in parts:
        _refuse(path, "GOI-05", f"Tệp không phải là tệp {_PROGRAM[kind]}", f"Mở tệp trong {_PROGRAM[kind]} rồi lưu lại thành {kind}")
    _refuse_elsewhere(path, parts, kind)
    return Package(source, parts)


def _refuse_elsewhere(path: Path, parts: Mapping[str, Part], kind: str) -> None:
    """Office opens the parts that the file itself names: were they not the usual ones, a person would see other things than are read."""
    other = next((place for place, usual in _named_places(path, parts, kind) if place.casefold() != usual.casefold()), None)
    if other is not None:
        cure = f"Mở tệp trong {_PROGRAM[kind]}, xem lại nội dung rồi lưu lại thành {kind}"
        _refuse(path, "GOI-12", f"Một phần của tệp nằm ở chỗ khác thường ({other}) nên không được đọc", cure)


def _named_places(path: Path, parts: Mapping[str, Part], kind: str) -> Iterator[tuple[str, str]]:
    """Each part that is read by its usual name: where the file says it is, and the usual name. openpyxl goes by the list of types."""
    main = _MAIN_PART[kind]
    for element in _elements(path, parts, "_rels/.rels"):
        if element.get("Type", "").endswith("/officeDocument"):
            yield linked_part("", element.get("Target", "")), main
    for element in _elements(path, parts, "[Content_Types].xml"):
        if element.get("ContentType", "").endswith(".main+xml") and "PartName" in element.attrib:
            yield linked_part("", element.attrib["PartName"]), main
    for element in _elements(path, parts, "word/_rels/document.xml.rels"):
        usual = _READ_BY_NAME.get(element.get("Type", "").rpartition("/")[2])
        if usual is not None:
            yield linked_part("word", element.get("Target", "")), usual


def _elements(path: Path, parts: Mapping[str, Part], name: str) -> list[ET.Element]:
    if name not in parts:
        return []
    try:
        return list(ET.fromstring(parts[name].data).iter())  # noqa: S314 - no part declares entities
    except (ET.ParseError, ValueError, LookupError):
        _refuse_damaged(path)


def linked_part(folder: str, target: str) -> str:
    """The name of the part to which a link in a part of this folder leads, given from there or from the root."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _refuse_other_kinds(path: Path, data: bytes, kind: str) -> None:
    program = _PROGRAM[kind]
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        if locked:
            _refuse(path, "GOI-02", "Tệp có mật khẩu", f"Mở trong {program}, bỏ mật khẩu mở tệp rồi lưu lại")
        _refuse(path, "GOI-03", f"Tệp thuộc kiểu {program} cũ (.xls, .doc) dù tên là {kind}", f"Mở trong {program} rồi lưu thành {kind}")
    if not data.startswith(b"PK\x03\x04"):
        _refuse(path, "GOI-04", f"Tệp không phải là tệp {program}, có thể đã bị đổi tên", f"Mở trong {program} rồi lưu thành {kind}")


def _parts(path: Path, data: bytes) -> dict[str, Part]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _refuse_bomb(path, infos)
            return _unpacked(path, data, infos)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, OSError, ValueError):
        _refuse_damaged(path)


def _refuse_damaged(path: Path) -> NoReturn:
    _refuse(path, "GOI-06", "Tệp bị hỏng hoặc chưa tải về hết", "Lấy lại bản gốc, hoặc mở trong Office và chọn sửa chữa rồi lưu lại")


def _unpacked(path: Path, data: bytes, infos: list[zipfile.ZipInfo]) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    left = MOST_ELEMENTS
    for info in infos:
        if not info.is_dir():
            parts[info.filename], elements = _part(path, data, info)
            left -= elements
        if left < 0:
            cure = "Xoá các hàng, cột, đoạn thừa, hoặc chia thành nhiều tệp"
            _refuse(path, "GOI-10", f"Tệp có quá nhiều ô, đoạn (hơn {MOST_ELEMENTS // 1000} nghìn phần tử XML) nên không được mở", cure)
    return parts


def _refuse_bomb(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    steep = any(info.file_size > 2**20 and info.file_size > STEEPEST * max(info.compress_size, 1) for info in infos)
    if steep or len(infos) > LARGEST_COUNT or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        _refuse_too_large(path)
    if any(info.flag_bits & 1 for info in infos):
        _refuse(path, "GOI-02", "Tệp có mật khẩu", "Bỏ mật khẩu mở tệp rồi lưu lại")
    if len({info.filename.casefold() for info in infos}) != len(infos):
        _refuse(path, "GOI-09", "Trong tệp có hai phần trùng tên", "Mở trong Word hoặc Excel rồi lưu lại")


def _refuse_too_large(path: Path) -> NoReturn:
    cure = "Lấy tệp từ nguồn tin cậy, hoặc chép nội dung sang tệp mới"
    _refuse(path, "GOI-07", "Tệp nén phình ra quá lớn khi mở nên bị từ chối", cure)


def _part(path: Path, data: bytes, info: zipfile.ZipInfo) -> tuple[Part, int]:
    """A part, proved to hold what the listing says of it and not a byte more, and how many elements it has when it is XML.

    Raises BadZipFile, NotImplementedError.
    """
    name_length, extra_length = struct.unpack("<HH", data[info.header_offset + 26 : info.header_offset + 30])
    start = info.header_offset + 30 + name_length + extra_length
    part = Part(info.filename, data[start : start + info.compress_size], info.compress_type, info.CRC, info.file_size)
    content = _content(part)
    if len(content) != part.size or zlib.crc32(content) != part.crc:
        raise zipfile.BadZipFile(part.name)
    content = _narrow(content)
    if not _is_xml(info.filename, content):
        return part, 0
    named = _ENCODING.match(content)
    if content.startswith(_EBCDIC) or (named and not _READ_AS_ASCII.fullmatch(named[1])):
        cure = "Mở trong Word hoặc Excel rồi lưu lại"
        _refuse(path, "GOI-11", f"Phần {info.filename} trong tệp viết bằng bảng mã mà Office không dùng nên bị từ chối", cure)
    if _ENTITY.search(content):
        _refuse(
            path, "GOI-08", f"Phần {info.filename} trong tệp khai báo thực thể XML nên bị từ chối", "Mở trong Word hoặc Excel rồi lưu lại"
        )
    return part, content.count(b"<") - content.count(b"</") + content.count(b"=") // _ATTRIBUTES_OF_ONE


def _is_xml(name: str, content: bytes) -> bool:
    """Whether a reader may take a part for XML, whatever its name ends in: parts are found by links, which may name any."""
    end = name.lower()
    if end.endswith((".xml", ".rels")) or content.startswith(_EBCDIC):
        return True
    return _BEGINS_AS_XML.match(content) is not None and not end.endswith(_PICTURE_IN_XML)


def _content(part: Part) -> bytes:
    """What a part holds, as far as one byte more than it says: a listing may lie, and nobody knows how long the rest is."""
    if part.method == zipfile.ZIP_STORED:
        return part.raw
    if part.method != zipfile.ZIP_DEFLATED:
        raise NotImplementedError(part.method)  # Office writes no other, and the modules for them unpack without a limit
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    content = inflater.decompress(part.raw, part.size + 1)
    if not inflater.eof:
        raise zipfile.BadZipFile(part.name)
    return content


def _narrow(content: bytes) -> bytes:
    """UTF-16 XML brought to one byte a letter, so that a declaration can't hide in it."""
    return content.replace(b"\x00", b"") if b"\x00" in content[:8] else content


def _refuse(path: Path, code: str, message: str, cure: str) -> NoReturn:
    raise InputRefusedError(Problem(code, message, cure, Place(str(path)))) from None
