"""``manage demo_seed``: everything a demonstration needs, once; refused in production."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ventanilla.config.demo import sow
from ventanilla.config.environment import Mode
from ventanilla.synthetic.build import EMPLOYERS, WORKERS


class Command(BaseCommand):
    """Safe to repeat: what is there already stays."""

    help = "Siembra la institución de demostración."

    def add_arguments(self, parser: CommandParser) -> None:
        """Sizes, for tests and measurements."""
        parser.add_argument("--trabajadores", type=int, default=WORKERS)
        parser.add_argument("--patrones", type=int, default=EMPLOYERS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Sow at the installation's date."""
        if Mode.DEMONSTRATION.value != settings.VENTANILLA_MODE:
            raise CommandError(
                "Esta instalación es de producción: aquí no se siembran personas inventadas. "
                "Para probar la oficina, abra otra con VENTANILLA_MODE=demostracion y su propia VENTANILLA_VAR."
            )
        sow(
            settings.VENTANILLA_VAR,
            settings.VENTANILLA_CLOCK.now(),
            settings.VENTANILLA_BRAND["institution"],
            self.stdout.write,
            workers=options["trabajadores"],
            employers=options["patrones"],
        )
