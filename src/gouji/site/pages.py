"""The pages as HTML: view models go in, text comes out."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from gouji.messages import message
from gouji.site.addresses import (
    LIST_SCRIPT,
    RULES_INDEX,
    SCRIPT,
    STYLE,
    SUITES_INDEX,
    report_page,
    single_page,
)
from gouji.site.body import BodyView
from gouji.site.catalogue import RuleView
from gouji.site.compare import CompareView
from gouji.site.overview import OverviewPage
from gouji.site.report import ReportView
from gouji.site.retest import RetestPage
from gouji.site.run import RunFacts
from gouji.site.score_pages import ScoresPage
from gouji.site.suite import SuiteView
from gouji.site.templating import environment

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
SINGLE_POLICY = (
    "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)


@cache
def _environment() -> Environment:
    return environment(
        policy=POLICY,
        style=STYLE,
        script=SCRIPT,
        list_script=LIST_SCRIPT,
        single_page=single_page,
        rules_index=RULES_INDEX,
        suites_index=SUITES_INDEX,
        report_page=report_page,
    )


@dataclass(frozen=True, slots=True)
class Inlined:
    """Style and script inside a page that stands alone, and the policy that allows just these two."""

    style: Markup
    script: Markup
    policy: str


@cache
def _inlined() -> Inlined:
    texts = [asset(path) for path in (STYLE, SCRIPT)]
    style, script = (b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") for text in texts)
    return Inlined(Markup(texts[0]), Markup(texts[1]), SINGLE_POLICY.format(style=style, script=script))  # noqa: S704 - our own files


def _render(template: str, path: str, run: RunFacts, alone: Inlined | None = None, **values: Any) -> str:
    """`root` leads from the page to the site; None in a page that stands alone, which links to no other."""
    root = None if alone else "../" * path.count("/")
    page = _environment().get_template(f"{template}.html.j2")
    return page.render(root=root, path=path, run=run, alone=alone, **values)


def render_overview(page: OverviewPage, run: RunFacts) -> str:
    """One page of the overview."""
    return _render("overview", page.path, run, page=page, counts=page.counts)


def render_report(view: ReportView, run: RunFacts, single: bool = False) -> str:
    """A report's page; `single` makes it one file with everything inside, to be forwarded."""
    return _render("report", view.summary.page, run, _inlined() if single else None, view=view)


def render_body(view: BodyView, run: RunFacts) -> str:
    """The page of a body with several reports."""
    return _render("body", view.body.page, run, view=view)


def render_compare(view: CompareView, run: RunFacts) -> str:
    """The page of two reports side by side."""
    return _render("compare", view.page, run, view=view)


def render_retest(page: RetestPage, run: RunFacts) -> str:
    """A page of two runs side by side; it stands alone and links only to the other pages of the comparison."""
    words = {name: message(f"diff_{name}") for name in ("title", "rate", "sum", "none", "first", "second", "note")}
    words |= {name: message(f"ledger_column_{name}") for name in ("result", "message")}
    return _render("retest", page.path, run, _inlined(), page=page, words=words)


def render_rule(view: RuleView, run: RunFacts) -> str:
    """A rule's page."""
    return _render("rule", view.page, run, view=view)


def render_rules(views: Sequence[RuleView], run: RunFacts) -> str:
    """The catalogue of rules."""
    return _render("rules", RULES_INDEX, run, views=views)


def render_suite(view: SuiteView, path: str, run: RunFacts, reports: frozenset[str] = frozenset()) -> str:
    """The page of one stored suite result; ids in `reports` become links to their pages."""
    return _render("suite", path, run, view=view, reports=reports)


def render_suites(views: Sequence[tuple[str, SuiteView]], run: RunFacts) -> str:
    """The list of stored suite results, each with its page."""
    return _render("suites", SUITES_INDEX, run, views=views)


def render_scores(page: ScoresPage, run: RunFacts) -> str:
    """A page of the marks under a score sheet."""
    return _render("scores", page.path, run, page=page)


def asset(path: str) -> str:
    """The text of a file that pages link to (`assets/gouji.css`)."""
    return files("gouji.site").joinpath(path).read_text(encoding="utf-8")
