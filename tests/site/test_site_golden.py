"""One golden page of each kind. Regenerate after a wanted change: GOUJI_GOLDEN=write pytest tests/site."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "overview.html": "index.html",
    "report.html": "reports/b2c3d4e5f6a1.html",
    "report-2019.html": "reports/c3d4e5f6a1b2.html",
    "report-unreadable.html": "reports/d4e5f6a1b2c3.html",
    "rule.html": "rules/T303.html",
    "rules.html": "rules/index.html",
    "suite.html": "suites/2021-requests.html",
    "suites.html": "suites/index.html",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_agreed(name: str, site: Path) -> None:
    drawn = (site / PAGES[name]).read_text(encoding="utf-8")
    golden = GOLDEN / name
    if os.environ.get("GOUJI_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(drawn, encoding="utf-8", newline="\n")
    assert drawn == golden.read_text(encoding="utf-8")
