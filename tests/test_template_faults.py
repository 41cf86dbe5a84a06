"""Templates that a person broke in Word: each is refused with the tag, the paragraph and what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator import package, render
from generator.errors import InputRefusedError, Problem
from generator.papers import PlanPaper, plan_paper
from generator.workbook import read_plan_book
from tests.books import small_plan
from tests.papers import PLAN_TEMPLATE, made, template, with_part, words
from tests.source_plan import source_plan
from tests.test_sample import BOOK
from tests.tools import resaved


def refused(path: Path) -> list[Problem]:
    with pytest.raises(InputRefusedError) as caught:
        render.load(package.open_package(path), PlanPaper)
    return list(caught.value.problems)


BROKEN: dict[str, tuple[tuple[str | list[str], ...], str, str]] = {
    "unknown field": (("Tên: {{ titel }}",), "MAU-10", "{{ titel }}"),
    "unknown part of a row": (("{%p for b in bases %}", "{{ b.txt }}", "{%p endfor %}"), "MAU-10", "{{ b.txt }}"),
    "a list printed whole": (("{{ bases }}",), "MAU-10", "{{ bases }}"),
    "a loop over a text": (("{%p for c in title %}", "{{ c }}", "{%p endfor %}"), "MAU-10", "title"),
    "a filter": (("{{ title|upper }}",), "MAU-10", "{{ title|upper }}"),
    "a call": (("{{ title.plain() }}",), "MAU-10", "{{ title.plain() }}"),
    "a way out of the sandbox": (("{{ title.__class__ }}",), "MAU-10", "{{ title.__class__ }}"),
    "a sum": (("{{ 6*7 }}",), "MAU-10", "{{ 6*7 }}"),
    "an assignment": (("{%p set x = title %}",), "MAU-10", "{% set x = title %}"),
    "a tag without its end": (("{{ title",), "MAU-04", "{{ title"),
    "a tag without its start": (("title }}",), "MAU-04", "title }}"),
    "one brace missing": (("{{ title }",), "MAU-04", "{{ title }"),
    "a tag inside a tag": (("{{ {{ title }} }}",), "MAU-04", "{{ title"),
    "a comment mark": (("Điều {# 1",), "MAU-03", "{#"),
    "a tag that trims": (("{{- title }}",), "MAU-05", "{{- title }}"),
    "a tag of another kind": (("{{r title }}",), "MAU-05", "{{r title }}"),
    "words beside a paragraph tag": (("Bị mất {%p if parent %}", "x", "{%p endif %}"), "MAU-07", "{%p if parent %}"),
    "words beside a row tag": (
        (["Bị mất {%tr for g in groups %}", "{{ g.name }}", "{%tr endfor %}"],),
        "MAU-08",
        "{%tr for g in groups %}",
    ),
    "a loop begun and ended in one row": ((["{%tr for g in groups %}{%tr endfor %}"],), "MAU-08", "{%tr for g in groups %}"),
    "a loop without its end": (("{%p for b in bases %}", "{{ b.text }}"), "MAU-11", "endfor"),
    "the row of a loop where the list is empty": (
        ("{%p for b in bases %}", "{{ b.text }}", "{%p else %}", "{{ b.text }}", "{%p endfor %}"),
        "MAU-10",
        "{{ b.text }}",
    ),
    "a loop that has no turn where the list is empty": (
        ("{%p for b in bases %}", "x", "{%p else %}", "{%p if loop.first %}", "y", "{%p endif %}", "{%p endfor %}"),
        "MAU-10",
        "{% if loop.first %}",
    ),
    "brackets in brackets": ((f"{{%p if {'(' * 300}title{')' * 300} %}}", "x", "{%p endif %}"), "MAU-16", "điều kiện"),
    "a condition without end": ((f"{{%p if {' and '.join(['title'] * 3000)} %}}", "x", "{%p endif %}"), "MAU-16", "điều kiện"),
    "an unknown tag": (("{%p forr b in bases %}",), "MAU-12", "{% forr b in bases %}"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_template_is_refused_with_the_tag_and_the_cure(fault: str, tmp_path: Path) -> None:
    lines, code, shown = BROKEN[fault]
    problems = refused(template(tmp_path / "mau.docx", *lines))
    assert code in {problem.code for problem in problems}
    named = next(problem for problem in problems if problem.code == code)
    assert shown in named.message
    assert named.place.file == "mau.docx"
    assert named.cure


def test_where_a_list_is_empty_a_name_means_what_it_means_outside_of_the_loop(tmp_path: Path) -> None:
    lines = ("{{ title }}", "{%p for title in bases %}", "{{ title.text }}", "{%p else %}", "Không có: {{ title }}", "{%p endfor %}")
    ready = render.load(package.open_package(template(tmp_path / "mau.docx", *lines)), PlanPaper)
    paper = plan_paper(source_plan(), draft=1)
    assert "Không có" not in words(render.render(ready, paper))
    assert f"Không có: {paper.title.text.plain}" in words(render.render(ready, replace(paper, bases=())))


def test_the_paragraph_of_an_unknown_field_is_shown(tmp_path: Path) -> None:
    (problem,) = refused(template(tmp_path / "mau.docx", "Đúng: {{ title }}", "Sai: {{ titel }} của Sở"))
    assert "Sai: {{ titel }} của Sở" in problem.place.paragraph
    assert "title" in problem.cure


def test_all_faults_of_a_template_are_told_at_once(tmp_path: Path) -> None:
    problems = refused(template(tmp_path / "mau.docx", "{{ titel }}", "{{ agenci }}", "{{ placee }}"))
    assert len(problems) == 3


@pytest.mark.parametrize("revision", ["ins", "del"])
def test_a_template_with_tracked_changes_is_refused(revision: str, tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "Chữ cũ {{ title }}")
    marked = f'<w:{revision} w:id="1" w:author="A" w:date="2025-01-01T00:00:00Z"/></w:p>'
    (problem,) = refused(with_part(path, "word/document.xml", "</w:p>", marked))
    assert problem.code == "MAU-02"
    assert "Chữ cũ" in problem.place.paragraph


@pytest.mark.parametrize("between", ["<w:r><w:tab/></w:r>", '<w:bookmarkStart w:id="5" w:name="x"/>'])
def test_a_tag_with_something_between_its_letters_is_refused(between: str, tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{{ title }}")
    halves = f'{{{{ ti</w:t></w:r>{between}<w:r><w:t xml:space="preserve">tle }}}}'
    (problem,) = refused(with_part(path, "word/document.xml", "{{ title }}", halves))
    assert problem.code == "MAU-06"


def test_a_tag_over_two_paragraphs_is_refused(tmp_path: Path) -> None:
    problems = refused(template(tmp_path / "mau.docx", "{{ ti", "tle }}"))
    assert [problem.code for problem in problems] == ["MAU-04", "MAU-04"]


def test_a_tag_in_the_document_properties_is_refused(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{{ title }}")
    (problem,) = refused(with_part(path, "docProps/app.xml", "Microsoft Office Word", "{{ title }}"))
    assert problem.code == "MAU-13"


def test_a_tag_split_over_runs_by_word_is_joined(tmp_path: Path) -> None:
    path = template(tmp_path / "mau.docx", "{{ title }}")
    halves = '{{ ti</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">tle }}'
    with_part(path, "word/document.xml", "{{ title }}", halves)
    assert render.load(package.open_package(path), PlanPaper).programs


def test_a_template_that_leaves_out_the_signer_is_warned_about(tmp_path: Path) -> None:
    ready = render.load(package.open_package(template(tmp_path / "mau.docx", "{{ title }}")), PlanPaper)
    assert {"MAU-20"} == {problem.code for problem in ready.problems}
    assert any("signer" in problem.message for problem in ready.problems)


def test_a_warning_names_the_template_that_was_used_and_not_an_equal_one_used_before(tmp_path: Path) -> None:
    first = template(tmp_path / "mau.docx", "{{ title }}")
    for path in (first, first.rename(tmp_path / "mau-moi.docx")):
        path.write_bytes((tmp_path / "mau-moi.docx").read_bytes())
        problems = render.load(package.open_package(path), PlanPaper).problems
        assert {problem.place.file for problem in problems} == {path.name}


def test_the_shipped_template_leaves_nothing_out() -> None:
    assert render.load(package.open_package(PLAN_TEMPLATE), PlanPaper).problems == ()


def test_quotation_marks_that_word_made_round_still_compare(tmp_path: Path) -> None:
    lines = ("{%p for p in body %}", "{%p if p.kind == “bullet” %}", "- {{ p.text }}", "{%p endif %}", "{%p endfor %}")
    path = template(tmp_path / "mau.docx", *lines)
    assert words(made(small_plan(), path)) == "- Khắc phục hạn chế"


def test_a_template_saved_by_libreoffice_prints_the_same_words(tmp_path: Path) -> None:
    plan = read_plan_book(BOOK).plan
    assert words(made(plan, resaved(PLAN_TEMPLATE, tmp_path))) == words(made(plan))
