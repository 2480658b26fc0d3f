"""What is said of findings beside their step: notice, deadline, answer, and that they were found before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gouji.ledger.annotate import annotate, annotating
from gouji.ledger.change import Said
from gouji.ledger.decide import Decision, decide
from gouji.ledger.store import Ledger
from kit.ledgers import Body, run, spot

T301, T302 = spot("T301"), spot("T302")
BODY = Body("示例市教育局", [T301, T302])
NOTICE = {"document": "示函〔2025〕3号", "deadline": "2025-03-14"}


@pytest.fixture
def found(ledger: Ledger) -> Ledger:
    """A ledger in which the findings of the body were found and confirmed."""
    run(ledger, "first", [BODY])
    for each in (T301, T302):
        move(ledger, "confirm", on=each)
    return ledger


def move(ledger: Ledger, action: str, on: Any = T301, **said: str) -> None:
    decide(ledger, [Decision(BODY.fingerprint(on), action, "李四", Said(**said))])


def known(ledger: Ledger, body: Body = BODY) -> list[dict[str, Any]]:
    """What is said of each finding, the status beside it."""
    [record] = annotate(ledger, [body.record()])
    return [{"status": each["status"], **each.get("followup", {})} for each in record["findings"]]


def test_what_was_only_found_has_nothing_to_say(found: Ledger) -> None:
    assert known(found) == [{"status": "confirmed"}, {"status": "confirmed"}]


def test_a_notice_and_the_answer_to_it(found: Ledger) -> None:
    move(found, "issue", **NOTICE)
    assert known(found) == [{"status": "issued", **NOTICE}, {"status": "confirmed"}]
    move(found, "answer", text="已更正表三")
    [first, _] = known(found)
    assert first["answer"] == {"text": "已更正表三", "at": first["answer"]["at"], "disputed": False}
    move(found, "dispute", text="口径不同")
    assert known(found)[0]["answer"]["text"] == "口径不同"
    assert known(found)[0]["answer"]["disputed"] is True


def test_what_is_issued_again_waits_for_another_answer(found: Ledger) -> None:
    move(found, "issue", **NOTICE)
    move(found, "answer", text="已更正")
    move(found, "issue", document="示函〔2025〕9号", deadline="2025-04-01")
    assert known(found)[0] == {"status": "issued", "document": "示函〔2025〕9号", "deadline": "2025-04-01"}


def test_what_is_open_again_has_lost_notice_and_answer(found: Ledger) -> None:
    move(found, "issue", **NOTICE)
    move(found, "answer", text="已更正")
    move(found, "mend", reason="已核对")
    move(found, "reopen", reason="又错了")
    assert known(found)[0] == {"status": "reopened"}


def test_what_was_mended_in_part_says_what_is_left(found: Ledger) -> None:
    move(found, "issue", **NOTICE)
    move(found, "mend_partly", reason="总计未改")
    assert known(found)[0] == {"status": "partly", **NOTICE, "reason": "总计未改"}


def test_what_a_later_run_finds_again_says_since_when(found: Ledger) -> None:
    later = replace(BODY, edit=1)
    run(found, "second", [later])
    assert [each["first_seen"][:4] for each in known(found, later)] == ["2025", "2025"]


def test_a_record_that_was_joined_before_is_joined_anew(found: Ledger) -> None:
    move(found, "dismiss", reason="误判")
    move(found, "dismiss", on=T302, reason="误判")
    [before] = annotate(found, [BODY.record()])
    assert before["verdict"] == "clear"
    move(found, "reopen", reason="再看")
    with annotating(found) as annotated:
        after = annotated(before)
        assert annotated(BODY.record() | {"findings": []})["findings"] == []
    assert after["verdict"] == "faults"
    assert [each["status"] for each in after["findings"]] == ["reopened", "dismissed"]
    assert "decision" not in after["findings"][0]
