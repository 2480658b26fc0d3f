"""What each number of a sentence states: a figure of the form, a share, a change, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.normalise.claims.changes import numbers_changed
from gouji.normalise.claims.lexicon import PERCENT, Token
from gouji.normalise.claims.limits import is_covered, set_limits
from gouji.normalise.claims.meaning import read_meaning
from gouji.normalise.claims.mentions import CELLS, CHANGE, SHARE, Mention
from gouji.normalise.claims.topics import Context, tells
from gouji.normalise.claims.walk import Walk

# Numbers in these units are shown as not compared even where nothing says what they count.
_SHOWN = frozenset("件 份 起 宗 条 件次 人次 次 例 封 元 万元 亿元 % 个百分点".split())
# A bare number counts only beside the word that says what it counts: 予以公开1191、部分公开328.
_NEAR = 1
_BESIDE = frozenset({"result", "outcome", "applicant", "verb", "topic", "relation", "joint"})


def steps(walk: Walk) -> Iterator[tuple[int, Token]]:
    """Walk through the sentence; yields each token with its index after the walk has taken it in."""
    for index, token in enumerate(walk.tokens):
        if token.kind == "number":
            walk.count(_mention(walk, index))
        else:
            walk.take(index, token)
        yield index, token


def _mention(walk: Walk, index: int) -> Mention | None:
    if _counts_bodies(walk.tokens, index):
        return None
    made = _blank(walk, walk.tokens[index])
    _note_list(made)
    if made.percent or any(_is_change(walk, each) for each in walk.left):
        return _ratio(walk, made, index)
    right = _right(walk, index)
    used = right if _give_meaning(walk, made, index, right) else []
    if not _is_shown(walk, made, index):
        return None
    # 810件次: one and the same may be counted twice.
    vague = (
        (made.unit == "件次")
        or (made.partial and made.kind in ("document", "decision"))
        or (used and _goes_on(walk, used[-1]))
    )
    if vague or not is_covered(walk, index, used):
        made.doubt = made.doubt or "claim_verb_unclear"
    made.with_carried_in = any(each.kind == "including" for each in (*walk.left, *right))
    if any(each.kind == "including" and (walk.level or _adds(each, made)) for each in walk.left):
        made.quantity, made.with_carried_in, made.kind = "requests.carried_in", False, "row"
    set_limits(walk, made, index)
    return made


def _counts_bodies(tokens: Sequence[Token], index: int) -> bool:
    """17个乡镇 counts who reports, not what."""
    token, after = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    return token.unit == "个" and after is not None and after.kind in ("scope", "organ") and after.start == token.end


def _blank(walk: Walk, token: Token) -> Mention:
    assert token.number is not None  # noqa: S101 - for the type checker; `steps` has asked
    return Mention(
        walk.sentence, token.start, token.end, walk.sentence.text[token.start : token.end], token.number.value,
        token.number.step, token.unit, left=(*walk.prior, *walk.left), level=walk.level,
    )  # fmt: skip


def _adds(including: Token, made: Mention) -> bool:
    """加上上年结转4件 states what is added."""
    return including.text.startswith("加上") and including.end == made.start


def _right(walk: Walk, index: int) -> list[Token]:
    right: list[Token] = []
    for token in walk.tokens[index + 1 :]:
        if token.kind in ("number", "foreign", "mark"):
            # 807件申请已答复803件: the verb is of the number that follows it.
            if token.kind == "number" and len(right) > 1 and right[-1].kind == "verb":
                right.pop()
            break
        right.append(token)
    return right


def _goes_on(walk: Walk, last: Token) -> bool:
    """其余20件为无法提供、不予处理: the words behind the number go on with another result, and it counts them all."""
    after = [token for token in walk.tokens if token.start >= last.end][:2]
    return [token.kind for token in after] == ["mark", "result"] and after[0].text == "、"


def _give_meaning(walk: Walk, made: Mention, index: int, right: Sequence[Token]) -> bool:
    """Settle what `made` counts, for the numbers after it too; whether the words behind it say so."""
    state, memory, chapter = walk.state, walk.memory, walk.sentence.chapter
    context = Context(
        state.topic,
        state.verb,
        memory.requests or walk.requests or chapter == 3,
        memory.openness or walk.openness or chapter in (3, 4),
    )
    meaning = read_meaning(walk.left, right, walk.prior, made.unit, context)
    if meaning.used_right:
        walk.skip_to = index + 1 + len(right)
    if meaning.topic not in (None, "aside"):
        state.topic = meaning.topic
    state.verb = meaning.verb or state.verb
    made.quantity, made.column, made.kind = meaning.quantity, meaning.column, meaning.kind
    made.doubt, made.refusal = meaning.doubt, meaning.refusal
    return meaning.used_right


def _note_list(made: Mention) -> None:
    """What the words before say of a list that the number stands in."""
    said = {each.value for each in made.left if each.kind == "relation"}
    made.opens = not said.isdisjoint(("among", "respectively"))
    made.complete, made.partial = "rest" in said, "and_so_on" in said


def _is_shown(walk: Walk, made: Mention, index: int) -> bool:
    if made.unit:
        return made.quantity is not None or made.unit in _SHOWN
    if _in_list(walk):
        return True
    if made.quantity in (None, "requests") or not walk.left:
        return False
    beside = walk.left[-1]
    return walk.tokens[index].start - beside.end <= _NEAR and beside.kind in _BESIDE


def _in_list(walk: Walk) -> bool:
    """Whether the number goes on a list of numbers: 分别为402、118和52件."""
    own = any(each.kind == "relation" for each in walk.left) or not walk.mentions
    words = walk.left if own else walk.mentions[-1].left
    return any(each.kind == "relation" and each.value == "respectively" for each in words)


# --- shares and changes -----------------------------------------------------------------------------------------


def _ratio(walk: Walk, made: Mention, index: int) -> Mention | None:
    """A percentage, or the amount of a change: no figure of the form, but arithmetic on the numbers before it."""
    changes = [each for each in made.left if _is_change(walk, each)]
    before = [each for each in walk.mentions if not each.percent and each.aspect == CELLS and each.quantity]
    if changes:
        _make_change(made, changes[-1].value, before)
        made.changed = numbers_changed(walk, made)
    elif (
        made.unit == PERCENT
        and before
        and not _in_list(walk)
        and (_shares(walk) or _in_brackets(walk, walk.tokens[index]))
    ):
        part = before[-1]
        # 办结805件，另行提供402件，占49.94%: a share is of the number right before it, understood or not.
        nearest = next(each for each in reversed(walk.mentions) if not each.percent and each.aspect == CELLS)
        if part.refusal is None and nearest is part:
            made.aspect, made.quantity, made.column, made.parts = SHARE, part.quantity, part.column, [part]
    if made.aspect == CELLS:
        made.refusal = "claim_no_quantity"
        return made if made.percent else None
    if made.refusal is None:
        set_limits(walk, made, index)
    return made


def _make_change(made: Mention, direction: str, before: list[Mention]) -> None:
    made.aspect, made.direction, made.parts = CHANGE, direction, before
    current = next((each for each in reversed(before) if not each.last_year), None)
    made.quantity = current.quantity if current else None
    if made.unit != PERCENT and made.percent:
        made.refusal = "claim_no_quantity"


def _is_change(walk: Walk, token: Token) -> bool:
    """Whether a word tells by how much; 增长至812件 tells how many, and so does 与上年持平."""
    if token.kind != "change" or token.value == "flat":
        return False
    return walk.sentence.text[token.end : token.end + 1] not in ("至", "到")


def _shares(walk: Walk) -> bool:
    """Whether 占比 is said of the number before, as a part of the body's own.

    自然人占93% (以自然人为主，占93%) is said of what has no number, 占全省总量的6% of somebody else's.
    """
    elsewhere = any(each.kind in ("scope", "organ") for each in walk.left)
    return any(each.kind == "share" for each in walk.left) and not elsewhere and not tells([*walk.prior, *walk.left])


def _in_brackets(walk: Walk, token: Token) -> bool:
    text = walk.sentence.text
    alone = text[token.start - 1] == "(" and text[token.end : token.end + 1] == ")"
    return walk.level > 0 and not walk.left and alone
