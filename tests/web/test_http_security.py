"""«Seguridad»: what confirms that it is the owner, added, used once, taken away; and whoever may not."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from procrastinate.contrib.django import app as outbox

from tests.web.device import KEYS, Device
from tests.web.factors import (
    APPLICATION,
    SECURITY,
    WRONG,
    Telephone,
    account,
    actor,
    awaited,
    inside,
    log_of,
    owner,
    renew,
    telephone,
)
from tests.web.office import Browser, Office, text
from ventanilla.apps.accounts import factors
from ventanilla.apps.accounts.api import (
    LastWayIn,
    NoSuchFactor,
    TooManyMisses,
    factor_revoke,
    second_step_needed,
)
from ventanilla.apps.accounts.models import Account, AuthenticatorApp, Passkey, PasskeyChallenge, RecoveryCode
from ventanilla.apps.demo.models import Correo
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.accounts import FactorKind
from ventanilla.kernel.acts import SubjectId

__all__ = ["owner", "telephone"]  # fixtures


# -- the application of codes


def test_an_application_counts_once_it_showed_a_code(owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    telephone = Telephone(owner, monkeypatch)
    assert not second_step_needed(account().id)
    wrong = owner.post(APPLICATION, {"codigo": "000000" if telephone.code() != "000000" else "000001"})
    assert wrong.status_code == 422
    assert WRONG in text(wrong)
    assert owner.post(APPLICATION, {"codigo": telephone.code()}).headers["Location"] == f"{SECURITY}?hecho=aplicacion"
    assert second_step_needed(account().id)
    assert "Su aplicación de códigos quedó agregada." in text(owner.get(f"{SECURITY}?hecho=aplicacion"))
    assert "Agregó a su cuenta una aplicación de códigos." in text(owner.get(SECURITY))
    assert owner.get(APPLICATION).headers["Location"] == SECURITY  # one application; its key is shown no more


def test_the_secret_is_sealed_where_it_is_kept(telephone: Telephone) -> None:
    with scope(None):
        row = AuthenticatorApp.objects.get()
    assert telephone.secret not in bytes(row.sealed)


def test_a_code_serves_once(owner: Browser, office: Office, telephone: Telephone) -> None:
    code = telephone.code()
    first, second = awaited(office), awaited(office)
    assert first.post("/entrar/segundo-paso", {"codigo": code}).status_code == 302
    assert inside(first)
    replayed = second.post("/entrar/segundo-paso", {"codigo": code})
    assert replayed.status_code == 422
    assert not inside(second)
    assert second.post("/entrar/segundo-paso", {"codigo": telephone.code(-1)}).status_code == 422
    telephone.later()
    assert second.post("/entrar/segundo-paso", {"codigo": telephone.code()}).status_code == 302


@pytest.mark.parametrize(("drift", "status"), [(-2, 422), (-1, 422), (0, 302), (1, 302), (2, 422)])
def test_a_clock_half_a_minute_off_is_understood(
    office: Office, telephone: Telephone, drift: int, status: int
) -> None:  # -1 was used to confirm the application
    browser = awaited(office)
    assert browser.post("/entrar/segundo-paso", {"codigo": telephone.code(drift)}).status_code == status


def test_five_wrong_codes_close_the_application_for_a_while(
    office: Office, owner: Browser, telephone: Telephone
) -> None:
    owner.get(f"{SECURITY}/respaldo")
    on_paper = re.findall(r'<li class="v-code">([^<]+)</li>', owner.post(f"{SECURITY}/respaldo").content.decode())
    for _ in range(5):
        assert awaited(office).post("/entrar/segundo-paso", {"codigo": "12"}).status_code == 422
    closed = awaited(office).post("/entrar/segundo-paso", {"codigo": telephone.code()})
    assert "Hubo cinco códigos equivocados seguidos." in text(closed)
    by_paper = awaited(office)
    assert by_paper.post("/entrar/segundo-paso", {"codigo": on_paper[0]}).status_code == 302  # the way out
    telephone.later(15 * 60)
    assert awaited(office).post("/entrar/segundo-paso", {"codigo": telephone.code()}).status_code == 302


def test_a_wrong_code_is_counted_even_where_the_page_refuses(telephone: Telephone) -> None:
    for _ in range(5):
        assert not factors.totp_check(code="000", by=actor(), now=account().opened_at)
    with pytest.raises(TooManyMisses):
        factors.totp_check(code=telephone.code(), by=actor(), now=account().opened_at)


def test_ten_codes_each_good_once(office: Office, owner: Browser, telephone: Telephone) -> None:
    codes = renew(owner)
    assert len(set(codes)) == 10
    browser = awaited(office)
    assert browser.post("/entrar/segundo-paso", {"codigo": codes[3].lower().replace("-", " ")}).status_code == 302
    assert "Usó un código de respaldo. Le quedan 9." in text(browser.get(SECURITY))
    assert "Le quedan 9 códigos" in text(browser.get(SECURITY))
    again = awaited(office)
    assert again.post("/entrar/segundo-paso", {"codigo": codes[3]}).status_code == 422
    assert not inside(again)


def test_new_codes_end_those_before(office: Office, owner: Browser, telephone: Telephone) -> None:
    old = renew(owner)
    new = renew(owner)
    assert not set(old) & set(new)
    assert awaited(office).post("/entrar/segundo-paso", {"codigo": old[0]}).status_code == 422
    assert awaited(office).post("/entrar/segundo-paso", {"codigo": new[0]}).status_code == 302


def test_a_code_is_its_owners_and_is_not_kept_in_clear(office: Office, owner: Browser, telephone: Telephone) -> None:
    codes = renew(owner)
    office.browser("patron")
    assert awaited(office, "patron").post("/entrar/segundo-paso", {"codigo": codes[0]}).status_code == 422
    with scope(None):
        kept = b"".join(bytes(code.digest) for code in RecoveryCode.objects.all())
    assert not [code for code in codes if code.replace("-", "").encode() in kept]


# -- taking away


def test_what_was_taken_away_serves_nobody(office: Office, owner: Browser, telephone: Telephone) -> None:
    device = Device()
    key = device.register(owner)
    assert "¿Quitar la llave «Mi teléfono»?" in text(owner.get(f"{KEYS}/{key}/quitar"))
    assert owner.post(f"{KEYS}/{key}/quitar").headers["Location"] == f"{SECURITY}?hecho=quitada"
    assert device.enter(office.browser()).status_code == 422
    assert owner.post(f"{KEYS}/{key}/quitar").status_code == 404
    owner.get(f"{APPLICATION}/quitar")
    assert owner.post(f"{APPLICATION}/quitar").status_code == 302
    assert not second_step_needed(account().id)
    assert log_of()[:2] == ["factor_quitado", "factor_quitado"]


def test_the_last_way_in_stays(office: Office, owner: Browser) -> None:
    device, spare = Device(), Device()
    key = device.register(owner)
    Account.objects.filter(id=account().id).update(rfc="")
    assert "Es su única manera de entrar." in text(owner.get(f"{KEYS}/{key}/quitar"))
    refused = owner.post(f"{KEYS}/{key}/quitar")
    assert refused.status_code == 409
    with pytest.raises(LastWayIn):
        factor_revoke(kind=FactorKind.PASSKEY, passkey=UUID(key), by=actor(), now=account().opened_at)
    spare.register(owner)
    owner.get(f"{KEYS}/{key}/quitar")
    assert owner.post(f"{KEYS}/{key}/quitar").status_code == 302
    assert spare.enter(office.browser()).status_code == 302


def test_nobody_takes_or_names_anothers(office: Office, owner: Browser) -> None:
    key = Device().register(owner)
    stranger = office.browser("patron")
    for path in (f"{KEYS}/{key}", f"{KEYS}/{key}/quitar"):
        for answer in (stranger.get(path), stranger.post(path, {"nombre": "Mía"})):
            assert answer.status_code == 404
    with pytest.raises(NoSuchFactor):
        factor_revoke(kind=FactorKind.PASSKEY, passkey=UUID(key), by=actor("patron"), now=account().opened_at)
    assert "Mi teléfono" in text(owner.get(SECURITY))


def test_codes_on_paper_can_be_taken_away(owner: Browser) -> None:
    renew(owner)
    factor_revoke(kind=FactorKind.CODES, by=actor(), now=account().opened_at)
    assert "Todavía no los pide." in text(owner.get(SECURITY))
    with pytest.raises(NoSuchFactor):
        factor_revoke(kind=FactorKind.CODES, by=actor(), now=account().opened_at)


# -- what others see of it


def test_the_owner_is_told_without_a_word_of_whom(office: Office, owner: Browser, telephone: Telephone) -> None:
    key = Device().register(owner)
    renew(owner)
    owner.post(f"{KEYS}/{key}/quitar")
    office.run("accounts.tell_owner")
    office.run("accounts.tell_owner")  # delivered again: one message each
    mails = list(Correo.objects.filter(key__startswith="cuenta."))
    assert len(mails) == 4
    whose = account()
    for mail in mails:
        assert mail.to == whose.email
        for private in (whose.curp, whose.rfc, whose.name, str(whose.id), str(whose.subject), "llave", "Mi teléfono"):
            assert private not in mail.subject + mail.body
        assert f"{SECURITY}\n" in mail.body


def test_each_sees_their_own_factors_alone(office: Office, owner: Browser, telephone: Telephone) -> None:
    Device().register(owner)
    renew(owner)
    tables = (AuthenticatorApp, Passkey, RecoveryCode)
    counts = {"office": None, "owner": account().subject, "other": uuid4()}
    seen = {}
    for who, subject in counts.items():
        with scope(SubjectId(subject) if subject else None):
            seen[who] = [table.objects.count() for table in tables]
    seen["nobody"] = [table.objects.count() for table in tables]
    nothing = [0, 0, 0]
    assert seen == {"office": [1, 1, 10], "owner": [1, 1, 10], "other": nothing, "nobody": nothing}


def test_of_old_challenges_nothing_is_kept(office: Office) -> None:
    browser = office.browser()
    browser.get("/entrar")
    browser.post("/entrar/llave/reto")
    assert PasskeyChallenge.objects.count() == 1
    office.later(25 * 3600)
    outbox.tasks["accounts.forget_challenges"](timestamp=0)
    assert PasskeyChallenge.objects.count() == 0


def test_the_log_names_no_key(office: Office, owner: Browser, caplog: pytest.LogCaptureFixture) -> None:
    device = Device()
    with caplog.at_level("DEBUG"):
        device.register(owner)
        device.enter(office.browser())
    assert device.credential_id.hex() not in caplog.text


def test_the_party_is_the_host_of_the_origin(office: Office, owner: Browser) -> None:
    asked = Device().asked(owner, f"{KEYS}/reto")
    assert asked["rp"]["id"] == "localhost"
    selection = asked["authenticatorSelection"]
    assert (selection["residentKey"], selection["userVerification"]) == ("required", "required")
    assert [one["alg"] for one in asked["pubKeyCredParams"]] == [-7, -8, -257]


def test_a_page_with_a_secret_is_kept_by_nobody(owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    Telephone(owner, monkeypatch)
    page = owner.get(APPLICATION)
    assert page.headers["Cache-Control"] == "no-store"
    assert "style=" not in page.content.decode()
