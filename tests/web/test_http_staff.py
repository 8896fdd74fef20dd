"""Roles over HTTP: proposed, approved by another, activated by whom they are for, and ended."""

from __future__ import annotations

import base64
import re
import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.http import HttpResponse

from tests.web.device import Device
from tests.web.office import Browser, Office, drawn, text
from tests.web.staff_files import account_of, give_roles
from ventanilla.apps.accounts.api import curp_of, invited_begin
from ventanilla.apps.accounts.models import Account, AuthenticatorApp, OpenSession, Passkey
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.apps.staff.api import GrantRefused, NotAdministrator, Proposal, grant_approve, grant_propose, unit_name
from ventanilla.apps.staff.models import Invitation, RoleGrant, Unit
from ventanilla.domain.accounts.totp import code_at, step_of
from ventanilla.domain.authority import Actor, Assurance, GrantFault, Role, Via
from ventanilla.kernel.acts import SubjectId

ROLES = "/personal/roles"
NEW = f"{ROLES}/nuevo"
CURP = "REPN800101MNEGRV06"  # of somebody whom no register knows
EMAIL = "noemi@correo.example"
A, B = "administradora", "administrador"


def unit() -> str:
    return Unit.objects.order_by("key").values_list("key", flat=True)[0]


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-dia": str(value.day), f"{name}-mes": str(value.month), f"{name}-anio": str(value.year)}


def fields(**changed: str) -> dict[str, str]:
    today = settings.VENTANILLA_CLOCK.today()
    said = {"curp": CURP, "nombre": "Noemí Reyes Pardo", "correo": EMAIL, "rol": "mostrador", "unidad": unit()}
    said |= {"cargo": "Atención en ventanilla", "motivo": "Cubre la ventanilla tres."}
    return said | day("desde", today) | day("hasta", today + timedelta(days=90)) | changed


def propose(browser: Browser, **changed: str) -> HttpResponse:
    browser.get(NEW)
    return browser.post(NEW, fields(**changed))


def last() -> RoleGrant:
    with scope(None):
        return RoleGrant.objects.select_related("unit").order_by("proposed_at").last() or pytest.fail("no role")


def act(browser: Browser, accion: str, motivo: str = "", grant: UUID | None = None) -> HttpResponse:
    page = f"{ROLES}/{grant or last().id}"
    browser.get(page)
    return browser.post(page, {"accion": accion, "motivo": motivo})


def link(office: Office) -> str:
    """The address in the newest invitation."""
    office.run("staff.send_invitation")
    found = re.search(r"http://localhost:8000(/personal/activar/\S+)", correos()[0].body)
    assert found is not None
    return found[1]


def invited(office: Office, **changed: str) -> str:
    """A role proposed and approved; its link."""
    assert propose(office.browser(A), **changed).status_code == 302
    assert act(office.browser(B), "aprobar").status_code == 302
    return link(office)


def secret_in(page: HttpResponse) -> bytes:
    found = re.search(r"data-totp-key>([A-Z2-7 ]+)<", page.content.decode())
    assert found is not None, text(page)
    key = found[1].replace(" ", "")
    return base64.b32decode(key + "=" * (-len(key) % 8))


@dataclass
class Newcomer:
    """Whoever was invited and has no e.firma, in a browser of their own."""

    browser: Browser
    path: str
    device: Device

    def begin(self, curp: str = CURP) -> HttpResponse:
        self.browser.get(self.path)
        return self.browser.post(self.path, {"curp": curp})

    def passkey(self) -> HttpResponse:
        self.browser.get(f"{self.path}/registro")
        asked = self.browser.post(f"{self.path}/reto")
        if asked.status_code != 200:
            return asked
        answer = self.device.created(asked.json())  # type: ignore[attr-defined]  # the test client's
        return self.browser.post(f"{self.path}/registro", answer | {"nombre": "Mi equipo"})

    def code(self) -> HttpResponse:
        secret = secret_in(self.browser.get(f"{self.path}/registro"))
        return self.browser.post(f"{self.path}/registro", {"codigo": code_at(secret, step_of(int(time.time())))})

    def activated(self) -> Browser:
        assert self.begin().headers["Location"] == f"{self.path}/registro"
        assert self.passkey().headers["Location"] == f"{self.path}/registro"
        assert self.code().headers["Location"] == "/personal?hecho=activado"
        self.browser.accept()
        return self.browser


