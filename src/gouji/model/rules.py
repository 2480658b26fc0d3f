"""Rules, as their files state them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gouji.model.text import Text

LINEAR_RELATION = "expect_linear_relation"


class Severity(StrEnum):
    """How much a finding weighs: 须整改, 请核实, 提示."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the heaviest; for sorting and thresholds."""
        return list(Severity).index(self)


class Category(StrEnum):
    """The office's classes of problems (问题类别), in the order of its lists; the words stand in messages/words.yml."""

    PUBLICATION = "publication"
    COMPLETENESS = "completeness"
    FORMAT = "format"
    ARITHMETIC = "arithmetic"
    CONSISTENCY = "consistency"
    CONTINUITY = "continuity"
    SIMILARITY = "similarity"
    WORDING = "wording"


class Status(StrEnum):
    """Whether a rule runs: always, only when it is asked for, or no longer (it stays in the catalogue)."""

    ACTIVE = "active"
    EXPERIMENTAL = "experimental"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule rests on: the form, an article, a notice, and where to read it."""

    text: Text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A threshold of a rule that a profile may set: what it is, its unit, its bounds."""

    name: str
    value: float
    default: float
    text: Text
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One expectation of a rule: the instance of its expectation type for one edition and place.

    `columns` are the frame's columns that must hold a usable value; where one is missing the relation is
    undetermined. `when` restricts it to rows of the frame (column → allowed values). `row` and `column` are the
    form's keys that the frame's rows do not carry themselves. `entry` counts the relations in the rule's file, from 0:
    one that holds for two editions is two relations of one entry.
    """

    id: str
    edition: str
    expectation: str
    arguments: Mapping[str, object]
    columns: tuple[str, ...]
    when: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    row: str | None = None
    column: str | None = None
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the rulebook, as its YAML file states it.

    `valid_from` and `valid_to` are the first and the last year of reports that it is asked of, None for no bound.
    `overlap` says why the rule is kept although its relations follow from those of other rules; `mended` is the
    example put right.
    """

    id: str
    name: str
    title: Text
    severity: Severity
    category: Category
    frame: str
    message: Text
    why: Text
    remedy: Text
    basis: tuple[Basis, ...]
    editions: tuple[str, ...]
    relations: tuple[Relation, ...]
    example: Text
    parameters: tuple[Parameter, ...] = ()
    status: Status = Status.ACTIVE
    since: str = "1.0"
    valid_from: int | None = None
    valid_to: int | None = None
    overlap: Text | None = None
    mended: Text | None = None

    @property
    def bounded(self) -> bool:
        """Whether the rule holds for reports of some years only."""
        return self.valid_from is not None or self.valid_to is not None

    def in_force(self, year: int) -> bool:
        """Whether the rule is asked of reports of `year`."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)

    @property
    def is_linear(self) -> bool:
        """Whether the rule is a linear relation between cells (what the localiser and the generator use)."""
        return all(relation.expectation == LINEAR_RELATION for relation in self.relations)
