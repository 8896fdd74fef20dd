"""What a planilla has of odd as a whole is told, and what is well is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ventanilla.domain.contributions import TipoAviso
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.joining import join
from ventanilla.formats.records import Ausentismo, Credito, Ficha, Incapacidad, Movimiento, Nombre, Record
from ventanilla.formats.review import of_registro, review
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

REGISTRO = "Z9912345105"
NSS = "99178500015"
OTRO = "99058800022"
CURP = "PEGA850101HDFRRL09"
PEREZ = Nombre("PEREZ", "GARCIA", "ALBERTO")
MARZO = Period.month(2026, 3)


def _move(tipo: TipoAviso, day: date, sbc: str | None = "500.00", line: int = 1) -> Movimiento:
    return Movimiento(Place("A.TXT", line), REGISTRO, NSS, tipo, day, None if sbc is None else Money(sbc))


ALTA = _move(TipoAviso.ALTA, date(2026, 1, 15))


def _certificate(first: date, days: int, line: int = 1) -> Incapacidad:
    return Incapacidad(Place("INCAP.TXT", line), REGISTRO, NSS, f"X{line}", first, days, rama="2")


def _credit(nss: str) -> Credito:
    return Credito(Place("CRED.TXT", 1), REGISTRO, nss, "0112345678", "15", date(2026, 2, 1), "1", Decimal(20))


def _ficha(nss: str = NSS, curp: str = "", rfc: str = "") -> Ficha:
    return Ficha(Place("L.csv", 2), REGISTRO, nss, PEREZ, curp, rfc, date(2026, 1, 15), Money("500.00"))


@pytest.mark.parametrize(
    ("records", "code", "severity"),
    [
        ((_ficha(curp=CURP), _ficha(OTRO, curp=CURP)), "CURP_DE_DOS", Severity.WARNING),
        ((_ficha(), _ficha(OTRO), _credit(NSS), _credit(OTRO)), "CREDITO_DE_DOS", Severity.WARNING),
        ((_ficha("99178600013", curp=CURP),), "NACIMIENTO_NSS_CURP", Severity.NOTE),
        ((_ficha(curp=CURP, rfc="PEGA850102AB1"),), "NACIMIENTO_RFC_CURP", Severity.WARNING),
        (
            (Ficha(Place("L", 2), REGISTRO, NSS, Nombre("GARCIA", "PEREZ", "ALBERTO"), CURP), ALTA),
            "NOMBRE_Y_CURP",
            Severity.WARNING,
        ),
        ((Ausentismo(Place("M", 1), REGISTRO, NSS, date(2026, 3, 1), 2),), "SIN_ALTA", Severity.ERROR),
        ((ALTA, _move(TipoAviso.ALTA, date(2026, 2, 1), line=7)), "ALTA_SOBRE_ALTA", Severity.ERROR),
        ((_move(TipoAviso.MODIFICACION, date(2026, 2, 1)),), "AVISO_SIN_ALTA", Severity.ERROR),
        (
            (ALTA, _certificate(date(2026, 3, 1), 5), _certificate(date(2026, 3, 5), 3, line=2)),
            "CERTIFICADOS_ENCIMADOS",
            Severity.ERROR,
        ),
        (
            (ALTA, _certificate(date(2026, 3, 1), 10), _move(TipoAviso.BAJA, date(2026, 3, 5), None)),
            "BAJA_EN_INCAPACIDAD",
            Severity.WARNING,
        ),
        (
            (
                ALTA,
                _move(TipoAviso.BAJA, date(2026, 3, 9), None),
                Ausentismo(Place("M", 1), REGISTRO, NSS, date(2026, 3, 8), 4),
            ),
            "AUSENCIA_SIN_ALTA",
            Severity.WARNING,
        ),
        ((_move(TipoAviso.ALTA, date(2026, 1, 15), "9000.00"),), "SBC_TOPADO", Severity.WARNING),
        (
            (_ficha(curp=CURP), Ficha(Place("B", 9), REGISTRO, NSS, curp="PEGA850101HDFRRL17")),
            "NO_COINCIDE",
            Severity.WARNING,
        ),
    ],
)
def test_what_is_odd_is_told(records: tuple[Record, ...], code: str, severity: Severity) -> None:
    found = [one for one in review(join(records), MARZO) if one.code == code]
    assert [one.severity for one in found] == [severity]
    assert found[0].place.line
    assert str(found[0].cause)
    assert str(found[0].fix)


def test_what_is_well_is_not() -> None:
    records = (
        Ficha(Place("A", 1), REGISTRO, NSS, PEREZ, CURP, "PEGA850101AB1", date(2026, 1, 15), Money("500.00")),
        _certificate(date(2026, 3, 1), 5),
        _certificate(date(2026, 3, 6), 5, line=2),
        Ausentismo(Place("M", 1), REGISTRO, NSS, date(2026, 3, 20), 2),
        _credit(NSS),
    )
    assert review(join(records), MARZO) == ()


def test_what_is_of_another_registro_is_not_of_this_one() -> None:
    """On a board, one employer's fault keeps no other from being ready."""
    other = replace(ALTA, place=Place("OTRO.TXT", 1), registro="Z9923456106")
    twice = replace(other, place=Place("OTRO.TXT", 2), fecha=date(2026, 2, 1))
    lost = Finding(Severity.ERROR, Place("ROTO.TXT"), "", Text("ROTO", "Está roto."), Text("ROTO_REMEDIO", "Mándelo."))
    planilla = join((ALTA, other, twice, lost))
    found = review(planilla)
    assert [one.code for one in of_registro(found, planilla, REGISTRO)] == ["ROTO"]
    assert {one.code for one in of_registro(found, planilla, "Z9923456106")} == {"ROTO", "ALTA_SOBRE_ALTA"}


def test_the_second_alta_is_the_one_pointed_at() -> None:
    found = review(join((ALTA, _move(TipoAviso.ALTA, date(2026, 2, 1), line=7))))
    assert [one.place.line for one in found] == [7]
