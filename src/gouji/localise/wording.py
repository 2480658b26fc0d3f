"""Suggestions as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gouji.form import load_edition
from gouji.form.names import cell_name, number
from gouji.localise.moves import Move
from gouji.localise.rank import Candidate
from gouji.messages import message
from gouji.model import CellChange, Report, Support, Text

# A sentence that names more cells than this is no help; the solution lists them all.
_NAMED = 8
_COUNTS = "零一两三四五六七八九十"
_JOIN = Text("、", " and ")


def explanation(report: Report, candidate: Candidate, relations: int) -> Text:
    """The suggestion in a sentence: what would have to stand where, why it may not, and what would hold then."""
    groups = _groups(candidate)
    listed = _changes(report, groups, {change.cell: change for change in candidate.cells})
    whole = (
        message("suggest_one", changes=listed)
        if relations == 1
        else message("suggest_all", changes=listed, count=_count(relations))
    )
    slip = _slip(report, groups[0]) if len(groups) == 1 and len(groups[0].cells) > 1 else None
    after = [message("suggest_slip", slip=slip)] if slip else []
    return _sentences([whole, *after, *(_supported(report, support) for support in candidate.supports)])


def _groups(candidate: Candidate) -> list[Move]:
    """The moves of an explanation, with cells that the same slip explains one by one taken together."""
    groups: dict[object, Move] = {}
    for place, move in enumerate(candidate.moves):
        name: object = move.code if not move.params and len(move.cells) == 1 else place
        before = groups.get(name)
        groups[name] = replace(before, cells=before.cells + move.cells) if before else move
    return list(groups.values())


def _changes(report: Report, groups: Sequence[Move], changes: Mapping[str, CellChange]) -> Text:
    """What would have to stand where; a slip is named once, after the cells that it explains."""
    cells = [cell for move in groups for cell in move.cells]
    if len(cells) > _NAMED:
        listed = _joined([_change(report, changes[cell], None) for cell in cells[:_NAMED]])
        return message("suggest_more", list=listed, count=len(cells))
    texts = []
    for move in groups:
        slip = _slip(report, move)
        single = slip if len(move.cells) == 1 else None
        text = _joined([_change(report, changes[cell], single) for cell in move.cells])
        if slip and len(groups) > 1 and len(move.cells) > 1:
            text = message("suggest_group", list=text, count=_count(len(move.cells)), slip=slip)
        texts.append(text)
    return _joined(texts)


def _change(report: Report, change: CellChange, slip: Text | None) -> Text:
    name = _name(report, change.cell)
    value = message("suggest_blank") if change.value is None else number(change.value)
    if slip is None:
        return message("suggest_change", cell=name, suggested=number(change.suggested), value=value)
    return message("suggest_change_slip", cell=name, suggested=number(change.suggested), value=value, slip=slip)


def _slip(report: Report, move: Move) -> Text | None:
    if move.code is None:
        return None
    params = {name: _param(report, value) for name, value in move.params.items()}
    return message(f"slip_{move.code}", **params)


def _param(report: Report, value: object) -> object:
    return (
        _name(report, value) if isinstance(value, str) else number(value) if isinstance(value, int | float) else value
    )


def _supported(report: Report, support: Support) -> Text:
    name = _name(report, support.cell)
    return message("suggest_evidence", cell=name, value=number(support.value), source=support.text)


def _name(report: Report, key: str) -> Text:
    """A cell's name as it stands in quotation marks: those inside are single ones."""
    name = cell_name(load_edition(report.tables[key.split(".", 1)[0]].edition), key)
    return Text(_inner(name.zh), _inner(name.en))


def _inner(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’")


def _count(count: int) -> Text:
    return Text(_COUNTS[count] if count < len(_COUNTS) else f" {count} ", str(count))


def _joined(texts: Sequence[Text]) -> Text:
    return Text(_JOIN.zh.join(text.zh for text in texts), _JOIN.en.join(text.en for text in texts))


def _sentences(texts: Sequence[Text]) -> Text:
    return Text("".join(text.zh for text in texts), " ".join(text.en for text in texts))
