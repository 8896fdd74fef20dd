"""The passwords of the database's roles: drawn once, kept in the installation, known to nobody."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Final

from ventanilla.kernel.text import Text

from .port import CannotServe

PASSWORD_BYTES: Final = 32
ROLES: Final = ("superuser", "owner", "web")


def passwords(var: Path, *, may_draw: bool) -> dict[str, str]:
    """One password a role, from ``var/pg-passwords`` (0600); drawn now where there are none and ``may_draw``.

    CannotServe where they are missing and a database that knows them exists.
    """
    path = var / "pg-passwords"
    if path.exists():
        known: dict[str, str] = json.loads(path.read_text())
        return known
    if not may_draw:
        raise CannotServe(
            Text(
                "PG_SIN_CLAVES",
                "Falta {archivo}, con las contraseñas de la base de datos que ya existe. "
                "Recupere el archivo de su respaldo, o, si es una demostración, bórrela con: make reset",
                archivo=str(path),
            )
        )
    drawn = {role: secrets.token_urlsafe(PASSWORD_BYTES) for role in ROLES}
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(drawn, file)
    draft.replace(path)
    return drawn
