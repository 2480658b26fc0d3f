"""A published site of four invented reports, made once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from site_build import publish
from site_records import RUN, all_records, older, rich_records
from site_visit import Open, Visit


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("site"), all_records())


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with pages of every kind: of a body, of two reports side by side, and reports as single files."""
    return publish(tmp_path_factory.mktemp("rich"), rich_records(), single_files=True, previous=[older()])


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """A run folder as `check` leaves it before the pages are built, with its own GX project."""
    (tmp_path / "records").mkdir()
    for record in all_records():
        (tmp_path / "records" / f"{record['id']}.json").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "run.json").write_text(json.dumps(RUN), encoding="utf-8")
    return tmp_path


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Open]:
    visits: list[Visit] = []

    def make(where: Path = site, **context: Any) -> Visit:
        visits.append(Visit(browser, where, **context))
        return visits[-1]

    yield make
    for made in visits:
        made.page.context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What opens a browser needs one on the machine: `make test` leaves these tests out, and says so, where none is."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
