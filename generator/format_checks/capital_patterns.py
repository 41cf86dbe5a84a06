"""Capitals that a pattern alone can judge: sentences, cited clauses, places and days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.errors import Severity
from generator.format_checks.judged_text import LOWER, PROSE, UPPER, Judged, Slip, sentence_ends

# VH-01: sentences.

_SENTENCE: Final = re.compile(rf"(?<![\w./@-])(\w{{2,}}|năm \d{{4}}|\d+%|\))[.?!] +({LOWER}[^\s\ufffc]+)")
_VOWELS: Final = re.compile(r"[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")
_ABBREVIATIONS: Final = frozenset({"co", "inc", "no", "etc", "tel", "fax", "email", "mobile", "art", "vol", "approx", "thay", "hoa", "ba"})
"""Words with a vowel that a full stop may shorten; those without any are known by that."""
_NO_SENTENCE_WORD: Final = re.compile(rf"{UPPER}|[@/\d)]|\.\w")
_LIST_MARK: Final = re.compile(r"^\s*(?:[-–—+*•·]+\s*|\(?(?:\d+(?:\.\d+)*|[a-zđ]\d?|[ivx]+)[.)]\s*)*", re.IGNORECASE)
_OPENS_SMALL: Final = re.compile(rf"({LOWER}{{2,}})(?=[ ,.;:?!)]|$)")
_LIST_GOES_ON: Final = (":", ";", ",")


def sentences(text: Judged) -> Iterator[Slip]:
    """A small letter behind a full stop, or at the beginning of a paragraph behind a whole sentence (PL II.I)."""
    for match in _SENTENCE.finditer(text.words):
        word = match[1].lower()
        shortened = match[1].isupper() or word in _ABBREVIATIONS or (word.isalpha() and not _VOWELS.search(word))
        if not shortened and not _NO_SENTENCE_WORD.search(match[2]):
            yield _capital(text, match.start(2), match.end(2))
    yield from _paragraph_start(text)


def _paragraph_start(text: Judged) -> Iterator[Slip]:
    """A paragraph that goes on with a broken sentence is no fault of capitals; an entry of a list behind `:` or `;` is but noted."""
    if text.piece.part not in PROSE or text.piece.start or text.piece.paragraph.label:
        return
    mark = _LIST_MARK.match(text.words)
    match = _OPENS_SMALL.match(text.words, mark.end() if mark else 0)
    if match and sentence_ends(text.before):
        yield _capital(text, match.start(1), match.end(1))
    elif match and text.before.endswith(_LIST_GOES_ON):
        slip = _capital(text, match.start(1), match.end(1))
        yield Slip(slip.found, slip.wanted, Severity.NOTE)


def _capital(text: Judged, start: int, end: int) -> Slip:
    word = text.shown[start:end].rstrip(",.;:?!)")
    return Slip(word, word[:1].upper() + word[1:])


# VH-19: clauses of a cited text.

_SMALL_CLAUSE: Final = re.compile(
    r"(?<!\w)(?:Khoản \d{1,2}(?![\d.,]*\d)(?!\w|%)|Điểm (?:[a-eg-ik-vxyđ]|\d{1,2}(?= [Kk]hoản| Điều| Mục))(?!\w|[.)]))"
)
_ARTICLE: Final = re.compile(r"(?<!\w)điều \d{1,3}(?![\d.,]*\d)(?!\w|%)")
_PLURAL: Final = frozenset({"các", "những", "số", "một", "mỗi", "mấy", "từng", "hai", "ba", "bốn", "năm", "mười"})


def small_clauses(text: Judged) -> Iterator[Slip]:
    """`Khoản 2`, `Điểm a` inside a sentence: only phần to điều have a capital (PL II.V.7)."""
    for match in _SMALL_CLAUSE.finditer(text.words):
        if text.inside(match.start()):
            yield Slip(match[0], match[0][0].lower() + match[0][1:])


def articles(text: Judged) -> Iterator[Slip]:
    """`điều 5` inside a sentence; several at once (`các điều 5, 6`) and counts of articles are left."""
    for match in _ARTICLE.finditer(text.words):
        previous = text.previous_word(match.start())
        if text.inside(match.start()) and previous not in _PLURAL and not previous.isdigit():
            yield Slip(match[0], f"Đ{match[0][1:]}")


_DIVISION: Final = re.compile(r"(?<!\w)(?:(?:chương|phần) [IVX]{1,6}|(?:tiểu mục|mục) (?:[IVX]{1,6}|\d{1,2}))(?![\d.,]*\d)(?!\w|%|[.)]\w)")
_PART_OF_A_WORD: Final = frozenset(
    {"danh", "hạng", "khoản", "đề", "thư", "chuyên", "chỉ", "tiểu", "bút", "biên", "cổ", "thành", "học", "một", "hai", "ba", "bộ", "văn"}
)
"""Behind these `mục`, `phần`, `chương` end another word, or something is counted."""


def divisions(text: Judged) -> Iterator[Slip]:
    """`mục I`, `chương II`, `phần I` inside a sentence; what they cite can't be seen, so these are but for a look."""
    for match in _DIVISION.finditer(text.words):
        previous = text.previous_word(match.start())
        if text.inside(match.start()) and previous not in _PART_OF_A_WORD | _PLURAL and not previous.isdigit():
            yield Slip(match[0], match[0][0].upper() + match[0][1:], Severity.WARNING)


