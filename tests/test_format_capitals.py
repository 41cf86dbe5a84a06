"""Capitals of Phụ lục II: one good and one bad text for each rule, and what real papers say without any finding."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

import pytest

from generator.anatomy import Anatomy, Part, Piece, Regime, Where
from generator.errors import Severity
from generator.format_checks.capital_forms import FILES, folder_of, read_forms, shipped_forms
from generator.format_checks.capitals import RULES, rules
from generator.format_checks.finding import Finding, Sheet
from generator.formatting import Address, Document, Letters, Paragraph, Run
from generator.vietnamese import clean

LETTERS: Final = Letters("Times New Roman", "Times New Roman", 28)

GOOD_AND_BAD: Final[dict[str, tuple[str, str]]] = {
    "VH-01": ("Đã hoàn thành. Các đơn vị báo cáo.", "Đã hoàn thành. các đơn vị báo cáo."),
    "VH-02": ("Giao ông Nguyễn Văn An chủ trì.", "Giao ông Nguyễn văn An chủ trì."),
    "VH-03": ("Theo tư tưởng của Lê-nin.", "Theo tư tưởng của Lê-Nin."),
    "VH-04": ("Trên địa bàn tỉnh Hà Giang.", "Trên địa bàn Tỉnh Hà Giang."),
    "VH-05": ("Trụ sở tại Phường 5, thành phố Cà Mau.", "Trụ sở tại phường 5, thành phố Cà Mau."),
    "VH-06": ("Đoàn công tác của Thành phố Hồ Chí Minh.", "Đoàn công tác của thành phố Hồ Chí Minh."),
    "VH-07": ("Khai thác trên vịnh Hạ Long.", "Khai thác trên Vịnh Hạ Long."),
    "VH-08": ("Các tỉnh vùng Tây Nguyên.", "Các tỉnh vùng Tây nguyên."),
    "VH-09": ("Hội nghị tại Mát-xcơ-va.", "Hội nghị tại Mát-Xcơ-Va."),
    "VH-10": ("Báo cáo của Sở Khoa học và Công nghệ.", "Báo cáo của Sở Khoa Học Và Công Nghệ."),
    "VH-11": ("Văn kiện của Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam.", "Văn kiện của Ban chấp hành Trung ương Đảng cộng sản Việt Nam."),
    "VH-12": ("Chương trình của UNESCO.", "Chương trình của Unesco."),
    "VH-13": ("Chủ trương của Đảng và Nhà nước.", "Chủ trương của Đảng và nhà nước."),
    "VH-14": ("Tặng Huân chương Lao động hạng Ba.", "Tặng Huân chương lao động hạng Ba."),
    "VH-15": ("Theo ý kiến của Giám đốc Trần Văn Bình.", "Theo ý kiến của giám đốc Trần Văn Bình."),
    "VH-16": ("Học tập tấm gương Bác Hồ.", "Học tập tấm gương bác Hồ."),
    "VH-17": ("Nghỉ lễ nhân ngày Quốc khánh 2-9.", "Nghỉ lễ nhân Ngày Quốc khánh 2-9."),
    "VH-18": ("Thực hiện Quyết định số 04/QĐ-UBND.", "Thực hiện quyết định số 04/QĐ-UBND."),
    "VH-19": ("Theo điểm a khoản 2 Điều 5 Nghị định.", "Theo Điểm a Khoản 2 Điều 5 Nghị định."),
    "VH-20": ("Mừng xuân Giáp Thìn, mừng năm mới.", "Mừng xuân Giáp thìn, mừng năm mới."),
    "VH-21": ("Trực trong dịp tết Nguyên đán.", "Trực trong dịp Tết Nguyên Đán."),
    "VH-22": ("Làm việc từ thứ Hai đến thứ Sáu.", "Làm việc từ thứ hai đến thứ Sáu."),
    "VH-23": ("Sau Cách mạng tháng Tám năm 1945.", "Sau Cách mạng Tháng Tám năm 1945."),
    "VH-24": ("Đăng trên tạp chí Cộng sản.", "Đăng trên tạp chí Cộng Sản."),
}


def sheet(texts: Iterable[str], part: Part = Part.BODY, where: Where = Where.MAIN, letters: Letters = LETTERS) -> Sheet:
    """A sheet whose every paragraph is one part."""
    made = tuple(Paragraph(Address("word/document.xml", at), (Run(text, letters),), "Normal", letters) for at, text in enumerate(texts))
    pieces = tuple(Piece(part, paragraph, 0, len(paragraph.text), where=where) for paragraph in made)
    return Sheet(Document(()), Anatomy(Regime.ADMINISTRATIVE, "", pieces=pieces))


def findings(*texts: str, part: Part = Part.BODY, where: Where = Where.MAIN, letters: Letters = LETTERS) -> list[Finding]:
    """What all rules say of paragraphs."""
    judged = sheet(texts, part, where, letters)
    return [finding for _, judge in RULES for finding in judge(judged)]
