"""One cleaned set of filters: the question that page, chart, list and CSV all answer (C13, C14)."""

from events.selection.question import BadQuestion, Chip, Selection, is_foreign_mark
from events.selection.record import read_as_of

__all__ = ["BadQuestion", "Chip", "Selection", "is_foreign_mark", "read_as_of"]
