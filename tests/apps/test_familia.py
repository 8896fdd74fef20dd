"""A tie begins and ends once, in both chains; what the registry said is kept; and nobody's family is another's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.apps.small_register import ANA, BETO, CURPS, NOW, register
from tests.conftest import OfficeDatabase

from ventanilla import law
from ventanilla.adapters.registry.local import LocalRegistry
from ventanilla.apps.accounts import outbound
from ventanilla.apps.affiliation.avisos_familia import beneficios_avisar
from ventanilla.apps.affiliation.models import Asignacion, Clinica, Parentesco, Persona
from ventanilla.apps.affiliation.models_familia import RespuestaFiliacion
from ventanilla.apps.affiliation.models_numeros import RespuestaPoblacion
from ventanilla.apps.eventlog.api import chain_verify, logged_together, merged, scope, subjects_lock, timeline
from ventanilla.apps.inbox.models import Aviso
from ventanilla.domain.affiliation import (
    ActualizarBeneficiario,
    EnPoblacion,
    FamiliaDe,
    FamiliarDe,
    Filiacion,
    FiliacionCon,
    Poblacion,
    PoblacionCon,
    RegistrarBeneficiario,
    TerminarBeneficiario,
    aviso_beneficiario,
    lock_of_curp,
)
from ventanilla.domain.affiliation import Parentesco as Kin
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.benefits import fin_beneficiario
from ventanilla.kernel.acts import Effect, SubjectId
from ventanilla.kit.perform import Conflict, NotAnswered, PerformContext

CHILD = "REPH150101HNEGRJA8"
BORN = date(2015, 1, 1)
TODAY = date(2026, 11, 22)
SAID = Poblacion(CHILD, EnPoblacion.VIGENTE, "Hijo", "Registro", "", BORN, "X")
KID = SubjectId(uuid4())


@pytest.fixture(autouse=True)
def connected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Accounts know nobody by a CURP here: whoever the register does not know is new."""
    monkeypatch.setitem(outbound._connected, "register", lambda curp: None)


@pytest.fixture
def small(db: None) -> None:
    register()
    with scope(None):
        clinica = Clinica.objects.create(
            codigo="99021",
            delegacion="99",
            delegacion_nombre="Ejemplo",
            subdelegacion="01",
            clave="021",
            nombre="UMF 21",
        )
        Persona.objects.filter(subject=ANA).update(clinica=clinica, consultorio=4, turno="matutino")


def perform(effect: Effect, now: datetime = NOW) -> None:
    context = PerformContext(uuid4(), "registro_beneficiarios", "x", ANA, now.date(), now, SYSTEM)
    with scope(None), logged_together():
        merged("PERFORMS")[type(effect)]([(effect, context)])


def ask(question: Any) -> Any:
    with scope(None):
        (answer,) = merged("ANSWERS")[type(question)]([question])
    return answer


def of(who: SubjectId = KID, titular: SubjectId = ANA, **more: Any) -> RegistrarBeneficiario:
    values: dict[str, Any] = {"persona": SAID, "parentesco": Kin.HIJO, "desde": TODAY, "misma_unidad": True}
    return RegistrarBeneficiario(titular, who, **(values | more))


def told(who: SubjectId) -> list[str]:
    with scope(None):
        assert chain_verify(who) is None
        return [str(entry.text) for entry in timeline(who)]


def test_a_child_enters_the_register_with_their_clinic_and_both_are_told(small: None) -> None:
    perform(of())
    with scope(None):
        kid = Persona.objects.get(subject=KID)
        assert (kid.curp, kid.nss, kid.sexo, kid.segundo_apellido) == (CHILD, None, "X", "")
        assert (kid.clinica_id, kid.consultorio, kid.turno) == ("99021", 4, "matutino")
        given = Asignacion.objects.get(persona=kid)
        assert (given.desde, given.recorded_at) == (TODAY, NOW)
        assert Aviso.objects.filter(subject=KID, kind="registro_como_beneficiario").count() == 1
    assert "Registramos a Hijo Registro como persona beneficiaria suya: hija o hijo." in told(ANA)
    assert any("Ana Prueba le registró como persona beneficiaria" in one for one in told(KID))
    (one,) = ask(FamiliaDe(ANA))
    assert (one.nombre, one.beneficiario.desde, one.adscripcion.umf) == ("Hijo Registro", TODAY, "021")


