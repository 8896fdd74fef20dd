"""Whose rows a connection may see, and that nobody rewrites a movement: asked of the database itself."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from ventanilla.apps.affiliation.models import Contradiccion, Movimiento, Parentesco, Persona
from ventanilla.apps.demo.api import seed_register
from ventanilla.apps.eventlog.api import scope
from ventanilla.kernel.acts import SubjectId
from ventanilla.synthetic import Institution, institution

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
GUARDED = (Persona, Movimiento, Parentesco, Contradiccion)


@cache
def drawn() -> Institution:
    return institution(1, TODAY, workers=40, employers=24)


@pytest.fixture
def demo(db: None) -> Institution:
    assert seed_register(drawn(), NOW)
    return drawn()


def seen(model: Any) -> set[Any]:
    return set(model.objects.values_list("pk", flat=True))


def raw_scope(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ventanilla.scope', %s, true)", [value])


@pytest.mark.parametrize("value", ["", "sistema", "SYSTEM", "x" * 36, "-" * 35, "system'--", "00000000"])
def test_without_a_scope_there_is_nothing(demo: Institution, value: str) -> None:
    raw_scope(value)
    assert [seen(model) for model in GUARDED] == [set()] * 4


def test_the_office_sees_everything(demo: Institution) -> None:
    with scope(None):
        assert len(seen(Persona)) == len(list(demo.people()))
        assert len(seen(Movimiento)) == sum(len(one.movimientos) for one in demo.hogares)


def test_a_person_sees_their_own_and_who_their_family_is(demo: Institution) -> None:
    household = demo.hogares[0]
    with scope(household.titular.subject):
        assert seen(Persona) == {one.subject for one in (household.titular, *household.familia)}
        assert seen(Movimiento) == {one.id for one in household.movimientos}
        assert len(seen(Parentesco)) == len(household.vinculos)
        assert seen(Contradiccion) == set()
    with scope(demo.named("duplicada").subject):
        assert len(seen(Contradiccion)) == 1


def test_a_relative_does_not_see_where_the_other_works(demo: Institution) -> None:
    household = demo.hogares[0]
    husband = household.familia[0]
    with scope(husband.subject):
        assert seen(Persona) == {husband.subject, household.titular.subject}
        assert seen(Movimiento) == set()
        assert len(seen(Parentesco)) == 1


def test_a_tie_that_ended_shows_nobody(demo: Institution) -> None:
    household = demo.hogares[0]
    husband = household.familia[0]
    with scope(None):
        Parentesco.objects.filter(beneficiario=husband.subject).update(hasta=date(2026, 1, 1), fin_registrado_at=NOW)
    with scope(husband.subject):
        assert seen(Persona) == {husband.subject}
    with scope(household.titular.subject):
        assert husband.subject not in seen(Persona)


def test_an_employer_sees_what_was_filed_under_its_own_registros(demo: Institution) -> None:
    firm = next(one for one in demo.patrones if one.slug == "empresa")
    own = {one.numero for one in firm.registros}
    filed = {one.id for household in demo.hogares for one in household.movimientos if one.registro_patronal in own}
    with scope(firm.subject):
        assert seen(Movimiento) == filed
        assert seen(Persona) == set()


def test_a_stranger_sees_nothing(demo: Institution) -> None:
    with scope(SubjectId(uuid.uuid4())):
        assert [seen(model) for model in GUARDED] == [set()] * 4


def test_a_person_writes_nothing(demo: Institution) -> None:
    household = demo.hogares[0]
    own = household.titular.subject
    with scope(own):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Parentesco.objects.create(
                titular_id=own, beneficiario_id=demo.named("enie").subject, parentesco="hijo", desde=TODAY
            )
        assert Persona.objects.filter(subject=own).update(nombre="Otra") == 0
        first = Movimiento.objects.first()
        assert first is not None
        first.pk, first.fecha = uuid.uuid4(), date(2026, 11, 1)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            first.save(force_insert=True)


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE affiliation_movimiento SET sbc_centavos = 1",
        "DELETE FROM affiliation_movimiento",
        "TRUNCATE affiliation_movimiento",
        "DELETE FROM affiliation_persona",
    ],
)
def test_the_web_has_no_right_to_change_a_movement(demo: Institution, order: str) -> None:
    with scope(None), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(order)


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE affiliation_movimiento SET sbc_centavos = 1",
        "DELETE FROM affiliation_movimiento",
        "TRUNCATE affiliation_movimiento CASCADE",
    ],
)
def test_not_even_the_owner_changes_a_movement(office_db: Any, order: str) -> None:
    with psycopg.connect(office_db.owner_url) as owner:
        _one_movement(owner)
        with pytest.raises(psycopg.errors.RaiseException, match="corrected by another"):
            owner.execute(order)
        owner.rollback()


def _one_movement(owner: psycopg.Connection[Any]) -> None:
    person, firm, registro, movement = (uuid.uuid4() for _ in range(4))
    for order, values in (
        (
            "INSERT INTO affiliation_persona (subject, curp, nombre, primer_apellido, segundo_apellido, nacimiento,"
            " sexo, agregado, turno) VALUES (%s, 'AAAA000101MPLXXX00', 'A', '', '', '2000-01-01', 'M', '', '')",
            (person,),
        ),
        ("INSERT INTO affiliation_patron (subject, moral, rfc, nombre) VALUES (%s, true, 'X', 'X')", (firm,)),
        (
            "INSERT INTO affiliation_registropatronal (subject, numero, patron_id, delegacion, subdelegacion, desde)"
            " VALUES (%s, 'Z9912345105', %s, '91', '91', '2020-01-01')",
            (registro, firm),
        ),
        (
            "INSERT INTO affiliation_movimiento (id, persona_id, nss, registro_id, tipo, fecha, recorded_at, causa,"
            " sbc_centavos, trabajador, salario, semana)"
            " VALUES (%s, %s, '99178500015', %s, '08', '2026-01-01', now(), '', 40000, '1', '0', '0')",
            (movement, person, registro),
        ),
    ):
        owner.execute(order, values)
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_table_with_people_is_behind_a_policy(office_db: Any) -> None:
    """A table added later with a person in it and no policy fails here."""
    with psycopg.connect(office_db.owner_url) as owner:
        rows = owner.execute(
            "SELECT relname, relrowsecurity FROM pg_class WHERE relkind = 'r' AND relname LIKE 'affiliation_%'"
        ).fetchall()
    open_to_all = {name for name, guarded in rows if not guarded}
    assert open_to_all == {
        "affiliation_clinica",
        "affiliation_codigoclinica",
        "affiliation_fraccion",
        "affiliation_localidad",
        "affiliation_patron",
        "affiliation_registropatronal",
    }