def newcomer(office: Office, path: str) -> Newcomer:
    return Newcomer(office.browser(), path, Device())


def actor(slug: str, **changed: Any) -> Actor:
    found = Account.objects.get(curp=drawn().named(slug).curp)
    return Actor(found.id, SubjectId(found.subject), Assurance.N3, Via.EFIRMA)


def aged(browser: Browser, minutes: int) -> None:
    session = SessionStore(browser.session())
    session[SESSION_KEY] = session[SESSION_KEY] | {"confirmed": session[SESSION_KEY]["confirmed"] - minutes * 60}
    session.save()


# -- from the proposal to the first page


def test_a_role_is_proposed_approved_activated_and_opens_its_pages(office: Office) -> None:
    first, second = office.browser(A), office.browser(B)
    assert "No hay ninguno por decidir" in text(first.get(ROLES))
    assert propose(first).headers["Location"] == f"{ROLES}?hecho=propuesto"
    assert "Noemí Reyes Pardo" in text(second.get(ROLES))
    assert act(second, "aprobar").headers["Location"] == f"{ROLES}?hecho=aprobado"
    who = newcomer(office, link(office))
    assert "Mostrador" in text(who.browser.get(who.path))
    browser = who.activated()
    page = text(browser.get("/personal"))
    assert "Noemí Reyes Pardo" in page
    assert "Mostrador" in page
    assert "Roles del personal" not in page
    assert browser.get("/incidencias").status_code == 200
    assert browser.get(ROLES).status_code == 404
    assert browser.get("/personal/representantes").status_code == 404
    assert "/personal" in browser.get("/cuenta").content.decode()
    assert "/personal" not in office.browser("trabajadora").get("/cuenta").content.decode()
    assert office.browser().get(who.path).status_code == 404  # a link serves once


def test_what_is_proposed_is_told_in_the_chain_of_the_unit_and_of_the_person(office: Office) -> None:
    newcomer(office, invited(office)).activated()
    grant = last()
    with scope(None):
        told = {SubjectId(grant.unit.subject): 5, SubjectId(Account.objects.get(curp=CURP).subject): 1}
        for subject, least in told.items():
            kinds = [one.type for one in timeline(subject) if one.type.startswith("rol_")]
            assert len(kinds) >= least - 1
            assert "rol_activado" in kinds
            assert chain_verify(subject) is None
        assert [one.type for one in timeline(SubjectId(grant.unit.subject))][:4] == [
            "rol_activado",
            "rol_invitado",
            "rol_aprobado",
            "rol_propuesto",
        ]


def test_an_invitation_says_nothing_of_whom_it_is_for(office: Office) -> None:
    invited(office)
    mail = correos()[0]
    assert mail.to == EMAIL
    for word in (CURP, "Noemí", "Reyes", "Mostrador", "mostrador", last().unit.name):
        assert word not in mail.subject + mail.body


def test_a_second_role_of_an_official_needs_no_other_link(office: Office) -> None:
    browser = newcomer(office, invited(office)).activated()
    propose(office.browser(A), rol="revision")
    act(office.browser(B), "aprobar")
    assert browser.get("/personal/representantes").status_code == 200
    office.run("staff.tell_official")
    assert (correos()[0].to, "cambió su acceso" in correos()[0].subject) == (EMAIL, True)


# -- four eyes


def test_nobody_approves_what_they_proposed(office: Office) -> None:
    browser = office.browser(A)
    propose(browser)
    assert "Aprobar el rol" not in text(browser.get(f"{ROLES}/{last().id}"))
    answer = act(browser, "aprobar")
    assert (answer.status_code, last().state) == (422, "propuesta")
    assert "Lo decide otra persona" in text(answer)
    assert act(browser, "rechazar", "No.").status_code == 422
    assert act(browser, "revocar", "Me equivoqué.").status_code == 302  # whoever proposed it takes it back
    assert last().state == "revocada"


