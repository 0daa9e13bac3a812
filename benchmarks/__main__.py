"""Runs all benchmarks one after another, each in a process of its own; figures are of this run."""

import os
import platform
import subprocess
import sys
from time import perf_counter

BENCHMARKS = (
    "conversation",
    "transport",
    "importing",
    "outlooks",
    "scoring",
    "levels",
    "planning",
    "digest",
    "quarter",
    "tone",
)


def main() -> int:
    """Print the figures of all benchmarks; 1 when one of them broke."""
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores", flush=True)
    broken = 0
    for name in BENCHMARKS:
        print(f"\n== {name}: python -m benchmarks.{name}", flush=True)
        began = perf_counter()
        code = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
        print(f"({perf_counter() - began:.0f} s)", flush=True)
        broken += code != 0
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
