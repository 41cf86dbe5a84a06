"""What a unit typed and has not sent yet, kept beside the history: a closed browser or a busy workbook loses nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from generator import files, history
from generator.errors import InputRefusedError, Place, Problem

_FORMAT: Final = 1
_LIMIT: Final = 32 * 2**20


@dataclass(frozen=True, slots=True)
class TypedDraft:
    """The words in the fields, by field; `issue` is the hash of the form in which they were typed; `sent` once they were taken.

    `page` tells the showing of the page that saved them from any other.
    """

    saved: datetime
    issue: str
    answers: Mapping[str, str] = field(default_factory=dict)
    sent: bool = False
    page: str = ""

    @property
    def mark(self) -> str:
        """Tells these words in this form from any others."""
        words = json.dumps([self.issue, dict(sorted(self.answers.items()))], ensure_ascii=False)
        return files.sha256(words.encode("utf-8", errors="replace"))


def save_draft(out: Path, stem: str, owner: tuple[str, str], draft: TypedDraft) -> Path:
    """Keep what a unit typed for a period; `owner` are period and unit. The one before gives way."""
    path = _path(out, stem, owner)
    plain = {"format": _FORMAT, **asdict(draft), "saved": draft.saved.isoformat(timespec="seconds")}
    files.write(path, (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="replace"))
    return path


def draft_of(out: Path, stem: str, owner: tuple[str, str]) -> TypedDraft | None:
    """What was kept, or None. Raises InputRefusedError NHAP-01 for a broken file."""
    path = _path(out, stem, owner)
    if not path.exists():
        return None
    try:
        return _read(json.loads(files.read(path, limit=_LIMIT).data.decode("utf-8-sig")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        cure = "Nhờ Văn phòng đổi tên tệp này rồi mở lại biểu; phần chưa gửi phải ghi lại"
        raise InputRefusedError(Problem("NHAP-01", "Bản lưu tạm của biểu bị hỏng", cure, Place(path.name))) from error


def _read(plain: dict[str, Any]) -> TypedDraft:
    if plain["format"] != _FORMAT:
        raise ValueError(plain["format"])
    answers = {str(name): str(words) for name, words in plain["answers"].items()}
    return TypedDraft(datetime.fromisoformat(plain["saved"]), str(plain["issue"]), answers, bool(plain["sent"]), str(plain.get("page", "")))


def _path(out: Path, stem: str, owner: tuple[str, str]) -> Path:
    return history.folder(out, stem) / "bieu-luu-tam" / f"{'-'.join(owner)}.json"
