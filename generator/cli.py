"""The command `vanban`: words in, an action called, its result shown."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator import __version__
from generator.errors import GeneratorError, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.actions import Outcome

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
_json = click.option("--json", "as_json", is_flag=True, help="In kết quả thành một đối tượng JSON.")


@click.group(cls=_VietnameseGroup, subcommand_metavar="LỆNH …", options_metavar="[TUỲ CHỌN]")
@click.version_option(__version__, prog_name="vanban", message="%(prog)s %(version)s", help="Hiện phiên bản.")
def cli() -> None:
    """Văn bản hành chính đúng Nghị định 30/2020/NĐ-CP, làm ra từ một sổ Excel."""


def _command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    return cli.command(name, cls=_VietnameseHelp, options_metavar="[TUỲ CHỌN]")


def _workbook(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.argument("workbook", type=click.Path(path_type=Path), metavar="SỔ.xlsx")(function)


@_command("new")
@_workbook
@click.option("--year", type=click.IntRange(2000, 2100), metavar="NĂM", help="Năm thực hiện kế hoạch (mặc định: năm nay).")
@_json
def new(workbook: Path, year: int | None, *, as_json: bool) -> int:
    """Tạo sổ kế hoạch mới để điền."""
    from generator.actions import new_workbook  # noqa: PLC0415 - a command imports only what it needs

    return _show(new_workbook(workbook, year=year or date.today().year), as_json=as_json)  # noqa: DTZ011 - the clerk's own calendar


@_command("plan")
@_workbook
@_out
@click.option("--template", type=click.Path(path_type=Path), metavar="MẪU.docx", help="Dùng mẫu Word của cơ quan.")
@click.option("--pdf", "as_pdf", is_flag=True, help="Tạo thêm tệp PDF.")
@_json
def plan(workbook: Path, out: Path, template: Path | None, *, as_pdf: bool, as_json: bool) -> int:
    """Tạo dự thảo kế hoạch từ sổ Excel."""
    from generator.actions import draft_plan  # noqa: PLC0415

    return _show(draft_plan(workbook, out, template=template, as_pdf=as_pdf), as_json=as_json)


@_command("demo")
@_out
@_json
def demo(out: Path, *, as_json: bool) -> int:
    """Chạy thử với sổ mẫu: kế hoạch khắc phục chỉ số CCHC năm 2024."""
    from generator import files, pdf  # noqa: PLC0415
    from generator.actions import draft_plan  # noqa: PLC0415

    sample = files.shipped("data", "ke-hoach-cchc-2024.xlsx")
    if not as_json:
        click.echo(f"Sổ mẫu: {sample}")
    return _show(draft_plan(sample, out, as_pdf=pdf.libreoffice() is not None), as_json=as_json)


def _show(outcome: Outcome, *, as_json: bool) -> int:
    if as_json:
        _print_json([str(path) for path in outcome.files], outcome.problems)
    else:
        for path in outcome.files:
            click.echo(f"Đã có tệp: {path}")
        if outcome.summary:
            click.echo(outcome.summary)
        _print_problems(outcome.problems)
    return FINDINGS if any(problem.severity is not Severity.NOTE for problem in outcome.problems) else DONE


def _print_json(paths: list[str], problems: Sequence[Problem]) -> None:
    click.echo(json.dumps({"files": paths, "problems": [p.as_dict() for p in problems]}, ensure_ascii=False, indent=2))


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
