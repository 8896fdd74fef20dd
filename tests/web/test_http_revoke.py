"""Whoever reviews revokes a document by its folio; its owner reads why, and is told without data."""

from __future__ import annotations

import pytest

from tests.web.office import Browser, Office, drawn, text, value_of
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.demo.api import correos
from ventanilla.apps.documents.api import public_status
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.eventlog.models import AccessRecord
from ventanilla.domain.rights import Reading
from ventanilla.kernel.folio import new_folio, spoken

PAGE = "/personal/documentos"
OFFICIAL, OWNER = "personal", "trabajadora"
WHY = "Su clínica cambió el mismo día."


@pytest.fixture
def owner(office: Office) -> Browser:
    return office.browser(OWNER)


@pytest.fixture
def folios(office: Office, owner: Browser) -> tuple[str, ...]:
    """Everything that the owner was given, sealed: a receipt and a constancia."""
    owner.filed(office.mint.identity())
    office.print()
    with scope(None):
        return tuple(Document.objects.order_by("kind").values_list("folio", flat=True))


def revoke(browser: Browser, folio: str, **typed: str) -> tuple[int, str]:
    answer = browser.post(f"{PAGE}/revocar", {"folio": folio} | typed)
    return answer.status_code, "" if answer.status_code == 302 else text(answer)


def test_it_is_found_and_the_owner_sees_who_looked(office: Office, folios: tuple[str, ...]) -> None:
    page = office.browser(OFFICIAL).get(f"{PAGE}?folio={spoken(folios[0]).lower()}")
    assert page.status_code == 200
    assert spoken(folios[0]) in text(page)
    assert "Vigente" in text(page)
    with scope(None):
        subject = Account.objects.get(curp=drawn().named(OWNER).curp).subject
        read = AccessRecord.objects.filter(subject=subject, what=Reading.DOCUMENTO.value)
        assert read.count() == 1


def test_a_folio_that_is_not_there_or_is_no_folio(office: Office, folios: tuple[str, ...]) -> None:
    browser = office.browser(OFFICIAL)
    for typed in (new_folio(), "7K3M", folios[0][:-1]):
        page = browser.get(f"{PAGE}?folio={typed}")
        assert page.status_code == 422
        assert "No hay un documento con ese folio" in text(page)
        assert value_of(page, "folio") == typed
    assert revoke(browser, new_folio(), motivo=WHY)[0] == 422


def test_it_is_revoked_and_the_owner_reads_why(office: Office, owner: Browser, folios: tuple[str, ...]) -> None:
    browser = office.browser(OFFICIAL)
    browser.get(PAGE)
    folio, other = folios
    assert revoke(browser, folio, motivo=f" {WHY}\r\n", reemplazo=spoken(other))[0] == 302
    done = text(browser.get(f"{PAGE}?folio={folio}&hecho=revocado"))
    assert "Avisamos a la persona." in done
    assert "Lo reemplaza" in done
    assert "Revocar el documento" not in done
    status = public_status(folio)
    assert status is not None
    assert (status.revoked_on is not None, status.replaced_by) == (True, other)
    with scope(None):
        document = Document.objects.get(folio=folio)
    assert {"document_id": str(document.id)} in office.jobs("documents.tell_revoked")

    before = len(correos())
    office.run("documents.tell_revoked")
    (mail, *_) = sorted(correos(), key=lambda one: -one.number)
    assert len(correos()) == before + 1
    assert WHY not in str(mail)

    status_code, said = revoke(browser, folio, motivo=WHY)
    assert status_code == 422
    assert "Ese documento ya no valía." in said


def test_without_a_reason_or_with_another_that_cannot_take_its_place(office: Office, folios: tuple[str, ...]) -> None:
    browser = office.browser(OFFICIAL)
    browser.get(PAGE)
    for reason in ("", "   ", "x" * 301):
        status, said = revoke(browser, folios[0], motivo=reason)
        assert status == 422
        assert "Escriba el motivo" in said
    for other in ("7K3M", new_folio(), folios[0]):
        status, said = revoke(browser, folios[0], motivo=WHY, reemplazo=other)
        assert status == 422
        assert "Ese folio no es de otro documento" in said
    found = public_status(folios[0])
    assert found is not None
    assert found.revoked_on is None


def test_nobody_revokes_their_own(office: Office) -> None:
    browser = office.browser(OFFICIAL)
    browser.filed(office.mint.identity(OFFICIAL))
    office.print()
    with scope(None):
        folio = Document.objects.values_list("folio", flat=True).first() or ""
    page = browser.get(f"{PAGE}?folio={folio}")
    assert page.status_code == 422
    assert revoke(browser, folio, motivo=WHY)[0] == 422
    status = public_status(folio)
    assert status is not None
    assert status.revoked_on is None
