"""Names as files have them, and which places, actors or sources of ours they mean: read only, nothing is written here.

`resolve` takes all names of a file at once: what a person decided before (`Spelling`), then what is the very same name, is
matched; for everything else it gives candidates with a score, and a person decides (`actions.remember_spelling`).
"""

from events.spellings.known import Candidate
from events.spellings.resolve import By, Resolved, candidates, resolve

__all__ = ["By", "Candidate", "Resolved", "candidates", "resolve"]
