"""Whom an employer insures, found and ordered; and that another employer's are never among them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

import pytest
from django.db import connection

from ventanilla.apps.affiliation.api import (
    Filtro,
    FiltroAvisos,
    Lista,
    MovimientoRow,
    Orden,
    PatronRow,
    PersonaRow,
    RegistroRow,
    Situacion,
    expediente_for,
    movimientos_load,
    panorama_for,
    patrones_load,
    personas_load,
    plantilla_for,
    plantilla_todo_for,
    presentados_for,
    registros_de,
    registros_load,
)
from ventanilla.apps.affiliation.models import RegistroPatronal, Tramo
from ventanilla.apps.affiliation.plantilla import PAGE
from ventanilla.apps.demo.api import seed_register
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import Movimiento, Tipo, TipoTrabajador
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId
from ventanilla.synthetic import Institution, institution

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@cache
def drawn() -> Institution:
    return institution(1, TODAY, workers=80, employers=24)


@pytest.fixture
def demo(db: None) -> Institution:
    assert seed_register(drawn(), NOW)
    return drawn()


def actor_for(patron: UUID) -> Actor:
    return Actor(uuid4(), SubjectId(uuid4()), Assurance.N2, Via.EFIRMA, acts_for=SubjectId(patron))


def employers() -> list[UUID]:
    return list(RegistroPatronal.objects.order_by("patron").values_list("patron", flat=True).distinct())


def test_each_employer_sees_whom_it_insures_today_and_nobody_else(demo: Institution) -> None:
    seen: set[tuple[UUID, str]] = set()
    with scope(None):
        truth = {
            (row.persona_id, row.registro.numero)
            for row in Tramo.objects.filter(conocido__upper_inf=True, dias__contains=TODAY).select_related("registro")
        }
    for patron in employers():
        found = {(one.persona, one.registro) for one in plantilla_todo_for(actor_for(patron), Filtro(), TODAY)}
        with scope(None):
            own = set(RegistroPatronal.objects.filter(patron=patron).values_list("numero", flat=True))
        assert {registro for _, registro in found} <= own
        assert not found & seen
        seen |= found
    assert seen == truth


def test_whoever_asks_in_no_name_sees_nothing(demo: Institution) -> None:
    for view in ("affiliation_plantilla", "affiliation_aviso", "affiliation_plantilla_duda"):
        for who in (SubjectId(uuid4()), None):
            with scope(who), connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {view}")
                assert cursor.fetchone() == (0,)


NAMES = [
    ("JOSÉ MARÍA", "PEÑA", "ÁVILA"),
    ("ANA", "PENA", "AVILA"),
    ("LUZ", "ZÚÑIGA", ""),
    ("ÍÑIGO", "DE LA O", "NÚÑEZ"),
    ("MARÍA FERNANDA DE LOS ÁNGELES GUADALUPE", "HERNÁNDEZ DE LA TORRE", "GONZÁLEZ DE SANTIAGO"),
]


def one_employer(count: int = 0) -> Actor:
    """An employer of its own with the people of ``NAMES`` and ``count`` more, and somebody who left."""
    patron, registro = uuid4(), uuid4()
    names = [*NAMES, *((f"PERSONA {n:04}", "PRUEBA", "DOS") for n in range(count))]
    people = [uuid4() for _ in names]
    with scope(None):
        patrones_load([PatronRow(patron, True, "AAA010101AA1", "Empresa de prueba")])
        registros_load([RegistroRow(registro, "Z9912345105", patron, "99", "01", date(2020, 1, 1))])
        personas_load(
            PersonaRow(
                subject=people[n],
                curp=f"PUEA{n // 1000:02}0101MDFRJ{'ABCDEFGHIJ'[n // 100 % 10]}{n % 100:02}"[:18],
                nss=f"{n:011}",
                nombre=name[0],
                primer_apellido=name[1],
                segundo_apellido=name[2],
                nacimiento=date(1990, 1, 1),
                sexo="M",
                agregado="",
                clinica_id=None,
                consultorio=None,
                turno="",
                pension_tipo=None,
                pension_desde=None,
                pension_hasta=None,
            )
            for n, name in enumerate(names)
        )
        movimientos_load(MovimientoRow(person, registro, fact) for n, person in enumerate(people) for fact in facts(n))
    return actor_for(patron)


def facts(n: int) -> list[Movimiento]:
    def filed(tipo: Tipo, on: date, sbc: int | None, **more: object) -> Movimiento:
        recorded = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
        return Movimiento(uuid4(), tipo, f"{n:011}", "Z9912345105", on, recorded, sbc, **more)  # type: ignore[arg-type]  # only dates and kinds

    eventual = n == 2
    kind = {
        "trabajador": TipoTrabajador.EVENTUAL_CIUDAD if eventual else TipoTrabajador.PERMANENTE,
        "contrato_hasta": date(2026, 12, 5) if eventual else None,
    }
    found = [filed(Tipo.ALTA, date(2024, 1, 1) + timedelta(days=n), 40_000 + n * 100, **kind)]
    if n == 1:
        found.append(filed(Tipo.MODIFICACION, date(2026, 6, 1), 90_000))
    if n == 3:
        found.append(filed(Tipo.BAJA, date(2026, 10, 15), None))
    return found


def names(lista: Lista) -> list[str]:
    return [one.nombre for one in lista.renglones]


def test_names_go_as_people_expect_and_are_found_without_accents(db: None) -> None:
    actor = one_employer()
    assert names(plantilla_for(actor, Filtro(), on=TODAY)) == [
        "HERNÁNDEZ DE LA TORRE GONZÁLEZ DE SANTIAGO MARÍA FERNANDA DE LOS ÁNGELES GUADALUPE",
        "PENA AVILA ANA",
        "PEÑA ÁVILA JOSÉ MARÍA",
        "ZÚÑIGA LUZ",
    ]
    for busca, found in (
        ("pena", 2),
        ("peña jose", 1),
        ("MAR", 2),
        ("zuñ", 1),
        ("%", 0),
        ("nadie", 0),
        ("00000000001", 1),
        ("000-000-000-01", 1),
    ):
        assert plantilla_for(actor, Filtro(busca=busca), on=TODAY).total == found, busca


def test_a_slip_of_a_letter_is_forgiven_and_said(db: None) -> None:
    found = plantilla_for(one_employer(), Filtro(busca="zuniha"), on=TODAY)
    assert (names(found), found.parecidos) == (["ZÚÑIGA LUZ"], True)


def test_what_is_asked_narrows_and_orders(db: None) -> None:
    actor = one_employer()
    assert names(plantilla_for(actor, Filtro(orden=Orden.SALARIO), on=TODAY))[0] == "PENA AVILA ANA"
    assert names(plantilla_for(actor, Filtro(orden=Orden.ANTIGUEDAD), on=TODAY))[0] == "PEÑA ÁVILA JOSÉ MARÍA"
    assert names(plantilla_for(actor, Filtro(situacion=Situacion.BAJA), on=TODAY)) == ["DE LA O NÚÑEZ ÍÑIGO"]
    assert names(plantilla_for(actor, Filtro(trabajador=TipoTrabajador.EVENTUAL_CIUDAD), on=TODAY)) == ["ZÚÑIGA LUZ"]
    assert names(plantilla_for(actor, Filtro(contrato_antes=date(2026, 12, 31)), on=TODAY)) == ["ZÚÑIGA LUZ"]
    assert names(plantilla_for(actor, Filtro(sbc_desde=90_000), on=TODAY)) == ["PENA AVILA ANA"]
    assert plantilla_for(actor, Filtro(sbc_hasta=39_999), on=TODAY).total == 0
    assert plantilla_for(actor, Filtro(registro="E2312345127"), on=TODAY).total == 0
    assert plantilla_for(actor, Filtro(situacion=Situacion.BAJA), on=date(2026, 10, 15)).total == 0


@pytest.mark.parametrize("orden", Orden)
def test_every_page_follows_the_one_before(db: None, orden: Orden) -> None:
    actor = one_employer(2 * PAGE)
    filtro = Filtro(orden=orden)
    walked, place = [], None
    while True:
        page = plantilla_for(actor, filtro, place, on=TODAY)
        assert page.total == 2 * PAGE + 4
        walked += [one.persona for one in page.renglones]
        place = page.siguiente
        if place is None:
            break
    assert walked == [one.persona for one in plantilla_todo_for(actor, filtro, TODAY)]
    assert len(set(walked)) == len(walked) == 2 * PAGE + 4


def test_each_registro_says_how_many_it_insures_and_what_ends(db: None) -> None:
    (one,) = registros_de(one_employer(), TODAY)
    assert (one.numero, one.personas, one.eventuales, one.variables) == ("Z9912345105", 4, 1, 0)
    assert one.contratos == ((date(2026, 12, 5), 1),)


def test_months_are_counted_at_their_end(db: None) -> None:
    months = panorama_for(one_employer(), 3, 5, TODAY).meses
    assert [(one.dia, one.personas) for one in months] == [
        (date(2026, 9, 30), 5),
        (date(2026, 10, 31), 4),  # one left on the 15th
        (TODAY, 4),
    ]
    assert months[0].sbc_centavos == 40_000 + 90_000 + 40_200 + 40_300 + 40_400


def test_somebody_with_another_employer_is_nobody_here(demo: Institution) -> None:
    with scope(None):
        rows = Tramo.objects.filter(conocido__upper_inf=True).values_list(
            "persona", "registro__patron", "registro__numero"
        )
        worked = {(persona, patron, numero) for persona, patron, numero in rows}
    people = {persona for persona, _, _ in worked}
    for patron in employers():
        actor = actor_for(patron)
        for person in people:
            found = expediente_for(actor, person)
            own = {numero for one, employer, numero in worked if (one, employer) == (person, patron)}
            assert (found is None) is (not own)
            if found is not None:
                assert {one.registro for one in found.periodos} | {one.registro for one in found.avisos} <= own


def test_what_was_filed_says_what_took_its_place_and_what_came_late(db: None) -> None:
    actor = one_employer()
    whole = presentados_for(actor, FiltroAvisos())
    assert whole.total == 7
    assert [one.recibido for one in whole.avisos] == sorted((one.recibido for one in whole.avisos), reverse=True)
    assert presentados_for(actor, FiltroAvisos(tipo=Tipo.BAJA)).total == 1
    day = date(2026, 6, 1)
    assert presentados_for(actor, FiltroAvisos(desde=day, hasta=day)).total == 1
    assert presentados_for(actor, FiltroAvisos(registro="E2312345127")).total == 0
