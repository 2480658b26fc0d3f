"""What an archive holds."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.model import Problem

# Between the path of an archive and the path in it.
INSIDE = "!/"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, or what is wrong with it.

    `name` is its path in the archive (`folder/report.html`, in an archive within `inner.zip!/report.html`), empty when
    `problem` is about the archive as a whole. `data` is None when there is a problem.
    """

    name: str
    data: bytes | None = None
    problem: Problem | None = None


def inside(outer: str, inner: str) -> str:
    """The path of `inner` within `outer`; either may be empty."""
    return f"{outer}{INSIDE}{inner}" if outer and inner else outer or inner
