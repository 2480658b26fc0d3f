"""What the numbers of a sentence take from each other: a doubt about a whole holds for its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.normalise.claims.lexicon import Token
from gouji.normalise.claims.mentions import CELLS, Mention
from gouji.normalise.claims.walk import Walk

_PARTS = frozenset({"outcome", "applicant", "result", "item", "block"})
_WHOLES = frozenset({"row", "requests", "dispute", "plain"})
# 收到66件，其中本机关办理40件: of those, and not of all.
_OF_THOSE = frozenset({"requests.received", "requests.accepted", "requests.handled"})
_CARRIED = "结转"
# 收到26件，撤销2件，答复24件: the form counts what was withdrawn among what is closed.
_WITHDRAWN = re.compile("撤[回销]|终止")
_UNCLEAR = frozenset({"claim_verb_unclear", "claim_other_topic", "claim_context_unclear"})


def share_doubts(walk: Walk) -> None:
    """Note a doubt on every number of the sentence that another number or a word elsewhere makes uncertain."""
    apart = {token.value for token in walk.tokens if token.kind == "apart"}
    unrelated = any(token.kind == "unrelated" for token in walk.tokens)
    named = {token.value for token in walk.tokens if token.kind == "result"}
    own_part = walk.sentence.text.startswith("其中") and any(token.kind == "scope" for token in walk.tokens)
    _doubt_rivals(walk.mentions)
    whole: Mention | None = None
    for mention in walk.mentions:
        if mention.aspect != CELLS or mention.percent:
            continue
        # 收到812件，其中重复申请16件: how they came in, and not yet how they were answered.
        loose = mention.opens and str(mention.quantity).startswith("requests.declined_") and "declined" not in named
        loose = loose or (own_part and mention.kind in _WHOLES)
        if unrelated or loose or _is_doubtful(walk, mention, whole, apart):
            mention.doubt = mention.doubt or "claim_verb_unclear"
        if mention.kind in _WHOLES:
            whole = mention


def _doubt_rivals(mentions: Sequence[Mention]) -> None:
    """废止6件，宣布失效5件: of two numbers for one figure of the form nobody can tell which is the form's."""
    stated: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        if mention.aspect == CELLS and mention.quantity and not mention.percent and mention.refusal is None:
            stated.setdefault((mention.quantity, mention.column), []).append(mention)
    for rivals in stated.values():
        if len({rival.value for rival in rivals}) > 1:
            for rival in rivals:
                rival.doubt = rival.doubt or "claim_verb_unclear"


def _is_doubtful(walk: Walk, mention: Mention, whole: Mention | None, apart: set[str]) -> bool:
    key = str(mention.quantity)
    if key == "requests.carried_out" and _is_carried_either_way(walk, mention):
        return True
    if "closed" in key and _WITHDRAWN.search(walk.sentence.text):
        return True
    if whole is not None and mention.kind in _PARTS and {whole.doubt, whole.refusal} & _UNCLEAR:
        return True
    if whole is not None and mention.opens and key in _OF_THOSE and whole.kind in ("row", "requests"):
        return True
    if mention.kind == "dispute" and _openness_in_part(walk.tokens, mention):
        return True
    return any(key.startswith(f"requests.{name}") for name in apart)


def _is_carried_either_way(walk: Walk, mention: Mention) -> bool:
    """收到807件、结转5件: from last year or to the next is not said; behind what was closed it is to the next."""
    verb = next((each for each in reversed(mention.left) if each.kind == "verb"), None)
    bare = verb is not None and verb.text == _CARRIED and verb.end == mention.start
    return bare and not any(_closes(each) for each in walk.mentions if each.start < mention.start)


def _closes(mention: Mention) -> bool:
    return any(word in str(mention.quantity) for word in ("closed", "handled"))


def _openness_in_part(tokens: Sequence[Token], mention: Mention) -> bool:
    """行政诉讼3件，其中1件涉及政府信息公开: only what is behind 其中 or in the brackets is of this work."""
    if any(each.kind == "about" for each in mention.left):
        return False
    opened = False
    for token in tokens:
        if token.start < mention.end:
            if token.kind == "about":
                return False
        elif (token.kind == "mark" and token.text == "(") or (token.kind == "relation" and token.value == "among"):
            opened = True
        elif token.kind == "mark" and opened:
            return False
        elif token.kind == "about" and opened:
            return True
        elif token.kind == "number" and not opened:
            return False
    return False
