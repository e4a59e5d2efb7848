from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from events.models import Incident, Unfinished

LONGEST = 500_000
"""Characters of one form, names of its inputs included; an incident with a hundred claims has some 200,000."""

MOST = 100
"""Unfinished entries of one person."""

KEPT_FOR = timedelta(days=30)


class TooMuch(ValueError):
    """It is more than is kept; the text says which: `long` or `many`."""


@transaction.atomic
def keep_unfinished(*, owner, token: UUID, typed: dict[str, list[str]], incident: Incident | None = None) -> Unfinished:
    """Keep what stands in a form, in place of what was kept of it before. Raises TooMuch."""
    if sum(len(name) + sum(map(len, values)) for name, values in typed.items()) > LONGEST:
        raise TooMuch("long")
    mine = Unfinished.objects.of(owner)
    if mine.count() >= MOST and not mine.filter(token=token).exists():
        raise TooMuch("many")
    kept, _is_new = Unfinished.objects.update_or_create(
        owner=owner, token=token, defaults={"typed": _without_nulls(typed), "incident": incident}
    )
    return kept


def forget_unfinished(*, owner, token: UUID | None) -> None:
    """It is saved, or thrown away."""
    Unfinished.objects.of(owner).filter(token=token).delete()


def clear_unfinished(*, days: int = KEPT_FOR.days) -> int:
    """Remove what nobody has touched for so many days. Returns how many there were."""
    old = Unfinished.objects.kept_before(timezone.now() - timedelta(days=days))
    removed, _by_model = old.delete()
    return removed


def _without_nulls(typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """PostgreSQL keeps no NUL in a text; no form field takes one either."""
    return {name.replace("\0", ""): [value.replace("\0", "") for value in values] for name, values in typed.items()}
