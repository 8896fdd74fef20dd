"""What an official compares before two registers are joined or told apart; who read it is noted by whoever shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import ClaseUnion, NumerosDe, Poblacion, empleos
from ventanilla.domain.affiliation import EnPoblacion as Situacion
from ventanilla.kernel.acts import SubjectId

from .answers import numeros_de
from .curps import owner
from .models import Movimiento, Persona
from .models_numeros import NumeroUnido, Propuesta
from .numeros import alike
from .rows import fact, nombre_completo
from .union import MAX_PENDING, retired, survivors

MAX_ALIKE: Final = 10  # people with the same name and birthday that are shown
MAX_JOBS: Final = 60  # employments of one register that are shown, the newest first


@dataclass(frozen=True, slots=True)
class EmpleoVisto:
    """An employment, under the number that it was filed with."""

    patron: str
    registro: str
    desde: date
    hasta: date | None
    nss: str


@dataclass(frozen=True, slots=True)
class Parecido:
    """Somebody with the same name and day of birth, and another CURP."""

    subject: UUID
    nombre: str
    curp: str
    nss: str


@dataclass(frozen=True, slots=True)
class RegistroVisto:
    """One register. ``en_avisos`` are numbers that employers used for them and nobody assigned."""

    subject: UUID
    nombre: str
    curp: str
    nss: str
    nacimiento: date
    sexo: str
    pensionada: bool
    unida_a: UUID | None
    unidos: tuple[str, ...]
    en_avisos: tuple[str, ...]
    empleos: tuple[EmpleoVisto, ...]
    parecidos: tuple[Parecido, ...]


@dataclass(frozen=True, slots=True)
class PropuestaVista:
    """What was proposed, and what was decided of it (``aprobada`` None: nothing yet). ``propone`` is a person."""

    id: UUID
    clase: ClaseUnion
    persona: UUID
    otra: UUID | None
    retirado: str
    motivos: str
    propone: UUID
    cuenta: UUID
    at: datetime
    aprobada: bool | None
    motivos_resolucion: str


def registro_find(escrito: str) -> UUID | None:
    """Whose a number (NSS) or a CURP is, compact; of a number that was joined to another, whose it is now."""
    with scope(None):
        if not escrito.isdecimal():
            return owner(escrito)
        found = Persona.objects.filter(nss=escrito)
        return retired([escrito]).get(escrito) or found.values_list("subject", flat=True).first()


def registros_vistos(subjects: Iterable[UUID]) -> tuple[RegistroVisto, ...]:
    """Each register by itself, in the order asked; those that are not there are left out. For the office."""
    with scope(None):
        people = Persona.objects.in_bulk(list(subjects))
        return tuple(_visto(people[one]) for one in subjects if one in people)


def _visto(persona: Persona) -> RegistroVisto:
    today = settings.VENTANILLA_CLOCK.today()
    (numeros,) = numeros_de([NumerosDe(SubjectId(persona.subject))])
    own = persona.nss or ""
    rows = list(Movimiento.objects.filter(persona=persona).select_related("registro__patron"))
    names = {row.registro.numero: row.registro.patron.nombre for row in rows}
    numbers = {(row.registro.numero, row.fecha): row.nss for row in rows}
    jobs = sorted(empleos([fact(row) for row in rows], today), key=lambda one: one.desde, reverse=True)[:MAX_JOBS]
    return RegistroVisto(
        subject=persona.subject,
        nombre=nombre_completo(persona),
        curp=persona.curp,
        nss=own,
        nacimiento=persona.nacimiento,
        sexo=persona.sexo,
        pensionada=persona.pension_desde is not None,
        unida_a=survivors([persona.subject]).get(persona.subject),
        unidos=numeros.unidos,
        en_avisos=tuple(sorted({row.nss for row in rows if row.nss != own} - set(numeros.unidos) - {numeros.asignado})),
        empleos=tuple(
            EmpleoVisto(
                names[one.registro_patronal],
                one.registro_patronal,
                one.desde,
                one.hasta,
                numbers.get((one.registro_patronal, one.desde), own),
            )
            for one in jobs
        ),
        parecidos=_parecidos(persona),
    )


def _parecidos(persona: Persona) -> tuple[Parecido, ...]:
    said = Poblacion(
        curp=persona.curp,
        situacion=Situacion.VIGENTE,
        nombre=persona.nombre,
        primer_apellido=persona.primer_apellido,
        segundo_apellido=persona.segundo_apellido,
        nacimiento=persona.nacimiento,
        sexo=persona.sexo,
    )
    found = Persona.objects.filter(subject__in=alike(persona.subject, said)).order_by("curp")[:MAX_ALIKE]
    return tuple(Parecido(one.subject, nombre_completo(one), one.curp, one.nss or "") for one in found)


def propuestas_pendientes() -> tuple[PropuestaVista, ...]:
    """What waits for somebody to decide, the oldest first, at most ``MAX_PENDING``. For the office."""
    with scope(None):
        return tuple(
            _propuesta(row) for row in _rows().filter(resolucion=None).order_by("propuesta_at", "id")[:MAX_PENDING]
        )


def propuesta_vista(propuesta: UUID) -> PropuestaVista | None:
    """One of them, decided or not; None where there is none. For the office."""
    with scope(None):
        row = _rows().filter(id=propuesta).first()
        return None if row is None else _propuesta(row)


def estan_unidas(una: UUID, otra: UUID | None) -> bool:
    """Whether a union of the two stands. For the office."""
    with scope(None):
        return otra is not None and NumeroUnido.objects.filter(persona=una, otra=otra).exists()


def _rows() -> QuerySet[Propuesta]:
    return Propuesta.objects.select_related("resolucion")


def _propuesta(row: Propuesta) -> PropuestaVista:
    decided = getattr(row, "resolucion", None)
    return PropuestaVista(
        id=row.id,
        clase=ClaseUnion(row.clase),
        persona=row.persona_id,
        otra=row.otra_id,
        retirado=row.retirado,
        motivos=row.motivos,
        propone=row.propone,
        cuenta=row.cuenta,
        at=row.propuesta_at,
        aprobada=None if decided is None else decided.aprobada,
        motivos_resolucion="" if decided is None else decided.motivos,
    )
