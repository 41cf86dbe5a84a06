"""The ground floor: words, numbers, dates, lengths."""

from __future__ import annotations

import sys
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import measure, periods, standard, vietnamese
from generator.fields import field_number
from generator.richtext import Run, Text
from generator.workbook.names import field_names


@given(st.decimals(min_value=0, max_value=999, places=3))
def test_a_decimal_printed_is_read_back(number: Decimal) -> None:
    printed = vietnamese.decimal(number)
    assert "." not in printed
    assert vietnamese.parse_decimal(printed) == number
    assert vietnamese.parse_decimal(printed.replace(",", ".")) == number


@pytest.mark.parametrize("words", ["", "1.234,5", "một", "1,2,3", "--1", "1e5", "1/2"])
def test_what_is_no_plain_number_is_not_read_as_one(words: str) -> None:
    assert vietnamese.parse_decimal(words) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_date_printed_either_way_is_read_back(day: date) -> None:
    assert vietnamese.parse_date(vietnamese.long_date(day)) == day
    assert vietnamese.parse_date(vietnamese.short_date(day)) == day


@given(st.integers(1, 99))
def test_a_roman_numeral_printed_is_read_back(number: int) -> None:
    assert vietnamese.from_roman(vietnamese.roman(number)) == number


@pytest.mark.parametrize("letters", ["", "IIII", "VX", "iv", "IC", "4"])
def test_what_is_no_roman_numeral_is_not_read_as_one(letters: str) -> None:
    assert vietnamese.from_roman(letters) is None


@given(st.text(), st.integers(2, 60))
def test_shortened_words_are_on_one_line_begin_as_they_were_and_are_never_longer(words: str, most: int) -> None:
    short = vietnamese.shortened(words, most)
    flat = " ".join(words.split())
    assert len(short) <= most
    assert short == flat or (short.endswith("…") and flat.startswith(short[:-1]))


def test_words_are_shortened_at_the_end_of_a_word() -> None:
    assert vietnamese.shortened("Kế hoạch khắc phục", 12) == "Kế hoạch…"
    assert vietnamese.shortened("Kế hoạch", 8) == "Kế hoạch"


@pytest.mark.parametrize(
    ("name", "small"),
    [
        ("CẢI CÁCH THỂ CHẾ", "Cải cách thể chế"),
        ("CẢI CÁCH TTHC VÀ CNTT", "Cải cách TTHC và CNTT"),
        ("Sở Khoa học", "Sở Khoa học"),
        ("", ""),
    ],
)
def test_a_name_in_capitals_gets_small_letters_and_keeps_its_abbreviations(name: str, small: str) -> None:
    assert vietnamese.sentence_case(name) == small


def test_marks_are_taken_off_letters_of_either_case() -> None:
    assert vietnamese.without_marks("Điểm đạt ở quý Ⅳ, ĐỦ") == "Diem dat o quy Ⅳ, DU"


@pytest.mark.parametrize("words", ["30/02/2025", "ngày 31 tháng 4 năm 2025", "2025", "13/13/2025", "mai"])
def test_a_day_that_does_not_exist_is_not_read(words: str) -> None:
    assert vietnamese.parse_date(words) is None


@pytest.mark.parametrize(
    ("day", "words"), [(date(2025, 2, 1), "01/02/2025"), (date(2025, 3, 10), "10/3/2025"), (date(2025, 12, 9), "09/12/2025")]
)
def test_zeros_stand_before_days_below_ten_and_months_one_and_two_only(day: date, words: str) -> None:
    assert vietnamese.short_date(day) == words


@given(st.text())
def test_cleaning_twice_changes_nothing(words: str) -> None:
    once = vietnamese.clean(words)
    assert vietnamese.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("\u200b\u00a0\ufeff\x00\x0b\r")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("đạt 85.06/100 điểm", "đạt 85,06/100 điểm"),
        ("đạt 1.9 điểm", "đạt 1,9 điểm"),
        ("tăng 12.5% so với", "tăng 12,5% so với"),
        ("đạt 91.651/100 điểm, tăng 0.125 điểm", "đạt 91,651/100 điểm, tăng 0,125 điểm"),
        ("tiêu chí 3.6 điểm cao", "tiêu chí 3.6 điểm cao"),
        ("các tiêu chí 1.1, 1.2 và 1.3 điểm còn thấp", "các tiêu chí 1.1, 1.2 và 1.3 điểm còn thấp"),
        ("theo 2.1 điểm a Kế hoạch", "theo 2.1 điểm a Kế hoạch"),
        ("tại 1.200 điểm bưu điện", "tại 1.200 điểm bưu điện"),
        ("mục 1.1.2 và 3.6 của phụ lục", "mục 1.1.2 và 3.6 của phụ lục"),
        ("ngày 13.12.2024", "ngày 13.12.2024"),
    ],
)
def test_only_scores_and_rates_in_a_sentence_get_a_comma(typed: str, printed: str) -> None:
    assert vietnamese.prose(typed) == printed


