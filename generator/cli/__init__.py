"""The command `vanban`: words in, an action called, its result shown."""

from __future__ import annotations

import gc
import io
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__
from generator.cli.help import VietnameseGroup, VietnameseHelp
from generator.cli.showing import (
    DONE,
    REFUSED,
    ask,
    print_pulled,
    refused,
    show,
    show_demonstration,
    steps,
    usage_problem,
)
from generator.cli.values import Day, Number, Waiver
from generator.errors import GeneratorError
from generator.periods import PeriodCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_out = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("out"), metavar="THƯ_MỤC", help="Thư mục để ghi tệp (mặc định: out)."
)
_anyway = click.option("--anyway", is_flag=True, help="Vẫn tạo bản mới khi còn bản sửa tay chưa được lấy về sổ.")
_cluster = click.option(
    "--cluster", default="", metavar="ĐỊA_CHỈ", help="Giao nhiều tệp cho các máy của bộ điều phối Dask ở địa chỉ này, dạng 10.0.0.5:8786."
)
_json = click.option("--json", "as_json", is_flag=True, help="In kết quả thành một đối tượng JSON.")


@click.group(cls=VietnameseGroup, subcommand_metavar="LỆNH …", options_metavar="[TUỲ CHỌN]")
@click.version_option(__version__, prog_name="vanban", message="%(prog)s %(version)s", help="Hiện phiên bản.")
def cli() -> None:
    """Văn bản hành chính đúng Nghị định 30/2020/NĐ-CP, làm ra từ một sổ Excel."""


def _command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    return cli.command(name, cls=VietnameseHelp, options_metavar="[TUỲ CHỌN]")


