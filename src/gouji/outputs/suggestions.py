"""What is suggested where relations fail: which figure to look at, and how sure that is. Never a correction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gouji.outputs.said import Voice

# Explanations of one cause that are listed where they cannot be told apart.
ALTERNATIVES = 4


def suggestion(cause: Mapping[str, Any], voice: Voice) -> Iterator[str]:
    """The best explanation of failing relations and how sure it is; others only where they are as good."""
    solutions = [voice.of(solution, "explanation") for solution in cause["solutions"]]
    if not solutions:
        yield voice.say("suggest_nothing", count=len(cause["findings"]))
        return
    count = max(len(solutions), cause["minimal"] or 0)
    unsure = cause["confidence"] == "ambiguous" and count == 1
    code = "suggest_unsure" if unsure else f"suggest_{cause['confidence']}"
    yield voice.say(code, text=solutions[0], count=count, others=count - 1)
    if cause["confidence"] == "ambiguous":
        for text in solutions[1:ALTERNATIVES]:
            yield "  " + voice.say("suggest_alternative", text=text)
