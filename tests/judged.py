"""Papers built as other people build them, every finding on them read and judged. `python -m tests.judged` writes docs/judged.md."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.anatomy import make_out
from generator.clauses import clause
from generator.format_checks import CATALOGUE, Finding, Sheet, check
from generator.formatting import read_document
from tests.letterhead_documents import SETTINGS, letter, plan, saved
from tests.mutations import parts_of
from tests.tools import resaved

PAGE: Final = Path(__file__).parent.parent / "docs" / "judged.md"
KINDS: Final = {"kế hoạch": plan, "công văn": letter}
RESAVED: Final = ("bảng hai hàng", "phím tab", "hộp văn bản")
"""Settings that are also looked at after LibreOffice saved them."""

TRUE, ARGUABLE = "true", "arguable"
VERDICTS: Final = {
    "PG-01": (TRUE, "the page is US Letter, as the library that built the file has it"),
    "PG-03": (TRUE, "top and bottom 25.4 mm, right 31.8 mm"),
    "PG-04": (TRUE, "letters that no run or style names a font for are in the theme's"),
    "PG-09": (TRUE, "13 pt everywhere is none of the two sets"),
    "QH-01": (TRUE, "the line is not bold"),
    "TN-01": (TRUE, "the line is not bold"),
    "TN-03": (TRUE, "the style leaves 10 pt and 1.15 lines between the two"),
    "CQ-03": (TRUE, "11 pt, as the boxes of an untouched document have it"),
    "CQ-04": (TRUE, "the line is not bold"),
    "CQ-06": (TRUE, "the style leaves 10 pt and 1.15 lines between the two"),
    "SO-01": (TRUE, "the number has another size than 13"),
    "DD-01": (TRUE, "the day is upright, or not on the line of the number"),
    "TL-04": (TRUE, "10 pt above «V/v»; said as unsure, for the decree's own form has 0"),
    "CC-01": (TRUE, "the bases are upright"),
    "CC-02": (ARGUABLE, "the only basis ends with a semicolon; some offices read on into the sentence below"),
    "CC-04": (TRUE, "no indent"),
    "ND-01": (TRUE, "a text of more than one line is flush left, or letters are 11 pt"),
    "ND-02": (TRUE, "no indent"),
    "KG-05": (TRUE, "«Kính gửi» begins at the margin; a note only, for it is a form's"),
    "KY-02": (TRUE, "authority and position are not bold"),
    "KY-04": (TRUE, "the name is not bold"),
    "NN-01": (TRUE, "13 pt, upright, centred"),
    "NN-02": (TRUE, "13 pt"),
}
"""Of each rule: whether what it says of these files is true, and why."""

_HEAD: Final = """# Findings on papers built as others build them, judged

The papers of `tests/letterhead_documents.py`: a plan and a letter with the letterhead set in every way that is met,
some saved again by LibreOffice. They were typed in an untouched default document, so they break much.
Every finding was read: **true**, or **arguable** with the reason. None is false; a finding without a verdict fails
`tests/test_judged.py`. Written by `python -m tests.judged`.

"""


def findings(name: str, kind: str, folder: Path, *, again: bool) -> tuple[Finding, ...]:
    path = folder / f"{kind}.docx"
    path.write_bytes(saved(KINDS[kind](SETTINGS[name])))
    document = read_document(parts_of(resaved(path, folder / "lai") if again else path))
    return check(Sheet(document, make_out(document)))


def rows() -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Each file by a name, with its findings."""
    for name in SETTINGS:
        for kind in KINDS:
            for again in (False, True) if name in RESAVED else (False,):
                with tempfile.TemporaryDirectory() as folder:
                    (Path(folder) / "lai").mkdir()
                    yield f"{kind}, {name}{', LibreOffice' if again else ''}", findings(name, kind, Path(folder), again=again)


def page(found: list[tuple[str, tuple[Finding, ...]]]) -> str:
    """The whole page: what each file breaks, then the verdict on each rule."""
    lines = ["| file | findings |", "|---|---|"]
    for name, said in found:
        codes = [finding.code for finding in said]
        shown = (f"{code} ×{codes.count(code)}" if codes.count(code) > 1 else code for code in dict.fromkeys(codes))
        lines.append(f"| {name} | {', '.join(shown)} |")
    lines += ["", "| rule | clause | verdict | why |", "|---|---|---|---|"]
    for code in sorted({finding.code for _, said in found for finding in said}):
        verdict, why = VERDICTS.get(code, ("not judged", ""))
        lines.append(f"| {code} | {clause(CATALOGUE[code].article)} | {verdict} | {why} |")
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(list(rows())), encoding="utf-8", newline="\n")
