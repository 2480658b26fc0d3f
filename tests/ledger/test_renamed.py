"""Findings stay what they are when the body is renamed, found in the register later, or rewords a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.ledger.annotate import annotate
from gouji.ledger.change import Said
from gouji.ledger.compare import compare
from gouji.ledger.decide import Decision, decide
from gouji.ledger.query import Filter, list_findings, show
from gouji.ledger.record import record_run
from gouji.ledger.seen import Spot, seen_of
from gouji.ledger.side import side
from gouji.ledger.store import Ledger
from kit.ledgers import Body, facts, run, spot

T301, T302 = spot("T301"), spot("T302")
OLD = Body("示例市教育局", [T301, T302], code="11")
NEW = replace(OLD, name="示例市教育和体育局", aliases=["示例市教育局"], edit=1)
SENTENCE = Spot("X601", "claims", "received")


def dismiss(ledger: Ledger, body: Body, where: Spot = T301) -> None:
    decide(ledger, [Decision(body.fingerprint(where), "dismiss", "李四", Said(reason="口径不同"))])


def statuses(ledger: Ledger) -> dict[str, str]:
    return {found["rule"]: found["status"] for found in list_findings(ledger, Filter()).findings}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (OLD, NEW),
        (replace(OLD, code=None), NEW),
        (replace(OLD, code=None), replace(NEW, edit=0)),
    ],
    ids=["new name in the register", "no register before", "no register before, same file"],
)
def test_decisions_outlive_a_new_name(ledger: Ledger, before: Body, after: Body) -> None:
    run(ledger, "a", [before])
    dismiss(ledger, before)
    run(ledger, "b", [replace(after, spots=[T301])])
    assert statuses(ledger)["T301"] == "dismissed"
    assert list_findings(ledger, Filter()).total == 2
    # An earlier run's record that is written out again has the old fingerprint.
    [earlier] = annotate(ledger, [before.record()])
    assert [finding["status"] for finding in earlier["findings"]] == ["dismissed", "mended"]
    [record] = annotate(ledger, [replace(after, spots=[T301]).record()])
    assert (record["findings"][0]["status"], record["verdict"]) == ("dismissed", "clear")
    found = show(ledger, after.fingerprint(T301))
    assert found == show(ledger, before.fingerprint(T301))
    assert (found["fingerprint"], found["organisation"]) == (after.fingerprint(T301), after.name)
    assert [event["action"] for event in found["events"]] == ["found", "dismiss", "known_as"]
    decide(ledger, [Decision(before.fingerprint(T301), "reopen", "李四", Said(reason="口径已明确"))])
    assert statuses(ledger)["T301"] == "reopened"


def test_a_name_that_comes_back_is_the_same_finding(ledger: Ledger) -> None:
    for key, body in zip("abcd", (OLD, NEW, replace(OLD, edit=2), replace(NEW, edit=3)), strict=True):
        run(ledger, key, [body])
    assert list_findings(ledger, Filter()).total == 2
    for body in (OLD, NEW):
        assert show(ledger, body.fingerprint(T301))["fingerprint"] == NEW.fingerprint(T301)


def test_a_former_name_is_known_without_the_register_by_what_was_found_under_it(ledger: Ledger) -> None:
    run(ledger, "a", [OLD])
    dismiss(ledger, OLD)
    run(ledger, "b", [NEW])
    run(ledger, "c", [replace(OLD, code=None, edit=2), Body("示例市财政局", [T301])])
    told = {
        (found["organisation"], found["rule"]): found["status"] for found in list_findings(ledger, Filter()).findings
    }
    assert told == {(NEW.name, "T301"): "dismissed", (NEW.name, "T302"): "open", ("示例市财政局", "T301"): "open"}


def test_another_body_that_takes_an_old_name_has_findings_of_its_own(ledger: Ledger) -> None:
    run(ledger, "a", [OLD])
    dismiss(ledger, OLD)
    run(ledger, "b", [NEW, replace(OLD, code="12", edit=5)])
    told = {
        (found["organisation_id"], found["rule"]): found["status"] for found in list_findings(ledger, Filter()).findings
    }
    assert told == {("11", "T301"): "dismissed", ("11", "T302"): "open", ("12", "T301"): "open", ("12", "T302"): "open"}


def test_a_file_whose_body_becomes_known_keeps_its_decisions(ledger: Ledger) -> None:
    nameless = [OLD.record() | {"organisation": None, "registration": None}]
    for finding in nameless[0]["findings"]:
        finding["fingerprint"] = finding["fingerprint"][::-1]
    record_run(ledger, facts("a"), nameless)
    before = nameless[0]["findings"][0]["fingerprint"]
    decide(ledger, [Decision(before, "dismiss", "李四", Said(reason="口径不同"))])
    run(ledger, "b", [OLD])
    assert statuses(ledger) == {"T301": "dismissed", "T302": "open"}
    found = show(ledger, before)
    assert (found["organisation"], found["year"], found["fingerprint"]) == (OLD.name, 2024, OLD.fingerprint(T301))


def test_comparing_runs_sees_through_a_new_name() -> None:
    told = compare(
        side("a", None, [seen_of(OLD.record())]), side("b", None, [seen_of(replace(NEW, spots=[T302]).record())])
    )
    assert [(entry["rule"], entry["organisation"]) for entry in told["mended"]] == [("T301", NEW.name)]
    [remaining] = told["remaining"]
    assert (remaining["fingerprint"], remaining["formerly"]) == (NEW.fingerprint(T302), OLD.fingerprint(T302))
    assert (told["totals"]["rate"], [body["organisation"] for body in told["bodies"]]) == (0.5, [NEW.name])


def said(text: str, edit: int = 0) -> Body:
    """A report with a wrong number in the sentence `text`."""
    return Body(OLD.name, [SENTENCE] if text else [], details={SENTENCE: text} if text else {}, edit=edit)


def test_a_sentence_that_is_reworded_and_still_wrong_is_not_mended(ledger: Ledger) -> None:
    run(ledger, "a", [said("收到22件")])
    decide(ledger, [Decision(said("收到22件").fingerprint(SENTENCE), "confirm", "李四")])
    run(ledger, "b", [said("收到23件", 1)])
    [found] = list_findings(ledger, Filter()).findings
    assert (found["status"], found["message"][-5:]) == ("confirmed", "收到23件")
    told = compare(
        *(
            side(name, None, [seen_of(body.record())])
            for name, body in (("a", said("收到22件")), ("b", said("收到23件", 1)))
        )
    )
    assert {kind: len(told[kind]) for kind in ("mended", "remaining", "new")} == {"mended": 0, "remaining": 1, "new": 0}
    run(ledger, "c", [said("", 2)])
    assert statuses(ledger) == {"X601": "mended"}


def test_a_decision_on_one_sentence_is_not_handed_on_to_another(ledger: Ledger) -> None:
    run(ledger, "a", [said("收到22件")])
    dismiss(ledger, said("收到22件"), SENTENCE)
    run(ledger, "b", [said("收到23件", 1)])
    assert [found["status"] for found in list_findings(ledger, Filter()).findings] == ["dismissed", "open"]
