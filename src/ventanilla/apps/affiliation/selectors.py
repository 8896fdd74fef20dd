"""What the pages read: who somebody is, and their own summary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import Tramo as Stretch
from ventanilla.domain.authority import Actor
from ventanilla.kernel.acts import SubjectId

from .curps import owner, owners
from .models import Parentesco, Patron, Persona, Tramo
from .rows import nombre_completo, tramo
from .union import same_human


@dataclass(frozen=True, slots=True)
class EmpleoActual:
    """An employment that is open: with whom, since when, and the daily base wage."""

    patron: str
    registro_patronal: str
    desde: date
    sbc_centavos: int | None


@dataclass(frozen=True, slots=True)
class ResumenPersona:
    """What a person's home says; ``""`` and 0 where the register holds nothing."""

    nombre: str
    curp: str
    nss: str
    umf: str
    delegacion: str
    consultorio: int | None
    turno: str
    empleos: tuple[EmpleoActual, ...]
    beneficiarios: int
    pensionada: bool


@dataclass(frozen=True, slots=True)
class ResumenPatron:
    """What an employer's home says: its registros and how many people are insured with it today."""

    nombre: str
    rfc: str
    registros: tuple[str, ...]
    trabajadores: int


@dataclass(frozen=True, slots=True)
class Identidad:
    """Who the register knows by a CURP, and how to reach them: (key, e-mail) of each contact."""

    subject: SubjectId
    nombre: str
    primer_apellido: str
    segundo_apellido: str
    nacimiento: date
    sexo: str
    contactos: tuple[tuple[str, str], ...]


def identidad_by_curp(curp: str) -> Identidad | None:
    """Who the register knows by that CURP, or knew; for the office's own use where somebody signs up."""
    with scope(None):
        one = Persona.objects.filter(subject__in=owners([curp]).values()).first()
        if one is None:
            return None
        found = one.contactos.order_by("id").values_list("id", "correo")
        contactos = tuple((str(key), correo) for key, correo in found)
    return Identidad(
        SubjectId(one.subject),
        one.nombre,
        one.primer_apellido,
        one.segundo_apellido,
        one.nacimiento,
        one.sexo,
        contactos,
    )


@dataclass(frozen=True, slots=True)
class Carrera:
    """Whom the register knows by a CURP, and every stretch of days at one wage, each with its employer's RFC."""

    subject: SubjectId
    nombre: str
    nss: str
    tramos: tuple[tuple[str, Stretch], ...]


def carrera_by_curp(curp: str) -> Carrera | None:
    """The working life of whoever has that CURP; for the office's own use where somebody proves who they are.

    As many queries whoever it is: how long it takes does not say whether the register knows them.
    """
    with scope(None):
        one = Persona.objects.filter(curp=curp).first()
        rows = Tramo.objects.filter(conocido__upper_inf=True, persona=one.subject if one else UUID(int=0))
        found = tuple((row.registro.patron.rfc, tramo(row)) for row in rows.select_related("registro__patron"))
    if one is None:
        return None
    name = " ".join(part for part in (one.nombre, one.primer_apellido, one.segundo_apellido) if part)
    return Carrera(SubjectId(one.subject), name, one.nss or "", found)


def contactos_de(curp: str) -> tuple[str, ...]:
    """Every address on record of whoever has that CURP, for a notice that must reach them all; as the office."""
    found = identidad_by_curp(curp)
    return tuple(email for _, email in found.contactos) if found is not None else ()


def subject_by_curp(curp: str) -> SubjectId | None:
    """Who the register knows by that CURP (compact, in capitals), or knew; for the office's own use at sign-in."""
    with scope(None):
        found = owner(curp)
    return None if found is None else SubjectId(found)


def subject_by_rfc(rfc: str) -> SubjectId | None:
    """The employer the register knows by that RFC."""
    found = Patron.objects.filter(rfc=rfc).values_list("subject", flat=True).first()
    return None if found is None else SubjectId(found)


