"""What an official decides with: the files, what was asked and answered, and what the office itself must verify."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.adapters.hostile_files import pdf
from tests.web import aclaracion
from tests.web.attaching import NUEVO, attach, draft, kept
from tests.web.office import Browser, Office, text
from tests.web.referred import ANOTHER, OFFICIAL, OWNER, REASONS, actor, enter, filed, reviewing
from tests.web.test_http_official import LIST, begin, finish, shown
from ventanilla.adapters.scan.port import Clean, Verdict
from ventanilla.apps.affiliation.models import Cambio, Persona
from ventanilla.apps.attachments import outbound
from ventanilla.apps.cases.api import case_withdraw
from ventanilla.apps.cases.models import Ask, Case, Resolution, Review
from ventanilla.apps.cases.runner import actor_of
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import projection_rebuild, projections, scope, timeline
from ventanilla.apps.eventlog.models import AccessRecord
from ventanilla.kernel.acts import SubjectId

VERIFY = "/personal/verificaciones"
FOUND = {"procede": "si", "motivo": "Los recibos dicen el 1 de diciembre."}


def hidden(page: Any) -> dict[str, str]:
    """What a page that asks whether one is sure carries."""
    fields = dict(re.findall(r'<input type="hidden" name="([a-z-]+)" value="([^"]*)"', page.content.decode()))
    fields.pop("csrfmiddlewaretoken", None)
    return fields


# -- what the office verifies


@pytest.fixture
def verified(office: Office) -> str:
    """An aclaración that asks the office to verify it, and who reviews; its folio."""
    enter(office, OFFICIAL, ANOTHER)
    reviewing(OFFICIAL, ANOTHER)
    return aclaracion.filed(office.browser(OWNER), office.mint.identity(OWNER), quien="institucion")


def test_an_official_verifies_and_the_case_is_resolved(office: Office, verified: str) -> None:
    browser = office.browser(OFFICIAL)
    assert "Verificaciones pedidas" in text(browser.get("/personal"))
    listed = browser.get(VERIFY)
    assert shown(verified) in text(listed)
    assert "No hay nada que verificar" in text(browser.get(f"{VERIFY}?cola=otra"))
    here = f"{VERIFY}/{aclaracion.asked().id}"
    assert f'href="{here}"' in listed.content.decode()
    page = text(browser.get(here))
    for said in (aclaracion.PROOF, aclaracion.ALTA, "¿Lo que señala la persona está demostrado?", "(LSS 22)"):
        assert said in page, said
    lacks = browser.post(here, {"procede": "si", "motivo": "No"})
    assert lacks.status_code == 422
    assert "Escriba su respuesta, para que quien la lea sepa qué hacer." in text(lacks)
    sure = browser.post(here, FOUND)
    assert "Revise antes de registrarlo" in text(sure)
    assert "Sí, está demostrado" in text(sure)
    assert aclaracion.asked().outcome == "abierta"
    back = browser.post(here, hidden(sure) | {"corregir": "si"})
    assert FOUND["motivo"] in back.content.decode()
    done = browser.post(here, hidden(sure) | {"seguro": "si"})
    assert done.headers["Location"] == f"{VERIFY}?hecho=si"
    assert "Quedó registrado." in text(browser.follow(done))
    assert "No hay nada que verificar" in text(browser.get(VERIFY))
    assert (aclaracion.case().state, aclaracion.asked().answered_by) == ("en_revision", actor(OFFICIAL).account)
    own = SubjectId(aclaracion.case().subject)
    with scope(own):
        assert "respuesta_recibida" in [entry.type for entry in timeline(own, case=aclaracion.case().id)]
        read = AccessRecord.objects.filter(subject=own, what="expediente", why="revision")
        assert read.exists()
    another = office.browser(ANOTHER)
    finish(another, verified, "confirmar", begin(another, verified, "confirmar", razones=REASONS))
    office.print()
    assert "Su documento está listo" in text(office.browser(OWNER).get(f"/expedientes/{verified}"))


def test_the_second_who_verifies_is_told_that_it_was_done(office: Office, verified: str) -> None:
    first, second = office.browser(OFFICIAL), office.browser(ANOTHER)
    here = f"{VERIFY}/{aclaracion.asked().id}"
    for browser in (first, second):
        browser.get(here)
        browser.post(here, FOUND)
    assert first.post(here, FOUND | {"seguro": "si"}).status_code == 302
    late = second.post(here, {"procede": "no", "motivo": "No lo vi en ningún lado.", "seguro": "si"})
    assert (late.status_code, "Ya se verificó" in text(late)) == (409, True)
    with scope(None):
        assert Ask.objects.get().answer == FOUND
        assert Resolution.objects.count() == 2


def test_nobody_verifies_their_own_nor_what_is_over(office: Office, verified: str) -> None:
    reviewing(OWNER)
    owner, other = office.browser(OWNER), office.browser(OFFICIAL)
    here = f"{VERIFY}/{aclaracion.asked().id}"
    assert "No hay nada que verificar" in text(owner.get(VERIFY))
    assert owner.get(here).status_code == 404
    assert owner.post(here, FOUND | {"seguro": "si"}).status_code == 404
    case_withdraw(actor_of(aclaracion.case()), aclaracion.case().id, now=settings.VENTANILLA_CLOCK.now())
    assert "Ya no hace falta verificarlo" in text(other.get(here))
    told = other.post(here, FOUND | {"seguro": "si"})
    assert told.status_code == 409
    assert aclaracion.asked().answer is None


def test_after_its_day_nothing_is_recorded(office: Office, verified: str) -> None:
    here = f"{VERIFY}/{aclaracion.asked().id}"
    office.later((aclaracion.asked().until - settings.VENTANILLA_CLOCK.today()).days * 86_400 + 86_400)
    browser = office.browser(OFFICIAL)
    assert "El plazo terminó" in text(browser.get(VERIFY))
    assert "El plazo para verificar terminó" in text(browser.get(here))
    assert browser.post(here, FOUND | {"seguro": "si"}).status_code == 409
    assert aclaracion.asked().outcome == "abierta"


def test_what_was_asked_of_the_employer_is_not_verified_by_an_official(office: Office) -> None:
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    aclaracion.filed(office.browser(OWNER), office.mint.identity(OWNER))
    browser = office.browser(OFFICIAL)
    assert "No hay nada que verificar" in text(browser.get(VERIFY))
    assert browser.get(f"{VERIFY}/{aclaracion.asked().id}").status_code == 404


# -- files


@pytest.fixture
def identity_change(office: Office) -> str:
    """A change of name with its proof, that waits for an official; its folio."""
    return change_filed(office)


def change_filed(office: Office) -> str:
    enter(office, OFFICIAL, ANOTHER)
    reviewing(OFFICIAL)
    worker, who = office.browser(OWNER), office.mint.identity(OWNER)
    case = draft(worker)
    attach(worker, case, pdf())
    sent = worker.send(worker.sign(worker.get(f"/solicitudes/{case}/revisar"), who))
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"].removeprefix("/expedientes/")


def test_the_files_are_seen_and_opened_by_whoever_reviews_and_nobody_else(office: Office, identity_change: str) -> None:
    browser, (row,) = office.browser(OFFICIAL), kept()
    page = text(browser.get(f"{LIST}/{identity_change}"))
    for said in ("acta.pdf", "PDF ·", "1 página", f"huella {row.file.sha256[:8]}", "Sin revisar por el antivirus"):
        assert said in page, said
    here = f"{LIST}/{identity_change}/archivos/{row.id}"
    preview = browser.get(f"{here}/vista")
    assert preview.content.startswith(b"\x89PNG")
    warned = browser.get(here)
    assert "Ningún antivirus lo ha revisado." in text(warned)
    assert b"%PDF-" not in warned.content
    opened = browser.post(here, {"abrir": "si"})
    assert opened.content.startswith(b"%PDF-")
    for answer in (preview, opened):
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    with scope(None):
        noted = AccessRecord.objects.filter(subject=actor(OWNER).subject, what="archivo")
        assert {(one.post, one.unit, one.why) for one in noted} == {
            ("Puesto de prueba", "Unidad de pruebas", "revision")
        }
        assert noted.count() == 2
    assert "Un archivo que adjuntó a un trámite" in text(office.browser(OWNER).get("/cuenta/datos/uso"))
    stranger = office.browser(ANOTHER)
    stranger.get("/oficina")
    for path in (here, f"{here}/vista"):
        assert stranger.get(path).status_code == 404
        assert office.browser().get(path).status_code == 302
    assert stranger.post(here, {"abrir": "si"}).status_code == 404


class Clears:
    """A scanner that finds nothing."""

    def scan(self, data: bytes) -> Verdict:
        return Clean()


def test_a_file_that_was_scanned_opens_at_once(office: Office) -> None:
    outbound.use_receiving(replace(outbound.receiving(), scanner=Clears()))
    folio, (row,) = change_filed(office), kept()
    browser = office.browser(OFFICIAL)
    assert "Sin revisar" not in text(browser.get(f"{LIST}/{folio}"))
    assert browser.get(f"{LIST}/{folio}/archivos/{row.id}").content.startswith(b"%PDF-")


def test_no_file_opens_by_another_case_nor_of_one_that_nobody_reviews(office: Office, identity_change: str) -> None:
    (row,) = kept()
    reviewing(OWNER)
    owner, browser = office.browser(OWNER), office.browser(OFFICIAL)
    assert owner.get(f"{LIST}/{identity_change}/archivos/{row.id}").status_code == 404
    other = aclaracion.filed(owner, office.mint.identity(OWNER), quien="institucion")
    assert browser.get(f"{LIST}/{other}/archivos/{row.id}").status_code == 404
    with scope(None):
        Case.objects.filter(folio=identity_change).update(queue="")
    assert browser.get(f"{LIST}/{identity_change}/archivos/{row.id}").status_code == 404
    with scope(None):
        assert not AccessRecord.objects.filter(what="archivo").exists()


def test_an_identity_change_is_approved_and_the_register_says_it(office: Office, identity_change: str) -> None:
    browser = office.browser(OFFICIAL)
    with scope(None):
        before = Persona.objects.get(subject=actor(OWNER).subject).nombre
    page = text(browser.get(f"{LIST}/{identity_change}"))
    assert NUEVO.upper() in page
    assert str(actor(OWNER).subject) not in page  # an identifier of the registers says nothing to a person
    sure = begin(browser, identity_change, "confirmar", razones="El acta dice ese nombre.")
    assert finish(browser, identity_change, "confirmar", sure).status_code == 302
    with scope(None):
        assert Persona.objects.get(subject=actor(OWNER).subject).nombre == NUEVO.upper() != before
        change = Cambio.objects.get(persona__subject=actor(OWNER).subject)
        assert (change.antes, change.despues) == (before, NUEVO.upper())
    office.print()
    with scope(None):
        assert {one.kind for one in Document.objects.exclude(sealed_at=None)} >= {"resolucion", "actualizacion_datos"}
    page = text(office.browser(OWNER).get(f"/expedientes/{identity_change}"))
    assert "Lo resolvió Puesto de prueba, de Unidad de pruebas." in page
    assert [one["state"] for one in office.jobs("cases.tell_applicant")] == ["en_revision", "aprobado"]


# -- what was asked, and what was said


def test_what_the_person_answers_comes_back_to_whoever_asked(office: Office) -> None:
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    worker, who = office.browser(OWNER), office.mint.identity(OWNER)
    folio = arco(worker, who)
    browser = office.browser(OFFICIAL)
    until = settings.VENTANILLA_CLOCK.today() + timedelta(days=7)
    day = {"hasta-dia": str(until.day), "hasta-mes": str(until.month), "hasta-anio": str(until.year)}
    sure = begin(browser, folio, "preguntar", razones="¿Cómo dice su acta?", **day)
    assert finish(browser, folio, "preguntar", sure).status_code == 302
    waiting = text(browser.get(f"{LIST}/{folio}"))
    assert "A quien lo presentó" in waiting
    assert "Se espera la respuesta" in waiting
    log_says("preguntado")
    aclaracion.respond(worker, who, respuesta="Dice Nuñez, con tilde en la eñe.")
    page = text(browser.get(f"{LIST}/{folio}"))
    for said in ("¿Cómo dice su acta?", "Dice Nuñez, con tilde en la eñe.", "Contestada", "con su e.firma"):
        assert said in page, said
    assert shown(folio) in text(browser.get(LIST))
    log_says("en_revision")
    sure = begin(browser, folio, "confirmar", razones=REASONS)
    assert finish(browser, folio, "confirmar", sure).status_code == 302
    office.print()
    with scope(None):
        assert [one.kind for one in Resolution.objects.order_by("number")] == ["Refer", "Ask", "Approve"]
        assert Document.objects.get(kind="resolucion").sealed_at is not None
    assert "Lo resolvió Puesto de prueba" in text(worker.get(f"/expedientes/{folio}"))
    log_says("aprobado")


def log_says(state: str) -> None:
    """The only filed case is there, and made again from the log it still is."""
    one = next(one for one in projections() if one.name == "cases.state")
    with scope(None):
        assert [now for _, now in one.rows()] == [state]
    assert projection_rebuild(one).same


@pytest.mark.parametrize(("revoked", "state"), [(False, "aprobado"), (True, "sin_efecto")])
def test_what_the_authority_said_late_is_in_the_log(office: Office, revoked: bool, state: str) -> None:
    worker, who = office.browser(OWNER), office.mint.identity(OWNER)
    office.responder(down=True)
    folio = worker.filed(who)
    log_says("en_espera")
    office.responder(down=False)
    if revoked:
        office.revoke(who)
    office.run("cases.recheck_revocation")
    office.run("cases.resolve_case")
    log_says(state)
    assert ("La autoridad confirmó su e.firma." in text(worker.get(f"/expedientes/{folio}"))) is not revoked


def arco(browser: Browser, who: Any) -> str:
    """A correction asked as a person does; its folio."""
    browser.get("/tramites/derechos_arco")
    case = browser.post("/tramites/derechos_arco/iniciar").headers["Location"].split("/")[2]
    answers = {
        "derecho": "rectificacion",
        "datos": "persona",
        "pide": "Mi apellido lleva acento.",
        "motivos": "Mi acta lo dice.",
    }
    for number, (name, words) in enumerate(answers.items(), start=1):
        browser.get(f"/solicitudes/{case}/{number}")
        sent = browser.post(f"/solicitudes/{case}/{number}", {name: words})
        assert sent.status_code == 302, text(sent)
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{case}/revisar"), who))
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"].removeprefix("/expedientes/")


def test_what_the_employer_said_and_what_was_taken_back_are_shown(office: Office) -> None:
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    worker, company = office.browser(OWNER), office.browser("empresa")
    folio = aclaracion.filed(worker, office.mint.identity(OWNER))
    aclaracion.respond(company, office.mint.identity("empresa"), acepta="no", motivo="El contrato dice otra cosa")
    browser = office.browser(OFFICIAL)
    browser.post(f"{VERIFY}/{aclaracion.asked().id}", FOUND | {"seguro": "si"})
    page = text(browser.get(f"{LIST}/{folio}"))
    for said in ("A su empleador", "El contrato dice otra cosa", "con su e.firma", "A la oficina, para verificarlo"):
        assert said in page, said
    case_withdraw(actor_of(aclaracion.case()), aclaracion.case().id, now=settings.VENTANILLA_CLOCK.now())
    assert shown(folio) not in text(browser.get(LIST))
    assert shown(folio) in text(browser.get(f"{LIST}?estado=retirado"))
    over = text(browser.get(f"{LIST}/{folio}"))
    assert "Retirado por quien lo presentó" in over
    assert "Este expediente no espera nada de usted." in over
    log_says("desistido")


# -- two at the same instant


def test_two_officials_at_the_same_instant_and_one_of_them_decides(committing_office: Office) -> None:
    enter(committing_office, OWNER, OFFICIAL, ANOTHER)
    reviewing(OFFICIAL, ANOTHER)
    folio = filed()
    ready: list[tuple[Browser, str, Any]] = []
    for slug, act, more in ((OFFICIAL, "confirmar", {}), (ANOTHER, "negar", {"otro": "LSS 15"})):
        browser = committing_office.browser(slug)
        ready.append((browser, act, begin(browser, folio, act, razones=REASONS, **more)))
    answers: dict[str, Any] = {}
    together = threading.Barrier(len(ready))

    def decide(browser: Browser, act: str, page: Any) -> None:
        try:
            together.wait()
            answers[act] = finish(browser, folio, act, page)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=one) for one in ready]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answer.status_code for answer in answers.values()) == [302, 409]
    (won,) = [act for act, answer in answers.items() if answer.status_code == 302]
    (told,) = [answer for answer in answers.values() if answer.status_code == 409]
    assert "ya no espera una decisión" in text(told)
    with scope(None):
        assert Case.objects.get(folio=folio).state == {"confirmar": "aprobado", "negar": "negado"}[won]
        assert Review.objects.get().act == won
        assert [one.kind for one in Resolution.objects.order_by("number")][1:] == [
            {"confirmar": "Approve", "negar": "Reject"}[won]
        ]
        assert Document.objects.filter(kind="resolucion").count() == 1
