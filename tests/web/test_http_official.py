"""Whoever reviews sees the queue and one case whole, decides in two steps, and the person reads who and why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from tests.web.office import Browser, Office, drawn, text, value_of
from tests.web.referred import ANOTHER, OFFICIAL, OWNER, REASONS, actor, enter, filed, reviewing
from ventanilla import law
from ventanilla.apps.accounts.api import visit_of
from ventanilla.apps.cases.models import Case, Review
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.eventlog.models import AccessRecord
from ventanilla.domain.cases import State

LIST = "/personal/expedientes"


@pytest.fixture
def folio(office: Office) -> str:
    enter(office, OWNER, OFFICIAL, ANOTHER)
    reviewing(OFFICIAL, ANOTHER)
    return filed()


def shown(folio: str) -> str:
    """As pages write a folio."""
    return "-".join(folio[at : at + 4] for at in range(0, 12, 4))


def begin(browser: Browser, folio: str, act: str, **typed: str) -> Any:
    """Open the act and send what it needs: the page that asks whether it is sure."""
    page = browser.get(f"{LIST}/{folio}/decidir/{act}")
    assert page.status_code == 200, text(page)
    return browser.post(f"{LIST}/{folio}/decidir/{act}", {"visto": value_of(page, "visto")} | typed)


def finish(browser: Browser, folio: str, act: str, page: Any) -> Any:
    """Press «Sí, hacerlo» with what the page carries."""
    body = page.content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([a-z-]+)" value="([^"]*)"', body))
    hidden.pop("csrfmiddlewaretoken", None)
    return browser.post(f"{LIST}/{folio}/decidir/{act}", hidden | {"seguro": "si"})


def test_the_list_says_what_waits_and_personal_says_how_many(office: Office, folio: str) -> None:
    browser = office.browser(OFFICIAL)
    assert "Esperan a una persona: 1." in text(browser.get("/personal"))
    page = text(browser.get(LIST))
    assert shown(folio) in page
    assert "Ver, corregir o borrar sus datos" in page
    assert "Datos personales (1)" in page
    assert "No hay expedientes aquí" in text(browser.get(f"{LIST}?estado=resuelto"))
    assert "No hay expedientes aquí" in text(
        browser.get(f"{LIST}?cola=afiliacion&tarde=si&mios=si&tramite=x&despues=x")
    )


def test_a_search_by_folio_leads_to_it_and_one_by_curp_stays_out_of_the_address(office: Office, folio: str) -> None:
    browser = office.browser(OFFICIAL)
    browser.get(LIST)
    assert browser.post(LIST, {"busca": shown(folio).lower()}).headers["Location"] == f"{LIST}/{folio}"
    with scope(None):
        before = AccessRecord.objects.filter(subject=actor(OWNER).subject).count()
    found = browser.post(LIST, {"busca": drawn().named(OWNER).curp})
    assert shown(folio) in text(found)
    with scope(None):
        assert AccessRecord.objects.filter(subject=actor(OWNER).subject).count() >= max(before, 1)
    for typed, said in (("nada", "Escriba un folio"), ("7K3M9QX24HTH", "No hay un expediente así"), ("", "Escriba")):
        answer = browser.post(LIST, {"busca": typed})
        assert answer.status_code == 422
        assert said in text(answer)
        assert value_of(answer, "busca") == typed


def test_the_case_is_shown_whole_and_its_owner_sees_who_read_it(office: Office, folio: str) -> None:
    browser = office.browser(OFFICIAL)
    page = text(browser.get(f"{LIST}/{folio}"))
    for said in (
        "Mi apellido lleva acento.",
        "Conceder lo que pidió",
        "Lo que dicen los registros hoy",
        "Negarlo con razones",
    ):
        assert said in page, said
    with scope(None):
        read = AccessRecord.objects.filter(subject=actor(OWNER).subject, what="expediente")
        assert {(one.post, one.unit, one.why) for one in read} == {
            ("Puesto de prueba", "Unidad de pruebas", "revision")
        }


def test_it_is_confirmed_in_two_steps_and_the_person_reads_it(office: Office, folio: str) -> None:
    browser = office.browser(OFFICIAL)
    browser.get(f"{LIST}/{folio}")
    assert browser.post(f"{LIST}/{folio}/tomar", {"accion": "tomar"}).headers["Location"].endswith("?hecho=tomado")
    owner = office.browser(OWNER)
    assert "una persona de Unidad de pruebas (Puesto de prueba)" in text(owner.get(f"/expedientes/{folio}"))
    sure = begin(browser, folio, "confirmar", razones=REASONS)
    assert "Revise antes de hacerlo" in text(sure)
    with scope(None):
        assert Case.objects.get(folio=folio).state == State.EN_REVISION.value
    done = finish(browser, folio, "confirmar", sure)
    assert done.headers["Location"] == f"{LIST}/{folio}?hecho=confirmar"
    over = text(browser.follow(done))
    assert "Quedó resuelto. Avisamos a la persona." in over
    assert "Este expediente no espera nada de usted." in over
    assert "Lo que dicen los registros hoy" not in over
    office.print()
    page = text(owner.get(f"/expedientes/{folio}"))
    assert "Resolución de “Ver, corregir o borrar sus datos”" in page
    assert "Lo resolvió Puesto de prueba, de Unidad de pruebas." in page
    mails = office.jobs("cases.tell_applicant")
    assert [one["state"] for one in mails] == ["en_revision", "aprobado"]
    assert not any(folio in str(value) for one in mails for value in one.values())


def test_a_refusal_reaches_the_person_with_reasons_articles_and_the_last_day(office: Office, folio: str) -> None:
    browser = office.browser(OFFICIAL)
    sure = begin(
        browser, folio, "negar", razones="El acta no dice eso.\nTraiga otra.", fundamento="", otro="LSS 15; LSS 34"
    )
    assert "Fundamento: LSS 15, LSS 34." in text(sure)
    assert finish(browser, folio, "negar", sure).status_code == 302
    office.print()
    page = text(office.browser(OWNER).get(f"/expedientes/{folio}"))
    until = law.calendar().add(settings.VENTANILLA_CLOCK.today(), 15)
    for said in (
        "El acta no dice eso.",
        "Fundamento: LSS 15, LSS 34.",
        "recurso de revisión",
        f"hasta el {until.day} de",
    ):
        assert said in page, said
    with scope(None):
        letter = Document.objects.get(kind="resolucion").folio
    pdf = office.browser(OWNER).get(f"/documentos/{letter}.pdf").content
    assert pdf.startswith(b"%PDF")


def test_what_was_typed_stays_where_it_lacks_something(office: Office, folio: str) -> None:
    browser = office.browser(OFFICIAL)
    lacks = begin(browser, folio, "negar", razones="no", otro="")
    assert lacks.status_code == 422
    assert "Escriba las razones en palabras sencillas" in text(lacks)
    assert "Elija o escriba al menos un artículo" in text(lacks)
    assert ">no</textarea>" in lacks.content.decode()
    asks = begin(
        browser, folio, "preguntar", razones="Mande copia de su acta.", **{"hasta-dia": "31", "hasta-mes": "2"}
    )
    assert asks.status_code == 422
    assert "Escriba una fecha después de hoy" in text(asks)
    assert "Mande copia de su acta.</textarea>" in asks.content.decode()


def test_a_long_reason_outlives_being_asked_again_who_one_is(
    office: Office, folio: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = office.browser(OFFICIAL)
    browser.get(f"{LIST}/{folio}/decidir/confirmar")
    with monkeypatch.context() as aged:
        aged.setattr(
            "ventanilla.web.middleware.visit_of",
            lambda *args, **kwargs: (visit := visit_of(*args, **kwargs)) and replace(visit, confirmed_ago=11 * 60),
        )
        sent = browser.post(f"{LIST}/{folio}/decidir/confirmar", {"razones": REASONS, "seguro": "si"})
    assert sent.headers["Location"].startswith("/cuenta/confirmar")
    assert f"{REASONS}</textarea>" in browser.get(f"{LIST}/{folio}/decidir/confirmar").content.decode()
    with scope(None):
        assert not Review.objects.exists()


def test_something_more_is_asked_and_the_person_reads_what_and_until_when(office: Office, folio: str) -> None:
    browser = office.browser(OFFICIAL)
    until = settings.VENTANILLA_CLOCK.today() + timedelta(days=7)
    day = {"hasta-dia": str(until.day), "hasta-mes": str(until.month), "hasta-anio": str(until.year)}
    sure = begin(browser, folio, "preguntar", razones="Mande la copia de su acta.", **day)
    assert finish(browser, folio, "preguntar", sure).headers["Location"].endswith("?hecho=preguntar")
    page = text(office.browser(OWNER).get(f"/expedientes/{folio}"))
    assert "Mande la copia de su acta." in page
    assert "le pide algo más" in page
    assert shown(folio) in text(browser.get(f"{LIST}?estado=preguntado"))


def test_the_second_of_two_is_told_who_decided(office: Office, folio: str) -> None:
    first, second = office.browser(OFFICIAL), office.browser(ANOTHER)
    sure = begin(first, folio, "confirmar", razones=REASONS)
    late = begin(second, folio, "negar", razones=REASONS, otro="LSS 15")
    assert finish(first, folio, "confirmar", sure).status_code == 302
    told = finish(second, folio, "negar", late)
    assert told.status_code == 409
    assert "ya no espera una decisión" in text(told)
    assert "Puesto de prueba, Unidad de pruebas" in text(told)
    again = finish(first, folio, "confirmar", sure)  # pressed twice
    assert again.status_code == 302
    assert second.get(f"{LIST}/{folio}/decidir/negar").status_code == 409


def test_what_changed_meanwhile_is_shown_and_what_was_typed_stays(office: Office, folio: str) -> None:
    browser = office.browser(OFFICIAL)
    sure = begin(browser, folio, "confirmar", razones=REASONS)
    with scope(None):
        Case.objects.filter(folio=folio).update(
            draft={"derecho": "cancelacion", "datos": "trabajo", "pide": "x" * 20, "motivos": "y" * 20}
        )
    told = finish(browser, folio, "confirmar", sure)
    assert told.status_code == 409
    assert "Los registros cambiaron mientras lo revisaba." in text(told)
    assert "Negar lo que pidió" in text(told)
    assert f"{REASONS}</textarea>" in told.content.decode()


def test_reading_a_case_does_not_change_the_proposal_that_counts_who_read_it(office: Office, folio: str) -> None:
    """What is kept of a person includes each reading: a proposal that counts it would never be confirmed."""
    everything = filed(datos="otros", derecho="acceso")
    browser = office.browser(OFFICIAL)
    before = text(browser.get(f"{LIST}/{everything}"))
    assert "Quién usó sus datos" in before
    sure = begin(browser, everything, "confirmar", razones=REASONS)
    assert finish(browser, everything, "confirmar", sure).headers["Location"].endswith("?hecho=confirmar")


def test_where_two_are_needed_the_second_approves(office: Office, folio: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = replace(law.policy("resolucion_segunda_persona"), value="todos")
    monkeypatch.setattr("ventanilla.domain.cases.second.law.policy", lambda key: chosen)
    first, second = office.browser(OFFICIAL), office.browser(ANOTHER)
    sure = begin(first, folio, "confirmar", razones=REASONS)
    assert "Otra persona de revisión lo aprueba antes" in text(sure)
    assert finish(first, folio, "confirmar", sure).headers["Location"].endswith("?hecho=propuesto")
    assert "Usted lo propuso." in text(first.get(f"{LIST}/{folio}"))
    assert first.get(f"{LIST}/{folio}/decidir/aprobar").status_code == 409
    assert "Propone confirmar la propuesta" in text(second.get(f"{LIST}/{folio}"))
    sure = begin(second, folio, "regresar", razones="Falta ver el acta original.")
    assert finish(second, folio, "regresar", sure).headers["Location"].endswith("?hecho=regresar")
    sure = begin(first, folio, "confirmar", razones=REASONS)
    assert finish(first, folio, "confirmar", sure).status_code == 302
    sure = begin(second, folio, "aprobar")
    assert finish(second, folio, "aprobar", sure).headers["Location"].endswith("?hecho=aprobar")
    with scope(None):
        assert Case.objects.get(folio=folio).state == State.APROBADO.value


def test_nobody_opens_their_own_or_does_what_is_not_an_act(office: Office, folio: str) -> None:
    reviewing(OWNER)
    owner, other = office.browser(OWNER), office.browser(OFFICIAL)
    for path in (f"{LIST}/{folio}", f"{LIST}/{folio}/decidir/negar", f"{LIST}/nada"):
        assert owner.get(path).status_code == 404
    owner.get(LIST)
    assert owner.post(f"{LIST}/{folio}/tomar", {"accion": "tomar"}).status_code == 404
    assert "No hay expedientes aquí" in text(owner.get(LIST))
    assert other.get(f"{LIST}/{folio}/decidir/borrar").status_code == 404


def test_contradictory_registers_are_resolved_here_with_what_does_not_match(office: Office) -> None:
    enter(office, "duplicada", OFFICIAL)
    reviewing(OFFICIAL)
    day = settings.VENTANILLA_CLOCK.today().isoformat()
    folio = filed("duplicada", "constancia_vigencia", para="titular", fecha=day)
    browser = office.browser(OFFICIAL)
    assert "Hay más de un Número de Seguridad Social" in text(browser.get(f"{LIST}/{folio}"))
    sure = begin(browser, folio, "confirmar", razones="Se revisó a mano: es la misma persona.")
    assert finish(browser, folio, "confirmar", sure).status_code == 302
    office.print()
    with scope(None):
        assert {one.kind for one in Document.objects.exclude(sealed_at=None)} == {"constancia_vigencia", "resolucion"}


def test_what_the_rules_refuse_by_themselves_has_its_letter_too(office: Office) -> None:
    browser = office.browser()
    browser.sign_in(office.mint.person())
    draft = browser.draft()
    assert browser.answer(draft, 1, para="titular").status_code == 302
    today = settings.VENTANILLA_CLOCK.today()
    fields = {"fecha-dia": str(today.day), "fecha-mes": str(today.month), "fecha-anio": str(today.year)}
    browser.answer(draft, 2, **fields)
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), office.mint.person()))
    office.print()
    page = text(browser.get(sent.headers["Location"]))
    assert "No procede" in page
    assert "recurso de inconformidad" in page
    with scope(None):
        letter = Document.objects.get(kind="resolucion")
    assert letter.content["decider"]["automatic"] is True
    assert letter.content["decider"]["unit"] == settings.VENTANILLA_RESOLVES["unit"]
    assert "dato de demostración" in letter.content["decider"]["competence"]
    assert letter.sealed_at is not None
