"""What a row says, in the words of the rules."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from ventanilla.domain.affiliation import (
    Adscripcion,
    Campo,
    Pension,
    SemanaJornada,
    Tipo,
    TipoPension,
    TipoSalario,
    TipoTrabajador,
    pension_conocida,
)
from ventanilla.domain.affiliation import Asignacion as Asignado
from ventanilla.domain.affiliation import Movimiento as Fact
from ventanilla.domain.affiliation import Tramo as Stretch

from .models import Asignacion, Cambio, Movimiento, Persona, Tramo

UN_DIA: Final = timedelta(days=1)


def nombre_completo(persona: Persona) -> str:
    """The name as it is read, whatever surnames there are."""
    return " ".join(part for part in (persona.nombre, persona.primer_apellido, persona.segundo_apellido) if part)


def fact(row: Movimiento) -> Fact:
    """The movement as the rules know it; its ``registro`` must have been read with it."""
    return Fact(
        id=row.id,
        tipo=Tipo(row.tipo),
        nss=row.nss,
        registro_patronal=row.registro.numero,
        on=row.fecha,
        recorded=row.recorded_at,
        sbc_centavos=row.sbc_centavos,
        causa=row.causa,
        supersedes=row.supersedes_id,
        declarada=row.declarada,
        trabajador=TipoTrabajador(row.trabajador),
        salario=TipoSalario(row.salario),
        semana=SemanaJornada(row.semana),
        contrato_hasta=row.contrato_hasta,
    )


def tramo(row: Tramo) -> Stretch:
    """A stretch of days as the rules know it; its ``registro`` must have been read with it."""
    return Stretch(
        registro=row.registro.numero,
        nss=row.nss,
        empleo_desde=row.empleo_desde,
        desde=row.dias.lower,
        hasta=None if row.dias.upper is None else row.dias.upper - UN_DIA,
        sbc_centavos=row.sbc_centavos,
        trabajador=TipoTrabajador(row.trabajador),
        salario=TipoSalario(row.salario),
        semana=SemanaJornada(row.semana),
        contrato_hasta=row.contrato_hasta,
    )


def adscripcion(row: Persona | Asignacion) -> Adscripcion:
    """Where somebody is attended; the clinic must have been read with it."""
    clinica = row.clinica
    return Adscripcion(
        umf=clinica.clave if clinica else "",
        delegacion=clinica.delegacion_nombre if clinica else "",
        consultorio="" if row.consultorio is None else str(row.consultorio),
        turno=row.turno,
    )


def asignado(row: Asignacion) -> Asignado:
    """An assignment as the rules know it."""
    return Asignado(adscripcion(row), row.desde, row.recorded_at)


def pension_of(persona: Persona, known: datetime | None = None) -> Pension | None:
    """Their pension, if they had one that was known then."""
    if persona.pension_tipo is None or persona.pension_desde is None:
        return None
    whole = Pension(TipoPension(persona.pension_tipo), persona.pension_desde, persona.pension_hasta)
    return pension_conocida(whole, persona.pension_registrada_at, persona.pension_fin_registrado_at, known)


def undo(persona: Persona, change: Cambio) -> None:
    """Put back what a datum was, in the object alone. An address is nobody's answer here."""
    campo = Campo(change.campo)
    if campo is not Campo.DOMICILIO:
        before = date.fromisoformat(change.antes) if campo is Campo.NACIMIENTO else change.antes
        setattr(persona, campo.value, before)
