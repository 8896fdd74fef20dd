"""Acting for a child ends by itself on the day they come of age, and is told before and after."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings

from tests.web.families import HERE, XIMENA, acting, begin, birthday, entered, on, parent, relative, told
from tests.web.office import TRAMITE, Browser, Office, drawn, text
from ventanilla.apps.accounts.family_jobs import families_watch
from ventanilla.apps.accounts.models import FamilyNotice
from ventanilla.apps.cases.models import Case
from ventanilla.apps.demo.api import correos
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope

__all__ = ["parent"]  # fixture


def test_at_eighteen_it_ends_by_itself_and_the_next_page_says_why(office: Office, parent: Browser) -> None:
    ximena = relative(XIMENA)
    acting(parent)
    folio = parent.filed(office.mint.identity())
    draft = parent.draft()
    office.print()
    with scope(None):
        document = Document.objects.get(subject=ximena.subject, kind=TRAMITE).folio
    on(birthday(ximena) - timedelta(days=1))
    assert parent.get(f"/expedientes/{folio}").status_code == 200
    before = parent.session()
    on(birthday(ximena))
    page = text(parent.get("/oficina"))
    assert "Ahora actúa por usted" in page
    assert f"{ximena.nombre_completo} cumplió 18 años el 12 de diciembre de 2028." in page
    assert "Usted actúa por" not in page
    assert drawn().named("trabajadora").nombre in page.title()
    assert parent.session() != before
    assert "Ahora actúa por usted" not in text(parent.get("/oficina"))  # said once
    for path in (
        f"/expedientes/{folio}",
        f"/expedientes/{folio}/estado.json",
        f"/expedientes/{folio}/firma",
        f"/documentos/{document}.pdf",
        f"/documentos/{document}.svg",
        f"/solicitudes/{draft}/1",
        f"/api/v1/expedientes/{folio}",
    ):
        assert parent.get(path).status_code == 404, path
    assert begin(parent, ximena).status_code == 422
    assert "Hoy no puede actuar por esa persona." in text(
        parent.post(f"{HERE}/actuar", {"persona": ximena.subject.hex})
    )
    assert "Puede abrir su propia cuenta" in text(parent.get(HERE))


def test_the_documents_of_who_came_of_age_are_theirs(office: Office, parent: Browser) -> None:
    ximena = relative(XIMENA)
    acting(parent)
    parent.filed(office.mint.identity())
    office.print()
    on(birthday(ximena))
    with scope(None):
        document = Document.objects.get(subject=ximena.subject, kind=TRAMITE).folio
    own = entered(office, ximena)
    assert own.get(f"/documentos/{document}.pdf").status_code == 200
    page = text(own.get(HERE))
    assert "empezó a actuar por usted" in page
    assert "pidió este trámite por" in page
    assert "Quién puede actuar por usted" not in page


def test_a_signature_prepared_before_the_birthday_files_nothing_on_it(office: Office, parent: Browser) -> None:
    ximena = relative(XIMENA)
    acting(parent)
    draft = parent.ready()
    signed = parent.sign(parent.get(f"/solicitudes/{draft}/revisar"), office.mint.identity())
    on(birthday(ximena))
    refused = parent.send(signed)
    assert refused.status_code == 404
    assert "cumplió 18 años" in text(refused)
    with scope(None):
        assert Case.objects.get(id=draft).folio is None


def test_a_lookup_at_each_request_is_what_ends_it(parent: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard of this promise is `acting_now`: without its looking again, the session would go on."""
    from ventanilla.apps.accounts import family

    acting(parent)
    on(birthday(relative(XIMENA)))
    monkeypatch.setattr(family, "ties_allow", lambda *_: True)
    assert "Usted actúa por" in text(parent.get("/oficina"))
    monkeypatch.undo()
    assert "Ahora actúa por usted" in text(parent.get("/oficina"))


def test_the_end_is_told_before_and_after_once_each_without_a_name(office: Office, parent: Browser) -> None:
    ximena, whose = relative(XIMENA), drawn().named("trabajadora")
    grown = birthday(ximena)
    for day, expected in ((grown - timedelta(days=32), 0), (grown - timedelta(days=30), 1), (grown, 1)):
        on(day)
        now = settings.VENTANILLA_CLOCK.now()
        before = len(office.jobs("accounts.tell_family_end"))
        families_watch(now=now)
        families_watch(now=now)
        mine = [job for job in office.jobs("accounts.tell_family_end")[before:] if str(ximena.subject) in job["key"]]
        assert len(mine) == expected, day
    events = told(whose.subject)
    assert f"Le avisamos que puede actuar por {ximena.nombre_completo} hasta el 11 de diciembre de 2028." in events
    assert any("cumplió 18 años el 12 de diciembre de 2028" in each for each in events)
    office.run("accounts.tell_family_end")
    for mail in correos():
        assert not re.search(rf"{ximena.nombre}|{ximena.curp}|{whose.nombre}", mail.subject + mail.body, re.IGNORECASE)
        assert HERE in mail.body
    with scope(None):
        assert FamilyNotice.objects.filter(dependent=ximena.subject).count() == 2
