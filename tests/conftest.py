"""What tests share: one real run over many documents, because a run of Great Expectations costs seconds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from kit.checked import Checked

# How long an example takes says what else the machine does; what is already set (as in CI) stays.
settings.register_profile("gouji", settings(), deadline=None)
settings.load_profile("gouji")


@pytest.fixture(autouse=True, scope="session")
def _no_cache_of_the_user() -> Iterator[None]:
    """No test reads or writes what the user's own runs have read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOUJI_CACHE", "")
        yield


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """A check of every example, the kit's figures in turn in every style, hostile names, twins and bad files."""
    from kit.checked import run_checked  # tests that do not ask for the run need not wait for what it imports

    return run_checked(tmp_path_factory.mktemp("checked"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process: Playwright takes no second one beside it."""
    from kit.chromium import chromium

    with chromium() as launched:
        yield launched
