"""What is wrong with the format of a paper: rules of Nghị định 30/2020/NĐ-CP on its parts, each finding with its clause."""

from generator.format_checks.capital_forms import FOLDER as FORMS_FOLDER
from generator.format_checks.capital_forms import Forms, forms_beside
from generator.format_checks.catalogue import CATALOGUE, check
from generator.format_checks.finding import Finding, Sheet
from generator.format_checks.not_judged import NOT_JUDGED

__all__ = ["CATALOGUE", "FORMS_FOLDER", "NOT_JUDGED", "Finding", "Forms", "Sheet", "check", "forms_beside"]
