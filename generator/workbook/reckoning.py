"""Excel is asked to reckon a workbook anew when it is opened: results that formulas stored may be those of other values."""

from __future__ import annotations

import re
from typing import Final

from generator.files import ReadFile
from generator.package import join, pack, unpacked
from generator.workbook.sheet_xml import parse, sheet_paths, space, written

_WORKBOOK: Final = "xl/workbook.xml"
_FORMULA: Final = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_BEFORE: Final = frozenset(
    {"fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences"}
    | {"definedNames"}
)
"""Parts of a workbook that stand before the one on reckoning."""


def reckoned_anew(source: ReadFile) -> bytes:
    """The workbook with the wish to be reckoned anew; the same bytes when it has the wish already or no formula."""
    package = unpacked(source)
    root = parse(package.parts[_WORKBOOK].data)
    wish = root.find(f"{space(root)}calcPr")
    formulas = any(_FORMULA.search(package.parts[path].data) for path in sheet_paths(package).values())
    if not formulas or (wish is not None and wish.get("fullCalcOnLoad") in {"1", "true"}):
        return source.data
    if wish is None:
        wish = root.makeelement(f"{space(root)}calcPr", {})
        names = {f"{space(root)}{name}" for name in _BEFORE}
        root.insert(1 + max((number for number, child in enumerate(root) if child.tag in names), default=-1), wish)
    wish.set("fullCalcOnLoad", "1")
    return join(list({**package.parts, _WORKBOOK: pack(_WORKBOOK, written(root))}.values()))
