"""A card asked for more than once: blocking it ends everything that was handed over of it."""

from __future__ import annotations

from tests.web.office import Office
from tests.web.test_http_card import TRAMITE, asked
from ventanilla.apps.cards.models import Card
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope


def test_blocking_ends_the_pdf_of_every_request_and_not_of_the_last_alone(office: Office) -> None:
    browser = office.browser("trabajadora")
    asked(browser, office)
    office.later(24 * 3600)
    browser = office.browser("trabajadora")
    asked(browser, office)
    with scope(None):
        card = Card.objects.get().id
        assert Document.objects.filter(kind=TRAMITE, revoked_on=None).count() == 2
    browser.get(f"/tarjeta/{card}/bloquear")
    assert browser.post(f"/tarjeta/{card}/bloquear").status_code == 302
    with scope(None):
        assert Document.objects.filter(kind=TRAMITE, revoked_on=None).count() == 0
        assert not Document.objects.filter(kind="acuse").exclude(revoked_on=None).exists()
