"""Which move is allowed from which step: the table in steps.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.ledger.refused import refused
from gouji.messages import message
from gouji.model import Step
from gouji.yaml_text import load_yaml


@dataclass(frozen=True, slots=True)
class Move:
    """One move: from which steps it leads where, and what has to be said with it."""

    action: str
    sources: tuple[Step, ...]
    target: Step
    needs: tuple[str, ...] = ()
    other_than: Step | None = None
    by_run: bool = False


@cache
def moves() -> Mapping[str, Move]:
    """Every move by its name."""
    loaded: dict[str, dict[str, Any]] = load_yaml(
        files("gouji.ledger").joinpath("steps.yml").read_text(encoding="utf-8")
    )
    return {action: _move(action, said) for action, said in loaded.items()}


def _move(action: str, said: Mapping[str, Any]) -> Move:
    other = said.get("other_than")
    return Move(
        action=action,
        sources=tuple(Step(name) for name in said["from"]),
        target=Step(said["to"]),
        needs=tuple(said.get("needs", ())),
        other_than=Step(other) if other else None,
        by_run=said.get("by") == "run",
    )


def allowed(action: str, step: Step) -> Move:
    """The move `action` from `step`. Raises LedgerRefused, naming what is possible, when the table has it not."""
    move = moves()[action]
    if step not in move.sources:
        others = [name for name, other in moves().items() if step in other.sources and not other.by_run]
        possible = "、".join(_named("move", name) for name in others)
        raise refused("ledger_wrong_move", action=_named("move", action), step=_named("step", step), possible=possible)
    return move


def _named(kind: str, name: str) -> str:
    return f"{message(f'{kind}_{name}').zh}（{name}）"
