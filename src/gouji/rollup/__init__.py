"""What a body that sums up others should report: the tree of bodies, the sums, and what stands in their way.

A government's report covers the bodies below it, its own office among them; each spring somebody adds up their tables
by hand. Here a manifest says who belongs to whom, and nothing is added that is not known: a cell in which one child's
figure cannot be used stays empty, with the child's name.
"""

from gouji.rollup.bodies import Child, Family, Member, families
from gouji.rollup.compare import Comparison, compare
from gouji.rollup.entries import rollup_entry
from gouji.rollup.figures import Figure, FigureState, figures_of
from gouji.rollup.sums import CellSum, RollUp, roll_up, roll_up_all

__all__ = [
    "CellSum",
    "Child",
    "Comparison",
    "Family",
    "Figure",
    "FigureState",
    "Member",
    "RollUp",
    "compare",
    "families",
    "figures_of",
    "roll_up",
    "roll_up_all",
    "rollup_entry",
]
