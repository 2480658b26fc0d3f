"""Counts and names that every summary of a run states in the same words."""

from __future__ import annotations

from collections import Counter

from gouji.model import Category, VerdictKind
from gouji.outputs.safe_text import clipped, printable
from gouji.outputs.said import Voice
from gouji.outputs.view import Head, RunView

_NAME = 200
_ERRORS = 10


def body_name(head: Head, voice: Voice) -> str:
    """A body with the year of its report, as it is headed."""
    name = clipped(printable(head.organisation or voice.say("cli_unknown_organ")).replace("\n", " "), _NAME)
    return f"{name} {head.year}" if head.year else name


def verdict_counts(view: RunView, voice: Voice) -> list[tuple[str, int]]:
    """How many reports came to each verdict, and all of them; verdicts that none came to are left out."""
    counts = [(voice.say(f"short_{kind}"), count) for kind in VerdictKind if (count := view.count(kind))]
    return [*counts, (voice.say("export_total"), len(view.heads))]


def category_counts(view: RunView, voice: Voice) -> list[tuple[str, int, int]]:
    """Each category of problem that occurs: its name, how many reports have it, how many problems they are."""
    problems: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    for head in view.heads:
        problems.update(head.categories)
        reports.update(head.categories.keys())
    occurring = (kind for kind in Category if problems[kind])
    return [(voice.say(f"category_{kind}"), reports[kind], problems[kind]) for kind in occurring]


def run_errors(view: RunView, voice: Voice) -> list[str]:
    """What went wrong with the run itself, the first few errors; results.json has all of them."""
    shown = [voice.of(error, "message") for error in view.errors[:_ERRORS]]
    rest = len(view.errors) - len(shown)
    return [*shown, voice.say("export_errors_more", count=rest)] if rest > 0 else shown
