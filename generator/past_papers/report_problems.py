"""What a person should know of a report taken over: what no sheet can hold, and what will be printed in other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from generator import vietnamese
from generator.errors import Place, Problem
from generator.past_papers.report import Report
from generator.past_papers.report_frame import plan_issuer, plan_words
from generator.past_papers.report_tables import STATES
from generator.past_papers.telling import at, note, quoted, reworded, told
from generator.past_papers.wording import one_line
from generator.results import Progress
from generator.workbook import BookRow

_KNOW: Final = "Chỉ cần biết"
_COLUMNS: Final = {"maximum": "điểm tối đa", "score": "điểm đạt", "remedy": "giải pháp", "lead": "đơn vị chủ trì"}


def report_problems(file: str, read: Report, plan: BookRow, other: list[str], period: BookRow) -> Iterator[Problem]:
    """Everything of a report that the workbook does not hold as it stands."""
    for words in other:
        message = f"Đề mục “{one_line(words)}” không có trong mẫu báo cáo, nội dung ở dưới được đưa vào phần gần nghĩa nhất"
        yield note(at(file, words), "VB-20", message, "Xem lại cột Phần ở trang Lời văn báo cáo")
    yield from _submissions(file, read)
    yield from _sentences(file, read, plan)
    yield from _changes(file, read)
    yield from _lacking(file, read)
    yield from _unread(file, read)
    yield from _figures(file, read)
    yield from _earlier(file, read)
    for words in read.told.dashed:
        message = f"“{quoted(words)}” sẽ in với “-” ở đầu, vì mẫu tự gạch đầu dòng văn bản đã ban hành"
        yield note(at(file, words), "VB-28", message, _KNOW)
    if not plan:
        message = "Không thấy câu dẫn Kế hoạch mà báo cáo này thực hiện (Thực hiện Kế hoạch số … của … về …)"
        yield told(Place(file), "VB-29", message, "Ghi tên, số, ngày của Kế hoạch vào trang Kế hoạch")
    if period.get("report_date"):
        message = f"Báo cáo đã phát hành ngày {_short(period['report_date'])}: số liệu kỳ {read.frame.name} trong sổ được khoá"
        yield note(Place(file), "VB-30", message, "Xoá ngày phát hành ở trang Kỳ báo cáo nếu còn phải sửa kết quả của kỳ này")


def _short(day: object) -> str:
    return vietnamese.short_date(day) if isinstance(day, date) else str(day)


def _submissions(file: str, read: Report) -> Iterator[Problem]:
    """Who sent what when: no row without the form itself."""
    sentence = read.told.sentences.get("submissions", "")
    if words := "; ".join(read.tables.sent) or sentence:
        message = f"Tình hình gửi báo cáo không đưa vào trang Nộp báo cáo vì không có biểu gốc: {words.rstrip('.')}"
        place = Place(file) if read.tables.sent else at(file, sentence)
        yield note(place, "VB-21", message, "Nhận biểu gốc của từng đơn vị bằng vanban collect nếu còn giữ")
    if words := read.told.sentences.get("urged", ""):
        message = f"Số lần đôn đốc không đưa vào trang Đôn đốc vì báo cáo không in ngày gửi: {words.rstrip('.')}"
        yield note(at(file, words), "VB-24", message, "Ghi từng lần đôn đốc với ngày gửi vào trang Đôn đốc")


def _sentences(file: str, read: Report, plan: BookRow) -> Iterator[Problem]:
    """Title, opening and closing in other words than the program's own."""
    ours = _worded(read, plan)
    closings = (("Câu kết", words) for words in read.told.closings)
    for what, words in (("Trích yếu", read.head.title.plain), ("Câu mở đầu", read.told.opening), *closings):
        if words:
            yield from reworded(file, what, words, ours[what])


def _worded(read: Report, plan: BookRow) -> dict[str, str]:
    agency, told_frame = read.head.agency, read.frame
    whole = told_frame.subject
    issued = plan.get("issue_date")
    day = _short(issued) if issued else str(told_frame.action)
    cited = f"Kế hoạch số {plan.get('number') or ''}/{plan.get('symbol') or ''} ngày {day} của {agency} về {plan.get('title') or ''}"
    opening = f"Thực hiện {cited}, {agency} báo cáo kết quả thực hiện {told_frame.period_words} như sau:"
    opening = f"{agency} báo cáo {whole} như sau:" if told_frame.final else opening
    period = told_frame.period_words
    told_on = whole if told_frame.final else f"{whole.removesuffix(period)}trong {period}"
    closing = f"Trên đây là báo cáo {told_on} của {agency}./."
    return {"Trích yếu": whole, "Câu mở đầu": opening, "Câu kết": closing}


