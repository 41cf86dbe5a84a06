"""What was found in an edited file and not taken, kept in a file beside the drafts: nothing that a person typed is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator import files
from generator.actions.naming import named
from generator.actions.pull_findings import Unlike
from generator.actions.reading import Edited
from generator.actions.sides import Question
from generator.edits import Refusal


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What the workbook did not take over: what no record can hold, what the clerk refused, and what it prints otherwise all the same."""

    refused: Sequence[Refusal]
    turned_down: Sequence[Question] = ()
    unlike: Sequence[Unlike] = ()


def kept_aside(out: Path, now: datetime, edited: Path, read: Edited, left: NotTaken) -> tuple[Path, ...]:
    """Write the list, when there is anything to list; an older list of other words stays."""
    lines = [*_outside(read), *_refused(left.refused), *_turned_down(left.turned_down), *_unlike(left.unlike), *_comments(read)]
    if not lines:
        return ()
    head = [f"Tệp: {edited.name}", f"Lúc: {now:%d/%m/%Y %H:%M}", "Những chỗ sửa dưới đây KHÔNG được lấy về sổ:", ""]
    path, number = out / f"{edited.stem}-chua-lay-ve.txt", 1
    data = "\n".join([*head, *lines, ""]).encode("utf-8")
    while path.exists() and not _same(path, data):
        number += 1
        path = out / f"{edited.stem}-chua-lay-ve-{number}.txt"
    if not path.exists():
        files.write_new(path, data)
    return (path,)


def _same(path: Path, data: bytes) -> bool:
    """Whether a list says the same but for its time."""
    there = files.read(path, limit=2**26).data
    return [line for line in there.splitlines() if not line.startswith("Lúc:".encode())] == [
        line for line in data.splitlines() if not line.startswith("Lúc:".encode())
    ]


def _outside(read: Edited) -> Iterator[str]:
    for edit in read.reading.outside:
        yield f"[{edit.where}] {edit.place}"
        yield from (f"    trước: {edit.before}" for _ in [0] if edit.before)
        yield from (f"    sau:   {edit.after}" for _ in [0] if edit.after)


def _refused(refused: Sequence[Refusal]) -> Iterator[str]:
    for refusal in refused:
        yield f"[không ghi được vào sổ] {named(refusal.key)}: {refusal.why}"
        yield f"    {refusal.words}"


def _turned_down(found: Sequence[Question]) -> Iterator[str]:
    for row in found:
        yield f"[giữ của sổ như đã chọn] {row.place}"
        yield f"    trong sổ:   {row.mine.plain if row.mine else '(không có)'}"
        yield f"    trong Word: {row.theirs.plain if row.theirs else '(không có)'}"


def _unlike(found: Sequence[Unlike]) -> Iterator[str]:
    for row in found:
        if not row.only_looks:
            yield f"[in ra khác bản sửa] {named(row.key, row.text)}"
            yield f"    sổ in ra:   {row.printed.plain}"
            yield f"    trong Word: {row.text.plain}"


def _comments(read: Edited) -> Iterator[str]:
    for comment in read.reading.comments:
        yield f"[nhận xét] {comment.author} {comment.when}, ở “{comment.anchor}”"
        yield f"    {comment.text}"
