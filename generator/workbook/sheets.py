"""The sheets of a plan workbook as data: reading and writing share these lines."""

from __future__ import annotations

from typing import Final

from generator import records
from generator.records import AnnexProfile, Authority, BasisRole, BodyKind, RecipientKind, Section, Standing, UnitKind
from generator.workbook.columns import ID, INTERNAL, VALID_FROM, VALID_TO
from generator.workbook.result_sheets import RESULT_SHEETS
from generator.workbook.schema import Column, Kind, ListSheet
from generator.workbook.set_sheet import CRITERIA_SET

GUIDE_TITLE: Final = "Hướng dẫn"
FACTS_TITLE: Final = "Kế hoạch"
FACTS_TABLE: Final = "bang_ke_hoach"

FACT_COLUMNS: Final = (
    Column("label", "Mục", "Tên mục, giữ nguyên.", 30, required=True),
    Column("value", "Nội dung", "Ghi nội dung của mục vào cột này.", 60, Kind.RICH, required=True, aliases=("Giá trị",)),
    Column("explanation", "Giải thích", "Giải thích cách ghi; cột này không được đọc và không được in.", 60),
)
"""Columns of the sheet of facts."""

FACTS: Final = (
    Column("assessed_year", "Năm đánh giá", "Năm của chỉ số đã công bố, ví dụ 2024. Bắt buộc.", 0, Kind.YEAR, required=True),
    Column(
        "action_year",
        "Năm thực hiện",
        "Năm thực hiện kế hoạch khắc phục, thường là năm đánh giá cộng 1. Bắt buộc.",
        0,
        Kind.YEAR,
        required=True,
    ),
    Column(
        "title", "Tên kế hoạch", "Trích yếu, không ghi chữ “Kế hoạch” ở đầu. Bắt buộc.", 0, Kind.RICH, required=True, aliases=("Trích yếu",)
    ),
    Column("agency", "Cơ quan ban hành", "Mã cơ quan ở trang Cơ quan. Bắt buộc.", 0, Kind.AGENCY, required=True, aliases=("Cơ quan",)),
    Column("symbol", "Ký hiệu", "Ví dụ KH-SKHCN. Để trống thì lấy chữ viết tắt ở trang Cơ quan.", 0),
    Column("number", "Số văn bản", "Văn thư cấp sau khi ký; bản dự thảo để trống.", 0, aliases=("Số",)),
    Column("issue_date", "Ngày ban hành", "Dạng 02/01/2025; bản dự thảo để trống.", 0, Kind.DAY),
    Column("expected_date", "Ngày dự kiến ban hành", "Dạng 02/01/2025; dùng để chọn tên cơ quan còn hiệu lực.", 0, Kind.DAY),
    Column("score", "Điểm đạt", "Điểm chỉ số theo quyết định công bố, ví dụ 85,06. Bắt buộc.", 0, Kind.SCORE, required=True),
    Column("applicable_maximum", "Điểm tối đa áp dụng", "Để trống là 100; ghi số khác nếu có tiêu chí không áp dụng.", 0, Kind.SCORE),
    Column("band", "Xếp loại", "Xếp loại đã công bố, ví dụ Tốt.", 0),
    Column("target_band", "Xếp loại phấn đấu", "Xếp loại phấn đấu trong năm thực hiện.", 0),
    Column("target_score", "Điểm phấn đấu", "Điểm chỉ số phấn đấu, nếu có.", 0, Kind.SCORE),
    Column("signer", "Người ký", "Chọn họ tên ở trang Người ký; để trống thì chỗ ký để trống.", 0, Kind.SIGNER),
    Column("annex_title", "Tên phụ lục", "Tên danh mục kèm theo; Alt+Enter để xuống dòng.", 0, Kind.RICH),
    Column("annex_profile", "Mẫu phụ lục", "Phụ lục 8 cột hoặc 11 cột; để trống là 8 cột.", 0, Kind.CHOICE, choices=AnnexProfile),
    Column(
        "score_places",
        "Số chữ số thập phân",
        "Điểm trong phụ lục in với ít nhất bấy nhiêu chữ số sau dấu phẩy, từ 0 đến 3; để trống thì in như đã ghi.",
        0,
        Kind.COUNT,
        aliases=("Số chữ số thập phân của điểm",),
    ),
    Column("print_draft_mark", "In chữ DỰ THẢO", "Có hoặc Không; để trống là Không.", 0, Kind.YES_NO),
)

