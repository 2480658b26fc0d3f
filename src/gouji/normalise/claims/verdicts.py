"""A mention with its verdict, as a claim of the report."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from gouji.messages import message
from gouji.model import Claim, ClaimReading, Text
from gouji.normalise.claims.changes import change_of
from gouji.normalise.claims.figures import tidy
from gouji.normalise.claims.mentions import Mention
from gouji.normalise.claims.quantities import Quantity, quantity

MATCH, MISMATCH, NOT_ASSESSED = "match", "mismatch", "not_assessed"
# The reason of a change that would be compared if last year's number were known.
LAST_YEAR_UNKNOWN = "claim_last_year_unknown"


class Judgement(NamedTuple):
    """A verdict with its reason."""

    verdict: str
    reason: str
    why: Text
    readings: tuple[ClaimReading, ...] = ()
    expected: float | None = None
    unusable: tuple[str, ...] = ()


def not_assessed(code: str, **params: object) -> Judgement:
    """Not compared, for the reason that the message `code` gives."""
    return Judgement(NOT_ASSESSED, code, message(code, **params))


def to_claim(mention: Mention, meant: Quantity | None, value: Decimal, found: Judgement) -> Claim:
    """A mention with its judgement as a claim of the report."""
    sentence = mention.sentence
    start, end = sentence.span(mention.start, mention.end)
    first = sentence.places[0]
    return Claim(
        text=sentence.printed[start - first : end - first],
        value=tidy(float(value)),
        quantity=_shown_key(mention),
        name=meant.name if meant else None,
        aspect=mention.aspect,
        scope=mention.scope,
        year=mention.year,
        verdict=found.verdict,
        reason=found.reason,
        why=found.why,
        sentence=sentence.printed,
        at=sentence.at,
        section=sentence.section,
        paragraph=sentence.paragraph,
        start=start,
        end=end,
        expected=found.expected,
        readings=found.readings,
        unusable=found.unusable,
        change=change_of(mention) if found.reason == LAST_YEAR_UNKNOWN else None,
    )


def _shown_key(mention: Mention) -> str | None:
    if mention.quantity is None or mention.column == "total":
        return mention.quantity
    return f"{mention.quantity}.{mention.column}"


def meant_by(mention: Mention, head: Mention | None) -> Quantity | None:
    """The quantity that a mention states; an applicant's number is of the whole that it is a part of."""
    key = mention.quantity
    if key is None:
        return None
    if key == "requests" and mention.column != "total" and head is not None and head.quantity:
        key = head.quantity
    return quantity(key, mention.column)
