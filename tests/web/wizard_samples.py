"""Every page of a request in each of its states, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from ventanilla.kernel.text import Text
from ventanilla.web.design import shapes as s
from ventanilla.web.design import wizard_shapes as w

TITLE: Final = "Constancia de vigencia de derechos"
NOW: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)
LONG: Final = "María Guadalupe de la Concepción Ñáñez Güereña y Peñaloza de A"
SOURCE: Final = Text("SEGUN_REGISTRO", "Según su registro, al {fecha}.", fecha=date(2026, 11, 22))
PARA: Final = s.Step(
    "choice",
    "para",
    "¿Para quién es la constancia?",
    choices=(
        s.Choice("titular", "Para mí"),
        s.Choice("familia", "Para mí y mi familia", "Incluye a las personas que usted registró."),
    ),
)
FECHA: Final = s.Step(
    "date", "fecha", "¿En qué fecha?", "Si no la cambia, es la de hoy.", day="22", month="11", year="2026"
)
MOTIVO: Final = s.Step("long", "motivo", "¿Qué quiere aclarar?", "Diga qué pasó y cuándo.", optional=True)
NSS: Final = s.Step("number", "nss", "¿Cuál es su NSS?", value="99178050015")
ESTADO: Final = s.Step("select", "estado", "Estado", choices=(s.Choice("Sonora", "Sonora"), s.Choice("v", LONG)))
IMPORTE: Final = s.Step("money", "importe", "¿Cuánto pagó?", value="1,361.89")
CORREO: Final = s.Step("email", "correo", "¿Cuál es su correo?")
TELEFONO: Final = s.Step("phone", "telefono", "¿Cuál es su teléfono?", optional=True)
CALLE: Final = s.Step("text", "calle", "Calle", value=LONG)
Add = Callable[..., None]


def page(*steps: s.Step, **more: Any) -> w.WizardPage:
    heading = more.pop("heading", steps[0].label)
    start = w.WizardPage(TITLE, heading, steps, 1, 2, "/tramites/constancia_vigencia", "/oficina", NOW)
    return replace(start, kept_until=date(2026, 12, 22), save_url="/solicitudes/x/guardar", **more)


def wizard_pages(add: Add, signed_in: dict[str, Any], mandate: object) -> None:
    """Add them all."""

    def wizard(name: str, shown: w.WizardPage, **context: Any) -> None:
        add(name, "portal/wizard_step.html", shown, {**signed_in, **context})

    wizard("paso-para", page(PARA))
    wizard("paso-fecha", page(FECHA, number=2))
    wizard("paso-error", page(replace(PARA, error="Elija una de las opciones.")))
    month = "El mes debe ser un número del 1 al 12."
    wrong_month = replace(FECHA, month="13", wrong=("mes",), error=month)
    wizard("paso-fecha-error", page(wrong_month, number=2), acting_for=mandate)
    for name, step in (
        ("texto", CALLE),
        ("largo", MOTIVO),
        ("lista", ESTADO),
        ("importe", IMPORTE),
        ("correo", CORREO),
    ):
        wizard(f"paso-{name}", page(step))
        wizard(f"paso-{name}-error", page(replace(step, error="Falta esta respuesta.")))
    mistyped = replace(NSS, error="El último dígito no corresponde.", suggestions=("99178500015", "99178005015"))
    wizard("paso-numero-error", page(mistyped))
    wizard("paso-con-mas", page(replace(PARA, help=LONG, more=("Sus derechos", "Puede pedirla.", LONG))))
    wizard("paso-cambiado", page(CALLE, changed=True, before=LONG))
    wizard("paso-vaciado", page(CALLE, changed=True))
    several = (CALLE, ESTADO, IMPORTE, CORREO, TELEFONO, FECHA, PARA, MOTIVO, NSS)
    wizard("paso-domicilio", page(*several, heading="¿Dónde vive?", help="El de su identificación."))
    wrong = tuple(replace(step, error="Falta esta respuesta.") for step in several)
    wizard("paso-persona-error", page(*wrong, heading="Persona", item=2, error="Falta esta respuesta."))
    known = w.KnownBox(LONG, SOURCE)
    why = s.Step("long", "disputas.calle", "¿Por qué no es correcto?", error="Escriba por qué.")
    wizard("paso-corregir", page(CALLE, why, known=known))
    confirm = w.ConfirmPage(TITLE, "Calle", known, 1, 2, "/b", "/oficina")
    add("confirmar-dato", "portal/wizard_confirm.html", confirm, signed_in)
    refused = replace(confirm, chosen="no", error="Elija si el dato es correcto.")
    add("confirmar-dato-error", "portal/wizard_confirm.html", refused, signed_in)
    _lists(add, signed_in)


def _lists(add: Add, signed_in: dict[str, Any]) -> None:
    group = w.GroupPage(TITLE, "¿A quiénes registra?", "", "Persona", (), 1, 2, "/b", "/oficina", "/b/0", 2)
    items = (w.Item(LONG, 1, "/b/0", "/b/0/quitar"), w.Item("", 2, "/b/1", "/b/1/quitar", "Faltan datos"))
    add("grupo-vacio", "portal/wizard_group.html", group, signed_in)
    full = replace(group, items=items, add_url="", help="Una por una.", error="Complete lo que falta.", saved_at=NOW)
    add("grupo-lleno", "portal/wizard_group.html", full, signed_in)
    tasks = (
        w.Task("Usted", "lista", "/b/1"),
        w.Task("Su trabajo", "en_curso", "/b/2"),
        w.Task("Su familia", "sin_empezar", "/b/3"),
        w.Task("Revise y firme", "aun_no"),
    )
    add("partes", "portal/wizard_tasks.html", w.TasksPage(TITLE, tasks, 1, "/b", "/oficina", NOW), signed_in)
    add("partes-dos", "portal/wizard_tasks.html", w.TasksPage(TITLE, tasks[:2], 2, "/b", "/oficina"), signed_in)
    antes = w.AntesPage(TITLE, "/b", (PARA, replace(PARA, name="otra")))
    add("antes", "portal/antes.html", antes, signed_in)
    wrong = replace(antes, steps=(replace(PARA, error="Elija una de las opciones."),))
    add("antes-error", "portal/antes.html", wrong, signed_in)
    why = (("Es de otra oficina.", "/tramites", "Vea los demás trámites."), ("No cotiza.", "", ""))
    add("antes-para-usted", "portal/antes_resultado.html", w.AntesResult(TITLE, "/b", (), "/b/iniciar"), signed_in)
    unproved = w.AntesResult(TITLE, "/b", (), "/b/iniciar", needs_identity=True)
    add("antes-sin-confirmar", "portal/antes_resultado.html", unproved, signed_in)
    add("antes-quiza-no-sin-confirmar", "portal/antes_resultado.html", replace(unproved, reasons=why), signed_in)
    add("antes-quiza-no", "portal/antes_resultado.html", w.AntesResult(TITLE, "/b", why, "/b/iniciar"), signed_in)
    add("antes-no", "portal/antes_resultado.html", w.AntesResult(TITLE, "/b", why, ""), signed_in)
