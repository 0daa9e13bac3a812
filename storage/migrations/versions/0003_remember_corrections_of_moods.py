"""Remember corrections of moods.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("interaction_id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("client_id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("said_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.Column("read", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("negative", sa.Float(), nullable=False),
        sa.Column("neutral", sa.Float(), nullable=False),
        sa.Column("positive", sa.Float(), nullable=False),
        sa.Column("said", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("version", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_correction_client_id")),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interaction.id"], name=op.f("fk_correction_interaction_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_correction_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("interaction_id", name=op.f("uq_correction_interaction_id")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_client_id"), ["client_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correction_language"), ["language"], unique=False)
        batch_op.create_index(batch_op.f("ix_correction_person_id"), ["person_id"], unique=False)

    op.create_table(
        "tone_version",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("figures", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("weights", sa.LargeBinary(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("before_id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.ForeignKeyConstraint(["before_id"], ["tone_version.id"], name=op.f("fk_tone_version_before_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tone_version")),
    )
    with op.batch_alter_table("tone_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tone_version_before_id"), ["before_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tone_version_language"), ["language"], unique=False)

    op.create_table(
        "client_worth",
        sa.Column("client_id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("currency", sqlmodel.sql.sqltypes.AutoString(length=3), nullable=True),
        sa.Column("yearly", sa.Float(), nullable=False),
        sa.Column("basis", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("relative", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_worth_client_id")),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_client_worth")),
    )

    op.create_table(
        "level_override",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("client_id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("level", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("ends_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("set_by", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("set_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("known_matters", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_by", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_level_override_client_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_level_override_ended_by")),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_level_override_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_override")),
    )
    with op.batch_alter_table("level_override", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_level_override_client_id"), ["client_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_level_override_ends_at"), ["ends_at"], unique=False)

    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.add_column(sa.Column("consented_on", sa.Date(), nullable=True))

    with op.batch_alter_table("standing", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("computed_level", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True)
        )
        batch_op.add_column(
            sa.Column("computed_cause", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=True)
        )
        batch_op.add_column(sa.Column("computed_since", sa.Date(), nullable=True))

    op.create_table(
        "client_sums",
        sa.Column("client_id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("scheme", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Integer(), nullable=True),
        sa.Column("sums", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_sums_client_id")),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_client_sums")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "client_stood",
        sa.Column("client_id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("stood", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_stood_client_id")),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_client_stood")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("client_stood")
    op.drop_table("client_sums")
    with op.batch_alter_table("standing", schema=None) as batch_op:
        batch_op.drop_column("computed_since")
        batch_op.drop_column("computed_cause")
        batch_op.drop_column("computed_level")

    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.drop_column("consented_on")

    with op.batch_alter_table("level_override", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_level_override_ends_at"))
        batch_op.drop_index(batch_op.f("ix_level_override_client_id"))

    op.drop_table("level_override")
    op.drop_table("client_worth")
    with op.batch_alter_table("tone_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tone_version_language"))
        batch_op.drop_index(batch_op.f("ix_tone_version_before_id"))

    op.drop_table("tone_version")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_person_id"))
        batch_op.drop_index(batch_op.f("ix_correction_language"))
        batch_op.drop_index(batch_op.f("ix_correction_client_id"))

    op.drop_table("correction")
