"""File names of the pages and anchors in them: short ASCII, never taken from a report's own words."""

from __future__ import annotations

import hashlib
import re

ROWS_PER_PAGE = 200
ROWS_PER_FILE = 5_000
STYLE = "assets/gouji.css"
SCRIPT = "assets/gouji.js"
LIST_SCRIPT = "assets/list.js"
RULES_INDEX = "rules/index.html"
SUITES_INDEX = "suites/index.html"

_SAFE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")


def slug(name: str) -> str:
    """`name` when it is a harmless file name, otherwise a digest of it."""
    return name if _SAFE.fullmatch(name) else hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16]


def report_page(report: str) -> str:
    """The page of the report with this id, relative to the site."""
    return f"reports/{slug(report)}.html"


def rule_page(rule: str) -> str:
    """The page of the rule with this id, relative to the site."""
    return f"rules/{slug(rule)}.html"


def suite_page(suite: str, number: int) -> str:
    """The page of the `number`th stored result (from 1) of a suite, relative to the site."""
    name = slug(suite.replace(".", "-"))
    return f"suites/{name}.html" if number == 1 else f"suites/{name}-{number}.html"


def single_page(report: str) -> str:
    """The report's page as one file that can be forwarded, relative to the site."""
    return f"single/{slug(report)}.html"


def body_page(body: str) -> str:
    """The page of the body known by `body` (its id in the register, or its name), relative to the site."""
    return f"bodies/{hashlib.sha256(body.encode('utf-8', 'replace')).hexdigest()[:12]}.html"


def compare_page(earlier: str, later: str) -> str:
    """The page that sets two reports side by side, relative to the site."""
    return f"compare/{slug(earlier)}-{slug(later)}.html"


def scores_page(number: int) -> str:
    """The `number`th page (from 1) of the marks, relative to the site."""
    return "scores/index.html" if number == 1 else f"scores/index-{number}.html"


def list_file(number: int) -> str:
    """The `number`th file (from 1) of the list that the overview searches, relative to the site."""
    return f"data/list-{number}.js"


def is_picture(file: str) -> bool:
    """Whether `file` is the harmless name of a picture."""
    return file.endswith(".png") and _SAFE.fullmatch(file.removesuffix(".png")) is not None


def picture_file(file: str) -> str:
    """The picture called `file`, relative to the site."""
    return f"pictures/{file}"


def original_file(report: str) -> str:
    """The file of a report as it was read, packed, relative to the site."""
    return f"originals/{slug(report)}.zip"


def scan_anchor(file: str) -> str:
    """The anchor of a picture on its report's page."""
    return f"s-{file.removesuffix('.png')}"


def index_page(number: int) -> str:
    """The `number`th page (from 1) of the overview, relative to the site."""
    return "index.html" if number == 1 else f"index-{number}.html"


def index_pages(rows: int) -> int:
    """How many pages an overview of this many reports has."""
    return max(1, -(-rows // ROWS_PER_PAGE))


def list_files(rows: int) -> int:
    """How many files the list of this many reports has."""
    return -(-rows // ROWS_PER_FILE)


def cell_anchor(key: str) -> str:
    """The anchor of a form cell on a report's page."""
    return "c-" + key.replace(".", "-")


def finding_anchor(fingerprint: str) -> str:
    """The anchor of a finding on a report's page."""
    return f"f-{slug(fingerprint)}"


def web_address(url: str | None) -> str | None:
    """`url` when it is an ordinary web address that may become a link, otherwise None."""
    return url if url and re.match(r"https?://[^\s\"'<>]+\Z", url) else None
