"""The few words of a case as the evidence that they stand for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from ventanilla.domain.affiliation import (
    Certificado,
    Historia,
    Movimiento,
    SemanaJornada,
    Tipo,
    TipoSalario,
    TipoTrabajador,
)
from ventanilla.domain.anomalies import Evidencia, ReciboPropio
from ventanilla.domain.contributions import Adeudo, Cobro, Zona, Zonas
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

NSS = "99178500015"
REGISTROS = {
    "A": "Z9900001101",
    "B": "Z9900002102",
    "C": "Z9900003103",
    "D": "Z9900004104",
    "V": "Z9900005405",
}
OWNERS = {"A": "AB", "B": "AB", "C": "C", "D": "D"}
TOLD = Period(date(2022, 1, 1), date(2026, 6, 30))  # what collection tells of
_TIPOS = {"alta": Tipo.ALTA, "baja": Tipo.BAJA, "cambio": Tipo.MODIFICACION}


def day(value: date | str) -> date:
    """A date of a case."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def movement(place: int, words: str) -> Movimiento:
    """One movement: «alta 2026-03-10 600.00 r=C tarde=9»."""
    tipo, on, *rest = words.split()
    named = dict(word.split("=") for word in rest if "=" in word)
    plain = [word for word in rest if "=" not in word]
    kind, when = _TIPOS[tipo], date.fromisoformat(on)
    recorded = datetime.combine(when + timedelta(days=int(named.get("tarde", 1))), time(12), CIVIL_ZONE)
    is_baja = kind is Tipo.BAJA
    return Movimiento(
        UUID(int=int(named.get("n", 1000 + place))),
        kind,
        named.get("nss", NSS),
        REGISTROS[named.get("r", "A")],
        when,
        recorded + timedelta(seconds=place),
        None if is_baja else Money(plain[0]).centavos,
        plain[0] if is_baja and plain else "",
        UUID(int=int(named["corrige"])) if "corrige" in named else None,
        None,
        TipoTrabajador(named.get("trabajador", "1")),
        TipoSalario(named.get("salario", "0")),
        SemanaJornada(named.get("semana", "0")),
        date.fromisoformat(named["hasta"]) if "hasta" in named else None,
    )


def receipt(words: str) -> ReciboPropio:
    """One receipt: «2026-07-01:2026-07-15 900.00 A», or rfc=OWNER where it names no registro."""
    days, sbc, whose = words.split()
    period = Period(*map(date.fromisoformat, days.split(":")))
    registro, rfc = ("", whose[4:]) if whose.startswith("rfc=") else (REGISTROS[whose], OWNERS[whose])
    return ReciboPropio(registro, rfc, period, Money(sbc))


def zonas(said: str | dict[str, date]) -> Zonas:
    """A zone, or from which day on each."""
    if isinstance(said, str):
        return Zonas.siempre(Zona(said))
    return Zonas(tuple((on, Zona(zone)) for zone, on in said.items()))


def adeudo(words: str) -> Adeudo:
    """``mes 2026-03`` or ``bimestre 2026-2``."""
    kind, period = words.split()
    year, number = map(int, period.split("-"))
    return {"mes": Adeudo.mensual, "bimestre": Adeudo.bimestral}[kind](year, number)


def evidence(case: dict[str, Any]) -> Evidencia:
    """All that a case gives."""
    movements = tuple(movement(n, words) for n, words in enumerate(case.get("movimientos", ())))
    owed = case.get("sin_pago")
    loaded = case.get("cargado")
    return Evidencia(
        historia=Historia(SubjectId(UUID(int=1)), "ANA", "", NSS, date(1985, 1, 1), movimientos=movements),
        certificados=tuple(
            Certificado(*map(date.fromisoformat, one.split(":"))) for one in case.get("certificados", ())
        ),
        recibos=tuple(receipt(one) for one in case.get("recibos", ())),
        empleadores={REGISTROS[letter]: owner for letter, owner in OWNERS.items()},
        zonas={REGISTROS[letter]: zonas(said) for letter, said in case.get("zonas", {}).items()},
        sustituciones=frozenset((REGISTROS[a], REGISTROS[b]) for a, b in case.get("sustituciones", ())),
        no_reconoce=frozenset(REGISTROS[letter] for letter in case.get("desconoce", ())),
        otros_nss=tuple(case.get("otros_nss", ())),
        cobros={} if owed is None else {REGISTROS["A"]: Cobro(TOLD, frozenset(adeudo(words) for words in owed))},
        cargado_hasta=None if loaded is None else datetime.combine(day(loaded), time(12), CIVIL_ZONE),
    )
