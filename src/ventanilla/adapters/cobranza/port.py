"""What is asked of whoever collects: what each registro paid and owes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from ventanilla.domain.contributions import Cobro


class Collection(Protocol):
    """It is read inside the decision of a case, so it answers from this installation and never over the network."""

    def told(self, registros: Sequence[str]) -> Mapping[str, Cobro]:
        """What it tells of each; one of which it tells nothing is left out."""
        ...
