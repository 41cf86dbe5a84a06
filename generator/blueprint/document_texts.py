"""What stands in a template to be typed over: for each type of document its summary and its text, in the manner of Phụ lục III."""

from __future__ import annotations

from typing import Final

from generator.blueprint import styles
from generator.wordfile import Paragraph

AGENCY: Final = "{agency}"
"""Stands for the name of the issuing agency as it is written inside a sentence."""

STATUTE: Final = "Căn cứ Luật … ngày … tháng … năm …"
CITED: Final = "Căn cứ Quyết định số …/QĐ-… ngày … tháng … năm … của … về việc …"
PROPOSAL: Final = "Theo đề nghị của … tại Tờ trình số …/TTr-… ngày … tháng … năm …"


def _heading(words: str) -> Paragraph:
    return Paragraph(words, styles.HEADING)


def _clause(words: str) -> Paragraph:
    return Paragraph(words, styles.SUBHEADING)


def _text(words: str) -> Paragraph:
    return Paragraph(words, styles.BODY)


def _end(words: str) -> Paragraph:
    """The last paragraph; `./.` stands right behind its last word (ND-05)."""
    return Paragraph(f"{words}./.", styles.CLOSING)


def _chapter(number: str, title: str) -> tuple[Paragraph, ...]:
    return Paragraph(f"Chương {number}", styles.CHAPTER), Paragraph(title, styles.CHAPTER_TITLE)


def _article(number: int, title: str) -> Paragraph:
    return Paragraph(f"Điều {number}. {title}", styles.ARTICLE)


def _ordered(number: int, words: str) -> Paragraph:
    """An article of a decision: its number is bold, its words go on behind it (Mẫu 1.2)."""
    return Paragraph(words, styles.BODY, lead=f"Điều {number}. ")


def _last_ordered(number: int, words: str) -> Paragraph:
    return Paragraph(f"{words}./.", styles.CLOSING, lead=f"Điều {number}. ")


def _rules(name: str) -> tuple[Paragraph, ...]:
    """Chapters and articles of a quy chế or quy định."""
    return (
        *_chapter("I", "QUY ĐỊNH CHUNG"),
        _article(1, "Phạm vi điều chỉnh và đối tượng áp dụng"),
        _text(f"1. {name} này quy định về …."),
        _text(f"2. {name} này áp dụng đối với …."),
        _article(2, "Nguyên tắc thực hiện"),
        _text("Việc thực hiện phải bảo đảm …."),
        *_chapter("II", "QUY ĐỊNH CỤ THỂ"),
        _article(3, "Trách nhiệm của các cơ quan, đơn vị"),
        _text("Thủ trưởng các cơ quan, đơn vị có trách nhiệm:"),
        _text("1. Tổ chức thực hiện …;"),
        _text("2. Kiểm tra, đôn đốc …."),
        *_chapter("III", "ĐIỀU KHOẢN THI HÀNH"),
        _article(4, "Tổ chức thực hiện"),
        _end(f"Trong quá trình thực hiện {name}, nếu có vướng mắc, các cơ quan, đơn vị phản ánh về {AGENCY} để xem xét, giải quyết"),
    )


def _project(name: str) -> tuple[Paragraph, ...]:
    """The order of a phương án, đề án or dự án."""
    return (
        _heading("I. SỰ CẦN THIẾT VÀ CƠ SỞ PHÁP LÝ"),
        _clause("1. Sự cần thiết"),
        _text(f"Nêu thực trạng và lý do phải xây dựng {name}: …."),
        _clause("2. Cơ sở pháp lý"),
        _text("Nêu tên loại, số, ký hiệu, thời gian ban hành, cơ quan ban hành và trích yếu của từng văn bản: …."),
        _heading("II. MỤC TIÊU VÀ PHẠM VI"),
        _text("Nêu mục tiêu, kết quả phải đạt, phạm vi và thời gian thực hiện: …."),
        _heading("III. NỘI DUNG VÀ GIẢI PHÁP"),
        _text("Nêu từng nhiệm vụ, giải pháp và sản phẩm của từng nhiệm vụ: …."),
        _heading("IV. KINH PHÍ VÀ NGUỒN LỰC"),
        _text("Nêu tổng kinh phí, nguồn kinh phí và nhân lực thực hiện: …."),
        _heading("V. TỔ CHỨC THỰC HIỆN"),
        _end("Nêu trách nhiệm của từng cơ quan, đơn vị và thời hạn hoàn thành"),
    )


