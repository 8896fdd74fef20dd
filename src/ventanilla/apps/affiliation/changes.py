"""A person's own data: what the register answers of them, and how one of them changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ventanilla.apps.accounts.api import account_curp_follow, tell_identity_changed
from ventanilla.apps.eventlog.api import ToLog, events_append
from ventanilla.domain.affiliation import ActualizarDato, Campo, CurpDeOtra, DatoActualizado, Datos, DatosPersona
from ventanilla.kit.perform import Conflict, PerformContext

from .answers import NotInRegister
from .curps import curp_retire, owners
from .models import Cambio, Domicilio, Persona
from .union import registers_of


def datos_de(questions: Sequence[DatosPersona]) -> list[Datos]:
    """What the register holds of each; NotInRegister if it does not know one. As the office.

    Who they are is what their own register says. Where they live is where they last said so, in any register that was
    joined with it: they moved once.
    """
    subjects = [each.subject for each in questions]
    found = Persona.objects.in_bulk(subjects)
    lived = _domicilios(subjects)
    return [_datos(found.get(subject), lived.get(subject, "")) for subject in subjects]


def _domicilios(subjects: Sequence[UUID]) -> dict[UUID, str]:
    """Where each of them lives; of two said from the same day, that of their own register."""
    registers = registers_of(subjects)
    every = {one for own in registers.values() for one in own}
    rows = {row.persona_id: row for row in Domicilio.objects.filter(persona__in=every)}
    found = {}
    for subject, own in registers.items():
        said = [rows[one] for one in own if one in rows]
        if said:
            found[subject] = max(said, key=lambda row: (row.desde, row.persona_id == subject)).texto
    return found


def curps_de_otra(questions: Sequence[CurpDeOtra]) -> list[bool]:
    """Whether each CURP is somebody else's, or was. As the office."""
    found = owners(each.curp for each in questions)
    return [found.get(each.curp, each.subject) != each.subject for each in questions]


def datos_actualizar(orders: Sequence[tuple[ActualizarDato, PerformContext]]) -> None:
    """Change each datum in the runner's transaction: the row, what it was, and the event.

    Conflict where the register no longer says what was decided from, or the CURP became another's.
    """
    told = []
    for order, context in orders:
        persona = Persona.objects.select_for_update(no_key=True).get(subject=order.subject)
        if datos_de([DatosPersona(order.subject)])[0].de(order.campo) != order.antes:
            raise Conflict(order.campo.value)
        if order.campo is Campo.CURP and curps_de_otra([CurpDeOtra(order.subject, order.despues)])[0]:
            raise Conflict(order.campo.value)
        _write(persona, order, context.on)
        if order.campo is Campo.CURP:
            _follow(persona, order, context)
        Cambio.objects.create(
            persona=persona,
            campo=order.campo.value,
            antes=order.antes,
            despues=order.despues,
            caso=context.case,
            hecho_at=context.now,
        )
        event = DatoActualizado(order.campo.value, order.antes, order.despues)
        told.append(ToLog(event, order.subject, context.by, context.case))
        if order.campo.identidad:
            tell_identity_changed(order.subject)
    if told:
        events_append(told, now=orders[0][1].now)


def _follow(persona: Persona, order: ActualizarDato, context: PerformContext) -> None:
    """A new CURP: the earlier one stays theirs, and their account goes with them. Conflict where it cannot."""
    curp_retire(persona, order.antes, case=context.case, now=context.now)
    if not account_curp_follow(order.subject, order.despues, now=context.now):
        raise Conflict(order.campo.value)


def _write(persona: Persona, order: ActualizarDato, on: date) -> None:
    if order.campo is Campo.DOMICILIO:
        Domicilio.objects.update_or_create(persona=persona, defaults={"texto": order.despues, "desde": on})
        return
    value = date.fromisoformat(order.despues) if order.campo is Campo.NACIMIENTO else order.despues
    setattr(persona, order.campo.value, value)
    persona.save(update_fields=[order.campo.value])


def _datos(persona: Persona | None, domicilio: str) -> Datos:
    if persona is None:
        raise NotInRegister
    return Datos(
        nombre=persona.nombre,
        primer_apellido=persona.primer_apellido,
        segundo_apellido=persona.segundo_apellido,
        nacimiento=persona.nacimiento,
        sexo=persona.sexo,
        curp=persona.curp,
        domicilio=domicilio,
    )
