"""How well and how fast the prose is read: `python -m benchmarks.claims` writes docs/claims.md.

Recall is of the claims that a person finds comparable: found, with their quantity and verdict. Precision is of the
mismatches reported. The sentences held aside were written before the grammar.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from gouji.normalise.claims import read_claims  # noqa: E402
from kit.labelled import Score, load_sentences, report_of, score  # noqa: E402 - found through the line above

PAGE = ROOT / "docs" / "claims.md"
_LENGTH = 5_000
_ROUNDS = 30

_HEAD = """# Claims: what the prose says against what the tables say

Written by `python -m benchmarks.claims`. How the recogniser works stands in `src/gouji/normalise/claims/`; its words,
and what each quantity may equal, are the YAML files there. The sentences are in `tests/claims/sentences/`, all of
invented bodies; a third of them (`heldout-…`) was written before the grammar and kept aside while it was made.

- **Recall**: of the claims that a person finds comparable, those found with the same quantity and the same verdict.
- **Precision**: of the mismatches reported, those that a person calls mismatches.
- **Matches**: of the matches reported, those that a person calls matches of the same quantity.
"""


def main() -> None:
    """Score both sets, time a long report, write the page."""
    sets = {"Development": load_sentences(held_out=False), "Held aside": load_sentences(held_out=True)}
    parts = [_HEAD]
    for name, sentences in sets.items():
        result = score(sentences)
        parts.append(_part(name, len(sentences), result))
    parts.append(f"## Speed\n\n{_LENGTH:,} characters of prose: {_milliseconds():.1f} ms (processor time, best of {_ROUNDS}).\n")
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def _part(name: str, count: int, result: Score) -> str:
    lines = [
        f"## {name}",
        "",
        f"{count} sentences, {result.assessable.total()} comparable claims. Recall {result.recall:.3f}; precision of "
        f"mismatches {result.precision:.3f} ({result.right.total()} of {result.mismatches.total()}); "
        f"matches {result.right_matches} of {result.matches}.",
        "",
        "| Quantity or aspect | comparable | found | mismatches reported | right |",
        "|---|---|---|---|---|",
    ]
    for key in sorted({*result.assessable, *result.mismatches}):
        counts = (result.assessable[key], result.found[key], result.mismatches[key], result.right[key])
        lines.append(f"| {key} | {' | '.join(map(str, counts))} |")
    if result.wrong:
        lines += ["", "Read otherwise than labelled:", "", *(f"- {line}" for line in result.wrong)]
    return "\n".join([*lines, ""])


def _milliseconds() -> float:
    """The time for a report of which, as in real ones, a fifth of the sentences state numbers."""
    stating = [each.text for each in load_sentences(held_out=False) if each.tables == "city"]
    plain = "坚持以公开为常态、不公开为例外，健全信息发布审核机制，优化政府网站栏目设置，不断提升公开质量和服务水平。"
    paragraphs: list[str] = []
    for text in stating:
        paragraphs.append(text + plain * 4)
        if sum(map(len, paragraphs)) >= _LENGTH:
            break
    report = report_of("city", paragraphs)
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.process_time()
        read_claims(report)
        best = min(best, time.process_time() - start)
    return best * 1000 * _LENGTH / sum(map(len, paragraphs))


if __name__ == "__main__":
    main()