# VH-18: documents.

_TYPES: Final = (
    "nghị quyết", "nghị định", "quyết định", "chỉ thị", "thông tư", "thông báo", "hướng dẫn", "kế hoạch", "báo cáo", "tờ trình", "công văn",
    "công điện", "chương trình", "đề án", "phương án", "quy chế",
)  # fmt: skip
_CITED: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_TYPES)}) số (?=\d{{1,5}}(?:/\d{{4}})?/[A-ZĐ]|\d{{1,5}}-[A-ZĐ])")


def documents(text: Judged) -> Iterator[Slip]:
    """`quyết định số 04/QĐ-UBND`: the type of a specific document has a capital (PL II.V.6); behind `các` it names several."""
    for match in _CITED.finditer(text.words):
        if text.previous_word(match.start()) not in _PLURAL:
            words = match[0].strip()
            yield Slip(words, words[0].upper() + words[1:])


# VH-05, VH-06: places.

_NUMBERED: Final = re.compile(r"(?<!\w)(?:quận|phường) \d{1,2}(?= *(?:[,;)]|$|\.(?:\s|$|/)|và |Thành phố|thành phố|TP))")
_CAPITAL_CITIES: Final = re.compile(r"(?<!\w)(?:thủ đô Hà Nội|thành phố Hồ Chí Minh|Thủ Đô Hà Nội|Thành Phố Hồ Chí Minh)(?!\w)")
_RIGHT_CITY: Final = {"thủ đô hà nội": "Thủ đô Hà Nội", "thành phố hồ chí minh": "Thành phố Hồ Chí Minh"}


def numbered_units(text: Judged) -> Iterator[Slip]:
    """`quận 1`: a unit named by a number has a capital (PL II.III.1.b)."""
    for match in _NUMBERED.finditer(text.words):
        if text.previous_word(match.start()) not in _PLURAL:
            yield Slip(match[0], match[0][0].upper() + match[0][1:])


def capital_cities(text: Judged) -> Iterator[Slip]:
    """The two names that the decree fixes letter for letter (PL II.III.1.c)."""
    for match in _CAPITAL_CITIES.finditer(text.words):
        yield Slip(match[0], _RIGHT_CITY[match[0].lower()])


# VH-11: bodies of the Party.

_PARTY_BODIES: Final = ("Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam", "Văn phòng Trung ương Đảng")
_PARTY: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_PARTY_BODIES)})(?!\w)", re.IGNORECASE)
_RIGHT_PARTY: Final = {name.lower(): name for name in _PARTY_BODIES}


def party_bodies(text: Judged) -> Iterator[Slip]:
    """The two names that the decree fixes letter for letter (PL II.IV.1.b)."""
    for match in _PARTY.finditer(text.words):
        right = _RIGHT_PARTY[match[0].lower()]
        if match[0] != right and not match[0].isupper():
            yield Slip(match[0], right)


# VH-10: bodies.

_BODY_KINDS: Final = "Bộ|Sở|Cục|Vụ|Phòng|Ban|Viện|Chi cục|Tổng cục|Trung tâm|Ủy ban|Hội đồng"
_CAPITAL_AND: Final = re.compile(rf"(?<!\w)(?:{_BODY_KINDS})(?:,? {UPPER}\w*){{1,7}} Và {UPPER}\w*(?: {UPPER}{LOWER}+){{0,3}}")


def capital_and(text: Judged) -> Iterator[Slip]:
    """`Sở Khoa học Và Công nghệ`: the word `và` in a body's name is small (PL II.IV.1.a)."""
    for match in _CAPITAL_AND.finditer(text.words):
        yield Slip(text.shown[match.start() : match.end()], text.shown[match.start() : match.end()].replace(" Và ", " và "))


# VH-02, VH-15, VH-16: people.

_SURNAMES: Final = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Vương|Trịnh|Đinh|Lâm|Mai|Tô|Trương|Tạ|Triệu|"
    "Lương|Nông|Sùng|Giàng|Vàng|Hà|Cao|Chu|Tôn"
)
_MIDDLE: Final = "văn|thị|hữu|đức|đình|ngọc|quang|minh|xuân|thanh|công|duy|quốc|trọng|tiến|kim|hồng|mạnh|viết"
_NAME: Final = re.compile(rf"(?<!\w)(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí) ((?:{_SURNAMES}) (?:{_MIDDLE})(?: {UPPER}{LOWER}*){{1,3}})")


