"""What a sum says of itself: over how many incidents it is, and by which rules their numbers were made (C6)."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from events.charts.made import over_incidents, rules_words
from events.choices import RuleName

register = template.Library()


@register.simple_tag
def made_by(rules: dict[RuleName, int], incidents: int) -> SafeString:
    """ "over 4 incidents: range of independent claimants (3), no number (1)", its rules leading to where they stand."""
    if not incidents:
        return mark_safe("")
    named = format_html('<a href="{}#rules">{}</a>', reverse("about"), rules_words(rules, incidents))
    return format_html(_("{over}: {rules}"), over=over_incidents(incidents), rules=named)
