"""Walk through a sentence from word to word: what is in force at each place, and what stands before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gouji.normalise.claims.lexicon import Token
from gouji.normalise.claims.mentions import Mention
from gouji.normalise.claims.prose import Sentence
from gouji.normalise.claims.scope import Body, reach_of


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
class Memory:
    """What a paragraph has been about so far."""

    requests: bool = False
    openness: bool = False
    scope: str | None = None
    scope_text: str = ""
    state: State = field(default_factory=State)


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

    @property
    def of_another_year(self) -> bool:
        """Whether what stands here is said of another year than the report's."""
        return self.state.year is not None and self.body.year is not None and self.state.year != self.body.year

    def take(self, index: int, token: Token) -> None:
        """Take in a token that is no number."""
        if token.kind == "mark":
            self._mark(index, token)
        elif token.kind == "foreign":
            self.since_number, self.left = True, []
        else:
            self._word(index, token)

    def count(self, mention: Mention | None) -> None:
        """Take in a number; `mention` is what it states, None where it states nothing."""
        if mention is not None:
            self.mentions.append(mention)
        self.since_number, self.left, self.prior = True, [], []

    def _mark(self, index: int, token: Token) -> None:
        if token.text == "(":
            self.outer.append((list(self.left), replace(self.state), len(self.mentions)))
            # 与2023年(18件)持平: the year in front holds for what is in the brackets.
            self.left = [each for each in self.left[-1:] if each.kind == "year" or each.value == "last_year"]
            self.level += 1
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