def people(text: Judged) -> Iterator[Slip]:
    """`ông Nguyễn văn An`: every syllable of a name has a capital (PL II.II.1)."""
    for match in _NAME.finditer(text.words):
        yield Slip(match[1], " ".join(syllable[0].upper() + syllable[1:] for syllable in match[1].split(" ")))


_POSITIONS: Final = "phó chủ tịch|chủ tịch|phó giám đốc|giám đốc|thứ trưởng|bộ trưởng|phó bí thư|bí thư|chánh văn phòng|giáo sư|tiến sĩ"
_HOLDER: Final = re.compile(rf"(?<!\w)(?:{_POSITIONS}) (?:{_SURNAMES})(?: {UPPER}{LOWER}+){{1,3}}")


def positions(text: Judged) -> Iterator[Slip]:
    """`giám đốc Nguyễn Văn An`: a position beside the person's name has a capital (PL II.V.3)."""
    for match in _HOLDER.finditer(text.words):
        yield Slip(match[0], match[0][0].upper() + match[0][1:])


_HONOURED: Final = re.compile(
    r"(?<!\w)(?:bác Hồ|sự lãnh đạo của đảng|đường lối của đảng|chủ trương của đảng)(?!\w)(?! (?:viên|ủy|bộ|đoàn))"
)


def honoured(text: Judged) -> Iterator[Slip]:
    """`bác Hồ`, `của đảng`: a common noun that stands for one person or the Party (PL II.V.4)."""
    for match in _HONOURED.finditer(text.words):
        yield Slip(match[0], match[0].replace("bác", "Bác").replace("đảng", "Đảng"))


# VH-17, VH-20, VH-21, VH-22: days and years.

_HOLIDAY_DATE: Final = re.compile(
    r"(?<!\w)(?:Quốc khánh|Quốc tế Lao động|Quốc tế Phụ nữ|Phụ nữ Việt Nam|Nhà giáo Việt Nam) \(?\d{1,2}/\d{1,2}(?![/\d])"
)
_STEMS: Final = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES: Final = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")
_LUNAR: Final = re.compile(rf"(?<!\w)(?:năm|xuân|Xuân|tết|Tết) ((?:{'|'.join(_STEMS)}) (?:{'|'.join(_BRANCHES)}))(?!\w)", re.IGNORECASE)
_TET: Final = re.compile(r"(?<!\w)(?:nghỉ|đón|trước|sau|vui|dịp) tết(?= *[,.;)]|$| và | năm )")
_WEEKDAY: Final = re.compile(
    r"(?<!\w)(?:(?:sáng|tối|từ) )?thứ (?:hai|ba|tư|năm|sáu|bảy)(?=,? ngày \d| hàng tuần| hằng tuần| đến thứ | tuần (?:này|sau|tới))"
)
_COUNTED: Final = frozenset({"lần", "cái", "người", "bước", "đợt", "việc", "loại", "điều", "hạng"})
_MONTH: Final = re.compile(
    r"(?<!\w)(?:đầu|cuối|giữa) tháng (?:giêng|hai|ba|tư|sáu|bảy|tám|chín|mười|mười một|mười hai|chạp)(?= *[,.;)]|$| năm )"
)


def holiday_dates(text: Judged) -> Iterator[Slip]:
    """`Quốc khánh 2/9`: the decree's examples write a hyphen (PL II.V.5)."""
    for match in _HOLIDAY_DATE.finditer(text.words):
        yield Slip(match[0], match[0].replace("/", "-"), Severity.NOTE)


def lunar_years(text: Judged) -> Iterator[Slip]:
    """`năm Mậu thân`: both syllables of a lunar year have a capital (PL II.V.8.a)."""
    for match in _LUNAR.finditer(text.words):
        right = " ".join(syllable[0].upper() + syllable[1:] for syllable in match[1].lower().split(" "))
        if match[1] != right and not match[1].isupper():
            yield Slip(text.shown[match.start(1) : match.end(1)], right)


def new_year(text: Judged) -> Iterator[Slip]:
    """`nghỉ tết`: alone it stands for tết Nguyên đán (PL II.V.8.b)."""
    for match in _TET.finditer(text.words):
        yield Slip(match[0], match[0].replace("tết", "Tết"), Severity.NOTE)


def weekdays(text: Judged) -> Iterator[Slip]:
    """`từ thứ hai đến thứ sáu`, `cuối tháng tám`: where the words are surely a day or a month (PL II.V.8.c)."""
    for match in _WEEKDAY.finditer(text.words):
        if not match[0].startswith("thứ") or text.previous_word(match.start()) not in _COUNTED:
            yield Slip(match[0], _last_capital(match[0]))
    for match in _MONTH.finditer(text.words):
        yield Slip(match[0], re.sub(r"(?<=tháng )\w", lambda first: first[0].upper(), match[0]))


def _last_capital(words: str) -> str:
    front, _, last = words.rpartition(" ")
    return f"{front} {last[0].upper()}{last[1:]}"
