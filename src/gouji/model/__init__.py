"""The things gouji talks about, as frozen dataclasses. No behaviour beyond describing themselves.

Data flows one way through them: a file becomes a `Document` (what the file says), a `Report` (what it means),
rows of frames, and in the end an `Assessment` (what the rules made of it).
"""

from gouji.model.assessment import (
    Assessment,
    Beside,
    Compared,
    Finding,
    Operand,
    Outcome,
    Place,
    RuleOutcome,
    Undetermined,
    VerdictKind,
)
from gouji.model.causes import Cause, CellChange, Confidence, Solution, Support
from gouji.model.claims import Claim, ClaimChange, ClaimReading
from gouji.model.document import Block, Document, Grid, GridCell, Locator, PageBox, Paragraph, Problem
from gouji.model.ledger import Step, finding_counts
from gouji.model.lexicon import WatchedWord
from gouji.model.report import (
    STATE_NAMES,
    Cell,
    CellState,
    Identity,
    Inspection,
    Missing,
    OrganKind,
    Period,
    PrivateDatum,
    Registration,
    Remark,
    Report,
    Section,
    Table,
    Unread,
)
from gouji.model.rules import LINEAR_RELATION, Basis, Category, Parameter, Relation, Rule, Severity, Status
from gouji.model.text import Text

__all__ = [
    "LINEAR_RELATION",
    "STATE_NAMES",
    "Assessment",
    "Basis",
    "Beside",
    "Block",
    "Category",
    "Cause",
    "Cell",
    "CellChange",
    "CellState",
    "Claim",
    "ClaimChange",
    "ClaimReading",
    "Compared",
    "Confidence",
    "Document",
    "Finding",
    "Grid",
    "GridCell",
    "Identity",
    "Inspection",
    "Locator",
    "Missing",
    "Operand",
    "OrganKind",
    "Outcome",
    "PageBox",
    "Paragraph",
    "Parameter",
    "Period",
    "Place",
    "PrivateDatum",
    "Problem",
    "Registration",
    "Relation",
    "Remark",
    "Report",
    "Rule",
    "RuleOutcome",
    "Section",
    "Severity",
    "Solution",
    "Status",
    "Step",
    "Support",
    "Table",
    "Text",
    "Undetermined",
    "Unread",
    "VerdictKind",
    "WatchedWord",
    "finding_counts",
]