def persona_nombre(subject: SubjectId) -> str | None:
    """The name of a person or employer, within what this connection may see; None if it sees nobody."""
    persona = Persona.objects.filter(subject=subject).first()
    if persona is not None:
        return nombre_completo(persona)
    return Patron.objects.filter(subject=subject).values_list("nombre", flat=True).first()


def patrones_nombres(subjects: Iterable[UUID]) -> dict[UUID, str]:
    """The names of employers, companies or people, for the office itself; those that it does not know left out."""
    asked = set(subjects)
    if not asked:
        return {}
    with scope(None):
        return dict(Patron.objects.filter(subject__in=asked).values_list("subject", "nombre"))


def resumen_for(actor: Actor, on: date | None = None) -> ResumenPersona | ResumenPatron | None:
    """What the home of whoever ``actor`` acts for says on the day ``on`` (None: today); None where nothing is known.

    It is read as that subject, whatever the connection was allowed before.
    """
    on = on or settings.VENTANILLA_CLOCK.today()
    with scope(actor.subject):
        if actor.acts_for is not None and not actor.kin:
            return _resumen_patron(actor.acts_for, on)
        return _resumen_persona(actor.subject, on)


def patron_for(actor: Actor, on: date | None = None) -> ResumenPatron | None:
    """What a person who employs others in their own name sees as an employer; None for everybody else."""
    on = on or settings.VENTANILLA_CLOCK.today()
    with scope(actor.subject):
        return _resumen_patron(actor.subject, on)


def empleos_en(subject: SubjectId, on: date, known: datetime | None = None) -> tuple[Stretch, ...]:
    """Where somebody worked on a day and at which wage, as held true at ``known`` (None: now), by registro.

    Within what this connection may see: an employer reads its own part. Nothing that is recorded later changes the
    answer as of an instant that passed.
    """
    held = Q(conocido__upper_inf=True) if known is None else Q(conocido__contains=known)
    rows = Tramo.objects.filter(held, persona=subject, dias__contains=on).select_related("registro")
    return tuple(tramo(row) for row in rows.order_by("registro__numero"))


def _resumen_persona(subject: UUID, on: date) -> ResumenPersona | None:
    everybody = same_human(subject)
    persona = Persona.objects.filter(subject=everybody[0]).select_related("clinica").first()
    if persona is None:
        return None
    jobs = Tramo.objects.filter(persona__in=everybody, conocido__upper_inf=True, dias__contains=on)
    rows = jobs.select_related("registro__patron").order_by("empleo_desde", "registro__numero")
    clinica = persona.clinica
    still = Q(hasta__isnull=True) | Q(hasta__gte=on)
    return ResumenPersona(
        nombre=nombre_completo(persona),
        curp=persona.curp,
        nss=persona.nss or "",
        umf=clinica.clave if clinica else "",
        delegacion=clinica.delegacion_nombre if clinica else "",
        consultorio=persona.consultorio,
        turno=persona.turno,
        empleos=tuple(
            EmpleoActual(row.registro.patron.nombre, row.registro.numero, row.empleo_desde, row.sbc_centavos)
            for row in rows
        ),
        beneficiarios=Parentesco.objects.filter(still, titular=subject, desde__lte=on).count(),
        pensionada=persona.pension_desde is not None
        and persona.pension_desde <= on
        and (persona.pension_hasta is None or persona.pension_hasta >= on),
    )


def _resumen_patron(subject: UUID, on: date) -> ResumenPatron | None:
    patron = Patron.objects.filter(subject=subject).first()
    if patron is None:
        return None
    registros = tuple(patron.registros.order_by("numero").values_list("numero", flat=True))
    return ResumenPatron(patron.nombre, patron.rfc, registros, _insured_with(subject, on))


def _insured_with(patron: UUID, on: date) -> int:
    """How many people have that day among those of an employment."""
    rows = Tramo.objects.filter(registro__patron=patron, conocido__upper_inf=True, dias__contains=on)
    return rows.values("persona").distinct().count()
