"""The answers of this area's questions, from the few words of a ``casos.yaml``.

What each is said with:

- ``CuentaDe: A`` is somebody's account, ``null`` nobody's, ``yo`` that of whoever asks.
- ``EmpresaDe: {nombre: Empresa de ejemplo A, certificado: A}``, of whom; ``null`` where there is no such company.
- ``OtorganteDe: {nombre: Empresa de ejemplo A, rfc: EEA200101AB1}``; of a person, with ``moral: false``.
- ``PatronConRfc: A``; ``null`` where the register knows no such employer.
- ``FacultadDe: {actos: [ver, administrar], hasta: 2027-06-30, delega: true}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from ventanilla.kernel.acts import Question, SubjectId

from .autorizaciones import (
    CuentaDe,
    Empresa,
    EmpresaDe,
    Facultad,
    FacultadDe,
    Otorgante,
    OtorganteDe,
    PatronConRfc,
)
from .mandate import Act

_SOMEBODY: Final = {"A": SubjectId(UUID(int=11)), "B": SubjectId(UUID(int=12))}
_FIELDS: Final = {"actos", "registros", "desde", "hasta", "delega", "vigente", "eslabones"}


def somebody(given: Any, subject: SubjectId) -> SubjectId | None:
    """Somebody by a letter, nobody, or whoever asks (``yo``)."""
    return None if given is None else subject if given == "yo" else _SOMEBODY[given]


def empresa(given: Mapping[str, Any] | None, subject: SubjectId) -> Empresa | None:
    """A company by its name, or none."""
    return None if given is None else Empresa(given["nombre"], somebody(given.get("certificado"), subject))


def otorgante(given: Mapping[str, Any], subject: SubjectId) -> Otorgante:
    """Whoever gives the leave."""
    return Otorgante(given["nombre"], given["rfc"], given.get("moral", True))


def facultad(given: Mapping[str, Any] | None, subject: SubjectId) -> Facultad | None:
    """What whoever asks may do for the subject of the case."""
    if given is None:
        return None
    if unknown := given.keys() - _FIELDS:
        raise ValueError(f"a case does not say {', '.join(sorted(unknown))} here")
    return Facultad(
        otorgante=subject,
        actos=tuple(Act(each) for each in given.get("actos", [act.value for act in Act])),
        registros=tuple(given.get("registros", ())),
        desde=given.get("desde", date(2026, 1, 1)),
        hasta=given.get("hasta"),
        puede_delegar=given.get("delega", False),
        vigente=given.get("vigente", True),
        eslabones=given.get("eslabones", 1),
    )


BUILDERS: Final[dict[type[Question[Any]], Any]] = {
    CuentaDe: somebody,
    EmpresaDe: empresa,
    FacultadDe: facultad,
    OtorganteDe: otorgante,
    PatronConRfc: somebody,
}
