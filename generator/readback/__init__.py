"""An edited draft against the draft as made: which fields changed, which rows came and went, and every edit outside a field."""

from generator.readback.found import Added, Doubt, Outside, Reading, Where
from generator.readback.keyed import keyed
from generator.readback.reading import read
from generator.readback.values import tidy, typed_prefix

__all__ = ["Added", "Doubt", "Outside", "Reading", "Where", "keyed", "read", "tidy", "typed_prefix"]
