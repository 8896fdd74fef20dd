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
    SEGURIDAD = "seguridad"
    OTROS = "otros"


class Channel(Enum):
    """How the office says that there is one, beside leaving it in the inbox."""

    MAIL = "correo"
    DEVICE = "dispositivo"


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
)


def topic_of(kind: str) -> Topic:
    """The topic of a kind of event, by how its name begins; one that nobody grouped yet is among the others."""
    return next((topic for beginning, topic in _BY_BEGINNING if kind.startswith(beginning)), Topic.OTROS)


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose: what is not there is as the office does by itself (e-mail yes; a device, if they have one).

    ``mail`` is whether they want e-mail at all where they chose nothing of a topic.
    """

    chosen: Mapping[tuple[Topic, Channel], bool]
    mail: bool = True

    def wants(self, topic: Topic, channel: Channel) -> bool:
        """Whether the office tells of that topic in that way. Of security it always writes."""
        if topic is Topic.SEGURIDAD and channel is Channel.MAIL:
            return True
        return self.chosen.get((topic, channel), self.mail if channel is Channel.MAIL else True)
