"""Who earns what on a day, from their movements, and the batch that files what the law changes."""

from __future__ import annotations

from datetime import date

from ventanilla.domain.contributions import Quien, TipoAviso, modificaciones
from ventanilla.formats.finding import Place
from ventanilla.formats.joining import join
from ventanilla.formats.planilla import Patronal, trabajador
from ventanilla.formats.raising import empleos, lote
from ventanilla.formats.records import Ficha, Movimiento, Nombre
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

REGISTRO = "Z9912345105"
NSS = "99178500015"
OTRO = "99058800022"
EVE = date(2025, 12, 31)
ENERO = Period.month(2026, 1)
PEREZ = Nombre("PEREZ", "GARCIA", "ALBERTO")


def _ficha(nss: str, sbc: str, since: date, diario: str | None = None, tipo: str = "") -> Ficha:
    wage = None if diario is None else Money(diario)
    return Ficha(
        Place("L.csv", 2), REGISTRO, nss, PEREZ, "PEGA850101HDFRRL09", "", since, Money(sbc), wage, tipo_salario=tipo
    )


def _patronal(*records: Ficha | Movimiento) -> Patronal:
    return join(records).patronales[REGISTRO]


def test_the_wage_by_day_that_a_list_gives_is_used_and_reaches_article_36() -> None:
    patronal = _patronal(_ficha(NSS, "292.54", date(2025, 6, 1), "278.80"))
    found = empleos(patronal, EVE)
    assert found.hallazgos == ()
    assert found.empleos[0].salario.diario == Money("278.80")
    worker = trabajador(patronal.personas[NSS], Period.month(2025, 12))
    assert worker is not None
    assert worker.tramos[0].diario == Money("278.80")


def test_a_wage_that_nobody_gives_is_supposed_and_told() -> None:
    found = empleos(_patronal(_ficha(NSS, "524.65", date(2025, 6, 1))), EVE)
    assert found.empleos[0].salario.diario == Money("500.00")  # 524.65 / 1.0493
    assert [one.code for one in found.hallazgos] == ["SALARIO_DESPRENDIDO"]


def test_who_left_or_is_paid_by_what_they_sell_is_not_among_them() -> None:
    gone = Movimiento(Place("B.TXT", 1), REGISTRO, NSS, TipoAviso.BAJA, date(2025, 11, 30))
    found = empleos(_patronal(_ficha(NSS, "500.00", date(2025, 6, 1)), gone), EVE)
    assert found.empleos == ()
    found = empleos(_patronal(_ficha(NSS, "500.00", date(2025, 6, 1), tipo="2")), EVE)
    assert [one.code for one in found.hallazgos] == ["SALARIO_VARIABLE"]
    assert empleos(_patronal(_ficha(NSS, "500.00", date(2026, 6, 1))), EVE).empleos == ()


def test_the_batch_has_what_the_employer_files_and_not_what_the_institution_changes() -> None:
    """On 1 January 2026 the minimum wage goes from 278.80 to 315.04 (DOF 2025-12-09)."""
    patronal = _patronal(
        _ficha(NSS, "292.54", date(2025, 6, 1), "278.80"),  # the minimum with the benefits of the law: the institution
        _ficha(OTRO, "305.00", date(2023, 2, 1), "290.00"),  # under the new minimum: the employer
    )
    changes = modificaciones(empleos(patronal, EVE).empleos, ENERO).modificaciones
    assert {one.clave: one.quien for one in changes} == {NSS: Quien.INSTITUCION, OTRO: Quien.PATRON}
    (one,) = lote(patronal, changes)
    assert (one.nss, one.tipo, one.fecha, one.registro) == (OTRO, TipoAviso.MODIFICACION, date(2026, 1, 1), REGISTRO)
    assert one.sbc == next(change.sbc_nuevo for change in changes if change.clave == OTRO)
    assert (one.nombre, one.curp, one.tipo_salario) == (PEREZ, "PEGA850101HDFRRL09", "0")
