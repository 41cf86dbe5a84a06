"""Fields that somebody changed on the page, back into the records that they were printed from."""

from generator.edits.applying import Applied, Refusal, Source, apply

__all__ = ["Applied", "Refusal", "Source", "apply"]
