"""The package that proves a signature without the office: what was signed, by whom, and what was known that day.

One JSON in canonical form, described in ``docs/reference/signature-evidence.md``. Writing and reading are
here, pure; believing it takes certificates, and is ``adapters/evidence``.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, unique
from typing import Any, Final

from ventanilla.kernel.canonical import NotCanonical, canonical
from ventanilla.kernel.text import Text, Value

from .revocation import Doubt, RevocationState

FORMAT: Final = "ventanilla.evidencia-firma"
VERSION: Final = 1
MAX_PACKAGE_BYTES: Final = 4 * 1024 * 1024
MAX_CHAIN: Final = 4  # authorities above the signer
MAX_ANSWERS: Final = 64
MAX_STAMPS: Final = 8
MAX_WORDS: Final = 2000  # lines
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2200  # far from where adding to an instant fails

_KEYS: Final = {"formato", "version", "firma", "revocacion", "sellos_de_tiempo"}
_SIGNATURE_KEYS: Final = {"id", "instante", "texto", "palabras", "cms", "certificado", "cadena"}
_ANSWER_KEYS: Final = {"instante", "estado", "duda", "respuesta"}
_STAMP_KEYS: Final = {"token", "cades_t"}


@unique
class EvidenceFault(Enum):
    """Why a package proves nothing. The name is the stable code; the value is the Spanish sentence."""

    PAQUETE_GRANDE = (
        "El archivo pesa más de {limite} MB y ningún paquete de firma llega a tanto: parece otro archivo. Elija el que "
        "descargó de su expediente."
    )
    PAQUETE_ILEGIBLE = (
        "El archivo no es un paquete de firma, o está dañado. Descárguelo otra vez desde la página del expediente."
    )
    PAQUETE_DE_OTRA_VERSION = (
        "El paquete lo escribió otra versión de la oficina y este programa no la conoce. Actualice el programa."
    )
    PAQUETE_ALTERADO = (
        "El paquete no está escrito exactamente como lo escribe la oficina. Descárguelo otra vez y no lo abra con un "
        "editor."
    )
    TEXTO_DESCONOCIDO = (
        "El texto firmado no es ninguno de los que esta oficina pide firmar: no se sabe qué se firmó. "
        "Actualice el programa o descargue otra vez el paquete."
    )
    TEXTO_ALTERADO = "El texto no es el que se firmó: cambió después de la firma. Este paquete no prueba nada."
    FIRMA_ILEGIBLE = "La firma está dañada o no es de las que usa esta oficina. Descargue otra vez el paquete."
    FIRMA_NO_COINCIDE = "La firma no se hizo con este certificado, o cambió después. Este paquete no prueba nada."
    CERTIFICADO_DISTINTO = (
        "El certificado del paquete no es el que la firma nombra. Descargue otra vez el paquete desde el expediente."
    )
    CERTIFICADO_NO_ADMITIDO = (
        "El certificado no es una e.firma de una persona, y con él no se firma aquí. Este paquete no prueba nada."
    )
    CERTIFICADO_FUERA_DE_VIGENCIA = (
        "El certificado valía del {desde} al {hasta}, y la firma se hizo fuera de esas fechas. No es válida."
    )
    AUTORIDAD_DESCONOCIDA = (
        "No se pudo llegar del certificado a una autoridad de las que usted indicó. Dé con --anclas las que deben "
        "creerse, o desconfíe del paquete."
    )
    AUTORIDAD_VENCIDA = (
        "La autoridad que respalda el certificado había vencido el {fecha}, antes de la firma. La firma no es válida."
    )
    CADENA_DISTINTA = (
        "La cadena de autoridades del paquete no es la que lleva del certificado a su raíz. Descargue otra vez el "
        "paquete."
    )
    INSTANTE_IMPOSIBLE = (
        "El instante que dice el paquete no está dentro del plazo que la propia firma fija. Descargue otra vez el "
        "paquete."
    )
    RESPUESTA_DISTINTA = (
        "Una respuesta sobre la revocación no dice lo que el paquete afirma, o no la dio quien podía darla. Descargue "
        "otra vez el paquete y revise las autoridades que indicó."
    )
    CERTIFICADO_REVOCADO = "El certificado se había revocado el {fecha}, antes de la firma. La firma no es válida."
    REVOCACION_SIN_COMPROBAR = (
        "La autoridad no había dicho si el certificado estaba revocado cuando se firmó. Descargue el paquete otra vez: "
        "la oficina le vuelve a preguntar."
    )
    SELLO_DE_TIEMPO_NO_VALIDO = (
        "El sello de tiempo del paquete no vale para esta firma ({causa}). Descargue otra vez el paquete."
    )
    SELLO_DE_TIEMPO_ANTERIOR = (
        "El sello de tiempo es anterior a la petición de la firma, y eso no puede ser. Este paquete no prueba nada."
    )

    def text(self, **values: Value) -> Text:
        """The sentence, with its dates.

        >>> EvidenceFault.PAQUETE_GRANDE.text(limite=4).code
        'PAQUETE_GRANDE'
        """
        return Text(self.name, self.value, **values)


class BadEvidence(ValueError):
    """Bytes that are not a package of this version, exactly as the office writes it."""

    def __init__(self, fault: EvidenceFault, **values: Value) -> None:
        self.fault = fault
        self.text = fault.text(**values)
        super().__init__(str(self.text))


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What the authority answered about the certificate, as received, and what the office concluded of it."""

    checked_at: datetime
    state: RevocationState
    doubt: Doubt | None
    raw: bytes


