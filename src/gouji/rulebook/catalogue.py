"""The rules as people and programs read them: the catalogue and one rule's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gouji.messages import message
from gouji.model import Rule, Text
from gouji.rulebook.rulebook import Rulebook

_HEADINGS = {
    "why": Text("为什么", "Why"),
    "basis": Text("依据", "Basis"),
    "example": Text("例", "Example"),
    "remedy": Text("怎样改", "Remedy"),
    "editions": Text("适用格式", "Editions"),
    "since": Text("起始版本", "Since"),
}


def catalogue(rulebook: Rulebook) -> dict[str, Any]:
    """Every rule as `gouji rules list --format json` prints it."""
    return {"version": rulebook.version, "digest": rulebook.digest, "rules": [_entry(r) for r in rulebook.rules]}


def _entry(rule: Rule) -> dict[str, Any]:
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
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "since": rule.since,
    }


def rule_page(rule: Rule, language: str) -> Iterator[str]:
    """The lines of one rule's page, under the fixed headings."""
    severity = message(f"severity_{rule.severity.value}").get(language)
    yield f"{rule.id} {rule.name}（{severity}）"
    yield rule.title.get(language)
    sections = {
        "why": [rule.why.get(language)],
        "basis": [" ".join(filter(None, (b.text.get(language), b.url))) for b in rule.basis],
        "example": [rule.example.get(language)],
        "remedy": [rule.remedy.get(language)],
        "editions": ["、".join(rule.editions)],
        "since": [rule.since],
    }
    for name, lines in sections.items():
        yield ""
        yield _HEADINGS[name].get(language)
        for line in lines:
            yield f"  {line}"
