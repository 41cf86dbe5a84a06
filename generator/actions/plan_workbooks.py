"""A new plan workbook to fill in."""

from __future__ import annotations

from pathlib import Path

from generator import files
from generator.actions.outcome import Outcome
from generator.errors import InputRefusedError, Place, Problem
from generator.workbook import blank_plan_book


def new_workbook(path: Path, *, year: int) -> Outcome:
    """Write a blank workbook for the plan carried out in `year`. A file that is there is never overwritten."""
    refuse_other_names(path)
    files.write_new(path, blank_plan_book(year))
    return Outcome((path,), summary="Mở sổ trong Excel, bắt đầu từ trang Hướng dẫn")


def refuse_other_names(path: Path) -> None:
    """A workbook is an .xlsx. Raises InputRefusedError."""
    if path.suffix.lower() != ".xlsx":
        raise InputRefusedError(
            Problem("TEP-16", "Tên sổ phải kết thúc bằng .xlsx", f"Ghi {path.with_suffix('.xlsx').name}", Place(str(path)))
        )
