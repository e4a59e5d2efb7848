"""What a reviewer checks, laid out: each matter as it is recorded, and the number lit up in the words that carry it."""

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from events import dates, quotes
from events.choices import DatePrecision, Matter
from events.forms.marks import Point
from events.models import Claim, Incident
from events.templatetags.record import both_names, named, rangetext, speaker, when

register = template.Library()


@register.simple_tag
def matter_said(point: Point, incident: Incident) -> SafeString:
    """The matter of a point as it stands recorded."""
    return _of_incident(point.matter, incident) if point.claim is None else _of_claim(point.matter, point.claim)


def _of_incident(matter: Matter, incident: Incident) -> SafeString:
    if matter == Matter.DATE:
        return _with_words(when(incident), incident.get_date_precision_display(), incident.date_words)
    if matter == Matter.PLACE:
        place, above = incident.place, incident.place.parent
        said = format_html("{}, {}", both_names(place), named(above)) if above else both_names(place)
        return _with_words(said, incident.get_location_precision_display(), incident.place_words)
    roles = [
        (named(one.actor), one.get_role_display(), one.get_strength_display()) for one in incident.involvements.all()
    ]
    if not roles:
        return format_html('<span class="muted">{}</span>', _("nobody is named"))
    return format_html_join("", "<div><b>{}</b> <span>{}, {}</span></div>", roles)


def _with_words(said, precision, words: str) -> SafeString:
    quoted = format_html("; {}", _("reported as “%(words)s”") % {"words": words}) if words else ""
    return format_html("<b>{}</b><small>{}{}</small>", said, precision, quoted)


def _of_claim(matter: Matter, claim: Claim) -> SafeString:
    if matter == Matter.NUMBER:
        return _number(claim)
    if matter == Matter.WORDS:
        return lit(claim)
    if matter == Matter.DATE:
        return format_html("<b>{}</b>", when_claimed(claim))
    stances = [(named(one.actor), one.get_stance_display()) for one in claim.stances.all()]
    origin = ""
    if claim.derives_from:
        origin = format_html("<div>{} {}</div>", _("Derives from"), speaker(claim.derives_from))
    told = format_html_join("", "<div>{}: {}</div>", stances)
    return format_html("<b>{}</b>{}{}", speaker(claim), told, origin)


def _number(claim: Claim) -> SafeString:
    parts = [(subset.label, rangetext(quantity.figure)) for subset, quantity in claim.subsets.items()]
    whose = format_html(" ({})", named(claim.combatants_of)) if claim.combatants_of else ""
    return format_html(
        "{} {}, {}; {}{}{}",
        rangetext(claim.quantity.figure),
        claim.get_harm_display(),
        claim.get_qualifier_display(),
        claim.get_victims_display(),
        whose,
        format_html_join("", "<div>{} {}</div>", parts),
    )


def when_claimed(claim: Claim) -> str:
    """The day of the claim, as other dates are written."""
    return dates.text(claim.claimed_on, claim.claimed_on, DatePrecision.DAY)


@register.filter
def lit(claim: Claim) -> SafeString:
    """The words of a claim, its number marked where it stands in them; said where it stands nowhere."""
    if not claim.quote:
        return format_html('<span class="muted">{}</span>', _("no words are recorded"))
    bounds = [bound for bound in (claim.minimum, claim.maximum) if bound is not None]
    spans = quotes.number_spans(claim.quote, bounds)
    pieces, at = [], 0
    for start, end in spans:
        pieces += [conditional_escape(claim.quote[at:start]), format_html("<mark>{}</mark>", claim.quote[start:end])]
        at = end
    pieces.append(conditional_escape(claim.quote[at:]))
    words = format_html(
        '<blockquote dir="auto" lang="{}">{}</blockquote>',
        claim.report.language,
        mark_safe("".join(pieces)),  # noqa: S308 — every piece is escaped above
    )
    if spans or claim.quantity.is_uncounted or claim.quantity.figure.is_none:
        return words
    return format_html("{}<small>{}</small>", words, _("The number does not stand in these words."))
