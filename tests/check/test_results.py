"""results.json, a report a line: what is written is what is read, and only what is asked for is in memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gouji.check.results import rewrite_errors, write_results
from gouji.check.tally import Tally
from gouji.json_text import encoded

HEAD = {"schema": 1, "run": {"id": "示例"}, "notes": []}
ENTRIES: list[dict[str, Any]] = [
    {
        "verdict": "faults",
        "errors": [],
        "findings": [{"severity": "critical", "status": "dismissed"}, {"severity": "info"}],
    },
    {"verdict": "clear", "errors": [], "findings": [], "source": '\n "errors": [\ud800'},
    {"verdict": "unreadable", "errors": ["x"], "findings": []},
]


def entries(count: int) -> list[dict[str, Any]]:
    return [dict(ENTRIES[number % 3]) | {"number": number} for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, 7])
def test_what_is_written_is_read(tmp_path: Path, count: int) -> None:
    path = tmp_path / "results.json"
    given = entries(count)
    results = write_results(path, HEAD, map(encoded, given), lambda: ["late"])  # type: ignore[list-item]
    shown = json.loads(json.dumps(given).replace("\\ud800", "\\ufffd"))
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert whole == HEAD | {"reports": shown, "errors": ["late"]}
    assert whole == results
    assert list(whole)[-1] == "errors"
    assert len(results["reports"]) == count
    assert [results["reports"][number] for number in range(-count, count)] == shown + shown
    assert results["reports"][1:] == shown[1:]
    assert results["reports"] != [*shown, {}]


def test_errors_that_come_later_take_the_place_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    results = write_results(path, HEAD, map(encoded, entries(3)), list)
    rewrite_errors(path, [{"code": "a"}])
    assert json.loads(path.read_text(encoding="utf-8"))["errors"] == [{"code": "a"}]
    assert results["reports"][2]["number"] == 2


def test_a_result_that_fails_half_way_leaves_the_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    write_results(path, HEAD, map(encoded, entries(1)), list)
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        write_results(path, HEAD, (1 // 0 for _ in "a"), list)  # type: ignore[misc]
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["results.json"]


def test_the_tally() -> None:
    tally = Tally.of(ENTRIES)
    assert tally.verdicts == {"faults": 1, "clear": 1, "unreadable": 1}
    # What the ledger has as dismissed does not count.
    assert (tally.heaviest, tally.errors) == (2, True)
    assert (Tally.of(ENTRIES[1:2]).heaviest, Tally.of(ENTRIES[1:2]).errors) == (None, False)
