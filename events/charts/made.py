"""By which rules the numbers in a sum were made, in words: "over 4 incidents: range of independent claimants (3), …"."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import RuleName
from events.figures import grouped


def over_incidents(incidents: int) -> str:
    """How many incidents a sum is over."""
    return ngettext("over %(count)s incident", "over %(count)s incidents", incidents) % {"count": grouped(incidents)}


def rules_words(rules: dict[RuleName, int], incidents: int) -> str:
    """Each rule with the number of incidents it made the number of, most first, and how many have no number."""
    most_first = sorted(rules.items(), key=lambda item: (-item[1], item[0]))
    said = [(rule.label, count) for rule, count in most_first]
    without = incidents - sum(rules.values())
    if without:
        said.append((_("no number"), without))
    return _(", ").join(_("%(rule)s (%(count)s)") % {"rule": name, "count": grouped(count)} for name, count in said)


def made_by(rules: dict[RuleName, int], incidents: int) -> str:
    """The whole of it as a sentence; nothing of nothing."""
    if not incidents:
        return ""
    said = _("%(over)s: %(rules)s.") % {"over": over_incidents(incidents), "rules": rules_words(rules, incidents)}
    return said[:1].upper() + said[1:]
