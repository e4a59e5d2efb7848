"""The verbs that write more than the row in hand. Keyword-only, atomic; each returns what it made."""

from events.actions.acting import acting
from events.actions.assess import assess, replay
from events.actions.decide import choose_rule, decide, undecide
from events.actions.lead import assign_lead, close_lead, note_leads, reopen_lead
from events.actions.load import load
from events.actions.mark import Marked, mark, settle
from events.actions.move import move, standing_for
from events.actions.record import record

__all__ = [
    "Marked",
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
    "reopen_lead",
    "replay",
    "settle",
    "standing_for",
    "undecide",
]
