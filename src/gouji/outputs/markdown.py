"""The result as Markdown, for a comment, a wiki page or a note: counts, then each body's problems as a table."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from gouji.model import VerdictKind
from gouji.outputs.issues import issues
from gouji.outputs.safe_text import clipped, printable
from gouji.outputs.said import Voice
from gouji.outputs.tallies import body_name, run_errors, verdict_counts
from gouji.outputs.view import Head, RunView

Json = Mapping[str, Any]

_COLUMNS = ("number", "severity", "category", "place", "raw", "problem", "basis", "advice")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#!|~$^=>])")
# What begins a list where a line begins, and what readers turn into links and mentions.
_FIRST = re.compile(r"^(\d+)?([-+.])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", "@": "&#64;", "://": "&#58;//"}
_LINKING = re.compile("&|<|@|://")
_WEB = re.compile(r"(www)\.", re.IGNORECASE)
_CELL = 1_000


def write_markdown(view: RunView, file: IO[bytes], voice: Voice) -> None:
    """The result of the run as GitHub's Markdown; no word of a report is taken for markup."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
    for line in _lines(view, voice):
        text.write(line + "\n")
    text.flush()
    text.detach()


def _lines(view: RunView, voice: Voice) -> Iterator[str]:
    yield f"# {voice.say('export_title')}"
    yield ""
    yield from _table(
        [voice.say("export_column_verdict"), voice.say("export_column_reports")], verdict_counts(view, voice)
    )
    for text in run_errors(view, voice):
        yield f"- {plain(text)}"
    for head, record in view.records():
        if head.issues or head.verdict in (VerdictKind.UNREADABLE, VerdictKind.MISSING) or head.errors:
            yield from _report(head, record, voice)
    yield ""
    book = view.run["rulebook"]
    yield plain(voice.say("cli_rulebook", version=book["version"], digest=book["digest"][:12]))
    yield ""
    yield plain(voice.say("cli_caution"))


def _report(head: Head, record: Json, voice: Voice) -> Iterator[str]:
    yield ""
    yield f"## {plain(body_name(head, voice))} — {plain(voice.verdict(head.verdict, head.critical))}"
    yield ""
    yield plain(head.source)
    for entry in (*record["errors"], *([head.reason] if head.verdict is VerdictKind.MISSING and head.reason else ())):
        yield f"- {plain(voice.of(entry, 'message'))}"
    rows = [
        [
            str(number),
            voice.say(f"severity_{issue.severity}"),
            voice.say(f"category_{issue.category}"),
            issue.place,
            issue.raw,
            issue.description,
            issue.basis,
            issue.advice,
        ]
        for number, issue in enumerate(issues(record, voice), 1)
    ]
    if rows:
        yield ""
        yield from _table([voice.say(f"export_column_{name}") for name in _COLUMNS], rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield _row(heads)
    yield "|" + " --- |" * len(heads)
    yield from (_row(row) for row in rows)


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(plain(clipped(str(cell), _CELL)) for cell in cells) + " |"


def plain(text: str) -> str:
    """Text of which nothing is markup: on one line, signs escaped, tags and entities as their characters."""
    lines = printable(text).replace("\t", " ").strip().split("\n")
    return _FIRST.sub(r"\1\\\2", "<br>".join(_inert(line.strip()) for line in lines))


def _inert(line: str) -> str:
    linked = _LINKING.sub(lambda match: _ENTITIES[match[0]], _SPECIAL.sub(r"\\\1", line))
    return _WEB.sub(r"\1&#46;", linked)
