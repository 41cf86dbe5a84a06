"""Every .xlsx in and out: plan workbook and unit forms; read with forgiveness, refused with cells and cures, same bytes each time."""

from generator.workbook.cells import LAST_YEAR
from generator.workbook.figures_book import write_figures_book
from generator.workbook.form_rows import form_name
from generator.workbook.grid import clean_text
from generator.workbook.headings import bare
from generator.workbook.patch import CellEdit, patch_cells
from generator.workbook.reading import PlanBook, read_package, read_plan_book, save_new_ids
from generator.workbook.recording import record, record_results
from generator.workbook.register import Entry, Register, RegisterRow, read_register, register_path, with_entry
from generator.workbook.register_look import Cover
from generator.workbook.returned_forms import ReturnedForm, read_returned_form
from generator.workbook.schema import BookRow, Shown
from generator.workbook.showing import BookCells, cells_of
from generator.workbook.times import known_time
from generator.workbook.typed_forms import FormField, FormLine, TypedForm, typed_form
from generator.workbook.understanding import understood
from generator.workbook.unit_forms import write_unit_form
from generator.workbook.writing import blank_cells, blank_plan_book, without_examples, write_cells, write_plan_book
from generator.workbook.written import CellPath, gaps, heading_of, written_at

__all__ = [
    "LAST_YEAR",
    "BookCells",
    "BookRow",
    "CellEdit",
    "CellPath",
    "Cover",
    "Entry",
    "FormField",
    "FormLine",
    "PlanBook",
    "Register",
    "RegisterRow",
    "ReturnedForm",
    "Shown",
    "TypedForm",
    "bare",
    "blank_cells",
    "blank_plan_book",
    "cells_of",
    "clean_text",
    "form_name",
    "gaps",
    "heading_of",
    "known_time",
    "patch_cells",
    "read_package",
    "read_plan_book",
    "read_register",
    "read_returned_form",
    "record",
    "record_results",
    "register_path",
    "save_new_ids",
    "typed_form",
    "understood",
    "with_entry",
    "without_examples",
    "write_cells",
    "write_figures_book",
    "write_plan_book",
    "write_unit_form",
    "written_at",
]
