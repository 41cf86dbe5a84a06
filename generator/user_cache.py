"""What saves the next command some time, in a folder of the user that is open to nobody else; losing it costs nothing but time.

What is read from here may be run as a program. So nothing is read unless folder and file belong to the user, are no links and are closed
to others; and nothing is read that is not, letter for letter, what was written. Who can get round that can change the user's programs.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Final

from generator import files
from generator.errors import InputRefusedError, OutputRefusedError

_AT_MOST: Final = 64
"""Files of one kind that are kept; the oldest go."""
_LARGEST: Final = 16 * 2**20
_HEX: Final = 64


def folder() -> Path | None:
    """Where this system wants such files; None when it does not say where the user is at home."""
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA", "")
    else:
        user = os.environ.get("HOME", "")
        usual = str(Path(user, "Library/Caches" if sys.platform == "darwin" else ".cache")) if user else ""
        home = os.environ.get("XDG_CACHE_HOME", "") or usual
    return Path(home) / "vanban" if home and Path(home).is_absolute() else None


def read(name: str) -> bytes | None:
    """What was written under a name; None when it is not there, is damaged, or may be somebody else's."""
    place = folder()
    try:
        sealed = _read_own(place, name) if place is not None else None
    except (OSError, InputRefusedError):
        return None
    data = sealed[_HEX + 1 :] if sealed is not None else b""
    return data if sealed == _sealed(name, data) else None


def write(name: str, data: bytes) -> None:
    """Keep some bytes under a name, a plain file name that begins with their kind and a dash; that it can't be done is no error."""
    place = folder()
    if place is None:
        return
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_own(place.lstat(), folder=True):
            files.write(place / name, _sealed(name, data), private=True)
            _forget_oldest(place, f"{name.partition('-')[0]}-")
    except (OSError, OutputRefusedError):
        return


def _sealed(name: str, data: bytes) -> bytes:
    """The hash is no proof against a forger: it tells a file cut short, and one that bears another's name."""
    return files.sha256(name.encode("utf-8") + b"\n" + data).encode("ascii") + b"\n" + data


def _read_own(place: Path, name: str) -> bytes | None:
    """Folder and file are looked at as they are opened, so that nobody can change them in between."""
    if sys.platform == "win32":  # what lies in the profile is guarded by the profile
        return files.read(place / name, limit=_LARGEST).data
    opened = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if not _is_own(os.fstat(opened), folder=True):
            return None
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=opened)
    finally:
        os.close(opened)
    with os.fdopen(file, "rb") as stream:
        state = os.fstat(file)
        return stream.read() if _is_own(state, folder=False) and state.st_size <= _LARGEST else None


def _is_own(state: os.stat_result, *, folder: bool) -> bool:
    """Whether it is a folder, or a plain file, of this user that is closed to all others."""
    if sys.platform == "win32":
        return True
    right = stat.S_ISDIR(state.st_mode) if folder else stat.S_ISREG(state.st_mode)
    return right and state.st_uid == os.geteuid() and not state.st_mode & 0o077


def _forget_oldest(place: Path, kind: str) -> None:
    """What others keep in the folder is theirs: a clerk may have put the program itself there."""
    ours = (path for path in place.iterdir() if path.name.startswith((kind, files.STAGED)))
    kept = sorted(ours, key=lambda path: path.lstat().st_mtime_ns, reverse=True)
    for path in kept[_AT_MOST:]:
        path.unlink(missing_ok=True)
