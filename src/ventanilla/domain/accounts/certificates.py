"""Certificates of an account: when the end of one is announced, and why one is not bound to it.

The tax authority renews an e.firma with the same RFC and CURP and a later start. Anything else that looks alike is
looked at by a person.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text

CHECK_POLICY: Final = "sesion_revocacion"
WARNINGS: Final = (7, 30, 60)  # days before its end, the nearest first
_INTERVALS: Final = {
    "cada_5_minutos": timedelta(minutes=5),
    "cada_15_minutos": timedelta(minutes=15),
    "cada_hora": timedelta(hours=1),
}


class CertificateState(Enum):
    """What a bound certificate is to its account."""

    VIGENTE = "vigente"
    REEMPLAZADO = "reemplazado"  # another, newer one of the same holder or of the same company is in force
    VENCIDO = "vencido"
    REVOCADO = "revocado"


class ChangeState(Enum):
    """What staff said of a company's change of representative."""

    PENDIENTE = "pendiente"
    CONFIRMADO = "confirmado"
    RECHAZADO = "rechazado"


class BindingFault(Enum):
    """Why a good certificate does not open a session."""

    OTRO_RFC = "otro_rfc"
    OTRA_CURP = "otra_curp"
    REVOCADA = "revocada"
    RELEVADO = "relevado"
    RECHAZADO = "rechazado"

    def text(self) -> Text:
        """What the person is told, with a way out."""
        return _FAULTS[self]


class SessionEnd(Enum):
    """Why the office ended a session that somebody had opened with an e.firma."""

    REVOCADA = "revocada"
    RELEVO = "relevo"
    RECHAZO = "rechazo"

    def text(self) -> Text:
        """What the next page says."""
        return _ENDS[self]


_FAULTS: Final = {
    BindingFault.OTRO_RFC: Text(
        "CERTIFICADO_OTRO_RFC",
        "Esta e.firma trae su CURP, pero otro RFC que el de su cuenta. No la unimos a su cuenta y avisamos al "
        "personal. Acuda al mostrador con una identificación oficial, o llámenos.",
    ),
    BindingFault.OTRA_CURP: Text(
        "CERTIFICADO_OTRA_CURP",
        "El RFC de esta e.firma ya está en la cuenta de otra CURP. No abrimos otra cuenta con él y avisamos al "
        "personal. Acuda al mostrador con una identificación oficial, o llámenos.",
    ),
    BindingFault.REVOCADA: Text(
        "CERTIFICADO_REVOCADO",
        "La autoridad ya nos dijo que esta e.firma se revocó. No sirve para entrar ni para firmar. Obtenga una nueva "
        "con la autoridad fiscal y vuelva con los archivos nuevos.",
    ),
    BindingFault.RELEVADO: Text(
        "CERTIFICADO_RELEVADO",
        "Otra persona entró con una e.firma más reciente de esta empresa. Con esta ya no puede actuar por ella. Si "
        "usted aún la representa, acuda al mostrador con el acta o el poder que lo acredita.",
    ),
    BindingFault.RECHAZADO: Text(
        "REPRESENTANTE_RECHAZADO",
        "Revisamos el cambio de representante de esta empresa y no lo aceptamos. Por ahora no puede actuar por ella. "
        "Acuda al mostrador con el acta o el poder que lo acredita. Para sus propios trámites, use su e.firma "
        "personal.",
    ),
}
_ENDS: Final = {
    SessionEnd.REVOCADA: Text(
        "SESION_REVOCADA",
        "Cerramos su sesión porque la autoridad revocó la e.firma con que entró. Si usted no lo pidió, repórtelo a la "
        "autoridad fiscal. Para volver a entrar con e.firma, obtenga una nueva.",
    ),
    SessionEnd.RELEVO: Text(
        "SESION_RELEVADA",
        "Cerramos su sesión porque otra persona entró como representante de la empresa. Para sus propios trámites, use "
        "su e.firma personal. Si usted aún la representa, acuda al mostrador con el acta o el poder que lo acredita.",
    ),
    SessionEnd.RECHAZO: Text(
        "SESION_RECHAZADA",
        "Cerramos su sesión porque no aceptamos el cambio de representante de la empresa. Acuda al mostrador con el "
        "acta o el poder que lo acredita. Para sus propios trámites, use su e.firma personal.",
    ),
}


def check_interval(chosen: str) -> timedelta:
    """How long an answer about revocation serves an open session, under the policy's value ``chosen``.

    >>> check_interval("cada_hora")
    datetime.timedelta(seconds=3600)
    """
    return _INTERVALS[chosen]


def days_left(not_after: datetime, now: datetime) -> int:
    """Civil days, in Mexico City, until the day on which a certificate ends."""
    return (civil_date(not_after) - civil_date(now)).days


def warning_due(left: int, warned: int | None) -> int | None:
    """Which warning to give with ``left`` days to go, if the nearest one given so far was ``warned``; None for none.

    >>> warning_due(59, None), warning_due(59, 60), warning_due(30, 60), warning_due(5, None), warning_due(61, None)
    (60, None, 30, 7, None)
    """
    due = next((days for days in WARNINGS if left <= days), None)
    return due if due is not None and (warned is None or due < warned) else None


def ends_sentence(left: int, not_after: datetime) -> Text:
    """What the owner of a certificate that is about to end reads."""
    day = civil_date(not_after)
    if left == 0:
        return Text("CERTIFICADO_VENCE_HOY", "Su e.firma vence hoy. Renuévela con la autoridad fiscal.")
    if left == 1:
        return Text("CERTIFICADO_VENCE_MANANA", "Su e.firma vence mañana. Renuévela hoy con la autoridad fiscal.")
    return Text(
        "CERTIFICADO_POR_VENCER",
        "Su e.firma vence en {dias} días, el {fecha}. Renuévela por internet con la autoridad fiscal antes de ese día. "
        "Si la deja vencer, necesitará una cita.",
        dias=left,
        fecha=day,
    )
