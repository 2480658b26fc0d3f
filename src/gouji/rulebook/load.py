"""Read the rules from their YAML files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from gouji.form import EDITIONS
from gouji.model import Basis, Category, Relation, Rule, Severity, Status, Text
from gouji.rulebook.expectation_types import TYPES, columns_of
from gouji.yaml_text import YamlError, load_yaml

_FIELDS = frozenset(
    (
        "id name severity category frame since status valid_from valid_to editions "
        "title why relations message remedy basis example"
    ).split()
)
_RELATION_FIELDS = frozenset(["id", "editions", "row", "column", "expectation", "arguments", "when"])
_VERSION_FILE = "rulebook.yml"


class RuleError(ValueError):
    """A rule file that cannot be used; says which file and which field."""

    def __init__(self, file: str, field: str, why: str) -> None:
        super().__init__(f"{file}: {field}: {why}")
        self.file, self.field, self.why = file, field, why


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, with the version they were published under and a digest of what their files say."""

    rules: tuple[Rule, ...]
    version: str
    digest: str

    @property
    def active(self) -> tuple[Rule, ...]:
        """The rules that run."""
        return tuple(rule for rule in self.rules if rule.status is Status.ACTIVE)

    def rule(self, rule_id: str) -> Rule:
        """The rule called `rule_id` (any case), by id or by name; KeyError when there is none."""
        wanted = rule_id.casefold()
        for rule in self.rules:
            if wanted in (rule.id.casefold(), rule.name):
                return rule
        raise KeyError(rule_id)

    def relations(self) -> Iterable[tuple[Rule, Relation]]:
        """Every relation of every active rule, with its rule."""
        return ((rule, relation) for rule in self.active for relation in rule.relations)


def project_root() -> Path:
    """The Great Expectations project: inside the installed package, or the checkout's root."""
    package = Path(str(files("gouji")))
    bundled = package / "_project"
    return bundled if bundled.is_dir() else package.parents[1]


def rules_directory(root: Path | None = None) -> Path:
    """Where the rule files of a project are."""
    return (root or project_root()) / "expectations" / "rules"


def load_rules(directory: Path | None = None) -> Rulebook:
    """All rules of `directory` (the project's own by default), sorted by id.

    Raises RuleError, naming file and field, for anything that is not a rule.
    """
    directory = directory or rules_directory()
    paths = sorted(path for path in directory.glob("*.yml") if path.name != _VERSION_FILE)
    rules = sorted((_rule(path) for path in paths), key=lambda rule: rule.id)
    for first, second in pairwise(rules):
        if first.id == second.id:
            raise RuleError(second.id, "id", "is used by two rule files")
    return Rulebook(tuple(rules), _version(directory), _digest([directory / _VERSION_FILE, *paths]))


def _version(directory: Path) -> str:
    version = _mapping(directory / _VERSION_FILE).get("version")
    if not isinstance(version, str) or not version.strip():
        raise RuleError(_VERSION_FILE, "version", "must be a text, in quotation marks")
    return version


def _digest(paths: Iterable[Path]) -> str:
    """A digest of the files' names and texts; line ends do not count, so that a Windows checkout agrees."""
    total = hashlib.sha256()
    for path in paths:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        total.update(f"{path.name}\0{text}\0".encode())
    return total.hexdigest()


def _rule(path: Path) -> Rule:
    return _Reader(path.name, _mapping(path)).rule()


