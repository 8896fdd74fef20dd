"""The statement of a loss on paper: one page, whatever it holds, that names every figure and finds nobody guilty."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.adapters.test_typeset import SHEET, text_of

from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.domain.affiliation import Patron
from ventanilla.domain.anomalies.casos import evidencia
from ventanilla.domain.documents import jsonable
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Approve, FormProblems, Reject
from ventanilla.tramites.constancia_perdida.decision import MAX_HALLAZGOS, MAX_PARES, Constancia, decide, hecho
from ventanilla.tramites.constancia_perdida.facts import Hechos
from ventanilla.tramites.constancia_perdida.form import OTRO, Solicitud

ON = date(2026, 11, 22)
TEMPLATE = "/tramites/constancia_perdida/documents/perdida.typ"
GAPS: dict[str, Any] = {"empleos": [{"alta": date(2024, 9, 1), "baja": date(2025, 6, 30)}, {"alta": date(2025, 7, 21)}]}
SAID = {"de": "dicho", "desde": "2025-11-01", "hasta": "2025-12-31", "empleador": OTRO, "salario": "400.00"}


LONGEST = "Comercializadora y Transformadora de Ñandúes y Pingüinos Imaginarios del Istmo, S. de R.L. de C.V."


@pytest.fixture(scope="module")
def typesetter() -> TypstTypesetter:
    return TypstTypesetter()


def decided(given: dict[str, Any], **solicitud: str) -> Constancia:
    decision = decide(Solicitud.read(solicitud, ON), Hechos(evidencia(given, SubjectId(UUID(int=1)))), ON)
    assert isinstance(decision, Approve)
    return decision.result


def printed(typesetter: TypstTypesetter, constancia: Constancia, folder: Path) -> tuple[str, int]:
    pdf = typesetter.print(replace(SHEET, template=TEMPLATE, content=jsonable(constancia)))
    path = folder / "perdida.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    pages = re.search(r"Pages:\s+(\d+)", told)
    assert pages is not None
    return text_of(pdf, folder), int(pages[1])


def test_what_was_found_is_on_one_page_with_its_figures(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    constancia = decided(GAPS, desde="2025-06-01", hasta="2025-12-31")
    text, pages = printed(typesetter, constancia, tmp_path)
    (one,) = constancia.hallazgos
    assert pages == 1
    assert one.semanas is not None
    assert f"{one.semanas} semanas" in text
    assert "Fundamento:" in text
    assert "no resuelve quién tiene razón" in " ".join(text.split())


def test_what_the_person_says_is_told_as_their_word(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    constancia = decided({"empleos": [{"alta": date(2026, 1, 5), "sbc": 30_000}]}, **SAID)
    text, pages = printed(typesetter, constancia, tmp_path)
    assert pages == 1
    assert "Según lo que dice la persona" in " ".join(text.split())
    assert "según dice la persona" in str(hecho(constancia))


def test_with_all_that_a_page_holds_it_is_still_one(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    start = date(2018, 1, 1)
    jobs = [{"alta": start + timedelta(days=420 * n), "baja": start + timedelta(days=420 * n + 400)} for n in range(6)]
    constancia = decided({"empleos": jobs}, desde="2018-01-01", hasta="2026-01-01")
    assert len(constancia.hallazgos) == MAX_HALLAZGOS
    assert constancia.mas > 0
    text, pages = printed(typesetter, constancia, tmp_path)
    assert pages == 1
    assert f"Hay {constancia.mas} más en esas fechas." in text


def test_receipts_stand_beside_the_register_and_the_page_says_that_they_were_given(
    typesetter: TypstTypesetter, tmp_path: Path
) -> None:
    months = [date(2026, month, 1) for month in range(1, 11)]
    recibos = [{"desde": first, "hasta": first.replace(day=15), "sbc": 80_000} for first in months]
    given = {"alta": date(2024, 9, 1), "cambios": [{"on": date(2026, 1, 1), "sbc": 60_000}], "recibos": recibos}
    known = evidencia(given, SubjectId(UUID(int=1)))
    named = replace(known, historia=replace(known.historia, patrones=(Patron(known.recibos[0].registro, LONGEST),)))
    asked = Solicitud.read({"desde": "2026-01-01", "hasta": "2026-11-01"}, ON)
    decision = decide(asked, Hechos(named), ON)
    assert isinstance(decision, Approve)
    constancia = decision.result
    assert constancia.recibos == len(recibos)
    text, pages = printed(typesetter, constancia, tmp_path)
    words = " ".join(text.split())
    assert pages == 1
    assert "recibos de nómina que la persona dio" in words
    assert words.count("$800.00 $600.00") == MAX_PARES
    assert f"Otros recibos que también dicen más: {len(recibos) - MAX_PARES}." in words


def test_what_came_from_another_system_is_not_late() -> None:
    known = evidencia({"alta": date(2025, 1, 6)}, SubjectId(UUID(int=1)))
    moved = replace(known.historia.movimientos[0], recorded=datetime(2026, 6, 20, 18, tzinfo=UTC))
    late = replace(known, historia=replace(known.historia, movimientos=(moved,)))
    asked = Solicitud.read({"desde": "2025-01-01", "hasta": "2026-06-30"}, ON)
    assert isinstance(decide(asked, Hechos(late), ON), Approve)
    loaded = replace(late, cargado_hasta=datetime(2026, 6, 30, tzinfo=UTC))
    assert isinstance(decide(asked, Hechos(loaded), ON), Reject)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"desde": "2026-11-23"}, "desde"),
        ({"hasta": "2027-01-01"}, "hasta"),
        ({"hasta": "2025-10-31"}, "hasta"),
        ({"desde": "2010-01-01"}, "hasta"),
        ({"salario": "0"}, "salario"),
        ({"salario": ""}, "salario"),
        ({"empleador": ""}, "empleador"),
    ],
)
def test_what_cannot_be_is_told_beside_its_question(changed: dict[str, str], field: str) -> None:
    with pytest.raises(FormProblems) as caught:
        Solicitud.read(SAID | changed, ON)
    assert field in caught.value.problems


def test_nothing_is_stated_of_a_history_that_looks_right() -> None:
    known = evidencia({"alta": date(2024, 9, 1)}, SubjectId(UUID(int=1)))
    decision = decide(Solicitud.read({"desde": "2024-09-01", "hasta": "2026-01-01"}, ON), Hechos(known), ON)
    assert isinstance(decision, Reject)
