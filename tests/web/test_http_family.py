"""Acting for a child or a dependent parent through HTTP: begun, shown, signed, ended by age, stopped, refused."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse
from pytest_django import Settings

from tests.web.office import DAY, TRAMITE, Browser, Office, drawn, text
from ventanilla.adapters.registry.local import CHILDREN, FAILURES
from ventanilla.apps.accounts.family_jobs import families_watch
from ventanilla.apps.accounts.models import Account, Dependency, FamilyNotice
from ventanilla.apps.cases.models import Case
from ventanilla.apps.demo.api import FAMILY_TO_TRY, correos
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.apps.eventlog.models import LoggedEvent
from ventanilla.apps.signatures.models import Signature
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import CIVIL_ZONE, Clock
from ventanilla.synthetic import Persona
from ventanilla.web.acting import FOR_ANOTHER
from ventanilla.web.guards import Guard

HERE: Final = "/cuenta/familia"
STAFF: Final = "/personal/parentescos"
ASK: Final = "accounts.ask_kinship"
TOLD: Final = "accounts.tell_family"
HIJO: Final = next(curp for curp, (name, _) in CHILDREN.items() if name == "Hijo")
GENARO: Final = next(curp for curp, (name, _) in CHILDREN.items() if name == "Genaro")
MINA: Final = next(curp for curp, (name, _) in CHILDREN.items() if name == "Mina")


def relative(name: str) -> Persona:
    """Somebody of the family of the worker of the demonstration."""
    household = next(one for one in drawn().hogares if one.titular.slug == "trabajadora")
    return next(one for one in household.familia if one.nombre == name)


XIMENA: Final = "Ximena"


@pytest.fixture
def parent(office: Office) -> Browser:
    """Whose daughter is fifteen."""
    return office.browser("trabajadora")


def begin(browser: Browser, who: Persona) -> HttpResponse:
    browser.get(HERE)
    return browser.post(f"{HERE}/actuar", {"persona": str(who.subject)})


def acting(browser: Browser, who: Persona | None = None) -> Browser:
    """The browser, once it acts for ``who``."""
    assert begin(browser, who or relative(XIMENA)).headers["Location"] == "/oficina"
    return browser


def on(day: date) -> None:
    """The installation lives that day, at noon."""
    settings.VENTANILLA_CLOCK = Clock.starting_at(datetime(day.year, day.month, day.day, 12, tzinfo=CIVIL_ZONE))


def birthday(who: Persona) -> date:
    return who.nacimiento.replace(year=who.nacimiento.year + 18)


def told(subject: UUID) -> list[str]:
    with scope(None):
        assert chain_verify(subject) is None
        return [str(entry.text) for entry in timeline(SubjectId(subject))]


def account_of(who: Persona, *, proven: int = 3) -> UUID:
    """An account of somebody of the register, as its owner would have opened it."""
    account = Account.objects.create(
        curp=who.curp,
        subject=who.subject,
        name=who.nombre_completo,
        email=f"{who.nombre.lower()}@ejemplo.mx",
        opened_at=settings.VENTANILLA_CLOCK.now(),
        proven=proven,
    )
    return account.id


def entered(office: Office, who: Persona, *, proven: int = 3) -> Browser:
    browser = office.browser()
    browser.get("/entrar")
    browser.enter(account_of(who, proven=proven))
    return browser


# -- acting


def test_the_page_says_for_whom_until_when_and_why_not(parent: Browser) -> None:
    page = text(parent.get(HERE))
    assert f"Actuar por {relative(XIMENA).nombre_completo}" in page
    last = birthday(relative(XIMENA)) - timedelta(days=1)
    assert f"Hasta el {last.day} de diciembre de {last.year}. Al día siguiente cumple 18 años." in page
    for name in ("Emiliano", "Tonatiuh"):
        assert f"{relative(name).nombre_completo} cumplió 18 años el" in page
        assert f"Actuar por {relative(name).nombre_completo}" not in page
    assert "Puede abrir su propia cuenta" in page
    assert f"{relative('Amparo').nombre_completo} Su madre o padre, que depende de usted." in page
    assert "Es una persona mayor de edad" in page
    assert relative("Joaquín").nombre not in page


def test_acting_shows_the_childs_office_and_whose_it_is_everywhere(parent: Browser) -> None:
    ximena, before = relative(XIMENA), parent.session()
    acting(parent)
    assert parent.session() != before  # a new session id
    page = text(parent.get("/oficina"))
    assert f"Usted ve la oficina de {ximena.nombre_completo}" in page
    assert f"Usted actúa por {ximena.nombre_completo} , hasta el 11 de diciembre de 2028 . Cambiar" in page
    assert ximena.curp in page
    assert drawn().named("trabajadora").curp not in page
    assert TRAMITE in parent.get("/oficina").content.decode()
    for path in ("/", "/tramites", "/verificar/", "/no-existe"):
        assert f"Usted actúa por {ximena.nombre_completo}" in text(parent.get(path)), path


def test_what_is_asked_for_her_is_hers_signed_by_the_parent_and_says_so(office: Office, parent: Browser) -> None:
    ximena, whose = relative(XIMENA), drawn().named("trabajadora")
    acting(parent)
    draft = parent.ready()
    check = text(parent.get(f"/solicitudes/{draft}/revisar"))
    assert f"Usted actúa por {ximena.nombre_completo}" in check
    assert "Solo para la persona por quien actúo" in check
    folio = parent.filed(office.mint.identity())
    with scope(None):
        case = Case.objects.get(folio=folio)
        assert (case.subject, case.person, case.acts_for) == (ximena.subject, whose.subject, ximena.subject)
        assert Signature.objects.get(case=case.id).subject == ximena.subject
        documents = Document.objects.filter(case=case.id)
        assert {one.subject for one in documents} == {ximena.subject}
        assert documents.get(kind=TRAMITE).content["personas"][0]["nombre"] == ximena.nombre_completo
        receipt = documents.get(kind="acuse")
        assert receipt.content["acting_for"] == ximena.nombre_completo
        assert receipt.content["applicant"] == whose.nombre_completo.upper()
        event = LoggedEvent.objects.get(subject=ximena.subject, type="familia_tramite")
    assert f'"acts_for":"{ximena.subject}"' in event.body.replace(": ", ":")
    assert whose.nombre_completo.upper() not in event.body  # a name is sealed
    office.print()
    page = text(parent.get(f"/expedientes/{folio}"))
    assert f"Quién la presentó {whose.nombre_completo.upper()} Por quién {ximena.nombre_completo}" in page
    assert f"{whose.nombre_completo.upper()} pidió este trámite por {ximena.nombre_completo}." in page
    with scope(None):
        assert parent.get(f"/documentos/{documents.get(kind=TRAMITE).folio}.pdf").status_code == 200


def test_leaving_leads_back_to_oneself_and_both_chains_say_it(parent: Browser) -> None:
    ximena, whose = relative(XIMENA), drawn().named("trabajadora")
    acting(parent)
    draft = parent.draft()
    before = parent.session()
    parent.get(HERE)
    assert parent.post(f"{HERE}/dejar").headers["Location"] == "/oficina"
    assert parent.session() != before
    page = text(parent.get("/oficina"))
    assert "Usted actúa por" not in page
    assert whose.nombre in page.title()
    assert parent.get(f"/solicitudes/{draft}/1").status_code == 404  # hers
    assert told(ximena.subject) == [
        f"{whose.nombre_completo.upper()} dejó de actuar por usted.",
        f"{whose.nombre_completo.upper()} empezó a actuar por usted.",
    ]
    assert f"Empezó a actuar por {ximena.nombre_completo}." in told(whose.subject)
    assert parent.post(f"{HERE}/dejar").status_code == 302  # twice changes nothing
    assert len(told(ximena.subject)) == 2


# -- ended by age


def test_at_eighteen_it_ends_by_itself_and_the_next_page_says_why(office: Office, parent: Browser) -> None:
    ximena = relative(XIMENA)
    acting(parent)
    folio = parent.filed(office.mint.identity())
    draft = parent.draft()
    office.print()
    with scope(None):
        document = Document.objects.get(subject=ximena.subject, kind=TRAMITE).folio
    on(birthday(ximena) - timedelta(days=1))
    assert parent.get(f"/expedientes/{folio}").status_code == 200
    before = parent.session()
    on(birthday(ximena))
    page = text(parent.get("/oficina"))
    assert "Ahora actúa por usted" in page
    assert f"{ximena.nombre_completo} cumplió 18 años el 12 de diciembre de 2028." in page
    assert "Usted actúa por" not in page
    assert drawn().named("trabajadora").nombre in page.title()
    assert parent.session() != before
    assert "Ahora actúa por usted" not in text(parent.get("/oficina"))  # said once
    for path in (
        f"/expedientes/{folio}",
        f"/expedientes/{folio}/estado.json",
        f"/expedientes/{folio}/firma",
        f"/documentos/{document}.pdf",
        f"/documentos/{document}.svg",
        f"/solicitudes/{draft}/1",
        f"/api/v1/expedientes/{folio}",
    ):
        assert parent.get(path).status_code == 404, path
    assert begin(parent, ximena).status_code == 422
    assert "Hoy no puede actuar por esa persona." in text(
        parent.post(f"{HERE}/actuar", {"persona": ximena.subject.hex})
    )
    assert "Puede abrir su propia cuenta" in text(parent.get(HERE))


def test_the_documents_of_who_came_of_age_are_theirs(office: Office, parent: Browser) -> None:
    ximena = relative(XIMENA)
    acting(parent)
    parent.filed(office.mint.identity())
    office.print()
    on(birthday(ximena))
    with scope(None):
        document = Document.objects.get(subject=ximena.subject, kind=TRAMITE).folio
    own = entered(office, ximena)
    assert own.get(f"/documentos/{document}.pdf").status_code == 200
    page = text(own.get(HERE))
    assert "empezó a actuar por usted" in page
    assert "pidió este trámite por" in page
    assert "Quién puede actuar por usted" not in page


def test_a_signature_prepared_before_the_birthday_files_nothing_on_it(office: Office, parent: Browser) -> None:
    ximena = relative(XIMENA)
    acting(parent)
    draft = parent.ready()
    signed = parent.sign(parent.get(f"/solicitudes/{draft}/revisar"), office.mint.identity())
    on(birthday(ximena))
    refused = parent.send(signed)
    assert refused.status_code == 404
    assert "cumplió 18 años" in text(refused)
    with scope(None):
        assert Case.objects.get(id=draft).folio is None


def test_a_lookup_at_each_request_is_what_ends_it(parent: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard of this promise is `acting_now`: without its looking again, the session would go on."""
    from ventanilla.apps.accounts import family

    acting(parent)
    on(birthday(relative(XIMENA)))
    monkeypatch.setattr(family, "ties_allow", lambda *_: True)
    assert "Usted actúa por" in text(parent.get("/oficina"))
    monkeypatch.undo()
    assert "Ahora actúa por usted" in text(parent.get("/oficina"))


