"""The pages as HTML: view models go in, text comes out. Everything is escaped, whatever a template is called."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from gouji.site.addresses import RULES_INDEX, SCRIPT, STYLE, SUITES_INDEX, report_page, slug
from gouji.site.catalogue import RuleView
from gouji.site.figures import clipped
from gouji.site.labels import both, label
from gouji.site.overview import OverviewPage
from gouji.site.report import ReportView
from gouji.site.run import RunFacts
from gouji.site.suite import SuiteView

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("gouji.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "t": lambda code, **params: both(label(code, **params)),
        "word": label,
        "policy": POLICY,
        "style": STYLE,
        "script": SCRIPT,
        "rules_index": RULES_INDEX,
        "suites_index": SUITES_INDEX,
        "report_page": report_page,
    }
    environment.filters |= {"both": both, "clipped": clipped, "slug": slug}
    return environment


def _render(template: str, path: str, run: RunFacts, **values: Any) -> str:
    root = "../" * path.count("/")
    return _environment().get_template(f"{template}.html.j2").render(root=root, path=path, run=run, **values)


def render_overview(page: OverviewPage) -> str:
    """One page of the overview."""
    return _render("overview", page.path, page.run, page=page)


def render_report(view: ReportView, run: RunFacts) -> str:
    """A report's page."""
    return _render("report", view.summary.page, run, view=view)


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


def asset(path: str) -> str:
    """The text of a file that pages link to (`assets/gouji.css`)."""
    return files("gouji.site").joinpath(path).read_text(encoding="utf-8")
