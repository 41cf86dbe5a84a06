"""The sample that comes with the program: its workbook and its score sheet, by their names among the shipped data."""

from __future__ import annotations

from typing import Final

SAMPLE: Final = "ke-hoach-cchc-2024.xlsx"
SCORES: Final = "bang-diem-minh-hoa.xlsx"
