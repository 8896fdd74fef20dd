"""Whose registro it is, whom the numbers name, the days that certificates cover, and when the notice was received."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Certificado, CertificadosDe, Hallados, Trabajador, TrabajadorDe
from ventanilla.domain.affiliation.registro import Registro, RegistrosDe
from ventanilla.domain.notices import el_registro, quien
from ventanilla.kit import Actor, Filed, FiledAs, Found, Registers, registros_within_reach

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """``certificados`` are asked of somebody whom both numbers name, and of nobody else."""

    registro: Registro | None
    hallados: Hallados
    certificados: tuple[Certificado, ...]
    presentada: Filed


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """The worker is looked for by both numbers, because either may be mistyped."""
    hallados = ask(TrabajadorDe(solicitud.persona.nss, solicitud.persona.curp))
    worker = quien(solicitud.persona.nss, solicitud.persona.curp, hallados)
    return Hechos(
        registro=el_registro(ask(RegistrosDe(actor.subject)), solicitud.registro),
        hallados=hallados,
        certificados=ask(CertificadosDe(worker.subject)) if isinstance(worker, Trabajador) else (),
        presentada=ask(FiledAs()),
    )


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """The registros within the reach of whoever asks, in their own words."""
    return {"registro": tuple(one.words for one in registros_within_reach(actor, ask))}


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What was looked at: nothing of the worker but whether both numbers name the same one."""
    same = hechos.hallados.por_nss is not None and hechos.hallados.por_nss == hechos.hallados.por_curp
    return (
        ("Registro patronal", hechos.registro.words if hechos.registro else "No está entre los suyos"),
        ("El NSS y la CURP", "Son de la misma persona" if same else "No son de la misma persona"),
    )
