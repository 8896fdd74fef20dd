"""The pages of numbers that staff compare, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.web.sample_frame import LONG_COMPANY, LONG_NAME, NOW, SIGNED_IN
from ventanilla.kernel.text import Text
from ventanilla.web.design import number_shapes as nu
from ventanilla.web.design.shapes import Choice

Add = Callable[..., None]
WRONG = Text("X", "Escriba un NSS de 11 dígitos o una CURP de 18 caracteres.")


def number_pages(add: Add) -> None:
    """Add them all."""
    frame = {**SIGNED_IN, "section": "personal"}
    jobs = (
        nu.JobRow(LONG_COMPANY, "Z9912345105", date(2021, 1, 1), None, "99178500023"),
        nu.JobRow("Taller Ñ", "Z9912345105", date(2019, 1, 1), date(2020, 12, 31), "99178500015"),
    )
    alike = (nu.AlikeRow("x", LONG_NAME, "XEXX900101MDFXXX05", ""),)
    one = nu.RegisterCard(
        "1", LONG_NAME, "XEXX900101MDFXXX05", "99178500015", date(1985, 1, 1), "Mujer", True, ("99178500031",),
        ("99178500023",), jobs=jobs, alike=alike,
    )  # fmt: skip
    other = nu.RegisterCard("2", "Ñ", "XEXX900101MDFXXX05", "", date(1985, 1, 1), "No binario", is_joined=True)
    waiting = tuple(
        nu.PendingRow("/x", "Unir: son de la misma persona", LONG_NAME, NOW, mine) for mine in (True, False)
    )
    add("numeros", "staff/numeros.html", nu.NumbersPage(waiting, done="Quedó propuesto."), frame)
    add("numeros-vacio", "staff/numeros.html", nu.NumbersPage(proposes=False), frame)
    add("numeros-error", "staff/numeros.html", nu.NumbersPage(one="123", error=WRONG), frame)
    add("numeros-error-otra", "staff/numeros.html", nu.NumbersPage(other="123", error=WRONG, field="otra"), frame)
    choices = (Choice("union.1", "Son la misma persona: conserva el 99178500015"), Choice("distintas", "Son dos"))
    add("numeros-comparar", "staff/numeros_comparar.html", nu.ComparePage((one, other), choices), frame)
    add("numeros-uno", "staff/numeros_comparar.html", nu.ComparePage((one,), choices[:1]), frame)
    add("numeros-solo", "staff/numeros_comparar.html", nu.ComparePage((other,)), frame)
    faulty = nu.ComparePage((one, other), choices, "distintas", "corto", WRONG, WRONG, WRONG)
    add("numeros-comparar-error", "staff/numeros_comparar.html", faulty, frame)
    said = ("Unir: son de la misma persona", "99178500015", "99178500023", "Vio el acta.", LONG_NAME)
    add("propuesta", "staff/numeros_propuesta.html", nu.ProposalPage("1", (one, other), *said, NOW, True), frame)
    mine = nu.ProposalPage("1", (one, other), *said, NOW, mine=True)
    add("propuesta-propia", "staff/numeros_propuesta.html", mine, frame)
    decided = nu.ProposalPage("1", (one, other), *said, NOW, decided="Lo aprobó.", decided_why="Sí es.")
    add("propuesta-decidida", "staff/numeros_propuesta.html", decided, frame)
    wrong = nu.ProposalPage("1", (one, other), *said, NOW, True, typed="x", reasons_error=WRONG, error=WRONG)
    add("propuesta-error", "staff/numeros_propuesta.html", wrong, frame)
