"""Compare what the prose states with what the tables hold."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.messages import message
from gouji.model import Claim, ClaimReading, Text
from gouji.normalise.claims.figures import Figures, tidy
from gouji.normalise.claims.lexicon import MONEY
from gouji.normalise.claims.mentions import CELLS, STATEMENT, SUM, Mention
from gouji.normalise.claims.quantities import Quantity
from gouji.normalise.claims.reckoning import judge_sum
from gouji.normalise.claims.verdicts import MATCH, MISMATCH, NOT_ASSESSED, Judgement, meant_by, not_assessed, to_claim
from gouji.normalise.claims.wording import cell_words, plain, worded

_NONE = Text("", "")
# What a statement is compared with where the quantity itself has no cell: nobody can have failed to pay for a notice
# that was never sent.
_STATED = {"fees.notices": (("requests.other_fee_unpaid.total", 1),)}


def judge(mention: Mention, figures: Figures, head: Mention | None) -> Claim:
    """The claim that `mention` makes, compared; `head` is the whole whose part it is."""
    meant = meant_by(mention, head)
    value = mention.value * MONEY.get(mention.unit, Decimal(1)) if _in_money(meant) else mention.value
    if mention.refusal is not None:
        verdict = _refused(mention, meant, figures)
    elif mention.aspect == SUM:
        verdict = judge_sum(mention)
    elif meant is None:
        verdict = not_assessed("claim_no_quantity")
    else:
        verdict = _compared(mention, meant, value, figures)
    return to_claim(mention, meant, value, verdict)


def _in_money(meant: Quantity | None) -> bool:
    return meant is not None and meant.key == "disclosure.administrative_fees"


def _compared(mention: Mention, meant: Quantity, value: Decimal, figures: Figures) -> Judgement:
    terms = list(meant.readings)
    if mention.aspect == STATEMENT and meant.key in _STATED:
        terms = [_STATED[meant.key]]
    if mention.with_carried_in and meant.key == "requests.received":
        terms.append((("requests.received.total", 1), ("requests.carried_in.total", 1)))
    found = [reading for reading in map(figures.reading, terms) if reading is not None]
    doubt = mention.doubt or (meant.doubt if mention.aspect != STATEMENT else None)
    if not found:
        return not_assessed("claim_no_cell" if doubt is None else doubt, reading=_NONE)
    known = [reading for reading in found if reading.value is not None]
    if not known:
        return _unusable(found, figures)
    step = mention.step * MONEY.get(mention.unit, Decimal(1)) if _in_money(meant) else mention.step
    nearest = min(known, key=lambda reading: abs(Decimal(str(reading.value)) - value))
    if _agrees(value, step, nearest):
        code = "claim_statement_match" if mention.aspect == STATEMENT else "claim_match"
        return Judgement(MATCH, code, message(code, reading=worded(nearest)), tuple(found), tidy(float(value)))
    if doubt is not None:
        return _doubted(doubt, found, nearest)
    if len(known) < len(found):
        return _unusable(found, figures)
    return _differs(mention, meant, value, found, nearest)


def _agrees(value: Decimal, step: Decimal, reading: ClaimReading) -> bool:
    """Equal, or equal once rounded as the text rounds: 22.3万 stands for 222,500 up to 223,500."""
    held = Decimal(str(reading.value))
    difference = abs(held - value)
    exact = held == held.to_integral_value() and step <= 1
    return difference == 0 if exact and value == value.to_integral_value() else difference <= step / 2


def _differs(
    mention: Mention, meant: Quantity, value: Decimal, found: Sequence[ClaimReading], nearest: ClaimReading
) -> Judgement:
    expected = nearest.value if nearest.value is not None else 0.0
    if mention.aspect == STATEMENT:
        code = "claim_statement_mismatch"
        return Judgement(MISMATCH, code, message(code, reading=worded(nearest)), tuple(found), expected)
    why = message(
        "claim_mismatch",
        quantity=meant.name,
        value=plain(value),
        reading=worded(nearest),
        difference=plain(abs(value - Decimal(str(expected)))),
    )
    return Judgement(MISMATCH, "claim_mismatch", why, tuple(found), expected)


def _doubted(doubt: str, found: Sequence[ClaimReading], nearest: ClaimReading) -> Judgement:
    readings = [reading for reading in found if reading.value is not None]
    shown = Text(
        "，".join(worded(reading).zh for reading in readings), ", ".join(worded(reading).en for reading in readings)
    )
    return Judgement(NOT_ASSESSED, doubt, message(doubt, reading=shown), tuple(found), nearest.value)


def _refused(mention: Mention, meant: Quantity | None, figures: Figures) -> Judgement:
    readings = [figures.reading(terms) for terms in meant.readings] if meant and mention.aspect == CELLS else []
    kept = tuple(reading for reading in readings if reading is not None)
    found = not_assessed(str(mention.refusal), scope=mention.said)
    return Judgement(found.verdict, found.reason, found.why, kept)


def _unusable(found: Sequence[ClaimReading], figures: Figures) -> Judgement:
    cells = dict.fromkeys(cell for reading in found for cell, _ in reading.cells if figures.values.get(cell) is None)
    if all(cell.split(".")[0] in figures.missing for cell in cells):
        return Judgement(NOT_ASSESSED, "claim_no_table", message("claim_no_table"), tuple(found), unusable=tuple(cells))
    names = [cell_words(cell) for cell in cells]
    shown = Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
    why = message("claim_cells_unusable", cells=shown)
    return Judgement(NOT_ASSESSED, "claim_cells_unusable", why, tuple(found), unusable=tuple(cells))
