"""Walk through a sentence from number to number and settle what each counts, whose it is and of when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gouji.normalise.claims.lexicon import PERCENT, Token, is_filler
from gouji.normalise.claims.meaning import Context, read_meaning, tells
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

    @property
    def limit(self) -> str | None:
        """The message that says why a number here is not the report's own of the year; None where it is."""
        if self.plan:
            return "claim_plan"
        if self.scope != "body":
            return "claim_wider" if self.scope == "wider" else "claim_part_of_body"
        return self.span


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
    names: dict[int, int] = field(default_factory=dict)
    since_number: bool = False
    skip_to: int = 0
    level: int = 0

    def steps(self) -> Iterator[tuple[int, Token]]:
        """Take in token after token; yields each with its index after the state is up to date."""
        for index, token in enumerate(self.tokens):
            if token.kind == "mark":
                self._mark(index, token)
            elif token.kind == "foreign":
                self.since_number, self.left = True, []
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
                self.names[index] = token.end - len(state.scope_text)
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
        right = self._right(index)
        mention = self._mention(index, token, right)
        if mention is not None:
            self.mentions.append(mention)
        self.left, self.prior = [], []

    def _right(self, index: int) -> list[Token]:
        right: list[Token] = []
        for token in self.tokens[index + 1 :]:
            if token.kind in ("number", "foreign", "mark"):
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
        if made.percent or any(self._is_change(each) for each in self.left):
            return self._ratio(made, index, token)
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
        if not self._is_covered(index, token, right if meaning.used_right else []):
            made.doubt = made.doubt or "claim_verb_unclear"
        if made.partial and made.kind in ("document", "decision"):
            made.doubt = made.doubt or "claim_verb_unclear"
        made.with_carried_in = any(each.kind == "including" for each in (*self.left, *right))
        if any(each.kind == "including" for each in self.left) and self.level:
            made.quantity, made.with_carried_in, made.kind = "requests.carried_in", False, "row"
        self._limits(made, index, token)
        return made

    def _note_list(self, made: Mention) -> None:
        """What the words before say of a list that the number stands in."""
        said = {each.value for each in made.left if each.kind == "relation"}
        made.opens = not said.isdisjoint(("among", "respectively"))
        made.complete, made.partial = "rest" in said, "and_so_on" in said

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

    def _ratio(self, made: Mention, index: int, token: Token) -> Mention | None:
        """A percentage, or the amount of a change: no figure of the form, but arithmetic on the numbers before it."""
        changes = [each for each in made.left if self._is_change(each)]
        before = [each for each in self.mentions if not each.percent and each.aspect == CELLS and each.quantity]
        if changes:
            made.aspect, made.direction = CHANGE, changes[-1].value
            current = next((each for each in reversed(before) if not each.last_year), None)
            made.quantity = current.quantity if current else None
            made.parts = before
            if made.unit != PERCENT and made.percent:
                made.refusal = "claim_no_quantity"
        elif made.unit == PERCENT and (self._shares(made) or self._in_brackets(token)):
            part = before[-1] if before else None
            if part is not None and part.refusal is None:
                made.aspect, made.quantity, made.parts = SHARE, part.quantity, [part]
        if made.aspect == CELLS:
            made.refusal = "claim_no_quantity"
            return made if made.percent else None
        if made.refusal is None:
            self._limits(made, index, token)
        return made

    def _is_change(self, token: Token) -> bool:
        """Whether a word tells by how much; 增长至812件 tells how many."""
        return token.kind == "change" and self.sentence.text[token.end : token.end + 1] not in ("至", "到")

    def _shares(self, made: Mention) -> bool:
        """Whether 占比 is said of the number before, as a part of the body's own.

        自然人占93% is said of what has no number, 占全省总量的6% of somebody else's.
        """
        elsewhere = any(each.kind in ("scope", "organ") for each in self.left)
        return any(each.kind == "share" for each in self.left) and not elsewhere and not tells(self.left)

    def _in_brackets(self, token: Token) -> bool:
        text = self.sentence.text
        return (
            self.level > 0 and not self.left and text[token.start - 1] == "(" and text[token.end : token.end + 1] == ")"
        )

    def _is_covered(self, index: int, token: Token, right: Sequence[Token]) -> bool:
        """Whether every word of the clause up to the number (and behind it, as far as it tells) is known.

        A word that nobody has listed may change what is counted, and whose it is: 转交科室办理18件.
        """
        text, place = self.sentence.text, token.end
        for after in right:
            if not is_filler(text[place : after.start]):
                return False
            place = after.end
        place = token.start
        for number in range(index - 1, -1, -1):
            before = self.tokens[number]
            if not is_filler(text[before.end : place]):
                return False
            place = min(self.names.get(number, before.start), before.start)
            if before.kind in ("mark", "number", "foreign"):
                return True
        return is_filler(text[:place])

    def _limits(self, made: Mention, index: int, token: Token) -> None:
        """What keeps a number from being compared: whose it is, of when, how exact."""
        state = self.state
        made.scope, made.year = state.scope, state.year or self.body.year
        inexact = "claim_approximate" if self._approximate(token) else "claim_range" if self._range(index) else None
        reason = inexact or state.limit
        made.said = state.scope_text
        other_year = state.year is not None and self.body.year is not None and state.year != self.body.year
        if made.aspect == CELLS and any(self._compares(each) for each in self.left):
            reason, made.last_year = reason or "claim_other_year", True
        elif other_year:
            reason = reason or "claim_other_year"
            made.last_year = state.year == (self.body.year or 0) - 1
        if reason == "claim_several_years":
            made.doubt = made.doubt or reason
        else:
            made.refusal = reason or made.refusal

    def _compares(self, token: Token) -> bool:
        """Whether a word before a number makes it another year's: 较上年的, 比2023年的."""
        if token.kind == "year":
            return token.text[:4] != str(self.body.year)
        return token.kind == "compare" or (token.kind == "period" and token.value == "last_year")

    def _approximate(self, token: Token) -> bool:
        if token.rounded:
            return True
        near = [each for each in self.left if each.kind == "approximate" and each.value == "before"]
        if near and token.start == near[-1].end:
            return True
        after = next((each for each in self.tokens if each.start >= token.end), None)
        return after is not None and after.kind == "approximate" and after.value == "after" and after.start == token.end

    def _range(self, index: int) -> bool:
        before = [each.kind for each in self.tokens[max(index - 2, 0) : index]]
        after = [each.kind for each in self.tokens[index + 1 : index + 3]]
        return before == ["number", "reach"] or after == ["reach", "number"]
