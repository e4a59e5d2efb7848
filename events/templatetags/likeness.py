"""Likeness on a page: reasons and answers in words."""

from django import template
from django.utils.translation import gettext as _

from events import likeness
from events.choices import Answer
from events.models import Likeness

register = template.Library()


@register.filter
def said_together(reasons: list[str]) -> str:
    """ "the same days · 3 km from each other": reasons in one line."""
    return " · ".join(reason for reason in reasons if reason)


@register.filter
def reasons(row: Likeness) -> list[str]:
    """Why a pair was thought alike, in words."""
    return [words for words in map(likeness.say, row.reasons) if words]


@register.filter
def answer_words(row: Likeness) -> str:
    """What was answered: "GED-2017-0012 is part of MYD-2017-0003"."""
    if row.answer != Answer.PART:
        return Answer(row.answer).label
    whole = row.second if row.part_id == row.first_id else row.first
    return _("%(part)s is part of %(whole)s") % {"part": row.part.code, "whole": whole.code}
