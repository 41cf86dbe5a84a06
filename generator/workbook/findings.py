"""Problems of a workbook: one table of lasting codes, and the list that gathers them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from string import ascii_uppercase
from typing import Final

from generator import vietnamese
from generator.errors import Place, Problem, Severity

LONGEST_QUOTE: Final = 60
"""Letters of a cell repeated in a message."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a code says: message and cure with named gaps."""

    message: str
    cure: str
    severity: Severity = Severity.ERROR


_BLANK: Final = "BANG-10"

CODES: Final = {
    "BANG-01": Wording("Không đọc được nội dung bảng tính ({detail})", "Mở tệp trong Excel rồi lưu lại thành .xlsx"),
    "BANG-02": Wording("Thiếu trang “{sheet}”{near}", "Chép trang “{sheet}” từ tệp mới tạo bằng lệnh new, hoặc đổi lại tên trang"),
    "BANG-03": Wording("Trang “{found}” được hiểu là “{sheet}”", "Đổi tên trang thành “{sheet}” để khỏi nhầm", Severity.NOTE),
    "BANG-04": Wording("Không thấy dòng tiêu đề cột trong 20 dòng đầu", "Thêm dòng tiêu đề, ví dụ “{heading}”"),
    "BANG-05": Wording("Thiếu cột “{heading}”{near}", "Thêm cột có tiêu đề “{heading}”, hoặc sửa lại tiêu đề cột"),
    "BANG-06": Wording("Tiêu đề “{found}” được hiểu là “{heading}”", "Sửa tiêu đề thành “{heading}” để khỏi nhầm", Severity.NOTE),
    "BANG-07": Wording("Tiêu đề “{heading}” có hai lần, chỉ lần đầu được đọc", "Xoá hoặc đổi tên cột, dòng thừa", Severity.WARNING),
    "BANG-08": Wording(
        "Trang này không còn cột “Mã dòng” nên mã mới không được lưu", "Thêm lại một cột có tiêu đề “Mã dòng”", Severity.WARNING
    ),
    "BANG-09": Wording("Thiếu dòng “{heading}”{near}", "Thêm dòng có chữ “{heading}” ở cột Mục"),
    "BANG-10": Wording("Ô “{heading}” còn trống", "Điền vào ô này, hoặc xoá cả dòng nếu không dùng"),
    "BANG-11": Wording("“{found}” không phải là số điểm", "Ghi một số như 1,9, không kèm chữ"),
    "BANG-12": Wording("“{found}” không phải là một ngày có thật", "Ghi ngày dạng 02/01/2025"),
    "BANG-13": Wording("“{found}” không phải là năm từ 2000 đến 2100", "Ghi năm bằng bốn chữ số như 2025"),
    "BANG-14": Wording("“{found}” không phải là Có hoặc Không", "Chọn Có hoặc Không"),
    "BANG-15": Wording("“{found}” không có trong danh sách của cột “{heading}”", "{guess}Chọn một trong: {choices}"),
    "BANG-16": Wording("“{found}” không phải là mã tiêu chí", "Ghi mã như 1.4.1.2 và định dạng ô là văn bản (Text)"),
    "BANG-17": Wording(
        "Thời gian “{found}” không hợp với kiểu “{kind}”",
        "Ghi 30/9/2025 cho Ngày, Quý IV năm 2025 cho Quý, Năm 2025 cho Năm, để trống cho Thường xuyên",
    ),
    "BANG-18": Wording("“{found}” không dùng làm mã được", "Chỉ dùng chữ không dấu, chữ số, dấu gạch và dấu chấm, nhiều nhất 24 ký tự"),
    "BANG-19": Wording("Ô “{heading}” chứa {found} chứ không phải chữ", "Định dạng ô là văn bản (Text) rồi gõ lại"),
    "BANG-20": Wording("Công thức trong ô chưa có kết quả được lưu", "Mở tệp trong Excel, lưu lại; hoặc thay công thức bằng kết quả"),
    "BANG-21": Wording("Ô chứa lỗi {found} của Excel", "Sửa công thức hoặc gõ lại nội dung"),
    "BANG-22": Wording("Trong chữ có dấu “{found}” là mã của mẫu", "Xoá dấu ngoặc nhọn kép hoặc gõ lại bằng chữ thường"),
    "BANG-23": Wording("Chữ trong ô dài {found} ký tự, quá 32.767 ký tự", "Chia nội dung thành nhiều dòng"),
    "BANG-24": Wording("Tên “{found}” dùng cho nhiều dòng ở trang {sheet}", "Ghi mã thay cho tên: {choices}"),
    "BANG-25": Wording("“{found}” không dùng được ở ô này ({detail})", "Xem ghi chú ở tiêu đề cột rồi sửa lại"),
    "BANG-26": Wording("Mã {found} gõ trước tên khác mã {code} ở cột mã", "Xoá mã trong tên, hoặc sửa cột mã", Severity.WARNING),
    "BANG-27": Wording(
        "Mã tiêu chí được gõ như một số nên đọc là {code}", "Định dạng ô là văn bản (Text) rồi gõ lại nếu mã khác", Severity.NOTE
    ),
    "BANG-28": Wording(
        "Dòng ví dụ đã được sửa nên được tính là dòng thật", "Xoá ghi chú “VÍ DỤ”, hoặc xoá cả dòng nếu không dùng", Severity.NOTE
    ),
    "BANG-29": Wording("Ô cần ghi đang chứa công thức nên không được ghi đè", "Thay công thức bằng kết quả của nó rồi chạy lại"),
    "BANG-30": Wording("Không tìm thấy trang “{sheet}” trong tệp để ghi", "Chạy lại để đọc bản mới nhất của tệp"),
    "BANG-31": Wording("“{found}” không phải là một số", "Ghi một số như 12 hoặc 12,5, không kèm chữ"),
    "BANG-32": Wording("“{found}” không phải là số lần", "Ghi một số nguyên như 1, 2"),
    "BANG-33": Wording("“{found}” không phải là ngày giờ có thật", "Ghi ngày giờ dạng 02/01/2025 14:30:00"),
    "BANG-34": Wording("Trang này có ô gộp nên không ghi thêm được", "Bỏ gộp các ô trong bảng, lưu tệp rồi chạy lại"),
    "BANG-35": Wording(
        "“{found}” ghi vào trang này thì đọc lại thành nội dung khác",
        "Sửa lời văn trong bản Word, hoặc sửa thẳng trong tệp Excel rồi chạy lại",
    ),
    "BANG-36": Wording(
        "Công thức “{found}” chỉ vào các dòng phải dời chỗ ở trang {sheet} nên kết quả sẽ sai",
        "Đổi công thức để chỉ vào cả cột hoặc tìm theo mã, hoặc tự sắp xếp các dòng ở trang {sheet} rồi chạy lại",
    ),
    "BANG-37": Wording("Ô này nằm bên cạnh bảng, ở dòng mà bảng cần dùng", "Dời nội dung của ô sang chỗ khác, lưu tệp rồi chạy lại"),
    "BANG-38": Wording("“{found}” không phải là mã quy tắc", "Ghi mã mà lệnh check in ra, ví dụ L04"),
    "BANG-39": Wording(
        "Trang này không có phần ô như Excel ghi nên không ghi thêm được", "Mở tệp bằng Excel, lưu lại thành .xlsx rồi chạy lại"
    ),
    "KH-07": Wording("Không có {what} “{found}” trong trang {sheet}", "{guess}Chọn từ danh sách, hoặc thêm {what} vào trang {sheet}"),
    "W03": Wording("Mã {code} gõ liền trước tên tiêu chí đã được tách ra", "Chỉ ghi tên ở cột này, mã đã có cột riêng", Severity.NOTE),
}
"""Codes of the workbook itself; KH-07 and W03 are shared with the plan's rules and the checks on content."""


