"""One number for each person and for life, whoever asks for it and how many at once; and none is given twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.conftest import OfficeDatabase

from ventanilla.adapters.registry.local import LocalRegistry
from ventanilla.apps.accounts import outbound
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.models import Movimiento, Persona
from ventanilla.apps.affiliation.models_numeros import NumeroAsignado, RespuestaPoblacion, SerieNss
from ventanilla.apps.eventlog.api import logged_together, merged, scope, subjects_lock
from ventanilla.apps.inbox.models import Aviso
from ventanilla.domain.affiliation import (
    NUMERACION_NSS,
    AsignarNss,
    EnPoblacion,
    NssSiguiente,
    NumerosDe,
    ParecidosDe,
    Poblacion,
    PoblacionDe,
)
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.identifiers import nss
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit.perform import Conflict, NotAnswered, PerformContext

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
BORN = date(1980, 1, 1)
NEW = "REPN800101MNEGRV06"  # of nobody, by the demonstration's population registry
THREADS = 16


def order(subject: SubjectId, number: str, curp: str = NEW) -> AsignarNss:
    return AsignarNss(subject, curp, "Nueva", "Registro", "Prueba", BORN, "M", number)


def perform(one: AsignarNss) -> None:
    context = PerformContext(uuid4(), "asignacion_nss", "x", one.subject, TODAY, NOW, SYSTEM)
    merged("PERFORMS")[AsignarNss]([(one, context)])


def following() -> str:
    (number,) = merged("ANSWERS")[NssSiguiente]([NssSiguiente("01", BORN)])
    return str(number)


def asks(subject: SubjectId, curp: str = NEW) -> str:
    """What a case does: lock, ask, decide, order; again after a conflict. The number, "" if they had one."""
    while True:
        try:
            with scope(None), logged_together():
                subjects_lock((subject, NUMERACION_NSS))
                (known,) = merged("ANSWERS")[NumerosDe]([NumerosDe(subject)])
                if known.asignado:
                    return ""
                number = following()
                perform(order(subject, number, curp))
            return number
        except Conflict:
            continue


def at_once(work: list[Callable[[], str]]) -> list[str]:
    def alone(one: Callable[[], str]) -> str:
        try:
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(alone, work))


def test_two_hundred_asks_for_one_person_give_one_number(fresh_office: OfficeDatabase) -> None:
    subject = SubjectId(uuid4())
    found = at_once([lambda: asks(subject)] * 200)
    given = [number for number in found if number]
    assert len(given) == 1
    with scope(None):
        assert Persona.objects.get(subject=subject).nss == given[0]
        assert NumeroAsignado.objects.count() == 1
        assert Aviso.objects.filter(subject=subject, kind="nss_asignado").count() == 1


def test_a_hundred_people_at_once_get_a_hundred_numbers(fresh_office: OfficeDatabase) -> None:
    curps = [f"REPN800101MNEGR{chr(65 + n // 10)}0{n % 10}" for n in range(100)]
    found = at_once([partial(asks, SubjectId(uuid4()), curp) for curp in curps])
    assert len(set(found)) == 100
    assert all(nss.is_valid(number) for number in found)
    assert sorted(int(number[6:10]) for number in found) == list(range(1, 101))
    with scope(None):
        assert SerieNss.objects.get().ultimo == 100


@pytest.mark.django_db
def test_a_number_says_its_parts_and_gives_no_right() -> None:
    subject = SubjectId(uuid4())
    number = asks(subject)
    assert (number[:2], number[2:4], number[4:6], number[6:10]) == ("01", "26", "80", "0001")
    with scope(None):
        one = Persona.objects.get(subject=subject)
        assert not Movimiento.objects.filter(persona=one).exists()
        assert (one.pension_desde, one.clinica) == (None, None)


@pytest.mark.django_db
def test_a_series_that_was_loaded_goes_on_and_one_that_is_full_gives_none() -> None:
    with scope(None):
        Persona.objects.create(curp="REPC800101MNEGRR03", nss="01268000071", nombre="X", nacimiento=BORN, sexo="M")
        assert following() == nss.compose("01", 2026, 1980, 8)
        SerieNss.objects.create(clave="012680", ultimo=9_999)
        assert following() == ""


@pytest.mark.django_db
def test_nobody_gets_a_second_number_or_anothers() -> None:
    subject = SubjectId(uuid4())
    first = asks(subject)
    with scope(None):
        with pytest.raises(Conflict), logged_together():
            perform(order(subject, following()))
        with pytest.raises(Conflict), logged_together():
            perform(order(SubjectId(uuid4()), first, "REPC800101MNEGRR03"))
        with pytest.raises(Conflict), logged_together():
            perform(order(SubjectId(uuid4()), following()))  # the CURP is the first one's
        with pytest.raises(IntegrityError, match="for life"), transaction.atomic():
            Persona.objects.filter(subject=subject).update(nss="01268000105")
    assert Counter([one.nss for one in _all()])[first] == 1


def _all() -> list[Persona]:
    with scope(None):
        return list(Persona.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE affiliation_serienss SET ultimo = 0",
        "DELETE FROM affiliation_serienss",
        "DELETE FROM affiliation_numeroasignado",
        "UPDATE affiliation_numeroasignado SET caso = caso",
        "UPDATE affiliation_respuestapoblacion SET curp = curp",
        "DELETE FROM affiliation_respuestapoblacion",
    ],
)
def test_nobody_rewrites_what_was_given_or_answered(change: str) -> None:
    asks(SubjectId(uuid4()))
    with scope(None), pytest.raises(DatabaseError, match=r"permission denied|not given again"), transaction.atomic():
        connection.cursor().execute(change)


def test_not_even_the_owner_of_the_tables_gives_a_serial_back(fresh_office: OfficeDatabase) -> None:
    asks(SubjectId(uuid4()))
    with psycopg.connect(fresh_office.owner_url) as owner:
        owner.execute("SELECT set_config('ventanilla.scope', 'system', false)")
        with pytest.raises(psycopg.errors.RaiseException, match="not given again"):
            owner.execute("UPDATE affiliation_serienss SET ultimo = 0")


# -- what the population registry says


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(outbound._connected, "registry", LocalRegistry(lambda curp: None))


def account(curp: str) -> SubjectId:
    one = Account.objects.create(curp=curp, subject=uuid4(), name="x", opened_at=NOW, proven=2)
    return SubjectId(one.subject)


def said(subject: SubjectId) -> Poblacion | None:
    with scope(None):
        (found,) = merged("ANSWERS")[PoblacionDe]([PoblacionDe(subject)])
    return found  # type: ignore[no-any-return]  # the doors are dictionaries of functions


@pytest.mark.django_db
def test_the_registry_is_asked_once_a_day_and_its_answer_is_kept(registry: None) -> None:
    subject = account(NEW)
    assert said(subject) is None
    merged("FETCHES")[PoblacionDe](subject)
    merged("FETCHES")[PoblacionDe](subject)
    found = said(subject)
    assert found == Poblacion(NEW, EnPoblacion.VIGENTE, "Nueva", "Registro", "Prueba", BORN, "M")
    with scope(None):
        (row,) = RespuestaPoblacion.objects.values_list("id", flat=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT nombre FROM affiliation_respuestapoblacion WHERE id = %s", [row])
            assert b"Nueva" not in bytes(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_registry_that_is_down_is_a_state_and_leaves_nothing(registry: None) -> None:
    subject = account("REPQ800101MNEGRT02")
    with pytest.raises(NotAnswered):
        merged("FETCHES")[PoblacionDe](subject)
    assert said(subject) is None


@pytest.mark.django_db
def test_an_answer_is_its_own_persons(registry: None) -> None:
    subject, other = account(NEW), account("REPC800101MNEGRR03")
    merged("FETCHES")[PoblacionDe](subject)
    with scope(other):
        assert not RespuestaPoblacion.objects.exists()
    with scope(subject):
        assert RespuestaPoblacion.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "born", "alike"),
    [
        (("Nueva", "Registro", "Prueba"), BORN, 1),
        (("NUEVA", "REGÍSTRO", "PRUEBA"), BORN, 1),
        (("Nueva", "Registro", "Prueba"), date(1980, 1, 2), 0),
        (("Nueva", "Registro", ""), BORN, 0),
        (("Nueva", "Prueba", "Registro"), BORN, 0),
    ],
)
def test_a_homonym_born_the_same_day_is_found(
    registry: None, name: tuple[str, str, str], born: date, alike: int
) -> None:
    subject = account(NEW)
    merged("FETCHES")[PoblacionDe](subject)
    with scope(None):
        given, first, second = name
        Persona.objects.create(
            curp="REPC800101MNEGRR03", nombre=given, primer_apellido=first, segundo_apellido=second, nacimiento=born,
            sexo="M",
        )  # fmt: skip
        assert merged("ANSWERS")[ParecidosDe]([ParecidosDe(subject)]) == [alike]
