"""A page for each stored result of a suite, in place of Great Expectations' own page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.frames import KEYS
from gouji.model import Rule, Text
from gouji.site.figures import clipped, figure, moment
from gouji.site.findings import RuleLink, rule_link
from gouji.site.labels import label

ROWS_SHOWN = 50
VALUE_LIMIT = 300


@dataclass(frozen=True, slots=True)
class ExpectationView:
    """One expectation of a result. `state` is `pass`, `fail` or `error`; `rows` are failing rows as column → value."""

    number: int
    rule: RuleLink
    type: str
    arguments: str
    state: str
    state_text: Text
    elements: str
    unexpected: str
    undetermined: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    hidden: int
    message: str


@dataclass(frozen=True, slots=True)
class SuiteView:
    """One stored result: the suite's name, when it ran, and its expectations."""

    name: str
    ran: str
    state: str
    state_text: Text
    expectations: tuple[ExpectationView, ...]

    def count(self, state: str) -> int:
        """How many expectations are in `state`."""
        return sum(1 for expectation in self.expectations if expectation.state == state)


def suite_view(result: Mapping[str, Any], rules: Mapping[str, Rule]) -> SuiteView:
    """The page of one stored result, given as Great Expectations writes it to JSON."""
    meta: Mapping[str, Any] = result.get("meta") or {}
    views = tuple(_expectation(i, entry, rules) for i, entry in enumerate(result.get("results") or (), 1))
    states = {view.state for view in views}
    state = "error" if "error" in states else "fail" if "fail" in states or not result.get("success") else "pass"
    words = {"error": "suite_error", "fail": "suite_failure", "pass": "suite_success"}
    run = meta.get("run_id") or {}
    ran = run.get("run_time") if isinstance(run, Mapping) else None
    return SuiteView(
        clipped(str(result.get("suite_name") or ""), VALUE_LIMIT), moment(ran), state, label(words[state]), views
    )


def _expectation(number: int, entry: Mapping[str, Any], rules: Mapping[str, Rule]) -> ExpectationView:
    config: Mapping[str, Any] = entry.get("expectation_config") or {}
    result: Mapping[str, Any] = entry.get("result") or {}
    message = _exception(entry.get("exception_info"))
    state = "error" if message or not result else "pass" if entry.get("success") else "fail"
    rows: Sequence[Any] = result.get("unexpected_index_list") or ()
    shown = tuple(_row(row) for row in rows[:ROWS_SHOWN])
    unexpected = int(result.get("unexpected_count") or 0)
    return ExpectationView(
        number,
        rule_link(rules, {"rule": _rule_id(config), "name": ""}),
        clipped(str(config.get("type") or ""), VALUE_LIMIT),
        clipped(json.dumps(_arguments(config), ensure_ascii=False, sort_keys=True, default=str), 1_000),
        state,
        label(f"outcome_{state}"),
        figure(result.get("element_count")),
        figure(result.get("unexpected_count")),
        figure(_undetermined(result)),
        shown,
        max(0, max(unexpected, len(rows)) - len(shown)) if shown else 0,
        clipped(message, 2_000),
    )


def _rule_id(config: Mapping[str, Any]) -> str:
    meta: Mapping[str, Any] = config.get("meta") or {}
    own = meta.get("gouji")
    return str((own if isinstance(own, Mapping) else meta).get("rule") or "")


def _arguments(config: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (config.get("kwargs") or {}).items() if name != "batch_id"}


def _undetermined(result: Mapping[str, Any]) -> object:
    """Rows that could not be decided: our own count where the expectation gives one, else the rows without a value."""
    own = result.get("undetermined_count")
    return own if own is not None else result.get("missing_count")


def _row(row: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(row, Mapping):
        return (("", clipped(figure(row), VALUE_LIMIT)),)
    pairs = sorted(row.items(), key=lambda pair: KEYS.index(pair[0]) if pair[0] in KEYS else len(KEYS))
    return tuple((clipped(str(name), 100), clipped(figure(value), VALUE_LIMIT)) for name, value in pairs)


def _exception(info: object) -> str:
    """The message of an exception that Great Expectations caught; it writes them in two shapes."""
    if not isinstance(info, Mapping):
        return ""
    entries = [info] if "raised_exception" in info else [entry for entry in info.values() if isinstance(entry, Mapping)]
    raised = [str(entry.get("exception_message") or "") for entry in entries if entry.get("raised_exception")]
    return "; ".join(message or "exception" for message in raised)
