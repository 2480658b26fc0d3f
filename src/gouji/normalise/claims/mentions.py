"""What the grammar makes of a sentence before anything is compared: numbers with what they state."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from gouji.normalise.claims.lexicon import Token
from gouji.normalise.claims.prose import Sentence

CELLS, SUM, SHARE, CHANGE, STATEMENT = "cells", "sum", "share", "change", "statement"


@dataclass(slots=True)
class Mention:
    """A number (or a statement that amounts to 0) in the prose.

    `quantity` is a key of quantities.yml, joined by `+` where several are stated as one sum and by `/` where one
    number stands for each of several; `column` the applicant column it is restricted to. `refusal` is the message
    that says why it cannot be compared at all, `doubt` why only an agreement would say something; `said` the words
    that a message quotes. `kind` groups the parts of a whole (`applicant`, `result`, …). `changed` are the numbers that
    a change since the year before may be about, the nearest first.
    """

    sentence: Sentence
    start: int
    end: int
    text: str
    value: Decimal
    step: Decimal
    unit: str = ""
    quantity: str | None = None
    column: str = "total"
    aspect: str = CELLS
    refusal: str | None = None
    doubt: str | None = None
    said: str = ""
    scope: str = "body"
    year: int | None = None
    kind: str = "plain"
    direction: str = ""
    level: int = 0
    parts: list[Mention] = field(default_factory=list)
    changed: list[Mention] = field(default_factory=list)
    opens: bool = False
    complete: bool = False
    partial: bool = False
    last_year: bool = False
    with_carried_in: bool = False
    left: tuple[Token, ...] = ()

    @property
    def percent(self) -> bool:
        """Whether it is a percentage."""
        return self.unit in ("%", "个百分点")
