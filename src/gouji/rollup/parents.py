"""The families of a run, from the records on disk: whose report is held against whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.across.index import Entry, Index
from gouji.form import load_edition
from gouji.model import Registration, Report
from gouji.rollup.bodies import Family, Member, families
from gouji.rollup.figures import figures_of
from gouji.rollup.sums import RollUp, roll_up


class Parents:
    """Finds what a report sums up. `absent` are rows of the manifest that no file of the run belongs to.

    A child whose report was not among the files is missing, whether or not there is a record that says so: sums over
    some of the children would accuse the parent wrongly.
    """

    def __init__(self, absent: Iterable[Registration] = ()) -> None:
        self._absent = [Member(said, said.organisation, said.year) for said in absent]
        self._index: Index | None = None
        self._families: dict[str, Family] = {}

    def reports(self, index: Index) -> frozenset[str]:
        """The ids of the reports that sum up others."""
        return frozenset(self._of(index))

    def _of(self, index: Index) -> dict[str, Family]:
        """The families by the ids of their parents' reports; several reports of one parent have the same."""
        if self._index is not index:
            found = families([*_members(index.entries), *self._absent])
            self._families = {str(member.report): family for family in found for member in family.own}
            self._index = index
        return self._families

    def has_children(self, report: str, index: Index) -> bool:
        """Whether the report with this id sums up others."""
        family = self._of(index).get(report)
        return family is not None and bool(family.children)

    def rollups(self, report: Report, index: Index) -> dict[str, RollUp]:
        """By table of `report`, the sums of its children in the edition that the table follows; nothing without any.

        `reported` are the report's own figures. Only reports count: a child without one is missing, even where the
        reports of its own children are there.
        """
        if not self.has_children(report.id, index):
            return {}
        family = self._of(index)[report.id]
        editions = {table.edition for table in report.tables.values()}
        sums = {edition: _sums(family, edition, report, index) for edition in editions}
        return {name: sums[table.edition] for name, table in report.tables.items()}


def _sums(family: Family, edition: str, report: Report, index: Index) -> RollUp:
    found = roll_up(
        replace(family, own=()),
        lambda member, name: figures_of(index.report(str(member.report)).tables, load_edition(name)),
        edition=edition,
    )
    return replace(found, family=family, reported=figures_of(report.tables, load_edition(edition)))


def _members(entries: Sequence[Entry]) -> list[Member]:
    return [
        Member(
            entry.registration,
            entry.organisation,
            entry.year,
            entry.key if entry.readable else None,
            entry.source,
            unread=entry.verdict == "unreadable",
        )
        for entry in entries
        if entry.registration is not None
    ]
