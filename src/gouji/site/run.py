"""What the pages say of the run: the rulebook, the times and the software, from run.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gouji import __version__
from gouji.model import Rule, Text
from gouji.model.china import day_in_china
from gouji.rulebook import Off
from gouji.site.audience import Audience
from gouji.site.figures import clipped, figure, moment
from gouji.site.labels import label
from gouji.site.rounds import Rounds
from gouji.site.score_pages import ScoresPage

ARGUMENTS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class RunFacts:
    """The provenance of a site. `ran` is False when the pages are drawn from the rulebook alone.

    `day` is when the run began, the day that deadlines are held against; None when run.json does not say. `scores` is
    the first page of the marks, None where none were given.
    """

    gouji: str
    rulebook_version: str
    digest: str
    rule_count: int
    ran: bool
    rows: tuple[tuple[Text, str], ...] = ()
    arguments: tuple[tuple[str, str], ...] = ()
    day: date | None = None
    audience: Audience = Audience.INTERNAL
    single_files: bool = False
    rounds: Rounds | None = None
    scores: ScoresPage | None = None

    @property
    def rulebook(self) -> Text:
        """The rulebook in a line."""
        return label("rulebook_line", version=self.rulebook_version, n=self.rule_count)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rules that the pages explain, with the version and digest of the rulebook they come from.

    `off` names those that did not run, and why.
    """

    rules: tuple[Rule, ...]
    version: str
    digest: str
    off: Mapping[str, Off] = field(default_factory=dict)
    by_id: Mapping[str, Rule] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {rule.id: rule for rule in self.rules})


def run_facts(
    run: Mapping[str, Any] | None,
    catalogue: Catalogue,
    audience: Audience = Audience.INTERNAL,
    single_files: bool = False,
) -> RunFacts:
    """The provenance from `run` (run.json), or without one from the rulebook alone.

    Only the office itself sees the arguments, which name its files.
    """
    if run is None:
        rules = len(catalogue.rules)
        return RunFacts(__version__, catalogue.version, catalogue.digest, rules, ran=False, audience=audience)
    book: Mapping[str, Any] = run.get("rulebook") or {}
    facts: Mapping[str, Any] = run.get("run") or {}
    software = {"gouji": run.get("gouji"), **(run.get("engine") or {})}
    rows = (
        (label("run_id"), str(facts.get("id") or "")),
        (label("started"), moment(facts.get("started"))),
        (label("finished"), moment(facts.get("finished"))),
        (label("profile"), _profile(book)),
        (label("rules_own"), " ".join(str(key) for key in book.get("own") or ())),
        (label("rules_off"), " ".join(str(entry["rule"]) for entry in book.get("off") or ())),
        (label("software"), ", ".join(f"{name} {version}" for name, version in software.items() if version)),
        (label("reports"), figure(run.get("reports"))),
        (label("chunks"), figure(run.get("chunks"))),
    )
    return RunFacts(
        str(run.get("gouji") or __version__),
        str(book.get("version") or catalogue.version),
        str(book.get("digest") or catalogue.digest),
        int(book.get("rules") or len(catalogue.rules)),
        ran=True,
        rows=tuple((name, clipped(value, 500)) for name, value in rows if value),
        arguments=_arguments(facts.get("arguments") or {}) if audience.internal else (),
        day=day_in_china(facts.get("started")),
        audience=audience,
        single_files=single_files,
    )


def _profile(book: Mapping[str, Any]) -> str:
    """The profile's name, title and digest."""
    profile = book.get("profile")
    return f"{profile['name']}（{profile['title']}）{profile['digest']}" if profile else ""


def _arguments(arguments: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    given = [(str(name), _argument(value)) for name, value in arguments.items() if value not in (None, "", [], {})]
    return tuple(given[:ARGUMENTS_SHOWN])


def _argument(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return clipped(", ".join(str(item) for item in value), 500)
    return clipped(str(value), 500)
