"""Add to a record what came of holding its report against others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gouji.across.assess import Judged
from gouji.model import Outcome, RuleOutcome, Severity
from gouji.model.verdict import verdict
from gouji.outputs.record import finding_entry, outcome_entry, problem_entry, undetermined_entry

Json = dict[str, Any]


def amend(record: Json, judged: Judged) -> bool:
    """Add findings, open ends, errors and outcomes to `record` and draw its verdict anew; whether it changed."""
    before = {outcome["rule"]: outcome for outcome in record["outcomes"]}
    now = {outcome.rule: outcome_entry(outcome) for outcome in judged.outcomes}
    if all(before.get(rule) == outcome for rule, outcome in now.items()):
        return False
    record["findings"] += [finding_entry(finding) for finding in judged.findings]
    record["findings"].sort(key=lambda finding: (Severity(finding["severity"]).rank, finding["rule"]))
    record["undetermined"] += [undetermined_entry(entry) for entry in judged.undetermined]
    record["undetermined"].sort(key=lambda entry: str(entry["rule"]))
    record["errors"] += [problem_entry(problem) for problem in judged.errors]
    record["outcomes"] = [now.get(outcome["rule"], outcome) for outcome in record["outcomes"]]
    record["verdict"] = _verdict(record)
    return True


def _verdict(record: Json) -> str:
    severities = {Severity(finding["severity"]) for finding in record["findings"]}
    return verdict(severities, [_outcome(outcome) for outcome in record["outcomes"]]).value


def _outcome(entry: Mapping[str, Any]) -> RuleOutcome:
    return RuleOutcome(
        entry["rule"], Outcome(entry["outcome"]), entry["checked"], entry["failed"], entry["undetermined"]
    )
