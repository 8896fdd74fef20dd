"""Every page of whoever reviews cases in each of its states, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from ventanilla.domain.cases import State
from ventanilla.domain.cases.second import Act, ReviewFault, ReviewState
from ventanilla.web.design import review_shapes as rv
from ventanilla.web.design import shapes as s
from ventanilla.web.office import cases

NOW: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)
LONG: Final = "María de los Ángeles Guadalupe Maximiliana Villavicencio de Monteverde Hinojosa"
ROW: Final = rv.QueueRow(
    "7K3M9QX24HTH", "/personal/expedientes/7K3M9QX24HTH", "Ver, corregir o borrar sus datos", "Datos personales",
    "Íñigo Ñandayapa", NOW, date(2026, 12, 18), False, State.EN_REVISION.shown, "wait",
)  # fmt: skip
LONGEST: Final = replace(ROW, applicant=LONG, late=True, taken="Jefatura de oficina de afiliación " * 3)
STATES: Final = tuple(s.Choice(key, words, checked=key == "por_revisar") for key, (words, _) in cases.STATES.items())
QUEUES: Final = (s.Choice("", "Todas (3)", checked=True), s.Choice("afiliacion", "Afiliación (2)"))
TRAMITES: Final = (s.Choice("", "Todas", checked=True), s.Choice("derechos_arco", ROW.title))
ANSWERS: Final = (s.Answered("¿Qué quiere hacer?", "Corregir un dato"), s.Answered("¿Qué pide?", "Mi apellido " * 40))
GRANTS: Final = rv.Proposed(True, cite=("LSS 15",), result=(s.Answered("Efecto", "2026-12-15"),))
REFUSES: Final = rv.Proposed(False, ("La ley pide conservarlo.",), ("LSS 15", "LSS 34"), changed=True)
SAID: Final = rv.Reviewed(
    cases.SAID[Act.NEGAR, ReviewState.DEVUELTA],
    "Jefatura, Unidad",
    NOW,
    ("No lo prueba.",),
    ("LSS 15",),
    "Falta el acta.",
)
WHOLE: Final = rv.RevisarPage(
    row=ROW,
    why=("Una persona revisará lo que pide.",),
    answers=ANSWERS,
    found=(s.Answered("Su registro", "1 registros"),),
    grounds=(rv.GroundRow("Plazo para contestar", "20 días hábiles", "Ley"),),
    proposal=GRANTS,
    timeline=(s.TimelineEntry(title="Recibimos su trámite.", at=NOW),),
    documents=(s.DocumentRow("Acuse", "7K3M9QX24HTH", NOW, verify_url="/verificar/7K3M9QX24HTH"),),
    acts=frozenset({"tomar", "confirmar", "negar", "preguntar"}),
)
CITES: Final = (s.Choice("LSS 15", "LSS 15", checked=True), s.Choice("LSS 34", "LSS 34"))
TYPED: Final = {"razones": "El acta no dice eso.", "hasta-dia": "7", "hasta-mes": "12", "hasta-anio": "2026"}
Add = Callable[..., None]


def review_pages(add: Add, signed_in: dict[str, Any]) -> None:
    """Add them all."""
    staff = {**signed_in, "section": "personal"}
    page = rv.ExpedientesPage((), STATES, QUEUES[:1], TRAMITES[:1])
    add("expedientes-ninguno", "staff/expedientes.html", page, staff)
    one = replace(page, rows=(ROW,), queues=QUEUES, tramites=TRAMITES)
    add("expedientes", "staff/expedientes.html", one, staff)
    rows = (ROW, LONGEST, replace(ROW, mine=True, kind="done", state=State.APROBADO.shown), replace(ROW, kind="no"))
    many = replace(one, rows=rows * 8, mine=True, late=True, next_url="/x", first_url="/y", done=cases.DONE["negar"])
    add("expedientes-varios", "staff/expedientes.html", many, staff)
    lost = replace(page, searched="7K3M", search_error=cases.UNREADABLE)
    add("expedientes-busca-error", "staff/expedientes.html", lost, staff)
    add("expediente-revisar", "staff/expediente.html", WHOLE, staff)
    mine = replace(
        WHOLE,
        row=replace(LONGEST, mine=True),
        acting_for=LONG,
        proposal=REFUSES,
        reviews=(SAID,),
        second=True,
        acts=frozenset({"devolver", "confirmar", "negar", "preguntar"}),
        done=cases.DONE["tomado"],
    )
    add("expediente-mio", "staff/expediente.html", mine, staff)
    second = replace(WHOLE, waiting=SAID, acts=frozenset({"aprobar", "regresar"}))
    add("expediente-segunda", "staff/expediente.html", second, staff)
    add("expediente-propuesto", "staff/expediente.html", replace(second, acts=frozenset()), staff)
    decided = replace(WHOLE, acts=frozenset(), error=ReviewFault.YA_DECIDIDO.text, who="Jefatura, Unidad", found=())
    add("expediente-ya-decidido", "staff/expediente.html", decided, staff)
    act = rv.DecidirPage(ROW, "negar", "0" * 64, proposal=GRANTS, cites=CITES, typed=TYPED)
    add("decidir-negar", "staff/decidir.html", act, staff)
    errors = {"razones": ReviewFault.SIN_MOTIVO.text, "otro": ReviewFault.SIN_FUNDAMENTO.text}
    add("decidir-negar-error", "staff/decidir.html", replace(act, errors=errors), staff)
    sure = replace(act, sure=True, reasons=("El acta no dice eso.",), chosen=("LSS 15",))
    add("decidir-negar-seguro", "staff/decidir.html", sure, staff)
    add("decidir-confirmar", "staff/decidir.html", replace(act, act="confirmar"), staff)
    changed = replace(act, act="confirmar", error=ReviewFault.CAMBIO.text)
    add("decidir-cambio", "staff/decidir.html", changed, staff)
    add("decidir-confirmar-dos", "staff/decidir.html", replace(sure, act="confirmar", second=True), staff)
    ask = replace(act, act="preguntar", until=date(2026, 12, 7))
    add("decidir-preguntar", "staff/decidir.html", ask, staff)
    add("decidir-preguntar-error", "staff/decidir.html", replace(ask, errors={"hasta": ReviewFault.FECHA.text}), staff)
    add("decidir-preguntar-seguro", "staff/decidir.html", replace(ask, sure=True, reasons=("Su acta.",)), staff)
    add("decidir-aprobar", "staff/decidir.html", replace(act, act="aprobar", waiting=SAID), staff)
    add("decidir-regresar", "staff/decidir.html", replace(act, act="regresar", waiting=SAID), staff)
    add("decidir-regresar-seguro", "staff/decidir.html", replace(sure, act="regresar", waiting=SAID), staff)
