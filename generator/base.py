"""What a draft was made from, riding inside it: the draft as made and its keys, in a part of the file that Word and LibreOffice keep."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import count
from typing import Final

from generator.package import LARGEST_UNPACKED, MOST_ELEMENTS, Package, Part, pack, stored

MAIN_PART: Final = "word/document.xml"
PLAN: Final = "plan"
REPORT: Final = "report"
LETTER: Final = "letter"
"""How the name of a paper begins (`Origin.paper`)."""
_RELATIONS: Final = "word/_rels/document.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_NAMESPACE: Final = "urn:vanban:base:1"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_ITEM_ID: Final = "{7C1D0A6E-3B0F-4C57-9A51-5D2E8B6F3A10}"
_ITEM: Final = re.compile(r"^customXml/item\d+\.xml$")
_HEAD: Final = re.compile(r"<(?:\w+:)?base (?P<facts>[^>]*)>")
_FACT: Final = re.compile(r'([\w]+)="([^"]*)"')
_PARTS: Final = re.compile(r'<(?:\w+:)?part name="([^"]*)"\s*>([^<]*)</')
_KEPT: Final = re.compile(r"^word/(?:document|styles|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_KEYS: Final = "keys"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a draft was made from. `paper` is `plan`, `report-Q1` or `letter-Q1-1`; `workbook` and `template` are hashes of files."""

    paper: str
    draft: int
    workbook: str
    template: str
    version: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Base:
    """A draft as it was made: its parts that hold words, and the key of each field in the order in which they were printed.

    `formatted` are the keys whose words had bold or italic of their own; `fingerprint` tells whether the file was saved again since.
    """

    origin: Origin
    keys: tuple[str, ...]
    formatted: frozenset[str]
    fingerprint: str
    parts: Mapping[str, bytes]


def with_base(parts: Iterable[Part], origin: Origin, keys: Iterable[str], formatted: frozenset[str]) -> list[Part]:
    """The parts of a draft with what it was made from beside them."""
    known = {part.name: part for part in parts}
    number = next(number for number in count(1) if f"customXml/item{number}.xml" not in known)
    item = _item(origin, keys, formatted, known)
    known[_RELATIONS], known[_TYPES] = _linked(known[_RELATIONS], number), _typed(known[_TYPES], number)
    return [*known.values(), stored(f"customXml/item{number}.xml", item), *_beside(number)]


def base_of(package: Package) -> Base | None:
    """What a file says it was made from; None when it says nothing, or nothing that can be trusted."""
    for name, part in package.parts.items():
        if _ITEM.match(name) and _NAMESPACE.encode() in (data := part.data):
            return _read(data.decode("utf-8", errors="replace"))
    return None


def untouched(package: Package, base: Base) -> bool:
    """Whether nobody saved the file since it was made."""
    return fingerprint(package.parts) == base.fingerprint


def fingerprint(parts: Mapping[str, Part]) -> str:
    """What tells whether any part that a reader sees changed: names, sizes and check sums; what the base itself adds is left out."""
    seen = [(name, parts[name].size, parts[name].crc) for name in sorted(parts) if not _is_own(name)]
    return hashlib.sha256(repr(seen).encode("utf-8")).hexdigest()


def _is_own(name: str) -> bool:
    return name.startswith("customXml/") or name in {_RELATIONS, _TYPES}


def _item(origin: Origin, keys: Iterable[str], formatted: frozenset[str], parts: Mapping[str, Part]) -> bytes:
    facts = {
        "paper": origin.paper,
        "draft": str(origin.draft),
        "workbook": origin.workbook,
        "template": origin.template,
        "version": origin.version,
        "made": origin.made.isoformat(),
        "fingerprint": fingerprint(parts),
    }
    words = " ".join(f'{name}="{html.escape(value)}"' for name, value in facts.items())
    listed = "\n".join([f"*{key}" if key in formatted else key for key in keys] if formatted else keys)
    kept = [pack(_KEYS, listed.encode("utf-8"), effort=1), *(part for name, part in parts.items() if _KEPT.match(name))]
    inside = "".join(f'<part name="{part.name}">{base64.b64encode(_deflated(part).raw).decode("ascii")}</part>' for part in kept)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<base xmlns="{_NAMESPACE}" {words}>{inside}</base>'.encode()


def _deflated(part: Part) -> Part:
    return part if part.method else pack(part.name, part.data)


def _read(text: str) -> Base | None:
    head, packed = _HEAD.search(text), dict(_PARTS.findall(text))
    if head is None or not {_KEYS, MAIN_PART} <= packed.keys():
        return None
    facts = {name: html.unescape(value) for name, value in _FACT.findall(head["facts"])}
    try:
        parts = {name: _unpacked(words) for name, words in packed.items()}
        listed = parts.pop(_KEYS).decode("utf-8").split("\n")
        origin = Origin(
            facts["paper"],
            int(facts["draft"]),
            facts["workbook"],
            facts["template"],
            facts["version"],
            datetime.fromisoformat(facts["made"]),
        )
    except (KeyError, ValueError, zlib.error):
        return None
    keys = tuple(key.removeprefix("*") for key in listed if key)
    formatted = frozenset(key[1:] for key in listed if key.startswith("*"))
    return Base(origin, keys, formatted, facts.get("fingerprint", ""), parts)


def _unpacked(words: str) -> bytes:
    """Raises ValueError or zlib.error when the words are not what was put there, or unpack to more than any draft holds."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    data = inflater.decompress(base64.b64decode("".join(words.split()), validate=True), LARGEST_UNPACKED)
    if not inflater.eof or data.count(b"<") > 2 * MOST_ELEMENTS:
        raise ValueError
    return data


@lru_cache(maxsize=16)
def _linked(part: Part, number: int) -> Part:
    """The relationships with one more; kept, for the drafts of one template share them."""
    target = f"../customXml/item{number}.xml"
    row = f'<Relationship Id="rIdVanban" Type="{_OFFICE}/relationships/customXml" Target="{target}"/>'
    return pack(part.name, part.data.replace(b"</Relationships>", row.encode("utf-8") + b"</Relationships>"))


@lru_cache(maxsize=16)
def _typed(part: Part, number: int) -> Part:
    """The types with one more, kept for the same reason."""
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    row = f'<Override PartName="/customXml/itemProps{number}.xml" ContentType="{kind}"/>'
    return pack(part.name, part.data.replace(b"</Types>", row.encode("utf-8") + b"</Types>"))


@lru_cache(maxsize=16)
def _beside(number: int) -> tuple[Part, Part]:
    """The two parts that name the item to Word."""
    return (
        pack(f"customXml/itemProps{number}.xml", _properties()),
        pack(f"customXml/_rels/item{number}.xml.rels", _own_relations(number)),
    )


def _properties() -> bytes:
    space = f"{_OFFICE}/customXml"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{space}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


def _own_relations(number: int) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps{number}.xml"/></Relationships>'
    ).encode()
