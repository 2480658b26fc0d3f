"""Run programs as somebody whom permissions bind."""

from __future__ import annotations

import os


def without_privileges() -> list[str]:
    """What to put before a command: root may read and write where permissions say no; what makes this so is taken."""
    is_root = getattr(os, "geteuid", lambda: 1)() == 0
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if is_root else []
