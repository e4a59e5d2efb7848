"""The record: tables, their constraints, and the QuerySets that are its vocabulary."""

from events.models.actor import Actor
from events.models.claim import Claim, ClaimStance
from events.models.dataset import Dataset
from events.models.estimate import Estimate, EstimateClaim
from events.models.incident import Incident
from events.models.involvement import Involvement
from events.models.place import Place
from events.models.report import Report
from events.models.source import Source

__all__ = [
    "Actor",
    "Claim",
    "ClaimStance",
    "Dataset",
    "Estimate",
    "EstimateClaim",
    "Incident",
    "Involvement",
    "Place",
    "Report",
    "Source",
]
