"""What no table takes: said of the row and the value, before anything is written."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.drafts import DraftClaim, DraftIncident, DraftReport, DraftRow, RowError
from events.models import Claim, Incident, Report

NUL = "\0"


def unsound(*, row: DraftRow) -> tuple[RowError, ...]:
    """Errors of a row's texts and point: longer than their column, with a character that no database keeps, off the globe."""
    texts = (
        *_texts(Incident, row.incident, ("title", "summary", "date_words", "place_words", "retracted_because")),
        *(text for claim in row.incident.claims for text in _texts(Claim, claim, ("quote", "set_aside_because"))),
        *(text for one in row.reports for text in _texts(Report, one, ("headline", "language", "url", "archive_url"))),
    )
    errors = [_error(row, name, text, longest) for name, text, longest in texts if _is_bad(text, longest)]
    return (*errors, *_off_the_globe(row))


def _is_bad(text: str, longest: int | None) -> bool:
    return NUL in text or (longest is not None and len(text) > longest)


def _texts(
    model, draft: DraftIncident | DraftClaim | DraftReport, names: tuple[str, ...]
) -> Iterator[tuple[str, str, int | None]]:
    """(name of the column, text, longest) of each text of a draft."""
    for name in names:
        text = draft.when.words if name == "date_words" else getattr(draft, name)
        yield name, text, LONGEST[model, name]


LONGEST = {
    (model, field.name): field.max_length
    for model in (Incident, Claim, Report)
    for field in model._meta.concrete_fields
}


def _error(row: DraftRow, name: str, text: str, longest: int | None) -> RowError:
    if NUL in text:
        return RowError(
            row.row,
            name,
            text.replace(NUL, "\N{SYMBOL FOR NULL}")[:200],
            _("It holds a NUL character."),
            _("Remove it."),
        )
    said = _("It has more than %(most)s characters.") % {"most": longest}
    return RowError(row.row, name, text[:200], said, _("Shorten it."))


def _off_the_globe(row: DraftRow) -> Iterator[RowError]:
    for name, most in (("latitude", 90), ("longitude", 180)):
        degrees = getattr(row.incident, name)
        if degrees is not None and not -most <= degrees <= most:
            said = _("It lies between −%(most)s and %(most)s degrees.") % {"most": most}
            yield RowError(row.row, name, str(degrees), said, _("Correct it."))
    if (row.incident.latitude is None) != (row.incident.longitude is None):
        yield RowError(row.row, "latitude", "", _("A point has a latitude and a longitude, or neither."))
