"""Plan workbooks (.xlsx) in and out: read with forgiveness, refused with cells and cures, written the same each time."""

from generator.workbook.patch import CellEdit, patch_cells
from generator.workbook.reading import PlanBook, read_plan_book, save_new_ids
from generator.workbook.writing import blank_plan_book, write_plan_book

__all__ = ["CellEdit", "PlanBook", "blank_plan_book", "patch_cells", "read_plan_book", "save_new_ids", "write_plan_book"]
