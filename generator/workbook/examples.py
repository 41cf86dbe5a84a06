"""What a new workbook holds before anybody wrote in it: body skeleton, fields, periods, and rows shown as examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from generator import periods, vietnamese
from generator.records import Authority, BasisRole, BodyKind, RecipientKind, Section, Standing, TimeKind, UnitKind
from generator.workbook.grid import Cell, plain
from generator.workbook.ids import made_id
from generator.workbook.schema import BookRow

MARK: Final = "VÍ DỤ"
NOTE: Final = "VÍ DỤ – dòng này không được in; ghi đè hoặc xoá đi"

REFORM_FIELDS: Final = {
    "1": "Công tác chỉ đạo, điều hành cải cách hành chính",
    "2": "Cải cách thể chế",
    "3": "Cải cách thủ tục hành chính",
    "4": "Cải cách tổ chức bộ máy hành chính nhà nước",
    "5": "Cải cách chế độ công vụ",
    "6": "Cải cách tài chính công",
    "7": "Xây dựng và phát triển chính quyền điện tử, chính quyền số",
    "8": "Tác động của cải cách hành chính",
}
"""Usual names of the eight fields; a province may word them otherwise."""

EXAMPLES: Final[dict[str, BookRow]] = {
    "bases": {
        "lead": "Căn cứ",
        "kind": "Quyết định",
        "number": "04/QĐ-UBND",
        "issued": date(2025, 1, 2),
        "issuer": "UBND tỉnh Hà Giang",
        "subject": "về việc phê duyệt và công bố Chỉ số cải cách hành chính năm 2024 của các sở, ban, ngành",
        "role": BasisRole.SCORES,
        "standing": Standing.IN_FORCE,
        "internal_note": NOTE,
    },
    "criteria": {
        "field": "Công tác chỉ đạo, điều hành cải cách hành chính",
        "code": "1.1.2",
        "name": "Mức độ thực hiện kế hoạch",
        "maximum": Decimal(2),
        "score": Decimal("1.9"),
        "cause": "Hai nhiệm vụ hoàn thành chậm so với kế hoạch",
        "remedy": "Hằng tháng rà soát tiến độ từng nhiệm vụ, nhắc đơn vị chậm trước hạn 10 ngày",
        "evidence": "Báo cáo tiến độ hằng tháng",
        "lead": "Văn phòng",
        "support": "Phòng Quản lý khoa học",
        "time_kind": TimeKind.QUARTER,
        "time": "Quý IV",
        "target": Decimal(2),
        "self_scored": "Có",
        "internal_note": NOTE,
    },
    "recipients": {"name": "Sở Nội vụ", "kind": RecipientKind.REPORT, "internal_note": NOTE},
    "units": {
        "code": "VP",
        "name": "Văn phòng Sở",
        "short_name": "Văn phòng",
        "kind": UnitKind.OFFICE,
        "reports": "Có",
        "internal_note": NOTE,
    },
    "signers": {"name": "Nguyễn Văn A", "position": "GIÁM ĐỐC", "authority": Authority.NONE, "internal_note": NOTE},
    "agencies": {
        "code": "SKHCN-HG",
        "name": "Sở Khoa học và Công nghệ",
        "province": "tỉnh Hà Giang",
        "parent": "UBND TỈNH HÀ GIANG",
        "abbreviation": "SKHCN",
        "place": "Hà Giang",
        "short_names": "Sở KH&CN",
        "internal_note": NOTE,
    },
}
"""One row for each list that starts empty. They hold no year of the plan, so that they stay the same every year."""

_BODY: Final = (
    (
        Section.OPENING,
        BodyKind.PARAGRAPH,
        "Cơ quan xây dựng Kế hoạch khắc phục những hạn chế chỉ số cải cách hành chính năm {year}, cụ thể như sau:",
    ),
    (Section.PURPOSE, BodyKind.HEADING, "MỤC ĐÍCH, YÊU CẦU"),
    (Section.PURPOSE, BodyKind.SUBHEADING, "Mục đích"),
    (Section.PURPOSE, BodyKind.BULLET, "Khắc phục những tồn tại, hạn chế trong việc thực hiện chỉ số cải cách hành chính năm {year}."),
    (Section.REQUIREMENTS, BodyKind.SUBHEADING, "Yêu cầu"),
    (Section.REQUIREMENTS, BodyKind.BULLET, "Xác định rõ việc phải làm, thời hạn và trách nhiệm của từng phòng, đơn vị."),
    (Section.CONTENT, BodyKind.HEADING, "NỘI DUNG VÀ GIẢI PHÁP"),
    (Section.CONTENT, BodyKind.PARAGRAPH, "(Có phụ lục kèm theo)"),
    (Section.ORGANISATION, BodyKind.HEADING, "TỔ CHỨC THỰC HIỆN"),
    (Section.ORGANISATION, BodyKind.SUBHEADING, "Văn phòng"),
    (Section.ORGANISATION, BodyKind.BULLET, "Theo dõi, đôn đốc các phòng, đơn vị thực hiện Kế hoạch; tổng hợp, báo cáo kết quả."),
    (Section.ORGANISATION, BodyKind.SUBHEADING, "Các phòng chuyên môn, đơn vị trực thuộc"),
    (
        Section.ORGANISATION,
        BodyKind.BULLET,
        "Tổ chức thực hiện các giải pháp được giao tại phụ lục; gửi báo cáo kết quả về Văn phòng đúng hạn.",
    ),
    (Section.CLOSING, BodyKind.PARAGRAPH, "Trên đây là Kế hoạch khắc phục những hạn chế chỉ số cải cách hành chính năm {year}"),
)


def blank_facts(action_year: int) -> BookRow:
    """Facts known before anything is written: years, wording, the usual maximum."""
    assessed = action_year - 1
    return {
        "assessed_year": assessed,
        "action_year": action_year,
        "title": f"Khắc phục những hạn chế chỉ số cải cách hành chính năm {assessed}",
        "applicable_maximum": Decimal(100),
        "annex_title": f"DANH MỤC\nCác tiêu chí, tiêu chí thành phần còn tồn tại, hạn chế trong chỉ số cải cách hành chính năm {assessed}",
        "annex_profile": "8 cột",
        "print_draft_mark": "Không",
    }


def blank_lists(action_year: int) -> dict[str, list[BookRow]]:
    """Rows of every list: real ones where they are always needed, an example where they are not."""
    lists = {key: [row] for key, row in EXAMPLES.items()}
    lists["body"] = [_body_row(*line, action_year - 1) for line in _BODY]
    lists["recipients"].append({"id": made_id("Nơi nhận", "Lưu: VT, VP"), "name": "Lưu: VT, VP", "kind": RecipientKind.KEEP})
    lists["fields"] = [{"id": number, "number": number, "name": name} for number, name in REFORM_FIELDS.items()]
    lists["periods"] = [period_row(default, action_year) for default in periods.DEFAULTS]
    return lists


def _body_row(section: Section, kind: BodyKind, words: str, year: int) -> BookRow:
    text = words.format(year=year)
    return {"id": made_id("Nội dung", section, text), "section": section, "kind": kind, "text": text}


def period_row(default: periods.PeriodDefault, year: int) -> BookRow:
    """A period with the default days of one year, said to be defaults."""
    window = periods.window(default, year)
    return {
        "id": default.code,
        "code": default.name,
        "first": window.first,
        "last": window.last,
        "cumulative": "Có" if default.cumulative else "Không",
        "units_due": window.units_due,
        "department_due": window.department_due,
        "internal_note": "Ngày mặc định theo chế độ báo cáo chung, sửa theo văn bản của địa phương",
    }


def shows_example(row: BookRow) -> bool:
    """Whether a row to be written is one of the examples."""
    return str(row.get("internal_note") or "").startswith(MARK)


def is_example(key: str, cells: dict[str, Cell]) -> bool:
    """Whether a row still says, cell by cell, what the shipped example says; the id does not count."""
    example = EXAMPLES.get(key)
    return example is not None and all(_same(cell, example.get(column)) for column, cell in cells.items() if column != "id")


def _same(cell: Cell, shown: object) -> bool:
    wanted = plain(shown)
    as_day = vietnamese.parse_date(cell.words) if isinstance(shown, date) else None
    as_number = vietnamese.parse_decimal(cell.words) if isinstance(shown, Decimal) else None
    return cell.words == wanted or (as_day is not None and as_day == shown) or (as_number is not None and as_number == shown)
