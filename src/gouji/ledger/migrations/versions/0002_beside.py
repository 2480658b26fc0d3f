"""What findings rest on beside their own report, and the fingerprints under which they were known before."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("findings", sa.Column("beside", sa.Text(), nullable=True))
    op.add_column("sightings", sa.Column("beside", sa.Text(), nullable=True))
    op.create_table(
        "former",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["findings.id"],
        ),
        sa.PrimaryKeyConstraint("fingerprint"),
    )
