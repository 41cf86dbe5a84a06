"""The command `vanban`: words in, an action called, its result shown."""

from __future__ import annotations

import io
import json
import re
import sys
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator import __version__
from generator.errors import GeneratorError, Problem, Severity
from generator.periods import PeriodCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.actions.demonstration import Step
    from generator.actions.outcome import Outcome
    from generator.actions.pulling import Pulled
    from generator.actions.sides import Question
    from generator.merge import Side

DONE: Final = 0
FINDINGS: Final = 1
REFUSED: Final = 2

_NAMES: Final = {Severity.ERROR: "LỖI", Severity.WARNING: "CẦN XEM", Severity.NOTE: "Ghi chú"}
_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: None}


class _VietnameseHelp(click.Command):
    """Click's help page with Vietnamese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is called."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("Tuỳ chọn"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện trang này."
        return option


class _VietnameseGroup(_VietnameseHelp, click.Group):
    """The same for the list of commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and, below them, the commands."""
        super().format_options(ctx, formatter)
        rows = [(name, command.get_short_help_str(limit=100)) for name, command in self.commands.items()]
        with formatter.section("Lệnh"):
            formatter.write_dl(rows)


_out = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("out"), metavar="THƯ_MỤC", help="Thư mục để ghi tệp (mặc định: out)."
)
_anyway = click.option("--anyway", is_flag=True, help="Vẫn tạo bản mới khi còn bản sửa tay chưa được lấy về sổ.")
_json = click.option("--json", "as_json", is_flag=True, help="In kết quả thành một đối tượng JSON.")


@click.group(cls=_VietnameseGroup, subcommand_metavar="LỆNH …", options_metavar="[TUỲ CHỌN]")
@click.version_option(__version__, prog_name="vanban", message="%(prog)s %(version)s", help="Hiện phiên bản.")
def cli() -> None:
    """Văn bản hành chính đúng Nghị định 30/2020/NĐ-CP, làm ra từ một sổ Excel."""


def _command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    return cli.command(name, cls=_VietnameseHelp, options_metavar="[TUỲ CHỌN]")


def _workbook(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.argument("workbook", type=click.Path(path_type=Path), metavar="SỔ.xlsx")(function)


_period = click.option(
    "--period",
    type=click.Choice([str(code) for code in PeriodCode]),
    required=True,
    metavar="KỲ",
    help=f"Kỳ báo cáo: {', '.join(PeriodCode)}.",
)


class _Day(click.ParamType[date]):
    """A day as people write it."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 - Click's own signature
        """`02/01/2025` and the other ways; refused when it is no real day."""
        from generator.vietnamese import parse_date  # noqa: PLC0415

        found = value if isinstance(value, date) else parse_date(str(value))
        return found if found is not None else self.fail(str(value), param, ctx)


_on = click.option("--on", type=_Day(), metavar="NGÀY", help="Tính đến hết ngày này (mặc định: hôm nay).")


@_command("new")
@_workbook
@click.option("--year", type=click.IntRange(2000, 2100), metavar="NĂM", help="Năm thực hiện kế hoạch (mặc định: năm nay).")
@_json
def new(workbook: Path, year: int | None, *, as_json: bool) -> int:
    """Tạo sổ kế hoạch mới để điền."""
    from generator.actions.plan_workbooks import new_workbook  # noqa: PLC0415 - a command imports only what it needs

    return show(new_workbook(workbook, year=year or _today().year), as_json=as_json)


