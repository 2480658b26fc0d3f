"""Draw the pictures in docs/screenshots/ from the examples: `python tools/take_screenshots.py`.

Needs Chromium and a Chinese font. The pictures have few colours, so that they stay small.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from gouji.check import Request, check
from gouji.check.scores import publish_scores
from gouji.outputs.view import open_run
from gouji.scoring import SAMPLE, load_sheet, mark_run, scores_json

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
COLOURS = 64
LARGEST = 200_000

REGISTER = """organisation,year,group,deadline,published
示例市人民政府,2024,市级,2025-03-31,2025-03-12
示例市教育局,2024,市直,2025-01-31,2025-01-20
示例新区管委会,2024,市直,2025-01-31,2025-02-06
示例新区北港片区管理局,2023,市直,2024-01-31,2024-01-25
样本县人民政府,2024,县级,2025-03-31,2025-03-28
样本县自然资源局,2023,县直,2024-01-31,2024-01-30
样本县发展和改革局,2024,县直,2025-01-31,2025-01-17
样本县档案局,2024,县直,2025-01-31,
样本县水利局,2024,县直,2025-01-31,
示例省人民政府办公厅,2020,省级,2021-01-31,2021-01-28
"""


def published(folder: Path) -> tuple[Path, str]:
    """The site of the examples with a register of invented bodies, and the page of the report to show."""
    register = folder / "register.csv"
    register.write_text(REGISTER, encoding="utf-8")
    os.chdir(ROOT)  # the pages then name the examples as they lie in the checkout
    result = check(Request(("examples",), folder / "run", manifest=register))
    view, sheet = open_run(result.folder), load_sheet(SAMPLE)
    publish_scores(result.folder, scores_json(view, sheet, mark_run(view, sheet)))
    shown = next(entry["id"] for entry in result.reports if entry["source"].endswith("02-transposed-digits.html"))
    return result.folder.site, f"reports/{shown}.html"


def opened(browser: Browser, address: str, **options: Any) -> Page:
    """The page in a window as an office has it."""
    page = browser.new_context(**{"viewport": {"width": 1240, "height": 1000}, **options}).new_page()
    page.goto(address)
    return page


def in_english(page: Page) -> Page:
    """The page after its switch was used."""
    page.locator("[data-language]").click()
    return page


def printed(page: Page) -> bytes:
    """The first sheet as it comes out of the printer, as a picture."""
    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))[0]
    written = io.BytesIO()
    sheet.render(scale=1.3).to_pil().save(written, "PNG")
    return written.getvalue()


def keep(name: str, picture: bytes) -> None:
    """Write a picture with few colours. Raises SystemExit when it is still too large for the repository."""
    target = FOLDER / f"{name}.png"
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    if target.stat().st_size > LARGEST:
        raise SystemExit(f"{target} has {target.stat().st_size} bytes, more than {LARGEST}")


def pictures(browser: Browser, site: Path, report: str) -> dict[str, Callable[[], bytes]]:
    """What is drawn, by name."""
    overview, page = (site / "index.html").as_uri(), (site / report).as_uri()
    phone = {"viewport": {"width": 390, "height": 844}}
    return {
        "overview": lambda: opened(browser, overview).screenshot(),
        "report": lambda: opened(browser, page).screenshot(),
        "tables": lambda: opened(browser, page + "#table-requests").screenshot(),
        "english": lambda: in_english(opened(browser, page)).screenshot(),
        "scores": lambda: opened(browser, (site / "scores" / "index.html").as_uri() + "#g-1").screenshot(),
        "dark": lambda: opened(browser, overview, color_scheme="dark").screenshot(),
        "phone": lambda: opened(browser, page, **phone).screenshot(),
        "print": lambda: printed(opened(browser, page)),
    }


def main() -> None:
    """Draw all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site, report = published(Path(folder))
        found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=next(filter(None, found), None), args=arguments)
        for name, draw in pictures(browser, site, report).items():
            keep(name, draw())
        browser.close()


if __name__ == "__main__":
    main()
