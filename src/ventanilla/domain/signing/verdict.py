"""What the office concludes of a signature: accepted, or refused for one reason of a closed list.

Every reason has its own sentence: what happened, why, and what to do now. No exception of a library
ever reaches a person; the adapter turns each into one of these (security.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, unique
from typing import Final

from ventanilla.kernel.text import Text, Value

from .certificate import CertificateFacts, TrustClass
from .revocation import RevocationEvidence

MAX_CERTIFICATE_BYTES: Final = 16 * 1024  # SAT's have about 1.5 KB
MAX_CMS_BYTES: Final = 64 * 1024  # the browser's have about 2.6 KB
MAX_SIGNATURE_BYTES: Final = 1024  # a raw RSA signature has 256 to 512
MAX_KEY_BYTES: Final = 16 * 1024
MIN_RSA_BITS: Final = 2048
MAX_RSA_BITS: Final = 4096  # larger ones cost the server, and nobody issues them


@unique
class SignatureFault(Enum):
    """Why a signature is refused. The name is the stable code; the value is the Spanish sentence."""

    ARCHIVO_VACIO = (
        "El archivo está vacío: no contiene nada que podamos leer. Vuelva a copiarlo de donde lo guardó y elíjalo otra "
        "vez."
    )
    ARCHIVO_GRANDE = (
        "El archivo pesa más de {limite} KB y un archivo de e.firma pesa unos 2 KB: parece otro archivo. Elija el que "
        "termina en .cer."
    )
    NO_ES_CERTIFICADO = (
        "El archivo no es un certificado, o está dañado: no pudimos leerlo. Elija el archivo que termina en .cer, tal "
        "como lo descargó."
    )
    CLAVE_NO_ADMITIDA = (
        "La clave de este certificado no es del tipo que usa la e.firma (RSA de 2048 bits o más), y no podemos aceptar "
        "su firma. Use los archivos de su e.firma vigente o renuévela."
    )
    FIRMA_VACIA = "No recibimos la firma. Vuelva a elegir sus archivos y firme otra vez; su avance está guardado."
    FIRMA_MAL_FORMADA = (
        "Recibimos la firma dañada o en un formato que no usamos, y no pudimos leerla. Firme otra vez desde esta "
        "página; su avance está guardado."
    )
    FIRMA_NO_COINCIDE = (
        "La firma no corresponde a este certificado. Suele pasar cuando el .cer y el .key no son del mismo par. Elija "
        "los dos archivos que obtuvo juntos y firme otra vez."
    )
    CONTENIDO_ALTERADO = (
        "Lo que se firmó no es lo que le mostramos: cambió en el camino. No registramos nada. Vuelva a abrir su "
        "solicitud, revísela y firme otra vez."
    )
    OTRA_AUTORIDAD = (
        "Este certificado no lo emitió una autoridad que reconocemos, y no podemos saber de quién es. Use la e.firma "
        "que le entregó el SAT."
    )
    AUTORIDAD_VENCIDA = (
        "El certificado de la autoridad que emitió su e.firma venció el {fecha}, y por eso su e.firma ya no puede "
        "comprobarse. Renuévela ante el SAT y vuelva con los archivos nuevos."
    )
    ES_CSD = (
        "El archivo que eligió es un certificado de sello digital (CSD): sirve para facturar y no identifica a una "
        "persona. Elija el .cer y el .key de su e.firma."
    )
    NO_ES_EFIRMA = (
        "El certificado que eligió no es una e.firma, y solo con ella se puede entrar y firmar aquí. Elija el .cer y "
        "el .key de su e.firma."
    )
    SIN_IDENTIDAD = (
        "Su certificado no dice a qué persona pertenece: falta un RFC que podamos leer. Pida que lo revisen ante el "
        "SAT, o acuda a una ventanilla con su identificación."
    )
    VENCIDA = (
        "Su e.firma venció el {fecha} y ya no sirve para firmar. Renuévela ante el SAT y vuelva con los archivos "
        "nuevos; su avance está guardado."
    )
    AUN_NO_VIGENTE = (
        "Su e.firma empieza a valer el {fecha} y todavía no puede usarse. Vuelva a partir de ese día, o use su e.firma "
        "anterior si sigue vigente."
    )
    REVOCADA = (
        "Su e.firma se revocó el {fecha} y ya no sirve para firmar. Si usted no lo pidió, repórtelo al SAT. Obtenga "
        "una nueva y vuelva con los archivos nuevos."
    )
    REVOCACION_NO_DISPONIBLE = (
        "La autoridad que emitió su e.firma no responde, y no pudimos comprobar si sigue vigente. Su avance está "
        "guardado; intente de nuevo en unos minutos."
    )
    IDENTIDAD_NO_COINCIDE = (
        "Esta e.firma es de otra persona: no es con la que usted entró. Elija los archivos de su propia e.firma, o "
        "salga y entre con esta."
    )
    RETO_DESCONOCIDO = (
        "No encontramos la petición de firma que corresponde a esta respuesta. Vuelva a abrir la página y firme otra "
        "vez; su avance está guardado."
    )
    RETO_VENCIDO = (
        "Pasaron más de dos minutos desde que se preparó la firma, y por seguridad ya no vale. La firma no se hizo. Su "
        "avance está guardado; vuelva a elegir su archivo .key."
    )
    RETO_USADO = (
        "Esta firma ya se usó una vez, y cada firma sirve una sola vez. Si quiere repetir el acto, vuelva a abrir la "
        "página y firme otra vez."
    )
    RETO_OTRA_SESION = (
        "La firma se preparó en otra sesión o en otro dispositivo, y aquí no vale. Firme otra vez desde esta página; "
        "su avance está guardado."
    )
    RETO_OTRA_AUDIENCIA = (
        "La firma se hizo para otro sitio, no para esta oficina, y no la aceptamos. Revise que la dirección de la "
        "página sea la correcta y firme otra vez."
    )
    RETO_OTRO_ACTO = (
        "La firma se hizo para otro acto y no sirve para este. Vuelva a abrir lo que quiere firmar y firme otra vez."
    )

    def text(self, **values: Value) -> Text:
        """The sentence, with its date or limit.

        >>> SignatureFault.ARCHIVO_GRANDE.text(limite=16).code
        'ARCHIVO_GRANDE'
        """
        return Text(self.name, self.value, **values)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A signature made with an e.firma in force ``at``, by whom, on whose root.

    ``certificate`` is the very one that was verified (DER; a CMS carries its own): keep this one, whatever
    else was posted. ``chain`` holds the SHA-256 (hex) of each certificate, leaf first, and ``authorities`` the
    DER of those above the leaf: they are kept, because anchors go. The caller still decides what an
    INDETERMINADA revocation means for its act (``on_revocation_unknown``) and compares identities.
    """

    certificate: bytes
    facts: CertificateFacts
    trust: TrustClass
    chain: tuple[str, ...]
    authorities: tuple[bytes, ...]
    revocation: RevocationEvidence
    at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """A refused signature: the reason, its sentence, and what was readable (None: nothing).

    ``revocation`` is the evidence when that is the reason.
    """

    fault: SignatureFault
    text: Text
    facts: CertificateFacts | None = None
    revocation: RevocationEvidence | None = None


Verdict = Accepted | Refused


def refused(
    fault: SignatureFault,
    facts: CertificateFacts | None = None,
    revocation: RevocationEvidence | None = None,
    **values: Value,
) -> Refused:
    """A refusal with its sentence filled in."""
    return Refused(fault, fault.text(**values), facts, revocation)
