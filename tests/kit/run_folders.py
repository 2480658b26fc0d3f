"""Small run folders made of records by hand, for what is drawn from a finished run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zlib import crc32

from gouji.run_folder import RunFolder


def small_finding(rule: str, category: str = "arithmetic", severity: str = "critical", **more: Any) -> dict[str, Any]:
    """A finding with the fields that lists and sums need."""
    return {
        "rule": rule,
        "severity": severity,
        "category": category,
        "message": f"{rule} 有误",
        "message_en": f"{rule} is wrong",
        "fingerprint": rule,
        **more,
    }


def small_record(
    body: str, findings: list[dict[str, Any]] | None = None, verdict: str = "faults", **more: Any
) -> dict[str, Any]:
    """A record of 2024 with `findings`."""
    return {
        "schema": 1,
        "id": format(crc32(body.encode()), "012x"),
        "source": f"{body}.html",
        "organisation": body,
        "year": 2024,
        "kind": "department",
        "verdict": verdict,
        "findings": findings or [],
        "causes": [],
        "undetermined": [],
        "errors": [{"code": "unreadable"}] if verdict == "unreadable" else [],
        "notes": [],
        "outcomes": [],
        **more,
    }


def small_run(folder: Path, *records: dict[str, Any], run: str = "R1") -> RunFolder:
    """A finished run in `folder` with these records."""
    (folder / "records").mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({"schema": 1, "gouji": "0", "run": {"id": run}}), encoding="utf-8")
    (folder / "results.json").write_text('{\n "schema": 1,\n "errors": []\n}\n', encoding="utf-8")
    for each in records:
        (folder / "records" / f"{each['id']}.json").write_text(json.dumps(each, ensure_ascii=False), encoding="utf-8")
    return RunFolder(folder)
