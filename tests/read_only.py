"""Folders and files that may only be read, for root as well: its privileges are laid down meanwhile."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

NEEDS_MODES: Final = pytest.mark.skipif(sys.platform == "win32", reason="a folder of Windows has no mode that keeps its owner from writing")
_VERSION: Final = 0x20080522
_WORDS: Final = 6
"""Two words each of the privileges in force, allowed, and handed on."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


@contextmanager
def only_to_read(paths: Sequence[Path]) -> Iterator[None]:
    """Nobody writes into these folders or over these files; afterwards they are as before."""
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with _as_anybody():
            yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def folders_in(top: Path) -> list[Path]:
    """The folder and all below it."""
    return [top, *(path for path in top.rglob("*") if path.is_dir())]


@contextmanager
def _as_anybody() -> Iterator[None]:
    """Root, for whom Linux looks at no mode, is an owner like any other in this thread."""
    if sys.platform != "linux" or os.geteuid() != 0:
        yield
        return
    system, header, held = ctypes.CDLL(None, use_errno=True), _Header(_VERSION, 0), (ctypes.c_uint32 * _WORDS)()
    assert system.capget(ctypes.byref(header), held) == 0
    none = (ctypes.c_uint32 * _WORDS)(*held)
    for place in (0, 3):  # those in force
        none[place] = 0
    assert system.capset(ctypes.byref(header), none) == 0
    try:
        yield
    finally:
        assert system.capset(ctypes.byref(header), held) == 0
