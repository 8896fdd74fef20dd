"""Roles over HTTP: proposed, approved by another, and ended."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.web.office import Office, drawn, text
from tests.web.roles import (
    CURP,
    EMAIL,
    NEW,
    ROLES,
    A,
    B,
    act,
    aged,
    fields,
    invited,
    last,
    link,
    newcomer,
    propose,
    unit,
)
from tests.web.staff_files import give_roles
from ventanilla.apps.accounts.api import curp_of, invited_begin
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.apps.staff.api import GrantRefused, NotAdministrator, Proposal, grant_approve, grant_propose, unit_name
from ventanilla.apps.staff.models import Invitation, RoleGrant, Unit
from ventanilla.domain.authority import Actor, Assurance, GrantFault, Role, Via
from ventanilla.kernel.acts import SubjectId


def actor(slug: str, **changed: Any) -> Actor:
    found = Account.objects.get(curp=drawn().named(slug).curp)
    return Actor(found.id, SubjectId(found.subject), Assurance.N3, Via.EFIRMA)


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
