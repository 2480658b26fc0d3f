"""From the engine's results to findings, open ends and outcomes of each report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from gouji.across.frame import AcrossFrame, Drawn
from gouji.across.index import Index
from gouji.form import load_edition
from gouji.frames import KEYS
from gouji.messages import message
from gouji.model import Beside, Finding, Place, Problem, Relation, Report, Rule, RuleOutcome, Undetermined
from gouji.normalise.tabulate import Row
from gouji.rulebook import Rulebook

if TYPE_CHECKING:
    from gouji.engine.assess import Results, Tally
    from gouji.engine.parquet import Frames
    from gouji.engine.reasons import Facts
    from gouji.engine.slices import Slices


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of the frames across reports for one report."""

    findings: tuple[Finding, ...] = ()
    undetermined: tuple[Undetermined, ...] = ()
    outcomes: tuple[RuleOutcome, ...] = ()
    errors: tuple[Problem, ...] = ()


def assess(
    rulebook: Rulebook,
    results: Results,
    frames: Frames,
    registry: Mapping[str, AcrossFrame],
    drawn: Mapping[str, Mapping[str, Drawn | Problem]],
    index: Index,
) -> dict[str, Judged]:
    """What came of every rule on the frames of `registry`, by report; each has an outcome of each of them."""
    from gouji.engine.assess import Tally
    from gouji.engine.slices import by_report, slice_result

    rows_of = cache(lambda edition, frame: by_report(frames.drawn(edition, frame)))
    tallies = {key: Tally() for key in drawn}
    found: dict[str, list[_Found]] = defaultdict(list)
    for rule, relation in rulebook.relations():
        if rule.frame in registry and relation.edition in results:
            result = results[relation.edition][relation.id]
            sliced = slice_result(relation, result, rows_of(relation.edition, rule.frame))
            listed = frames.rows[relation.edition].get(rule.frame, ()) if sliced.failing or sliced.undecided else ()
            by_key = {_key(row): row for row in listed}
            _tally(rule, relation, sliced, by_key, registry[rule.frame], index, tallies, found)
    # Report by report, so that each is restored from its record once.
    for key, each in found.items():
        for one in each:
            _word(one, index.report(key), registry[one.rule.frame], index, tallies[key])
    rules = [rule for rule in rulebook.active if rule.frame in registry]
    return {key: _judged(rules, tallies[key], frames) for key, frames in drawn.items()}


def _key(row: Mapping[Any, Any]) -> tuple[str | None, ...]:
    """What tells a row from the others of its frame; GX lists an absent key as None or as not a number."""
    return tuple(value if isinstance(value := row.get(name), str) else None for name in KEYS)


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows of one report that fail a relation or are undecided, by the findings that they make."""

    rule: Rule
    relation: Relation
    failing: Sequence[Sequence[Row]]
    undecided: Sequence[Sequence[Row]]


def _tally(
    rule: Rule,
    relation: Relation,
    sliced: Slices,
    rows: Mapping[tuple[str | None, ...], Row],
    frame: AcrossFrame,
    index: Index,
    tallies: Mapping[str, Tally],
    found: Mapping[str, list[_Found]],
) -> None:
    failing = _grouped(relation, frame, sliced.failing, rows)
    undecided = _grouped(relation, frame, sliced.undecided, rows)
    for key in sliced.due:
        if not _in_force(rule, index, key):
            continue
        if sliced.error is not None:
            tallies[key].errors[rule.id] = sliced.error
            continue
        tallies[key].checked[rule.id] += sliced.decided[key]
        if key in failing or key in undecided:
            found[key].append(_Found(rule, relation, failing.get(key, ()), undecided.get(key, ())))


def _word(found: _Found, report: Report, frame: AcrossFrame, index: Index, tally: Tally) -> None:
    from gouji.engine.assess import kept_apart

    rule, relation = found.rule, found.relation
    with kept_apart(relation, tally):
        for group in found.failing:
            tally.findings.append(_finding(rule, relation, frame, group, report, index))
        for group in found.undecided:
            reason, cells = frame.reason(relation, group, report, index)
            tally.undetermined.append(Undetermined(rule.id, rule.name, frame.place(relation, group), reason, cells))


def _in_force(rule: Rule, index: Index, key: str) -> bool:
    year = index.by_key[key].year
    return not rule.bounded or (year is not None and rule.in_force(year))


def _grouped(
    relation: Relation,
    frame: AcrossFrame,
    listed: Iterable[Mapping[str, Any]],
    rows: Mapping[tuple[str | None, ...], Row],
) -> dict[str, list[list[Row]]]:
    """The rows of each report, whole, by the findings that they make."""
    found: dict[str, dict[object, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for each in listed:
        row = rows[_key(each)] | {name: each[name] for name in ("left", "right") if name in each}
        found[str(each["report"])][frame.group(relation, row)].append(row)
    return {key: list(groups.values()) for key, groups in found.items()}


def _finding(
    rule: Rule, relation: Relation, frame: AcrossFrame, group: Sequence[Row], report: Report, index: Index
) -> Finding:
    from gouji.engine.explain import finding, fingerprint

    place = frame.place(relation, group)
    facts = frame.facts(relation, group, report, index)
    made = finding(rule, place, facts, load_edition(relation.edition), fingerprint(report, rule.id, place))
    return replace(made, beside=_beside(facts, index))


def _beside(facts: Facts, index: Index) -> tuple[Beside, ...]:
    """The other reports that a finding rests on, each once: whether it is mended depends on them, too."""
    stated = (operand.report for operand in facts.operands if operand.report is not None)
    keys = dict.fromkeys([*facts.beside, *stated, *(each.report for each in facts.compared)])
    entries = (index.by_key[key] for key in keys)
    return tuple(Beside(entry.organisation, entry.id, entry.year, entry.sha256) for entry in entries)


def _judged(rules: Sequence[Rule], tally: Tally, frames: Mapping[str, Drawn | Problem]) -> Judged:
    from gouji.engine.assess import outcomes_of

    for rule in rules:
        drawn = frames[rule.frame]
        if isinstance(drawn, Problem):
            tally.errors[rule.id] = drawn
        elif drawn.undecided is not None and not drawn.rows:
            place = Place(rule.frame)
            tally.undetermined.append(Undetermined(rule.id, rule.name, place, drawn.undecided))
    outcomes = []
    for rule, outcome in zip(rules, outcomes_of(rules, tally), strict=True):
        drawn = frames[rule.frame]
        if isinstance(drawn, Drawn) and outcome.reason is not None:
            why = message("across_nothing_due") if drawn.rows else drawn.why
            outcome = replace(outcome, reason=why) if why is not None else outcome
        outcomes.append(outcome)
    problems = {(each.code, *each.params.values()): each for each in tally.errors.values()}
    return Judged(tuple(tally.findings), tuple(tally.undetermined), tuple(outcomes), tuple(problems.values()))
