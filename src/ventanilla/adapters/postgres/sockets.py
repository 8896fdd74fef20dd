"""Where the server listens: a socket in a private folder, never a port."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path
from typing import Final

from ventanilla.kernel.text import Text

from .port import CannotServe
from .steward import Say, Steward, open_way

SOCKET_NAME: Final = ".s.PGSQL.5432"
LONGEST_SOCKET: Final = 103  # bytes: what fits sockaddr_un on every system (107 on Linux, 103 on macOS)
NAME_DIGITS: Final = 16  # of the SHA-256 of the installation's path, in the name of its folder elsewhere
NOT_IN_A_HOST: Final = ',"'  # libpq reads a comma as another host


def _fits(folder: Path) -> bool:
    path = os.fsencode(folder / SOCKET_NAME)
    return len(path) <= LONGEST_SOCKET and not set(str(folder)) & set(NOT_IN_A_HOST)


def expected_folder(var: Path, steward: Steward) -> Path:
    """Where the socket of ``var`` is, made or not; CannotServe where no path is short enough.

    Inside ``var`` where its path is short enough; else under ``$XDG_RUNTIME_DIR`` or the temporary folder, with a name
    that comes from ``var``.
    """
    inside = var / "pg-socket"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    elsewhere = [Path(runtime)] if runtime and not steward.switched and Path(runtime).is_dir() else []
    elsewhere.append(Path(tempfile.gettempdir()))
    name = "ventanilla-" + hashlib.sha256(os.fsencode(var)).hexdigest()[:NAME_DIGITS]
    for folder in (inside, *(base.resolve() / name for base in elsewhere)):
        if _fits(folder):
            return folder
    raise CannotServe(
        Text(
            "PG_RUTA_LARGA",
            "La ruta de la instalación es demasiado larga para el socket de PostgreSQL ({limite} bytes), y la carpeta "
            "temporal también: {carpeta}. Dé en TMPDIR una carpeta de nombre corto.",
            limite=LONGEST_SOCKET,
            carpeta=tempfile.gettempdir(),
        )
    )


def socket_folder(var: Path, steward: Steward, say: Say) -> Path:
    """Make the folder of the socket, owned by the server's account and closed to others (0700).

    One outside ``var`` that somebody else made first is refused, not used.
    """
    folder = expected_folder(var, steward)
    _make_private(folder, steward)
    open_way(steward, folder, say)
    return folder


def _make_private(folder: Path, steward: Steward) -> None:
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        info = folder.lstat()
        if not stat.S_ISDIR(info.st_mode) or info.st_uid not in {steward.uid, os.geteuid()}:
            raise CannotServe(
                Text(
                    "PG_SOCKET_AJENO",
                    "La carpeta {carpeta}, donde PostgreSQL debe escuchar, la creó otra cuenta. "
                    "No se usa. Bórrela, o dé otra carpeta temporal en TMPDIR.",
                    carpeta=str(folder),
                )
            ) from None
    folder.chmod(0o700)
    steward.own(folder)