def test_the_end_is_told_before_and_after_once_each_without_a_name(office: Office, parent: Browser) -> None:
    ximena, whose = relative(XIMENA), drawn().named("trabajadora")
    grown = birthday(ximena)
    for day, expected in ((grown - timedelta(days=32), 0), (grown - timedelta(days=30), 1), (grown, 1)):
        on(day)
        now = settings.VENTANILLA_CLOCK.now()
        before = len(office.jobs("accounts.tell_family_end"))
        families_watch(now=now)
        families_watch(now=now)
        mine = [job for job in office.jobs("accounts.tell_family_end")[before:] if str(ximena.subject) in job["key"]]
        assert len(mine) == expected, day
    events = told(whose.subject)
    assert f"Le avisamos que puede actuar por {ximena.nombre_completo} hasta el 11 de diciembre de 2028." in events
    assert any("cumplió 18 años el 12 de diciembre de 2028" in each for each in events)
    office.run("accounts.tell_family_end")
    for mail in correos():
        assert not re.search(rf"{ximena.nombre}|{ximena.curp}|{whose.nombre}", mail.subject + mail.body, re.IGNORECASE)
        assert HERE in mail.body
    with scope(None):
        assert FamilyNotice.objects.filter(dependent=ximena.subject).count() == 2


# -- what is never hers to open


