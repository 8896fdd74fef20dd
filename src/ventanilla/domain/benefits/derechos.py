"""What somebody keeps after they stop contributing: medical care, each pension right, and what a return asks.

Two clocks with two beginnings. Care is kept after the last *work* (LSS 109); pension rights, after the last day of
*contribution*, which a voluntary continuation goes on with (LSS 150, 218). Under the law of 1973 cesantía and vejez are
kept too (LSS de 1973, 182): only by whoever contributed under it.

The quarter counts the weeks that are recognised on the baja: the earlier ones of somebody who came back and has not yet
the new weeks that LSS 151 asks do not count. Where no register holds the withdrawals for unemployment, all are counted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import Historia, continuos, empleos, regimen_de
from ventanilla.kernel.text import Text

from .conservacion import (
    Conservacion,
    Escalon,
    Regimen,
    Regla,
    Reincorporacion,
    conservacion,
    escalones,
    reincorporacion,
)
from .semanas import Retiros, semanas, semanas_de
from .vigencia import Vigencia, vigencia

_LEY: Final = {
    Regimen.LEY_97: Text("DERECHO_LEY_97", "Pensión por invalidez, y pensión de su familia si usted muere"),
    Regimen.LEY_73: Text(
        "DERECHO_LEY_73", "Pensión por invalidez, muerte, cesantía o vejez, con la ley anterior (de 1973)"
    ),
}
_CITE: Final = {Regimen.LEY_97: "LSS 150", Regimen.LEY_73: "LSS de 1973, 182"}
_SIN_ALTA: Final = Text(
    "CONSERVACION_SIN_ALTA", "No consta ninguna cotización a esa fecha, así que no hay qué conservar."
)
_RIGE: Final = {
    Regla.CUARTA_PARTE: Text(
        "RIGE_CUARTA_PARTE", "Rige la cuarta parte de sus semanas, que es el plazo más largo de los dos."
    ),
    Regla.DOCE_MESES: Text("RIGE_DOCE_MESES", "Rige el plazo mínimo de la ley, que es el más largo de los dos."),
}


@dataclass(frozen=True)
class Plazo:
    """One pension right: kept up to ``hasta``, that day included, by the rule that ``rige`` says, computed ``como``."""

    titulo: Text
    hasta: date
    conserva: bool
    rige: Text
    como: tuple[Text, ...]
    cite: str


@dataclass(frozen=True)
class Conservados:
    """All that is concluded of one person on the day ``al``.

    ``baja`` is the last day of contribution and ``semanas`` those that count, None while the clock does not run;
    ``motivo`` says why there is no clock, or on what the weeks were counted. ``vuelta`` is what a return asks, by its
    day; ``regreso``, what the last one asked where somebody came back.
    """

    al: date
    nombre: str
    curp: str
    nss: str
    atencion: Vigencia
    baja: date | None
    semanas: int | None
    motivo: Text
    pensiones: tuple[Plazo, ...] = ()
    vuelta: tuple[Escalon, ...] = ()
    regreso: Text | None = None


def derechos_conservados(historia: Historia, retiros: Retiros | None, on: date) -> Conservados:
    """Conclude what the person of ``historia`` keeps on the day ``on``, by what took effect by then.

    LawError before ``ley_desde()``.
    """
    care = vigencia(historia, on)
    counts = [one for one in empleos(historia.movimientos, on) if regimen_de(one.registro_patronal).cotiza]
    stretches = continuos(counts)
    last = stretches[-1][1] if stretches else None
    pension = historia.pension
    whole = Conservados(on, historia.nombre, historia.curp, historia.nss, care, None, None, _SIN_ALTA)
    if pension is not None and pension.covers(on):
        said = Text("CONSERVACION_PENSION", "Recibe una pensión: mientras dure, no corre ningún plazo.")
        return replace(whole, motivo=said)
    if not stretches:
        return whole
    if last is None or on <= last:
        said = Text(
            "CONSERVACION_COTIZA", "A esa fecha cotiza: el plazo para conservar empieza cuando deje de hacerlo."
        )
        return replace(whole, motivo=said)
    return _kept(whole, historia, retiros, stretches, last)


def _kept(
    whole: Conservados,
    historia: Historia,
    retiros: Retiros | None,
    stretches: tuple[tuple[date, date | None], ...],
    baja: date,
) -> Conservados:
    counted = semanas(historia, retiros, baja)
    weeks = counted.cotizadas if counted.reconocidas is None else counted.reconocidas
    back = _returned(historia, retiros, stretches)
    if back is not None and not back.reconocidas:
        weeks = semanas_de((baja - stretches[-1][0]).days + 1)
    regimes = (Regimen.LEY_97, Regimen.LEY_73) if counted.antes_de_1997 else (Regimen.LEY_97,)
    found = {regimen: conservacion(baja, weeks, regimen) for regimen in regimes}
    said = (
        Text("CONSERVACION_SEMANAS", "Se cuentan {semanas} semanas, a su última cotización.", semanas=weeks)
        if counted.reconocidas is not None
        else Text(
            "CONSERVACION_SEMANAS_SIN_RETIROS",
            "Se cuentan {semanas} semanas, a su última cotización. Si retiró dinero por desempleo, son menos.",
            semanas=weeks,
        )
    )
    return replace(
        whole,
        motivo=said,
        baja=baja,
        semanas=weeks,
        pensiones=tuple(_plazo(regimen, one, whole.al) for regimen, one in found.items()),
        vuelta=escalones(found[Regimen.LEY_97]),
        regreso=None if back is None else back.motivo,
    )


def _returned(
    historia: Historia, retiros: Retiros | None, stretches: tuple[tuple[date, date | None], ...]
) -> Reincorporacion | None:
    """What the last return asked, with the new weeks up to the last contribution; None where there was none."""
    if len(stretches) == 1 or (earlier := stretches[-2][1]) is None or (last := stretches[-1][1]) is None:
        return None
    before = semanas(historia, retiros, earlier)
    weeks = before.cotizadas if before.reconocidas is None else before.reconocidas
    regimen = Regimen.LEY_73 if before.antes_de_1997 else Regimen.LEY_97
    new = semanas_de((last - stretches[-1][0]).days + 1)
    return reincorporacion(conservacion(earlier, weeks, regimen), stretches[-1][0], new)


def _plazo(regimen: Regimen, una: Conservacion, on: date) -> Plazo:
    como = tuple(paso.how for paso in una.pasos if paso.how is not None)
    return Plazo(_LEY[regimen], una.hasta, una.conserva(on), _RIGE[una.rige], como, _CITE[regimen])
