"""A page that was sent, read; joined with what somebody else saved since it was shown (ADR 12)."""

from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict
from django.utils import translation
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from events.forms import edits
from events.forms.entry import Entry
from events.models import Incident


@dataclass(slots=True)
class Overtaken:
    """Somebody else saved first: who and when, what was taken from them, and what both changed."""

    who: str
    at: str
    taken: list[str] = field(default_factory=list)
    asked: list[edits.Asked] = field(default_factory=list)

    @property
    def joined(self) -> str:
        """A sentence on what was taken from them without a question."""
        return _("Joined with what %(who)s saved at %(at)s UTC: %(what)s.") % {
            "who": f"\u2068{self.who}\u2069",
            "at": self.at,
            "what": _(", ").join(self.taken),
        }


def judged(request: HttpRequest, incident: Incident | None, data: QueryDict) -> Entry:
    """What was sent, read; the page then says what was understood of it."""
    entry = Entry(by=request.user, incident=incident, data=data)
    entry.is_valid  # noqa: B018 - reading it is what is asked
    return entry


def read(request: HttpRequest, incident: Incident | None) -> tuple[Entry, Overtaken | None]:
    """What was sent, joined with what somebody saved since the page was shown."""
    if incident is None:
        return judged(request, incident, request.POST), None
    data = edits.settled(request.POST, incident)
    if data.get("version") == str(incident.version):
        return judged(request, incident, data), None
    base = edits.base_of(data, incident)
    with translation.override(base.language or translation.get_language()):
        merging = edits.merged(data, base, Entry(by=request.user, incident=incident))
    entry = judged(request, Incident.objects.get(pk=incident.pk), merging.data)
    who = incident.changed_by or incident.created_by
    return entry, Overtaken(
        who=who.get_username() if who else _("an import"),
        at=time_format(localtime(incident.updated_at), "H:i"),
        taken=merging.taken(entry),
        asked=merging.asked(entry),
    )
