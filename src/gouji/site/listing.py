"""The list that the overview searches: compact rows in files of script, loaded when somebody searches or sorts.

A script file can be loaded by a page that was opened from disk, which plain data cannot. Each file says
`goujiList.push({kinds, groups, rules, rows})`; a row is `[slug, body, year, edition, verdict, [critical, warning, info,
undetermined], kind, group, source, [rules]]`, with kind, group and rules as positions in the file's own lists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from gouji.model import Severity
from gouji.site.addresses import ROWS_PER_FILE, slug
from gouji.site.figures import clipped
from gouji.site.summary import Summary

# What could end a script element, begin a comment in one, break a line for old engines, or is no character at all.
_HARMFUL = re.compile("[<>&\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class _Positions:
    """Values by the order in which they were first seen."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, value: str | None) -> int:
        """The position of `value`; -1 for None."""
        return -1 if value is None else self._known.setdefault(value, len(self._known))

    @property
    def values(self) -> list[str]:
        return list(self._known)


def list_texts(rows: Sequence[Summary]) -> list[str]:
    """The text of each file, for the rows in the order in which the overview shows them."""
    return [_file(rows[start : start + ROWS_PER_FILE]) for start in range(0, len(rows), ROWS_PER_FILE)]


def _file(rows: Sequence[Summary]) -> str:
    kinds, groups, rules = _Positions(), _Positions(), _Positions()
    written = [_row(row, kinds, groups, rules) for row in rows]
    content = {"kinds": kinds.values, "groups": groups.values, "rules": rules.values, "rows": written}
    return f"goujiList.push({_script(content)});\n"


def _row(row: Summary, kinds: _Positions, groups: _Positions, rules: _Positions) -> list[Any]:
    return [
        slug(row.id),
        None if row.organisation is None else clipped(row.organisation, 300),
        row.year,
        row.edition,
        row.verdict,
        [*(row.counts.get(severity, 0) for severity in Severity), row.undetermined],
        kinds.of(row.kind),
        groups.of(row.group),
        clipped(row.source, 300),
        [rules.of(rule) for rule in row.broken],
    ]


def _script(content: object) -> str:
    """JSON that is also harmless script, wherever it stands."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _HARMFUL.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
