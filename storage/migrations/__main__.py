"""Drafts the next migration from the tables as declared: ``python -m storage.migrations "Add covers"``.

Read and edit what it wrote before committing it; a test compares the outcome with the tables on both engines.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory

from storage import schema
from storage.engines import normalised, writing_engine


def main(message: str) -> None:
    """Write the next file into ``storage/migrations/versions``."""
    with tempfile.TemporaryDirectory() as folder:
        engine = writing_engine(normalised(f"sqlite:///{folder}/draft.db"), threads=1, patience_s=1)
        with engine.begin() as connection:
            config = schema.config_for(connection)
            number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
            if number > 1:
                command.upgrade(config, "head")
            draft = command.revision(config, message=message, autogenerate=True, rev_id=f"{number:04d}")
        engine.dispose()
    assert isinstance(draft, Script)
    _tidy(Path(draft.path))


def _tidy(file: Path) -> None:
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "# ###" not in line))


if __name__ == "__main__":
    main(sys.argv[1])
