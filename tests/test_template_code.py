"""Code of a template in any words that are data: printed as it stands, or refused with a sentence; never run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import package, pdf, render, vietnamese
from generator.cli import run
from generator.errors import GeneratorError
from generator.papers import Asking, LateUnit, PlanPaper, UrgingLetter, plan_paper, urging_letter
from generator.plan import Plan
from generator.results import Results
from generator.richtext import Text
from generator.standing import period_of
from generator.workbook import Cover, read_plan_book, read_register, register_path, typed_form, with_entry, write_plan_book
from generator.workbook.returned_forms import read_returned_form
from tests.books import saved
from tests.desks import Desk, desk_in, drafted_in
from tests.forms import PLAN, VP, period
from tests.papers import PLAN_TEMPLATE, TEMPLATES, words
from tests.people import cell
from tests.report_examples import made, printed, some_results
from tests.source_plan import source_plan
from tests.test_register import entry

RAN: Final = "1337"
"""What the code below comes to, when somebody runs it."""
CODES: Final = (
    "{{ 7*191 }}",
    "{{7*191}}",
    "{%p if 7*191 %}{{ 7*191 }}{%p endif %}",
    "{% for x in [7*191] %}{{ x }}{% endfor %}",
    "{%tr for x in [7*191] %}{{ x }}{%tr endfor %}",
    "{{r 7*191 }}",
    "{{p 7*191 }}",
    "{%- set x = 7*191 -%}{{- x -}}",
    "{# #}{{ 7*191 }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() or 7*191 }}",
    "{{ cycler.__init__.__globals__.os.popen('expr 7 \\* 191').read() }}",
    "${7*191}",
    "#{7*191}",
    "<%= 7*191 %>",
    "%{7*191}",
    "{7*191}",
    "{{",
    "}}",
    "{%",
    "{#",
    "#}",
    "{\u200b{ 7*191 }\u200b}",
    "{\n{ 7*191 }}",
    "｛｛ 7*191 ｝｝",
)
codes: Final = st.builds(
    "{}{}{}".format, st.sampled_from(("", "Việc ", "1. ")), st.sampled_from(CODES), st.sampled_from(("", " xong", "."))
)
_PERIODS: Final = ("Q1", "NAM")
_BOOK: Final = source_plan()
_TOLD: Final = some_results(_BOOK)
Field = tuple[str, str, int, str]
"""`plan` or `results`, the list (or `facts`), the row, the name of the field."""


def _fields() -> Iterator[Field]:
    """Every field of the records that holds words, in one row of each list."""
    for whole, records in (("plan", _BOOK), ("results", _TOLD)):
        for name, value in records:
            rows = value if isinstance(value, tuple) else (value,)
            for key, held in rows[0] if rows else ():
                if isinstance(held, Text) or type(held) is str:
                    yield whole, name, 0, key


FIELDS: Final = tuple(_fields())
IN_CELLS: Final = tuple(field for field in FIELDS if field[1:] != ("periods", 0, "id"))  # a period stands there by its name


def with_code(field: Field, code: str) -> tuple[Plan, Results]:
    """The records with code in one field, as no rule of a record would let it in."""
    whole, name, row, key = field
    records: Any = _BOOK if whole == "plan" else _TOLD
    value = getattr(records, name)
    rows = value if isinstance(value, tuple) else (value,)
    held = getattr(rows[row], key)
    new = rows[row].model_copy(update={key: Text.of(code) if isinstance(held, Text) else code})
    listed = (*rows[:row], new, *rows[row + 1 :])
    changed = records.model_copy(update={name: listed if isinstance(value, tuple) else new})
    return (changed, _TOLD) if whole == "plan" else (_BOOK, changed)


def papers(plan: Plan, results: Results) -> Iterator[bytes]:
    """Every paper that prints these records; one that is refused has a sentence."""
    letter = render.load(package.open_package(TEMPLATES / "cong-van-don-doc.docx"), UrgingLetter)
    ready = render.load(package.open_package(PLAN_TEMPLATE), PlanPaper)
    late = [LateUnit(unit.id, unit.name, "Báo cáo", 3) for unit in plan.units[:1]]
    asked = Asking(1, date(2025, 3, 20), None)
    makers: list[Callable[[], bytes]] = [
        lambda: render.render(ready, plan_paper(plan, draft=1)),
        lambda: render.render(letter, urging_letter(plan, period_of(plan, "Q1"), late, asked)),
        *(partial(_report, plan, results, code) for code in _PERIODS),
    ]
    for make in makers:
        try:
            yield make()
        except GeneratorError as error:
            is_clear(error)


def _report(plan: Plan, results: Results, code: str) -> bytes:
    return printed(made(plan, results, code))


def is_clear(error: GeneratorError) -> None:
    """A refusal says what is wrong and what to do."""
    assert error.problems
    assert all(problem.message and problem.cure for problem in error.problems)


def names_its_cell(error: GeneratorError) -> None:
    """And where in the workbook."""
    is_clear(error)
    assert all(problem.place.sheet for problem in error.problems)


def never_ran(data: bytes) -> None:
    said = words(data)
    assert RAN not in said
    assert "<class" not in said


def test_every_list_and_every_field_of_words_is_tried() -> None:
    assert {(whole, name) for whole, name, _, _ in FIELDS} >= {
        ("plan", name) for name in ("facts", "agencies", "units", "signers", "bases", "body", "fields", "criteria", "recipients", "periods")
    } | {("results", name) for name in ("results", "evidence", "notes", "submissions", "narrative")}
    assert len(FIELDS) > 80


@settings(max_examples=40)
@given(st.sampled_from(FIELDS), codes)
def test_code_in_any_field_of_the_records_is_printed_as_it_stands_or_refused(field: Field, code: str) -> None:
    for data in papers(*with_code(field, code)):
        never_ran(data)


@settings(max_examples=8)
@given(st.sampled_from(IN_CELLS), codes)
def test_code_in_any_cell_of_a_workbook_is_refused_with_its_cell_or_printed_as_it_stands(field: Field, code: str) -> None:
    with TemporaryDirectory() as folder:
        path = saved(Path(folder), write_plan_book(*with_code(field, code)))
        try:
            book = read_plan_book(path)
        except GeneratorError as error:
            names_its_cell(error)
            return
    clean = vietnamese.clean(code)
    assert not any(mark in clean for mark in ("{{", "}}", "{%", "%}", "{#", "#}")) or field[3] in {"id", "internal_note"}
    for data in papers(book.plan, book.results):
        never_ran(data)


@settings(max_examples=12)
@given(codes)
def test_code_in_a_form_that_a_unit_filled_in_is_refused_or_taken_as_it_stands(code: str) -> None:
    form = typed_form(PLAN, Results(), period(), VP)
    told = {name: code for name, field in form.fields.items() if name.endswith(("/done", "/proposal", "/title"))}
    told |= {name: "Đang thực hiện" for name in form.fields if name.endswith("/progress")}
    assert len(told) > 3
    with TemporaryDirectory() as folder:
        path = saved(Path(folder), form.filled(told), "bieu.xlsx")
        try:
            taken = read_returned_form(path, PLAN, Results(), period())
        except GeneratorError as error:
            names_its_cell(error)
            return
    assert all(row.done.plain == vietnamese.clean(code).lstrip("- ") for row in taken.results)


@pytest.mark.parametrize("code", CODES)
def test_code_in_a_row_of_the_register_stands_there_as_it_is(code: str, tmp_path: Path) -> None:
    path = register_path(tmp_path / "ke-hoach.xlsx", 2025)
    for number in (1, 2):
        path.write_bytes(with_entry(read_register(path), entry(number, subject=f"Về {code} xong"), Cover(code, code, 2025)))
    rows = read_register(path).rows
    assert [row.words["subject"] for row in rows] == [vietnamese.clean(f"Về {code} xong")] * 2


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    return desk_in(tmp_path)


TYPED: Final = (CODES[0], CODES[2], CODES[5], CODES[8], "${7*191}", "{#", "{\u200b{ 7*191 }\u200b}")
"""One of each kind: each takes a whole pull."""


@pytest.mark.parametrize("code", TYPED)
def test_code_typed_into_a_draft_is_refused_or_taken_as_it_stands_and_the_next_draft_says_it(
    code: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, draft = drafted_in(desk.book.parent)
    document = docx.Document(str(draft))
    cell(document, "1.7.2", 4, f"Sửa {code} xong")
    cell(document, "4.1.4", 4, "Việc khác")
    document.save(str(draft))
    before = desk.book.read_bytes()
    capsys.readouterr()
    assert run(["pull", str(desk.book), str(draft), "--out", str(desk.out), "--json"]) in {0, 1, 2}
    told = json.loads(capsys.readouterr().out)
    remedies = {row.code: row.remedy.plain for row in read_plan_book(desk.book).plan.criteria}
    if desk.book.read_bytes() != before:
        assert remedies["4.1.4"] == "Việc khác"
    if "Sửa" in remedies["1.7.2"]:
        assert remedies["1.7.2"] == vietnamese.clean(f"Sửa {code} xong")
    else:
        assert [row for row in told["refused"] if "1.7.2" in row["key"]] or told["problems"]
    never_ran(desk.draft().read_bytes())


@pytest.mark.parametrize("name", ["{{7*191}}", "{% raw %} {#", "${7*191}"])
def test_code_in_the_name_of_a_workbook_and_of_a_folder_is_a_name(name: str, desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / f"thư mục {name}"
    folder.mkdir()
    book = Path(shutil.copy(desk.book, folder / f"{name}.xlsx"))
    out = folder / f"ra {name}"
    commands: tuple[list[str], ...] = (
        ["plan", str(book)],
        ["report", str(book), "--period", "Q1", "--draft"],
        ["forms", str(book), "--period", "Q1"],
        ["remind", str(book), "--period", "Q1", "--on", "20/03/2025"],
    )
    for command in commands:
        assert run([*command, "--out", str(out), "--json"]) in {0, 1}, command
    made_files = {path.name for path in out.iterdir()}
    assert made_files == {
        f"{name}-{end}"
        for end in (
            "du-thao-1.docx", "bao-cao-Q1-du-thao-1.docx", "bao-cao-Q1-du-thao-1-so-lieu.xlsx", "bieu-Q1", "don-doc-Q1-lan-1.docx",
            "lich-su",
        )
    }  # fmt: skip
    for path in out.glob("*.docx"):
        never_ran(path.read_bytes())


@pytest.mark.parametrize("code", CODES[:9:4])
def test_code_in_a_paper_that_somebody_wrote_is_taken_over_as_words(code: str, tmp_path: Path, desk: Desk) -> None:
    desk, draft = drafted_in(desk.book.parent)
    document = docx.Document(str(draft))
    cell(document, "1.7.2", 4, f"Sửa {code} xong")
    document.save(str(tmp_path / "cu.docx"))
    new = tmp_path / "moi.xlsx"
    assert run(["new", str(new), "--from-docx", str(tmp_path / "cu.docx"), "--json"]) in {0, 1, 2}
    if new.exists():
        with pytest.raises(GeneratorError) as caught:
            read_plan_book(new)
        assert "BANG-22" in {problem.code for problem in caught.value.problems}


def test_code_in_the_words_of_a_check_is_a_remark(tmp_path: Path, desk: Desk) -> None:
    desk, draft = drafted_in(desk.book.parent)
    document = docx.Document(str(draft))
    for paragraph in document.paragraphs[:8]:
        paragraph.add_run(" {{ 7*191 }} ${7*191}")
    document.save(str(tmp_path / "la.docx"))
    assert run(["check", str(tmp_path / "la.docx"), "--annotate", "--fix", "--out", str(desk.out), "--json"]) in {0, 1}
    copies = list(desk.out.glob("la-*.docx"))
    assert copies
    for path in copies:
        parts = package.open_package(path).parts.values()
        assert not any(RAN.encode() in part.data for part in parts if part.name in {"word/document.xml", "word/comments.xml"})


@pytest.mark.parametrize("code", ["{{ 7*191 }}", "{% raw %}", "${7*191}"])
def test_code_in_a_reason_stands_in_the_register_and_the_metadata_as_it_is(code: str, desk: Desk) -> None:
    issued = desk.issue(desk.draft(), now=datetime(2025, 1, 10, 8, 0), waivers={"PH-37": f"lý do {code}"})  # noqa: DTZ001 - the same
    assert issued.files
    (row,) = read_register(desk.register).rows
    assert row.remark == f"bỏ qua PH-37: lý do {vietnamese.clean(code)}"
    (made_json,) = (desk.out / "phat-hanh").rglob("*.json")
    assert code in json.loads(made_json.read_text(encoding="utf-8"))["Description"] or code in made_json.read_text(encoding="utf-8")
