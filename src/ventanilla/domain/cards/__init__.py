"""The digital card: what its QR states, for how long, what happens to it, and the order to hand one over."""

from .claims import LIFE_POLICY, LIVES, MAX_LIFE, MAX_NAME, CardClaims, life
from .events import EVENTS, TarjetaBloqueada, TarjetaDesbloqueada, TarjetaEmitida
from .liveness import STEP, live_code, live_code_is
from .order import EmitirTarjeta

__all__ = [
    "EVENTS",
    "LIFE_POLICY",
    "LIVES",
    "MAX_LIFE",
    "MAX_NAME",
    "STEP",
    "CardClaims",
    "EmitirTarjeta",
    "TarjetaBloqueada",
    "TarjetaDesbloqueada",
    "TarjetaEmitida",
    "life",
    "live_code",
    "live_code_is",
]
