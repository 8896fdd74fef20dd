"""The pages of authorisations, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from tests.web.sample_frame import IN_OFFICE, LONG_NAME, NOW, SIGNED_IN
from ventanilla.domain.authority import Act
from ventanilla.domain.authority.mandate import ended_text, no_mandate
from ventanilla.domain.notices.cierre import avisos_estado
from ventanilla.kernel.calendar import MissingYear
from ventanilla.web.design import mandate_shapes as m
from ventanilla.web.design import shapes as s
from ventanilla.web.design.oficina_shapes import OficinaPage

Add = Callable[..., None]

COMPANY: Final = "Alimentos del Valle Ficticio SA de CV"
GRANT: Final = "/tramites/autorizacion"
BAR: Final = s.ActingFor(
    name=COMPANY,
    rfc="AVF200101AB1",
    registro="Y541234510 (+2)",
    until=date(2027, 6, 30),
    change_url="/cuenta/autorizaciones",
    own_pages=True,
)
CARD: Final = m.MandateCard(
    id="00000000-0000-0000-0000-000000000001",
    name=COMPANY,
    rfc="AVF200101AB1",
    acts=tuple(act.words for act in Act),
    registros=("E2312345127", "Z9912345105"),
    since=date(2026, 11, 22),
    until=date(2027, 6, 30),
    state="Vigente",
    tag="",
    may=True,
)
WAITS: Final = replace(CARD, name=LONG_NAME, registros=(), state="Falta aceptarla", tag="wait", may=False, waits=True)
HERE: Final = replace(CARD, here=True, until=None)
OVER: Final = replace(CARD, state="Terminada", tag="off", may=False, over=True)
REFUSED: Final = replace(CARD, state="No se aceptó", tag="no", may=False, over=True)
ROW: Final = m.BoardRow(
    id=CARD.id,
    client=COMPANY,
    rfc=CARD.rfc,
    registro="Z9912345105",
    may=tuple(act.short for act in Act),
    until=CARD.until,
    filed=12,
    drafts=2,
    asked=0,
    deadline=date(2026, 12, 17),
    days_left=25,
    movements=avisos_estado(date(2026, 11, 1), date(2026, 11, 22)),
    determination="Cuotas: sin dato, porque su cálculo todavía no se presenta aquí.",
)

UNKNOWN: Final = MissingYear(2028).told


def mandate_pages(add: Add) -> None:
    """Add them all."""
    account = {**SIGNED_IN, "section": "cuenta"}
    lists = m.AutorizacionesPage
    add("autorizaciones-ninguna", "portal/autorizaciones.html", lists((), (), grant_url=GRANT), account)
    full = lists(
        (WAITS, CARD, HERE, OVER),
        (CARD, WAITS, REFUSED, OVER),
        acting=COMPANY,
        grant_url=GRANT,
        board=True,
        done="Aceptó la autorización.",
    )
    add("autorizaciones", "portal/autorizaciones.html", full, {**account, "acting_for": BAR})
    company = lists((), (CARD,), company=COMPANY, grant_url=GRANT)
    add("autorizaciones-empresa", "portal/autorizaciones.html", company, account)
    wrong = lists((CARD,), (), grant_url=GRANT, error="Hoy no puede actuar con esa autorización.")
    add("autorizaciones-error", "portal/autorizaciones.html", wrong, account)
    one = m.AutorizacionPage(WAITS, True, "PUEA850101MDFRJN02", True, NOW, None, None, "", "", may_end=False)
    add("autorizacion-por-aceptar", "portal/autorizacion.html", one, account)
    given = m.AutorizacionPage(
        CARD,
        False,
        "PUEA850101MDFRJN02",
        False,
        NOW,
        NOW,
        None,
        "",
        "1234, 12 de Puerto Ficción, 1 de marzo de 2026",
        may_end=True,
        timeline=(s.TimelineEntry("Aceptó la autorización.", NOW, by="por Ana, con autorización de la empresa"),),
    )
    add("autorizacion-dada", "portal/autorizacion.html", given, account)
    mine = replace(given, card=CARD, mine=True, error="Esa autorización ya terminó.")
    add("autorizacion-recibida", "portal/autorizacion.html", mine, account)
    for name, card in (("terminada", OVER), ("rechazada", REFUSED)):
        closed = replace(given, card=card, revoked_at=NOW, reason="Cambio de despacho", may_end=False)
        add(f"autorizacion-{name}", "portal/autorizacion.html", closed, account)
    board = m.TableroPage((), date(2026, 11, 1), "?mes=2026-10", "", date(2026, 11, 22))
    add("tablero-vacio", "portal/tablero.html", board, account)
    rows = (
        ROW,
        replace(ROW, registro="E2312345127", drafts=None, asked=None, days_left=1),
        replace(ROW, client=LONG_NAME, registro="", until=None, days_left=0, here=True),
        replace(ROW, days_left=-1),
        replace(
            ROW, deadline=None, days_left=None, no_deadline=MissingYear(2028).told, movements=MissingYear(2028).told
        ),
    )
    add("tablero", "portal/tablero.html", replace(board, rows=rows, after="?mes=2026-12"), account)
    add(
        "oficina-autorizacion-termino",
        "portal/oficina.html",
        OficinaPage("person", "Lucía", "X"),
        {**IN_OFFICE, "mandate_ended": ended_text(COMPANY)},
    )
    deed = m.DeedRow(
        "1", COMPANY, "AVF200101AB1", LONG_NAME, "1234, 12 de Puerto Ficción", NOW, None, "", standing=True
    )
    ended = replace(deed, id="2", ended_at=NOW, reason="Se revocó el poder", standing=False)
    unsaid = replace(deed, id="3", error="Escriba el motivo.")
    add("escrituras-ninguna", "staff/escrituras.html", m.EscriturasPage(()), SIGNED_IN)
    add("escrituras", "staff/escrituras.html", m.EscriturasPage((deed, ended), done="Terminó."), SIGNED_IN)
    said = m.EscriturasPage((unsaid,), error="Escriba el motivo.", field="motivo-3")
    add("escrituras-error", "staff/escrituras.html", said, SIGNED_IN)
    prepared = s.CheckPage("Alta", (s.Answered("NSS", "99178500015", "#"),), "#", refused=no_mandate(COMPANY))
    add("revisar-sin-autorizacion", "portal/check_answers.html", prepared, {**IN_OFFICE, "acting_for": BAR})
