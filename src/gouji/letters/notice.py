"""The notice to a body (整改通知): covering letter, list of problems (附件1) and reply form (附件2) in one document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from gouji.letters.cited import Cited, citation, cite_nothing
from gouji.letters.recipients import Recipient
from gouji.letters.wording import Wording, load_wording
from gouji.model import Step
from gouji.outputs.issues import Issue
from gouji.outputs.said import Voice

NAMES = frozenset("body year count categories deadline name document earlier".split())
_SHIPPED = "notice.yml"
# Letters go to Chinese offices.
_VOICE = Voice("zh")
# The columns of the list and of the reply form, with the share of the width that each takes.
_LIST = {
    "number": 0.04,
    "organisation": 0.08,
    "category": 0.07,
    "place": 0.12,
    "raw": 0.10,
    "problem": 0.20,
    "basis": 0.12,
    "advice": 0.13,
    "deadline": 0.05,
    "mended": 0.05,
    "reviewed": 0.04,
}
_REPLY = {"number": 0.08, "place": 0.27, "mended": 0.4, "objection": 0.25}


@dataclass(frozen=True, slots=True)
class NoticeOptions:
    """How the office wants its letters: `letterhead` is a document whose page, styles and head are taken over.

    `cited` knows the numbers of earlier notices.
    """

    wording: Wording
    deadline: date | None = None
    letterhead: Path | None = None
    cited: Cited = cite_nothing


def notice_wording(own: Path | None = None) -> Wording:
    """The wording of the notice. Raises RuleError for a file of the office's own that cannot be used."""
    return load_wording(_SHIPPED, NAMES, own)


def write_notice(recipient: Recipient, options: NoticeOptions, file: IO[bytes]) -> None:
    """Write one body's letter with its two attachments. Raises LetterheadRefused for a letterhead that is none."""
    from gouji.letters.paper import open_paper

    wording, values = options.wording, _values(recipient, options)
    document = open_paper(wording.say("title", **values), options.letterhead)
    _cover(document, wording, values)
    _list(document, recipient, options, values)
    _reply(document, recipient, wording, values)
    document.save(file)


def _values(recipient: Recipient, options: NoticeOptions) -> dict[str, object]:
    categories = dict.fromkeys(_VOICE.say(f"category_{issue.category}") for issue in recipient.issues)
    values = {
        "body": recipient.body,
        "year": str(recipient.head.year) if recipient.head.year else "",
        "count": str(len(recipient.issues)),
        "categories": "、".join(categories),
        "deadline": _due_at_all(recipient, options) or options.wording.say("no_deadline"),
        "name": options.wording.say("name"),
    }
    fingerprints = [name for issue in recipient.issues for name in issue.fingerprints]
    return citation(options.wording, options.cited, fingerprints, values)


def _due_at_all(recipient: Recipient, options: NoticeOptions) -> str:
    """The one day that stands behind every problem; empty where there is none, or where it is over."""
    days = {_due(issue, options) for issue in recipient.issues}
    late = any(finding.get("status") == Step.OVERDUE for finding in recipient.record["findings"])
    return days.pop() if len(days) == 1 and (options.deadline or not late) else ""


def _due(issue: Issue, options: NoticeOptions) -> str:
    """When a problem is to be mended: as it is said for this letter, else as the ledger knows it."""
    if options.deadline:
        return chinese_day(options.deadline)
    return "\n".join(_day(day) for day in issue.followup.deadline.splitlines())


def _day(text: str) -> str:
    try:
        return chinese_day(date.fromisoformat(text))
    except ValueError:
        # A record that somebody wrote by hand: what it says is for whoever reads the draft to see.
        return text


def chinese_day(day: date) -> str:
    """2025年1月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _cover(document: Any, wording: Wording, values: dict[str, object]) -> None:
    from gouji.letters.paper import add_draft_mark, add_signature
    from gouji.outputs.office import add_text, add_title

    add_draft_mark(document, wording.say("draft"), wording.say("number"))
    add_title(document, wording.say("title", **values))
    add_text(document, wording.say("salutation", **values), indent=False)
    for text in wording.all("paragraphs", **values):
        add_text(document, text)
    add_text(document, wording.say("contact", **values))
    add_text(document, "")
    for number, text in enumerate(wording.all("attachments", **values), 1):
        add_text(document, f"附件：{number}. {text}" if number == 1 else f"　　　{number}. {text}")
    add_signature(document, wording.say("signature", **values), wording.say("date", **values))


def _list(document: Any, recipient: Recipient, options: NoticeOptions, values: dict[str, object]) -> None:
    from gouji.letters.paper import add_attachment
    from gouji.letters.widths import widths
    from gouji.outputs.office import add_table, add_text
    from gouji.outputs.office.fonts import BODY_FONT, Face

    section = add_attachment(document, "附件1", options.wording.say("list_title", **values), landscape=True)
    rows = [
        _issue_row(number, issue, recipient, _due(issue, options)) for number, issue in enumerate(recipient.issues, 1)
    ]
    titles = [_VOICE.say(f"export_column_{name}") for name in _LIST]
    add_table(document, titles, rows, widths(section, list(_LIST.values())), Face(BODY_FONT, 9))
    add_text(document, options.wording.say("list_note", **values), indent=False, face=Face(BODY_FONT, 9))


def _issue_row(number: int, issue: Issue, recipient: Recipient, due: str) -> list[str]:
    category = f"{_VOICE.say(f'category_{issue.category}')}\n（{_VOICE.say(f'severity_{issue.severity}')}）"
    said = [issue.place, issue.raw, issue.description, issue.basis, issue.advice]
    return [
        str(number),
        recipient.body,
        category,
        *said,
        due,
        issue.followup.done,
        issue.followup.reviewed,
    ]


def _reply(document: Any, recipient: Recipient, wording: Wording, values: dict[str, object]) -> None:
    from gouji.letters.paper import add_attachment
    from gouji.letters.widths import leave_room, widths
    from gouji.outputs.office import add_table, add_text

    section = add_attachment(document, "附件2", wording.say("reply_title", **values), landscape=False)
    add_text(document, wording.say("reply_unit", **values), indent=False)
    add_text(document, wording.say("reply_note", **values), indent=False)
    rows = [[str(number), issue.place, "", ""] for number, issue in enumerate(recipient.issues, 1)]
    titles = [_VOICE.say(f"export_column_{name}") for name in _REPLY]
    table = add_table(document, titles, rows, widths(section, list(_REPLY.values())))
    leave_room(table)
    add_text(document, wording.say("reply_filler", **values), indent=False)
    add_text(document, wording.say("reply_date", **values), indent=False)
