"""What the ledger says of findings, joined to the records of a run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gouji.ledger.annotate import annotate
from gouji.ledger.change import Said
from gouji.ledger.decide import Decision, decide
from gouji.ledger.store import Ledger
from kit.ledgers import Body, run, spot

T301, T302 = spot("T301"), spot("T302")
BODY = Body("示例市教育局", [T301, T302])


def joined(ledger: Ledger, body: Body) -> Any:
    """The body's record after its run is entered."""
    run(ledger, f"{body.name} {body.year} {body.edit}", [body])
    [record] = annotate(ledger, [body.record()])
    return record


def dismiss(ledger: Ledger, *spots: Any) -> None:
    decide(ledger, [Decision(BODY.fingerprint(each), "dismiss", "李四", Said(reason="口径不同")) for each in spots])


def test_findings_carry_their_status(ledger: Ledger) -> None:
    record = joined(ledger, BODY)
    assert [finding["status"] for finding in record["findings"]] == ["open", "open"]
    assert record["verdict"] == "faults"
    assert {name: record[name] for name in record if name != "findings"} == {
        name: value for name, value in BODY.record().items() if name != "findings"
    }


def test_what_was_dismissed_stays_visible_and_does_not_count(ledger: Ledger) -> None:
    joined(ledger, BODY)
    dismiss(ledger, T301)
    record = joined(ledger, replace(BODY, edit=1))
    assert [finding["status"] for finding in record["findings"]] == ["dismissed", "open"]
    assert record["findings"][0]["decision"] == {"by": "李四", "reason": "口径不同", "until": None}
    assert record["verdict"] == "faults"
    dismiss(ledger, T302)
    assert joined(ledger, replace(BODY, edit=2))["verdict"] == "clear"


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"outcomes": {"T303": "undetermined"}}, "review"),
        ({"outcomes": {"T303": "error"}}, "review"),
        ({"unsure": [spot("T303")]}, "review"),
        ({"outcomes": {"T303": "not_applicable"}}, "clear"),
    ],
    ids=["undetermined", "error", "place", "nothing_to_check"],
)
def test_open_ends_remain_when_every_finding_is_dismissed(
    ledger: Ledger, changes: dict[str, Any], verdict: str
) -> None:
    joined(ledger, BODY)
    dismiss(ledger, T301, T302)
    assert joined(ledger, replace(BODY, edit=1, **changes))["verdict"] == verdict


def test_a_waived_finding_does_not_count_either(ledger: Ledger) -> None:
    joined(ledger, replace(BODY, spots=[T301]))
    said = Said(reason="机构改革", until="2025-12-31")
    decide(ledger, [Decision(BODY.fingerprint(T301), "waive", "李四", said)])
    record = joined(ledger, replace(BODY, spots=[T301], edit=1))
    assert record["findings"][0]["decision"] == {"by": "李四", "reason": "机构改革", "until": "2025-12-31"}
    assert record["verdict"] == "clear"


def test_next_year_the_same_place_carries_a_hint(ledger: Ledger) -> None:
    joined(ledger, BODY)
    dismiss(ledger, T301)
    following = joined(ledger, replace(BODY, year=2025))
    assert [finding["status"] for finding in following["findings"]] == ["open", "open"]
    first, second = following["findings"]
    assert "2024" in first["hint"]
    assert "口径不同" in first["hint"]
    assert "口径不同" in first["hint_en"]
    assert "hint" not in second
    other = joined(ledger, replace(BODY, name="示例市财政局", year=2025))
    assert [finding.get("hint") for finding in other["findings"]] == [None, None]
    assert "hint" not in joined(ledger, replace(BODY, year=2023))["findings"][0]


def test_records_without_findings_are_left_as_they_are(ledger: Ledger) -> None:
    bodies = [replace(BODY, spots=[]), Body("示例市财政局", verdict="unreadable")]
    run(ledger, "a", bodies)
    assert list(annotate(ledger, [body.record() for body in bodies])) == []


def test_findings_that_the_ledger_does_not_have_are_left_as_they_are(ledger: Ledger) -> None:
    [record] = annotate(ledger, [BODY.record()])
    assert record == BODY.record()
