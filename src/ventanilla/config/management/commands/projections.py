"""``manage projections``: every projection dropped, made again from its register, and compared."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ventanilla.apps.eventlog.api import projection_rebuild, projections


class Command(BaseCommand):
    """Safe to repeat, and while the office is open."""

    help = "Rehace lo que se deduce de los registros y dice si salió igual."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make each again; CommandError, after all of them, where one came out different."""
        made = [projection_rebuild(one) for one in projections()]
        for one in made:
            said = "igual" if one.same else "DISTINTA: ya quedó como dice su registro"
            self.stdout.write(f"{one.name}: {one.rows} filas, {said}.")
        if not all(one.same for one in made):
            raise CommandError("Alguna no coincidía con su registro. Busque por qué antes de seguir.")
