"""A report's findings and undecided relations, ready to be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gouji.messages import message
from gouji.model import Category, Rule, Step, Text
from gouji.site.addresses import cell_anchor, finding_anchor, rule_page
from gouji.site.arithmetic import Arithmetic, lay_out
from gouji.site.compared import ComparedView, compared_views
from gouji.site.figures import clipped, figure
from gouji.site.labels import label
from gouji.site.marks import finding_cells, undetermined_anchor
from gouji.site.places import Forms, cell_text_in, locator_text, place_text

TEXT_LIMIT = 2_000
CELLS_SHOWN = 30


@dataclass(frozen=True, slots=True, eq=False)
class RuleLink:
    """A rule as it is referred to: id, title, and its page when the rulebook has it. Told from others by identity."""

    id: str
    title: Text
    page: str | None


@dataclass(frozen=True, slots=True, eq=False)
class CellLink:
    """A cell of the form as it is referred to; told from others by identity, see `cell_link`."""

    name: Text
    anchor: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding. `cells` are the anchors of all cells it concerns; `facts` are expected, reported, difference."""

    number: int
    anchor: str
    severity: str
    severity_text: Text
    rule: RuleLink
    place: Text
    message: Text
    arithmetic: Arithmetic | None
    facts: tuple[tuple[Text, str], ...]
    basis: Text
    remedy: Text
    cells: tuple[str, ...]
    category: Text | None
    standing: Standing | None
    compared: tuple[ComparedView, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a finding stands in the ledger. `counts` is False for one that was misjudged or waived.

    `decision` says by whom that was decided, why and until when, and under which notice it was issued; `hint` what was
    decided of the same in another year.
    """

    step: Text
    counts: bool
    decision: tuple[tuple[Text, str], ...]
    hint: Text | None


@dataclass(frozen=True, slots=True)
class UndeterminedView:
    """One relation that could not be decided."""

    number: int
    anchor: str
    rule: RuleLink
    place: Text
    reason: Text
    cells: tuple[CellLink, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class NoteView:
    """Something that is said of the file or of ourselves, with its place in the file."""

    text: Text
    place: Text | None


def cell_link(forms: Forms, key: str) -> CellLink:
    """How a cell is referred to: one and the same for each edition of the form."""
    return _cell_link(forms.edition_of(key).name, key)


@lru_cache(maxsize=4096)
def _cell_link(edition: str, key: str) -> CellLink:
    return CellLink(cell_text_in(edition, key), cell_anchor(key))


def rule_link(rules: Mapping[str, Rule], entry: Mapping[str, Any]) -> RuleLink:
    """The rule of a finding, undecided relation or outcome; one that the rulebook lacks is shown by its name."""
    key = str(entry["rule"])
    rule = rules.get(key)
    if rule is None:
        name = str(entry.get("name") or "")
        return RuleLink(key, Text(name, name), None)
    return _rule_link(key, rule.title)


@lru_cache(maxsize=4096)
def _rule_link(key: str, title: Text) -> RuleLink:
    return RuleLink(key, title, rule_page(key))


def text_of(entry: Mapping[str, Any], name: str) -> Text:
    """The text called `name` of a record's entry in both languages; the Chinese where there is no English."""
    chinese = clipped(str(entry.get(name) or ""), TEXT_LIMIT)
    return Text(chinese, clipped(str(entry.get(f"{name}_en") or ""), TEXT_LIMIT) or chinese)


def finding_view(
    forms: Forms,
    number: int,
    finding: Mapping[str, Any],
    cells: Mapping[str, Any],
    rules: Mapping[str, Rule],
    known: frozenset[str] = frozenset(),
) -> FindingView:
    """One finding from its record; `number` is its ordinal on the page, `known` are the reports that have a page."""
    concerned = finding_cells(forms, finding)
    severity = str(finding["severity"])
    rule = rules.get(str(finding["rule"]))
    arithmetic = lay_out(forms, finding, cells, rule, known)
    return FindingView(
        number,
        finding_anchor(str(finding["fingerprint"])),
        severity,
        label(f"severity_{severity}"),
        rule_link(rules, finding),
        place_text(forms, finding.get("where") or {}, concerned),
        text_of(finding, "message"),
        arithmetic,
        _facts(finding, rule, arithmetic),
        text_of(finding, "basis"),
        text_of(finding, "remedy"),
        tuple(cell_anchor(key) for key in concerned),
        message(f"category_{finding['category']}") if finding.get("category") in list(Category) else None,
        _standing(finding),
        compared_views(finding, known),
    )


def _standing(finding: Mapping[str, Any]) -> Standing | None:
    if finding.get("status") is None:
        return None
    step = Step(finding["status"])
    said: Mapping[str, Any] = finding.get("decision") or {}
    parts = ((label(f"decided_{name}"), said.get(name)) for name in ("by", "reason", "until"))
    decision = tuple((name, clipped(str(value), TEXT_LIMIT)) for name, value in (*parts, *_followup(finding)) if value)
    return Standing(
        message(f"step_{step}"), step.counts, decision, text_of(finding, "hint") if finding.get("hint") else None
    )


def _followup(finding: Mapping[str, Any]) -> tuple[tuple[Text, object], ...]:
    """The notice that a finding was issued under, its deadline, and what the body answered."""
    said: Mapping[str, Any] = finding.get("followup") or {}
    answer = (said.get("answer") or {}).get("text")
    known = {"document": said.get("document"), "deadline": said.get("deadline"), "answer": answer}
    return tuple((label(f"issued_{name}"), value) for name, value in known.items())


def _facts(
    finding: Mapping[str, Any], rule: Rule | None, arithmetic: Arithmetic | None
) -> tuple[tuple[Text, str], ...]:
    """Expected, reported and difference, as far as they are figures of the report and one of them is known right."""
    if rule is not None and rule.frame == "tables":
        return ()  # such rules count cells, and say in their message how many
    if arithmetic and arithmetic.only and finding.get("expected") is None:
        return ()  # what was reported stands with its cell
    names = ("difference",) if arithmetic and arithmetic.is_balance else ("expected", "actual", "difference")
    values = ((label(name), _fact(name, finding.get(name))) for name in names)
    return tuple((name, value) for name, value in values if value)


def _fact(name: str, value: object) -> str:
    """A value as printed; a difference without its sign, which only says what was taken from what."""
    if name == "difference" and isinstance(value, int | float):
        value = abs(value)
    return clipped(figure(value), TEXT_LIMIT)


def undetermined_view(
    forms: Forms, number: int, entry: Mapping[str, Any], rules: Mapping[str, Rule]
) -> UndeterminedView:
    """One undecided relation from its record; `number` is its ordinal on the page."""
    cells: Sequence[str] = entry.get("cells", ())
    return UndeterminedView(
        number,
        undetermined_anchor(number),
        rule_link(rules, entry),
        place_text(forms, entry.get("where") or {}, cells),
        text_of(entry, "reason"),
        tuple(cell_link(forms, key) for key in cells[:CELLS_SHOWN]),
        max(0, len(cells) - CELLS_SHOWN),
    )


def note_view(entry: Mapping[str, Any]) -> NoteView:
    """A note of the reader, or an error of ours, from its record."""
    return NoteView(text_of(entry, "message"), locator_text(entry.get("at")))
