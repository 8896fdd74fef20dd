"""What each payroll receipt proves, beside what is registered: for whoever verifies, and for the resolution."""

from __future__ import annotations

from datetime import date
from typing import Final

from ventanilla.domain.attachments.recibos import ReciboAdjunto, Sello
from ventanilla.domain.identifiers import registro_patronal
from ventanilla.domain.notices import relacion
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text, long_date
from ventanilla.kit import Found, Silence

from .facts import Hechos
from .form import RespuestaPatron, Verificacion

SIN_SELLO: Final = {
    Sello.NO_CORRESPONDE: Text("RECIBO_NO_CORRESPONDE", "Su sello no corresponde a lo que dice: no prueba nada."),
    Sello.ILEGIBLE: Text("RECIBO_SIN_LEER", "No se pudo leer, o no se pudo comprobar su sello."),
    Sello.DE_OTRO: Text(
        "RECIBO_DE_OTRO",
        "Su sello corresponde, pero el certificado no es de quien lo emite o no se conoce su autoridad.",
    ),
}


def comparados(hechos: Hechos) -> tuple[tuple[str, str], ...]:
    """A line for each receipt: what its seal is worth, whose it is, and what differs from the register."""
    return tuple((f"Recibo «{one.archivo}»", _comparado(one, hechos)) for one in hechos.recibos)


def _comparado(recibo: ReciboAdjunto, hechos: Hechos) -> str:
    if recibo.sello in SIN_SELLO:
        return str(SIN_SELLO[recibo.sello])
    if recibo.nss != hechos.trabajador.nss and recibo.curp != hechos.trabajador.curp:
        return "Su sello es válido, pero es de otra persona: no prueba nada de esta."
    rfc = hechos.registro.rfc if hechos.registro is not None else ""
    emite = (
        "el mismo empleador del aviso"
        if rfc and rfc == recibo.rfc_patron
        else f"otro empleador, RFC {recibo.rfc_patron}"
    )
    parts = [f"Su sello es válido. Lo emitió {emite}"]
    if recibo.desde is not None and recibo.hasta is not None:
        parts.append(f"Paga del {long_date(recibo.desde)} al {long_date(recibo.hasta)}")
        parts.append(_registrado(recibo, recibo.desde, recibo.hasta, hechos))
    return ". ".join(part for part in parts if part) + "."


def _registrado(recibo: ReciboAdjunto, desde: date, hasta: date, hechos: Hechos) -> str:
    """Its days and its base wage beside those of the register with the same employer."""
    if hechos.registro is None:
        return ""
    had = relacion(hechos.trabajador, hechos.registro.numero)
    counted = [had.salario(day) for day in (desde, hasta)]
    if None in counted:
        return "En el registro no está asegurado todos esos días"
    last = counted[-1]
    if last is None or recibo.sbc_centavos is None or last.sbc_centavos is None:
        return "En el registro está asegurado esos días"
    said, known = Money.of_centavos(recibo.sbc_centavos), Money.of_centavos(last.sbc_centavos)
    more = "más que" if said > known else "menos que" if said < known else "lo mismo que"
    return f"Su salario base de cotización (SBC) es {said} diarios, {more} en el registro: {known}"


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What was looked at, as the resolution prints it for the person: each version, and what the office found."""
    registro = registro_patronal.format(hechos.registro.numero) if hechos.registro else ""
    return (
        ("Empleador", f"{hechos.patron}, registro {registro}" if registro else "No está en su historia"),
        *_said(hechos.respuesta),
        *comparados(hechos),
        *_found(hechos.verificacion),
    )


def _said(respuesta: RespuestaPatron | Silence | None) -> tuple[Found, ...]:
    match respuesta:
        case None:
            return ()
        case Silence(until):
            return (("Lo que dijo su empleador", f"No contestó antes de que terminara el {long_date(until)}"),)
        case RespuestaPatron(acepta="si"):
            return (("Lo que dijo su empleador", "Que es correcto lo que usted señala"),)
        case RespuestaPatron(motivo=motivo):
            return (("Lo que dijo su empleador", motivo),)


def _found(verificacion: Verificacion | Silence | None) -> tuple[Found, ...]:
    match verificacion:
        case None:
            return ()
        case Silence(until):
            return (("Lo que verificó la oficina", f"No terminó de verificar el {long_date(until)}"),)
        case Verificacion(motivo=motivo):
            return (("Lo que verificó la oficina", motivo),)
