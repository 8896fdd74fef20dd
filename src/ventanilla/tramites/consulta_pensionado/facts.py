"""What the registers hold of the pension, and what whoever pays it told."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Historia, HistoriaDe
from ventanilla.domain.benefits import PagoPension, PagosDe, mes_en_palabras
from ventanilla.kit import Actor, Found, Registers

from .form import SIN_PAGOS, Solicitud


@dataclass(frozen=True)
class Hechos:
    """``pagos`` None: nobody to ask is connected, which is not the same as none."""

    historia: Historia
    pagos: tuple[PagoPension, ...] | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whom the case is about."""
    return Hechos(ask(HistoriaDe(actor.subject)), ask(PagosDe(actor.subject)))


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """The pension that is registered, and how many payments were told."""
    pension = hechos.historia.pension
    return (
        ("Pensión registrada", "Ninguna" if pension is None else pension.tipo.words),
        ("Pagos que constan", "Sin dato" if hechos.pagos is None else str(len(hechos.pagos))),
    )


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """The months with an amount, the newest first."""
    paid = [one for one in ask(PagosDe(actor.subject)) or () if one.conceptos]
    months = tuple(mes_en_palabras(one.mes) for one in sorted(paid, key=lambda one: one.mes, reverse=True))
    return {"mes": months or (SIN_PAGOS,)}
