"""Lists distributed over lists: 予以公开、部分公开分别为60件、21件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.normalise.claims.lexicon import Token
from gouji.normalise.claims.mentions import Mention
from gouji.normalise.claims.topics import DISPUTES, ROWS
from gouji.normalise.claims.walk import Walk

# Of the verbs and topics only these name a figure by themselves.
_NAMED = {"verb": frozenset(ROWS), "topic": DISPUTES}


def distribute(walk: Walk) -> None:
    """分别为a、b、c件: give the numbers of a list to the words of the list before it."""
    numbers = walk.mentions
    for place, first in enumerate(numbers):
        if not any(token.kind == "relation" and token.value == "respectively" for token in first.left):
            continue
        run = [first, *_following(walk, numbers[place + 1 :])]
        names = _names(first.left, len(run))
        if not names and _several_years(walk, first):
            for mention in run:
                mention.refusal = "claim_several_years"
        for mention, name in zip(run, names, strict=False):
            _assign(mention, name, run[-1], walk)


def _following(walk: Walk, after: Sequence[Mention]) -> Iterator[Mention]:
    for mention in after:
        own = [token for token in mention.left if token.kind not in ("joint", "relation")]
        if own or mention.percent:
            return
        yield mention


def _names(left: Sequence[Token], count: int) -> list[Token]:
    for kind in ("result", "outcome", "applicant", "verb", "topic"):
        found = [token for token in left if token.kind == kind and (kind not in _NAMED or token.value in _NAMED[kind])]
        if len(found) == count:
            return found
    return []


def _several_years(walk: Walk, first: Mention) -> bool:
    """2021年至2024年，分别收到15件、18件、20件、21件: which year's each is, is left open."""
    return len({token.text[:4] for token in walk.tokens if token.kind == "year" and token.start < first.start}) > 1


def _assign(mention: Mention, name: Token, last: Mention, walk: Walk) -> None:
    mention.unit = mention.unit or last.unit
    if name.kind == "topic":
        mention.quantity = "disputes.all" if name.value == "disputes" else f"disputes.{name.value}"
    elif name.kind == "applicant":
        mention.quantity, mention.column, mention.kind = "requests", name.value, "applicant"
    elif name.kind == "outcome":
        base = walk.state.topic if walk.state.topic in ("reconsideration", "litigation") else None
        mention.quantity = f"disputes.{base}.{name.value}" if base else "disputes.outcomes"
    else:
        mention.quantity, mention.kind = f"requests.{name.value}", "row" if name.kind == "verb" else "result"