OWN_PAGES: Final = ("/cuenta", "/cuenta/certificados", "/cuenta/seguridad", "/cuenta/sesiones", "/cuenta/contrasena")


def test_ones_own_account_stays_ones_own(parent: Browser) -> None:
    acting(parent)
    for path in OWN_PAGES:
        page = text(parent.get(path))
        assert "Esta página es de su propia cuenta." in page, path
    assert "Su e.firma personal" in text(parent.get("/cuenta/certificados"))
    assert "Abiertas ahora" in text(parent.get("/cuenta/sesiones"))
    with scope(None):
        before = LoggedEvent.objects.filter(subject=relative(XIMENA).subject).count()
    parent.get("/cuenta/seguridad/respaldo")
    assert parent.post("/cuenta/seguridad/respaldo").status_code == 200
    with scope(None):
        assert LoggedEvent.objects.filter(subject=relative(XIMENA).subject).count() == before


def test_only_the_office_and_its_tramites_are_for_another() -> None:
    from ventanilla.config.urls import urlpatterns

    guards = {f"/{pattern.pattern}": getattr(pattern.callback, "guard", None) for pattern in urlpatterns}
    for_another = {path for path, guard in guards.items() if guard is not Guard.PUBLIC and path.startswith(FOR_ANOTHER)}
    assert not {path for path in for_another if path.startswith("/cuenta")}
    assert {path.split("/")[1] for path in for_another} == {
        "historia",
        "oficina",
        "buzon",
        "tramites",
        "solicitudes",
        "expedientes",
        "respuestas",
        "archivos",
        "documentos",
        "api",
        "personal",
        "incidencias",
    }


