"""The site as Great Expectations' own SiteBuilder builds it from great_expectations.yml."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from site_build import SITE_CONFIG
from site_records import RUN, all_records, suite_result

from gouji.rulebook import load_rules, project_root
from gouji.site import missing_pages
from gouji.site.gx_store import SiteStore

BACKEND = {
    "module_name": "gouji.site.gx_view",
    "class_name": "SiteFilesystemBackend",
    "base_directory": "../site/",
}


def _open(folder: Path) -> Any:
    """The project's own configuration, with its paths beside `folder`/gx and the site as this test states it."""
    import great_expectations as gx

    root = folder / "gx"
    root.mkdir(exist_ok=True)
    text = (project_root() / "great_expectations.yml").read_text(encoding="utf-8").replace("gouji-out/", "../")
    config = yaml.safe_load(text)
    site = {"class_name": "SiteBuilder", "store_backend": BACKEND, **yaml.safe_load(SITE_CONFIG)}
    config["data_docs_sites"] = {"local_site": site}
    del config["fluent_datasources"]
    (root / "great_expectations.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return gx.get_context(mode="file", context_root_dir=str(root))


def _store_result(context: Any) -> None:
    from great_expectations.core.expectation_validation_result import (
        ExpectationSuiteValidationResult,
        ExpectationValidationResult,
    )
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    raw = suite_result()
    results = [
        ExpectationValidationResult(**(r | {"expectation_config": ExpectationConfiguration(**r["expectation_config"])}))
        for r in raw["results"]
    ]
    result = ExpectationSuiteValidationResult(
        success=False, results=results, suite_name=raw["suite_name"], meta={}, statistics={}
    )
    run = RunIdentifier(run_name="r", run_time="2026-01-31T08:05:01+00:00")
    suite = ExpectationSuiteIdentifier(raw["suite_name"])
    key = ValidationResultIdentifier(expectation_suite_identifier=suite, run_id=run, batch_identifier="frames-requests")
    context.stores["validation_results_store"].set(key, result)


@pytest.fixture
def built(run_folder: Path) -> Path:
    context = _open(run_folder)
    _store_result(context)
    context.build_data_docs()
    return run_folder / "site"


def test_every_page_of_a_run_is_there(built: Path) -> None:
    assert missing_pages(built, all_records(), load_rules().rules, ["2021.requests"]) == []


def test_each_file_goes_to_the_store_as_bytes_of_its_kind() -> None:
    given: list[tuple[object, ...]] = []
    backend = SimpleNamespace(set=lambda key, content, content_type: given.append((key, content, content_type)))
    site = SiteStore(SimpleNamespace(store_backends={"static_assets": backend}))
    for path, content in (("a/b.html", "页"), ("c.html", b"<p>"), ("d.css", "e"), ("f.js", "g"), ("h.png", b"i")):
        site.write(path, content)
    assert given == [
        (("a", "b.html"), "页".encode(), "text/html; charset=utf-8"),
        (("c.html",), b"<p>", "text/html; charset=utf-8"),
        (("d.css",), b"e", "text/css; charset=utf-8"),
        (("f.js",), b"g", "text/javascript; charset=utf-8"),
        (("h.png",), b"i", "image/png"),
    ]


def test_nothing_of_gx_own_files_is_published(built: Path) -> None:
    published = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    assert {path.split("/")[0] for path in published} == {
        "assets",
        "data",
        "index.html",
        "reports",
        "rules",
        "suites",
    }
    assert sum(path.stat().st_size for path in built.rglob("*") if path.is_file()) < 1_000_000


def test_the_suite_page_shows_what_gx_stored(built: Path) -> None:
    page = (built / "suites" / "2021-requests.html").read_text(encoding="utf-8")
    assert "expect_linear_relation" in page
    assert "no column total" in page
    assert 'href="../reports/b2c3d4e5f6a1.html"' in page


def test_a_second_build_leaves_nothing_of_the_first(built: Path) -> None:
    run = built.parent
    (run / "records" / "a1b2c3d4e5f6.json").unlink()
    (built / "index-2.html").write_text("old", encoding="utf-8")
    _open(run).build_data_docs()
    assert not (built / "reports" / "a1b2c3d4e5f6.html").exists()
    assert not (built / "index-2.html").exists()
    assert "a1b2c3d4e5f6" not in (built / "index.html").read_text(encoding="utf-8")
    assert missing_pages(built, all_records(), (), ["2021.requests"]) == ["reports/a1b2c3d4e5f6.html"]


def test_without_a_run_the_rules_and_a_safe_index_are_built(tmp_path: Path) -> None:
    addresses = _open(tmp_path).build_data_docs()
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "尚无核验记录" in index
    assert addresses["local_site"].endswith("/site/index.html")
    assert missing_pages(tmp_path / "site", (), load_rules().rules) == []


@pytest.mark.parametrize(
    "broken", ["", "[]", "{", '{"id": "e5f6a1b2c3d4"}', '{"id": 1, "verdict": null, "findings": 3}']
)
def test_a_broken_record_costs_its_own_page_only(
    run_folder: Path, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    (run_folder / "records" / "e5f6a1b2c3d4.json").write_text(broken, encoding="utf-8")
    with caplog.at_level(logging.ERROR, "gouji"):
        _open(run_folder).build_data_docs()
    assert caplog.records
    expected = [*all_records(), {"id": "e5f6a1b2c3d4", "verdict": "clear"}]
    assert missing_pages(run_folder / "site", expected, load_rules().rules) == ["reports/e5f6a1b2c3d4.html"]


def test_a_broken_run_file_does_not_keep_the_reports_from_being_shown(run_folder: Path) -> None:
    (run_folder / "run.json").write_text("{", encoding="utf-8")
    _open(run_folder).build_data_docs()
    assert missing_pages(run_folder / "site", all_records(), load_rules().rules) == []


def test_the_run_file_is_shown(built: Path) -> None:
    index = (built / "index.html").read_text(encoding="utf-8")
    assert RUN["run"]["id"] in index  # type: ignore[index]
    assert json.dumps(RUN["rulebook"]["digest"]).strip('"') in index  # type: ignore[index]


def test_marks_left_in_the_run_folder_are_drawn_by_plain_gx_too(run_folder: Path) -> None:
    sheet = {"title": "评分表", "title_en": "sheet", "sha256": "0" * 64, "missing": 0, "vetoes": [], "categories": {}}
    scores = {"run": RUN["run"]["id"], "full_marks": 100, "unused_adjustments": [], "sheet": sheet}  # type: ignore[index]
    one = {"id": "a1b2c3d4e5f6", "organisation": "甲局", "source": "a.html", "year": 2025, "group": "县直"}
    marks = {"of_kind": False, "verdict": "clear", "undetermined": 0, "total": 100, "rank": 1, "ranked": 1}
    none = {"deductions": [], "veto": None, "adjustments": []}
    (run_folder / "scores.json").write_text(json.dumps(scores | {"scores": [one | marks | none]}), encoding="utf-8")
    _open(run_folder).build_data_docs()
    assert "甲局" in (run_folder / "site" / "scores" / "index.html").read_text(encoding="utf-8")
    (run_folder / "scores.json").unlink()
    _open(run_folder).build_data_docs()
    assert not list((run_folder / "site").glob("scores/*"))
    assert "scores/" not in (run_folder / "site" / "index.html").read_text(encoding="utf-8")
