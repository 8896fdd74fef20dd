"""The door of payments."""

from ventanilla.domain.payments import EVENTS, ClabeDe, RegistrarClabe, TitularDeCuenta
from ventanilla.kit import Payment

from .charges import CobroView, cobro_abrir, cobros_for
from .kept import KEEPS
from .links import LinkDead
from .outbound import use_bank, use_mailer, use_taker
from .selectors import CodigoEsperado, CuentaView, clabe_to_pay, clabes_de, cuentas_for
from .services import (
    DepositoNo,
    NoSuchCuenta,
    Probado,
    clabes_registrar,
    codigo_probar,
    cuenta_cancelar,
    cuenta_stop,
    cuenta_stop_serves,
    deposito_pedir,
)
from .titular import titular_fetch, titulares_de

ANSWERS = {ClabeDe: clabes_de, TitularDeCuenta: titulares_de}
PERFORMS = {RegistrarClabe: clabes_registrar}
CHARGES = {Payment: cobro_abrir}
FETCHES_NAMED = {TitularDeCuenta: titular_fetch}

__all__ = [
    "ANSWERS",
    "CHARGES",
    "EVENTS",
    "FETCHES_NAMED",
    "KEEPS",
    "PERFORMS",
    "CobroView",
    "CodigoEsperado",
    "CuentaView",
    "DepositoNo",
    "LinkDead",
    "NoSuchCuenta",
    "Probado",
    "clabe_to_pay",
    "cobros_for",
    "codigo_probar",
    "cuenta_cancelar",
    "cuenta_stop",
    "cuenta_stop_serves",
    "cuentas_for",
    "deposito_pedir",
    "use_bank",
    "use_mailer",
    "use_taker",
]
