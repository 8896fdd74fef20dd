"""Where an application may be answered: the addresses it registered, and no others (RFC 9700, section 2.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import SplitResult, urlsplit

from ventanilla.kernel.text import Text

LONGEST: Final = 500  # characters of an address
LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})  # an application on the person's own device (RFC 8252, section 7.3)
_PRINTED: Final = re.compile(r"[!-~]+")
_SITE: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]+)?", re.IGNORECASE)  # goes into a header as it is


class BadAddress(ValueError):
    """An address that no application may register; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    return parts


def is_loopback(address: str) -> bool:
    """Whether ``address`` is on the person's own device.

    >>> is_loopback("http://127.0.0.1:9000/vuelta"), is_loopback("http://127.0.0.1.example/vuelta")
    (True, False)
    """
    parts = _parts(address)
    return parts.scheme == "http" and parts.hostname in LOOPBACK


def address_check(address: str) -> None:
    """BadAddress unless an application may be answered at ``address``."""
    parts = _parts(address)
    if len(address) > LONGEST or not _PRINTED.fullmatch(address) or not parts.hostname or "\\" in address:
        raise BadAddress(
            Text("REGRESO_ILEGIBLE", "«{direccion}» no es una dirección completa.", direccion=address[:LONGEST])
        )
    if not _SITE.fullmatch(parts.netloc) and not is_loopback(address) and "@" not in parts.netloc:
        raise BadAddress(
            Text("REGRESO_SITIO", "El sitio de «{direccion}» solo lleva letras, cifras, «.» y «-».", direccion=address)
        )
    if "#" in address or "@" in parts.netloc or "*" in address or "/../" in f"{parts.path}/":
        raise BadAddress(
            Text(
                "REGRESO_IMPRECISO",
                "«{direccion}» no puede llevar «#», «@», «*» ni «..»: se compara letra por letra.",
                direccion=address,
            )
        )
    if parts.scheme != "https" and not is_loopback(address):
        raise BadAddress(
            Text(
                "REGRESO_SIN_CIFRAR",
                "«{direccion}» debe empezar por https://. Una aplicación instalada en el equipo de la persona puede "
                "usar http://127.0.0.1.",
                direccion=address,
            )
        )


def address_matches(registered: str, said: str) -> bool:
    """Whether ``said`` is the registered address, letter by letter; on the person's own device, at any port.

    >>> address_matches("https://app.example/vuelta", "https://app.example/vuelta/")
    False
    >>> address_matches("http://127.0.0.1/vuelta", "http://127.0.0.1:51004/vuelta")
    True
    """
    if registered == said:
        return True
    if not (is_loopback(registered) and is_loopback(said)):
        return False
    one, other = _parts(registered), _parts(said)
    return "@" not in other.netloc and (one.hostname, one.path, one.query) == (other.hostname, other.path, other.query)


def origin_of(address: str) -> str:
    """The origin of an address, as browsers write it.

    >>> origin_of("https://app.example/vuelta?x=1"), origin_of("http://[::1]:9000/vuelta")
    ('https://app.example', 'http://[::1]:9000')
    """
    parts = _parts(address)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def sector_of(addresses: Iterable[str], client: str) -> str:
    """Within which applications a person is the same one (OpenID Connect Core 1.0, section 8.1): those of one host.

    Every application on a person's device is a sector of its own. BadAddress for addresses of several hosts: whose
    they are would have to be proved first.
    """
    found = list(addresses)
    hosts = {None if is_loopback(one) else _parts(one).hostname for one in found}
    if len(hosts) != 1:
        raise BadAddress(
            Text("REGRESO_DE_VARIOS", "Todas las direcciones de una aplicación deben ser del mismo sitio.")
        )
    return hosts.pop() or client
