"""What every output of a cédula says: the employer, the periods, each worker to the centavo, and why.

A month has the branches billed monthly; an even month, those of its bimester beside them. Each worker keeps the
amounts by branch and the *lapsos* they come from: days with one wage, with the base, the rate and the amount of each
branch. Nothing is worked out again in an output: XLSX, PDF, CSV, JSON and Arrow write what is here.

>>> from decimal import Decimal
>>> from ventanilla.domain.contributions import Prima
>>> mes = Period.month(2026, 6)
>>> datos = DatosPatron("Z9912345105", Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),)))
>>> una = componer({"99178500015": Trabajador.fijo(Money("400.00"), mes)}, datos, {Bill.MONTHLY: mes})
>>> una.patron, una.obrero, una.periodos[0].vence
(Money('1339.03'), Money('155.77'), datetime.date(2026, 7, 20))
>>> lapso = una.asegurados[0].lapsos[0]
>>> lapso.dias, lapso.sbc, lapso.lineas[0].tasa, lapso.lineas[0].importe
(30, Money('400.00'), Decimal('20.40'), Money('717.94'))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from ventanilla import law
from ventanilla.domain.contributions import (
    Bill,
    CuotasError,
    Determinacion,
    Parte,
    Patron,
    Period,
    Trabajador,
    by_key,
    determinar,
)
from ventanilla.domain.contributions.cedula import COLUMNAS, Cedula, Columna, Renglon
from ventanilla.domain.contributions.determination import descuenta_ausencias, por_segmento
from ventanilla.domain.contributions.due_date import Vencimiento, fecha_limite
from ventanilla.domain.contributions.housing_credit import Amortizacion
from ventanilla.formats.finding import Finding
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.law import Used

from .lapsos import Juego, Lapso, Lapsos
from .legal import Fundamento, Politica, fundamentos, politicas

MAX_FALTAS: Final = 1_000  # workers without determination that are told one by one
NINGUNA: Final[Mapping[str, Amortizacion]] = MappingProxyType({})
_NADA: Final = Money.of_centavos(0)
_ORDER: Final = {Bill.MONTHLY: 0, Bill.BIMONTHLY: 1}
NO_OFICIAL: Final = Text(
    "NO_ES_OFICIAL",
    "Este documento no es oficial: es un cálculo hecho con los datos que usted dio. No sustituye la cédula ni el pago "
    "que se presentan al Instituto.",
)


@dataclass(frozen=True, slots=True)
class DatosPatron:
    """Whose cédula it is. ``registro`` has eleven characters; ``nombre`` and ``rfc`` are "" where nobody gave them."""

    registro: str
    patron: Patron
    nombre: str = ""
    rfc: str = ""


@dataclass(frozen=True, slots=True)
class Persona:
    """Who a worker is; ``clave`` is the employer's own, ``origen`` the files that say it."""

    nss: str
    nombre: str = ""
    curp: str = ""
    clave: str = ""
    origen: str = ""


@dataclass(frozen=True, slots=True)
class Parcial:
    """The branches billed as ``bill`` in ``periodo``. ``vencimiento`` is None where the period is no whole month or
    bimester, or its year has no table of non-working days (``supuestos`` says so)."""

    bill: Bill
    periodo: Period
    vencimiento: Vencimiento | None

    @property
    def vence(self) -> date | None:
        """The last day to pay."""
        return self.vencimiento.fecha if self.vencimiento else None


@dataclass(frozen=True, slots=True)
class Asegurado:
    """One worker: the amounts of each column, whoever pays them; what each side pays; and the lapsos behind.

    ``cuenta`` has, for each bill, the insured days of its period without discount, and the last wage that contributes.
    """

    clave: str
    persona: Persona
    trabajador: Trabajador
    renglon: Renglon
    cuenta: tuple[tuple[int, Money], ...]
    lapsos: tuple[Lapso, ...]
    advertencias: tuple[Text, ...]

    @property
    def total(self) -> Money:
        """Both sides."""
        return self.renglon.patron + self.renglon.obrero

    def de(self, bill: Bill) -> tuple[Lapso, ...]:
        """Its lapsos of the branches billed as ``bill``, in order."""
        return tuple(lapso for lapso in self.lapsos if lapso.bill is bill)


@dataclass(frozen=True, slots=True)
class Descuento:
    """Which days a column does not charge, by law or by policy."""

    incapacidad: bool
    ausencias: bool


