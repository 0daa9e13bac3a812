"""Lives through a simulated quarter of a firm and prints what became of its contacts and messages."""

import tempfile
from pathlib import Path

from benchmarks.firm import KEYS
from storage.database import Database
from tests.simulation.quarter import live


def main() -> None:
    """Print the figures of the quarter; the same seed gives the same answers."""
    with tempfile.TemporaryDirectory(prefix="rapport-quarter-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'quarter.db'}", KEYS)
        database.migrate()
        print(live(database).report())
        database.close()


if __name__ == "__main__":
    main()