def test_nobody_proposes_or_decides_a_role_of_their_own(office: Office) -> None:
    own = drawn().named(B)
    first, second = office.browser(A), office.browser(B)
    assert "Nadie propone ni aprueba un rol para sí" in text(propose(second, curp=own.curp))
    assert propose(first, curp=own.curp, nombre=own.nombre_completo).status_code == 302
    assert "Aprobar el rol" not in text(second.get(f"{ROLES}/{last().id}"))
    assert act(second, "aprobar").status_code == 422
    assert last().state == "propuesta"


def test_what_was_decided_is_decided_once(office: Office) -> None:
    propose(office.browser(A))
    second = office.browser(B)
    assert act(second, "rechazar").status_code == 422  # without a reason
    assert act(second, "rechazar", "No hace falta.").status_code == 302
    assert act(second, "aprobar").status_code == 422
    assert act(second, "otra").status_code == 422
    assert last().end_reason == "No hace falta."
    assert office.jobs("staff.send_invitation") == []


def test_whoever_administers_no_more_decides_nothing_even_past_the_guard(office: Office) -> None:
    office.browser(A), office.browser("mostrador")
    propose(office.browser(A))
    now = settings.VENTANILLA_CLOCK.now()
    with pytest.raises(NotAdministrator):
        grant_approve(last().id, by=actor("mostrador"), now=now)
    with pytest.raises(GrantRefused) as refused:
        grant_approve(last().id, by=actor(A), now=now)
    assert refused.value.fault is GrantFault.MISMA_PERSONA
    today = settings.VENTANILLA_CLOCK.today()
    proposal = Proposal(CURP, "X", EMAIL, Role.REVISION, unit(), "X", today, today, "X")
    with pytest.raises(NotAdministrator):
        grant_propose(proposal, by=actor("mostrador"), now=now)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"curp": "NO"}, "CURP"),
        ({"curp": ""}, "Escriba la CURP de la persona"),
        ({"nombre": " "}, "Escriba el nombre completo"),
        ({"correo": "no"}, "Escriba un correo"),
        ({"rol": "jefatura"}, "Elija qué podrá hacer"),
        ({"unidad": ""}, "Elija la unidad"),
        ({"unidad": "otra"}, "Elija la unidad"),
        ({"cargo": ""}, "Escriba el cargo"),
        ({"hasta-dia": "31", "hasta-mes": "2"}, "Escriba el día, el mes y el año"),
        ({"hasta-anio": "9" * 40}, "Escriba el día, el mes y el año"),
        ({"hasta-anio": "2020"}, "Revise las fechas"),
        ({"hasta-anio": "2031"}, "El plazo es demasiado largo"),
        ({"motivo": ""}, "Escriba el motivo"),
        ({"motivo": "x" * 501}, "Escriba el motivo"),
    ],
)
def test_a_proposal_says_what_is_wrong_and_loses_nothing(office: Office, changed: dict[str, str], said: str) -> None:
    answer = propose(office.browser(A), **changed)
    assert answer.status_code == 422
    assert said in text(answer)
    if "cargo" not in changed:
        assert "Atención en ventanilla" in answer.content.decode()
    with scope(None):
        assert not RoleGrant.objects.filter(curp=CURP).exists()


def test_the_same_role_is_not_given_twice(office: Office) -> None:
    browser = office.browser(A)
    propose(browser)
    assert "ya tiene ese rol" in text(propose(browser))


# -- its end


def test_a_role_ends_by_itself(office: Office) -> None:
    browser = newcomer(office, invited(office)).activated()
    assert browser.get("/personal").status_code == 200
    office.later(91 * 24 * 3600)
    assert browser.get("/personal").status_code == 404
    assert browser.get("/incidencias").status_code == 404


def test_a_revoked_role_opens_nothing_at_the_next_request(office: Office) -> None:
    browser = newcomer(office, invited(office)).activated()
    answer = act(office.browser(A), "revocar")
    assert answer.status_code == 422  # why?
    assert act(office.browser(A), "revocar", "Cambió de unidad.").status_code == 302
    assert browser.get("/personal").status_code == 404
    assert "Terminó un rol del personal: Cambió de unidad." in text(browser.get("/cuenta/seguridad"))
    assert act(office.browser(A), "revocar", "Otra vez.").status_code == 422


