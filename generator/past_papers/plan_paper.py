"""A plan written in Word as the cells of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.errors import Place, Problem
from generator.fields import field_number
from generator.past_papers.annex import CriteriaTable, annex_title, criteria_table
from generator.past_papers.bases import bases
from generator.past_papers.body import Body, body
from generator.past_papers.criteria import Criteria, criteria
from generator.past_papers.facts import told_facts
from generator.past_papers.foot import recipients, signer
from generator.past_papers.imported import Imported, put
from generator.past_papers.letterhead import Head, agency_row
from generator.past_papers.source import Source
from generator.past_papers.telling import at, leftovers, note, quoted, recall, told
from generator.past_papers.units import kind_of, unit_rows
from generator.past_papers.wording import one_line, small_letters
from generator.records import AnnexProfile, BodyKind, Section, UnitKind
from generator.workbook import BookCells, BookRow, bare, blank_cells

_ELEVEN: Final = ("cause", "evidence")


def plan_cells(source: Source, found: Head, file: str, year: int) -> Imported:
    """The cells of a plan. What it does not say is blank, or as in a new workbook where that says nothing of its own."""
    texts = [line.words for line in source.lines]
    assessed = found.last_year or (found.year or year) - 1
    cells = blank_cells(assessed + 1)
    table = criteria_table(source)
    names = field_names(cells, table, texts)
    rows = criteria(table, names, assessed + 1) if table else Criteria()
    written = body(source)
    units = unit_rows([*rows.units, *_named_units(written)], texts)
    _give_units(written, units)
    agency, signing = agency_row(found), signer(source)
    put(cells, "agencies", [agency])
    put(cells, "bases", bases(source))
    put(cells, "body", written.rows)
    put(cells, "criteria", rows.rows)
    put(cells, "units", units)
    put(cells, "recipients", recipients(source))
    put(cells, "signers", [signing] if signing and signing["name"] else [])
    cells.facts.update(_facts(found, rows, table, texts))
    cells.facts["annex_title"] = annex_title(source)
    cells.facts["agency"] = agency["code"]
    cells.facts["signer"] = signing["name"] if signing else None
    problems = [*of_signing(file, signing), *criteria_problems(file, table, rows), *_renumbered(file, written), *leftovers(source, file)]
    return Imported(cells, tuple(problems), recall(source))


def _facts(found: Head, rows: Criteria, table: CriteriaTable | None, texts: list[str]) -> BookRow:
    eleven = table is not None and table.columns.has(*_ELEVEN)
    return {
        "title": found.title,
        "symbol": found.symbol,
        "number": found.number,
        "issue_date": found.day,
        "annex_profile": AnnexProfile.ELEVEN if eleven else AnnexProfile.EIGHT,
        "score_places": _places(rows.points),
        "print_draft_mark": "Có" if found.draft else "Không",
        **told_facts(texts),
    }


def _places(points: list[str]) -> int | None:
    """Decimals that every score has, when zeros at the end show that they are meant."""
    decimals = [words.replace(".", ",").partition(",")[2] for words in points]
    least = min(map(len, decimals), default=0)
    meant = any(digits.endswith("0") and len(digits) == least for digits in decimals)
    return least if least and meant else None


def field_names(cells: BookCells, table: CriteriaTable | None, texts: list[str]) -> dict[str, str]:
    """The names of the fields by number: the paper's own over the usual ones; the rows of their list are given them."""
    rows = cells.lists["fields"]
    usual = {bare(str(row["name"])): str(row["name"]) for row in rows}
    own = {number: usual.get(bare(name)) or small_letters(name, texts) for number, name in (table.fields if table else {}).items()}
    named = set(own.values())
    rows[:] = [row for row in rows if str(row["number"]) in own or row["name"] not in named]
    for row in rows:
        row["name"] = own.get(str(row["number"]), row["name"])
    known = {str(row["number"]) for row in rows}
    rows += [{"id": number, "number": number, "name": name} for number, name in own.items() if number not in known]
    return {str(row["number"]): str(row["name"]) for row in rows}