@_command("plan")
@_workbook
@_out
@click.option("--template", type=click.Path(path_type=Path), metavar="MẪU.docx", help="Dùng mẫu Word của cơ quan.")
@click.option("--pdf", "as_pdf", is_flag=True, help="Tạo thêm tệp PDF.")
@_anyway
@_json
def plan(  # noqa: PLR0913 - Click passes one for each option
    workbook: Path, out: Path, template: Path | None, *, as_pdf: bool, anyway: bool, as_json: bool
) -> int:
    """Tạo dự thảo kế hoạch từ sổ Excel."""
    from generator.actions.plan_drafts import Wish, draft_plan  # noqa: PLC0415

    return show(draft_plan(workbook, out, _now(), Wish(template, as_pdf, anyway)), as_json=as_json)


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
    with _steps(given, shown=not as_json) as step:
        collected = forms_in.collect(workbook, out, handover, step)
    refused = [verdict.taken is forms_in.Taken.REFUSED for verdict in collected.verdicts]
    if not as_json:
        for verdict in collected.verdicts:
            click.echo(f"{verdict.file}: {verdict.taken}" + (f" ({verdict.unit})" if verdict.unit else ""))
    extra = {"verdicts": [{"file": v.file, "unit": v.unit, "taken": str(v.taken)} for v in collected.verdicts]}
    code = show(collected, as_json=as_json, extra=extra)
    return REFUSED if refused and all(refused) else code


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
@click.option("--by", type=_Day(), metavar="NGÀY", help="Hạn trả lời ghi trong công văn (mặc định: để trống).")
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

    asking = None if as_json or take or keep_conflicts or not sys.stdin.isatty() else _ask
    choice = Choice(Side(take) if take else None, read_answers(answers) if answers else {}, asking, keep_conflicts)
    found = pulling.pull(workbook, edited, out, _now(), choice)
    if not as_json:
        _print_pulled(found)
    return show(found, as_json=as_json, extra=pulling.as_tables(found))


def _ask(question: Question) -> Side | None:
    """Show the three texts of a question and let the clerk choose."""
    from generator.merge import Side  # noqa: PLC0415

    click.echo(click.style(f"\n{question.place}", bold=True) + f": {question.why}")
    for label, text in (("Bản đã tạo", question.base), ("Trong sổ", question.mine), ("Trong Word", question.theirs)):
        click.echo(f"  {label}: {text.plain if text is not None else '(không có)'}")
    answer = click.prompt("Lấy bản nào? w = Word, s = sổ, d = dừng", type=click.Choice(["w", "s", "d"]), show_choices=False)
    if answer == "d":
        raise click.Abort
    return Side.THEIRS if answer == "w" else Side.MINE


def _print_pulled(found: Pulled) -> None:
    for change in found.taken:
        before, after = (f"“{text.plain}”" if text is not None else "(không có)" for text in (change.before, change.after))
        click.echo(f"{change.place}: {before} → {after}" if change.before or change.after else change.place)


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


class _Number(click.ParamType["int | None"]):
    """The number of a document, or the next one."""

    name = "số"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | None:  # noqa: ANN401 - the same
        """`15`, `05`, or `next` for the number after the highest in the register (None)."""
        words = str(value).strip().casefold()
        if words == "next":
            return None
        return int(words) if _NUMBER.fullmatch(words) else self.fail(words, param, ctx)


class _Waiver(click.ParamType[tuple[str, str]]):
    """A finding to go past, and why."""

    name = "mã=lý do"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:  # noqa: ANN401 - the same
        """`PH-32=đã xin ý kiến` as code and reason."""
        if isinstance(value, tuple):
            return value
        code, _, reason = str(value).partition("=")
        return (code.strip().upper(), reason.strip()) if code.strip() and reason.strip() else self.fail(str(value), param, ctx)


_NUMBER: Final = re.compile("0*[1-9][0-9]{0,6}")


@_command("issue")
@_workbook
@click.argument("draft", type=click.Path(path_type=Path), metavar="DỰ_THẢO.docx")
@click.option(
    "--number",
    type=_Number(),
    required=True,
    metavar="SỐ|next",
    help="Số văn bản; next: số tiếp theo trong sổ đăng ký của cùng ký hiệu (mỗi ký hiệu một dãy số, theo năm).",
)
@click.option("--date", "day", type=_Day(), required=True, metavar="NGÀY", help="Ngày văn bản, dạng 20/01/2025.")
@click.option("--signer", default="", metavar="NGƯỜI_KÝ", help="Người khác ký: mã hoặc họ tên ở trang Người ký.")
@click.option("--waive", type=_Waiver(), multiple=True, metavar="MÃ=LÝ_DO", help="Bỏ qua một cảnh báo, có lý do (ghi được nhiều lần).")
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


