"""Papers that prove a result, as cells: out of the words of a report's annex, or out of its list of evidence."""

from __future__ import annotations

import re
from typing import Final

from generator import vietnamese
from generator.past_papers.source import Grid
from generator.past_papers.wording import one_line
from generator.vietnamese import DAY
from generator.workbook import BookRow, bare

_NUMBER: Final = r"(?:^|\s)số:?\s+(?P<number>(?=\S*\d)\S+?)"
_SPOT: Final = r"(?:\s*\((?P<spot>(?:mục|trang|điều|khoản|điểm|phần|phụ lục)\s[^()]*)\))?"
_CITED: Final = re.compile(
    rf"(?P<title>.*?)(?:{_NUMBER}(?:,?\s+ngày\s+(?P<day>{DAY}))?|(?:^|\s)ngày\s+(?P<only_day>{DAY}))"
    rf"(?:,?\s+của\s+(?P<issuer>.+?))?(?P<subject>,?\s+(?:về|v/v)\s.+?)?{_SPOT}[.;]?",
    re.IGNORECASE,
)
_TITLED: Final = re.compile(rf"(?P<title>.*?){_SPOT}[.;]?", re.IGNORECASE)
_BARE_NUMBER: Final = re.compile(r"\d+[a-zđ]?/[^\s/]\S*", re.IGNORECASE)
_DASH: Final = re.compile(r"[-–—•+*]\s*(?=\D|\d+[./])")
_PAGE: Final = re.compile(r"(?:trang|tr\.)\s.*", re.IGNORECASE)

_COLUMNS: Final = (
    ("order", re.compile(r"stt|tt")),
    ("code", re.compile(r"(?:ma )?(?:tieu chi|tieu chi thanh phan)|ma")),
    ("title", re.compile(r"(?:ten )?(?:tai lieu|van ban|san pham)\b.*|trich yeu.*")),
    ("number", re.compile(r"so(?:,| va)? ky hieu.*|so van ban|ky hieu")),
    ("issued", re.compile(r"ngay\b.*")),
    ("issuer", re.compile(r"(?:ten )?(?:co quan|don vi|noi)\b.*")),
    ("spot", re.compile(r".*\b(?:muc|trang)\b.*")),
)


def papers_in(words: str) -> list[BookRow]:
    """A row for each paper of a cell: each begins with a dash, or is a line of its own where no line has one."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    dashed = any(_DASH.match(line) for line in lines)
    pieces: list[str] = []
    for line in lines:
        if dashed and pieces and not _DASH.match(line):
            pieces[-1] += f" {line}"
        else:
            pieces.append(_DASH.sub("", line, count=1))
    return [paper for piece in pieces if (paper := _paper(one_line(piece)))]


def _paper(words: str) -> BookRow:
    if _BARE_NUMBER.fullmatch(words.rstrip(".;")):
        return {"title": "", "number": words.rstrip(".;")}
    found = _CITED.fullmatch(words) or _TITLED.fullmatch(words)
    if found is None:
        return {"title": words}
    parts = found.groupdict()
    day = parts.get("day") or parts.get("only_day") or ""
    issued = vietnamese.parse_date(day) if day else None
    if day and issued is None:
        return {"title": words}
    title = f"{parts['title'].strip(' ,')} {(parts.get('subject') or '').strip(' ,')}".strip()
    return {
        "title": title,
        "number": parts.get("number") or "",
        "issued": issued,
        "issuer": parts.get("issuer") or "",
        **spot_cells(parts["spot"] or ""),
    }


def spot_cells(words: str) -> BookRow:
    """Item and page of `mục 2, trang 3`."""
    pieces = [piece.strip() for piece in words.split(",") if piece.strip()]
    pages = [piece for piece in pieces if _PAGE.fullmatch(piece)]
    item = ", ".join(piece for piece in pieces if piece not in pages)
    page = ", ".join(pages)
    return {"item": item.removeprefix("mục "), "page": page.removeprefix("trang ")}


def listed_papers(grid: Grid) -> list[BookRow] | None:
    """The rows of a list of evidence, each with `criterion`; None when the table is another one."""
    meanings = _meanings(grid)
    if not {"code", "title"} <= set(meanings.values()) or not {"number", "issued"} & set(meanings.values()):
        return None
    rows: list[BookRow] = []
    above = ""
    for row in grid.rows[1:]:
        cells = {meanings[cell.first]: one_line(cell.text.plain) for cell in row if cell.first in meanings and cell.text}
        above = cells.get("code", "").rstrip(".") or above
        if {"title", "number"} & set(cells):
            rows.append({"criterion": above, **_listed(cells)})
    return rows


def _meanings(grid: Grid) -> dict[int, str]:
    found: dict[int, str] = {}
    for cell in grid.rows[0]:
        said = bare(one_line(cell.text.plain))
        key = next((key for key, pattern in _COLUMNS if pattern.fullmatch(said)), "")
        if key and key not in found.values():
            found[cell.first] = key
    return found


def _listed(cells: dict[str, str]) -> BookRow:
    day = vietnamese.parse_date(cells.get("issued", ""))
    words = cells.get("issued", "") if day is None else ""
    return {
        "title": cells.get("title", ""),
        "number": cells.get("number", ""),
        "issued": day,
        "issuer": cells.get("issuer", ""),
        **spot_cells(cells.get("spot", "")),
        "internal_note": f"Ngày trong văn bản gốc: {words}" if words else "",
    }
