"""Which figure of the form a number states once its topic is settled: one function a topic."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.normalise.claims.lexicon import MONEY, Token
from gouji.normalise.claims.topics import ROWS, Context, Meaning, Tokens

_EXPIRED = "失效"
_DOCUMENT_VERBS = ("made", "repealed", "in_force", "published")


def last(tokens: Tokens, kind: str, values: Sequence[str] | None = None) -> Token | None:
    """The last token of a kind, and of these values where they are given."""
    return next((t for t in reversed(tokens) if t.kind == kind and (values is None or t.value in values)), None)


def fee(topic: str, near: Tokens, unit: str) -> Meaning:
    """A fee: the form has administrative fees in 万元; notices and processing fees stand in the prose alone."""
    if topic == "administrative_fees":
        return Meaning("disclosure.administrative_fees" if unit in MONEY else None)
    return Meaning("fees.notices" if topic == "notices" and unit not in MONEY else "fees.processing")


def money(near: Tokens) -> Meaning | None:
    """An amount of money that nothing else explains: collected, it is of processing fees."""
    return Meaning("fees.processing") if last(near, "verb", ["collected"]) else None


def document(topic: str, near: Tokens, refusal: str | None, context: Context) -> Meaning:
    """Regulations or normative documents: made, repealed, in force, or only published."""
    verb = last(near, "verb", _DOCUMENT_VERBS)
    value = verb.value if verb else "published" if last(near, "result") else context.verb
    if value not in _DOCUMENT_VERBS:
        return Meaning(f"disclosure.{topic}.published", doubt="claim_verb_unclear", refusal=refusal)
    # 规章和行政规范性文件现行有效829件
    topics = [each for each in ("regulations", "normative_documents") if each == topic or last(near, "topic", [each])]
    key = "+".join(f"{each}.{value}" for each in topics)
    # Whether what expired counts as repealed is not said anywhere.
    doubt = "claim_verb_unclear" if verb and _EXPIRED in verb.text else None
    return Meaning(f"disclosure.{key}", verb=value, kind="document", doubt=doubt, refusal=refusal)


def decision(topic: str, near: Tokens, refusal: str | None, context: Context) -> Meaning:
    """Licences, penalties, coercive measures: what the form counts is decisions."""
    verb = last(near, "verb", ["decided", "published", "handled"])
    value = verb.value if verb else context.verb
    if value is None and last(near, "verb", ["decisions"]):
        value = "decided"
    doubt = None if value == "decided" else "claim_published" if value == "published" else "claim_verb_unclear"
    if value == "decided" or value == "published":
        return Meaning(f"disclosure.{topic}", verb=value, kind="decision", doubt=doubt, refusal=refusal)
    return Meaning(f"disclosure.{topic}", kind="decision", doubt=doubt, refusal=refusal)


def dispute(topic: str | None, near: Tokens, refusal: str | None, context: Context) -> Meaning:
    """Reconsideration or litigation, as a whole or by outcome."""
    doubt = None if context.openness else "claim_context_unclear"
    outcome = last(near, "outcome")
    if outcome is not None or (topic and last(near, "relation", ["rest"])):
        value = outcome.value if outcome else "other_outcome"
        if outcome is not None and outcome.text == "败诉" and topic in (None, "disputes"):
            topic = "litigation"
        if outcome is not None and outcome.text == "败议":
            topic = "reconsideration"
        if topic is None or topic == "disputes":
            quantity = "disputes.corrected" if value == "corrected" and topic else "disputes.outcomes"
            return Meaning(quantity, topic=topic, kind="outcome", doubt=doubt, refusal=refusal)
        return Meaning(f"disputes.{topic}.{value}", topic=topic, kind="outcome", doubt=doubt, refusal=refusal)
    if last(near, "verb", ["closed", "accepted", "carried_in", "carried_out"]):
        doubt = "claim_verb_unclear"
    name = "all" if topic == "disputes" else topic
    kind = "block" if topic in ("direct_litigation", "litigation_after_reconsideration") else "dispute"
    return Meaning(f"disputes.{name}", kind=kind, doubt=doubt, refusal=refusal)


def request(topic: str | None, near: Tokens, refusal: str | None, context: Context) -> Meaning | None:
    """Requests: a result, an applicant, a channel or what was done, in this order of what says most."""
    doubt = None if topic == "requests" else "claim_context_unclear"
    results = _joined([token for token in near if token.kind == "result"])
    applicant = last(near, "applicant")
    if last(near, "channel") and not results:
        return Meaning("requests.by_channel", topic="requests", kind="channel", refusal=refusal or "claim_channel")
    if results:
        column = applicant.value if applicant else "total"
        doubt = "claim_verb_unclear" if _is_wider(results, near) else doubt
        kind = (
            "result" if not any("_" in token.value for token in results if token.value != "partly_granted") else "item"
        )
        quantity = "+".join([f"requests.{results[0].value}", *(token.value for token in results[1:])])
        return Meaning(quantity, column, "requests", None, kind, doubt, refusal)
    verbs = _verbs(near)
    if len(verbs) > 1 and verbs[0].startswith("carried"):
        return Meaning(f"requests.{verbs[0]}", topic=topic, kind="row", doubt="claim_verb_unclear", refusal=refusal)
    if applicant is not None:
        row = verbs[-1] if verbs else ""
        return Meaning(f"requests.{row}".rstrip("."), applicant.value, "requests", None, "applicant", doubt, refusal)
    if verbs:
        return Meaning("requests." + "/".join(verbs), topic=topic, kind="row", doubt=doubt, refusal=refusal)
    return Meaning("requests", topic=topic, kind="requests", refusal=refusal) if topic == "requests" else None


def _is_wider(results: Tokens, near: Tokens) -> bool:
    """Whether more is counted than is named, or less: 因内部事务信息等不予公开, 涉及第三方合法权益的申请不予公开."""
    items = any(token.value.startswith(f"{results[-1].value}_") for token in near if token.kind == "result")
    return items or any(token.value == "and_so_on" and token.start >= results[0].end for token in near)


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
    """What was done: the last verb, and the one before it where 并 joins them (受理并办结).

    What was carried over and then done (上年结转申请办理1件) is both: nobody can tell which of them is counted.
    """
    found = [token for token in near if token.kind == "verb" and token.value in ROWS]
    if len(found) > 1 and found[-2].value.startswith("carried") and found[-1].value in ("handled", "closed"):
        return [found[-2].value, found[-1].value]
    kept = found[-1:]
    if len(found) > 1 and found[-1].start - found[-2].end == 1 and not found[-1].value.startswith("carried"):
        kept.insert(0, found[-2])
    return list(dict.fromkeys(token.value for token in kept))
