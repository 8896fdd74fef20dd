"""What the person would lose, in weeks and pesos, with its articles: nobody is found right or wrong by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import Historia
from ventanilla.domain.anomalies import Anomalia, Comparado, anomalias
from ventanilla.domain.history import perdida
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos, en_palabras, registros_en_palabras
from .form import OTRO, Solicitud

CITE: Final = ("LSS 15-I", "LSS 18", "LSS 167", "LSS 168", "Ley del Infonavit 29-II")
MAX_PARES: Final = 3  # receipts beside the register, the last ones, that one page holds
MAX_HALLAZGOS: Final = 1  # that one page holds: the newest one
NADA: Final = Text(
    "PERDIDA_NADA", "No encontramos nada que no cuadre en esos días. Si falta algo, pida una aclaración."
)
YA_ESTA: Final = Text(
    "PERDIDA_YA_ESTA", "El registro ya tiene esos días con ese empleador, y con ese salario o uno mayor."
)
SIN_EMPLEADOR: Final = Text("PERDIDA_SIN_EMPLEADOR", "Ese empleador ya no está en su historia. Elija otro y repita.")


@dataclass(frozen=True)
class Hallazgo:
    """One thing. ``semanas`` and ``pesos`` (centavos) None: sin dato. ``cuentas`` say how each figure is reached.

    ``pares`` are the days of a receipt, what it states and what was registered; ``mas_pares``, how many others do not
    fit.
    """

    titulo: Text
    que: Text
    semanas: int | None
    pesos: int | None
    cuentas: tuple[tuple[str, str], ...]
    significa: tuple[Text, ...]
    relojes: tuple[Text, ...]
    cite: tuple[str, ...]
    pares: tuple[tuple[str, str, str], ...] = ()
    mas_pares: int = 0


@dataclass(frozen=True)
class Constancia:
    """What is decided, and all that the document prints. ``dicho``: by the person's word, not by the register.

    ``recibos``: payroll receipts that the person gave, among what was looked at.
    """

    al: date
    nombre: str
    curp: str
    nss: str
    desde: date
    hasta: date
    dicho: bool
    hallazgos: tuple[Hallazgo, ...]
    mas: int  # things that this page has no room for
    recibos: int = 0


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Constancia]:
    """What was found in those days, or what the days and the wage that the person says would come to.

    Registers that contradict each other need a person (LSS 15): the figures would be of two people.
    """
    historia = hechos.historia
    found = _said(solicitud, historia, on) if solicitud.de == "dicho" else _found(solicitud, hechos, on)
    if isinstance(found, Reject):
        return found
    answer = Approve(
        Constancia(
            on, historia.nombre, historia.curp, historia.nss, solicitud.desde, solicitud.hasta,
            solicitud.de == "dicho", found[:MAX_HALLAZGOS], max(0, len(found) - MAX_HALLAZGOS),
            len(hechos.evidencia.recibos),
        )
    )  # fmt: skip
    doubts = tuple(dict.fromkeys(historia.contradictions))
    if doubts:
        return Refer(queue="afiliacion", why=tuple(doubt.reason for doubt in doubts), proposal=answer)
    return answer


def _found(solicitud: Solicitud, hechos: Hechos, on: date) -> tuple[Hallazgo, ...] | Reject:
    """What does not look right in some day of the period."""
    within = [
        one
        for one in anomalias(hechos.evidencia, on)
        if one.desde <= solicitud.hasta and (one.hasta is None or one.hasta >= solicitud.desde)
    ]
    if not within:
        return Reject((NADA,), ("LSS 15-I", "LSS 18"))
    return tuple(_hallazgo(one, hechos.historia) for one in within)


def _hallazgo(one: Anomalia, historia: Historia) -> Hallazgo:
    who = tuple(("Empleador", en_palabras(historia, registro)) for registro in one.registros)
    shown = one.comparados[-MAX_PARES:]
    return Hallazgo(
        titulo=one.clase.titulo,
        que=one.que,
        semanas=one.semanas,
        pesos=None if one.pesos is None else one.pesos.centavos,
        cuentas=who,
        significa=one.significa,
        relojes=one.relojes,
        cite=one.cite,
        pares=tuple(_par(pair) for pair in shown),
        mas_pares=len(one.comparados) - len(shown),
    )


def _par(pair: Comparado) -> tuple[str, str, str]:
    first, last = pair.periodo.first, pair.periodo.last
    return (f"{first:%d/%m/%Y} a {last:%d/%m/%Y}", str(pair.recibo), str(pair.registrado))


def _said(solicitud: Solicitud, historia: Historia, on: date) -> tuple[Hallazgo, ...] | Reject:
    """What the person's days and wage would come to, beside what is registered."""
    assert solicitud.salario is not None
    assert solicitud.empleador is not None
    registros = registros_en_palabras(historia)
    if solicitud.empleador not in registros and solicitud.empleador != OTRO:
        return Reject((SIN_EMPLEADOR,), ("LSS 15-I",))
    registro = registros.get(solicitud.empleador, "")
    period = Period(solicitud.desde, solicitud.hasta)
    lost = perdida(historia, period, solicitud.salario, registro, on)
    if not lost.dias and not lost.pesos and lost.pesos is not None:
        return Reject((YA_ESTA,), ("LSS 15-I",))
    return (
        Hallazgo(
            titulo=Text("PERDIDA_DICHO", "Días o salario que la persona dice y el registro no tiene"),
            que=Text(
                "PERDIDA_DICHO_QUE",
                "La persona dice que trabajó del {desde} al {hasta}, con {empleador}, por {salario} diarios.",
                desde=solicitud.desde,
                hasta=solicitud.hasta,
                empleador=solicitud.empleador if registro else "un empleador que no está en su historia",
                salario=str(solicitud.salario),
            ),
            semanas=lost.semanas,
            pesos=None if lost.pesos is None else lost.pesos.centavos,
            cuentas=(
                ("Días de ese tiempo que no están registrados con ese empleador", str(lost.dias)),
                ("Semanas cotizadas, con esos días", str(lost.con)),
                ("Semanas cotizadas, como está el registro", str(lost.sin)),
                ("Retiro, cesantía, vejez y vivienda, con ese salario", _pesos(lost.debido)),
                ("Lo mismo, con lo que está registrado", _pesos(lost.registrado)),
            ),
            significa=(),
            relojes=(),
            cite=CITE,
        ),
    )


def _pesos(amount: Money | None) -> str:
    return "Sin dato" if amount is None else str(amount)


def hecho(constancia: Constancia) -> Text:
    """What a stranger who scans the QR reads: the first figure and its day, and whose word it is."""
    first = constancia.hallazgos[0]
    return Text(
        "HECHO_PERDIDA",
        "Al {fecha}, del {desde} al {hasta}: {semanas} semanas y {pesos}, {segun}. No resuelve quién tiene razón.",
        fecha=constancia.al,
        desde=constancia.desde,
        hasta=constancia.hasta,
        semanas="sin dato de" if first.semanas is None else first.semanas,
        pesos="sin dato de pesos" if first.pesos is None else str(Money.of_centavos(first.pesos)),
        segun="según dice la persona" if constancia.dicho else "según el registro",
    )


def effects(constancia: Constancia) -> tuple[Effect, ...]:
    """Only what an approval does; the runner itself records, answers, refers and tells."""
    return (
        IssueDocument(
            "perdida.typ", constancia, valid_for_days=90, fact=str(hecho(constancia)), holder=constancia.nombre
        ),
    )
