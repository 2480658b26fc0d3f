"""What is to be said of a body's marks beside the number: vetoes, adjustments, what could not be decided."""

from __future__ import annotations

from gouji.outputs.said import Voice
from gouji.scoring.marks import Marks
from gouji.scoring.scores_json import number


def remark(marks: Marks, voice: Voice) -> str:
    """The remarks in one line, empty where there is none."""
    said = []
    if marks.total is None:
        said.append(voice.say("score_not_scored"))
    if marks.veto is not None:
        said.append(voice.say("score_vetoed", reason=marks.veto.reason, points=number(marks.veto.at_most)))
    for each in marks.adjustments:
        said.append(voice.say("score_adjusted", points=f"{number(each.points):+}", reason=each.reason))
    if marks.head.undetermined:
        said.append(voice.say("score_undetermined", count=marks.head.undetermined))
    return "；".join(said) if voice.language == "zh" else "; ".join(said)
