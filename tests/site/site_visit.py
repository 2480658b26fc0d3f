"""Pages of a site opened in Chromium from disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

# Words that the program chooses itself and branches on; everything else of a record comes from a file somebody sent.
OURS = frozenset("id rule severity verdict outcome state edition match cell cells frame category quantity kind".split())
# A click that opens another page returns before that page is parsed, and the machine may be busy: what is expected of
# a page is waited for, never read at once.
expect.set_options(timeout=30_000)


class Visit:
    """An opened page, with everything it asked for and complained of."""

    def __init__(self, browser: Browser, site: Path, **context: Any) -> None:
        self.page: Page = browser.new_context(**context).new_page()
        self.site = site
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))

    def to(self, name: str) -> Page:
        self.page.goto((self.site / name).as_uri())
        return self.page


Open = Callable[..., Visit]
