"""What was chosen for a run, written beside its rules, so that the run folder alone tells which rules ran and how."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from gouji.model import Rule, Severity, Text, WatchedWord
from gouji.rulebook.deadlines import Deadline, Deadlines
from gouji.rulebook.errors import RuleError
from gouji.rulebook.load import VERSION_FILE, load_rules, read_folder, rulebook_of, rules_directory, unique
from gouji.rulebook.profile import Profile
from gouji.rulebook.rule_file import read_rule
from gouji.rulebook.rulebook import Off, Rulebook

_FILE = "choice.json"


def write_chosen(book: Rulebook, root: Path) -> None:
    """Write the rules' files, and what was chosen of them where anything was, into the project at `root`."""
    rules = rules_directory(root)
    rules.mkdir(parents=True, exist_ok=True)
    for source in (*book.files.values(), rules_directory() / VERSION_FILE):
        shutil.copyfile(source, rules / source.name)
    if book.as_published:
        return
    text = json.dumps(_content(book), ensure_ascii=False, indent=1) + "\n"
    (root / _FILE).write_text(text, encoding="utf-8", newline="\n")


def _content(book: Rulebook) -> dict[str, Any]:
    return {
        "profile": _profile(book.profile) if book.profile else None,
        "selected": list(book.selected),
        "ignored": list(book.ignored),
        "off": {key: why.value for key, why in book.off.items()},
        "severities": {rule.id: rule.severity.value for rule in book.rules},
        "parameters": {
            rule.id: {each.name: each.value for each in rule.parameters} for rule in book.rules if rule.parameters
        },
    }


def _profile(profile: Profile) -> dict[str, Any]:
    """What of a profile is not in the rules themselves."""
    return {
        "name": profile.name,
        "digest": profile.digest,
        "zh": profile.title.zh,
        "en": profile.title.en,
        "deadlines": {name: deadline and str(deadline) for name, deadline in profile.deadlines.days.items()},
        "lexicon": [asdict(word) for word in profile.lexicon],
    }


def _read_profile(said: Mapping[str, Any]) -> Profile:
    days = {name: day and Deadline(int(day[:2]), int(day[3:])) for name, day in said["deadlines"].items()}
    words = (WatchedWord(**word | {"within": tuple(word["within"])}) for word in said["lexicon"])
    return Profile(
        said["name"],
        Text(said["zh"], said["en"]),
        deadlines=Deadlines(days),
        lexicon=tuple(words),
        digest=said["digest"],
    )


def read_chosen(root: Path) -> Rulebook:
    """The rulebook of the project at `root`, with what was chosen when it was written.

    Raises RuleError for a rule, OSError and ValueError for a choice that is none.
    """
    directory = rules_directory(root)
    read = read_folder(directory)
    unique(read)
    book = rulebook_of(read, directory / VERSION_FILE)
    if not (root / _FILE).is_file():
        return book
    said: Mapping[str, Any] = json.loads((root / _FILE).read_text(encoding="utf-8"))
    fields = {each.rule.id: each.fields for each in read}

    def chosen(rule: Rule) -> Rule:
        values = said["parameters"].get(rule.id)
        rule = read_rule(fields[rule.id], values) if values else rule
        return replace(rule, severity=Severity(said["severities"][rule.id]))

    return replace(
        book,
        rules=tuple(chosen(rule) for rule in book.rules),
        off={key: Off(why) for key, why in said["off"].items()},
        profile=_read_profile(said["profile"]) if said["profile"] else None,
        selected=tuple(said["selected"]),
        ignored=tuple(said["ignored"]),
    )


def rulebook_at(path: Path) -> Rulebook:
    """The rulebook at `path`: a run folder, a project (a checkout, an exported tree), or a folder of rules.

    Raises RuleError when there is none, or one that cannot be used.
    """
    for root in (path / "gx", path):
        if rules_directory(root).is_dir():
            try:
                return read_chosen(root)
            except (OSError, ValueError, KeyError, TypeError) as error:
                if isinstance(error, RuleError):
                    raise
                raise RuleError(
                    str(root / _FILE), "file", "rule_file_unreadable", reason=type(error).__name__
                ) from error
    if not path.is_dir():
        raise RuleError(str(path), "file", "rule_folder_none")
    return load_rules(path)
