"""A company's new representative: acts at once, is confirmed or rejected by staff, and two at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse

from tests.web.bound import CERTIFICATES, PAGE, TOLD, history, renewed, serial, told
from tests.web.office import ISSUED, Browser, Identity, Office, drawn, text
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.apps.accounts.jobs import recheck_certificates
from ventanilla.apps.accounts.models import (
    Account,
    Certificate,
    CertificateAcceptance,
    CertificateConflict,
    RepresentativeChange,
)
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.eventlog.models import LoggedEvent


def successor(office: Office) -> Identity:
    return office.mint.identity("representante-nuevo", Variant.RENOVADA)


# -- a company's new representative


def company_chain() -> list[str]:
    company = next(one for one in drawn().patrones if one.slug == "empresa")
    with scope(None):
        return [json.loads(row.body)["type"] for row in LoggedEvent.objects.filter(subject=company.subject)]


def decide(official: Browser, action: str, reason: str = "") -> int:
    with scope(None):
        change = RepresentativeChange.objects.get()
    official.get(PAGE)
    return official.post(PAGE, {"cambio": str(change.id), "accion": action, "motivo": reason}).status_code


def test_a_new_representative_acts_at_once_and_the_one_before_is_out(office: Office) -> None:
    before, new = office.browser("empresa"), office.browser()
    assert new.sign_in(successor(office)).status_code == 302
    assert "Usted actúa por" in text(new.get("/oficina"))
    ended = before.get("/oficina")
    assert ended.status_code == 302
    assert "otra persona entró como representante de la empresa" in text(before.follow(ended))
    again = office.browser().sign_in(office.mint.identity("empresa"))
    assert again.status_code == 422
    assert "Con esta ya no puede actuar por ella." in text(again)
    assert "representante_cambiado" in told("empresa")
    assert "representante_cambiado" in told("equis")
    assert company_chain() == ["representante_cambiado"]
    assert sorted(job["notice"] for job in office.jobs(TOLD)) == ["relevado", "relevo"]
    with scope(None):
        assert RepresentativeChange.objects.get().state == "pendiente"


def test_it_is_a_change_though_the_certificate_before_was_revoked(office: Office) -> None:
    office.browser("empresa")
    office.revoke(office.mint.identity("empresa"), settings.VENTANILLA_CLOCK.now())
    office.later(16 * 60)
    recheck_certificates(0)
    new = office.browser()
    assert new.sign_in(successor(office)).status_code == 302
    official = office.browser("personal")
    assert decide(official, "rechazar", "No lo acreditó.") == 302
    assert new.get("/oficina").status_code == 302
    assert [state for _, state in history("empresa")] == ["revocado"]


def test_staff_confirm_and_nothing_changes_for_the_new_one(office: Office) -> None:
    office.browser("empresa")
    new = office.browser()
    new.sign_in(successor(office))
    official = office.browser("personal")
    assert "Por revisar" in text(official.get(PAGE))
    assert decide(official, "confirmar") == 302
    assert "Confirmado" in text(official.get(PAGE))
    assert new.get("/oficina").status_code == 200
    assert told("equis")[0] == told("empresa")[0] == "representante_confirmado"
    assert decide(official, "rechazar", "Tarde") == 422  # it was confirmed for good
    with scope(None):
        decided = RepresentativeChange.objects.select_related("decided_by").get()
        assert decided.decided_by is not None
        assert decided.decided_by.curp == drawn().named("personal").curp


def test_staff_reject_and_the_new_one_stops_at_that_moment(office: Office) -> None:
    office.browser("empresa")
    new = office.browser()
    new.sign_in(successor(office))
    official = office.browser("personal")
    assert decide(official, "rechazar", "   ") == 422
    assert new.get("/oficina").status_code == 200
    assert decide(official, "rechazar", "El acta no está protocolizada.") == 302
    ended = new.get("/oficina")
    assert "no aceptamos el cambio de representante" in text(new.follow(ended))
    refused = office.browser().sign_in(successor(office))
    assert refused.status_code == 422
    assert "Acuda al mostrador con el acta o el poder que lo acredita." in text(refused)
    assert "El acta no está protocolizada." in text(office.browser("empresa").get(CERTIFICATES))
    with scope(None):
        assert "protocolizada" not in "".join(LoggedEvent.objects.values_list("body", flat=True))
    assert decide(official, "confirmar") == 302  # the deed was brought: the rejection is lifted
    assert office.browser().sign_in(successor(office)).status_code == 302


def test_a_rejected_representative_still_enters_for_themselves(office: Office) -> None:
    office.browser("empresa")
    office.browser().sign_in(successor(office))
    decide(office.browser("personal"), "rechazar", "No lo acreditó.")
    whose = drawn().named("equis")
    own = office.mint.person(slug="propia", curp=whose.curp, rfc=whose.rfc)
    assert office.browser().sign_in(own).status_code == 302


def test_nobody_decides_about_themselves(office: Office) -> None:
    office.browser("empresa")
    company = next(one for one in drawn().patrones if one.slug == "empresa")
    whose = drawn().named("personal")
    named = office.mint.person(
        slug="parte",
        curp=whose.curp,
        rfc=whose.rfc,
        company_name=company.nombre.upper(),
        company_rfc=company.rfc,
        variant=Variant.RENOVADA,
    )
    assert office.browser().sign_in(named).status_code == 302
    official = office.browser("personal")
    assert "No hay cambios por revisar" in text(official.get(PAGE))
    assert decide(official, "confirmar") == 404
    with scope(None):
        assert RepresentativeChange.objects.get().state == "pendiente"


@pytest.mark.parametrize("fields", [{}, {"cambio": "x", "accion": "confirmar"}, {"accion": "confirmar"}])
def test_what_was_not_chosen_is_asked_again(office: Office, fields: dict[str, str]) -> None:
    official = office.browser("personal")
    official.get(PAGE)
    answer = official.post(PAGE, fields)
    assert answer.status_code == 422
    assert "No recibimos qué decidió." in text(answer)


def corrected(office: Office) -> Identity:
    """The e.firma of the worker whose RFC the authority corrected; it was turned away."""
    whose = drawn().named("trabajadora")
    office.browser("trabajadora")
    other = office.mint.person(
        slug="corregida", curp=whose.curp, rfc="XEXX010101AB1", name="OTRO RFC", variant=Variant.RENOVADA
    )
    assert office.browser().sign_in(other).status_code == 422
    return other


def accept(official: Browser, reason: str = "Vi su cédula fiscal.", conflict: str = "") -> HttpResponse:
    official.get(PAGE)
    with scope(None):
        chosen = conflict or str(CertificateConflict.objects.latest("at").pk)
    return official.post(PAGE, {"accion": "aceptar", "efirma": chosen, "motivo": reason})


def test_an_efirma_whose_rfc_was_corrected_enters_once_an_official_accepts_it(office: Office) -> None:
    other, official = corrected(office), office.browser("personal")
    assert "Escriba por qué se acepta" in text(accept(official, "  "))
    assert office.browser().sign_in(other).status_code == 422
    assert accept(official).headers["Location"] == f"{PAGE}?hecho=aceptada"
    office.run("accounts.tell_owner")
    again = office.browser()
    assert again.sign_in(other).status_code == 302
    assert again.get("/oficina").status_code == 200
    account = Account.objects.get(curp=drawn().named("trabajadora").curp)
    assert account.rfc == "XEXX010101AB1"
    assert "certificado_aceptado" in told("trabajadora")
    assert [state for _, state in history("trabajadora")] == ["vigente", "reemplazado"]
    before = office.mint.identity("trabajadora")
    assert office.browser().sign_in(before).status_code == 422, "the RFC of before is no longer theirs"
    with scope(None):
        first = str(CertificateAcceptance.objects.get().pk)
    assert "ya estaba" in text(accept(official, conflict=first))


def test_nobody_accepts_an_efirma_of_their_own_nor_one_of_another_curp(office: Office) -> None:
    whose = drawn().named("personal")
    official = office.browser("personal")
    mine = office.mint.person(slug="propia", curp=whose.curp, rfc="XEXX010101AB2", name="X", variant=Variant.RENOVADA)
    assert office.browser().sign_in(mine).status_code == 422
    assert accept(official).status_code == 404
    office.browser("trabajadora")
    same_rfc = office.mint.person(slug="rfc", rfc=drawn().named("trabajadora").rfc, variant=Variant.RENOVADA)
    assert office.browser().sign_in(same_rfc).status_code == 422
    assert accept(official).status_code == 404
    assert accept(official, conflict="9" * 17).status_code == 404
    assert accept(official, conflict="-1").status_code == 422
    with scope(None):
        assert not CertificateAcceptance.objects.exists()


def test_a_renewed_certificate_of_the_company_by_the_same_human_is_no_change(office: Office) -> None:
    before = office.browser("empresa")
    company = next(one for one in drawn().patrones if one.slug == "empresa")
    whose = drawn().named("empresa")
    same = office.mint.person(
        slug="misma",
        curp=whose.curp,
        rfc=whose.rfc,
        company_name=company.nombre.upper(),
        company_rfc=company.rfc,
        variant=Variant.RENOVADA,
    )
    assert office.browser().sign_in(same).status_code == 302
    assert before.get("/oficina").status_code == 200
    assert [state for _, state in history("empresa")] == ["vigente", "reemplazado"]
    with scope(None):
        assert not RepresentativeChange.objects.exists()


def test_an_unknown_change_does_not_exist(office: Office) -> None:
    official = office.browser("personal")
    official.get(PAGE)
    unknown = {"cambio": "00000000-0000-4000-8000-000000000000", "accion": "confirmar"}
    assert official.post(PAGE, unknown).status_code == 404


def test_a_revoked_date_is_the_authoritys(office: Office) -> None:
    who, browser = office.mint.identity(), office.browser("trabajadora")
    office.revoke(who, ISSUED + timedelta(minutes=1))
    office.later(20 * 60)
    recheck_certificates(0)
    with scope(None):
        assert Certificate.objects.get(serial=serial(who)).revoked_at == ISSUED + timedelta(minutes=1)
    assert browser.get("/cuenta").status_code == 302


# -- at the same instant


def test_a_renewed_efirma_used_twice_at_once_is_bound_once(committing_office: Office) -> None:
    office = committing_office
    office.browser("trabajadora")
    new = renewed(office)
    together([lambda: enters(office, new)] * 4)
    assert [state for _, state in history("trabajadora")] == ["vigente", "reemplazado"]
    assert told("trabajadora").count("certificado_renovado") == 1


def test_two_representatives_at_once_leave_one_in_force(committing_office: Office) -> None:
    office = committing_office
    old, new = office.mint.identity("empresa"), successor(office)
    answers = together([lambda: enters(office, old), lambda: enters(office, new)] * 2)
    assert set(answers) <= {302, 422}
    assert [state for _, state in history("equis")] == ["vigente"]
    assert [state for _, state in history("empresa")] in ([], ["reemplazado"])
    company = next(one for one in drawn().patrones if one.slug == "empresa")
    with scope(None):
        assert Certificate.objects.filter(company_rfc=company.rfc, state="vigente").count() == 1


def enters(office: Office, who: Identity) -> int:
    try:
        return office.browser().sign_in(who).status_code
    finally:
        connection.close()


def together(acts: list[Callable[[], int]]) -> list[int]:
    """Do all at once, each in a thread of its own."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(act) for act in acts]]
