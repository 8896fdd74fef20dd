"""What a time-stamping authority attests, and every way in which its token is worth nothing (RFC 3161).

A signature alone says who and what; the office's clock says when. A timestamp lets a stranger say it too,
and goes on saying it when the signer's certificate has expired.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, unique
from typing import Final

MAX_FILE_TOKEN: Final = 8 * 1024  # bytes kept for it in a file: with three certificates of RSA-4096 it is some 7 KB
MAX_DRIFT: Final = timedelta(minutes=5)  # between the authority's clock and the office's


@unique
class TimestampFault(Enum):
    """Why there is no timestamp, or why one is not believed; the values are those of ``--json``."""

    SIN_RESPUESTA = "sin_respuesta"  # down, slow, refused, too large
    MAL_CONFIGURADA = "mal_configurada"
    NEGADA = "negada"  # the authority answers that it does not stamp this
    ILEGIBLE = "ilegible"
    OTRO_CONTENIDO = "otro_contenido"  # it stamps something else
    OTRA_PETICION = "otra_peticion"  # the nonce of another request
    OTRO_FIRMANTE = "otro_firmante"  # it does not name the certificate that signed it
    USO_NO_ADMITIDO = "uso_no_admitido"  # a certificate that is not for stamping time, and for nothing else
    FIRMA_ALTERADA = "firma_alterada"
    AUTORIDAD_DESCONOCIDA = "autoridad_desconocida"
    FUERA_DE_VIGENCIA = "fuera_de_vigencia"  # its own certificate, at the instant that it states
    OTRA_HORA = "otra_hora"  # a clock too far from the office's


@dataclass(frozen=True, slots=True)
class Stamp:
    """A token that was believed: some bytes existed at ``at``, says ``authority``.

    ``token`` is the DER of the TimeStampToken; ``serial`` is the stamp's own number; ``authority_sha256``
    (hex) is the certificate that signed it.
    """

    token: bytes
    at: datetime
    authority: str
    authority_sha256: str
    serial: int
