"""How long it takes to find the chapters that resemble each other among many, and how much memory.

    python benchmarks/similarity.py [REPORTS]

Synthetic prose: every chapter is drawn from a stock of clauses as large as a province's; one report in twenty copies
another's with a few clauses changed, and one in ten is a template with its blanks filled in.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from gouji.across.likeness import Likeness

CHARACTERS = (
    "政务公开信息依法及时规范加强完善建设平台监督保障群众企业服务办理审查发布目录解读培训考核渠道重点领域基层标准"
)
CLAUSES = 6000
CHAPTER = 60


def stock(choose: random.Random) -> list[str]:
    """Clauses of eight to thirty characters."""
    return ["".join(choose.choices(CHARACTERS, k=choose.randint(8, 30))) for _ in range(CLAUSES)]


def chapters(reports: int, choose: random.Random) -> list[str]:
    """Chapter one of every report, masked."""
    clauses, made = stock(choose), []
    template = choose.sample(clauses, CHAPTER)
    for number in range(reports):
        if number % 10 == 0:
            own = [*template[:-2], *choose.sample(clauses, 2)]
        elif number % 20 == 1 and made:
            own = [*choose.choice(made)[:-4], *choose.sample(clauses, 4)]
        else:
            own = choose.sample(clauses, CHAPTER)
        made.append(own)
    return [",".join(own) for own in made]


def main() -> None:
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    texts = chapters(reports, random.Random(1))
    likeness = Likeness()
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    for number, text in enumerate(texts):
        likeness.add(str(number), 0, number, text)
    seconds = time.perf_counter() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    close = sum(near[0].similarity >= 0.9 for near in likeness.neighbours.values())
    length = sum(map(len, texts)) // reports
    print(
        f"{reports} texts of {length} characters: {seconds:.1f} s, {grown:.0f} MB more, {close} with a close neighbour"
    )


if __name__ == "__main__":
    main()
