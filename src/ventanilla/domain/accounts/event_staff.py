"""The facts of an official's account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ventanilla.kernel.acts import Event
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class AccountOpenedForOfficial(Event):
    """Somebody who was invited to work here opened their account with a passkey and an application of codes."""

    TYPE: ClassVar[str] = "cuenta_abierta_personal"

    def shown(self) -> Text:
        """For the person's timeline."""
        return Text("CUENTA_PERSONAL", "Abrió su cuenta con una llave de acceso y una aplicación de códigos.")


EVENTS: tuple[type[Event], ...] = (AccountOpenedForOfficial,)
