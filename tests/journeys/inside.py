"""What a journey makes happen behind the counter: the authority's mood, and a word with the office's machinery."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from tests.journeys.conftest import Office
from ventanilla.adapters.pki.demo_authority import STATUS_FILE, new_key, open_authority, read_status, write_status
from ventanilla.adapters.pki.demo_identities import IdentityRequest, issue_identity, read_manifest
from ventanilla.adapters.pki.keyfile import seal_key

OFFICE_NOW: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)  # about when the demonstration lives
# The database of an open office goes on running when this ends; `manage` gives the code the office's own settings.
ORDER: Final = """
import sys
from ventanilla.config.run import Office
office = Office(print, prepare=False)
with office.database() as (cluster, clock):
    office.manage(cluster, clock, "shell", "--no-imports", "-c", sys.argv[1])
"""


def run_inside(office: Office, code: str, *, clock: str = "") -> str:
    """Run Python inside the installation, as the office's processes do; what it printed.

    ``clock``: the one that the office was opened with, where it was with another than the demonstration's own.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VENTANILLA_", "DATABASE_"))}
    own = {"VENTANILLA_VAR": str(office.var), "VENTANILLA_ORIGIN": office.origin}
    done = subprocess.run(
        [sys.executable, "-c", ORDER, code],
        env=kept | own | ({"VENTANILLA_CLOCK": clock} if clock else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def ask_authority_again(office: Office, case: str) -> None:
    """Have the worker ask now about the certificate of a waiting case, and not when its minute has passed."""
    run_inside(
        office,
        "from procrastinate.contrib.django import app\n"
        f"app.configure_task('cases.recheck_revocation').defer(case_id={case!r})\n",
    )


@contextmanager
def authority_down(office: Office) -> Iterator[None]:
    """The certificates' authority does not answer."""
    path = office.var / "pki" / STATUS_FILE
    write_status(path, replace(read_status(path), down=True))
    try:
        yield
    finally:
        write_status(path, replace(read_status(path), down=False))


@contextmanager
def revoked(office: Office, slug: str) -> Iterator[None]:
    """The certificate of a test identity is revoked, for as long as this lasts."""
    path = office.var / "pki" / STATUS_FILE
    serial = next(entry["serie"] for entry in read_manifest(office.var / "pki") if entry["slug"] == slug)
    before = read_status(path)
    write_status(
        path, replace(before, revoked={**before.revoked, serial.encode().hex(): OFFICE_NOW - timedelta(days=21)})
    )
    try:
        yield
    finally:
        write_status(path, before)


def stranger(office: Office, folder: Path, password: str) -> tuple[Path, Path]:
    """The .cer and .key of somebody whom no register knows, from the office's own authority."""
    name = "ATANASIO QUIJANO MONDRAGÓN"
    who = IdentityRequest("nadie", "", name, "QUMA850314P39", "QUMA850314HDFJNT04", "nadie@correo.example", password)
    return issued(office, folder, who, "30001000000799999999")


def issued(office: Office, folder: Path, who: IdentityRequest, serial: str) -> tuple[Path, Path]:
    """The .cer and .key of ``who``, from the office's own authority."""
    key = new_key()
    certificate = issue_identity(who, key.public_key(), open_authority(office.var / "pki"), serial, OFFICE_NOW)
    cer, sealed = folder / f"{who.slug}.cer", folder / f"{who.slug}.key"
    cer.write_bytes(certificate)
    sealed.write_bytes(seal_key(key, who.password.encode()))
    return cer, sealed
