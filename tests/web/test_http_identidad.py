"""A CURP that changed and data that are wrong, over HTTP: one person before and after, and nobody else's is touched."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpResponse

from tests.web.office import Browser, Identity, Office, text
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.api import (
    PersonaRow,
    historia_by_number,
    identidad_by_curp,
    personas_load,
    registro_find,
    subject_by_curp,
)
from ventanilla.apps.affiliation.changes import curps_de_otra
from ventanilla.apps.affiliation.filing import trabajadores_de
from ventanilla.apps.affiliation.models import Cambio, Contacto, Persona
from ventanilla.apps.affiliation.models_numeros import CurpAnterior, RespuestaPoblacion
from ventanilla.apps.cases.models import Case
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import chain_verify, scope
from ventanilla.domain.affiliation import CurpDeOtra, TrabajadorDe
from ventanilla.kernel.acts import SubjectId

OLD, NEW = "REPS800101MNEGRS05", "REPN800101MNEGRV06"  # the demonstration's registry replaced one by the other
WRONG = "REPC800101MNEGRR03"  # in force, and its data were corrected
NSS = "99178500015"
BORN = date(1980, 1, 1)
WORDS = "Nueva Registro Prueba. Nacimiento: 1 de enero de 1980. Sexo: mujer. CURP: REPN800101MNEGRV06"
RIGHT = "Corregida Registro Prueba. Nacimiento: 1 de enero de 1980. Sexo: mujer. CURP: REPC800101MNEGRR03"


def registered(curp: str, nombre: str = "NUEVA", *, nss: str | None = NSS, sexo: str = "M") -> SubjectId:
    """Somebody whom the register knows by that CURP."""
    subject = SubjectId(uuid4())
    with scope(None):
        personas_load(
            [
                PersonaRow(
                    subject=subject,
                    curp=curp,
                    nss=nss,
                    nombre=nombre,
                    primer_apellido="REGISTRO",
                    segundo_apellido="PRUEBA",
                    nacimiento=BORN,
                    sexo=sexo,
                    agregado="",
                    clinica_id=None,
                    consultorio=None,
                    turno="",
                    pension_tipo=None,
                    pension_desde=None,
                    pension_hasta=None,
                )
            ]
        )
    return subject


def efirma(office: Office, curp: str, *, rfc: str = "REPS800101AB1") -> Identity:
    return office.mint.person(slug=curp.lower(), curp=curp, rfc=rfc, name="NUEVA REGISTRO PRUEBA")


def asked(browser: Browser, who: Identity, key: str, datos: str) -> HttpResponse:
    """Ask for ``key`` with what was confirmed, signed by ``who``."""
    browser.get(f"/tramites/{key}")
    started = browser.post(f"/tramites/{key}/iniciar")
    draft = started.headers["Location"].split("/")[2]
    browser.get(f"/solicitudes/{draft}/1")
    answered = browser.post(f"/solicitudes/{draft}/1", {"datos": datos})
    assert answered.status_code == 302, text(answered)
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), who))
    assert sent.status_code == 302, text(sent)
    return sent


def state() -> str:
    with scope(None):
        return str(Case.objects.latest("filed_at").state)


def persona(subject: SubjectId) -> Persona:
    with scope(None):
        return Persona.objects.get(subject=subject)


@pytest.fixture
def subject(office: Office) -> SubjectId:
    return registered(OLD)


@pytest.fixture
def owner(office: Office, subject: SubjectId) -> Browser:
    browser = office.browser()
    assert browser.sign_in(efirma(office, OLD)).status_code == 302
    return browser


def test_the_registry_replaced_it_and_the_person_only_confirms(
    owner: Browser, office: Office, subject: SubjectId
) -> None:
    who = efirma(office, OLD)
    started = owner.follow(owner.post("/tramites/actualizacion_curp/iniciar"))
    page = text(started)
    assert WORDS in page
    assert 'type="text"' not in started.content.decode()  # nothing of who one is may be typed
    asked(owner, who, "actualizacion_curp", WORDS)
    assert state() == "aprobado"
    row = persona(subject)
    assert (row.curp, row.nss) == (NEW, NSS)
    with scope(None):
        assert Account.objects.get(subject=subject).curp == NEW
        assert Account.objects.filter(curp__in=(OLD, NEW)).count() == 1
        assert Persona.objects.filter(curp__in=(OLD, NEW)).count() == 1
        assert CurpAnterior.objects.get(curp=OLD).persona_id == subject
        assert Cambio.objects.get(persona=subject).campo == "curp"
        assert chain_verify(subject) is None
    inbox = text(owner.get("/buzon"))
    assert "Actualizamos un dato suyo: mi curp. Si usted no lo pidió, llámenos cuanto antes." in inbox
    assert NEW not in inbox
    assert NEW in text(owner.get("/oficina"))


def test_every_contact_is_told_and_never_what_changed(owner: Browser, office: Office, subject: SubjectId) -> None:
    with scope(None):
        Contacto.objects.create(persona_id=subject, correo="anterior@correo.example")
    asked(owner, efirma(office, OLD), "actualizacion_curp", WORDS)
    office.run("accounts.tell_identity_changed")
    sent = [one for one in correos() if "cambió un dato suyo" in one.subject]
    assert {"anterior@correo.example", "nadie@ejemplo.mx"} <= {one.to for one in sent}
    for one in sent:
        assert OLD not in one.body + one.subject
        assert NEW not in one.body + one.subject


def test_whoever_comes_with_either_e_firma_is_one_person(owner: Browser, office: Office, subject: SubjectId) -> None:
    asked(owner, efirma(office, OLD), "actualizacion_curp", WORDS)
    again, newer = office.browser(), office.browser()
    assert again.sign_in(efirma(office, OLD)).status_code == 302
    assert newer.sign_in(efirma(office, NEW)).status_code == 302
    for browser in (again, newer):
        assert NEW in text(browser.get("/oficina"))
    with scope(None):
        assert Account.objects.filter(curp__in=(OLD, NEW)).count() == 1
    draft = again.ready()  # what is signed with the e.firma of before is theirs
    signed = again.send(again.sign(again.get(f"/solicitudes/{draft}/revisar"), efirma(office, OLD)))
    assert signed.status_code == 302, text(signed)


def test_what_an_employer_files_with_either_is_theirs(owner: Browser, office: Office, subject: SubjectId) -> None:
    asked(owner, efirma(office, OLD), "actualizacion_curp", WORDS)
    with scope(None):
        found = trabajadores_de([TrabajadorDe(NSS, OLD), TrabajadorDe(NSS, NEW)])
    assert [one.por_curp.subject for one in found if one.por_curp] == [subject, subject]
    for curp in (OLD, NEW):
        assert subject_by_curp(curp) == subject
        assert registro_find(curp) == subject
        known, held = identidad_by_curp(curp), historia_by_number(curp=curp)
        assert known is not None
        assert held is not None
        assert (known.subject, held.subject) == (subject, subject)


def test_nobody_else_ever_gets_the_earlier_one(owner: Browser, office: Office, subject: SubjectId) -> None:
    asked(owner, efirma(office, OLD), "actualizacion_curp", WORDS)
    with pytest.raises(IntegrityError), transaction.atomic():
        registered(OLD, "OTRA", nss=None)
    with scope(None):
        (taken,) = curps_de_otra([CurpDeOtra(SubjectId(uuid4()), OLD)])
    assert taken


def test_another_insured_persons_is_a_case_that_changes_nothing(
    owner: Browser, office: Office, subject: SubjectId
) -> None:
    registered(NEW, "OTRA", nss="01796000018")
    asked(owner, efirma(office, OLD), "actualizacion_curp", WORDS)
    assert state() == "en_revision"
    with scope(None):
        case = Case.objects.latest("filed_at")
    page = text(owner.get(f"/expedientes/{case.folio}"))
    assert "La CURP y el NSS no corresponden a la misma persona. No hicimos ningún cambio" in page
    assert "OTRA" not in page
    assert persona(subject).curp == OLD


def test_an_account_that_somebody_proved_with_the_new_one_waits_for_a_person(
    owner: Browser, office: Office, subject: SubjectId
) -> None:
    other = office.browser()
    assert other.sign_in(efirma(office, NEW, rfc="REPN800101XY1")).status_code == 302
    asked(owner, efirma(office, OLD), "actualizacion_curp", WORDS)
    assert state() == "en_revision"
    assert persona(subject).curp == OLD
    with scope(None):
        assert Account.objects.get(subject=subject).curp == OLD


def test_an_account_that_nobody_proved_keeps_nobody_out(owner: Browser, office: Office, subject: SubjectId) -> None:
    impostor = Account.objects.create(
        curp=NEW, subject=uuid4(), name="x", email="x@y.example", opened_at=settings.VENTANILLA_CLOCK.now(), proven=1
    )
    asked(owner, efirma(office, OLD), "actualizacion_curp", WORDS)
    assert state() == "aprobado"
    impostor.refresh_from_db()
    assert (impostor.is_active, impostor.email, impostor.curp) == (False, "", OLD)
    with scope(None):
        assert Account.objects.get(subject=subject).curp == NEW


def test_a_name_that_differs_is_for_a_person_to_look_at(office: Office) -> None:
    subject = registered(OLD, "NUEVO")
    browser, who = office.browser(), efirma(office, OLD)
    browser.sign_in(who)
    asked(browser, who, "actualizacion_curp", WORDS)
    assert state() == "en_revision"
    assert persona(subject).curp == OLD


def test_while_the_registry_is_silent_the_case_waits_and_nothing_is_concluded(office: Office) -> None:
    subject = registered("REPQ800101MNEGRT02")
    browser, who = office.browser(), efirma(office, "REPQ800101MNEGRT02", rfc="REPQ800101AB1")
    browser.sign_in(who)
    asked(browser, who, "actualizacion_curp", "El registro de población todavía no contesta: lo confirmará la oficina")
    assert state() not in {"aprobado", "negado", "en_revision"}
    assert persona(subject).curp == "REPQ800101MNEGRT02"


def test_sex_is_copied_from_the_registry_and_past_notices_stay(office: Office) -> None:
    subject = registered(WRONG, "CORREGIDA", sexo="H")
    browser, who = office.browser(), efirma(office, WRONG, rfc="REPC800101AB1")
    browser.sign_in(who)
    assert RIGHT in text(browser.follow(browser.post("/tramites/correccion_datos/iniciar")))
    asked(browser, who, "correccion_datos", RIGHT)
    assert state() == "aprobado"
    assert persona(subject).sexo == "M"
    with scope(None):
        (kept,) = Cambio.objects.filter(persona=subject)
    assert (kept.campo, kept.antes, kept.despues) == ("sexo", "H", "M")


def test_a_name_waits_for_the_office_and_is_not_changed_meanwhile(office: Office) -> None:
    subject = registered(WRONG, "CORREJIDA")
    browser, who = office.browser(), efirma(office, WRONG, rfc="REPC800101AB1")
    browser.sign_in(who)
    asked(browser, who, "correccion_datos", RIGHT)
    assert state() == "en_revision"
    assert persona(subject).nombre == "CORREJIDA"


def test_what_was_typed_in_place_of_the_registrys_words_changes_nothing(
    owner: Browser, office: Office, subject: SubjectId
) -> None:
    asked(owner, efirma(office, OLD), "actualizacion_curp", "La mía es XEXX010101HNEXXXA4")
    assert state() == "en_revision"
    assert persona(subject).curp == OLD


def test_another_sees_neither_the_case_nor_the_earlier_curp(owner: Browser, office: Office, subject: SubjectId) -> None:
    sent = asked(owner, efirma(office, OLD), "actualizacion_curp", WORDS)
    other = office.browser("patron")
    assert other.get(sent.headers["Location"]).status_code == 404
    with scope(SubjectId(uuid4())):
        assert not CurpAnterior.objects.exists()
        assert not RespuestaPoblacion.objects.exists()
    with scope(subject):
        assert CurpAnterior.objects.count() == 1


def test_the_new_one_is_asked_about_too_and_kept_as_evidence(owner: Browser, subject: SubjectId) -> None:
    owner.get("/tramites/actualizacion_curp")
    owner.post("/tramites/actualizacion_curp/iniciar")
    with scope(None):
        kept = list(RespuestaPoblacion.objects.order_by("de_vigente").values_list("curp", "vigente", "de_vigente"))
    assert kept == [(OLD, NEW, False), (NEW, "", True)]
