"""``manage staff_unit``: a unit of the institution, declared by its operator."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug

from ventanilla.apps.staff.api import unit_name

MAX_KEY = 40  # characters


class Command(BaseCommand):
    """Safe to repeat: the same key takes the new name."""

    help = "Declara una unidad."

    def add_arguments(self, parser: CommandParser) -> None:
        """Key and name of the unit, and who orders it."""
        parser.add_argument("clave")
        parser.add_argument("nombre")
        parser.add_argument("--operador", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Declare it."""
        key, name, operator = options["clave"], options["nombre"].strip(), options["operador"].strip()
        try:
            validate_slug(key)
        except ValidationError:
            raise CommandError("La clave de una unidad lleva letras sin acento, números y guiones.") from None
        if len(key) > MAX_KEY or not name or not operator:
            raise CommandError(f"Dé una clave de {MAX_KEY} letras o menos, el nombre de la unidad y quién lo ordena.")
        unit_name(key=key, name=name, operator=operator, now=settings.VENTANILLA_CLOCK.now())
        self.stdout.write(f"Quedó declarada la unidad «{name}», con la clave {key}.")
