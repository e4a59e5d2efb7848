"""What a page asks, counted from columns and by SQL."""

from events.analytics import answers
from events.analytics.columnar.live import live
from events.selection import Selection


def panels(query: str = "dataset=velmar-2024"):
    return answers.panels(Selection.of_readers(query))


def by_sql(query: str, monkeypatch):
    """The same by PostgreSQL alone."""
    with monkeypatch.context() as patch:
        patch.setattr(live(), "view", lambda: None)
        return panels(query)
