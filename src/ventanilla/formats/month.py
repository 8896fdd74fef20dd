"""What an employer owes with a month: its own branches and, where it is even, those of its bimester.

With the totals by branch, the last day to pay, what another profile would give, and the tree that explains each total
as ``explicar`` explains the account of one worker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ventanilla import law
from ventanilla.domain.contributions import (
    RAMOS,
    Bill,
    CuotasError,
    Determinacion,
    Parte,
    determinar,
    explicar,
)
from ventanilla.domain.contributions.due_date import Vencimiento, fecha_limite
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.law import Explained, Used

from .accounts import Contexto, Determinada, determinar_planilla
from .cedula.composing import amortizacion_de, periodos
from .planilla import Patronal

MAX_EXPLAINED: Final = 20  # workers of a branch whose own lines are told; the others are one amount
_POLITICA: Final = "politica/"


@dataclass(frozen=True, slots=True)
class Concepto:
    """A branch of all the workers of an employer: what each side pays, and of how many ``personas``."""

    ramo: str
    titulo: str
    cite: str
    patron: Money
    obrero: Money
    personas: int
    usados: tuple[Used, ...]

    @property
    def total(self) -> Money:
        """Both sides."""
        return self.patron + self.obrero


@dataclass(frozen=True, slots=True)
class Liquidacion:
    """The branches of one ``bill`` in its ``periodo``; ``vence`` is None where a year has no table of working days."""

    bill: Bill
    periodo: Period
    determinada: Determinada
    conceptos: tuple[Concepto, ...]
    vence: Vencimiento | None

    @property
    def patron(self) -> Money:
        """What the employer pays."""
        return Money.total(one.patron for one in self.conceptos)

    @property
    def obrero(self) -> Money:
        """What the workers pay, withheld by the employer (LSS 38)."""
        return Money.total(one.obrero for one in self.conceptos)

    @property
    def total(self) -> Money:
        """Both sides."""
        return self.patron + self.obrero


def liquidar(patronal: Patronal, month: Period, contexto: Contexto) -> tuple[Liquidacion, ...]:
    """What is paid with ``month`` for the workers of ``patronal``, a bill after the other.

    LawError where the law that is loaded does not reach. Who cannot be determined is among the findings of each.
    """
    try:
        due = fecha_limite(month.first.year, month.first.month)
    except MissingYear:
        due = None
    found = []
    for bill, days in periodos(month).items():
        determinada = determinar_planilla(patronal, days, contexto, (bill,))
        found.append(Liquidacion(bill, days, determinada, _conceptos(determinada), due))
    return tuple(found)


def retenido(patronal: Patronal, found: Liquidacion) -> Money | None:
    """What is withheld for housing credits and paid with a bimester, apart from what is owed. Zero in a month alone.

    None where somebody's credit cannot be worked out: the sum of the others is not what is withheld.
    """
    withheld = []
    if found.bill is Bill.BIMONTHLY:
        month = Period.month(found.periodo.last.year, found.periodo.last.month)
        for clave, worker in found.determinada.trabajadores.items():
            try:
                one = amortizacion_de(patronal.personas[clave], worker, month)
            except CuotasError:
                return None
            withheld += [] if one is None else [one.total]
    return Money.total(withheld)


def _conceptos(found: Determinada) -> tuple[Concepto, ...]:
    patron: dict[str, int] = {}
    obrero: dict[str, int] = {}
    people: dict[str, int] = {}
    read: dict[str, dict[Used, None]] = {}
    heard: set[tuple[str, int]] = set()  # the same tuple comes thousands of times
    for debido in found.debidos.values():
        with_branch = set()
        for linea in debido.lineas:
            side = patron if linea.a_cargo_de is Parte.PATRON else obrero
            side[linea.ramo] = side.get(linea.ramo, 0) + linea.importe.centavos
            with_branch.add(linea.ramo)
            if (linea.ramo, id(linea.usados)) not in heard:
                heard.add((linea.ramo, id(linea.usados)))
                read.setdefault(linea.ramo, {}).update(dict.fromkeys(linea.usados))
        for ramo in with_branch:
            people[ramo] = people.get(ramo, 0) + 1
    return tuple(
        Concepto(
            ramo.key,
            ramo.title,
            ramo.cite,
            Money.of_centavos(patron.get(ramo.key, 0)),
            Money.of_centavos(obrero.get(ramo.key, 0)),
            people[ramo.key],
            tuple(read.get(ramo.key, ())),
        )
        for ramo in RAMOS
        if ramo.key in people
    )


def con_perfil(liquidacion: Liquidacion, contexto: Contexto, perfil: str) -> Money:
    """The total of both sides under the choices of another profile; only who read one of them is determined anew.

    It is asked outside of any ``law.choosing``: a profile keeps the default of what it does not name.
    """
    values = law.profile(perfil).values
    centavos = 0
    with law.choosing(values):
        for clave, debido in liquidacion.determinada.debidos.items():
            if _chooses_otherwise(debido):
                worker = liquidacion.determinada.trabajadores[clave]
                debido = determinar(worker, liquidacion.periodo, contexto.patron, (liquidacion.bill,))
            centavos += debido.patron.centavos + debido.obrero.centavos
    return Money.of_centavos(centavos)


def _chooses_otherwise(debido: Determinacion) -> bool:
    """Whether a policy that was read has another value here."""
    return any(
        used.key.startswith(_POLITICA) and law.policy(used.key.removeprefix(_POLITICA)).value != used.value
        for used in debido.usados
    )


# -- why each total


def explicar_liquidacion(one: Liquidacion) -> Explained:
    """The total of a bill: its branches, each with how many people it adds up and what was read of the law."""
    return Explained(
        Text("LIQUIDACION_TOTAL", "Total de {personas} personas", personas=len(one.determinada.debidos)),
        one.total,
        _shares(one.patron, one.obrero),
        parts=tuple(
            Explained(
                Text(f"RAMO_{concepto.ramo.upper()}", concepto.titulo),
                concepto.total,
                _shares(concepto.patron, concepto.obrero),
                (concepto.cite,),
                concepto.usados,
            )
            for concepto in one.conceptos
        ),
    )


def _shares(patron: Money, obrero: Money) -> Text:
    return Text(
        "LIQUIDACION_A_CARGO",
        "A cargo del patrón {patron}; de las personas trabajadoras {obrero}.",
        patron=str(patron),
        obrero=str(obrero),
    )


def explicar_concepto(one: Liquidacion, ramo: str, nombres: Mapping[str, str]) -> Explained | None:
    """A branch of a bill, worker by worker, the largest first; None if the bill has no such branch.

    ``nombres`` are the workers' by their key. Beyond ``MAX_EXPLAINED`` workers, the others are one amount.
    """
    concepto = next((each for each in one.conceptos if each.ramo == ramo), None)
    if concepto is None:
        return None
    amounts = sorted(_amounts(one.determinada.debidos.items(), ramo), key=lambda pair: (-pair[1].centavos, pair[0]))
    parts = [
        _of_person(nombres.get(clave, clave), amount, one.determinada.debidos[clave], ramo)
        for clave, amount in amounts[:MAX_EXPLAINED]
    ]
    rest = amounts[MAX_EXPLAINED:]
    if rest:
        title = Text("CONCEPTO_LOS_DEMAS", "Las otras {personas} personas", personas=len(rest))
        parts.append(Explained(title, Money.total(amount for _, amount in rest)))
    return Explained(
        Text(f"RAMO_{ramo.upper()}", concepto.titulo),
        concepto.total,
        _shares(concepto.patron, concepto.obrero),
        (concepto.cite,),
        parts=tuple(parts),
    )


def _amounts(debidos: Iterable[tuple[str, Determinacion]], ramo: str) -> Iterator[tuple[str, Money]]:
    for clave, debido in debidos:
        lines = [linea.importe for linea in debido.lineas if linea.ramo == ramo]
        if lines:
            yield clave, Money.total(lines)


def _of_person(nombre: str, amount: Money, debido: Determinacion, ramo: str) -> Explained:
    branch = next(part for part in explicar(debido).parts if part.title.code == f"RAMO_{ramo.upper()}")
    return Explained(Text("CONCEPTO_PERSONA", "{nombre}", nombre=nombre), amount, parts=branch.parts)
