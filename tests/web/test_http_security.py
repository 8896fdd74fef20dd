"""«Seguridad»: what confirms that it is the owner, added, used once, taken away; and whoever may not."""

from __future__ import annotations

import base64
import re
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app as outbox

from tests.web.device import KEYS, PRESENT, VERIFIED, Device
from tests.web.office import Browser, Office, drawn, text
from ventanilla.apps.accounts import factors, second_step
from ventanilla.apps.accounts.api import (
    LastWayIn,
    NoSuchFactor,
    TooManyMisses,
    factor_revoke,
    second_step_begin,
    second_step_needed,
)
from ventanilla.apps.accounts.models import Account, AuthenticatorApp, Passkey, PasskeyChallenge, RecoveryCode
from ventanilla.apps.accounts.services import SESSION_KEY, visit_of
from ventanilla.apps.demo.models import Correo
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.accounts import FactorKind
from ventanilla.domain.accounts.totp import code_at, step_of
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

SECURITY = "/cuenta/seguridad"
APPLICATION = f"{SECURITY}/aplicacion"
SLUG = "trabajadora"
WRONG = "Ese código no sirve."


class Telephone:
    """An application of codes, and the time that it and the office live in."""

    def __init__(self, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = int(time.time())
        monkeypatch.setattr(factors, "time", self)
        browser.get(APPLICATION)
        browser.post(APPLICATION)
        page = browser.get(APPLICATION).content.decode()
        found = re.search(r"data-totp-key>([A-Z2-7 ]+)<", page)
        assert found is not None
        assert "<svg" in page
        self.secret = base64.b32decode(found[1].replace(" ", ""))

    def time(self) -> float:
        """What the office's machine says."""
        return float(self.seconds)

    def code(self, drift: int = 0) -> str:
        """What the telephone shows."""
        return code_at(self.secret, step_of(self.seconds) + drift)

    def later(self, seconds: int = 30) -> None:
        """Time passes."""
        self.seconds += seconds


@pytest.fixture
def owner(office: Office) -> Browser:
    return office.browser(SLUG)


@pytest.fixture
def telephone(owner: Browser, monkeypatch: pytest.MonkeyPatch) -> Telephone:
    made = Telephone(owner, monkeypatch)
    assert owner.post(APPLICATION, {"codigo": made.code()}).status_code == 302
    made.later()
    return made


def account(slug: str = SLUG) -> Account:
    return Account.objects.get(curp=drawn().named(slug).curp)


def actor(slug: str = SLUG) -> Actor:
    whose = account(slug)
    return Actor(whose.id, SubjectId(whose.subject), Assurance.N2, Via.PASSWORD)


def log_of(slug: str = SLUG) -> list[str]:
    with scope(None):
        return [entry.type for entry in timeline(SubjectId(account(slug).subject))]


def stale(browser: Browser, seconds: int = 11 * 60) -> None:
    """Make it long since the owner last showed who they are."""
    session = browser.client.session
    session[SESSION_KEY] = session[SESSION_KEY] | {"confirmed": session[SESSION_KEY]["confirmed"] - seconds}
    session.save()


def awaited(office: Office, slug: str = SLUG, target: str = "") -> Browser:
    """Somebody who passed the first step."""
    browser = office.browser()
    browser.get("/entrar")
    browser.post("/entrar/llave/reto")  # a session
    session = browser.client.session
    now = settings.VENTANILLA_CLOCK.now()
    second_step_begin(session, account(slug).id, via=Via.PASSWORD, assurance=Assurance.N2, now=now, target=target)
    browser.client.cookies["__Host-ventanilla"] = str(session.session_key)
    return browser


def inside(browser: Browser) -> bool:
    return browser.get("/oficina").status_code == 200


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


# -- codes on paper


def renew(browser: Browser) -> list[str]:
    browser.get(f"{SECURITY}/respaldo")
    page = browser.post(f"{SECURITY}/respaldo")
    return re.findall(r'<li class="v-code">([^<]+)</li>', page.content.decode())


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


# -- the second step


def test_who_passed_the_first_step_only_sees_nothing(office: Office, telephone: Telephone) -> None:
    browser = awaited(office)
    for path in ("/oficina", "/cuenta", SECURITY, "/cuenta/confirmar"):
        assert browser.get(path).headers["Location"].startswith("/entrar?sigue=")
    page = browser.get("/entrar/segundo-paso")
    assert page.status_code == 200
    assert drawn().named(SLUG).nombre not in text(page).upper()
    assert "data-personal" not in page.content.decode()


def test_the_second_step_leads_where_one_was_going(office: Office, telephone: Telephone) -> None:
    browser = awaited(office, target="/tramites")
    sent = browser.post("/entrar/segundo-paso", {"codigo": telephone.code()})
    assert sent.headers["Location"] == "/tramites"
    elsewhere = awaited(office, target="//evil.example")
    telephone.later()
    assert elsewhere.post("/entrar/segundo-paso", {"codigo": telephone.code()}).headers["Location"] == "/oficina"


def test_after_five_minutes_or_five_tries_it_begins_again(
    office: Office, telephone: Telephone, monkeypatch: pytest.MonkeyPatch
) -> None:
    tired = awaited(office)
    for _ in range(4):
        assert tired.post("/entrar/segundo-paso", {"codigo": "x"}).status_code == 422
    assert tired.post("/entrar/segundo-paso", {"codigo": "x"}).headers["Location"] == "/entrar"
    assert tired.post("/entrar/segundo-paso", {"codigo": telephone.code()}).headers["Location"] == "/entrar"
    late = awaited(office)
    telephone.later(301)
    monkeypatch.setattr(second_step, "time", telephone)
    assert late.post("/entrar/segundo-paso", {"codigo": telephone.code()}).headers["Location"] == "/entrar"
    assert not inside(late)


def test_the_session_changes_its_name_at_each_step(office: Office, owner: Browser, telephone: Telephone) -> None:
    browser = awaited(office)
    before = browser.session()
    browser.post("/entrar/segundo-paso", {"codigo": telephone.code()})
    entered = browser.session()
    assert entered not in ("", before)
    telephone.later()
    stale(browser)
    browser.get("/cuenta/confirmar?sigue=/cuenta")
    browser.post("/cuenta/confirmar?sigue=/cuenta", {"codigo": telephone.code()})
    assert browser.session() not in ("", entered)
    visit = visit_of(browser.client.session)
    assert visit is not None
    assert (visit.actor.via, visit.actor.assurance) == (Via.PASSWORD, Assurance.N2)


def test_a_passkey_answers_the_second_step_and_only_its_owners(office: Office, owner: Browser) -> None:
    mine, other = Device(), Device()
    mine.register(owner)
    other.register(office.browser("patron"))
    assert second_step_needed(account().id)
    browser = awaited(office)
    options = mine.asked(browser)
    assert [one["id"] for one in options["allowCredentials"]] != []
    wrong = browser.post("/entrar/segundo-paso", other.used(options))
    assert wrong.status_code == 422
    assert "No pudimos comprobar esa llave de acceso." in text(wrong)
    assert browser.post("/entrar/segundo-paso", mine.used(mine.asked(browser))).status_code == 302
    assert inside(browser)


# -- passkeys


def test_a_passkey_is_registered_named_and_enters(office: Office, owner: Browser) -> None:
    device = Device()
    key = device.register(owner, "  Mi   teléfono ")
    assert "Mi teléfono" in text(owner.get(SECURITY))
    browser = office.browser()
    entered = device.enter(browser, "/tramites")
    assert entered.headers["Location"] == "/tramites"
    visit = visit_of(browser.client.session)
    assert visit is not None
    assert (visit.actor.via, visit.actor.assurance) == (Via.PASSKEY, Assurance.N2)
    assert "Inició sesión con una llave de acceso." in text(browser.get(SECURITY))
    assert browser.post(f"{KEYS}/{key}", {"nombre": "La del trabajo"}).status_code == 302
    assert "La del trabajo" in text(browser.get(SECURITY))


def test_an_account_that_nobody_proved_enters_without_rights_to_read(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    Account.objects.filter(id=account().id).update(proven=Assurance.N1)
    browser = office.browser()
    device.enter(browser)
    visit = visit_of(browser.client.session)
    assert visit is not None
    assert visit.actor.assurance is Assurance.N1


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\x00b", "a\u202eb"])
def test_a_name_that_is_none(owner: Browser, name: str) -> None:
    refused = Device().offer(owner, name)
    assert refused.status_code == 422
    assert "Escriba un nombre para la llave" in text(refused)


def test_at_most_ten(owner: Browser) -> None:
    for _ in range(10):
        Device().register(owner)
    assert "Ya tiene diez llaves de acceso." in text(Device().offer(owner))


def test_a_key_is_registered_once(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    assert "Esa llave de acceso ya está registrada." in text(device.offer(office.browser("patron")))


WRONG_DEVICES = {
    "another port": {"origin": "http://localhost:9999"},
    "another site": {"origin": "https://evil.example"},
    "a subdomain": {"origin": "http://x.localhost:8000"},
    "another party": {"party": "evil.example"},
    "in a frame": {"cross_origin": True},
    "nobody there": {"flags": VERIFIED},
    "nobody verified": {"flags": PRESENT},
}


@pytest.mark.parametrize("wrong", WRONG_DEVICES.values(), ids=WRONG_DEVICES)
def test_a_wrong_device_does_not_register_nor_enter(office: Office, owner: Browser, wrong: dict[str, object]) -> None:
    refused = Device(**wrong).offer(owner)  # type: ignore[arg-type]  # the fields of a Device
    assert refused.status_code == 422
    assert "No pudimos registrar esa llave de acceso." in text(refused)
    device = Device()
    device.register(owner)
    for name, value in wrong.items():
        setattr(device, name, value)
    browser = office.browser()
    assert "No pudimos comprobar esa llave de acceso." in text(device.enter(browser))
    assert not inside(browser)


def test_an_answer_to_another_question(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    crossed = {"kind": "webauthn.create"}, {"challenge": "A" * 43}
    for changed in crossed:
        assert device.enter(office.browser(), **changed).status_code == 422
    assert Device().offer(owner, kind="webauthn.get").status_code == 422
    browser = office.browser()
    browser.get("/entrar")
    stranger = Device(credential_id=device.credential_id, handle=device.handle, count=device.count)
    assert browser.post("/entrar/llave", stranger.used(stranger.asked(browser))).status_code == 422
    assert not inside(browser)


@pytest.mark.parametrize(
    "cose",
    [
        {1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)},  # off its curve
        {1: 2, 3: -257, -1: 1, -2: bytes(32), -3: bytes(32)},
        {1: 2, 3: -47, -1: 8, -2: bytes(32), -3: bytes(32)},  # never offered
        {1: 2, 3: -7},
        {3: "x"},
        {},
        7,
    ],
)
def test_a_public_key_that_is_none(owner: Browser, cose: object) -> None:
    assert Device().offer(owner, cose=cose).status_code == 422


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        "[" * 16_000,
        '{"id": 7}',
        "x" * 20_000,
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA"}}',
        '{"id":"AA","rawId":"AA","response":{"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA"}}',
        '{"id":"ñ","rawId":"ñ","response":7}',
    ],
)
def test_an_answer_that_cannot_be_read(office: Office, owner: Browser, said: str) -> None:
    browser = office.browser()
    browser.get("/entrar")
    challenge = Device().asked(browser)["challenge"]
    answer = browser.post("/entrar/llave", {"reto": challenge, "credencial": said})
    assert answer.status_code == 422
    assert "No pudimos comprobar esa llave de acceso." in text(answer)
    owner.get(f"{KEYS}/nueva")
    challenge = Device().asked(owner, f"{KEYS}/reto")["challenge"]
    assert owner.post(f"{KEYS}/nueva", {"reto": challenge, "credencial": said, "nombre": "x"}).status_code == 422


def test_a_challenge_is_spent_before_anything_is_looked_at(office: Office, owner: Browser) -> None:
    device, browser = Device(), office.browser()
    device.register(owner)
    browser.get("/entrar")
    options = device.asked(browser)
    assert browser.post("/entrar/llave", {"reto": options["challenge"], "credencial": "{"}).status_code == 422
    assert PasskeyChallenge.objects.get(challenge=options["challenge"]).used_at is not None
    late = browser.post("/entrar/llave", device.used(options))
    assert "Pasaron más de dos minutos, o esta respuesta ya se usó." in text(late)
    assert not inside(browser)


def test_a_challenge_is_of_its_session_its_purpose_and_two_minutes(office: Office, owner: Browser) -> None:
    device, browser, thief = Device(), office.browser(), office.browser()
    device.register(owner)
    browser.get("/entrar")
    thief.get("/entrar")
    assert thief.post("/entrar/llave", device.used(device.asked(browser))).status_code == 422
    creating = device.asked(owner, f"{KEYS}/reto")["challenge"]
    assert owner.post("/cuenta/confirmar", device.used({"challenge": creating})).status_code == 422
    options = device.asked(browser)
    office.later(121)
    assert browser.post("/entrar/llave", device.used(options)).status_code == 422
    for nonsense in ("", "A" * 43, "ñ" * 43, "A\x00B", "A" * 9000):
        assert browser.post("/entrar/llave", device.used(device.asked(browser)) | {"reto": nonsense}).status_code == 422
    assert not inside(browser)
    assert not inside(thief)


def test_a_count_that_goes_back_is_a_copy_and_its_owner_is_told(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    assert device.enter(office.browser()).status_code == 302
    device.count -= 1
    browser = office.browser()
    assert "No pudimos comprobar esa llave de acceso." in text(device.enter(browser))
    assert not inside(browser)
    assert log_of()[0] == "llave_dudosa"
    device.count += 5
    assert device.enter(office.browser()).status_code == 302


def test_a_key_that_does_not_count_enters_again(office: Office, owner: Browser) -> None:
    device = Device(counts=False)
    device.register(owner)
    assert [device.enter(office.browser()).status_code for _ in range(2)] == [302, 302]


def test_challenges_are_not_hoarded(office: Office) -> None:
    browser = office.browser()
    browser.get("/entrar")
    for _ in range(20):
        assert browser.post("/entrar/llave/reto").status_code == 200
    assert browser.post("/entrar/llave/reto").status_code == 429


def answered(office: Office, device: Device) -> tuple[int, str, dict[str, str], int]:
    browser = office.browser()
    browser.get("/entrar")
    posted = device.used(device.asked(browser))
    with CaptureQueriesContext(connection) as queries:
        answer = browser.post("/entrar/llave", posted)
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return answer.status_code, body, dict(answer.headers), len(queries)


def test_a_known_and_an_unknown_key_are_told_the_same(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    known = Device(credential_id=device.credential_id, handle=device.handle, count=device.count + 9)
    unknown = Device(handle=device.handle, count=3)
    assert answered(office, known) == answered(office, unknown)


def test_a_closed_account_is_not_entered(office: Office, owner: Browser) -> None:
    device = Device()
    device.register(owner)
    Account.objects.filter(id=account().id).update(is_active=False)
    browser = office.browser()
    assert device.enter(browser).status_code == 422
    assert not inside(browser)


# -- before an act that asks for it


FRESH = (APPLICATION, f"{APPLICATION}/quitar", f"{SECURITY}/respaldo", f"{KEYS}/nueva")


def test_what_changes_the_security_asks_again_who_one_is(owner: Browser, telephone: Telephone) -> None:
    key = Device().register(owner)
    stale(owner)
    assert owner.get(SECURITY).status_code == 200  # to look is not to change
    for path in (*FRESH, f"{KEYS}/{key}/quitar"):
        for answer in (owner.get(path), owner.post(path)):
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/cuenta/confirmar?sigue=%2Fcuenta%2Fseguridad")
    assert owner.post(f"{KEYS}/reto").headers["Location"].endswith("llaves%2Fnueva")
    with scope(None):
        assert (RecoveryCode.objects.count(), Passkey.objects.count(), AuthenticatorApp.objects.count()) == (0, 1, 1)


def test_one_confirms_with_a_code_and_goes_on(owner: Browser, telephone: Telephone) -> None:
    stale(owner)
    page = owner.follow(owner.get(f"{SECURITY}/respaldo"))
    assert "Confirme que es usted" in text(page)
    address = "/cuenta/confirmar?sigue=%2Fcuenta%2Fseguridad%2Frespaldo"
    assert WRONG in text(owner.post(address, {"codigo": "1"}))
    assert owner.get(f"{SECURITY}/respaldo").status_code == 302
    done = owner.post(address, {"codigo": telephone.code()})
    assert done.headers["Location"] == f"{SECURITY}/respaldo"
    assert owner.follow(done).status_code == 200
    assert log_of()[0] == "identidad_confirmada"


def test_one_confirms_with_a_passkey_of_ones_own(office: Office, owner: Browser) -> None:
    mine, other = Device(), Device()
    mine.register(owner)
    other.register(office.browser("patron"))
    stale(owner)
    assert owner.post("/cuenta/confirmar", other.used(other.asked(owner))).status_code == 422
    assert owner.get(f"{SECURITY}/respaldo").status_code == 302
    assert owner.post("/cuenta/confirmar", mine.used(mine.asked(owner))).status_code == 302
    assert owner.get(f"{SECURITY}/respaldo").status_code == 200


def test_one_confirms_with_the_efirma_of_ones_own(office: Office, owner: Browser) -> None:
    stale(owner)
    page = owner.get("/cuenta/confirmar?sigue=/cuenta/seguridad/respaldo")
    other = owner.send(owner.sign(page, office.mint.identity("patron")))
    assert other.status_code == 422
    assert "Esta e.firma es de otra persona" in text(other)
    page = owner.get("/cuenta/confirmar?sigue=/cuenta/seguridad/respaldo")
    assert owner.send(owner.sign(page, office.mint.identity())).headers["Location"] == f"{SECURITY}/respaldo"
    assert owner.get(f"{SECURITY}/respaldo").status_code == 200


def test_an_efirma_that_nobody_vouches_for_confirms_nothing(office: Office) -> None:
    office.responder(down=True)
    browser = office.browser(SLUG)
    assert inside(browser)
    assert browser.get(f"{SECURITY}/respaldo").status_code == 302
    refused = browser.send(browser.sign(browser.get("/cuenta/confirmar"), office.mint.identity()))
    assert refused.status_code == 422
    assert "no responde si sigue vigente" in text(refused)


def test_confirming_leads_to_this_office_only(owner: Browser, telephone: Telephone) -> None:
    owner.get("/cuenta/confirmar")
    sent = owner.post("/cuenta/confirmar?sigue=https://evil.example", {"codigo": telephone.code()})
    assert sent.headers["Location"] == "/oficina"


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


# -- at the same instant


def test_the_same_code_at_the_same_instant_serves_once(
    committing_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = committing_office.browser(SLUG)
    telephone = Telephone(browser, monkeypatch)
    browser.post(APPLICATION, {"codigo": telephone.code()})
    telephone.later()
    on_paper, who, now = renew(browser)[0], actor(), account().opened_at

    def both(_: int) -> tuple[bool, bool]:
        try:
            return (
                factors.totp_check(code=telephone.code(), by=who, now=now),
                factors.code_use(code=on_paper, by=who, now=now),
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        served = list(pool.map(both, range(5)))  # a sixth would be told to wait
    assert [sum(one) for one in zip(*served, strict=True)] == [1, 1]


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
