"""Options of the published pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def publishing_options(function: Function) -> Function:
    """`--single-file`, `--public`, `--public-names` and `--no-pictures`."""
    single = click.option(
        "--single-file",
        "single_files",
        is_flag=True,
        help="另将每份报告的页面生成为单个文件，便于转发 Also each report's page as one file, to be forwarded.",
    )
    public = click.option(
        "--public",
        is_flag=True,
        help="另生成公开版页面（只列汇总，不列单位名称）Also an edition for the public: counts, no names of bodies.",
    )
    names = click.option(
        "--public-names",
        is_flag=True,
        help="公开版列出单位名称和各报告页面 The edition for the public names bodies and has their pages.",
    )
    pictures = click.option(
        "--no-pictures",
        is_flag=True,
        help="报告页面不附 PDF、OFD 原表的图片 No pictures of the tables of PDF and OFD files on the pages.",
    )
    return single(public(names(pictures(function))))