BASES: Final = ListSheet(
    "bases",
    "Căn cứ",
    "bang_can_cu",
    records.LegalBasis,
    (
        ID,
        Column("lead", "Lời dẫn", "Chữ mở đầu dòng, thường là “Căn cứ”; để trống nếu không cần.", 12),
        Column("kind", "Loại văn bản", "Quyết định, Báo cáo, Kế hoạch, Công văn…", 15),
        Column("number", "Số, ký hiệu", "Ví dụ 04/QĐ-UBND.", 16, aliases=("Số ký hiệu",)),
        Column("issued", "Ngày ban hành", "Ngày của văn bản, dạng 02/01/2025.", 13, Kind.DAY, aliases=("Ngày",)),
        Column("issuer", "Cơ quan ban hành", "Tên cơ quan vào lúc ban hành, ví dụ UBND tỉnh Hà Giang.", 26),
        Column("subject", "Trích yếu", "Bắt đầu bằng “về việc…” hoặc “về…”, không có dấu ở cuối.", 60, Kind.RICH, trim=(";", ".")),
        Column("role", "Vai trò", "Văn bản này dùng làm gì; chọn trong danh sách.", 18, Kind.CHOICE, choices=BasisRole),
        Column("standing", "Tình trạng", "Còn hiệu lực hay không; chọn trong danh sách.", 16, Kind.CHOICE, choices=Standing),
        INTERNAL,
    ),
    ("kind", "number", "subject"),
)

BODY: Final = ListSheet(
    "body",
    "Nội dung",
    "bang_noi_dung",
    records.BodyRow,
    (
        ID,
        Column(
            "section",
            "Phần",
            "Đoạn này thuộc phần nào của kế hoạch; chọn trong danh sách. Bắt buộc.",
            22,
            Kind.CHOICE,
            required=True,
            choices=Section,
        ),
        Column(
            "kind",
            "Kiểu đoạn",
            "Mục lớn, mục nhỏ, gạch đầu dòng hay đoạn văn. Bắt buộc.",
            18,
            Kind.CHOICE,
            required=True,
            choices=BodyKind,
            aliases=("Kiểu",),
        ),
        Column(
            "text",
            "Nội dung",
            "Lời văn; không gõ số mục, gạch đầu dòng hay ./. vì mẫu tự in. Bắt buộc.",
            90,
            Kind.RICH,
            required=True,
            trim=("./.",),
        ),
        Column("unit", "Đơn vị", "Đơn vị mà đoạn này giao việc, nếu có; chọn trong danh sách.", 28, Kind.UNIT),
        INTERNAL,
    ),
    ("text",),
)

