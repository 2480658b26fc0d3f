"""The index builder that Great Expectations' SiteBuilder loads: the overview of a run, paginated."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from gouji.site.gx_store import SiteStore
from gouji.site.inputs import read_catalogue, read_records, read_run
from gouji.site.publish import summaries_of, write_overview
from gouji.site.run import run_facts

_PAGE = re.compile(r"index(-\d+)?\.html")


class GoujiIndexBuilder:
    """Writes index.html and its further pages.

    `records_directory` and `run_file` are relative to the root of the GX project; where they are not there, the
    overview says that no check has been run.
    """

    def __init__(
        self,
        name: str,
        site_name: str,
        data_context: Any,
        target_store: Any,
        records_directory: str,
        run_file: str,
        **_: Any,
    ) -> None:
        root = Path(data_context.root_directory)
        self.name = name
        self._site_name = site_name
        self._root = root
        self._store = target_store
        self._site = SiteStore(target_store)
        self._records = root / records_directory
        self._run = root / run_file

    def build(self, skip_and_clean_missing: bool = True, build_index: bool = True) -> tuple[Any, dict[str, Any] | None]:
        """Write the overview; returns its address and GX's mapping of links, which names the site only."""
        if not build_index:
            return None, None
        catalogue = read_catalogue(self._root)
        run = run_facts(read_run(self._run), catalogue)
        for name in filter(_PAGE.fullmatch, self._site.top_level()):
            self._site.remove(name)
        write_overview(summaries_of(read_records(self._records)), catalogue, run, self._site.write)
        return self._store.get_url_for_resource(only_if_exists=False), {"site_name": self._site_name}
