"""Changes since last year in the prose, beside last year's report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from across_pairs import Run

from gouji.across.restate import restate
from gouji.model import Registration, Report
from gouji.normalise.claims import read_claims
from kit.cases import changed_report

SET = {"requests.received.total": 20, "requests.processed_total.total": 18, "requests.granted.total": 10}


def last(**changes: Any) -> Report:
    return changed_report("last", "2021", {"year": 2023, "set": SET} | changes)


def this(*prose: str, **changes: Any) -> Report:
    figures = {"requests.received.total": 22, "requests.processed_total.total": 18, "requests.granted.total": 9}
    return changed_report("this", "2021", {"year": 2024, "set": figures, "prose": list(prose)} | changes)


def verdicts(*prose: str, before: Report | None = None, **changes: Any) -> list[str]:
    return [each.claim.verdict for each in restate(this(*prose, **changes), before or last())]


@pytest.mark.parametrize(
    "said",
    [
        "收到政府信息公开申请22件，同比增长10%。",
        "收到政府信息公开申请22件，较上年增加2件。",
        "收到政府信息公开申请22件（比上年增长10%）。",
        "收到政府信息公开申请22件，较2023年增长10.0%。",
        "收到政府信息公开申请22件，与去年相比增加2件。",
        "予以公开9件，较上年减少1件。",
        "予以公开9件，同比下降10%。",
        "办结政府信息公开申请18件，与上年持平。",
        "收到政府信息公开申请22件，办结18件，同比增长10%。",
    ],
)
def test_a_change_that_last_year_bears_out_is_a_match(said: str) -> None:
    assert verdicts(said) == ["match"]


@pytest.mark.parametrize(
    "said",
    [
        "收到政府信息公开申请22件，同比增长20%。",
        "收到政府信息公开申请22件，同比下降10%。",
        "收到政府信息公开申请22件，同比增长11%。",
        "收到政府信息公开申请22件，较上年增加3件。",
        "收到政府信息公开申请22件，较上年减少2件。",
        "收到政府信息公开申请22件，与上年持平。",
        "收到政府信息公开申请22件，较2023年增长20%。",
    ],
)
def test_a_change_that_last_year_contradicts_is_a_mismatch(said: str) -> None:
    assert verdicts(said) == ["mismatch"]


@pytest.mark.parametrize(
    "said",
    [
        # This year's own number is in doubt.
        "收到政府信息公开申请25件，同比增长20%。",
        # Of which number it is said, or of what.
        "收到政府信息公开申请22件，办结18件，同比增长20%。",
        "收到政府信息公开申请22件，门户网站访问量同比增长20%。",
        "收到政府信息公开申请22件，发布信息300条，同比增长20%。",
        "收到政府信息公开申请22件、办结18件，同比分别增长20%、30%。",
        # Another year, or part of one.
        "收到政府信息公开申请22件，较2022年增长20%。",
        "收到政府信息公开申请22件，环比增长20%。",
        "收到政府信息公开申请22件，较往年增长20%。",
        "收到政府信息公开申请22件，增长20%。",
        # How exact.
        "收到政府信息公开申请22件，同比增长近20%。",
        "收到政府信息公开申请22件，同比增长20多%。",
        "收到政府信息公开申请22件，同比增长约20%。",
        "收到政府信息公开申请22件，同比增长20个百分点。",
        # A part of the body, or somebody else.
        "市政府办公室收到政府信息公开申请22件，同比增长20%。",
    ],
)
def test_what_is_open_is_never_a_mismatch(said: str) -> None:
    assert {*verdicts(said)} <= {"not_assessed"}


def test_what_is_said_in_words_and_figures_is_judged_once_for_each() -> None:
    assert verdicts("收到政府信息公开申请22件，较上年增加3件，增长10%。") == ["mismatch"]
    assert verdicts("收到政府信息公开申请22件，同比增长10%，办结18件，同比增长20%。") == ["match", "mismatch"]


@pytest.mark.parametrize(
    "before",
    [
        {"print": {"requests.received.total": "二十"}},
        {"set": SET | {"requests.received.total": 0}},
        {"without": ["requests"]},
    ],
    ids=["not a number", "nothing to grow from", "no table"],
)
def test_without_a_usable_figure_of_last_year_nothing_is_said(before: Mapping[str, Any]) -> None:
    assert verdicts("收到政府信息公开申请22件，同比增长20%。", before=last(**before)) == ["not_assessed"]


def test_any_acceptable_reading_of_last_year_is_a_match() -> None:
    carried = last(set=SET | {"requests.carried_in.total": 5})
    assert verdicts("受理政府信息公开申请22件，较上年减少3件。", before=carried) == ["match"]
    assert verdicts("受理政府信息公开申请22件，较上年增加2件。", before=carried) == ["match"]
    assert verdicts("受理政府信息公开申请22件，较上年减少4件。", before=carried) == ["mismatch"]


def test_the_record_of_the_later_year_is_settled(tmp_path: Path) -> None:
    texts = ["收到政府信息公开申请22件，同比增长20%。", "予以公开9件，较上年减少1件。", "办结18件，增长20%。"]
    bodies = [this(*texts), last()]
    run = Run(tmp_path, [_of_one_body(report) for report in bodies])
    record, earlier = run.judge()
    claims = [claim for claim in record["claims"] if claim["aspect"] == "change"]
    assert [claim["verdict"] for claim in claims] == ["mismatch", "match", "not_assessed"]
    assert "与上年度年报推算不一致，请核实" in claims[0]["why"]
    assert "未与上年度年报比较" in claims[2]["why"]
    [finding] = [each for each in record["findings"] if each["rule"] == "Y710"]
    assert (finding["severity"], finding["actual"], finding["expected"]) == ("warning", 20, 10)
    assert [(each["cell"], each["value"], "report" in each) for each in finding["operands"]] == [
        ("requests.received.total", 20, True),
        ("requests.received.total", 22, False),
    ]
    assert [each["rule"] for each in earlier["findings"] if each["rule"] == "Y710"] == []
    # A second pass over records that are settled, as after a run that was cut off, changes nothing.
    assert run.judge() == [record, earlier]


def _of_one_body(report: Report) -> Report:
    year = report.identity.year
    return replace(report, registration=Registration(id="示例"), sha256=str(year), claims=read_claims(report))
