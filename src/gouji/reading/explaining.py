"""How the tables of a file were recognised, in a worker process."""

from __future__ import annotations

from gouji.intake import Input
from gouji.normalise.explain import GridSeen, explain_grids
from gouji.sources import Unreadable, read_document


def grids_seen(item: Input) -> tuple[GridSeen, ...]:
    """The grids of a file that was read before; none when it gave no document (which the report says)."""
    if item.problem is not None:
        return ()
    try:
        document = read_document(item.path.read_bytes(), item.file_name)
    except (Unreadable, OSError):
        return ()
    return explain_grids(document)
