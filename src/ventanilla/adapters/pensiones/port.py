"""What is asked of whoever pays pensions: the payments of a person, made and scheduled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from ventanilla.domain.benefits import PagoPension


class PensionPayments(Protocol):
    """It is read inside the decision of a case, so it answers from this installation and never over the network."""

    def payments(self, curps: Sequence[str]) -> Mapping[str, tuple[PagoPension, ...]]:
        """The payments of each, in order; whoever has none may be left out."""
        ...
