"""The section builder that Great Expectations' SiteBuilder loads: report, rule and suite pages, and the assets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from great_expectations.data_context.util import instantiate_class_from_config

from gouji.site.addresses import original_file
from gouji.site.audience import Audience
from gouji.site.gx_store import SiteStore
from gouji.site.inputs import Records, read_catalogue, read_run
from gouji.site.kin import bodies_of, kin_by_report
from gouji.site.publish import all_summaries, write_assets, write_bodies, write_reports, write_rules, write_suites
from gouji.site.run import Catalogue, RunFacts, run_facts
from gouji.site.suite import SuiteView
from gouji.site.summary import Summary

VIEWS = "gouji.site.gx_view"
FOLDERS = ("assets", "bodies", "compare", "originals", "pictures", "reports", "rules", "single", "suites")


class GoujiSectionBuilder:
    """Writes everything below the site but the overview.

    `records_directory` and `run_file` are relative to the root of the GX project; where they are not there, the rule
    pages are written alone. `audience` is one of `Audience`; `single_files` writes each report as one file, too.
    `renderer` turns a stored suite result into a page's content and `view` that into HTML.
    Whatever else SiteBuilder passes is not needed.
    """

    def __init__(
        self,
        name: str,
        data_context: Any,
        target_store: Any,
        source_store_name: str,
        records_directory: str,
        run_file: str,
        renderer: Mapping[str, Any],
        view: Mapping[str, Any],
        audience: str = Audience.INTERNAL,
        single_files: bool = False,
        **_: Any,
    ) -> None:
        root = Path(data_context.root_directory)
        self.name = name
        self._root = root
        source = data_context.stores[source_store_name]
        self._source = source
        # The store of our own projects gives what it wrote; GX's makes objects of it that would be taken apart again.
        self._read = getattr(source, "read", source.get)
        self._site = SiteStore(target_store)
        self._audience = Audience(audience)
        self._single_files = bool(single_files)
        self._records = Records(root / records_directory, self._audience)
        self._run = root / run_file
        self._renderer = _load(renderer)
        self._view = _load(view)

    def build(self, resource_identifiers: Any = None) -> None:
        """Write all pages anew. They depend on each other, so a list of identifiers does not narrow it."""
        catalogue = read_catalogue(self._root)
        run = run_facts(read_run(self._run), catalogue, self._audience, self._single_files)
        self._site.clear(FOLDERS)
        write_assets(self._site.write)
        found = all_summaries(self._records)
        bodies = bodies_of(found, self._records.earlier())
        summaries = write_reports(self._records, kin_by_report(bodies), found, catalogue, run, self._site.write)
        self._place_originals(summaries)
        write_bodies(bodies, self._records, catalogue, run, self._site.write)
        write_rules(summaries, catalogue, run, self._site.write)
        if self._audience.internal:
            self._write_suites(summaries, catalogue, run)

    def _place_originals(self, summaries: Sequence[Summary]) -> None:
        """The files as they were read, where they were kept; the audience decides whether there are any."""
        for summary in summaries:
            original = self._records.original(summary.id)
            if original is not None:
                self._site.place(original_file(summary.id), original)

    def _write_suites(self, summaries: Sequence[Summary], catalogue: Catalogue, run: RunFacts) -> None:
        """The pages of the stored results: evidence for the office, with values from every report."""
        reports = frozenset(summary.id for summary in summaries)

        def draw(view: SuiteView, path: str) -> str:
            page: str = self._view.render(view, path, run, reports)
            return page

        write_suites(self._suites(catalogue), draw, run, self._site.write)

    def _suites(self, catalogue: Catalogue) -> Iterator[SuiteView]:
        """The stored results one by one, in the order of suite and time."""
        for key in sorted(self._source.list_keys(), key=lambda key: str(key.to_tuple())):
            yield self._renderer.render(self._read(key), catalogue.by_id)


def _load(config: Mapping[str, Any]) -> Any:
    """The class that the configuration names, made the way Great Expectations makes its own renderers and views."""
    made: Any = instantiate_class_from_config(  # type: ignore[no-untyped-call]
        config, runtime_environment={}, config_defaults={"module_name": VIEWS}
    )
    return made
