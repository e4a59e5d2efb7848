"""The verbs that write more than the row in hand. Keyword-only, atomic; each returns what it made."""

from events.actions.acting import acting
from events.actions.assess import assess, replay
from events.actions.decide import choose_rule, decide, undecide
from events.actions.lead import assign_lead, close_lead, note_leads, reopen_lead
from events.actions.load import load
from events.actions.mark import Marked, mark, settle
from events.actions.move import move, standing_for
from events.actions.record import record
from events.actions.revert import RevertRefused, refuse_unless_revertible, revert

__all__ = [
    "Marked",
    "RevertRefused",
    "acting",
    "assess",
    "assign_lead",
    "choose_rule",
    "close_lead",
    "decide",
    "load",
    "mark",
    "move",
    "note_leads",
    "record",
    "refuse_unless_revertible",
    "reopen_lead",
    "replay",
    "revert",
    "settle",
    "standing_for",
    "undecide",
]
