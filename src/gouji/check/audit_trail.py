"""The manifest of a run, run.json: what ran, by which rules, with which programs."""

from __future__ import annotations

import platform
from datetime import datetime
from importlib.metadata import version

from gouji import __version__
from gouji.check.missing import day_of
from gouji.check.request import Json, Request
from gouji.manifest import Register
from gouji.messages import message
from gouji.model import Rule
from gouji.outputs.record import problem_entry
from gouji.outputs.unicode_text import valid
from gouji.rulebook import Rulebook
from gouji.run_folder import SCHEMA


def run_manifest(rulebook: Rulebook, request: Request, register: Register, started: datetime) -> Json:
    """What ran, by which rules, with which programs: the run's audit trail."""
    said = register.manifest
    return {
        "schema": SCHEMA,
        "gouji": __version__,
        "rulebook": rulebook_entry(rulebook),
        "run": {
            "id": started.strftime("%Y%m%dT%H%M%S.%fZ"),
            "started": timestamp(started),
            # What deadlines were held against.
            "day": day_of(started).isoformat(),
            "finished": None,
            "arguments": {
                "paths": [valid(path) for path in request.paths],
                "organisation": request.overrides.organisation,
                "year": request.overrides.year,
                "manifest": valid(str(said.path)) if said else None,
                "profile": valid(request.rules.profile) if request.rules.profile else None,
                "select": [valid(name) for name in rulebook.selected],
                "ignore": [valid(name) for name in rulebook.ignored],
                "rules": valid(str(request.rules.rules)) if request.rules.rules else None,
                "previous": [valid(path) for path in request.comparing.previous],
                "baseline": valid(str(request.comparing.baseline)) if request.comparing.baseline else None,
                "keep_originals": request.keep_originals or None,
            },
        },
        "manifest": {"sha256": said.sha256, "rows": len(said.entries)} if said else None,
        "notes": [problem_entry(note) for note in said.notes] if said else [],
        "engine": {
            "great_expectations": version("great_expectations"),
            "pandas": version("pandas"),
            "python": platform.python_version(),
        },
        "reports": None,
    }


def rulebook_entry(rulebook: Rulebook) -> Json:
    """The rules that ran, and each rule that did not with the reason."""
    profile = rulebook.profile
    return {
        "version": rulebook.version,
        "digest": rulebook.digest,
        "rules": len(rulebook.active),
        "profile": profile
        and {"name": profile.name, "title": profile.title.zh, "title_en": profile.title.en, "digest": profile.digest},
        "own": [rule.id for rule in rulebook.own],
        "off": [_off(rulebook, rule) for rule in rulebook.rules if rule.id in rulebook.off],
    }


def _off(rulebook: Rulebook, rule: Rule) -> Json:
    code = rulebook.off[rule.id].value
    why = message(f"off_{code}")
    return {"rule": rule.id, "name": rule.name, "why": code, "message": why.zh, "message_en": why.en}


def timestamp(moment: datetime) -> str:
    """A moment as run.json states it: ISO 8601 in UTC, to the second."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
