"""Addresses that only Spark can open: what lies there is read, and what is not there is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.check import Request, check
from gouji.cluster import Cluster, ClusterRefused
from gouji.messages import render
from gouji.reading import ReadingOptions
from gouji.rulebook import RuleChoice
from kit import balanced
from kit.documents import STYLES

LOCAL = Cluster("local[2]")
RULES = RuleChoice(select=("T301",))


def ask(out: Path, *paths: str, cluster: Cluster | None = LOCAL) -> Request:
    return Request(paths, out, reading=ReadingOptions(jobs=1), rules=RULES, cluster=cluster)


@pytest.mark.spark
def test_what_lies_at_an_address_is_read(far: Path, tmp_path: Path) -> None:
    (far / "local").mkdir()
    for number, style in enumerate(("clean_html", "docx")):
        figures = balanced.make(number, organisation=f"示例市第{number}局", year=2024)
        (far / "local" / f"{number} [a].{STYLES[style].extension}").write_bytes(STYLES[style](figures))
    result = check(ask(tmp_path / "out", "viewfs://kit/in/local"))
    assert [report["verdict"] for report in result.reports] == ["clear", "clear"]
    assert [report["organisation"] for report in result.reports] == ["示例市第0局", "示例市第1局"]
    assert [report["source"].rsplit("/", 1)[0] for report in result.reports] == ["viewfs://kit/in/local"] * 2


@pytest.mark.spark
@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("viewfs://kit/in/nowhere", "address_not_opened", "PATH_NOT_FOUND"),
        ("s3a://bucket/reports", "address_not_opened", "S3AFileSystem not found"),
        ("nosuch://a/b", "address_not_opened", "nosuch"),
        ("viewfs://kit/in/empty", "address_empty", "empty"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(
    far: Path, tmp_path: Path, address: str, code: str, said: str
) -> None:
    (far / "empty").mkdir(exist_ok=True)
    with pytest.raises(ClusterRefused) as caught:
        check(ask(tmp_path / "out", address))
    assert caught.value.problem.code == code
    told = render(caught.value.problem)
    assert said in told.en
    assert address in told.zh
    assert "\n" not in told.zh
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("address", ["hdfs://name:8020/reports", "https://www.example.cn/report.html"])
def test_without_spark_an_address_is_told_from_a_path(tmp_path: Path, address: str) -> None:
    result = check(ask(tmp_path / "out", address, cluster=None))
    assert [error["code"] for report in result.reports for error in report["errors"]] == ["address_needs_spark"]
