"""The digital card: what its QR states, for how long, what happens to it, and the order to hand one over."""

from .claims import LIFE_POLICY, LIVES, MAX_LIFE, MAX_NAME, CardClaims, life
from .counter import NSS_SAID, Motivo, Said, Via, is_them
from .events import EVENTS, TarjetaBloqueada, TarjetaBloqueadaPorPersonal, TarjetaDesbloqueada, TarjetaEmitida
from .liveness import STEP, live_code, live_code_is
from .order import EmitirTarjeta

__all__ = [
    "EVENTS",
    "LIFE_POLICY",
    "LIVES",
    "MAX_LIFE",
    "MAX_NAME",
    "NSS_SAID",
    "STEP",
    "CardClaims",
    "EmitirTarjeta",
    "Motivo",
    "Said",
    "TarjetaBloqueada",
    "TarjetaBloqueadaPorPersonal",
    "TarjetaDesbloqueada",
    "TarjetaEmitida",
    "Via",
    "is_them",
    "life",
    "live_code",
    "live_code_is",
]
