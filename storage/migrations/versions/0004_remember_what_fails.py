"""Remember the rows whose handling fails.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setback",
        sa.Column("duty", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
        sa.Column("row_id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("retry_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("failed_since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("duty", "row_id", name=op.f("pk_setback")),
    )


def downgrade() -> None:
    op.drop_table("setback")
