"""What Alembic runs to migrate: on the connection it is given, in that connection's transaction."""

from alembic import context

from storage.store import TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES,
    # SQLite cannot alter most of a table in place: batches copy it.
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