def _workbook(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.argument("workbook", type=click.Path(path_type=Path), metavar="SỔ.xlsx")(function)


_period = click.option(
    "--period",
    type=click.Choice([str(code) for code in PeriodCode]),
    required=True,
    metavar="KỲ",
    help=f"Kỳ báo cáo: {', '.join(PeriodCode)}.",
)


_on = click.option("--on", type=Day(), metavar="NGÀY", help="Tính đến hết ngày này (mặc định: hôm nay).")


@_command("new")
@_workbook
@click.option("--year", type=click.IntRange(2000, 2100), metavar="NĂM", help="Năm thực hiện kế hoạch (mặc định: năm nay).")
@click.option(
    "--from-scores", "scores", type=click.Path(path_type=Path), metavar="BẢNG_ĐIỂM", help="Lấy từ bảng điểm của tỉnh (.xlsx, .xls)."
)
@click.option("--sheet", default="", metavar="TRANG", help="Lấy trang này của bảng điểm, khi tệp có nhiều bảng.")
@click.option(
    "--column", "columns", multiple=True, metavar="TÊN=CỘT", help='Chỉ rõ cột của bảng điểm, ví dụ "điểm đạt=G" (ghi được nhiều lần).'
)
@click.option(
    "--from-docx", "word", type=click.Path(path_type=Path), metavar="VĂN_BẢN", help="Lấy từ kế hoạch, báo cáo bằng Word (.docx, .doc)."
)
@click.option("--from-plan", "last_year", type=click.Path(path_type=Path), metavar="NĂM_TRƯỚC.xlsx", help="Lấy từ sổ kế hoạch năm trước.")
@click.option("--expected", type=Day(), metavar="NGÀY", help="Ngày dự kiến ban hành: chọn tên cơ quan, người ký còn hiệu lực.")
@_json
def new(workbook: Path, sheet: str, columns: tuple[str, ...], *, as_json: bool, **given: Any) -> int:  # noqa: ANN401 - passed on by name
    """Tạo sổ kế hoạch mới: để điền, hoặc lấy từ bảng điểm, văn bản Word, sổ năm trước (bảng điểm đi cùng một trong hai nguồn kia được)."""
    from generator.actions import beginning, from_scores  # noqa: PLC0415 - a command imports only what it needs
    from generator.cli.beginning import begin  # noqa: PLC0415

    return begin(workbook, beginning.Sources(choices=from_scores.choices_of(sheet, columns), **given), _today(), as_json=as_json)


@_command("plan")
@click.argument("given", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SỔ.xlsx|THƯ_MỤC…")
@_out
@click.option("--template", type=click.Path(path_type=Path), metavar="MẪU.docx", help="Dùng mẫu Word của cơ quan.")
@click.option("--pdf", "as_pdf", is_flag=True, help="Tạo thêm tệp PDF.")
@_anyway
@_cluster
@_json
def plan(given: tuple[Path, ...], out: Path, cluster: str, *, as_json: bool, **wished: Any) -> int:  # noqa: ANN401 - passed on by name
    """Tạo dự thảo kế hoạch từ sổ Excel: một sổ, hoặc nhiều sổ và thư mục cùng lúc."""
    from generator.cli.planning import plan_given  # noqa: PLC0415

    return plan_given(given, out, _now(), cluster, wished, as_json=as_json)


@_command("forms")
@_workbook
@_period
@_out
@_json
def forms(workbook: Path, period: str, out: Path, *, as_json: bool) -> int:
    """Tạo biểu báo cáo của kỳ, mỗi đơn vị một tệp Excel."""
    from generator.actions.forms_out import make_forms  # noqa: PLC0415

    return show(make_forms(workbook, out, period=period), as_json=as_json)


@_command("collect")
@_workbook
@click.argument("given", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TỆP|THƯ_MỤC|ZIP…")
@_period
@click.option("--replace", multiple=True, metavar="MÃ_ĐƠN_VỊ", help="Dùng biểu mới thay biểu đã nhận của đơn vị này (ghi được nhiều lần).")
@click.option(
    "--received",
    type=click.DateTime(["%d/%m/%Y", "%d/%m/%Y %H:%M"]),
    metavar="LÚC",
    help="Lúc nhận, dạng 12/03/2025 16:30 (mặc định: bây giờ).",
)
@_out
@_json
def collect(  # noqa: PLR0913, PLR0917 - Click passes one for each option
    workbook: Path, given: tuple[Path, ...], period: str, replace: tuple[str, ...], received: datetime | None, out: Path, *, as_json: bool
) -> int:
    """Nhận biểu các đơn vị gửi về vào sổ."""
    from generator.actions import forms_in  # noqa: PLC0415

    handover = forms_in.Handover(given, period, received or _now(), replace)
    with steps(len(given), "Đang nhận biểu", shown=not as_json) as step:
        collected = forms_in.collect(workbook, out, handover, step)
    turned_down = [verdict.taken is forms_in.Taken.REFUSED for verdict in collected.verdicts]
    if not as_json:
        for verdict in collected.verdicts:
            click.echo(f"{verdict.file}: {verdict.taken}" + (f" ({verdict.unit})" if verdict.unit else ""))
    extra = {"verdicts": [{"file": v.file, "unit": v.unit, "taken": str(v.taken)} for v in collected.verdicts]}
    code = show(collected, as_json=as_json, extra=extra)
    return REFUSED if turned_down and all(turned_down) else code


@_command("status")
@_workbook
@click.option(
    "--period", type=click.Choice([str(code) for code in PeriodCode]), metavar="KỲ", help="Chỉ một kỳ (mặc định: mọi kỳ đã bắt đầu)."
)
@_on
@_json
def status(workbook: Path, period: str | None, on: date | None, *, as_json: bool) -> int:
    """Ai đã gửi, ai chậm, mỗi tiêu chí đến đâu."""
    from generator.actions.progress import as_lines, as_tables, how_things_stand  # noqa: PLC0415

    found = how_things_stand(workbook, period=period, day=on or _today())
    if not as_json:
        for line in as_lines(found):
            click.echo(line)
    return show(found, as_json=as_json, extra=as_tables(found))


@_command("remind")
@_workbook
@_period
@_on
@click.option("--by", type=Day(), metavar="NGÀY", help="Hạn trả lời ghi trong công văn (mặc định: để trống).")
@_out
@_json
def remind(workbook: Path, period: str, on: date | None, by: date | None, out: Path, *, as_json: bool) -> int:  # noqa: PLR0913 - the same
    """Tạo công văn đôn đốc các đơn vị chậm báo cáo."""
    from generator.actions.urging import Day, urge  # noqa: PLC0415

    return show(urge(workbook, out, _now(), period=period, asking=Day(on or _today(), by)), as_json=as_json)


@_command("report")
@_workbook
@_period
@click.option("--draft", "with_gaps", is_flag=True, help="Vẫn tạo khi còn thiếu, chỗ thiếu được đánh dấu trong văn bản.")
@click.option("--pdf", "as_pdf", is_flag=True, help="Tạo thêm tệp PDF.")
@_anyway
@_out
@_json
def report(  # noqa: PLR0913 - the same
    workbook: Path, period: str, out: Path, *, with_gaps: bool, as_pdf: bool, anyway: bool, as_json: bool
) -> int:
    """Tạo báo cáo kết quả của kỳ; Q4 hoặc NAM: báo cáo hoàn thành."""
    from generator.actions.reports import Wish, make_report  # noqa: PLC0415

    return show(make_report(workbook, out, _now(), period=period, wish=Wish(with_gaps, as_pdf, anyway)), as_json=as_json)


@_command("pull")
@_workbook
@click.argument("edited", type=click.Path(path_type=Path), metavar="BẢN_SỬA.docx")
@click.option("--take", type=click.Choice(["theirs", "mine"]), help="Chỗ cả hai bên cùng sửa: lấy của Word (theirs) hay của sổ (mine).")
@click.option("--answers", type=click.Path(path_type=Path), metavar="TỆP.json", help="Trả lời từng chỗ: mã chỗ sửa và theirs hoặc mine.")
@click.option("--keep-conflicts", is_flag=True, help="Vẫn ghi phần còn lại, chỗ chưa chọn giữ nguyên như trong sổ.")
@_out
@_json
def pull(  # noqa: PLR0913 - Click passes one for each option
    workbook: Path, edited: Path, take: str | None, answers: Path | None, out: Path, *, keep_conflicts: bool, as_json: bool
) -> int:
    """Lấy phần sửa tay trong Word về sổ."""
    from generator.actions import pulling  # noqa: PLC0415
    from generator.actions.sides import Choice, read_answers  # noqa: PLC0415
    from generator.merge import Side  # noqa: PLC0415

    asking = None if as_json or take or keep_conflicts or not sys.stdin.isatty() else ask
    choice = Choice(Side(take) if take else None, read_answers(answers) if answers else {}, asking, keep_conflicts)
    found = pulling.pull(workbook, edited, out, _now(), choice)
    if not as_json:
        print_pulled(found)
    return show(found, as_json=as_json, extra=pulling.as_tables(found))


@_command("check")
@click.argument("given", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SỔ.xlsx|TỆP.docx|THƯ_MỤC…")
@click.option("--fix", is_flag=True, help="Sửa luôn những chỗ chắc chắn: sổ giữ một bản trước khi sửa, tệp Word được sửa ở một bản mới.")
@click.option("--annotate", is_flag=True, help="Tạo bản Word có nhận xét ở lề tại từng chỗ.")
@_cluster
@_out
@_json
def check(given: tuple[Path, ...], out: Path, cluster: str, *, as_json: bool, **wished: bool) -> int:
    """Soát nội dung sổ kế hoạch, hoặc thể thức tệp Word theo Nghị định 30/2020/NĐ-CP."""
    from generator.cli.verdicts import check_given  # noqa: PLC0415

    return check_given(given, out, _now(), cluster, **wished, as_json=as_json)


@_command("redline")
@click.argument("old", type=click.Path(path_type=Path), metavar="CŨ.docx")
@click.argument("new", type=click.Path(path_type=Path), metavar="MỚI.docx")
@click.option("--author", default="vanban", metavar="TÊN", help="Tên người sửa ghi ở mỗi chỗ (mặc định: vanban).")
@_out
@_json
def redline(old: Path, new: Path, out: Path, *, author: str, as_json: bool) -> int:
    """So sánh hai dự thảo thành một tệp Word có vết sửa (Track Changes)."""
    from generator.actions.redlining import compare  # noqa: PLC0415

    return show(compare(old, new, out, author=author, when=_now()), as_json=as_json)


@_command("issue")
@_workbook
@click.argument("draft", type=click.Path(path_type=Path), metavar="DỰ_THẢO.docx")
@click.option(
    "--number",
    type=Number(),
    required=True,
    metavar="SỐ|next",
    help="Số văn bản; next: số tiếp theo trong sổ đăng ký của cùng ký hiệu (mỗi ký hiệu một dãy số, theo năm).",
)
@click.option("--date", "day", type=Day(), required=True, metavar="NGÀY", help="Ngày văn bản, dạng 20/01/2025.")
@click.option("--signer", default="", metavar="NGƯỜI_KÝ", help="Người khác ký: mã hoặc họ tên ở trang Người ký.")
@click.option("--waive", type=Waiver(), multiple=True, metavar="MÃ=LÝ_DO", help="Bỏ qua một cảnh báo, có lý do (ghi được nhiều lần).")
@_out
@_json
def issue(  # noqa: PLR0913, PLR0917 - the same
    workbook: Path,
    draft: Path,
    number: int | None,
    day: date,
    signer: str,
    waive: tuple[tuple[str, str], ...],
    out: Path,
    *,
    as_json: bool,
) -> int:
    """Phát hành: cấp số, ngày, vào sổ đăng ký, tạo bản chính thức."""
    from generator.actions import issuing  # noqa: PLC0415

    return show(issuing.issue(workbook, draft, out, issuing.Order(number, day, signer, dict(waive)), _now()), as_json=as_json)


@_command("template")
@click.argument("words", nargs=-1, metavar="[LOẠI]")
@click.option(
    "--workbook", type=click.Path(path_type=Path), metavar="SỔ.xlsx", help="Lấy cơ quan, ký hiệu, địa danh và người ký hôm nay từ sổ."
)
@_out
@_json
def template(words: tuple[str, ...], workbook: Path | None, out: Path, *, as_json: bool) -> int:
    """Tạo mẫu Word của một loại văn bản, bản sao (KH, BC, “tờ trình”…); không ghi loại: xem danh sách."""
    from generator.actions import templates  # noqa: PLC0415
    from generator.actions.outcome import Outcome  # noqa: PLC0415

    if words:
        return show(templates.make_template(" ".join(words), out, _today(), workbook), as_json=as_json)
    if not as_json:
        for line in templates.as_lines():
            click.echo(line)
    return show(Outcome(()), as_json=as_json, extra=templates.as_tables())


@_command("convert-text")
@click.argument("given", type=click.Path(path_type=Path), metavar="TỆP.docx|TỆP.xlsx")
@_out
@_json
def convert_text(given: Path, out: Path, *, as_json: bool) -> int:
    """Chuyển chữ TCVN3 (.VnTime…), VNI và Unicode tổ hợp sang Unicode dựng sẵn, ghi thành tệp mới."""
    from generator.actions import converting  # noqa: PLC0415

    converted = converting.convert_text(given, out)
    return show(converted, as_json=as_json, extra=converting.as_tables(converted))


@_command("serve")
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[THƯ_MỤC]")
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="CỔNG", help="Cổng trên máy này (mặc định: 8420, hoặc cổng trống tiếp theo)."
)
@click.option("--no-browser", is_flag=True, help="Không tự mở trình duyệt.")
@click.option("--read-only", is_flag=True, help="Chỉ xem, không cho thay đổi gì.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="THƯ_MỤC", help="Thư mục để ghi tệp (mặc định: out trong thư mục của các sổ)."
)
@click.option(
    "--lan",
    "host",
    metavar="ĐỊA_CHỈ",
    help="Cho các đơn vị trong cơ quan nộp báo cáo qua mạng nội bộ, tại địa chỉ này của máy (0.0.0.0: mọi địa chỉ).",
)
@click.option("--certificate", type=click.Path(path_type=Path), metavar="TỆP.pem", help="Chứng thư HTTPS, cần khi có --lan.")
@click.option("--key", type=click.Path(path_type=Path), metavar="TỆP.pem", help="Khoá của chứng thư, cần khi có --lan.")
@_json
def serve(folder: Path, out: Path | None, *, read_only: bool, as_json: bool, **given: Any) -> int:  # noqa: ANN401 - passed on by name
    """Mở trang làm việc trong trình duyệt: mọi việc trong năm, bấm chuột là xong."""
    from generator.cli.serving import serve_desk  # noqa: PLC0415

    return serve_desk(folder, out or folder / "out", _now, read_only=read_only, as_json=as_json, given=given)


@_command("demo")
@_out
@_json
def demo(out: Path, *, as_json: bool) -> int:
    """Chạy thử cả năm với sổ mẫu: soát, kế hoạch, biểu, nhận biểu, đôn đốc, báo cáo."""
    from generator.actions.demonstration import demonstrate  # noqa: PLC0415

    return show_demonstration(demonstrate(out), as_json=as_json)


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - the clerk's own clock


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the clerk's own calendar


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code: 0 done, 1 done with findings, 2 could not do it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] != ["serve"]:
        gc.set_threshold(100_000)  # nearly all that a command makes lives to its end; a server looks for garbage as usual
    code = run(words)
    gc.freeze()  # all of it goes now: Python need not look for what is garbage first, which takes a seventh of a short command
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    try:
        code = cli.main(arguments, prog_name="vanban", standalone_mode=False)
    except GeneratorError as error:
        return refused(error.problems, arguments)
    except OSError as error:
        from generator.files import name_too_long  # noqa: PLC0415 - needed only now

        if (problem := name_too_long(error)) is None:
            raise
        return refused((problem,), arguments)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        return REFUSED
    except click.UsageError as error:
        return refused((usage_problem(error),), arguments)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Đã dừng, chưa ghi gì.", err=True)
        return REFUSED
    return code if isinstance(code, int) else DONE
