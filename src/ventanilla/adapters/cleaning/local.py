"""Starts the process apart, gives it the file, and believes nothing of it but a whole answer in time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Final

from .port import Cleaned, CleaningDown, Fault, Kind

TIMEOUT_SECONDS: Final = 40.0  # more than its own processor time: the machine may be busy
AT_ONCE: Final = 2  # in one process of the web: memory is bounded too
PNG: Final = b"\x89PNG\r\n\x1a\n"

_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class ProcessCleaner:
    """Cleans in a child of this process, one for each file."""

    timeout_seconds: float = TIMEOUT_SECONDS

    def clean(self, data: bytes) -> Cleaned | Fault:
        """As `Cleaner.clean`."""
        done = self._run(("clean",), data)
        if done is None or done.returncode != 0:  # the kernel ended it, or the file broke its reader
            return Fault.DEMASIADO
        head, _, cleaned = done.stdout.partition(b"\n")
        said = json.loads(head)
        if "fault" in said:
            return Fault(said["fault"])
        return Cleaned(Kind(said["kind"]), cleaned, int(said["pages"]))

    def preview(self, kind: Kind, data: bytes) -> bytes | None:
        """As `Cleaner.preview`."""
        done = self._run(("preview", kind.value), data)
        drawn = done is not None and done.returncode == 0 and done.stdout.startswith(PNG)
        return done.stdout if done is not None and drawn else None

    def _run(self, arguments: tuple[str, ...], data: bytes) -> subprocess.CompletedProcess[bytes] | None:
        command = (sys.executable, "-m", f"{__package__}.worker", *arguments)
        # Only what Python needs to find itself: no address, no key, no setting of the office.
        environment = {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "PATH": os.environ.get("PATH", os.defpath),
        }
        try:
            with _turns:
                return subprocess.run(
                    command,
                    input=data,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,  # it may quote the file
                    env=environment,
                    timeout=self.timeout_seconds,
                    check=False,
                )
        except subprocess.TimeoutExpired:
            return None
        except OSError as error:
            raise CleaningDown(type(error).__name__) from error
