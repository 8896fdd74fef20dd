"""What an accepted notice is made of: the order to the ledger, what is said of it, and what its constancia prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import RegistrarMovimiento, Tipo, Trabajador
from ventanilla.domain.affiliation.registro import Registro, Situacion
from ventanilla.domain.identifiers import registro_patronal
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

Fila = tuple[str, str, str]
"""A concept, before and after, in words."""

SEPARATOR: Final = " · "  # of a registro's own words, after its number
QUEUE: Final = "afiliacion"  # of the officials who look at what a rule cannot settle
NINGUNO: Final = "Ninguno"
PLAZO: Final = "racerf.57.aviso_dias"
UNLOADED: Final = (law.LawError, MissingYear)  # a day whose law is not loaded; both carry a ``told``
TIPOS: Final = {Tipo.ALTA: "Alta", Tipo.MODIFICACION: "Cambio de salario", Tipo.BAJA: "Baja"}


@dataclass(frozen=True)
class ConstanciaMovimiento:
    """All that the document of a notice prints. ``efectiva`` is the day on which it counts; ``sbc`` "" for a baja.

    ``firma`` signed it, ``por`` whom ("": for themself).
    """

    tipo: str
    patron: str
    registro: str
    nombre: str
    nss: str
    declarada: date
    efectiva: date
    sbc: str
    datos: tuple[tuple[str, str], ...]
    presentada: date
    firma: str
    por: str
    dicho: tuple[Text, ...]
    cite: tuple[str, ...]


@dataclass(frozen=True)
class Aceptado:
    """A notice that can be taken. ``dicho`` are its consequences, the weightiest first; ``alerta``: one is costly.

    ``filas`` say what changes, before and after, and ``detalle`` what their amounts are made of.

    They are what is shown and signed, what the constancia prints, and what was decided: one and the same.
    """

    orden: RegistrarMovimiento
    dicho: tuple[Text, ...]
    filas: tuple[Fila, ...]
    detalle: tuple[Fila, ...]
    alerta: bool
    constancia: ConstanciaMovimiento


def aceptado(
    orden: RegistrarMovimiento,
    registro: Registro,
    trabajador: Trabajador,
    *,
    presentada: date,
    firma: str,
    por: str,
    dicho: tuple[Text, ...],
    filas: tuple[Fila, ...] = (),
    detalle: tuple[Fila, ...] = (),
    alerta: bool = False,
    datos: tuple[tuple[str, str], ...] = (),
    cite: tuple[str, ...] = (),
) -> Aceptado:
    """A notice with the constancia that proves it."""
    return Aceptado(
        orden,
        dicho,
        filas,
        detalle,
        alerta,
        ConstanciaMovimiento(
            tipo=TIPOS[orden.tipo],
            patron=registro.nombre,
            registro=registro_patronal.format(registro.numero),
            nombre=trabajador.nombre,
            nss=orden.nss,
            declarada=orden.declarada or orden.on,
            efectiva=orden.on,
            sbc="" if orden.sbc_centavos is None else en_pesos(orden.sbc_centavos),
            datos=datos,
            presentada=presentada,
            firma=firma,
            por=por,
            dicho=dicho,
            cite=cite,
        ),
    )


def numero_de(words: str) -> str:
    """The number of a registro, of the words in which it was chosen.

    >>> numero_de("Z99-12345-10-5 · Calle Ficticia 5"), numero_de("Z9912345105")
    ('Z9912345105', 'Z9912345105')
    """
    return registro_patronal.compact(words.partition(SEPARATOR)[0])


def el_registro(registros: Iterable[Registro], words: str) -> Registro | None:
    """The registro that was chosen, among those of whoever acts; None if it is none of theirs."""
    number = numero_de(words)
    return next((one for one in registros if one.numero == number), None)


def ajeno() -> Text:
    """That the registro is none of theirs; whether it exists is not said."""
    return Text("REGISTRO_AJENO", "Ese registro patronal no está entre los suyos. Elija uno de la lista.")


def impide_registro(registro: Registro, on: date) -> Text | None:
    """Why nobody can begin to work with a registro on a day; None where they can."""
    match registro.situacion(on):
        case Situacion.BAJA:
            return Text(
                "REGISTRO_DE_BAJA",
                "El {fecha} este registro ya estaba dado de baja. Use otro registro, o pida uno nuevo.",
                fecha=on,
            )
        case Situacion.SUSPENDIDO:
            return Text(
                "REGISTRO_SUSPENDIDO",
                "El {fecha} este registro estaba suspendido. Presente primero la reanudación de actividades.",
                fecha=on,
            )
    return None


def ultimo_dia_en_plazo(fecha: date) -> date:
    """The last day on which a notice of what happened on ``fecha`` is in time (LSS 15-I, 34, 37)."""
    return law.calendar().add(fecha, law.integer(PLAZO, fecha))


def en_pesos(centavos: int | None) -> str:
    """A wage as a table says it."""
    return NINGUNO if centavos is None else f"{Money.of_centavos(centavos)} diarios"
