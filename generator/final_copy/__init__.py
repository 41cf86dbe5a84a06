"""The final copy of a paper: number and day filled in, nothing in it but what a reader sees, every line proved."""

from generator.final_copy.blanks import Letterhead, Numbering
from generator.final_copy.copying import Order, Remains, final_copy, letterhead, remains
from generator.final_copy.signature import Signature

__all__ = ["Letterhead", "Numbering", "Order", "Remains", "Signature", "final_copy", "letterhead", "remains"]
