"""``ventanilla oficina rotar``: another key for the seal or for the QR, in steps that a stop leaves whole."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import assert_never

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from ventanilla.adapters.pki.local import open_authority, seal_issuer
from ventanilla.adapters.seal.keys import read_seal
from ventanilla.adapters.seal.port import BadSeal
from ventanilla.adapters.seal.rotation import (
    NotRotated,
    RotationFault,
    adopt_qr_key,
    adopt_seal,
    next_qr_key,
    next_seal_request,
    qr_key_wait,
    rotating,
)
from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.text import Text

from .environment import Environment, Mode, read
from .installation import Installation, Refusal
from .maintenance import told
from .run import Say

INSTITUTION = "Institución de demostración"


def rotate_qr(say: Say, *, at_once: bool) -> int:
    """Publish the next QR key, or let it sign if it was published long enough ago; the exit code."""

    def work() -> None:
        keys = _keys(read())
        with rotating(keys):
            kid = next_qr_key(keys).jwk()["kid"]
            wait = qr_key_wait(keys, time.time())
            if wait and not at_once:
                opens = datetime.fromtimestamp(time.time() + wait, CIVIL_ZONE)
                say(f"La llave siguiente del QR ({kid}) ya se publica; la de ahora sigue firmando.")
                say(f"Repita la orden a partir de las {opens:%H:%M} del {opens:%d/%m/%Y} para que empiece a firmar.")
                return
            adopt_qr_key(keys)
        say(f"La llave del QR es desde ahora {kid}. Los documentos anteriores se siguen verificando.")

    return told(say, lambda: _in_words(work))


def rotate_seal(say: Say, *, request: Path | None, certificate: Path | None) -> int:
    """Ask for the next seal's certificate, or take it into use; the exit code.

    A demonstration is its own authority, and does both at once.
    """

    def work() -> None:
        environment, given = read(), dict(os.environ)
        keys, name = _keys(environment), given.get("VENTANILLA_INSTITUTION", INSTITUTION)
        now = Installation.of(environment, given).clock(given.get("VENTANILLA_CLOCK", "")).now()
        with rotating(keys):
            if request is not None:
                request.write_bytes(next_seal_request(keys, name))
                say(f"La solicitud del certificado está en {request}; la llave privada se queda aquí. Cuando la")
                say("autoridad lo entregue: ventanilla oficina rotar sello --certificado ARCHIVO.pem")
                return
            der, chain = _issued(environment, keys, name, now) if certificate is None else _given(certificate)
            seal = adopt_seal(keys, der, chain, now)
        say(f"El certificado del sello es desde ahora {seal.serial}. Los documentos anteriores se siguen verificando.")

    return told(say, lambda: _in_words(work))


def _keys(environment: Environment) -> Path:
    keys = environment.var / "keys"
    if not keys.is_dir():
        raise Refusal(Text("SIN_LLAVES", "No hay llaves en {carpeta}: abra antes la oficina.", carpeta=str(keys)))
    return keys


def _issued(environment: Environment, keys: Path, name: str, now: datetime) -> tuple[bytes, tuple[bytes, ...]]:
    """A certificate of the demonstration's own authority."""
    if environment.mode is Mode.PRODUCTION:
        raise Refusal(
            Text(
                "SELLO_SIN_AUTORIDAD",
                "En producción el certificado lo da una autoridad: pídalo con --solicitud ARCHIVO.csr, y después "
                "use el que entregue con --certificado ARCHIVO.pem.",
            )
        )
    key = x509.load_pem_x509_csr(next_seal_request(keys, name)).public_key()
    assert isinstance(key, RSAPublicKey)  # next_seal_request makes no other
    der, chain = seal_issuer(open_authority(environment.var / "pki"), name)(key, now)
    return der, tuple(chain)


def _given(certificate: Path) -> tuple[bytes, tuple[bytes, ...]]:
    seal = read_seal(certificate)
    return seal.der, seal.chain


def _in_words(work: Callable[[], None]) -> None:
    try:
        work()
    except NotRotated as error:
        raise Refusal(_why(error.fault)) from error
    except BadSeal as error:
        cause = Text("LLAVES_ILEGIBLES", "No se pudo usar la llave o el certificado: {causa}.", causa=str(error))
        raise Refusal(cause) from error


def _why(fault: RotationFault) -> Text:
    match fault:
        case RotationFault.UNDER_WAY:
            return Text("ROTACION_EN_CURSO", "Otra rotación está en curso. Espere a que termine y repita la orden.")
        case RotationFault.NOTHING_WAITS:
            return Text("ROTACION_SIN_SOLICITUD", "No hay una llave que espere certificado: pídalo con --solicitud.")
        case RotationFault.OTHER_KEY:
            return Text("ROTACION_OTRA_LLAVE", "Ese certificado no es de la llave que espera. Pida uno nuevo.")
        case RotationFault.NOT_IN_FORCE:
            return Text("ROTACION_NO_VIGENTE", "Ese certificado no está vigente en la fecha de la oficina.")
        case _:
            assert_never(fault)
