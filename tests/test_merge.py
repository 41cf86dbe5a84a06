"""The three-way merge by its laws: on contents made by chance, and on drafts of generated plans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.carrying import carried, redressed
from generator.edits.citing import cited
from generator.fields import STATUTES, by_key, citation
from generator.merge import ORDER, Conflict, Content, Merged, Side, merge
from generator.papers import plan_paper
from generator.plan import Plan
from generator.readback import tidy
from generator.richtext import Run, Text
from tests.plans import plans

WORDS = ("một", "hai", "Ba", "bốn 1,5", "năm", "sáu.")
ROWS = tuple(f"body/{name}" for name in "abcdef")


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """A few fields that stand alone, and two lists of rows with one or two fields each."""
    words = st.sampled_from(WORDS).map(Text.of)
    texts = draw(st.dictionaries(st.sampled_from(("title", "closing", "place")), words, min_size=3, max_size=3))
    orders: dict[str, tuple[str, ...]] = {}
    for name, rows in (("body", ROWS), ("criterion", tuple(f"criterion/{number}" for number in "123"))):
        order = tuple(draw(st.lists(st.sampled_from(rows), unique=True)))
        for row in order:
            keys = (row,) if name == "body" else (f"{row}/name", f"{row}/remedy")
            texts |= {key: draw(words) for key in keys}
        orders |= {name: order} if order else {}
    return Content(texts, orders)


def same(merged: Merged, wanted: Content) -> bool:
    return (dict(merged.content.texts), dict(merged.content.orders), merged.conflicts) == (dict(wanted.texts), dict(wanted.orders), ())


@given(contents(), contents())
def test_what_the_workbook_left_alone_is_as_in_the_edited_file(base: Content, theirs: Content) -> None:
    assert same(merge(base, base, theirs), theirs)


@given(contents(), contents())
def test_what_the_edited_file_left_alone_is_as_in_the_workbook(base: Content, mine: Content) -> None:
    assert same(merge(base, mine, base), mine)


@given(contents(), contents())
def test_what_both_changed_alike_is_so_without_a_question(base: Content, both: Content) -> None:
    assert same(merge(base, both, both), both)


@given(contents(), contents(), contents())
def test_no_edit_is_dropped(base: Content, mine: Content, theirs: Content) -> None:
    """Every field that a side changed says what that side says, or what the other says and a conflict tells of it."""
    merged = merge(base, mine, theirs)
    asked = {conflict.key for conflict in merged.conflicts}
    for side in (mine, theirs):
        for key, text in side.texts.items():
            row = key if key.count("/") < 2 else key.rpartition("/")[0]
            if base.texts.get(key) != text and merged.content.texts.get(key) != text:
                assert key in asked or row in asked


@given(contents(), contents(), contents())
def test_every_answer_settles_its_conflict(base: Content, mine: Content, theirs: Content) -> None:
    asked = {conflict.key for conflict in merge(base, mine, theirs).conflicts}
    for side in Side:
        settled = merge(base, mine, theirs, dict.fromkeys(asked, side))
        assert settled.conflicts == ()
        for key in asked:
            if not key.startswith(ORDER) and key in mine.texts and key in theirs.texts:
                assert settled.content.texts[key] == (mine if side is Side.MINE else theirs).texts[key]


@given(contents(), contents(), contents())
def test_rows_of_both_sides_stand_once_each(base: Content, mine: Content, theirs: Content) -> None:
    merged = merge(base, mine, theirs).content
    for rows in merged.orders.values():
        assert len(rows) == len(set(rows))
    assert merged.rows() >= (mine.rows() | theirs.rows()) - base.rows()


def test_a_row_deleted_on_one_side_and_changed_on_the_other_is_asked_about() -> None:
    base = Content({"body/a": Text.of("cũ")}, {"body": ("body/a",)})
    mine = Content({"body/a": Text.of("mới")}, {"body": ("body/a",)})
    gone = Content({}, {})
    assert merge(base, mine, gone).conflicts == (Conflict("body/a", Text.of("cũ"), Text.of("mới"), None),)
    assert merge(base, mine, gone, {"body/a": Side.THEIRS}).content.rows() == set()
    assert merge(base, gone, mine).conflicts[0].mine is None


def test_two_orders_are_asked_about() -> None:
    def ordered(*rows: str) -> Content:
        return Content({f"body/{row}": Text.of(row) for row in rows}, {"body": tuple(f"body/{row}" for row in rows)})

    found = merge(ordered("a", "b", "c"), ordered("b", "a", "c"), ordered("a", "c", "b"))
    assert [conflict.key for conflict in found.conflicts] == ["order/body"]
    assert found.content.orders["body"] == ("body/b", "body/a", "body/c")


@given(plans(max_criteria=5), plans(max_criteria=5))
def test_the_laws_hold_for_what_plans_print(one: Plan, other: Plan) -> None:
    base, changed = printed(one), printed(other)
    assert same(merge(base, base, changed), changed)
    assert same(merge(base, changed, base), changed)
    assert same(merge(base, changed, changed), changed)


def printed(plan: Plan) -> Content:
    texts = by_key(plan_paper(plan, draft=1))
    rows = dict.fromkeys("/".join(key.split("/")[:2]) for key in texts if "/" in key)
    names = dict.fromkeys(row.partition("/")[0] for row in rows)
    return Content(texts, {name: tuple(row for row in rows if row.startswith(f"{name}/")) for name in names})


# Words carried over an edit

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.booleans(), st.booleans()), max_size=5).map(
    lambda runs: Text.joined(Run(f"{words} ", bold, italic) for words, bold, italic in runs)
)


@given(texts, texts)
def test_words_that_nobody_touched_are_as_they_were_typed(original: Text, edited: Text) -> None:
    capitals = original.map(str.upper)
    assert carried(original, capitals, capitals).plain == original.plain
    assert carried(original, original, edited) == edited
    assert carried(original, capitals, edited).plain.upper() == edited.plain.upper()


@given(texts, texts)
def test_bold_and_italic_come_back_to_the_words_that_had_them(dressed: Text, other: Text) -> None:
    assert redressed(dressed, dressed.plain) == dressed
    assert redressed(dressed, other.plain).plain == other.plain


@given(texts)
def test_tidying_twice_is_tidying_once(text: Text) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(plans())
def test_a_cited_document_read_from_its_line_prints_the_same_line(plan: Plan) -> None:
    for basis in plan.bases:
        line = citation(basis)
        assert citation(cited(line, basis, basis.id)) == line
        assert citation(cited(line, None, "moi")) == line


def test_a_decision_is_told_apart_into_its_parts() -> None:
    line = Text.of("Căn cứ Quyết định số 05/QĐ-UBND ngày 02/01/2025 của UBND tỉnh Hà Giang về việc công bố chỉ số")
    found = cited(line, None, "moi")
    assert (found.lead, found.kind, found.number) == ("Căn cứ", "Quyết định", "05/QĐ-UBND")
    assert (found.issuer, found.subject.plain) == ("UBND tỉnh Hà Giang", "về việc công bố chỉ số")
    assert found.issued is not None
    law = cited(Text.of("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"), None, "luat")
    assert law.kind.casefold() in STATUTES
    assert (law.subject.plain, law.issued is not None) == ("Tổ chức chính quyền địa phương", True)
