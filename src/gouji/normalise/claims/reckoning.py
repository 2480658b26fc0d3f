"""Verdicts on arithmetic inside the prose: a whole and its parts, shares, changes."""

from __future__ import annotations

from decimal import Decimal

from gouji.messages import message
from gouji.model import Claim, ClaimReading
from gouji.normalise.claims.figures import tidy
from gouji.normalise.claims.mentions import CHANGE, Mention
from gouji.normalise.claims.ratios import Ratio
from gouji.normalise.claims.verdicts import (
    LAST_YEAR_UNKNOWN,
    MATCH,
    MISMATCH,
    Judgement,
    meant_by,
    not_assessed,
    to_claim,
)
from gouji.normalise.claims.wording import plain


def judge_sum(mention: Mention) -> Judgement:
    """Whether the parts of `mention` make it up."""
    total = sum((part.value for part in mention.parts), Decimal(0))
    terms = " + ".join(plain(part.value) for part in mention.parts)
    difference = abs(total - mention.value)
    slack = sum((each.step for each in (mention, *mention.parts) if each.step > 1), Decimal(0))
    code = "claim_sum_match" if difference <= slack else "claim_sum_mismatch"
    why = message(code, sum=f"{terms} = {plain(total)}", value=plain(mention.value))
    same = difference <= slack
    reading = ClaimReading((), tidy(float(total)))
    expected = float(mention.value) if same else float(total)
    return Judgement(MATCH if same else MISMATCH, code, why, (reading,), tidy(expected))


def _in_stated_direction(mention: Mention, due: Decimal) -> Decimal:
    """The size of a change in the direction stated: a rise of 36 is -36 beside 减少36件. A share is what it is."""
    if mention.aspect != CHANGE or mention.direction == "up":
        return due
    return -due if mention.direction == "down" else abs(due)


def judge_ratio(mention: Mention, ratio: Ratio | None) -> Claim:
    """A share or a change as a claim; `ratio` is None where the figures it needs are not at hand."""
    meant = meant_by(mention, None)
    if mention.refusal is not None:
        return to_claim(mention, meant, mention.value, not_assessed(mention.refusal, scope=mention.said))
    if ratio is None:
        code = LAST_YEAR_UNKNOWN if mention.aspect == CHANGE else "claim_no_quantity"
        return to_claim(mention, meant, mention.value, not_assessed(code))
    said = "level" if mention.direction == "flat" and not ratio.agrees else mention.aspect
    code = f"claim_{said}_{'match' if ratio.agrees else 'mismatch'}"
    due = plain(round(abs(ratio.due), 2)) + ("%" if mention.percent else "")
    direction = "claim_flat" if ratio.due == 0 else "claim_up" if ratio.due > 0 else "claim_down"
    why = message(
        code, value=plain(mention.value) + ("%" if mention.percent and mention.aspect == CHANGE else ""),
        part=plain(ratio.first), whole=plain(ratio.second), share=plain(round(ratio.due, 2)),
        previous=plain(ratio.first), current=plain(ratio.second), due=due, direction=message(direction),
        stated=message(f"claim_{mention.direction or 'flat'}"),
    )  # fmt: skip
    value = round(float(_in_stated_direction(mention, ratio.due)), 4)
    expected = float(mention.value) if ratio.agrees else value
    verdict = Judgement(
        MATCH if ratio.agrees else MISMATCH, code, why, (ClaimReading((), tidy(value)),), tidy(expected)
    )
    return to_claim(mention, meant, mention.value, verdict)