def quoted(words: str) -> str:
    """Words short enough to repeat in a message, on one line."""
    return vietnamese.shortened(words, LONGEST_QUOTE)


def worded(code: str, place: Place, /, **words: str) -> Problem:
    """The problem with this code at this place."""
    wording = CODES[code]
    filled = {name: quoted(text) if name in {"found", "heading", "code"} else text for name, text in words.items()}
    return Problem(code, wording.message.format(**filled), wording.cure.format(**filled), place, wording.severity)


class CellFault(Exception):  # noqa: N818 - it never leaves this room, and a fault is what the plan calls it
    """One cell can't be read: a code of `CODES` with its words."""

    def __init__(self, code: str, /, **words: str) -> None:
        """Carry the code and the words for its gaps."""
        super().__init__(code)
        self.code = code
        self.words = words


@dataclass(slots=True)
class Findings:
    """All problems of one file, in the order found, none twice."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    _blanks: dict[Place, str] = field(default_factory=dict)
    """The heading of each required cell that is empty."""
    _taken: set[Problem] = field(default_factory=set)
    _bad_cells: set[tuple[str, str]] = field(default_factory=set)

    def add(self, code: str, sheet: str = "", cell: str = "", /, **words: str) -> None:
        """Note a problem at a sheet or a cell."""
        place = Place(self.file, sheet, cell)
        if code == _BLANK:
            self._blanks[place] = quoted(words["heading"])
        self.take(worded(code, place, **words))

    def take(self, problem: Problem) -> None:
        """Note a problem made elsewhere."""
        if problem in self._taken:
            return
        self._taken.add(problem)
        self.problems.append(problem)
        if problem.severity is Severity.ERROR:
            self._bad_cells.add((problem.place.sheet, problem.place.cell))

    @property
    def by_row(self) -> tuple[Problem, ...]:
        """All problems, the empty cells of one row in one sentence: a line that was just taken in lacks several."""
        rows: dict[tuple[str, str], list[Place]] = {}
        for place in self._blanks:
            rows.setdefault((place.sheet, place.cell.lstrip(ascii_uppercase)), []).append(place)
        several = {places[0]: places for places in rows.values() if len(places) > 1}
        told = {place for places in several.values() for place in places[1:]}
        return tuple(
            self._blank_row(problem, several[problem.place]) if problem.code == _BLANK and problem.place in several else problem
            for problem in self.problems
            if problem.code != _BLANK or problem.place not in told
        )

    def _blank_row(self, problem: Problem, places: list[Place]) -> Problem:
        cells = ", ".join(f"“{self._blanks[place]}” ({place.cell})" for place in places)
        return replace(problem, message=f"Các ô {cells} còn trống", cure="Điền vào các ô này, hoặc xoá cả dòng nếu không dùng")

    def bad(self, sheet: str, cell: str) -> bool:
        """Whether an error of this cell is known so far."""
        return (sheet, cell) in self._bad_cells