def test_whoever_is_no_parent_acts_for_nobody(office: Office) -> None:
    stranger = office.browser("patron")
    for persona in (relative(XIMENA).subject, drawn().named("trabajadora").subject, uuid4()):
        stranger.get(HERE)
        answer = stranger.post(f"{HERE}/actuar", {"persona": str(persona)})
        assert answer.status_code == 422
        assert "Hoy no puede actuar por esa persona." in text(answer)
        assert "Usted actúa por" not in text(stranger.get("/oficina"))
    assert stranger.post(f"{HERE}/actuar", {"persona": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["Joaquín", "Amparo", "Emiliano", "Tonatiuh"])
def test_nobody_grown_is_acted_for_because_they_are_registered(parent: Browser, name: str) -> None:
    assert begin(parent, relative(name)).status_code == 422
    assert "Usted actúa por" not in text(parent.get("/oficina"))


def test_a_company_acts_for_no_family(office: Office) -> None:
    company = office.browser("empresa")
    page = text(company.get(HERE))
    assert "Entró por una empresa" in page
    assert company.post(HERE, {"curp": HIJO, "parentesco": "hijo"}).status_code == 422
    with scope(None):
        assert Dependency.objects.count() == 0


def test_an_account_that_nobody_proved_gets_nothing(office: Office) -> None:
    whose = drawn().named("trabajadora")
    browser = entered(office, whose, proven=1)
    for path in (HERE, "/oficina"):
        assert browser.get(path).headers["Location"] == "/cuenta/identidad"
    assert browser.post(f"{HERE}/actuar", {"persona": str(relative(XIMENA).subject)}).status_code == 302
    assert "por_familiar" not in browser.client.session


def test_with_a_password_one_sees_and_signs_with_the_efirma(office: Office) -> None:
    browser = entered(office, drawn().named("trabajadora"))
    acting(browser)
    assert relative(XIMENA).curp in text(browser.get("/oficina"))
    folio = browser.ready()
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{folio}/revisar"), office.mint.identity("patron")))
    assert sent.status_code == 422  # somebody else's


def test_two_parents_act_at_once_and_each_sees_what_they_asked(office: Office, parent: Browser) -> None:
    ximena = relative(XIMENA)
    other = entered(office, relative("Joaquín"))
    with scope(None):
        confirmed(relative("Joaquín"), ximena)
    acting(parent)
    acting(other)
    folio = parent.filed(office.mint.identity())
    assert parent.get(f"/expedientes/{folio}").status_code == 200
    assert other.get(f"/expedientes/{folio}").status_code == 404
    assert ximena.curp in text(other.get("/oficina"))


def confirmed(holder: Persona, other: Persona, **more: Any) -> Dependency:
    """A tie that evidence gave."""
    now = settings.VENTANILLA_CLOCK.now()
    fields = {
        "account": Account.objects.get(curp=holder.curp),
        "person": holder.subject,
        "curp": other.curp,
        "dependent": other.subject,
        "name": other.nombre_completo,
        "born": other.nacimiento,
        "kinship": "hijo",
        "source": "personal",
        "state": "vigente",
        "asked_at": now,
        "decided_at": now,
        "since": DAY,
        "until": DAY + timedelta(days=90),
    }
    return Dependency.objects.create(**(fields | more))


def test_who_is_acted_for_reads_that_their_office_was_opened_and_by_whom(office: Office, parent: Browser) -> None:
    ximena = relative(XIMENA)
    acting(parent)
    page = text(entered(office, ximena).get("/cuenta/datos/uso"))
    assert "Su derecho a la atención médica, y los trámites que pide por usted" in page
    assert drawn().named("trabajadora").nombre in page
    parent.get(HERE)
    assert "Para actuar por usted" not in text(parent.get("/cuenta/datos/uso"))


def test_what_is_kept_of_a_child_is_not_what_is_kept_of_their_parent(office: Office, parent: Browser) -> None:
    """An account is its owner's: the list that a parent asks for in a child's name has nothing of the parent's."""
    acting(parent)
    parent.get("/tramites/derechos_arco")
    draft = parent.post("/tramites/derechos_arco/iniciar").headers["Location"].split("/")[2]
    answers = {"derecho": "acceso", "datos": "todos", "pide": "", "motivos": ""}
    for number, (name, value) in enumerate(answers.items(), 1):
        assert parent.answer(draft, number, **{name: value}).status_code == 302
    sent = parent.send(parent.sign(parent.get(f"/solicitudes/{draft}/revisar"), office.mint.identity()))
    assert sent.status_code == 302, text(sent)
    office.run("cases.resolve_case")
    with scope(None):
        content = Document.objects.get(kind="derechos_arco").content
    kept = {one["clave"]: one["registros"] for one in content["conjuntos"]}
    assert kept["persona"] == 1
    assert not {"cuenta", "terminos_aceptados", "efirmas", "sesiones", "preferencias"} & kept.keys()


def test_the_parents_own_errands_are_not_asked_while_acting(parent: Browser) -> None:
    assert "Falta confirmar su correo" in text(parent.get("/oficina"))
    acting(parent)
    assert "Falta confirmar su correo" not in text(parent.get("/oficina"))


def test_an_official_who_acts_for_their_child_has_no_staff_pages_meanwhile(office: Office) -> None:
    official = office.browser("personal")
    with scope(None):
        confirmed(drawn().named("personal"), relative(XIMENA))
    assert official.get("/incidencias").status_code == 200
    acting(official)
    for path in ("/incidencias", STAFF, "/personal/representantes"):
        assert official.get(path).status_code == 404, path
    official.get(HERE)
    official.post(f"{HERE}/dejar")
    assert official.get("/incidencias").status_code == 200


# -- asking


def ask(browser: Browser, curp: str, kinship: str = "hijo") -> HttpResponse:
    browser.get(HERE)
    return browser.post(HERE, {"curp": curp, "parentesco": kinship})


def states() -> dict[str, str]:
    with scope(None):
        return dict(Dependency.objects.values_list("curp", "state"))


def test_what_the_population_registry_confirms_is_confirmed(office: Office, parent: Browser) -> None:
    assert ask(parent, HIJO.lower()).headers["Location"] == f"{HERE}?hecho=pedido"
    page = text(parent.get(HERE))
    assert "Falta comprobarlo" in page
    assert "Registro Prueba" not in page
    office.run(ASK)
    page = text(parent.get(HERE))
    assert "Actuar por Hijo Registro Prueba" in page
    assert "Hasta el 31 de diciembre de 2032." in page
    with scope(None):
        row = Dependency.objects.get(curp=HIJO)
    parent.post(f"{HERE}/actuar", {"persona": str(row.dependent)})
    page = text(parent.get("/oficina"))
    assert "No encontramos un registro con la CURP de esta persona" in page
    assert HIJO not in [account.curp for account in Account.objects.all()]


def test_whatever_else_is_answered_the_same_and_waits_for_a_document(office: Office, parent: Browser) -> None:
    """No oracle: known, unknown, somebody else's child, no answer: the same page, before and after the registry."""
    grown, failing = relative("Emiliano").curp, next(iter(FAILURES))
    pages = []
    for curp in (GENARO, "XEXX900101MDFXXX05", drawn().named("patron").curp, failing, grown):
        with scope(None):
            Dependency.objects.filter(state__in=("pedida", "en_revision")).update(state="terminada")
        answers = [ask(parent, curp), parent.get(f"{HERE}?hecho=pedido")]
        office.run(ASK)
        answers.append(parent.get(HERE))
        pages.append([answers[0].status_code, *(_without(answer, curp) for answer in answers)])
    assert all(page == pages[0] for page in pages[1:4])
    assert states()[grown] == "en_revision"


def _without(answer: HttpResponse, curp: str) -> str:
    said = html.unescape(re.sub(r"<details.*?</details>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL))
    said = said.replace(curp, "…")
    return " ".join(re.sub(r"Pidió actuar por una persona.*", "", said, flags=re.DOTALL).split())


@pytest.mark.parametrize(
    ("curp", "kinship", "said"),
    [
        ("", "hijo", "Escriba la CURP de la persona"),
        ("NADA", "hijo", "CURP"),
        ("REPH150101HNEGRJA7", "hijo", "El último dígito no corresponde"),
        (HIJO, "", "Elija qué es esa persona de usted."),
        (HIJO, "vecino", "Elija qué es esa persona de usted."),
    ],
)
def test_what_is_asked_wrong(parent: Browser, curp: str, kinship: str, said: str) -> None:
    answer = ask(parent, curp, kinship)
    assert answer.status_code == 422
    assert said in text(answer)
    assert states() == {}


def test_nobody_asks_to_act_for_themselves(parent: Browser) -> None:
    assert "Esa es su propia CURP." in text(ask(parent, drawn().named("trabajadora").curp))


def test_asking_has_a_limit_a_day_and_twice_is_once(office: Office, parent: Browser) -> None:
    for _ in range(5):
        assert ask(parent, MINA).status_code == 302
    with scope(None):
        assert Dependency.objects.count() == 1
    assert "Ya pidió cinco veces hoy." in text(ask(parent, GENARO))
    assert len(office.jobs(ASK)) == 1


def test_a_grown_childs_birth_record_opens_nothing(office: Office, parent: Browser) -> None:
    ask(parent, relative("Emiliano").curp)
    office.run(ASK)
    assert states() == {relative("Emiliano").curp: "en_revision"}


# -- staff


@pytest.fixture
def official(office: Office) -> Browser:
    return office.browser("personal")


def decide(browser: Browser, curp: str, action: str, **fields: str) -> HttpResponse:
    with scope(None):
        row = Dependency.objects.filter(curp=curp).latest("asked_at")
    browser.get(STAFF)
    return browser.post(f"{STAFF}/decidir", {"solicitud": str(row.id), "accion": action} | fields)


def until(day: date) -> dict[str, str]:
    return {"ultimo-dia": str(day.day), "ultimo-mes": str(day.month), "ultimo-anio": str(day.year)}


def waiting(office: Office, browser: Browser, curp: str = MINA, kinship: str = "hijo") -> None:
    ask(browser, curp, kinship)
    office.run(ASK)


def test_an_official_sees_a_document_and_accepts_until_a_day(
    office: Office, parent: Browser, official: Browser
) -> None:
    waiting(office, parent)
    page = text(official.get(STAFF))
    assert "Mina Registro Prueba" in page
    assert "Falta ver un documento" in page
    assert "Acta de nacimiento" in page
    assert "Dictamen de dependencia" not in page  # it would prove nothing of a child
    done = decide(official, MINA, "aceptar", documento="acta_nacimiento", **until(date(2027, 6, 30)))
    assert done.headers["Location"] == f"{STAFF}?hecho=aceptar"
    assert "Aceptó el documento." in text(official.follow(done))
    assert "Hasta el 30 de junio de 2027, el día que aceptó el personal." in text(parent.get(HERE))
    with scope(None):
        row = Dependency.objects.get(curp=MINA)
    assert (row.document, row.source, row.decided_by_id) == (
        "acta_nacimiento",
        "personal",
        Account.objects.get(curp=drawn().named("personal").curp).id,
    )
    parent.post(f"{HERE}/actuar", {"persona": str(row.dependent)})
    assert "Usted actúa por Mina Registro Prueba" in text(parent.get("/oficina"))
    on(date(2027, 7, 1))
    assert "El permiso para actuar por Mina Registro Prueba terminó el 30 de junio de 2027." in text(
        parent.get("/oficina")
    )


def test_a_dependent_mother_by_a_dictamen_and_for_a_year_at_most(
    office: Office, parent: Browser, official: Browser
) -> None:
    amparo = relative("Amparo")
    waiting(office, parent, amparo.curp, "ascendiente")
    accept = {"documento": "dictamen_dependencia"}
    late = decide(official, amparo.curp, "aceptar", **accept, **until(date(2027, 11, 22)))
    assert "El último día puede ser entre hoy y el 21 de noviembre de 2027." in text(late)
    record = decide(official, amparo.curp, "aceptar", documento="acta_nacimiento", **until(date(2027, 1, 31)))
    assert "Ese documento no prueba ese parentesco." in text(record)
    assert decide(official, amparo.curp, "aceptar", **accept, **until(date(2027, 1, 31))).status_code == 302
    acting(parent, amparo)
    assert amparo.curp in text(parent.get("/oficina"))
    own = entered(office, amparo)
    assert "Hasta el 31 de enero de 2027" in text(own.get(HERE))
    assert "empezó a actuar por usted" in text(own.get(HERE))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Elija qué documento vio."),
        ({"documento": "otro"}, "Elija qué documento vio."),
        ({"documento": "acta_nacimiento"}, "Escriba el último día"),
        ({"documento": "acta_nacimiento", **until(date(2026, 11, 21))}, "El último día puede ser entre hoy"),
        ({"documento": "acta_nacimiento", **until(date(2033, 1, 1))}, "El último día puede ser entre hoy"),
        ({"documento": "acta_nacimiento", "ultimo-dia": "31", "ultimo-mes": "2", "ultimo-anio": "2027"}, "Escriba"),
        ({"documento": "acta_nacimiento", "ultimo-dia": "٣", "ultimo-mes": "2", "ultimo-anio": "9" * 40}, "Escriba"),
    ],
)
def test_what_an_official_leaves_wrong(
    office: Office, parent: Browser, official: Browser, fields: dict[str, str], said: str
) -> None:
    waiting(office, parent)
    answer = decide(official, MINA, "aceptar", **fields)
    assert answer.status_code == 422
    assert said in text(answer)
    assert states() == {MINA: "en_revision"}


def test_without_a_birth_nothing_is_accepted(office: Office, parent: Browser, official: Browser) -> None:
    failing = next(iter(FAILURES))
    waiting(office, parent, failing)
    assert "El registro de población no lo dijo" in text(official.get(STAFF))
    answer = decide(official, failing, "aceptar", documento="acta_nacimiento", **until(date(2027, 1, 1)))
    assert "El registro de población no confirma esa CURP" in text(answer)
    assert states() == {failing: "en_revision"}


def test_a_refusal_needs_a_reason_and_is_told(office: Office, parent: Browser, official: Browser) -> None:
    waiting(office, parent)
    assert "Escriba el motivo" in text(decide(official, MINA, "rechazar", motivo=" "))
    assert decide(official, MINA, "rechazar", motivo="El acta es de otra persona.").status_code == 302
    page = text(parent.get(HERE))
    assert "No aceptado" in page
    assert "Motivo: El acta es de otra persona." in page
    assert "ya estaba decidido" in text(decide(official, MINA, "rechazar", motivo="Otra vez."))


def test_what_a_person_refused_the_registry_does_not_open(office: Office, parent: Browser, official: Browser) -> None:
    with scope(None):
        confirmed(drawn().named("trabajadora"), relative(XIMENA), curp=HIJO, state="rechazada", dependent=None)
    ask(parent, HIJO)
    office.run(ASK)
    assert "Actuar por Hijo" not in text(parent.get(HERE))
    with scope(None):
        assert Dependency.objects.filter(curp=HIJO, state="en_revision").count() == 1


def test_an_ended_tie_of_the_register_ends_at_once_and_only_staff_open_it_again(
    office: Office, parent: Browser, official: Browser
) -> None:
    ximena, whose = relative(XIMENA), drawn().named("trabajadora")
    acting(parent)
    fields = {"accion": "terminar-registro", "actua": whose.curp, "familiar": ximena.curp, "motivo": "Emancipación."}
    official.get(STAFF)
    assert official.post(f"{STAFF}/decidir", fields | {"motivo": ""}).status_code == 422
    assert official.post(f"{STAFF}/decidir", fields).headers["Location"] == f"{STAFF}?hecho=terminar-registro"
    assert "El personal de la oficina terminó el permiso" in text(parent.get("/oficina"))
    page = text(parent.get(HERE))
    assert "Motivo: Emancipación." in page
    assert begin(parent, ximena).status_code == 422
    ask(parent, ximena.curp)
    office.run(ASK)
    assert begin(parent, ximena).status_code == 422
    assert decide(official, ximena.curp, "aceptar", documento="sentencia", **until(date(2027, 5, 5))).status_code == 302
    acting(parent)
    again = official.post(f"{STAFF}/decidir", fields | {"familiar": drawn().named("patron").curp})
    assert "El registro no tiene ese parentesco" in text(again)


def test_an_official_sees_and_decides_nothing_of_their_own_family(
    office: Office, parent: Browser, official: Browser
) -> None:
    waiting(office, official, MINA)
    waiting(office, parent, drawn().named("personal").curp, "ascendiente")
    page = text(official.get(STAFF))
    assert "No hay nada por revisar" in page
    for curp in (MINA, drawn().named("personal").curp):
        answer = decide(official, curp, "aceptar", documento="sentencia", **until(date(2027, 1, 1)))
        assert answer.status_code == 404
    assert set(states().values()) == {"en_revision"}


def test_an_official_who_did_not_show_who_they_are_lately_is_asked(
    office: Office, parent: Browser, official: Browser
) -> None:
    waiting(office, parent)
    session = official.client.session
    session["oficina"] = session["oficina"] | {"confirmed": 0}
    session.save()
    answer = decide(official, MINA, "rechazar", motivo="No.")
    assert answer.headers["Location"] == "/cuenta/confirmar?sigue=%2Fpersonal%2Fparentescos"
    assert states() == {MINA: "en_revision"}


# -- who may object


def test_who_is_acted_for_stops_it_from_their_own_account(office: Office, parent: Browser) -> None:
    ximena, whose = relative(XIMENA), drawn().named("trabajadora")
    acting(parent)
    own = entered(office, ximena)
    page = text(own.get(HERE))
    assert f"Quién puede actuar por usted {whose.nombre_completo}" in page
    stopped = own.post(f"{HERE}/detener", {"persona": str(whose.subject)})
    assert stopped.headers["Location"] == f"{HERE}?hecho=detenido"
    assert "Quién puede actuar por usted" not in text(own.get(HERE))
    page = text(parent.get("/oficina"))
    assert "alguien de la familia no está de acuerdo" in page
    assert "Usted actúa por" not in page
    assert begin(parent, ximena).status_code == 422
    assert own.post(f"{HERE}/detener", {"persona": str(whose.subject)}).status_code == 404
    assert own.post(f"{HERE}/detener", {"persona": str(drawn().named("patron").subject)}).status_code == 404


LINK: Final = re.compile(r"http://localhost:8000(/familia/detener/\S+)")


def test_the_other_parent_is_told_and_stops_it_by_a_link(office: Office, official: Browser) -> None:
    ximena = relative(XIMENA)
    father = entered(office, relative("Joaquín"))
    waiting(office, father, ximena.curp)
    decide(official, ximena.curp, "aceptar", documento="acta_nacimiento", **until(date(2027, 5, 5)))
    acting(father)
    office.run(TOLD)
    mails = [mail for mail in correos() if LINK.search(mail.body)]
    assert {mail.to for mail in mails} == {"trabajadora@registro.example"}
    assert not any(ximena.nombre in mail.body or ximena.curp in mail.body for mail in correos())
    found = LINK.search(mails[0].body)
    assert found is not None
    link, anybody = found[1], office.browser()
    page = text(anybody.get(link))
    assert "Detener un permiso" in page
    assert ximena.nombre not in page
    assert "Usted actúa por" in text(father.get("/oficina"))  # opening it changed nothing
    assert "Detuvimos ese permiso" in text(anybody.post(link))
    assert "no está de acuerdo" in text(father.get("/oficina"))
    assert anybody.get(link).status_code == 410
    assert anybody.get(link[:-1] + "x").status_code == 410
    assert "Detenida por la familia" in text(official.get(STAFF))
    assert decide(official, ximena.curp, "terminar", motivo="Lo ordenó un juzgado.").status_code == 302
    assert "Motivo: Lo ordenó un juzgado." in text(father.get(HERE))


def test_a_seal_of_one_tie_stops_no_other(office: Office, parent: Browser) -> None:
    from ventanilla.apps.accounts.family_requests import stop_path

    with scope(None):
        row = confirmed(drawn().named("trabajadora"), relative(XIMENA))
    other = stop_path(uuid4()).rsplit("/", 1)[1]
    browser = office.browser()
    browser.get("/")
    assert browser.post(f"/familia/detener/{row.id}/{other}").status_code == 410
    assert states() == {row.curp: "vigente"}


def test_a_demonstration_offers_curps_to_try_and_production_does_not(parent: Browser, settings: Settings) -> None:
    assert {curp for curp, _ in FAMILY_TO_TRY} == set(CHILDREN)
    assert all(curp in text(parent.get(HERE)) for curp in CHILDREN)
    settings.VENTANILLA_MODE = "produccion"
    assert not any(curp in text(parent.get(HERE)) for curp in CHILDREN)


# -- the second lock


@pytest.fixture
def two(office: Office, parent: Browser) -> Iterator[Dependency]:
    with scope(None):
        yield confirmed(drawn().named("trabajadora"), relative(XIMENA))


def test_a_tie_is_seen_by_its_two_sides_and_the_office(two: Dependency) -> None:
    for subject, seen in ((two.person, 1), (two.dependent, 1), (uuid4(), 0)):
        assert subject is not None
        with scope(SubjectId(subject)):
            assert Dependency.objects.count() == seen
            assert Dependency.objects.filter(id=two.id).update(state="terminada") == 0
    Dependency.objects.filter(id=two.id).update(state="en_revision")
    with scope(SubjectId(relative(XIMENA).subject)):
        assert Dependency.objects.count() == 0  # what nobody confirmed is not told to whom it names
