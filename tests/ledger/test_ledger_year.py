"""A year of an office: forty bodies, three rounds, what they mended and what people decided; all counts known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from gouji.ledger.change import Said
from gouji.ledger.compare import compare
from gouji.ledger.decide import Decision, decide
from gouji.ledger.query import Filter, list_findings, show
from gouji.ledger.record import record_run
from gouji.ledger.runs import Recorded
from gouji.ledger.seen import Spot
from gouji.ledger.sides import ledger_side
from gouji.ledger.store import Ledger, open_ledger
from gouji.ledger.trends import ledger_summary
from gouji.letters.batch import write_retest_letters
from gouji.letters.notice import NoticeOptions
from gouji.letters.retest_notice import counted, retest_wording
from gouji.letters.retested import Retested, retested
from gouji.model import Step
from kit.ledgers import Body, Clock, facts, run, spot

T301, T302, T303 = spot("T301"), spot("T302"), spot("T303")
BOTH = (T301, T302)


def name(number: int) -> str:
    return f"示例市第{number:02d}局"


def first_round() -> Iterator[Body]:
    for number in range(1, 41):
        yield Body(name(number), BOTH if number <= 30 else [T301])


def second_round() -> Iterator[Body]:
    for number in range(1, 41):
        yield Body(name(number), **second(number))


def second(number: int) -> dict[str, Any]:
    """What each body handed in for the second round."""
    match number:
        case number if number <= 10 or number in (16, 17, 18):
            return {"edit": 1}
        case number if number <= 15:
            return {"edit": 1, "spots": [T302]}
        case 19 | 20:
            return {"edit": 1, "verdict": "unreadable"}
        case 21 | 22:
            return {"edit": 0}
        case 23 | 24:
            return {"edit": 1, "verdict": "missing"}
        case 25 | 26:
            return {"edit": 1, "spots": [T302], "outcomes": {"T301": "undetermined"}}
        case 27 | 28:
            return {"edit": 1, "spots": BOTH}
        case 29 | 30:
            return {"edit": 1, "spots": [T301]}
        case 40:
            return {"edit": 1, "spots": [T301, T303]}
        case _:
            return {"edit": 1, "spots": [T301]}


def third_round() -> Iterator[Body]:
    for number in range(1, 41):
        mended = number <= 15 or number in (21, 22, 23, 24)
        again = number in (16, 17, 18, 29, 30) or 31 <= number <= 39
        spots = [] if mended else [T301] if again else [T301, T303] if number == 40 else BOTH
        yield Body(name(number), spots, edit=2)


def of(number: int, where: Spot = T301) -> str:
    return Body(name(number)).fingerprint(where)


def decisions() -> Iterator[Decision]:
    """What people did between the first round and the second."""
    for number in (27, 28):
        yield Decision(of(number), "dismiss", "李四", Said(reason="口径不同"))
    for number in (29, 30):
        yield Decision(of(number), "waive", "李四", Said(reason="机构改革", until="2025-04-30"))
    for number in (31, 32):
        yield Decision(of(number), "waive", "李四", Said(reason="机构改革", until="2025-12-31"))
    for number in range(33, 38):
        yield Decision(of(number), "review", "张三")
        yield Decision(of(number), "review", "李四")
        yield Decision(of(number), "issue", "张三", Said(document="示政公开函〔2025〕3号", deadline="2025-03-20"))
    for number in (33, 34):
        yield Decision(of(number), "answer", "王五", Said(text="正在更正"))
    yield Decision(of(37), "dispute", "王五", Said(text="口径不同"))
    yield Decision(of(37), "dismiss", "李四", Said(reason="申辩成立"))
    yield Decision(of(38), "mend_partly", "张三", Said(reason="已改一处"))
    yield Decision(of(39), "mend", "张三", Said(reason="已见更正稿"))


@dataclass(frozen=True)
class Year:
    """The ledger at the end of the year, its last round, and what the letters after the second round counted."""

    ledger: Ledger
    last: Recorded
    letters: dict[str, tuple[int, ...]]


@pytest.fixture(scope="module")
def year(new_place: Callable[[], str]) -> Year:
    clock = Clock("2025-03-01")
    ledger = open_ledger(new_place(), create=True, clock=clock)
    run(ledger, "run-1", first_round(), round=1)
    clock.pass_days(2)
    decide(ledger, decisions())
    clock.pass_days(28)
    run(ledger, "run-2", second_round(), round=2)
    second_letters = counts(letters(ledger, "run-1", "run-2"))
    clock.pass_days(60)
    return Year(ledger, run(ledger, "run-3", third_round(), round=3), second_letters)


def test_letters_of_every_body_after_the_second_round(year: Year) -> None:
    assert year.letters == {name(number): told for number, told in FIRST_LETTERS.items()}


EXPECTED = {
    "mended": 43,
    "open": 12,
    "reopened": 6,
    "dismissed": 3,
    "waived": 2,
    "answered": 2,
    "overdue": 2,
    "partly": 1,
}


def test_year_ends_as_the_script_says(year: Year) -> None:
    answer = list_findings(year.ledger, Filter())
    assert Counter(found["status"] for found in answer.findings) == EXPECTED
    for status, count in EXPECTED.items():
        some = list_findings(year.ledger, Filter(statuses=(Step(status),)), limit=1)
        assert (some.total, [found["status"] for found in some.findings]) == (count, [status])
    assert {found["organisation"] for found in answer.findings if found["status"] == "overdue"} == {name(35), name(36)}


def test_rounds_tell_how_the_year_went(year: Year) -> None:
    summary = ledger_summary(year.ledger, year.last)
    told = [{name: each[name] for name in each if name != "started"} for each in summary["rounds"]]
    same = {"reports": 40}
    assert told == [
        {"round": 1, "found": 70, "recurred": 0, "mended": 1, "dismissed": 3, "waived": 4}
        | {"pending": 62, "faults": 62, "rate": round(1 / 63, 4)}
        | same,
        {"round": 2, "found": 1, "recurred": 1, "mended": 33, "dismissed": 0, "waived": 0}
        | {"pending": 31, "faults": 31, "rate": round(33 / 64, 4)}
        | {"reports": 36},  # two could not be read, two were not there
        {"round": 3, "found": 0, "recurred": 3, "mended": 13, "dismissed": 0, "waived": 0}
        | {"pending": 23, "faults": 23, "rate": round(43 / 66, 4)}
        | same,
    ]
    assert {status: count for status, count in summary["statuses"].items() if count} == EXPECTED
    assert (summary["year"], summary["round"]) == (2024, 3)
    assert (summary["oldest_open"]["organisation"], summary["oldest_open"]["days"]) == (name(16), 90)
    [story] = [body["rounds"] for body in summary["bodies"] if body["organisation"] == name(16)]
    assert [each["rate"] for each in story] == [0.0, 1.0, 0.5]
    assert [(each["found"], each["mended"], each["recurred"], each["pending"]) for each in story] == [
        (2, 0, 0, 2),
        (0, 2, 0, 0),
        (0, 0, 1, 1),
    ]


def test_a_round_counts_each_report_once(new_place: Callable[[], str]) -> None:
    ledger = open_ledger(new_place(), create=True, clock=Clock("2025-03-01"))
    everybody = [Body(name(number), [T301]) for number in range(1, 4)]
    nobody = {"organisation": None, "source": "reports/无名.html"}
    unknown = Body("无名", verdict="clear").record() | nobody
    record_run(ledger, facts("run-1", round=1), [*(body.record() for body in everybody), unknown])
    # Entered again: one that came since, one that could not be read this time and one that was not among the files.
    again = [Body(name(1), [T301]), Body(name(2), verdict="unreadable"), Body(name(4))]
    record_run(ledger, facts("run-2", round=1), [*(body.record() for body in again), unknown])
    last = run(ledger, "run-3", [Body(name(number), edit=1) for number in range(1, 5)], round=2)
    told = ledger_summary(ledger, last)["rounds"]
    assert [(each["round"], each["reports"]) for each in told] == [(1, 5), (2, 4)]


def test_runs_of_the_ledger_can_be_compared(year: Year) -> None:
    comparison = compare(ledger_side(year.ledger, "run-1"), ledger_side(year.ledger, "run-2"))
    totals = comparison["totals"]
    # 19 to 22 and T301 of 25 and 26: ten findings of which nothing is known; 23 and 24 were not handed in.
    assert totals == {
        "mended": 33,
        "remaining": 23,
        "new": 1,
        "reading_changed": 10,
        "not_retested": 4,
        "not_counted": 5,
        # Of seventy, three were dismissed and two are still waived, which do not count.
        "rate": round(33 / 65, 4),
    }
    assert [entry["organisation"] for entry in comparison["new"]] == [name(40)]
    assert Counter(entry["why"] for entry in comparison["reading_changed"]) == {
        "unreadable": 4,
        "same_file": 4,
        "undetermined": 2,
    }
    assert {entry["why"] for entry in comparison["not_retested"]} == {"missing"}


# By body, what the letters on a re-test count: issued, mended, mended in part, remaining, not decided, new.
FIRST_LETTERS = (
    dict.fromkeys([*range(1, 11), 16, 17, 18], (2, 2, 0, 0, 0, 0))
    | dict.fromkeys(range(11, 16), (2, 1, 0, 1, 0, 0))
    | dict.fromkeys((19, 20, 21, 22, 23, 24), (2, 0, 0, 0, 2, 0))
    | dict.fromkeys((25, 26), (2, 0, 0, 1, 1, 0))
    | dict.fromkeys((27, 28), (1, 0, 0, 1, 0, 0))  # one is misjudged
    | dict.fromkeys((29, 30), (1, 1, 0, 0, 0, 0))  # one is waived
    | dict.fromkeys((33, 34, 35, 36, 39), (1, 0, 0, 1, 0, 0))
    | {38: (1, 0, 1, 0, 0, 0), 40: (1, 0, 0, 1, 0, 1)}
)
LAST_LETTERS = (
    dict.fromkeys(range(11, 16), (1, 1, 0, 0, 0, 0))
    | dict.fromkeys((16, 17, 18), (0, 0, 0, 0, 0, 1))  # it came back
    | dict.fromkeys((19, 20), (0, 0, 0, 0, 0, 2))
    | dict.fromkeys((25, 26), (1, 0, 0, 1, 0, 1))
    | dict.fromkeys((27, 28), (1, 0, 0, 1, 0, 0))
    | dict.fromkeys((29, 30), (1, 0, 0, 1, 0, 0))  # the waiver has run out
    | dict.fromkeys((33, 34, 35, 36, 39), (1, 0, 0, 1, 0, 0))
    | {38: (1, 0, 1, 0, 0, 0), 40: (2, 0, 0, 2, 0, 0)}
)


def letters(ledger: Ledger, first: str, second: str) -> list[Retested]:
    return list(retested(compare(ledger_side(ledger, first), ledger_side(ledger, second)), None, None))


def counts(every: list[Retested]) -> dict[str, tuple[int, ...]]:
    names = ("issued", "mended", "partly", "remaining", "unclear", "new")
    return {each.body: tuple(counted(each)[name] for name in names) for each in every}


def test_letters_of_every_body_after_the_last_round(year: Year, tmp_path: Path) -> None:
    every = letters(year.ledger, "run-2", "run-3")
    assert counts(every) == {name(number): told for number, told in LAST_LETTERS.items()}
    written = write_retest_letters(every, NoticeOptions(retest_wording()), tmp_path, circular=True)
    assert written == len(LAST_LETTERS) + 1
    for each in every:
        own = counted(each)
        text = "\n".join(line.text for line in Document(str(tmp_path / each.file_name)).paragraphs)
        assert f"{each.body}：" in text
        assert (f"上次核查指出问题{own['issued']}项。经复测，已整改{own['mended']}项" in text) is (own["issued"] > 0)
        assert (f"本次复测新发现问题{own['new']}项。" in text) is (own["new"] > 0)
    overall = "\n".join(line.text for line in Document(str(tmp_path / "复测情况通报.docx")).paragraphs)
    assert "上次核查共指出18家单位的问题19项。经复测，已整改5项，部分整改1项，仍存在13项，总体整改率26.3%。" in overall


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Filter(body="第40局"), 2),
        (Filter(body="100%"), 0),
        (Filter(year=2024), 71),
        (Filter(year=2023), 0),
        (Filter(rule="t303"), 1),
        (Filter(category="arithmetic", severity="critical"), 71),
        (Filter(category="wording"), 0),
        (Filter(age=90), 70),
        (Filter(age=91), 0),
        (Filter(age=60), 71),
        (Filter(rule="T301", statuses=(Step.REOPENED, Step.OVERDUE)), 8),
    ],
    ids=str,
)
def test_filters(year: Year, wanted: Filter, count: int) -> None:
    assert list_findings(year.ledger, wanted).total == count


def test_history_of_a_finding(year: Year) -> None:
    told = [(event["at"][:10], event["author"], event["action"]) for event in show(year.ledger, of(39))["events"]]
    assert told == [
        ("2025-03-01", "张三", "found"),
        ("2025-03-03", "张三", "mend"),
        ("2025-03-31", "张三", "recurred"),
    ]
