"""The linear relations together: a contradiction is found and named, and so is a relation that says nothing new."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gouji.model import Relation, Rule, Text
from gouji.rulebook import Rulebook, load_rules
from gouji.rulebook.consistency import consistency

RULES = load_rules()
LINEAR = RULES.rule("T303")


def own(number: int, frame: str, left: dict[str, float], operator: str, right: dict[str, float], **more: Any) -> Rule:
    arguments = {"left": left, "operator": operator, "right": right} | more.pop("arguments", {})
    id = f"U9{number:02d}"
    relation = Relation(f"{id}.2021", "2021", "expect_linear_relation", arguments, (*left, *right), **more)
    return replace(LINEAR, id=id, name=f"own-{number}", frame=frame, relations=(relation,), overlap=None)


def book(*rules: Rule) -> Rulebook:
    return replace(RULES, rules=(*RULES.rules, *rules))


def test_the_rulebook_admits_a_report_and_says_nothing_twice_unawares() -> None:
    assert consistency(RULES) == []


def test_a_contradiction_names_the_rules_that_make_it() -> None:
    harmless = own(1, "requests", {"research": 1}, "<=", {"commercial": 1})
    never = own(2, "disputes", {"upheld": 1}, ">=", {"total": 1}, arguments={"tolerance": -5})
    found = consistency(book(harmless, never))
    assert {fault.rule for fault in found} == {"T401", "U902"}
    assert all("T401、U902" in fault.text.zh and not fault.note for fault in found)


def test_cells_that_could_only_be_0_are_named() -> None:
    twice = own(2, "disputes", {"total": 2}, "<=", {"upheld": 1}, when={"row": ("reconsideration",)})
    found = consistency(book(twice))
    assert {fault.rule for fault in found} == {"T401", "U902"}
    assert "行政复议" in found[0].text.zh or "总计" in found[0].text.zh
    assert all(not fault.note for fault in found)


@pytest.mark.parametrize(
    ("frame", "left", "operator", "right", "when"),
    [
        ("requests", {"total": 1}, ">=", {"natural_person": 1}, {}),  # a part is no larger than its total
        ("applicants", {"received": 1, "carried_in": 1}, ">=", {"processed_total": 1}, {}),  # weaker than T301
        ("applicants", {"granted": 1}, "<=", {"processed_total": 1}, {"column": ("total",)}),
    ],
)
def test_a_relation_that_follows_from_others_is_noted(
    frame: str, left: dict[str, float], operator: str, right: dict[str, float], when: dict[str, tuple[str, ...]]
) -> None:
    rule = own(1, frame, left, operator, right, when=when)
    found = consistency(book(rule))
    assert {(fault.rule, fault.field, fault.note) for fault in found} == {("U901", "relations[0]", True)}
    assert "U901.2021" in found[0].text.en
    meant = replace(rule, overlap=Text("另有用处", "for another purpose"))
    assert consistency(book(meant)) == []


def test_a_relation_that_says_something_new_is_not_noted() -> None:
    assert consistency(book(own(1, "requests", {"research": 1}, "<=", {"commercial": 1}))) == []
