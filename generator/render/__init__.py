"""Fields and a Word template in, the bytes of a proved .docx out."""

from generator.render.loading import Template, load
from generator.render.writer import render

__all__ = ["Template", "load", "render"]
