"""A line of the list of problems from a finding of a comparison, where there is no record to word it from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from gouji.model import Category, Rule, Severity
from gouji.outputs.issues import Issue
from gouji.outputs.places import finding_place
from gouji.outputs.said import Voice
from gouji.rulebook import load_rules


def entry_issue(entry: Mapping[str, Any], voice: Voice) -> Issue:
    """The issue of one finding as `gouji diff` prints it; basis and remedy are the present rulebook's."""
    rule = _rules().get(entry["rule"])
    category = entry["category"] or (rule.category.value if rule else Category.WORDING.value)
    return Issue(
        severity=Severity(entry["severity"]),
        category=Category(category),
        place=finding_place({}, {"where": entry["where"], "operands": ()}, voice),
        raw="",
        description=voice.of(entry, "message"),
        basis="\n".join(basis.text.get(voice.language) for basis in rule.basis) if rule else "",
        remedy=rule.remedy.get(voice.language) if rule else "",
        suggestion="",
        rules=(entry["rule"],),
        fingerprints=(entry["fingerprint"],),
    )


@cache
def _rules() -> Mapping[str, Rule]:
    return {rule.id: rule for rule in load_rules().rules}