class CedulaIncompleta(CuotasError):
    """Workers for whom nothing can be computed: a cédula without them would be a false one. ``faltas``: key, reason."""

    def __init__(self, faltas: Sequence[tuple[str, Text]], total: int) -> None:
        clave, reason = faltas[0]
        super().__init__(
            "trabajadores",
            Text(
                "CEDULA_INCOMPLETA",
                "No se pudo calcular a {cuantos} personas. La primera es {clave}: {motivo}",
                cuantos=total,
                clave=clave,
                motivo=str(reason),
            ),
        )
        self.faltas = tuple(faltas)
        self.total = total


@dataclass(frozen=True, slots=True)
class CedulaImpresa:
    """A cédula with all that its readers ask: see the module.

    ``juegos`` are the sets of rates that the lapsos name by their place; ``descuentos`` go with the columns;
    ``usados`` is all that was read of the law. ``amortizaciones`` are of who has a housing credit, by their key: the
    employer withholds them and pays them with the bimester, and they are no contribution (LINFONAVIT 29-III).
    """

    datos: DatosPatron
    periodos: tuple[Parcial, ...]
    columnas: tuple[Columna, ...]
    asegurados: tuple[Asegurado, ...]
    juegos: tuple[Juego, ...]
    descuentos: tuple[Descuento, ...]
    redondeo_por_segmento: bool
    usados: tuple[Used, ...]
    perfil: str = ""
    supuestos: tuple[Text, ...] = ()
    hallazgos: tuple[Finding, ...] = ()
    amortizaciones: Mapping[str, Amortizacion] = field(default_factory=dict)
    _totales: tuple[Money, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        sums = [0] * len(self.columnas)
        for one in self.asegurados:
            for n, importe in enumerate(one.renglon.importes):
                sums[n] += importe.centavos
        object.__setattr__(self, "_totales", tuple(map(Money.of_centavos, sums)))

    @property
    def totales(self) -> tuple[Money, ...]:
        """The sum of each column."""
        return self._totales

    @property
    def patron(self) -> Money:
        """What the employer pays."""
        return Money.total(one.renglon.patron for one in self.asegurados)

    @property
    def obrero(self) -> Money:
        """What the workers pay, withheld by the employer (LSS 38)."""
        return Money.total(one.renglon.obrero for one in self.asegurados)

    @property
    def total(self) -> Money:
        """What is paid."""
        return Money.total(self.totales)

    @property
    def amortizacion(self) -> Money:
        """What is withheld for housing credits, their insurance among it."""
        return Money.total(one.total for one in self.amortizaciones.values())

    @property
    def titulo_perfil(self) -> str:
        """What the profile of choices is called; "" for the defaults."""
        return law.profile(self.perfil).title if self.perfil else ""

    @property
    def fundamentos(self) -> tuple[Fundamento, ...]:
        """The values of the law that were read, each with its title, date and article."""
        return fundamentos(self.usados)

    @property
    def politicas(self) -> tuple[Politica, ...]:
        """The open questions that were answered on the way, with the answer in words."""
        return politicas(self.usados)

    @property
    def cedula(self) -> Cedula:
        """The same as the domain has it, to be compared with another one of the same periods."""
        longest = max((parcial.periodo for parcial in self.periodos), key=lambda periodo: periodo.days)
        return Cedula(longest, self.columnas, tuple(one.renglon for one in self.asegurados), self.usados)

    def advertencias(self) -> Iterator[tuple[Asegurado, Text]]:
        """What should be looked at before paying, worker by worker."""
        return ((one, text) for one in self.asegurados for text in one.advertencias)

    def suma(self, ramo: str, parte: Parte) -> Money | None:
        """The total of a share; None where it is none of the columns."""
        for columna, total in zip(self.columnas, self.totales, strict=True):
            if (columna.ramo, columna.parte) == (ramo, parte):
                return total
        return None


def componer(
    trabajadores: Mapping[str, Trabajador],
    datos: DatosPatron,
    periodos: Mapping[Bill, Period],
    *,
    personas: Mapping[str, Persona] | None = None,
    perfil: str = "",
    supuestos: Sequence[Text] = (),
    hallazgos: Sequence[Finding] = (),
    amortizaciones: Mapping[str, Amortizacion] = NINGUNA,
) -> CedulaImpresa:
    """The cédula of ``trabajadores``, by their key (an NSS, where ``personas`` says no other), each bill in its period.

    The choices of law in force are those used: open ``law.choosing`` with the profile's values, and name it in
    ``perfil``. CedulaIncompleta, with all of them, if somebody cannot be computed; LawError if nobody can, because the
    law loaded does not reach. CuotasError without periods.
    """
    bills = sorted(periodos, key=_ORDER.__getitem__)
    if not bills:
        raise CuotasError("periodo", Text("CEDULA_SIN_PERIODO", "Diga de qué mes o bimestre es la cédula."))
    columns = tuple(column for column in COLUMNAS if column.period in periodos)
    lapsos, used, known = Lapsos(columns), _Read(), personas or {}
    found: list[Asegurado] = []
    faltas: list[tuple[str, Text]] = []
    missing = 0
    for clave, trabajador in trabajadores.items():
        try:
            determined = [(bill, determinar(trabajador, periodos[bill], datos.patron, (bill,))) for bill in bills]
        except (CuotasError, law.LawError) as error:
            missing += 1
            if isinstance(error, law.LawError) and missing == len(trabajadores):
                raise  # it is not of anybody: a year, or a modalidad, that nobody loaded
            if len(faltas) < MAX_FALTAS:
                faltas.append((clave, error.reason))
            continue
        persona = known.get(clave) or Persona(clave)
        found.append(_asegurado(clave, persona, trabajador, determined, columns, lapsos))
        for _, debido in determined:
            used.hear(debido)
    if faltas:
        raise CedulaIncompleta(faltas, missing)
    partials, said = _parciales([(bill, periodos[bill]) for bill in bills])
    return CedulaImpresa(
        datos=datos,
        periodos=partials,
        columnas=columns,
        asegurados=tuple(found),
        juegos=lapsos.juegos,
        descuentos=tuple(_descuento(column) for column in columns),
        redondeo_por_segmento=por_segmento().valor,
        usados=used.once(),
        perfil=perfil,
        supuestos=(*supuestos, *said),
        hallazgos=tuple(hallazgos),
        amortizaciones=amortizaciones,
    )


def _asegurado(
    clave: str,
    persona: Persona,
    trabajador: Trabajador,
    determined: list[tuple[Bill, Determinacion]],
    columns: tuple[Columna, ...],
    lapsos: Lapsos,
) -> Asegurado:
    sums = [0] * len(columns)
    patron = obrero = 0
    own: list[Lapso] = []
    for bill, debido in determined:
        for lapso in lapsos.de(trabajador, bill, debido):
            own.append(lapso)
            for n, linea in zip(lapsos.columnas(bill), lapso.lineas, strict=True):
                if linea is not None:
                    centavos = linea.importe.centavos
                    sums[n] += centavos
                    if linea.a_cargo_de is Parte.PATRON:
                        patron += centavos
                    else:
                        obrero += centavos
    cuenta = []
    for bill, _ in determined:
        mine = [lapso for lapso in own if lapso.bill is bill and not lapso.aparte]
        cuenta.append((sum(lapso.dias for lapso in mine), mine[-1].sbc if mine else _NADA))
    renglon = Renglon(clave, tuple(map(Money.of_centavos, sums)), Money.of_centavos(patron), Money.of_centavos(obrero))
    return Asegurado(
        clave=clave,
        persona=persona,
        trabajador=trabajador,
        renglon=renglon,
        cuenta=tuple(cuenta),
        lapsos=tuple(own),
        advertencias=tuple(dict.fromkeys(text for _, debido in determined for text in debido.advertencias)),
    )


def _descuento(column: Columna) -> Descuento:
    ramo = by_key(column.ramo)
    return Descuento(ramo.days.drops_incapacity, descuenta_ausencias(ramo).valor)


def _parciales(given: Sequence[tuple[Bill, Period]]) -> tuple[tuple[Parcial, ...], list[Text]]:
    """Each bill with its due date, and what is to be said where there is none."""
    partials, said = [], []
    for bill, periodo in given:
        vencimiento = None
        last = periodo.last
        months = (last.year - periodo.first.year) * 12 + last.month - periodo.first.month
        whole = periodo.first.day == 1 and last == Period.month(last.year, last.month).last
        if whole and months == (1 if bill is Bill.BIMONTHLY else 0):
            try:
                vencimiento = fecha_limite(last.year, last.month)
            except MissingYear as error:
                said.append(error.told)
        partials.append(Parcial(bill, periodo, vencimiento))
    return tuple(partials), said


class _Read:
    """All that was read of the law, each thing once. The same few tuples come thousands of times: they are told apart
    by the objects they hold, which stay alive here, and not compared."""

    def __init__(self) -> None:
        self._heard: dict[tuple[int, ...], tuple[Used, ...]] = {}

    def hear(self, debido: Determinacion) -> None:
        """What one determination read."""
        for linea in debido.lineas:
            self._heard.setdefault(tuple(map(id, linea.usados)), linea.usados)
        if debido.omitidos:
            self._heard.setdefault(tuple(map(id, debido.omitidos)), debido.omitidos)

    def once(self) -> tuple[Used, ...]:
        """In the order in which it was first read."""
        return tuple(dict.fromkeys(used for each in self._heard.values() for used in each))
