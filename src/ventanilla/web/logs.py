"""Structured logs: one JSON object a line, with the reference a person reads on an error page and no personal data."""

from __future__ import annotations

import json
import logging
import logging.handlers
import traceback
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final

from django.conf import settings

REFERENCE: ContextVar[str] = ContextVar("reference", default="")
FILE: Final = "ventanilla.jsonl"
MAX_FILE_BYTES: Final = 20 * 1024 * 1024
KEPT_FILES: Final = 5
MAX_FOUND: Final = 50  # lines of one reference


class JsonLines(logging.Formatter):
    """The message's template and its kind, never its values: those may be a person's."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, Any] = {
            "at": settings.VENTANILLA_CLOCK.now().isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "reference": REFERENCE.get(),
            "said": str(record.msg),
        } | getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


def configure() -> None:
    """Send the office's logs to ``var/log`` and warnings to the terminal."""
    directory = settings.VENTANILLA_VAR / "log"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = logging.handlers.RotatingFileHandler(
        directory / FILE, maxBytes=MAX_FILE_BYTES, backupCount=KEPT_FILES, delay=True
    )
    kept.setFormatter(JsonLines())
    seen = logging.StreamHandler()
    seen.setLevel(logging.ERROR)
    seen.setFormatter(JsonLines())
    for name in ("ventanilla", "django", "procrastinate"):
        logger = logging.getLogger(name)
        logger.handlers[:] = [kept, seen]
        logger.propagate = False
    logging.getLogger("ventanilla").setLevel(logging.INFO)
    logging.getLogger("django").setLevel(logging.WARNING)
    logging.getLogger("procrastinate").setLevel(logging.WARNING)


def find(reference: str) -> list[dict[str, Any]]:
    """What the logs of this machine hold about one reference, oldest first."""
    found: list[dict[str, Any]] = []
    for path in sorted((settings.VENTANILLA_VAR / "log").glob(FILE + "*"), reverse=True):
        with path.open(encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines if f'"{reference}"' in line]
    return [line for line in found if line.get("reference") == reference][-MAX_FOUND:]
