"""Words in TCVN3, VNI and decomposed Unicode: recognised by font and letters, never where they are something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from generator.legacy_text import Evidence, Loss, Modern, Stretch, Writing, capitals_only, evidence, made_for, modern, successor
from generator.legacy_text.letters import TCVN3, VNI
from generator.legacy_text.syllables import is_syllable
from tests.old_letters import LETTERS, SENTENCES, decomposed, half_composed, kept_by_tcvn3, misordered, tcvn3, vni

MOTTO: Final = "Cộng hòa xã hội chủ nghĩa Việt Nam"
Encoder = Callable[[str], str]


def read(*paragraph: tuple[str, str], seen: Evidence | None = None) -> tuple[Modern, ...]:
    stretches = [Stretch(words, font) for words, font in paragraph]
    return modern(stretches, seen or evidence([stretches]))


def said(*paragraph: tuple[str, str], seen: Evidence | None = None) -> list[str]:
    return [one.words for one in read(*paragraph, seen=seen)]


def lost(*paragraph: tuple[str, str]) -> list[tuple[Loss, str]]:
    return [(one.loss, one.words) for stretch in read(*paragraph) for one in stretch.lost]


def cut(words: str, places: Sequence[int]) -> list[str]:
    ends = [0, *sorted(place % (len(words) + 1) for place in places), len(words)]
    return [words[first:last] for first, last in pairwise(ends)]


@cache
def whole_file(encode: Encoder, font: str) -> Evidence:
    return evidence([[Stretch(encode(line), font)] for line in SENTENCES])


FILES: Final = {
    (encode.__name__, font): (encode, font, whole_file(encode, font))
    for encode, font in (
        (tcvn3, ".VnTime"), (tcvn3, ".VnArial Narrow"), (tcvn3, "Times New Roman"), (tcvn3, ""), (vni, "VNI-Times"), (vni, "Arial"),
        (decomposed, "Arial"), (decomposed, ".VnTime"), (misordered, "Arial"), (half_composed, "VNI-Helve"),
    )
}  # fmt: skip
LINES: Final = st.sampled_from(SENTENCES)
PLACES: Final = st.lists(st.integers(0, 400), max_size=8)


def test_the_tables_hold_every_letter_of_the_alphabet() -> None:
    assert len(set(LETTERS)) == 134
    assert set(TCVN3.values()) == {*LETTERS[:67], *"ĂÂĐÊÔƠƯ"}
    assert {VNI[vni(letter)] for letter in LETTERS} == set(LETTERS)


@pytest.mark.parametrize(
    ("encode", "font"), [(tcvn3, ".VnTime"), (vni, "VNI-Times"), (decomposed, "Arial"), (misordered, ""), (half_composed, "")]
)
def test_every_letter_comes_back(encode: Encoder, font: str) -> None:
    expected = [kept_by_tcvn3(letter) if encode is tcvn3 else letter for letter in LETTERS]
    back = [said((encode(f"{MOTTO} được t{letter}"), font))[0].rpartition(" t")[2] for letter in LETTERS]
    assert back == expected


@given(st.sampled_from(sorted(FILES)), LINES, PLACES)
def test_a_sentence_comes_back_however_its_runs_are_cut(file: tuple[str, str], line: str, places: list[int]) -> None:
    encode, font, seen = FILES[file]
    parts = cut(encode(line), places)
    back = said(*((part, font) for part in parts), seen=seen)
    assert len(back) == len(parts)
    assert "".join(back) == (kept_by_tcvn3(line) if encode is tcvn3 else line)


@given(LINES, PLACES)
def test_a_font_of_capitals_gives_capitals(line: str, places: list[int]) -> None:
    seen = whole_file(tcvn3, ".VnTimeH")
    assert "".join(said(*((part, ".VnTimeH") for part in cut(tcvn3(line), places)), seen=seen)) == line.upper()


@given(st.sampled_from([".VnTime", ".VnTimeH", ".VnArial", "VNI-Times", "Times New Roman", ""]), LINES, PLACES)
def test_unicode_stays_to_the_letter_under_any_font(font: str, line: str, places: list[int]) -> None:
    paragraph = [(part, font) for part in cut(line, places)]
    assert said(*paragraph) == [part for part, _ in paragraph]
    assert said(*paragraph, seen=whole_file(str, font)) == [part for part, _ in paragraph]


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from([".VnTime", ".VnTimeH", "VNI-Times", "Arial", ""])), max_size=6))
def test_nothing_breaks_it_and_stretches_stay_as_many(paragraph: list[tuple[str, str]]) -> None:
    assert len(read(*paragraph)) == len(paragraph)


@given(LINES, LINES, LINES)
def test_three_encodings_stand_in_one_file(first: str, second: str, third: str) -> None:
    lines = [*((tcvn3(line), ".VnTime") for line in SENTENCES), *((vni(line), "VNI-Times") for line in SENTENCES)]
    seen = evidence([[Stretch(*line)] for line in [*lines, *((line, "Arial") for line in SENTENCES)]])
    assert said((tcvn3(first), ".VnTime"), (" ", "Arial"), (vni(second), "VNI-Times"), (third, "Arial"), seen=seen) == [
        kept_by_tcvn3(first),
        " ",
        second,
        third,
    ]


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("Céng hßa X· héi chñ nghÜa ViÖt Nam", "Cộng hòa Xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("B¸o c¸o tµi chÝnh quý II n¨m 2026", "Báo cáo tài chính quý II năm 2026"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", MOTTO),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("ñöôïc giao nhieäm vuï, ngöôøi khai, ñaêng kyù", "được giao nhiệm vụ, người khai, đăng ký"),
        ("HOÄI ÑOÀNG NHAÂN DAÂN", "HỘI ĐỒNG NHÂN DÂN"),
    ],
)
def test_known_garbled_words_are_read_without_a_font(garbled: str, meant: str) -> None:
    assert said((garbled, "Calibri")) == [meant]


@pytest.mark.parametrize(
    "words",
    [
        "Le café « crème » coûte trop cher à Paris, où l'été est chaud",
        "naïve façade résumé thé pâté bébé né Où sont où",
        "Müller größe für Öl, año niño São Paulo",
        "© 2024 ® 10 µm ±5 5×3 ½ n° 5 § 12 ¾ 20 °C «a» · ¶ ª",
        "L, sø., ma., ti., on., to., fr., lø.",
        "04/QĐ-UBND",
        "Windows® 11, ISO 9001:2015, https://example.org/?a=1&b=%20",
        "Kế hoạch số 15/KH-SKHCN ngày 02/01/2025",
        "cá nhân, cô giáo, tôi và anh",
        "",
    ],
)
def test_nothing_else_is_taken_for_old_letters(words: str) -> None:
    assert said((words, "Times New Roman")) == [words]
    seen = evidence(
        [*([Stretch(tcvn3(line), ".VnTime")] for line in SENTENCES), *([Stretch(vni(line), "VNI-Times")] for line in SENTENCES)]
    )
    assert said((words, "Times New Roman"), seen=seen) == [words]


@pytest.mark.parametrize("language", ["fr", "de", "es", "pt", "it", "sv", "da", "nb", "is", "hu", "tr", "et"])
def test_names_in_other_languages_stay(language: str) -> None:
    locale = Locale(language)
    names = [*locale.territories.values(), *locale.languages.values(), *locale.days["format"]["short"].values()]
    assert len(names) > 500
    lists = [", ".join(names[place : place + 8]) for place in range(0, len(names), 8)]
    assert [words for words in [*names, *lists] if said((words, "Arial")) != [words] and read((words, "Arial"))[0].writing is not
            Writing.DECOMPOSED] == []  # fmt: skip


def test_a_font_for_old_letters_alone_proves_nothing() -> None:
    assert said(("cá nhân", ".VnTime")) == ["cá nhân"]
    assert said(("plan A", ".VnTimeH")) == ["plan A"]
    assert said(("Ủy ban", ".VnTimeH"), (" cá nhân", ".VnTimeH")) == ["Ủy ban", " cá nhân"]


def test_words_that_could_be_either_are_read_as_the_others_in_their_font() -> None:
    assert said(("cá ", ".VnTime"), ("c©y", ".VnTime")) == ["cỏ ", "cây"]
    assert said(("cá ", ".VnTime"), ("cây của tôi", ".VnTime")) == ["cá ", "cây của tôi"]
    assert said(("cá", ".VnTime"), seen=whole_file(tcvn3, ".VnArial")) == ["cỏ"]


def test_letters_kept_as_those_of_a_symbol_font_are_read() -> None:
    private = "".join(chr(0xF000 + ord(letter)) for letter in "Céng")
    assert said((f"{private} hßa", ".VnTime")) == ["Cộng hòa"]


def test_a_letter_split_over_two_runs_is_whole_in_the_first() -> None:
    assert said(("vuï hoa", "VNI-Times"), ("ù", "VNI-Times")) == ["vụ hoá", ""]
    assert said(("nha", "Arial"), ("\u0302\u0301t", "Arial")) == ["nhấ", "t"]
    assert said(("nhê", "Arial"), ("\u0323", "Times New Roman")) == ["nhệ", ""]


def test_a_soft_hyphen_is_a_letter_only_beside_letters() -> None:
    assert said(("Céng hßa \u00ad \u00adu tiªn \u00ad¬ng", ".VnTime")) == ["Cộng hòa \u00ad ưu tiên ương"]


def test_zero_width_characters_are_left_alone() -> None:
    assert said(("của\u200b tôi", "")) == ["của\u200b tôi"]


def test_a_capital_that_tcvn3_could_not_keep_is_told_and_not_made_up() -> None:
    assert lost((tcvn3("Ủy ban nhân dân. Ý kiến của Ông Nguyễn Thị Ánh"), ".VnTime")) == [
        (Loss.CAPITAL, "ủy"),
        (Loss.CAPITAL, "ý"),
        (Loss.CAPITAL, "ánh"),
    ]
    assert (Loss.CAPITAL, "CộNG") in lost(("CéNG HßA x· héi", ".VnTime"))
    assert lost((tcvn3("Đảng ủy xã họp ở Hà Nội; cán bộ ủy quyền"), ".VnTime")) == []


def test_what_a_font_of_capitals_hid_is_told() -> None:
    assert lost((tcvn3("Quyết định"), ".VnTimeH")) == [(Loss.CASE, "QUYẾT ĐỊNH")]


def test_a_letter_that_is_gone_is_told() -> None:
    assert lost(("QuyÕt ®Þnh cña Bé trëng", ".VnTime")) == [(Loss.LETTER, "trởng")]


def test_a_sign_outside_of_the_table_is_told() -> None:
    assert (Loss.SIGN, "Å") in lost(("QuyÕt ®Þnh Å cña", ".VnTime"))
    assert (Loss.SIGN, "Ü") in lost(("Coäng hoøa Ü", "VNI-Times"))


def test_old_and_new_letters_in_one_run_are_told() -> None:
    assert lost(("của Bé tr\u00adëng ®Þnh", ".VnTime"))[0][0] is Loss.MIXED
    assert said(("của Bé ®Þnh", ".VnTime")) == ["của Bé ®Þnh"]


@pytest.mark.parametrize(
    ("font", "writing", "capitals", "today"),
    [
        (".VnTime", Writing.TCVN3, False, "Times New Roman"),
        (".VnTimeH", Writing.TCVN3, True, "Times New Roman"),
        (".VnTimeH Bold Italic", Writing.TCVN3, True, "Times New Roman"),
        (".vntimeh", Writing.TCVN3, True, "Times New Roman"),
        (".VnArial NarrowH", Writing.TCVN3, True, "Arial"),
        (".VnHelvetInsH", Writing.TCVN3, True, "Arial"),
        ("VNI-Times", Writing.VNI, False, "Times New Roman"),
        ("VNI-Helve-Condense", Writing.VNI, False, "Arial"),
        ("Times New Roman", None, False, "Times New Roman"),
        ("Vnnormal", None, False, "Times New Roman"),
        ("", None, False, "Times New Roman"),
    ],
)
def test_a_font_is_known_by_its_name(font: str, writing: Writing | None, *, capitals: bool, today: str) -> None:
    assert made_for(font) is writing
    assert capitals_only(font) is capitals
    assert successor(font) == today


def test_a_syllable_is_known() -> None:
    known = "nghiêng giếng gì quyền khuỷu thuở ngoằn oăng quốc ươm yêu Đắk huênh hoà hòa gìn nghĩa ừ"
    assert [word for word in known.split() if not is_syllable(word)] == ["Đắk"]
    others = "ngê cê gê ôtô một2 thất thât hoạch hoach QĐ zá áà strong"
    assert [word for word in others.split() if is_syllable(word)] == ["thất", "hoạch"]