def test_a_role_that_ends_soon_is_seen(office: Office) -> None:
    office.browser("mostrador")
    give_roles("mostrador", [Role.REVISION], days=12)
    assert "Termina pronto" in text(office.browser("mostrador").get("/personal"))
    assert "Termina pronto" in text(office.browser(A).get(ROLES))


# -- re-authentication


def test_whoever_reviews_representatives_shows_again_who_they_are(office: Office) -> None:
    browser = office.browser("personal")
    assert browser.get("/personal/representantes").status_code == 200
    aged(browser, 11)
    for answer in (browser.get("/personal/representantes"), browser.post("/personal/representantes")):
        assert answer.headers["Location"] == "/cuenta/confirmar?sigue=%2Fpersonal%2Frepresentantes"


@pytest.mark.parametrize("path", [NEW, f"{ROLES}/00000000-0000-4000-8000-000000000000"])
def test_whoever_gives_or_ends_roles_shows_again_who_they_are(office: Office, path: str) -> None:
    browser, other = office.browser(A), office.browser("mostrador")
    aged(browser, 11)
    aged(other, 11)
    for answer in (browser.get(path), browser.post(path, fields() | {"accion": "aprobar"})):
        assert answer.headers["Location"].startswith("/cuenta/confirmar?sigue=%2Fpersonal%2Froles%2F"), path
    assert browser.get(ROLES).status_code == 200  # looking asks for nothing
    assert other.get(path).status_code == 404  # and for whoever has no such role it does not exist


# -- a password alone


def test_an_official_with_a_password_alone_is_told_what_is_missing(office: Office) -> None:
    office.browser("mostrador")
    browser = office.browser()
    browser.enter(account_of("mostrador"))
    answer = browser.get("/personal")
    assert answer.status_code == 403
    assert "Una contraseña sola no basta" in text(answer)
    assert "/cuenta/confirmar?sigue=%2Fpersonal" in answer.content.decode()
    assert browser.get(ROLES).status_code == 404  # what is not theirs does not exist either
    assert office.browser("trabajadora").get("/personal").status_code == 404


def test_a_stolen_password_registers_no_factor_of_an_official(office: Office) -> None:
    office.browser("mostrador")
    thief = office.browser()
    thief.get("/entrar")
    thief.enter(account_of("mostrador"))
    for path in ("/cuenta/seguridad/aplicacion", "/cuenta/seguridad/llaves/nueva", "/cuenta/seguridad/respaldo"):
        assert thief.get(path).headers["Location"].startswith("/cuenta/confirmar"), path
        assert thief.post(path).headers["Location"].startswith("/cuenta/confirmar"), path
    with scope(None):
        assert not Passkey.objects.exists()
        assert not AuthenticatorApp.objects.exists()


def test_after_the_second_step_an_official_is_in(office: Office) -> None:
    browser = newcomer(office, invited(office)).activated()
    again = office.browser()
    with scope(None):
        account = Account.objects.get(curp=CURP).id
    again.get("/entrar")
    again.enter(account)
    assert again.get("/personal").status_code == 403
    session = SessionStore(again.session())
    session[SESSION_KEY] = session[SESSION_KEY] | {"strong": True}
    session.save()
    assert again.get("/personal").status_code == 200
    with scope(None):
        AuthenticatorApp.objects.all().delete()
    answer = browser.get("/personal")  # it lacks the second factor now
    assert answer.status_code == 403
    assert "/cuenta/seguridad/aplicacion" in answer.content.decode()
    assert "/cuenta/seguridad/llaves/nueva" not in answer.content.decode()


# -- whose the invitation is


def test_the_link_alone_activates_nothing(office: Office) -> None:
    who = newcomer(office, invited(office))
    answer = who.begin(drawn().named("patron").curp)
    assert answer.status_code == 422
    assert "La invitación no es para esa CURP" in text(answer)
    assert who.browser.get(f"{who.path}/registro").headers["Location"] == who.path
    assert who.browser.post(f"{who.path}/reto").status_code == 404
    assert not Account.objects.filter(curp=CURP).exists()