def _slip(opening: str, *rows: str) -> tuple[Paragraph, ...]:
    """A phiếu: an opening and a few lines to fill in."""
    *lines, last = rows
    return (_text(opening), *map(_text, lines), _end(last))


def _sides(name: str) -> tuple[Paragraph, ...]:
    """Who signs a paper of two sides."""
    return (
        _text(f"Hôm nay, tại …, các Bên ký kết {name} này gồm có:"),
        _clause(f"Bên A: {AGENCY}"),
        _text("Địa chỉ: …"),
        _text("Người đại diện: …, chức vụ: …"),
        _clause("Bên B: Tên cơ quan, tổ chức, cá nhân"),
        _text("Địa chỉ: …"),
        _text("Người đại diện: …, chức vụ: …"),
    )


TEXTS: Final[dict[str, tuple[Paragraph, ...]]] = {
    "NQ": (
        _ordered(1, "Nêu nội dung được quyết nghị: …."),
        _ordered(2, "Giao … tổ chức thực hiện …."),
        _last_ordered(3, "Các cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Nghị quyết này"),
    ),
    "QĐ": (
        _ordered(1, "Nêu nội dung quyết định: …."),
        _ordered(2, "Quyết định này có hiệu lực kể từ ngày …."),
        _last_ordered(3, "Các cơ quan, đơn vị và cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này"),
    ),
    "CT": (
        _text("Thời gian qua, công tác … đã đạt được những kết quả …; tuy nhiên, còn những hạn chế …."),
        _text(f"Để khắc phục những hạn chế nêu trên, {AGENCY} yêu cầu các cơ quan, đơn vị thực hiện các nhiệm vụ sau:"),
        _text("1. Thủ trưởng các cơ quan, đơn vị có trách nhiệm …."),
        _text("2. Đơn vị đầu mối theo dõi, đôn đốc và báo cáo kết quả …."),
        _end("Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện Chỉ thị này"),
    ),
    "QC": _rules("Quy chế"),
    "QyĐ": _rules("Quy định"),
    "TC": (
        _text(f"Ngày … tháng … năm …, tại …, {AGENCY} đã …."),
        _text("Nêu nội dung, kết quả của sự việc: …."),
        _end(f"Vậy, {AGENCY} thông cáo để các cơ quan, tổ chức, cá nhân được biết"),
    ),
    "TB": (
        _text(f"Thực hiện …, {AGENCY} thông báo như sau:"),
        _text("1. Nêu nội dung thông báo: …."),
        _text("2. Nêu thời gian, địa điểm, đối tượng: …."),
        _end(f"Vậy, {AGENCY} thông báo để các cơ quan, đơn vị được biết và thực hiện"),
    ),
    "HD": (
        _text(f"Thực hiện …, {AGENCY} hướng dẫn … như sau:"),
        _heading("I. QUY ĐỊNH CHUNG"),
        _text("Nêu mục đích, phạm vi và đối tượng áp dụng: …."),
        _heading("II. NỘI DUNG HƯỚNG DẪN"),
        _clause("1. Trình tự thực hiện"),
        _text("Nêu từng bước thực hiện: …."),
        _clause("2. Hồ sơ, biểu mẫu"),
        _text("Nêu thành phần hồ sơ và biểu mẫu kèm theo: …."),
        _heading("III. TỔ CHỨC THỰC HIỆN"),
        _end(f"Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị phản ánh về {AGENCY} để được hướng dẫn"),
    ),
    "CTr": (
        _heading("I. MỤC ĐÍCH, YÊU CẦU"),
        _text("Nêu mục đích, yêu cầu của chương trình: …."),
        _heading("II. NỘI DUNG CHƯƠNG TRÌNH"),
        _text("Nêu từng nội dung, thời gian và đơn vị thực hiện: …."),
        _heading("III. TỔ CHỨC THỰC HIỆN"),
        _end("Nêu trách nhiệm của từng cơ quan, đơn vị và chế độ báo cáo"),
    ),
    "KH": (
        _heading("I. MỤC ĐÍCH, YÊU CẦU"),
        _clause("1. Mục đích"),
        _text("Nêu kết quả mà kế hoạch hướng tới: …."),
        _clause("2. Yêu cầu"),
        _text("Nêu yêu cầu đối với việc thực hiện: …."),
        _heading("II. NỘI DUNG VÀ GIẢI PHÁP"),
        _text("Nêu từng nhiệm vụ, sản phẩm, đơn vị chủ trì, đơn vị phối hợp và thời hạn hoàn thành: …."),
        _heading("III. TỔ CHỨC THỰC HIỆN"),
        _text("Nêu trách nhiệm của từng đơn vị, kinh phí và chế độ báo cáo: …."),
        _end(f"Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về {AGENCY} để xem xét, giải quyết"),
    ),
    "PA": _project("phương án"),
    "ĐA": _project("đề án"),
    "DA": _project("dự án"),
    "BC": (
        _text(f"Thực hiện …, {AGENCY} báo cáo như sau:"),
        _heading("I. KẾT QUẢ THỰC HIỆN"),
        _clause("1. Công tác chỉ đạo, triển khai"),
        _text("Nêu các văn bản đã ban hành và việc đã triển khai: …."),
        _clause("2. Kết quả đạt được"),
        _text("Nêu kết quả kèm số liệu, so sánh với kế hoạch và với kỳ trước: …."),
        _heading("II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"),
        _text("Nêu tồn tại, hạn chế, nguyên nhân khách quan và nguyên nhân chủ quan: …."),
        _heading("III. PHƯƠNG HƯỚNG, NHIỆM VỤ"),
        _text("Nêu nhiệm vụ, giải pháp của kỳ tiếp theo: …."),
        _heading("IV. ĐỀ XUẤT, KIẾN NGHỊ"),
        _text("Nêu đề xuất, kiến nghị với từng cơ quan: …."),
        _end(f"Trên đây là báo cáo của {AGENCY} về …"),
    ),
    "BB": (
        _text("Thời gian bắt đầu: … giờ …, ngày … tháng … năm …"),
        _text("Địa điểm: …"),
        _text("Thành phần tham dự: …"),
        _text("Chủ trì (chủ tọa): …"),
        _text("Thư ký (người ghi biên bản): …"),
        _text("Nội dung (theo diễn biến cuộc họp/hội nghị/hội thảo):"),
        _text("1. Nêu ý kiến phát biểu của từng người: …."),
        _text("2. Nêu kết luận của chủ tọa: …."),
        _end("Cuộc họp (hội nghị, hội thảo) kết thúc vào … giờ …, ngày … tháng … năm …"),
    ),
    "TTr": (
        _text(f"Thực hiện …, {AGENCY} kính trình … xem xét, quyết định nội dung sau:"),
        _heading("I. SỰ CẦN THIẾT"),
        _text("Nêu lý do, cơ sở pháp lý và cơ sở thực tiễn của việc trình: …."),
        _heading("II. NỘI DUNG TRÌNH"),
        _text("Nêu nội dung, phương án và ý kiến của các cơ quan có liên quan: …."),
        _heading("III. KIẾN NGHỊ"),
        _text("Nêu việc đề nghị cấp có thẩm quyền quyết định: …."),
        _end(f"{AGENCY} kính trình … xem xét, quyết định"),
    ),
    "HĐ": (
        *_sides("Hợp đồng"),
        _text("Các Bên thống nhất ký kết Hợp đồng với các điều khoản sau:"),
        _article(1, "Đối tượng của hợp đồng"),
        _text("Nêu hàng hóa, dịch vụ, công việc phải thực hiện: …."),
        _article(2, "Giá trị hợp đồng và phương thức thanh toán"),
        _text("Nêu giá trị bằng số và bằng chữ, thời hạn và hình thức thanh toán: …."),
        _article(3, "Thời gian, địa điểm thực hiện"),
        _text("Nêu thời gian bắt đầu, thời gian hoàn thành và địa điểm: …."),
        _article(4, "Quyền và nghĩa vụ của các Bên"),
        _text("1. Quyền và nghĩa vụ của Bên A: …."),
        _text("2. Quyền và nghĩa vụ của Bên B: …."),
        _article(5, "Hiệu lực của hợp đồng"),
        _end("Hợp đồng có hiệu lực kể từ ngày … và được lập thành … bản có giá trị như nhau, mỗi Bên giữ … bản"),
    ),
    "CV": (
        _text("Thực hiện (hoặc phúc đáp) …, nêu lý do gửi công văn: …."),
        _text(f"Về việc này, {AGENCY} có ý kiến (đề nghị) như sau:"),
        _text("1. Nêu nội dung thứ nhất: …."),
        _text("2. Nêu nội dung thứ hai: …."),
        _end(f"{AGENCY} đề nghị Quý cơ quan quan tâm, phối hợp thực hiện"),
    ),
    "CĐ": (
        _text("Nêu ngắn gọn tình hình khẩn cấp và lý do của công điện: …."),
        _text("Yêu cầu các cơ quan, đơn vị thực hiện ngay các nhiệm vụ sau:"),
        _text("1. Nêu nhiệm vụ thứ nhất và thời hạn: …."),
        _text("2. Nêu nhiệm vụ thứ hai và thời hạn: …."),
        _end("Nhận được Công điện này, yêu cầu các cơ quan, đơn vị khẩn trương thực hiện và báo cáo kết quả"),
    ),
    "BGN": (
        *_sides("Bản ghi nhớ"),
        _text("Sau khi trao đổi, các Bên thống nhất ghi nhớ các nội dung sau:"),
        _heading("I. MỤC ĐÍCH HỢP TÁC"),
        _text("Nêu mục đích, nguyên tắc hợp tác: …."),
        _heading("II. NỘI DUNG HỢP TÁC"),
        _text("Nêu từng nội dung và trách nhiệm của mỗi Bên: …."),
        _heading("III. TỔ CHỨC THỰC HIỆN"),
        _end("Bản ghi nhớ có hiệu lực kể từ ngày … và được lập thành … bản có giá trị như nhau, mỗi Bên giữ … bản"),
    ),
    "BTT": (
        *_sides("Bản thỏa thuận"),
        _text("Các Bên thống nhất thỏa thuận các nội dung sau:"),
        _article(1, "Nội dung thỏa thuận"),
        _text("Nêu từng nội dung mà các Bên thỏa thuận: …."),
        _article(2, "Trách nhiệm của các Bên"),
        _text("1. Trách nhiệm của Bên A: …."),
        _text("2. Trách nhiệm của Bên B: …."),
        _article(3, "Hiệu lực của thỏa thuận"),
        _end("Bản thỏa thuận có hiệu lực kể từ ngày … và được lập thành … bản có giá trị như nhau, mỗi Bên giữ … bản"),
    ),
    "GUQ": (
        _text(f"{AGENCY} ủy quyền như sau:"),
        _clause("1. Bên ủy quyền"),
        _text("Ông (bà): …, chức vụ: …"),
        _clause("2. Bên được ủy quyền"),
        _text("Ông (bà): …, chức vụ: …"),
        _clause("3. Nội dung ủy quyền"),
        _text("Nêu từng việc được ủy quyền và phạm vi ủy quyền: …."),
        _clause("4. Thời hạn ủy quyền"),
        _text("Từ ngày … tháng … năm … đến hết ngày … tháng … năm …."),
        _end("Bên được ủy quyền không được ủy quyền lại cho người khác và chịu trách nhiệm về việc thực hiện nội dung ủy quyền nêu trên"),
    ),
    "GM": (
        _text(f"{AGENCY} trân trọng kính mời: …"),
        _text("Tới dự: …"),
        _text("Chủ trì: …"),
        _text("Thời gian: … giờ …, ngày … tháng … năm …"),
        _text("Địa điểm: …"),
        _end("Đề nghị các đại biểu dự họp đúng thời gian, đúng thành phần và chuẩn bị ý kiến về …"),
    ),
    "GGT": (
        _text(f"{AGENCY} trân trọng giới thiệu:"),
        _text("Ông (bà): …"),
        _text("Chức vụ: …"),
        _text("Được cử đến: …"),
        _text("Về việc: …"),
        _text("Đề nghị Quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ."),
        _end("Giấy này có giá trị đến hết ngày … tháng … năm …"),
    ),
    "GNP": (
        _text(f"Xét Đơn đề nghị nghỉ phép ngày … tháng … năm … của ông (bà) …, {AGENCY} cấp cho:"),
        _text("Ông (bà): …"),
        _text("Chức vụ: …"),
        _text("Được nghỉ phép trong thời gian … ngày, kể từ ngày … tháng … năm … đến hết ngày … tháng … năm … tại …."),
        _end("Số ngày nghỉ phép nêu trên được tính vào thời gian …"),
    ),
    "PG": _slip(
        f"{AGENCY} gửi tới … các văn bản, tài liệu sau:",
        "1. Tên, số, ký hiệu của văn bản, tài liệu và số lượng bản: …;",
        "2. Tên, số, ký hiệu của văn bản, tài liệu và số lượng bản: ….",
        f"Đề nghị nơi nhận kiểm tra, ký xác nhận và gửi lại phiếu này cho {AGENCY}",
    ),
    "PC": _slip(
        f"{AGENCY} chuyển đến … để xem xét, giải quyết theo thẩm quyền:",
        "1. Tên đơn, hồ sơ, văn bản: …;",
        "2. Người gửi, cơ quan gửi và địa chỉ: …;",
        "3. Nội dung chính: ….",
        f"Đề nghị quý cơ quan, đơn vị giải quyết và thông báo kết quả cho {AGENCY} trước ngày … tháng … năm …",
    ),
    "PB": _slip(
        f"{AGENCY} báo cho … biết nội dung sau:",
        "1. Nội dung báo: …;",
        "2. Thời gian, địa điểm: ….",
        f"Mọi chi tiết xin liên hệ {AGENCY}, điện thoại: …",
    ),
    "THUCONG": (
        _text("Thân gửi …,"),
        _text(f"Nhân dịp …, thay mặt {AGENCY}, tôi xin gửi tới … lời …."),
        _text("Nêu nội dung chúc mừng, thăm hỏi, cảm ơn hoặc khen ngợi: …."),
        _end("Chúc … sức khỏe, hạnh phúc và thành công"),
    ),
}
"""By the word that names the type in a list: its abbreviation, `CV`, `THUCONG`."""

