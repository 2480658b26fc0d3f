"""The findings as CSV: a row a finding, for spreadsheets and for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import IO, Any

from gouji.form.names import number
from gouji.outputs.issues import finding_raw
from gouji.outputs.places import finding_place
from gouji.outputs.safe_text import printable, safe
from gouji.outputs.said import Voice
from gouji.outputs.suggestions import suggestion
from gouji.outputs.view import Head, RunView

Json = Mapping[str, Any]

COLUMNS = (
    "organisation year kind group source category severity rule name place raw message expected actual difference "
    "basis remedy cause suggestion status frame row column page line fingerprint report"
).split()


def write_findings(view: RunView, file: IO[bytes], voice: Voice) -> None:
    """Every finding of every report, with a byte order mark so that Excel and WPS take it for UTF-8."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(voice.say(f"export_column_{name}") for name in COLUMNS)
    for head, record in view.records():
        writer.writerows(_rows(head, record, voice))
    text.flush()
    text.detach()


def _rows(head: Head, record: Json, voice: Voice) -> Iterator[list[object]]:
    causes = {key: (n, cause) for n, cause in enumerate(record.get("causes") or (), 1) for key in cause["findings"]}
    for finding in record["findings"]:
        ordinal, cause = causes.get(finding["fingerprint"], (None, None))
        at: Json = next((operand["at"] for operand in finding["operands"] if operand["at"]), {})
        values = {
            "organisation": head.organisation,
            "year": head.year,
            "kind": voice.say(f"export_kind_{head.kind}"),
            "group": head.group,
            "source": head.source,
            "category": voice.say(f"category_{finding['category']}"),
            "severity": voice.say(f"severity_{finding['severity']}"),
            "rule": finding["rule"],
            "name": finding["name"],
            "place": finding_place(record, finding, voice),
            "raw": finding_raw(record, finding, voice),
            "message": voice.of(finding, "message"),
            "expected": _value(finding["expected"]),
            "actual": _value(finding["actual"]),
            "difference": _value(finding["difference"]),
            "basis": voice.of(finding, "basis"),
            "remedy": voice.of(finding, "remedy"),
            "cause": ordinal,
            "suggestion": "\n".join(suggestion(cause, voice)) if cause else None,
            "status": finding.get("status"),
            "frame": finding["where"]["frame"],
            "row": finding["where"]["row"],
            "column": finding["where"]["column"],
            "page": at.get("page"),
            "line": at.get("line"),
            "fingerprint": finding["fingerprint"],
            "report": head.id,
        }
        yield [_field(values[name]) for name in COLUMNS]


def _value(value: object) -> object:
    """A figure as a figure, so that a negative difference is none that has to be neutralised."""
    return _Figure(number(value)) if isinstance(value, int | float) else value


class _Figure(str):
    """A number as it is printed."""


def _field(value: object) -> object:
    return value if value is None or isinstance(value, int | _Figure) else safe(printable(value))
