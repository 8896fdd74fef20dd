"""What is known of the person: the same evidence that their own history is looked at with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ventanilla.domain.affiliation import Historia, HistoriaDe
from ventanilla.domain.anomalies import Evidencia, EvidenciaDe
from ventanilla.kit import Actor, Registers

from .form import OTRO, Solicitud

MAX_OPTIONS: Final = 100  # employers that are offered, the last one used first


@dataclass(frozen=True)
class Hechos:
    """The history, certificates and receipts, employers and zones, as one answer."""

    evidencia: Evidencia

    @property
    def historia(self) -> Historia:
        """Whose it is, and what was filed."""
        return self.evidencia.historia


def en_palabras(historia: Historia, registro: str) -> str:
    """An employer as the person chooses it, and as the page says it."""
    names = {one.registro_patronal: one.nombre for one in historia.patrones}
    return f"{names.get(registro, registro)} (registro {registro})"


def registros_en_palabras(historia: Historia) -> dict[str, str]:
    """The registros of the history, by their words."""
    used = sorted(historia.movimientos, key=lambda one: (one.on, one.recorded, one.id), reverse=True)
    registros = list(dict.fromkeys(one.registro_patronal for one in used))[:MAX_OPTIONS]
    return {en_palabras(historia, one): one for one in registros}


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """What the person chooses among: their employers, and one that is not there."""
    return {"empleador": (*registros_en_palabras(ask(HistoriaDe(actor.subject))), OTRO)}


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Each ``ask`` is answered by the app that owns the answer, and stored with the decision."""
    return Hechos(ask(EvidenciaDe(actor.subject)))
