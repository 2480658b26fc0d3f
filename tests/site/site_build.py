"""Sites of invented reports, written without Great Expectations; and the configuration to build them with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from site_records import RUN, catalogue, suite_result

from gouji.site import pages
from gouji.site.publish import write_assets, write_overview, write_reports, write_rules, write_suites
from gouji.site.run import run_facts
from gouji.site.suite import suite_view

SITE_CONFIG = """
site_section_builders:
  expectations: None
  profiling: None
  validations:
    module_name: gouji.site.gx_sections
    class_name: GoujiSectionBuilder
    source_store_name: validation_results_store
    records_directory: ../records
    run_file: ../run.json
    renderer: {module_name: gouji.site.gx_view, class_name: SuiteResultRenderer}
    view: {module_name: gouji.site.gx_view, class_name: SuiteResultView}
site_index_builder:
  module_name: gouji.site.gx_index
  class_name: GoujiIndexBuilder
  records_directory: ../records
  run_file: ../run.json
"""


def publish(site: Path, records: list[dict[str, Any]]) -> Path:
    """Write the site of these records the way the builders do, without Great Expectations."""

    def write(path: str, text: str) -> None:
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    book = catalogue()
    run = run_facts(RUN, book)
    write_assets(write)
    summaries = write_reports(records, book, run, write)
    write_rules(summaries, book, run, write)
    known = frozenset(summary.id for summary in summaries)
    views = [suite_view(suite_result(), book.by_id)]
    write_suites(views, lambda view, path: pages.render_suite(view, path, run, known), run, write)
    write_overview(summaries, book, run, write)
    return site
