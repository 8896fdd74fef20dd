"""What any file says of one worker, each with the place that says it: the common words of every format.

A record holds what was written, in the domain's types; what no format gives is empty. Codes of the institution
(``tipo_trabajador``, ``causa``, ``rama``) stay as it writes them.

>>> from ventanilla.kernel.money import Money
>>> Movimiento(Place("ALTAS.TXT", 1), "Z9912345105", "99178500015", TipoAviso.ALTA, date(2026, 1, 15), Money("687.70"))
... # doctest: +ELLIPSIS
Movimiento(place=Place(file='ALTAS.TXT', line=1, column=0, sheet=''), registro='Z9912345105', ...
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ventanilla.domain.contributions import TipoAviso
from ventanilla.domain.contributions.branches import Bill
from ventanilla.domain.contributions.determination import Parte
from ventanilla.kernel.money import Money

from .finding import Place


@dataclass(frozen=True, slots=True)
class Nombre:
    """A name in its parts, in capitals, with its Ñ. Somebody with one surname has it as ``primer_apellido``."""

    primer_apellido: str
    segundo_apellido: str
    nombres: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.nombres, self.primer_apellido, self.segundo_apellido) if part)


@dataclass(frozen=True, slots=True)
class Movimiento:
    """An alta or reingreso, a modificación or a baja. ``causa`` is of a baja; ``sbc`` of the other two."""

    place: Place
    registro: str
    nss: str
    tipo: TipoAviso
    fecha: date
    sbc: Money | None = None
    nombre: Nombre | None = None
    curp: str = ""
    rfc: str = ""
    tipo_trabajador: str = ""
    tipo_salario: str = ""
    jornada: str = ""
    umf: str = ""
    guia: str = ""
    clave: str = ""  # the employer's own key of the worker
    causa: str = ""
    recibido: date | None = None  # None: in time
    de_lista: bool = False  # somebody keeps it by hand: what a program or the institution says prevails


@dataclass(frozen=True, slots=True)
class Ficha:
    """A worker as an employer's program keeps it (ASEG and AFIL of SUA, a list of payroll): whom, since when, at what.

    ``fecha_alta`` and ``sbc`` open the worker's days where no movement does.
    """

    place: Place
    registro: str
    nss: str
    nombre: Nombre | None = None
    curp: str = ""
    rfc: str = ""
    fecha_alta: date | None = None
    sbc: Money | None = None
    diario: Money | None = None
    tipo_trabajador: str = ""
    tipo_salario: str = ""
    jornada: str = ""
    umf: str = ""
    ubicacion: str = ""
    clave: str = ""
    codigo_postal: str = ""
    nacimiento: date | None = None
    lugar_nacimiento: str = ""
    entidad_nacimiento: str = ""
    ocupacion: str = ""
    sexo: str = ""
    fecha_baja: date | None = None
    de_lista: bool = False  # as in Movimiento


@dataclass(frozen=True, slots=True)
class Ausentismo:
    """``dias`` days without work nor pay, from ``desde`` on."""

    place: Place
    registro: str
    nss: str
    desde: date
    dias: int


@dataclass(frozen=True, slots=True)
class Incapacidad:
    """A certificate. ``rama`` is SUA's: 1 RT, 2 EG, 3 maternidad, 4 licencia 140 Bis, "" where the file does not say.

    ``dias`` are all the certified days; ``hasta`` None where only the days were written.
    """

    place: Place
    registro: str
    nss: str
    folio: str
    desde: date
    dias: int
    hasta: date | None = None
    rama: str = ""
    riesgo: str = ""
    secuela: str = ""
    control: str = ""
    porcentaje: int = 0
    tipo_incidencia: str = "1"


@dataclass(frozen=True, slots=True)
class Credito:
    """A housing credit, or a change of it. ``tipo`` is SUA's 15 to 20; ``descuento`` 1 percent, 2 fixed, 3 factor."""

    place: Place
    registro: str
    nss: str
    numero: str
    tipo: str
    fecha: date
    descuento: str
    valor: Decimal  # percent, pesos or times the UMI, as ``descuento`` says
    tabla_disminucion: bool = False


@dataclass(frozen=True, slots=True)
class IncapacidadPagada:
    """What one payroll receipt says of an incapacity: ``tipo`` is SAT's 01 RT, 02 EG, 03 maternidad, 04 licencia."""

    tipo: str
    dias: int
    importe: Money | None = None


@dataclass(frozen=True, slots=True)
class Recibo:
    """One payroll receipt (CFDI nómina 1.2). ``deducciones`` and ``percepciones`` are totals by SAT's three-digit key.

    ``uuid`` is the fiscal stamp's, "" where there is none.
    """

    place: Place
    registro: str
    nss: str
    uuid: str = ""
    curp: str = ""
    rfc: str = ""
    rfc_patron: str = ""
    nombre_completo: str = ""
    pago: date | None = None
    desde: date | None = None
    hasta: date | None = None
    dias_pagados: Decimal = Decimal(0)
    ordinaria: bool = True
    fecha_alta: date | None = None
    sbc: Money | None = None  # SalarioBaseCotApor
    sdi: Money | None = None  # SalarioDiarioIntegrado
    tipo_contrato: str = ""
    tipo_jornada: str = ""
    tipo_regimen: str = ""
    riesgo_puesto: str = ""
    entidad: str = ""
    clave: str = ""
    incapacidades: tuple[IncapacidadPagada, ...] = ()
    deducciones: Mapping[str, Money] = field(default_factory=dict)
    percepciones: Mapping[str, Money] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cobro:
    """A row of what another program determined (emission, another cédula): days, base and amounts by branch and share.

    ``mes`` is the month of an EMA or the second month of an EBA's bimester, its first day. ``origen`` and ``tipo`` are
    the institution's own letters. ``primas`` and credits are not told by an emission.
    """

    place: Place
    registro: str
    nss: str
    mes: date
    bill: Bill
    dias: int
    sbc: Money
    importes: Mapping[tuple[str, Parte], Money]
    nombre: Nombre | None = None
    curp: str = ""
    origen: str = ""
    tipo: str = ""
    fecha: date | None = None
    credito: str = ""
    descuento: str = ""
    valor: Decimal | None = None
    amortizacion: Money | None = None
    dias_ramo: Mapping[str, int] = field(default_factory=dict)  # charged in a branch, where they are not ``dias``
    resumen: bool = False  # one row for all the period: it tells no stretch of days from another


Record = Movimiento | Ficha | Ausentismo | Incapacidad | Credito | Recibo | Cobro
