"""LibreOffice on this machine: where it is, one file converted by it, and one LibreOffice kept warm for many files."""

from generator.libreoffice.converting import SECONDS, libreoffice, through_libreoffice
from generator.libreoffice.warm import kept_warm

__all__ = ["SECONDS", "kept_warm", "libreoffice", "through_libreoffice"]
