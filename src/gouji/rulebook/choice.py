"""What a user asks of the rulebook: a profile, a selection, rules of his own; and the rulebook that comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gouji.model import Category, Rule, Status
from gouji.rulebook.errors import ChoiceError, RuleError
from gouji.rulebook.lint import first_fault
from gouji.rulebook.load import (
    VERSION_FILE,
    RuleFile,
    read_folder,
    rulebook_of,
    rules_directory,
    unique,
)
from gouji.rulebook.parameters import allowed
from gouji.rulebook.profile import Profile, Setting, selects
from gouji.rulebook.profile_file import load_profile
from gouji.rulebook.rule_file import read_rule
from gouji.rulebook.rulebook import Off, Rulebook

_OWN_ID = re.compile(r"U9\d\d")
_SEPARATORS = re.compile(r"[,，、\s]+")


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """What is asked of the rulebook.

    `profile` is the name of one that ships or a file; `select` and `ignore` hold ids, beginnings of ids, names and
    categories; `rules` is a folder with rules of the user's own.
    """

    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """The user's own files and folders among it."""
        profile = Path(self.profile) if self.profile and Path(self.profile).is_file() else None
        return tuple(path for path in (self.rules, profile) if path)


def choose_rules(choice: RuleChoice) -> Rulebook:
    """The rulebook as asked for: as it is published when nothing is.

    Raises ChoiceError for a profile, a rule file or a selector of the user's that cannot be used, RuleError for a
    published rule.
    """
    directory = rules_directory()
    read = read_folder(directory)
    try:
        own = _own_files(choice.rules, {each.path.name for each in read}) if choice.rules else []
        unique([*read, *own])
        profile = load_profile(choice.profile) if choice.profile else None
        book = rulebook_of([*read, *own], directory / VERSION_FILE)
        if own:
            _refuse_faulty(book, own)
        return _chosen(book, {each.rule.id: each for each in [*read, *own]}, profile, choice)
    except RuleError as error:
        raise ChoiceError.of(error) from error


def _own_files(folder: Path, taken: Iterable[str]) -> list[RuleFile]:
    if not folder.is_dir():
        raise RuleError(str(folder), "--rules", "rule_folder_none")
    own = read_folder(folder)
    if not own:
        raise RuleError(str(folder), "--rules", "rule_folder_empty")
    for each in own:
        if not _OWN_ID.fullmatch(each.rule.id):
            raise each.fields.error("id", "rule_id_not_own", id=each.rule.id)
        if each.path.name in taken:
            raise RuleError(each.path.name, "file", "rule_file_name_taken")
    return own


def _refuse_faulty(book: Rulebook, own: Sequence[RuleFile]) -> None:
    """RuleError for the first of the user's rules that the rulebook's check of itself finds fault with."""
    for each in own:
        fault = first_fault(book, each.rule)
        if fault is not None:
            raise RuleError(each.path.name, fault.field, fault.text, fault.line)


def _chosen(book: Rulebook, files: dict[str, RuleFile], profile: Profile | None, choice: RuleChoice) -> Rulebook:
    settings = profile.settings if profile else ()
    _refuse_unknown(settings, book)
    select, ignore = split(choice.select), split(choice.ignore)
    for option, selectors in (("--select", select), ("--ignore", ignore)):
        for selector in selectors:
            if not _known(selector, book):
                raise RuleError(option, selector, "rules_none_selected", selector=selector)
    rules = tuple(_set(files[rule.id], settings) for rule in book.rules)
    off = {rule.id: why for rule in rules if (why := _why_off(rule, settings, select, ignore)) is not None}
    if len(off) == len(rules):
        raise RuleError("--select", ", ".join(select) or "-", "rules_nothing_left")
    return replace(book, rules=rules, off=off, profile=profile, selected=select, ignored=ignore)


def split(selectors: Iterable[str]) -> tuple[str, ...]:
    """Selectors one by one: several may stand in one option, divided by commas."""
    return tuple(dict.fromkeys(part for text in selectors for part in _SEPARATORS.split(text) if part))


def _refuse_unknown(settings: Iterable[Setting], book: Rulebook) -> None:
    for setting in settings:
        named = [rule for rule in book.rules if selects(setting.selector, rule)]
        if not named and not _known(setting.selector, book):
            raise _fault(setting, "rules_none_selected", selector=setting.selector)
        if setting.on and len(named) == 1 and named[0].status is Status.WITHDRAWN:
            raise _fault(setting, "rule_is_withdrawn", id=named[0].id)
        for rule in named:
            _refuse_parameters(setting, rule)


def _known(selector: str, book: Rulebook) -> bool:
    """Whether anything is called so: a rule, or a category of problems, be there rules of it or not."""
    categories = [category.value for category in Category]
    return selector.casefold() in categories or any(selects(selector, rule) for rule in book.rules)


def _refuse_parameters(setting: Setting, rule: Rule) -> None:
    declared = {parameter.name: parameter for parameter in rule.parameters}
    for name, value in setting.parameters.items():
        if name not in declared:
            raise _fault(setting, "rule_parameter_unknown", f"parameters.{name}", known=", ".join(declared) or "-")
        if not allowed(declared[name], value):
            least, most = declared[name].minimum, declared[name].maximum
            code, bounds = "rule_parameter_bounds", {"least": _bound(least), "most": _bound(most)}
            raise _fault(setting, code, f"parameters.{name}", **bounds)


def _bound(value: float | None) -> str:
    return "…" if value is None else f"{value:g}"


def _fault(setting: Setting, code: str, below: str = "", **params: object) -> RuleError:
    field = ".".join(filter(None, ("rules", setting.selector, below)))
    return RuleError(setting.file, field, code, setting.line, **params)


def _set(file: RuleFile, settings: Iterable[Setting]) -> Rule:
    """The rule with the severity and the parameters that a profile gives it."""
    rule = file.rule
    severity = rule.severity
    values: dict[str, float] = {}
    for setting in settings:
        if selects(setting.selector, rule):
            severity = setting.severity or severity
            values.update(setting.parameters)
    return replace(read_rule(file.fields, values) if values else rule, severity=severity)


def _why_off(rule: Rule, settings: Iterable[Setting], select: Sequence[str], ignore: Sequence[str]) -> Off | None:
    """Why the rule does not run, None when it does.

    --ignore goes over --select. --select narrows what the profile leaves, but a rule that it names in full runs even
    where it is experimental or the profile switches it off.
    """
    if rule.status is Status.WITHDRAWN:
        return Off.WITHDRAWN
    if any(selects(selector, rule) for selector in ignore):
        return Off.IGNORED
    if select and not any(selects(selector, rule) for selector in select):
        return Off.NOT_SELECTED
    if any(selector.casefold() in (rule.id.casefold(), rule.name) for selector in select):
        return None
    said = [setting.on for setting in settings if setting.on is not None and selects(setting.selector, rule)]
    if said:
        return None if said[-1] else Off.PROFILE
    return Off.EXPERIMENTAL if rule.status is Status.EXPERIMENTAL else None
