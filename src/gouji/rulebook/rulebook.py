"""The rulebook as it runs: all rules, and which of them are off, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from gouji.model import Relation, Rule
from gouji.rulebook.profile import Profile


class Off(StrEnum):
    """Why a rule does not run."""

    PROFILE = "profile"
    NOT_SELECTED = "not_selected"
    IGNORED = "ignored"
    EXPERIMENTAL = "experimental"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Rulebook:
    """All rules, with the version they were published under and a digest of what their files say.

    `off` has the rules that do not run, by id. `profile`, `selected` and `ignored` are what the user asked for, and
    `files` the files of the rules, by id.
    """

    rules: tuple[Rule, ...]
    version: str
    digest: str
    off: Mapping[str, Off] = field(default_factory=dict)
    profile: Profile | None = None
    selected: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)

    # Asked for every report.
    @cached_property
    def active(self) -> tuple[Rule, ...]:
        """The rules that run."""
        return tuple(rule for rule in self.rules if rule.id not in self.off)

    @cached_property
    def switched_off(self) -> tuple[Rule, ...]:
        """The rules that would run and were switched off by a profile or on the command line."""
        chosen = (Off.PROFILE, Off.NOT_SELECTED, Off.IGNORED)
        return tuple(rule for rule in self.rules if self.off.get(rule.id) in chosen)

    @property
    def as_published(self) -> bool:
        """Whether the rules run as they ship: no profile, no selection, no rules of the user's own."""
        return self.profile is None and not (self.selected or self.ignored or self.own)

    @property
    def own(self) -> tuple[Rule, ...]:
        """The user's own rules."""
        return tuple(rule for rule in self.rules if is_own(rule.id))

    def rule(self, rule_id: str) -> Rule:
        """The rule called `rule_id` (any case), by id or by name; KeyError when there is none."""
        wanted = rule_id.casefold()
        for rule in self.rules:
            if wanted in (rule.id.casefold(), rule.name):
                return rule
        raise KeyError(rule_id)

    def relations(self) -> Iterable[tuple[Rule, Relation]]:
        """Every relation of every active rule, with its rule."""
        return ((rule, relation) for rule in self.active for relation in rule.relations)


def is_own(rule_id: str) -> bool:
    """Whether the id is from the range that is kept for users' own rules."""
    return rule_id.startswith("U9")
