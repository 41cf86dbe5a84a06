"""Whether two documents hold the same: the text of every paragraph, and the cells of every row, in order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def held(path: Path) -> list[str]:
    """Paragraphs as their text, rows as the number of their cells."""
    with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as part:
        return list(_walked(ET.iterparse(part, events=("end",))))  # noqa: S314 - made a moment ago from templates of ours


def _walked(events: Iterator[tuple[str, ET.Element]]) -> Iterator[str]:
    for _, element in events:
        if element.tag == _W + "p":
            yield "".join(inner.text or "" for inner in element.iter(_W + "t"))
        elif element.tag == _W + "tr":
            yield f"{len(element.findall(_W + 'tc'))} cells"
            element.clear()


def difference(path: Path, other: Path) -> str:
    """The first thing in which they differ, in words; empty when they hold the same."""
    one, two = held(path), held(other)
    if one == two:
        return ""
    at = next((index for index, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return f"{len(one)} and {len(two)} lines, first difference at {at}: {one[at : at + 1]} and {two[at : at + 1]}"
