"""A run folder with records made by hand, for what is written of a run; any word of it may be hostile."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

from gouji.model import Rule
from gouji.outputs.kinds import writer
from gouji.outputs.said import Voice
from gouji.outputs.view import RunView, open_run
from gouji.rulebook import load_rules
from gouji.run_folder import RunFolder, write_json

OFFICIAL = Path(__file__).parent / "official"

RUN = {
    "schema": 1,
    "gouji": "0.1.0",
    "rulebook": {"version": "1.1", "digest": "5c1e" * 16, "rules": 62},
    "run": {
        "id": "20260131T080500.000000Z",
        "started": "2026-01-31T08:05:00Z",
        "finished": "2026-01-31T08:05:04Z",
        "arguments": {"paths": ["in"], "organisation": None, "year": None, "manifest": None},
    },
    "notes": [],
    "reports": 1,
}

# Everything that has gone wrong in such files somewhere: formulas, markup, controls, halves of characters, directions.
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "+1+1\t-2",
    "＝1+1",
    "</w:t></w:r><script>alert(1)</script>&amp;<![CDATA[x]]>]]>",
    "| [x](javascript:alert(1)) ![](http://example.invalid/x.png) `c` **b** @someone www.example.invalid",
    "\x00\x01\x08\x0b\x0c\x1b[2J\x7f\x85\ud800\udfff\ufffe\uffff\U0001fffe",
    "局\u202eTXT.exe\u2066\u2028\u2029",
    "_x0041_ _x000D_ {0} {name} %s %(x)s",
    "一" * 40_000,
    "a" * 40_000,
    "😀𠮷龘é\u0301",
    "\r\n\r\n- 1. # \n\t",
    "",
)


def finding(mark: str, text: str = "表三“自然人”列：1 + 1 = 2，总计填报 3，差 1。", **more: Any) -> dict[str, Any]:
    """A finding of T302 in table three whose words are `text`; `mark` is a hex digit that tells it from others."""
    return {
        "rule": "T302",
        "name": "results-total",
        "severity": "critical",
        "category": "arithmetic",
        "where": {"frame": "applicants", "row": None, "column": "natural_person"},
        "message": text,
        "message_en": text,
        "expected": 2,
        "actual": 3,
        "difference": 1,
        "operands": [
            operand("requests.granted.natural_person", 2, text or "2", 1),
            operand("requests.processed_total.natural_person", 3, "3", -1),
        ],
        "basis": text,
        "basis_en": text,
        "remedy": text,
        "remedy_en": text,
        "fingerprint": mark * 16,
    } | more


def operand(cell: str, value: float | None, raw: str | None, coefficient: float | None = None) -> dict[str, Any]:
    """A figure of a relation, in line 9 of page 2."""
    entry = {"cell": cell, "value": value, "raw": raw, "at": {"page": 2, "table": 2, "row": 5, "column": 4, "line": 9}}
    return entry if coefficient is None else entry | {"coefficient": coefficient}


def cause(
    *marks: str, confidence: str = "certain", text: str = "若自然人为 48（现为 84），则两处勾稽关系全部成立。"
) -> Any:
    """A cause of the findings with these marks: one cell, one solution."""
    change = {"cell": "requests.granted.natural_person", "value": 84, "suggested": 48, "slip": "transposed"}
    solution = {"cells": [change], "slip": "transposed", "explanation": text, "explanation_en": text, "evidence": []}
    return {
        "findings": [mark * 16 for mark in marks],
        "confidence": confidence,
        "minimal": 1,
        "solutions": [solution | {"mended": {}}],
    }


def record(key: str = "0" * 12, **more: Any) -> dict[str, Any]:
    """A report without any finding; `more` stands over what is said here."""
    return {
        "schema": 1,
        "id": key,
        "source": "in/a.html",
        "sha256": "9f" * 32,
        "organisation": "示例市教育局",
        "year": 2024,
        "kind": "department",
        "edition": "2021",
        "registration": None,
        "verdict": "clear",
        "findings": [],
        "causes": [],
        "undetermined": [],
        "errors": [],
        "notes": [],
        "claims": [],
        "outcomes": [{"rule": "T302", "outcome": "pass", "checked": 7, "failed": 0, "undetermined": 0}],
        "tables": {"requests": {"edition": "2021", "cells": {}}},
        "preamble": [],
        "sections": [],
    } | more


def hostile_record(text: str) -> dict[str, Any]:
    """A report in which every word that comes from a file is `text`."""
    undetermined = {
        "rule": "T303",
        "name": "request-row-total",
        "where": {"frame": "requests", "row": "granted", "column": None},
        "reason": text,
        "reason_en": text,
        "cells": [],
    }
    error = {"code": "reader_crashed", "message": text or "?", "message_en": text or "?"}
    cell = {"state": "text", "value": None, "raw": text, "note": None, "at": None}
    return record(
        source=text or "a",
        organisation=text or None,
        verdict="faults",
        registration={"group": text},
        findings=[finding("a", text), finding("b", text), finding("c", text, operands=[], actual=text)],
        causes=[cause("a", "b", text=text)],
        undetermined=[undetermined],
        errors=[error],
        outcomes=[
            {"rule": "T302", "outcome": "fail", "checked": 7, "failed": 3, "undetermined": 0},
            {"rule": "T303", "outcome": "undetermined", "checked": 7, "failed": 0, "undetermined": 1},
        ],
        tables={"requests": {"edition": "2021", "cells": {"requests.granted.natural_person": cell}}},
    )


def as_stored(text: str) -> str:
    """What a record on disk keeps of `text`: halves of characters are no text."""
    return text.encode("utf-8", "replace").decode("utf-8")


def run_folder(path: Path, *records: dict[str, Any], errors: tuple[dict[str, Any], ...] = ()) -> RunFolder:
    """A finished run with `records` in the folder at `path`."""
    folder = RunFolder(path)
    folder.records.mkdir(parents=True, exist_ok=True)
    for each in records:
        write_json(folder.record(each["id"]), each)
    write_json(folder.manifest, RUN | {"reports": len(records)})
    write_json(folder.results, {"schema": 1, "reports": [], "errors": list(errors)})
    return folder


@cache
def own_rules() -> tuple[Rule, ...]:
    """The rulebook, read once."""
    return load_rules().rules


def view_of(path: Path, *records: dict[str, Any], errors: tuple[dict[str, Any], ...] = ()) -> RunView:
    """The view of a run made at `path`."""
    return open_run(run_folder(path, *records, errors=errors))


def written(view: RunView, kind: str, language: str = "zh") -> bytes:
    """What is written of a run as `kind`."""
    file = io.BytesIO()
    writer(kind)(view, file, Voice(language))
    return file.getvalue()
