"""What the ledger knows of a problem, in the words of the list of problems: 整改时限, 整改情况, 复核结果."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.model import Step
from gouji.model.china import day_in_china
from gouji.outputs.safe_text import clipped, printable
from gouji.outputs.said import LONGEST, Voice

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Followup:
    """Three columns of the list of problems, empty where nothing is known: then they are for people to fill in.

    `deadline` are ISO dates, `done` is what the body answered, `reviewed` where the problem stands.
    """

    deadline: str = ""
    done: str = ""
    reviewed: str = ""

    @property
    def columns(self) -> tuple[str | None, str | None, str | None]:
        """The columns in their order, None for an empty one."""
        return self.deadline or None, self.done or None, self.reviewed or None


def followup_of(findings: Sequence[Json], voice: Voice) -> Followup:
    """What is known of the findings of one problem; what several of them share is said once."""
    known: list[Json] = [finding.get("followup") or {} for finding in findings]
    return Followup(
        _lines(sorted(str(each["deadline"]) for each in known if each.get("deadline"))),
        _lines(_answered(each["answer"], voice) for each in known if each.get("answer")),
        _lines(_reviewed(findings, known, voice)),
    )


def _answered(answer: Json, voice: Voice) -> str:
    said = "export_disputed" if answer["disputed"] else "export_answered"
    return voice.say(said, day=day_in_china(answer["at"]), text=printable(answer["text"] or ""))


def _reviewed(findings: Sequence[Json], known: Sequence[Json], voice: Voice) -> Iterator[str]:
    """Where each stands, but for what nobody has looked at yet; and that it was found before."""
    for finding, followup in zip(findings, known, strict=True):
        step = finding.get("status")
        if step is not None and step != Step.OPEN:
            yield _stands(voice.say(f"step_{step}"), followup, voice)
        if followup.get("first_seen"):
            yield voice.say("export_found_again", day=day_in_china(followup["first_seen"]))


def _stands(step: str, followup: Json, voice: Voice) -> str:
    if followup.get("reason"):
        return voice.say("export_step_reason", step=step, reason=printable(followup["reason"]))
    if followup.get("document"):
        return voice.say("export_step_document", step=step, document=printable(followup["document"]))
    return step


def _lines(texts: Iterable[str]) -> str:
    return clipped("\n".join(dict.fromkeys(texts)), LONGEST)
