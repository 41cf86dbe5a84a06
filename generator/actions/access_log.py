"""What was done over the office's network, one line of JSON an event: who, from where, what, with which result; never a password."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from generator import files

SIGNED_IN: Final = "đăng nhập"
CLERK: Final = "văn phòng"
NOBODY: Final = "chưa đăng nhập"

_LIMIT: Final = 2**30
_LONGEST: Final = 200
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Access:
    """One event. `who` is a unit's code, `văn phòng` or `chưa đăng nhập`; `what` names the act, `on` its workbook and period."""

    at: datetime
    who: str
    address: str
    what: str
    on: str = ""
    result: str = ""


def log_path(out: Path) -> Path:
    """The one log of a folder of outputs."""
    return out / "nhat-ky-truy-cap.jsonl"


def note_access(out: Path, event: Access) -> None:
    """Add an event to the end of the log. Raises OutputRefusedError when it can't be written: then what it tells must not happen."""
    words = {key: _bare(str(value)) for key, value in asdict(event).items() if key != "at"}
    line = json.dumps({"at": event.at.isoformat(timespec="seconds"), **words}, ensure_ascii=False)
    files.append_line(log_path(out), line)


def latest(out: Path, count: int) -> tuple[Access, ...]:
    """The last events, the newest first; a line that a person spoilt is passed over."""
    lines = files.last_lines(log_path(out), count)
    return tuple(event for line in reversed(lines) if (event := _event(line)) is not None)


def last_sign_ins(out: Path, book: str) -> Mapping[str, datetime]:
    """When each unit last signed in for a workbook, by its code."""
    path = log_path(out)
    if not path.exists():
        return {}
    lines = files.read(path, limit=_LIMIT).data.decode("utf-8", errors="replace").splitlines()
    events = (_event(line) for line in lines if SIGNED_IN in line)
    good = (event for event in events if event and (event.what, event.on, event.result) == (SIGNED_IN, book, "được"))
    return {event.who: event.at for event in good}


def _bare(words: str) -> str:
    """Without line ends, control characters and signs that turn the reading direction; cut when somebody sends a long one."""
    shown = "".join("�" if unicodedata.category(letter) in _UNSEEN else letter for letter in words[: _LONGEST + 1])
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _event(line: str) -> Access | None:
    try:
        read = json.loads(line)
        return Access(**read | {"at": datetime.fromisoformat(read["at"])})
    except (ValueError, KeyError, TypeError):
        return None
