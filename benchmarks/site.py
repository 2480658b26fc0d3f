"""How long a site of many reports takes, and how it opens: `python -m benchmarks.site [REPORTS]` (10,000 unless told).

Records of a small check are multiplied and drawn by GX's SiteBuilder with our builders; the overview is opened from
disk in Chromium. GX's own pages of the same stored results are built for comparison.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from gouji.check import Request, check  # noqa: E402
from gouji.engine.docs import build_docs  # noqa: E402
from kit import balanced, faults  # noqa: E402 - found through the line above
from kit.documents import STYLES  # noqa: E402

SAMPLE = 25
GROUPS = ("区县", "市直", "乡镇")
NAMES = ("教育局", "财政局", "公安局", "水利局", "统计局", "档案局", "民政局")


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was built: how long that took (s), with what processor time (s), and each page's size (bytes)."""

    seconds: float
    processor: float
    sizes: tuple[int, ...]

    def line(self, name: str) -> str:
        """The site in a line."""
        pages, total = len(self.sizes), sum(self.sizes)
        return (
            f"{name:<14} {pages:>6} pages in {self.seconds:7.1f} s, {1000 * self.seconds / pages:7.1f} ms a page "
            f"({1000 * self.processor / pages:.1f} ms of a processor); "
            f"{total / pages / 1000:7.1f} kB a page, the largest {max(self.sizes) / 1000:.0f} kB; {total / 1e6:.0f} MB"
        )


def checked(folder: Path) -> Path:
    """A run over a few reports of the test kit; every second one breaks a relation."""
    reports = folder / "reports"
    reports.mkdir()
    for number in range(SAMPLE):
        figures = balanced.make(number, organisation=f"示例市第{number}局", year=2024)
        if number % 2:
            figures = faults.off_by(figures, "requests.granted.natural_person", 1)
        (reports / f"{number:06d}.html").write_bytes(STYLES["clean_html"](figures))
    check(Request((str(reports),), folder / "run"))
    return folder / "run"


def multiply(run: Path, count: int) -> None:
    """Make `count` records of those that are there, of other bodies, years and groups."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((run / "records").iterdir())]
    shutil.rmtree(run / "records")
    (run / "records").mkdir()
    for number in range(count):
        record = records[number % len(records)] | {"id": f"{number:012x}"}
        record["organisation"] = f"示例市第{number // 2:05d}{NAMES[number // 2 % len(NAMES)]}"
        record["year"] = 2024 - number % 2
        record["registration"] = {"group": GROUPS[number // 2 % len(GROUPS)]}
        (run / "records" / f"{record['id']}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def built(run: Path, site: str) -> Built:
    """Build the site that the run's project names."""
    shutil.rmtree(run / site, ignore_errors=True)
    begun, before = time.perf_counter(), sum(os.times()[:4])
    build_docs(run / "gx")
    seconds, processor = time.perf_counter() - begun, sum(os.times()[:4]) - before
    return Built(seconds, processor, tuple(path.stat().st_size for path in (run / site).rglob("*.html")))


def use_own_pages_of_gx(run: Path) -> None:
    """Have the run's project build what GX builds when nobody says otherwise."""
    path = run / "gx" / "great_expectations.yml"
    config: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    backend = {"class_name": "TupleFilesystemStoreBackend", "base_directory": "../plain/"}
    index = {"class_name": "DefaultSiteIndexBuilder"}
    site = {"class_name": "SiteBuilder", "store_backend": backend, "site_index_builder": index}
    path.write_text(yaml.safe_dump(config | {"data_docs_sites": {"plain": site}}), encoding="utf-8")


def opened(site: Path) -> Iterator[tuple[str, float]]:
    """What somebody waits for (ms): the overview, the first search (which loads the list), a further one, a sort."""
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=next(filter(None, found), None), args=arguments)
        page = browser.new_page()
        page.goto("about:blank")
        page.goto((site / "index.html").as_uri())
        timing = "performance.getEntriesByType('navigation')[0]"
        page.wait_for_function(f"{timing}.loadEventEnd > 0")
        yield "overview opened", page.evaluate(f"{timing}.loadEventEnd")
        count = page.locator("[data-filter-count]")
        total = count.inner_text()
        for name, words in (("first search", "第00042"), ("next search", "第00043")):
            begun = time.perf_counter()
            page.locator("[data-filter-text]").fill(words)
            expect(count).not_to_have_text(total)
            yield name, 1000 * (time.perf_counter() - begun)
        page.locator("[data-filter-text]").fill("")
        expect(count).to_have_text(total)
        begun = time.perf_counter()
        page.locator("th[data-sort=organisation] button").click()
        expect(page.locator("th[data-sort=organisation]")).to_have_attribute("aria-sort", "ascending")
        yield "sorted by name", 1000 * (time.perf_counter() - begun)
        browser.close()


def main() -> None:
    """Print time and size per page of both, and how the overview opens."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        run = checked(Path(folder))
        multiply(run, count)
        print(built(run, "site").line(f"{count} reports"))
        index = run / "site" / "index.html"
        files = sum(path.stat().st_size for path in (run / "site" / "data").iterdir())
        print(f"index.html {index.stat().st_size / 1000:.0f} kB; the list that is searched {files / 1e6:.1f} MB")
        for name, milliseconds in opened(run / "site"):
            print(f"{name:<16} {milliseconds:6.0f} ms")
        use_own_pages_of_gx(run)
        logging.disable()  # GX complains at length of what its pages cannot show of our expectation
        print(built(run, "plain").line("GX's own"))


if __name__ == "__main__":
    main()
