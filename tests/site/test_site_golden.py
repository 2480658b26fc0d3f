"""One golden page of each kind. Regenerate after a wanted change: GOUJI_GOLDEN=write pytest tests/site."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gouji.site.addresses import body_page

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
RICH = {
    "overview-rich.html": "index.html",
    "body.html": body_page("样本县人民政府"),
    "compare.html": "compare/e5f6a1b2c3d4-b2c3d4e5f6a1.html",
    "report-missing.html": "reports/f6a1b2c3d4e5.html",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_agreed(name: str, site: Path) -> None:
    _compare(name, (site / PAGES[name]).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", RICH)
def test_a_page_of_a_run_with_a_register_is_as_agreed(name: str, rich: Path) -> None:
    _compare(name, (rich / RICH[name]).read_text(encoding="utf-8"))


def _compare(name: str, drawn: str) -> None:
    golden = GOLDEN / name
    if os.environ.get("GOUJI_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(drawn, encoding="utf-8", newline="\n")
    assert drawn == golden.read_text(encoding="utf-8")
