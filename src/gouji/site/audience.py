"""Whom the pages are for: the office itself, or everybody."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from gouji.model import finding_counts

_OF_THE_OFFICE = ("status", "decision", "followup", "hint", "hint_en", "compared", "beside")


class Audience(StrEnum):
    """An edition of the pages. The templates are the same; what is not for an audience does not reach them.

    `INTERNAL` shows everything and says 内部资料. `PUBLIC` names no body: counts, and the rules. `PUBLIC_NAMED` names
    them, with a page for each report, but ranks nobody and keeps to what was found: no suspected cells, no claims that
    were not compared, no remarks of the reader, no paths of the office's files, nothing of the ledger.
    """

    INTERNAL = "internal"
    PUBLIC = "public"
    PUBLIC_NAMED = "public-named"

    @property
    def internal(self) -> bool:
        """Whether this is the office's own edition."""
        return self is Audience.INTERNAL

    @property
    def names(self) -> bool:
        """Whether bodies are named; a report's page names its body whatever it leaves out."""
        return self is not Audience.PUBLIC

    def shown(self, record: Mapping[str, Any]) -> Mapping[str, Any]:
        """The part of a record that this audience may see."""
        if self.internal:
            return record
        claims = [claim for claim in record.get("claims") or () if claim.get("verdict") != "not_assessed"]
        source = PurePosixPath(str(record.get("source") or "").replace("\\", "/").replace("!/", "/")).name
        findings = [_bare(entry) for entry in record.get("findings") or () if finding_counts(entry.get("status"))]
        shown = {**record, "causes": [], "notes": [], "claims": claims, "findings": findings, "source": source}
        return shown if self.names else {**shown, "pictures": []}


def _bare(finding: Mapping[str, Any]) -> dict[str, Any]:
    """A finding without what the office decided or remembers of it, and without other bodies' texts."""
    return {name: value for name, value in finding.items() if name not in _OF_THE_OFFICE}
