"""Read back what a run wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gouji.json_text import decoded, encoded
from gouji.outputs.record import SCHEMA, check_entry


class NotReadable(ValueError):
    """A record that this version cannot read; says which file and why."""


def read_record(path: Path) -> dict[str, Any]:
    """One report's record. Raises NotReadable for another program's file or a newer format."""
    try:
        record = decoded(path.read_bytes())
    except ValueError as error:
        raise NotReadable(f"{path}: not JSON ({error})") from error
    if not isinstance(record, dict) or not isinstance(record.get("schema"), int):
        raise NotReadable(f"{path}: not a record of gouji")
    if record["schema"] > SCHEMA:
        raise NotReadable(f"{path}: written by a newer version (format {record['schema']}, this one reads {SCHEMA})")
    return record


def read_entry(path: Path) -> tuple[bytes, dict[str, Any]]:
    """A record's entry in results.json, and what is counted of it: how grave its findings are, not what they say.

    It stands here and not with the run, which worker processes would have to import for it.
    """
    entry = check_entry(read_record(path))
    short = {name: value for name, value in entry.items() if not isinstance(value, list)}
    graded = [{name: each.get(name) for name in ("severity", "status")} for each in entry["findings"]]
    return encoded(entry), short | {"findings": graded, "errors": entry["errors"]}
