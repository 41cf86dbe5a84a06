"""Cells written in TCVN3 or VNI, in today's letters: no font is known here, so the words of the whole file must tell."""

from __future__ import annotations

from typing import Any

from generator.legacy_text import Stretch, Writing, evidence, modern


def in_modern_letters(sheets: list[dict[str, Any]]) -> frozenset[Writing]:
    """Rewrite every text of the sheets where it stands, and tell which old letters were found."""
    texts = [cell for sheet in sheets for _, cells in sheet["rows"] for cell in cells if cell[1] == "s"]
    seen = evidence([[Stretch(cell[2], "")] for cell in texts])
    found = set[Writing]()
    for cell in texts:
        now = modern([Stretch(cell[2], "")], seen)[0]
        cell[2] = now.words
        found |= {now.writing} & {Writing.TCVN3, Writing.VNI}
    for sheet in sheets:
        sheet["title"] = modern([Stretch(sheet["title"], "")], seen)[0].words
    return frozenset(found)
