"""What a rule asks, without its texts: a waiver holds for that, and no longer when it changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from gouji.model import Relation, Rule


def rule_meanings(rules: Iterable[Rule]) -> dict[str, str]:
    """By rule id a digest of what the rule looks at and what must hold; another wording or severity has the same."""
    return {rule.id: _digest(rule) for rule in rules}


def _digest(rule: Rule) -> str:
    asked = {
        "frame": rule.frame,
        "years": (rule.valid_from, rule.valid_to),
        "relations": [_asked(relation) for relation in rule.relations],
    }
    text = json.dumps(asked, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _asked(relation: Relation) -> dict[str, object]:
    """The relation without what only names it."""
    return {name: value for name, value in asdict(relation).items() if name not in ("id", "entry")}


def _plain(value: object) -> object:
    """Mappings and sets that JSON does not know."""
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value) if isinstance(value, set | frozenset) else str(value)
