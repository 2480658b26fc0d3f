"""Write the site, page by page. A page that cannot be drawn is logged and left out, the others are still written."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from gouji.site import pages
from gouji.site.addresses import (
    RULES_INDEX,
    SCRIPT,
    STYLE,
    SUITES_INDEX,
    index_page,
    index_pages,
    report_page,
    rule_page,
    suite_page,
)
from gouji.site.catalogue import rule_view
from gouji.site.overview import overview_pages
from gouji.site.report import report_view
from gouji.site.run import Catalogue, RunFacts
from gouji.site.suite import SuiteView
from gouji.site.summary import Summary, summarise

logger = logging.getLogger(__name__)

Writer = Callable[[str, str], None]
"""Takes a path below the site (posix) and the text of the file."""


def write_reports(
    records: Iterable[Mapping[str, Any]], catalogue: Catalogue, run: RunFacts, write: Writer
) -> list[Summary]:
    """A page for each record; records are taken one at a time. Returns their summaries."""
    summaries: list[Summary] = []
    for record in records:
        name = report_page(str(record.get("id")))
        if _attempt(name, partial(_report, record, catalogue, run), write):
            summaries.append(summarise(record))
    return summaries


def _report(record: Mapping[str, Any], catalogue: Catalogue, run: RunFacts) -> str:
    return pages.render_report(report_view(record, catalogue.by_id), run)


def write_rules(summaries: list[Summary], catalogue: Catalogue, run: RunFacts, write: Writer) -> None:
    """A page for each rule, with the reports that break it, and the catalogue of rules."""
    views = [rule_view(rule, summaries) for rule in catalogue.rules]
    for view in views:
        _attempt(view.page, partial(pages.render_rule, view, run), write)
    _attempt(RULES_INDEX, partial(pages.render_rules, views, run), write)


def write_suites(
    views: Iterable[SuiteView], draw: Callable[[SuiteView, str], str], run: RunFacts, write: Writer
) -> None:
    """A page for each stored suite result, drawn by `draw` for its path, and the list of them."""
    seen: Counter[str] = Counter()
    listed: list[tuple[str, SuiteView]] = []
    for view in views:
        seen[view.name] += 1
        name = suite_page(view.name, seen[view.name])
        if _attempt(name, partial(draw, view, name), write):
            listed.append((name, view))
    _attempt(SUITES_INDEX, partial(pages.render_suites, listed, run), write)


def write_overview(summaries: list[Summary], catalogue: Catalogue, run: RunFacts, write: Writer) -> None:
    """The pages of the overview."""
    for page in overview_pages(summaries, catalogue, run):
        _attempt(page.path, partial(pages.render_overview, page), write)


def write_assets(write: Writer) -> None:
    """The stylesheet and the script that all pages share."""
    for path in (STYLE, SCRIPT):
        write(path, pages.asset(path))


def summaries_of(records: Iterable[Mapping[str, Any]]) -> list[Summary]:
    """The summaries of all records that can be summed up; the others are logged."""
    found: list[Summary] = []
    for record in records:
        try:
            found.append(summarise(record))
        except (KeyError, TypeError, ValueError, AttributeError):
            logger.exception("the record %s cannot be summed up", record.get("id"))
    return found


def _attempt(path: str, draw: Callable[[], str], write: Writer) -> bool:
    """Draw and write one page; whether it was written."""
    try:
        write(path, draw())
    except Exception:
        logger.exception("the page %s could not be built", path)
        return False
    return True


def missing_pages(
    site: Path, records: Iterable[Mapping[str, Any]], rules: Iterable[Any], suites: Iterable[str] = ()
) -> list[str]:
    """The pages and assets that a finished site must have and has not, or has empty; paths relative to `site`.

    `records` need `id` and `verdict`, `rules` need `id`; `suites` names the suite of each stored result.
    """
    expected = [STYLE, SCRIPT, RULES_INDEX, SUITES_INDEX]
    listed = 0
    for record in records:
        expected.append(report_page(str(record["id"])))
        listed += record.get("verdict") != "unreadable"
    expected += [index_page(number) for number in range(1, index_pages(listed) + 1)]
    expected += [rule_page(rule.id) for rule in rules]
    seen: Counter[str] = Counter()
    for suite in suites:
        seen[suite] += 1
        expected.append(suite_page(suite, seen[suite]))
    return [path for path in expected if not _has_content(site / path)]


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
