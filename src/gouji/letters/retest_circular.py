"""The circular on a re-test (复测情况通报): what all bodies mended, who is done, who is not, and a table by body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, Any

from gouji.letters.notice import NoticeOptions, chinese_day
from gouji.letters.retest_notice import counted, rate
from gouji.letters.retested import Retested
from gouji.letters.wording import Wording
from gouji.outputs.said import Voice

# Its file in the folder of the letters.
FILE_NAME = "复测情况通报.docx"
_VOICE = Voice("zh")
_NAMES_SHOWN = 60
_TABLE = {
    "number": 0.06,
    "organisation": 0.24,
    "year": 0.07,
    "issued": 0.1,
    "mended": 0.09,
    "partly": 0.09,
    "remaining": 0.09,
    "unclear": 0.09,
    "new": 0.07,
    "rate": 0.1,
}
_COUNTED = ("issued", "mended", "partly", "remaining", "unclear", "new")


def write_retest_circular(every: Sequence[Retested], options: NoticeOptions, file: IO[bytes]) -> None:
    """Write the draft over all bodies, with the office's letterhead where it has one."""
    from gouji.letters.paper import add_draft_mark, add_signature, open_paper
    from gouji.outputs.office import add_heading, add_text, add_title

    wording, values = options.wording, _values(every, options)
    document = open_paper(wording.say("circular", "title", **values), options.letterhead)
    add_draft_mark(document, wording.say("draft", **values), wording.say("number", **values))
    add_title(document, wording.say("circular", "title", **values))
    add_text(document, wording.say("circular", "salutation", **values), indent=False)
    add_text(document, wording.say("circular", "opening", **values))
    parts = {
        "overview": _overview(values, wording),
        "good": [_names(wording, "good", [each for each in every if _settled(each)], values)],
        "left": [_names(wording, "left", [each for each in every if each.left], values)],
        "next": [*wording.all("circular", "requirements", **values), wording.say("circular", "closing", **values)],
    }
    for name, paragraphs in parts.items():
        add_heading(document, wording.say("circular", "headings", name))
        for text in paragraphs:
            add_text(document, text)
    add_text(document, "")
    add_text(document, f"附件：{wording.say('circular', 'attachment', **values)}")
    add_signature(document, wording.say("signature", **values), wording.say("date", **values))
    _attach(document, every, wording, values)
    document.save(file)


def _settled(each: Retested) -> bool:
    return each.issued > 0 and not each.left


def _values(every: Sequence[Retested], options: NoticeOptions) -> dict[str, Any]:
    counts = [counted(each) for each in every]
    sums = {name: sum(each[name] for each in counts) for name in (*_COUNTED, "left")}
    years = sorted({each.year for each in every if each.year})
    return sums | {
        "name": options.wording.say("name"),
        "year": "、".join(map(str, years)),
        "bodies": sum(each.issued > 0 for each in every),
        "settled": sum(map(_settled, every)),
        "rate": rate(sums["mended"], sums["issued"]),
        "deadline": chinese_day(options.deadline) if options.deadline else options.wording.say("no_deadline"),
    }


def _overview(values: dict[str, Any], wording: Wording) -> list[str]:
    told = ["counts" if values["issued"] else "counts_none"]
    told += [name for name in ("unclear", "new") if values[name]]
    return [wording.say("circular", name, **values) for name in told]


def _names(wording: Wording, part: str, some: Sequence[Retested], values: dict[str, Any]) -> str:
    names = list(dict.fromkeys(each.body for each in some))
    listed = "、".join(names[:_NAMES_SHOWN]) + (f"等{len(names)}家" if len(names) > _NAMES_SHOWN else "")
    return wording.say("circular", part if names else f"{part}_none", **values, names=listed)


def _attach(document: Any, every: Sequence[Retested], wording: Wording, values: dict[str, Any]) -> None:
    from gouji.letters.paper import add_attachment
    from gouji.letters.widths import widths
    from gouji.outputs.office import add_table

    section = add_attachment(document, "附件", wording.say("circular", "attachment", **values), landscape=True)
    titles = [_VOICE.say(f"retest_column_{name}") for name in _TABLE]
    add_table(document, titles, _rows(every, values), widths(section, list(_TABLE.values())))


def _rows(every: Sequence[Retested], values: dict[str, Any]) -> Iterator[list[str]]:
    """A row a body, and the sum."""
    for number, each in enumerate(every, 1):
        counts = counted(each)
        own = [str(counts[name]) for name in _COUNTED]
        yield [str(number), each.body, str(each.year or ""), *own, rate(counts["mended"], counts["issued"])]
    sums = [str(values[name]) for name in _COUNTED]
    yield ["", _VOICE.say("diff_sum"), "", *sums, str(values["rate"])]
