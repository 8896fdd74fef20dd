"""``manage applications``: what ``ventanilla oficina cliente`` does inside the installation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ventanilla.adapters.tokens.keys import rotate_token_keys
from ventanilla.apps.accounts.api import named_by
from ventanilla.apps.oidc.api import (
    Application,
    ClientRefused,
    NoSuchClient,
    Registered,
    client_register,
    client_retire,
    client_secret_renew,
    clients_all,
)
from ventanilla.apps.staff.api import official_roles
from ventanilla.domain.authority import Actor, Role
from ventanilla.domain.oidc import BadAddress, Scope, UnknownScope


class Command(BaseCommand):
    """Each act has an official who answers for it, and is in the log of its application."""

    help = "Registra, lista y da de baja aplicaciones de otros."

    def add_arguments(self, parser: CommandParser) -> None:
        """As the command line of the office gives them."""
        parser.add_argument("acto", choices=("registrar", "listar", "retirar", "renovar-secreto", "rotar-llave"))
        for name in ("--nombre", "--opera", "--por", "--cliente"):
            parser.add_argument(name, default="")
        for name in ("--regreso", "--sabe"):
            parser.add_argument(name, action="append", default=[])
        parser.add_argument("--publica", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what there is now."""
        try:
            self._do(options)
        except (BadAddress, ClientRefused) as refused:
            raise CommandError(str(refused.text)) from None
        except UnknownScope as unknown:
            known = ", ".join(one.value for one in Scope)
            raise CommandError(f"Nada se llama «{unknown}». Una aplicación puede pedir: {known}.") from None
        except NoSuchClient:
            raise CommandError("Ninguna aplicación se llama así, o ya está dada de baja.") from None

    def _do(self, options: dict[str, Any]) -> None:
        now = settings.VENTANILLA_CLOCK.now()
        match options["acto"]:
            case "registrar":
                made = client_register(
                    name=options["nombre"],
                    operator=options["opera"],
                    addresses=options["regreso"],
                    scopes=options["sabe"],
                    confidential=not options["publica"],
                    by=self._official(options["por"]),
                    now=now,
                )
                self._said(made)
            case "renovar-secreto":
                self._said(client_secret_renew(options["cliente"], by=self._official(options["por"]), now=now))
            case "retirar":
                self._line(client_retire(options["cliente"], by=self._official(options["por"]), now=now))
            case "listar":
                for application in clients_all():
                    self._line(application)
            case _:
                rotate_token_keys(settings.VENTANILLA_VAR / "keys")
                self.stdout.write("Desde ahora se firma con la llave siguiente.")

    def _official(self, curp: str) -> Actor:
        found = named_by(curp.strip().upper())
        if found is None or Role.ADMINISTRACION not in official_roles(found, settings.VENTANILLA_CLOCK.now()):
            raise CommandError("La CURP de --por no es de quien administra los roles del personal en esta oficina.")
        return found

    def _said(self, made: Registered) -> None:
        self._line(made.application)
        if made.secret:
            self.stdout.write(f"secreto  {made.secret}")
            self.stdout.write("Guárdelo ahora: no se vuelve a mostrar.")

    def _line(self, one: Application) -> None:
        self.stdout.write(f"cliente  {one.client_id}")
        scopes = " ".join(scope.value for scope in one.scopes)
        kind = "con secreto" if one.confidential else "pública"
        self.stdout.write(f"  {one.name}; la opera {one.operator}; {kind}; {scopes}{'' if one.active else '; de baja'}")
        for address in one.addresses:
            self.stdout.write(f"  {address}")
