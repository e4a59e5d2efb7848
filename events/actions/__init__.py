"""The verbs that write more than the row in hand. Keyword-only, atomic; each returns what it made.

Names of a file are matched by `events.spellings.resolve`; what a person decides of one, `remember_spelling` keeps.
"""

from events.actions.acting import acting
from events.actions.answer import AnswerRefused, answer, note_likenesses
from events.actions.assess import assess, replay
from events.actions.batch import BatchBusy, begin, cancel, died, fail, fail_dead_batches, sole_worker
from events.actions.check_batch import check_batch
from events.actions.decide import choose_rule, decide, undecide
from events.actions.ending import BatchRefused
from events.actions.lead import assign_lead, close_lead, note_leads, reopen_lead
from events.actions.load import load
from events.actions.load_batch import load_batch
from events.actions.mark import Marked, mark, settle
from events.actions.merge import MergeRefused, Undone, merge, refuse_unless_mergeable, undo_merge
from events.actions.move import move, standing_for
from events.actions.names import NameRefused, decide_name, ids_of_names, note_names, reopen_name, take_as_new
from events.actions.places import load_places
from events.actions.record import record
from events.actions.revert import RevertRefused, refuse_unless_revertible, revert
from events.actions.spell import remember_spelling
from events.actions.undo_batch import undo_batch
from events.actions.unfinished import TooMuch, clear_unfinished, forget_unfinished, keep_unfinished
from events.actions.upload import UploadRefused, safe_name, too_large, upload

__all__ = [
    "AnswerRefused",
    "BatchBusy",
    "BatchRefused",
    "Marked",
    "MergeRefused",
    "NameRefused",
    "RevertRefused",
    "TooMuch",
    "Undone",
    "UploadRefused",
    "acting",
    "answer",
    "assess",
    "assign_lead",
    "begin",
    "cancel",
    "check_batch",
    "choose_rule",
    "clear_unfinished",
    "close_lead",
    "decide",
    "decide_name",
    "died",
    "fail",
    "fail_dead_batches",
    "forget_unfinished",
    "ids_of_names",
    "keep_unfinished",
    "load",
    "load_batch",
    "load_places",
    "mark",
    "merge",
    "move",
    "note_leads",
    "note_likenesses",
    "note_names",
    "record",
    "refuse_unless_mergeable",
    "refuse_unless_revertible",
    "remember_spelling",
    "reopen_lead",
    "reopen_name",
    "replay",
    "revert",
    "safe_name",
    "settle",
    "sole_worker",
    "standing_for",
    "take_as_new",
    "too_large",
    "undecide",
    "undo_batch",
    "undo_merge",
    "upload",
]
