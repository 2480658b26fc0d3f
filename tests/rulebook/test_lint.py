"""The rulebook's check of itself finds each of its faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from gouji.check.self_check import examine, known_values
from gouji.model import Rule, Text
from gouji.rulebook import Rulebook, lint, load_rules

RULES = load_rules()
LINEAR = RULES.rule("T303")
CELLS = RULES.rule("F501")


def book(*rules: Rule) -> Rulebook:
    return Rulebook(tuple(rules), "1", "0")


def with_arguments(rule: Rule, **arguments: Any) -> Rule:
    first, *rest = rule.relations
    changed = replace(first, arguments={**first.arguments, **arguments})
    return replace(rule, relations=(changed, *rest))


def with_relation(rule: Rule, **values: Any) -> Rule:
    first, *rest = rule.relations
    return replace(rule, relations=(replace(first, **values), *rest))


def test_the_rulebook_is_sound() -> None:
    assert examine(RULES) == []


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (replace(LINEAR, id="303"), "the id is not a family letter and three digits"),
        (replace(LINEAR, id="T3030"), "the id is not a family letter and three digits"),
        (replace(LINEAR, name="Row total"), "is not lower-case words joined by hyphens"),
        (replace(LINEAR, frame="rows"), "there is no such frame"),
        (replace(LINEAR, message=Text("{left}", "{right}")), "do not name the same values"),
        (replace(LINEAR, relations=LINEAR.relations[:1] * 2), "is declared twice"),
        (with_relation(LINEAR, columns=("nobody",)), "has no column nobody in edition"),
        (with_relation(CELLS, when={"nobody": ("x",)}), "has no column nobody in edition"),
        (with_relation(CELLS, when={"kind": ()}), "the condition can never hold: kind is never"),
        (
            with_relation(CELLS, when={"kind": ("count", "money")}),
            "the condition can never hold: kind is never “money”",
        ),
        (with_relation(CELLS, when={"row": ("nowhere",)}), "the condition can never hold: row is never “nowhere”"),
        (with_relation(LINEAR, when={"row": ("granted", "upheld")}), "row is never “upheld”"),
        (with_relation(RULES.rule("D106"), when={"topic": ("weather",)}), "topic is never “weather”"),
        (replace(LINEAR, valid_from=2022, valid_to=2021), "no year lies between valid_from and valid_to"),
        (replace(LINEAR, why=Text(" ", "Why")), "T303: why.zh: must be a text"),
        (replace(LINEAR, message=Text("{left", "{left")), "its braces do not match"),
        (replace(LINEAR, message=Text("{left.x}", "{left.x}")), "cannot hold {left.x}"),
        (replace(LINEAR, message=Text("{left!r}", "{left!r}")), "cannot hold {left}"),
        (
            replace(LINEAR, id="U901", message=Text("{nothing}", "{nothing}")),
            "cannot hold {nothing}; known: difference",
        ),
        (replace(LINEAR, id="U901", frame="remarks"), "there is no such frame; known: reports, tables, cells"),
        (with_arguments(CELLS, mostly=0.99), "`mostly` is not allowed"),
        (with_arguments(LINEAR, operator="<"), "relations[0].arguments.operator: must be one of = <= >="),
        (with_arguments(LINEAR, left=["total"]), "must map columns to coefficients"),
        (with_arguments(LINEAR, right={}), "must map columns to coefficients"),
        (with_arguments(LINEAR, right={"natural_person": 1}), "natural_person stands on both sides"),
    ],
)
def test_each_fault_is_found(rule: Rule, fault: str) -> None:
    found = lint(book(rule), known_values())
    assert len(found) == 1
    assert found[0].rule == rule.id
    assert fault in found[0].text.en
    assert not found[0].note


@pytest.mark.parametrize("coefficient", ["1", None, True, 0, float("nan"), float("inf")])
def test_a_coefficient_is_a_number_that_weighs(coefficient: object) -> None:
    found = lint(book(with_arguments(LINEAR, right={"total": coefficient})))
    assert [fault.field for fault in found] == ["relations[0].arguments.right.total"]
    assert "coefficient" in found[0].text.en


def test_a_name_is_used_once() -> None:
    found = lint(book(LINEAR, replace(LINEAR, id="T304")))
    assert [(fault.rule, fault.field) for fault in found] == [("T303", "name"), ("T304", "name")]


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_a_rule_says_what_a_user_needs(rule: Rule) -> None:
    texts: Mapping[str, Text] = {
        **{name: getattr(rule, name) for name in ("title", "why", "remedy", "example", "message")},
        **{f"basis {number}": basis.text for number, basis in enumerate(rule.basis)},
    }
    for name, text in texts.items():
        assert text.zh.strip(), name
        assert text.en.strip(), name
        assert text.zh != text.en, name
        for word in ("造假", "违法", "追责"):
            assert word not in text.zh
