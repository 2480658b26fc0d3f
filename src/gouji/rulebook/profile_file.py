"""Profiles, from their YAML files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gouji.model import Severity, Text
from gouji.rulebook.deadlines import Deadline, Deadlines, deadline_names
from gouji.rulebook.errors import RuleError
from gouji.rulebook.fields import Fields, read_fields
from gouji.rulebook.lexicon_file import read_lexicon
from gouji.rulebook.load import digest_of, project_root
from gouji.rulebook.profile import Profile, Setting

_FIELDS = ("title", "extends", "rules", "deadlines", "lexicon")
_SETTING = ("enabled", "severity", "parameters")
_SWITCH = {True: True, False: False, "on": True, "off": False}
DEFAULT = "default"
_DAY = re.compile(r"(\d{2})-(\d{2})")
_DEPTH = 8


def profiles_directory(root: Path | None = None) -> Path:
    """Where the profiles that ship with gouji are."""
    return (root or project_root()) / "expectations" / "profiles"


def shipped_profiles() -> tuple[str, ...]:
    """The names of the profiles that ship with gouji."""
    return tuple(sorted(path.stem for path in profiles_directory().glob("*.yml")))


def load_profile(name: str) -> Profile:
    """The shipped profile called `name`, or the one in the file `name`, with all that it extends.

    Raises RuleError, naming file, line and field.
    """
    return _read(_path(name, None), ())


def deadlines_of(profile: Profile | None) -> Deadlines:
    """The deadlines of `profile`, and the statutory ones where it says nothing."""
    statutory = load_profile(DEFAULT).deadlines
    return profile.deadlines.over(statutory) if profile else statutory


def _path(name: str, folder: Path | None) -> Path:
    """A shipped profile by name; a file by its path, relative to the folder of the profile that extends it."""
    if name in shipped_profiles():
        return profiles_directory() / f"{name}.yml"
    path = Path(name) if folder is None else folder / name
    if not path.is_file():
        raise RuleError(name, "extends" if folder else "--profile", "profile_none", known="、".join(shipped_profiles()))
    return path


def _read(path: Path, within: tuple[Path, ...]) -> Profile:
    if path.resolve() in within or len(within) > _DEPTH:
        raise RuleError(path.name, "extends", "profile_circle")
    fields = read_fields(path)
    fields.allow(_FIELDS)
    base = Profile("", Text("", ""))
    if fields.has("extends"):
        base = _extended(fields, path, (*within, path.resolve()))
    words, word_files = read_lexicon(fields, path.parent)
    files = (*base.files, path, *word_files)
    return Profile(
        name=path.stem,
        title=fields.text("title"),
        settings=(*base.settings, *_settings(fields)),
        deadlines=_deadlines(fields.mapping("deadlines")).over(base.deadlines),
        lexicon=(*base.lexicon, *words),
        files=files,
        digest=digest_of(files),
    )


def _extended(fields: Fields, path: Path, within: tuple[Path, ...]) -> Profile:
    try:
        below = _path(fields.string("extends"), path.parent)
    except RuleError as error:
        if error.code == "profile_none":
            raise fields.error("extends", "profile_none", known="、".join(shipped_profiles())) from error
        raise
    if below.resolve() in within:
        raise fields.error("extends", "profile_circle")
    return _read(below, within)


def _settings(profile: Fields) -> Iterator[Setting]:
    rules = profile.mapping("rules")
    for selector, said in rules.data.items():
        name = str(selector)
        line = rules.line(name)
        if isinstance(said, bool | str):
            if said not in _SWITCH:
                raise rules.error(name, "profile_switch")
            yield Setting(name, on=_SWITCH[said], file=profile.file.name, line=line)
            continue
        own = rules.mapping(name)
        own.allow(_SETTING)
        yield _setting(name, own, line)


def _setting(selector: str, fields: Fields, line: int | None) -> Setting:
    enabled = fields.data.get("enabled")
    if enabled is not None and not isinstance(enabled, bool):
        raise fields.error("enabled", "rule_field_flag")
    severity = fields.choice("severity", [each.value for each in Severity]) if fields.has("severity") else None
    parameters = fields.mapping("parameters")
    return Setting(
        selector,
        on=enabled,
        severity=Severity(severity) if severity else None,
        parameters={str(name): parameters.number(str(name)) for name in parameters.data},
        file=fields.file.name,
        line=line,
    )


def _deadlines(fields: Fields) -> Deadlines:
    fields.allow(deadline_names(), "profile_deadline_unknown")
    return Deadlines({str(name): _deadline(fields, str(name)) for name in fields.data})


def _deadline(fields: Fields, name: str) -> Deadline | None:
    value = fields.data[name]
    if value is None or value is False or value == "none":
        return None
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise fields.error(name, "profile_day")
    deadline = Deadline(int(found[1]), int(found[2]))
    try:
        deadline.of(2001)  # the reports of 2001 are due in a year without 29 February
    except ValueError as error:
        raise fields.error(name, "profile_day") from error
    return deadline
