"""Words in TCVN3, VNI or decomposed Unicode: recognised by font and bytes, brought into NFC."""

from generator.legacy_text.fonts import Writing, capitals_only, made_for, successor
from generator.legacy_text.modern import Loss, Lost, Modern, modern, modern_alone
from generator.legacy_text.recognising import OLD, Evidence, evidence
from generator.legacy_text.tokens import Stretch

__all__ = [
    "OLD",
    "Evidence",
    "Loss",
    "Lost",
    "Modern",
    "Stretch",
    "Writing",
    "capitals_only",
    "evidence",
    "made_for",
    "modern",
    "modern_alone",
    "successor",
]
