"""Units sign in and out; what every page of theirs asks first is which unit it is for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final, cast

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from generator import vietnamese
from generator.actions.access_log import SIGNED_IN
from generator.actions.unit_passwords import kept_passwords, passwords_path, unit_may_enter
from generator.errors import GeneratorError, Problem
from generator.web.desk import Desk, NotThereError, desk_of
from generator.web.guard import UNITS, Access
from generator.web.sessions import LASTS, Session, sessions_of, tries_of
from generator.web.shell import page
from generator.web.watch import note_in_log

COOKIE: Final = "__Secure-vanban-don-vi"
WRONG: Final = Problem("DV-03", "Mã đơn vị hoặc mật khẩu không đúng", "Xem lại phiếu mật khẩu do Văn phòng cấp")
NO_LAN: Final = Problem("DV-04", "Trang của đơn vị chỉ có khi chạy vanban serve --lan", "Nhờ Văn phòng chạy lại với --lan")
_MINUTE: Final = 60


class SignedOutError(GeneratorError):
    """A page of a unit was asked for without a session that still lasts."""


def only_over_lan(request: Request) -> None:
    """Units' pages are there only when the office's network is let in. Raises NotThereError DV-04."""
    if not cast("Access", request.app.state.access).lan:
        raise NotThereError(NO_LAN)


router = APIRouter(prefix=UNITS, dependencies=[Depends(only_over_lan)])


def session_of(request: Request) -> Session | None:
    """The session of the browser that asks; none when the unit's password was made anew since."""
    desk = desk_of(request)
    found = sessions_of(request).of(request.cookies.get(COOKIE, ""), desk.now())
    kept = kept_passwords(desk.out, found.book).get(found.unit) if found else None
    return found if found is not None and kept is not None and kept.salt == found.salt else None


def signed_in(request: Request) -> Session:
    """The session, which every page of a unit needs. Raises SignedOutError."""
    session = session_of(request)
    if session is None:
        raise SignedOutError(Problem("DV-05", "Chưa đăng nhập, hoặc phiên đăng nhập đã hết", "Đăng nhập rồi làm tiếp; phần đã lưu vẫn còn"))
    note_in_log(request, who=session.unit, on=session.book)
    return session


SignedIn = Annotated[Session, Depends(signed_in)]


def to_sign_in(request: Request, _error: Exception) -> Response:
    """Where a browser without a session is sent; whoever had one is told that it is over."""
    return RedirectResponse(f"{UNITS}/vao" + ("?het=1" if COOKIE in request.cookies else ""), status_code=303)


@router.get("/vao")
def door(request: Request, het: str = "") -> Response:
    """The page to sign in."""
    over = Problem("DV-05", "Chưa đăng nhập, hoặc phiên đăng nhập đã hết", "Đăng nhập rồi làm tiếp; phần đã lưu vẫn còn")
    return _door(request, 200, (over,) if het else ())


def _door(request: Request, status: int, problems: tuple[Problem, ...], typed: str = "") -> Response:
    return page(request, "unit_door.html", status=status, problems=problems, books=_books(desk_of(request)), typed=typed)


def _books(desk: Desk) -> list[str]:
    """Workbooks whose units have passwords."""
    return [name for name, path in desk.workbooks().items() if passwords_path(desk.out, path.stem).exists()]


@router.post("/vao")
def sign_in(
    request: Request, so: Annotated[str, Form()] = "", ma: Annotated[str, Form()] = "", mat_khau: Annotated[str, Form()] = ""
) -> Response:
    """One answer for a wrong password, an unknown unit and an unknown workbook; slower with each wrong one."""
    desk, address = desk_of(request), request.client.host if request.client else ""
    book = _book(desk, so)
    who = (book.stem if book else "", vietnamese.folded(ma)[:100], address)
    note_in_log(request, what=SIGNED_IN, result="sai", on=book.stem if book else "")
    left = tries_of(request).wait(who, desk.now())
    if left > timedelta(0):
        note_in_log(request, result="phải chờ")
        return _door(request, 429, (_wait(left),), ma)
    unit = _unit(desk, book, ma)
    if unit:
        note_in_log(request, who=unit)
    if not unit_may_enter(desk.out, book.stem if book else "", unit, mat_khau) or book is None:
        return _door(request, 403, (WRONG,), ma)
    tries_of(request).right(who)
    note_in_log(request, result="được")
    return _entered(request, book.stem, unit)


def _entered(request: Request, book: str, unit: str) -> Response:
    desk = desk_of(request)
    salt = kept_passwords(desk.out, book)[unit].salt
    answer = RedirectResponse(UNITS, status_code=303)
    token = sessions_of(request).begin(book, unit, salt, desk.now())
    lasts = int(LASTS.total_seconds())
    answer.set_cookie(COOKIE, token, max_age=lasts, path=UNITS, secure=True, httponly=True, samesite="strict")
    return answer


def _book(desk: Desk, name: str) -> Path | None:
    """The workbook that was chosen; the only one when there is no choice."""
    books = _books(desk)
    chosen = name if name in books else books[0] if len(books) == 1 and not name else ""
    return desk.book(chosen) if chosen else None


def _unit(desk: Desk, book: Path | None, typed: str) -> str:
    """The code of the unit that was typed, whatever its case; nothing when there is none."""
    kept = kept_passwords(desk.out, book.stem) if book else {}
    return next((unit for unit in kept if vietnamese.folded(unit) == vietnamese.folded(typed)), "")


def _wait(left: timedelta) -> Problem:
    seconds = int(left.total_seconds()) + 1
    words = f"{seconds} giây" if seconds < _MINUTE else f"{-(-seconds // _MINUTE)} phút"
    return Problem("DV-06", f"Đã nhập sai nhiều lần, chờ {words} nữa mới thử lại được", "Nếu mất mật khẩu, nhờ Văn phòng cấp lại")


@router.post("/ra")
def sign_out(request: Request) -> Response:
    """End the session here and in the browser."""
    session = session_of(request)
    note_in_log(request, what="đăng xuất", **({"who": session.unit, "on": session.book} if session else {}))
    sessions_of(request).end(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse(f"{UNITS}/vao", status_code=303)
    answer.delete_cookie(COOKIE, path=UNITS, secure=True, httponly=True, samesite="strict")
    return answer
