"""A person as the register held them at an instant: days, clinic, pension, family, name."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.apps.small_register import ANA, BETO, FIRM, NOW, REGISTRO, SHOP, context, file, order, register

from ventanilla.apps.affiliation.api import ClinicaRow, clinicas_load, empleos_en
from ventanilla.apps.affiliation.attended import ATTENDED_PROJECTIONS
from ventanilla.apps.affiliation.models import Asignacion, Contradiccion, Parentesco, Persona
from ventanilla.apps.eventlog.api import merged, projection_rebuild, scope
from ventanilla.domain.affiliation import ActualizarDato, Campo, Historia, HistoriaDe, Tipo
from ventanilla.domain.benefits import vigencia
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit.perform import PerformContext

pytestmark = pytest.mark.django_db
A, B = Tipo.ALTA, Tipo.BAJA
DAY = timedelta(days=1)
CLINICS = [ClinicaRow(f"99{clave}", "99", "Ejemplo", "01", clave, f"Clínica {clave}") for clave in ("001", "002")]


@pytest.fixture
def small(db: None) -> None:
    register()
    with scope(None):
        clinicas_load(CLINICS)


def historia(known: datetime | None = None, who: SubjectId = ANA) -> Historia:
    with scope(None):
        (found,) = merged("ANSWERS")[HistoriaDe]([HistoriaDe(who, known)])
    answer: Historia = found
    return answer


def assign(codigo: str, desde: date | None, recorded: datetime | None) -> None:
    with scope(None):
        Asignacion.objects.create(
            persona_id=ANA, clinica_id=codigo, turno="Matutino", desde=desde, recorded_at=recorded
        )


def test_movements_are_answered_as_they_were_known_and_so_is_the_right(small: None) -> None:
    file(order(A, date(2026, 9, 1)))
    file(order(B, date(2026, 11, 2)), now=NOW + DAY)
    assert [len(historia(at).movimientos) for at in (NOW - DAY, NOW, NOW + DAY, None)] == [0, 1, 2, 2]
    on = date(2026, 11, 20)
    assert vigencia(historia(NOW), on).motivo.code == "VIGENCIA_ALTA"
    assert vigencia(historia(NOW + DAY), on).motivo.code == "VIGENCIA_CONSERVACION"
    assert vigencia(historia(NOW - DAY), on).motivo.code == "VIGENCIA_SIN_ALTA"


def test_the_days_of_an_employment_are_asked_as_of_any_pair_of_dates(small: None) -> None:
    file(order(A, date(2026, 11, 2)), order(A, date(2026, 11, 4), registro=REGISTRO[SHOP]))
    file(order(B, date(2026, 11, 9)), now=NOW + DAY)

    def working(day: int, known: datetime | None = None, who: SubjectId | None = None) -> list[str]:
        with scope(who):
            return [one.registro for one in empleos_en(ANA, date(2026, 11, day), known)]

    both = sorted(REGISTRO.values())
    assert working(10) == [REGISTRO[SHOP]]
    assert working(10, NOW + DAY) == [REGISTRO[SHOP]]
    assert working(10, NOW + timedelta(hours=23)) == both
    assert working(3) == [REGISTRO[FIRM]]
    assert working(9, NOW - DAY) == []
    assert working(9, who=FIRM) == [REGISTRO[FIRM]]
    assert working(9, who=ANA) == both
    assert working(9, who=BETO) == []


def test_a_clinic_is_the_one_of_the_day_and_of_what_was_known(small: None) -> None:
    assign("99001", None, None)
    assign("99002", date(2026, 11, 20), NOW + DAY)
    assert historia(NOW).adscripcion.umf == "001"
    assert historia(NOW + DAY).adscripcion.umf == "002"
    (projection,) = ATTENDED_PROJECTIONS
    assert not projection_rebuild(projection).same  # nobody had written the row
    assert historia().adscripcion.umf == "002"
    assert projection_rebuild(projection).same


def test_a_pension_is_there_once_it_is_known_and_ends_once_that_is(small: None) -> None:
    with scope(None):
        Persona.objects.filter(subject=ANA).update(
            pension_tipo="invalidez", pension_desde=date(2026, 1, 1), pension_registrada_at=NOW
        )
        Persona.objects.filter(subject=ANA).update(pension_hasta=date(2026, 10, 1), pension_fin_registrado_at=NOW + DAY)
    assert historia(NOW - DAY).pension is None
    before, after = historia(NOW).pension, historia(NOW + DAY).pension
    assert before is not None
    assert before.hasta is None
    assert after == historia().pension
    assert after is not None
    assert after.hasta == date(2026, 10, 1)
    assert vigencia(historia(NOW), date(2026, 11, 1)).vigente
    assert not vigencia(historia(), date(2026, 11, 1)).vigente


def test_a_family_tie_is_there_once_it_is_known_and_ends_once_that_is(small: None) -> None:
    with scope(None):
        tie = Parentesco.objects.create(
            titular_id=BETO, beneficiario_id=ANA, parentesco="madre", desde=date(2026, 1, 1), registrado_at=NOW
        )
        Parentesco.objects.filter(id=tie.id).update(hasta=date(2026, 10, 1), fin_registrado_at=NOW + DAY)
    assert historia(NOW - DAY).beneficiario is None
    held = [historia(at).beneficiario for at in (NOW, NOW + DAY, None)]
    assert [one.hasta for one in held if one] == [None, date(2026, 10, 1), date(2026, 10, 1)]


def test_a_name_that_was_corrected_was_another_before(small: None) -> None:
    corrected = ActualizarDato(ANA, Campo.NACIMIENTO, "2000-01-01", "2001-02-03")
    given = context()
    order_ = PerformContext(given.case, given.tramite, given.title, ANA, given.on, NOW, given.by)
    with scope(None), transaction.atomic():
        merged("PERFORMS")[ActualizarDato]([(corrected, order_)])
    assert historia(NOW - DAY).nacimiento == date(2000, 1, 1)
    assert historia(NOW).nacimiento == historia().nacimiento == date(2001, 2, 3)


def test_a_doubt_is_there_while_nobody_had_resolved_it(small: None) -> None:
    with scope(None):
        Contradiccion.objects.create(
            persona_id=ANA, codigo="NSS_DUPLICADO", detectada=NOW.date(), resuelta=(NOW + 2 * DAY).date()
        )
    assert [len(historia(at).contradictions) for at in (NOW - DAY, NOW, NOW + DAY, NOW + 2 * DAY, None)] == [
        0,
        1,
        1,
        0,
        0,
    ]


def test_many_who_are_asked_about_cost_as_many_queries_as_one(small: None) -> None:
    def queries(*asked: HistoriaDe) -> int:
        with CaptureQueriesContext(connection) as captured, scope(None):
            merged("ANSWERS")[HistoriaDe](asked)
        return len(captured)

    assert queries(HistoriaDe(ANA, NOW)) == queries(HistoriaDe(ANA, NOW), HistoriaDe(BETO, NOW), HistoriaDe(ANA, NOW))


# -- what the database does not let by


@pytest.mark.parametrize(
    "change",
    [
        {"hasta": date(2026, 10, 1)},
        {"desde": date(2025, 1, 1)},
        {"parentesco": "padre"},
        {"registrado_at": NOW + DAY},
        {"fin_registrado_at": NOW},
    ],
)
def test_a_tie_only_ends_and_says_when_that_was_known(small: None, change: dict[str, Any]) -> None:
    with scope(None):
        tie = Parentesco.objects.create(
            titular_id=BETO, beneficiario_id=ANA, parentesco="madre", desde=date(2026, 1, 1), registrado_at=NOW
        )
        with pytest.raises(DatabaseError, match="affiliation: a tie"), transaction.atomic():
            Parentesco.objects.filter(id=tie.id).update(**change)
        Parentesco.objects.filter(id=tie.id).update(hasta=date(2026, 10, 1), fin_registrado_at=NOW)
        with pytest.raises(DatabaseError, match="ends once"), transaction.atomic():
            Parentesco.objects.filter(id=tie.id).update(hasta=None)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({}, {"pension_tipo": "rt", "pension_desde": date(2026, 1, 1)}),
        (
            {"pension_tipo": "rt", "pension_desde": date(2026, 1, 1), "pension_registrada_at": NOW},
            {"pension_desde": date(2025, 1, 1)},
        ),
        (
            {"pension_tipo": "rt", "pension_desde": date(2026, 1, 1), "pension_registrada_at": NOW},
            {"pension_hasta": date(2026, 5, 1)},
        ),
        (
            {"pension_tipo": "rt", "pension_desde": date(2026, 1, 1), "pension_registrada_at": NOW},
            {"pension_tipo": None, "pension_desde": None, "pension_registrada_at": None},
        ),
    ],
)
def test_a_pension_says_when_it_was_known_and_is_not_rewritten(
    small: None, first: dict[str, Any], then: dict[str, Any]
) -> None:
    with scope(None):
        one = Persona.objects.filter(subject=ANA)
        if first:
            one.update(**first)
        with pytest.raises(DatabaseError, match="affiliation: a pension"), transaction.atomic():
            one.update(**then)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE affiliation_asignacion SET turno = ''",
        "DELETE FROM affiliation_asignacion",
        "TRUNCATE affiliation_asignacion",
    ],
)
def test_an_assignment_is_only_added(small: None, statement: str) -> None:
    assign("99001", None, None)
    with scope(None), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
    with pytest.raises(IntegrityError), transaction.atomic():
        assign("99002", None, None)


def test_only_the_person_and_the_office_see_where_they_are_attended(small: None) -> None:
    assign("99001", None, None)

    def seen(who: SubjectId | None) -> int:
        with scope(who):
            return Asignacion.objects.count()

    assert [seen(who) for who in (None, ANA, BETO, FIRM, SubjectId(uuid4()))] == [1, 1, 0, 0, 0]
    assert Asignacion.objects.count() == 0
