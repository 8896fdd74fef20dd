"""Cédulas to be written: an employer whose workers are drawn where the rules change, with the oddest of names."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from tests.domain.random_determinations import PERIODS, cases

from ventanilla import law
from ventanilla.domain.contributions import Bill, CuotasError, Patron, Period, Prima, Trabajador, determinar
from ventanilla.formats.cedula import CedulaImpresa, DatosPatron, Persona, componer
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.kernel.text import Text

AT: Final = datetime(2026, 11, 22, 18, tzinfo=UTC)
# A premium that changes inside the month cuts the branch of risks and no other.
PATRON: Final = Patron(
    (
        Prima(date(2016, 1, 1), Decimal("0.54355")),
        Prima(date(2022, 2, 10), Decimal("1.13065")),
        Prima(date(2026, 2, 11), Decimal("2.59840")),
    )
)
DATOS: Final = DatosPatron("Z9912345105", PATRON, "PANIFICADORA «EL ÑANDÚ» & HIJOS", "PEJ010101AA1")
ODD: Final = (
    "=HYPERLINK(\"http://x\")", "+1+1", "-2", "@SUM(A1)", "ÑANDÚ & HIJOS <b>", "A\x07B\x00C", "_x0041_", " con orilla ",
    "漢字 😀", '"comillas", y comas', "'apóstrofo", "\t=1", "x" * 300, "",
)  # fmt: skip
HALLAZGO: Final = Finding(
    Severity.WARNING,
    Place("ALTAS.TXT", 12, 104),
    "SBC",
    Text("IMPORTE_ILEGIBLE", "El salario «{texto}» no son seis cifras.", texto="=06877O"),
    Text("IMPORTE_ILEGIBLE_REMEDIO", "Escriba el salario en centavos, con ceros a la izquierda: 068770."),
)
SUPUESTO: Final = Text("SIN_SALARIO_DIARIO", "No se dio el salario diario: se supone mayor que el mínimo.")


def periods(bimester: Period) -> dict[Bill, Period]:
    """What is paid with the second month of a bimester."""
    last = bimester.last
    return {Bill.MONTHLY: Period.month(last.year, last.month), Bill.BIMONTHLY: bimester}


class _InOnePeriod(random.Random):
    """Draws as another would, and of the periods always the same."""

    period: Period

    def choice(self, given: Any) -> Any:
        return self.period if given is PERIODS else super().choice(given)


def workers(seed: int, many: int, bills: Mapping[Bill, Period]) -> dict[str, Trabajador]:
    """Workers of the longest of the periods, without those for whom the law loaded has no answer."""
    rng = _InOnePeriod(seed)
    rng.period = max(bills.values(), key=lambda period: period.days)
    found: dict[str, Trabajador] = {}
    while len(found) < many:
        for case in cases(rng, many, 1):
            if len(found) < many and _determined(case.trabajador, bills):
                found[f"{99_000_000_000 + len(found)}"] = case.trabajador
    return found


def _determined(worker: Trabajador, bills: Mapping[Bill, Period]) -> bool:
    try:
        for bill, period in bills.items():
            determinar(worker, period, PATRON, (bill,))
    except (CuotasError, law.LawError):
        return False
    return True


def people(keys: list[str]) -> dict[str, Persona]:
    """Who they are, the odd names first."""
    return {
        key: Persona(
            key, ODD[n] if n < len(ODD) else f"PÉREZ GARCÍA ANA {n}", "PEGA850101MDFRRN02", str(n), "ALTAS.TXT"
        )
        for n, key in enumerate(keys)
    }


def sample(
    seed: int, many: int, bills: Mapping[Bill, Period], choices: Mapping[str, str] | None = None
) -> CedulaImpresa:
    """A cédula of ``many`` workers under some choices of law."""
    with law.choosing(choices or {}):
        drawn = workers(seed, many, bills)
        return componer(
            drawn,
            DATOS,
            bills,
            personas=people(list(drawn)),
            supuestos=(SUPUESTO,),
            hallazgos=(HALLAZGO,),
        )