@pytest.mark.parametrize("code", ["0", "A", "1.1", "9" * 24, "9" * 5000])
def test_a_field_without_a_roman_numeral_is_called_as_it_is_written(code: str) -> None:
    assert field_number(code) == code
    assert field_number("14") == "XIV"
    assert field_names([(code, "Thể chế")]).entries[0].names == ("Thể chế",)


@given(st.text())
def test_a_text_is_cleaned_the_same_the_short_way_and_the_long(words: str) -> None:
    assert vietnamese.clean(words) == vietnamese.clean(f"{words}\u200b")


def test_no_letter_that_is_cleaned_away_is_taken_for_printable() -> None:
    printable = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert len(printable) > 100_000
    assert not any(found.search(printable) for found in (vietnamese._ODD_SPACES, vietnamese._LINE_ENDS, vietnamese._UNSEEN))


def test_roman_numbers() -> None:
    assert [vietnamese.roman(number) for number in (1, 4, 8, 9, 14, 40, 99)] == ["I", "IV", "VIII", "IX", "XIV", "XL", "XCIX"]


def test_a_near_name_is_found_and_a_far_one_is_not() -> None:
    assert vietnamese.nearest("giải phap", ["Giải pháp", "Chủ trì"]) == "Giải pháp"
    assert vietnamese.nearest("xyz", ["Giải pháp", "Chủ trì"]) is None


RUNS = st.lists(st.builds(Run, st.text(max_size=5), st.booleans(), st.booleans()), max_size=6)


@given(RUNS, RUNS)
def test_joined_text_keeps_every_letter_and_has_one_form(first: list[Run], second: list[Run]) -> None:
    text = Text.joined(first) + Text.joined(second)
    assert text.plain == "".join(run.text for run in first + second)
    assert text == Text.joined(first + second)
    assert all(run.text for run in text.runs)
    assert all((a.bold, a.italic) != (b.bold, b.italic) for a, b in zip(text.runs, text.runs[1:], strict=False))


@given(st.text(alphabet="AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY ", min_size=1, max_size=80).filter(str.strip))
def test_the_line_below_stays_between_a_third_and_a_half_of_the_longest_line(name: str) -> None:
    room = measure.mm(730)
    longest = max(measure.wrapped_widths(name, 12, room))
    assert longest <= room
    line = measure.line_below(name, 12, room)
    assert longest / 3 - 2 <= line <= longest / 2


def test_tone_marks_do_not_make_a_letter_wider_but_a_horn_does() -> None:
    assert measure.bold_width("ẾẬỘ", 14) == measure.bold_width("EAO", 14)
    assert measure.bold_width("ƯƠ", 14) > measure.bold_width("UO", 14)


LETTERINGS = [value for value in vars(standard).values() if isinstance(value, standard.Lettering)]
LIMITS = [value for value in vars(standard).values() if isinstance(value, standard.Limit)]


def test_every_size_and_length_we_use_lies_in_the_range_of_its_rule() -> None:
    assert len(LETTERINGS) > 15
    assert len(LIMITS) > 5
    assert all(letters.smallest <= letters.used <= letters.largest for letters in LETTERINGS)
    assert all(limit.least <= limit.used <= limit.most for limit in LIMITS)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("Q1", date(2024, 12, 15), date(2025, 3, 14)),
        ("H1", date(2024, 12, 15), date(2025, 6, 14)),
        ("Q2", date(2025, 3, 15), date(2025, 6, 14)),
        ("Q3", date(2025, 6, 15), date(2025, 9, 14)),
        ("9M", date(2024, 12, 15), date(2025, 9, 14)),
        ("Q4", date(2025, 9, 15), date(2025, 12, 14)),
        ("NAM", date(2024, 12, 15), date(2025, 12, 14)),
    ],
)
def test_the_windows_are_those_of_the_decree_on_reports(code: str, first: date, last: date) -> None:
    default = next(default for default in periods.DEFAULTS if default.code == code)
    window = periods.window(default, 2025)
    assert (window.first, window.last) == (first, last)
    assert window.units_due < window.department_due
