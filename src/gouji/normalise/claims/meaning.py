"""Composition: what the words round a number make it count."""

from __future__ import annotations

from gouji.normalise.claims import subjects
from gouji.normalise.claims.lexicon import MONEY, PERSONS
from gouji.normalise.claims.topics import (
    ASIDE,
    DECISIONS,
    DISPUTES,
    DOCUMENTS,
    FEES,
    TELLING,
    Context,
    Meaning,
    Tokens,
    tells,
    topic_of,
)


def read_meaning(left: Tokens, right: Tokens, prior: Tokens, unit: str, context: Context) -> Meaning:
    """What a number between `left` and `right` counts; `prior` is the clause before, if that has no number."""
    left_tells, right_tells = tells(left), tells(right)
    used_right = right_tells and not left_tells
    near = right if used_right else left
    left_topic, right_topic = topic_of(left), topic_of(right)
    if not left_tells and not right_tells and tells(prior):
        near = [*prior, *near]
    topic = left_topic or right_topic or topic_of(prior) or context.topic
    if topic is None and context.requests:
        topic = "requests"
    used_right = used_right or (left_topic is None and right_topic is not None)
    result = _by_topic(topic, near, unit, context)
    if result is None:
        return Meaning(topic=topic, used_right=used_right)
    return Meaning(
        result.quantity, result.column, topic or result.topic, result.verb, result.kind, result.doubt, result.refusal,
        used_right,
    )  # fmt: skip


def _by_topic(topic: str | None, near: Tokens, unit: str, context: Context) -> Meaning | None:
    if topic != "other" and any(token.kind == "other" and token.value in ASIDE for token in near):
        topic = "aside"
    if topic in ("other", "aside"):
        # 发布政策文件6154件，包含规章10件: what is said of the whole holds for the parts.
        verb = subjects.last(near, "verb", ["published"])
        return Meaning(refusal="claim_other_topic", verb=verb.value if verb else None)
    if topic in FEES:
        return subjects.fee(str(topic), near, unit)
    if unit in MONEY:
        return subjects.money(near)
    refusal = "claim_persons" if unit in PERSONS else None
    if topic in DOCUMENTS:
        return subjects.document(str(topic), near, refusal, context)
    if topic in DECISIONS:
        return subjects.decision(str(topic), near, refusal, context)
    if topic in DISPUTES or (topic is None and any(token.kind == "outcome" for token in near)):
        return subjects.dispute(topic, near, refusal, context)
    telling = [token for token in near if token.kind in TELLING]
    if telling and telling[-1].kind == "outcome":
        return Meaning("disputes.outcomes", doubt="claim_verb_unclear", refusal=refusal)
    return subjects.request(topic, near, refusal, context)
