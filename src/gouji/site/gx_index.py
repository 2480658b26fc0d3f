"""The index builder that Great Expectations' SiteBuilder loads: the overview of a run, paginated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gouji.site.audience import Audience
from gouji.site.gx_store import SiteStore
from gouji.site.index import write_index
from gouji.site.inputs import Records


class GoujiIndexBuilder:
    """Writes index.html, its further pages, the list that they search, and the marks where there are some.

    `records_directory` and `run_file` are relative to the root of the GX project; where they are not there, the
    overview says that no check has been run. `audience` is one of `Audience`.
    """

    def __init__(
        self,
        name: str,
        site_name: str,
        data_context: Any,
        target_store: Any,
        records_directory: str,
        run_file: str,
        audience: str = Audience.INTERNAL,
        **_: Any,
    ) -> None:
        root = Path(data_context.root_directory)
        self.name = name
        self._site_name = site_name
        self._root = root
        self._store = target_store
        self._site = SiteStore(target_store)
        self._audience = Audience(audience)
        self._records = Records(root / records_directory, self._audience)
        self._run = root / run_file

    def build(self, skip_and_clean_missing: bool = True, build_index: bool = True) -> tuple[Any, dict[str, Any] | None]:
        """Write the overview; returns its address and GX's mapping of links, which names the site only."""
        if not build_index:
            return None, None
        write_index(self._root, self._records, self._run, self._audience, self._site)
        return self._store.get_url_for_resource(only_if_exists=False), {"site_name": self._site_name}
