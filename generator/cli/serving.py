"""`vanban serve`: the page in the browser, when its libraries are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.showing import DONE, print_json
from generator.errors import InputRefusedError, Place, Problem

if TYPE_CHECKING:
    from generator.web import Started


def serve_desk(folder: Path, out: Path, now: Callable[[], datetime], *, read_only: bool, as_json: bool, given: dict[str, Any]) -> int:  # noqa: PLR0913 - as typed
    """Serve a folder until it is stopped. Raises InputRefusedError WEB-50 when the libraries are missing, WEB-51 for half a certificate."""
    lan = _lan(given["host"], given["certificate"], given["key"])
    try:
        from generator import web  # noqa: PLC0415 - slow to import, and optional
    except ModuleNotFoundError as error:
        cure = 'Chạy pip install "vanban[web]" (trong thư mục mã nguồn: pip install -e ".[web]") rồi chạy lại'
        raise InputRefusedError(Problem("WEB-50", f"Chưa cài phần trang web ({error.name})", cure)) from error
    desk = web.Desk(folder, out, now, read_only)
    web.serve(desk, web.Wish(given["port"], not given["no_browser"], web.Lan(*lan) if lan else None), partial(_tell, as_json=as_json))
    return DONE


def _tell(started: Started, *, as_json: bool) -> None:
    """Where the page is; as one JSON object for a program that goes on with it."""
    if as_json:
        print_json([], (), asdict(started))
        return
    click.echo(f"Mở trang này trong trình duyệt: {started.address}")
    if started.units:
        click.echo("Các đơn vị mở: " + " hoặc ".join(started.units))
    else:
        click.echo(f"Nếu trình duyệt không mở được: {started.plain_address}")
    click.echo("Giữ cửa sổ này mở trong lúc làm việc; bấm Ctrl+C để dừng.")


def _lan(host: str | None, certificate: Path | None, key: Path | None) -> tuple[str, Path, Path] | None:
    """Address, certificate and key, all of them or none: passwords of units never travel in the open."""
    if host is None and certificate is None and key is None:
        return None
    if host is None or certificate is None or key is None:
        cure = "Ghi đủ ba tuỳ chọn, ví dụ --lan 0.0.0.0 --certificate may.pem --key khoa.pem"
        raise InputRefusedError(Problem("WEB-51", "--lan, --certificate và --key phải đi cùng nhau", cure))
    for path in (certificate, key):
        if not path.is_file():
            raise InputRefusedError(Problem("WEB-52", "Không có tệp chứng thư hoặc khoá này", "Xem lại đường dẫn", Place(str(path))))
    return host, certificate, key
