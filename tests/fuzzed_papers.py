"""Plans, reports and letters in Word, reshaped by chance: tables, cells, boxes, notes, fields; and what taking them over loses."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from lxml import etree

from generator import blueprint, package, render
from generator.actions.from_word import take_over
from generator.errors import GeneratorError, InputRefusedError
from generator.papers import UrgingLetter, urging_letter
from generator.papers.letter_wording import Asking, LateUnit
from generator.past_papers.keeping import FIXED, HEADINGS
from generator.standing import period_of
from generator.wordxml import W, parse, written
from generator.workbook import BookCells, read_plan_book, write_cells
from tests import papers, report_examples
from tests.fuzzed import packed, unpacked
from tests.letterhead_documents import saved
from tests.plausible_plans import plausible
from tests.plausible_reports import told_plan
from tests.typed_plans import WAYS

Element = etree._Element
MAIN: Final = "word/document.xml"
_STORY: Final = re.compile(r"word/(?:document|(?:header|footer)\d*|footnotes|endnotes)\.xml")
_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
_SHOWN: Final = re.compile(r"“([^”]*)…”")
_TAG: Final = re.compile(r"\{[{%#].*?[}%#]\}")
_GONE: Final = frozenset({f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
_APART: Final = frozenset({f"{W}tab", f"{W}br", f"{W}cr", f"{W}ptab"})
_SAID: Final = (
    "Rà soát lại từng phần việc", "III. NỘI DUNG KHÁC", "2.4.6", "0,5", "Tổng cộng", "Điểm tối đa", "Tiêu chí thành phần", "Giải pháp",
    "Văn phòng; Phòng Chuyên môn", "Quý II/2025", "Phụ lục II", "Nơi nhận:", "- Như trên;", "KT. GIÁM ĐỐC", "Căn cứ Luật Biển năm 2012;",
    "- 1.1.2. Đang thực hiện: chờ hướng dẫn (Văn phòng).", "Trên đây là tất cả./.", "1234567890" * 30, "=1+1", "*", "  ", "đuôi …",
    "một hai ba bốn " * 3000, "Đơn vị", "STT", "Số: 7/KH-STP", "BÁO CÁO", "V/v đôn đốc", "Mã tiêu chí", "Tên tài liệu", "Kết quả thực hiện",
)  # fmt: skip
"""What is typed somewhere by chance: words that mean something to whoever reads a plan."""


def seeds() -> dict[str, bytes]:
    """Our own drafts of each paper and plans typed by hand, by name."""
    plan, results, _ = told_plan(7, 11, "Q1")
    found = {f"{way}": saved(typed()) for way, typed in WAYS.items()}
    found["kế hoạch 8 cột"] = papers.made(plausible(6, 3))
    found["kế hoạch 11 cột"] = papers.made(plausible(6, 4), papers.TEMPLATES / "ke-hoach-11-cot.docx")
    found |= {code: report_examples.printed(report_examples.made(plan, results, code)) for code in ("Q1", "NAM")}
    late = [LateUnit(unit.id, unit.printed, "Kết quả tiêu chí 1.1.1", 7) for unit in plan.units if unit.reports][:3]
    paper = urging_letter(plan, period_of(plan, "Q1"), late, Asking(1, date(2025, 3, 20)))
    letter = render.load(package.open_package(papers.TEMPLATES / blueprint.LETTER_FILE), UrgingLetter)
    return {**found, "đôn đốc": render.render(letter, paper)}


# Reshaping: the package stays whole, and every word still stands where Word would show it.


def reshaped(data: bytes, chance: Random) -> bytes:
    """A Word file with one to five changes in the shape of its text."""
    parts = unpacked(data)
    root = parse(parts[MAIN])
    for _ in range(chance.randint(1, 5)):
        chance.choice(CHANGES)(root, chance)
    if chance.random() < 0.2:
        parts |= _note(root, chance)
    parts[MAIN] = written(root)
    return packed(parts)


def _made(tag: str, *inner: Element, **attributes: str) -> Element:
    element = etree.Element(W + tag, {W + name: words for name, words in attributes.items()})
    element.extend(inner)
    return element


def _run(words: str) -> Element:
    said = _made("t")
    said.text = words
    return _made("r", said)


def _paragraph(words: str) -> Element:
    return _made("p", _run(words))


def _some(root: Element, name: str, chance: Random) -> Element | None:
    return chance.choice(found) if (found := list(root.iter(W + name))) else None


def _held(root: Element, name: str, chance: Random) -> Element | None:
    """One of these that stands among others that must not be the last: paragraphs, tables."""
    found = [one for one in root.iter(W + name) if (above := one.getparent()) is not None and above.tag in {f"{W}body", f"{W}tc"}]
    return chance.choice(found) if found else None


def _behind(place: Element, *new: Element) -> None:
    for one in reversed(new):
        place.addnext(one)


def _nest(root: Element, chance: Random) -> None:
    """A table, or one of its rows, in a cell of another."""
    table, cell = _held(root, "tbl", chance), _some(root, "tc", chance)
    if table is not None and cell is not None and table not in set(cell.iterancestors()):
        cell.insert(len(cell) - 1, copy.deepcopy(table) if chance.random() < 0.5 else table)


def _odd_rows(root: Element, chance: Random) -> None:
    row = _some(root, "tr", chance)
    if row is not None:
        said = row.find(f"{W}trPr")
        if said is None:
            said = _made("trPr")
            row.insert(0, said)
        said.append(_made("gridBefore", val=chance.choice(("1", "3", "60", "100000", "-2", "x"))))


def _odd_cells(root: Element, chance: Random) -> None:
    for _ in range(chance.choice((1, 5))):
        cell = _some(root, "tc", chance)
        if cell is None:
            return
        said = cell.find(f"{W}tcPr")
        if said is None:
            said = _made("tcPr")
            cell.insert(0, said)
        name, words = chance.choice(
            (("vMerge", "continue"), ("vMerge", "restart"), ("gridSpan", "3"), ("gridSpan", "0"), ("gridSpan", "40"))
        )
        said.append(_made(name, val=words))


def _empty(root: Element, chance: Random) -> None:
    """A table without rows, a row without cells, a cell without paragraphs, or without words."""
    name = chance.choice(("tbl", "tr", "tc", "p"))
    inner = {"tbl": "tr", "tr": "tc", "tc": "p", "p": "r"}[name]
    found = _some(root, name, chance)
    for one in list(found.iterchildren(W + inner)) if found is not None else ():
        if found is not None:
            found.remove(one)


def _shuffle(root: Element, chance: Random) -> None:
    """Neighbouring blocks in another order."""
    body = root.find(f"{W}body")
    if body is None:
        return
    blocks = [one for one in body if one.tag != f"{W}sectPr"]
    start = chance.randrange(len(blocks) + 1)
    some = blocks[start : start + chance.choice((2, 5, 60))]
    places = [body.index(one) for one in some]
    chance.shuffle(some)
    for one in some:
        body.remove(one)
    for place, one in zip(places, some, strict=True):
        body.insert(place, one)


def _headings_only(root: Element, chance: Random) -> None:
    """Every paragraph of the text without its sentences: those that are short stay."""
    longest = chance.choice((30, 80))
    for one in [one for one in root.iterfind(f"{W}body/{W}p") if len("".join(one.itertext())) > longest]:
        if one.getparent() is not None and one.find(f"{W}pPr/{W}sectPr") is None:
            root[-1].remove(one)


def _tabs(root: Element, chance: Random) -> None:
    for _ in range(chance.choice((1, 8, 120))):
        run = _some(root, "r", chance)
        if run is not None:
            run.append(_made(chance.choice(("tab", "tab", "br", "cr"))))


def _say(root: Element, chance: Random) -> None:
    """A line more, somewhere."""
    found = _held(root, "p", chance)
    if found is not None:
        _behind(found, *(_paragraph(_saying(chance)) for _ in range(chance.choice((1, 1, 4)))))


def _saying(chance: Random) -> str:
    """Words, half of them with one behind that stands nowhere else."""
    words = chance.choice(_SAID)
    return f"{words} dấu{chance.randrange(10**6)}" if chance.random() < 0.5 else words


def _say_instead(root: Element, chance: Random) -> None:
    """Other words in a paragraph."""
    for _ in range(chance.choice((1, 4))):
        said = _some(root, "t", chance)
        if said is not None:
            said.text = _saying(chance)


def _box(root: Element, chance: Random) -> None:
    """Some blocks in a text box that hangs on a paragraph."""
    anchor, moved = _held(root, "p", chance), _held(root, chance.choice(("p", "tbl")), chance)
    if (
        anchor is None
        or moved is None
        or anchor is moved
        or moved in set(anchor.iterancestors())
        or moved.find(f".//{W}sectPr") is not None
    ):
        return
    if (above := moved.getparent()) is not None and above.tag == f"{W}tc" and len(above) < 3:
        return
    shape = etree.Element("{urn:schemas-microsoft-com:vml}shape")
    box = etree.SubElement(shape, "{urn:schemas-microsoft-com:vml}textbox")
    box.append(_made("txbxContent", moved, _paragraph("")))
    anchor.append(_made("r", _made("pict", shape)))


def _field(root: Element, chance: Random) -> None:
    """A run as what a field shows, or words of a paragraph as a link."""
    run = _some(root, "r", chance)
    if run is None or (above := run.getparent()) is None:
        return
    if chance.random() < 0.5:
        wrapper = _made(chance.choice(("hyperlink", "ins", "smartTag", "sdtContent")))
        above.replace(run, wrapper if wrapper.tag != f"{W}sdtContent" else _made("sdt", wrapper))
        wrapper.append(run)
        return
    begin, middle, end = (_made("r", _made("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    code = _made("instrText")
    code.text = chance.choice((" REF muc_1 ", " DATE ", " TOC \\o ", ' IF 1 = 1 "có" '))
    run.addprevious(begin)
    run.addprevious(_made("r", code))
    run.addprevious(middle)
    run.addnext(end)


def _hide(root: Element, chance: Random) -> None:
    """Runs that Word does not show, or struck by a tracked change."""
    for _ in range(chance.choice((1, 6))):
        run = _some(root, "r", chance)
        if run is None or (above := run.getparent()) is None:
            return
        if chance.random() < 0.5:
            look = run.find(f"{W}rPr")
            if look is None:
                look = _made("rPr")
                run.insert(0, look)
            look.append(_made("vanish"))
        else:
            struck = _made("del")
            above.replace(run, struck)
            struck.append(run)


def _double_rows(root: Element, chance: Random) -> None:
    """A row again, at once or in another table; a cell too many or too few."""
    row, other = _some(root, "tr", chance), _some(root, "tr", chance)
    if row is None or other is None or other in set(row.iterancestors()) or row in set(other.iterancestors()):
        return
    _behind(other, copy.deepcopy(row))
    cells = list(row.iterchildren(f"{W}tc"))
    if cells and chance.random() < 0.5:
        row.append(copy.deepcopy(chance.choice(cells)))
    elif len(cells) > 1:
        row.remove(chance.choice(cells))


def _tear(root: Element, chance: Random) -> None:
    """A table in two, a paragraph between."""
    table = _held(root, "tbl", chance)
    rows = list(table.iterchildren(f"{W}tr")) if table is not None else []
    if table is None or len(rows) < 2:
        return
    rest = _made("tbl", *(copy.deepcopy(one) for one in table if one.tag in {f"{W}tblPr", f"{W}tblGrid"}))
    rest.extend(rows[chance.randrange(1, len(rows)) :])
    _behind(table, _paragraph(chance.choice(("", *_SAID[:4]))), rest)


def _untable(root: Element, chance: Random) -> None:
    """A table as plain lines, or one paragraph as a table of one cell."""
    table = _held(root, "tbl", chance)
    if table is not None and chance.random() < 0.5:
        _behind(table, *(copy.deepcopy(one) for one in table.iter(f"{W}p")))
        if (above := table.getparent()) is not None:
            above.remove(table)
        return
    found = _held(root, "p", chance)
    if found is not None and found.find(f".//{W}sectPr") is None and (above := found.getparent()) is not None:
        cell = _made("tc")
        above.replace(found, _made("tbl", _made("tr", cell)))
        cell.append(found)


CHANGES: Final[tuple[Callable[[Element, Random], None], ...]] = (
    _nest, _odd_rows, _odd_cells, _empty, _shuffle, _headings_only, _tabs, _say, _say_instead, _box, _field, _hide, _double_rows, _tear,
    _untable,
)  # fmt: skip


def _note(root: Element, chance: Random) -> dict[str, bytes]:
    """Footnotes, one of them hung on a run."""
    found = _some(root, "p", chance)
    if found is not None:
        found.append(_made("r", _made("footnoteReference", id="1")))
    return {"word/footnotes.xml": etree.tostring(_made("footnotes", _made("footnote", _paragraph("Theo số liệu tạm tính"), id="1")))}


# What it comes to


def outcome(data: bytes, folder: Path) -> tuple[str, BookCells | None]:
    """What a file comes to: refused, or cells that were written and read or refused again. Anything else is raised."""
    source, book = folder / "van-ban.docx", folder / "so.xlsx"
    source.write_bytes(data)
    try:
        found = take_over(source, year=2025)
    except GeneratorError as error:
        return f"refused {error.problems[0].code}", None
    try:
        book.write_bytes(write_cells(found.cells))
    except GeneratorError as error:
        return f"not written {error.problems[0].code}", found.cells
    try:
        read_plan_book(book)
    except InputRefusedError:
        return "taken over, gaps told", found.cells
    return "taken over", found.cells


def shown_words(data: bytes) -> list[str]:
    """Each paragraph with words that Word shows: body, headers, footers, notes, boxes; neither hidden nor struck."""
    parts = {name: part for name, part in unpacked(data).items() if _STORY.fullmatch(name)}
    paragraphs = (one for part in parts.values() for one in parse(part).iter(f"{W}p"))
    return [words for one in paragraphs if not _gone(one) and (words := "".join(_typed(one))).strip()]


def _gone(element: Element) -> bool:
    return any(above.tag in _GONE for above in element.iterancestors())


def _typed(element: Element) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == f"{W}p":
            continue  # of a box: a paragraph by itself
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _APART:
            yield " "
        elif child.tag not in _GONE and not _hidden(child):
            yield from _typed(child)


def _hidden(element: Element) -> bool:
    return element.tag == f"{W}r" and element.find(f"{W}rPr/{W}vanish") is not None


def printed() -> set[str]:
    """Words that our templates print by themselves: those of a report tell what its figures tell; those that the program takes for such."""
    texts = [
        "".join(_typed(one)) for path in papers.TEMPLATES.glob("*.docx") for one in parse(unpacked(path.read_bytes())[MAIN]).iter(f"{W}p")
    ]
    return words_of([_TAG.sub(" ", text) for text in texts]) | FIXED | HEADINGS


def words_of(lines: list[str]) -> set[str]:
    """Words to compare: without case."""
    return set(_WORD.findall(" ".join(lines).casefold()))


def lost(data: bytes, folder: Path, kept_by_nobody: set[str]) -> dict[str, set[str]]:
    """Words that are shown and stand nowhere, by their paragraph; `kept_by_nobody` are words that a template prints by itself.

    A passage that a message cuts with «…» is told by its first words. Raises InputRefusedError as reading does.
    """
    source = folder / "van-ban.docx"
    source.write_bytes(data)
    found = take_over(source, year=2025)
    rows = [found.cells.facts, *(row for name, rows in found.cells.lists.items() if name != "periods" for row in rows)]
    rows += [row for row in found.cells.lists.get("periods", []) if row.get("first") or row.get("units_due")]
    said = [_plainly(cell) for row in rows for cell in row.values() if cell is not None]
    messages = [problem.message for problem in found.problems]
    cut = [match for message in messages for match in _SHOWN.findall(message)]
    kept = words_of([*said, *messages]) | kept_by_nobody
    result: dict[str, set[str]] = {}
    for line in shown_words(data):
        one = " ".join(line.split())
        missing = {word for word in words_of([line]) - kept if not re.fullmatch(r"[ivx]+|\d+", word)}
        if missing and not any(start in one for start in cut):
            result[line] = missing
    return result


def _plainly(cell: object) -> str:
    return f"{cell:%d} {cell.day} {cell:%m} {cell.month} {cell.year}" if isinstance(cell, date) else str(cell)
