"""Safe format fixes to a .docx of somebody else, each told in words a clerk understands; nothing else of it changes."""

from generator.mending.change import Change, Mended
from generator.mending.mend import mended

__all__ = ["Change", "Mended", "mended"]
