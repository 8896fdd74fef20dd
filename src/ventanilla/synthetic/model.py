"""What the demonstration is made of, in the shape the registers keep it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ventanilla.domain.affiliation import Contradiccion, Movimiento, Parentesco, Pension
from ventanilla.domain.authority import Role
from ventanilla.domain.contributions import Zona
from ventanilla.kernel.acts import SubjectId

Sexo = Literal["H", "M", "X"]
Turno = Literal["matutino", "vespertino"]


@dataclass(frozen=True, slots=True)
class Clinica:
    """A Unidad de Medicina Familiar: ``clave`` (3 digits) is unique only within its delegación."""

    delegacion: str
    delegacion_nombre: str
    subdelegacion: str
    clave: str
    nombre: str
    consultorios: int


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody the registers know. ``slug`` names the few the demonstration speaks of; ``""`` for the rest."""

    subject: SubjectId
    nombre: str
    primer_apellido: str
    segundo_apellido: str
    nacimiento: date
    sexo: Sexo
    entidad: str
    curp: str
    rfc: str
    nss: str | None
    clinica: Clinica | None
    consultorio: int | None
    turno: Turno | None
    agregado: str = ""
    pension: Pension | None = None
    slug: str = ""

    @property
    def nombre_completo(self) -> str:
        """The name as it is read, whatever surnames there are."""
        return " ".join(part for part in (self.nombre, self.primer_apellido, self.segundo_apellido) if part)


@dataclass(frozen=True, slots=True)
class Vinculo:
    """Who is registered as whose family. Whether that gives a right is the law's affair, on a date."""

    titular: SubjectId
    beneficiario: SubjectId
    parentesco: Parentesco
    desde: date
    hasta: date | None = None
    estudia_hasta: date | None = None
    incapacitado: bool = False
    convive_y_depende: bool = True


@dataclass(frozen=True, slots=True)
class Discrepancia:
    """Two registers that cannot both be right about a person; an official resolves it (aclaración)."""

    titular: SubjectId
    codigo: Contradiccion
    detectada: date


Career = tuple[Movimiento, ...]


@dataclass(frozen=True, slots=True)
class Hogar:
    """An insured person or pensioner, their family and their movements, oldest first.

    The movements of a second NSS, where there is a discrepancy, are among them: the person is the same.
    """

    titular: Persona
    familia: tuple[Persona, ...]
    vinculos: tuple[Vinculo, ...]
    movimientos: Career
    discrepancias: tuple[Discrepancia, ...] = ()


@dataclass(frozen=True, slots=True)
class Registro:
    """A registro patronal: where the employer's workers are insured."""

    subject: SubjectId
    numero: str
    delegacion: str
    subdelegacion: str
    desde: date
    zona: Zona = Zona.GENERAL


@dataclass(frozen=True, slots=True)
class Patron:
    """An employer: a company, or a natural person (then ``subject`` is that person's own)."""

    subject: SubjectId
    moral: bool
    nombre: str
    rfc: str
    desde: date
    registros: tuple[Registro, ...]
    persona: Persona  # the employer itself, or the company's representative
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Funcionario:
    """Somebody who works for the institution, with their post; ``cedula`` is a doctor's licence.

    ``rol`` is what they may do in the office; None for whoever has nothing to do in it.
    """

    persona: Persona
    puesto: str
    unidad: str
    cedula: str = ""
    rol: Role | None = None
