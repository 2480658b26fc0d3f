"""What is spoken of: the topics of the form, and the topic that words before or behind a number name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gouji.normalise.claims.lexicon import Token

DOCUMENTS = frozenset({"regulations", "normative_documents"})
DECISIONS = frozenset({"licences", "penalties", "coercive_measures"})
DISPUTES = frozenset(
    {"reconsideration", "litigation", "direct_litigation", "litigation_after_reconsideration", "disputes"}
)
_SPECIAL = ("direct_litigation", "litigation_after_reconsideration")
# 清理规范性文件45件, 法院受理诉讼25件: the form counts neither, wherever in the clause the word stands.
ASIDE = ("handling", "passed_on")
_UNLIKE = ("messages", "proposals", "practice")
FEES = frozenset({"administrative_fees", "processing_fees", "notices"})
ROWS = ("received", "accepted", "handled", "closed", "carried_in", "carried_out")
TELLING = ("result", "outcome", "applicant", "channel", "verb")

Tokens = Sequence[Token]


class Context(NamedTuple):
    """What the sentence and its paragraph have settled: the topic and verb in force, and what they are about."""

    topic: str | None
    verb: str | None
    requests: bool
    openness: bool


class Meaning(NamedTuple):
    """What a number counts; see `Mention` for the fields."""

    quantity: str | None = None
    column: str = "total"
    topic: str | None = None
    verb: str | None = None
    kind: str = "plain"
    doubt: str | None = None
    refusal: str | None = None
    used_right: bool = False


def topic_of(tokens: Tokens) -> str | None:
    """The topic that stands last among `tokens`; two dispute channels joined are `disputes`."""
    found = [token for token in tokens if token.kind in ("topic", "other")]
    if not found:
        return None
    if len(found) > 1 and _of_another_kind(found[-2], found[-1]):
        return "other"
    if found[-1].kind == "other":
        # 热线转办件: of other things altogether.
        if any(token.kind == "other" and token.value not in ASIDE for token in found):
            return "other"
        # 修改3件, 撤回1件: of the same things still, only not a figure of the form.
        return "aside" if found[-1].value in ASIDE else "other"
    values = {token.value for token in found}
    # 未经复议直接起诉的行政诉讼: the general word only repeats what the special one says.
    special = [token.value for token in found if token.value in _SPECIAL]
    if special and found[-1].value in ("reconsideration", "litigation"):
        return special[-1]
    if {"reconsideration", "litigation"} <= values and found[-1].value in DISPUTES:
        return "disputes"
    return found[-1].value


def _of_another_kind(other: Token, topic: Token) -> bool:
    """群众诉求申请: an application, and not for information."""
    beside = other.kind == "other" and other.end == topic.start
    return beside and other.value in _UNLIKE and topic.text in ("申请", "申请件")


def tells(tokens: Tokens) -> bool:
    """Whether `tokens` hold words that say which quantity of a topic is meant."""
    return any(token.kind in TELLING for token in tokens)
