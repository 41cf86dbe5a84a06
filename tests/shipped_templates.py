"""Write the shipped templates anew: `python -m tests.shipped_templates`, after a change of the standard or the blueprint."""

from __future__ import annotations

from generator import blueprint
from tests.papers import TEMPLATES

if __name__ == "__main__":
    for name, build in blueprint.SHIPPED.items():
        (TEMPLATES / name).write_bytes(build())