def test_who_lives_elsewhere_or_has_a_clinic_gets_none(small: None) -> None:
    perform(of(misma_unidad=False))
    with scope(None):
        assert Persona.objects.get(subject=KID).clinica is None
        other = Clinica.objects.create(
            codigo="99022",
            delegacion="99",
            delegacion_nombre="Ejemplo",
            subdelegacion="01",
            clave="022",
            nombre="UMF 22",
        )
        Persona.objects.filter(subject=BETO).update(clinica=other)
    perform(of(BETO, persona=SAID, parentesco=Kin.CONYUGE))
    with scope(None):
        assert Persona.objects.get(subject=BETO).clinica_id == "99022"


def test_a_person_of_the_register_keeps_their_own_row(small: None) -> None:
    perform(of(BETO, parentesco=Kin.CONYUGE))
    with scope(None):
        assert Persona.objects.get(subject=BETO).curp == CURPS[BETO]
        assert Persona.objects.count() == 2


def test_nobody_is_registered_twice_and_nobody_has_two_partners(small: None) -> None:
    perform(of())
    with pytest.raises(Conflict):
        perform(of())
    with pytest.raises(Conflict):  # the CURP is another's by now
        perform(of(SubjectId(uuid4())))
    perform(of(BETO, parentesco=Kin.CONYUGE))
    other = Poblacion("REPN800101MNEGRV06", EnPoblacion.VIGENTE, "Nueva", "Registro", "", date(1980, 1, 1), "M")
    with pytest.raises(Conflict):
        perform(of(SubjectId(uuid4()), persona=other, parentesco=Kin.CONCUBINO))
    with scope(None):
        assert Parentesco.objects.count() == 2


def test_a_tie_ends_once_and_the_next_partner_may_follow(small: None) -> None:
    perform(of(BETO, parentesco=Kin.CONYUGE, desde=date(2020, 1, 1)))
    end = TerminarBeneficiario(ANA, BETO, TODAY - timedelta(days=1))
    perform(end)
    with pytest.raises(Conflict):
        perform(end)
    assert any("Usted dejó de ser persona beneficiaria de Ana Prueba." in one for one in told(BETO))
    assert any("Beto Prueba dejó de ser persona beneficiaria suya." in one for one in told(ANA))
    other = Poblacion("REPN800101MNEGRV06", EnPoblacion.VIGENTE, "Nueva", "Registro", "", date(1980, 1, 1), "M")
    perform(of(SubjectId(uuid4()), persona=other, parentesco=Kin.CONCUBINO))
    with scope(ANA):
        assert Persona.objects.count() == 2, "of whose tie ended nothing is seen any more"


def test_a_new_paper_is_kept_and_of_another_holders_child_nothing(small: None) -> None:
    perform(of())
    perform(ActualizarBeneficiario(ANA, KID, estudia_hasta=date(2027, 7, 15)))
    (one,) = ask(FamiliaDe(ANA))
    assert one.beneficiario.estudia_hasta == date(2027, 7, 15)
    perform(ActualizarBeneficiario(ANA, KID, incapacitado=True))
    (one,) = ask(FamiliaDe(ANA))
    assert one.beneficiario.incapacitado
    assert one.beneficiario.estudia_hasta == date(2027, 7, 15), "one paper does not take the other away"
    with pytest.raises(Conflict):
        perform(ActualizarBeneficiario(BETO, KID, incapacitado=True))
    with pytest.raises(Conflict):
        perform(TerminarBeneficiario(BETO, KID, TODAY))


