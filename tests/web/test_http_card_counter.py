"""An official blocks a card for whoever asks: at once, told everywhere, and of nobody who was not identified."""

from __future__ import annotations

import re
from typing import Final
from uuid import uuid4

import pytest
from django.http import HttpResponse

from tests.web.cards import card_of, carded, carded_subject, signed
from tests.web.office import Browser, Office, as_json, drawn, text
from tests.web.staff_files import give_roles
from ventanilla.apps.accounts.api import family_at_counter
from ventanilla.apps.cards.people import derecho_de
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.apps.eventlog.models import AccessRecord
from ventanilla.apps.inbox.models import Aviso
from ventanilla.domain.authority import Role
from ventanilla.domain.benefits import Vigencia
from ventanilla.domain.cards import Said, is_them
from ventanilla.domain.rights import Reading
from ventanilla.kernel.acts import SubjectId

PAGE: Final = "/personal/tarjetas"
IDENTIFY: Final = f"{PAGE}/identificar"
PERSON: Final = f"{PAGE}/persona"
OWNER: Final = "trabajadora"


@pytest.fixture
def desk(office: Office) -> Browser:
    """An official of a counter."""
    browser = office.browser("personal")
    give_roles("personal", [Role.MOSTRADOR])
    browser.get(PAGE)
    return browser


def subject_of(slug: str) -> SubjectId:
    return SubjectId(drawn().named(slug).subject)


def right_of(slug: str) -> Vigencia:
    from django.conf import settings

    found = derecho_de(subject_of(slug), settings.VENTANILLA_CLOCK)
    assert found is not None
    return found


def said_by(slug: str, **other: str) -> dict[str, str]:
    right = right_of(slug)
    return {"via": "telefono", "curp": right.curp, "nss": right.nss[-4:], "clinica": right.umf} | other


def in_front(slug: str, **other: str) -> dict[str, str]:
    shown = {"via": "mostrador", "curp": drawn().named(slug).curp, "identificacion": "credencial_votar", "rostro": "si"}
    return shown | other


def block(desk: Browser, card: object, motivo: str = "robo") -> HttpResponse:
    return desk.post(PERSON, {"tarjeta": str(card), "motivo": motivo})


def told(subject: SubjectId) -> list[str]:
    with scope(None):
        return [entry.type for entry in timeline(subject)]


@pytest.mark.parametrize("asked", [in_front, said_by], ids=["counter", "telephone"])
def test_a_card_is_blocked_at_once_and_its_owner_is_told_everywhere(
    office: Office, desk: Browser, asked: object
) -> None:
    card = carded(OWNER)
    row = signed(office, card)
    how = asked(OWNER)  # type: ignore[operator]  # either of the two
    assert desk.post(IDENTIFY, how).headers["Location"] == PERSON
    assert drawn().named(OWNER).nombre in text(desk.get(PERSON))
    assert as_json(office.browser().get(f"/verificar/{row.serial}/estado.json"))["estado"] == "vigente"
    assert block(desk, card).headers["Location"] == f"{PAGE}?hecho=bloqueada"
    assert as_json(office.browser().get(f"/verificar/{row.serial}/estado.json"))["estado"] == "revocado"
    with scope(None):
        entry = next(one for one in timeline(subject_of(OWNER)) if one.type == "tarjeta_bloqueada_por_personal")
        assert Aviso.objects.filter(subject=subject_of(OWNER), kind=entry.type).exists()
    said = str(entry.text)
    via = "por teléfono" if how["via"] == "telefono" else "en el mostrador"
    assert all(part in said for part in ("Puesto de prueba", "Unidad de pruebas", via, "Le robaron el teléfono"))
    office.run("cards.tell_blocked")
    mails = [one for one in correos() if "se bloqueó una tarjeta" in one.subject]
    assert mails
    assert all(one.to.endswith("@registro.example") for one in mails)
    with scope(None):
        assert AccessRecord.objects.filter(subject=subject_of(OWNER), what=Reading.TARJETA.value).exists()


