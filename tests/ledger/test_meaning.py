"""What a rule asks, for which a waiver holds: not its words, not its weight, not the order of its file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gouji.ledger.meaning import rule_meanings
from gouji.model import Relation, Rule, Severity, Text
from gouji.rulebook import RuleChoice, choose_rules, load_rules

RULE = load_rules().rule("T301")


def meaning(rule: Rule) -> str:
    return rule_meanings([rule])[rule.id]


def changed(rule: Rule, **changes: object) -> Rule:
    """The rule with another first relation."""
    first: Relation = replace(rule.relations[0], **changes)  # type: ignore[arg-type]
    return replace(rule, relations=(first, *rule.relations[1:]))


def test_words_and_weight_are_not_what_a_rule_asks() -> None:
    other = replace(RULE, message=Text("另一种说法", "other words"), severity=Severity.INFO, title=Text("题", "t"))
    assert meaning(other) == meaning(RULE)
    assert meaning(changed(RULE, id="00000000-0000-0000-0000-000000000000", entry=7)) == meaning(RULE)


def test_what_is_compared_is() -> None:
    arguments = {**RULE.relations[0].arguments, "tolerance": 3}
    meanings = {
        meaning(RULE),
        meaning(changed(RULE, arguments=arguments)),
        meaning(changed(RULE, when={"column": ("total",)})),
        meaning(changed(RULE, expectation="expect_column_values_to_not_be_null")),
        meaning(replace(RULE, relations=RULE.relations[:-1])),
        meaning(replace(RULE, valid_from=2023)),
        meaning(replace(RULE, frame="requests")),
    }
    assert len(meanings) == 7


def test_a_threshold_of_a_profile_is_part_of_what_is_asked(tmp_path: Path) -> None:
    def asked(name: str, rule: str) -> dict[str, str]:
        path = tmp_path / f"{name}.yml"
        path.write_text(f"title: {{zh: 甲, en: a}}\nrules:\n  Y705: {rule}\n", encoding="utf-8")
        return rule_meanings(choose_rules(RuleChoice(profile=str(path))).rules)

    published = rule_meanings(load_rules().rules)
    assert asked("weight", "{severity: warning}") == published
    assert asked("ratio", "{parameters: {ratio: 9}}").items() ^ published.items() == {
        ("Y705", asked("again", "{parameters: {ratio: 9}}")["Y705"]),
        ("Y705", published["Y705"]),
    }
