"""The tables of the ledger. The migrations make them; a test compares both.

Moments are texts in ISO 8601 and UTC, days ISO dates: they sort, and every database keeps them alike. Ids are given by
the program, which writes alone (see `store`).
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _text(name: str, *, required: bool = False) -> Column[str]:
    return Column(name, Text, nullable=not required)


def _to(name: str, table: str, *, required: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{table}.id"), nullable=not required)


# A round (第 N 轮) of the year reported on; 0 where no report told its year.
rounds = Table(
    "rounds",
    metadata,
    _id(),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("year", "number"),
)

runs = Table(
    "runs",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),  # the id in run.json
    _to("round_id", "rounds", required=True),
    _text("started"),
    _text("recorded", required=True),
    _text("author", required=True),
    _text("gouji", required=True),
    _text("rulebook_version", required=True),
    _text("rulebook_digest", required=True),
    Column(
        "first_event", Integer, nullable=False
    ),  # of those after it began: what came before belongs to the round before
)

# A body, by its id in the register or else by its name. No person, no address, no telephone.
bodies = Table("bodies", metadata, _id(), _text("name", required=True), Column("code", Text, unique=True))

reports = Table(
    "reports",
    metadata,
    _id(),
    _to("run_id", "runs", required=True),
    _to("body_id", "bodies"),
    Column("year", Integer),
    _text("source", required=True),
    _text("sha256"),
    _text("verdict", required=True),  # `seen.EARLIER` for one that others were held against and nobody judged
    _text("outcomes", required=True),  # JSON: outcome → the rules that had it, parted by spaces
    _text("unsure", required=True),  # JSON: the places that could not be decided
    Index("ix_reports_run", "run_id"),
    Index("ix_reports_body", "body_id", "year", "run_id"),
)

findings = Table(
    "findings",
    metadata,
    _id(),
    Column("fingerprint", Text, nullable=False, unique=True),
    _to("body_id", "bodies"),
    Column("year", Integer),
    _text("rule", required=True),
    _text("category", required=True),
    _text("severity", required=True),
    _text("frame", required=True),
    _text("row"),
    _text("column"),
    _text("message", required=True),
    _text("message_en", required=True),
    _text("rulebook_version", required=True),
    _text("meaning"),  # digest of what the rule asks, without its texts
    _to("first_run", "runs", required=True),
    _to("last_run", "runs", required=True),
    _text("first_seen", required=True),
    _text("last_seen", required=True),
    _text("sha256"),  # of the report in which it was seen last
    _text("beside"),  # JSON: the other reports that it rested on then, see `seen.Other`
    _text("status", required=True),
    _text("document"),  # 文号 under which it was issued
    _text("deadline"),
    _text("waived_until"),
    _text("decided_by"),
    _text("reason"),
    _text("doubt"),  # why the latest run could not say whether it is mended
    Column("last_event", Integer, nullable=False),
    # What `list` filters by; wide enough that a filter is answered from the index alone.
    Index(
        "ix_findings_filter",
        "status",
        "year",
        "body_id",
        "rule",
        "category",
        "severity",
        "deadline",
        "waived_until",
        "first_seen",
        "id",
    ),
    Index("ix_findings_body", "body_id", "year", "status"),
    Index("ix_findings_year", "year", "status", "category", "rule", "severity", "id"),
    Index("ix_findings_rule", "rule", "year", "status", "id"),
    Index("ix_findings_category", "category", "severity", "year", "status", "id"),
    Index("ix_findings_age", "first_seen", "id"),
)

# Which finding stood in which report of which run.
sightings = Table(
    "sightings",
    metadata,
    Column("report_id", Integer, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("finding_id", Integer, ForeignKey("findings.id"), primary_key=True, autoincrement=False),
    _text("beside"),  # JSON: the other reports that it rested on
    Index("ix_sightings_finding", "finding_id"),
)

# Fingerprints by which findings were known before: their body was renamed, or the sentence that they quote reworded.
former = Table(
    "former",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    _to("finding_id", "findings", required=True),
)

# Everything that ever happened to a finding; rows are added and never changed.
events = Table(
    "events",
    metadata,
    _id(),
    _to("finding_id", "findings", required=True),
    _to("run_id", "runs"),
    _text("at", required=True),
    _text("author", required=True),
    _text("action", required=True),
    _text("from_status"),
    _text("to_status", required=True),
    _text("reason"),
    _text("document"),
    _text("deadline"),
    _text("text"),
    Index("ix_events_finding", "finding_id", "id"),
    Index("ix_events_run", "run_id"),
)

waivers = Table(
    "waivers",
    metadata,
    _id(),
    _to("finding_id", "findings", required=True),
    _text("author", required=True),
    _text("reason", required=True),
    _text("granted", required=True),
    _text("until", required=True),
    _text("rulebook_version", required=True),
    _text("meaning"),
    _text("ended"),
    _text("ended_why"),
    Index("ix_waivers_finding", "finding_id"),
)
