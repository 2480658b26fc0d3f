"""Numbers in the prose and what became of comparing them with the tables."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.model.document import Locator
from gouji.model.text import Text


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """A sum of the form's cells that a number in the prose may equal, and what it comes to.

    `cells` are the form's keys with their signs; empty where the sum is of numbers in the prose. `value` is None where
    a cell cannot be used.
    """

    cells: tuple[tuple[str, int], ...]
    value: float | None


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What a change since the year before says, for want of last year's number in the text.

    `direction` is `up`, `down` or `flat`; `percent` tells a percentage from an amount; `step` is the value of its last
    digit. `of` are the numbers that may be meant, each by where it starts in the claim's own paragraph. `certain`: only
    one is, and what it counts is beyond doubt, so that a difference would say something.
    """

    direction: str
    percent: bool
    step: float
    of: tuple[int, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A number in the prose (or a statement that amounts to 0) and what became of comparing it.

    `text` is what is printed, at `start` to `end` of paragraph `paragraph` of section `section` (None: the preamble).
    `quantity` says what it counts (`requests.received`), None where that is no figure of the form. `aspect` is what
    was compared: `cells` (with the tables), `sum`, `share` or `change` (within the prose), `statement`. `scope` is
    `body`, `part` or `wider`. `verdict` is `match`, `mismatch` or `not_assessed`, `reason` the message code of `why`.
    `expected` is the nearest reading's value, `unusable` the cells for want of which nothing could be compared.
    `change` is what can be compared with last year's report, once that is at hand.
    """

    text: str
    value: float
    quantity: str | None
    name: Text | None
    aspect: str
    scope: str
    year: int | None
    verdict: str
    reason: str
    why: Text
    sentence: str
    at: Locator
    section: int | None
    paragraph: int
    start: int
    end: int
    expected: float | None = None
    readings: tuple[ClaimReading, ...] = ()
    unusable: tuple[str, ...] = ()
    change: ClaimChange | None = None
