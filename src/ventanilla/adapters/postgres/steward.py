"""Whose hands run the private server: PostgreSQL refuses to be root, so root lends it another account.

The other account must be able to walk to its data and to its programs. A checkout may sit in ``mktemp -d`` (0700) or in
``/root``, so the parents that stop it are given ``o+x`` (walk through, not look inside), one by one, and it is said.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ventanilla.kernel.text import Text

from .port import CannotServe

DEBIAN_ACCOUNT: Final = "postgres"
OWN_ACCOUNT: Final = "ventanilla-pg"
LAST_ACCOUNT: Final = "nobody"
ACCOUNT_WAIT: Final = 30  # seconds to create the account

Say = Callable[[Text], None]


@dataclass(frozen=True, slots=True)
class Steward:
    """The account that runs the server. ``switched`` is true where it is not the one that runs this program."""

    uid: int
    gid: int
    name: str
    switched: bool

    @property
    def lent_uid(self) -> int | None:
        """The account's number, for a process that must change to it; None where there is nothing to change."""
        return self.uid if self.switched else None

    @property
    def lent_gid(self) -> int | None:
        """Its group, likewise."""
        return self.gid if self.switched else None

    @property
    def lent_groups(self) -> list[int] | None:
        """No other group, likewise."""
        return [] if self.switched else None

    def own(self, path: Path) -> None:
        """Give ``path`` to the account."""
        if self.switched:
            os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path, want: int) -> bool:
        """Whether the account has ``want`` (``stat.S_IXOTH``, ``S_IROTH``) on ``path`` itself, by its mode."""
        info = path.stat()
        if info.st_uid == self.uid:
            return bool(info.st_mode & (want << 6))
        if info.st_gid == self.gid:
            return bool(info.st_mode & (want << 3))
        return bool(info.st_mode & want)


def choose_steward() -> Steward:
    """Who runs the server: this account, or, for root, ``postgres``, ``ventanilla-pg`` (created) or ``nobody``."""
    if os.geteuid() != 0:
        return Steward(os.geteuid(), os.getegid(), str(os.geteuid()), switched=False)
    for name in (DEBIAN_ACCOUNT, OWN_ACCOUNT):
        if (account := _account(name)) is not None:
            return account
    create = shutil.which("useradd")
    if create is not None:
        subprocess.run(
            [create, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", OWN_ACCOUNT],
            check=False,
            capture_output=True,
            timeout=ACCOUNT_WAIT,
        )
    for name in (OWN_ACCOUNT, LAST_ACCOUNT):
        if (account := _account(name)) is not None:
            return account
    raise CannotServe(
        Text(
            "PG_SIN_CUENTA",
            "PostgreSQL no puede ejecutarse como root y no fue posible crear otra cuenta. "
            "Ejecute este programa con una cuenta que no sea root, o cree una: useradd --system {cuenta}",
            cuenta=OWN_ACCOUNT,
        )
    )


def _account(name: str) -> Steward | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Steward(entry.pw_uid, entry.pw_gid, name, switched=True)


def open_way(steward: Steward, target: Path, say: Say) -> None:
    """Let the account walk to ``target``: ``o+x`` on each parent folder that stops it, and no more."""
    if not steward.switched:
        return
    stopping = [folder for folder in reversed(target.resolve().parents) if not steward.reaches(folder, stat.S_IXOTH)]
    for folder in stopping:
        _widen(folder, stat.S_IXOTH, steward)
    if stopping:
        say(
            Text(
                "PG_PASO_ABIERTO",
                "Recibieron permiso de paso (o+x): {carpetas}. La cuenta {cuenta} ejecuta PostgreSQL "
                "y tiene que llegar a {destino}. Nadie puede ver lo que contienen.",
                carpetas=", ".join(map(str, stopping)),
                cuenta=steward.name,
                destino=str(target),
            )
        )


def open_programs(steward: Steward, trees: tuple[Path, ...], say: Say) -> None:
    """Let the account read and run the server's own files, where a strict umask installed them for root alone."""
    if not steward.switched:
        return
    for tree in trees:
        open_way(steward, tree / "bin", say)
    for path in (path for tree in trees for path in (tree, *tree.rglob("*"))):
        if path.is_symlink():
            continue
        mode = path.stat().st_mode
        want = stat.S_IROTH | (stat.S_IXOTH if path.is_dir() or mode & stat.S_IXUSR else 0)
        if not all(steward.reaches(path, bit) for bit in (stat.S_IROTH, stat.S_IXOTH) if want & bit):
            _widen(path, want, steward)


def _widen(path: Path, bits: int, steward: Steward) -> None:
    try:
        info = path.stat()
        # the account may be the folder's group: then the group's bits are the ones that count
        shift = 3 if info.st_gid == steward.gid else 0
        path.chmod(stat.S_IMODE(info.st_mode) | (bits << shift))
    except OSError as error:
        raise CannotServe(
            Text(
                "PG_SIN_PASO",
                "La cuenta {cuenta}, que ejecuta PostgreSQL, no puede llegar a {carpeta}, y no fue posible "
                "darle paso ({causa}). Ponga la instalación en otra carpeta, o dé VENTANILLA_VAR con una carpeta "
                "a la que esa cuenta llegue.",
                cuenta=steward.name,
                carpeta=str(path),
                causa=error.strerror or str(error),
            )
        ) from error
