"""The register of affiliation: what it answers, what it refuses to hold, and in which order it reads names."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ventanilla.apps.affiliation.api import (
    NotInRegister,
    NotTheOffice,
    ResumenPatron,
    ResumenPersona,
    historia_for,
    patron_for,
    persona_nombre,
    resumen_for,
    subject_by_curp,
    subject_by_rfc,
)
from ventanilla.apps.affiliation.models import Movimiento, Parentesco, Persona, RegistroPatronal
from ventanilla.apps.demo.api import seed_register
from ventanilla.apps.eventlog.api import merged, scope
from ventanilla.domain.affiliation import Contradiccion, FamiliaDe, Historia, HistoriaDe, MovimientosDe
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.benefits import vigencia
from ventanilla.kernel.acts import SubjectId
from ventanilla.synthetic import Institution, Patron, institution

TODAY = date(2026, 11, 22)
SCOPE_QUERIES = 2  # saying whose rows may be seen, and taking it back
NOTE_QUERIES = 3  # noting, for each relative, who was given what of theirs
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
LATER = count()  # nothing is recorded of a person twice at one instant

pytestmark = pytest.mark.django_db


@cache
def drawn() -> Institution:
    return institution(1, TODAY, workers=60, employers=24)


@pytest.fixture
def demo(db: None) -> Institution:
    assert seed_register(drawn(), NOW)
    return drawn()


def subject(demo: Institution, slug: str) -> SubjectId:
    return demo.named(slug).subject


def company(demo: Institution) -> Patron:
    return next(one for one in demo.patrones if one.slug == "empresa")


def actor(person: SubjectId, acts_for: SubjectId | None = None) -> Actor:
    return Actor(uuid.uuid4(), person, Assurance.N2, Via.EFIRMA, acts_for)


def ask(*questions: Any) -> Any:
    """Put ``questions``, all of one kind, to their owner, as the office."""
    with scope(None):
        return merged("ANSWERS")[type(questions[0])](questions)


def historia(demo: Institution, slug: str) -> Historia:
    found: Historia = ask(HistoriaDe(subject(demo, slug)))[0]
    return found


# -- what it answers


@pytest.mark.parametrize(
    ("slug", "entitled", "code"),
    [
        ("trabajadora", True, "VIGENCIA_ALTA"),
        ("pensionada", True, "VIGENCIA_PENSION"),
        ("conservacion", True, "VIGENCIA_CONSERVACION"),
        ("baja_antigua", False, "VIGENCIA_BAJA"),
        ("menos_de_ocho", False, "VIGENCIA_BAJA_SIN_SEMANAS"),
        ("patron", False, "VIGENCIA_SIN_ALTA"),
    ],
)
def test_each_person_of_the_demonstration_shows_one_rule(
    demo: Institution, slug: str, entitled: bool, code: str
) -> None:
    concluded = vigencia(historia(demo, slug), TODAY)
    assert (concluded.vigente, concluded.motivo.code) == (entitled, code)


def test_a_history_says_who_where_and_what_is_doubted(demo: Institution) -> None:
    persona = demo.named("duplicada")
    found = historia(demo, "duplicada")
    assert (found.nombre, found.curp, found.nss) == (persona.nombre_completo, persona.curp, persona.nss)
    assert persona.clinica is not None
    assert found.adscripcion.umf == persona.clinica.clave
    assert found.adscripcion.turno == persona.turno
    assert found.contradictions == (Contradiccion.NSS_DUPLICADO,)
    assert {one.registro_patronal for one in found.patrones} == {one.registro_patronal for one in found.movimientos}


def test_a_beneficiary_is_answered_with_their_holder(demo: Institution) -> None:
    household = demo.hogares[0]
    child = next(one for one in household.familia if one.nombre == "Ximena")
    (found,) = ask(HistoriaDe(child.subject))
    assert found.beneficiario is not None
    assert found.beneficiario.titular.subject == household.titular.subject
    assert found.beneficiario.titular.beneficiario is None
    assert vigencia(found, TODAY).vigente


def test_a_family_says_nothing_of_where_a_relative_works(demo: Institution) -> None:
    """Also where the relative is a holder who was asked about in the same breath."""
    worker, other = subject(demo, "trabajadora"), subject(demo, "pensionada")
    with scope(None):
        Parentesco.objects.create(titular_id=worker, beneficiario_id=other, parentesco="madre", desde=date(2026, 1, 1))
    first, _ = ask(FamiliaDe(worker), FamiliaDe(other))
    mother = next(one for one in first if one.subject == other)
    assert (mother.movimientos, mother.pension, mother.patrones) == ((), None, ())
    assert [one.nombre.split()[0] for one in first] == [
        "Joaquín", "Tonatiuh", "Emiliano", "Ximena", "Amparo", "Hortensia"
    ]  # fmt: skip
    assert all(one.beneficiario and one.beneficiario.titular.movimientos for one in first)


def test_movements_are_answered_as_they_were_filed(demo: Institution) -> None:
    persona = subject(demo, "nombre_largo")
    (found,) = ask(MovimientosDe(persona))
    (household,) = [one for one in demo.hogares if one.titular.subject == persona]
    assert set(found) == set(household.movimientos)
    assert [one.recorded for one in found] == sorted(one.recorded for one in found)


@pytest.mark.parametrize("kind", [HistoriaDe, FamiliaDe, MovimientosDe])
def test_a_thousand_questions_cost_as_many_queries_as_one(demo: Institution, kind: Callable[[SubjectId], Any]) -> None:
    everybody = [one.titular.subject for one in demo.hogares if one.familia]

    def queries(subjects: list[SubjectId]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(ask(*map(kind, subjects))) == len(subjects)
        return len(captured)

    noted = NOTE_QUERIES if kind is FamiliaDe else 0
    assert (
        queries(everybody) == queries(everybody[:1]) <= 8 + SCOPE_QUERIES + noted
    )  # two of them ask which registers were joined


@pytest.mark.parametrize("kind", [HistoriaDe, FamiliaDe, MovimientosDe])
def test_half_an_answer_is_never_given(demo: Institution, kind: type[Any]) -> None:
    """Under a beneficiary's own scope the holder's movements are hidden, and the conclusion would be wrong."""
    own = demo.hogares[0].familia[0].subject
    with scope(own), pytest.raises(NotTheOffice):
        merged("ANSWERS")[kind]([kind(own)])


def test_a_beneficiary_learns_their_own_right(demo: Institution) -> None:
    husband = demo.hogares[0].familia[0].subject
    with scope(husband):
        assert vigencia(historia_for(actor(husband)), TODAY).vigente


@pytest.mark.parametrize("kind", [HistoriaDe, FamiliaDe])
def test_whoever_is_unknown_is_said_so(demo: Institution, kind: Callable[[SubjectId], Any]) -> None:
    with pytest.raises(NotInRegister) as caught:
        ask(kind(SubjectId(uuid.uuid4())))
    assert caught.value.reason.code == "SIN_REGISTRO"


def test_a_person_and_an_employer_are_found_by_their_numbers(demo: Institution) -> None:
    worker, firm = demo.named("trabajadora"), company(demo)
    assert subject_by_curp(worker.curp) == worker.subject
    assert subject_by_curp("XEXX010101HNEXXXA4") is None
    assert subject_by_rfc(firm.rfc) == firm.subject
    with scope(None):
        assert persona_nombre(worker.subject) == worker.nombre_completo
        assert persona_nombre(firm.subject) == firm.nombre
        assert persona_nombre(SubjectId(uuid.uuid4())) is None


def test_the_home_of_a_person(demo: Institution) -> None:
    found = resumen_for(actor(subject(demo, "trabajadora")), TODAY)
    assert isinstance(found, ResumenPersona)
    assert found.nombre == "Marisol Almendral Cumbres"
    assert [one.patron for one in found.empleos] == [company(demo).nombre]
    assert found.beneficiarios == 5
    assert not found.pensionada
    pensioner = resumen_for(actor(subject(demo, "pensionada")), TODAY)
    assert isinstance(pensioner, ResumenPersona)
    assert pensioner.pensionada
    assert pensioner.empleos == ()
    assert resumen_for(actor(SubjectId(uuid.uuid4())), TODAY) is None


def test_the_home_of_an_employer(demo: Institution) -> None:
    firm = company(demo)
    found = resumen_for(actor(firm.persona.subject, firm.subject), TODAY)
    assert isinstance(found, ResumenPatron)
    assert found.registros == tuple(sorted(one.numero for one in firm.registros))
    insured = 0
    for one in demo.hogares:
        summary = resumen_for(actor(one.titular.subject), TODAY)
        assert isinstance(summary, ResumenPersona)
        insured += any(job.registro_patronal in found.registros for job in summary.empleos)
    assert found.trabajadores == insured > 0
    natural = next(one for one in demo.patrones if one.slug == "patron")
    own = patron_for(actor(natural.subject), TODAY)
    assert own is not None
    assert own.rfc == natural.rfc
    assert patron_for(actor(subject(demo, "trabajadora")), TODAY) is None


def test_names_sort_as_people_expect(demo: Institution) -> None:
    for place, name in enumerate(("Ñuño", "Nz", "Ávila", "Azuara", "Núñez", "Nunó", "avena")):
        with scope(None):
            Persona.objects.create(
                curp=f"AAAA000101MPLXXX{place:02d}",
                nombre="Z",
                primer_apellido=name,
                nacimiento=date(2000, 1, 1),
                sexo="M",
            )
    with scope(None):
        found = Persona.objects.filter(nombre="Z").order_by("orden").values_list("primer_apellido", flat=True)
        assert list(found) == ["avena", "Ávila", "Azuara", "Nunó", "Núñez", "Nz", "Ñuño"]


# -- what it refuses to hold


def a_movement(demo: Institution, **changes: Any) -> Movimiento:
    with scope(None):
        registro = RegistroPatronal.objects.get(numero=company(demo).registros[0].numero)
    values: dict[str, Any] = {
        "persona_id": subject(demo, "patron"),
        "nss": "99178500015",
        "registro": registro,
        "tipo": "08",
        "fecha": date(2026, 10, 1),
        "recorded_at": NOW + next(LATER) * timedelta(seconds=1),
        "sbc_centavos": 40_000,
    }
    return Movimiento(**(values | changes))


def refused(*rows: Any) -> str:
    with pytest.raises(IntegrityError) as caught:
        keep(*rows)
    return str(caught.value)


def keep(*rows: Any) -> None:
    """All of them, with the constraints that wait for the end checked now."""
    with scope(None), transaction.atomic(), connection.cursor() as cursor:
        for row in rows:
            row.save(force_insert=True)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"sbc_centavos": None}, "affiliation_wage_unless_baja"),
        ({"sbc_centavos": 0}, "affiliation_wage_unless_baja"),
        ({"tipo": "02"}, "affiliation_wage_unless_baja"),
        ({"tipo": "09"}, "affiliation_wage_unless_baja"),
        ({"nss": "9917850001"}, "affiliation_filed_nss_shape"),
    ],
)
def test_a_movement_that_says_nonsense_is_refused(demo: Institution, changes: dict[str, Any], rule: str) -> None:
    assert rule in refused(a_movement(demo, **changes))


def test_a_movement_is_filed_once_and_corrected_once(demo: Institution) -> None:
    first = a_movement(demo)
    assert "affiliation_filed_once" in refused(first, a_movement(demo, sbc_centavos=50_000))
    first = a_movement(demo)
    corrections = [a_movement(demo, sbc_centavos=wage, supersedes=first) for wage in (50_000, 60_000)]
    assert "supersedes" in refused(first, *corrections)
    other = a_movement(demo, persona_id=subject(demo, "trabajadora"), supersedes=first)
    assert "affiliation_corrects_own" in refused(first, other)
    itself = a_movement(demo)
    itself.supersedes = itself
    assert "affiliation_not_itself" in refused(itself)


def test_a_correction_of_a_movement_is_kept_beside_it(demo: Institution) -> None:
    first = a_movement(demo)
    keep(first, a_movement(demo, sbc_centavos=50_000, supersedes=first))
    with scope(None):
        assert Movimiento.objects.filter(persona=subject(demo, "patron")).count() == 2


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"pension_tipo": "invalidez"}, "affiliation_pension_whole"),
        ({"pension_desde": TODAY}, "affiliation_pension_whole"),
        ({"pension_tipo": "otra", "pension_desde": TODAY}, "affiliation_pension_whole"),
        (
            {"pension_tipo": "rt", "pension_desde": TODAY, "pension_hasta": date(2020, 1, 1)},
            "affiliation_pension_dates",
        ),
        ({"sexo": "N"}, "affiliation_sexo"),
        ({"nss": "123"}, "affiliation_nss_shape"),
        ({"curp": "ÑAAA000101MPLXXX00"}, "affiliation_curp_shape"),
    ],
)
def test_a_person_that_cannot_be_is_refused(db: None, changes: dict[str, Any], rule: str) -> None:
    values: dict[str, Any] = {
        "curp": "AAAA000101MPLXXX00",
        "nombre": "A",
        "nacimiento": date(2000, 1, 1),
        "sexo": "M",
    }
    assert rule in refused(Persona(**(values | changes)))


def test_a_holder_has_one_partner_at_a_time(demo: Institution) -> None:
    holder, one, other = (subject(demo, slug) for slug in ("baja_antigua", "eventual", "contador"))

    def tie(beneficiary: SubjectId, kin: str, since: date, until: date | None = None) -> Parentesco:
        return Parentesco(titular_id=holder, beneficiario_id=beneficiary, parentesco=kin, desde=since, hasta=until)

    first = tie(one, "conyuge", date(2010, 1, 1))
    assert "affiliation_one_partner" in refused(first, tie(other, "concubino", date(2020, 1, 1)))
    first = tie(one, "conyuge", date(2010, 1, 1), date(2015, 1, 1))
    assert "affiliation_registered_once" in refused(first, tie(one, "madre", date(2014, 1, 1)))
    keep(tie(one, "conyuge", date(2010, 1, 1), date(2015, 1, 1)), tie(other, "concubino", date(2020, 1, 1)))
    assert "affiliation_not_oneself" in refused(tie(holder, "madre", date(2010, 1, 1)))
