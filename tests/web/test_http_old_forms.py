"""A filed case that today's Form cannot read goes to a person, with what was signed as it was."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, ClassVar, Final
from uuid import UUID

import pytest
from django.conf import settings

from tests.web.office import Browser, Office, text
from tests.web.referred import ANOTHER, OFFICIAL, OWNER, actor, enter, reviewing
from tests.web.test_http_official import LIST, begin, finish
from ventanilla.apps.cases.api import NotByRules, case_resolve, offer, promised_date, resolution_recompute, tramites
from ventanilla.apps.cases.jobs import resolve_case
from ventanilla.apps.cases.models import Case, Resolution
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.cases import State
from ventanilla.domain.cases.terms import review_date
from ventanilla.kernel.folio import new_folio
from ventanilla.kit import Form, field
from ventanilla.tramites.constancia_vigencia.definition import TRAMITE as VIGENCIA

SAID: Final = "El formulario cambió y hay que revisarlo a mano."
SIGNED: Final = {"label": "¿Para quién es la constancia?", "answer": "Solo para mí"}


class Otra(Form):
    """The constancia's questions once another is due, which no older request answered."""

    VERSION: ClassVar[int] = 2

    motivo: str = field("¿Para qué la quiere?")


CHANGES: Final[dict[str, Any]] = {"form": Otra}


@pytest.fixture
def changed(office: Office) -> Iterator[str]:
    """A case filed with the Form of before and decided under the one of today; its folio."""
    enter(office, OWNER, OFFICIAL, ANOTHER)
    reviewing(OFFICIAL, ANOTHER)
    now, before = settings.VENTANILLA_CLOCK.now(), tramites()
    account = actor(OWNER)
    with scope(None):
        case = Case.objects.create(
            tramite=VIGENCIA.key,
            title=VIGENCIA.title,
            account_id=account.owner,
            person=account.subject,
            subject=account.subject,
            applicant="María de Prueba",
            assurance=3,
            state="recibido",
            draft={"para": "titular", "al": "2026-11-22"},
            lines=[SIGNED],
            form_version=1,
            opened_at=now,
            saved_at=now,
            filed_at=now,
            promised_on=promised_date(VIGENCIA, settings.VENTANILLA_CLOCK.today()),
            folio=new_folio(),
        )
    offer(before | {VIGENCIA.key: dataclasses.replace(VIGENCIA, **CHANGES)})
    try:
        resolve_case(str(case.id))
        yield str(case.folio)
    finally:
        offer(before)


def case_of(folio: str) -> Case:
    with scope(None):
        return Case.objects.get(folio=folio)


def last(case: UUID) -> Resolution:
    with scope(None):
        return Resolution.objects.filter(case=case).order_by("number").last()  # type: ignore[return-value]  # decided


def test_it_goes_to_review_once_with_why_and_a_promised_date(office: Office, changed: str) -> None:
    case = case_of(changed)
    assert (case.state, case.queue) == ("en_revision", "formularios")
    assert case.promised_on == review_date(settings.VENTANILLA_CLOCK.today())
    kept = last(case.id)
    assert (kept.number, kept.kind) == (1, "Refer")
    assert kept.record["decision"] == {"queue": "formularios", "why": [SAID], "proposal": None, "clocks": []}
    assert kept.record["solicitud"] == {"para": "titular", "al": "2026-11-22"}
    assert case_resolve(case.id) is State.EN_REVISION
    assert last(case.id).number == 1
    page = text(office.browser(OWNER).get(f"/expedientes/{changed}"))
    assert SAID in page
    assert SIGNED["label"] in page
    with pytest.raises(NotByRules):
        resolution_recompute(kept.pk)


def test_an_official_sees_what_was_signed_and_refuses_it_with_reasons(office: Office, changed: str) -> None:
    browser = office.browser(OFFICIAL)
    page = text(browser.get(f"{LIST}/{changed}"))
    for said in (SAID, SIGNED["label"], "Formularios que cambiaron", "Negarlo con razones", "Pedir algo más"):
        assert said in page, said
    assert "Confirmar la propuesta" not in page
    sure = begin(browser, changed, "negar", razones="Pida otra con el formulario nuevo.", otro="LSS 15")
    assert finish(browser, changed, "negar", sure).status_code == 302
    assert case_of(changed).state == "negado"
    office.print()
    assert "Pida otra con el formulario nuevo." in text(office.browser(OWNER).get(f"/expedientes/{changed}"))


def test_an_official_who_asks_gets_the_answer_back(office: Office, changed: str) -> None:
    browser: Browser = office.browser(OFFICIAL)
    year, month, day = settings.VENTANILLA_CLOCK.today().year, 12, 3
    typed = {"hasta-dia": str(day), "hasta-mes": str(month), "hasta-anio": str(year)}
    sure = begin(browser, changed, "preguntar", razones="¿Para qué la quiere?", **typed)
    assert finish(browser, changed, "preguntar", sure).status_code == 302
    assert case_of(changed).state == "preguntado"
    owner = office.browser(OWNER)
    here = owner.get(f"/expedientes/{changed}/responder").headers["Location"]
    assert "¿Para qué la quiere?" in text(owner.get(here))
