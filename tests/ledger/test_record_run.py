"""What a run makes of the ledger: found, seen again, mended, not retested, come back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from gouji.ledger.change import Said
from gouji.ledger.decide import Decision, decide
from gouji.ledger.query import Filter, list_findings, show
from gouji.ledger.record import record_run
from gouji.ledger.store import Ledger
from kit.ledgers import MEANINGS, Body, Clock, facts, run, spot

ORGAN = "示例市教育局"
T301, T302 = spot("T301"), spot("T302")


def statuses(ledger: Ledger) -> Mapping[str, str]:
    """Rule → status of every finding."""
    return {found["rule"]: found["status"] for found in list_findings(ledger, Filter()).findings}


def actions(ledger: Ledger, body: Body, rule: str = "T301") -> list[str]:
    found = show(ledger, body.fingerprint(spot(rule)))
    return [event["action"] for event in found["events"]]


def test_what_is_found_is_open_and_who_found_it_is_kept(ledger: Ledger) -> None:
    body = Body(ORGAN, [T301, T302])
    recorded = run(ledger, "a", [body])
    assert (recorded.year, recorded.round) == (2024, 1)
    assert statuses(ledger) == {"T301": "open", "T302": "open"}
    [event] = show(ledger, body.fingerprint(T301))["events"]
    assert event == {
        "at": "2025-03-01T12:00:00Z",
        "author": "张三",
        "action": "found",
        "from_status": None,
        "to_status": "open",
        "reason": None,
        "document": None,
        "deadline": None,
        "text": None,
        "run": "a",
        "round": 1,
    }


def test_a_retest_mends_what_was_looked_for_and_not_found(ledger: Ledger) -> None:
    run(ledger, "a", [Body(ORGAN, [T301, T302])])
    run(ledger, "b", [Body(ORGAN, [T302], edit=1)])
    assert statuses(ledger) == {"T301": "mended", "T302": "open"}


def test_another_place_of_the_same_rule_may_still_fail(ledger: Ledger) -> None:
    other = spot("T301", "natural_person")
    run(ledger, "a", [Body(ORGAN, [T301, other])])
    run(ledger, "b", [Body(ORGAN, [other], edit=1)])
    found = {found["where"]["column"]: found["status"] for found in list_findings(ledger, Filter()).findings}
    assert found == {"total": "mended", "natural_person": "open"}


@pytest.mark.parametrize(
    ("later", "doubt"),
    [
        (Body(ORGAN, edit=0), "same_file"),
        (Body(ORGAN, edit=1, verdict="unreadable"), "unreadable"),
        (Body(ORGAN, edit=1, verdict="missing"), "missing"),
        (Body(ORGAN, edit=1, outcomes={"T301": "undetermined"}), "undetermined"),
        (Body(ORGAN, [spot("T301", "other")], edit=1, unsure=[T301]), "undetermined"),
        (Body(ORGAN, [spot("T301", "other")], edit=1, unsure=[T301._replace(column=None)]), "undetermined"),
        (Body(ORGAN, edit=1, outcomes={"T301": "error"}), "not_run"),
        (Body(ORGAN, edit=0, outcomes={"T301": "off"}), "not_run"),
        (Body(ORGAN, edit=1, outcomes={"T301": "not_applicable"}), "not_applicable"),
    ],
    ids=["same", "unreadable", "missing", "undetermined", "place", "table", "error", "off", "nothing_to_check"],
)
def test_only_what_was_decided_is_mended(ledger: Ledger, later: Body, doubt: str) -> None:
    first = Body(ORGAN, [T301])
    run(ledger, "a", [first])
    run(ledger, "b", [later])
    run(ledger, "c", [later])
    found = show(ledger, first.fingerprint(T301))
    assert (found["status"], found["doubt"]) == ("open", doubt)
    assert [(event["action"], event["reason"]) for event in found["events"]] == [
        ("found", None),
        ("not_retested", doubt),
    ]
    run(ledger, "d", [Body(ORGAN, edit=2)])
    mended = show(ledger, first.fingerprint(T301))
    assert (mended["status"], mended["doubt"]) == ("mended", None)


def test_a_file_that_was_not_read_is_no_report_that_was_not_handed_in(ledger: Ledger) -> None:
    body = Body(ORGAN, [T301])
    run(ledger, "a", [body])
    unread = Body(ORGAN, edit=1, verdict="unreadable").record() | {"organisation": None, "year": None}
    missing = Body(ORGAN, verdict="missing").record() | {"source": "名录.csv#2"}
    record_run(ledger, facts("b"), [unread, missing])
    assert show(ledger, body.fingerprint(T301))["doubt"] == "unreadable"
    record_run(ledger, facts("c"), [missing])
    assert show(ledger, body.fingerprint(T301))["doubt"] == "missing"


def test_a_report_that_is_not_there_changes_nothing(ledger: Ledger) -> None:
    body = Body(ORGAN, [T301])
    run(ledger, "a", [body])
    run(ledger, "b", [Body("示例市财政局", [T301]), Body(ORGAN, year=2023)])
    assert actions(ledger, body) == ["found"]


def test_two_reports_of_one_body_must_both_be_free_of_it(ledger: Ledger) -> None:
    body = Body(ORGAN, [T301])
    run(ledger, "a", [body])
    run(ledger, "b", [Body(ORGAN, edit=1), Body(ORGAN, edit=2, verdict="unreadable")])
    assert statuses(ledger)["T301"] == "open"
    run(ledger, "c", [Body(ORGAN, edit=3), Body(ORGAN, [T301], edit=4)])
    assert actions(ledger, body) == ["found", "not_retested"]
    run(ledger, "d", [Body(ORGAN, edit=5), Body(ORGAN, edit=6)])
    assert statuses(ledger)["T301"] == "mended"


def test_a_file_that_was_always_free_of_it_proves_nothing(ledger: Ledger) -> None:
    """The PDF had the fault and is not there in the re-test; the page is as it was."""
    page, pdf = Body(ORGAN, edit=1), Body(ORGAN, [T301], edit=2)
    run(ledger, "a", [page, pdf])
    run(ledger, "b", [page])
    found = show(ledger, pdf.fingerprint(T301))
    assert (found["status"], found["doubt"]) == ("open", "same_file")
    run(ledger, "c", [page, Body(ORGAN, edit=3)])
    assert statuses(ledger) == {"T301": "mended"}


def test_what_comes_back_is_open_again(ledger: Ledger) -> None:
    body = Body(ORGAN, [T301])
    run(ledger, "a", [body])
    run(ledger, "b", [Body(ORGAN, edit=1)])
    run(ledger, "c", [Body(ORGAN, [T301], edit=2)])
    assert statuses(ledger) == {"T301": "reopened"}
    assert actions(ledger, body) == ["found", "retested", "recurred"]


def test_what_was_mended_by_hand_stays_so_until_another_file_has_it(ledger: Ledger) -> None:
    body = Body(ORGAN, [T301])
    run(ledger, "a", [body])
    decide(ledger, [Decision(body.fingerprint(T301), "mend", "李四", Said(reason="已见更正稿"))])
    run(ledger, "b", [body])
    assert statuses(ledger) == {"T301": "mended"}
    run(ledger, "c", [Body(ORGAN, [T301], edit=1)])
    assert actions(ledger, body) == ["found", "mend", "recurred"]
    # What a re-test took as mended is open again with the old file, too: nobody says that it is put right elsewhere.
    run(ledger, "d", [Body(ORGAN, edit=2)])
    run(ledger, "e", [Body(ORGAN, [T301], edit=1)])
    assert statuses(ledger) == {"T301": "reopened"}


def test_without_a_register_a_file_that_cannot_be_read_any_more_is_known_by_its_name(ledger: Ledger) -> None:
    bodies = [Body(ORGAN, [T301]), Body("示例市财政局", [T302])]
    run(ledger, "a", bodies)
    unread = Body(ORGAN, edit=1, verdict="unreadable").record() | {"organisation": None, "year": None}
    record_run(ledger, facts("b"), [unread, bodies[1].record()])
    told = {found["rule"]: (found["status"], found["doubt"]) for found in list_findings(ledger, Filter()).findings}
    assert told == {"T301": ("open", "unreadable"), "T302": ("open", None)}


def test_a_run_is_entered_once(ledger: Ledger) -> None:
    body = Body(ORGAN, [T301])
    first = run(ledger, "a", [body])
    assert run(ledger, "a", [body], round=9) == first
    assert actions(ledger, body) == ["found"]


def test_rounds_are_counted_by_the_year_reported_on(ledger: Ledger) -> None:
    assert [run(ledger, key, [Body(ORGAN, edit=n)]).round for n, key in enumerate("abc")] == [1, 2, 3]
    assert run(ledger, "d", [Body(ORGAN, edit=4)], round=3).round == 3
    following = run(ledger, "e", [Body(ORGAN, year=2025), Body("乙局", year=2025), Body("丙局", year=2024)])
    assert (following.year, following.round) == (2025, 1)


def test_a_body_keeps_its_findings_under_a_new_name_by_its_id(ledger: Ledger) -> None:
    run(ledger, "a", [Body(ORGAN, [T301])])
    run(ledger, "b", [Body(ORGAN, [T301], edit=1, code="11")])
    run(ledger, "c", [Body("示例市教育和体育局", edit=2, code="11")])
    [found] = list_findings(ledger, Filter()).findings
    assert (found["organisation"], found["organisation_id"], found["status"]) == ("示例市教育和体育局", "11", "mended")


def test_a_file_of_an_unknown_body_is_known_by_its_content(ledger: Ledger) -> None:
    records = [Body(ORGAN, [T301]).record() | {"organisation": None, "source": name} for name in ("a.html", "b.html")]
    record_run(ledger, facts("a"), records)
    record_run(ledger, facts("b"), records[:1])
    [found] = list_findings(ledger, Filter()).findings
    assert (found["organisation"], found["status"], found["last_round"]) == (None, "open", 2)


def dismiss(ledger: Ledger, body: Body) -> None:
    decide(ledger, [Decision(body.fingerprint(T301), "dismiss", "李四", Said(reason="口径不同"))])


def waive(ledger: Ledger, body: Body, until: str) -> None:
    decide(ledger, [Decision(body.fingerprint(T301), "waive", "李四", Said(reason="机构改革", until=until))])


def test_a_dismissed_finding_stays_dismissed(ledger: Ledger) -> None:
    body = Body(ORGAN, [T301])
    run(ledger, "a", [body])
    dismiss(ledger, body)
    run(ledger, "b", [Body(ORGAN, [T301], edit=1)])
    run(ledger, "c", [Body(ORGAN, edit=2)])
    assert actions(ledger, body) == ["found", "dismiss"]


def test_a_waiver_holds_until_its_last_day(ledger: Ledger, clock: Clock) -> None:
    body = Body(ORGAN, [T301])
    run(ledger, "a", [body])
    waive(ledger, body, "2025-03-31")
    clock.pass_days(30)
    run(ledger, "b", [body])
    assert statuses(ledger) == {"T301": "waived"}
    clock.pass_days(1)
    assert statuses(ledger) == {"T301": "reopened"}
    run(ledger, "c", [body])
    found = show(ledger, body.fingerprint(T301))
    assert (found["status"], found["waived_until"]) == ("reopened", None)
    assert [(event["action"], event["deadline"]) for event in found["events"][2:]] == [("waiver_expired", "2025-03-31")]


def test_a_waiver_that_ran_out_does_not_keep_a_finding_from_being_mended(ledger: Ledger, clock: Clock) -> None:
    body = Body(ORGAN, [T301])
    run(ledger, "a", [body])
    waive(ledger, body, "2025-03-31")
    clock.pass_days(60)
    run(ledger, "b", [Body(ORGAN, edit=1)])
    assert actions(ledger, body) == ["found", "waive", "waiver_expired", "retested"]


def test_a_waiver_is_void_once_the_rule_asks_something_else(ledger: Ledger) -> None:
    body = Body(ORGAN, [T301])
    run(ledger, "a", [body])
    waive(ledger, body, "2025-12-31")
    run(ledger, "b", [body], rulebook_version="1.1", rulebook_digest="1" * 64)
    assert statuses(ledger) == {"T301": "waived"}
    run(ledger, "c", [body], meanings=MEANINGS | {"T301": "1" * 16})
    assert statuses(ledger) == {"T301": "reopened"}
    assert actions(ledger, body)[-1] == "waiver_void"
