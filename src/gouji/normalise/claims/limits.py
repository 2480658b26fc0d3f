"""What keeps a number from being compared: whose it is, of when, how exact, and words that nobody has listed."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.normalise.claims.lexicon import Token, is_filler
from gouji.normalise.claims.mentions import CELLS, Mention
from gouji.normalise.claims.walk import Walk

_REGULATIONS = frozenset(f"disclosure.regulations.{verb}" for verb in ("made", "repealed", "in_force"))
_BODIES = ("部门", "单位", "个")


def is_covered(walk: Walk, index: int, right: Sequence[Token] = ()) -> bool:
    """Whether every word of the clause up to the token at `index` is known, and those of `right` as far as they tell.

    A word that nobody has listed may change what is counted, and whose it is: 转交科室办理18件.
    """
    token = walk.tokens[index]
    text, place = walk.sentence.text, token.end
    for after in right:
        if not is_filler(text[place : after.start]):
            return False
        place = after.end
    place = token.start
    for number in range(index - 1, -1, -1):
        before = walk.tokens[number]
        if not is_filler(text[before.end : place]):
            return False
        place = min(walk.names.get(number, before.start), before.start)
        if before.kind in ("mark", "number", "foreign"):
            # 58个部门收到80件: whose those are is not said.
            return not before.text.endswith(_BODIES)
    return is_filler(text[:place])


def set_limits(walk: Walk, made: Mention, index: int) -> None:
    """Note on `made`, the number at `index`, whose and of when it is, and why it cannot be compared."""
    state = walk.state
    made.scope, made.year = state.scope, state.year or walk.body.year
    inexact = "claim_approximate" if _approximate(walk, index) else "claim_range" if _range(walk, index) else None
    reason = inexact or (state.span if _own_regulations(walk, made) else state.limit)
    made.said = state.scope_text
    if made.aspect == CELLS and any(_compares(walk, each) for each in walk.left):
        reason, made.last_year = reason or "claim_other_year", True
    elif walk.of_another_year:
        reason = reason or "claim_other_year"
        made.last_year = state.year == (walk.body.year or 0) - 1
    if reason == "claim_several_years":
        made.doubt = made.doubt or reason
    else:
        made.refusal = reason or made.refusal


def _own_regulations(walk: Walk, made: Mention) -> bool:
    """市政府制定规章2件 in the report of that very government: nobody below it can make any."""
    key = str(made.quantity)
    if walk.state.plan or key not in _REGULATIONS:
        return False
    own = (walk.body.organisation or "").replace("人民政府", "政府")
    return walk.state.scope_text.endswith("政府") and own.endswith(walk.state.scope_text)


def _compares(walk: Walk, token: Token) -> bool:
    """Whether a word before a number makes it another year's: 较上年的, 比2023年的."""
    if token.kind == "year":
        return token.text[:4] != str(walk.body.year)
    return token.kind == "compare" or (token.kind == "period" and token.value == "last_year")


def _approximate(walk: Walk, index: int) -> bool:
    token = walk.tokens[index]
    if token.rounded:
        return True
    near = [each for each in walk.left if each.kind == "approximate" and each.value == "before"]
    if near and token.start == near[-1].end:
        return True
    after = walk.tokens[index + 1] if index + 1 < len(walk.tokens) else None
    return after is not None and after.kind == "approximate" and after.value == "after" and after.start == token.end


def _range(walk: Walk, index: int) -> bool:
    before = [each.kind for each in walk.tokens[max(index - 2, 0) : index]]
    after = [each.kind for each in walk.tokens[index + 1 : index + 3]]
    return before == ["number", "reach"] or after == ["reach", "number"]
