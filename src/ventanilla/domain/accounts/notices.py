"""Which notices a person wants told, and how. The inbox always has them all: a legal notice is never lost by choosing.

>>> topic_of("movimiento_registrado"), topic_of("algo_nuevo")
(<Topic.EMPLEO: 'empleo'>, <Topic.OTROS: 'otros'>)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Topic(Enum):
    """What a notice is about, as a person would group them."""

    EMPLEO = "empleo"
    AUTORIZACIONES = "autorizaciones"
    PLAZOS = "plazos"
    TRAMITES = "tramites"
    SEGURIDAD = "seguridad"
    DINERO = "dinero"
    OTROS = "otros"


class Channel(Enum):
    """How the office says that there is one, beside leaving it in the inbox."""

    MAIL = "correo"
    DEVICE = "dispositivo"


ALWAYS_WRITTEN: Final = frozenset({Topic.SEGURIDAD, Topic.DINERO})  # whoever impersonates somebody would turn them off
ONLY_WRITTEN: Final = frozenset({Topic.TRAMITES})  # its news are in one's office, and a device opens the inbox
_BY_BEGINNING: Final = (
    ("movimiento", Topic.EMPLEO),
    ("nss", Topic.EMPLEO),
    ("numeros", Topic.EMPLEO),
    ("aviso_patronal", Topic.EMPLEO),
    ("mes_hogar", Topic.EMPLEO),
    ("autorizacion", Topic.AUTORIZACIONES),
    ("representante", Topic.AUTORIZACIONES),
    ("plazo", Topic.PLAZOS),
    ("identidad", Topic.SEGURIDAD),
    ("tarjeta", Topic.SEGURIDAD),
    ("dato_actualizado", Topic.SEGURIDAD),
    ("clabe", Topic.DINERO),
)


def topic_of(kind: str) -> Topic:
    """The topic of a kind of event, by how its name begins; one that nobody grouped yet is among the others."""
    return next((topic for beginning, topic in _BY_BEGINNING if kind.startswith(beginning)), Topic.OTROS)


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose of each topic in each way: the only preference there is of being told.

    What is not there is as the office does by itself: e-mail yes; a device, if they have one.
    """

    chosen: Mapping[tuple[Topic, Channel], bool]

    def wants(self, topic: Topic, channel: Channel) -> bool:
        """Whether the office tells of that topic in that way. Of security and of money it always writes.

        >>> nothing = Choices({(topic, Channel.MAIL): False for topic in Topic})
        >>> [topic.value for topic in Topic if nothing.wants(topic, Channel.MAIL)]
        ['seguridad', 'dinero']
        """
        if channel is Channel.DEVICE and topic in ONLY_WRITTEN:
            return False
        if channel is Channel.MAIL and topic in ALWAYS_WRITTEN:
            return True
        return self.chosen.get((topic, channel), True)
