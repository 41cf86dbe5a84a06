"""How long the format check of a paper takes, from the bytes of the file to the findings: `python -m bench.checking`.

The paper is a plan of N pages of running text: a heading, a clause and eight paragraphs a page, cut from the sample's own sentences.
With `--pages` it also says how many pages LibreOffice makes of it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from generator import pdf
from generator.anatomy import make_out
from generator.blueprint import form, styles
from generator.format_checks import Sheet, check
from generator.formatting import read_document
from generator.package import open_package
from generator.printed import printed
from generator.vietnamese import roman
from generator.wordfile import Paragraph, Part, Table
from tests.source_plan import source_plan

ROUNDS: Final = 5
PAGES: Final = (10, 100)
_PARAGRAPHS: Final = 8
_LONG: Final = 150


def paper(pages: int) -> bytes:
    """A plan of about so many pages; it lacks summary, recipients and more, which the check says."""
    sentences = cycle(row.text.plain for row in source_plan().body if len(row.text.plain) > _LONG)
    blocks: list[Paragraph | Table] = [Paragraph("KẾ HOẠCH", styles.TYPE_NAME)]
    for page in range(1, pages + 1):
        blocks += [Paragraph(f"{roman(page)}. NHIỆM VỤ CỦA NĂM", styles.HEADING), Paragraph("1. Yêu cầu", styles.SUBHEADING)]
        blocks += [Paragraph(f"- {words}", styles.BODY) for words in islice(sentences, _PARAGRAPHS)]
    return form.assembled(Part(form.PORTRAIT, [form.letterhead(), *blocks, form.signature()]))


def main(arguments: list[str]) -> None:
    """Print the table."""
    print("| pages asked for | paragraphs | file to findings, ms | findings |\n|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for pages in PAGES:
            path = Path(folder) / f"{pages}.docx"
            path.write_bytes(paper(pages))
            best, paragraphs, findings = min(_once(path) for _ in range(ROUNDS))
            print(f"| {pages} | {paragraphs} | {best * 1000:.0f} | {findings} |")
            if "--pages" in arguments:
                print(f"{pages}: {len(printed(pdf.convert(path)))} pages")


def _once(path: Path) -> tuple[float, int, int]:
    start = time.perf_counter()
    opened = open_package(path)
    document = read_document({name: part.data for name, part in opened.parts.items() if name.endswith((".xml", ".rels"))})
    findings = check(Sheet(document, make_out(document)))
    return time.perf_counter() - start, sum(1 for _ in document.paragraphs()), len(findings)


if __name__ == "__main__":
    main(sys.argv[1:])
