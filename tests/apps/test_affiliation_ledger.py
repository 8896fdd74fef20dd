"""Filing in the ledger: what is entered, what is told, what is refused, and what the database does not let by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from psycopg.types.range import Range
from tests.apps.office_machine import OfficeMachine
from tests.apps.small_register import (
    ANA,
    BETO,
    CURPS,
    FIRM,
    NOW,
    NSS,
    OF_FIRM,
    OF_SHOP,
    REGISTRO,
    SHOP,
    context,
    file,
    order,
    register,
)

from ventanilla.apps.affiliation.api import (
    MovimientoRow,
    NotTheOffice,
    movimientos_load,
    resumen_for,
)
from ventanilla.apps.affiliation.models import Movimiento, Tramo
from ventanilla.apps.affiliation.rows import fact, tramo
from ventanilla.apps.affiliation.tramos import LEDGER_PROJECTIONS, ProjectionAstray
from ventanilla.apps.eventlog.api import chain_verify, merged, projection_rebuild, scope, timeline
from ventanilla.domain.affiliation import (
    Hallados,
    RegistrarMovimiento,
    SemanaJornada,
    Tipo,
    TipoSalario,
    TipoTrabajador,
    TrabajadorDe,
)
from ventanilla.domain.affiliation import Movimiento as Fact
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit.perform import Conflict

pytestmark = pytest.mark.django_db
A, M, B = Tipo.ALTA, Tipo.MODIFICACION, Tipo.BAJA
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def small(db: None) -> None:
    register()


def day(n: int) -> date:
    return date(2026, 11, n)


def held(**which: Any) -> list[tuple[int, int | None, int]]:
    """The days of what is held true now: first, last, wage."""
    with scope(None):
        rows = Tramo.objects.filter(conocido__upper_inf=True, **which).order_by("persona", "registro", "dias")
        found = [tramo(row) for row in rows.select_related("registro")]
    return [(one.desde.day, one.hasta.day if one.hasta else None, one.sbc_centavos) for one in found]


def recorded() -> list[Movimiento]:
    with scope(None):
        return list(Movimiento.objects.select_related("registro").order_by("recorded_at"))


# -- what is entered, and what is told


def test_an_alta_says_what_it_says_and_who_filed_it_for_whom(small: None) -> None:
    said = {
        "declarada": day(1),
        "tipo_trabajador": TipoTrabajador.EVENTUAL_CIUDAD,
        "tipo_salario": TipoSalario.MIXTO,
        "semana": SemanaJornada.REDUCIDA,
        "contrato_hasta": day(30),
    }
    given = file(order(A, day(2), **said))
    (row,) = recorded()
    assert (row.caso, row.cuenta, row.por, row.autorizacion) == (given.case, UUID(int=5), FIRM, UUID(int=6))
    entry = fact(row)
    assert (entry.on, entry.declarada, entry.recorded) == (day(2), day(1), NOW)
    assert (entry.trabajador, entry.salario, entry.semana) == (
        TipoTrabajador.EVENTUAL_CIUDAD,
        TipoSalario.MIXTO,
        SemanaJornada.REDUCIDA,
    )
    assert entry.contrato_hasta == day(30)
    with scope(None):
        kept = Tramo.objects.get()
    assert (kept.nss, kept.empleo_desde, kept.contrato_hasta) == (NSS[ANA], day(2), day(30))
    assert kept.conocido == Range(NOW, None)
    assert held() == [(2, None, 50_000)]


def test_the_worker_and_the_employer_are_told_each_in_their_own_chain(small: None) -> None:
    file(order(A, day(2)))
    with scope(ANA):
        (told,) = timeline(ANA)
    assert "Firma, S.A. lo registró como su trabajador el 2 de noviembre de 2026" in str(told.text)
    assert "500.00" in str(told.text)
    with scope(FIRM):
        (told,) = timeline(FIRM)
    assert f"Se registró un aviso (alta) del NSS {NSS[ANA]}" in str(told.text)
    with scope(None):
        assert [chain_verify(who) for who in (ANA, FIRM)] == [None, None]


def test_a_list_is_entered_one_after_the_other_and_each_has_its_instant(small: None) -> None:
    """Also where the clock says an instant at which something was known already."""
    file(order(A, day(2)), order(M, day(5), sbc_centavos=60_000), order(A, day(3), trabajador=BETO, nss=NSS[BETO]))
    file(order(B, day(9)), now=NOW - timedelta(hours=1))
    assert [(row.tipo, row.recorded_at) for row in recorded() if row.persona_id == ANA] == [
        ("08", NOW),
        ("07", NOW + MICROSECOND),
        ("02", NOW + 2 * MICROSECOND),
    ]
    assert held(persona=ANA) == [(2, 4, 50_000), (5, 9, 60_000)]
    assert held(persona=BETO) == [(3, None, 50_000)]


def test_a_correction_changes_the_days_and_not_what_was_known_before(small: None) -> None:
    file(order(A, day(2)))
    (first,) = recorded()
    file(order(A, day(6), supersedes=first.id), now=NOW + timedelta(days=1))
    assert held() == [(6, None, 50_000)]
    with scope(None):
        before = Tramo.objects.get(conocido__contains=NOW + timedelta(hours=1))
    assert (before.dias, before.conocido) == (Range(day(2), None), Range(NOW, NOW + timedelta(days=1)))


def test_somebody_may_come_back_on_the_day_they_left(small: None) -> None:
    """The day is of the second employment; the first one had it too, by its baja."""
    file(order(A, day(2)), order(B, day(9)), order(A, day(9), sbc_centavos=70_000))
    assert held() == [(2, 8, 50_000), (9, None, 70_000)]


# -- what is refused


@pytest.mark.parametrize(
    ("filed", "new", "why"),
    [
        ([], order(B, day(2)), "sin_alta"),
        ([], order(M, day(2)), "sin_alta"),
        ([order(A, day(2))], order(A, day(2)), "ya_activo"),
        ([order(A, day(2))], order(A, day(7)), "ya_activo"),
        ([order(A, day(2)), order(B, day(5))], order(B, day(5)), "sin_alta"),
        ([order(A, day(2)), order(B, day(5))], order(M, day(6)), "sin_alta"),
        ([order(A, day(2))], order(A, day(3), supersedes=uuid4()), "sin_original"),
        ([order(A, day(2)), order(M, day(5))], order(M, day(5), sbc_centavos=60_000), "repetido"),
    ],
)
def test_what_the_register_does_not_allow_is_a_conflict_and_leaves_nothing(
    small: None, filed: Sequence[RegistrarMovimiento], new: RegistrarMovimiento, why: str
) -> None:
    if filed:
        file(*filed)
    before = recorded(), held()
    with pytest.raises(Conflict, match=why), transaction.atomic():
        file(new, now=NOW + timedelta(hours=1))
    assert (recorded(), held()) == before


def test_one_of_a_list_that_cannot_be_leaves_nothing_of_the_others(small: None) -> None:
    with pytest.raises(Conflict, match="ya_activo"), transaction.atomic():
        file(order(A, day(2)), order(M, day(5), sbc_centavos=60_000), order(A, day(7)))
    assert recorded() == []
    with scope(None):
        assert not Tramo.objects.exists()


def test_a_movement_of_nobody_or_for_no_registro_is_a_fault(small: None) -> None:
    for new in (order(A, day(2), trabajador=SubjectId(uuid4())), order(A, day(2), registro="Z9999999999")):
        with pytest.raises(LookupError), transaction.atomic():
            file(new)


def test_a_projection_that_went_astray_stops_what_would_stand_on_it(small: None) -> None:
    file(order(A, day(2)))
    with scope(None), connection.cursor() as cursor:
        cursor.execute("SELECT affiliation_tramo_forget()")
    with pytest.raises(ProjectionAstray), transaction.atomic():
        file(order(B, day(5)))
    (projection,) = LEDGER_PROJECTIONS
    assert not projection_rebuild(projection).same
    file(order(B, day(5)))
    assert held() == [(2, 5, 50_000)]


# -- what is answered of a worker


def test_who_has_a_number_is_answered_with_all_that_is_filed_of_them(small: None) -> None:
    file(order(A, day(2)), order(A, day(3), registro=REGISTRO[SHOP]))

    def ask(*asked: TrabajadorDe) -> list[Hallados]:
        with scope(None):
            found: list[Hallados] = merged("ANSWERS")[TrabajadorDe](asked)
        return found

    same, other, nobody = ask(
        TrabajadorDe(NSS[ANA], CURPS[ANA]), TrabajadorDe(NSS[ANA], CURPS[BETO]), TrabajadorDe("", "XEXX010101HNEXXXA4")
    )
    assert same.por_nss is not None
    assert same.por_nss == same.por_curp
    assert (same.por_nss.subject, same.por_nss.nombre, same.por_nss.nss) == (ANA, "Ana Prueba", NSS[ANA])
    assert [one.registro_patronal for one in same.por_nss.movimientos] == [REGISTRO[FIRM], REGISTRO[SHOP]]
    assert other.por_curp is not None
    assert other.por_curp.subject == BETO
    assert nobody == Hallados(None, None)

    def queries(asked: list[TrabajadorDe]) -> int:
        with CaptureQueriesContext(connection) as captured:
            ask(*asked)
        return len(captured)

    assert queries([TrabajadorDe(NSS[ANA])]) == queries(
        [TrabajadorDe(NSS[who], CURPS[who]) for who in (ANA, BETO)] * 50
    )
    with scope(FIRM), pytest.raises(NotTheOffice):
        merged("ANSWERS")[TrabajadorDe]([TrabajadorDe(NSS[ANA])])


def test_a_list_costs_the_register_as_many_queries_as_one(small: None) -> None:
    def queries(orders: list[RegistrarMovimiento]) -> int:
        with CaptureQueriesContext(connection) as captured, scope(None), transaction.atomic():
            merged("PERFORMS")[RegistrarMovimiento]([(one, context()) for one in orders])
        return sum("affiliation_" in query["sql"] for query in captured)

    of_beto = {"trabajador": BETO, "nss": NSS[BETO]}
    assert queries([order(A, day(2))]) == queries([order(A, day(2), **of_beto)]) <= 7
    changes = [order(M, day(n), sbc_centavos=50_000 + n, **who) for n in range(3, 20) for who in ({}, of_beto)]
    assert queries(changes) == queries([order(B, day(20)), order(B, day(20), **of_beto)]) <= 7


# -- what the database does not let by, whoever asks


def insert(**changes: Any) -> None:
    values: dict[str, Any] = {
        "persona_id": ANA,
        "registro_id": OF_FIRM,
        "dias": Range(day(2), None),
        "conocido": Range(NOW, None),
        "nss": NSS[ANA],
        "empleo_desde": day(2),
        "sbc_centavos": 50_000,
        "trabajador": "1",
        "salario": "0",
        "semana": "0",
    }
    with scope(None), transaction.atomic():
        Tramo(**(values | changes)).save(force_insert=True)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"dias": Range(day(9), None)}, "affiliation_one_wage_a_day"),
        ({"dias": Range(day(1), day(3)), "empleo_desde": day(1)}, "affiliation_one_wage_a_day"),
        ({"conocido": Range(NOW + timedelta(days=1), None)}, "affiliation_one_wage_a_day"),
        ({"registro_id": OF_SHOP, "dias": Range(None, day(3))}, "affiliation_tramo_days"),
        ({"registro_id": OF_SHOP, "empleo_desde": day(3)}, "affiliation_tramo_days"),
        ({"registro_id": OF_SHOP, "conocido": Range(NOW, NOW)}, "affiliation_tramo_known"),
        ({"registro_id": OF_SHOP, "sbc_centavos": 0}, "affiliation_tramo_wage"),
    ],
)
def test_no_day_has_two_wages_as_known_at_one_instant(small: None, changes: dict[str, Any], rule: str) -> None:
    insert()
    insert(registro_id=OF_SHOP, dias=Range(day(20), None), empleo_desde=day(20))  # another employer, the same days
    with pytest.raises(IntegrityError, match=rule):
        insert(**changes)


@pytest.mark.parametrize("late", [timedelta(0), -timedelta(days=1)])
def test_nothing_is_recorded_where_something_was_known_already(small: None, late: timedelta) -> None:
    file(order(A, day(2)))
    new = Fact(uuid4(), B, NSS[ANA], REGISTRO[FIRM], day(5), NOW + late)
    with pytest.raises(IntegrityError, match="affiliation_recorded_later"), scope(None), transaction.atomic():
        movimientos_load([MovimientoRow(ANA, OF_FIRM, new)])
    with scope(None):
        movimientos_load([MovimientoRow(BETO, OF_FIRM, Fact(uuid4(), A, NSS[BETO], REGISTRO[FIRM], day(5), NOW, 1))])
    assert held(persona=BETO) == [(5, None, 1)]


def test_a_correction_is_of_the_same_registro(small: None) -> None:
    file(order(A, day(2)))
    (first,) = recorded()
    new = Fact(uuid4(), A, NSS[ANA], REGISTRO[SHOP], day(2), NOW + timedelta(days=1), 1, supersedes=first.id)
    with pytest.raises(IntegrityError, match="affiliation_corrects_own"):
        _load_and_check(new)


def _load_and_check(new: Fact) -> None:
    with scope(None), transaction.atomic():
        movimientos_load([MovimientoRow(ANA, OF_SHOP, new)])
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE affiliation_tramo SET sbc_centavos = 1",
        "UPDATE affiliation_tramo SET dias = 'empty'",
        "DELETE FROM affiliation_tramo",
        "TRUNCATE affiliation_tramo",
        "UPDATE affiliation_movimiento SET recorded_at = now()",
        "DELETE FROM affiliation_movimiento",
        "TRUNCATE affiliation_movimiento",
    ],
)
def test_the_web_has_no_right_to_change_what_was_held(small: None, statement: str) -> None:
    file(order(A, day(2)))
    with pytest.raises(DatabaseError) as refused, scope(None), transaction.atomic():
        connection.cursor().execute(statement)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    "value",
    [
        "tstzrange(lower(conocido), NULL)",
        "tstzrange(lower(conocido) - interval '1 day', now())",
        "tstzrange(lower(conocido), lower(conocido))",
        "NULL",
    ],
)
def test_what_is_held_true_is_only_ended(small: None, value: str) -> None:
    file(order(A, day(2)))
    with pytest.raises(DatabaseError), scope(None), transaction.atomic():
        connection.cursor().execute(f"UPDATE affiliation_tramo SET conocido = {value}")


def test_what_was_ended_stays_as_it_was(small: None) -> None:
    file(order(A, day(2)), order(B, day(5)))
    for value in ("tstzrange(lower(conocido), upper(conocido) + interval '1 day')", "tstzrange(lower(conocido), NULL)"):
        with pytest.raises(DatabaseError, match="only ended"), scope(None), transaction.atomic():
            connection.cursor().execute(
                f"UPDATE affiliation_tramo SET conocido = {value} WHERE NOT upper_inf(conocido)"
            )


def test_only_the_office_makes_it_again(small: None) -> None:
    file(order(A, day(2)))
    for who in (ANA, FIRM, SubjectId(uuid4())):
        with pytest.raises(DatabaseError, match="only the office"), scope(who), transaction.atomic():
            connection.cursor().execute("SELECT affiliation_tramo_forget()")
    assert held() == [(2, None, 50_000)]


# -- whose rows a connection sees


def test_each_sees_their_own_days_and_nobody_elses(small: None) -> None:
    file(
        order(A, day(2)),
        order(A, day(3), registro=REGISTRO[SHOP]),
        order(A, day(4), trabajador=BETO, nss=NSS[BETO]),
    )

    def seen(who: SubjectId | None) -> set[tuple[UUID, UUID]]:
        with scope(who):
            rows = set(Tramo.objects.values_list("persona", "registro"))
            assert rows == set(Movimiento.objects.values_list("persona", "registro"))
        return rows

    assert seen(None) == {(ANA, OF_FIRM), (ANA, OF_SHOP), (BETO, OF_FIRM)}
    assert seen(ANA) == {(ANA, OF_FIRM), (ANA, OF_SHOP)}
    assert seen(FIRM) == {(ANA, OF_FIRM), (BETO, OF_FIRM)}
    assert seen(SHOP) == {(ANA, OF_SHOP)}
    assert seen(SubjectId(uuid4())) == set()
    assert not Tramo.objects.exists()
    assert not Movimiento.objects.exists()


@pytest.mark.parametrize("who", [ANA, FIRM, SHOP])
def test_nobody_but_the_office_writes_days(small: None, who: SubjectId) -> None:
    file(order(A, day(2)))
    with scope(who):
        assert Tramo.objects.filter(persona=BETO).count() == 0
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE affiliation_tramo SET conocido = tstzrange(lower(conocido), %s)", [NOW + MICROSECOND]
            )
            assert cursor.rowcount == 0
    row = Tramo(persona_id=BETO, registro_id=OF_FIRM, dias=Range(day(2), None), conocido=Range(NOW, None))
    row.nss, row.empleo_desde, row.sbc_centavos = NSS[BETO], day(2), 1
    with pytest.raises(DatabaseError, match="row-level security"), scope(who), transaction.atomic():
        row.save(force_insert=True)


# -- loading, and random histories


def test_what_is_loaded_comes_to_the_same_as_what_is_filed(small: None) -> None:
    """In one load or in several, known one by one or at once."""
    at = [NOW + timedelta(days=n) for n in range(4)]
    alta = Fact(uuid4(), A, NSS[ANA], REGISTRO[FIRM], day(2), at[0], 50_000)
    wage = Fact(uuid4(), M, NSS[ANA], REGISTRO[FIRM], day(5), at[0], 60_000)
    baja = Fact(uuid4(), B, NSS[ANA], REGISTRO[FIRM], day(9), at[2])
    later = Fact(uuid4(), B, NSS[ANA], REGISTRO[FIRM], day(8), at[3], supersedes=baja.id)
    with scope(None):
        assert movimientos_load(MovimientoRow(ANA, OF_FIRM, one) for one in (alta, wage, baja)) == 3
        assert movimientos_load([MovimientoRow(ANA, OF_FIRM, later)]) == 1
    assert held() == [(2, 4, 50_000), (5, 8, 60_000)]
    (projection,) = LEDGER_PROJECTIONS
    assert projection_rebuild(projection).same
    summary = resumen_for(context().by, day(8))
    assert summary is not None
    assert getattr(summary, "trabajadores", None) == 1


def test_random_histories_in_the_database(db: None) -> None:
    run_state_machine_as_test(OfficeMachine, settings=settings(max_examples=15, stateful_step_count=15))


def test_what_is_known_of_the_past_reads_the_same_after_a_rebuild(small: None) -> None:
    file(order(A, day(2)), order(M, day(5), sbc_centavos=60_000))
    file(order(B, day(9)), now=NOW + timedelta(days=3))
    (projection,) = LEDGER_PROJECTIONS
    with scope(None):
        before = list(projection.rows())
    assert projection_rebuild(projection).same
    with scope(None):
        assert list(projection.rows()) == before
    assert len(before) == 3 + 1
    assert datetime(2026, 11, 22, 15, tzinfo=UTC).isoformat() in before[0][3]
