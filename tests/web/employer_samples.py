"""The pages of an employer in each of their states, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from tests.web.sample_frame import COMPANY, IN_OFFICE, LONG_COMPANY, LONG_NAME, MANDATE, NOW, TODAY
from ventanilla.apps.affiliation.api import Mes
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import Text
from ventanilla.web.design import employer_shapes as e
from ventanilla.web.design import shapes as s
from ventanilla.web.design.oficina_shapes import OficinaPage
from ventanilla.web.portal.employer import people_chart, wages_chart

Add = Callable[..., None]
DUE: Final = e.PlazoRow(
    what=Text("X", "Pagar las cuotas de {mes}.", mes="noviembre de 2026"),
    until=date(2026, 12, 17),
    left=25,
    cite=("LSS 39", "RACERF 3"),
    registros=("Y54-12345-10-7", "Z99-12345-10-5"),
)
TODAY_DUE: Final = replace(DUE, until=TODAY, left=0, href="/tramites/determinacion", complete=False)
SOME: Final = replace(DUE, condition="Solo si presta servicios u obras especializadas.", since=TODAY, registros=())
ROW: Final = e.MovementRow(
    kind="Cambio de salario",
    name=LONG_NAME.upper(),
    href="/oficina/personas/1",
    registro="Y54-12345-10-7",
    on=date(2026, 11, 20),
    declared=None,
    received=NOW,
    wage=Money("1361.89"),
    marks=(),
    by="Lucía Ñáñez Ferrer",
)
LEAVING: Final = replace(
    ROW, kind="Baja", wage=None, declared=date(2026, 11, 3), marks=("Fuera de plazo",), by=LONG_NAME, authorised=True
)
OLD: Final = replace(ROW, kind="Alta", by="", marks=("Se corrigió después", "Corrige otro aviso"))
PERSON: Final = e.PersonRow(
    name="ÑÁÑEZ FERRER LUCÍA",
    href="/oficina/personas/1",
    nss="99178500015",
    curp="XEXX900101MDFXXX05",
    registro="Y54-12345-10-7",
    since=date(2024, 1, 15),
    until=None,
    wage=Money("1361.89"),
    kind="Permanente",
)
EVENTUAL: Final = replace(
    PERSON, name=LONG_NAME.upper(), kind="Eventual de la construcción", contract=date(2026, 12, 5), ending=True
)
LINKS: Final = (s.Link("Alta o reingreso", "/tramites/movimiento_alta", "Registrar a quien empieza."),)
FILES: Final = (s.Link("Excel", "/oficina/personas.xlsx"), s.Link("CSV", "/oficina/personas.csv"))
ALL: Final = (s.Choice("", "Todos", checked=True), s.Choice("Y5412345107", "Y54-12345-10-7"), s.Choice("Z", "Z99"))


def months(*people: int) -> tuple[Mes, ...]:
    return tuple(Mes(months_after(TODAY, n - len(people) + 1), many, many * 45_000) for n, many in enumerate(people))


def employer_pages(add: Add) -> None:
    """Add them all."""
    company = {**IN_OFFICE, "acting_for": COMPANY}
    home = OficinaPage("company", LONG_NAME, "", company=LONG_COMPANY, company_rfc="CNP200101AB1")
    count = e.RegistroCount("Y54-12345-10-7", 1, 0, "/oficina/personas?registro=Y5412345107")
    charts = (people_chart(months(8, 9, 0, 12)), wages_chart(months(8, 9, 0, 12)))
    one = e.EmployerPanel((count,), 1, next=TODAY_DUE, latest=(ROW,), charts=charts)
    many = e.EmployerPanel(
        tuple(replace(count, people=n, eventual=n % 7) for n in (10_000, 8, 7, 6, 5)),
        10_026,
        next=DUE,
        then=(DUE, SOME),
        alerts=(
            e.Alert("3 contratos eventuales terminan en 30 días o menos.", "/oficina/personas", "Presente la baja."),
            e.Alert("Hay una duda en el registro de una persona.", "/oficina/personas?duda=si"),
        ),
        acts=LINKS * 3,
        latest=(ROW, LEAVING, OLD),
        charts=charts,
    )
    template = "portal/oficina.html"
    add("patron-sin-registro", template, home, {**company, "patron": e.EmployerPanel((), 0)})
    add("patron-sin-registro-tramite", template, home, {**company, "patron": e.EmployerPanel((), 0, acts=LINKS)})
    empty = e.EmployerPanel((replace(count, people=0),), 0, missing_year=2028)
    add("patron-sin-personas", template, home, {**company, "patron": empty})
    add("patron-uno", template, home, {**company, "patron": one})
    drafts = (s.CaseRow("", "Alta", "/solicitudes/1/lista", "Borrador", "off", NOW, None),)
    add("patron", template, replace(home, drafts=drafts), {**company, "patron": many})
    add("patron-autorizado", template, home, {**IN_OFFICE, "acting_for": MANDATE, "patron": many})
    both = OficinaPage("no_record", LONG_NAME, "XEXX900101MDFXXX05")
    add("patron-persona", template, both, {**IN_OFFICE, "patron": one})
    _people(add, company)
    _movements(add, company)
    _terms(add, company)


ACTS = (
    e.PersonAct("movimiento_modificacion", "Cambio de salario de una persona trabajadora", "Y5412345107"),
    e.PersonAct("movimiento_baja", "Baja de una persona trabajadora", "Y5412345107"),
)


def _people(add: Add, frame: dict[str, object]) -> None:
    page = e.PeoplePage((PERSON, EVENTUAL), 10_026, ALL, ALL, ALL, ALL, ALL, files=FILES, next_url="?despues=1")
    add("personas", "portal/personas.html", page, frame)
    add("personas-bajas", "portal/personas.html", replace(page, left=True, rows=(replace(PERSON, until=TODAY),)), frame)
    add("personas-una", "portal/personas.html", replace(page, rows=(replace(PERSON, until=TODAY),), total=1), frame)
    found = replace(page, searched="zuniha", nearly=True, kept=(("orden", "salario"),), files=(), first_url="?")
    add("personas-parecidas", "portal/personas.html", found, frame)
    add("personas-nadie", "portal/personas.html", replace(page, rows=(), total=0, searched="x", files=()), frame)
    wrong = replace(page, error="El salario va en pesos.", wage_from="mucho", doubts=True)
    add("personas-error", "portal/personas.html", wrong, frame)
    empty = e.PeoplePage((), 0, ALL, ALL, ALL, ALL, ALL, none_yet=True, act=LINKS[0])
    add("personas-ninguna", "portal/personas.html", empty, frame)
    add("personas-ninguna-sin-tramite", "portal/personas.html", replace(empty, act=None), frame)
    span = e.SpanRow("Y54-12345-10-7", date(2024, 1, 15), None, Money("1361.89"), "Permanente")
    before = replace(span, until=date(2023, 12, 31), wage=Money("450.00"))
    chart = replace(wages_chart(months(8, 9)), id="historia")
    person = e.PersonPage(
        LONG_NAME.upper(), "99178500015", "XEXX900101MDFXXX05", (span,), (span, before), (ROW, LEAVING, OLD),
        since=date(2024, 1, 15), contract=date(2026, 12, 5), chart=chart, acts=ACTS,
        file_url="/oficina/personas/x/presentar",
    )  # fmt: skip
    add("persona", "portal/persona.html", person, frame)
    leaves = replace(person, now=(replace(span, until=TODAY),), chart=None, contract=None)
    both = tuple(replace(one, shown=f"Y54-12345-10-{n}") for n in (7, 8) for one in ACTS)
    add("persona-dos-registros", "portal/persona.html", replace(person, now=(span, span), acts=both), frame)
    add("persona-con-baja", "portal/persona.html", leaves, frame)
    add("persona-que-salio", "portal/persona.html", replace(person, now=(), since=None, curp="", acts=()), frame)


def _movements(add: Add, frame: dict[str, object]) -> None:
    page = e.MovementsPage((ROW, LEAVING, OLD), 30_000, ALL, ALL, files=FILES, next_url="?despues=1", first_url="?")
    add("movimientos", "portal/movimientos.html", page, frame)
    add("movimientos-uno", "portal/movimientos.html", replace(page, rows=(ROW,), total=1, next_url=""), frame)
    add("movimientos-nada", "portal/movimientos.html", replace(page, rows=(), total=0, files=()), frame)
    wrong = replace(page, error="La fecha no existe.", since="2026-02-31", until="2026-01-01")
    add("movimientos-error", "portal/movimientos.html", wrong, frame)
    add("movimientos-ninguno", "portal/movimientos.html", e.MovementsPage((), 0, ALL, ALL, none_yet=True), frame)


def _terms(add: Add, frame: dict[str, object]) -> None:
    month = e.PlazoMonth(date(2026, 12, 1), (TODAY_DUE, DUE, SOME))
    page = e.PlazosPage((month, replace(month, month=date(2027, 1, 1))), "/oficina/calendario.ics", incomplete=True)
    add("calendario", "portal/calendario.html", page, frame)
    add("calendario-sin-tabla", "portal/calendario.html", replace(page, missing_year=2028, incomplete=False), frame)
    add("calendario-nada", "portal/calendario.html", e.PlazosPage((), ""), frame)
    add("calendario-sin-registro", "portal/calendario.html", e.PlazosPage((), "", state="none"), frame)
