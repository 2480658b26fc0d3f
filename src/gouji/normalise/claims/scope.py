"""Whose numbers: the reporting body's own, a part's, or more than the body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from gouji.model import Report
from gouji.normalise.claims.lexicon import Token, load_data

# Names of places and of small bodies are ordinary words too; they name who acts only right before the verb.
_BEFORE_VERB = 6
_PLAIN_ORGANS = ("局", "委员会", "管委会")
_LEVELS = "省市州县区"
_LONGEST_NAME = 4
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Body:
    """Who reports, and on which year."""

    organisation: str | None
    kind: str
    year: int | None


def body_of(report: Report) -> Body:
    """The reporting body as far as it is known."""
    identity = report.identity
    name = "".join(identity.organisation.split()) if identity.organisation else None
    return Body(name, identity.kind.value, identity.year)


@cache
def _reaches() -> Mapping[str, Mapping[str, Any]]:
    loaded: Mapping[str, Mapping[str, Any]] = load_data("scopes.yml")
    return loaded


def reach_of(body: Body, text: str, tokens: Sequence[Token], index: int) -> tuple[str, str] | None:
    """`body`, `part` or `wider`, and the words that say so; None where the token names nobody."""
    token = tokens[index]
    if token.kind == "organ":
        return _organ(body, text, tokens, index)
    if _is_another_s(body, token.text):
        return "part", token.text
    listed = _reaches().get(body.kind, _reaches()["unknown"])
    for reach in ("part", "wider"):
        if token.value in listed.get(reach, ()):
            return reach, token.text
    return "body", token.text


def _is_another_s(body: Body, text: str) -> bool:
    """Whether 县政府 or 市政府办公室 is the government of another level than the reporting body's own name has."""
    named = text[0] in _LEVELS and "政府" in text and body.organisation is not None
    return named and text[0] not in str(body.organisation)


def _organ(body: Body, text: str, tokens: Sequence[Token], index: int) -> tuple[str, str] | None:
    token = tokens[index]
    if token.text not in _PLAIN_ORGANS and not _acts(tokens, index):
        return None
    name = _name(text, token)
    if len(name) < 2:
        return None
    return ("body", name) if _is_own(body, text, token) else ("part", name)


def _acts(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    for after in tokens[index + 1 :]:
        if after.start - token.end > _BEFORE_VERB or after.kind in ("mark", "number"):
            return False
        if after.kind == "verb":
            return True
    return False


def _name(text: str, token: Token) -> str:
    start = token.start
    while start > 0 and token.end - start < 8 and "\u4e00" <= text[start - 1] <= "\u9fff":
        start -= 1
    return text[start : token.end]


def _is_own(body: Body, text: str, token: Token) -> bool:
    """Whether the words ending here are the end of the reporting body's own name."""
    name = _name(text, token)[-_LONGEST_NAME:]
    return body.organisation is not None and len(name) > _SHORTEST_NAME and name in body.organisation
