"""The result of a run as a document tells it: the whole, then each body's problems. DOCX and PDF are set from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from gouji.model import VerdictKind
from gouji.model.china import day_in_china
from gouji.outputs.issues import Issue, issues
from gouji.outputs.safe_text import clipped, printable
from gouji.outputs.said import Voice
from gouji.outputs.tallies import body_name, category_counts, run_errors, verdict_counts
from gouji.outputs.view import Head, RunView

Json = Mapping[str, Any]

# Names in one paragraph; a paragraph of thousands is read by nobody.
_NAMES = 100
_SOURCE = 300
_ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the document. `kind` is `title`, `chapter`, `body`, `item`, `labelled` or `text`.

    `chapter` is a heading of the first level, `body` the heading of a report, `item` the head of a problem; `label` is
    what stands in bold before a `labelled` text.
    """

    kind: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its headings, its rows, and the share of the width that each column takes."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


Piece = Block | Grid


def story(view: RunView, voice: Voice) -> Iterator[Piece]:
    """The pieces of the document in their order, drawn from the records one by one."""
    yield Block("title", voice.say("export_title"))
    yield from _whole(view, voice)
    yield from _without_result(view, voice)
    yield from _problems(view, voice)
    yield from _clear(view, voice)
    yield Block("text", voice.say("cli_caution"))


def _whole(view: RunView, voice: Voice) -> Iterator[Piece]:
    book, run = view.run["rulebook"], view.run["run"]
    rules = voice.say("cli_rulebook", version=book["version"], digest=book["digest"][:12])
    yield Block("chapter", voice.say("export_chapter_whole"))
    yield Block("text", voice.say("export_whole", total=len(view.heads), day=day_in_china(run["started"]), rules=rules))
    counts = tuple((name, str(count)) for name, count in verdict_counts(view, voice))
    yield Grid((voice.say("export_column_verdict"), voice.say("export_column_reports")), counts, (0.6, 0.4))
    categories = tuple((name, str(reports), str(count)) for name, reports, count in category_counts(view, voice))
    if categories:
        yield Block("text", voice.say("export_whole_problems", count=sum(head.issues for head in view.heads)))
        heads = ("category", "reports", "problems")
        yield Grid(tuple(voice.say(f"export_column_{name}") for name in heads), categories, (0.5, 0.25, 0.25))
    for text in run_errors(view, voice):
        yield Block("text", text)


def _without_result(view: RunView, voice: Voice) -> Iterator[Piece]:
    heads = [head for head in view.heads if head.verdict in (VerdictKind.MISSING, VerdictKind.UNREADABLE)]
    if not heads:
        return
    yield Block("chapter", voice.say("export_chapter_without"))
    for head in heads:
        name = body_name(head, voice) if head.organisation else _source(head)
        label = voice.say("export_without", name=name, verdict=voice.say(f"short_{head.verdict}"))
        yield Block("labelled", voice.of(head.reason or {}, "message"), label)


def _problems(view: RunView, voice: Voice) -> Iterator[Piece]:
    if not any(head.issues for head in view.heads):
        return
    yield Block("chapter", voice.say("export_chapter_problems"))
    for head, record in view.records():
        if head.issues:
            yield from _report(head, record, voice)


def _report(head: Head, record: Json, voice: Voice) -> Iterator[Piece]:
    yield Block("body", f"{body_name(head, voice)}  {voice.verdict(head.verdict, head.critical)}")
    yield Block("labelled", _source(head), voice.say("export_label_source"))
    for number, issue in enumerate(issues(record, voice), 1):
        yield from _issue(number, issue, voice)
    rules = list(dict.fromkeys(str(entry["rule"]) for entry in record["undetermined"]))
    if rules:
        yield Block("labelled", " ".join(rules), voice.say("export_label_undetermined"))


def _issue(number: int, issue: Issue, voice: Voice) -> Iterator[Piece]:
    severity, category = voice.say(f"severity_{issue.severity}"), voice.say(f"category_{issue.category}")
    place = voice.listed(issue.place.split("\n"))
    yield Block("item", voice.say("export_item", n=number, severity=severity, category=category, place=place))
    parts = {"raw": issue.raw, "problem": issue.description, "basis": issue.basis, "advice": issue.advice}
    known = issue.followup
    parts |= {"deadline": known.deadline, "done": known.done, "reviewed": known.reviewed}
    for name, text in parts.items():
        if text:
            yield Block("labelled", text, voice.say(f"export_label_{name}"))


def _clear(view: RunView, voice: Voice) -> Iterator[Piece]:
    names = (body_name(head, voice) for head in view.heads if head.verdict is VerdictKind.CLEAR)
    first = True
    while batch := list(islice(names, _NAMES)):
        if first:
            yield Block("chapter", voice.say("export_chapter_clear"))
            first = False
        yield Block("text", voice.listed(batch))


def _source(head: Head) -> str:
    return clipped(printable(head.source).replace("\n", " "), _SOURCE)


def numbered(pieces: Iterable[Piece], voice: Voice) -> Iterator[Piece]:
    """The same pieces, the chapters numbered: 一、 in Chinese, 1. in English."""
    chapters = 0
    for piece in pieces:
        if isinstance(piece, Block) and piece.kind == "chapter":
            chapters += 1
            ordinal = f"{_ORDINALS[chapters - 1]}、" if voice.language == "zh" else f"{chapters}. "
            yield Block("chapter", ordinal + piece.text)
        else:
            yield piece


def lines_of(text: str) -> Sequence[str]:
    """The lines of a text that are to stand one below the other."""
    return [line for line in text.split("\n") if line.strip()]
