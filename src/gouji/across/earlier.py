"""Last year's report of a body, or why there is none to hold against this year's."""

from __future__ import annotations

from collections.abc import Callable

from gouji.across.frame import NOTHING, Drawn
from gouji.across.index import Entry, Index
from gouji.messages import message
from gouji.model import Report

# A sentence that names more files than this is no help.
_NAMED = 4


def beside_last_year(entry: Entry, index: Index, draw: Callable[[Report, Report], Drawn]) -> Drawn:
    """What `draw` makes of a report and last year's; nothing without one, undecided where it cannot be told which."""
    found = index.earlier(entry)
    if not found:
        return NOTHING
    if len(found) > 1:
        listed = "、".join(entry.source for entry in found[:_NAMED])
        why = message("across_several", count=len(found), year=found[0].year, list=listed)
        return Drawn(undecided=why)
    return draw(index.report(entry.key), index.report(found[0].key))
