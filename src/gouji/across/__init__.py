"""What only shows when reports are held against each other: last year's, other bodies', a parent's children.

It works from the records on disk, in two passes. The first makes a small index of all reports; the second goes through
them by chunks, draws the rows of its frames, runs the same engine on them as on a chunk of reports, and adds what comes
of it to the record of the report concerned: the later of two years, the parent of several bodies.

A frame is declared in `gouji.frames`, drawn and worded by an `AcrossFrame`, and listed in `gouji.check.across`.
"""

from gouji.across.alike import ALIKE
from gouji.across.carryover import CARRYOVER
from gouji.across.changes import CHANGES
from gouji.across.frame import AcrossFrame, Drawn
from gouji.across.index import Entry, Index, build_index
from gouji.across.masked import template_clauses
from gouji.across.stage import judge
from gouji.across.stock import STOCK
from gouji.across.texts import TEXTS
from gouji.across.unchanged import UNCHANGED
from gouji.across.years import YEARS

# The frames that hold a body's report against its own of the year before, and against other bodies' of the run.
FRAMES = (CARRYOVER, STOCK, YEARS, UNCHANGED, CHANGES, TEXTS, ALIKE)

__all__ = ["FRAMES", "AcrossFrame", "Drawn", "Entry", "Index", "build_index", "judge", "template_clauses"]
