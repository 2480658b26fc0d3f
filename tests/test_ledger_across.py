"""Real checks whose findings rest on other reports: last year's and a child's are corrected, and one is not there."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gouji.check import CheckResult, Comparing, LedgerRequest, Request, check
from gouji.check.retest import compare_runs
from gouji.ledger.query import Filter, list_findings
from gouji.ledger.store import Ledger, open_ledger
from kit import faults
from kit.documents import STYLES
from kit.figures import Figures
from kit.reports import zeros

CITY, PARKS, MONEY = "示例市人民政府", "示例市园林局", "示例市财政局"
ROWS = "编号,机关名称,类别,上级,年度\nC0,{0},人民政府,,\nC1,{1},部门,C0,\nC2,{2},部门,C0,\n"


class Office:
    """Reports of this year and the last, and the runs over them."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.place = str(base / "ledger.db")
        (base / "in").mkdir()
        (base / "last").mkdir()
        (base / "名录.csv").write_text(ROWS.format(CITY, PARKS, MONEY), encoding="utf-8")

    def write(self, folder: str, organisation: str, figures: Figures) -> None:
        year = 2024 if folder == "in" else 2023
        page = STYLES["clean_html"](replace(figures, organisation=organisation, year=year))
        (self.base / folder / f"{organisation}.html").write_bytes(page)

    def run(self, name: str, *, previous: bool) -> CheckResult:
        beside = Comparing(previous=(str(self.base / "last"),) if previous else ())
        request = Request(
            (str(self.base / "in"),),
            self.base / name,
            manifest=self.base / "名录.csv",
            comparing=beside,
            ledger=LedgerRequest(self.place, "张三"),
        )
        return check(request)


def licences(number: int) -> Figures:
    return faults.with_cell(zeros(), "disclosure.licences", number)


def pending(number: int) -> Figures:
    """Last year's report with requests that were carried over."""
    figures = zeros()
    for row in ("received", "carried_out"):
        for column in ("natural_person", "total"):
            figures = faults.with_cell(figures, f"requests.{row}.{column}", number)
    return figures


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("office"))
    office.write("in", CITY, licences(3))
    office.write("in", PARKS, licences(4))
    office.write("in", MONEY, zeros())
    office.write("last", MONEY, pending(5))
    office.run("run-1", previous=True)
    (office.base / "in" / f"{PARKS}.html").unlink()
    office.run("run-2", previous=False)
    office.write("in", PARKS, licences(3))
    office.write("last", MONEY, zeros())
    office.run("run-3", previous=True)
    return office


@pytest.fixture(scope="module")
def ledger(office: Office) -> Ledger:
    return open_ledger(office.place)


def told(comparison: Any) -> dict[tuple[str, str], tuple[str, str | None]]:
    """What became of the rules across reports: body and rule, to kind and reason."""
    kinds = ("mended", "remaining", "new", "reading_changed", "not_retested")
    return {
        (entry["organisation"], entry["rule"]): (kind, entry.get("why"))
        for kind in kinds
        for entry in comparison[kind]
        if entry["rule"] in ("Y701", "H801", "H802")
    }


ACROSS = [(CITY, "H801"), (CITY, "H802"), (MONEY, "Y701")]


def test_what_rests_on_a_report_that_is_not_there_is_not_decided(office: Office) -> None:
    found = told(compare_runs(str(office.base / "run-1"), str(office.base / "run-2")))
    assert found == dict.fromkeys(ACROSS, ("reading_changed", "other_missing"))


def test_what_was_corrected_in_the_other_report_is_mended(office: Office, ledger: Ledger) -> None:
    for first, second, place in (
        (str(office.base / "run-1"), str(office.base / "run-3"), None),
        *((*(_id(office, name) for name in ("run-1", "run-3")), ledger),),
    ):
        assert told(compare_runs(first, second, place)) == dict.fromkeys(ACROSS, ("mended", None))
    findings = list_findings(ledger, Filter()).findings
    across = {
        (each["organisation"], each["rule"]): each for each in findings if each["rule"] in ("Y701", "H801", "H802")
    }
    assert {key: (each["status"], each["doubt"]) for key, each in across.items()} == dict.fromkeys(
        ACROSS, ("mended", None)
    )


def _id(office: Office, name: str) -> str:
    return str(json.loads((office.base / name / "run.json").read_text(encoding="utf-8"))["run"]["id"])


def test_findings_say_which_reports_they_rest_on(office: Office) -> None:
    results = json.loads((office.base / "run-1" / "results.json").read_text(encoding="utf-8"))
    beside = {
        finding["rule"]: [(each["organisation"], each["organisation_id"], each["year"]) for each in finding["beside"]]
        for report in results["reports"]
        for finding in report["findings"]
        if "beside" in finding
    }
    assert beside["Y701"] == [(MONEY, "C2", 2023)]
    assert sorted(beside["H801"]) == [(PARKS, "C1", 2024), (MONEY, "C2", 2024)]
    schema = json.loads(files("gouji.outputs").joinpath("schemas/check.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(results)
    assert set(schema["$defs"]["beside"]["required"]) == {"organisation", "organisation_id", "year", "sha256"}
