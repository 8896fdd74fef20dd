"""Entitlement and weeks as trees to be read, like every other figure of this area."""

from __future__ import annotations

from datetime import date

from ventanilla import law
from ventanilla.domain.affiliation import Historia
from ventanilla.kernel.text import Text
from ventanilla.law import Explained

from .semanas import Relacion, Retiros, Semanas, semanas
from .vigencia import Vigencia, vigencia


def vigencia_explicada(historia: Historia, on: date) -> tuple[Vigencia, Explained]:
    """The entitlement on a day, and its tree."""
    with law.recording() as used:
        found = vigencia(historia, on)
    both = ((Text("VIGENCIA_DESDE", "Desde"), found.desde), (Text("VIGENCIA_HASTA", "Hasta"), found.hasta))
    days = [Explained(title, day) for title, day in both if day is not None]
    tree = Explained(
        Text("VIGENCIA", "Derecho a la atención médica el {fecha}", fecha=on),
        "sí" if found.vigente else "no",
        found.motivo,
        found.cite,
        tuple(used),
        tuple(days),
    )
    return found, tree


def semanas_explicadas(historia: Historia, retiros: Retiros | None, on: date) -> tuple[Semanas, Explained]:
    """The weeks up to a day, and their tree: how many days, and in which employments."""
    with law.recording() as used:
        found = semanas(historia, retiros, on)
    days = Explained(
        Text("SEMANAS_DIAS", "Días cotizados; uno con varios empleos cuenta una vez"),
        found.dias,
        parts=tuple(_relacion(one) for one in found.relaciones),
    )
    parts = [days]
    if found.reconocidas is not None:
        parts.append(
            Explained(
                Text("SEMANAS_RECONOCIDAS", "Semanas reconocidas"),
                found.reconocidas,
                Text(
                    "SEMANAS_RECONOCIDAS_COMO",
                    "{cotizadas} cotizadas, menos {descontadas} descontadas, más {reintegradas} reintegradas.",
                    cotizadas=found.cotizadas,
                    descontadas=found.descontadas or 0,
                    reintegradas=found.reintegradas or 0,
                ),
                ("LSS 191",),
            )
        )
    tree = Explained(
        Text("SEMANAS", "Semanas cotizadas al {fecha}", fecha=on),
        found.cotizadas,
        Text("SEMANAS_COMO", "{dias} días entre siete.", dias=found.dias),
        used=tuple(used),
        parts=tuple(parts),
    )
    return found, tree


def _relacion(one: Relacion) -> Explained:
    """One employment, with its own days."""
    if one.baja is None:
        return Explained(
            Text("SEMANAS_EMPLEO", "{registro}, desde el {alta}", registro=one.registro_patronal, alta=one.alta),
            one.dias,
        )
    return Explained(
        Text(
            "SEMANAS_EMPLEO_CERRADO",
            "{registro}, del {alta} al {baja}",
            registro=one.registro_patronal,
            alta=one.alta,
            baja=one.baja,
        ),
        one.dias,
    )
