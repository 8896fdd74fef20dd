"""Writing the synthetic institution into the register, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from ventanilla.apps.accounts.api import official_account
from ventanilla.apps.affiliation.api import (
    ClinicaRow,
    ContactoRow,
    ContradiccionRow,
    MovimientoRow,
    ParentescoRow,
    PatronRow,
    PersonaRow,
    RegistroRow,
    clinicas_load,
    codigos_clinica_load,
    contactos_load,
    contradicciones_load,
    fracciones_load,
    localidades_load,
    movimientos_load,
    parentescos_load,
    patrones_load,
    personas_load,
    registros_load,
)
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.mandates.api import mandate_load
from ventanilla.apps.staff.api import Appointed, officials_load, unit_declare
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.period import months_after
from ventanilla.synthetic import Clinica, Funcionario, Hogar, Institution, Patron, Persona
from ventanilla.synthetic import institution as draw
from ventanilla.synthetic.workplaces import FRACCIONES, LOCALIDADES, workplace

from .models import Siembra

DEMONSTRATION = "demostracion"
APPOINTED_FOR: Final = timedelta(days=300)


class NotADemonstration(RuntimeError):
    """Nobody invented is ever written into a real register."""


def register_is_seeded() -> bool:
    """Whether this installation's demonstration was written already."""
    return Siembra.objects.exists()


def seeded_institution() -> Institution:
    """The institution that was written here, drawn again from its seed and day. Siembra.DoesNotExist if none was."""
    drawn = Siembra.objects.get()
    return draw(drawn.seed, drawn.today, workers=drawn.workers, employers=drawn.employers)


def seed_register(institution: Institution, now: datetime) -> bool:
    """Write ``institution`` as the register of this installation; False, and nothing done, if one was written already.

    All or nothing. NotADemonstration in production.
    """
    if settings.VENTANILLA_MODE != DEMONSTRATION:
        raise NotADemonstration("the demonstration is not written into a production register")
    with scope(None), transaction.atomic():
        if register_is_seeded():
            return False
        Siembra.objects.create(
            seed=institution.seed,
            today=institution.today,
            workers=len(institution.hogares),
            employers=len(institution.patrones),
            seeded_at=now,
        )
        _write(institution)
        _appoint(institution.personal, now)
    return True


def _appoint(personal: Iterable[Funcionario], now: datetime) -> None:
    """Whoever has a role in the office: their account, which an e.firma opens, their unit and their role."""
    since, made = civil_date(now), []
    for one in personal:
        if one.rol is None:
            continue
        persona, unit = one.persona, slugify(one.unidad)
        unit_declare(key=unit, name=one.unidad)
        account = official_account(curp=persona.curp, name=persona.nombre_completo, subject=persona.subject, now=now)
        made.append(
            Appointed(
                account=account,
                curp=persona.curp,
                name=persona.nombre_completo,
                role=one.rol,
                unit=unit,
                post=one.puesto,
                since=since,
                until=since + APPOINTED_FOR,
            )
        )
    officials_load(made, now=now)


def _write(institution: Institution) -> None:
    registros = {one.numero: one.subject for patron in institution.patrones for one in patron.registros}
    hogares = institution.hogares
    clinicas_load(_clinica(one) for one in institution.clinicas)
    patrones_load(PatronRow(one.subject, one.moral, one.rfc, one.nombre) for one in institution.patrones)
    localidades_load(LOCALIDADES)
    codigos_clinica_load(_codigos(institution.clinicas))
    fracciones_load(FRACCIONES)
    registros_load(_registros(institution.patrones, institution.seed))
    personas_load(_persona(one) for one in institution.people())
    contactos_load(_contacto(one.titular) for one in hogares)
    parentescos_load(_parentescos(hogares))
    movimientos_load(_movimientos(hogares, registros))
    contradicciones_load(
        ContradiccionRow(one.titular, one.codigo.value, one.detectada)
        for hogar in hogares
        for one in hogar.discrepancias
    )


def _codigo(clinica: Clinica) -> str:
    return clinica.delegacion + clinica.clave


def _codigos(clinicas: tuple[Clinica, ...]) -> list[tuple[str, str]]:
    """The clinic of each postal code, of its own delegación; the last code has none, to be seen."""
    by: dict[str, list[str]] = {}
    for clinica in clinicas:
        by.setdefault(clinica.delegacion, []).append(_codigo(clinica))
    return [
        (place.codigo_postal, by[place.delegacion][turn % len(by[place.delegacion])])
        for turn, place in enumerate(LOCALIDADES[:-1])
        if place.delegacion in by
    ]


def _clinica(one: Clinica) -> ClinicaRow:
    return ClinicaRow(_codigo(one), one.delegacion, one.delegacion_nombre, one.subdelegacion, one.clave, one.nombre)


def _registros(patrones: Iterable[Patron], seed: int) -> Iterator[RegistroRow]:
    for patron in patrones:
        for one in patron.registros:
            datos = workplace(seed, one.numero)
            yield RegistroRow(
                one.subject, one.numero, patron.subject, one.delegacion, one.subdelegacion, one.desde, datos
            )


def _persona(one: Persona) -> PersonaRow:
    pension = one.pension
    return PersonaRow(
        subject=one.subject,
        curp=one.curp,
        nss=one.nss,
        nombre=one.nombre,
        primer_apellido=one.primer_apellido,
        segundo_apellido=one.segundo_apellido,
        nacimiento=one.nacimiento,
        sexo=one.sexo,
        agregado=one.agregado,
        clinica_id=_codigo(one.clinica) if one.clinica else None,
        consultorio=one.consultorio,
        turno=one.turno or "",
        pension_tipo=pension.tipo.value if pension else None,
        pension_desde=pension.desde if pension else None,
        pension_hasta=pension.hasta if pension else None,
    )


def _contacto(one: Persona) -> ContactoRow:
    """An address of nobody; its id follows from whose it is, so that the same institution has the same ones."""
    name = one.slug.replace("_", ".") or one.subject.hex[:12]
    return ContactoRow(uuid5(one.subject, "correo"), one.subject, f"{name}@registro.example")


def _parentescos(hogares: Iterable[Hogar]) -> Iterator[ParentescoRow]:
    for hogar in hogares:
        for one in hogar.vinculos:
            yield ParentescoRow(
                one.titular,
                one.beneficiario,
                one.parentesco.value,
                one.desde,
                one.hasta,
                one.estudia_hasta,
                one.incapacitado,
                one.convive_y_depende,
            )


def _movimientos(hogares: Iterable[Hogar], registros: Mapping[str, UUID]) -> Iterator[MovimientoRow]:
    for hogar in hogares:
        for one in hogar.movimientos:
            yield MovimientoRow(hogar.titular.subject, registros[one.registro_patronal], one)


def authorisation_seed(institution: Institution, now: datetime) -> None:
    """The accountant of the demonstration may act for its company for a year: a newcomer tries it at once."""
    company = next(one for one in institution.patrones if one.slug == "empresa")
    accountant = institution.named("contador")
    mandate_load(
        SubjectId(company.subject),
        SubjectId(accountant.subject),
        (company.nombre.upper(), accountant.nombre_completo.upper()),
        rfc=company.rfc,
        curp=accountant.curp,
        until=months_after(civil_date(now), 12),
        now=now,
    )
