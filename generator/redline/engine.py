"""The comparison itself, run as a program of its own so that it can be ended: `engine.py FOLDER AUTHOR DATE`.

Reads `old.docx` and `new.docx` in the folder and writes `redline.docx` there. It imports nothing of vanban.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

NOT_HERE: Final = 3
"""Exit code when the comparison is not installed, or not for this system."""


def compare(old: bytes, new: bytes, author: str, date: str) -> bytes:
    """The newer draft with the changes since the older one tracked; no-break spaces differ from plain ones."""
    from docx_scalpel import DocxDiffSettings, docx_diff_compare  # noqa: PLC0415 - an extra, and slow to import

    settings = DocxDiffSettings(author_for_revisions=author, date_time_for_revisions=date, conflate_breaking_and_nonbreaking_spaces=False)
    return docx_diff_compare(old, new, settings)


def main(folder: Path, author: str, date: str) -> int:
    """Compare the two files of a folder; the exit code."""
    try:
        from docx_scalpel import DocxodusHostNotFoundError  # noqa: PLC0415 - the same
    except ImportError:
        return NOT_HERE
    try:
        made = compare((folder / "old.docx").read_bytes(), (folder / "new.docx").read_bytes(), author, date)
    except DocxodusHostNotFoundError:
        return NOT_HERE
    (folder / "redline.docx").write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
