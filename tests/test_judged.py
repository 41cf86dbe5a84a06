"""Papers built as other people build them: every finding has its verdict, none is false."""

from __future__ import annotations

from tests import judged
from tests.letterhead_documents import SETTINGS
from tests.tools import soffice


def test_every_finding_on_papers_of_others_was_judged_and_the_page_says_so() -> None:
    soffice()
    found = list(judged.rows())
    assert len(found) == len(SETTINGS) * 2 + len(judged.RESAVED) * 2
    assert {finding.code for _, said in found for finding in said} == set(judged.VERDICTS)
    assert {verdict for verdict, _ in judged.VERDICTS.values()} <= {judged.TRUE, judged.ARGUABLE}
    assert judged.PAGE.read_text(encoding="utf-8") == judged.page(found)


def test_libreoffice_changes_no_finding() -> None:
    soffice()
    found = dict(judged.rows())
    pairs = [(found[name.removesuffix(", LibreOffice")], said) for name, said in found.items() if name.endswith("LibreOffice")]
    assert pairs
    for before, after in pairs:
        assert [(one.code, one.part, one.found) for one in before] == [(one.code, one.part, one.found) for one in after]
