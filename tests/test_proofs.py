"""The proofs on a finished document: each is seen to fail on the very fault it is there for, and then nothing is written."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator import package, render
from generator.cli import run
from generator.errors import OutputRefusedError
from generator.fields import Field
from generator.papers import Asking, LateUnit, PlanPaper, UrgingLetter, plan_paper, urging_letter
from generator.render import proofs
from generator.richtext import Text
from tests.books import small_plan
from tests.papers import PLAN_TEMPLATE, template, with_part, words
from tests.source_plan import source_plan
from tests.test_sample import BOOK

GOOD = '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:r><w:t>một</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'


def part(body: str) -> str:
    return f'<w:document xmlns:w="w" xmlns:wp="wp"><w:body>{body}</w:body></w:document>'


def prove(body: str) -> str:
    xml = part(body)
    return proofs.prove("word/document.xml", xml, xml.encode("utf-8"))


FAULTS = {
    "a tag left over": "<w:p>{{ title }}</w:p>",
    "half a tag left over": "<w:p>%}</w:p>",
    "a bookmark number twice": GOOD + '<w:bookmarkStart w:id="1" w:name="b"/>',
    "a bookmark name twice": GOOD + '<w:bookmarkStart w:id="2" w:name="a"/>',
    "a drawing number twice": '<wp:docPr id="3" name="x"/><wp:docPr id="3" name="y"/>',
    "a cell without a paragraph": "<w:tc><w:tcPr></w:tcPr></w:tc>",
    "a table without a row": "<w:tbl><w:tblGrid></w:tblGrid></w:tbl>",
    "an element not closed": "<w:p>",
    "a character that XML forbids": "<w:p>\x0b</w:p>",
    "a bare ampersand": "<w:p>KH&ĐT</w:p>",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_part_with_a_fault_fails_its_proof(fault: str) -> None:
    with pytest.raises(proofs.ProofError):
        prove(FAULTS[fault])


def test_a_sound_part_gives_its_text() -> None:
    assert prove(GOOD + "<w:tc><w:p/></w:tc>") == "một"


def changed(**parts: Any) -> PlanPaper:  # noqa: ANN401 - any part of the paper
    return dataclasses.replace(plan_paper(small_plan(), draft=1), **parts)


def printed(path: Path, paper: PlanPaper) -> str:
    return words(render.render(render.load(package.open_package(path), PlanPaper), paper))


def test_template_code_in_the_data_is_never_run_and_never_written() -> None:
    with pytest.raises(OutputRefusedError):
        printed(PLAN_TEMPLATE, changed(title=Field("title", Text.of("{{ 6*7 }}"))))


def test_a_text_that_the_template_hides_behind_a_condition_is_missed(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", '{%p if symbol == "x" %}', "{{ title }}", "{%p endif %}")
    with pytest.raises(OutputRefusedError) as caught:
        printed(path, changed())
    (problem,) = caught.value.problems
    assert "“title”" in problem.message


def test_a_value_that_is_missing_never_prints_none(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{{ title }}")
    with pytest.raises((AttributeError, TypeError)):
        printed(path, changed(title=None))


@pytest.mark.parametrize("text", ["Sở KH&ĐT", "dưới <5 ngày", "R&D; a<b>c", "\"'&amp;", "</w:t></w:r>", "]]>", "một\nhai"])
def test_awkward_characters_come_through_as_they_are(text: str, tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{{ title }}")
    assert printed(path, changed(title=Field("title", Text.of(text)))) == text.replace("\n", " ")


def test_a_field_printed_twice_has_one_anchor(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{{ title }}", "{{ title }}")
    paper = changed(title=Field("title", Text.of("Tên")))
    assert printed(path, paper) == "Tên\nTên"


def test_words_around_a_tag_and_its_runs_format_stay(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "Trước {{ title }} sau")
    with_part(path, "word/document.xml", "<w:r><w:t", '<w:r><w:rPr><w:rFonts w:ascii="Arial"/><w:color w:val="FF0000"/></w:rPr><w:t')
    data = render.render(render.load(package.open_package(path), PlanPaper), changed(title=Field("title", Text.of("Tên"))))
    assert words(data) == "Trước Tên sau"
    path.write_bytes(data)
    xml = package.open_package(path).parts["word/document.xml"].data.decode("utf-8")
    assert xml.count('<w:color w:val="FF0000"/>') == 3


def test_a_draft_that_fails_its_proofs_is_not_written(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", '{%p if symbol == "x" %}', "{{ title }}", "{%p endif %}")
    assert run(["plan", str(BOOK), "--template", str(path), "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def test_paragraph_numbers_that_word_gives_are_not_repeated_by_a_loop(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{%p for r in recipients %}", "{{ r.text }}", "{%p endfor %}")
    plain = '<w:p><w:pPr><w:pStyle w:val="NoiDung"/></w:pPr><w:r><w:t xml:space="preserve">{{ r.text'
    numbered = '<w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="1A2B3C4D" w:rsidR="00AA">'
    with_part(path, "word/document.xml", plain, plain.replace("<w:p>", numbered))
    path.write_bytes(render.render(render.load(package.open_package(path), PlanPaper), changed()))
    assert "paraId" not in package.open_package(path).parts["word/document.xml"].data.decode("utf-8")


def test_a_list_that_the_template_leaves_out_is_not_missed_though_another_prints_the_same_kind_of_row(tmp_path: Path) -> None:
    lines = ("{%p for a in addressees %}", "{{ a.text }}", "{%p endfor %}")
    path = template(tmp_path / "mau.docx", *lines)
    plan = source_plan()
    late = [LateUnit("A", "Phòng A", "Kết quả", 1), LateUnit("B", "Phòng B", "Kết quả", 1)]
    letter = urging_letter(plan, plan.periods[0], late, Asking(1, date(2025, 3, 20)))
    data = render.render(render.load(package.open_package(path), UrgingLetter), letter)
    assert words(data) == "Phòng A\nPhòng B"


def test_a_row_lost_from_a_list_that_the_template_prints_is_missed(tmp_path: Path) -> None:
    path = template(
        tmp_path / "mau.docx", "{%p for r in recipients %}", "{%p if loop.first %}", "{{ r.text }}", "{%p endif %}", "{%p endfor %}"
    )
    with pytest.raises(OutputRefusedError):
        printed(path, plan_paper(source_plan(), draft=1))
