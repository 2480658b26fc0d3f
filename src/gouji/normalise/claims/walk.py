"""Walk through a sentence from number to number and settle what each counts, whose it is and of when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gouji.normalise.claims.lexicon import CASES, PERCENT, Token
from gouji.normalise.claims.meaning import DISPUTES, Context, read_meaning
from gouji.normalise.claims.mentions import CELLS, CHANGE, SHARE, Mention
from gouji.normalise.claims.prose import Sentence
from gouji.normalise.claims.scope import Body, reach_of

# Numbers in these units are shown as not compared even where nothing says what they count.
_SHOWN = frozenset("件 份 起 宗 条 件次 人次 次 例 封 元 万元 亿元 % 个百分点".split())
# A bare number counts only beside the word that says what it counts: 予以公开1191、部分公开328.
_NEAR = 1


@dataclass(slots=True)
class Memory:
    """What a paragraph has been about so far."""

    requests: bool = False
    openness: bool = False
    scope: str | None = None
    scope_text: str = ""


@dataclass(slots=True)
class State:
    """What is in force at a place in the sentence."""

    topic: str | None = None
    verb: str | None = None
    scope: str = "body"
    scope_text: str = ""
    year: int | None = None
    span: str | None = None
    plan: bool = False


@dataclass(slots=True)
class Walk:
    """One pass over the tokens of one sentence; `mentions` grows from left to right."""

    sentence: Sentence
    tokens: Sequence[Token]
    body: Body
    memory: Memory
    requests: bool
    openness: bool
    state: State = field(default_factory=State)
    left: list[Token] = field(default_factory=list)
    prior: list[Token] = field(default_factory=list)
    outer: list[tuple[list[Token], State, int]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    since_number: bool = False
    skip_to: int = 0
    level: int = 0

    def steps(self) -> Iterator[tuple[int, Token]]:
        """Take in token after token; yields each with its index after the state is up to date."""
        for index, token in enumerate(self.tokens):
            if token.kind == "mark":
                self._mark(index, token)
            elif token.kind == "number":
                self._number(index, token)
            else:
                self._word(index, token)
            yield index, token

    def _mark(self, index: int, token: Token) -> None:
        if token.text == "(":
            self.outer.append((list(self.left), replace(self.state), len(self.mentions)))
            self.left, self.level = [], self.level + 1
        elif token.text == ")" and self.outer:
            left, state, count = self.outer.pop()
            self.level -= 1
            inside = self.left
            self.left = left if len(self.mentions) > count else left + inside
            self.state = state if len(self.mentions) > count else self.state
        elif token.text == "、":
            if self.since_number:
                self.left = []
        else:
            if token.text == ";" and self.state.scope != "body":
                self.state.scope = "body" if self.memory.scope is None else self.state.scope
            self.prior = [] if self.since_number or token.text == ";" else [*self.prior, *self.left]
            self.left, self.since_number = [], False

    def _word(self, index: int, token: Token) -> None:
        state = self.state
        if token.kind == "year":
            self._year(index, int(token.text[:4]))
        elif token.kind == "month":
            month = int(token.text.split("月")[0])
            if month not in (1, 12):
                state.span = "claim_part_of_year"
        elif token.kind == "period":
            self._period(token)
        elif token.kind in ("scope", "organ"):
            reach = reach_of(self.body, self.sentence.text, self.tokens, index)
            if reach is not None:
                state.scope, state.scope_text = reach
        if index >= self.skip_to:
            self.left.append(token)

    def _year(self, index: int, year: int) -> None:
        before = self.tokens[index - 1] if index else None
        compared = before is not None and before.end == self.tokens[index].start and before.text in ("较", "比", "与")
        if not compared and self.body.year is not None:
            self.state.year = year
            self.state.span = None

    def _period(self, token: Token) -> None:
        if token.value == "part":
            self.state.span = "claim_part_of_year"
        elif token.value == "years" and self.state.year != self.body.year:
            self.state.span = "claim_several_years"
        elif token.value == "plan":
            self.state.plan = True
        elif token.value == "this_year":
            self.state.span, self.state.year = None, None

    def _number(self, index: int, token: Token) -> None:
        self.since_number = True
        if token.number is None:
            self.left = []
            return
        right = self._right(index)
        mention = self._mention(index, token, right)
        if mention is not None:
            self.mentions.append(mention)
        self.left, self.prior = [], []

    def _right(self, index: int) -> list[Token]:
        right: list[Token] = []
        for token in self.tokens[index + 1 :]:
            if token.kind in ("number", "mark"):
                break
            right.append(token)
        return right

    def _mention(self, index: int, token: Token, right: list[Token]) -> Mention | None:
        assert token.number is not None  # noqa: S101 - for the type checker; `_number` has asked
        made = Mention(
            self.sentence, token.start, token.end, self.sentence.text[token.start : token.end], token.number.value,
            token.number.step, token.unit, left=(*self.prior, *self.left), level=self.level,
        )  # fmt: skip
        self._note_list(made)
        if made.percent or any(each.kind == "change" for each in self.left):
            return self._ratio(made, token)
        context = Context(
            self.state.topic,
            self.state.verb,
            self.memory.requests or self.requests or self.sentence.chapter == 3,
            self.memory.openness or self.openness or self.sentence.chapter in (3, 4),
        )
        meaning = read_meaning(self.left, right, self.prior, token.unit, context)
        if meaning.used_right:
            self.skip_to = index + 1 + len(right)
        if meaning.topic not in (None, "aside"):
            self.state.topic = meaning.topic
        self.state.verb = meaning.verb or self.state.verb
        made.quantity, made.column, made.kind = meaning.quantity, meaning.column, meaning.kind
        made.doubt, made.refusal = meaning.doubt, meaning.refusal
        if not self._is_shown(made, token, right):
            return None
        made.with_carried_in = any(each.kind == "including" for each in (*self.left, *right))
        if any(each.kind == "including" for each in self.left) and self.level:
            made.quantity, made.with_carried_in, made.kind = "requests.carried_in", False, "row"
        self._limits(made, index, token)
        return made

    def _note_list(self, made: Mention) -> None:
        words = made.left
        made.opens = any(each.kind == "relation" and each.value in ("among", "respectively") for each in words)
        made.complete = any(each.kind == "relation" and each.value == "rest" for each in words)
        made.partial = any(each.kind == "relation" and each.value == "and_so_on" for each in words)

    def _is_shown(self, made: Mention, token: Token, right: Sequence[Token]) -> bool:
        if made.unit:
            return made.quantity is not None or made.unit in _SHOWN
        if self._in_list():
            return True
        if made.quantity in (None, "requests") or not self.left:
            return False
        beside = self.left[-1]
        return token.start - beside.end <= _NEAR and beside.kind in ("result", "outcome", "applicant", "verb", "topic",
                                                                     "relation", "joint")  # fmt: skip

    def _in_list(self) -> bool:
        """Whether the number goes on a list of numbers: 分别为402、118和52件."""
        words = self.left if any(each.kind == "relation" for each in self.left) or not self.mentions else (
            self.mentions[-1].left
        )  # fmt: skip
        return any(each.kind == "relation" and each.value == "respectively" for each in words)

    def _ratio(self, made: Mention, token: Token) -> Mention | None:
        """A percentage, or the amount of a change: no figure of the form, but arithmetic on the numbers before it."""
        changes = [each for each in made.left if each.kind == "change"]
        before = [each for each in self.mentions if not each.percent and each.aspect == CELLS and each.quantity]
        if changes:
            made.aspect, made.direction = CHANGE, changes[-1].value
            current = next((each for each in reversed(before) if not each.last_year), None)
            made.quantity = current.quantity if current else None
            made.parts = [each for each in (current, *(e for e in before if e.last_year)) if each is not None]
        elif made.unit == PERCENT and (self._shares(made) or self._in_brackets(token)):
            part = before[-1] if before else None
            if part is not None and part.refusal is None:
                made.aspect, made.quantity, made.parts = SHARE, part.quantity, [part]
        if made.aspect == CELLS:
            made.refusal = "claim_no_quantity"
            return made if made.percent else None
        self._limits(made, 0, token)
        return made

    def _shares(self, made: Mention) -> bool:
        return any(each.kind == "share" for each in self.left)

    def _in_brackets(self, token: Token) -> bool:
        text = self.sentence.text
        return self.level > 0 and not self.left and text[token.start - 1] == "(" and text[token.end : token.end + 1] == ")"

    def _limits(self, made: Mention, index: int, token: Token) -> None:
        """What keeps a number from being compared: whose it is, of when, how exact."""
        state = self.state
        made.scope, made.year = state.scope, state.year or self.body.year
        reason: str | None = None
        if self._approximate(token):
            reason = "claim_approximate"
        elif self._range(index):
            reason = "claim_range"
        elif state.plan:
            reason = "claim_plan"
        elif state.scope != "body":
            reason = "claim_wider" if state.scope == "wider" else "claim_part_of_body"
            made.said = state.scope_text
        elif state.span is not None:
            reason = state.span
        compared = [e for e in self.left if e.kind == "compare" or (e.kind == "period" and e.value == "last_year")]
        other_year = state.year is not None and self.body.year is not None and state.year != self.body.year
        if made.aspect == CELLS and (compared or any(e.kind == "year" and e.text[:4] != str(self.body.year) for e in self.left)):
            reason, made.last_year = reason or "claim_other_year", True
        elif other_year:
            reason = reason or "claim_other_year"
            made.last_year = state.year == (self.body.year or 0) - 1
        if reason == "claim_several_years":
            made.doubt = made.doubt or reason
        else:
            made.refusal = reason or made.refusal

    def _approximate(self, token: Token) -> bool:
        if token.rounded:
            return True
        near = [each for each in self.left if each.kind == "approximate" and each.value == "before"]
        if near and token.start == near[-1].end:
            return True
        after = next((each for each in self.tokens if each.start >= token.end), None)
        return after is not None and after.kind == "approximate" and after.value == "after" and after.start == token.end

    def _range(self, index: int) -> bool:
        around = (self.tokens[index - 2 : index], self.tokens[index + 1 : index + 3])
        kinds = [tuple(each.kind for each in side) for side in around]
        return ("number", "reach") == kinds[0] or ("reach", "number") == kinds[1]


def is_counted(unit: str) -> bool:
    """Whether a unit is one that cases are counted in."""
    return unit in CASES or not unit


def is_dispute(topic: str | None) -> bool:
    """Whether a topic is about reconsideration or litigation."""
    return topic in DISPUTES