def test_who_somebody_is_as_the_holder_may_have_them(small: None) -> None:
    assert ask(FamiliarDe(ANA, CHILD)).subject is None
    perform(of())
    mine, others = ask(FamiliarDe(ANA, CHILD)), ask(FamiliarDe(BETO, CHILD))
    assert (mine.subject, mine.propia, mine.de_otra, mine.con_unidad) == (KID, Kin.HIJO, False, True)
    assert (others.subject, others.propia, others.de_otra) == (KID, None, True)
    perform(TerminarBeneficiario(ANA, KID, TODAY), NOW)
    # The last day is still a day: until tomorrow the tie runs.
    assert ask(FamiliarDe(BETO, CHILD)).de_otra


def registering(titular: SubjectId) -> str:
    """What a case does: lock, ask, order; again after a conflict. "no" where they are another's."""
    while True:
        try:
            with scope(None), logged_together():
                subjects_lock((titular, lock_of_curp(CHILD)))
                (found,) = merged("ANSWERS")[FamiliarDe]([FamiliarDe(titular, CHILD)])
                if found.de_otra or found.propia:
                    return "no"
                context = PerformContext(uuid4(), "x", "x", titular, TODAY, NOW, SYSTEM)
                merged("PERFORMS")[RegistrarBeneficiario]([(of(found.subject, titular), context)])
            return "yes"
        except Conflict:
            continue


def test_of_forty_who_register_one_child_at_once_one_does(fresh_office: OfficeDatabase) -> None:
    register()

    def alone(n: int) -> str:
        try:
            return registering(ANA if n % 2 else BETO)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(alone, range(40)))
    assert found.count("yes") == 1
    with scope(None):
        assert Parentesco.objects.count() == Persona.objects.filter(curp=CHILD).count() == 1


# -- what the registry said


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The demonstration's registry, and every CURP that it was asked about."""
    seen: list[str] = []

    class Counting(LocalRegistry):
        def ask(self, curp: str) -> Any:
            seen.append(curp)
            return super().ask(curp)

        def filiation(self, child: str, parent: str) -> Any:
            seen.append(f"{child} {parent}")
            return super().filiation(child, parent)

    monkeypatch.setitem(outbound._connected, "registry", Counting(lambda curp: None))
    return seen


def fetch(question: Any) -> None:
    merged("FETCHES_NAMED")[type(question)](question)


def test_an_answer_is_kept_sealed_and_serves_that_day(small: None, asked: list[str]) -> None:
    assert ask(PoblacionCon(CHILD)) is None
    for _ in range(2):
        fetch(PoblacionCon(CHILD))
        fetch(FiliacionCon(ANA, CHILD, True))
    assert asked == [CHILD, f"{CHILD} {CURPS[ANA]}"]
    assert ask(PoblacionCon(CHILD)).nombre_completo == "Hijo Registro Prueba"
    assert ask(FiliacionCon(ANA, CHILD, True)) is Filiacion.PROGENITOR
    assert ask(FiliacionCon(BETO, CHILD, True)) is None, "what was said of one parent is not said of another"
    assert ask(FiliacionCon(ANA, CHILD, False)) is None, "nor of the two the other way round"
    with scope(None), connection.cursor() as cursor:
        cursor.execute("SELECT nombre FROM affiliation_respuestapoblacion")
        assert b"Hijo" not in bytes(str(cursor.fetchone()[0]), "utf-8")


def test_of_a_parent_the_holder_is_the_child(small: None, asked: list[str]) -> None:
    fetch(FiliacionCon(ANA, CHILD, False))
    assert asked == [f"{CURPS[ANA]} {CHILD}"]


@pytest.mark.parametrize("curp", ["REPQ800101MNEGRT02", "REPL800101MNEGRN03"])
def test_silence_is_a_state_and_nothing_is_kept(small: None, asked: list[str], curp: str) -> None:
    with pytest.raises(NotAnswered):
        fetch(PoblacionCon(curp))
    with pytest.raises(NotAnswered):
        fetch(FiliacionCon(ANA, curp, True))
    with scope(None):
        assert not RespuestaPoblacion.objects.exists()
        assert not RespuestaFiliacion.objects.exists()