def _mapping(path: Path) -> Mapping[str, Any]:
    try:
        data = load_yaml(path.read_text(encoding="utf-8"))
    except (YamlError, UnicodeDecodeError) as error:
        raise RuleError(path.name, "file", f"is not valid YAML: {error}") from error
    except OSError as error:
        raise RuleError(path.name, "file", f"cannot be read: {error.strerror}") from error
    if not isinstance(data, dict):
        raise RuleError(path.name, "file", "is not a mapping of fields")
    return data


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes the fields of one rule file, complaining by name."""

    file: str
    data: Mapping[str, Any]

    def rule(self) -> Rule:
        unknown = set(self.data) - _FIELDS
        if unknown:
            raise RuleError(self.file, min(unknown), "is not a field of a rule")
        editions = self._editions(self.data.get("editions", EDITIONS), "editions")
        return Rule(
            id=self._string("id"),
            name=self._string("name"),
            title=self._text(self.data.get("title"), "title"),
            severity=Severity(self._choice("severity", [severity.value for severity in Severity])),
            category=Category(self._choice("category", [category.value for category in Category])),
            frame=self._string("frame"),
            message=self._text(self.data.get("message"), "message"),
            why=self._text(self.data.get("why"), "why"),
            remedy=self._text(self.data.get("remedy"), "remedy"),
            basis=self._basis(),
            editions=editions,
            relations=self._relations(editions),
            example=self._text(self.data.get("example"), "example"),
            status=Status(self._choice("status", [status.value for status in Status], "active")),
            since=self._string("since"),
            valid_from=self._year("valid_from"),
            valid_to=self._year("valid_to"),
        )

    def _string(self, field: str) -> str:
        value = self.data.get(field)
        if not isinstance(value, str) or not value.strip():
            raise RuleError(self.file, field, "must be a text")
        return value

    def _choice(self, field: str, choices: Iterable[str], default: str | None = None) -> str:
        value = self.data.get(field, default)
        if value not in choices:
            raise RuleError(self.file, field, f"must be one of {', '.join(choices)}")
        return str(value)

    def _year(self, field: str) -> int | None:
        value = self.data.get(field)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise RuleError(self.file, field, "must be a year")
        return value

    def _text(self, value: object, field: str) -> Text:
        if not isinstance(value, dict) or not all(isinstance(value.get(key), str) for key in ("zh", "en")):
            raise RuleError(self.file, field, "needs a text in zh and in en")
        return Text(value["zh"], value["en"])

    def _editions(self, value: object, field: str) -> tuple[str, ...]:
        if not isinstance(value, (list, tuple)) or not value or not all(edition in EDITIONS for edition in value):
            raise RuleError(self.file, field, f"must be a list out of {', '.join(EDITIONS)}")
        return tuple(value)

    def _basis(self) -> tuple[Basis, ...]:
        entries = self.data.get("basis")
        if not isinstance(entries, list) or not entries:
            raise RuleError(self.file, "basis", "must be a list of texts with their links")
        return tuple(self._one_basis(entry) for entry in entries)

    def _one_basis(self, entry: object) -> Basis:
        if not isinstance(entry, dict):
            raise RuleError(self.file, "basis", "must be a list of texts with their links")
        return Basis(self._text(entry.get("text"), "basis.text"), self._optional(entry, "url", "basis"))

    def _optional(self, entry: Mapping[str, Any], name: str, field: str) -> str | None:
        value = entry.get(name)
        if value is not None and not isinstance(value, str):
            raise RuleError(self.file, f"{field}.{name}", "must be a text")
        return value

    def _relations(self, editions: tuple[str, ...]) -> tuple[Relation, ...]:
        entries = self.data.get("relations")
        if not isinstance(entries, list) or not entries:
            raise RuleError(self.file, "relations", "must be a list of expectations")
        relations: list[Relation] = []
        for index, entry in enumerate(entries):
            field = f"relations[{index}]"
            if not isinstance(entry, dict):
                raise RuleError(self.file, field, "is not a mapping of fields")
            for edition in self._editions(entry.get("editions", editions), f"{field}.editions"):
                relations.append(self._relation(entry, edition, field))
        return tuple(relations)

    def _relation(self, entry: Mapping[str, Any], edition: str, field: str) -> Relation:
        unknown = set(entry) - _RELATION_FIELDS
        if unknown:
            raise RuleError(self.file, f"{field}.{min(unknown)}", "is not a field of a relation")
        expectation = entry.get("expectation")
        if not isinstance(expectation, str) or expectation not in TYPES:
            raise RuleError(self.file, f"{field}.expectation", f"unknown type {expectation}; known: {', '.join(TYPES)}")
        arguments = entry.get("arguments")
        if not isinstance(arguments, dict):
            raise RuleError(self.file, f"{field}.arguments", "must be a mapping")
        self._check_arguments(expectation, arguments, field)
        row, column = self._optional(entry, "row", field), self._optional(entry, "column", field)
        return Relation(
            id=".".join(filter(None, (str(self.data.get("id")), edition, row, column))),
            edition=edition,
            expectation=expectation,
            arguments=arguments,
            columns=columns_of(expectation, arguments),
            when=self._when(entry.get("when", {}), f"{field}.when"),
            row=row,
            column=column,
        )

    def _when(self, value: object, field: str) -> dict[str, tuple[object, ...]]:
        if not isinstance(value, dict):
            raise RuleError(self.file, field, "must map columns to lists of values")
        for name, values in value.items():
            if not isinstance(values, list):
                raise RuleError(self.file, f"{field}.{name}", "must be a list of values")
        return {str(name): tuple(values) for name, values in value.items()}

    def _check_arguments(self, expectation: str, arguments: Mapping[str, object], field: str) -> None:
        kind = TYPES[expectation]
        missing = kind.required - set(arguments)
        if missing:
            raise RuleError(self.file, f"{field}.arguments.{min(missing)}", f"is needed by {expectation}")
        unknown = set(arguments) - kind.required - kind.optional
        if unknown:
            raise RuleError(self.file, f"{field}.arguments.{min(unknown)}", f"is not an argument of {expectation}")
