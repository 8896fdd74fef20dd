"""Which code decided: the version and a digest of every rule, so that a later difference has a name."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import ventanilla

RULES = ("kernel", "law", "domain", "kit", "tramites")


@cache
def code_version() -> str:
    """Like ``0.1.0+3f2a…``: the package's version and the SHA-256 of its rules' sources."""
    root = Path(ventanilla.__file__).parent
    digest = hashlib.sha256()
    for room in RULES:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in {".py", ".yaml", ".typ"}:
                digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return f"{ventanilla.__version__}+{digest.hexdigest()[:16]}"
