"""Structured logs: one JSON object a line, with the reference a person reads on an error page and no personal data."""

from __future__ import annotations

import json
import logging
import os
import traceback
from contextvars import ContextVar
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings

REFERENCE: ContextVar[str] = ContextVar("reference", default="")
FILE: Final = "ventanilla-{day}.jsonl"
KEPT_DAYS: Final = 90  # told to whoever looks for a reference
MAX_FOUND: Final = 50  # lines of one reference
OURS: Final = "ventanilla"  # whose loggers never fill a message themselves


class DailyFile(logging.Handler):
    """One file a day, appended to by every process of the machine; files older than ``KEPT_DAYS`` are removed.

    A line is one write to a file opened for appending, so lines of several processes do not mix.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self._directory = directory
        self._day: date | None = None
        self._file = -1

    def emit(self, record: logging.LogRecord) -> None:
        """Append one line to today's file."""
        try:
            today = settings.VENTANILLA_CLOCK.today()
            if today != self._day:
                self._turn_to(today)
            os.write(self._file, self.format(record).encode() + b"\n")
        except OSError:  # a full disk must not turn a page into a fault
            self.handleError(record)

    def _turn_to(self, today: date) -> None:
        self.close()
        name = FILE.format(day=today.isoformat())
        self._file = os.open(self._directory / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._day = today
        oldest = FILE.format(day=(today - timedelta(days=KEPT_DAYS)).isoformat())
        for path in self._directory.glob(FILE.format(day="*")):
            if path.name < oldest:
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        if self._file >= 0:
            os.close(self._file)
        self._file, self._day = -1, None
        super().close()


class JsonLines(logging.Formatter):
    """The message's template and its kind, never its values: those may be a person's."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, Any] = {
            "at": settings.VENTANILLA_CLOCK.now().isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "reference": REFERENCE.get(),
            "said": _said(record),
        } | getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


def _said(record: logging.LogRecord) -> str:
    """The template. A library that fills it before it logs leaves none: then, what it was doing and where."""
    if record.args or record.name.split(".")[0] == OURS:
        return str(record.msg)
    return f"{getattr(record, 'action', '')} {record.module}.{record.funcName}:{record.lineno}".strip()


def configure() -> None:
    """Send the office's logs to ``var/log`` and warnings to the terminal."""
    directory = settings.VENTANILLA_VAR / "log"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = DailyFile(directory)
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
    for path in sorted((settings.VENTANILLA_VAR / "log").glob(FILE.format(day="*"))):
        with path.open(encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines if f'"{reference}"' in line]
    return [line for line in found if line.get("reference") == reference][-MAX_FOUND:]
