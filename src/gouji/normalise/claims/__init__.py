"""Claims: the numbers in the prose, what each counts, and whether the tables say the same.

A sentence is folded (prose), cut into words that mean something (lexicon.yml, lexicon) and walked through (walk,
scope) from number to number (counting, meaning, topics, subjects, limits); numbers are set in relation to each other
(lists, doubts, sums, ratios), what is said without numbers is taken in (statements, denials), and all is compared with
the tables (judge, reckoning, quantities.yml). The words and what each quantity may equal are data; the code composes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.model import Claim, Report
from gouji.normalise.claims import ratios
from gouji.normalise.claims.counting import steps
from gouji.normalise.claims.doubts import share_doubts
from gouji.normalise.claims.figures import Figures, figures_of
from gouji.normalise.claims.judge import judge
from gouji.normalise.claims.lexicon import Token, tokenise
from gouji.normalise.claims.lists import distribute
from gouji.normalise.claims.mentions import CELLS, CHANGE, Mention
from gouji.normalise.claims.prose import Sentence, sentences
from gouji.normalise.claims.reckoning import judge_ratio
from gouji.normalise.claims.scope import Body, body_of
from gouji.normalise.claims.statements import statements, without_twins
from gouji.normalise.claims.sums import sums
from gouji.normalise.claims.walk import Memory, Walk

__all__ = ["read_claims"]

_EVIDENCE = frozenset({"applicant", "channel", "result"})
# A sentence with none of these states nothing that could be compared; most are like that.
_STATES = re.compile(r"[\d未无零均皆]|没有|全部|都已|[〇一二两三四五六七八九十百千万][多余几]?[件份起宗条例封部]")
_COUNTING = frozenset({"number", "deny", "every"})
_STATING = frozenset({"number", "deny", "every", "change"})
_CARRIED = frozenset({"carried_in", "carried_out"})
# A sentence that begins so goes on with the one before: whose, of when and of what its numbers are.
_GOES_ON = "其中"
# 继续 may stand between 结转 and 办理; a year is five marks long.
_CONTINUED, _YEAR = 2, 2
_WHOLES = ("received", "processed_total")


def read_claims(report: Report) -> tuple[Claim, ...]:
    """Every claim of the report's prose in reading order, compared with its tables."""
    body, figures = body_of(report), figures_of(report)
    claims: list[Claim] = []
    memory = Memory()
    place: tuple[int | None, int] = (None, -1)
    for sentence in sentences(report):
        if (sentence.section, sentence.paragraph) != place:
            memory, place = Memory(), (sentence.section, sentence.paragraph)
        claims.extend(_read(sentence, body, memory, figures))
    return tuple(claims)


def _read(sentence: Sentence, body: Body, memory: Memory, figures: Figures) -> list[Claim]:
    if not _STATES.search(sentence.text):
        requests = "公开申请" in sentence.text or "依申请" in sentence.text
        _remember(memory, requests, "信息公开" in sentence.text)
        return []
    tokens = _prepared(list(tokenise(sentence.text)), sentence, body)
    kinds = {token.kind for token in tokens}
    requests = any(token.value == "requests" and token.kind == "topic" for token in tokens)
    openness = requests or "about" in kinds
    evidence = requests or not kinds.isdisjoint(_EVIDENCE) or any(token.value in _CARRIED for token in tokens)
    claims: list[Claim] = []
    if not kinds.isdisjoint(_COUNTING):
        walk = Walk(sentence, tokens, body, memory, evidence, openness)
        if memory.scope is not None:
            walk.state.scope, walk.state.scope_text = memory.scope, memory.scope_text
        if sentence.text.startswith(_GOES_ON):
            walk.state = replace(memory.state, plan=False)
        claims = _walked(walk, figures)
        memory.state = walk.state
        counted = [mention for mention in walk.mentions if mention.quantity]
        if counted:
            outside = counted[-1].scope != "body"
            memory.scope = counted[-1].scope if outside else None
            memory.scope_text = counted[-1].said
    _remember(memory, requests, openness)
    return claims


def _remember(memory: Memory, requests: bool, openness: bool) -> None:
    memory.requests = memory.requests or requests
    memory.openness = memory.openness or requests or openness


