"""Write the site, page by page. A page that cannot be drawn is logged and left out, the others are still written."""

from __future__ import annotations

import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from gouji.site import pages
from gouji.site.addresses import (
    LIST_SCRIPT,
    RULES_INDEX,
    SCRIPT,
    STYLE,
    SUITES_INDEX,
    list_file,
    original_file,
    picture_file,
    report_page,
    single_page,
    suite_page,
)
from gouji.site.body import body_view
from gouji.site.bulk import Drawn, Writer, draw_all, drawn, kept, worked_out
from gouji.site.catalogue import rule_view
from gouji.site.compare import compare_view, prior_figures
from gouji.site.inputs import Records
from gouji.site.kin import Body, Kin, Pair
from gouji.site.listing import list_texts
from gouji.site.overview import listed, overview_pages
from gouji.site.report import report_view
from gouji.site.run import Catalogue, RunFacts
from gouji.site.scans import scan_views
from gouji.site.score_pages import ScoresPage
from gouji.site.suite import SuiteView
from gouji.site.summary import Summary, summarise

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the pages of reports and bodies are drawn from.

    `kin` are the other reports of each one's body, `known` the ids of all that will have a page.
    """

    records: Records
    kin: Mapping[str, Kin]
    known: frozenset[str]
    catalogue: Catalogue
    run: RunFacts


def write_reports(
    records: Records,
    kin: Mapping[str, Kin],
    summaries: Sequence[Summary],
    catalogue: Catalogue,
    run: RunFacts,
    write: Writer,
) -> list[Summary]:
    """A page for each record, as one file too where that is asked for; many are drawn in worker processes.

    `summaries` are those of the records. Returns those whose pages were written; all of them where no body is named and
    reports have no pages.
    """
    if not run.audience.names:
        return list(summaries)
    known = frozenset(summary.id for summary in summaries)
    drawings = draw_all(_draw_report, Sources(records, kin, known, catalogue, run), records.names())
    written = {page.path for found in drawings for page in found if kept(page, write)}
    return [summary for summary in summaries if summary.page in written]


def _draw_report(sources: Sources, name: str) -> list[Drawn]:
    """The pictures and pages of the record in a file."""
    record = sources.records.read(name)
    if record is None:
        return []
    key = str(record.get("id"))
    scans = sources.records.scans(record)
    pictures = [Drawn(picture_file(file), data) for file, data in scans.items()]
    draw = partial(_report, sources, record, scans)
    page = drawn(report_page(key), draw)
    if page.content is None:
        return [*pictures, page]
    single = [drawn(single_page(key), partial(draw, single=True))] if sources.run.single_files else []
    return [*pictures, page, *single]


def _report(sources: Sources, record: Mapping[str, Any], scans: Mapping[str, bytes], single: bool = False) -> str:
    kin = sources.kin.get(str(record.get("id")))
    prior = prior_figures(sources.records.find(kin.prior)) if kin and kin.prior else {}
    scanned = scan_views(record, scans, single)
    view = report_view(record, sources.catalogue.by_id, kin, prior, sources.known, scanned)
    if sources.records.original(view.summary.id):
        view = replace(view, original=original_file(view.summary.id))
    view = replace(view, rounds=sources.records.rounds(record.get("organisation")))
    return pages.render_report(view, sources.run, single)


def write_bodies(bodies: Iterable[Body], records: Records, catalogue: Catalogue, run: RunFacts, write: Writer) -> None:
    """A page for each body with several reports, and one for each two of them that are set side by side."""
    named = tuple(bodies) if run.audience.names else ()
    for found in draw_all(_draw_body, Sources(records, {}, frozenset(), catalogue, run), named):
        for page in found:
            kept(page, write)


def _draw_body(sources: Sources, body: Body) -> list[Drawn]:
    """The page of a body and those of its pairs."""
    pairs = [drawn(pair.page, partial(_pair, body, pair, sources.records, sources.run)) for pair in body.pairs]
    return [drawn(body.page, partial(_body, body, sources.records, sources.catalogue, sources.run)), *pairs]


def _body(body: Body, records: Records, catalogue: Catalogue, run: RunFacts) -> str:
    found = [records.find(member.id) for member in body.members]
    return pages.render_body(body_view(body, found, catalogue.by_id), run)


def _pair(body: Body, pair: Pair, records: Records, run: RunFacts) -> str:
    earlier, later = records.find(pair.earlier.id), records.find(pair.later.id)
    if earlier is None or later is None:
        raise ValueError(f"a record of {pair.page} is not there")
    return pages.render_compare(compare_view(body.name, body.page, pair, earlier, later), run)


def write_rules(summaries: Sequence[Summary], catalogue: Catalogue, run: RunFacts, write: Writer) -> None:
    """A page for each rule, with the reports that break it, and the catalogue of rules."""
    views = [rule_view(rule, summaries, run.audience, catalogue.off.get(rule.id)) for rule in catalogue.rules]
    for view in views:
        _attempt(view.page, partial(pages.render_rule, view, run), write)
    _attempt(RULES_INDEX, partial(pages.render_rules, views, run), write)


def write_suites(
    views: Iterable[SuiteView], draw: Callable[[SuiteView, str], str], run: RunFacts, write: Writer
) -> None:
    """A page for each stored suite result, drawn by `draw` for its path, and the list of them."""
    seen: Counter[str] = Counter()
    shown: list[tuple[str, SuiteView]] = []
    for view in views:
        seen[view.name] += 1
        name = suite_page(view.name, seen[view.name])
        if _attempt(name, partial(draw, view, name), write):
            shown.append((name, view))
    _attempt(SUITES_INDEX, partial(pages.render_suites, shown, run), write)


def write_overview(summaries: Sequence[Summary], catalogue: Catalogue, run: RunFacts, write: Writer) -> None:
    """The pages of the overview, and the list that they search."""
    for page in overview_pages(summaries, catalogue, run):
        _attempt(page.path, partial(pages.render_overview, page, run), write)
    for number, text in enumerate(list_texts(listed(summaries, run)), start=1):
        _attempt(list_file(number), partial(str, text), write)


def write_scores(scores: Iterable[ScoresPage], run: RunFacts, write: Writer) -> None:
    """The pages of the marks under a score sheet."""
    for page in scores:
        _attempt(page.path, partial(pages.render_scores, page, run), write)


def write_assets(write: Writer) -> None:
    """The stylesheet and the scripts that all pages share."""
    for path in (STYLE, SCRIPT, LIST_SCRIPT):
        write(path, pages.asset(path))


def all_summaries(records: Records) -> list[Summary]:
    """The summaries of all records of a run that can be summed up, many read in worker processes; others are logged."""
    return worked_out(records.known_by, partial(_all_summed_up, records))


def _all_summed_up(records: Records) -> list[Summary]:
    found: list[Summary] = []
    for name, summed in draw_all(_sum_up, records, records.names()):
        if isinstance(summed, Summary):
            found.append(summed)
        else:
            logger.error("the record %s cannot be summed up\n%s", name, summed)
    return found


def _sum_up(records: Records, name: str) -> tuple[str, Summary | str]:
    """The summary of the record in a file, or why there is none."""
    record = records.read(name)
    if record is None:
        return name, "it cannot be read"
    try:
        return name, summarise(record)
    except (KeyError, TypeError, ValueError, AttributeError):
        return name, traceback.format_exc()


def _attempt(path: str, draw: Callable[[], str], write: Writer) -> bool:
    """Draw and write one page; whether it was written."""
    return kept(drawn(path, draw), write)
