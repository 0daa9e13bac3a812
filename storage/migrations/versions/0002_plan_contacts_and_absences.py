"""Plan contacts and absences.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('absence',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('covered_by', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.Column('set_by', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['covered_by'], ['person.id'], name=op.f('fk_absence_covered_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_absence_person_id')),
    sa.ForeignKeyConstraint(['set_by'], ['person.id'], name=op.f('fk_absence_set_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence'))
    )
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absence_covered_by'), ['covered_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_absence_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paused_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('paused_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('pause_reason', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True))
        batch_op.add_column(sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True))
        batch_op.add_column(sa.Column('cost', sa.Numeric(precision=14, scale=2), nullable=True))
        batch_op.add_column(sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=True))

    with op.batch_alter_table('case_step', schema=None) as batch_op:
        batch_op.add_column(sa.Column('skip_reason', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True))
        batch_op.add_column(sa.Column('offered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('assigned_to', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_case_step_assigned_to'), ['assigned_to'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_case_step_assigned_to'), 'person', ['assigned_to'], ['id'])
        batch_op.alter_column('key',
               existing_type=sa.VARCHAR(length=16),
               type_=sqlmodel.sql.sqltypes.AutoString(length=32),
               existing_nullable=False)

    with op.batch_alter_table('client', schema=None) as batch_op:
        batch_op.add_column(sa.Column('likes', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('reached_by', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('needs_basic', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('needs_emotional', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('needs_offered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('closed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('closed_as', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True))
        batch_op.add_column(sa.Column('drafts_shown', sa.Integer(), nullable=False, server_default='0'))

    op.create_table('handover',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('client_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('given_by', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('given_from', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.Column('given_to', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('given_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('message', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_handover_client_id')),
    sa.ForeignKeyConstraint(['given_by'], ['person.id'], name=op.f('fk_handover_given_by')),
    sa.ForeignKeyConstraint(['given_from'], ['person.id'], name=op.f('fk_handover_given_from')),
    sa.ForeignKeyConstraint(['given_to'], ['person.id'], name=op.f('fk_handover_given_to')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover'))
    )
    with op.batch_alter_table('handover', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handover_client_id'), ['client_id'], unique=False)

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('contacts_a_day', sa.Integer(), nullable=False, server_default='10'))
        batch_op.add_column(sa.Column('brief_at', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('next_brief_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('next_digest_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('last_brief_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('last_digest_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('last_digest_on', sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f('ix_person_next_brief_at'), ['next_brief_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_next_digest_at'), ['next_digest_at'], unique=False)

    op.create_table('today_line',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('matter', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('client_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('case_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.Column('step_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.Column('touchpoint_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.Column('relieved_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('told_state', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
    sa.Column('told_due', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_today_line_client_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_today_line_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_today_line')),
    sa.UniqueConstraint('person_id', 'on_day', 'matter', name=op.f('uq_today_line_person_id_on_day_matter'))
    )
    with op.batch_alter_table('today_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_today_line_client_id'), ['client_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_today_line_on_day'), ['on_day'], unique=False)

    with op.batch_alter_table('touchpoint', schema=None) as batch_op:
        batch_op.add_column(sa.Column('occasion', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True))
        batch_op.add_column(sa.Column('occasion_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('draft', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('skip_reason', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True))
        batch_op.add_column(sa.Column('interaction_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True))
        batch_op.add_column(sa.Column('fulfilled_from', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True))
        batch_op.create_index(batch_op.f('ix_touchpoint_interaction_id'), ['interaction_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_touchpoint_interaction_id'), 'interaction', ['interaction_id'], ['id'])

    op.create_table('plan_load',
    sa.Column('advisor_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('next_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('needed', sa.Integer(), nullable=True),
    sa.Column('room', sa.Integer(), nullable=True),
    sa.Column('without_room', sa.Integer(), nullable=True),
    sa.Column('planned_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['advisor_id'], ['person.id'], name=op.f('fk_plan_load_advisor_id')),
    sa.PrimaryKeyConstraint('advisor_id', name=op.f('pk_plan_load'))
    )
    with op.batch_alter_table('plan_load', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_load_next_at'), ['next_at'], unique=False)

    with op.batch_alter_table('undo_record', schema=None) as batch_op:
        batch_op.add_column(sa.Column('planned', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('fact', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.drop_constraint(batch_op.f('fk_undo_record_interaction_id'), type_='foreignkey')
        batch_op.alter_column('interaction_id', new_column_name='saved_id')

    with op.batch_alter_table('level_change', schema=None) as batch_op:
        batch_op.add_column(sa.Column('signal_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_level_change_signal_id'), ['signal_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('level_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_level_change_signal_id'))
        batch_op.drop_column('signal_id')

    # What may be undone for half a minute is not worth keeping through a change of the program.
    op.execute(sa.text('DELETE FROM undo_record'))
    with op.batch_alter_table('undo_record', schema=None) as batch_op:
        batch_op.alter_column('saved_id', new_column_name='interaction_id')
        batch_op.create_foreign_key(batch_op.f('fk_undo_record_interaction_id'), 'interaction', ['interaction_id'], ['id'])
        batch_op.drop_column('fact')
        batch_op.drop_column('planned')

    with op.batch_alter_table('plan_load', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_load_next_at'))

    op.drop_table('plan_load')

    with op.batch_alter_table('today_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_today_line_on_day'))
        batch_op.drop_index(batch_op.f('ix_today_line_client_id'))

    op.drop_table('today_line')
    with op.batch_alter_table('touchpoint', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_touchpoint_interaction_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_touchpoint_interaction_id'))
        batch_op.drop_column('fulfilled_from')
        batch_op.drop_column('interaction_id')
        batch_op.drop_column('skip_reason')
        batch_op.drop_column('draft')
        batch_op.drop_column('occasion_on')
        batch_op.drop_column('occasion')

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_next_digest_at'))
        batch_op.drop_index(batch_op.f('ix_person_next_brief_at'))
        batch_op.drop_column('last_digest_on')
        batch_op.drop_column('last_digest_at')
        batch_op.drop_column('last_brief_on')
        batch_op.drop_column('next_digest_at')
        batch_op.drop_column('next_brief_at')
        batch_op.drop_column('brief_at')
        batch_op.drop_column('contacts_a_day')

    with op.batch_alter_table('client', schema=None) as batch_op:
        batch_op.drop_column('drafts_shown')
        batch_op.drop_column('closed_as')
        batch_op.drop_column('closed_at')
        batch_op.drop_column('needs_offered_at')
        batch_op.drop_column('needs_emotional')
        batch_op.drop_column('needs_basic')
        batch_op.drop_column('reached_by')
        batch_op.drop_column('likes')

    with op.batch_alter_table('case_step', schema=None) as batch_op:
        batch_op.alter_column('key',
               existing_type=sqlmodel.sql.sqltypes.AutoString(length=32),
               type_=sa.VARCHAR(length=16),
               existing_nullable=False)
        batch_op.drop_constraint(batch_op.f('fk_case_step_assigned_to'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_case_step_assigned_to'))
        batch_op.drop_column('assigned_to')
        batch_op.drop_column('offered_at')
        batch_op.drop_column('skip_reason')

    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.drop_column('currency')
        batch_op.drop_column('cost')
        batch_op.drop_column('answer')
        batch_op.drop_column('pause_reason')
        batch_op.drop_column('paused_until')
        batch_op.drop_column('paused_at')

    with op.batch_alter_table('handover', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handover_client_id'))

    op.drop_table('handover')
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_absence_person_id'))
        batch_op.drop_index(batch_op.f('ix_absence_covered_by'))

    op.drop_table('absence')