def test_the_mail_of_security_goes_though_its_owner_wants_none(office: Office, desk: Browser) -> None:
    owner, card = office.browser(OWNER), carded(OWNER)
    owner.get("/cuenta/avisos")
    owner.post("/cuenta/avisos", {"seguridad": "buzon", "otros": "buzon"})
    desk.post(IDENTIFY, in_front(OWNER))
    block(desk, card)
    before = len(correos())
    office.run("inbox.tell_owner")
    assert len(correos()) > before


def test_only_its_owner_unblocks_it(office: Office, desk: Browser) -> None:
    owner, card = office.browser(OWNER), carded(OWNER)
    desk.post(IDENTIFY, in_front(OWNER))
    block(desk, card)
    assert desk.get(f"/tarjeta/{card}/desbloquear").status_code == 404
    owner.get("/tarjeta/")
    assert owner.post(f"/tarjeta/{card}/desbloquear").status_code == 302
    assert card_of(card).blocked_at is None


def test_the_cards_of_the_family_and_who_asked_is_told_too(office: Office, desk: Browser) -> None:
    from django.conf import settings

    child = next(one for one in family_at_counter(subject_of(OWNER), settings.VENTANILLA_CLOCK.today()) if one.may)
    own, theirs = carded(OWNER), carded_subject(child.tie.dependent)
    desk.post(IDENTIFY, said_by(OWNER))
    assert child.name in text(desk.get(PERSON))
    assert block(desk, theirs, "perdida").status_code == 302
    assert (card_of(theirs).blocked_at is None, card_of(own).blocked_at is None) == (False, True)
    assert "tarjeta_bloqueada_por_personal" in told(SubjectId(child.tie.dependent))
    with scope(None):
        said = [str(one.text) for one in timeline(subject_of(OWNER)) if one.type == "tarjeta_bloqueada_por_personal"]
    assert len(said) == 1
    assert "de alguien de su familia" in said[0]
    desk.post(IDENTIFY, said_by(OWNER))
    assert "bloqueada el" in text(desk.get(PERSON))


def test_all_of_them_at_once(office: Office, desk: Browser) -> None:
    from django.conf import settings

    child = next(one for one in family_at_counter(subject_of(OWNER), settings.VENTANILLA_CLOCK.today()) if one.may)
    both = (carded(OWNER), carded_subject(child.tie.dependent))
    desk.post(IDENTIFY, in_front(OWNER))
    assert block(desk, "todas").status_code == 302
    assert all(card_of(one).blocked_at is not None for one in both)


# -- whoever must not


@pytest.mark.parametrize("other", [{"nss": "0000"}, {"clinica": "999"}, {"nss": ""}, {"clinica": ""}])
def test_who_says_something_else_by_telephone_is_nobody(office: Office, desk: Browser, other: dict[str, str]) -> None:
    card = carded(OWNER)
    answer = desk.post(IDENTIFY, said_by(OWNER, **other))
    assert (answer.status_code, "no corresponde a una persona" in text(answer)) == (422, True)
    assert drawn().named(OWNER).nombre not in text(answer)
    assert desk.get(PERSON).headers["Location"] == PAGE
    assert block(desk, card).headers["Location"] == PAGE
    assert card_of(card).blocked_at is None


def test_nobodys_curp_and_anothers_say_the_same(desk: Browser) -> None:
    """Whoever attends learns no more of a wrong answer than of a CURP that nobody has."""

    def body(answer: HttpResponse) -> str:
        return re.sub(r'value="[^"]*"', "", answer.content.decode())

    wrong = desk.post(IDENTIFY, said_by(OWNER, nss="0000"))
    nobody = desk.post(IDENTIFY, said_by(OWNER, curp="XEXX900101MDFXXX05"))
    assert (wrong.status_code, body(wrong)) == (nobody.status_code, body(nobody))


def test_the_face_must_be_that_of_the_photograph(desk: Browser) -> None:
    for other in ({"rostro": "no"}, {"rostro": ""}, {"identificacion": ""}, {"curp": "x"}):
        assert desk.post(IDENTIFY, in_front(OWNER, **other)).status_code == 422
    assert desk.get(PERSON).headers["Location"] == PAGE


