"""Passwords by which units sign in over the office's network: made for each unit, shown once, kept only as salted hashes."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, Final

from generator import files, history
from generator.errors import InputRefusedError, Place, Problem
from generator.plan import Plan
from generator.records import ROW_ID, Unit
from generator.standing import reporting_units

LETTERS: Final = "bcfghjkmnpqrstvxz23456789"
"""Signs of a password. Telex and VNI, which stay on while people type, change vowels, d and w and what follows a vowel; none is here.

Neither is any sign that looks like another one (0 and o, 1 and l). Thirteen of these 25 are 60 bits.
"""
GROUPS: Final = (4, 5, 4)

# scrypt, because it comes with Python (no library to install in an office) and asks for memory as well as time, so that a stolen file
# can't be tried out cheaply on a graphics card: PBKDF2, the other one there, is only slow. A password of 60 random bits needs no more
# than these numbers: 16 MB and some 50 ms a try. They are kept with each hash, so that they may grow without a new password.
_COST: Final = {"n": 2**14, "r": 8, "p": 1}
_MOST: Final = {"n": 2**18, "r": 16, "p": 4}
"""A file that asks for more is broken: it would hold up the machine."""
_MEMORY: Final = 1024**3
_SALT: Final = 16
_LENGTH: Final = 32
_FORMAT: Final = 1
_LIMIT: Final = 2**20
_NOT_TYPED: Final = re.compile(r"[\s\-–—.]+")


@dataclass(frozen=True, slots=True)
class KeptPassword:
    """What is kept of a unit's password: salt and hash in hex, what the hash cost, and when the password was made."""

    salt: str
    hash: str
    made: datetime
    n: int
    r: int
    p: int

    def matches(self, typed: str) -> bool:
        """Whether this is the password, however its dashes and capitals were typed; in the same time for any other."""
        found = _hash(typed, bytes.fromhex(self.salt), n=self.n, r=self.r, p=self.p)
        return hmac.compare_digest(found, bytes.fromhex(self.hash))


_NOBODY: Final = KeptPassword("00" * _SALT, "00" * _LENGTH, datetime(2025, 1, 1), **_COST)  # noqa: DTZ001 - never shown
"""Tried for a unit without a password, so that the answer takes as long."""


def passwords_path(out: Path, stem: str) -> Path:
    """The file with the hashes of one workbook's units, beside its history."""
    return history.folder(out, stem) / "mat-khau-don-vi.json"


def kept_passwords(out: Path, stem: str) -> Mapping[str, KeptPassword]:
    """What is kept, by the unit's code; nothing when none was made yet. Raises InputRefusedError for a broken file (MK-01, MK-02)."""
    path = passwords_path(out, stem)
    if not path.exists():
        return {}
    try:
        listed = json.loads(files.read(path, limit=_LIMIT).data.decode("utf-8-sig"))
        if listed["format"] != _FORMAT:
            _refuse(path, "MK-02", "do một bản phần mềm khác ghi", "Dùng đúng bản phần mềm đã cấp mật khẩu")
        return {_code(unit): _read(row) for unit, row in listed["units"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        cure = "Đổi tên tệp này rồi cấp mật khẩu mới cho các đơn vị"
        raise InputRefusedError(Problem("MK-01", "Tệp mật khẩu của đơn vị bị hỏng", cure, Place(str(path)))) from error


def unit_may_enter(out: Path, stem: str, unit: str, typed: str) -> bool:
    """Whether this is the unit's password; a unit that is not there takes as long to be refused."""
    known = kept_passwords(out, stem).get(unit)
    return (known or _NOBODY).matches(typed) and known is not None


def units_to_enter(plan: Plan) -> tuple[Unit, ...]:
    """Units that owe a form in any period, in the order of the plan."""
    owing = {unit.id for period in plan.periods for unit in reporting_units(plan, period)}
    return tuple(unit for unit in plan.units if unit.id in owing)


def make_passwords(out: Path, stem: str, units: Iterable[str], chance: Random, now: datetime) -> dict[str, str]:
    """New passwords for these units, to be shown once; those of other units stay. The old ones of these are worth nothing from now on.

    `chance` is `secrets.SystemRandom()` but in tests. Raises InputRefusedError for a broken file: it is never written over unseen.
    """
    path = passwords_path(out, stem)
    with files.locked(path):
        kept, made = dict(kept_passwords(out, stem)), {unit: _password(chance) for unit in units}
        kept |= {unit: _kept(password, chance, now) for unit, password in made.items()}
        rows = {unit: asdict(row) | {"made": row.made.isoformat()} for unit, row in sorted(kept.items())}
        files.write(path, (json.dumps({"format": _FORMAT, "units": rows}, indent=1) + "\n").encode("utf-8"))
    return made


def _password(chance: Random) -> str:
    return "-".join("".join(chance.choice(LETTERS) for _ in range(length)) for length in GROUPS)


def _kept(password: str, chance: Random, now: datetime) -> KeptPassword:
    salt = chance.randbytes(_SALT)
    return KeptPassword(salt.hex(), _hash(password, salt, **_COST).hex(), now, **_COST)


def _hash(typed: str, salt: bytes, *, n: int, r: int, p: int) -> bytes:
    words = _NOT_TYPED.sub("", typed).casefold().encode("utf-8", errors="replace")
    return hashlib.scrypt(words, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=_LENGTH)


def _code(unit: str) -> str:
    """A code that a unit may have: files are named after it."""
    if not re.fullmatch(ROW_ID, unit):
        raise ValueError(unit)
    return unit


def _read(row: dict[str, Any]) -> KeptPassword:
    kept = KeptPassword(**row | {"made": datetime.fromisoformat(row["made"])})
    cost = {"n": kept.n, "r": kept.r, "p": kept.p}
    cheap_or_dear = any(type(number) is not int or not 0 < number <= _MOST[name] for name, number in cost.items()) or kept.n < _COST["n"]
    if cheap_or_dear or kept.n & (kept.n - 1):
        raise ValueError(cost)
    if len(bytes.fromhex(kept.salt)) != _SALT or len(bytes.fromhex(kept.hash)) != _LENGTH:
        raise ValueError(kept.salt)
    return kept


def _refuse(path: Path, code: str, what: str, cure: str) -> None:
    raise InputRefusedError(Problem(code, f"Tệp mật khẩu của đơn vị {what}", cure, Place(str(path))))
