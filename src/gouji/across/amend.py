"""Add to a record what came of holding its report against others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gouji.across.assess import Judged
from gouji.model import Severity
from gouji.model.verdict import is_left_open, verdict_kind
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
    return verdict_kind(severities, open_ends=any(map(_left_open, record["outcomes"]))).value


def _left_open(entry: Mapping[str, Any]) -> bool:
    return is_left_open(entry["outcome"], entry["undetermined"])
