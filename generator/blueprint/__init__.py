"""The shipped Word templates, built from the format standard: open one in Word, change it, and it is yours."""

from collections.abc import Callable
from functools import partial
from typing import Final

from generator.blueprint.completion_blueprint import completion_template
from generator.blueprint.document_blueprint import Issuer, typing_templates
from generator.blueprint.letter_blueprint import letter_template
from generator.blueprint.plan_blueprint import plan_template
from generator.blueprint.report_blueprint import report_template
from generator.records import AnnexProfile

FILE_NAMES: Final = {AnnexProfile.EIGHT: "ke-hoach.docx", AnnexProfile.ELEVEN: "ke-hoach-11-cot.docx"}
"""The plan's templates by the annex they print."""
LETTER_FILE: Final = "cong-van-don-doc.docx"
REPORT_FILE: Final = "bao-cao-ket-qua.docx"
COMPLETION_FILE: Final = "bao-cao-hoan-thanh.docx"

SHIPPED: Final[dict[str, Callable[[], bytes]]] = {
    **{name: partial(plan_template, profile) for profile, name in FILE_NAMES.items()},
    LETTER_FILE: letter_template,
    REPORT_FILE: report_template,
    COMPLETION_FILE: completion_template,
}
"""Every template in templates/, and how it is built."""

__all__ = [
    "COMPLETION_FILE",
    "FILE_NAMES",
    "LETTER_FILE",
    "REPORT_FILE",
    "SHIPPED",
    "Issuer",
    "completion_template",
    "letter_template",
    "plan_template",
    "report_template",
    "typing_templates",
]
