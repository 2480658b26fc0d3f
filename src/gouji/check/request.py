"""What a check is asked for, how far it is, and what it came to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gouji.check.publishing import Publishing
from gouji.check.tally import Tally
from gouji.cluster import Cluster
from gouji.intake import Overrides
from gouji.model import Severity, VerdictKind
from gouji.outputs.export import Export
from gouji.reading import ReadingOptions
from gouji.rulebook import RuleChoice
from gouji.run_folder import RunFolder

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: the step (`reading`, `checking`, `publishing`) and how much of it is done.

    `failed` counts the files that could not be read so far.
    """

    step: str
    done: int
    total: int
    failed: int = 0


Watch = Callable[[Progress], None]


def unwatched(progress: Progress) -> None:
    """Nobody wants to know how far a run is."""


@dataclass(frozen=True, slots=True)
class LedgerRequest:
    """The ledger that a run is entered in: file or address, the round (None for the next one), and who runs it."""

    where: str
    author: str
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Comparing:
    """What the reports are held against: earlier reports (files, folders, archives, folders of runs) and a template
    whose sentences all may share.
    """

    previous: tuple[str, ...] = ()
    baseline: Path | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What to check and where to put the result; `manifest` is the file with the register of bodies.

    `exports` are drawn once the result stands. With a `cluster` the reports are read and checked there.
    `keep_originals` keeps each file in the run folder as it was read, which a cluster does not.
    """

    paths: tuple[str, ...]
    out: Path
    overrides: Overrides = field(default_factory=Overrides)
    manifest: Path | None = None
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    publishing: Publishing = field(default_factory=Publishing)
    exports: tuple[Export, ...] = ()
    ledger: LedgerRequest | None = None
    rules: RuleChoice = field(default_factory=RuleChoice)
    comparing: Comparing = field(default_factory=Comparing)
    cluster: Cluster | None = None
    keep_originals: bool = False


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a run came to. `results` is the content of results.json, `errors` are ours and not about one report."""

    folder: RunFolder
    results: Json
    counted: Tally | None = None

    @property
    def tally(self) -> Tally:
        """The reports counted: while they were written, else now."""
        return self.counted or Tally.of(self.reports)

    @property
    def reports(self) -> Sequence[Json]:
        """The entries of the reports, in the order found; each is read when it is asked for."""
        reports: Sequence[Json] = self.results["reports"]
        return reports

    @property
    def incomplete(self) -> bool:
        """Whether a file could not be read or something of ours went wrong."""
        return bool(self.results["errors"]) or self.tally.errors

    def found(self, threshold: Severity) -> bool:
        """Whether there is a finding of `threshold` or heavier that counts: the ledger may have it as misjudged."""
        return self.tally.heaviest is not None and self.tally.heaviest <= threshold.rank

    def count(self, verdict: VerdictKind) -> int:
        """How many reports have `verdict`."""
        return self.tally.verdicts[verdict.value]
