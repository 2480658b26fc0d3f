"""The notice to a body on its re-test (复测情况): what was mended, what remains, what is new, and the reply form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from gouji.letters.cited import citation
from gouji.letters.notice import NoticeOptions, chinese_day
from gouji.letters.retested import Point, Result, Retested
from gouji.letters.wording import Wording, load_wording
from gouji.outputs.said import Voice

NAMES = frozenset(
    "body year issued mended partly remaining unclear new left rate deadline name bodies settled names "
    "document earlier".split()
)
SHIPPED = "retest.yml"
_VOICE = Voice("zh")
# The columns of the lists and of the reply form, with the share of the width that each takes.
_LEFT = {
    "number": 0.04,
    "result": 0.08,
    "category": 0.08,
    "place": 0.13,
    "raw": 0.10,
    "problem": 0.23,
    "basis": 0.12,
    "advice": 0.16,
    "deadline": 0.06,
}
_MENDED = {"number": 0.06, "category": 0.14, "place": 0.25, "problem": 0.55}
_REPLY = {"number": 0.08, "place": 0.27, "mended": 0.4, "objection": 0.25}
_PARTS = {
    "left": (_LEFT, (Result.REMAINING, Result.PARTLY, Result.UNCLEAR)),
    "new": (_LEFT, (Result.NEW,)),
    "mended": (_MENDED, (Result.MENDED,)),
}


def retest_wording(own: Path | None = None) -> Wording:
    """The wording of the letters on a re-test. Raises RuleError for a file of the office's own that cannot be used."""
    return load_wording(SHIPPED, NAMES, own)


def counted(each: Retested) -> dict[str, int]:
    """The counts that a letter states, by the names of their placeholders."""
    counts = {result.value: each.count(result) for result in Result}
    return counts | {"issued": each.issued, "left": len(each.left)}


def rate(mended: int, issued: int) -> str:
    """The rate of mending (整改率) in words; a dash where there was nothing to mend."""
    return f"{mended / issued:.1%}" if issued else "—"


def write_retest_notice(each: Retested, options: NoticeOptions, file: IO[bytes]) -> None:
    """Write one body's letter with its two attachments. Raises LetterheadRefused for a letterhead that is none."""
    from gouji.letters.paper import open_paper

    wording, values = options.wording, _values(each, options)
    document = open_paper(wording.say("title", **values), options.letterhead)
    _cover(document, each, wording, values)
    _list(document, each, options, values)
    if each.left:
        _reply(document, each, wording, values)
    document.save(file)


def _values(each: Retested, options: NoticeOptions) -> dict[str, object]:
    words: dict[str, object] = {
        "body": each.body,
        "year": str(each.year) if each.year else "",
        "rate": rate(each.count(Result.MENDED), each.issued),
        "deadline": chinese_day(options.deadline) if options.deadline else options.wording.say("no_deadline"),
        "name": options.wording.say("name"),
    }
    known = [name for point in each.points if point.result is not Result.NEW for name in point.issue.fingerprints]
    return citation(options.wording, options.cited, known, {**words, **counted(each)})


def _cover(document: Any, each: Retested, wording: Wording, values: dict[str, object]) -> None:
    from gouji.letters.paper import add_draft_mark, add_signature
    from gouji.outputs.office import add_heading, add_text, add_title

    add_draft_mark(document, wording.say("draft", **values), wording.say("number", **values))
    add_title(document, wording.say("title", **values))
    add_text(document, wording.say("salutation", **values), indent=False)
    add_text(document, wording.say("opening", **values))
    add_heading(document, wording.say("headings", "result"))
    for text in _told(each):
        add_text(document, wording.say(text, **values))
    add_heading(document, wording.say("headings", "next"))
    for text in wording.all("requirements" if each.left else "requirements_settled", **values):
        add_text(document, text)
    add_text(document, wording.say("contact", **values))
    add_text(document, "")
    attached = wording.all("attachments", **values)[: 2 if each.left else 1]
    for number, text in enumerate(attached, 1):
        label = f"{number}. {text}" if len(attached) > 1 else text
        add_text(document, f"附件：{label}" if number == 1 else f"　　　{label}")
    add_signature(document, wording.say("signature", **values), wording.say("date", **values))


def _told(each: Retested) -> list[str]:
    """The paragraphs on the result: of what did not happen nothing is said."""
    told = ["counts" if each.issued else "counts_none"]
    if each.issued and each.issued == each.count(Result.MENDED):
        told.append("settled")
    told += [result.value for result in (Result.UNCLEAR, Result.NEW) if each.count(result)]
    return [*told, "details" if each.left else "details_settled"]


def _list(document: Any, each: Retested, options: NoticeOptions, values: dict[str, object]) -> None:
    from gouji.letters.paper import add_attachment
    from gouji.letters.widths import widths
    from gouji.outputs.office import add_heading, add_table, add_text
    from gouji.outputs.office.fonts import BODY_FONT, Face

    wording, small = options.wording, Face(BODY_FONT, 9)
    label = "附件1" if each.left else "附件"
    section = add_attachment(document, label, wording.say("list_title", **values), landscape=True)
    number = 0
    for part, (columns, results) in _PARTS.items():
        add_heading(document, wording.say("parts", part))
        points = each.of(*results)
        if not points:
            add_text(document, wording.say("parts", "none"))
            continue
        rows = [_row(number + place, point, columns, options) for place, point in enumerate(points, 1)]
        number += len(points)
        titles = [_VOICE.say(f"export_column_{name}") for name in columns]
        add_table(document, titles, rows, widths(section, list(columns.values())), small)
    add_text(document, wording.say("list_note", **values), indent=False, face=small)


def _row(number: int, point: Point, columns: Sequence[str] | dict[str, float], options: NoticeOptions) -> list[str]:
    issue = point.issue
    result = options.wording.say("results", point.result.value)
    texts = {
        "number": str(number),
        "result": f"{result}\n（{point.why}）" if point.why else result,
        "category": _VOICE.say(f"category_{issue.category.value}"),
        "place": issue.place,
        "raw": issue.raw,
        "problem": issue.description,
        "basis": issue.basis,
        "advice": issue.advice,
        "deadline": chinese_day(options.deadline) if options.deadline else "",
    }
    return [texts[name] for name in columns]


def _reply(document: Any, each: Retested, wording: Wording, values: dict[str, object]) -> None:
    from gouji.letters.paper import add_attachment
    from gouji.letters.widths import leave_room, widths
    from gouji.outputs.office import add_table, add_text

    section = add_attachment(document, "附件2", wording.say("reply_title", **values), landscape=False)
    add_text(document, wording.say("reply_unit", **values), indent=False)
    add_text(document, wording.say("reply_note", **values), indent=False)
    rows = [[str(number), point.issue.place, "", ""] for number, point in enumerate(each.left, 1)]
    titles = [_VOICE.say(f"export_column_{name}") for name in _REPLY]
    leave_room(add_table(document, titles, rows, widths(section, list(_REPLY.values()))))
    add_text(document, wording.say("reply_filler", **values), indent=False)
    add_text(document, wording.say("reply_date", **values), indent=False)
