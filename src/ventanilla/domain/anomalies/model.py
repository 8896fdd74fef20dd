"""What is looked at, and what is found: the contract of this package.

An anomaly is a question to the person («¿es correcto?»), never an accusation: it says what was seen with its figures,
what it would mean if it is wrong, and what can be done about it. It stands on movements that anybody can look up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Final, Literal
from uuid import UUID

from ventanilla.domain.affiliation import Certificado, Historia
from ventanilla.domain.contributions import Cobro, Zonas
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

Problema = Literal["fecha", "salario", "no_ocurrio", "falta"]


class ClaseAnomalia(Enum):
    """The kinds there are; each is found by one detector, and one fact is told once."""

    HUECO = "hueco"  # a baja and an alta with one employer, and days missing between them
    BAJAS_REPETIDAS = "bajas_repetidas"  # short bajas, again and again, with one employer
    REINGRESO_CON_MENOS = "reingreso_con_menos"  # out and in again in a short time, with a lower wage
    ROTACION = "rotacion"  # one employer moves the person between its registros
    SALARIO_BAJO = "salario_bajo"  # a wage that falls within an employment
    RECIBO_MAYOR = "recibo_mayor"  # the person's own receipts state more than the register
    RECIBO_SIN_ALTA = "recibo_sin_alta"  # receipts pay days that nobody registered
    BAJO_MINIMO = "bajo_minimo"  # under the minimum wage with its integration
    ESTANCADO = "estancado"  # the same wage while the minimum rises
    BAJA_EN_INCAPACIDAD = "baja_en_incapacidad"
    ALTA_TARDIA = "alta_tardia"  # known after the term of LSS 15-I
    ALTA_RETROACTIVA = "alta_retroactiva"  # known long after it
    PATRON_DESCONOCIDO = "patron_desconocido"
    DOS_EMPLEOS = "dos_empleos"  # two full-time jobs at once
    MESES_SIN_PAGO = "meses_sin_pago"
    NSS_DUPLICADO = "nss_duplicado"

    @property
    def titulo(self) -> Text:
        """A few words, for a list or a heading."""
        return _TITULOS[self]


_TITULOS: Final = {
    ClaseAnomalia.HUECO: Text("ANOMALIA_HUECO", "Le faltan días con un mismo empleador"),
    ClaseAnomalia.BAJAS_REPETIDAS: Text("ANOMALIA_BAJAS", "Bajas cortas que se repiten"),
    ClaseAnomalia.REINGRESO_CON_MENOS: Text("ANOMALIA_REINGRESO", "Le volvieron a registrar con menos salario"),
    ClaseAnomalia.ROTACION: Text("ANOMALIA_ROTACION", "Le cambian de un registro patronal a otro"),
    ClaseAnomalia.SALARIO_BAJO: Text("ANOMALIA_SALARIO", "Su salario registrado bajó"),
    ClaseAnomalia.RECIBO_MAYOR: Text("ANOMALIA_RECIBO", "Sus recibos dicen más salario que el registrado"),
    ClaseAnomalia.RECIBO_SIN_ALTA: Text("ANOMALIA_RECIBO_SIN_ALTA", "Le pagaron días que no están registrados"),
    ClaseAnomalia.BAJO_MINIMO: Text("ANOMALIA_MINIMO", "Está registrado con menos del mínimo"),
    ClaseAnomalia.ESTANCADO: Text("ANOMALIA_ESTANCADO", "Su salario registrado no cambia"),
    ClaseAnomalia.BAJA_EN_INCAPACIDAD: Text("ANOMALIA_INCAPACIDAD", "Le dieron de baja durante una incapacidad"),
    ClaseAnomalia.ALTA_TARDIA: Text("ANOMALIA_TARDIA", "Su alta se avisó fuera de plazo"),
    ClaseAnomalia.ALTA_RETROACTIVA: Text("ANOMALIA_RETROACTIVA", "Un empleo se registró mucho después"),
    ClaseAnomalia.PATRON_DESCONOCIDO: Text("ANOMALIA_DESCONOCIDO", "Un empleador que usted no reconoce"),
    ClaseAnomalia.DOS_EMPLEOS: Text("ANOMALIA_DOS_EMPLEOS", "Dos empleos de tiempo completo a la vez"),
    ClaseAnomalia.MESES_SIN_PAGO: Text("ANOMALIA_SIN_PAGO", "Meses que su empleador no pagó"),
    ClaseAnomalia.NSS_DUPLICADO: Text("ANOMALIA_NSS", "Tiene más de un Número de Seguridad Social"),
}


@dataclass(frozen=True, slots=True)
class ReciboPropio:
    """One ordinary receipt of the person's own (CFDI nómina): the base wage that it states for the days it pays.

    ``registro`` is "" where the receipt names none: then the employer is whoever has ``rfc_patron``. A receipt without
    a base wage, an extraordinary one, or one of another person says nothing here and is left out by who reads it.
    """

    registro: str
    rfc_patron: str
    periodo: Period
    sbc: Money


@dataclass(frozen=True, kw_only=True)
class Evidencia:
    """All that is known of one person, as the registers and the person say it. What is not known is said so.

    ``historia`` carries every movement, superseded ones included. ``empleadores`` says whose each registro is (an RFC,
    or any name that is the same for the same owner); a registro that is not there is its own employer. ``zonas``: where
    a registro was day by day, the general zone where it is not known, which never accuses. ``sustituciones``: pairs of
    registros of which a notice says that the second took the people of the first. ``no_reconoce``: registros that
    the person said they do not know. ``otros_nss``: numbers that are also theirs and nobody joined.
    ``cobros``: what collection tells of each registro, *sin dato* of others. ``cargado_hasta``: what was recorded up
    to that instant came from another system, and when it was recorded tells nothing.
    """

    historia: Historia
    certificados: tuple[Certificado, ...] = ()
    recibos: tuple[ReciboPropio, ...] = ()
    empleadores: Mapping[str, str] = field(default_factory=dict)
    zonas: Mapping[str, Zonas] = field(default_factory=dict)
    sustituciones: frozenset[tuple[str, str]] = frozenset()
    no_reconoce: frozenset[str] = frozenset()
    otros_nss: tuple[str, ...] = ()
    cobros: Mapping[str, Cobro] = field(default_factory=dict)
    cargado_hasta: datetime | None = None


@dataclass(frozen=True, slots=True)
class Comparado:
    """Side by side: what the register has on some days and what the receipt of those days states."""

    periodo: Period
    registrado: Money
    recibo: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomalia:
    """One thing that does not look right.

    ``registros`` are whose; of a receipt that names none, the RFC of who issued it. ``desde`` and ``hasta`` (None: it
    goes on) are the days it is about. ``movimientos`` are what it stands on: the
    first is the one that a dispute would be of, () where what is missing is a movement. ``que`` says what was seen.
    ``significa`` says what it means for care, incapacity pay and pension. ``semanas`` are the weeks that would be lost
    and ``pesos`` what retirement and housing accounts would lack, each the difference of the same computation with and
    without the fault; None is «sin dato», and zero is said only where it was computed. ``relojes`` are terms that run.
    ``problema`` is what a dispute would begin with (``aclaracion``), None where another trámite mends it.
    """

    clase: ClaseAnomalia
    registros: tuple[str, ...]
    desde: date
    hasta: date | None
    movimientos: tuple[UUID, ...]
    que: Text
    significa: tuple[Text, ...]
    semanas: int | None
    pesos: Money | None
    relojes: tuple[Text, ...]
    cite: tuple[str, ...]
    problema: Problema | None
    comparados: tuple[Comparado, ...] = ()

    @property
    def clave(self) -> str:
        """Its name while it stands: the same on every day that it is looked for, and of no other of the person."""
        return "/".join((self.clase.value, *self.registros, self.desde.isoformat()))
