"""Composition: what the words round a number make it count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.normalise.claims.lexicon import MONEY, PERSONS, Token

DOCUMENTS = frozenset({"regulations", "normative_documents"})
DECISIONS = frozenset({"licences", "penalties", "coercive_measures"})
DISPUTES = frozenset(
    {"reconsideration", "litigation", "direct_litigation", "litigation_after_reconsideration", "disputes"}
)
_SPECIAL = ("direct_litigation", "litigation_after_reconsideration")
# 清理规范性文件45件, 法院受理诉讼25件: the form counts neither, wherever in the clause the word stands.
_ASIDE = ("handling", "passed_on")
_UNLIKE = ("messages", "proposals", "practice")
FEES = frozenset({"administrative_fees", "processing_fees", "notices"})
ROWS = ("received", "accepted", "handled", "closed", "carried_in", "carried_out")
_DOCUMENT_VERBS = ("made", "repealed", "in_force", "published")
_TELLING = ("result", "outcome", "applicant", "channel", "verb")
LEGAL_TYPES = frozenset({"commercial", "research", "public_welfare", "legal_services"})

Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentence and its paragraph have settled: the topic and verb in force, and what they are about."""

    topic: str | None
    verb: str | None
    requests: bool
    openness: bool


@dataclass(frozen=True, slots=True)
class Meaning:
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
        # 修改3件, 撤回1件: of the same things still, only not a figure of the form.
        return "aside" if found[-1].value in _ASIDE else "other"
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
    return any(token.kind in _TELLING for token in tokens)


def read_meaning(left: Tokens, right: Tokens, prior: Tokens, unit: str, context: Context) -> Meaning:
    """What a number between `left` and `right` counts; `prior` is the clause before, if that has no number."""
    used_right = not tells(left) and tells(right)
    near = right if used_right else left
    topic = topic_of(left) or topic_of(right)
    if not tells(near) and (topic is None or not tells(left)) and tells(prior):
        near = [*prior, *near]
    topic = topic or topic_of(prior) or context.topic
    if topic is None and context.requests:
        topic = "requests"
    used_right = used_right or (topic_of(left) is None and topic_of(right) is not None)
    result = _by_topic(topic, near, unit, context)
    if result is None:
        return Meaning(topic=topic, used_right=used_right)
    return Meaning(
        result.quantity, result.column, topic or result.topic, result.verb, result.kind, result.doubt, result.refusal,
        used_right,
    )  # fmt: skip


def _by_topic(topic: str | None, near: Tokens, unit: str, context: Context) -> Meaning | None:
    if topic != "other" and any(token.kind == "other" and token.value in _ASIDE for token in near):
        topic = "aside"
    if topic in ("other", "aside"):
        # 发布政策文件6154件，包含规章10件: what is said of the whole holds for the parts.
        verb = _last(near, "verb", ["published"])
        return Meaning(refusal="claim_other_topic", verb=verb.value if verb else None)
    if topic in FEES:
        return _fee(str(topic), near, unit)
    if unit in MONEY:
        return _money(near)
    refusal = "claim_persons" if unit in PERSONS else None
    if topic in DOCUMENTS:
        return _document(str(topic), near, refusal, context)
    if topic in DECISIONS:
        return _decision(str(topic), near, refusal, context)
    if topic in DISPUTES or (topic is None and any(token.kind == "outcome" for token in near)):
        return _dispute(topic, near, refusal, context)
    telling = [token for token in near if token.kind in _TELLING]
    if telling and telling[-1].kind == "outcome":
        return Meaning("disputes.outcomes", doubt="claim_verb_unclear", refusal=refusal)
    return _request(topic, near, refusal, context)


def _last(tokens: Tokens, kind: str, values: Sequence[str] | None = None) -> Token | None:
    return next((t for t in reversed(tokens) if t.kind == kind and (values is None or t.value in values)), None)


def _fee(topic: str, near: Tokens, unit: str) -> Meaning:
    if topic == "administrative_fees":
        return Meaning("disclosure.administrative_fees" if unit in MONEY else None)
    return Meaning("fees.notices" if topic == "notices" and unit not in MONEY else "fees.processing")


def _money(near: Tokens) -> Meaning | None:
    return Meaning("fees.processing") if _last(near, "verb", ["collected"]) else None


