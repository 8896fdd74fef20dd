"""A chain of facts: each link's digest covers the one before, so none is changed, taken out or put between.

>>> first = link_hash(GENESIS, b"one")
>>> link_hash(first, b"two") == link_hash(GENESIS, b"two")
False
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

GENESIS: Final = bytes(32)  # what the first link of every chain follows
FORMAT: Final = "ventanilla-historial/1"
MAX_LINE: Final = 64 * 1024  # bytes of one line of an exported chain
MAX_LINKS: Final = 1_000_000  # of one exported chain


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold, and why; ``seq`` 0 where it is the whole that does not."""

    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class Whole:
    """Every link holds: how many there are, and the digest of the last one."""

    links: int
    head: str


def link_hash(prev: bytes, body: bytes) -> bytes:
    """SHA-256 of the digest before and this link's own bytes."""
    return hashlib.sha256(prev + body).digest()


def read_chain(lines: Iterable[bytes]) -> Whole | Broken:
    """Judge an exported chain: a heading, then one line for each link in its order. Never raises for its content.

    A link is ``{"seq", "body", "hash"}``; ``body`` is the very text that was hashed. The heading says how many
    there are and the digest of the last, so that a file that was cut short is told apart from a whole one.
    """
    heading: dict[str, Any] | None = None
    prev, seq = GENESIS, 0
    for line in lines:
        row = _object(line)
        if heading is None:
            if row is None or row.get("formato") != FORMAT:
                return Broken(0, "no es un historial de esta oficina")
            heading = row
            continue
        seq += 1
        if seq > MAX_LINKS:
            return Broken(seq, "tiene más eventos de los que caben en un archivo")
        fault = _fault(row, heading, seq, prev)
        if fault is not None or row is None:
            return Broken(seq, fault or "no se puede leer")
        prev = bytes.fromhex(row["hash"])
    if heading is None:
        return Broken(0, "está vacío")
    if heading.get("eventos") != seq or heading.get("cabeza") != prev.hex():
        return Broken(0, "le faltan eventos al final, o se cambió su encabezado")
    return Whole(seq, prev.hex())


def _object(line: bytes) -> dict[str, Any] | None:
    if len(line) > MAX_LINE:
        return None
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _fault(row: dict[str, Any] | None, heading: dict[str, Any], seq: int, prev: bytes) -> str | None:
    if row is None or not isinstance(row.get("body"), str) or not isinstance(row.get("hash"), str):
        return "no se puede leer"
    if row.get("seq") != seq:
        return "falta un evento antes de este"
    try:
        body = row["body"].encode()
    except UnicodeEncodeError:
        return "no se puede leer"
    if link_hash(prev, body).hex() != row["hash"]:
        return "su huella no sigue a la anterior: se cambió"
    said = _object(body)
    if said is None or said.get("seq") != seq or said.get("subject") != heading.get("sujeto"):
        return "es de otro lugar o de otro historial"
    return None
