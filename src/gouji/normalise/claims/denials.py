"""What is said to be nil: 未收到申请, 未发生行政复议, 零败诉, 未发出收费通知."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.normalise.claims.lexicon import Token, is_filler, is_qualified
from gouji.normalise.claims.topics import DISPUTES
from gouji.normalise.claims.walk import Walk

# What is denied stands close behind the denial; further away it belongs to other words.
_REACH = 22
_GAP = 8
# 未被纠错的单位有32家, 未发生败诉并追责的情形: not said of all there were.
_ONLY_THOSE = re.compile("并|且|而")
_OF_SOME_BODIES = re.compile("的(?:单位|部门|地区|县|区|市|乡|镇|街道)")
_EXCUSES = frozenset({"excuse"})
_LATER = frozenset({"carried_out"})


def denied(walk: Walk, index: int, token: Token) -> Iterator[tuple[str, int, str | None]]:
    """What is said to be nil: quantity, where the words end, and why it cannot be compared (None: it can)."""
    clause = re.split("[,;。!?]", walk.sentence.text[token.start :], maxsplit=1)[0]
    if _OF_SOME_BODIES.search(clause):
        return
    ahead = _ahead(walk.tokens, index)
    topics = [each for each in ahead if each.kind in ("topic", "other")]
    outcome = next((each for each in ahead if each.kind == "outcome" and each.value == "corrected"), None)
    if outcome is not None and token.value == "none" and outcome.start - token.end <= _REACH:
        if _ONLY_THOSE.match(walk.sentence.text, outcome.end):
            return
        yield _nil_outcome(walk, token, topics, outcome)
        return
    if not topics or (topics[0].kind == "other" and token.value != "collected"):
        return
    first = topics[0]
    if token.value in ("received", "none") and first.value == "requests":
        yield from _no_requests(walk, token, ahead, topics)
    elif token.value in ("received", "none") and first.value in DISPUTES:
        yield from _no_disputes(walk, token, topics)
    elif first.value == "notices" or (first.value == "processing_fees" and token.value in ("none", "issued")):
        yield "fees.notices", first.end, None
    elif first.value == "processing_fees":
        yield "fees.processing", first.end, None


def _ahead(tokens: Sequence[Token], index: int) -> list[Token]:
    """What a denial may deny: the tokens behind it, to the end of its clause or the next denial."""
    ahead: list[Token] = []
    for token in tokens[index + 1 :]:
        stop = token.kind == "mark" and token.text not in ("、", "(", ")")
        if stop or token.kind in ("number", "deny") or token.start - tokens[index].end > 2 * _REACH:
            break
        ahead.append(token)
    return ahead


def _no_requests(
    walk: Walk, token: Token, ahead: Sequence[Token], topics: Sequence[Token]
) -> Iterator[tuple[str, int, str | None]]:
    disputes = [each for each in topics if each.value in DISPUTES]
    if disputes:
        yield from _no_disputes(walk, token, disputes)
        return
    before = [each for each in ahead if each.start < topics[0].start]
    # 12个单位未收到申请 says nothing of the others.
    if walk.since_number or not _ends_there(walk, topics[0], ahead):
        return
    vague = any(each.kind in ("verb", "result", "outcome") for each in before)
    if vague or topics[-1].kind == "other" or (token.value == "none" and topics[0].start - token.end > _GAP):
        return
    applicants = {each.value for each in before if each.kind == "applicant"}
    if applicants and not {"natural_person", "legal_persons"} <= applicants:
        yield "requests.received", topics[0].end, "claim_verb_unclear"
        return
    if not _is_plain(walk, token.end, before, topics[0].start):
        yield "requests.received", topics[0].end, "claim_verb_unclear"
        return
    channelled = any(each.kind == "channel" for each in (*ahead, *walk.left))
    yield "requests.received", topics[0].end, "claim_channel" if channelled else exception(walk)


def _is_plain(walk: Walk, start: int, between: Sequence[Token], end: int) -> bool:
    """Whether nothing restricts what is denied: 未收到涉及商业秘密的申请 leaves all others open."""
    for token in between:
        if not is_filler(walk.sentence.text[start : token.start]):
            return False
        start = token.end
    return is_filler(walk.sentence.text[start:end])


def _ends_there(walk: Walk, topic: Token, ahead: Sequence[Token]) -> bool:
    """Whether nothing but filling words follows: 无依申请公开收费 denies the fees, 未收到申请的单位 denies nothing."""
    rest = re.split("[,;。!?()]", walk.sentence.text[topic.end :], maxsplit=1)[0]
    stop = min((each.start for each in ahead if each.start >= topic.end), default=None)
    if stop is not None:
        rest = rest[: stop - topic.end]
    return rest != "的" and not rest.startswith("的单位") and is_filler(rest)


def _no_disputes(walk: Walk, token: Token, topics: Sequence[Token]) -> Iterator[tuple[str, int, str | None]]:
    last = next(each for each in reversed(topics) if each.value in DISPUTES)
    if not _ends_there(walk, last, [each for each in walk.tokens if each.start >= last.end]):
        return
    doubt = None if _open(walk, topics) else "claim_context_unclear"
    if is_qualified(walk.sentence.text[token.end : last.start]):
        doubt = "claim_verb_unclear"
    named: set[str] = set()
    for topic in topics:
        if topic.value not in DISPUTES:
            continue
        for name in ("reconsideration", "litigation") if topic.value == "disputes" else (topic.value,):
            if name not in named:
                named.add(name)
                yield f"disputes.{name}", topic.end, doubt


def _nil_outcome(walk: Walk, token: Token, topics: Sequence[Token], outcome: Token) -> tuple[str, int, str | None]:
    before = [each for each in topics if each.start < outcome.start] or [*walk.prior, *walk.left, *topics]
    channels = [each.value for each in before if each.value in DISPUTES]
    topic = channels[-1] if channels else walk.state.topic
    if outcome.text == "败议":
        quantity = "disputes.reconsideration.corrected"
    elif outcome.text == "败诉":
        quantity = "disputes.litigation.corrected"
    elif topic in DISPUTES and topic != "disputes" and len(set(channels)) < 2:
        quantity = f"disputes.{topic}.corrected"
    else:
        quantity = "disputes.corrected"
    if is_qualified(walk.sentence.text[token.end : outcome.start]):
        return quantity, outcome.end, "claim_verb_unclear"
    return quantity, outcome.end, None if _open(walk, topics) else "claim_context_unclear"


def _open(walk: Walk, topics: Sequence[Token]) -> bool:
    known = walk.memory.openness or walk.openness or walk.sentence.chapter in (3, 4)
    return known or any(each.value in ("requests", "direct_litigation") for each in topics)


def exception(walk: Walk) -> str | None:
    """Why 全部办结 may leave something out, or may not be about the requests at all."""
    if walk.state.topic not in ("requests", None):
        return "claim_other_topic"
    if walk.state.topic is None and not walk.requests:
        return "claim_context_unclear"
    before: Token | None = None
    for token in walk.tokens:
        # 无结转下年度继续办理的申请 makes no exception.
        later = token.kind == "verb" and token.value in _LATER and not (before and before.kind == "deny")
        if token.kind in _EXCUSES or later:
            return "claim_exception"
        before = token
    return None
