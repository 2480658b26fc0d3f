"""A rule's page: what it asks, why, on what basis, how to mend it, and who breaks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.messages import message
from gouji.model import Rule, Text
from gouji.rulebook import Off
from gouji.rulebook.pages import Passage, passages
from gouji.site.addresses import rule_page, web_address
from gouji.site.audience import Audience
from gouji.site.labels import joined, label, label_or
from gouji.site.summary import Broken, Summary, in_order

REPORTS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PassageView:
    """A heading with its lines; a line's address is set only where it is an ordinary web address."""

    heading: Text
    lines: tuple[tuple[Text, str | None], ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule's page. `breaking` are the reports of the run that break it, worst first, at most `REPORTS_SHOWN`.

    `off` is why it did not run, None where it did.
    """

    rule: Rule
    page: str
    severity: str
    severity_text: Text
    editions: Text
    passages: tuple[PassageView, ...]
    off: Text | None
    breaking: tuple[tuple[Summary, Broken], ...]
    reports: int
    findings: int

    @property
    def hidden(self) -> int:
        """How many reports a list that is shown leaves out."""
        return self.reports - len(self.breaking) if self.breaking else 0


def rule_view(
    rule: Rule, summaries: Sequence[Summary], audience: Audience = Audience.INTERNAL, off: Off | None = None
) -> RuleView:
    """The page of `rule` for a run with these reports; they are listed for an audience to which bodies are named."""
    found = in_order((s for s in summaries if rule.id in s.broken), ranked=audience.internal)
    breaking = [(summary, summary.broken[rule.id]) for summary in found]
    return RuleView(
        rule,
        rule_page(rule.id),
        str(rule.severity),
        label(f"severity_{rule.severity}"),
        joined([label_or(f"edition_{name}", name) for name in rule.editions], "、", ", "),
        tuple(_passage(each) for each in passages(rule)),
        message(f"off_{off.value}") if off else None,
        tuple(breaking[:REPORTS_SHOWN]) if audience.names else (),
        len(breaking),
        sum(broken.count for _, broken in breaking),
    )


def _passage(passage: Passage) -> PassageView:
    links = passage.links or (None,) * len(passage.lines)
    addresses = (web_address(link) for link in links)
    return PassageView(passage.heading, tuple(zip(passage.lines, addresses, strict=True)))