def _document(topic: str, near: Tokens, refusal: str | None, context: Context) -> Meaning:
    verb = _last(near, "verb", _DOCUMENT_VERBS)
    value = verb.value if verb else "published" if _last(near, "result") else context.verb
    if value not in _DOCUMENT_VERBS:
        return Meaning(f"disclosure.{topic}.published", doubt="claim_verb_unclear", refusal=refusal)
    # 规章和行政规范性文件现行有效829件
    topics = [each for each in ("regulations", "normative_documents") if each == topic or _last(near, "topic", [each])]
    key = "+".join(f"{each}.{value}" for each in topics)
    return Meaning(f"disclosure.{key}", verb=value, kind="document", refusal=refusal)


def _decision(topic: str, near: Tokens, refusal: str | None, context: Context) -> Meaning:
    verb = _last(near, "verb", ["decided", "published", "handled"])
    value = verb.value if verb else context.verb
    if value is None and _last(near, "verb", ["decisions"]):
        value = "decided"
    doubt = None if value == "decided" else "claim_published" if value == "published" else "claim_verb_unclear"
    if value == "decided" or value == "published":
        return Meaning(f"disclosure.{topic}", verb=value, kind="decision", doubt=doubt, refusal=refusal)
    return Meaning(f"disclosure.{topic}", kind="decision", doubt=doubt, refusal=refusal)


def _dispute(topic: str | None, near: Tokens, refusal: str | None, context: Context) -> Meaning:
    doubt = None if context.openness else "claim_context_unclear"
    outcome = _last(near, "outcome")
    if outcome is not None or (topic and _last(near, "relation", ["rest"])):
        value = outcome.value if outcome else "other_outcome"
        if outcome is not None and outcome.text == "败诉" and topic in (None, "disputes"):
            topic = "litigation"
        if outcome is not None and outcome.text == "败议":
            topic = "reconsideration"
        if topic is None or topic == "disputes":
            quantity = "disputes.corrected" if value == "corrected" and topic else "disputes.outcomes"
            return Meaning(quantity, topic=topic, kind="outcome", doubt=doubt, refusal=refusal)
        return Meaning(f"disputes.{topic}.{value}", topic=topic, kind="outcome", doubt=doubt, refusal=refusal)
    if _last(near, "verb", ["closed", "accepted", "carried_in", "carried_out"]):
        doubt = "claim_verb_unclear"
    name = "all" if topic == "disputes" else topic
    kind = "block" if topic in ("direct_litigation", "litigation_after_reconsideration") else "dispute"
    return Meaning(f"disputes.{name}", kind=kind, doubt=doubt, refusal=refusal)


def _request(topic: str | None, near: Tokens, refusal: str | None, context: Context) -> Meaning | None:
    """Requests: a result, an applicant, a channel or what was done, in this order of what says most."""
    doubt = None if topic == "requests" else "claim_context_unclear"
    results = _joined([token for token in near if token.kind == "result"])
    applicant = _last(near, "applicant")
    if _last(near, "channel") and not results:
        return Meaning("requests.by_channel", topic="requests", kind="channel", refusal=refusal or "claim_channel")
    if results:
        column = applicant.value if applicant else "total"
        kind = (
            "result" if not any("_" in token.value for token in results if token.value != "partly_granted") else "item"
        )
        quantity = "+".join([f"requests.{results[0].value}", *(token.value for token in results[1:])])
        return Meaning(quantity, column, "requests", None, kind, doubt, refusal)
    verbs = _verbs(near)
    if applicant is not None:
        row = verbs[-1] if verbs else ""
        return Meaning(f"requests.{row}".rstrip("."), applicant.value, "requests", None, "applicant", doubt, refusal)
    if verbs:
        return Meaning("requests." + "/".join(verbs), topic=topic, kind="row", doubt=doubt, refusal=refusal)
    return Meaning("requests", topic=topic, kind="requests", refusal=refusal) if topic == "requests" else None


def _joined(tokens: Tokens) -> Tokens:
    """Results stated as one: the last, and those joined to it by a word or a 、 alone."""
    kept = list(tokens[-1:])
    for token in reversed(tokens[:-1]):
        if kept[0].start - token.end > 1:
            break
        kept.insert(0, token)
    seen: dict[str, Token] = {}
    for token in kept:
        seen.setdefault(token.value, token)
    # 因涉及国家秘密不予公开: the item says it all, its group only repeats it.
    return [token for token in seen.values() if not any(item.startswith(f"{token.value}_") for item in seen)]


def _verbs(near: Tokens) -> list[str]:
    """What was done: the last verb, and the one before it where 并 joins them (受理并办结)."""
    found = [token for token in near if token.kind == "verb" and token.value in ROWS]
    kept = found[-1:]
    if len(found) > 1 and found[-1].start - found[-2].end == 1 and not found[-1].value.startswith("carried"):
        kept.insert(0, found[-2])
    return list(dict.fromkeys(token.value for token in kept))
