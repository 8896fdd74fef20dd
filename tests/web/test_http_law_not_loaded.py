"""A value of the law that nobody loaded stops no case: a person decides it, and whoever filed reads what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Never

import pytest

from tests.tramites.test_law_not_loaded import without
from tests.web.aclaracion import case, filed
from tests.web.movements import alta, somebody
from tests.web.office import DAY, Office, text
from ventanilla import law
from ventanilla.apps.cases.api import tramite
from ventanilla.apps.cases.foreseeing import foreseen
from ventanilla.apps.cases.models import Case
from ventanilla.apps.cases.runner import solicitud_of
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.cases import State
from ventanilla.kernel.text import Text
from ventanilla.kit import Tramite

TERM = "expedientes.respuesta_patron_dias"  # asked in a folder that does not look out for it
DECIDES = "Una persona de la oficina decidirá su trámite."


def test_a_case_goes_to_a_person(office: Office) -> None:
    worker = office.browser("trabajadora")
    with pytest.MonkeyPatch.context() as patched:
        without(patched, TERM)
        law.load({})  # forgets what was remembered
        folio = filed(worker, office.mint.identity())
        office.run("cases.resolve_case")
    law.load({})
    assert State(case().state) is State.EN_REVISION
    said = text(worker.get(f"/expedientes/{folio}"))
    assert "Sin dato: la oficina no tiene" in said
    assert DECIDES in said


def test_it_is_told_before_signing(office: Office) -> None:
    def unknown(*_: Any) -> Never:
        raise law.LawError(Text("LEY_SIN_VALOR", "ventanilla ley cargar"))

    draft = alta(office.browser("empresa"), somebody("conservacion"))
    found = tramite("movimiento_alta")
    assert isinstance(found, Tramite)
    with scope(None):
        begun = Case.objects.get(id=draft)
    solicitud = solicitud_of(begun, found)
    assert solicitud is not None
    shown = foreseen(replace(found, decide=unknown), begun, solicitud, DAY)
    assert shown is not None
    assert shown.warns
    assert [DECIDES in str(each) for each in shown.reviewed] == [False, True]
    assert "ventanilla ley" not in " ".join(map(str, shown.reviewed))
