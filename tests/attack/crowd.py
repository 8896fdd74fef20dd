"""Many accounts with a password, and tries at them from many addresses of this machine, over plain HTTP."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from tests.journeys.conftest import Office
from tests.journeys.inside import run_inside

PASSWORD: Final = "nopal tuerca brisa 7"
WRONG: Final = "contrasena filtrada 1"
TOKEN: Final = "a" * 32  # a cookie and a field that agree: who guesses from a program makes their own
OPEN: Final = """
import uuid
from django.conf import settings
from django.contrib.auth.hashers import make_password
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.eventlog.api import contact_digest
kept, now = make_password({password!r}), settings.VENTANILLA_CLOCK.now()
Account.objects.bulk_create(
    Account(curp=f"XX{{number:06d}}HDFXXX00", subject=uuid.uuid4(), rfc=f"XX{{number:06d}}AB1", name="NADIE",
            email=f"nadie{{number}}@correo.example",
            email_digest=contact_digest(f"nadie{{number}}@correo.example"),
            opened_at=now, password=kept, password_set_at=now)
    for number in range({count})
)
"""


def open_accounts(office: Office, count: int) -> None:
    """Open ``count`` accounts of nobody, numbered from 0, all with the same password."""
    run_inside(office, OPEN.format(password=PASSWORD, count=count))


def curp(number: int) -> str:
    """The CURP of an account; nobody has those from 500,000 on."""
    return f"XX{number:06d}HDFXXX00"


@dataclass(frozen=True)
class Try:
    """How a try was answered, and how long it took."""

    status: int
    length: int
    seconds: float


def try_password(office: Office, who: str, password: str, *, source: str) -> Try:
    """One try from the loopback address ``source``."""
    return _post(office, "/entrar/contrasena", {"usuario": who, "contrasena": password}, source=source)


def try_code(office: Office, who: str, code: str, *, source: str) -> Try:
    """One try to come back with a code on paper."""
    fields = {"curp": who, "codigo": code, "nueva": PASSWORD, "otra_vez": PASSWORD}
    return _post(office, "/entrar/recuperar/codigo", fields, source=source)


def ask_link(office: Office, who: str, email: str, *, source: str) -> Try:
    """Ask for the link of a recovery, from the loopback address ``source``."""
    return _post(office, "/entrar/recuperar", {"curp": who, "correo": email}, source=source)


def _post(office: Office, path: str, fields: dict[str, str], *, source: str) -> Try:
    connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=60, source_address=(source, 0))
    body = urlencode({"csrfmiddlewaretoken": TOKEN} | fields)
    headers = {
        "Host": f"localhost:{office.port}",
        "Origin": office.origin,
        "Cookie": f"__Host-csrf={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    started = time.perf_counter()
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        length = len(answer.read())
        return Try(answer.status, length, time.perf_counter() - started)
    finally:
        connection.close()
