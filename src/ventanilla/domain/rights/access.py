"""Who used somebody's data: the closed sets of readers, of what is read and of why, each in its owner's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import Text


class ReaderKind(Enum):
    """As what somebody read."""

    OFICIAL = "oficial"
    FAMILIAR = "familiar"
    REPRESENTANTE = "representante"  # whoever acts for them by law or by their leave
    TITULAR = "titular"  # themselves, where a copy left the office


class Reading(Enum):
    """What was read."""

    CAMBIO_REPRESENTANTE = "cambio_representante"
    EFIRMA_RECHAZADA = "efirma_rechazada"
    FAMILIA = "familia"
    OFICINA = "oficina"
    ROL = "rol"
    RECUPERACION = "recuperacion"
    PARENTESCO = "parentesco"
    HISTORIAL = "historial"
    ACTO = "acto"  # one's name, as of who did something about somebody else
    EXPEDIENTE = "expediente"
    DOCUMENTO = "documento"
    ARCHIVO = "archivo"  # one that they attached
    CUENTA = "cuenta"
    NUMEROS = "numeros"
    COPIA_ARCHIVO = "copia_archivo"
    COPIA_PAPEL = "copia_papel"
    VIGENCIA = "vigencia"
    TARJETA = "tarjeta"  # whether they have one, and those of their family, to block it
    CONSULTA = "consulta"  # a question of theirs

    @property
    def text(self) -> Text:
        """In its owner's words."""
        return _READ[self]


class Why(Enum):
    """What it was read for."""

    REVISION = "revision"
    ADMINISTRACION = "administracion"
    DERECHO_FAMILIA = "derecho_familia"
    TRAMITE = "tramite"
    MOSTRADOR = "mostrador"
    AUDITORIA = "auditoria"
    ACTUAR = "actuar"
    PETICION_PROPIA = "peticion_propia"
    ATENCION = "atencion"

    @property
    def text(self) -> Text:
        """In its owner's words."""
        return _WHY[self]


_READ: Final = {
    Reading.TARJETA: Text("LECTURA_TARJETA", "Su nombre y si tiene tarjeta digital, para bloquearla"),
    Reading.CONSULTA: Text("LECTURA_CONSULTA", "Una pregunta que usted hizo, y su respuesta"),
    Reading.CAMBIO_REPRESENTANTE: Text(
        "LECTURA_REPRESENTANTE", "Su nombre, en un cambio de representante de una empresa"
    ),
    Reading.EFIRMA_RECHAZADA: Text("LECTURA_EFIRMA", "Su nombre, junto a una e.firma que no aceptamos"),
    Reading.FAMILIA: Text(
        "LECTURA_FAMILIA", "Su nombre, CURP, número y clínica, y si tiene derecho a la atención médica"
    ),
    Reading.OFICINA: Text("LECTURA_OFICINA", "Su derecho a la atención médica, y los trámites que pide por usted"),
    Reading.ROL: Text("LECTURA_ROL", "Su nombre y su CURP, en los roles del personal"),
    Reading.RECUPERACION: Text("LECTURA_RECUPERACION", "Su nombre y su CURP, en la recuperación de una cuenta"),
    Reading.PARENTESCO: Text("LECTURA_PARENTESCO", "Su nombre y su CURP, en un permiso para actuar por un familiar"),
    Reading.NUMEROS: Text("LECTURA_NUMEROS", "Sus números, sus datos y sus empleos, al comparar dos registros"),
    Reading.ACTO: Text("LECTURA_ACTO", "Su nombre, porque usted hizo algo que está en el historial de otra persona"),
    Reading.HISTORIAL: Text("LECTURA_HISTORIAL", "Su historial en esta oficina"),
    Reading.EXPEDIENTE: Text("LECTURA_EXPEDIENTE", "Un trámite suyo"),
    Reading.DOCUMENTO: Text("LECTURA_DOCUMENTO", "Un documento suyo"),
    Reading.ARCHIVO: Text("LECTURA_ADJUNTO", "Un archivo que adjuntó a un trámite"),
    Reading.CUENTA: Text("LECTURA_CUENTA", "Los datos de su cuenta"),
    Reading.COPIA_ARCHIVO: Text("LECTURA_ARCHIVO", "Todos sus datos, en un archivo"),
    Reading.COPIA_PAPEL: Text("LECTURA_PAPEL", "Todos sus datos, en un documento sellado"),
    Reading.VIGENCIA: Text("LECTURA_VIGENCIA", "Si tiene derecho a la atención médica, hasta cuándo y en qué clínica"),
}
_WHY: Final = {
    Why.REVISION: Text("PORQUE_REVISION", "Para revisar lo que espera una decisión"),
    Why.ADMINISTRACION: Text("PORQUE_ADMINISTRACION", "Para administrar los roles del personal"),
    Why.DERECHO_FAMILIA: Text("PORQUE_FAMILIA", "Para una constancia de su familia"),
    Why.TRAMITE: Text("PORQUE_TRAMITE", "Para resolver un trámite"),
    Why.ACTUAR: Text("PORQUE_ACTUAR", "Para actuar por usted"),
    Why.AUDITORIA: Text("PORQUE_AUDITORIA", "Para comprobar que lo que se hizo estuvo bien hecho"),
    Why.MOSTRADOR: Text("PORQUE_MOSTRADOR", "Para atenderle en el mostrador"),
    Why.PETICION_PROPIA: Text("PORQUE_PROPIA", "Porque usted lo pidió"),
    Why.ATENCION: Text("PORQUE_ATENCION", "Para darle atención médica"),
}


@dataclass(frozen=True, slots=True)
class Access:
    """One time that data were read: by whom, for whom, what, when and why. Never from where.

    An official is a post and a unit; anybody else is ``person``, whose name is looked up by whoever may know it.
    """

    id: int
    at: datetime
    reader: ReaderKind
    person: SubjectId | None
    post: str
    unit: str
    acting_for: str
    what: Reading
    why: Why
