"""The score sheet as the pages show it, so that marks explain themselves: what a problem costs, caps, vetoes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gouji.messages import message
from gouji.model import Rule, Severity, Text
from gouji.site.figures import clipped, figure
from gouji.site.findings import RuleLink, rule_link

LONGEST_NAME = 300
LONGEST_REASON = 300

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PriceView:
    """What the sheet takes for a problem of a category, by weight, and the most it takes."""

    category: Text
    points: tuple[str, ...]
    cap: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """The score sheet; each veto with the rules that it is for and the most that is left."""

    title: Text
    digest: str
    full: str
    missing: str
    prices: tuple[PriceView, ...]
    vetoes: tuple[tuple[Text, tuple[RuleLink, ...], str], ...]
    unused: tuple[Text, ...]


def sheet_view(scores: Json, rules: Mapping[str, Rule]) -> SheetView:
    """The sheet of scores.json."""
    sheet: Json = scores["sheet"]
    prices = tuple(
        PriceView(
            message(f"category_{category}"),
            tuple(points(price.get(severity.value)) for severity in Severity),
            points(price["cap"]),
        )
        for category, price in sheet["categories"].items()
    )
    vetoes = tuple(
        (texts(veto, "reason"), tuple(linked(rule, rules) for rule in veto["rules"]), figure(veto["at_most"]))
        for veto in sheet["vetoes"]
    )
    unused = tuple(
        message("score_unused", body=clipped(each["body"], LONGEST_NAME)) for each in scores["unused_adjustments"]
    )
    full, missing = figure(scores["full_marks"]), figure(sheet["missing"])
    return SheetView(texts(sheet, "title"), str(sheet["sha256"]), full, missing, prices, vetoes, unused)


def linked(rule: str, rules: Mapping[str, Rule]) -> RuleLink:
    """A rule that the scores name."""
    return rule_link(rules, {"rule": rule})


def texts(entry: Json, name: str, limit: int = LONGEST_REASON) -> Text:
    """A text that an entry has in both languages."""
    return Text(clipped(str(entry[name]), limit), clipped(str(entry[f"{name}_en"]), limit))


def points(value: float | None) -> str:
    """Points as text; — where there are none."""
    return "—" if value is None else figure(value)