def test_a_card_of_somebody_else_does_not_exist(office: Office, desk: Browser) -> None:
    """Of whoever was identified and of their family alone: another's and none's are the same 404."""
    carded(OWNER)
    others = carded("pensionada")
    answers = []
    for card in (others, uuid4(), "x"):
        desk.post(IDENTIFY, in_front(OWNER))
        answers.append(block(desk, card))
    assert {one.status_code for one in answers} == {404}
    assert len({re.sub(r"[A-Z0-9]{4}-[A-Z0-9-]+", "", text(one)) for one in answers}) == 1
    assert card_of(others).blocked_at is None


def test_ones_own_and_ones_familys_are_for_another_official(office: Office, desk: Browser) -> None:
    answer = desk.post(IDENTIFY, in_front("personal"))
    assert (answer.status_code, "Pida a otra persona" in text(answer)) == (422, True)


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.MOSTRADOR])
def test_no_other_role_opens_it(office: Office, role: Role) -> None:
    carded(OWNER)
    browser = office.browser("supervision")
    give_roles("supervision", [role])
    plain = browser.get("/personal/no-existe")
    for path in (PAGE, PERSON):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert same(answer) == same(plain)
    assert browser.post(IDENTIFY, in_front(OWNER)).status_code == 404
    assert browser.post(PERSON, {"tarjeta": "todas", "motivo": "robo"}).status_code == 404


def same(answer: HttpResponse) -> str:
    """The body without what differs in any two answers: the reference, and where it was asked."""
    return re.sub(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}|/personal/[\w/-]*", "", text(answer))


def test_a_role_that_ended_blocks_nothing(office: Office) -> None:
    card, browser = carded(OWNER), office.browser("personal")
    give_roles("personal", [Role.MOSTRADOR], days=29, began=30)
    assert browser.get(PAGE).status_code == 404
    assert browser.post(IDENTIFY, in_front(OWNER)).status_code == 404
    assert card_of(card).blocked_at is None


def test_whoever_was_identified_is_forgotten(office: Office, desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    card = carded(OWNER)
    desk.post(IDENTIFY, in_front(OWNER))
    desk.get(PAGE)  # another person is attended
    assert block(desk, card).headers["Location"] == PAGE
    desk.post(IDENTIFY, in_front(OWNER))
    monkeypatch.setattr("ventanilla.web.office.cards.SECONDS", -1)
    desk.post(IDENTIFY, in_front(OWNER))
    assert block(desk, card).headers["Location"] == PAGE
    assert card_of(card).blocked_at is None


def test_nobody_is_tried_one_answer_after_another(desk: Browser) -> None:
    answers = [desk.post(IDENTIFY, said_by(OWNER, nss=f"{number:04d}")).status_code for number in range(12)]
    assert answers[:10] == [422] * 10
    assert answers[10:] == [429] * 2


def test_without_a_reason_nothing_is_blocked(office: Office, desk: Browser) -> None:
    card = carded(OWNER)
    desk.post(IDENTIFY, in_front(OWNER))
    for sent in ({"tarjeta": str(card)}, {"motivo": "robo"}, {"tarjeta": str(card), "motivo": "paloma"}):
        assert desk.post(PERSON, sent).status_code == 422
    assert card_of(card).blocked_at is None


def test_blocked_twice_is_told_once(office: Office, desk: Browser) -> None:
    card = carded(OWNER)
    for _ in range(2):
        desk.post(IDENTIFY, in_front(OWNER))
        block(desk, card)
    assert told(subject_of(OWNER)).count("tarjeta_bloqueada_por_personal") == 1


def test_a_register_without_a_clinic_identifies_nobody_by_telephone() -> None:
    assert not is_them(Said("0015", ""), nss="99178500015", clinic="")
    assert not is_them(Said("0015", "0"), nss="99178500015", clinic="UMF 000")
