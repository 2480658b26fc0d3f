"""The one error of this layer."""

from __future__ import annotations

from gouji.model import Problem


class Unreadable(Exception):
    """A file that cannot be read as a document; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem
