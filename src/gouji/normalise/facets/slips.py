"""Slips in the text: figures never filled in, markup left behind, words doubled or misspelt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from gouji.messages import message
from gouji.model import Remark, Text, WatchedWord
from gouji.normalise.facets.look import Line, Look, Seen, Unknown, data, general, remark, unknown
from gouji.normalise.text import fold
from gouji.normalise.unfilled import YEAR as UNFILLED_YEAR
from gouji.normalise.unfilled import is_unfilled

_DOUBLED = re.compile(r"(?P<once>[一-鿿]{2,8})(?P=once)")
_OF_MARKUP = re.compile(r"[-&<>{$#\"!MNu]")
_ROUND = 6
_LONGEST_TITLE = 60
_FAR = 20
_ENDS = "。；;！？\n"
_NUMERAL = "零〇一二三四五六七八九十百千万亿两几数多余每各若逐整半首全第无"


def placeholders(seen: Look) -> Seen:
    """What was never filled in: figures (主动公开信息  条, 收到申请××件), years and names, those of the title too."""
    found = _looked_for(seen, _unfilled)
    title = seen.report.title or ""
    if isinstance(found, Unknown) or found is None or not (UNFILLED_YEAR.search(fold(title)) or is_unfilled(title)):
        return found
    return [general(message("title_unfilled", title=title[:_LONGEST_TITLE])), *found]


def markup(seen: Look) -> Seen:
    """Markup, field codes and error values that show in the text."""
    return _looked_for(seen, _marked_up)


@cache
def _markup() -> re.Pattern[str]:
    return re.compile(rf"(?:{data('slips.yml')['markup']})+")


def _marked_up(line: Line) -> Iterable[tuple[int, int]]:
    # One look for what all markup has something of tells nearly every line.
    if not _OF_MARKUP.search(line.printed):
        return ()
    return (found.span() for found in _markup().finditer(line.printed))


def doubled_phrases(seen: Look) -> Seen:
    """Words printed twice in a row."""
    return _looked_for(seen, _doubled)


def misspellings(seen: Look) -> Seen:
    """Words of the lexicon, with what they should be."""
    if not seen.lines:
        return unknown("text_unread")
    anything, entries = _misspelt()
    return [
        _corrected(remark(line, wrong), right)
        for line in seen.lines
        if anything.search(line.folded)
        for pattern, wrong, right in entries
        if pattern.search(line.folded)
    ]


@cache
def _misspelt() -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], str, str]]]:
    """What finds any of them, since hardly a line has one; then each by itself, with the word and what it should be."""
    entries = data("slips.yml")["misspellings"]
    anything = re.compile("|".join(f"(?:{entry['pattern']})" for entry in entries))
    return anything, [(re.compile(entry["pattern"]), entry["wrong"], entry["right"]) for entry in entries]


def lexicon(seen: Look) -> Seen:
    """Words of the user's own lexicon, each with its sentence and what the user says of it; None without a lexicon."""
    words = [(word, fold(word.word), [fold(each) for each in word.within]) for word in seen.report.lexicon]
    if not words:
        return None
    if not seen.lines:
        return unknown("text_unread")
    return [
        _watched(line, word, start)
        for line in seen.lines
        for word, folded, within in words
        if (start := _first(line.folded, folded, within)) is not None
    ]


def _first(text: str, word: str, within: list[str]) -> int | None:
    """Where `word` first stands in `text` and not as part of one of `within`."""
    start = text.find(word) if word else -1
    while start >= 0:
        around = text[max(0, start - _FAR) : start + len(word) + _FAR]
        if not any(each in around for each in within):
            return start
        start = text.find(word, start + 1)
    return None


def _watched(line: Line, word: WatchedWord, start: int) -> Remark:
    found = remark(line, _sentence(line.folded, start))
    text = message("lexicon_word", word=word.word, sentence=found.text)
    if word.right:
        text = message("lexicon_right", text=text, right=word.right)
    if word.note:
        text = message("lexicon_note", text=text, note=word.note)
    return Remark(text, found.place, found.at, found.section, found.paragraph)


def _sentence(text: str, at: int) -> str:
    """The sentence of `text` around a position, shortened round it where it is long."""
    start = max((text.rfind(sign, 0, at) for sign in _ENDS), default=-1) + 1
    end = min((found for sign in _ENDS if (found := text.find(sign, at)) >= 0), default=len(text))
    return text[max(start, at - _FAR) : min(end, at + 2 * _FAR)].strip()


def _corrected(found: Remark, right: str) -> Remark:
    text = Text(f"{found.text.zh}应为“{right}”", f"{found.text.en} for “{right}”")
    return Remark(text, found.place, found.at, found.section, found.paragraph)


def _looked_for(seen: Look, search: Callable[[Line], Iterable[tuple[int, int]]]) -> Seen:
    if not seen.lines:
        return unknown("text_unread")
    return [remark(line, _context(line.printed, *span)) for line in seen.lines for span in search(line)]


def _context(text: str, start: int, end: int) -> str:
    """What was found with a few characters round it."""
    return " ".join(text[max(0, start - _ROUND) : end + _ROUND].split())


@cache
def _blank_figure() -> re.Pattern[str]:
    counters, signs = data("slips.yml")["counters"], data("slips.yml")["placeholder_signs"]
    return re.compile(
        rf"(?<=[一-鿿])(?:(?<![{_NUMERAL}])\s+(?=(?:{counters})[，。；、,;.）)])|\s*(?:{signs})\s*(?=(?:{counters})(?![一-鿿])))"
        r"|(?:20)?[×XxＸ]{2,4}\s?年|(?<![A-Za-z\d×])(?:[×]{2,}|[XxＸ]{2,})(?=[市县区局镇乡])"
    )


@cache
def _of_blank_figure() -> re.Pattern[str]:
    """A character that every blank figure has one of."""
    signs = re.sub(r"\{[\d,]+\}|[\[\]|]", "", data("slips.yml")["placeholder_signs"])
    return re.compile(rf"[\s×XxＸ{re.escape(signs)}]")


def _unfilled(line: Line) -> Iterator[tuple[int, int]]:
    if not _of_blank_figure().search(line.printed):
        return
    for found in _blank_figure().finditer(line.printed):
        yield found.start(), found.end() + 2


@cache
def _legitimate() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lists = data("slips.yml")
    return (
        re.compile("|".join(lists["doubled_legitimate"])),
        re.compile("|".join(lists["doubled_across_words"])),
        re.compile("|".join(lists["doubled_characters"])),
    )


def _doubled(line: Line) -> Iterator[tuple[int, int]]:
    verbs, across, single = _legitimate()
    for found in _DOUBLED.finditer(line.printed):
        if not verbs.fullmatch(found["once"]) and not across.match(line.printed, found.start()):
            yield found.span()
    for found in single.finditer(line.printed):
        yield found.span()
