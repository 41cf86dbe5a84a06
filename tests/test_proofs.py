"""The proofs on a finished document: each is seen to fail on the very fault it is there for, and then nothing is written."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import pytest

from generator import package, render
from generator.cli import run
from generator.errors import InputRefusedError, OutputRefusedError
from generator.fields import Field
from generator.papers import Asking, LateUnit, PlanPaper, UrgingLetter, plan_paper, urging_letter
from generator.papers.common import RecipientLine
from generator.render import program, proofs
from generator.richtext import EMPTY, Run, Text
from tests.books import small_plan
from tests.papers import PLAN_TEMPLATE, TEMPLATES, made, template, with_part, words
from tests.source_plan import source_plan
from tests.test_sample import BOOK

GOOD = '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:r><w:t>một</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'


def part(body: str) -> str:
    return f'<w:document xmlns:w="w" xmlns:wp="wp"><w:body>{body}</w:body></w:document>'


def proved(proof: proofs.PartProof, *stretches: str, printed: proofs.Printed = ()) -> bytes:
    made = b"".join(proof.take(stretch, printed) for stretch in stretches)
    proof.close()
    return made


def prove(body: str) -> bytes:
    return proved(proofs.PartProof("word/document.xml"), part(body))


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


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("cut", range(1, 24))
def test_a_fault_is_found_wherever_the_stretches_are_cut(fault: str, cut: int) -> None:
    pieces = re.split(r"(?=<)", part(GOOD.replace('"1"', '"7"').replace('"a"', '"z"') + FAULTS[fault]))
    proof = proofs.PartProof("word/document.xml")
    with pytest.raises(proofs.ProofError):
        proved(proof, "".join(pieces[:cut]), "".join(pieces[cut:]))


@pytest.mark.parametrize("cut", range(1, 24))
def test_a_sound_part_passes_wherever_the_stretches_are_cut(cut: int) -> None:
    xml = part(GOOD + "<w:tbl><w:tr><w:tc><w:p></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>")
    pieces = re.split(r"(?=<)", xml)
    assert proved(proofs.PartProof("word/document.xml"), "".join(pieces[:cut]), "".join(pieces[cut:])) == xml.encode("utf-8")


LATER_FAULTS: dict[str, tuple[str, proofs.Printed]] = {
    "a tag left over": ("<w:p>{{ title }}</w:p>", ()),
    "half a tag in each stretch": ("{ title</w:p>", ()),
    "a bookmark that nobody set": ('<w:bookmarkStart w:id="2" w:name="b"/>', ()),
    "a value dropped": ("<w:t>một</w:t>", (Field("title", Text.of("hai")),)),
    "half a value dropped": ("<w:t>một</w:t>", (Field("title", Text((Run("một"), Run("hai", bold=True)))),)),
    "a value twice and another never": ("<w:t>một</w:t>", (Text.of("một"), Text.of("một"))),
    "values that changed places": ("<w:t>một</w:t><w:t>hai</w:t>", (Text.of("hai"), Text.of("một"))),
    "a value cut short": ("<w:t>một hai</w:t>", (Text.of("một"),)),
    "a value not escaped": ("<w:t>a</w:t><w:t>b</w:t>", (Text.of("a</w:t><w:t>b"),)),
    "an ampersand not escaped": ("<w:t>KH&ĐT</w:t>", (Text.of("KH&ĐT"),)),
    "a control character": ("<w:t>\x0b</w:t>", (Text.of("\x0b"),)),
    "a character that is none": ("<w:t>\uffff</w:t>", (Text.of("\uffff"),)),
    "half a pair of surrogates": ("<w:t>\ud800</w:t>", (Text.of("\ud800"),)),
}


@pytest.mark.parametrize("fault", LATER_FAULTS)
def test_a_fault_in_a_later_stretch_of_a_settled_part_is_found(fault: str) -> None:
    xml, printed = LATER_FAULTS[fault]
    proof = proofs.PartProof("word/document.xml", thorough=False)
    proof.take(part("").removesuffix("</w:body></w:document>") + "<w:p>{")
    with pytest.raises(proofs.ProofError):
        proved(proof, xml, printed=printed)


def test_a_sound_part_passes_and_comes_out_as_it_is() -> None:
    body = GOOD + "<w:tc><w:p/></w:tc>"
    assert prove(body) == part(body).encode("utf-8")


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


def settled(path: Path) -> bool:
    return all(program.settled for program in render.load(package.open_package(path), PlanPaper).programs.values())


def document(path: Path) -> str:
    return package.open_package(path).parts["word/document.xml"].data.decode("utf-8")


@pytest.mark.parametrize("name", ["ke-hoach.docx", "ke-hoach-11-cot.docx"])
def test_a_shipped_template_is_proved_sound_once_for_all_plans(name: str) -> None:
    assert settled(TEMPLATES / name)


def test_a_template_whose_halves_of_a_paragraph_stand_in_two_branches_is_proved_on_every_document(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{{ agency }}", "{{ title }}")
    xml = document(path)
    joint = xml[xml.index("{{ agency }}") + len("{{ agency }}") : xml.index("{{ title }}")]
    with_part(path, "word/document.xml", joint, "{% if parent %}</w:t></w:r></w:p><w:p><w:r><w:t>{% endif %}")
    assert not settled(path)
    assert words(made(source_plan(), path))


def test_a_cell_that_holds_nothing_but_a_loop_is_proved_on_every_document(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", ["X"])
    xml = document(path)
    cell = xml[xml.index("</w:tcPr>") + len("</w:tcPr>") : xml.index("</w:tc>")]
    with_part(path, "word/document.xml", cell, "{% for r in recipients %}<w:p><w:r><w:t>{{ r.text }}</w:t></w:r></w:p>{% endfor %}")
    assert not settled(path)
    assert words(made(source_plan(), path))
    with pytest.raises(OutputRefusedError):
        printed(path, changed(recipients=()))


def test_a_bookmark_of_the_template_that_a_loop_repeats_is_refused(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{%p for r in recipients %}", "{{ r.text }}", "{%p endfor %}")
    mark = '<w:bookmarkStart w:id="5" w:name="dau"/><w:bookmarkEnd w:id="5"/>'
    with_part(path, "word/document.xml", "{{ r.text }}</w:t></w:r>", "{{ r.text }}</w:t></w:r>" + mark)
    assert not settled(path)
    with pytest.raises(OutputRefusedError):
        printed(path, plan_paper(source_plan(), draft=1))


def test_two_rows_whose_bookmarks_would_carry_one_name_are_refused_however_far_down_they_stand(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{%p for r in recipients %}", "{{ r.text }}", "{%p endfor %}")
    keys = [f"recipient/{number}" for number in range(100)] + ["recipient/b-c", "recipient/b..c"]
    lines = tuple([RecipientLine(Field(key, Text.of(key)), EMPTY) for key in keys])
    assert printed(path, changed(recipients=lines[:-1]))
    with pytest.raises(OutputRefusedError):
        printed(path, changed(recipients=lines))


def test_nothing_but_a_name_a_loop_or_a_condition_becomes_code() -> None:
    tree = jinja2.Environment(autoescape=True).parse("{{ title.__class__|words('') }}")
    with pytest.raises(TypeError):
        program.written(tree)


@pytest.mark.parametrize("sign", ["'''", '"""', "\\", "{x}", "\\n", "\\'", "\u2028", "é\\", "%s"])
def test_signs_of_the_template_that_mean_something_in_a_program_come_out_as_they_are(sign: str, tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{{ title }}", "Chữ")
    with_part(path, "word/document.xml", "Chữ", f"Chữ{sign}|")
    path.write_bytes(render.render(render.load(package.open_package(path), PlanPaper), changed()))
    assert f"Chữ{sign}|" in document(path)


def test_many_empty_values_in_a_row_do_not_end_the_document(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "Đầu {% for r in recipients %}{{ r.end }}{% endfor %} cuối")
    silent = tuple(RecipientLine(Field(f"recipient/{at}", Text.of(f"R{at}")), EMPTY) for at in range(100))
    assert printed(path, changed(recipients=silent)) == "Đầu cuối"


def test_loops_nested_deeper_than_python_allows_are_refused(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", *["{%p for r in recipients %}"] * 30, "{{ title }}", *["{%p endfor %}"] * 30)
    with pytest.raises(InputRefusedError) as caught:
        render.load(package.open_package(path), PlanPaper)
    assert [problem.code for problem in caught.value.problems] == ["MAU-14"]


def test_a_template_with_a_bookmark_of_its_own_prints_a_long_list(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{%p for r in recipients %}", "{{ r.text }}", "{%p endfor %}", "{{ title }}")
    mark = '<w:bookmarkStart w:id="5" w:name="dau"/><w:bookmarkEnd w:id="5"/>'
    with_part(path, "word/document.xml", "{{ title }}</w:t></w:r>", "{{ title }}</w:t></w:r>" + mark)
    lines = tuple([RecipientLine(Field(f"recipient/{number}", Text.of(f"R{number}")), EMPTY) for number in range(100)])
    assert "R99" in printed(path, changed(recipients=lines))


def test_a_cell_left_without_a_paragraph_is_found_below_a_long_list(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{%p for r in recipients %}", "{{ r.text }}", "{%p endfor %}", ["X"])
    xml = document(path)
    cell = xml[xml.index("</w:tcPr>") + len("</w:tcPr>") : xml.index("</w:tc>")]
    with_part(path, "word/document.xml", cell, "{% for b in bases %}<w:p><w:r><w:t>{{ b.text }}</w:t></w:r></w:p>{% endfor %}")
    lines = tuple([RecipientLine(Field(f"recipient/{number}", Text.of(f"R{number}")), EMPTY) for number in range(100)])
    with pytest.raises(OutputRefusedError):
        printed(path, changed(recipients=lines, bases=()))
