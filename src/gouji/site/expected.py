"""Which pages a finished site must have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gouji.site.addresses import (
    LIST_SCRIPT,
    RULES_INDEX,
    SCRIPT,
    STYLE,
    SUITES_INDEX,
    index_page,
    index_pages,
    list_file,
    list_files,
    report_page,
    rule_page,
    single_page,
    suite_page,
)
from gouji.site.audience import Audience


def missing_pages(
    site: Path,
    records: Iterable[Mapping[str, Any]],
    rules: Iterable[Any],
    suites: Iterable[str] = (),
    audience: Audience = Audience.INTERNAL,
    single_files: bool = False,
) -> list[str]:
    """The pages and assets that a finished site must have and has not, or has empty; paths relative to `site`.

    `records` need `id` and `verdict`, `rules` need `id`; `suites` names the suite of each stored result. Pages of
    bodies and pairs are not counted: a report's own page says all that theirs do.
    """
    expected = [STYLE, SCRIPT, LIST_SCRIPT, RULES_INDEX]
    expected += _reports(records, single_files) if audience.names else [index_page(1)]
    expected += [rule_page(rule.id) for rule in rules]
    if audience.internal:
        expected += [SUITES_INDEX, *_suites(suites)]
    return [path for path in expected if not _has_content(site / path)]


def _reports(records: Iterable[Mapping[str, Any]], single_files: bool) -> Iterator[str]:
    listed = 0
    for record in records:
        yield report_page(str(record["id"]))
        if single_files:
            yield single_page(str(record["id"]))
        listed += record.get("verdict") != "unreadable"
    yield from (index_page(number) for number in range(1, index_pages(listed) + 1))
    yield from (list_file(number) for number in range(1, list_files(listed) + 1))


def _suites(suites: Iterable[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for suite in suites:
        seen[suite] += 1
        yield suite_page(suite, seen[suite])


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
