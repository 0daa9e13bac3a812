"""Keep what else a log or a change found: open cases, the snapshot of the day, the contact it was named for.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("undo_record", schema=None) as batch_op:
        batch_op.add_column(sa.Column("found", sqlmodel.sql.sqltypes.AutoString(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("undo_record", schema=None) as batch_op:
        batch_op.drop_column("found")
