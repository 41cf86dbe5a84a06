"""The shipped Word templates, built from the format standard: open one in Word, change it, and it is yours."""

from typing import TYPE_CHECKING

from generator.on_demand import on_demand

if TYPE_CHECKING:
    from generator.blueprint.completion_blueprint import completion_template
    from generator.blueprint.document_blueprint import Issuer, typing_templates
    from generator.blueprint.file_names import COMPLETION_FILE, FILE_NAMES, LETTER_FILE, REPORT_FILE
    from generator.blueprint.letter_blueprint import letter_template
    from generator.blueprint.plan_blueprint import plan_template
    from generator.blueprint.report_blueprint import report_template
    from generator.blueprint.shipped import SHIPPED
else:
    __getattr__ = on_demand(
        __name__,
        {
            "completion_blueprint": "completion_template",
            "document_blueprint": "Issuer typing_templates",
            "file_names": "COMPLETION_FILE FILE_NAMES LETTER_FILE REPORT_FILE",
            "letter_blueprint": "letter_template",
            "plan_blueprint": "plan_template",
            "report_blueprint": "report_template",
            "shipped": "SHIPPED",
        },
    )

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
