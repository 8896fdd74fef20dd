"""What an official may do, in one unit and until a day: a post alone opens nothing."""

from __future__ import annotations

from enum import Enum
from typing import Final

from ventanilla.kernel.text import Text


class Role(Enum):
    """The closed set of roles of the house; each act of staff names the one it needs."""

    MOSTRADOR = "mostrador"  # has people in front, with their identification in hand
    SUPERVISION = "supervision"  # approves, as the second person, what a counter proposes
    REVISION = "revision"  # reviews evidence: representatives, kinship, rights over personal data
    AUDITORIA = "auditoria"  # reads what was done, by whom and for whom; decides nothing
    ADMINISTRACION = "administracion"  # proposes and approves the roles of others

    @property
    def text(self) -> Text:
        """Its name on screen."""
        return _NAMES[self]

    @property
    def does(self) -> Text:
        """What it is for, on screen."""
        return _DOES[self]


_NAMES: Final = {
    Role.MOSTRADOR: Text("ROL_MOSTRADOR", "Mostrador"),
    Role.SUPERVISION: Text("ROL_SUPERVISION", "Supervisión"),
    Role.REVISION: Text("ROL_REVISION", "Revisión"),
    Role.AUDITORIA: Text("ROL_AUDITORIA", "Auditoría"),
    Role.ADMINISTRACION: Text("ROL_ADMINISTRACION", "Administración del personal"),
}
_DOES: Final = {
    Role.MOSTRADOR: Text("ROL_MOSTRADOR_HACE", "Atiende a las personas con su identificación a la vista."),
    Role.SUPERVISION: Text("ROL_SUPERVISION_HACE", "Aprueba, como segunda persona, lo que propone el mostrador."),
    Role.REVISION: Text("ROL_REVISION_HACE", "Revisa pruebas: representantes, parentesco y derechos sobre datos."),
    Role.AUDITORIA: Text("ROL_AUDITORIA_HACE", "Lee qué se hizo, quién y por quién. No decide nada."),
    Role.ADMINISTRACION: Text("ROL_ADMINISTRACION_HACE", "Propone y aprueba los roles de otras personas."),
}
