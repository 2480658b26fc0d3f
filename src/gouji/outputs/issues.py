"""A line of the list of problems (问题清单) for each group of findings, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.form.names import number
from gouji.model import Category, Confidence, Severity
from gouji.outputs.followup import Followup, followup_of
from gouji.outputs.groups import Group, groups
from gouji.outputs.places import cell_places, cell_words, claim_of, finding_place, several
from gouji.outputs.safe_text import clipped, printable
from gouji.outputs.said import LONGEST, Voice
from gouji.outputs.suggestions import suggestion

Json = Mapping[str, Any]

FIGURES_LISTED = 6
_RAW = 300
NOTHING_KNOWN = Followup()


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem of one report in words.

    `place` is where it stands, `raw` what is printed there, `description` what does not agree, with the arithmetic;
    `suggestion` is empty where no cause is known. `rules` and `fingerprints` are those of its findings, `followup` what
    the ledger knows of them.
    """

    severity: Severity
    category: Category
    place: str
    raw: str
    description: str
    basis: str
    remedy: str
    suggestion: str
    rules: tuple[str, ...]
    fingerprints: tuple[str, ...]
    followup: Followup = NOTHING_KNOWN

    @property
    def advice(self) -> str:
        """What to do: the suggestion, where there is one, before the rules' own remedies."""
        return clipped("\n".join(part for part in (self.suggestion, self.remedy) if part), LONGEST)


def issues(record: Json, voice: Voice) -> list[Issue]:
    """The problems of a record, the heaviest first: one a probable cause, one for every other finding."""
    return [_issue(record, group, voice) for group in groups(record)]


def _issue(record: Json, group: Group, voice: Voice) -> Issue:
    findings = group.findings
    suspects = _suspects(group)
    return Issue(
        group.severity,
        group.category,
        cell_places(record, [change["cell"] for change in suspects], voice)
        if suspects
        else several((finding_place(record, finding, voice) for finding in findings), voice),
        _changed(record, suspects, voice)
        if suspects
        else clipped("\n".join(_unique(finding_raw(record, finding, voice) for finding in findings)), LONGEST),
        _numbered([voice.of(finding, "message") for finding in findings]),
        _joined(voice.of(finding, "basis") for finding in findings),
        _joined(voice.of(finding, "remedy") for finding in findings),
        "\n".join(suggestion(group.cause, voice)) if group.cause else "",
        tuple(_unique(finding["rule"] for finding in findings)),
        tuple(finding["fingerprint"] for finding in findings),
        followup_of(findings, voice),
    )


def _suspects(group: Group) -> Sequence[Json]:
    """The cells to blame, where there is only one smallest explanation; else the relations are what can be named."""
    cause = group.cause
    if cause is None or cause["confidence"] != Confidence.CERTAIN or not cause["solutions"]:
        return ()
    cells: Sequence[Json] = cause["solutions"][0]["cells"]
    return cells


def _changed(record: Json, suspects: Sequence[Json], voice: Voice) -> str:
    shown = [(cell_words(record, change["cell"], voice), change["value"]) for change in suspects[:FIGURES_LISTED]]
    return _figures(shown, len(suspects), voice)


def finding_raw(record: Json, finding: Json, voice: Voice) -> str:
    """What is printed where the finding stands: the figures concerned, or the words; empty where nothing is."""
    claim = claim_of(record, finding["where"]["column"]) if finding["where"]["frame"] == "claims" else None
    if claim is not None:
        return clipped(printable(claim["sentence"]), _RAW)
    operands: Sequence[Json] = finding["operands"]
    if operands:
        concerned = _totals(operands) or operands
        shown = [(cell_words(record, each["cell"], voice), _printed(each, voice)) for each in concerned]
        return _figures(shown[:FIGURES_LISTED], len(shown), voice)
    actual = finding["actual"]
    return clipped(printable(actual), _RAW) if isinstance(actual, str) else ""


def _totals(operands: Sequence[Json]) -> Sequence[Json]:
    """Of a sum and its total the total; of a balance all that is not 0."""
    weighed = [operand for operand in operands if operand.get("coefficient") is not None]
    for sign in (-1, 1):
        side = [operand for operand in weighed if operand["coefficient"] * sign > 0]
        if len(side) == 1 and len(weighed) > 1:
            return side
    return [operand for operand in weighed if operand["value"]]


def _printed(operand: Json, voice: Voice) -> str:
    raw = printable(operand["raw"] or "").strip()
    return clipped(raw, _RAW) if raw else voice.say("suggest_blank")


def _figures(shown: Sequence[tuple[str, object]], count: int, voice: Voice) -> str:
    """Cells with what is printed in them; one cell's figure by itself."""
    texts = [(name, _figure(value, voice)) for name, value in shown]
    if count == 1:
        return texts[0][1]
    rest = [voice.say("export_places_more", count=count)] if count > len(shown) else []
    return "\n".join([*(voice.say("export_cell_figure", cell=name, value=text) for name, text in texts), *rest])


def _figure(value: object, voice: Voice) -> str:
    if value is None:
        return voice.say("suggest_blank")
    return number(value) if isinstance(value, int | float) else str(value)


def _numbered(texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return clipped("\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1)), LONGEST)


def _joined(texts: Iterator[str]) -> str:
    return clipped("\n".join(_unique(text for text in texts if text)), LONGEST)


def _unique(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
