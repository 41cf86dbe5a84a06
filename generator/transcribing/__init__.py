"""Word files and workbooks written in TCVN3, VNI or decomposed letters, in today's letters."""

from generator.transcribing.transcript import Transcript
from generator.transcribing.word_files import modern_word, read_modern
from generator.transcribing.workbooks import modern_workbook

__all__ = ["Transcript", "modern_word", "modern_workbook", "read_modern"]
