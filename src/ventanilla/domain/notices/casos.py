"""The answers that a notice asks for, from the few words of a ``casos.yaml``.

TrabajadorDe: {alta: 2024-01-15, baja: 2026-01-27}      as HistoriaDe says the movements, ``pension``…
TrabajadorDe: {hallado: nss}                            the CURP is nobody's; also ``curp``, ``nadie``, ``dos``
TrabajadorDe: {curp: PUEA850101MDFRJN02, nss: "99178500015"}
CertificadosDe: [{desde: 2026-03-05, hasta: 2026-03-20}]
RegistrosDe: [{patron: A, prima: "0.54355", zona: zlfn, situacion: baja}]
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from ventanilla.domain.affiliation import (
    Certificado,
    CertificadosDe,
    Contradiccion,
    Hallados,
    Pension,
    TipoPension,
    Trabajador,
    TrabajadorDe,
)
from ventanilla.domain.affiliation.casos import NSS, movimientos
from ventanilla.kernel.acts import Question, SubjectId

NOMBRE: Final = "PRUEBA EJEMPLO ANA"
CURP: Final = "PUEA850101MDFRJN02"
_TRABAJADOR_FIELDS: Final = {"propio", 
    "hallado", "curp", "nss", "alta", "baja", "cambios", "empleos", "pension", "contradictions",
}  # fmt: skip


def _known(given: Mapping[str, Any], fields: set[str]) -> None:
    if unknown := given.keys() - fields:
        raise ValueError(f"a case does not say {', '.join(sorted(unknown))} here")


def hallados(given: Mapping[str, Any], subject: SubjectId) -> Hallados:
    """Whom the numbers name: the same invented person twice, unless it is said otherwise. ``propio``: who asks."""
    _known(given, _TRABAJADOR_FIELDS)
    pension = given.get("pension")
    persona = Trabajador(
        subject=subject if given.get("propio") else SubjectId(UUID(int=3_000)),
        nombre=NOMBRE,
        curp=given.get("curp", CURP),
        nss=given.get("nss", NSS),
        movimientos=movimientos({name: value for name, value in given.items() if name != "nss"}),
        pension=Pension(TipoPension(pension["tipo"]), pension["desde"], pension.get("hasta")) if pension else None,
        contradictions=tuple(Contradiccion(code) for code in given.get("contradictions", ())),
    )
    otra = Trabajador(SubjectId(UUID(int=3_001)), "PRUEBA OTRA", "PUOA900101MDFRTX08", "99179000014")
    return {
        "ambos": Hallados(persona, persona),
        "nss": Hallados(persona, None),
        "curp": Hallados(None, persona),
        "nadie": Hallados(None, None),
        "dos": Hallados(persona, otra),
    }[given.get("hallado", "ambos")]


def certificados(given: list[Mapping[str, date]], subject: SubjectId) -> tuple[Certificado, ...]:
    """The days of each certificate."""
    return tuple(Certificado(each["desde"], each["hasta"]) for each in given)


BUILDERS: Final[dict[type[Question[Any]], Any]] = {
    TrabajadorDe: hallados,
    CertificadosDe: certificados,
}
