"""Prose without what varies legitimately between reports: names, years, numbers, and the sentences of a template."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from gouji.model import Report
from gouji.normalise.text import fold

_TITLES = re.compile(
    r"《[^《》]*》|\([^()]*[〔\[（(]\d{4}[^()]*号[^()]*\)|国[办务院发]{1,3}[^,。;]{0,12}〔\d{4}〕\d+号"
)
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*[%％‰]?|[百千万亿]+(?=[余多]?[件条次篇份人个元])")
_BLANKS = re.compile(r"[×xX*_＿○〇△□…]+")
_SELF = re.compile("[本我该全](?:机关|单位|办事处|管委会|街道|中心|[局委办厅部院镇乡市县区旗州省署])")
_CLAUSES = re.compile(r"[,。;:!?、\n]+")
_PLACE = re.compile(r"[^省市州盟县旗区镇乡]{1,8}?(?:自治区|自治州|自治县|街道|[省市州盟县旗区镇乡])")
# Words that a body's own name leaves when its place is taken off; shorter ones are part of too many other words.
_SHORTEST_NAME = 3

# Characters left below which a chapter says too little to be called alike: the few set phrases of a body without
# activity are everybody's.
SHORTEST = {1: 400, 5: 120, 6: 150}


def chapter_text(report: Report, chapter: int) -> str | None:
    """The prose of one of the form's chapters; None where the report has none, or the chapter was not found."""
    sections = [section for section in report.sections if section.chapter == chapter]
    if not sections:
        return None
    return "\n".join(paragraph.text for section in sections for paragraph in section.paragraphs)


def masked_chapter(report: Report, chapter: int, template: Collection[str] = frozenset()) -> str | None:
    """The same without names, years, numbers, and clauses of `template` (as `clauses` gives them)."""
    text = chapter_text(report, chapter)
    if text is None:
        return None
    return ",".join(clause for clause in clauses([text], own_names(report)) if clause not in template)


def own_names(report: Report) -> tuple[str, ...]:
    """What a report calls its body and its place, the longest first."""
    said = report.registration
    full = [fold(name) for name in (report.identity.organisation, *(said.aliases if said else ())) if name]
    names = set(full)
    for name in full:
        rest = name
        while found := _PLACE.match(rest):
            names.add(found.group())
            rest = rest[found.end() :]
        if len(rest) >= _SHORTEST_NAME:
            names.add(rest)
    return tuple(sorted(names, key=len, reverse=True))


def clauses(texts: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """The clauses of `texts`, masked; none is empty."""
    found = []
    for text in texts:
        plain = _TITLES.sub("", "\n".join(fold(line) for line in text.splitlines()))
        for name in names:
            plain = plain.replace(name, "")
        plain = _SELF.sub("", _BLANKS.sub("", _NUMBERS.sub("", plain)))
        found += [clause for clause in _CLAUSES.split(plain) if clause]
    return found


def template_clauses(texts: Iterable[str]) -> frozenset[str]:
    """The clauses of a template, to be left out of what is compared."""
    return frozenset(clauses(texts))
