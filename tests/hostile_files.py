"""Files that were made to do harm, as somebody would hand them in."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

from generator import files, package
from generator.actions.samples import SAMPLE
from generator.package import Part, join, pack, stored

_BOOK: Final = files.shipped("data", SAMPLE)
_PAPER: Final = files.shipped("templates", "ke-hoach.docx")
MAIN: Final = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
_RELS: Final = {".docx": "word/_rels/document.xml.rels", ".xlsx": "xl/_rels/workbook.xml.rels"}
_ZEROS: Final = b"0" * 2**20


def _parts(end: str) -> dict[str, bytes]:
    return {part.name: part.data for part in package.open_package(_PAPER if end == ".docx" else _BOOK).parts.values()}


def sound(end: str) -> bytes:
    """A file with nothing wrong."""
    return (_PAPER if end == ".docx" else _BOOK).read_bytes()


def _with(end: str, **changes: Callable[[bytes], bytes]) -> bytes:
    parts = _parts(end)
    names = {"main": MAIN[end], "rels": _RELS[end], "types": "[Content_Types].xml"}
    parts |= {names[key]: change(parts[names[key]]) for key, change in changes.items()}
    return join([pack(name, data) for name, data in parts.items()])


def _flat_bomb(end: str) -> bytes:
    """300 megabytes of one letter."""
    return _bomb(end, 300, 300 * 2**20)


def _lying_bomb(end: str) -> bytes:
    """Two gigabytes whose listing says: a thousand bytes."""
    return _bomb(end, 2000, 1000)


def _bomb(end: str, megabytes: int, said: int) -> bytes:
    return join([Part(MAIN[end], _squeezed(megabytes), zipfile.ZIP_DEFLATED, zlib.crc32(b"0" * said), said)])


@lru_cache
def _squeezed(megabytes: int) -> bytes:
    squeezer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return b"".join(squeezer.compress(_ZEROS) for _ in range(megabytes)) + squeezer.flush()


def _bomb_of_another_method(end: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive, archive.open(MAIN[end], "w") as part:
        for _ in range(200):
            part.write(_ZEROS)
    return _claiming(stream.getvalue(), 1000)


def _claiming(data: bytes, size: int) -> bytes:
    """The same archive whose listing says that its only part is so large."""
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def _overlapping_bomb(end: str) -> bytes:
    """Thousands of listed parts that are all the same bytes."""
    one = join([pack(MAIN[end], _ZEROS)])
    start = one.index(b"PK\x01\x02")
    row = one[start : one.index(b"PK\x05\x06")]
    rows = b"".join(row[:46] + f"p{number:05}.xml"[: row[28]].ljust(row[28]).encode() for number in range(4000))
    return one[:start] + rows + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 4000, 4000, len(rows), start, 0)


def _many_elements(end: str) -> bytes:
    """XML that is small on the disk and large in memory."""
    parts = _parts(end)
    xml = parts[MAIN[end]]
    where = xml.rindex(b"</")
    made = [stored(name, xml[:where] + b"<a/>" * 6_000_000 + xml[where:] if name == MAIN[end] else data) for name, data in parts.items()]
    return join(made)


def _many_attributes(end: str) -> bytes:
    parts = _parts(end)
    xml = parts[MAIN[end]]
    where = xml.rindex(b"</")
    more = b"<a b='' c='' d='' e='' f='' g='' h='' i=''/>" * 700_000
    made = [stored(name, xml[:where] + more + xml[where:] if name == MAIN[end] else data) for name, data in parts.items()]
    return join(made)


def _deep(end: str) -> bytes:
    return _with(end, main=lambda xml: _before_end(xml, b"<a>" * 100_000 + b"</a>" * 100_000))


def _before_end(xml: bytes, more: bytes) -> bytes:
    where = xml.rindex(b"</")
    return xml[:where] + more + xml[where:]


def _headless(xml: bytes) -> bytes:
    return xml.partition(b"?>")[2] if xml.startswith(b"<?xml") else xml


def _entity(end: str) -> bytes:
    kind = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return _with(end, main=lambda xml: _before_end(kind + _headless(xml), b"<a>&a;</a>"))


def _laughs(end: str) -> bytes:
    rows = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return _with(end, main=lambda xml: f'<!DOCTYPE x [<!ENTITY a0 "ha">{rows}]>'.encode() + _before_end(_headless(xml), b"&a9;"))


def _included(end: str) -> bytes:
    more = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    return _with(end, main=lambda xml: _before_end(xml, more))


def _external(end: str) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = {"attachedTemplate": "file:///etc/passwd", "image": "http://127.0.0.1:9/x.png"}
    rows = (f'<Relationship Id="rX{name}" Type="{kind}/{name}" Target="{to}" TargetMode="External"/>' for name, to in links.items())
    more = "".join(rows).encode()
    return _with(end, rels=lambda xml: _before_end(xml, more))


def _leading_out(end: str) -> bytes:
    """Links and parts whose names climb out of the file."""
    parts = _parts(end)
    rels = parts[_RELS[end]].replace(b'Target="', b'Target="../../../../../../etc/passwd/')
    out = {"../../climbed.xml": b"<a/>", "/etc/climbed.xml": b"<a/>", "C:\\climbed.xml": b"<a/>"}
    return join([pack(name, data) for name, data in {**parts, _RELS[end]: rels, **out}.items()])


def _with_macros(end: str) -> bytes:
    parts = _parts(end) | {f"{MAIN[end].partition('/')[0]}/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen"}
    for plain, macro in (
        ("wordprocessingml.document.main", "ms-word.document.macroEnabled.main"),
        ("spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"),
    ):
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"openxmlformats-officedocument." + plain.encode(), macro.encode()
        )
    return join([pack(name, data) for name, data in parts.items()])


def _nested(end: str) -> bytes:
    """A bomb in a bomb in a bomb, all named like the thing itself."""
    data = _flat_bomb(end)
    for _ in range(3):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(5):
                archive.writestr(f"{number}{end}", data)
        data = stream.getvalue()
    return data


HARMFUL: Final[dict[str, Callable[[str], bytes]]] = {
    "a flat bomb": _flat_bomb,
    "a bomb that lies about its size": _lying_bomb,
    "a bomb of another method": _bomb_of_another_method,
    "a bomb of overlapping parts": _overlapping_bomb,
    "a nested bomb": _nested,
    "millions of elements": _many_elements,
    "millions of attributes": _many_attributes,
    "elements a hundred thousand deep": _deep,
    "no zip": lambda _: b"Nothing of an office file.",
    "empty": lambda _: b"",
    "cut off": lambda end: sound(end)[:-3000],
    "cut off early": lambda end: sound(end)[:100],
    "an external entity": _entity,
    "a billion laughs": _laughs,
    "an XML inclusion": _included,
    "external relationships": _external,
    "names that climb": _leading_out,
    "macros": _with_macros,
    "old Office": lambda _: package.OLE + b"\x00" * 5000,
}
HARMLESS: Final = frozenset(
    {"elements a hundred thousand deep", "an XML inclusion", "external relationships", "macros", "names that climb"}
)
"""What may be taken for what it is: nothing of it is ever followed or run."""


def lying_zip(form: Path, claimed: int = 1000) -> bytes:
    """A zip of a form, and beside it two gigabytes said to be a thousand bytes."""
    return join(
        [pack(form.name, form.read_bytes()), Part("to.xlsx", _squeezed(2000), zipfile.ZIP_DEFLATED, zlib.crc32(b"0" * claimed), claimed)]
    )


def climbing_zip(form: Path) -> bytes:
    """A zip whose names lead elsewhere, one of them a link."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in (
            "../../climbed.xlsx",
            "/climbed.xlsx",
            "C:\\climbed.xlsx",
            "..\\climbed.xlsx",
            "CON.xlsx",
            "a/../../climbed.xlsx",
            "x" * 300 + ".xlsx",
            "ế" * 200 + ".xlsx",
        ):
            archive.writestr(name, form.read_bytes())
        link = zipfile.ZipInfo("link.xlsx")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return stream.getvalue()
