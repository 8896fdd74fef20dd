"""What is asked of the register of certificates of incapacity: which days, and never why (no diagnosis crosses)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from ventanilla.domain.affiliation import Certificado
from ventanilla.domain.benefits import Incapacidad


class CertificateRegister(Protocol):
    """It is read inside the decision of a case, so it answers from this installation and never over the network."""

    def certificates(self, curps: Sequence[str]) -> Mapping[str, tuple[Certificado, ...]]:
        """The certificates of each, in order; whoever has none may be left out."""
        ...

    def incapacidades(self, curps: Sequence[str]) -> Mapping[str, tuple[Incapacidad, ...]]:
        """The same certificates, in order, as their owner may see them: folio, insurance, unit, and their payment."""
        ...
