"""Words of the source plan: the rows of its text and of its table, letter for letter."""

from __future__ import annotations

from typing import Final

from generator.records import BodyKind, Section

INDEX_PHRASE: Final = "Chỉ số cải cách hành chính năm 2024 của các sở, ban, ngành và UBND các huyện, thành phố"
ROOMS_AND_UNITS: Final = "Các phòng chuyên môn, đơn vị trực thuộc"

BODY: Final = (
    (
        Section.OPENING,
        BodyKind.PARAGRAPH,
        (
            "Năm 2024, Sở Khoa học và Công nghệ được đánh giá, xếp loại Tốt, đạt **85.06/100 điểm**. Bên cạnh những kết quả đã đạt được về"
            " công tác chỉ đạo, điều hành CCHC, Sở Khoa học và Công nghệ vẫn còn một số lĩnh vực còn tồn tại, hạn chế, để khắc phục những"
            " tồn tại, hạn chế sau kết quả xác định chỉ số cải cách hành chính năm 2024, để góp phần nâng cao chỉ số CCHC năm 2025"
            " và các năm"
            " tiếp theo."
        ),
    ),
    (
        Section.OPENING,
        BodyKind.PARAGRAPH,
        (
            "Sở Khoa học và Công nghệ xây dựng Kế hoạch khắc phục những tồn tại, hạn chế về các chỉ số cải cách hành chính năm 2024 cụ thể"
            " như sau:"
        ),
    ),
    (Section.PURPOSE, BodyKind.HEADING, "MỤC ĐÍCH, YÊU CẦU"),
    (Section.PURPOSE, BodyKind.SUBHEADING, "Mục đích"),
    (
        Section.PURPOSE,
        BodyKind.BULLET,
        (
            "Khắc phục những tồn tại, hạn chế trong việc thực hiện chỉ số CCHC của Sở năm 2024. Xác định nhiệm vụ, giải pháp để"
            " khắc phục tồn"
            " tại, hạn chế tại các tiêu chí, tiêu chí thành phần, góp phần nâng cao chất lượng công tác chỉ đạo, điều hành và tổ chức thực"
            " hiện các nhiệm vụ CCHC tại các phòng chuyên môn, đơn vị trực thuộc."
        ),
    ),
    (
        Section.PURPOSE,
        BodyKind.BULLET,
        (
            "Nâng cao trách nhiệm của công chức, viên chức, người lao động trong thực hiện công tác CCHC nói chung và chỉ số CCHC Sở nói"
            " riêng."
        ),
    ),
    (
        Section.PURPOSE,
        BodyKind.BULLET,
        (
            "Tiếp tục duy trì và nâng cao các nội dung tiêu chí, tiêu chí thành phần đã đạt được kết quả tốt, xếp thứ hạng cao."
            " Phấn đấu chỉ"
            " số cải cách hành chính năm 2025 và các năm tiếp theo đạt loại Khá trở lên."
        ),
    ),
    (Section.REQUIREMENTS, BodyKind.SUBHEADING, "Yêu cầu"),
    (
        Section.REQUIREMENTS,
        BodyKind.BULLET,
        (
            "Các phòng, đơn vị, đánh giá đúng thực trạng, kết quả thực hiện các nội dung liên quan đến các tiêu chí, tiêu chí"
            " thành phần theo"
            " từng lĩnh vực báo cáo tại văn bản số 574/UBND-PVHCC ngày 07 tháng 03 năm 2022 của UBND tỉnh Hà Giang về việc xây dựng báo cáo"
            " định kỳ công tác cải cách hành chính."
        ),
    ),
    (
        Section.REQUIREMENTS,
        BodyKind.BULLET,
        (
            "Thực hiện nghiêm túc, hiệu quả các nội dung của Kế hoạch số 1428/KH-SKHCN ngày 13/12/2024 của Sở Khoa học và Công nghệ về cải"
            " cách hành\nchính năm 2025."
        ),
    ),
    (
        Section.REQUIREMENTS,
        BodyKind.BULLET,
        (
            "Phát huy vai trò, trách nhiệm của Trưởng các phòng chuyên môn, đơn vị trực thuộc và của công chức, viên chức trong"
            " thực thi công"
            " vụ."
        ),
    ),
    (Section.CONTENT, BodyKind.HEADING, "NỘI DUNG VÀ GIẢI PHÁP"),
    (Section.CONTENT, BodyKind.PARAGRAPH, "(Có phụ lục kèm theo)"),
    (Section.ORGANISATION, BodyKind.HEADING, "TỔ CHỨC THỰC HIỆN"),
    (Section.ORGANISATION, BodyKind.SUBHEADING, "Văn phòng Sở"),
    (
        Section.ORGANISATION,
        BodyKind.BULLET,
        (
            "Theo dõi, đôn đốc các phòng chuyên môn, đơn vị thuộc Sở triển khai thực hiện việc khắc phục các tiêu chí còn tồn tại,"
            " hạn chế về"
            " chỉ số cải cách hành chính năm 2024, góp phần nâng cao chỉ số CCHC năm 2025 và các năm tiếp theo."
        ),
    ),
    (
        Section.ORGANISATION,
        BodyKind.BULLET,
        "Tổng hợp báo cáo kết quả khắc phục các tiêu chí chỉ số CCHC năm 2024; thời gian hoàn thành trong Quý IV năm 2025.",
    ),
    (Section.ORGANISATION, BodyKind.SUBHEADING, ROOMS_AND_UNITS),
    (
        Section.ORGANISATION,
        BodyKind.BULLET,
        "Trên cơ sở các chỉ tiêu còn tồn tại, hạn chế tại phụ lục kèm theo Kế hoạch này tổ chức triển khai thực hiện đảm bảo, hiệu quả.",
    ),
    (
        Section.ORGANISATION,
        BodyKind.BULLET,
        (
            "Báo cáo kết quả triển khai thực hiện các nội dung trong Kế hoạch này theo chức năng, nhiệm vụ, lĩnh vực phục trách"
            " gửi Văn phòng"
            " Sở tổng hợp."
        ),
    ),
    (
        Section.ORGANISATION,
        BodyKind.BULLET,
        (
            "Trưởng, phó các phòng chuyên môn, đơn vị trực thuộc căn cứ chức năng, nhiệm vụ tổ chức triển khai thực hiện Kế hoạch"
            " đảm bảo hiệu"
            " quả. Trong quá trình thực hiện có khó khăn, vướng mắc phản ánh về Văn phòng Sở để báo cáo Ban Giám đốc Sở xem xét chỉ đạo."
        ),
    ),
    (
        Section.CLOSING,
        BodyKind.PARAGRAPH,
        "Trên đây là Kế hoạch khắc phục những hạn chế chỉ số cải cách hành chính năm 2024 của Sở Khoa học và Công nghệ",
    ),
)
CRITERIA: Final = (
    (
        "1",
        "1.1.2",
        "Mức độ thực hiện kế hoạch",
        "2",
        "1.9",
        "Các phòng chuyên môn, đơn vị trực thuộc thực hiện tốt Kế hoạch số 1428/KH-SKHCN ngày 13/12/2024 về cải cách hành chính năm 2025.",
        "VP",
        "PCM",
    ),
    (
        "1",
        "1.4.1.2",
        "Trong năm có tin bài được đăng tải trên phương tiện thông tin đại chúng ở Trung ương",
        "0.5",
        "0",
        "Bộ phận tuyên truyền có kế hoạch làm việc đăng tin bài tuyên truyền về CCHC với Báo Trung ương khi làm việc với Sở.",
        "TT",
        "VP",
    ),
    (
        "1",
        "1.5.2",
        "Mức độ thực hiện kế hoạch/giải pháp khắc phục những tồn tại, hạn chế của năm trước liền kề",
        "1",
        "0.94",
        "Các phòng chuyên môn đơn vị trực thuộc thực hiện tốt Kế hoạch khắc phục CCHC năm 2025 của Sở KHCN",
        "VP",
        "PCM",
    ),
    (
        "1",
        "1.7.2",
        "Thực hiện các nhiệm vụ được UBND tỉnh, Chủ tịch UBND tỉnh giao trong năm",
        "1.5",
        "0.86",
        "Văn phòng rà soát thường xuyên nhiệm vụ Chủ tịch giao trên hệ thống phần mềm",
        "VP",
        "PCM",
    ),
    (
        "2",
        "2.1.1",
        "Thực hiện quy trình xây dựng và ban hành VBQPPL",
        "1",
        "0",
        (
            "Thực hiện quy trình bãi bỏ Quyết định số 16/2016/QĐ-UBND tỉnh về việc ban hành quy định quản lý nhiệm vụ khoa học và công\n"
            "nghệ trên địa bàn tỉnh Hà Giang"
        ),
        "QLKH",
        "VP",
    ),
    (
        "3",
        "3.1.1",
        "Hoàn thành chỉ tiêu, nhiệm vụ UBND tỉnh giao về công tác cải cách TTHC trọng tâm năm 2024",
        "2",
        "0",
        "Rà soát thực hiện các chỉ tiêu, nhiệm vụ UBND tỉnh giao về công tác Cải cách TTHC",
        "VP",
        "PCM",
    ),
    (
        "3",
        "3.6",
        (
            "Kết quả Bộ chỉ số chỉ đạo, điều hành và đánh giá chất lượng phục vụ người dân doanh nghiệp trong thực hiện thủ tục hành chính,"
            " dịch vụ công theo thời gian thực hiện môi trường điện tử"
        ),
        "2",
        "1.5",
        "Thực hiện tốt quy trình giải quyết TTHC theo thời gian thực hiện môi trường điện tử",
        "PCM",
        "VP",
    ),
    (
        "4",
        "4.1.4",
        (
            "Thực hiện quy định về cơ cấu số lượng lãnh đạo cấp phòng và tương đương thuộc sở; các đơn vị sự nghiệp công lập trực thuộc"
            " (gọi chung là đơn vị)"
        ),
        "1",
        "0",
        "Rà soát cơ cấu lãnh đạo cấp phòng và tương đương",
        "VP",
        "PCM",
    ),
    (
        "4",
        "5.3.3.3",
        "Đối với CCVC không giữ chức vụ lãnh đạo",
        "0.5",
        "0",
        "Toàn thể cán bộ CCVC chấp hành tốt kỷ luật, kỷ cương hành chính",
        "VP",
        "PCM",
    ),
)
