"""One way to write a value as bytes, so that what is signed in a browser is what the server checks.

A subset of RFC 8785 (JCS): objects with ASCII keys, sorted; strings, integers, booleans, null and
arrays; no floats, no white space; UTF-8. ``frontend/src/signing/canonical.ts`` is its twin, and a test
feeds both the same values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

MAX_SAFE_INTEGER: Final = 2**53 - 1  # what a JavaScript number holds exactly


class NotCanonical(ValueError):
    """A value that has no canonical form here: a float, a key that is not ASCII, a lone surrogate."""


def canonical(value: object) -> bytes:
    """The canonical bytes of ``value``; NotCanonical if it has none.

    >>> canonical({"b": [1, True, None], "a": "Ñ"}).decode()
    '{"a":"Ñ","b":[1,true,null]}'
    """
    _check(value)
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("a lone surrogate cannot be signed") from error


def _check(value: object) -> None:
    match value:
        case bool() | str() | None:
            return
        case int():
            if abs(value) > MAX_SAFE_INTEGER:
                raise NotCanonical(f"{value} is not exact in a browser")
        case Mapping():
            for key, inner in value.items():
                if not isinstance(key, str) or not key.isascii():
                    raise NotCanonical(f"{key!r} is not an ASCII key")
                _check(inner)
        case Sequence():
            for inner in value:
                _check(inner)
        case _:
            raise NotCanonical(f"a {type(value).__name__} has no canonical form")
