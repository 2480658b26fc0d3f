"""Labelled sentences: the numbers of a sentence with what they state, judged against a small table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gouji.form import load_edition
from gouji.model import (
    Cell,
    CellState,
    Claim,
    Identity,
    Locator,
    OrganKind,
    Paragraph,
    Report,
    Section,
    Table,
)
from gouji.normalise.claims import read_claims
from gouji.yaml_text import load_yaml

FOLDER = Path(__file__).parent.parent / "claims" / "sentences"
HELD_OUT = "heldout-"
_COLUMNS = ("natural_person", "commercial", "research", "public_welfare", "legal_services", "other_organisation")
_OUTCOMES = ("upheld", "corrected", "other_outcome", "pending", "total")


@dataclass(frozen=True, slots=True)
class Label:
    """What a person says of a number: see the files for the order."""

    value: float
    quantity: str | None
    verdict: str
    aspect: str = "cells"

    @property
    def key(self) -> tuple[float, str]:
        """What a label and a claim are paired by."""
        return (self.value, self.aspect)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its labels; `file` and `number` name it."""

    text: str
    tables: str
    chapter: int
    labels: tuple[Label, ...]
    file: str
    number: int


@dataclass(slots=True)
class Score:
    """How the recogniser did: counts by quantity."""

    assessable: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    mismatches: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    matches: int = 0
    right_matches: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Assessable claims that were found, with their quantity and verdict."""
        return self.found.total() / max(self.assessable.total(), 1)

    @property
    def precision(self) -> float:
        """Mismatches reported that are mismatches."""
        return self.right.total() / max(self.mismatches.total(), 1)


def load_sentences(held_out: bool) -> list[Labelled]:
    """The sentences for development, or those held aside."""
    found: list[Labelled] = []
    for path in sorted(FOLDER.glob("*.yml")):
        if path.name == "tables.yml" or path.name.startswith(HELD_OUT) != held_out:
            continue
        for number, entry in enumerate(load_yaml(path.read_text(encoding="utf-8")), start=1):
            labels = tuple(Label(*label) for label in entry["claims"])
            found.append(Labelled(entry["text"], entry["tables"], entry.get("chapter", 1), labels, path.stem, number))
    return found


@cache
def _tables() -> dict[str, Any]:
    loaded: dict[str, Any] = load_yaml((FOLDER / "tables.yml").read_text(encoding="utf-8"))
    return loaded


def report_of(name: str, paragraphs: Iterable[str], chapter: int = 1) -> Report:
    """A report of the body `name` of tables.yml with `paragraphs` in one chapter."""
    data = _tables()[name]
    edition = load_edition(data["edition"])
    values = dict(_values(data))
    tables = {
        table: Table(table, data["edition"], {key: _cell(key, values.get(key, 0)) for key in form.cells}, Locator())
        for table, form in edition.tables.items()
    }
    texts = tuple(Paragraph(text, Locator(line=line)) for line, text in enumerate(paragraphs, start=1))
    section = Section(edition.chapters[chapter - 1].title, chapter, chapter, "form", Locator(), texts)
    identity = Identity(data["organisation"], data["year"], OrganKind(data["kind"]))
    return Report("0" * 12, name, "0" * 64, identity, None, data["edition"], tables, (), (section,), None)


def _values(data: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for key, value in data["disclosure"].items():
        yield f"disclosure.{key}", value
    for row, value in data["requests"].items():
        numbers = value if isinstance(value, list) else [0, 0, 0, 0, 0, 0, value]
        for column, number in zip((*_COLUMNS, "total"), numbers, strict=True):
            yield f"requests.{row}.{column}", number
    for channel, numbers in data["disputes"].items():
        for outcome, number in zip(_OUTCOMES, numbers, strict=True):
            yield f"disputes.{channel}.{outcome}", number


def _cell(key: str, value: float) -> Cell:
    return Cell(key, CellState.NUMBER, value, str(value))


def claims_of(sentence: Labelled) -> tuple[Claim, ...]:
    """What the recogniser makes of a sentence."""
    return read_claims(report_of(sentence.tables, [sentence.text], sentence.chapter))


def score(sentences: Iterable[Labelled]) -> Score:
    """Compare every sentence's claims with its labels."""
    total = Score()
    for sentence in sentences:
        _score(sentence, list(claims_of(sentence)), total)
    return total


def _score(sentence: Labelled, claims: list[Claim], total: Score) -> None:
    labels = list(sentence.labels)
    for claim in claims:
        label = _partner(claim, labels)
        if label is not None:
            labels.remove(label)
        verdict = label.verdict if label else "not_assessed"
        if label is not None and verdict != "not_assessed":
            total.assessable[_family(label)] += 1
        same = label is not None and claim.verdict == verdict and _same_quantity(claim, label)
        if label is not None and verdict != "not_assessed" and same:
            total.found[_family(label)] += 1
        if claim.verdict == "mismatch":
            total.mismatches[_family(claim)] += 1
            total.right[_family(claim)] += same
        if claim.verdict == "match":
            total.matches += 1
            total.right_matches += same
        if not same and (claim.verdict != "not_assessed" or verdict != "not_assessed"):
            total.wrong.append(_line(sentence, label, claim))
    for label in labels:
        if label.verdict != "not_assessed":
            total.assessable[_family(label)] += 1
            total.wrong.append(_line(sentence, label, None))


def _partner(claim: Claim, labels: list[Label]) -> Label | None:
    alike = [label for label in labels if label.key == (claim.value, claim.aspect)]
    same = [label for label in alike if label.quantity == claim.quantity]
    return next(iter(same or alike), None)


def _same_quantity(claim: Claim, label: Label) -> bool:
    return claim.quantity == label.quantity or label.verdict == "not_assessed"


def _family(thing: Label | Claim) -> str:
    return thing.aspect if thing.aspect != "cells" else (thing.quantity or "none")


def _line(sentence: Labelled, label: Label | None, claim: Claim | None) -> str:
    said = f"{claim.text} {claim.quantity} {claim.aspect} {claim.verdict} ({claim.reason})" if claim else "nothing"
    due = f"{label.value} {label.quantity} {label.aspect} {label.verdict}" if label else "nothing"
    return f"{sentence.file} {sentence.number}: {sentence.text}\n    due {due}; read {said}"