def _named_units(written: Body) -> Iterator[str]:
    """Units that the text gives a part of its own."""
    for row in written.rows:
        words = str(row["text"])
        if row["kind"] is BodyKind.SUBHEADING and row["section"] is Section.ORGANISATION and kind_of(words) is not UnitKind.SERVICE:
            yield words.removesuffix(" Sở") if kind_of(words) is UnitKind.OFFICE else words


def _give_units(written: Body, units: list[BookRow]) -> None:
    names = {bare(str(row[key])): str(row["short_name"] or row["name"]) for row in units for key in ("name", "short_name") if row[key]}
    for row in written.rows:
        if row["kind"] is BodyKind.SUBHEADING and (name := names.get(bare(str(row["text"])))):
            row["unit"] = name


def of_signing(file: str, signing: BookRow | None) -> Iterator[Problem]:
    """A position without a name."""
    if signing and not signing["name"]:
        words = str(signing["position"])
        cure = "Ghi người ký vào trang Người ký"
        yield note(at(file, words), "VB-05", f"Chỗ ký có chức vụ “{words}” mà không có họ tên", cure)


def criteria_problems(file: str, table: CriteriaTable | None, rows: Criteria) -> Iterator[Problem]:
    """What of the table of criteria was not understood."""
    if table is None:
        message = "Không thấy bảng tiêu chí có cột tên tiêu chí và điểm tối đa"
        yield told(Place(file), "VB-06", message, "Ghi các tiêu chí vào trang Tiêu chí, hoặc lấy từ bảng điểm bằng --from-scores")
        return
    for name, number in table.renumbered:
        message = f"Lĩnh vực “{quoted(name)}” sẽ in với số {field_number(number)}, theo mã của các tiêu chí"
        yield note(at(file, name), "VB-13", message, "Chỉ cần biết; đổi số ở trang Danh mục nếu chưa đúng")
    for code, what, words in rows.unread:
        message = f"Tiêu chí {code}: không hiểu ô {what} “{quoted(words)}”, đã chép vào ghi chú nội bộ"
        yield told(at(file, words), "VB-07", message, "Sửa ô này ở trang Tiêu chí")
    for code, heading, words in table.odd:
        message = f"Tiêu chí {code}: cột “{one_line(heading)}” không có trong sổ, ô này ghi “{one_line(words)}”"
        yield told(at(file, words), "VB-08", message, "Tự ghi vào sổ nếu cần")
    for row in table.rows:
        if not row.code:
            name = row.cells["name"].plain
            yield told(at(file, name), "VB-09", f"Dòng “{quoted(name)}” không có mã tiêu chí", "Ghi mã tiêu chí theo bộ tiêu chí của năm")
    yield from _totals(file, table, rows)


def _totals(file: str, table: CriteriaTable, rows: Criteria) -> Iterator[Problem]:
    """The sums that the paper prints against the sums of its rows."""
    for key, what in (("maximum", "điểm tối đa"), ("score", "điểm đạt")):
        said = vietnamese.parse_decimal(table.totals[key].plain.strip()) if key in table.totals else None
        whole = sum((number for row in rows.rows if isinstance(number := row[key], Decimal)), Decimal(0))
        if said is not None and said != whole:
            message = f"Tổng {what} trong văn bản là {vietnamese.decimal(said)}, cộng các dòng được {vietnamese.decimal(whole)}"
            yield told(Place(file), "VB-10", message, "Xem lại điểm của từng tiêu chí")


def _renumbered(file: str, written: Body) -> Iterator[Problem]:
    """Numbers and dashes that printing will change: the template counts them."""
    for words, printed in written.renumbered:
        message = f"Mục “{quoted(words)}” sẽ in với “{printed}” ở đầu, vì mẫu tự đánh số và gạch đầu dòng"
        yield note(at(file, words), "VB-11", message, "Chỉ cần biết; sửa thứ tự ở trang Nội dung nếu chưa đúng")
    for words in written.joined:
        message = f"Dòng “{quoted(words)}” được nối vào câu ở đoạn trên"
        yield note(at(file, words), "VB-12", message, "Tách lại ở trang Nội dung nếu là hai đoạn")
