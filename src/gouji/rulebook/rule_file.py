"""One rule, from its YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gouji.model import Basis, Category, Rule, Severity, Status, Text
from gouji.rulebook.fields import Fields
from gouji.rulebook.parameters import read_parameters, worded
from gouji.rulebook.relation_fields import read_editions, read_relations

_FIELDS = (
    "id name severity category frame since status valid_from valid_to editions parameters overlap "
    "title why relations message remedy basis example mended"
).split()


def read_rule(fields: Fields, values: Mapping[str, float] | None = None) -> Rule:
    """The rule that a file states, with `values` for its parameters; RuleError names what is wrong and where."""
    fields.allow(_FIELDS)
    rule_id, editions = fields.string("id"), read_editions(fields)
    parameters = read_parameters(fields, values or {})
    rule = Rule(
        id=rule_id,
        name=fields.string("name"),
        title=fields.text("title"),
        severity=Severity(fields.choice("severity", [severity.value for severity in Severity])),
        category=Category(fields.choice("category", [category.value for category in Category])),
        frame=fields.string("frame"),
        message=fields.text("message"),
        why=fields.text("why"),
        remedy=fields.text("remedy"),
        basis=_basis(fields),
        editions=editions,
        relations=read_relations(fields, rule_id, editions, {each.name: each.value for each in parameters}),
        example=fields.text("example"),
        parameters=parameters,
        mended=fields.text("mended") if fields.has("mended") else None,
        status=Status(fields.choice("status", [status.value for status in Status], Status.ACTIVE.value)),
        since=fields.string("since"),
        valid_from=fields.year("valid_from"),
        valid_to=fields.year("valid_to"),
        overlap=fields.text("overlap") if fields.has("overlap") else None,
    )
    return _worded(rule) if parameters else rule


def _basis(fields: Fields) -> tuple[Basis, ...]:
    return tuple(
        Basis(entry.text("text"), entry.optional_string("url")) for entry in fields.entries("basis", "rule_field_basis")
    )


def _worded(rule: Rule) -> Rule:
    """The rule with the values of its parameters in its texts."""

    def said(text: Text) -> Text:
        return worded(text, rule.parameters)

    return replace(
        rule,
        title=said(rule.title),
        message=said(rule.message),
        why=said(rule.why),
        remedy=said(rule.remedy),
        example=said(rule.example),
    )
