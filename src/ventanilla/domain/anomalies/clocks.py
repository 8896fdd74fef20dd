"""The terms that run while something stays as it is, each with its last day (LSS 300; LFT 518). They decide nothing."""

from __future__ import annotations

from datetime import date

from ventanilla import law
from ventanilla.domain.benefits import Cobro, prescripcion
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import Text
from ventanilla.law import LawError


def cobro(exigible: date, on: date) -> tuple[Text, ...]:
    """Until when a subsidy of those days can be collected."""
    try:
        hasta = prescripcion(Cobro.SUBSIDIO, exigible).hasta
    except LawError:
        return ()
    if hasta < on:
        return (
            Text(
                "RELOJ_COBRO_TERMINO",
                "El plazo para cobrar un subsidio del {dia} terminó el {fecha} (LSS 300).",
                dia=exigible,
                fecha=hasta,
            ),
        )
    return (
        Text(
            "RELOJ_COBRO_FECHA",
            "Un subsidio del {dia} se puede cobrar hasta el {fecha} (LSS 300).",
            dia=exigible,
            fecha=hasta,
        ),
    )


def despido(baja: date, on: date) -> tuple[Text, ...]:
    """Until when a dismissal of the day of a baja can be taken to court."""
    try:
        hasta = months_after(baja, law.integer("lft.despido_meses", baja))
    except LawError:
        return ()
    if hasta < on:
        return (
            Text(
                "RELOJ_DESPIDO_TERMINO",
                "Si fue un despido, el plazo para demandar terminó el {fecha} (LFT 518).",
                fecha=hasta,
            ),
        )
    return (
        Text(
            "RELOJ_DESPIDO_FECHA",
            "Si fue un despido, el plazo para demandar termina el {fecha} (LFT 518).",
            fecha=hasta,
        ),
    )
