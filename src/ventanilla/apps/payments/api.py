"""The door of payments."""

from ventanilla.domain.payments import EVENTS, ClabeDe, RegistrarClabe, TitularDeCuenta
from ventanilla.kit import Payment

from .charges import CobroView, cobro_abrir, cobro_sin_efecto, cobro_terminar, cobros_for
from .kept import KEEPS
from .links import LinkDead
from .outbound import has_bank, use_bank, use_mailer, use_taker
from .refunds import (
    DevolucionView,
    Devuelve,
    NoSuchRefund,
    PagoDeNadie,
    RefundNot,
    payments_of_nobody,
    refund_approve,
    refund_propose,
    refund_return,
    refunds_for,
    refunds_for_official,
)
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
UNCHARGES = {Payment: cobro_terminar}
GIVES_BACK = {Payment: cobro_sin_efecto}
FETCHES_NAMED = {TitularDeCuenta: titular_fetch}

__all__ = [
    "ANSWERS",
    "CHARGES",
    "EVENTS",
    "FETCHES_NAMED",
    "GIVES_BACK",
    "KEEPS",
    "PERFORMS",
    "UNCHARGES",
    "CobroView",
    "CodigoEsperado",
    "CuentaView",
    "DepositoNo",
    "DevolucionView",
    "Devuelve",
    "LinkDead",
    "NoSuchCuenta",
    "NoSuchRefund",
    "PagoDeNadie",
    "Probado",
    "RefundNot",
    "clabe_to_pay",
    "cobros_for",
    "codigo_probar",
    "cuenta_cancelar",
    "cuenta_stop",
    "cuenta_stop_serves",
    "cuentas_for",
    "deposito_pedir",
    "has_bank",
    "payments_of_nobody",
    "refund_approve",
    "refund_propose",
    "refund_return",
    "refunds_for",
    "refunds_for_official",
    "use_bank",
    "use_mailer",
    "use_taker",
]
