"""What the ledger does not do, said in the user's words."""

from __future__ import annotations

from gouji.model import Problem


class LedgerRefused(Exception):
    """The ledger cannot be used, or a move is not allowed; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def refused(code: str, **params: object) -> LedgerRefused:
    """The refusal with the text `code`."""
    return LedgerRefused(Problem(code, {name: str(value) for name, value in params.items()}))
