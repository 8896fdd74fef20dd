"""Asking an office about a folio, for the command line: one GET, over TLS or to this same machine."""

from __future__ import annotations

import http.client
import json
import ssl
from typing import Any, Final
from urllib.parse import urlsplit

SECONDS: Final = 15.0  # for the whole answer to begin
MAX_ANSWER: Final = 64 * 1024
HERE: Final = ("localhost", "127.0.0.1", "::1")


class NotAnswered(Exception):
    """The office could not be asked, or its answer is not one; the message says why, in Spanish."""


def ask_folio(origin: str, folio: str, code: str) -> dict[str, Any]:
    """What the office at ``origin`` says of a folio and its printed code. NotAnswered if nothing can be believed."""
    parts = urlsplit(origin)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host or (parts.scheme == "http" and host not in HERE):
        raise NotAnswered("su dirección debe empezar por https://")
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(
            host, parts.port, timeout=SECONDS, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(host, parts.port, timeout=SECONDS)
    try:
        connection.request("GET", f"/verificar/{folio}.json?codigo={code}", headers={"Accept": "application/json"})
        answer = connection.getresponse()
        body = answer.read(MAX_ANSWER)
        found = json.loads(body) if answer.status in {200, 404, 429} else None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotAnswered(str(error) or type(error).__name__) from error
    finally:
        connection.close()
    if not isinstance(found, dict):
        raise NotAnswered(f"respondió {answer.status}")
    return found
