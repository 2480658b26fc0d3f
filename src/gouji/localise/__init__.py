"""Which cell is probably wrong, and what it should probably be.

The relations between the form's cells over-determine them: a cell of table three stands in a row sum and in a column
sum, totals in balances too. That is an error-locating code (Fellegi and Holt, 1976): the smallest set of cells whose
change makes every relation hold is the likeliest to be wrong, and the relations say by how much. What comes out is a
suggestion; nothing here changes a figure.
"""

from gouji.localise.evidence import NO_EVIDENCE, Evidence
from gouji.localise.localise import localise
from gouji.localise.prose import prose_evidence

__all__ = ["NO_EVIDENCE", "Evidence", "localise", "prose_evidence"]
