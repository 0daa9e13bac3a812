"""Alembic's scripts: how the tables came to be, one file per change, named by what it does."""
