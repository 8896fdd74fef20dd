"""The terms that run while something stays as it is, each with its last day. They decide nothing.

LSS 300: a year to collect a subsidy, and two where it is of a risk of work. LFT 518: two months to take a dismissal to
court, that begin when the notice of it is received in person (LFT 47) and stop while conciliation is asked for.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ventanilla import law
from ventanilla.domain.benefits import Cobro, prescripcion
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import Text
from ventanilla.law import LawError

AVISO_DE_DESPIDO: Final = Text(
    "RELOJ_DESPIDO_AVISO",
    "Ese plazo empieza al recibir en persona el aviso del despido, y la conciliación lo suspende (LFT 47, 518).",
)


def cobro(exigible: date, on: date) -> tuple[Text, ...]:
    """Until when a subsidy of those days can be collected: of an illness or maternity, and of a risk of work."""
    try:
        hasta = prescripcion(Cobro.SUBSIDIO, exigible).hasta
        riesgo = prescripcion(Cobro.SUBSIDIO_RIESGO, exigible).hasta
    except LawError:
        return ()
    if riesgo < on:
        return (
            Text(
                "RELOJ_COBRO_TERMINO",
                "El plazo para cobrar un subsidio del {dia} terminó el {fecha} (LSS 300).",
                dia=exigible,
                fecha=riesgo,
            ),
        )
    if hasta < on:
        return (
            Text(
                "RELOJ_COBRO_SOLO_RIESGO",
                "Un subsidio del {dia} ya no se cobra. Si fue por riesgo de trabajo, sí: hasta el {fecha} (LSS 300).",
                dia=exigible,
                fecha=riesgo,
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
    """Until when a dismissal of the day of a baja can be taken to court: no earlier than that."""
    try:
        hasta = months_after(baja, law.integer("lft.despido_meses", baja))
    except LawError:
        return ()
    if hasta < on:
        ended = Text(
            "RELOJ_DESPIDO_TERMINO",
            "Si fue un despido, el plazo para demandar pudo terminar el {fecha} (LFT 518).",
            fecha=hasta,
        )
        return (ended, AVISO_DE_DESPIDO)
    ends = Text(
        "RELOJ_DESPIDO_FECHA",
        "Si fue un despido, el plazo para demandar termina el {fecha} (LFT 518).",
        fecha=hasta,
    )
    return (ends, AVISO_DE_DESPIDO)
