"""The states of a case and the only steps between them."""

from __future__ import annotations

from enum import Enum

from ventanilla.kernel.text import Text


class State(Enum):
    """Where a case is. ``BORRADOR`` is the person's alone; from ``RECIBIDO`` on, the filing counts."""

    BORRADOR = "borrador"
    RECIBIDO = "recibido"
    EN_ESPERA = "en_espera"  # of an answer of the certificate's authority (policy revocacion_no_disponible)
    PREGUNTADO = "preguntado"
    EN_REVISION = "en_revision"
    APROBADO = "aprobado"
    NEGADO = "negado"
    SIN_EFECTO = "sin_efecto"  # the certificate that signed it turned out to be revoked
    DESISTIDO = "desistido"  # whoever filed it took it back before it was resolved

    @property
    def shown(self) -> Text:
        """The state in a person's words."""
        return SHOWN[self]

    @property
    def final(self) -> bool:
        """Nothing more will happen to it by itself."""
        return not NEXT[self]


SHOWN: dict[State, Text] = {
    State.BORRADOR: Text("ESTADO_BORRADOR", "Borrador: aún no lo envía"),
    State.RECIBIDO: Text("ESTADO_RECIBIDO", "Recibido"),
    State.EN_ESPERA: Text("ESTADO_EN_ESPERA", "Recibido: falta que la autoridad confirme su e.firma"),
    State.PREGUNTADO: Text("ESTADO_PREGUNTADO", "Falta una respuesta"),
    State.EN_REVISION: Text("ESTADO_EN_REVISION", "En revisión"),
    State.APROBADO: Text("ESTADO_APROBADO", "Resuelto"),
    State.NEGADO: Text("ESTADO_NEGADO", "Resuelto: no procede"),
    State.SIN_EFECTO: Text("ESTADO_SIN_EFECTO", "Sin efecto: la e.firma con que se firmó estaba revocada"),
    State.DESISTIDO: Text("ESTADO_DESISTIDO", "Retirado por quien lo presentó"),
}

NEXT: dict[State, frozenset[State]] = {
    State.BORRADOR: frozenset({State.RECIBIDO, State.EN_ESPERA}),
    State.EN_ESPERA: frozenset({State.RECIBIDO, State.SIN_EFECTO, State.DESISTIDO}),
    State.RECIBIDO: frozenset({State.APROBADO, State.NEGADO, State.PREGUNTADO, State.EN_REVISION, State.DESISTIDO}),
    State.PREGUNTADO: frozenset({State.RECIBIDO, State.EN_REVISION, State.DESISTIDO}),
    State.EN_REVISION: frozenset({State.APROBADO, State.NEGADO, State.PREGUNTADO, State.DESISTIDO}),
    State.APROBADO: frozenset(),
    State.NEGADO: frozenset(),
    State.SIN_EFECTO: frozenset(),
    State.DESISTIDO: frozenset(),
}


class WrongStep(ValueError):
    """A step that the life of a case does not have."""


def step(now: State, then: State) -> State:
    """Go from one state to another; WrongStep if there is no such step.

    >>> step(State.BORRADOR, State.RECIBIDO)
    <State.RECIBIDO: 'recibido'>
    """
    if then not in NEXT[now]:
        raise WrongStep(f"a case does not go from {now.value} to {then.value}")
    return then
