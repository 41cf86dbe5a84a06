"""Workbooks broken by chance where they break: cells, their types and places, merges, formulas, styles, shared texts, sheets, links."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from lxml import etree

from tests.fuzzed import Fault, mutated, with_tree

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TYPES: Final = ("s", "str", "b", "e", "inlineStr", "n", "d", "", "x", "-1")
_VALUES: Final = (
    "", " ", "0", "-1", "1e308", "1e-308", "nan", "inf", "-0", "999999999", "9" * 400, "45000", "2958466", "-693594", "0.1", "1.005",
    "12,5", "1.234.567", "31/02/2025", "2025-02-31", "29/2/2024", "Có", "TRUE", "#REF!", "#N/A", "Thường xuyên", "Quý V/2025", "Tháng 13",
    "VP; VP", "1.1.2", "1.1.2.", "=1+1", "{{x}}", "a" * 33_000, "\n" * 500, "é", "_x0000_", "_x000D_", "﷐", "\U0001f600", "x;" * 2000,
)  # fmt: skip
_NUMBER: Final = re.compile(r"-?[0-9.]+(?:e-?[0-9]+)?")
_FORMULAS: Final = (
    "1+1", "A1", "SUM(A1:XFD1048576)", 'HYPERLINK("http://x.invalid")', "cmd|' /C calc'!A0", "INDIRECT(A1)", "", "((((", "'[1]S'!A1",
)  # fmt: skip
_PLACES: Final = ("A1", "XFD1048576", "A0", "ZZZZ1", "1A", "", "A-1", "a2", "$B$3", "B2:C3", "A99999999", "C3", "E7", "A1048577", "R1C1")
_RANGES: Final = ("A1:XFD1048576", "A1:A1", "B2:A1", "A1", "", "A:A", "1:1", "A1:B99999999", "A1:C900", "#REF!", "A2:B4 C5:D6")
_TARGETS: Final = (
    "../../../../etc/passwd", "/xl/workbook.xml", "http://x.invalid/a.xml", "", "sheet1.xml", "file:///c:/a", "a" * 5000, "..",
)  # fmt: skip
_NAMES: Final = ("", "Tiêu chí", "Kế hoạch", "x" * 40, "a/b", "'", "Trang 1", "KẾ HOẠCH ", "\t", "Kết quả")


def broken_book(data: bytes, chance: Random) -> bytes:
    """A workbook with one to six faults."""
    return mutated(data, chance, _FAULTS)


def _of(elements: list[etree._Element], name: str, chance: Random) -> etree._Element | None:
    return chance.choice(found) if (found := [element for element in elements if element.tag == _S + name]) else None


def _put(cell: etree._Element, name: str, words: str) -> None:
    inner = cell.find(_S + name)
    if inner is None:
        inner = etree.SubElement(cell, _S + name)
    inner.text = re.sub(r"[\x00-\x08]", "", words)


def _value(elements: list[etree._Element], chance: Random) -> None:
    for _ in range(chance.choice((1, 1, 5, 40))):
        cell = _of(elements, "c", chance)
        if cell is None:
            return
        words = chance.choice(_VALUES)
        _put(cell, "v", words)
        cell.set("t", "n" if _NUMBER.fullmatch(words) and chance.random() < 0.7 else "str")


def _type(elements: list[etree._Element], chance: Random) -> None:
    for _ in range(chance.choice((1, 3))):
        if (cell := _of(elements, "c", chance)) is not None:
            cell.set("t", chance.choice(_TYPES))


def _place(elements: list[etree._Element], chance: Random) -> None:
    found = _of(elements, chance.choice(("c", "c", "row")), chance)
    if found is not None:
        found.set("r", chance.choice((*_PLACES, "1", "2", "1048576", "0", "-3", "99999999999")))


def _formula(elements: list[etree._Element], chance: Random) -> None:
    if (cell := _of(elements, "c", chance)) is not None:
        _put(cell, "f", chance.choice(_FORMULAS))
        for name in chance.sample(("t", "ref", "si", "ca"), chance.randint(0, 2)):
            cell[-1].set(name, chance.choice(("shared", "array", "dataTable", "0", "9", "1", *_RANGES)))


def _merge(elements: list[etree._Element], chance: Random) -> None:
    root = elements[0].getroottree().getroot()
    merges = root.find(f"{_S}mergeCells")
    if merges is None:
        merges = etree.SubElement(root, f"{_S}mergeCells")
    for _ in range(chance.choice((1, 5, 60))):
        etree.SubElement(merges, f"{_S}mergeCell").set("ref", chance.choice((*_RANGES, "A2:A9", "B3:D3")))


def _range(elements: list[etree._Element], chance: Random) -> None:
    """Ranges of tables, filters, choices, prints: wherever one stands."""
    if found := [element for element in elements if {"ref", "sqref"} & set(element.attrib)]:
        element = chance.choice(found)
        element.set("ref" if "ref" in element.attrib else "sqref", chance.choice(_RANGES))


def _style(elements: list[etree._Element], chance: Random) -> None:
    for _ in range(chance.choice((1, 10))):
        if (cell := _of(elements, "c", chance)) is not None:
            cell.set("s", chance.choice(("0", "1", "7", "9999", "-1", "x", "")))


def _rows(elements: list[etree._Element], chance: Random) -> None:
    """Rows in another order, or with no place of their own."""
    body = _of(elements, "sheetData", chance)
    if body is not None:
        rows = list(body)
        chance.shuffle(rows)
        body[:] = rows
        for row in rows if chance.random() < 0.3 else ():
            row.attrib.pop("r", None)


def _in(name: str, change: Fault) -> Fault:
    """A fault in one part alone; a part that is not there is made."""

    def fault(parts: dict[str, bytes], chance: Random) -> None:
        part = chance.choice([found for found in parts if re.fullmatch(name, found)] or [name.replace("\\", "")])
        alone = {part: parts.get(part, b"<x/>")}
        change(alone, chance)
        parts |= alone

    return fault


def _sheets(elements: list[etree._Element], chance: Random) -> None:
    """Sheets in another order, under other names, hidden, twice, or pointing elsewhere."""
    found = [element for element in elements if element.tag == f"{_S}sheet"]
    if not found or (above := found[0].getparent()) is None:
        return
    act = chance.randrange(3)
    if act == 0:
        chance.shuffle(found)
        above[:] = found
        return
    one = chance.choice(found)
    if act == 1:
        one.set("name", chance.choice((*_NAMES, one.get("name", "").lower())))
    else:
        name = chance.choice(list(one.attrib) or ["state"])
        one.set(name, chance.choice(("hidden", "veryHidden", "rId1", "rId99", "0", "-1", "")))


def _shared(elements: list[etree._Element], chance: Random) -> None:
    if (text := _of(elements, "t", chance)) is not None:
        text.text = re.sub(r"[\x00-\x08]", "", chance.choice(_VALUES))


def _link(elements: list[etree._Element], chance: Random) -> None:
    """A relationship to nowhere, to outside, out of the package, or of another kind."""
    if found := [element for element in elements if element.get("Target") is not None]:
        one = chance.choice(found)
        name = chance.choice(("Target", "Target", "Id", "Type", "TargetMode"))
        one.set(name, chance.choice(_TARGETS) if name == "Target" else chance.choice(("External", "rId1", one.get("Type", ""), "", "x")))


def _odd_settings(parts: dict[str, bytes], chance: Random) -> None:
    """The calendar of 1904, names that point at nothing, a part that no sheet needs."""
    book = parts.get("xl/workbook.xml", b"")
    odd = (
        b'<workbookPr date1904="1"/>',
        b'<definedNames><definedName name="_xlnm.Print_Area" localSheetId="9">#REF!</definedName></definedNames>',
        b'<calcPr calcId="x" fullCalcOnLoad="maybe"/>',
    )
    parts["xl/workbook.xml"] = book.replace(b"</sheets>", b"</sheets>" + chance.choice(odd))
    if chance.random() < 0.2:
        parts[chance.choice(("xl/vbaProject.bin", "xl/calcChain.xml", "xl/externalLinks/externalLink1.xml", "xl/a/../b.xml"))] = b"<a/>"


_FAULTS: Final[tuple[Fault, ...]] = (
    *(with_tree(change) for change in (*(_value,) * 9, _type, _place, _formula, _merge, _range, _style, _rows)),
    _in(r"xl/workbook\.xml", with_tree(_sheets)),
    *(_in(r"xl/sharedStrings\.xml", with_tree(_shared)),) * 3,
    _in(r"xl/styles\.xml", with_tree(_style)),
    _in(r".*\.rels", with_tree(_link)),
    _odd_settings,
)  # fmt: skip
