"""What a finding about a number in the prose states: the sentence, the reading it was compared with, the cells."""

from __future__ import annotations

import hashlib

from gouji.engine.reasons import Facts
from gouji.messages import message
from gouji.model import Claim, Operand, Place, Report, Text

_LONGEST_SENTENCE = 120


def claim_of(place: Place, report: Report) -> Claim | None:
    """The claim that a row of the frame `claims` is about: its `column` is the claim's ordinal, from 1."""
    ordinal = int(place.column or 0)
    return report.claims[ordinal - 1] if 0 < ordinal <= len(report.claims) else None


def claim_place(place: Place) -> Place:
    """Where a finding about a claim stands: the row of the form that it states, if it states one."""
    return Place(place.frame, place.row, None)


def claim_detail(place: Place, report: Report) -> str:
    """What tells a claim from the others of its report, whatever stands before it: its own sentence and words.

    The same words said twice are told apart by their order.
    """
    claim = claim_of(place, report)
    if claim is None:
        return str(place.column)
    alike = [other for other in report.claims if _identity(other) == _identity(claim)]
    digest = hashlib.sha256("".join(claim.sentence.split()).encode("utf-8", "surrogatepass")).hexdigest()
    return "\x1f".join([*_identity(claim)[:3], digest, str(alike.index(claim))])


def _identity(claim: Claim) -> tuple[str, str, str, str]:
    return (claim.quantity or "", claim.aspect, claim.text, "".join(claim.sentence.split()))


def claim_facts(place: Place, report: Report) -> Facts:
    """The values for a rule's message: `sentence`, `text`, `quantity`, `why`."""
    claim = claim_of(place, report)
    if claim is None:
        raise ValueError(f"{report.id} has no claim {place.column}")
    expected, actual = claim.expected, claim.value
    name = claim.name or Text(claim.text, claim.text)
    return Facts(
        texts={
            "sentence": _same(clipped_sentence(claim)),
            "text": _same(claim.text),
            "quantity": name,
            "why": claim.why,
        },
        expected=expected,
        actual=actual,
        difference=None if expected is None else _tidy(actual - expected),
        operands=_operands(claim, report),
    )


def undecided_claim(place: Place, report: Report) -> tuple[Text, tuple[str, ...]]:
    """Why a claim could not be compared, and the cells for want of which."""
    claim = claim_of(place, report)
    return (claim.why, claim.unusable) if claim else (message("claim_verb_unclear"), ())


def _operands(claim: Claim, report: Report) -> tuple[Operand, ...]:
    """The cells of the reading that comes nearest."""
    known = [reading for reading in claim.readings if reading.value is not None and reading.cells]
    if not known:
        return ()
    nearest = min(known, key=lambda reading: abs((reading.value or 0) - claim.value))
    operands = []
    for key, sign in nearest.cells:
        table = report.tables.get(key.split(".", 1)[0])
        cell = table.cells.get(key) if table else None
        operands.append(
            Operand(key, cell.value if cell else None, cell.raw if cell else None, cell.at if cell else None, sign)
        )
    return tuple(operands)


def clipped_sentence(claim: Claim) -> str:
    """The sentence in one line; a long one shortened round the claim."""
    sentence = " ".join(claim.sentence.split()).rstrip("。；;")
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    middle = max(sentence.find(" ".join(claim.text.split())), 0)
    start = max(0, min(middle - _LONGEST_SENTENCE // 2, len(sentence) - _LONGEST_SENTENCE))
    end = start + _LONGEST_SENTENCE
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")


def _same(text: str) -> Text:
    return Text(text, text)


def _tidy(value: float) -> float:
    return int(value) if float(value).is_integer() else round(value, 6)