def test_guessing_the_curp_is_stopped(office: Office) -> None:
    who = newcomer(office, invited(office))
    answers = [who.begin("REPN800101MNEGRV0" + str(number % 5)).status_code for number in range(11)]
    assert answers == [422] * 10 + [429]
    assert who.begin().status_code == 429


def test_neither_factor_is_enough(office: Office) -> None:
    who = newcomer(office, invited(office))
    who.begin()
    assert who.browser.post(f"{who.path}/registro").headers["Location"] == f"{who.path}/registro"
    assert last().state == "invitada"
    who.passkey()
    assert who.browser.get("/personal").status_code == 302  # nobody is in yet
    wrong = who.browser.post(f"{who.path}/registro", {"codigo": "000000"})
    assert (wrong.status_code, last().state) == (422, "invitada")
    assert who.browser.post(f"{who.path}/registro").headers["Location"] == f"{who.path}/registro"
    assert last().state == "invitada"
    assert who.code().headers["Location"] == "/personal?hecho=activado"


def test_an_account_that_was_proved_is_not_entered_by_a_link(office: Office) -> None:
    office.browser("trabajadora")
    owner = drawn().named("trabajadora")
    who = newcomer(office, invited(office, curp=owner.curp, nombre=owner.nombre_completo))
    answer = who.begin(owner.curp)
    assert answer.status_code == 422
    assert "Usted ya tiene una cuenta" in text(answer)
    assert who.browser.get(f"{who.path}/registro").status_code == 302
    with scope(None):
        assert OpenSession.objects.filter(account__curp=owner.curp, ended_at=None).exists()


def test_whoever_opened_an_account_with_that_curp_loses_it(office: Office) -> None:
    path = invited(office)
    squatter = Account.objects.create(
        curp=CURP,
        subject=uuid4(),
        name="x",
        email="otro@correo.example",
        opened_at=settings.VENTANILLA_CLOCK.now(),
        proven=1,
    )
    squatter.set_password("nopal tuerca brisa 7")
    squatter.save()
    thief = office.browser()
    thief.get("/entrar")
    thief.enter(squatter.id)
    newcomer(office, path).activated()
    squatter.refresh_from_db()
    assert (squatter.email, squatter.has_usable_password()) == (EMAIL, False)
    assert thief.get("/cuenta/identidad").status_code == 302
    assert thief.get("/cuenta/identidad").headers["Location"].startswith("/entrar")


def test_what_another_browser_began_with_the_link_serves_no_more(office: Office) -> None:
    path = invited(office)
    thief, owner = newcomer(office, path), newcomer(office, path)
    thief.begin()
    thief.passkey()
    owner.begin()
    assert thief.passkey().status_code == 404
    assert thief.browser.get(f"{path}/registro").headers["Location"] == path
    owner.passkey()
    owner.code()
    owner.browser.accept()
    assert owner.browser.get("/personal").status_code == 200
    with scope(None):
        assert Passkey.objects.count() == 1


def test_a_key_that_somebody_slipped_in_activates_nothing(office: Office) -> None:
    who = newcomer(office, invited(office))
    who.begin()
    who.passkey()
    with scope(None):
        key = Passkey.objects.get()
        key.pk, key.credential_id = uuid4(), b"another"
        key.save(force_insert=True)
    assert who.code().headers["Location"] == who.path
    assert last().state == "invitada"
    who.activated()
    with scope(None):
        assert Passkey.objects.count() == 1


def test_an_invitation_is_late_after_its_hours_and_another_is_sent(office: Office) -> None:
    path = invited(office)
    with scope(None):
        sent = Invitation.objects.get()
        assert sent.expires - time.time() == pytest.approx(72 * 3600, abs=60)
        Invitation.objects.update(expires=int(time.time()) - 1)
    assert office.browser().get(path).status_code == 404
    assert newcomer(office, path).begin().status_code == 404
    assert act(office.browser(A), "reenviar").status_code == 302
    again = link(office)
    assert again != path
    newcomer(office, again).activated()
    assert act(office.browser(A), "reenviar").status_code == 422


