"""The overview of a run with what belongs to it: the list that it searches, the year's rounds, the marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from gouji.site.audience import Audience
from gouji.site.inputs import LEDGER, Records, read_catalogue, read_run
from gouji.site.publish import all_summaries, write_overview, write_scores
from gouji.site.rounds import rounds_view
from gouji.site.run import run_facts
from gouji.site.score_pages import scores_pages

# The folders of the site that are written anew with the overview.
FOLDERS = ("data", "scores")
# Beside run.json when its bodies were given marks.
SCORES = "scores.json"
_PAGE = re.compile(r"index(-\d+)?\.html")


class Site(Protocol):
    """A place for pages, by posix path."""

    def write(self, path: str, content: str | bytes) -> None:
        """Write one file."""

    def clear(self, folders: Iterable[str]) -> None:
        """Remove what is below these folders."""

    def top_level(self) -> list[str]:
        """The names of the files directly in the site."""

    def remove(self, name: str) -> None:
        """Remove one file directly in the site."""


def write_index(project: Path, records: Records, run_file: Path, audience: Audience, site: Site) -> None:
    """Write index.html, its further pages, the list that they search, and the marks, in place of earlier ones.

    `project` is the run's GX project, which holds its rules; `run_file` is run.json. Rounds and marks are for the
    office only.
    """
    catalogue = read_catalogue(project)
    facts = read_run(run_file)
    run = run_facts(facts, catalogue, audience)
    site.clear(FOLDERS)
    if audience.internal:
        scores = scores_pages(read_run(run_file.with_name(SCORES)), facts, catalogue.by_id)
        write_scores(scores, run, site.write)
        rounds = rounds_view(read_run(run_file.with_name(LEDGER)))
        run = replace(run, rounds=rounds, scores=scores[0] if scores else None)
    for name in filter(_PAGE.fullmatch, site.top_level()):
        site.remove(name)
    write_overview(all_summaries(records), catalogue, run, site.write)
