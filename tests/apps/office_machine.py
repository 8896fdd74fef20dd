"""The random histories of the rules (tests.domain.ledger_machine), filed in PostgreSQL."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from tests.apps.small_register import file, order, register
from tests.domain.ledger_machine import LedgerMachine

from ventanilla.apps.affiliation.models import Movimiento, Tramo
from ventanilla.apps.affiliation.rows import fact, tramo
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import Conocido
from ventanilla.domain.affiliation import Movimiento as Fact
from ventanilla.domain.affiliation import Tramo as Stretch
from ventanilla.kit.perform import Conflict


class OfficeMachine(LedgerMachine):
    """The same histories through the performer, in PostgreSQL; each in a savepoint of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        register()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def file(self, entries: list[Fact]) -> bool:
        orders = [
            order(
                one.tipo,
                one.on,
                registro=one.registro_patronal,
                sbc_centavos=one.sbc_centavos,
                supersedes=one.supersedes,
                tipo_trabajador=one.trabajador,
                semana=one.semana,
            )
            for one in entries
        ]
        try:
            with transaction.atomic():
                file(*orders, now=self.now)
        except Conflict:
            return False
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        return True

    def ledger(self) -> list[Fact]:
        with scope(None):
            return [fact(row) for row in Movimiento.objects.select_related("registro").order_by("recorded_at")]

    def held(self) -> list[Conocido]:
        with scope(None):
            rows = list(Tramo.objects.select_related("registro"))
        return [Conocido(tramo(row), row.conocido.lower, row.conocido.upper) for row in rows]

    def as_of(self, known: datetime) -> tuple[Stretch, ...]:
        with scope(None):
            rows = list(Tramo.objects.select_related("registro").filter(conocido__contains=known))
        return tuple(sorted(map(tramo, rows), key=lambda one: (one.registro, one.desde)))
