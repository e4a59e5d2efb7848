"""The record: tables, their constraints, and the QuerySets that are its vocabulary."""

from events.models.actor import Actor
from events.models.batch import Batch, BatchPiece, BatchProblem
from events.models.batch_name import BatchName
from events.models.change import Change
from events.models.claim import Claim
from events.models.claim_stance import ClaimStance
from events.models.column_map import ColumnMap
from events.models.correction import Correction
from events.models.dataset import Dataset
from events.models.decision import Decision
from events.models.estimate import Estimate, EstimateClaim
from events.models.incident import Incident
from events.models.involvement import Involvement
from events.models.likeness import Likeness
from events.models.merge import Merge
from events.models.origin import Origin
from events.models.package import Package
from events.models.place import Place
from events.models.report import Report
from events.models.review import Lead, Mark
from events.models.source import Source
from events.models.spelling import Spelling
from events.models.unfinished import Unfinished

__all__ = [
    "Actor",
    "Batch",
    "BatchName",
    "BatchPiece",
    "BatchProblem",
    "Change",
    "Claim",
    "ClaimStance",
    "ColumnMap",
    "Correction",
    "Dataset",
    "Decision",
    "Estimate",
    "EstimateClaim",
    "Incident",
    "Involvement",
    "Lead",
    "Likeness",
    "Mark",
    "Merge",
    "Origin",
    "Package",
    "Place",
    "Report",
    "Source",
    "Spelling",
    "Unfinished",
]
