"""What a row says, in the words of the rules."""

from __future__ import annotations

from ventanilla.domain.affiliation import Movimiento as Fact
from ventanilla.domain.affiliation import SemanaJornada, Tipo, TipoSalario, TipoTrabajador

from .models import Movimiento, Persona


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
