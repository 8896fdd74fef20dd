"""The pages of getting back into an account with nothing left, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable

from tests.web.sample_frame import LONG_NAME, NOW, SIGNED_IN, TODAY, fields
from ventanilla.domain.accounts.passwords import SHORTEST, PasswordFault
from ventanilla.web.design import recovery_shapes as r
from ventanilla.web.design import shapes as s
from ventanilla.web.design import sign_up_shapes as up
from ventanilla.web.office import recoveries
from ventanilla.web.portal import recovery

Add = Callable[..., None]


def recovery_pages(add: Add) -> None:
    """Add them all."""
    staff = {**SIGNED_IN, "signed_in_as": "Verónica Alcotán"}
    texts = (up.LegalText("Términos de uso", "1", ("La cuenta es personal.",)),)
    code, counter = "portal/recuperar_codigo.html", "portal/mostrador.html"
    add("recuperar-codigo", code, r.RecuperarCodigoPage(SHORTEST))
    add("recuperar-codigo-mal", code, r.RecuperarCodigoPage(SHORTEST, "NAFL900101MDFXRC05", "No coinciden."))
    add("recuperar-codigo-corta", code, r.RecuperarCodigoPage(SHORTEST, "ñ", password_error=PasswordFault.SHORT.text()))
    add("mostrador", counter, r.MostradorPage(SHORTEST, texts))
    add("mostrador-mal", counter, r.MostradorPage(SHORTEST, texts, PasswordFault.COMMON.text(), "Márquelo."))
    for state, page in recovery.OVER.items():
        add(f"mostrador-{state.value}", "portal/alta_aviso.html", page)
    stops = {"antes": recovery.TO_STOP, "despues": recovery.TO_UNDO, "hecho": recovery.STOPPED, "no": recovery.UNDONE}
    for name, page in stops.items():
        add(f"mostrador-detener-{name}", "portal/alta_aviso.html", page)
    add("mostrador-detener-nada", "portal/alta_aviso.html", recovery.NOTHING_TO_STOP)
    shown = [(label, tone, words) for label, tone, words in recoveries.STATES.values()]
    rows = tuple(
        r.RecoveryRow("/personal/recuperaciones/1", name, "NAFL900101MDFXRC05", label, tone, NOW, "Rosa Ñandú", todo)
        for (label, tone, _), name, todo in zip(shown, (LONG_NAME, "", "Ana Ñ") * 3, (True, False) * 4, strict=False)
    )
    queue = "staff/recuperaciones.html"
    add("recuperaciones", queue, r.RecuperacionesPage(rows), staff)
    add("recuperaciones-supervision", queue, r.RecuperacionesPage(rows, proposes=False), staff)
    add("recuperaciones-ninguna", queue, r.RecuperacionesPage(()), staff)
    add("recuperaciones-error", queue, r.RecuperacionesPage(rows[:1], "NAFL", recoveries.TOO_MANY), staff)
    documents = tuple(s.Choice(one.value, words) for one, words in recoveries.DOCUMENTS.items())
    yes_no = (s.Choice("si", "Sí, coinciden"), s.Choice("no", "No coinciden"))
    empty = r.RecuperacionNuevaPage(
        "NAFL900101MDFXRC05",
        LONG_NAME,
        TODAY,
        s.Step("choice", "identificacion", "Identificación oficial que muestra", choices=documents),
        s.Step("date", "vigencia", "Vigente hasta", help="Déjelo en blanco si la identificación no lo dice."),
        s.Step("choice", "rostro", "¿El rostro es el de la fotografía?", choices=yes_no),
        s.Step("choice", "datos", "¿Los datos coinciden con el registro?", choices=yes_no),
    )
    wrong = dict.fromkeys(
        ("identificacion", "ultimos", "vigencia", "rostro", "datos", "correo"), recoveries.ANSWER_FACE
    )
    mistaken = {
        name: s.Step(**fields(getattr(empty, name)) | {"error": recoveries.ANSWER_FACE})
        for name in ("document", "expires", "face", "data")
    }
    wrong["correo_otra_vez"] = recoveries.OTHER_EMAIL
    typed = {"last": "12", "email": "ñ", "again": "n", "errors": wrong}
    full = r.RecuperacionNuevaPage(**fields(empty) | mistaken | typed)
    waiting = r.RecuperacionNuevaPage(**fields(empty) | {"name": "", "born": None})
    for name, new in (("", empty), ("-error", full), ("-espera", waiting)):
        add(f"recuperacion-nueva{name}", "staff/recuperacion_nueva.html", new, staff)
    for number, (state, (label, tone, words)) in enumerate(recoveries.STATES.items()):
        one = r.RecuperacionPage(
            curp="NAFL900101MDFXRC05",
            name="" if not number else LONG_NAME,
            email="ñ•••@c•••.example",
            document="Pasaporte",
            document_last="12AB",
            document_expires=TODAY if number else None,
            state=label,
            tone=tone,
            words=words,
            proposed_by="Rosa Ñandú",
            proposed_at=NOW,
            may_decide=number == 1,
            may_resume=not number,
            id="1",
            decide_url="/personal/recuperaciones/1/decidir",
            decided_by="Verónica Alcotán" if number > 1 else "",
            decided_at=NOW if number > 1 else None,
            reason="La fotografía no se distingue." if number == 3 else "",
            earlier=((label, NOW),) if number == 1 else (),
        )
        add(f"recuperacion-{state.value}", "staff/recuperacion.html", one, staff)
        if number == 1:
            refused = r.RecuperacionPage(**fields(one) | {"error": "Ya no.", "reason_error": recoveries.NO_REASON})
            add("recuperacion-error", "staff/recuperacion.html", refused, staff)
