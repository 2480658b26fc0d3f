"""What Alembic runs: the migrations on the connection that `migrate` opened."""

from alembic import context

# `render_as_batch`: SQLite changes a table only by making it anew.
context.configure(
    connection=context.config.attributes["connection"], render_as_batch=True, transaction_per_migration=False
)
context.run_migrations()
