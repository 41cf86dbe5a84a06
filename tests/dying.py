"""Work for processes of their own, some of which die of it."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Load:
    """A number to double. The process dies of it `deaths` times: each death leaves a mark in the folder."""

    number: int
    folder: Path
    deaths: int = 0
    seconds: float = 0


def doubled(load: Load) -> int:
    """The number doubled; a mark tells that it was begun."""
    begun = len(list(load.folder.glob(f"{load.number}-*")))
    (load.folder / f"{load.number}-{begun}").touch()
    time.sleep(load.seconds)
    if begun < load.deaths:
        os._exit(9)  # as a process that is killed: no farewell of any kind
    return load.number * 2
