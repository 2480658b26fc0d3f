"""The moves that people make: allowed ones, refused ones, and what is kept of them."""

from __future__ import annotations

import pytest

from gouji.ledger.change import Said
from gouji.ledger.decide import Decision, decide, make
from gouji.ledger.query import show
from gouji.ledger.refused import LedgerRefused
from gouji.ledger.steps import moves
from gouji.ledger.store import Ledger
from gouji.messages import message, render
from gouji.model import Step
from kit.ledgers import Body, Clock, run, spot

T301 = spot("T301")
BODY = Body("示例市教育局", [T301])
KEY = BODY.fingerprint(T301)

SAID = Said(
    reason="口径不同", text="已更正", document="示政公开函〔2025〕3号", deadline="2025年3月20日", until="2025/12/31"
)
# A way to each step, from the finding's first.
WAYS = {
    "open": [],
    "first_review": ["first_review"],
    "second_review": ["first_review", "second_review"],
    "confirmed": ["confirm"],
    "issued": ["confirm", "issue"],
    "answered": ["confirm", "issue", "answer"],
    "partly": ["mend_partly"],
    "mended": ["mend"],
    "dismissed": ["dismiss"],
    "waived": ["waive"],
    "reopened": ["mend", "reopen"],
}
BY_PEOPLE = [move for move in moves().values() if not move.by_run]


@pytest.fixture
def found(ledger: Ledger) -> Ledger:
    run(ledger, "a", [BODY])
    return ledger


def do(ledger: Ledger, action: str, author: str | None = None, said: Said = SAID, version: int | None = None) -> Step:
    by = author or ("李四" if action == "second_review" else "张三")
    [(fingerprint, step)] = decide(ledger, [Decision(KEY, action, by, said, version)])
    assert fingerprint == KEY
    return step


def refusal(ledger: Ledger, action: str, **changes: object) -> str:
    """The code of the refusal; nothing may have changed."""
    before = show(ledger, KEY)
    with pytest.raises(LedgerRefused) as refused:
        do(ledger, action, **changes)  # type: ignore[arg-type]
    assert show(ledger, KEY) == before
    assert render(refused.value.problem).zh
    assert render(refused.value.problem).en
    return refused.value.problem.code


@pytest.mark.parametrize("status", WAYS)
def test_only_the_moves_of_the_table_are_possible(found: Ledger, status: str) -> None:
    for action in WAYS[status]:
        do(found, action)
    assert show(found, KEY)["status"] == status
    possible = {move.action for move in BY_PEOPLE if Step(status) in move.sources}
    for move in BY_PEOPLE:
        if move.action not in possible:
            assert refusal(found, move.action) == "ledger_wrong_move", move.action
    assert possible
    for action in sorted(possible):
        with found.writing() as connection:
            by = "李四" if action == "second_review" else "张三"
            assert make(connection, Decision(KEY, action, by, SAID), found) is moves()[action].target
            connection.get_transaction().rollback()  # type: ignore[union-attr]


def test_every_step_and_move_has_a_name() -> None:
    for step in Step:
        assert message(f"step_{step.value}").zh
    for move in moves().values():
        assert message(f"move_{move.action}").zh
        assert all(message(f"need_{need}").en for need in move.needs)
    reached = {move.target for move in moves().values()}
    assert set(Step) - reached == {Step.OVERDUE}


def test_two_people_review(found: Ledger) -> None:
    assert do(found, "review", "张三") is Step.FIRST_REVIEW
    assert refusal(found, "review", author=" 张三 ") == "ledger_same_reviewer"
    assert do(found, "review", "李四") is Step.SECOND_REVIEW


def test_what_is_issued_is_overdue_after_its_deadline(found: Ledger, clock: Clock) -> None:
    do(found, "confirm")
    do(found, "issue")
    told = show(found, KEY)
    assert (told["status"], told["document"], told["deadline"]) == ("issued", "示政公开函〔2025〕3号", "2025-03-20")
    clock.pass_days(19)
    assert show(found, KEY)["status"] == "issued"
    clock.pass_days(1)
    assert show(found, KEY)["status"] == "overdue"
    do(found, "answer")
    [event] = show(found, KEY)["events"][-1:]
    assert (event["from_status"], event["to_status"], event["text"]) == ("overdue", "answered", "已更正")


@pytest.mark.parametrize("move", [move for move in BY_PEOPLE if move.needs], ids=lambda move: move.action)
def test_what_a_move_needs_must_be_said(found: Ledger, move: object) -> None:
    action = move.action  # type: ignore[attr-defined]
    if action in ("issue", "answer", "dispute"):
        do(found, "confirm")
    if action in ("answer", "dispute"):
        do(found, "issue")
    if action == "reopen":
        do(found, "mend")
    assert refusal(found, action, said=Said(reason=" ", text="\t")) == "ledger_needs"


@pytest.mark.parametrize(
    ("action", "said", "code"),
    [
        ("waive", Said(reason="机构改革", until="2025-02-28"), "ledger_past"),
        ("waive", Said(reason="机构改革", until="明年"), "ledger_bad_day"),
        ("waive", Said(reason="机构改革", until="2025-02-30"), "ledger_bad_day"),
    ],
)
def test_days_are_read_as_people_write_them(found: Ledger, action: str, said: Said, code: str) -> None:
    assert refusal(found, action, said=said) == code
    do(found, "waive", said=Said(reason="机构改革", until="2025-03-01"))
    assert show(found, KEY)["waived_until"] == "2025-03-01"


def test_nobody_decides_without_a_name(found: Ledger) -> None:
    assert refusal(found, "confirm", author=" \u200e") == "ledger_no_author"


def test_all_moves_or_none(found: Ledger) -> None:
    with pytest.raises(LedgerRefused, match="ledger_no_finding"):
        decide(found, [Decision(KEY, "confirm", "张三"), Decision("0" * 16, "confirm", "张三")])
    assert show(found, KEY)["status"] == "open"


def test_a_change_that_comes_too_late_is_a_conflict(found: Ledger) -> None:
    version = show(found, KEY)["version"]
    do(found, "confirm", "王五", version=version)
    assert refusal(found, "dismiss", version=version) == "ledger_conflict"
    with pytest.raises(LedgerRefused) as refused:
        do(found, "dismiss", version=version)
    assert "王五" in render(refused.value.problem).zh


def test_a_waiver_that_ran_out_is_told_before_the_next_move(found: Ledger, clock: Clock) -> None:
    do(found, "waive", said=Said(reason="机构改革", until="2025-03-10"))
    clock.pass_days(10)
    do(found, "confirm", "王五")
    assert [event["action"] for event in show(found, KEY)["events"]] == ["found", "waive", "waiver_expired", "confirm"]


def test_what_is_said_is_kept_without_control_characters(found: Ledger) -> None:
    do(found, "dismiss", said=Said(reason="口径\x1b[2J\u202e不同\x00"))
    assert show(found, KEY)["reason"] == "口径[2J不同"
