"""What the shipped templates are called."""

from typing import Final

from generator.records import AnnexProfile

FILE_NAMES: Final = {AnnexProfile.EIGHT: "ke-hoach.docx", AnnexProfile.ELEVEN: "ke-hoach-11-cot.docx"}
"""The plan's templates by the annex they print."""
LETTER_FILE: Final = "cong-van-don-doc.docx"
REPORT_FILE: Final = "bao-cao-ket-qua.docx"
COMPLETION_FILE: Final = "bao-cao-hoan-thanh.docx"
