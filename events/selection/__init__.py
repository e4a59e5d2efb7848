"""One cleaned set of filters: the question that page, chart, list and CSV all answer (C13, C14)."""

from events.selection.question import BadQuestion, Chip, Selection, is_foreign_mark

__all__ = ["BadQuestion", "Chip", "Selection", "is_foreign_mark"]
