"""OCSP and lists of what was revoked over HTTP, from configured addresses only.

A SAT leaf names no responder, so the address comes from the operator, by authority.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ventanilla.domain.signing.revocation import Doubt

from .certificate import Certificate
from .crl import MAX_CRL_BYTES
from .ocsp import MAX_ANSWER_BYTES
from .port import OcspQuery, RevocationUnavailable
from .posting import NoAnswer, Poster, tls

TIMEOUT_SECONDS: Final = 8.0  # for the whole exchange


@dataclass(frozen=True, slots=True)
class OcspOverHttp:
    """``addresses``: SHA-256 (hex) of each authority's certificate -> its responder's URL.

    ``allow_private`` lets tests and an internal relay answer from a private address.
    """

    addresses: Mapping[str, str]
    timeout_seconds: float = TIMEOUT_SECONDS
    allow_private: bool = False
    tls: ssl.SSLContext = field(default_factory=lambda: tls())

    def ask(self, query: OcspQuery, at: datetime) -> bytes:
        """As ``RevocationSource.ask``; the responder has its own clock, so ``at`` is not sent."""
        url = self.addresses.get(query.authority_sha256)
        if url is None:
            raise RevocationUnavailable(Doubt.SIN_SERVICIO, "no responder is configured for this authority")
        poster = Poster(
            sends="application/ocsp-request",
            accepts="application/ocsp-response",
            limit_bytes=MAX_ANSWER_BYTES,
            timeout_seconds=self.timeout_seconds,
            allow_private=self.allow_private,
            tls=self.tls,
        )
        try:
            return poster.post(url, query.request)
        except NoAnswer as error:
            doubt = Doubt.SIN_RESPUESTA if error.configured else Doubt.SIN_SERVICIO
            raise RevocationUnavailable(doubt, str(error)) from error


@dataclass(frozen=True, slots=True)
class CrlOverHttp:
    """``addresses``: SHA-256 (hex) of each authority's certificate -> where its list is.

    ``http`` serves, as authorities publish them: the list is signed. ``allow_private`` as in ``OcspOverHttp``.
    """

    addresses: Mapping[str, str]
    timeout_seconds: float = TIMEOUT_SECONDS
    allow_private: bool = False
    tls: ssl.SSLContext = field(default_factory=lambda: tls())

    def fetch(self, authority: Certificate, at: datetime) -> bytes:
        """As ``CrlSource.fetch``."""
        url = self.addresses.get(authority.facts.sha256)
        if url is None:
            raise RevocationUnavailable(Doubt.SIN_SERVICIO, "no list is configured for this authority")
        poster = Poster(
            sends="",
            accepts="application/pkix-crl",
            limit_bytes=MAX_CRL_BYTES,
            timeout_seconds=self.timeout_seconds,
            allow_private=self.allow_private,
            tls=self.tls,
        )
        try:
            return poster.get(url)
        except NoAnswer as error:
            doubt = Doubt.SIN_RESPUESTA if error.configured else Doubt.SIN_SERVICIO
            raise RevocationUnavailable(doubt, str(error)) from error
