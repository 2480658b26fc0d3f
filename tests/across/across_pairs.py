"""Two reports of one body, a year apart, that join up; and whole runs over reports without documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from gouji.across import FRAMES, Index, build_index, judge
from gouji.engine.project import prepare_project
from gouji.localise import localise, prose_evidence
from gouji.model import Registration, Report
from gouji.outputs.load import read_record
from gouji.outputs.record import earlier_report_record, report_record
from gouji.rulebook import Rulebook, load_rules
from gouji.run_folder import RunFolder, open_run_folder, write_json
from kit import faults
from kit.figures import Figures
from kit.reports import report_of
from kit.running import run_reports

ACROSS = ("Y701", "Y702", "Y703", "Y704", "Y705", "Y706", "Y707", "Y708", "Y709", "Y710")


def joined(last: Figures, this: Figures) -> Figures:
    """`this` as the year after `last`: what is carried in and the stock follow from last year's, and all sums hold."""
    figures = replace(this, organisation=last.organisation, year=last.year + 1)
    for column in (
        "natural_person",
        "commercial",
        "research",
        "public_welfare",
        "legal_services",
        "other_organisation",
    ):
        carried = int(last.number(f"requests.carried_out.{column}") or 0)
        before = int(figures.number(f"requests.carried_in.{column}") or 0)
        # What comes in goes out again, or is received less: either way the balance holds and nothing is below 0.
        balance = {"carried_out": carried - before} if carried > before else {"received": before - carried}
        for row, amount in {"carried_in": carried - before, **balance}.items():
            for key in (f"requests.{row}.{column}", f"requests.{row}.total"):
                figures = faults.with_cell(figures, key, int(figures.number(key) or 0) + amount)
    if figures.disclosure_edition == last.disclosure_edition == "2021":
        for row in ("regulations", "normative_documents"):
            stock = [int(figures.number(f"disclosure.{row}_{name}") or 0) for name in ("made", "repealed")]
            level = int(last.number(f"disclosure.{row}_in_force") or 0) + stock[0] - stock[1]
            if level < 0:  # more repealed than there were
                figures = faults.with_cell(figures, f"disclosure.{row}_repealed", stock[1] + level)
            figures = faults.with_cell(figures, f"disclosure.{row}_in_force", max(level, 0))
    return figures


class Run:
    """A run's records, made of reports as a check makes them, with those handed in as earlier ones apart."""

    def __init__(self, path: Path, reports: Iterable[Report], given: Iterable[Report] = ()) -> None:
        self.rulebook: Rulebook = load_rules()
        self.folder: RunFolder = open_run_folder(path / "run")
        self.keys: list[str] = []
        reports = [replace(report, id=f"{number:012x}") for number, report in enumerate(reports)]
        found = run_reports(path / "alone", reports, rulebook=self.rulebook).assessments
        for report in reports:
            causes = localise(report, found[report.id], self.rulebook, prose_evidence(report))
            write_json(self.folder.record(report.id), report_record(report, found[report.id], causes))
            self.keys.append(report.id)
        self.folder.earlier.mkdir()
        self.given = [f"{number:012x}" for number, _ in enumerate(given, start=1000)]
        for key, report in zip(self.given, given, strict=True):
            write_json(self.folder.earlier_record(key), earlier_report_record(replace(report, id=key)))
        prepare_project(self.rulebook, self.folder.project)

    def index(self) -> Index:
        """The first pass."""
        earlier = [self.folder.earlier_record(key) for key in self.given]
        return build_index([self.folder.record(key) for key in self.keys], earlier)

    def judge(self) -> list[Mapping[str, Any]]:
        """Both passes; the records in order."""
        judge(self.folder, self.rulebook, self.index(), self.keys, FRAMES)
        return [read_record(self.folder.record(key)) for key in self.keys]


def body(figures: Figures, id: str, **said: Any) -> Report:
    """The report of figures, of a body that the manifest knows by `id`."""
    return replace(report_of(figures, id), registration=Registration(id=id, **said), sha256=f"{id}{figures.year}")


def outcomes(record: Mapping[str, Any]) -> dict[str, str]:
    """What came of the rules across reports."""
    return {entry["rule"]: entry["outcome"] for entry in record["outcomes"] if entry["rule"] in ACROSS}
