"""Results of the criteria of a report, by code: out of its annex first, then out of what its sentences add."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from generator import vietnamese
from generator.past_papers.annex import CriteriaTable, CriterionCells
from generator.past_papers.evidence_words import papers_in
from generator.past_papers.source import in_lines
from generator.past_papers.told_bullets import Bullet, is_unreported, progress_of, same, without_heir
from generator.past_papers.units import names_unit
from generator.past_papers.wording import cut, one_line
from generator.periods import NAMES, PeriodCode
from generator.results import CauseKind, row_id
from generator.richtext import EMPTY, Text
from generator.workbook import BookRow, bare

_N: Final = r"\d+(?:[.,]\d+)?"
_RATE: Final = re.compile(rf"\s*\((?P<numerator>-?{_N})/(?P<denominator>{_N}), đạt -?{_N}%\)\s*$")
_OVERDUE: Final = re.compile(r"[\n\s;,]*\(?quá hạn\)?\s*", re.IGNORECASE)
_GAP: Final = re.compile(r"(?:\[CẦN BỔ SUNG: [^\n]*\](?:\n|$))+")
_NOTE: Final = re.compile(r"(?P<unit>[^:\n;.]{3,80}):\s+(?=\S)")
_DASHES: Final = frozenset({"-", "–", "—"})


@dataclass(slots=True)
class Reported:
    """Rows of the sheets of results for one period; `names` are the units that the report names."""

    code: PeriodCode
    names: list[str] = field(default_factory=list)
    rows: dict[str, BookRow] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    """Every criterion of the annex, reported on or not."""
    evidence: list[BookRow] = field(default_factory=list)
    notes: list[BookRow] = field(default_factory=list)
    heirs: dict[str, str] = field(default_factory=dict)
    """The present name of a unit by the name that the plan has."""
    unread: list[tuple[str, str, str]] = field(default_factory=list)
    leads: dict[str, str] = field(default_factory=dict)
    """The lead unit of each criterion."""
    surveyed: set[str] = field(default_factory=set)
    """Criteria that print no expected score: a survey scores them."""

    @property
    def period(self) -> str:
        """The period as the workbook names it."""
        return NAMES[self.code]

    def take_table(self, table: CriteriaTable) -> None:
        """Take the columns of results off the rows: what is left are the columns of a plan."""
        for row in table.rows:
            self._lead(row)
        for row in table.rows:
            self.codes.append(row.code)
            self._result(row)
            self.evidence += [{"criterion": row.code, **paper} for paper in papers_in(row.cells.pop("evidence", EMPTY).plain)]
            self._notes(row)

    def tell(self, bullet: Bullet, key: str, kind: CauseKind | None = None) -> bool:
        """Put the words of a bullet into the rows of its criteria; False when they have no row, or other words already."""
        rows = [self.rows[code] for code in bullet.codes if code in self.rows]
        if len(rows) < len(bullet.codes) or any(row.get(key) and not same(_text(row[key]), bullet.words) for row in rows):
            return False
        if key == "cause" and any(row.get("cause") and row.get("cause_kind") != kind for row in rows):
            return False
        for row in rows:
            row[key] = row.get(key) or bullet.words
            if key == "cause":
                row["cause_kind"] = kind
        self.name_units(bullet)
        return True

    def name_units(self, bullet: Bullet) -> None:
        """The unit in the brackets reported; of several, each on its own criterion."""
        self.names += [unit for unit in bullet.units if unit not in self.names]
        units = bullet.units * len(bullet.codes) if len(bullet.units) == 1 else bullet.units
        if len(units) == len(bullet.codes):
            for code, unit in zip(bullet.codes, units, strict=True):
                if code in self.rows:
                    self.rows[code].setdefault("unit", unit)

    def finished(self) -> None:
        """Where no bracket names a unit, the lead unit reported."""
        for code, row in self.rows.items():
            row.setdefault("unit", self.leads.get(code, ""))
        for paper in self.evidence:
            code = str(paper["criterion"])
            paper.setdefault("unit", self.rows.get(code, {}).get("unit") or self.leads.get(code, ""))
        for paper in (*self.evidence, *self.notes):
            paper["period"] = self.period
        self._number_papers()

    def _number_papers(self) -> None:
        """Papers of one criterion keep their order, by which they are printed."""
        counts: Counter[str] = Counter(str(paper["criterion"]) for paper in self.evidence)
        seen: Counter[str] = Counter()
        for paper in self.evidence:
            code = str(paper["criterion"])
            seen[code] += 1
            paper["id"] = row_id(self.code, code, f"{seen[code]:0{len(str(counts[code]))}d}")

    def _lead(self, row: CriterionCells) -> None:
        words = row.cells.get("lead", EMPTY)
        name, heir = without_heir(words.plain)
        if heir:
            row.cells["lead"] = Text.of(name)
            self.heirs[name] = heir
        leads = [unit for unit in map(one_line, re.split(r"[;\n]", name)) if unit]
        self.leads[row.code] = leads[0] if leads else ""
        self.names += [unit for unit in leads if unit not in self.names]

    def _result(self, row: CriterionCells) -> None:
        done, cells = row.cells.pop("done", EMPTY), row.cells
        state = _OVERDUE.sub("", cells.pop("progress", EMPTY).plain).strip()
        expected = one_line(cells.pop("expected", EMPTY).plain)
        if expected in _DASHES:
            self.surveyed.add(row.code)
            expected = ""
        if match := _GAP.match(done.plain):
            done = cut(done, match.end(), len(done.plain))
        if is_unreported(state) or (not state and not done):
            self._kept(row.code, "Kết quả thực hiện", done.plain)
            return
        progress = progress_of(state)
        if progress is None:
            self.unread.append((row.code, "Mức độ", state))
        self.rows[row.code] = {
            "period": self.period,
            "criterion": row.code,
            "progress": progress,
            **_done(done),
            "expected": self._expected(row, expected),
            "internal_note": f"Mức độ trong văn bản gốc: {state}" if progress is None and state else "",
        }

    def _expected(self, row: CriterionCells, words: str) -> Decimal | None:
        """An estimate that only repeats the old score is none."""
        number = vietnamese.parse_decimal(words) if words else None
        if words and number is None:
            self.unread.append((row.code, "Điểm dự kiến", words))
        old = vietnamese.parse_decimal(one_line(row.cells.get("score", EMPTY).plain))
        return None if number == old else number

    def _kept(self, code: str, what: str, words: str) -> None:
        if words:
            self.unread.append((code, what, words))

    def _notes(self, row: CriterionCells) -> None:
        """`Phòng A: …` lines are what supporting units add; the rest is the note of the plan."""
        rest: list[Text] = []
        for line in _lines(row.cells.get("note", EMPTY)):
            match = _NOTE.match(line.plain)
            if match and self._names_unit(match["unit"]):
                note = cut(line, match.end(), len(line.plain))
                self.notes.append({"criterion": row.code, "unit": one_line(match["unit"]), "note": note})
            else:
                rest.append(line)
        row.cells["note"] = in_lines(rest)
        units = [str(note["unit"]) for note in self.notes if note["criterion"] == row.code]
        if units:
            row.cells["support"] = in_lines([row.cells.get("support", EMPTY), *map(Text.of, dict.fromkeys(units))]).strip()

    def _names_unit(self, words: str) -> bool:
        said = bare(one_line(words))
        return said in {bare(name) for name in self.names} or names_unit(words)


def _done(words: Text) -> BookRow:
    match = _RATE.search(words.plain)
    if match is None:
        return {"done": words}
    return {
        "done": cut(words, 0, match.start()).strip(),
        "numerator": vietnamese.parse_decimal(match["numerator"]),
        "denominator": vietnamese.parse_decimal(match["denominator"]),
    }


def _lines(text: Text) -> Iterator[Text]:
    start = 0
    for match in re.finditer(r"\n|$", text.plain):
        if line := cut(text, start, match.start()):
            yield line
        start = match.end()


def _text(value: object) -> Text | str:
    return value if isinstance(value, Text | str) else ""


def with_list(evidence: list[BookRow], listed: Iterable[BookRow]) -> list[BookRow]:
    """The list of evidence, and the papers of the annex that are not on it: there they stand by number or title alone."""
    whole = list(listed)
    known = {(row["criterion"], bare(str(row[key]))) for row in whole for key in ("number", "title") if row.get(key)}
    return [*whole, *(row for row in evidence if (row["criterion"], bare(str(row.get("number") or row["title"]))) not in known)]
