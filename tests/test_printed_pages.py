"""Pages that a browser or LibreOffice printed to PDF: what was written into them is what is read out of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, PdfMargins

from gouji.model import Paragraph
from gouji.normalise import normalise
from gouji.sources import read_document
from kit.documents import STYLES
from kit.figures import TABLES, load
from kit.prose import compose
from test_corpus_matrix import misread

IDS = ["001", "002", "149"]
MARGINS: PdfMargins = {"top": "15mm", "bottom": "15mm", "left": "12mm", "right": "12mm"}


def printed(browser: Browser, style: str, id: str, folder: Path, *, furniture: bool) -> bytes:
    """The PDF that the browser prints of the figures' page; `furniture`: date, title, address, numbers round it."""
    source = folder / f"{style}.html"
    source.write_bytes(STYLES[style](load(id)))
    page = browser.new_page()
    page.goto(source.as_uri())
    # A portal is wider than paper.
    scale = 0.75 if style == "portal_html" else 1.0
    data = page.pdf(format="A4", display_header_footer=furniture, scale=scale, margin=MARGINS)
    page.close()
    return data


def assert_all_is_read(data: bytes, id: str) -> None:
    figures = load(id)
    report = normalise(read_document(data, "x.pdf"), source="x.pdf", sha256="0", id="0")
    assert set(report.tables) == set(TABLES)
    assert misread(figures, report) == {}
    assert report.edition == figures.edition
    assert [section.chapter for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert (report.identity.organisation, report.identity.year) == (figures.organisation, figures.year)


@pytest.mark.browser
@pytest.mark.parametrize("style", ["clean_html", "word_html", "portal_html"])
@pytest.mark.parametrize("id", IDS)
def test_what_a_browser_prints_is_read_as_it_was_written(browser: Browser, id: str, style: str, tmp_path: Path) -> None:
    assert_all_is_read(printed(browser, style, id, tmp_path, furniture=style != "word_html"), id)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of PDFs that LibreOffice made of pages, all in one go for it is slow to start."""
    folder = tmp_path_factory.mktemp("office")
    sources = []
    for style in ("clean_html", "word_html"):
        for id in IDS:
            sources.append(folder / f"{style}_{id}.html")
            sources[-1].write_bytes(STYLES[style](load(id)))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export"]
    subprocess.run(
        ["soffice", profile, *convert, "--outdir", str(folder), *map(str, sources)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder


@pytest.mark.office
@pytest.mark.parametrize("style", ["clean_html", "word_html"])
@pytest.mark.parametrize("id", IDS)
def test_what_libreoffice_prints_is_read_as_it_was_written(office: Path, id: str, style: str) -> None:
    assert_all_is_read((office / f"{style}_{id}.pdf").read_bytes(), id)


@pytest.mark.browser
def test_paragraphs_are_whole_and_what_the_browser_adds_is_no_text(browser: Browser, tmp_path: Path) -> None:
    data = printed(browser, "clean_html", "001", tmp_path, furniture=True)
    read = [block.text for block in read_document(data, "x.pdf").blocks if isinstance(block, Paragraph)]
    report = compose(load("001"))
    written = [report.title, *report.preamble]
    for chapter in report.chapters:
        written += [chapter.heading, *chapter.paragraphs]
    assert read == written