@_command("demo")
@_out
@_json
def demo(out: Path, *, as_json: bool) -> int:
    """Chạy thử cả năm với sổ mẫu: kế hoạch, biểu, nhận biểu, đôn đốc, báo cáo."""
    from generator.actions.demonstration import demonstrate  # noqa: PLC0415

    paths: list[str] = []
    problems: list[Problem] = []
    for step in demonstrate(out):
        paths += [str(path) for path in step.outcome.files if str(path) not in paths]
        problems += step.outcome.problems
        if not as_json:
            _print_step(step)
    if as_json:
        _print_json(paths, problems)
    return DONE


def _print_step(step: Step) -> None:
    click.echo(click.style(f"vanban {step.command}", bold=True))
    for line in (*step.lines, *(f"Đã có tệp: {path}" for path in step.outcome.files), step.outcome.summary):
        if line:
            click.echo(f"    {line}")
    _print_problems([problem for problem in step.outcome.problems if problem.severity is Severity.ERROR])


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - the clerk's own clock


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the clerk's own calendar


@contextmanager
def _steps(given: Sequence[Path], *, shown: bool) -> Iterator[Callable[[str], None]]:
    """A progress bar on a terminal; in a pipe or with --json nothing."""
    if not shown or not sys.stdout.isatty():
        yield lambda _name: None
        return
    with click.progressbar(length=max(len(given), 1), label="Đang nhận biểu") as bar:
        yield lambda _name: bar.update(1)


def show(outcome: Outcome, *, as_json: bool, extra: dict[str, Any] | None = None) -> int:
    """Print an outcome and return the exit code that fits it."""
    if as_json:
        _print_json([str(path) for path in outcome.files], outcome.problems, extra)
    else:
        for path in outcome.files:
            click.echo(f"Đã có tệp: {path}")
        if outcome.summary:
            click.echo(outcome.summary)
        _print_problems(outcome.problems)
    return FINDINGS if any(problem.severity is not Severity.NOTE for problem in outcome.problems) else DONE


def _print_json(paths: list[str], problems: Sequence[Problem], extra: dict[str, Any] | None = None) -> None:
    answer = {"files": paths, "problems": [problem.as_dict() for problem in problems], **(extra or {})}
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _print_problems(problems: Sequence[Problem], *, to_errors: bool = False) -> None:
    for problem in problems:
        label = click.style(_NAMES[problem.severity], fg=_COLOURS[problem.severity])
        where = f"{problem.place}: " if str(problem.place) else ""
        click.echo(f"{label} [{problem.code}] {where}{problem.message}.", err=to_errors)
        click.echo(f"    → {problem.cure}.", err=to_errors)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code: 0 done, 1 done with findings, 2 could not do it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    try:
        code = cli.main(arguments, prog_name="vanban", standalone_mode=False)
    except GeneratorError as error:
        return _refused(error.problems, arguments)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        return REFUSED
    except click.UsageError as error:
        return _refused((_usage_problem(error),), arguments)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Đã dừng, chưa ghi gì.", err=True)
        return REFUSED
    return code if isinstance(code, int) else DONE


def _refused(problems: Sequence[Problem], arguments: list[str]) -> int:
    if "--json" in arguments:
        _print_json([], problems)
    else:
        _print_problems(problems, to_errors=True)
    return REFUSED


def _usage_problem(error: click.UsageError) -> Problem:
    """Say in Vietnamese what Click says in English."""
    path = error.ctx.command_path if error.ctx is not None else "vanban"
    cure = f"Gõ {path} --help để xem cách dùng"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
        return Problem("LENH-01", f"Thiếu {name} sau lệnh {path}", cure)
    if isinstance(error, click.NoSuchOption):
        return Problem("LENH-02", f"Không có tuỳ chọn {error.option_name}{_perhaps(error.possibilities)}", cure)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return Problem("LENH-05", f"Không có lệnh {error.command_name}{_perhaps(error.possibilities)}", cure)
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else ""
        return Problem("LENH-03", f"Giá trị của {name} không dùng được", cure)
    return Problem("LENH-04", "Lệnh hoặc số tham số không đúng", cure)


def _perhaps(near: Sequence[str] | None) -> str:
    return f"; có phải {near[0]} không" if near else ""
