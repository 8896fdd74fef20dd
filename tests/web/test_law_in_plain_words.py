"""Outside a trámite too nobody reads what an operator types: of accounts, of files, of the calculator."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

import pytest

from tests.web.office import Office, as_json
from ventanilla.domain.affiliation import Historia, Movimiento, Tipo
from ventanilla.domain.history import aportaciones
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.fixed.faults import cap_unknown
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.text import Text
from ventanilla.web.portal.cedula_work import _said_here

FAR: Final = date(2040, 3, 1)
OPERATORS: Final = ("ventanilla ley", "VENTANILLA_", ".yaml", "ARCHIVO.csv", "law/")


def plain(said: Text | str) -> bool:
    return not any(word in str(said) for word in OPERATORS)


def test_what_was_due_to_somebodys_accounts() -> None:
    alta = Movimiento(
        UUID(int=1), Tipo.ALTA, "99178500015", "Z9912345105", FAR, datetime(2040, 3, 1, tzinfo=UTC), 90_000
    )
    person = Historia(SubjectId(UUID(int=1)), "ANA", "", "", date(1985, 1, 1), movimientos=(alta,))
    (due,) = aportaciones(person, date(2040, 4, 30))
    assert due.falta is not None
    assert str(due.falta).startswith("Sin dato: ")
    assert plain(due.falta)


def finding(cause: Text, fix: Text) -> Finding:
    return Finding(Severity.ERROR, Place("LISTA.csv", 3), "movimientos", cause, fix)


def test_what_a_reader_of_files_finds() -> None:
    capped = _said_here(finding(*cap_unknown(FAR)))
    assert str(capped.cause) == str(cap_unknown(FAR)[0])
    assert plain(capped.fix)
    missing = MissingYear(2040).reason
    late = Text(missing.code, "No se pudo calcular a {clave}: {motivo}", clave="99178500015", motivo=str(missing))
    told = _said_here(finding(late, Text("SIN_CALCULAR_REMEDIO", "Corrija el dato y repita.")))
    assert "99178500015" in str(told.cause)
    assert plain(told.cause)
    assert str(told.fix) == "Corrija el dato y repita."


@pytest.mark.parametrize("changed", [{"desde": "2040-03-01"}, {"desde": "2010-03-01"}, {"modalidad": "99"}])
def test_the_calculator_of_programs(office: Office, changed: dict[str, str]) -> None:
    given = {"sbc": "174.20", "desde": "2018-03-01", "prima": "1.13065"} | changed
    answer = office.browser().get(f"/api/v1/cuotas?{urlencode(given)}")
    assert answer.status_code == 422
    (one,) = as_json(answer)["campos"]
    assert one["codigo"].startswith("LEY_SIN_")
    assert one["detalle"].startswith("Sin dato: ")
    assert plain(one["detalle"])
