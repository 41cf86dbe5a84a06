"""The table of kinds of edit and ways of saving: what becomes of each. `make edits` writes docs/edits.md."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

from generator.actions.pulling import pull
from generator.actions.sides import Choice
from tests.test_people import CASES, NOW, WAYS, Desk, content, fate, made_desk, unexpected

_HEAD: Final = """# What becomes of an edit

Each kind of edit of `tests/people.py`, made in the draft of the sample plan, saved in four ways, taken back with
`vanban pull --keep-conflicts`: **taken** into its cell of the workbook, **asked** (a question), or **listed** (told, and kept in a file).
*Lost* never stands here: `tests/test_people.py` fails on it, and on any field that changed although nobody touched it.
“–”: words copied alone do not carry this edit. Written by `make edits`.

"""


def main() -> None:
    """Write the table."""
    with tempfile.TemporaryDirectory() as folder:
        desk = made_desk(Path(folder))
        rows = [(case.name, [verdict(desk, case.name, way) for way in WAYS]) for case in CASES if len(case.edits) == 1]
        counts = {way: Counter(found[place] for _, found in rows) for place, way in enumerate(WAYS)}
        mixed = [case for case in CASES if len(case.edits) > 1]
        together = Counter(one for case in mixed for way in WAYS for one in verdicts(desk, case.name, way).values())
    lines = [f"| kind of edit | {' | '.join(WAYS)} |", f"|---|{'---|' * len(WAYS)}"]
    lines += [f"| {name} | {' | '.join(found)} |" for name, found in rows]
    lines += [f"| **{len(rows)} kinds** | {' | '.join(_counted(counts[way]) for way in WAYS)} |", ""]
    total = sum(len(case.edits) for case in mixed)
    lines += [f"{len(mixed)} drafts with {total} edits mixed, in {len(WAYS)} ways: {_counted(together)}.", ""]
    Path("docs/edits.md").write_text(_HEAD + "\n".join(lines), encoding="utf-8")


def _counted(found: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(found.items()) if name != "–")


def verdict(desk: Desk, name: str, way: str) -> str:
    return next(iter(verdicts(desk, name, way).values()))


def verdicts(desk: Desk, name: str, way: str) -> dict[str, str]:
    """What became of each edit of a case."""
    case = next(case for case in CASES if case.name == name)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(desk.folder / "out", Path(folder) / "out")
        book = Path(shutil.copy(desk.folder / "ke-hoach.xlsx", folder))
        found = pull(book, desk.saved[name, way], Path(folder) / "out", NOW, Choice(keep=True))
        now = content(book, Path(folder) / "out" / "ke-hoach-du-thao-1.docx")
    assert unexpected(case, desk.before, now) == {}
    return {edit.name: fate(edit, desk.before, now, found) if way != "copied" or edit.words_alone else "–" for edit in case.edits}


if __name__ == "__main__":
    main()
