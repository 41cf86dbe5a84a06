"""Every template in templates/, and how it is built."""

from collections.abc import Callable
from functools import partial
from typing import Final

from generator.blueprint.completion_blueprint import completion_template
from generator.blueprint.file_names import COMPLETION_FILE, FILE_NAMES, LETTER_FILE, REPORT_FILE
from generator.blueprint.letter_blueprint import letter_template
from generator.blueprint.plan_blueprint import plan_template
from generator.blueprint.report_blueprint import report_template

SHIPPED: Final[dict[str, Callable[[], bytes]]] = {
    **{name: partial(plan_template, profile) for profile, name in FILE_NAMES.items()},
    LETTER_FILE: letter_template,
    REPORT_FILE: report_template,
    COMPLETION_FILE: completion_template,
}
"""Every template in templates/ by the name of its file."""
