"""The signer's process: which keys it opens, and how it is ended. It has no Django, no database and no page."""

from __future__ import annotations

import json
import logging
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ventanilla.adapters.seal.keys import QR_FILE, SEAL_FILE
from ventanilla.adapters.seal.local import LocalKeys
from ventanilla.adapters.seal.port import KeyHolder
from ventanilla.adapters.seal.process import Desk, serve

from .environment import Environment, read

TOLD: Final = ("purpose", "sha256", "why", "serial")  # what a line may say beside its message


class JsonLine(logging.Formatter):
    """One JSON object a line: the instant, what happened, and of a signature its purpose and digest."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {"at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")}
        line |= {"level": record.levelname, "said": record.getMessage()}
        line |= {name: value for name in TOLD if (value := getattr(record, name, ""))}
        return json.dumps(line, ensure_ascii=False)


def open_keys(environment: Environment) -> KeyHolder:
    """The keys that this installation signs with. BadSeal where they are not of their certificate."""
    return LocalKeys.open(environment.var / "keys")


def keys_version(keys: Path) -> tuple[tuple[int, int], ...]:
    """What changes when the keys of ``keys/`` are rotated: both files are replaced whole, never written over."""
    stats = [(keys / name).stat() for name in (SEAL_FILE, QR_FILE)]
    return tuple((each.st_ino, each.st_mtime_ns) for each in stats)


def serve_signer() -> None:
    """Sign until SIGTERM."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    environment = read()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    keys = environment.var / "keys"
    serve(environment.var, Desk(lambda: open_keys(environment), lambda: keys_version(keys)), stop)
