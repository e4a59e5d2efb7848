"""What drafts refer to by name, as ids: places, actors and sources in memory, reports, incidents and claims in a table.

There are as many of the latter as there are rows: they are kept beside the record, in a table of this transaction's own,
so that a file ten times as long needs no more memory.
"""

from collections.abc import Iterable, Mapping

from django.db import connection

from events.choices import NamedKind
from events.models import Actor, Place, Source


class UnknownName(Exception):
    """A draft names an actor, place, source, report or claim that is not there; the message says which and where."""

    @classmethod
    def of(cls, kind: str, name: str, where: str) -> "UnknownName":
        return cls(f"{where}: no {kind} is called {name!r}")


class Names:
    """Name → id of places, actors and sources; `reliabilities` of the sources, by id."""

    def __init__(self, ids: Mapping[str, dict[str, int]]):
        self.ids = ids
        self.reliabilities = dict(Source.objects.values_list("pk", "reliability"))

    @classmethod
    def of_slugs(cls) -> "Names":
        """Everything there is, by its slug."""
        models = {NamedKind.PLACE: Place, NamedKind.ACTOR: Actor, NamedKind.SOURCE: Source}
        return cls({kind: dict(model.objects.values_list("slug", "pk")) for kind, model in models.items()})

    def id(self, kind: str, name: str, *, where: str) -> int | None:
        """The id, None for an empty name. Raises UnknownName."""
        if name == "":
            return None
        found = self.ids[kind].get(name)
        if found is None:
            raise UnknownName.of(kind, name, where)
        return found


class Keys:
    """Key → id of the reports, incidents and claims that this transaction has written so far."""

    def __init__(self):
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS loaded_keys")
            cursor.execute(
                "CREATE TEMPORARY TABLE loaded_keys (kind text, key text, id bigint, PRIMARY KEY (kind, key))"
                " ON COMMIT DROP"
            )

    def add(self, kind: str, ids: Mapping[str, int]) -> None:
        if not ids:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO loaded_keys SELECT %s, * FROM unnest(%s::text[], %s::bigint[])",
                [kind, list(ids), list(ids.values())],
            )

    def find(self, kind: str, keys: Iterable[str]) -> dict[str, int]:
        """Those of the keys that are there."""
        keys = list(keys)
        if not keys:
            return {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT key, id FROM loaded_keys WHERE kind = %s AND key = ANY(%s)", [kind, keys])
            return dict(cursor.fetchall())
