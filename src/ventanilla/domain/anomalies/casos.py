"""The answers of this area's questions, from the few words of a ``casos.yaml``.

    EvidenciaDe: {alta: 2024-01-15, recibos: [{desde: 2026-06-01, hasta: 2026-06-15, sbc: 80000}]}
    EvidenciaDe: {alta: 2024-01-15, patron: B, no_reconoce: [B], zonas: {B: zlfn}, cargado_hasta: 2026-01-01}
    EvidenciaDe: {alta: 2024-01-15, certificados: [{desde: 2026-01-20, hasta: 2026-02-02}], mismo_patron: [A, B]}

The rest of the words are those of ``HistoriaDe``. A receipt is of the employer A unless it says another;
a place that moved says from which day it was in each zone, as ``zonas: {B: {general: 2020-01-01, zlfn: 2026-03-01}}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final

from ventanilla.domain.affiliation import Certificado
from ventanilla.domain.affiliation.casos import REGISTROS, historia
from ventanilla.domain.contributions import Zona, Zonas
from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

from .actos import EvidenciaDe
from .model import Evidencia, ReciboPropio

_FIELDS: Final = {"certificados", "recibos", "no_reconoce", "zonas", "cargado_hasta", "mismo_patron"}


def evidencia(given: Mapping[str, Any], subject: SubjectId) -> Evidencia:
    """What is known of somebody: their history, in the words of ``HistoriaDe``, and what is beside it."""
    loaded = given.get("cargado_hasta")
    return Evidencia(
        historia=historia({key: value for key, value in given.items() if key not in _FIELDS}, subject),
        certificados=tuple(Certificado(one["desde"], one["hasta"]) for one in given.get("certificados", ())),
        recibos=tuple(_recibo(one) for one in given.get("recibos", ())),
        empleadores={REGISTROS[letter]: "AAA010101AAA" for letter in given.get("mismo_patron", ())},
        zonas={REGISTROS[letter]: _zonas(said) for letter, said in given.get("zonas", {}).items()},
        no_reconoce=frozenset(REGISTROS[letter] for letter in given.get("no_reconoce", ())),
        cargado_hasta=None if loaded is None else datetime.combine(loaded, time(18), UTC),
    )


def _zonas(said: str | Mapping[str, date]) -> Zonas:
    if isinstance(said, str):
        return Zonas.siempre(Zona(said))
    return Zonas(tuple((on, Zona(zone)) for zone, on in said.items()))


def _recibo(given: Mapping[str, Any]) -> ReciboPropio:
    registro = REGISTROS[given.get("patron", "A")]
    return ReciboPropio(
        registro, "AAA010101AAA", Period(given["desde"], given["hasta"]), Money.of_centavos(given["sbc"])
    )


BUILDERS: Final[dict[type[Question[Any]], Any]] = {EvidenciaDe: evidencia}
