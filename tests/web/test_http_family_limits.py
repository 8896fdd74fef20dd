"""What acting for one's family never opens: one's own account, staff's pages, and nobody else's office."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

import pytest

from tests.web.families import HERE, HIJO, STAFF, XIMENA, acting, begin, confirmed, entered, official, parent, relative
from tests.web.office import Browser, Office, drawn, text
from ventanilla.apps.accounts.models import Dependency
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.eventlog.models import LoggedEvent
from ventanilla.web.acting import FOR_ANOTHER
from ventanilla.web.guards import Guard

__all__ = ["official", "parent"]  # fixtures


OWN_PAGES: Final = ("/cuenta", "/cuenta/certificados", "/cuenta/seguridad", "/cuenta/sesiones", "/cuenta/contrasena")


def test_ones_own_account_stays_ones_own(parent: Browser) -> None:
    acting(parent)
    for path in OWN_PAGES:
        page = text(parent.get(path))
        assert "Esta página es de su propia cuenta." in page, path
    assert "Su e.firma personal" in text(parent.get("/cuenta/certificados"))
    assert "Abiertas ahora" in text(parent.get("/cuenta/sesiones"))
    with scope(None):
        before = LoggedEvent.objects.filter(subject=relative(XIMENA).subject).count()
    parent.get("/cuenta/seguridad/respaldo")
    assert parent.post("/cuenta/seguridad/respaldo").status_code == 200
    with scope(None):
        assert LoggedEvent.objects.filter(subject=relative(XIMENA).subject).count() == before


def test_only_the_office_and_its_tramites_are_for_another() -> None:
    from ventanilla.config.urls import urlpatterns

    guards = {f"/{pattern.pattern}": getattr(pattern.callback, "guard", None) for pattern in urlpatterns}
    for_another = {path for path, guard in guards.items() if guard is not Guard.PUBLIC and path.startswith(FOR_ANOTHER)}
    assert not {path for path in for_another if path.startswith("/cuenta")}
    assert {path.split("/")[1] for path in for_another} == {
        "historia",
        "aclarar",
        "no-reconozco",
        "oficina",
        "buzon",
        "tramites",
        "solicitudes",
        "expedientes",
        "respuestas",
        "archivos",
        "documentos",
        "api",
        "personal",
        "incidencias",
    }


def test_whoever_is_no_parent_acts_for_nobody(office: Office) -> None:
    stranger = office.browser("patron")
    for persona in (relative(XIMENA).subject, drawn().named("trabajadora").subject, uuid4()):
        stranger.get(HERE)
        answer = stranger.post(f"{HERE}/actuar", {"persona": str(persona)})
        assert answer.status_code == 422
        assert "Hoy no puede actuar por esa persona." in text(answer)
        assert "Usted actúa por" not in text(stranger.get("/oficina"))
    assert stranger.post(f"{HERE}/actuar", {"persona": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["Joaquín", "Amparo", "Emiliano", "Tonatiuh"])
def test_nobody_grown_is_acted_for_because_they_are_registered(parent: Browser, name: str) -> None:
    assert begin(parent, relative(name)).status_code == 422
    assert "Usted actúa por" not in text(parent.get("/oficina"))


def test_a_company_acts_for_no_family(office: Office) -> None:
    company = office.browser("empresa")
    page = text(company.get(HERE))
    assert "Entró por una empresa" in page
    assert company.post(HERE, {"curp": HIJO, "parentesco": "hijo"}).status_code == 422
    with scope(None):
        assert Dependency.objects.count() == 0


def test_an_account_that_nobody_proved_gets_nothing(office: Office) -> None:
    whose = drawn().named("trabajadora")
    browser = entered(office, whose, proven=1)
    for path in (HERE, "/oficina"):
        assert browser.get(path).headers["Location"] == "/cuenta/identidad"
    assert browser.post(f"{HERE}/actuar", {"persona": str(relative(XIMENA).subject)}).status_code == 302
    assert "por_familiar" not in browser.client.session


def test_what_is_kept_of_a_child_is_not_what_is_kept_of_their_parent(office: Office, parent: Browser) -> None:
    """An account is its owner's: the list that a parent asks for in a child's name has nothing of the parent's."""
    acting(parent)
    parent.get("/tramites/derechos_arco")
    draft = parent.post("/tramites/derechos_arco/iniciar").headers["Location"].split("/")[2]
    answers = {"derecho": "acceso", "datos": "todos", "pide": "", "motivos": ""}
    for number, (name, value) in enumerate(answers.items(), 1):
        assert parent.answer(draft, number, **{name: value}).status_code == 302
    sent = parent.send(parent.sign(parent.get(f"/solicitudes/{draft}/revisar"), office.mint.identity()))
    assert sent.status_code == 302, text(sent)
    office.run("cases.resolve_case")
    with scope(None):
        content = Document.objects.get(kind="derechos_arco").content
    kept = {one["clave"]: one["registros"] for one in content["conjuntos"]}
    assert kept["persona"] == 1
    assert not {"cuenta", "terminos_aceptados", "efirmas", "sesiones", "preferencias"} & kept.keys()


def test_the_parents_own_errands_are_not_asked_while_acting(parent: Browser) -> None:
    assert "Falta confirmar su correo" in text(parent.get("/oficina"))
    acting(parent)
    assert "Falta confirmar su correo" not in text(parent.get("/oficina"))


def test_an_official_who_acts_for_their_child_has_no_staff_pages_meanwhile(office: Office) -> None:
    official = office.browser("personal")
    with scope(None):
        confirmed(drawn().named("personal"), relative(XIMENA))
    assert official.get("/incidencias").status_code == 200
    acting(official)
    for path in ("/incidencias", STAFF, "/personal/representantes"):
        assert official.get(path).status_code == 404, path
    official.get(HERE)
    official.post(f"{HERE}/dejar")
    assert official.get("/incidencias").status_code == 200