def test_an_answer_is_the_holders_and_is_not_rewritten(small: None, asked: list[str]) -> None:
    fetch(FiliacionCon(ANA, CHILD, True))
    with scope(ANA):
        assert RespuestaFiliacion.objects.count() == 1
    with scope(BETO):
        assert RespuestaFiliacion.objects.count() == 0
    assert RespuestaFiliacion.objects.count() == 0
    for statement in ("UPDATE {} SET filiacion = 'progenitor'", "DELETE FROM {}", "TRUNCATE {}"):
        with pytest.raises(DatabaseError) as refused, scope(None), transaction.atomic():
            connection.cursor().execute(statement.format("affiliation_respuestafiliacion"))
        assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege), statement
    row = RespuestaFiliacion(
        subject=BETO, hijo=CHILD, progenitor=CURPS[BETO], preguntado_at=NOW, filiacion="progenitor"
    )
    with pytest.raises(DatabaseError), scope(BETO), transaction.atomic():
        row.save(force_insert=True)
    row.filiacion = "tal vez"
    with pytest.raises(IntegrityError), scope(None), transaction.atomic():
        row.save(force_insert=True)


# -- the notice


def born(age: int, days: int) -> date:
    """Whose right by that age ends in ``days`` days."""
    eve = TODAY + timedelta(days=days + 1)
    return eve.replace(year=eve.year - age)


CASES: list[tuple[str, date, dict[str, Any], int]] = [
    ("sixteen in sixty days", born(16, 60), {}, 1),
    ("sixteen in fifty four, and the office was closed", born(16, 54), {}, 1),
    ("sixteen in fifty three: it was said when they were registered", born(16, 53), {}, 0),
    ("sixteen in sixty one", born(16, 61), {}, 0),
    ("studies that end in sixty days", date(2008, 1, 1), {"estudia_hasta": TODAY + timedelta(days=60)}, 1),
    ("twenty five in sixty days", born(25, 60), {"estudia_hasta": date(2027, 7, 15)}, 1),
    ("sixteen, and studies after it", born(16, 60), {"estudia_hasta": date(2027, 7, 15)}, 0),
    ("with a dictamen there is no end", born(16, 60), {"incapacitado": True}, 0),
    ("a spouse of that age", born(16, 60), {"parentesco": Kin.CONYUGE}, 0),
]


@pytest.mark.parametrize(("what", "when", "more", "notices"), CASES, ids=[one[0] for one in CASES])
def test_who_is_told_and_when(small: None, what: str, when: date, more: dict[str, Any], notices: int) -> None:
    assert aviso_beneficiario() == 60
    perform(of(persona=Poblacion(CHILD, EnPoblacion.VIGENTE, "Hijo", "Registro", "", when, "H"), **more))
    assert beneficios_avisar(now=NOW) == notices
    assert beneficios_avisar(now=NOW) == 0, "it was said already"
    with scope(None):
        at_once = int(what.startswith("sixteen in fifty three"))
        assert Aviso.objects.filter(subject=ANA, kind="beneficio_por_terminar").count() == notices + at_once


@pytest.mark.parametrize("policy", ["al_cumplir", "durante"])
def test_every_end_that_comes_is_told_once_on_its_way(small: None, policy: str) -> None:
    """Nobody falls between the days that the job looks at, whatever the birthday: 29 February too."""
    with law.choosing({"hijos_25": policy}):
        people = [date(2011, 1, 15), date(2012, 2, 29), date(2001, 12, 31), date(2000, 2, 29), date(2002, 1, 1)]
        for n, when in enumerate(people):
            who = Poblacion(f"REPH150101HNEGRJ{chr(66 + n)}8", EnPoblacion.VIGENTE, f"Hijo {n}", "", "", when, "H")
            perform(of(SubjectId(uuid4()), persona=who, estudia_hasta=date(2035, 1, 1) if when.year < 2005 else None))
        ends = {fin_beneficiario(one, TODAY) for one in ask(FamiliaDe(ANA))}
        last = max(end for end in ends if end is not None)
        day, said = NOW, 0
        while day.date() <= last:
            said += beneficios_avisar(now=day)
            day += timedelta(days=3)
        assert said == len([end for end in ends if end is not None and end > TODAY + timedelta(days=53)])
