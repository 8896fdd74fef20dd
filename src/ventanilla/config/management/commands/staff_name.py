"""``manage staff_name``: the operator names who administers the roles of the rest; two people, or a written reason."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from ventanilla.apps.staff.api import AdministratorsExist, Named, TooFewNamed, administrators_name
from ventanilla.config.environment import Mode
from ventanilla.domain.identifiers import Severity, curp


class Command(BaseCommand):
    """They are invited as everybody is: each activates their role with the link that comes to their e-mail."""

    help = "Nombra a las primeras personas que administran los roles."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, in which unit, by whose order and, where there are administrators already, why."""
        parser.add_argument("--persona", nargs=4, action="append", required=True)
        parser.add_argument("--unidad", required=True)
        parser.add_argument("--operador", required=True)
        parser.add_argument("--forzar", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Name them."""
        operator = options["operador"].strip()
        if not operator:
            raise CommandError("Diga quién da la orden.")
        people = tuple(_named(*person) for person in options["persona"])
        try:
            administrators_name(
                people,
                unit=options["unidad"],
                operator=operator,
                forced=options["forzar"],
                now=settings.VENTANILLA_CLOCK.now(),
            )
        except AdministratorsExist:
            raise CommandError(
                "Ya hay quien administra los roles, o está por activar el suyo: esas personas nombran a las demás. "
                "Si no pueden, diga por qué con --forzar; queda escrito."
            ) from None
        except TooFewNamed:
            raise CommandError("Nombre a dos personas distintas: lo que propone una lo aprueba la otra.") from None
        except LookupError:
            raise CommandError(
                f"No hay ninguna unidad con la clave {options['unidad']}. "
                "Declárela antes con: ventanilla oficina personal unidad CLAVE NOMBRE"
            ) from None
        self.stdout.write("Enviamos a cada persona el enlace con que activa su acceso.")


def _named(typed: str, email: str, name: str, post: str) -> Named:
    demonstration = Mode.DEMONSTRATION.value == settings.VENTANILLA_MODE
    verdict = curp.examine(typed, test_mode=demonstration, on=settings.VENTANILLA_CLOCK.today())
    if not verdict.accepted or verdict.severity is Severity.GENERIC:
        raise CommandError(str(verdict.reason or "Esa CURP no es de nadie."))
    try:
        validate_email(email.strip())
    except ValidationError:
        raise CommandError("Dé un correo como nombre@ejemplo.mx: ahí se envía la invitación.") from None
    if not name.strip() or not post.strip():
        raise CommandError("Dé el nombre completo y el cargo de cada persona.")
    return Named(verdict.normalized, name.strip(), email.strip(), post.strip())
