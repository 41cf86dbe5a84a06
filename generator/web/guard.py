"""Who gets in: by the host asked, the page that asks, the token of this start, the size of what is sent; the headers of every answer."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode

from generator.errors import Problem

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Refuse = Callable[[Scope, int, Problem], tuple[bytes, str]]
"""Words a refusal: the body and its media type."""

LARGEST_BODY: Final = 256 * 2**20
LARGEST_OF_UNIT: Final = 16 * 2**20
"""What a unit sends at once at most: a filled form is far below, and whoever is not signed in yet may ask too."""
COOKIE: Final = "vanban"
UNITS: Final = "/don-vi"
"""Where the units of an office fill in their forms; they sign in there in their own way."""
_OPEN: Final = ("/static/",)
_SAFE: Final = frozenset({"GET", "HEAD"})
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; object-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_HEADERS: Final = (
    (b"content-security-policy", _POLICY.encode("ascii")),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_STRANGER: Final = Problem(
    "WEB-01",
    "Trang này chỉ mở được từ địa chỉ mà vanban serve đã in ra",
    "Chép cả địa chỉ ở cửa sổ lệnh vào trình duyệt; chương trình khởi động lại thì địa chỉ cũ hết dùng",
)
_WRONG_HOST: Final = Problem("WEB-02", "Tên máy trong địa chỉ không đúng nên không trả lời", "Dùng đúng địa chỉ mà vanban serve đã in ra")
_FOREIGN: Final = Problem("WEB-03", "Yêu cầu đến từ một trang khác nên không được nhận", "Làm việc này từ chính trang của vanban")
_READ_ONLY: Final = Problem("WEB-04", "Đang mở ở chế độ chỉ xem nên không làm được việc này", "Chạy lại vanban serve không có --read-only")
_TOO_LARGE: Final = Problem(
    "WEB-05", f"Gửi lên nhiều hơn {LARGEST_BODY // 2**20} MB một lúc nên không được nhận", "Chia thành nhiều lần gửi"
)
_TOO_LARGE_FORM: Final = Problem(
    "WEB-05", f"Gửi lên nhiều hơn {LARGEST_OF_UNIT // 2**20} MB một lúc nên không được nhận", "Xem lại có đúng tệp biểu không"
)
_NO_LENGTH: Final = Problem("WEB-07", "Yêu cầu không ghi độ dài nên không được nhận", "Gửi kèm Content-Length")
_ELSEWHERE: Final = Problem(
    "WEB-06",
    "Trang của người lập kế hoạch chỉ mở được trên chính máy đang chạy vanban",
    "Đơn vị nộp báo cáo thì mở địa chỉ có /don-vi ở cuối",
)


@dataclass(frozen=True, slots=True)
class Access:
    """What this start lets in. `hosts` are the names with their port that may be asked for; `lan` opens the units' pages to other machines.

    `scheme` is `https` where the server has a certificate.
    """

    token: str
    hosts: frozenset[str]
    scheme: str = "http"
    lan: bool = False
    loopback: frozenset[str] = field(default_factory=lambda: frozenset({"127.0.0.1", "::1", "testclient"}))


class Guard:
    """Stands before the application: what it refuses never reaches a page."""

    def __init__(self, app: App, access: Access, refuse: Refuse, *, read_only: bool) -> None:
        """`refuse` words a refusal for the one who asked."""
        self.app, self.access, self.refuse, self.read_only = app, access, refuse, read_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through with limits and headers, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = _by_name(scope["headers"])
        guarded = _with_headers(send)
        if place := self._let_in(scope, headers):
            await _answer(guarded, 303, b"", "text/plain", ((b"location", place.encode("ascii")), self._cookie()))
            return
        stopped = self._stopped(scope, headers)
        if stopped is not None:
            status, problem = stopped
            body, kind = self.refuse(scope, status, problem)
            await _answer(guarded, status, body, kind)
            return
        await self.app(scope, receive, guarded)

    def _stopped(self, scope: Scope, headers: dict[str, str]) -> tuple[int, Problem] | None:
        """Why a request is not let through, the first reason that there is."""
        if headers.get("host", "").casefold() not in self.access.hosts:
            return 421, _WRONG_HOST
        safe = scope["method"] in _SAFE
        if not safe and not self._from_here(headers):
            return 403, _FOREIGN
        if problem := self._stranger(scope, headers):
            return 403, problem
        if not safe and self.read_only:
            return 403, _READ_ONLY
        return _too_much(headers, LARGEST_OF_UNIT if of_unit(str(scope["path"])) else LARGEST_BODY)

    def _stranger(self, scope: Scope, headers: dict[str, str]) -> Problem | None:
        """Whether somebody else than the clerk asks for a page of the clerk."""
        path = str(scope["path"])
        if path.startswith(_OPEN) or (self.access.lan and of_unit(path)):
            return None
        if self.access.lan and (scope.get("client") or ("",))[0] not in self.access.loopback:
            return _ELSEWHERE
        return None if self._known(headers) else _STRANGER

    def _let_in(self, scope: Scope, headers: dict[str, str]) -> str | None:
        """Where an address with the token leads to, the token taken out of it: it then rides in the cookie."""
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        given = dict(query).get("token", "")
        if scope["method"] not in _SAFE or not self._same(given) or headers.get("host", "").casefold() not in self.access.hosts:
            return None
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        return quote("/" + str(scope["path"]).lstrip("/"), safe="/") + (f"?{rest}" if rest else "")

    def _from_here(self, headers: dict[str, str]) -> bool:
        """Whether a request that changes something comes from our own page, or from a program that shows the token itself."""
        site = headers.get("sec-fetch-site", "same-origin")
        origin = headers.get("origin")
        if origin is not None:
            scheme, _, host = origin.partition("://")
            return site == "same-origin" and scheme == self.access.scheme and host.casefold() == headers.get("host", "").casefold()
        return self._bearer(headers)

    def _known(self, headers: dict[str, str]) -> bool:
        """Whether the token is shown. Other servers of this machine leave cookies too, of our name or of a form that is none."""
        given = (cookie.strip().partition("=") for cookie in headers.get("cookie", "").split(";"))
        return self._bearer(headers) or any(name == COOKIE and self._same(value) for name, _, value in given)

    def _bearer(self, headers: dict[str, str]) -> bool:
        kind, _, token = headers.get("authorization", "").partition(" ")
        return kind.casefold() == "bearer" and self._same(token.strip())

    def _same(self, token: str) -> bool:
        return hmac.compare_digest(token.encode("utf-8", "surrogatepass"), self.access.token.encode("ascii"))

    def _cookie(self) -> tuple[bytes, bytes]:
        secure = "; Secure" if self.access.scheme == "https" else ""
        return b"set-cookie", f"{COOKIE}={self.access.token}; Path=/; HttpOnly; SameSite=Strict{secure}".encode("ascii")


def _by_name(given: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The headers of a request; cookies may come in several, of any other header the last one counts."""
    headers: dict[str, str] = {}
    for key, value in given:
        name, words = key.decode("latin-1"), value.decode("latin-1")
        headers[name] = f"{headers[name]};{words}" if name == "cookie" and name in headers else words
    return headers


def of_unit(path: str) -> bool:
    """Whether an address is one of the units' own."""
    return path == UNITS or path.startswith(f"{UNITS}/")


def _too_much(headers: dict[str, str], most: int) -> tuple[int, Problem] | None:
    """A body must say how long it is, and not be too long: nothing of it was read yet."""
    if "transfer-encoding" in headers:
        return 411, _NO_LENGTH
    length = headers.get("content-length", "0")
    return None if length.isdecimal() and int(length) <= most else (413, _TOO_LARGE if most == LARGEST_BODY else _TOO_LARGE_FORM)


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers", ()))
            there = {bytes(name).lower() for name, _ in given}
            caching = () if b"cache-control" in there else ((b"cache-control", b"no-store"),)
            message["headers"] = [*given, *(pair for pair in (*_HEADERS, *caching) if pair[0] not in there)]
        await send(message)

    return sent


async def _answer(send: Send, status: int, body: bytes, kind: str, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    given = [(b"content-type", f"{kind}; charset=utf-8".encode("ascii")), (b"content-length", str(len(body)).encode("ascii")), *headers]
    await send({"type": "http.response.start", "status": status, "headers": given})
    await send({"type": "http.response.body", "body": body})
