"""What analysts fill in: forms that read numbers, dates and names as reports word them."""

from events.forms.entry import Entry

__all__ = ["Entry"]
