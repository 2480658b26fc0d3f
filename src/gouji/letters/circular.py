"""The circular on a round of checks (通报): how many came and when, who did well, what went wrong how widely."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from gouji.letters.circular_tables import attach_tables, name_of
from gouji.letters.wording import Wording, load_wording
from gouji.model import Category, VerdictKind
from gouji.outputs.groups import groups
from gouji.outputs.said import Voice
from gouji.outputs.view import RunView
from gouji.scoring import Marks

NAMES = frozenset(
    "year expected received missing recorded punctual late faults review clear unreadable names ordinal category share "
    "bodies issues rules".split()
)
_SHIPPED = "circular.yml"
_VOICE = Voice("zh")
_ORDINALS = tuple(f"（{number}）" for number in "一二三四五六七八")
# 个别 up to a tenth of those that came, 部分 up to a half, 多数 beyond.
_FEW, _SOME = 0.1, 0.5
# Names and rules in one sentence.
_NAMES_SHOWN, _RULES_SHOWN, _BEST_SHOWN = 60, 4, 10


@dataclass(slots=True)
class Tally:
    """What the records of a run come to; `bodies` and `issues` by category, `rules` by category and rule."""

    verdicts: Counter[VerdictKind] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    recorded: int = 0
    late: int = 0
    bodies: Counter[Category] = field(default_factory=Counter)
    issues: Counter[Category] = field(default_factory=Counter)
    rules: dict[Category, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    missing: list[str] = field(default_factory=list)
    clear: list[str] = field(default_factory=list)

    @property
    def expected(self) -> int:
        """Reports that should be there."""
        return self.verdicts.total()

    @property
    def received(self) -> int:
        """Reports that are there."""
        return self.expected - self.verdicts[VerdictKind.MISSING]


def circular_wording(own: Path | None = None) -> Wording:
    """The wording of the circular. Raises RuleError for a file of the office's own that cannot be used."""
    return load_wording(_SHIPPED, NAMES, own)


def tally(view: RunView) -> Tally:
    """Count through the records, one at a time."""
    found = Tally()
    for head, record in view.records():
        found.verdicts[head.verdict] += 1
        if head.year:
            found.years[head.year] += 1
        if head.verdict is VerdictKind.MISSING:
            found.missing.append(name_of(head))
        elif head.verdict is VerdictKind.CLEAR:
            found.clear.append(name_of(head))
        _count_publication(found, record)
        _count_problems(found, record)
    return found


def _count_publication(found: Tally, record: Mapping[str, Any]) -> None:
    """Only dates that the register records say whether a report was in time."""
    said = record.get("registration") or {}
    if said.get("published") and record.get("deadline"):
        found.recorded += 1
        found.late += (record.get("chase") or {}).get("state") == "late"


def _count_problems(found: Tally, record: Mapping[str, Any]) -> None:
    seen: set[Category] = set()
    told: set[tuple[Category, str]] = set()
    for group in groups(record):
        found.issues[group.category] += 1
        seen.add(group.category)
        told.update((group.category, str(finding["rule"])) for finding in group.findings)
    found.bodies.update(seen)
    for category, rule in told:
        found.rules[category][rule] += 1


def write_circular(view: RunView, wording: Wording, file: IO[bytes], marks: Sequence[Marks] = ()) -> None:
    """Write the draft; with `marks` the best are named by them and the table of marks is attached."""
    from gouji.letters.paper import add_draft_mark, add_signature, open_paper
    from gouji.outputs.office import add_heading, add_text, add_title

    found = tally(view)
    values: dict[str, object] = {"year": "、".join(map(str, sorted(found.years)))}
    document = open_paper(wording.say("title", **values), None)
    add_draft_mark(document, wording.say("draft"), wording.say("number"))
    add_title(document, wording.say("title", **values))
    add_text(document, wording.say("salutation"), indent=False)
    add_text(document, wording.say("opening", **values))
    parts = {
        "overview": _overview(found, wording),
        "good": [_good(found, wording, marks)],
        "problems": _problems(found, wording, view),
        "requirements": [*wording.all("requirements", **values), wording.say("closing")],
    }
    for name, paragraphs in parts.items():
        add_heading(document, wording.say("headings", name))
        for text in paragraphs:
            add_text(document, text)
    add_signature(document, wording.say("signature"), wording.say("date"))
    attach_tables(document, view, wording, marks)
    document.save(file)


def _overview(found: Tally, wording: Wording) -> list[str]:
    counts = {kind.value: found.verdicts[kind] for kind in VerdictKind}
    said = [wording.say("expected", expected=found.expected, received=found.received, missing=counts["missing"])]
    if found.recorded:
        punctual = found.recorded - found.late
        said.append(wording.say("punctual", recorded=found.recorded, punctual=punctual, late=found.late))
    said.append(wording.say("verdicts", **counts))
    if found.missing:
        said.append(wording.say("missing_names", names=_listed(found.missing)))
    return said


def _good(found: Tally, wording: Wording, marks: Sequence[Marks]) -> str:
    scored = sorted((each for each in marks if each.total is not None), key=lambda each: -(each.total or 0))
    if scored:
        best = scored[: max(min(_BEST_SHOWN, len(scored) // 3), 1)]
        return wording.say("good_by_marks", names=_listed([name_of(each.head) for each in best]))
    return wording.say("good_by_verdict", names=_listed(found.clear)) if found.clear else wording.say("good_none")


def _problems(found: Tally, wording: Wording, view: RunView) -> list[str]:
    occurring = sorted((kind for kind in Category if found.bodies[kind]), key=lambda kind: -found.bodies[kind])
    return [
        wording.say(
            "problem",
            ordinal=ordinal,
            category=_VOICE.say(f"category_{kind.value}"),
            share=_share(found.bodies[kind], found.received, wording),
            bodies=found.bodies[kind],
            issues=found.issues[kind],
            rules=_rules(found.rules[kind], view),
        )
        for ordinal, kind in zip(_ORDINALS, occurring, strict=False)
    ] or [wording.say("problem_none")]


def _share(bodies: int, received: int, wording: Wording) -> str:
    share = bodies / max(received, 1)
    return wording.say("share_few" if share <= _FEW else "share_some" if share <= _SOME else "share_most")


def _rules(counts: Counter[str], view: RunView) -> str:
    titles = [(view.rules[rule].title.zh if rule in view.rules else rule, n) for rule, n in counts.most_common()]
    return "；".join(f"{title}（{count}家）" for title, count in titles[:_RULES_SHOWN])


def _listed(names: Sequence[str]) -> str:
    shown = "、".join(names[:_NAMES_SHOWN])
    return shown if len(names) <= _NAMES_SHOWN else f"{shown}等{len(names)}家"
