"""Where a check runs: on this machine, or on a Spark cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gouji_cli.errors import Misused

if TYPE_CHECKING:
    from gouji.cluster import Cluster

Function = TypeVar("Function", bound=Callable[..., Any])


def engine_options(function: Function) -> Function:
    """`--engine` and `--master`."""
    engine = click.option(
        "--engine",
        type=click.Choice(["pandas", "spark"]),
        default="pandas",
        show_default=True,
        help="在本机核验，或用 Spark 分布核验 Check on this machine, or spread over Spark (needs gouji[spark]).",
    )
    master = click.option(
        "--master",
        metavar="URL",
        help="Spark 主节点，如 spark://host:7077，默认用本机 Master of the cluster; by default this machine.",
    )
    return engine(master(function))


def cluster_of(engine: str, master: str | None) -> Cluster | None:
    """What the options ask for; Misused for a master without Spark."""
    from gouji.cluster import Cluster

    if engine != "spark" and master is not None:
        raise Misused("--master 须与 --engine spark 同用", "--master needs --engine spark")
    return Cluster(master) if engine == "spark" else None
