"""Read the rules from their YAML files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from gouji.model import Rule, Status
from gouji.rulebook.errors import RuleError
from gouji.rulebook.fields import Fields, read_fields
from gouji.rulebook.rule_file import read_rule
from gouji.rulebook.rulebook import Off, Rulebook

VERSION_FILE = "rulebook.yml"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule's file, its fields, and the rule with its defaults."""

    path: Path
    fields: Fields
    rule: Rule


def project_root() -> Path:
    """The Great Expectations project: inside the installed package, or the checkout's root."""
    package = Path(str(files("gouji")))
    bundled = package / "_project"
    return bundled if bundled.is_dir() else package.parents[1]


def rules_directory(root: Path | None = None) -> Path:
    """Where the rule files of a project are."""
    return (root or project_root()) / "expectations" / "rules"


def load_rules(directory: Path | None = None) -> Rulebook:
    """All rules of `directory` (the project's own by default) as they are published, sorted by id.

    Raises RuleError, naming file and field, for anything that is not a rule.
    """
    directory = directory or rules_directory()
    read = read_folder(directory)
    unique(read)
    return rulebook_of(read, directory / VERSION_FILE)


def read_folder(directory: Path) -> list[RuleFile]:
    """Every rule file of a folder, by file name."""
    paths = sorted(path for path in directory.glob("*.yml") if path.name != VERSION_FILE)
    return [_read(path) for path in paths]


def _read(path: Path) -> RuleFile:
    fields = read_fields(path)
    return RuleFile(path, fields, read_rule(fields))


def unique(read: Iterable[RuleFile]) -> None:
    """RuleError when two rules have one id or one name."""
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for each in read:
        for seen, key, field in ((ids, each.rule.id, "id"), (names, each.rule.name, "name")):
            if key in seen:
                raise each.fields.error(field, f"rule_{field}_twice", **{field: key}, other=seen[key])
            seen[key] = each.path.name


def rulebook_of(read: Sequence[RuleFile], version: Path) -> Rulebook:
    """The rulebook of these files, as published."""
    rules = tuple(sorted((each.rule for each in read), key=lambda rule: rule.id))
    return Rulebook(
        rules,
        read_version(version),
        digest_of([version, *sorted((each.path for each in read), key=lambda path: path.name)]),
        off={rule.id: Off(rule.status.value) for rule in rules if rule.status is not Status.ACTIVE},
        files={each.rule.id: each.path for each in read},
    )


def read_version(path: Path) -> str:
    """The version that the rules were published under."""
    fields = read_fields(path)
    version = fields.data.get("version")
    if not isinstance(version, str) or not version.strip():
        raise RuleError(path.name, "version", "rule_version_missing")
    return version


def digest_of(paths: Iterable[Path]) -> str:
    """A digest of the files' names and texts; line ends do not count, so that a Windows checkout agrees."""
    total = hashlib.sha256()
    for path in paths:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        total.update(f"{path.name}\0{text}\0".encode())
    return total.hexdigest()