def _changes(file: str, read: Report) -> Iterator[Problem]:
    """Units and agencies that have another name by now: since when, no report says."""
    issuer, former = plan_issuer(plan_words(read.texts, read.head.agency))
    if former:
        message = f"Kế hoạch do cơ quan cũ ban hành ({issuer}); sổ mới chỉ có tên cơ quan ra báo cáo"
        yield told(Place(file), "VB-35", message, "Thêm cơ quan cũ vào trang Cơ quan với ngày hết hiệu lực và mã kế thừa")
    for old, heir in read.reported.heirs.items():
        message = f"“{old}” nay là “{heir}”: đã ghi đơn vị kế thừa, chưa rõ từ ngày nào"
        yield told(Place(file), "VB-35", message, "Ghi ngày hết hiệu lực của đơn vị cũ ở trang Đơn vị")
    for key, words in read.told.sentences.items():
        if key.startswith("change/"):
            yield note(
                at(file, words), "VB-35", f"Thay đổi tổ chức: “{one_line(words)}”", "Ghi ngày hiệu lực ở trang Đơn vị, Cơ quan nếu cần"
            )


def _lacking(file: str, read: Report) -> Iterator[Problem]:
    """Columns that a plan needs and the report has not."""
    if read.criteria.rows and not any(row["time_kind"] for row in read.criteria.rows):
        message = "Báo cáo không có cột thời hạn nên sổ để trống thời gian của các tiêu chí"
        yield note(Place(file), "VB-23", message, "Ghi thời gian ở trang Tiêu chí theo kế hoạch đã ban hành")
    figures = read.told.figures
    if vietnamese.parse_decimal(figures.get("gain", "")) and not (read.table and read.table.columns.has("expected")):
        message = f"Báo cáo chỉ ghi tổng điểm dự kiến {figures['verb']} ({figures['gain']}), không ghi của từng tiêu chí nên sổ để trống"
        yield note(Place(file), "VB-22", message, "Ghi vào cột Điểm dự kiến ở trang Kết quả nếu biết")
    lacks = [
        what for key, what in _COLUMNS.items() if read.criteria.rows and not any(row[key] not in {None, ""} for row in read.criteria.rows)
    ]
    if lacks:
        message = f"Báo cáo không in {', '.join(lacks)} của các tiêu chí"
        yield told(Place(file), "VB-25", message, "Ghi các cột này ở trang Tiêu chí theo Kế hoạch")


def _unread(file: str, read: Report) -> Iterator[Problem]:
    for code, what, words in read.reported.unread:
        message = f"Tiêu chí {code}: không đưa được ô {what} “{one_line(words)}” vào trang Kết quả"
        yield told(at(file, words), "VB-26", message, "Sửa ở trang Kết quả")


def _figures(file: str, read: Report) -> Iterator[Problem]:
    """What the report counts, against its own annex."""
    found = Counter(row["progress"] for row in read.reported.rows.values())
    said = [(Progress.DONE, int(read.told.figures["done"]))] if "done" in read.told.figures else []
    said += [(STATES[words], count) for table in read.tables.counts for words, count in table.items()]
    for progress, count in dict.fromkeys(said):
        if read.reported.codes and count != found[progress]:
            message = f"Báo cáo nói {count} tiêu chí {progress.lower()}, phụ lục có {found[progress]}"
            yield told(Place(file), "VB-27", message, "Xem lại cột Mức độ ở trang Kết quả")


def _earlier(file: str, read: Report) -> Iterator[Problem]:
    """What is told of other periods: their results are not in this report."""
    rows = [read.told.sentences.get("change", ""), *read.tables.earlier]
    if words := "; ".join(row.rstrip(".") for row in rows if row):
        message = (
            f"Số liệu của các kỳ khác không đưa vào sổ vì báo cáo này không in kết quả từng tiêu chí của các kỳ đó: {words.rstrip('.')}"
        )
        yield note(Place(file), "VB-31", message, "Lấy từ báo cáo của kỳ đó nếu cần so sánh")
