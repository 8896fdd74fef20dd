"""Blocking somebody's card for them: how they asked, why, and what they say of themselves by telephone.

To block harms little: whose card it is learns of it at once and unblocks it by showing who they are. So less is asked
than to see anything, and whoever attends is told nothing: what was said is compared, and the answer is yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from ventanilla.kernel.text import Text

NSS_SAID: Final = 4  # digits: the last ones, as the card and every paper of the person show them


class Via(Enum):
    """How somebody asked that a card be blocked."""

    MOSTRADOR = "mostrador"
    TELEFONO = "telefono"


class Motivo(Enum):
    """Why a card is blocked for whoever asks: a closed set, so that no event carries what somebody wrote."""

    PERDIDA = "perdida"
    ROBO = "robo"
    USO_AJENO = "uso_ajeno"
    OTRO = "otro"

    @property
    def text(self) -> Text:
        """On screen."""
        return _MOTIVOS[self]


_MOTIVOS: Final = {
    Motivo.PERDIDA: Text("MOTIVO_PERDIDA", "Perdió su teléfono"),
    Motivo.ROBO: Text("MOTIVO_ROBO", "Le robaron el teléfono"),
    Motivo.USO_AJENO: Text("MOTIVO_USO_AJENO", "Alguien más usa la tarjeta"),
    Motivo.OTRO: Text("MOTIVO_OTRO", "Otro motivo"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of themselves by telephone: the end of their NSS, and the number of their clinic."""

    nss_end: str
    clinic: str


def is_them(said: Said, *, nss: str, clinic: str) -> bool:
    """Whether what was said is what the register holds; never, where it holds no NSS or no clinic.

    >>> is_them(Said("0015", "21"), nss="99178500015", clinic="UMF 021")
    True
    >>> is_them(Said("0015", "22"), nss="99178500015", clinic="UMF 021"), is_them(Said("", ""), nss="", clinic="")
    (False, False)
    """
    end, number = _digits(said.nss_end), _digits(said.clinic).lstrip("0")
    known = _digits(clinic).lstrip("0")
    if len(end) != NSS_SAID or not number or not nss or not known:
        return False
    return nss.endswith(end) and number == known


def _digits(text: str) -> str:
    return "".join(one for one in text if one in "0123456789")
