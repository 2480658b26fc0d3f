"""The files of a body's year in a run, found without reading all reports of the run."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_reports_body", "reports", ["body_id", "year", "run_id"], unique=False)
