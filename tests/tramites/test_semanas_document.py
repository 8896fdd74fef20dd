"""The constancia de semanas on paper: what it says, what it never says, and how its long table breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.adapters.test_typeset import SHEET, text_of

from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.domain.affiliation import Historia, HistoriaDe
from ventanilla.domain.affiliation.casos import BUILDERS
from ventanilla.domain.benefits import Retiros
from ventanilla.domain.documents import IssueDocument, jsonable
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Approve
from ventanilla.tramites.constancia_semanas.decision import Constancia, decide, effects
from ventanilla.tramites.constancia_semanas.facts import Hechos
from ventanilla.tramites.constancia_semanas.form import Solicitud

ON = date(2026, 11, 22)
ALTA = date(2010, 1, 1)


@pytest.fixture(scope="module")
def typesetter() -> TypstTypesetter:
    return TypstTypesetter()


def decided(*, detalle: str = "detallada", retiros: Retiros | None = None, **given: Any) -> Constancia:
    historia = BUILDERS[HistoriaDe](given, SubjectId(UUID(int=1)))
    assert isinstance(historia, Historia)
    decision = decide(Solicitud.read({"detalle": detalle}, ON), Hechos(historia, retiros), ON)
    assert isinstance(decision, Approve)
    return decision.result


def printed(typesetter: TypstTypesetter, constancia: Constancia, folder: Path) -> str:
    content = jsonable(constancia)
    template = "/tramites/constancia_semanas/documents/semanas.typ"
    return text_of(typesetter.print(replace(SHEET, template=template, content=content)), folder)


def changes(count: int) -> list[dict[str, Any]]:
    return [{"on": ALTA + timedelta(days=n), "sbc": 50_000 + n} for n in range(1, count + 1)]


def test_unknown_withdrawals_are_said_and_never_zero(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    text = printed(typesetter, decided(alta=ALTA), tmp_path)
    assert "no quiere decir que sean cero" in text
    assert "Semanas reconocidas:" not in text
    for name in ("Descontadas por retiro por desempleo", "Reintegradas", "Reconocidas"):
        (line,) = [line for line in text.splitlines() if line.startswith(name)]
        assert line.endswith("Sin dato"), line


def test_known_withdrawals_are_printed(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    text = printed(typesetter, decided(alta=ALTA, baja=date(2011, 1, 1), retiros=Retiros(10, 4)), tmp_path)
    assert "Semanas reconocidas: 46." in text  # 366 days: 52 weeks; 52 - 10 + 4


def test_gaps_paper_and_loose_notices_have_their_words(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    plain = printed(typesetter, decided(alta=ALTA), tmp_path)
    told = ("Fechas sin empleo registrado", "archivo físico", "Avisos fuera de un empleo", "1 de julio de 1997")
    assert not any(each in plain for each in told)
    jobs = [
        {"alta": date(1980, 1, 1), "baja": date(1980, 6, 1)},
        {"alta": ALTA, "baja": date(2011, 1, 1), "cambios": [{"on": date(2012, 1, 1), "sbc": 1_234_567}]},
    ]
    text = printed(typesetter, decided(empleos=jobs), tmp_path)
    assert all(each in text for each in told)
    assert "$12,345.67" in text


def test_the_gaps_of_whoever_works_by_contracts_are_no_faults(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    season = [
        {"alta": date(2026, 1, 5), "baja": date(2026, 2, 4), "eventual": True},
        {"alta": date(2026, 3, 2), "baja": date(2026, 3, 31), "eventual": True},
        {"alta": date(2026, 6, 1), "baja": date(2026, 6, 30)},
        {"alta": date(2026, 8, 1), "patron": "M33"},
    ]
    text = printed(typesetter, decided(detalle="dias", empleos=season), tmp_path)
    assert text.count("Entre contratos") == 1
    assert text.count("Sin alta") == 1
    months = {
        line.split()[0]: line.split()[-1]
        for line in map(str.strip, text.splitlines())
        if line[:3] == "01/" and line[6:8] == "20"
    }
    assert [months[f"01/{month:02}/2026"] for month in (1, 2, 3, 4, 8)] == ["27", "4", "30", "0", "0"]
    assert "Seguro de Salud" in text
    assert "Días trabajados cada mes" not in printed(typesetter, decided(empleos=season), tmp_path)


def test_a_summary_lists_no_notice(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    text = printed(typesetter, decided(detalle="resumen", alta=ALTA, cambios=changes(3)), tmp_path)
    assert "Cada aviso" not in text
    assert "Modificación" not in text
    assert "$500.03" in text  # the last wage is of the job, and stays


@pytest.mark.parametrize("count", range(60, 108, 4))
def test_a_long_table_repeats_its_header_and_never_leaves_it_alone(
    typesetter: TypstTypesetter, count: int, tmp_path: Path
) -> None:
    text = printed(typesetter, decided(alta=ALTA, cambios=changes(count)), tmp_path)
    pages = text.rstrip("\f\n").split("\f")
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        assert f"Página {number} de {len(pages)}" in page
        lines = page.splitlines()
        notices = [at for at, line in enumerate(lines) if "Z9912345105" in line and line[2:3] == "/"]
        header = [at for at, line in enumerate(lines) if line.startswith("Fecha") and "Aviso" in line]
        assert bool(notices) == bool(header), f"page {number}: a header alone, or rows without one"
        assert not header or header[0] < notices[0]
    assert text.count("Modificación de salario") == count


def test_the_qr_says_the_weeks_and_nothing_of_the_person() -> None:
    (order,) = effects(decided(alta=ALTA, baja=date(2011, 1, 1), retiros=Retiros(0, 0)))
    assert isinstance(order, IssueDocument)
    assert order.fact == "Al 22 de noviembre de 2026, semanas cotizadas: 52; reconocidas: 52."
    (order,) = effects(decided(alta=ALTA, baja=date(2011, 1, 1)))
    assert isinstance(order, IssueDocument)
    assert order.fact == "Al 22 de noviembre de 2026, semanas cotizadas: 52; reconocidas: sin dato de retiros."
