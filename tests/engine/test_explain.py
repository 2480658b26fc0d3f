"""Fingerprints and the words of findings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.engine.explain import fingerprint
from gouji.model import Identity, Place
from kit.reports import report_of, zeros

REPORT = report_of(zeros())
PLACE = Place("requests", "granted", None)


def test_a_fingerprint_follows_organ_year_rule_and_place() -> None:
    known = fingerprint(REPORT, "T303", PLACE)
    assert len(known) == 16
    assert set(known) <= set("0123456789abcdef")
    others = [
        fingerprint(replace(REPORT, identity=Identity("样本县教育局", 2024)), "T303", PLACE),
        fingerprint(replace(REPORT, identity=Identity("示例市人民政府", 2023)), "T303", PLACE),
        fingerprint(REPORT, "T302", PLACE),
        fingerprint(REPORT, "T303", Place("requests", "received", None)),
        fingerprint(REPORT, "T303", Place("requests", None, "granted")),
        fingerprint(REPORT, "T303", Place("applicants", "granted", None)),
    ]
    assert len({known, *others}) == 7


def test_a_fingerprint_does_not_follow_the_file() -> None:
    moved = replace(REPORT, id="other", source="b/neu.txt", sha256="f" * 64, title=None)
    assert fingerprint(moved, "T303", PLACE) == fingerprint(REPORT, "T303", PLACE)


@pytest.mark.parametrize("identity", [Identity(None, 2024), Identity("示例市人民政府", None), Identity(None, None)])
def test_while_the_identity_is_unknown_it_follows_the_content(identity: Identity) -> None:
    unknown = replace(REPORT, identity=identity)
    mark = fingerprint(unknown, "T303", PLACE)
    assert fingerprint(replace(unknown, source="b.html", id="b"), "T303", PLACE) == mark
    assert fingerprint(replace(unknown, sha256="f" * 64), "T303", PLACE) != mark
    assert mark != fingerprint(REPORT, "T303", PLACE)


def test_half_a_character_in_a_name_is_no_obstacle() -> None:
    broken = replace(REPORT, identity=Identity("半\ud83d局", 2024))
    assert len(fingerprint(broken, "T303", PLACE)) == 16
