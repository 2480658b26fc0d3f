"""The tables behind a circular: marks, and how many problems of each class each body has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gouji.letters.wording import Wording
from gouji.model import Category
from gouji.outputs.said import Voice
from gouji.outputs.view import Head, RunView
from gouji.scoring import Marks
from gouji.scoring.remarks import remark
from gouji.scoring.scores_json import number

_VOICE = Voice("zh")
_MARKS = {"group": 0.15, "rank": 0.08, "body": 0.32, "total": 0.1, "remark": 0.35}
_BODY, _VERDICT = 0.28, 0.16


def attach_tables(document: Any, view: RunView, wording: Wording, marks: Sequence[Marks]) -> None:
    """Each table on pages of its own; the marks where there are any."""
    from gouji.letters.paper import add_attachment
    from gouji.letters.widths import widths
    from gouji.outputs.office import add_table

    if marks:
        section = add_attachment(document, "附件1", wording.say("attachments", "marks"), landscape=False)
        titles = [_VOICE.say(f"score_{name}") for name in _MARKS]
        add_table(document, titles, map(_marks_row, marks), widths(section, list(_MARKS.values())))
    label = "附件2" if marks else "附件"
    section = add_attachment(document, label, wording.say("attachments", "problems"), landscape=True)
    shown = [kind for kind in Category if any(head.categories.get(kind.value) for head in view.heads)]
    titles = [_VOICE.say("export_column_organisation"), _VOICE.say("export_column_verdict")]
    titles += [_VOICE.say(f"category_{kind.value}") for kind in shown]
    shares = [_BODY, _VERDICT, *([(1 - _BODY - _VERDICT) / max(len(shown), 1)] * len(shown))]
    add_table(document, titles, _counts(view.heads, shown), widths(section, shares))


def name_of(head: Head) -> str:
    """The body, or the file of one that is not known."""
    return head.organisation or head.source


def _marks_row(marks: Marks) -> list[str]:
    total = "—" if marks.total is None else str(number(marks.total))
    rank = "—" if marks.rank is None else str(marks.rank)
    group = marks.head.group or _VOICE.say(f"export_kind_{marks.head.kind}")
    return [group, rank, name_of(marks.head), total, remark(marks, _VOICE)]


def _counts(heads: Sequence[Head], shown: Sequence[Category]) -> Iterator[list[str]]:
    for head in heads:
        counts = [str(head.categories.get(kind.value) or "") for kind in shown]
        yield [name_of(head), _VOICE.verdict(head.verdict.value, head.critical), *counts]
