"""Every .xlsx in and out: plan workbook and unit forms; read with forgiveness, refused with cells and cures, same bytes each time."""

from typing import TYPE_CHECKING

from generator.on_demand import on_demand

if TYPE_CHECKING:
    from generator.workbook.cell_edit import CellEdit
    from generator.workbook.cells import LAST_YEAR
    from generator.workbook.figures_book import write_figures_book
    from generator.workbook.figures_formulas import Counted as CountedFigure
    from generator.workbook.figures_formulas import Given as GivenFigure
    from generator.workbook.figures_formulas import blocks as figure_blocks
    from generator.workbook.form_rows import form_name, led, supported
    from generator.workbook.grid import clean_text
    from generator.workbook.headings import bare
    from generator.workbook.kinds import BookKind, book_kind
    from generator.workbook.patch import patch_cells
    from generator.workbook.reading import OpenBook, PlanBook, open_book, read_plan, read_plan_book, read_source, save_new_ids
    from generator.workbook.recording import record, record_results
    from generator.workbook.register import Entry, Register, RegisterRow, read_register, register_path, register_year, with_entry
    from generator.workbook.register_look import Cover
    from generator.workbook.returned_forms import ReturnedForm, read_returned_form
    from generator.workbook.schema import BookRow, Column, Kind, Shown
    from generator.workbook.sheets import FACTS, FACTS_TITLE, LIST_SHEETS, PLAN_SHEETS
    from generator.workbook.showing import BookCells, cells_of
    from generator.workbook.times import known_time
    from generator.workbook.typed_cells import shown_words
    from generator.workbook.typed_forms import FormField, FormLine, TypedForm, typed_form
    from generator.workbook.typing_in import FACTS_KEY, NEW_ROW, Spot, cell_at, empty_row, new_row, type_in
    from generator.workbook.understanding import understood
    from generator.workbook.unit_forms import write_unit_form
    from generator.workbook.writing import blank_cells, blank_plan_book, without_examples, write_cells, write_plan_book
    from generator.workbook.written import CellPath, gaps, heading_of, written_at
else:
    __getattr__ = on_demand(
        __name__,
        {
            "cell_edit": "CellEdit",
            "cells": "LAST_YEAR",
            "figures_book": "write_figures_book",
            "figures_formulas": "Counted:CountedFigure Given:GivenFigure blocks:figure_blocks",
            "form_rows": "form_name led supported",
            "grid": "clean_text",
            "headings": "bare",
            "kinds": "BookKind book_kind",
            "patch": "patch_cells",
            "reading": "OpenBook PlanBook open_book read_plan read_plan_book read_source save_new_ids",
            "recording": "record record_results",
            "register": "Entry Register RegisterRow read_register register_path register_year with_entry",
            "register_look": "Cover",
            "returned_forms": "ReturnedForm read_returned_form",
            "schema": "BookRow Column Kind Shown",
            "sheets": "FACTS FACTS_TITLE LIST_SHEETS PLAN_SHEETS",
            "showing": "BookCells cells_of",
            "times": "known_time",
            "typed_cells": "shown_words",
            "typed_forms": "FormField FormLine TypedForm typed_form",
            "typing_in": "FACTS_KEY NEW_ROW Spot cell_at empty_row new_row type_in",
            "understanding": "understood",
            "unit_forms": "write_unit_form",
            "writing": "blank_cells blank_plan_book without_examples write_cells write_plan_book",
            "written": "CellPath gaps heading_of written_at",
        },
    )

__all__ = [
    "FACTS",
    "FACTS_KEY",
    "FACTS_TITLE",
    "LAST_YEAR",
    "LIST_SHEETS",
    "NEW_ROW",
    "PLAN_SHEETS",
    "BookCells",
    "BookKind",
    "BookRow",
    "CellEdit",
    "CellPath",
    "Column",
    "CountedFigure",
    "Cover",
    "Entry",
    "FormField",
    "FormLine",
    "GivenFigure",
    "Kind",
    "OpenBook",
    "PlanBook",
    "Register",
    "RegisterRow",
    "ReturnedForm",
    "Shown",
    "Spot",
    "TypedForm",
    "bare",
    "blank_cells",
    "blank_plan_book",
    "book_kind",
    "cell_at",
    "cells_of",
    "clean_text",
    "empty_row",
    "figure_blocks",
    "form_name",
    "gaps",
    "heading_of",
    "known_time",
    "led",
    "new_row",
    "open_book",
    "patch_cells",
    "read_plan",
    "read_plan_book",
    "read_register",
    "read_returned_form",
    "read_source",
    "record",
    "record_results",
    "register_path",
    "register_year",
    "save_new_ids",
    "shown_words",
    "supported",
    "type_in",
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
