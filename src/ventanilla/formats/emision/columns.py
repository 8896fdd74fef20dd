"""The columns of an emission, and the many ways in which their titles may be written.

The titles are those that public programs read from workbooks of the institution; no genuine workbook is known to this
project. So they are compared without accents, signs or capitals, and other words and abbreviations are taken too.

>>> key_of("Gastos Médicos y Pensionados Obrero"), key_of("GMP PAT."), key_of("Exc. Obr."), key_of("Folio")
(('gastos_medicos', <Parte.OBRERO: 'obrero'>), ('gastos_medicos', <Parte.PATRON: 'patron'>), \
('excedente', <Parte.OBRERO: 'obrero'>), None)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ventanilla.domain.contributions import RAMOS, Bill, Parte
from ventanilla.formats.titles import plain

Branch = tuple[str, Parte]
Key = str | Branch

NSS: Final = "nss"
NOMBRE: Final = "nombre"
ORIGEN: Final = "origen"
TIPO: Final = "tipo"
FECHA: Final = "fecha"
DIAS: Final = "dias"
SALARIO: Final = "salario"
RCV: Final = "subtotal_rcv"
DESCUENTO: Final = "descuento"
VALOR: Final = "valor"
CREDITO: Final = "credito"
AMORTIZACION: Final = "amortizacion"
INFONAVIT: Final = "subtotal_infonavit"
TOTAL: Final = "total"
REGISTRO: Final = "registro"
CURP: Final = "curp"

SHARES: Final[dict[Bill, tuple[Branch, ...]]] = {
    bill: tuple(
        (ramo.key, parte)
        for ramo in RAMOS
        if ramo.period is bill
        for parte, rate in ((Parte.PATRON, ramo.employer), (Parte.OBRERO, ramo.worker))
        if rate is not None
    )
    for bill in Bill
}
"""Both shares of the branches of an emission, in the order of its columns: eleven a month, four a bimester."""

TITLES: Final[dict[Key, str]] = {
    NSS: "NSS",
    NOMBRE: "Nombre",
    ORIGEN: "Origen del Movimiento",
    TIPO: "Tipo del Movimiento",
    FECHA: "Fecha del Movimiento",
    DIAS: "Días",
    SALARIO: "Salario Diario",
    ("cuota_fija", Parte.PATRON): "Cuota Fija",
    ("excedente", Parte.PATRON): "Excedente Patronal",
    ("excedente", Parte.OBRERO): "Excedente Obrero",
    ("prestaciones_dinero", Parte.PATRON): "Prestaciones en Dinero Patronal",
    ("prestaciones_dinero", Parte.OBRERO): "Prestaciones en Dinero Obrero",
    ("gastos_medicos", Parte.PATRON): "Gastos Médicos y Pensionados Patronal",
    ("gastos_medicos", Parte.OBRERO): "Gastos Médicos y Pensionados Obrero",
    ("riesgos_trabajo", Parte.PATRON): "Riesgos de Trabajo",
    ("invalidez_vida", Parte.PATRON): "Invalidez y Vida Patronal",
    ("invalidez_vida", Parte.OBRERO): "Invalidez y Vida Obrero",
    ("guarderias", Parte.PATRON): "Guarderías y Prestaciones Sociales",
    ("retiro", Parte.PATRON): "Retiro",
    ("ceav", Parte.PATRON): "Cesantía en Edad Avanzada y Vejez Patronal",
    ("ceav", Parte.OBRERO): "Cesantía en Edad Avanzada y Vejez Obrero",
    RCV: "Subtotal RCV",
    ("infonavit", Parte.PATRON): "Aportación Patronal",
    DESCUENTO: "Tipo de Descuento",
    VALOR: "Valor de Descuento",
    CREDITO: "Número de Crédito",
    AMORTIZACION: "Amortización",
    INFONAVIT: "Subtotal Infonavit",
    TOTAL: "Total",
}
"""The titles as they are written."""

_WORKER: Final = (NSS, NOMBRE, ORIGEN, TIPO, FECHA, DIAS, SALARIO)
LAYOUTS: Final[dict[Bill, tuple[Key, ...]]] = {
    Bill.MONTHLY: (*_WORKER, *SHARES[Bill.MONTHLY], TOTAL),
    Bill.BIMONTHLY: (
        *_WORKER, *SHARES[Bill.BIMONTHLY][:3], RCV, SHARES[Bill.BIMONTHLY][3], DESCUENTO, VALOR, CREDITO, AMORTIZACION,
        INFONAVIT, TOTAL,
    ),
}  # fmt: skip
"""The columns of each emission in their order."""

NEEDED: Final[tuple[Key, ...]] = (NSS, DIAS, SALARIO)
"""Without one of these a row says nothing."""

EXTRA: Final = frozenset((NOMBRE, ORIGEN, TIPO, FECHA, DESCUENTO, VALOR, CREDITO, RCV, INFONAVIT, TOTAL))
"""Those that may be missing without an amount being lost."""

_WAYS: Final[tuple[tuple[str, str], ...]] = (
    # In this order: "Subtotal Infonavit" is no contribution, "Tipo de Descuento" no movement.
    (RCV, r"(sub ?total|total|suma) .*(rcv|retiro)|^rcv$"),
    (INFONAVIT, r"(sub ?total|total|suma) .*(infonavit|vivienda)|^infonavit$"),
    (TOTAL, r"^(gran )?(total|suma)( cuotas| a pagar| (del )?(mes|bimestre)| e[mb]a| imss)?$|^importe total$"),
    (DESCUENTO, r"tipo .*(desc|cred|amort)|^(tipo|t) (de )?(desc|cred)\w*$"),
    (VALOR, r"(valor|factor|v) .*(desc|cred)"),
    ("infonavit", r"^aport"),
    (CREDITO, r"cred|infonavit (num|no)"),
    (AMORTIZACION, r"\bamort"),
    (NSS, r"^(no|num|numero)? ?(de )?(nss|afiliacion|segsoc)$|seg\w* soc\w*|^imss$|afiliacion"),
    (CURP, r"\bcurp\b"),
    (REGISTRO, r"reg\w* pat|^rp$"),
    (ORIGEN, r"\borig"),
    (TIPO, r"(tipo|tip|clave) .*mov|^movimiento$|^mov$|^tipo$"),
    (FECHA, r"^(fecha|fec|fch|f) .*(mov|aviso)|^fecha$"),
    (DIAS, r"^dias|^dias? (cotizados|trabajados)$|^no dias$"),
    (SALARIO, r"^sal\w*|\bsdi\b|\bsbc\b|salario"),
    ("cuota_fija", r"cuota fija|^c ?f$|^cf pat|fija"),
    ("excedente", r"\bexc"),
    ("prestaciones_dinero", r"prest\w* (en )?din|\bp ?d\b"),
    ("gastos_medicos", r"gastos? med|\bgmp?\b|g ?m ?p"),
    ("riesgos_trabajo", r"riesgos?( de)? trab|^r ?t$|^rt pat"),
    ("invalidez_vida", r"invalidez|\bi ?v\b"),
    ("guarderias", r"guard|\bg ?p ?s\b|prestaciones sociales"),
    ("ceav", r"cesant|vejez|\bce?a?v\b|\bcyv\b"),
    ("retiro", r"retiro"),
    ("infonavit", r"vivienda|infonavit pat"),
    (NOMBRE, r"nombre|asegurado|trabajador|empleado"),
)
_COMPILED: Final = tuple((key, re.compile(way)) for key, way in _WAYS)
_SHARED: Final = frozenset(ramo.key for ramo in RAMOS if ramo.worker is not None)
_BRANCHES: Final = frozenset(ramo.key for ramo in RAMOS)
_OBRERO: Final = re.compile(r"\b(obr\w*|o|trab\w*|asegurado)$")
_PATRON: Final = re.compile(r"\b(pat\w*|p)$")


@lru_cache(maxsize=1024)
def key_of(title: str) -> Key | None:
    """What a column with that title holds, None where it is none of an emission's.

    A branch that both sides pay needs to say whose share it is; without it, it is none.
    """
    said = plain(title)
    for key, way in _COMPILED:
        if not way.search(said):
            continue
        if key not in _BRANCHES:
            return key
        if key not in _SHARED:
            return key, Parte.PATRON
        if _OBRERO.search(said):
            return key, Parte.OBRERO
        return (key, Parte.PATRON) if _PATRON.search(said) else None
    return None


def known(title: str) -> bool:
    """Whether a title is one of an emission's."""
    return key_of(title) is not None


def shown(key: Key) -> str:
    """A column as a person knows it."""
    return TITLES.get(key, str(key))
