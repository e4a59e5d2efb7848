"""Sources on a page: their addresses, and shares that tell both their numbers."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.analytics.sources import Share
from events.figures import grouped
from events.models import Source
from events.templatetags.question import carried
from events.templatetags.record import named

register = template.Library()


@register.simple_tag(takes_context=True)
def source_address(context, source: Source) -> str:
    """A source's page under the filters of this page, or of the dataset of this record."""
    selection = context.get("selection")
    listed = selection.address("source_list", claimant=None) if selection else carried(context, "source_list")
    _path, _mark, query = listed.partition("?")
    path = reverse("source_detail", args=[source.slug])
    return f"{path}?{query}" if query else path


@register.simple_tag(takes_context=True)
def speaking(context, claim) -> SafeString:
    """Whose number a claim is, leading to its page: the claimant, or the publisher where nobody is named (C2)."""
    source = claim.claimant or claim.report.publisher
    link = format_html('<a href="{}">{}</a>', source_address(context, source), named(source))
    return link if claim.claimant else format_html(_("{}, naming nobody"), link)


@register.simple_tag
def percent(share: Share) -> SafeString:
    """A headline's share: "38 %", or "not known" of nothing."""
    if share.percent is None:
        return format_html("<small>{}</small>", _("not known"))
    return format_html('<bdi dir="ltr">{}\N{NO-BREAK SPACE}%</bdi>', share.percent)


@register.simple_tag
def share_words(share: Share) -> str:
    """ "3 of 8": both numbers."""
    return _("%(part)s of %(whole)s") % {"part": grouped(share.part), "whole": grouped(share.whole)}


@register.simple_tag
def share(share: Share) -> SafeString:
    """A table's share: "38 % (3 of 8)"."""
    if share.percent is None:
        return format_html('<span class="muted">{}</span>', _("none to measure"))
    return format_html(
        '<bdi dir="ltr"><b>{} %</b></bdi> <small class="muted">{}</small>', share.percent, share_words(share)
    )
