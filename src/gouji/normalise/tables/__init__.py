"""From a document's grids to the three official tables."""

from gouji.normalise.tables.read import TablesRead, read_tables

__all__ = ["TablesRead", "read_tables"]
