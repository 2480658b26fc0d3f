"""Changes since the year before whose other number is not in the text: 同比增长10%, 较上年减少3件, 与上年持平."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.model import ClaimChange
from gouji.normalise.claims.lexicon import CASES, Token, is_beside_change
from gouji.normalise.claims.mentions import CELLS, CHANGE, Mention
from gouji.normalise.claims.quantities import quantity
from gouji.normalise.claims.walk import Walk

# Tokens that only tell what a number is compared with, and by how much it differs.
_COMPARING = frozenset({"change", "compare", "joint"})
_MARKS = (",", "(", "、")
# 往年 is no one year.
_LAST_YEAR = ("上年", "去年", "上一年")


def numbers_changed(walk: Walk, made: Mention) -> list[Mention]:
    """The numbers that `made` may be a change of since the year before, the nearest first; none where that is open.

    It is open where anything but a comparison stands between the number and the change, where the year compared with
    is another or not said, and where last year's number is in the text.
    """
    before = [each for each in walk.mentions if each.start < made.start]
    changes = 0
    while changes < len(before) and before[-1 - changes].aspect == CHANGE:
        changes += 1
    own = before[: len(before) - changes]
    if not own or any(each.last_year for each in made.parts):
        return []
    start = own[-1].end
    between = [token for token in walk.tokens if start <= token.start and token.end <= made.start]
    if not _only_compares(walk, between, start, made) or not _since_last_year(walk, between):
        return []
    return list(_until_change(own))


def _until_change(own: Sequence[Mention]) -> Iterator[Mention]:
    """The numbers back to the change before, or whatever else is said in relation to another number."""
    for mention in reversed(own):
        if mention.aspect != CELLS or mention.percent:
            return
        yield mention


def _only_compares(walk: Walk, between: Sequence[Token], start: int, made: Mention) -> bool:
    """Whether nothing stands between a number and its change but the comparison, and changes of the same number."""
    changes = {each.start for each in walk.mentions if each.aspect == CHANGE}
    text, place = walk.sentence.text, start
    for token in between:
        if not is_beside_change(text[place : token.start]):
            return False
        known = token.kind in _COMPARING or (token.kind == "mark" and token.text in _MARKS)
        if not (known or _names_last_year(walk, token) or token.start in changes):
            return False
        place = token.end
    return is_beside_change(text[place : made.start])


def _names_last_year(walk: Walk, token: Token) -> bool:
    if token.kind == "year":
        return walk.body.year is not None and int(token.text[:4]) == walk.body.year - 1
    return token.kind == "period" and token.text.startswith(_LAST_YEAR)


def _since_last_year(walk: Walk, between: Sequence[Token]) -> bool:
    said = [token.text for token in between if token.kind in ("change", "compare")]
    if "环比" in said:
        return False
    year_on_year = any("同比" in text or text in ("与上年", "与去年") for text in said)
    return year_on_year or any(_names_last_year(walk, token) for token in between)


def change_of(made: Mention) -> ClaimChange | None:
    """What `made` says of a change since the year before; None where that is open."""
    if made.aspect != CHANGE or made.refusal is not None or not made.changed:
        return None
    known = [each for each in made.changed if _comparable(each, made)]
    if made.changed[0] not in known:
        return None
    certain = len(made.changed) == 1 and _certain(made.changed[0]) and (made.percent or made.step <= 1)
    starts = tuple(made.sentence.span(each.start, each.end)[0] for each in known)
    return ClaimChange(made.direction, made.percent, float(made.step), starts, certain)


def _comparable(number: Mention, made: Mention) -> bool:
    own = number.quantity is not None and number.refusal is None and number.scope == "body"
    counted = made.percent or made.direction == "flat" or (made.unit in CASES and made.unit == number.unit)
    return own and counted and number.year == made.year


def _certain(number: Mention) -> bool:
    """Whether it is beyond doubt what a number counts, to the last digit."""
    meant = quantity(str(number.quantity), number.column)
    return number.doubt is None and meant.doubt is None and number.step <= 1