def test_a_new_link_ends_the_one_before(office: Office) -> None:
    path = invited(office)
    act(office.browser(A), "reenviar")
    assert office.browser().get(path).status_code == 404
    assert office.browser().get(link(office)).status_code == 200


def test_a_role_that_was_revoked_is_not_activated(office: Office) -> None:
    who = newcomer(office, invited(office))
    who.begin()
    who.passkey()
    who.browser.get(f"{who.path}/registro")
    act(office.browser(A), "revocar", "Ya no hace falta.")
    assert who.browser.post(f"{who.path}/registro", {"codigo": "000000"}).headers["Location"] == who.path
    assert office.browser().get(who.path).status_code == 404


@pytest.mark.parametrize("token", ["x", "A" * 48, "%C3%B1" * 8, "a" * 5000])
def test_an_invented_link_is_none(office: Office, token: str) -> None:
    assert office.browser().get(f"/personal/activar/{token}").status_code == 404


# -- with the e.firma


def test_the_efirma_of_that_curp_activates_it(office: Office) -> None:
    owner = drawn().named("trabajadora")
    path = invited(office, curp=owner.curp, nombre=owner.nombre_completo)
    browser = office.browser("trabajadora")
    assert browser.get("/personal").status_code == 404
    assert "Activar mi acceso" in text(browser.get(path))
    assert browser.post(path).headers["Location"] == "/personal?hecho=activado"
    assert browser.get("/personal").status_code == 200
    assert browser.post(path).status_code == 404


def test_the_efirma_of_another_activates_nothing(office: Office) -> None:
    owner = drawn().named("trabajadora")
    path = invited(office, curp=owner.curp, nombre=owner.nombre_completo)
    for slug in ("patron", "empresa"):
        browser = office.browser(slug)
        page = text(browser.get(path))
        assert "Activar mi acceso" not in page
        assert "otra persona" in page or "e.firma de una empresa" in page
        assert browser.post(path).status_code == 200
        assert last().state == "invitada"


def test_an_old_session_shows_again_who_it_is_before_it_activates(office: Office) -> None:
    owner = drawn().named("trabajadora")
    path = invited(office, curp=owner.curp, nombre=owner.nombre_completo)
    browser = office.browser("trabajadora")
    browser.get(path)
    aged(browser, 11)
    assert "Confirmar quién soy" in text(browser.post(path))
    assert last().state == "invitada"


def test_a_password_session_of_that_curp_activates_nothing(office: Office) -> None:
    owner = drawn().named("trabajadora")
    path = invited(office, curp=owner.curp, nombre=owner.nombre_completo)
    office.browser("trabajadora")
    browser = office.browser()
    browser.get("/entrar")
    browser.enter(account_of("trabajadora"))
    assert "Registrar una llave de acceso" in text(browser.get(path))
    browser.post(path)
    assert last().state == "invitada"


def test_an_official_of_a_passkey_is_claimed_by_their_efirma_and_keeps_the_role(office: Office) -> None:
    owner = drawn().named("patron")
    path = invited(office, curp=owner.curp, nombre=owner.nombre_completo)
    who = newcomer(office, path)
    assert who.begin(owner.curp).status_code == 302
    who.passkey()
    who.code()
    account = Account.objects.get(curp=owner.curp)
    assert account.subject != owner.subject  # nothing of the registers was opened by a link
    assert owner.nss is None or owner.nss not in text(who.browser.get("/oficina"))
    browser = office.browser("patron")
    account.refresh_from_db()
    assert account.subject == owner.subject
    assert browser.get("/personal").status_code == 200
    assert who.browser.get("/personal").status_code == 302  # the sessions before are over


# -- the first administrators


def order(*people: str, forced: str = "") -> None:
    said = [("--persona", curp, EMAIL, "Nombre Completo", "Jefatura") for curp in people]
    call_command("staff_name", *[word for one in said for word in one], f"--unidad={unit()}", "--operador=Turno uno",
                 f"--forzar={forced}")  # fmt: skip


def without_administrators() -> None:
    with scope(None):
        RoleGrant.objects.filter(role=Role.ADMINISTRACION.value).update(state="revocada")


