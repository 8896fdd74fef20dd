"""Whether a CFDI is as its issuer sealed it: RSA PKCS#1 v1.5 with SHA-256 over its cadena original (Anexo 20).

A seal that matches proves that the receipt is whole for *the certificate that it carries*, which anybody can make:
whose it is, only the chain to configured anchors says (``Chain``, from an adapter). The stamp is SAT's own seal, and is
checked where SAT's certificate of that number was given; elsewhere it is said that it was not.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from lxml import etree

from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.text import Text

from .cadena import STAMP, cadena_original, cadena_timbre
from .certificado import Certificado, decoded, from_base64, read_certificado

MAX_SEAL: Final = 2 * 1024  # characters of a seal in base64: one of RSA 2048 has 344
MAX_CERTIFICATES: Final = 256  # remembered at once; the employers of a folder are a few
MAX_NUMBER: Final = 40  # characters of a number that are repeated back
YEARS: Final = range(2000, 2100)  # a CFDI of another one is a mistyped date
OTHER_ZONES: Final = timedelta(hours=3)  # a CFDI is dated where it was issued: no zone is further from Mexico City's
_NO_CERTIFICATES: Final[Mapping[str, bytes]] = MappingProxyType({})


class Chain(Protocol):
    """Whether a certificate reaches an authority that somebody configured. ``formats`` holds none."""

    def __call__(self, der: bytes, on: datetime, /) -> Text | None:
        """Why it does not at that instant; None where it does."""
        ...


class Estado(Enum):
    """What is known of a seal; the values are those of ``--json``."""

    VALIDO = "valido"
    NO_CORRESPONDE = "no_corresponde"  # what is sealed is not what is written
    NO_VERIFICABLE = "no_verificable"


@dataclass(frozen=True, slots=True)
class Dictamen:
    """The verdict on one CFDI.

    ``motivo`` says why its seal is not VALIDO. ``reparos`` are what is odd in a certificate whose seal matches: its
    number, whose it is, its dates, its chain. ``timbre`` and ``motivo_timbre`` are of SAT's seal; None without stamp.
    """

    sello: Estado
    motivo: Text | None = None
    certificado: Certificado | None = None
    reparos: tuple[Text, ...] = ()
    timbre: Estado | None = None
    motivo_timbre: Text | None = None

    @property
    def confiable(self) -> bool:
        """The seal matches and nothing is odd in the certificate. Without a chain, whose it is stays unknown."""
        return self.sello is Estado.VALIDO and not self.reparos


class Sellos:
    """Judges the seals of many CFDI: remembers the certificates, which are few, and counts the verdicts.

    ``chain`` None: nobody says whose the certificates are. ``sat``: SAT's certificates (DER) by number, for stamps.
    """

    def __init__(self, chain: Chain | None = None, sat: Mapping[str, bytes] = _NO_CERTIFICATES) -> None:
        self.chain: Final = chain
        self.counted: Final[Counter[Estado]] = Counter()
        self.stamps: Final[Counter[Estado]] = Counter()
        self._sat: Final = sat
        self._known: dict[bytes, Certificado | None] = {}
        self._chained: dict[tuple[bytes, date], Text | None] = {}

    def examine(self, comprobante: etree._Element) -> Dictamen:
        """The verdict on a whole CFDI, from its root."""
        stamp = comprobante.find(f"{{{etree.QName(comprobante).namespace}}}Complemento/{STAMP}")
        found = self._sealed(comprobante)
        if stamp is not None:
            state, why = self._stamped(stamp, _seal(comprobante, "Sello"))
            found = replace(found, timbre=state, motivo_timbre=why)
            self.stamps[state] += 1
        self.counted[found.sello] += 1
        return found

    def resumen(self) -> tuple[Text, ...]:
        """What is told once of a folder: how many of each, and what was not asked for want of a certificate."""
        told = [
            Text(
                "SELLOS_RESUMEN",
                "Sellos: {validos} válidos, {otros} que no corresponden y {sin} que no se pudieron comprobar.",
                validos=self.counted[Estado.VALIDO],
                otros=self.counted[Estado.NO_CORRESPONDE],
                sin=self.counted[Estado.NO_VERIFICABLE],
            )
        ]
        if self.chain is None and self.counted[Estado.VALIDO]:
            told.append(
                Text(
                    "SELLOS_SIN_ANCLAS",
                    "Un sello válido dice que el recibo no cambió desde que se selló; de quién es el certificado no se "
                    "comprobó, porque no hay autoridades configuradas.",
                )
            )
        if self.stamps[Estado.NO_VERIFICABLE]:
            told.append(
                Text(
                    "TIMBRES_SIN_COMPROBAR",
                    "El sello del SAT de {cuantos} timbres no se comprobó: hace falta el certificado con que se hizo. "
                    "Compruébelos en el portal del SAT.",
                    cuantos=self.stamps[Estado.NO_VERIFICABLE],
                )
            )
        return tuple(told)

    def _sealed(self, comprobante: etree._Element) -> Dictamen:
        if not (comprobante.get("Sello") or "").strip():
            return _unknown(Text("SELLO_AUSENTE", "El recibo no trae sello digital."))
        certificate = self._certificate(comprobante.get("Certificado") or "")
        if certificate is None:
            return _unknown(
                Text("SELLO_SIN_CERTIFICADO", "El certificado que trae el recibo falta o no se puede leer.")
            )
        cadena = cadena_original(comprobante)
        if isinstance(cadena, Text):
            return _unknown(cadena)
        if not matches(certificate, _seal(comprobante, "Sello"), cadena):
            why = Text("SELLO_NO_CORRESPONDE", "El sello no corresponde al contenido: algo cambió después de sellarlo.")
            return Dictamen(Estado.NO_CORRESPONDE, why, certificate)
        return Dictamen(Estado.VALIDO, None, certificate, self._oddities(comprobante, certificate))

    def _certificate(self, text: str) -> Certificado | None:
        key = hashlib.sha256(text.encode("utf-8", "replace")).digest()  # whatever its length, it is kept in 32 bytes
        if key not in self._known:
            if len(self._known) >= MAX_CERTIFICATES:
                self._known.clear()
            self._known[key] = from_base64(text)
        return self._known[key]

    def _oddities(self, comprobante: etree._Element, certificate: Certificado) -> tuple[Text, ...]:
        odd: list[Text] = []
        number = (comprobante.get("NoCertificado") or "").strip()
        if number != certificate.numero:
            odd.append(
                Text(
                    "CERTIFICADO_OTRO_NUMERO",
                    "El recibo dice que se selló con el certificado {dicho} y trae el {trae}.",
                    dicho=number[:MAX_NUMBER],
                    trae=certificate.numero[:MAX_NUMBER],
                )
            )
        issuer = comprobante.find(f"{{{etree.QName(comprobante).namespace}}}Emisor")
        rfc = (issuer.get("Rfc") or "").strip().upper() if issuer is not None else ""
        if rfc != certificate.rfc.upper():
            odd.append(
                Text(
                    "CERTIFICADO_OTRO_RFC",
                    "El recibo lo emite {emisor} y lo sella un certificado de {otro}.",
                    emisor=rfc[:MAX_NUMBER],
                    otro=certificate.rfc[:MAX_NUMBER],
                )
            )
        on = issued_at(comprobante)
        if on is None:
            odd.append(
                Text("CERTIFICADO_SIN_FECHA", "El recibo no dice cuándo se emitió: no se sabe si valía entonces.")
            )
            return tuple(odd)
        if not certificate.desde - OTHER_ZONES <= on <= certificate.hasta + OTHER_ZONES:
            odd.append(
                Text(
                    "CERTIFICADO_FUERA_DE_FECHA",
                    "El certificado valía del {desde} al {hasta}, y el recibo es del {dia}.",
                    desde=certificate.desde.astimezone(CIVIL_ZONE).date(),
                    hasta=certificate.hasta.astimezone(CIVIL_ZONE).date(),
                    dia=on.date(),
                )
            )
        broken = self._broken(certificate, on)
        return tuple(odd) if broken is None else (*odd, broken)

    def _broken(self, certificate: Certificado, on: datetime) -> Text | None:
        if self.chain is None:
            return None
        key = (certificate.der, on.date())
        if key not in self._chained:
            if len(self._chained) >= MAX_CERTIFICATES:
                self._chained.clear()
            self._chained[key] = self.chain(certificate.der, on)
        return self._chained[key]

    def _stamped(self, stamp: etree._Element, seal: bytes) -> tuple[Estado, Text | None]:
        if _seal(stamp, "SelloCFD") != seal:
            why = Text("TIMBRE_DE_OTRO", "El timbre fiscal es de otro comprobante: su sello no es el de este.")
            return Estado.NO_CORRESPONDE, why
        number = (stamp.get("NoCertificadoSAT") or "").strip()
        der = self._sat.get(number)
        if der is None:
            why = Text(
                "TIMBRE_SIN_CERTIFICADO",
                "El sello del SAT se comprueba con su certificado {numero}, que no se ha dado.",
                numero=number[:MAX_NUMBER],
            )
            return Estado.NO_VERIFICABLE, why
        certificate = read_certificado(der)
        if certificate is None or stamp.get("Version") != "1.1":
            return Estado.NO_VERIFICABLE, Text(
                "TIMBRE_ILEGIBLE", "El timbre o el certificado del SAT no se puede leer."
            )
        if matches(certificate, _seal(stamp, "SelloSAT"), cadena_timbre(stamp)):
            return Estado.VALIDO, None
        return Estado.NO_CORRESPONDE, Text("TIMBRE_NO_CORRESPONDE", "El sello del SAT no corresponde a este timbre.")


def matches(certificate: Certificado, seal: bytes, cadena: str) -> bool:
    """Tell whether ``seal`` is that certificate's over ``cadena``."""
    try:
        certificate.llave.verify(seal, cadena.encode("utf-8"), PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def issued_at(comprobante: etree._Element) -> datetime | None:
    """The instant of a CFDI, as if it were of Mexico City's zone; None where it does not say one."""
    try:
        said = datetime.fromisoformat((comprobante.get("Fecha") or "").strip())
    except ValueError:
        return None
    if said.year not in YEARS:
        return None
    return said if said.tzinfo else said.replace(tzinfo=CIVIL_ZONE)


def _seal(element: etree._Element, attribute: str) -> bytes:
    return decoded(element.get(attribute) or "", MAX_SEAL)


def _unknown(why: Text) -> Dictamen:
    return Dictamen(Estado.NO_VERIFICABLE, why)