ISSUING: Final = (
    _ordered(1, "Ban hành kèm theo Quyết định này Quy chế …."),
    _ordered(2, "Quyết định này có hiệu lực kể từ ngày …."),
    _last_ordered(3, "Các cơ quan, đơn vị và cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này"),
)
"""The text of a decision that issues another document (Mẫu 1.3)."""

ISSUED: Final = _rules("Quy chế")
"""The text issued with it."""

SUMMARIES: Final = {
    "QĐ": "Về việc … (nêu ngắn gọn nội dung chủ yếu của quyết định)",
    "1.3": "Ban hành Quy chế … (nêu tên văn bản được ban hành)",
    "ISSUED": "Về … (nêu ngắn gọn nội dung của quy chế)",
    "BB": "Họp … (tên cuộc họp hoặc hội nghị, hội thảo)",
    "GM": "Dự họp … (nêu ngắn gọn nội dung cuộc họp)",
    "CV": "V/v … (nêu ngắn gọn nội dung công văn)",
    "HĐ": "Về việc … (nêu ngắn gọn đối tượng của hợp đồng)",
    "BGN": "Về việc … (nêu ngắn gọn nội dung hợp tác)",
    "BTT": "Về việc … (nêu ngắn gọn nội dung thỏa thuận)",
    "GUQ": "Về việc … (nêu ngắn gọn nội dung ủy quyền)",
    "THUCONG": "Chúc mừng … (nêu ngắn gọn lý do viết thư)",
}


def summary(written: str, name: str) -> str:
    """The summary to type over (TL-02)."""
    return SUMMARIES.get(written, f"Về … (nêu ngắn gọn nội dung chủ yếu của {name.lower()})")


BASES: Final = {
    "NQ": (STATUTE, CITED),
    "QĐ": (STATUTE, CITED, PROPOSAL),
    "KH": (CITED,),
    "HĐ": ("Căn cứ Bộ luật Dân sự ngày 24 tháng 11 năm 2015", CITED),
    "BTT": (STATUTE, CITED),
    "GUQ": (STATUTE, CITED),
}
"""Bases without their end; `;` and at last `.` are put behind them (CC-02)."""
