"""Publish a run: GX's SiteBuilder builds the Data Docs that the project's configuration names."""

from __future__ import annotations

from pathlib import Path

from gouji.engine.run import open_project


def build_docs(project: Path) -> None:
    """Build every site of the project; pages that GX failed to build are for the caller to miss."""
    open_project(project).build_data_docs()
