"""The renderer, the view and the store backend that Great Expectations' SiteBuilder loads by name for the site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from great_expectations.data_context.store.tuple_store_backend import TupleFilesystemStoreBackend

from gouji.model import Rule
from gouji.site import pages
from gouji.site.run import RunFacts
from gouji.site.suite import SuiteView, suite_view

GX_ASSETS = "static"


class SuiteResultRenderer:
    """Turns one stored validation result of Great Expectations into what its page shows."""

    def render(self, result: Any, rules: Mapping[str, Rule]) -> SuiteView:
        """The page's content, from an `ExpectationSuiteValidationResult` or the JSON of one."""
        return suite_view(result if isinstance(result, Mapping) else result.to_json_dict(), rules)


class SuiteResultView:
    """Turns the content of a suite result's page into HTML."""

    def render(self, content: SuiteView, path: str, run: RunFacts, reports: frozenset[str] = frozenset()) -> str:
        """The page; everything in it is escaped."""
        return pages.render_suite(content, path, run, reports)


class SiteFilesystemBackend(TupleFilesystemStoreBackend):
    """A folder on disk as the site's store, which does not take in Great Expectations' own styles and scripts.

    SiteBuilder copies 4 MB of them into each site whatever its pages need; ours need none and link to none.
    """

    def _set(self, key: Any, value: Any, **kwargs: Any) -> Any:
        parts = key if isinstance(key, tuple) else key.to_tuple()
        if parts and parts[0] == GX_ASSETS:
            return None
        return super()._set(key, value, **kwargs)  # type: ignore[no-untyped-call]

    def place(self, key: tuple[str, ...], file: Path) -> None:
        """Put `file` into the folder under a second name, which costs no room; as a copy where that is not possible."""
        target = Path(self.full_base_directory, *key)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        try:
            os.link(file, target)
        except OSError:
            shutil.copyfile(file, target)
