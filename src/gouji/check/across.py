"""What looks across the reports of a run, once every report has its record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from gouji.across import FRAMES, Entry, Index, build_index, judge
from gouji.batches import Spread
from gouji.model import Problem, Registration
from gouji.outputs.load import read_record
from gouji.outputs.record import problem_entry
from gouji.rollup.evidence import rollup_evidence
from gouji.rollup.frame import rollup_frame
from gouji.rollup.parents import Parents
from gouji.rulebook import Rulebook
from gouji.run_folder import RunFolder, write_record

# A worker that is not there yet costs half a second; fewer reports than this are done sooner without.
_MANY = 100


def look_across(
    folder: RunFolder,
    rulebook: Rulebook,
    keys: Sequence[str],
    previous: Sequence[str] = (),
    absent: Sequence[Registration] = (),
    template: frozenset[str] = frozenset(),
    spread: Spread = map,
) -> None:
    """Add to the records of `keys` what only shows beside other records: the run's, and `previous` ones.

    `absent` are the rows of the manifest that no file of the run belongs to, `template` the clauses that all may share,
    `spread` what calls a function for each of many tasks; few reports are done without it.
    """
    records, earlier = (folder.record(key) for key in keys), (folder.earlier_record(key) for key in previous)
    spread = spread if len(keys) >= _MANY else map
    index = build_index(records, earlier, template, spread)
    parents = Parents(absent)
    frames = (*FRAMES, rollup_frame(parents))
    judge(folder, rulebook, index, keys, frames, [partial(rollup_evidence, parents)], spread)
    _flag_duplicates(folder, index)


def _flag_duplicates(folder: RunFolder, index: Index) -> None:
    """Note on each report the others of the same organ and year; both stay, neither is preferred."""
    groups: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in index.entries:
        if entry.organisation and entry.year and not entry.given:
            groups[entry.organisation, entry.year].append(entry)
    for group in groups.values():
        for entry in group if len(group) > 1 else ():
            record = read_record(entry.path)
            others = "、".join(other.source for other in group if other.key != entry.key)
            record["notes"].append(problem_entry(Problem("duplicate_report", {"others": others})))
            write_record(entry.path, record)
