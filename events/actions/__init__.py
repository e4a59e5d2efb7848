"""The verbs that write more than the row in hand. Keyword-only, atomic; each returns what it made."""

from events.actions.acting import acting
from events.actions.assess import assess, replay
from events.actions.decide import choose_rule, decide, undecide
from events.actions.load import load
from events.actions.move import move
from events.actions.record import record

__all__ = ["acting", "assess", "choose_rule", "decide", "load", "move", "record", "replay", "undecide"]
