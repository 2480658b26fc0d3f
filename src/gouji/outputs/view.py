"""One view of a finished run, for everything that is written of it: what each report came to, and its record.

The heads of all reports are held, the records read from disk one by one: ten thousand reports are never in memory.
"""

from __future__ import annotations

import json
import mmap
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.model import Problem, Rule, VerdictKind
from gouji.outputs.groups import groups
from gouji.outputs.load import NotReadable, read_record
from gouji.rulebook import load_rules, rules_directory
from gouji.run_folder import RunFolder, read_manifest

Json = Mapping[str, Any]

Joined = Callable[[dict[str, Any]], Json]


def _as_it_is(record: dict[str, Any]) -> Json:
    return record


# Where the errors of the run begin in results.json: they are its last key, and keys inside stand further right.
_ERRORS = b'\n "errors": '


class NotARun(ValueError):
    """What was given is no finished run; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Head:
    """One report in a line. `severities` counts findings, `categories` the lines of the list of problems.

    `row` is where it stands in the register, `outcomes` counts rules, `reason` is the entry that says why a file was
    not read or a report is missing.
    """

    id: str
    source: str
    organisation: str | None
    year: int | None
    kind: str
    group: str | None
    row: int | None
    verdict: VerdictKind
    severities: Mapping[str, int]
    categories: Mapping[str, int]
    outcomes: Mapping[str, int]
    undetermined: int
    errors: int
    reason: Json | None

    @property
    def issues(self) -> int:
        """How many lines of the list of problems it has."""
        return sum(self.categories.values())

    @property
    def critical(self) -> int:
        """How many findings must be corrected."""
        return self.severities.get("critical", 0)


@dataclass(frozen=True, slots=True)
class RunView:
    """A run: `run` is run.json, `errors` are ours and not about one report, `rules` those that ran, by id.

    `joined` adds to each record what is known from elsewhere.
    """

    folder: RunFolder
    run: Json
    heads: tuple[Head, ...]
    errors: tuple[Json, ...]
    rules: Mapping[str, Rule]
    joined: Joined = _as_it_is

    def records(self) -> Iterator[tuple[Head, Json]]:
        """Every report with its record, in the order of the heads, one at a time."""
        return ((head, self.record(head)) for head in self.heads)

    def record(self, head: Head) -> Json:
        """The record of one report."""
        return self.joined(read_record(self.folder.record(head.id)))

    def count(self, verdict: VerdictKind) -> int:
        """How many reports have `verdict`."""
        return sum(head.verdict is verdict for head in self.heads)


def open_run(folder: RunFolder, errors: Sequence[Json] | None = None, joined: Joined | None = None) -> RunView:
    """The view of the run in `folder`; its errors from results.json unless they are given.

    `joined` gives each record with what is known of it from elsewhere, the ledger's present state for one; None
    where there is no more to know.

    Reports are ordered by body as the register lists them, else as their files are, the years of a body together.
    Raises NotARun, and NotReadable for a record that this version cannot read.
    """
    joined = joined or _as_it_is
    run = read_manifest(folder.path)
    if run is None:
        raise NotARun(Problem("export_not_a_run", {"path": str(folder.path)}))
    finished = errors is None
    if errors is None:
        errors = _run_errors(folder.results)
    heads = in_order(_head(joined(read_record(path))) for path in sorted(folder.records.glob("*.json")))
    if finished and len(heads) < (run.get("reports") or 0):
        # What is lost would otherwise pass for a run in which nothing was found.
        there = {"path": str(folder.path), "count": len(heads), "reports": run["reports"]}
        raise NotARun(Problem("export_records_missing", there))
    return RunView(folder, run, tuple(heads), tuple(errors), _rules(folder), joined)


def _head(record: Json) -> Head:
    said = record.get("registration") or {}
    entries = (*record["errors"], *(record["notes"] if record["verdict"] == VerdictKind.MISSING else ()))
    return Head(
        str(record["id"]),
        str(record["source"]),
        record["organisation"],
        record["year"],
        str(record["kind"]),
        said.get("group"),
        said.get("row"),
        VerdictKind(record["verdict"]),
        Counter(finding["severity"] for finding in record["findings"]),
        Counter(group.category.value for group in groups(record)),
        Counter(outcome["outcome"] for outcome in record["outcomes"]),
        len(record["undetermined"]),
        len(record["errors"]),
        entries[0] if entries else None,
    )


def in_order(heads: Iterable[Head]) -> list[Head]:
    """By body, a body where it first stands in the register or else where its first file is; its reports by year."""
    every = list(heads)
    first: dict[str, tuple[object, ...]] = {}
    for head in every:
        body = head.organisation or head.source
        first[body] = min(first.get(body, _place(head)), _place(head))
    return sorted(
        every, key=lambda head: (first[head.organisation or head.source], head.year or 0, _place(head), head.id)
    )


def _place(head: Head) -> tuple[object, ...]:
    """The register's order, then that of files, with names as people order them: 2.html before 10.html."""
    parts = re.split(r"(\d{1,18})", head.source)
    natural = tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
    return (head.row is None, head.row or 0, head.verdict is VerdictKind.MISSING, natural)


def _rules(folder: RunFolder) -> dict[str, Rule]:
    own = rules_directory(folder.project)
    return {rule.id: rule for rule in load_rules(own if own.is_dir() else None).rules}


def _run_errors(results: Path) -> list[Json]:
    """The errors of the run from the end of results.json, without reading what may be a very long file."""
    try:
        with results.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            start = content.rfind(_ERRORS)
            tail = content[start:] if start >= 0 else b""
        errors: list[Json] = json.loads(b"{" + tail)["errors"]
    except FileNotFoundError as error:
        raise NotARun(Problem("export_unfinished", {"path": str(results.parent)})) from error
    except (ValueError, KeyError) as error:
        raise NotReadable(f"{results}: not a result of gouji") from error
    return errors
