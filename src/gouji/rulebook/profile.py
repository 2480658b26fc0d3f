"""A profile: what a locality or a stage changes in the rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gouji.model import Rule, Severity, Text, WatchedWord
from gouji.rulebook.deadlines import Deadlines


@dataclass(frozen=True, slots=True)
class Setting:
    """What a profile says of the rules that `selector` names; None and what is not named leaves a rule as it is.

    `file` and `line` are where it says so.
    """

    selector: str
    on: bool | None = None
    severity: Severity | None = None
    parameters: Mapping[str, float] = field(default_factory=dict)
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile with all that it extends: `settings` in the order in which they apply, the later over the earlier.

    `files` are the files that it was read from, the one extended first; `digest` is of their texts.
    """

    name: str
    title: Text
    settings: tuple[Setting, ...] = ()
    deadlines: Deadlines = field(default_factory=Deadlines)
    lexicon: tuple[WatchedWord, ...] = ()
    files: tuple[Path, ...] = ()
    digest: str = ""


def selects(selector: str, rule: Rule) -> bool:
    """Whether `selector` (any case) names `rule`: its id, the beginning of its id, its name or its category."""
    wanted = selector.strip().casefold()
    return bool(wanted) and (rule.id.casefold().startswith(wanted) or wanted in (rule.name, rule.category.value))
