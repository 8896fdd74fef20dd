"""A right that ends while its card has days left: the card is not shown as if it went on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings

from tests.web.cards import carded, carded_subject, signed
from tests.web.office import Office, as_json, drawn, text
from ventanilla.apps.affiliation.models import Parentesco
from ventanilla.apps.cards.api import card_status
from ventanilla.apps.eventlog.api import scope
from ventanilla.kernel.acts import SubjectId


def test_whoever_stopped_being_a_beneficiary_sees_no_card_and_keeps_none(office: Office) -> None:
    household = next(one for one in drawn().hogares if one.titular.slug == "trabajadora")
    child = SubjectId(next(one for one in household.familia if one.nombre == "Ximena").subject)
    row = signed(office, carded_subject(child))
    parent = office.browser("trabajadora")
    assert row.serial in parent.get("/tarjeta/").content.decode()
    with scope(None):
        now, last = settings.VENTANILLA_CLOCK.now(), settings.VENTANILLA_CLOCK.today()
        Parentesco.objects.filter(beneficiario=child).update(hasta=last, fin_registrado_at=now)
    office.later(24 * 3600)  # the day after the last one; the QR that was signed has two left
    parent = office.browser("trabajadora")
    shown = [parent.get(path).content.decode() for path in ("/tarjeta/", "/tarjeta/guardada")]
    assert not any(row.serial in page for page in shown)
    told = as_json(parent.get("/tarjeta/estado.json"))["tarjetas"]
    assert all(one["serie"] != row.serial for one in told)


def test_while_it_goes_on_the_card_is_shown(office: Office) -> None:
    household = next(one for one in drawn().hogares if one.titular.slug == "trabajadora")
    child = SubjectId(next(one for one in household.familia if one.nombre == "Ximena").subject)
    row = signed(office, carded_subject(child))
    office.later(24 * 3600)
    assert "Con derecho a atención médica" in text(office.browser("trabajadora").get("/tarjeta/"))
    assert row.expires_at > settings.VENTANILLA_CLOCK.now()


def test_whoever_verifies_is_told_that_the_right_ended_and_not_why(office: Office) -> None:
    """An abuse: a beneficiary whose right ended shows the QR of yesterday at a clinic."""
    household = next(one for one in drawn().hogares if one.titular.slug == "trabajadora")
    child = SubjectId(next(one for one in household.familia if one.nombre == "Ximena").subject)
    row = signed(office, carded_subject(child))
    office.later(24 * 3600)
    anybody = office.browser()
    assert as_json(anybody.get(f"/verificar/{row.serial}/estado.json"))["estado"] == "vigente"
    with scope(None):
        now, ended = settings.VENTANILLA_CLOCK.now(), settings.VENTANILLA_CLOCK.today() - timedelta(days=1)
        Parentesco.objects.filter(beneficiario=child).update(hasta=ended, fin_registrado_at=now)
    assert row.expires_at > now
    state = as_json(anybody.get(f"/verificar/{row.serial}/estado.json"))
    assert state == {"estado": "sin-derecho", "fecha": None}
    told = as_json(anybody.get(f"/verificar/{row.serial}.json"))
    assert (told["veredicto"], told["codigo"], told["revocado"]) == ("sin-derecho", "TARJETA_SIN_DERECHO", None)
    page = text(anybody.get(f"/verificar/{row.serial}?clave=123456"))
    assert "hoy no da derecho a la atención médica" in page
    assert "clave" not in page.lower()  # a code of the minute would make it look good
    assert not any(row.name in str(one) for one in (state, told, page))


def test_a_verification_asks_the_register_a_bounded_number_of_times(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    row = signed(office, carded("trabajadora"))
    with django_assert_max_num_queries(20):
        assert card_status(row.serial) is not None
