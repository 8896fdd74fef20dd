"""The answers of this area's questions, from the few words of a ``casos.yaml``.

RetirosDe: {descontadas: 40, reintegradas: 10}
RetirosDe: null     # no register holds them
IncapacidadesDe: [{desde: 2026-03-01, hasta: 2026-03-14, seguro: enfermedad_general, pagada: 2026-03-20}]
IncapacidadesDe: null     # no register is connected
PagosDe: [{mes: 2026-11-01, fecha: 2026-11-02, conceptos: {Pensión: 950000, Préstamo: -100000}}]
PagosDe: null             # no source is connected
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ventanilla.kernel.acts import Question, SubjectId

from .incapacidades import Incapacidad, IncapacidadesDe, Seguro
from .pensionado import Concepto, PagoPension, PagosDe
from .semanas import Retiros, RetirosDe


def retiros(given: Mapping[str, Any] | None, subject: SubjectId) -> Retiros | None:
    """The withdrawals of a person, or that they are unknown."""
    return None if given is None else Retiros(**given)


def incapacidades(given: list[Mapping[str, Any]] | None, subject: SubjectId) -> tuple[Incapacidad, ...] | None:
    """The certificates of a person, of a general illness unless it is said, given on their first day; or unknown."""
    return None if given is None else tuple(_incapacidad(each, n) for n, each in enumerate(given, 1))


def _incapacidad(given: Mapping[str, Any], n: int) -> Incapacidad:
    whole = {"folio": f"AB{n:06d}", "seguro": "enfermedad_general", "unidad": "UMF 035", "expedida": given["desde"]}
    said: dict[str, Any] = whole | dict(given)
    return Incapacidad(**{**said, "seguro": Seguro(said["seguro"])})


def pagos(given: list[Mapping[str, Any]] | None, subject: SubjectId) -> tuple[PagoPension, ...] | None:
    """The payments of a pension; a concept below zero is a discount."""
    return None if given is None else tuple(_pago(each) for each in given)


def _pago(given: Mapping[str, Any]) -> PagoPension:
    lines = given.get("conceptos", {}).items()
    conceptos = tuple(Concepto(name, abs(centavos), centavos < 0) for name, centavos in lines)
    return PagoPension(given["mes"], given["fecha"], conceptos, given.get("rechazado"))


BUILDERS: Final[dict[type[Question[Any]], Any]] = {RetirosDe: retiros, IncapacidadesDe: incapacidades, PagosDe: pagos}
