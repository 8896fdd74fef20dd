"""The correction that a dispute prepares: the employer signs a request of its own trámite, and an order that fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.affiliation import Movimiento, Tipo, Trabajador, vigentes
from ventanilla.domain.affiliation.casos import BUILDERS
from ventanilla.domain.affiliation.registro import RegistroDe
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Approve, Ask, Refer, Resuelto, Silence
from ventanilla.tramites.aclaracion.correction import corregida, orden, preparada
from ventanilla.tramites.aclaracion.decision import decide, effects
from ventanilla.tramites.aclaracion.facts import Hechos
from ventanilla.tramites.aclaracion.form import RespuestaPatron, Solicitud, Verificacion
from ventanilla.tramites.movimiento_alta.form import Solicitud as Alta
from ventanilla.tramites.movimiento_correccion.form import Solicitud as Correccion

TODAY = date(2026, 11, 23)
NSS, CURP, REGISTRO = "99178500015", "PUEA850101MDFRJN02", "Z9912345105"
EMPLEADOR = f"Empresa de ejemplo A (registro {REGISTRO})"
BASE = {"explica": "Mis recibos", "quien": "institucion", "movimiento": "el aviso"}
ASKED = {
    "fecha": {"problema": "fecha", "fecha": "2026-06-30"},
    "salario": {"problema": "salario", "sbc": "800.00"},
    "no_ocurrio": {"problema": "no_ocurrio", "correcto": "Sigo ahí"},
}


def movement(number: int, tipo: Tipo, on: date, sbc: int | None) -> Movimiento:
    recorded = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
    return Movimiento(UUID(int=number), tipo, NSS, REGISTRO, on, recorded, sbc)


ALTA = movement(1, Tipo.ALTA, date(2024, 1, 15), 50_000)
BAJA = movement(2, Tipo.BAJA, date(2026, 6, 15), None)


def hechos(disputed: Movimiento | None, **more: object) -> Hechos:
    registro = BUILDERS[RegistroDe]({"numero": REGISTRO}, SubjectId(UUID(int=9)))
    found = Hechos(
        trabajador=Trabajador(SubjectId(UUID(int=1)), "PRUEBA EJEMPLO ANA", CURP, NSS, (ALTA, BAJA)),
        movimiento=disputed,
        reemplazo=None,
        registro=registro,
        patron="Empresa de ejemplo A",
        empleador=SubjectId(UUID(int=8)),
        recibos=(),
        respuesta=None,
        correccion=None,
        verificacion=None,
    )
    return replace(found, **more)  # type: ignore[arg-type]  # a test names fields of it


def solicitud(problema: str, **more: str) -> Solicitud:
    return Solicitud.read(BASE | ASKED[problema] | more, TODAY)


@pytest.mark.parametrize(("problema", "disputed"), [("fecha", BAJA), ("salario", ALTA), ("no_ocurrio", BAJA)])
def test_what_is_prepared_is_a_whole_request_of_the_employer(problema: str, disputed: Movimiento) -> None:
    written = preparada(solicitud(problema), hechos(disputed))
    assert written is not None
    key, answers = written
    assert key == "movimiento_correccion"
    read = Correccion.read(dict(answers), TODAY)
    assert (read.persona.nss, read.tipo, read.registrada) == (NSS, disputed.tipo.value, disputed.on)
    assert all(Correccion.accepts(name) for name, _ in answers)


def test_a_missing_alta_is_prepared_with_what_is_known_and_asks_for_the_rest() -> None:
    asked = {"problema": "falta", "empleador": EMPLEADOR, "desde": "2026-09-01", "sbc": "600", "correcto": "Volví"}
    written = preparada(Solicitud.read(BASE | asked, TODAY), hechos(None))
    assert written is not None
    assert written[0] == "movimiento_alta"
    assert all(Alta.accepts(name) for name, _ in written[1])
    assert dict(written[1])["fecha"] == "2026-09-01"


def test_without_a_registro_nothing_is_prepared_nor_ordered() -> None:
    without = hechos(BAJA, registro=None)
    assert preparada(solicitud("fecha"), without) is None
    assert orden(solicitud("fecha"), without, TODAY) is None


@given(days=st.integers(1, 150), problema=st.sampled_from(["fecha", "no_ocurrio"]))
def test_what_is_ordered_is_what_was_asked(days: int, problema: str) -> None:
    asked = solicitud(
        problema, **({"fecha": (BAJA.on + timedelta(days=days)).isoformat()} if problema == "fecha" else {})
    )
    made = orden(asked, hechos(BAJA), TODAY)
    assert made is not None
    assert made.supersedes == BAJA.id
    entered = replace(
        BAJA, id=UUID(int=3), tipo=made.tipo, on=made.on, sbc_centavos=made.sbc_centavos, supersedes=BAJA.id
    )
    after = hechos(BAJA, reemplazo=entered)
    assert corregida(asked, after) is True
    assert BAJA not in vigentes((ALTA, BAJA, entered), date.max)
    done = decide(asked, after, TODAY)
    assert isinstance(done, Approve)
    assert done.result.ordenes == ()  # it is there: nothing is registered twice


@pytest.mark.parametrize(
    ("problema", "about", "articulo"),
    [
        ("fecha", BAJA, "LSS 251-XXVIII"),
        ("salario", ALTA, "LSS 251-X"),
        ("no_ocurrio", ALTA, "LSS 251-XI"),
        ("no_ocurrio", BAJA, "LSS 251-XXVIII"),
    ],
)
def test_a_resolution_that_registers_says_by_which_power_it_does(
    problema: str, about: Movimiento, articulo: str
) -> None:
    shown = Verificacion(procede="si", motivo="Se vio")
    alone = replace(hechos(about).trabajador, movimientos=(ALTA,) if about is ALTA else (ALTA, BAJA))
    resolved = decide(solicitud(problema), hechos(about, verificacion=shown, trabajador=alone), TODAY)
    assert isinstance(resolved, Refer)
    assert isinstance(resolved.proposal, Approve)
    assert resolved.proposal.result.ordenes
    assert f"({articulo})" in str(resolved.proposal.result.sigue)


answers = st.sampled_from(
    [
        None,
        Silence(TODAY),
        RespuestaPatron(acepta="si", motivo=""),
        RespuestaPatron(acepta="no", motivo="No fue así"),
    ]
)
signed = st.sampled_from([None, Silence(TODAY), *(Resuelto("7K3M9QX24HTH", ok, TODAY) for ok in (True, False))])
verified = st.sampled_from(
    [None, Silence(TODAY), *(Verificacion(procede=yes, motivo="Se vio") for yes in ("si", "no"))]
)


@given(problema=st.sampled_from(sorted(ASKED)), quien=st.sampled_from(["patron", "institucion"]),
       respuesta=answers, correccion=signed, verificacion=verified)  # fmt: skip
def test_the_rules_alone_register_nothing_and_never_ask_the_employer_in_confidence(
    problema: str, quien: str, respuesta: object, correccion: object, verificacion: object
) -> None:
    disputed = ALTA if problema == "salario" else BAJA
    known = hechos(disputed, respuesta=respuesta, correccion=correccion, verificacion=verificacion)
    decision = decide(solicitud(problema, quien=quien), known, TODAY)
    match decision:
        case Approve(result):
            assert result.ordenes == ()
        case Ask(of=of):
            if quien == "institucion":
                assert type(of).__name__ == "FromOfficial"
        case Refer(proposal=Approve(result)):
            assert len(effects(result)) == 1 + len(result.ordenes)
