"""Two drafts in, one Word file out in which each difference is a tracked change, proved both ways."""

from generator.redline.making import Redline, redline

__all__ = ["Redline", "redline"]
