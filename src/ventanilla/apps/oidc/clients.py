"""The register of applications: who may enter people, where they are answered, and what they may ask."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.oidc import (
    ClientRegistered,
    ClientRetired,
    ClientSecretRenewed,
    Scope,
    address_check,
    address_matches,
    is_loopback,
    origin_of,
    scopes_of,
    sector_of,
)
from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.text import Text

from .models import Address, Client

MAX_ADDRESSES: Final = 10
MAX_NAME: Final = 60  # characters, of the name of an application or of its operator
MAX_LISTED: Final = 200
SECRET_BYTES: Final = 32


class NoSuchClient(LookupError):
    """No application has that id, or it was retired."""


class ClientRefused(ValueError):
    """What an application cannot be registered with; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True, slots=True)
class Application:
    """An application, as pages and the protocol need it. ``client_id`` is its ``id`` as the protocol writes it."""

    id: UUID
    name: str
    operator: str
    sector: str
    addresses: tuple[str, ...]
    scopes: tuple[Scope, ...]
    confidential: bool
    active: bool

    @property
    def client_id(self) -> str:
        """How it names itself."""
        return str(self.id)

    def answered_at(self, address: str) -> bool:
        """Whether it registered ``address``."""
        return any(address_matches(registered, address) for registered in self.addresses)


@dataclass(frozen=True, slots=True)
class Registered:
    """An application that has a new secret, said this once; "" for one that has none."""

    application: Application
    secret: str


def application_of(row: Client) -> Application:
    """A row, as it crosses the door."""
    return Application(
        id=row.id,
        name=row.name,
        operator=row.operator,
        sector=row.sector,
        addresses=tuple(row.addresses.order_by("id").values_list("address", flat=True)),
        scopes=scopes_of(row.scopes.split()),
        confidential=row.secret is not None,
        active=row.retired_at is None,
    )


def client_find(client_id: str) -> Application | None:
    """The living application that names itself so, or None."""
    row = _row(client_id)
    return None if row is None else application_of(row)


def _row(client_id: str) -> Client | None:
    try:
        wanted = UUID(client_id)
    except ValueError:
        return None
    if str(wanted) != client_id:  # one way to write it: a browser's history, a log and a limit see one client
        return None
    return Client.objects.filter(id=wanted, retired_at=None).first()


def client_proved(client_id: str, secret: str) -> Application | None:
    """The application, if the secret is its own; the same work is done for one that does not exist."""
    row = _row(client_id)
    kept = bytes(row.secret) if row is not None and row.secret is not None else bytes(SECRET_BYTES)
    same = hmac.compare_digest(_digest(client_id, secret), kept)
    return application_of(row) if same and row is not None and row.secret is not None else None


def _digest(client_id: str, secret: str) -> bytes:
    key = hmac.digest(settings.VENTANILLA_FIELD_KEY, b"oidc.client-secret", hashlib.sha256)
    return hmac.digest(key, client_id.encode() + b"\n" + secret.encode(), hashlib.sha256)


def origin_known(origin: str) -> bool:
    """Whether pages of ``origin`` belong to an application that runs in the browser, and so may ask from there."""
    return Address.objects.filter(origin=origin, client__secret=None, client__retired_at=None).exists()


# -- writing


def client_register(
    *,
    name: str,
    operator: str,
    addresses: Sequence[str],
    scopes: Sequence[str],
    confidential: bool,
    by: Actor,
    now: datetime,
) -> Registered:
    """Register an application. ClientRefused, BadAddress or UnknownScope for what cannot be."""
    given = tuple(dict.fromkeys(addresses))
    for said in (name, operator):
        if not said.strip() or len(said) > MAX_NAME or not said.isprintable():
            raise ClientRefused(
                Text("CLIENTE_NOMBRE", "El nombre y quien la opera llevan de 1 a {n} caracteres.", n=MAX_NAME)
            )
    if len(given) > MAX_ADDRESSES:
        raise ClientRefused(Text("CLIENTE_REGRESOS", "Una aplicación tiene {n} direcciones o menos.", n=MAX_ADDRESSES))
    for address in given:
        address_check(address)
    if confidential and any(map(is_loopback, given)):
        raise ClientRefused(
            Text(
                "CLIENTE_SECRETO_EN_EQUIPO",
                "Una aplicación instalada en el equipo de la persona no puede guardar un secreto: regístrela con "
                "--publica.",
            )
        )
    allowed = scopes_of((Scope.OPENID.value, *scopes))
    client_id = uuid4()
    secret = secrets.token_urlsafe(SECRET_BYTES) if confidential else ""
    with scope(None), transaction.atomic():
        row = Client.objects.create(
            id=client_id,
            name=name.strip(),
            operator=operator.strip(),
            sector=sector_of(given, str(client_id)),
            secret=_digest(str(client_id), secret) if confidential else None,
            scopes=" ".join(one.value for one in allowed),
            registered_at=now,
            registered_by_id=by.owner,
        )
        Address.objects.bulk_create(Address(client=row, address=one, origin=origin_of(one)) for one in given)
        _logged(row, ClientRegistered(row.name, given, tuple(one.value for one in allowed)), by=by, now=now)
        return Registered(application_of(row), secret)


def client_secret_renew(client_id: str, *, by: Actor, now: datetime) -> Registered:
    """A new secret; the one before serves no more. NoSuchClient; ClientRefused for one that has none."""
    with scope(None), transaction.atomic():
        row = _held(client_id)
        if row.secret is None:
            raise ClientRefused(Text("CLIENTE_SIN_SECRETO", "Esa aplicación es pública: no tiene secreto."))
        secret = secrets.token_urlsafe(SECRET_BYTES)
        row.secret = _digest(client_id, secret)
        row.save(update_fields=["secret"])
        _logged(row, ClientSecretRenewed(row.name), by=by, now=now)
        return Registered(application_of(row), secret)


def client_retire(client_id: str, *, by: Actor, now: datetime) -> Application:
    """Nobody enters it any more, and what it was given serves no more. NoSuchClient."""
    with scope(None), transaction.atomic():
        row = _held(client_id)
        row.retired_at = now
        row.save(update_fields=["retired_at"])
        _logged(row, ClientRetired(row.name), by=by, now=now)
        return application_of(row)


def clients_all() -> tuple[Application, ...]:
    """Every application, the newest first; retired ones too."""
    return tuple(application_of(row) for row in Client.objects.order_by("-registered_at")[:MAX_LISTED])


def _held(client_id: str) -> Client:
    found = _row(client_id)
    if found is None:
        raise NoSuchClient(client_id)
    return Client.objects.select_for_update(no_key=True).get(id=found.id)


def _logged(row: Client, event: Event, *, by: Actor, now: datetime) -> None:
    events_append([ToLog(event, SubjectId(row.id), by)], now=now)