CRITERIA: Final = ListSheet(
    "criteria",
    "Tiêu chí",
    "bang_tieu_chi",
    records.Criterion,
    (
        ID,
        Column("field", "Lĩnh vực", "Chọn tên lĩnh vực; để trống thì lấy theo số đầu của mã tiêu chí.", 18, Kind.FIELD),
        Column(
            "code",
            "Mã tiêu chí",
            "Ví dụ 1.4.1.2, gõ dạng văn bản, không có dấu chấm cuối. Bắt buộc.",
            10,
            Kind.CODE,
            required=True,
            aliases=("Mã",),
        ),
        Column(
            "name",
            "Tên tiêu chí",
            "Tên theo bộ tiêu chí của năm, không kèm mã. Bắt buộc.",
            33,
            Kind.RICH,
            required=True,
            aliases=("Tiêu chí", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần"),
        ),
        Column("maximum", "Điểm tối đa", "Điểm tối đa theo bộ tiêu chí. Bắt buộc.", 8, Kind.SCORE, required=True),
        Column("score", "Điểm đạt", "Điểm đã được công bố, ví dụ 1,9. Bắt buộc.", 8, Kind.SCORE, required=True, aliases=("Kết quả",)),
        Column("cause", "Nguyên nhân", "Vì sao bị trừ điểm.", 26, Kind.RICH),
        Column(
            "remedy", "Giải pháp", "Việc sẽ làm để khắc phục. Bắt buộc.", 38, Kind.RICH, required=True, aliases=("Giải pháp khắc phục",)
        ),
        Column(
            "evidence",
            "Sản phẩm/Tài liệu kiểm chứng",
            "Văn bản, sản phẩm chứng minh đã làm xong.",
            24,
            Kind.RICH,
            aliases=("Sản phẩm", "Tài liệu kiểm chứng"),
        ),
        Column(
            "lead",
            "Chủ trì",
            "Một đơn vị ở trang Đơn vị; chọn trong danh sách. Bắt buộc.",
            18,
            Kind.UNIT,
            required=True,
            aliases=("Đơn vị chủ trì",),
        ),
        Column("support", "Phối hợp", "Tên các đơn vị, cách nhau bằng dấu chấm phẩy.", 18, Kind.UNITS, aliases=("Đơn vị phối hợp",)),
        Column(
            "time_kind",
            "Kiểu thời gian",
            "Ngày, Quý, Năm hoặc Thường xuyên. Bắt buộc.",
            12,
            Kind.TIME_KIND,
            required=True,
            choices=records.TimeKind,
        ),
        Column(
            "time",
            "Thời gian",
            "Ngày 30/9/2025, Quý IV năm 2025 hoặc Năm 2025; để trống khi Thường xuyên.",
            13,
            Kind.TIME_VALUE,
            aliases=("Thời gian thực hiện", "Thời gian hoàn thành"),
        ),
        Column("target", "Điểm phấn đấu", "Điểm phấn đấu trong năm thực hiện, nếu có.", 9, Kind.SCORE),
        Column("self_scored", "Tự chấm", "Không nếu điểm do điều tra xã hội học; để trống là Có.", 9, Kind.YES_NO),
        Column("new_code", "Mã mới", "Mã của tiêu chí trong bộ tiêu chí mới, nếu đổi.", 10, Kind.WORDS),
        Column("printed_note", "Ghi chú in ra", "Chỉ in khi mẫu Word có cột ghi chú; hai mẫu kèm theo không có.", 24, Kind.RICH),
        INTERNAL,
    ),
    ("name",),
)

RECIPIENTS: Final = ListSheet(
    "recipients",
    "Nơi nhận",
    "bang_noi_nhan",
    records.Recipient,
    (
        ID,
        Column(
            "name",
            "Nơi nhận",
            "Một dòng nơi nhận, không gõ dấu gạch và dấu chấm phẩy; dòng cuối là Lưu: VT, … Bắt buộc.",
            50,
            required=True,
            trim=(";", "."),
        ),
        Column(
            "kind",
            "Lý do nhận",
            "Báo cáo, thực hiện, phối hợp, để biết, hoặc Lưu cho dòng cuối. Bắt buộc.",
            18,
            Kind.CHOICE,
            required=True,
            choices=RecipientKind,
            aliases=("Kiểu",),
        ),
        INTERNAL,
    ),
    ("name",),
)

UNITS: Final = ListSheet(
    "units",
    "Đơn vị",
    "bang_don_vi",
    records.Unit,
    (
        ID,
        Column(
            "code",
            "Mã đơn vị",
            "Mã ngắn, không dấu, không khoảng trắng, ví dụ VP, QLKH. Bắt buộc.",
            12,
            Kind.WORDS,
            required=True,
            aliases=("Mã",),
        ),
        Column("name", "Tên đơn vị", "Tên đầy đủ, đúng chữ hoa đã đăng ký. Bắt buộc.", 44, required=True, aliases=("Tên",)),
        Column("short_name", "Tên ngắn", "Tên in trong bảng, nếu khác tên đầy đủ.", 24),
        Column(
            "kind",
            "Loại đơn vị",
            "Chọn trong danh sách; “Nhóm đơn vị” là cách gọi chung nhiều đơn vị. Bắt buộc.",
            18,
            Kind.CHOICE,
            required=True,
            choices=UnitKind,
            aliases=("Loại",),
        ),
        Column("group", "Nhóm", "Nhóm mà đơn vị này thuộc về, nếu có.", 24, Kind.UNIT_OR_WORDS),
        Column("head", "Người đứng đầu", "Họ tên, không in ra kế hoạch.", 22),
        Column("contact", "Liên hệ", "Đầu mối, điện thoại, thư điện tử; không in ra.", 24),
        Column("reports", "Phải báo cáo", "Có nếu đơn vị phải gửi báo cáo kết quả; để trống là Có.", 11, Kind.YES_NO),
        VALID_FROM,
        VALID_TO,
        Column("successor", "Kế thừa bởi", "Đơn vị tiếp nhận nhiệm vụ khi đơn vị này không còn.", 24, Kind.UNIT_OR_WORDS),
        INTERNAL,
    ),
    ("code",),
)

SIGNERS: Final = ListSheet(
    "signers",
    "Người ký",
    "bang_nguoi_ky",
    records.Signer,
    (
        ID,
        Column("name", "Họ và tên", "Họ tên đầy đủ, không ghi học hàm, học vị. Bắt buộc.", 26, required=True, aliases=("Họ tên",)),
        Column("position", "Chức vụ", "Chức vụ in trên chỗ ký, ví dụ GIÁM ĐỐC. Bắt buộc.", 24, required=True),
        Column(
            "authority",
            "Quyền hạn ký",
            "Trực tiếp, KT., TL., TUQ., Q. hoặc TM.; để trống là Trực tiếp.",
            14,
            Kind.CHOICE,
            choices=Authority,
        ),
        Column("on_behalf_of", "Ký thay cho", "Chức vụ của người đứng đầu khi ký thay, ví dụ GIÁM ĐỐC.", 24),
        VALID_FROM,
        VALID_TO,
        INTERNAL,
    ),
    ("name", "position"),
)

AGENCIES: Final = ListSheet(
    "agencies",
    "Cơ quan",
    "bang_co_quan",
    records.Agency,
    (
        ID,
        Column(
            "code",
            "Mã cơ quan",
            "Mã riêng, ví dụ SKHCN-HG; các tên theo thời gian của một cơ quan dùng chung mã. Bắt buộc.",
            14,
            required=True,
            aliases=("Mã",),
        ),
        Column("name", "Tên cơ quan", "Tên đầy đủ, ví dụ Sở Khoa học và Công nghệ. Bắt buộc.", 36, required=True, aliases=("Tên",)),
        Column("province", "Tỉnh, thành phố", "Ví dụ tỉnh Hà Giang.", 18, aliases=("Tỉnh",)),
        Column("parent", "Cơ quan chủ quản", "Tên in ở dòng trên, ví dụ UBND TỈNH HÀ GIANG.", 26),
        Column(
            "abbreviation", "Chữ viết tắt", "Dùng trong ký hiệu văn bản, ví dụ SKHCN. Bắt buộc.", 12, required=True, aliases=("Viết tắt",)
        ),
        Column("place", "Địa danh", "Địa danh ghi trước ngày tháng, ví dụ Hà Giang. Bắt buộc.", 16, required=True),
        VALID_FROM,
        VALID_TO,
        Column("successor", "Kế thừa bởi", "Mã cơ quan tiếp nhận khi cơ quan này không còn.", 16, Kind.AGENCY_OR_WORDS),
        Column("change_basis", "Căn cứ thay đổi", "Văn bản đổi tên, sáp nhập.", 26),
        Column("short_names", "Tên gọi tắt", "Các cách gọi tắt được phép, cách nhau bằng dấu chấm phẩy.", 24, Kind.WORDS_LIST),
        INTERNAL,
    ),
    ("code", "name"),
)

PERIODS: Final = ListSheet(
    "periods",
    "Kỳ báo cáo",
    "bang_ky_bao_cao",
    records.ReportingPeriod,
    (
        ID,
        Column("code", "Kỳ", "Quý I, 6 tháng, Quý II, Quý III, 9 tháng, Quý IV hoặc Năm. Bắt buộc.", 11, Kind.PERIOD, required=True),
        Column("first", "Từ ngày", "Ngày đầu của kỳ. Bắt buộc.", 13, Kind.DAY, required=True),
        Column("last", "Đến ngày", "Ngày cuối của kỳ. Bắt buộc.", 13, Kind.DAY, required=True),
        Column("cumulative", "Cộng dồn", "Có nếu số liệu tính từ đầu năm. Bắt buộc.", 10, Kind.YES_NO, required=True),
        Column("units_due", "Hạn đơn vị gửi", "Ngày các phòng, đơn vị phải gửi báo cáo. Bắt buộc.", 15, Kind.DAY, required=True),
        Column("department_due", "Hạn của Sở", "Ngày Sở phải gửi báo cáo. Bắt buộc.", 15, Kind.DAY, required=True, aliases=("Hạn Sở gửi",)),
        Column("receiver", "Nơi nhận báo cáo", "Cơ quan nhận báo cáo của Sở.", 26),
        Column("report_number", "Số báo cáo", "Số, ký hiệu của báo cáo kỳ này; để trống khi chưa phát hành.", 16),
        Column("report_date", "Ngày phát hành", "Ngày báo cáo kỳ này được phát hành; từ đó số liệu của kỳ không đổi nữa.", 14, Kind.DAY),
        INTERNAL,
    ),
    ("code",),
)

FIELDS: Final = ListSheet(
    "fields",
    "Danh mục",
    "bang_linh_vuc",
    records.ReformField,
    (
        ID,
        Column("number", "Số", "Số thứ tự lĩnh vực: 1, 2… hoặc I, II… Bắt buộc.", 8, Kind.FIELD_NUMBER, required=True),
        Column("name", "Tên lĩnh vực", "Tên lĩnh vực; phụ lục in bằng chữ hoa. Bắt buộc.", 60, required=True, aliases=("Lĩnh vực",)),
        INTERNAL,
    ),
    ("number",),
)

WAIVERS: Final = ListSheet(
    "waivers",
    "Bỏ qua",
    "bang_bo_qua",
    records.Waiver,
    (
        ID,
        Column("rule", "Mã quy tắc", "Mã mà lệnh check in ra, ví dụ L04. Bắt buộc.", 12, Kind.RULE, required=True, aliases=("Quy tắc",)),
        Column(
            "place",
            "Chỗ",
            "Ô như lệnh check in ra, ví dụ Tiêu chí!J9; hoặc mã tiêu chí, mã đơn vị, mã dòng, không đổi khi dòng chuyển chỗ."
            " Để trống: mọi chỗ trong kế hoạch.",
            22,
            aliases=("Nơi",),
        ),
        Column("reason", "Lý do", "Vì sao được bỏ qua; lệnh check luôn in lại lý do này. Bắt buộc.", 70, required=True),
        INTERNAL,
    ),
    ("rule", "place"),
)

PLAN_SHEETS: Final = (BASES, BODY, CRITERIA, RECIPIENTS, UNITS, SIGNERS, AGENCIES, PERIODS, FIELDS)
"""The lists of the plan itself; none may be missing."""
OPTIONAL_SHEETS: Final = (*RESULT_SHEETS, WAIVERS, CRITERIA_SET)
"""Lists that a workbook made before them does not have: nothing stands in them then."""
LIST_SHEETS: Final = (*PLAN_SHEETS, *OPTIONAL_SHEETS)
"""In the order of the tabs, after the guide and the facts."""
