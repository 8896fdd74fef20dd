"""Two officials and two registers, over HTTP; and a number for somebody whom no register knows."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse

from tests.web.office import Browser, Identity, Office, drawn, text
from tests.web.staff_files import give_roles
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.models import Persona
from ventanilla.apps.affiliation.models_numeros import NumeroAsignado, NumeroUnido, Propuesta
from ventanilla.apps.cases.models import Case
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import accesses_for, scope
from ventanilla.domain.authority import Actor, Assurance, Role, Via
from ventanilla.kernel.acts import SubjectId

MAKER, CHECKER = "mostrador", "supervision"
WHY = "Vio el acta de nacimiento y las dos credenciales: es la misma persona."
NEW = "REPN800101MNEGRV06"  # the demonstration's population registry knows her, and no register


@pytest.fixture
def maker(office: Office) -> Browser:
    browser = office.browser(MAKER)
    give_roles(MAKER, {Role.MOSTRADOR})
    return browser


@pytest.fixture
def checker(office: Office) -> Browser:
    browser = office.browser(CHECKER)
    give_roles(CHECKER, {Role.SUPERVISION})
    return browser


def two() -> tuple[Persona, Persona]:
    """Two workers of the demonstration with a number each, who have no role and no family in it."""
    with scope(None):
        found = Persona.objects.exclude(nss=None).filter(titulares=None, beneficiarios=None, pension_desde=None)
        one, other = found.order_by("curp")[:2]
    return one, other


def compare(browser: Browser, one: str, other: str = "") -> HttpResponse:
    browser.get("/personal/numeros")
    return browser.post("/personal/numeros/comparar", {"una": one, "otra": other})


def propose(browser: Browser, choice: str, one: Persona, other: Persona, why: str = WHY) -> HttpResponse:
    page = compare(browser, one.curp, other.nss or "")
    assert page.status_code == 200, text(page)
    fields = f"registro={one.subject}&registro={other.subject}&propone={choice}&motivos={why}"
    body = f"csrfmiddlewaretoken={browser.token}&{fields}"
    sent = browser.client.post(
        "/personal/numeros/proponer",
        body,
        content_type="application/x-www-form-urlencoded",
        headers={"origin": "http://localhost:8000"},
    )
    return sent  # type: ignore[return-value]  # the test client's own kind of response


def waiting() -> UUID:
    with scope(None):
        return Propuesta.objects.get(resolucion=None).id


def decide(browser: Browser, proposal: UUID, action: str, why: str = WHY) -> HttpResponse:
    browser.get(f"/personal/numeros/{proposal}")
    return browser.post(f"/personal/numeros/{proposal}/decidir", {"accion": action, "motivos": why})


def test_one_proposes_another_decides_and_both_owners_see_it(maker: Browser, checker: Browser) -> None:
    one, other = two()
    page = compare(maker, one.curp, f" {other.nss} ")
    for said in (one.nombre, other.nombre, one.nss, other.nss, "Son la misma persona: conserva el"):
        assert str(said) in text(page)
    assert propose(maker, f"union.{one.subject}", one, other).headers["Location"] == "/personal/numeros?hecho=propuesto"
    proposal = waiting()
    assert "La propuso usted" in text(maker.get("/personal/numeros"))
    shown = text(maker.get(f"/personal/numeros/{proposal}"))
    assert "la decide otra persona" in shown
    assert "Aprobar" not in shown
    looked = text(checker.get(f"/personal/numeros/{proposal}"))
    assert WHY in looked
    assert "Aprobar" in looked
    assert decide(checker, proposal, "aprobar").headers["Location"] == "/personal/numeros?hecho=aprobado"
    with scope(None):
        joined = NumeroUnido.objects.get()
    assert (joined.persona_id, joined.otra_id, joined.retirado) == (one.subject, other.subject, other.nss)
    assert "Separar lo que se unió" in text(compare(maker, one.curp, other.curp))
    for who in (one, other):
        reads = accesses_for(Actor(uuid4(), SubjectId(who.subject), Assurance.N2, Via.EFIRMA))
        assert {str(read.what.text) for read in reads} == {
            "Sus números, sus datos y sus empleos, al comparar dos registros"
        }
        assert len(reads) >= 3


def test_a_refusal_leaves_the_registers_as_they_were(maker: Browser, checker: Browser) -> None:
    one, other = two()
    propose(maker, "distintas", one, other)
    assert decide(checker, waiting(), "rechazar").headers["Location"].endswith("rechazado")
    with scope(None):
        assert not NumeroUnido.objects.exists()


def test_an_official_who_may_do_both_still_does_not_do_both(office: Office, maker: Browser) -> None:
    give_roles(MAKER, {Role.SUPERVISION, Role.REVISION})
    one, other = two()
    propose(maker, f"union.{one.subject}", one, other)
    answer = decide(maker, waiting(), "aprobar")
    assert answer.status_code == 422
    assert "Quien propone no resuelve" in text(answer)


def test_nothing_of_oneself_is_looked_up_or_decided(office: Office, maker: Browser) -> None:
    one, _ = two()
    own = drawn().named(MAKER).curp
    with scope(None):
        if not Persona.objects.filter(curp=own).exists():
            account = Account.objects.get(curp=own)
            Persona.objects.create(subject=account.subject, curp=own, nombre="X", nacimiento="1980-01-01", sexo="M")
    for typed in ((own, ""), (one.curp, own)):
        answer = compare(maker, *typed)
        assert answer.status_code == 422
        assert "de usted o de su familia" in text(answer)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("", "", "Escriba un NSS de 11 dígitos"),
        ("123", "", "Escriba un NSS de 11 dígitos"),
        ("99178500023", "", "Ningún registro tiene"),
        ("'; DROP TABLE x --", "", "Escriba un NSS de 11 dígitos"),
    ],
)
def test_what_finds_nobody_is_said_beside_its_field(maker: Browser, one: str, other: str, said: str) -> None:
    answer = compare(maker, one, other)
    assert answer.status_code == 422
    assert said in text(answer)


def test_reasons_are_asked_for_and_what_was_written_is_not_lost(maker: Browser) -> None:
    one, other = two()
    answer = propose(maker, "distintas", one, other, why="corto")
    assert answer.status_code == 422
    assert "Escriba por qué" in text(answer)
    assert "corto" in answer.content.decode()
    answer = propose(maker, "union.otra", one, other)
    assert "Elija qué propone" in text(answer)


def test_no_address_carries_a_number_or_a_curp(maker: Browser) -> None:
    one, other = two()
    propose(maker, "distintas", one, other)
    addresses = re.findall(r'(?:href|action)="([^"]*)"', maker.get("/personal/numeros").content.decode())
    for private in (one.curp, one.nss, other.curp, other.nss):
        assert not [address for address in addresses if str(private) in address]


def test_a_counter_does_not_decide_and_a_supervisor_does_not_look_up(maker: Browser, checker: Browser) -> None:
    one, other = two()
    propose(maker, "distintas", one, other)
    assert decide(maker, waiting(), "aprobar").status_code == 404
    checker.get("/personal/numeros")
    assert checker.post("/personal/numeros/comparar", {"una": one.curp}).status_code == 404


# -- a number of one's own


def someone_new(office: Office, curp: str = NEW) -> tuple[Browser, Identity]:
    who = office.mint.person(slug="nueva", curp=curp, rfc=f"{curp[:10]}AB1", name="NUEVA REGISTRO PRUEBA")
    browser = office.browser()
    assert browser.sign_in(who).status_code == 302
    return browser, who


def asks(browser: Browser, who: Identity, code: str = "00101", answer: str = "") -> HttpResponse:
    browser.get("/tramites/asignacion_nss/antes")
    browser.post("/tramites/asignacion_nss/antes", {"tuvo": "no"})
    browser.get("/tramites/asignacion_nss")
    draft = browser.post("/tramites/asignacion_nss/iniciar").headers["Location"].split("/")[2]
    page = browser.get(f"/solicitudes/{draft}/1")
    offered = re.findall(r'name="datos" type="radio" value="([^"]+)"', page.content.decode())
    browser.post(f"/solicitudes/{draft}/1", {"datos": answer or offered[0]})
    for number in (2, 3):
        page = browser.get(f"/solicitudes/{draft}/{number}")
        if 'name="codigo_postal"' in page.content.decode():
            browser.post(f"/solicitudes/{draft}/{number}", {"codigo_postal": code})
    return browser.send(browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), who))


def test_somebody_new_gets_a_number_at_once_and_is_told(office: Office) -> None:
    browser, who = someone_new(office)
    home = text(browser.get("/oficina"))
    assert "¿Trabajó para el gobierno" in home
    sent = asks(browser, who)
    assert sent.status_code == 302, text(sent)
    with scope(None):
        given = NumeroAsignado.objects.select_related("persona").get()
        one = given.persona
        assert (one.curp, one.nombre, one.primer_apellido, one.nss) == (NEW, "Nueva", "Registro", given.nss)
        assert one.subject == Account.objects.get(curp=NEW).subject
        assert Document.objects.filter(kind="asignacion_nss").count() == 1
    assert given.nss in text(browser.get("/buzon"))
    assert given.nss in text(browser.get("/oficina"))
    again = asks(browser, who)
    assert again.status_code == 302
    with scope(None):
        assert NumeroAsignado.objects.count() == 1
        assert Case.objects.filter(tramite="asignacion_nss", state="negado").count() == 1


def test_a_homonym_goes_to_a_person_and_nobody_is_told_of_them(office: Office) -> None:
    with scope(None):
        Persona.objects.create(
            curp="REPC800101MNEGRR03", nss="99178500015", nombre="NUEVA", primer_apellido="REGISTRO",
            segundo_apellido="PRUEBA", nacimiento="1980-01-01", sexo="M",
        )  # fmt: skip
    browser, who = someone_new(office)
    sent = asks(browser, who)
    page = text(browser.follow(sent))
    assert "Hay un registro parecido al suyo" in page
    assert "99178500015" not in page
    with scope(None):
        assert not NumeroAsignado.objects.exists()
        assert Case.objects.get(tramite="asignacion_nss").state == "en_revision"


def test_while_the_population_registry_is_down_the_case_waits(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from ventanilla.adapters.registry.port import Failure, RegistryUnavailable
    from ventanilla.apps.accounts import outbound
    from ventanilla.apps.cases.jobs import StillUnknown

    browser, who = someone_new(office)
    registry = outbound.population_registry()

    class Down:
        def ask(self, curp: str) -> None:
            raise RegistryUnavailable(Failure.CAIDO)

    monkeypatch.setitem(outbound._connected, "registry", Down())
    sent = asks(browser, who)
    assert sent.status_code == 302, text(sent)
    with scope(None):
        assert Case.objects.get(tramite="asignacion_nss").state == "recibido"
    with pytest.raises(StillUnknown):
        office.run("cases.resolve_case")
    monkeypatch.setitem(outbound._connected, "registry", registry)
    office.run("cases.resolve_case")
    with scope(None):
        assert NumeroAsignado.objects.count() == 1