@dataclass(frozen=True, slots=True)
class KeptStamp:
    """A timestamp over the signature: the token, and the CMS that carries it as an unsigned attribute (CAdES-T)."""

    token: bytes
    cades_t: bytes


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that proves a signature.

    ``at`` is when the office received it; ``chain`` goes from the signer's issuer to the root, both included
    (empty for a signature from before the office kept it).
    """

    id: str
    at: datetime
    payload: bytes
    words: tuple[str, ...]
    cms: bytes
    certificate: bytes
    chain: tuple[bytes, ...]
    answers: tuple[KeptAnswer, ...]
    stamps: tuple[KeptStamp, ...]


def write_evidence(evidence: Evidence) -> bytes:
    """The package, in canonical bytes."""
    value = {
        "formato": FORMAT,
        "version": VERSION,
        "firma": {
            "id": evidence.id,
            "instante": _written(evidence.at),
            "texto": _base64(evidence.payload),
            "palabras": list(evidence.words),
            "cms": _base64(evidence.cms),
            "certificado": _base64(evidence.certificate),
            "cadena": [_base64(each) for each in evidence.chain],
        },
        "revocacion": [
            {
                "instante": _written(answer.checked_at),
                "estado": answer.state.value,
                "duda": answer.doubt.value if answer.doubt else None,
                "respuesta": _base64(answer.raw),
            }
            for answer in evidence.answers
        ],
        "sellos_de_tiempo": [
            {"token": _base64(stamp.token), "cades_t": _base64(stamp.cades_t)} for stamp in evidence.stamps
        ],
    }
    return canonical(value)


def read_evidence(data: bytes) -> Evidence:
    """What a package says, nothing believed yet; BadEvidence unless its bytes are exactly the canonical ones.

    >>> at = datetime(2026, 11, 22, 15, tzinfo=UTC)
    >>> package = Evidence("f1", at, b"texto", ("Entrar.",), b"cms", b"cer", (b"ac",), (), ())
    >>> read_evidence(write_evidence(package)) == package
    True
    """
    if len(data) > MAX_PACKAGE_BYTES:
        raise BadEvidence(EvidenceFault.PAQUETE_GRANDE, limite=MAX_PACKAGE_BYTES // 2**20)
    try:
        value = json.loads(data.decode("utf-8"))
        if not isinstance(value, dict) or value.get("formato") != FORMAT:
            raise BadEvidence(EvidenceFault.PAQUETE_ILEGIBLE)
        if value.get("version") != VERSION:
            raise BadEvidence(EvidenceFault.PAQUETE_DE_OTRA_VERSION)
        evidence = _evidence(value)
        exact = write_evidence(evidence) == data
    except BadEvidence:
        raise
    except (UnicodeDecodeError, ValueError, RecursionError, OverflowError, NotCanonical) as error:
        raise BadEvidence(EvidenceFault.PAQUETE_ILEGIBLE) from error
    if not exact:
        raise BadEvidence(EvidenceFault.PAQUETE_ALTERADO)
    return evidence


def _evidence(value: dict[str, Any]) -> Evidence:
    _object(value, _KEYS)
    signature = _object(value["firma"], _SIGNATURE_KEYS)
    return Evidence(
        id=_string(signature["id"]),
        at=_instant(signature["instante"]),
        payload=_bytes(signature["texto"]),
        words=tuple(_string(line) for line in _list(signature["palabras"], MAX_WORDS)),
        cms=_bytes(signature["cms"]),
        certificate=_bytes(signature["certificado"]),
        chain=tuple(_bytes(each) for each in _list(signature["cadena"], MAX_CHAIN)),
        answers=tuple(_answer(each) for each in _list(value["revocacion"], MAX_ANSWERS)),
        stamps=tuple(_stamp(each) for each in _list(value["sellos_de_tiempo"], MAX_STAMPS)),
    )


def _answer(value: Any) -> KeptAnswer:
    answer = _object(value, _ANSWER_KEYS)
    doubt = answer["duda"]
    return KeptAnswer(
        checked_at=_instant(answer["instante"]),
        state=RevocationState(answer["estado"]),
        doubt=None if doubt is None else Doubt(doubt),
        raw=_bytes(answer["respuesta"]),
    )


def _stamp(value: Any) -> KeptStamp:
    stamp = _object(value, _STAMP_KEYS)
    return KeptStamp(token=_bytes(stamp["token"]), cades_t=_bytes(stamp["cades_t"]))


def _object(value: Any, keys: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != keys:
        raise BadEvidence(EvidenceFault.PAQUETE_ILEGIBLE)
    return value


def _list(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise BadEvidence(EvidenceFault.PAQUETE_ILEGIBLE)
    return value


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise BadEvidence(EvidenceFault.PAQUETE_ILEGIBLE)
    return value


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(_string(value))
    if instant.tzinfo is None or not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        raise BadEvidence(EvidenceFault.PAQUETE_ILEGIBLE)
    return instant.astimezone(UTC)


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()


def _bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(_string(value), validate=True)
    except binascii.Error as error:
        raise BadEvidence(EvidenceFault.PAQUETE_ILEGIBLE) from error


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
