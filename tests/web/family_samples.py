"""The pages of acting for one's family, and of the officials who allow it, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from tests.web.sample_frame import IN_OFFICE, LONG_NAME, NOW, SIGNED_IN
from ventanilla.kernel.text import Text
from ventanilla.web.design import family_shapes as fam
from ventanilla.web.design import shapes as s
from ventanilla.web.design.oficina_shapes import OficinaPage

Add = Callable[..., None]


def family_pages(add: Add) -> None:
    """Add them all."""
    bar = s.ActingFor(name=LONG_NAME, until=date(2028, 12, 11), change_url="/cuenta/familia", kin=True)
    account = {**SIGNED_IN, "section": "cuenta"}
    why = Text("X", "Hasta el {fecha}. Al día siguiente cumple 18 años.", fecha=date(2028, 12, 11))
    over = Text("X", "{nombre} cumplió 18 años el {fecha}.", nombre="Emiliano", fecha=date(2026, 10, 13))
    ximena = fam.MemberRow("1", LONG_NAME, "Su hija o hijo", True, why)
    here = fam.MemberRow("2", "Ximena Nogales", "Su hija o hijo por adopción", True, why, here=True)
    grown = fam.MemberRow("3", "Emiliano Nogales", "Su hija o hijo", False, over, grown=True)
    ended = fam.MemberRow(
        "4", "Amparo", "Su madre o padre, que depende de usted", False, over, "Sentencia de un juzgado."
    )
    step = s.Step(kind="choice", name="parentesco", label="¿Qué es de usted?", choices=FAMILY_CHOICES)
    asked = fam.RequestRow("REPM150101MNEGRNA1", "Su hija o hijo", NOW)
    refused = fam.RequestRow("REPG150101HNEGRNA1", "Su hija o hijo", NOW, True, "El acta es de otra persona.")
    add("familia-nadie", "portal/familia.html", fam.FamiliaPage((), step), account)
    full = fam.FamiliaPage(
        (ximena, here, grown, ended),
        step,
        (asked, refused),
        (fam.HolderRow("5", LONG_NAME, date(2027, 1, 31)),),
        (s.TimelineEntry("Empezó a actuar por Ximena Nogales.", NOW),),
        acting="Ximena Nogales",
        done="Recibimos lo que pidió.",
        trial=(s.Choice("REPM150101MNEGRNA1", "el registro no lo sabe."),),
    )
    own = s.ActingFor(name=LONG_NAME, until=date(2028, 12, 11), change_url="/cuenta/familia", kin=True, own_pages=True)
    add("familia", "portal/familia.html", full, {**account, "acting_for": own})
    wrong = fam.FamiliaPage((ximena,), step, curp="NADA", curp_error="Revise la CURP.", kinship_error="Elija qué es.")
    add("familia-error", "portal/familia.html", wrong, account)
    add("familia-empresa", "portal/familia.html", fam.FamiliaPage((), step, company=True), account)
    add("familia-hoy-no", "portal/familia.html", fam.FamiliaPage((ximena,), step, error="Hoy no puede."), account)
    ended_frame = {**IN_OFFICE, "kin_ended": over}
    add("oficina-familia-termino", "portal/oficina.html", OficinaPage("person", "Lucía", "X"), ended_frame)
    kin = OficinaPage("no_record", LONG_NAME, "REPM150101MNEGRNA1", kin=True)
    add("oficina-familiar", "portal/oficina.html", kin, {**IN_OFFICE, "acting_for": bar})
    for name, page in KINSHIP_PAGES.items():
        add(name, "staff/parentescos.html", page, SIGNED_IN)


FAMILY_CHOICES: Final = (
    s.Choice("hijo", "Mi hija o hijo, menor de 18 años"),
    s.Choice("ascendiente", "Mi madre o mi padre, que depende de mí", "Llevará un documento al mostrador."),
)
LAST_DAY: Final = s.Step(
    kind="date", name="ultimo", label="¿Hasta qué día?", help="Cuenta.", day="31", month="12", year="2032"
)
KINSHIP_ROW: Final = fam.KinshipRow(
    id="1",
    holder=LONG_NAME,
    holder_curp="CANF770131HBCSBR08",
    name="Mina Registro Prueba",
    curp="REPM150101MNEGRNA1",
    born=date(2015, 1, 1),
    kinship="Su hija o hijo",
    state="Falta ver un documento",
    tag="wait",
    asked_at=NOW,
    waiting=True,
    documents=s.Step(
        kind="choice",
        name="documento",
        label="¿Qué documento vio?",
        choices=(s.Choice("acta_nacimiento", "Acta de nacimiento"), s.Choice("sentencia", "Sentencia")),
    ),
    last=LAST_DAY,
)
UNKNOWN_ROW: Final = replace(KINSHIP_ROW, id="2", name="", born=None, state="Detenida", waiting=False, disputed=True)
RUNNING_ROW: Final = replace(
    KINSHIP_ROW,
    id="3",
    state="Vigente",
    tag="",
    waiting=False,
    running=True,
    until=date(2027, 6, 30),
    document="Acta de nacimiento",
    decided_at=NOW,
    documents=None,
    last=None,
)
REFUSED_ROW: Final = replace(RUNNING_ROW, id="4", state="No aceptada", tag="no", running=False, reason="Es de otra.")
ENDED_ROW: Final = replace(REFUSED_ROW, id="5", state="Terminada", tag="off")
KINSHIP_PAGES: Final = {
    "parentescos": fam.ParentescosPage((KINSHIP_ROW, UNKNOWN_ROW, RUNNING_ROW, REFUSED_ROW, ENDED_ROW)),
    "parentescos-ninguno": fam.ParentescosPage((), done="Aceptó el documento."),
    "parentescos-motivo": fam.ParentescosPage(
        (replace(KINSHIP_ROW, reason_error="Escriba el motivo."),), error="Escriba el motivo.", field="motivo-1"
    ),
    "parentescos-dia": fam.ParentescosPage(
        (replace(KINSHIP_ROW, last=replace(LAST_DAY, error="Escriba el último día.")),),
        error="Escriba el último día.",
        field="ultimo-1-dia",
    ),
    "parentescos-registro": fam.ParentescosPage(
        (), error="El registro no lo tiene.", field="actua", end_holder="NADA", end_error="El registro no lo tiene."
    ),
}
