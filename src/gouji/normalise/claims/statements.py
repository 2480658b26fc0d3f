"""Statements without numbers that amount to a 0 in the tables: 未收到申请, 零败诉, 全部办结, 未发出收费通知."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.normalise.claims.changes import numbers_changed
from gouji.normalise.claims.denials import denied, exception
from gouji.normalise.claims.lexicon import Token
from gouji.normalise.claims.limits import is_covered
from gouji.normalise.claims.mentions import CELLS, CHANGE, STATEMENT, Mention
from gouji.normalise.claims.walk import Walk

# 全部 and what was done stand close together.
_REACH = 22
# 如未收到申请, 凡未收到申请的单位: no statement.
_SUPPOSED = ("如", "若", "凡")
# 实现零复议、零诉讼目标: what was aimed at.
_AIM = "目标"
_ABOUT = ("基本", "大致", "大体", "总体", "相对")


def statements(walk: Walk, index: int, token: Token) -> Iterator[Mention]:
    """The statements that begin with `token`, which `walk` has just taken in."""
    if token.kind == "deny":
        clause = re.split("[,;。!?]", walk.sentence.text[token.start :], maxsplit=1)[0]
        if walk.sentence.text[max(token.start - 1, 0) : token.start] in _SUPPOSED or _AIM in clause:
            return
        for quantity, end, reason in denied(walk, index, token):
            yield _statement(walk, token.start, end, quantity, reason)
    elif token.kind == "every":
        verb = _closed_after(walk.tokens, index)
        if verb is not None:
            reason = exception(walk) or _of_some(walk, verb)
            yield _everything(walk, index, (token.start, verb.end), reason)
    elif _is_whole_rate(walk.tokens, index, token):
        yield _everything(walk, index, (token.start, token.end), exception(walk))
    elif token.kind == "change" and token.value == "flat":
        yield from _level(walk, token)


def _everything(walk: Walk, index: int, place: tuple[int, int], reason: str | None) -> Mention:
    """全部办结, 办结率100%: nothing is carried out. Only an agreement tells something where a word is not known
    (学生资助申请均已办结) or the number before is of something that is not certain.
    """
    made = _statement(walk, *place, "requests.carried_out", reason)
    counted = [each for each in walk.mentions if each.quantity]
    unclear = bool(counted) and counted[-1].doubt == "claim_verb_unclear"
    if unclear or not is_covered(walk, index):
        made.doubt = "claim_verb_unclear"
    return made


def _level(walk: Walk, token: Token) -> Iterator[Mention]:
    """与上年的21件持平: as a change of nothing, where both years' numbers are stated or it is clear whose last year's
    would have to be the same; 基本持平 is no equality.
    """
    text = walk.sentence.text
    if text[max(token.start - 2, 0) : token.start] in _ABOUT:
        return
    made = _statement(walk, token.start, token.end, "requests", None)
    made.parts = [each for each in walk.mentions if not each.percent and each.aspect == CELLS and each.quantity]
    current = next((each for each in reversed(made.parts) if not each.last_year), None)
    if current is None:
        return
    made.changed = numbers_changed(walk, made)
    if not made.changed and not any(each.last_year for each in made.parts):
        return
    made.aspect, made.direction, made.quantity = CHANGE, "flat", current.quantity
    # 2024年66件，2023年66件，与上年持平: the comparison is this year's whichever year was named last.
    made.refusal = None if made.refusal == "claim_other_year" else made.refusal
    yield made


def _is_whole_rate(tokens: Sequence[Token], index: int, token: Token) -> bool:
    """办结率100%; 按期办结率 says nothing of what is not due yet."""
    if token.unit != "%" or token.number is None or token.number.value != 100:
        return False
    return any(each.kind == "rate" and each.value == "closed" for each in tokens[max(index - 2, 0) : index])


def _statement(walk: Walk, start: int, end: int, quantity: str, reason: str | None) -> Mention:
    text = walk.sentence.text[start:end]
    made = Mention(walk.sentence, start, end, text, Decimal(0), Decimal(1), quantity=quantity, aspect=STATEMENT)
    state, body = walk.state, walk.body
    made.scope, made.year = state.scope, state.year or body.year
    made.said = state.scope_text
    limit = state.limit if state.limit != "claim_several_years" else None
    if limit is None and walk.of_another_year:
        limit = "claim_other_year"
    made.refusal = limit or reason or ("claim_no_cell" if quantity == "fees.processing" else None)
    return made


# --- 全部办结, 均已按期答复, 办结率100% --------------------------------------------------------------------------


def _closed_after(tokens: Sequence[Token], index: int) -> Token | None:
    for token in tokens[index + 1 :]:
        if token.kind in ("number", "mark") or token.start - tokens[index].end > _REACH:
            return None
        if token.kind == "verb":
            if token.value == "closed":
                return token
            if token.value not in ("handled", "accepted"):
                return None
    return None


def _of_some(walk: Walk, verb: Token) -> str | None:
    """办结22件，均按期答复 is said of those 22, 上年结转5件均已办结 and 全部办结上年结转申请 of last year's alone."""
    behind = next((token for token in walk.tokens if token.start >= verb.end), None)
    if behind is not None and behind.value == "carried_in":
        return "claim_exception"
    counted = [each.quantity for each in walk.mentions if each.quantity and each.quantity.startswith("requests")]
    if not counted:
        return None
    of_last_year = walk.since_number and counted[-1] == "requests.carried_in"
    part = "closed" in counted[-1] or counted[-1] == "requests.by_channel"
    return "claim_exception" if of_last_year or part else None


def without_twins(found: Sequence[Mention]) -> list[Mention]:
    """The statements of a sentence, each said once: 均在期限内办结，办结率100% is one."""
    kept: dict[tuple[str, str | None], Mention] = {}
    for mention in found:
        kept.setdefault((mention.aspect, mention.quantity), replace(mention))
    return list(kept.values())
