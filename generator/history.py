"""What became of each file: made, taken back with its edits, passed over, issued; kept beside the outputs, with a copy of each file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from generator import files
from generator.base import Origin
from generator.errors import InputRefusedError, Place, Problem

_LIMIT: Final = 256 * 2**20
_FORMAT: Final = 1


class Event(StrEnum):
    """What happened to a file."""

    MADE = "made"
    PULLED = "pulled"
    PASSED_OVER = "passed over"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `origin` is what the draft was made from; `sha256` is the hash of the file as it was then; `at` the time given.

    `open` are the keys that a pull left undecided, `turned_down` those that the clerk refused; `remark` is free: a number and symbol,
    a reason.
    """

    event: Event
    file: str
    sha256: str
    at: datetime
    origin: Origin
    open: tuple[str, ...] = ()
    remark: str = ""
    turned_down: tuple[str, ...] = ()


def folder(out: Path, stem: str) -> Path:
    """Where the history of a workbook's papers lies: beside them."""
    return out / f"{stem}-lich-su"


def events_file(out: Path, stem: str) -> Path:
    """The file that lists what happened, in order."""
    return folder(out, stem) / "lich-su.json"


def entries(out: Path, stem: str) -> tuple[Entry, ...]:
    """All that happened, in order; nothing when there is no history yet. Raises InputRefusedError for one that is broken."""
    path = events_file(out, stem)
    if not path.exists():
        return ()
    try:
        listed = json.loads(files.read(path, limit=_LIMIT).data.decode("utf-8-sig"))["events"]
        return tuple(_entry(row) for row in listed)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = Problem("LS-01", "Tệp lịch sử không đọc được", "Đổi tên tệp này rồi chạy lại, lịch sử mới sẽ được lập", Place(str(path)))
        raise InputRefusedError(problem) from error


def record(out: Path, stem: str, entry: Entry, data: bytes) -> None:
    """Add an event and keep a copy of the file it is about; an event that is there already is not added again."""
    path = events_file(out, stem)
    with files.locked(path):
        known = entries(out, stem)
        if any(_same(row, entry) for row in known):
            return
        copy = _copy_path(out, stem, entry.sha256)
        if not copy.exists():
            files.write_new(copy, data)
        listed = [_plain(row) for row in (*known, entry)]
        files.write(path, (json.dumps({"format": _FORMAT, "events": listed}, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def _same(one: Entry, other: Entry) -> bool:
    """Whether two entries tell of one event: all but the time."""
    return replace(one, at=other.at, file=other.file, origin=other.origin) == other


def copy_of(out: Path, stem: str, sha256: str) -> Path | None:
    """The copy of a file as it was at an event."""
    path = _copy_path(out, stem, sha256)
    return path if path.exists() else None


def _copy_path(out: Path, stem: str, sha256: str) -> Path:
    return folder(out, stem) / f"{sha256[:16]}.docx"


def _plain(entry: Entry) -> dict[str, Any]:
    plain = asdict(entry)
    if not entry.turned_down:  # an earlier version does not know the word, and need not
        del plain["turned_down"]
    return plain | {"at": entry.at.isoformat(), "origin": plain["origin"] | {"made": entry.origin.made.isoformat()}}


def _entry(row: dict[str, Any]) -> Entry:
    origin = Origin(**row["origin"] | {"made": datetime.fromisoformat(row["origin"]["made"])})
    rest: dict[str, Any] = {
        "event": Event(row["event"]),
        "at": datetime.fromisoformat(row["at"]),
        "origin": origin,
        "open": tuple(row["open"]),
    }
    rest["turned_down"] = tuple(row.get("turned_down", ()))
    return Entry(**row | rest)
