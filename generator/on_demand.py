"""Names of a room imported when somebody asks for them: a command reads only the modules that its own work needs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def on_demand(room: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of the package `room` (PEP 562): `homes` has the names that each module gives, `own:given` where the room renames.

    Static checkers read the imports that the package makes under `TYPE_CHECKING`; `tests/test_imports.py` holds the two together.
    """
    origins: dict[str, tuple[str, str]] = {}
    for module, names in homes.items():
        for written in names.split():
            own, _, given = written.partition(":")
            origins[given or own] = module, own

    def found(name: str) -> Any:  # noqa: ANN401 - a module holds anything
        if name not in origins:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        module, own = origins[name]
        value = getattr(import_module(f"{room}.{module}"), own)
        setattr(sys.modules[room], name, value)
        return value

    return found
