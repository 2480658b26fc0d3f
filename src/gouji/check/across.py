"""What looks across the reports of a run, once every report has its record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from gouji.model import Problem
from gouji.outputs.load import read_record
from gouji.outputs.record import problem_entry
from gouji.run_folder import RunFolder, write_json


def look_across(folder: RunFolder, keys: Sequence[str]) -> None:
    """Add to the records of `keys` what only shows beside the other records."""
    _flag_duplicates(folder, keys)


def _flag_duplicates(folder: RunFolder, keys: Sequence[str]) -> None:
    """Note on each report the others of the same organ and year; both stay, neither is preferred."""
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    sources: dict[str, str] = {}
    for key in keys:
        record = read_record(folder.record(key))
        sources[key] = record["source"]
        if record["organisation"] and record["year"]:
            groups[record["organisation"], record["year"]].append(key)
    for group in groups.values():
        if len(group) < 2:
            continue
        for key in group:
            record = read_record(folder.record(key))
            others = "、".join(sources[other] for other in group if other != key)
            record["notes"].append(problem_entry(Problem("duplicate_report", {"others": others})))
            write_json(folder.record(key), record)