def test_the_operator_names_two_people_and_no_more(office: Office) -> None:
    pair = CURP, drawn().named("patron").curp
    with pytest.raises(CommandError, match="Ya hay quien administra"):
        order(*pair)
    without_administrators()
    with pytest.raises(CommandError, match="dos personas distintas"):
        order(CURP, CURP)
    order(*pair)
    with scope(None):
        assert RoleGrant.objects.filter(state="invitada", proposed_by=None).count() == 2
        subject = SubjectId(Unit.objects.get(key=unit()).subject)
        told = [one for one in timeline(subject) if one.type == "administracion_nombrada"]
    assert len(told) == 1
    with pytest.raises(CommandError, match="Ya hay quien administra"):
        order(*pair)
    newcomer(office, link(office))
    order(CURP, forced="Las dos personas dejaron la institución.")
    with scope(None):
        assert "Las dos personas dejaron la institución." in str(timeline(subject)[1].text)


def test_whom_the_operator_named_administers(office: Office) -> None:
    without_administrators()
    order(CURP, drawn().named("patron").curp)
    office.run("staff.send_invitation")
    found = [re.search(r"http://localhost:8000(/personal/activar/\S+)", mail.body) for mail in correos()]
    for path in [one[1] for one in found if one]:
        who = newcomer(office, path)
        if who.begin().status_code == 302:
            who.passkey()
            who.code()
            who.browser.accept()
            assert who.browser.get(ROLES).status_code == 200
            break
    else:
        pytest.fail("neither link was of that CURP")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--persona", "X", EMAIL, "N", "C"], "CURP"),
        (["--persona", CURP, "x", "N", "C"], "correo"),
        (["--persona", CURP, EMAIL, " ", "C"], "nombre completo"),
    ],
)
def test_the_operator_is_told_what_is_wrong(office: Office, arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("staff_name", *arguments, f"--unidad={unit()}", "--operador=X")
    with pytest.raises(CommandError, match="quién da la orden"):
        call_command("staff_name", "--persona", CURP, EMAIL, "N", "C", f"--unidad={unit()}", "--operador= ")


def test_a_unit_is_declared_and_named_again(office: Office) -> None:
    call_command("staff_unit", "archivo", "Archivo", "--operador=Turno uno")
    call_command("staff_unit", "archivo", "Archivo general", "--operador=Turno uno")
    assert Unit.objects.get(key="archivo").name == "Archivo general"
    with pytest.raises(CommandError):
        call_command("staff_unit", "no vale", "Archivo", "--operador=Turno uno")
    without_administrators()
    with pytest.raises(CommandError, match="No hay ninguna unidad"):
        call_command(
            "staff_name", "--persona", CURP, EMAIL, "N", "C", "--persona", drawn().named("patron").curp, EMAIL, "N",
            "C", "--unidad=otra", "--operador=X",
        )  # fmt: skip


# -- the second lock


def test_a_person_sees_their_own_roles_and_nobody_elses(office: Office) -> None:
    office.browser("mostrador")
    own, other = drawn().named("mostrador").subject, drawn().named("patron").subject
    with scope(SubjectId(own)):
        assert {row.curp for row in RoleGrant.objects.all()} == {drawn().named("mostrador").curp}
        assert not Invitation.objects.exists()
        assert RoleGrant.objects.update(state="revocada") == 0
    with scope(SubjectId(other)):
        assert not RoleGrant.objects.exists()
    assert not RoleGrant.objects.exists()


def test_an_account_begun_by_an_invitation_is_worth_nothing_yet(office: Office) -> None:
    by = invited_begin(curp=CURP, name="X", email=EMAIL, now=settings.VENTANILLA_CLOCK.now())
    assert curp_of(by) == CURP
    assert Account.objects.get(curp=CURP).proven == Assurance.N1


def test_a_unit_is_named_in_its_own_chain(office: Office) -> None:
    unit_name(key="archivo", name="Archivo", operator="Turno uno", now=settings.VENTANILLA_CLOCK.now())
    subject = SubjectId(Unit.objects.get(key="archivo").subject)
    with scope(None):
        assert [one.type for one in timeline(subject)] == ["unidad_declarada"]
        assert chain_verify(subject) is None
