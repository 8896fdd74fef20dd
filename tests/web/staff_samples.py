"""Every page of whoever works here in each of its states, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

import segno
from django.utils.safestring import mark_safe

from ventanilla.domain.authority import GrantFault, Role
from ventanilla.domain.authority.grant import term_sentence
from ventanilla.kernel.text import Text
from ventanilla.web.design import shapes as s
from ventanilla.web.design import staff_shapes as p

NOW: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)
SINCE: Final = date(2026, 11, 22)
UNTIL: Final = date(2027, 11, 22)
LONG: Final = "María de los Ángeles Guadalupe Maximiliana Villavicencio de Monteverde Hinojosa"
ACTIVE: Final = p.RoleRow(
    "Íñigo Ñandayapa", Role.MOSTRADOR.text, "Subdelegación Poniente", "Ventanilla", SINCE, UNTIL, "Vigente", "done",
    "/personal/roles/1",
)  # fmt: skip
LONGEST: Final = replace(ACTIVE, person=LONG, unit="Subdelegación " * 5, post="Jefatura " * 6, ending=True)
WAITING: Final = replace(ACTIVE, state="Por decidir", kind="wait")
REFUSED: Final = replace(ACTIVE, state="Rechazado", kind="no")
OVER: Final = replace(ACTIVE, state="Terminó su plazo", kind="off")
LINKS: Final = (s.Link("Roles del personal", "/personal/roles", "Proponga, apruebe y termine roles."),)
LONGEST_TERM: Final = term_sentence("un_anio")
ROLES: Final = tuple(p.Choice(role.value, role.text, role.does) for role in Role)
UNITS: Final = (p.Choice("poniente", "Subdelegación Poniente"), p.Choice("archivo", "Archivo"))
PATH: Final = "/personal/activar/x"
Add = Callable[..., None]


def staff_pages(add: Add, signed_in: dict[str, Any]) -> None:
    """Add them all."""
    staff = {**signed_in, "section": "personal"}
    own = replace(ACTIVE, person="", href="")
    add("falta-confirmar", "staff/falta.html", p.FaltaPage(True, False, False, "/personal"), staff)
    add("falta-factores", "staff/falta.html", p.FaltaPage(False, True, True, "/personal"), staff)
    add("personal", "staff/personal.html", p.PersonalPage(LONG, (own,), LINKS), staff)
    many = p.PersonalPage("Ana Uc", (own, replace(own, ending=True)), LINKS, (OVER, REFUSED), "Su acceso quedó activo.")
    alarm = Text(
        "SELLO_VENCE", "El certificado del sello vence el {fecha}. Pida otro y cámbielo antes.", fecha=date(2027, 1, 3)
    )
    add("personal-sello", "staff/personal.html", p.PersonalPage(LONG, (own,), LINKS, alarm=alarm), staff)
    add("personal-varios", "staff/personal.html", many, staff)
    add("roles-ninguno", "staff/roles.html", p.RolesPage(units=False), staff)
    add("roles", "staff/roles.html", p.RolesPage((WAITING,), (ACTIVE,), (OVER,)), staff)
    every = p.RolesPage((WAITING, LONGEST), (ACTIVE, LONGEST), (OVER, REFUSED), done="Aprobó el rol.")
    add("roles-varios", "staff/roles.html", every, staff)
    today = {"desde-dia": "22", "desde-mes": "11", "desde-anio": "2026"}
    add("rol-nuevo", "staff/rol_nuevo.html", p.RolNuevoPage(ROLES, UNITS, LONGEST_TERM, today), staff)
    wrong = {name: GrantFault.SIN_MOTIVO.text() for name in ("curp", "rol", "unidad", "hasta", "motivo")}
    add(
        "rol-nuevo-error",
        "staff/rol_nuevo.html",
        p.RolNuevoPage(ROLES, UNITS, LONGEST_TERM, {"curp": "X"}, wrong),
        staff,
    )
    one = p.RolPage(WAITING, "NASR900101HDFDNGA0", "ana@correo.example", frozenset({"aprobar", "rechazar"}),
                    proposed_by="Leonor Peñasco", proposed_at=NOW, reason="Cubre la ventanilla tres.")  # fmt: skip
    add("rol-por-decidir", "staff/rol.html", one, staff)
    add("rol-error", "staff/rol.html", replace(one, error=GrantFault.SIN_MOTIVO.text(), wrong="rechazar"), staff)
    add("rol-decidido", "staff/rol.html", replace(one, error=GrantFault.YA_DECIDIDA.text(), acts=frozenset()), staff)
    own_one = replace(one, acts=frozenset({"revocar"}), why_not="Usted propuso este rol.")
    add("rol-propio", "staff/rol.html", own_one, staff)
    invited = replace(one, row=LONGEST, acts=frozenset({"reenviar", "revocar"}), decided_by=LONG, decided_at=NOW)
    add("rol-por-activar", "staff/rol.html", replace(invited, proposed_by=""), staff)
    ended = replace(invited, row=OVER, acts=frozenset(), activated_at=NOW, ended_by=LONG, ended_at=NOW, end_reason="x")
    add("rol-terminado", "staff/rol.html", ended, staff)
    _activation(add, signed_in)


def _activation(add: Add, signed_in: dict[str, Any]) -> None:
    page = p.ActivarPage(Role.MOSTRADOR.text, "Subdelegación Poniente", SINCE, UNTIL, "nadie", PATH)
    add("activar", "staff/activar.html", page)
    add("activar-error", "staff/activar.html", replace(page, curp="X", error="La invitación no es para esa CURP."))
    add("activar-cuenta", "staff/activar.html", replace(page, state="cuenta"))
    for state in ("lista", "otra", "empresa"):
        add(f"activar-{state}", "staff/activar.html", replace(page, state=state), signed_in)
    lacking = replace(page, state="falta", missing=p.FaltaPage(False, True, False, PATH))
    add("activar-falta", "staff/activar.html", lacking, signed_in)
    add("activar-enlace", "staff/enlace.html", None)
    add("activar-llave", "staff/activar_factor.html", p.ActivarFactorPage(PATH, False))
    add("activar-llave-error", "staff/activar_factor.html", p.ActivarFactorPage(PATH, False, error="No pudimos."))
    qr = mark_safe(segno.make("otpauth://totp/x?secret=AAAA").svg_inline(scale=4, light="#fff", svgclass="v-qr"))
    add("activar-codigos", "staff/activar_factor.html", p.ActivarFactorPage(PATH, True, "GEZD GNBV", qr))
    wrong = p.ActivarFactorPage(PATH, True, "GEZD GNBV", qr, error="Ese código no sirve.")
    add("activar-codigos-error", "staff/activar_factor.html", wrong)
    add("activar-codigos-seguir", "staff/activar_factor.html", p.ActivarFactorPage(PATH, True))
