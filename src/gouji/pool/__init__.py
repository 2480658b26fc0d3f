"""A pool of processes that run functions with a limit on time and memory, so that a hostile document costs only itself.

Isolation is against crashes, hangs and greed. It is no sandbox: a worker has the rights of the user who runs gouji.
"""

from __future__ import annotations

from gouji.pool.full_speed import at_full_speed, collect_now
from gouji.pool.limits import Limits, Lost, LostKind, processors
from gouji.pool.pool import Pool

__all__ = ["Limits", "Lost", "LostKind", "Pool", "at_full_speed", "collect_now", "processors"]
