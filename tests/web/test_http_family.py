"""Acting for a child or a dependent parent through HTTP: begun, shown, signed, and left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.web.families import HERE, XIMENA, acting, birthday, confirmed, entered, parent, relative, told
from tests.web.office import TRAMITE, Browser, Office, drawn, text
from ventanilla.apps.accounts.models import Dependency
from ventanilla.apps.cases.models import Case
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.eventlog.models import LoggedEvent
from ventanilla.apps.signatures.models import Signature
from ventanilla.kernel.acts import SubjectId

__all__ = ["parent"]  # fixture


# -- acting


def test_the_page_says_for_whom_until_when_and_why_not(parent: Browser) -> None:
    page = text(parent.get(HERE))
    assert f"Actuar por {relative(XIMENA).nombre_completo}" in page
    last = birthday(relative(XIMENA)) - timedelta(days=1)
    assert f"Hasta el {last.day} de diciembre de {last.year}. Al día siguiente cumple 18 años." in page
    for name in ("Emiliano", "Tonatiuh"):
        assert f"{relative(name).nombre_completo} cumplió 18 años el" in page
        assert f"Actuar por {relative(name).nombre_completo}" not in page
    assert "Puede abrir su propia cuenta" in page
    assert f"{relative('Amparo').nombre_completo} Su madre o padre, que depende de usted." in page
    assert "Es una persona mayor de edad" in page
    assert relative("Joaquín").nombre not in page


def test_acting_shows_the_childs_office_and_whose_it_is_everywhere(parent: Browser) -> None:
    ximena, before = relative(XIMENA), parent.session()
    acting(parent)
    assert parent.session() != before  # a new session id
    page = text(parent.get("/oficina"))
    assert f"Usted ve la oficina de {ximena.nombre_completo}" in page
    assert f"Usted actúa por {ximena.nombre_completo} , hasta el 11 de diciembre de 2028 . Cambiar" in page
    assert ximena.curp in page
    assert drawn().named("trabajadora").curp not in page
    assert TRAMITE in parent.get("/oficina").content.decode()
    for path in ("/", "/tramites", "/verificar/", "/no-existe"):
        assert f"Usted actúa por {ximena.nombre_completo}" in text(parent.get(path)), path


def test_what_is_asked_for_her_is_hers_signed_by_the_parent_and_says_so(office: Office, parent: Browser) -> None:
    ximena, whose = relative(XIMENA), drawn().named("trabajadora")
    acting(parent)
    draft = parent.ready()
    check = text(parent.get(f"/solicitudes/{draft}/revisar"))
    assert f"Usted actúa por {ximena.nombre_completo}" in check
    assert "Solo para la persona por quien actúo" in check
    folio = parent.filed(office.mint.identity())
    with scope(None):
        case = Case.objects.get(folio=folio)
        assert (case.subject, case.person, case.acts_for) == (ximena.subject, whose.subject, ximena.subject)
        assert Signature.objects.get(case=case.id).subject == ximena.subject
        documents = Document.objects.filter(case=case.id)
        assert {one.subject for one in documents} == {ximena.subject}
        assert documents.get(kind=TRAMITE).content["personas"][0]["nombre"] == ximena.nombre_completo
        receipt = documents.get(kind="acuse")
        assert receipt.content["acting_for"] == ximena.nombre_completo
        assert receipt.content["applicant"] == whose.nombre_completo.upper()
        event = LoggedEvent.objects.get(subject=ximena.subject, type="familia_tramite")
    assert f'"acts_for":"{ximena.subject}"' in event.body.replace(": ", ":")
    assert whose.nombre_completo.upper() not in event.body  # a name is sealed
    office.print()
    page = text(parent.get(f"/expedientes/{folio}"))
    assert f"Quién la presentó {whose.nombre_completo.upper()} Por quién {ximena.nombre_completo}" in page
    assert f"{whose.nombre_completo.upper()} pidió este trámite por {ximena.nombre_completo}." in page
    with scope(None):
        assert parent.get(f"/documentos/{documents.get(kind=TRAMITE).folio}.pdf").status_code == 200


def test_leaving_leads_back_to_oneself_and_both_chains_say_it(parent: Browser) -> None:
    ximena, whose = relative(XIMENA), drawn().named("trabajadora")
    acting(parent)
    draft = parent.draft()
    before = parent.session()
    parent.get(HERE)
    assert parent.post(f"{HERE}/dejar").headers["Location"] == "/oficina"
    assert parent.session() != before
    page = text(parent.get("/oficina"))
    assert "Usted actúa por" not in page
    assert whose.nombre in page.title()
    assert parent.get(f"/solicitudes/{draft}/1").status_code == 404  # hers
    assert told(ximena.subject) == [
        f"{whose.nombre_completo.upper()} dejó de actuar por usted.",
        f"{whose.nombre_completo.upper()} empezó a actuar por usted.",
    ]
    assert f"Empezó a actuar por {ximena.nombre_completo}." in told(whose.subject)
    assert parent.post(f"{HERE}/dejar").status_code == 302  # twice changes nothing
    assert len(told(ximena.subject)) == 2


def test_with_a_password_one_sees_and_signs_with_the_efirma(office: Office) -> None:
    browser = entered(office, drawn().named("trabajadora"))
    acting(browser)
    assert relative(XIMENA).curp in text(browser.get("/oficina"))
    folio = browser.ready()
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{folio}/revisar"), office.mint.identity("patron")))
    assert sent.status_code == 422  # somebody else's


def test_two_parents_act_at_once_and_each_sees_what_they_asked(office: Office, parent: Browser) -> None:
    ximena = relative(XIMENA)
    other = entered(office, relative("Joaquín"))
    with scope(None):
        confirmed(relative("Joaquín"), ximena)
    acting(parent)
    acting(other)
    folio = parent.filed(office.mint.identity())
    assert parent.get(f"/expedientes/{folio}").status_code == 200
    assert other.get(f"/expedientes/{folio}").status_code == 404
    assert ximena.curp in text(other.get("/oficina"))


def test_who_is_acted_for_reads_that_their_office_was_opened_and_by_whom(office: Office, parent: Browser) -> None:
    ximena = relative(XIMENA)
    acting(parent)
    page = text(entered(office, ximena).get("/cuenta/datos/uso"))
    assert "Su derecho a la atención médica, y los trámites que pide por usted" in page
    assert drawn().named("trabajadora").nombre in page
    parent.get(HERE)
    assert "Para actuar por usted" not in text(parent.get("/cuenta/datos/uso"))


# -- the second lock


@pytest.fixture
def two(office: Office, parent: Browser) -> Iterator[Dependency]:
    with scope(None):
        yield confirmed(drawn().named("trabajadora"), relative(XIMENA))


def test_a_tie_is_seen_by_its_two_sides_and_the_office(two: Dependency) -> None:
    for subject, seen in ((two.person, 1), (two.dependent, 1), (uuid4(), 0)):
        assert subject is not None
        with scope(SubjectId(subject)):
            assert Dependency.objects.count() == seen
            assert Dependency.objects.filter(id=two.id).update(state="terminada") == 0
    Dependency.objects.filter(id=two.id).update(state="en_revision")
    with scope(SubjectId(relative(XIMENA).subject)):
        assert Dependency.objects.count() == 0  # what nobody confirmed is not told to whom it names
