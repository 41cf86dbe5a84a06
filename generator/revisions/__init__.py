"""Tracked changes in a part of a Word file: accepted, rejected or listed; and its text, block by block.

Follows ISO/IEC 29500-1, 17.13.5: inserted, deleted and moved runs, paragraph marks, rows, cells and content controls, and changed
properties of runs, paragraphs, tables and sections. Both namespaces of the standard (transitional and strict) are read.
"""

from generator.revisions.ends import with_last_paragraph, with_lasting_ends
from generator.revisions.formats import with_format_changes
from generator.revisions.listing import Line, Revision, RevisionKind, lines, pending
from generator.revisions.settling import accepted, rejected

__all__ = [
    "Line",
    "Revision",
    "RevisionKind",
    "accepted",
    "lines",
    "pending",
    "rejected",
    "with_format_changes",
    "with_last_paragraph",
    "with_lasting_ends",
]
