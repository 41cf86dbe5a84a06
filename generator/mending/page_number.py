"""Page numbers mended: in the middle of the head of the page, upright, in size, none on the first page; only where it is simple."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeGuard

from lxml import etree

from generator import attaching, stretches
from generator import standard as std
from generator.anatomy import Part
from generator.formatting import Alignment, Block, Paragraph, Section, Table, paragraphs
from generator.mending.desk import Desk
from generator.mending.letters import look_name, points, resize, times
from generator.mending.markup import properties, put, reference, switch
from generator.mending.pages import setups
from generator.stretches import Element
from generator.wordxml import W, written

PART: Final = "Số trang"
_LONG: Final = 60
"""So many paragraphs, or so many letters, never fit on one page."""
_LONG_TEXT: Final = 6000
_CODE: Final = "PG-07"
_DIGITS_ONLY: Final = re.compile(r"[\W\d]*")


def mend_page_number(desk: Desk) -> None:
    """Put the number where it belongs, or mend its look; a head or foot that says more than a number is a person's to mend."""
    sections = desk.document.sections
    if desk.document.even_differ or not sections:
        return
    heads = [blocks for section in sections for blocks in section.headers.values()]
    feet = [blocks for section in sections for blocks in section.footers.values()]
    if any(_numbers(heads)):
        for paragraph in _numbers(heads):
            _mend_look(desk, paragraph)
        _hide_first(desk, sections[0])
        return
    in_foot, room = any(_numbers(feet)), _room(sections)
    if room is None or not (in_foot or _is_long(desk)):
        return
    if all(map(_blank, heads)) and _may_hide_first(sections[0], moved=True):
        _move_to_head(desk, room, in_foot=in_foot)


def _is_long(desk: Desk) -> bool:
    """Whether the paper itself surely runs over a page: one page needs no number."""
    own = {piece.paragraph.address: piece for piece in desk.anatomy.pieces if piece.paper == 0}
    lines = sum(piece.part is not Part.TABLE_TEXT for piece in own.values())
    return lines > _LONG or sum(len(piece.paragraph.text) for piece in own.values()) > _LONG_TEXT


def _numbers(edges: Iterable[tuple[Block, ...]]) -> Iterator[Paragraph]:
    """The paragraphs with a page number, each once."""
    found = {paragraph.address: paragraph for blocks in edges for paragraph in paragraphs(blocks) if "PAGE" in paragraph.codes}
    return iter(found.values())


def _blank(blocks: tuple[Block, ...]) -> bool:
    return all(isinstance(block, Paragraph) and not block.text.strip() and not block.objects and not block.codes for block in blocks)


def _only_number(blocks: tuple[Block, ...]) -> bool:
    """Whether a head or foot says a page number and nothing else."""
    return all(
        isinstance(block, Paragraph) and not block.objects and set(block.codes) <= {"PAGE"} and _DIGITS_ONLY.fullmatch(block.text)
        for block in blocks
    )


def _may_hide_first(section: Section, *, moved: bool) -> bool:
    """Whether a first page without head and foot loses nothing but the number."""
    if section.first_differs:
        return True
    head, foot = section.headers.get("default", ()), section.footers.get("default", ())
    waiting = [edges.get("first", ()) for edges in (section.headers, section.footers)]
    return _only_number(head) and (_only_number(foot) if moved else _blank(foot)) and all(map(_blank, waiting))


def _hide_first(desk: Desk, section: Section) -> None:
    if not section.first_differs and any(_numbers([section.headers.get("default", ())])) and _may_hide_first(section, moved=False):
        element = next((element for element, _ in setups(desk)), None)
        if element is not None:
            switch(element, "titlePg", on=True)
            desk.write_down(None, _CODE, PART, "số ở trang đầu", ("hiện", "không hiện"))


def _mend_look(desk: Desk, paragraph: Paragraph) -> None:
    """Size, upright and centred, for a paragraph that is a number alone."""
    element = desk.element(paragraph)
    if not _DIGITS_ONLY.fullmatch(paragraph.text) or paragraph.objects or next(element.iterancestors(f"{W}tbl"), None) is not None:
        return
    if stretches.anchor(element) is not element:
        return
    framed = element.find(f"{W}pPr/{W}framePr") is not None
    if paragraph.alignment is not Alignment.CENTER and not framed and "\t" not in paragraph.text:
        put(properties(element, "pPr"), "jc", {"val": "center"})
        desk.write_down(paragraph, _CODE, PART, "căn lề", ("không ở giữa", "giữa"))
    _mend_letters(desk, paragraph, element)


