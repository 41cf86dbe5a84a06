"""An urging letter, written in Word, as the cells of a workbook: who owed what in which period, and that they were urged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from generator import vietnamese
from generator.anatomy import Part
from generator.errors import Place, Problem
from generator.past_papers.foot import recipients, signer
from generator.past_papers.imported import Imported, put
from generator.past_papers.letterhead import Head, agency_row
from generator.past_papers.plan_paper import of_signing
from generator.past_papers.report_frame import DAY, Frame, frame, period_cells, plan_facts, plan_words
from generator.past_papers.source import Grid, Source
from generator.past_papers.telling import leftovers, note, recall, reworded, told
from generator.past_papers.units import unit_rows
from generator.past_papers.wording import one_line, says_the_same
from generator.periods import of_year
from generator.workbook import BookRow, bare, blank_cells

_AS_ABOVE: Final = "nhu tren"
_SECOND: Final = re.compile(r".*\(lan (?:2|hai)\).*|.*\blan don doc thu hai\b.*", re.DOTALL)
_ADDRESSEE: Final = re.compile(r"(?:kính gửi)?\s*:?\s*(?:[-–+•]\s*)?(?P<name>.*?)\s*[;.,]?\s*", re.IGNORECASE | re.DOTALL)
_UNTIL: Final = re.compile(rf"Đến hết (?P<day>{DAY}), (?P<receiver>.+?) chưa nhận được báo cáo của các đơn vị sau:", re.DOTALL)
_DUTY: Final = re.compile(rf"báo cáo[^.;]*?\s(?:trước|chậm nhất(?: là| vào)?|xong trước)\s+(?:hết\s+)?(?P<day>{DAY})", re.DOTALL)
_RECEIVER: Final = "\ue000"
_DEADLINE: Final = "\ue001"
"""Places in a sentence of ours for what a letter may fill in freely: letters that no text has."""
_BY: Final = re.compile(rf"trước (?P<day>{DAY}|ngày\s+tháng\s+năm \d{{4}})")


@dataclass(slots=True)
class Late:
    """The units that are late, what the table says of each, and the deadline in it."""

    names: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    due: date | None = None


def letter_cells(source: Source, found: Head, file: str, year: int) -> Imported:
    """The cells of the plan, the period, the late units and that they were urged. A letter knows no criteria."""
    texts = [line.words for line in source.lines]
    told_frame = frame(found, texts, year, letter=True)
    cells = blank_cells(told_frame.action)
    late = _late(source)
    abbreviation, _, office = found.symbol.partition("-")
    units = _with_office(unit_rows(late.names, texts), office, texts)
    agency, signing = agency_row(found) | {"abbreviation": abbreviation, "code": abbreviation or "CQ"}, signer(source)
    sent = found.day or _told_day(texts)
    level = 2 if _SECOND.fullmatch(bare(" ".join(texts))) else 1
    due = late.due or _duty(texts)
    period_cells(cells, told_frame, found, due)
    put(cells, "agencies", [agency])
    put(cells, "units", units)
    put(cells, "recipients", [row for row in recipients(source) if bare(str(row["name"])) != _AS_ABOVE])
    source.pass_over(*(line for line in source.of(Part.RECIPIENT) if bare(line.words).strip(" -–;.") == _AS_ABOVE))
    put(cells, "signers", [signing] if signing and signing["name"] else [])
    if sent is not None:
        cells.lists["reminders"] = [{"period": told_frame.name, "unit": unit, "level": level, "sent": sent} for unit in late.names]
    facts = plan_facts(plan_words(texts, found.agency), found.agency)
    cells.facts.update({"assessed_year": told_frame.assessed, "action_year": told_frame.action, **facts})
    cells.facts.update({"agency": agency["code"], "signer": signing["name"] if signing else None})
    ours = _worded(told_frame, found.agency, facts, due, texts)
    source.pass_over(*(line for line in source.of(Part.BODY) if _is_own(line.words, ours)))
    problems = [*of_signing(file, signing), *_problems(file, found, told_frame, late, level), *_unsent(file, late, sent)]
    return Imported(cells, (*problems, *leftovers(source, file)), recall(source))


def _is_own(words: str, ours: list[str]) -> bool:
    """Whether the program would say the same; the day to answer by is free."""
    line = one_line(words)
    by = match["day"] if (match := _BY.search(line)) else ""
    return any(says_the_same(line, sentence.replace(_DEADLINE, by)) for sentence in ours)


def _worded(told_frame: Frame, agency: str, facts: BookRow, due: date | None, texts: list[str]) -> list[str]:
    """The sentences of the template, for each body that may be the receiver."""
    number, issued = facts.get("number"), facts.get("issue_date")
    cited = f"số {number}/{facts['symbol']} {vietnamese.long_date(issued)} " if number and isinstance(issued, date) else ""
    period, day = of_year(told_frame.code, told_frame.action), _told_day(texts)
    until = vietnamese.long_date(day) if day else ""
    before = vietnamese.long_date(due) if due else ""
    plan = f"Thực hiện Kế hoạch {cited}của {agency} về {facts.get('title', '')}"
    sentences = (
        f"{plan}, các phòng, đơn vị gửi báo cáo kết quả {period} về {_RECEIVER} trước {before}.",
        f"Đến hết {until}, {_RECEIVER} chưa nhận được báo cáo của các đơn vị sau:",
        f"Đề nghị các đơn vị có tên trên hoàn thành và gửi báo cáo về {_RECEIVER} trước {_DEADLINE} để tổng hợp",
        (
            f"Đây là lần đôn đốc thứ hai. Đề nghị các đơn vị có tên trên gửi báo cáo kèm văn bản giải trình lý do chậm về {_RECEIVER}"
            f" trước {_DEADLINE}; sau thời hạn này, {_RECEIVER} tổng hợp, báo cáo Lãnh đạo cơ quan xem xét"
        ),
    )
    return [words.replace(_RECEIVER, name) for words in sentences for name in (agency, "Văn phòng Sở", "Văn phòng")]


def _late(source: Source) -> Late:
    """The units in the table, else those it is addressed to."""
    lines = source.of(Part.ADDRESSEE_HEAD, Part.ADDRESSEE)
    addressed = [one_line(match["name"]) for line in lines if (match := _ADDRESSEE.fullmatch(line.words)) and match["name"]]
    source.take(*lines)
    found = Late()
    for grid in source.grids:
        if (columns := _columns(grid)) is not None:
            source.take(grid)
            _read(grid, columns, found)
    found.names += [name for name in addressed if name not in found.names and not _is_group(name, found.names)]
    return found


def _is_group(name: str, names: list[str]) -> bool:
    """«Các phòng, đơn vị có tên trong danh sách» stands for those in the table."""
    return bool(names) and bare(name).startswith(("cac ", "nhu "))


def _columns(grid: Grid) -> dict[str, int] | None:
    said = [bare(one_line(cell.text.plain)) for cell in grid.rows[0]]
    unit = next((index for index, words in enumerate(said) if "don vi" in words), None)
    due = next((index for index, words in enumerate(said) if re.match(r"(?:thoi )?han\b", words)), None)
    if unit is None or (due is None and not any(words.startswith("so ngay") for words in said)):
        return None
    return {"unit": unit} | ({} if due is None else {"due": due})


def _read(grid: Grid, columns: dict[str, int], found: Late) -> None:
    for row in grid.rows[1:]:
        cells = [one_line(cell.text.plain) for cell in row]
        if len(cells) > columns["unit"] and cells[columns["unit"]]:
            found.names.append(cells[columns["unit"]])
            found.said.append(", ".join(filter(None, cells)))
            day = cells[columns["due"]] if "due" in columns and len(cells) > columns["due"] else ""
            found.due = found.due or vietnamese.parse_date(day)


def _with_office(units: list[BookRow], office: str, texts: list[str]) -> list[BookRow]:
    """The office that writes the letter, by the end of its symbol."""
    named = next((row for row in unit_rows(["Văn phòng"], texts)), None)
    known = {bare(str(row[key])) for row in units for key in ("code", "name", "short_name")}
    if not office or named is None or {bare(office), bare(str(named["name"])), bare(str(named["short_name"] or named["name"]))} & known:
        return units
    return [named | {"code": office}, *units] if office == "VP" else units


def _told_day(texts: list[str]) -> date | None:
    match = next((match for words in texts if (match := _UNTIL.fullmatch(one_line(words)))), None)
    return vietnamese.parse_date(match["day"]) if match else None


def _duty(texts: list[str]) -> date | None:
    """The day before which the units had to report: the first such sentence tells it, later ones ask again."""
    found = (match for words in texts if "Kế hoạch" in words and (match := _DUTY.search(one_line(words))))
    match = next(found, None)
    return vietnamese.parse_date(match["day"]) if match else None


def _problems(file: str, found: Head, told_frame: Frame, late: Late, level: int) -> Iterator[Problem]:
    subject = f"V/v đôn đốc gửi báo cáo kết quả khắc phục hạn chế chỉ số CCHC {of_year(told_frame.code, told_frame.action)}"
    subject += " (lần 2)" if level > 1 else ""
    yield from reworded(file, "Trích yếu", found.title.plain, subject)
    if late.said:
        message = (
            f"Nội dung còn thiếu và số ngày chậm không có trang riêng trong sổ, phần mềm tính lại từ trang Tiêu chí: {'; '.join(late.said)}"
        )
        yield note(Place(file), "VB-32", message, "Ghi các tiêu chí của từng đơn vị vào trang Tiêu chí")


def _unsent(file: str, late: Late, sent: date | None) -> Iterator[Problem]:
    if sent is None and late.names:
        message = f"Công văn không in ngày, nên chưa ghi vào trang Đôn đốc: {'; '.join(late.names)}"
        yield told(Place(file), "VB-33", message, "Ghi ngày gửi công văn vào trang Đôn đốc")
