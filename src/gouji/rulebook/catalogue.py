"""The catalogue of the rules, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gouji.messages import message
from gouji.model import Parameter, Rule, Text
from gouji.rulebook.rulebook import Rulebook


def catalogue(rulebook: Rulebook) -> dict[str, Any]:
    """Every rule as `gouji rules list --format json` prints it."""
    return {
        "version": rulebook.version,
        "digest": rulebook.digest,
        "profile": rulebook.profile.name if rulebook.profile else None,
        "rules": [_entry(rulebook, rule) for rule in rulebook.rules],
    }


def _entry(rulebook: Rulebook, rule: Rule) -> dict[str, Any]:
    off = rulebook.off.get(rule.id)
    return {
        "id": rule.id,
        "name": rule.name,
        "title": rule.title.zh,
        "title_en": rule.title.en,
        "severity": rule.severity.value,
        "category": rule.category.value,
        "frame": rule.frame,
        "editions": list(rule.editions),
        "basis": [{"text": b.text.zh, "text_en": b.text.en, "url": b.url} for b in rule.basis],
        "remedy": rule.remedy.zh,
        "remedy_en": rule.remedy.en,
        "status": rule.status.value,
        "off": off.value if off else None,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "since": rule.since,
        "parameters": [_parameter(each) for each in rule.parameters],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    unit = parameter.unit or Text("", "")
    return {
        "name": parameter.name,
        "value": parameter.value,
        "default": parameter.default,
        "text": parameter.text.zh,
        "text_en": parameter.text.en,
        "unit": unit.zh or None,
        "unit_en": unit.en or None,
    }


def catalogue_lines(rulebook: Rulebook, language: str) -> Iterator[str]:
    """A line a rule, with why it is off where it is."""
    for rule in rulebook.rules:
        severity = message(f"severity_{rule.severity.value}").get(language)
        off = rulebook.off.get(rule.id)
        why = message("rule_off", why=message(f"off_{off.value}")).get(language) if off else ""
        yield f"{rule.id}  {severity}  {rule.title.get(language)}{why}"