def _mend_letters(desk: Desk, paragraph: Paragraph, element: Element) -> None:
    wanted = std.PAGE_NUMBER
    looks = {run.letters for run in paragraph.runs}
    wrong = sorted({look.size for look in looks if not 2 * wanted.smallest <= look.size <= 2 * wanted.largest})
    dressed = [look for look in looks if look.bold or look.italic]
    for run in stretches.runs(element) if wrong or dressed else ():
        look = properties(run, "rPr")
        if wrong:
            resize(look, 2 * wanted.used)
        if dressed:
            switch(look, "b", on=False)
            switch(look, "i", on=False)
    if wrong:
        desk.write_down(paragraph, _CODE, PART, "cỡ chữ", (", ".join(map(points, wrong)), points(2 * wanted.used)))
    if dressed:
        before = ", ".join(sorted({look_name(look.bold, look.italic) for look in dressed}))
        desk.write_down(paragraph, _CODE, PART, "kiểu chữ", (before, look_name(bold=False, italic=False)))


def _taken_from_foot(desk: Desk) -> bool:
    """Take the number out of the foot when it is all that stands there; False when it is not so simple."""
    feet = [(kind, blocks) for section in desk.document.sections for kind, blocks in section.footers.items()]
    numbered = [(kind, blocks) for kind, blocks in feet if any(_numbers([blocks]))]
    if any(kind != "default" or not _only_number(blocks) for kind, blocks in numbered):
        return False
    if any(isinstance(block, Table) for _, blocks in numbered for block in blocks):
        return False
    for paragraph in _numbers(blocks for _, blocks in numbered):
        element = desk.element(paragraph)
        for child in list(element):
            if child.tag != f"{W}pPr":
                element.remove(child)
        desk.texts[paragraph.address] = ""
        desk.write_down(paragraph, _CODE, PART, "vị trí", ("chân trang", "giữa lề trên"))
    return True


def _room(sections: tuple[Section, ...]) -> tuple[Paragraph, ...] | None:
    """The empty paragraph that takes the number; none in it when a head is to be made, None when sections differ in their heads."""
    heads = {blocks[0].address.part: blocks[0] for section in sections if _starts(blocks := section.headers.get("default", ()))}
    firsts = {blocks[0].address.part for section in sections if _starts(blocks := section.headers.get("first", ()))}
    if not any("default" in section.headers for section in sections):
        return ()
    here = _starts(sections[0].headers.get("default", ())) and len(heads) == 1 and not firsts & set(heads)
    return tuple(heads.values()) if here else None


def _starts(blocks: tuple[Block, ...]) -> TypeGuard[tuple[Paragraph]]:
    return bool(blocks) and isinstance(blocks[0], Paragraph)


def _move_to_head(desk: Desk, room: tuple[Paragraph, ...], *, in_foot: bool) -> None:
    """A number in the head that all sections share; none on the first page."""
    section = next((element for element, _ in setups(desk)), None)
    if section is None or (in_foot and not _taken_from_foot(desk)):
        return
    if room:
        _fill(desk.element(room[0]))
    else:
        head = etree.Element(f"{W}hdr", nsmap={"w": W[1:-1]})
        _fill(etree.SubElement(head, f"{W}p"))
        desk.parts, relation = attaching.attached(desk.parts, "header", written(head))
        reference(section, "header", relation)
    switch(section, "titlePg", on=True)
    desk.texts |= {paragraph.address: "2" for paragraph in room}
    desk.write_down(room[0] if room else None, _CODE, PART, "số trang", ("không có ở lề trên", "giữa lề trên, trang đầu không hiện"))


def _fill(paragraph: Element) -> None:
    """A centred page number; what it shows before Word counts is the first number that is seen."""
    look = properties(paragraph, "pPr")
    put(look, "spacing", {"before": "0", "after": "0"})
    put(look, "ind", {"left": "0", "right": "0", "firstLine": "0"})
    put(look, "jc", {"val": "center"})
    for content in (("fldChar", "begin"), ("instrText", " PAGE "), ("fldChar", "separate"), ("t", "2"), ("fldChar", "end")):
        run = etree.SubElement(paragraph, f"{W}r")
        letters = properties(run, "rPr")
        times(letters)
        resize(letters, 2 * std.PAGE_NUMBER.used)
        switch(letters, "b", on=False)
        switch(letters, "i", on=False)
        name, said = content
        made = etree.SubElement(run, W + name, {f"{W}fldCharType": said} if name == "fldChar" else {})
        if name != "fldChar":
            stretches.say(made, said)
