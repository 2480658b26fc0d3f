"""Sites of invented reports, written without Great Expectations; and the configuration to build them with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from site_records import RUN, catalogue, suite_result

from gouji.site import Audience, pages
from gouji.site.addresses import slug
from gouji.site.inputs import Records
from gouji.site.kin import bodies_of, kin_by_report
from gouji.site.publish import (
    all_summaries,
    write_assets,
    write_bodies,
    write_overview,
    write_reports,
    write_rules,
    write_suites,
)
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


def publish(
    site: Path,
    records: list[dict[str, Any]],
    audience: Audience = Audience.INTERNAL,
    single_files: bool = False,
    previous: Sequence[dict[str, Any]] = (),
) -> Path:
    """Write the site of these records the way the builders do, without Great Expectations."""

    def write(path: str, content: str | bytes) -> None:
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    book = catalogue()
    with TemporaryDirectory() as folder:
        kept = Records(write_records(Path(folder), records, previous), audience)
        run = run_facts(RUN, book, audience, single_files)
        write_assets(write)
        found = all_summaries(kept)
        bodies = bodies_of(found, kept.earlier())
        summaries = write_reports(kept, kin_by_report(bodies), found, book, run, write)
        write_bodies(bodies, kept, book, run, write)
    write_rules(summaries, book, run, write)
    if audience.internal:
        known = frozenset(summary.id for summary in summaries)
        views = [suite_view(suite_result(), book.by_id)]
        write_suites(views, lambda view, path: pages.render_suite(view, path, run, known), run, write)
    write_overview(summaries, book, run, write)
    return site


def write_records(folder: Path, records: Sequence[dict[str, Any]], previous: Sequence[dict[str, Any]] = ()) -> Path:
    """Records as a run leaves them below `folder`; the folder of those that were checked."""
    for name, given in (("records", records), ("previous", previous)):
        (folder / name).mkdir()
        for record in given:
            (folder / name / f"{slug(record['id'])}.json").write_text(json.dumps(record), encoding="utf-8")
    return folder / "records"
