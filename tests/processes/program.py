"""The installed program as the operating system runs it: started, stopped, killed, its output kept."""

import asyncio
import base64
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from storage.encryption import KeyRing
from tests.processes.local_telegram import TOKEN

KEY = base64.b64encode(bytes(range(32))).decode()
KEYS = KeyRing.parse(KEY)
_PROGRAM = Path(sys.executable).with_name("rapport")
_LONGEST_COMMAND_S = 60


class Program:
    """The program with its settings, in a folder of its own."""

    def __init__(self, folder: Path, *, root: str = "http://127.0.0.1:9") -> None:
        self.folder = folder
        self.database = folder / "rapport.db"
        self.log = folder / "rapport.log"
        # Nothing of this machine's settings but what a program needs to start.
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "RAPPORT_TOKEN": TOKEN,
            "RAPPORT_BOT_API": root,
            "RAPPORT_DATABASE": f"sqlite:///{self.database}",
            "RAPPORT_KEY": KEY,
        }
        self._process: subprocess.Popen[bytes] | None = None

    async def does(self, *words: str, **settings: str) -> "Said":
        """Run a command to its end; ``settings`` replace those of the environment, empty ones drop them."""
        environment = {name: value for name, value in (self.environment | settings).items() if value}
        return await asyncio.to_thread(self._do, words, environment)

    def start(self) -> None:
        """Start `rapport run`; all it writes goes into the log."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [_PROGRAM, "run"], cwd=self.folder, env=self.environment, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """End it without any chance to tidy up."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    async def stop(self) -> tuple[int, float]:
        """Ask it to end; return its exit code and how many seconds it took."""
        assert self._process is not None
        began = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        code = await asyncio.to_thread(self._process.wait, _LONGEST_COMMAND_S)
        return code, time.monotonic() - began

    def check(self) -> None:
        """Fail when it has ended by itself, with what it has written."""
        assert self._process is None or self._process.poll() is None, self.written()

    def abandon(self) -> None:
        """Leave nothing running behind, whatever became of the test."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def written(self) -> str:
        """Return all it has written while it ran."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    def _do(self, words: Sequence[str], environment: Mapping[str, str]) -> "Said":
        done = subprocess.run(
            [_PROGRAM, *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONGEST_COMMAND_S,
        )
        return Said(done.returncode, done.stdout, done.stderr)


class Said:
    """What a command left: its exit code and its two outputs."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err
