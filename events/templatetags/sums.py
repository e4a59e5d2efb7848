"""What a sum says of itself: over how many incidents it is, and by which rules their numbers were made (C6)."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.charts.made import over_incidents, rules_words
from events.choices import RuleName
from events.figures import grouped

register = template.Library()


@register.simple_tag
def made_by(rules: dict[RuleName, int], incidents: int) -> SafeString:
    """ "over 4 incidents: range of independent claimants (3), no number (1)", its rules leading to where they stand."""
    if not incidents:
        return mark_safe("")
    named = format_html('<a class="quiet" href="{}#rules">{}</a>', reverse("about"), rules_words(rules, incidents))
    return format_html(_("{over}: {rules}"), over=over_incidents(incidents), rules=named)


@register.simple_tag
def made_alike(rules: dict[RuleName, int], lead: dict[RuleName, int]) -> SafeString:
    """ "in 873 incidents, by the same rule" beside a sum whose rules are named already (`lead`); else its own, named."""
    counted = sum(rules.values())
    if not counted:
        return mark_safe("")
    address = f"{reverse('about')}#rules"
    if len(rules) == 1 and rules.keys() == lead.keys():
        said = ngettext(
            "in {count} incident, by the <a {to}>same rule</a>",
            "in {count} incidents, by the <a {to}>same rule</a>",
            counted,
        )
        return format_html(said, count=grouped(counted), to=format_html('class="quiet" href="{}"', address))
    named = format_html('<a class="quiet" href="{}">{}</a>', address, rules_words(rules, counted))
    return format_html(_("{over}: {rules}"), over=over_incidents(counted), rules=named)
