"""The register of employers: what a notice leaves behind, who sees it, who can change it, and numbers given once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from tests.apps.small_register import (
    ANA,
    BETO,
    FIRM,
    NOW,
    NSS,
    OF_FIRM,
    REGISTRO,
    REPRESENTATIVE,
    SHOP,
    file,
    order,
    register,
)

from ventanilla.apps.affiliation.api import (
    NotTheOffice,
    NumberingFull,
    fracciones_load,
    localidades_load,
)
from ventanilla.apps.affiliation.models import Patron, RegistroPatronal
from ventanilla.apps.affiliation.models_registro import AvisoPatronal, MesHogar, Numeracion, TramoRegistro
from ventanilla.apps.affiliation.projections import PROJECTIONS
from ventanilla.apps.eventlog.api import logged_together, merged, projection_rebuild, scope, subjects_lock, timeline
from ventanilla.domain.affiliation import (
    NUMERACION,
    ActivosDe,
    AvisarRegistro,
    Clase,
    DatosRegistro,
    Empleador,
    EmpleadorDe,
    Fracciones,
    LocalidadDe,
    MesesHogarDe,
    NumeroSiguiente,
    RegistrarMesHogar,
    Registro,
    RegistroDe,
    RegistrosDe,
    Situacion,
    Tipo,
    TipoAviso,
    UnidadDe,
)
from ventanilla.domain.contributions import Zona
from ventanilla.domain.identifiers import registro_patronal
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kit.perform import Conflict, PerformContext
from ventanilla.synthetic.workplaces import FRACCIONES, LOCALIDADES

THREADS = 50
TODAY = civil_date(NOW)
COMPANY = Empleador("Nueva, S.A.", "NUE010101AA1", moral=True)
DATOS = DatosRegistro(
    nombre="Nueva, S.A.",
    domicilio="Calle Ficticia 5, Centro, 00101, Puerto Ficción, Colima",
    centro="Calle Ficticia 5, Centro, 00101, Puerto Ficción, Colima",
    actividad="Pan",
    clase=Clase.II,
    prima=Decimal("1.13065"),
    zona=Zona.ZLFN,
    municipio="X01",
    delegacion="91",
    subdelegacion="92",
)


@pytest.fixture
def small(db: None) -> None:
    register()


def ask(question: Any) -> Any:
    """Put a question to its owner, as the office."""
    with scope(None):
        return merged("ANSWERS")[type(question)]([question])[0]


def perform(*orders: Any, patron: SubjectId = FIRM) -> None:
    """Carry the orders out as the runner does, in one transaction."""
    with scope(None), logged_together():
        for each in orders:
            context = PerformContext(uuid4(), "prueba", "Prueba", patron, TODAY, NOW, REPRESENTATIVE)
            merged("PERFORMS")[type(each)]([(each, context)])


def alta(
    patron: SubjectId, numero: str, empleador: Empleador = COMPANY, datos: DatosRegistro = DATOS
) -> AvisarRegistro:
    return AvisarRegistro(patron, numero, TipoAviso.ALTA, TODAY, datos, empleador)


def notice(tipo: TipoAviso, on: date = TODAY, **datos: Any) -> AvisarRegistro:
    return AvisarRegistro(FIRM, REGISTRO[FIRM], tipo, on, DatosRegistro(**datos))


def registro(numero: str) -> Registro:
    found = ask(RegistroDe(numero))
    assert isinstance(found, Registro)
    return found


# -- what a notice leaves behind


def test_a_new_registro_is_answered_as_it_was_given(small: None) -> None:
    who = SubjectId(uuid4())
    numero = ask(NumeroSiguiente("X01", "10"))
    assert registro_patronal.is_valid(numero)
    perform(alta(who, numero), patron=who)
    (found,) = ask(RegistrosDe(who))
    assert (found.numero, found.nombre, found.rfc, found.moral, found.modalidad) == (
        numero, "Nueva, S.A.", "NUE010101AA1", True, "10",
    )  # fmt: skip
    assert (found.situacion(TODAY), found.clase(TODAY), found.prima(TODAY), found.zona(TODAY)) == (
        Situacion.ACTIVO, Clase.II, Decimal("1.13065"), Zona.ZLFN,
    )  # fmt: skip
    then = found.en(TODAY)
    assert then is not None
    assert then.datos == DATOS
    assert found.en(TODAY - timedelta(days=1)) is None
    assert ask(EmpleadorDe(who)) == COMPANY
    with scope(None):
        told = [str(one.text) for one in timeline(who)]
    assert any(registro_patronal.format(numero) in one and "1.13065 %" in one for one in told)


def test_the_address_is_sealed_in_the_table(small: None) -> None:
    who = SubjectId(uuid4())
    perform(alta(who, ask(NumeroSiguiente("X01", "10"))), patron=who)
    with scope(None), connection.cursor() as cursor:
        cursor.execute("SELECT domicilio, centro FROM affiliation_avisopatronal WHERE municipio = 'X01'")
        for row in cursor.fetchall():
            assert all(b"Ficticia" not in bytes(each) for each in row)


def test_a_notice_changes_what_the_registro_is_from_its_day_on_and_nothing_before(small: None) -> None:
    perform(notice(TipoAviso.CLASE, clase=Clase.IV, prima=Decimal("4.65325")))
    perform(notice(TipoAviso.HUELGA, TODAY + timedelta(days=1)))
    found = registro(REGISTRO[FIRM])
    before = TODAY - timedelta(days=1)
    assert (found.clase(before), found.clase(TODAY)) == (None, Clase.IV)
    assert [found.situacion(TODAY + timedelta(days=n)) for n in (0, 1)] == [Situacion.ACTIVO, Situacion.HUELGA]
    with scope(None):
        assert list(
            TramoRegistro.objects.filter(registro=OF_FIRM).order_by("desde").values_list("situacion", "clase")
        ) == [("activo", ""), ("activo", "IV"), ("huelga", "IV")]
    assert projection_rebuild(PROJECTIONS[0]).same


def test_a_change_of_name_is_of_the_employer_and_its_workers_read_it(small: None) -> None:
    perform(notice(TipoAviso.NOMBRE, nombre="Firma Nueva, S.A."))
    assert registro(REGISTRO[FIRM]).nombre == "Firma Nueva, S.A."
    assert ask(EmpleadorDe(FIRM)).nombre == "Firma Nueva, S.A."


@pytest.mark.parametrize("tipo", [TipoAviso.REANUDACION, TipoAviso.ALTA])
def test_what_cannot_follow_is_a_conflict_and_leaves_nothing(small: None, tipo: TipoAviso) -> None:
    with scope(None):
        before = AvisoPatronal.objects.count()
    wrong = alta(FIRM, REGISTRO[FIRM]) if tipo is TipoAviso.ALTA else notice(tipo)
    with pytest.raises(Conflict):
        perform(wrong)
    with scope(None):
        assert AvisoPatronal.objects.count() == before


def test_a_closed_registro_takes_no_other_notice(small: None) -> None:
    perform(notice(TipoAviso.BAJA))
    with pytest.raises(Conflict):
        perform(notice(TipoAviso.HUELGA, TODAY + timedelta(days=5)))


def test_how_many_are_insured_on_a_day(small: None) -> None:
    file(order(Tipo.ALTA, date(2026, 11, 2)))
    beto = {"trabajador": BETO, "nss": NSS[BETO]}
    file(order(Tipo.ALTA, date(2026, 11, 3), **beto), order(Tipo.BAJA, date(2026, 11, 10), **beto))
    counted = [ask(ActivosDe(REGISTRO[FIRM], date(2026, 11, n))) for n in (1, 2, 3, 10, 11)]
    assert counted == [0, 1, 2, 2, 1]


def test_what_the_operator_loads_is_answered(small: None) -> None:
    assert ask(LocalidadDe("00101")) is None
    assert ask(Fracciones()) == ()
    with scope(None):
        assert (localidades_load(LOCALIDADES), fracciones_load(FRACCIONES)) == (len(LOCALIDADES), len(FRACCIONES))
        localidades_load(LOCALIDADES)
    assert ask(LocalidadDe("00101")) == LOCALIDADES[0]
    assert ask(Fracciones()) == FRACCIONES


CODES = "codigo_postal,municipio,municipio_nombre,entidad,delegacion,subdelegacion,zona\n"


def test_the_operator_loads_postal_codes_from_a_file(small: None, tmp_path: Path) -> None:
    path = tmp_path / "codigos.csv"
    path.write_text(CODES + "00777,X77,Ñandú Ficticio,Colima,91,92,zlfn\n", encoding="utf-8")
    call_command("employer_tables", "codigos", path)
    found = ask(LocalidadDe("00777"))
    assert (found.municipio, found.municipio_nombre, found.zona) == ("X77", "Ñandú Ficticio", Zona.ZLFN)


def test_the_operator_loads_clinics_and_their_postal_codes(small: None, tmp_path: Path) -> None:
    path = tmp_path / "clinicas.csv"
    columns = "codigo,delegacion,delegacion_nombre,subdelegacion,clave,nombre\n"
    path.write_text(columns + "91777,91,Delegación Ñ,92,777,UMF 777\n", encoding="utf-8")
    for _ in range(2):  # safe to repeat
        call_command("employer_tables", "clinicas", path)
    path.write_text("codigo_postal,clinica\n00777,91777\n", encoding="utf-8")
    call_command("employer_tables", "codigos_clinica", path)
    exact, near = ask(UnidadDe("00777")), ask(UnidadDe("00779"))
    assert (exact.unidad.clave, exact.unidad.delegacion, exact.exacta) == ("777", "Delegación Ñ", True)
    assert (near.unidad.codigo, near.exacta) == ("91777", False)
    assert ask(UnidadDe("97000")) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("codigo\n00777\n", "La primera línea"),
        (CODES + "00777,X77\n", "no tiene 7 columnas"),
        (CODES + "00778,X77,Uno,Colima,91,92,general\n00777,X77,Uno,Colima,91,92,luna\n", "valor imposible"),
        (CODES + "00778,X77,Uno,Colima,91,92,general\n777,X77,Uno,Colima,91,92,general\n", "valor imposible"),
    ],
)
def test_a_file_with_a_fault_loads_nothing(small: None, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "codigos.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        call_command("employer_tables", "codigos", path)
    assert ask(LocalidadDe("00778")) is None


# -- the home


def test_a_month_of_a_home_is_kept_once_and_told_to_the_worker(small: None) -> None:
    month = RegistrarMesHogar(REGISTRO[FIRM], ANA, date(2026, 11, 1), 8, 60_000)
    perform(month)
    assert [(one.trabajador, one.mes, one.dias) for one in ask(MesesHogarDe(FIRM))] == [(ANA, date(2026, 11, 1), 8)]
    with scope(None):
        assert any("8 días de su trabajo en noviembre de 2026" in str(one.text) for one in timeline(ANA))
    with pytest.raises(Conflict):
        perform(month)
    with scope(None):
        assert MesHogar.objects.count() == 1


# -- who sees it, and who can change it


def test_an_employer_sees_its_own_notices_and_nobody_else_does(small: None) -> None:
    perform(RegistrarMesHogar(REGISTRO[FIRM], ANA, date(2026, 11, 1), 8, 60_000))

    def seen() -> list[int]:
        return [model.objects.count() for model in (AvisoPatronal, TramoRegistro, MesHogar, Numeracion)]

    with scope(None):
        assert seen()[:3] == [2, 2, 1]
    for who, expected in ((FIRM, [1, 1, 1]), (SHOP, [1, 1, 0]), (ANA, [0, 0, 1]), (BETO, [0, 0, 0])):
        with scope(who):
            assert seen() == [*expected, 0]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ventanilla.scope', '', true)")
        assert seen() == [0, 0, 0, 0]


def test_only_the_office_may_ask(small: None) -> None:
    for question in (
        RegistroDe(REGISTRO[FIRM]),
        RegistrosDe(FIRM),
        ActivosDe(REGISTRO[FIRM], TODAY),
        EmpleadorDe(FIRM),
    ):
        with scope(FIRM), pytest.raises(NotTheOffice):
            merged("ANSWERS")[type(question)]([question])


def test_an_employer_writes_nothing(small: None) -> None:
    with scope(FIRM), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        AvisoPatronal.objects.create(registro_id=OF_FIRM, tipo="huelga", fecha=TODAY, recorded_at=NOW)


@pytest.mark.parametrize("table", ["affiliation_avisopatronal", "affiliation_meshogar"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET recorded_at = now()", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_web_has_no_right_to_change_a_notice(small: None, table: str, verb: str) -> None:
    with scope(None), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(verb.format(table))


@pytest.mark.parametrize(
    "order_",
    [
        "UPDATE affiliation_avisopatronal SET prima = 1",
        "DELETE FROM affiliation_avisopatronal",
        "TRUNCATE affiliation_avisopatronal CASCADE",
    ],
)
def test_not_even_the_owner_changes_a_notice(office_db: Any, order_: str) -> None:
    with psycopg.connect(office_db.owner_url) as owner:
        _one_notice(owner)
        with pytest.raises(psycopg.errors.RaiseException, match="corrected by another"):
            owner.execute(order_)
        owner.rollback()


def _one_notice(owner: psycopg.Connection[Any]) -> None:
    firm, registro_, aviso = (uuid4() for _ in range(3))
    owner.execute(
        "INSERT INTO affiliation_patron (subject, moral, rfc, nombre) VALUES (%s, true, 'UNO010101AA1', 'Uno')", [firm]
    )
    owner.execute(
        "INSERT INTO affiliation_registropatronal (subject, numero, patron_id, delegacion, subdelegacion, desde)"
        " VALUES (%s, 'Z9900001107', %s, '99', '01', '2020-01-01')",
        [registro_, firm],
    )
    owner.execute(
        "INSERT INTO affiliation_avisopatronal (id, registro_id, tipo, fecha, recorded_at, nombre, nombre_comercial,"
        " domicilio, centro, actividad, fraccion, clase, zona, municipio, delegacion, subdelegacion, otro)"
        " VALUES (%s, %s, 'alta', '2020-01-01', now(), '', '', '', '', '', '', '', '', '', '', '', '')",
        [aviso, registro_],
    )
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_correction_is_of_the_same_registro(small: None) -> None:
    with scope(None):
        theirs = AvisoPatronal.objects.exclude(registro=OF_FIRM).values_list("id", flat=True)[0]
        wrong = AvisoPatronal(registro_id=OF_FIRM, tipo="huelga", fecha=TODAY, recorded_at=NOW, supersedes_id=theirs)
        with pytest.raises(DatabaseError, match="affiliation_aviso_corrects_own"):
            _saved_whole(wrong)


def _saved_whole(row: AvisoPatronal) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        row.save(force_insert=True)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# -- numbers


def test_a_number_is_never_given_twice_whatever_became_of_its_registro(small: None) -> None:
    who = SubjectId(uuid4())
    first = ask(NumeroSiguiente("X01", "10"))
    perform(alta(who, first), patron=who)
    perform(AvisarRegistro(who, first, TipoAviso.BAJA, TODAY, DatosRegistro()), patron=who)
    second = ask(NumeroSiguiente("X01", "34"))
    assert (first[3:8], second[3:8]) == ("00001", "00002")
    with pytest.raises(Conflict):
        perform(alta(SubjectId(uuid4()), first, Empleador("Otra", "OTR010101AA1", moral=True)))
    with pytest.raises(DatabaseError, match="not given again"), scope(None), transaction.atomic():
        Numeracion.objects.update(ultimo=0)


def test_a_number_follows_those_that_were_loaded(small: None) -> None:
    municipio, serial = REGISTRO[FIRM][:3], int(REGISTRO[FIRM][3:8])
    assert int(ask(NumeroSiguiente(municipio, "10"))[3:8]) == serial + 1


def test_a_municipality_without_serials_left_says_so(small: None) -> None:
    with scope(None):
        Numeracion.objects.create(municipio="X09", ultimo=99_999)
    with pytest.raises(NumberingFull):
        ask(NumeroSiguiente("X09", "10"))


def test_fifty_at_once_get_fifty_numbers(fresh_office: Any) -> None:
    """Each decides with the number that it was told and performs it, as the runner does with the numbering locked."""

    def one(place: int) -> str:
        who = SubjectId(uuid5(UUID(int=7), str(place)))
        empleador = Empleador(f"Empresa {place}", f"EMP0101{place:02d}AA1", moral=True)
        try:
            with scope(None), logged_together():
                subjects_lock((who, NUMERACION))
                numero: str = merged("ANSWERS")[NumeroSiguiente]([NumeroSiguiente("X01", "10")])[0]
                context = PerformContext(uuid4(), "prueba", "Prueba", who, TODAY, NOW, REPRESENTATIVE)
                merged("PERFORMS")[AvisarRegistro]([(alta(who, numero, empleador), context)])
        finally:
            connection.close()
        return numero

    with ThreadPoolExecutor(THREADS) as pool:
        given = list(pool.map(one, range(THREADS)))
    assert sorted(int(numero[3:8]) for numero in given) == list(range(1, THREADS + 1))
    with scope(None):
        assert RegistroPatronal.objects.count() == Patron.objects.count() == THREADS


def test_without_the_lock_whoever_comes_second_is_a_conflict(fresh_office: Any) -> None:
    """The database is behind the lock: a number that was given meanwhile is no longer what was decided."""
    numero = ask(NumeroSiguiente("X01", "10"))

    def one(place: int) -> bool:
        who = SubjectId(uuid5(UUID(int=8), str(place)))
        empleador = Empleador(f"Empresa {place}", f"EMP0101{place:02d}AA1", moral=True)
        try:
            perform(alta(who, numero, empleador), patron=who)
        except Conflict:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(16))) == 1
    with scope(None):
        assert RegistroPatronal.objects.count() == AvisoPatronal.objects.count() == 1