def _prepared(tokens: Sequence[Token], sentence: Sentence, body: Body) -> Sequence[Token]:
    """`tokens` with what is carried over put together, where anything is."""
    carries = "结转" in sentence.text or any(token.value in _CARRIED for token in tokens)
    return list(_joined(tokens, body)) if carries else tokens


def _joined(tokens: Sequence[Token], body: Body) -> Iterator[Token]:
    """结转 takes its direction from a year beside it (2023年度结转, 结转至2025年), and takes its verb along."""
    before: Token | None = None
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind == "year" and after is not None and _carries(token, after, body):
            before = replace(after, value="carried_in", start=token.start)
            yield before
        elif before is not None and _belongs(before, tokens[index - 1], token):
            continue
        else:
            before = token
            yield token


def _carries(year: Token, verb: Token, body: Body) -> bool:
    return body.year is not None and int(year.text[:4]) < body.year and verb.text.startswith("结转")


def _belongs(before: Token, previous: Token, token: Token) -> bool:
    """Whether a token only goes on with the carrying over before it."""
    if before.kind != "verb" or not before.value.startswith("carried"):
        # 结转至 leaves its 至 standing before the year.
        return False
    if token.kind == "verb":
        end = previous.end if previous.kind in ("reach", "year") else before.end
        continued = token.start - end <= _CONTINUED and token.value in ("closed", "handled")
        return continued or token.start < before.end
    return token.kind in ("reach", "year") and token.start - previous.end <= 1 and token.start - before.end <= _YEAR


def _walked(walk: Walk, figures: Figures) -> list[Claim]:
    found: list[Mention] = []
    for index, token in steps(walk):
        if token.kind in _STATING:
            found.extend(statements(walk, index, token))
    distribute(walk)
    share_doubts(walk)
    totals = list(sums(walk.mentions))
    heads = _heads(walk.mentions, totals)
    claims = [(mention.start, _judged(mention, walk, figures, heads)) for mention in walk.mentions]
    replaced = {total.start for total in totals if total.quantity is None}
    claims = [(start, claim) for start, claim in claims if not (start in replaced and claim.aspect == CELLS)]
    claims += [(total.start, judge(total, figures, None)) for total in totals]
    claims += [(mention.start, _judged(mention, walk, figures, {})) for mention in without_twins(found)]
    return [claim for _, claim in sorted(claims, key=lambda each: each[0])]


def _judged(mention: Mention, walk: Walk, figures: Figures, heads: dict[int, Mention]) -> Claim:
    if mention.aspect == CHANGE:
        return judge_ratio(mention, ratios.change(mention, ratios.amounts(walk.mentions).get(mention.start)))
    if ratios.is_ratio(mention):
        return judge_ratio(mention, ratios.share(mention, _wholes(mention, walk.mentions, figures)))
    return judge(mention, figures, heads.get(mention.start))


def _wholes(mention: Mention, mentions: Sequence[Mention], figures: Figures) -> list[Decimal]:
    """What a share may be of: the numbers stated before its part, and the totals of table three."""
    part = mention.parts[0]
    stated = [each.value for each in mentions if each.start < part.start and each.aspect == CELLS and not each.percent]
    table = str(part.quantity).split(".")[0]
    if table == "disputes":
        return [each.value for each in mentions if each.start < part.start and each.kind in ("dispute", "block")]
    if table != "requests":
        return []
    cells = [figures.values.get(f"requests.{row}.total") for row in _WHOLES]
    both = [figures.values.get(f"requests.{row}.total") for row in ("received", "carried_in")]
    known = [Decimal(str(value)) for value in cells if value is not None]
    if None not in both:
        known.append(sum((Decimal(str(value)) for value in both), Decimal(0)))
    return stated + known


def _heads(mentions: Sequence[Mention], totals: Sequence[Mention]) -> dict[int, Mention]:
    """The whole that each applicant's number is a part of: what they add up to, else the last number before them."""
    heads: dict[int, Mention] = {}
    head: Mention | None = None
    for mention in mentions:
        if mention.kind in ("row", "result") and mention.aspect == CELLS and mention.level == 0:
            head = mention
        elif mention.kind == "applicant" and head is not None and head.kind == "row":
            heads[mention.start] = head
    starts = {mention.start: mention for mention in mentions}
    for total in totals:
        for part in total.parts:
            if part.start in heads and total.start in starts:
                heads[part.start] = starts[total.start]
    return heads
