"""Scores: what each body of a run gets under the office's own score sheet, and its rank in its group.

Drawn from a run folder; no rule is run again. What a sheet may say is in `sheet`, how it is applied in `marks`.
"""

from gouji.scoring.marks import Line, Marks, mark_run, unused_adjustments
from gouji.scoring.scores_json import scores_json
from gouji.scoring.sheet import SAMPLE, Sheet, load_sheet, sample_text

__all__ = [
    "SAMPLE",
    "Line",
    "Marks",
    "Sheet",
    "load_sheet",
    "mark_run",
    "sample_text",
    "scores_json",
    "unused_adjustments",
]
