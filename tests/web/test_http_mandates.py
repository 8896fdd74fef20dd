"""Acting by an authorisation through HTTP: given, accepted, used within what it covers, revoked, and gone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web import aclaracion
from tests.web import movements as m
from tests.web.mandates import (
    EMPRESA,
    HERE,
    NOBODY,
    UNTIL,
    accepted,
    accountant_of,
    acting,
    drafted,
    given,
    sent,
    started,
)
from tests.web.office import DAY, Browser, Identity, Office, as_json, drawn, text
from tests.web.programs import Program, body, held_key
from tests.web.staff_files import give_roles
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.apps.eventlog.models import LoggedEvent
from ventanilla.apps.mandates.models import MandateRow
from ventanilla.domain.authority import Role
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import CIVIL_ZONE, Clock
from ventanilla.kernel.folio import new_folio
from ventanilla.web.portal.employer import printed

REFERENCE = re.compile(r"Referencia [0-9A-Z -]{8,12}")


@pytest.fixture
def company(office: Office) -> Browser:
    """The company of the demonstration, by its representative and its own certificate."""
    return office.browser("empresa")


@pytest.fixture
def representative(office: Office) -> Identity:
    return office.mint.identity("empresa")


@pytest.fixture
def contador(office: Office) -> Identity:
    return office.mint.identity("contador")


def row(mandate: UUID) -> MandateRow:
    with scope(None):
        return MandateRow.objects.get(id=mandate)


def told(subject: UUID | None) -> list[str]:
    assert subject is not None
    with scope(None):
        assert chain_verify(subject) is None
        return [str(entry.text) for entry in timeline(SubjectId(subject))]


def revoked(company: Browser, mandate: UUID, reason: str = "") -> None:
    company.get(f"{HERE}/{mandate}")
    assert (
        company.post(f"{HERE}/{mandate}/terminar", {"motivo": reason}).headers["Location"] == f"{HERE}?hecho=terminada"
    )


# -- given and accepted


def test_a_company_gives_it_with_its_folio_and_nothing_counts_before_it_is_accepted(
    office: Office, company: Browser, representative: Identity
) -> None:
    mandate = given(company, representative, drawn().named("contador").curp)
    assert "Falta aceptarla" in text(company.get(HERE))
    accountant = office.browser("contador")
    page = text(accountant.get(HERE))
    assert "Espera su respuesta" in page
    assert EMPRESA.nombre.upper() in page
    assert "Firmar altas, bajas y cambios de salario" in page
    accountant.get(HERE)
    assert accountant.post(f"{HERE}/{mandate}/actuar").status_code == 422
    accepted(accountant, mandate)
    assert f"Actuar por {EMPRESA.nombre.upper()}" in text(accountant.get(HERE))
    kept = row(mandate)
    assert kept.acts.split() == ["firmar_movimientos", "preparar", "ver"]
    assert any("aceptó la autorización" in one for one in told(kept.grantor))
    assert any("Aceptó actuar por" in one for one in told(kept.grantee))


def test_one_that_waits_for_a_curp_is_nobodys_until_its_owner_comes(
    office: Office, company: Browser, representative: Identity
) -> None:
    mandate = given(company, representative, NOBODY)
    assert row(mandate).grantee is None
    assert office.browser("trabajadora").get(f"{HERE}/{mandate}").status_code == 404
    late = office.mint.person(slug="tarde", curp=NOBODY, rfc="PUEA850101AB1", name="ANA PRUEBA EJEMPLO")
    owner = Browser()
    owner.sign_in(late)
    accepted(owner, mandate)
    assert row(mandate).grantee_name == "ANA PRUEBA EJEMPLO"


def test_whoever_it_is_for_may_refuse_it_and_it_is_over(
    office: Office, company: Browser, representative: Identity
) -> None:
    mandate = given(company, representative, drawn().named("contador").curp)
    accountant = office.browser("contador")
    accountant.get(f"{HERE}/{mandate}")
    assert accountant.post(f"{HERE}/{mandate}/rechazar").headers["Location"] == f"{HERE}?hecho=rechazada"
    accountant.get(f"{HERE}/{mandate}")
    assert accountant.post(f"{HERE}/{mandate}/aceptar").status_code == 422
    assert "No se aceptó" in text(company.get(f"{HERE}/{mandate}"))


def test_accepting_asks_again_who_it_is(office: Office, company: Browser, representative: Identity) -> None:
    mandate = given(company, representative, drawn().named("contador").curp)
    accountant = office.browser("contador")
    session = SessionStore(accountant.session())
    session["oficina"] = session["oficina"] | {"confirmed": 0}
    session.save()
    accountant.get(f"{HERE}/{mandate}")
    asked = accountant.post(f"{HERE}/{mandate}/aceptar")
    assert asked.headers["Location"].startswith("/cuenta/confirmar?")
    assert row(mandate).state == "ofrecida"


def test_nobody_lets_themselves_act(company: Browser, representative: Identity) -> None:
    folio = sent(company, representative, drafted(company, drawn().named("empresa").curp))
    assert "Nadie se autoriza a sí" in text(company.get(f"/expedientes/{folio}"))


# -- acting by it


def test_acting_is_said_on_every_page_in_a_new_session(office: Office, company: Browser) -> None:
    mandate = given(company, office.mint.identity("empresa"), drawn().named("contador").curp)
    accountant = office.browser("contador")
    accepted(accountant, mandate)
    before = accountant.session()
    acting(accountant, mandate)
    assert accountant.session() != before
    for path in ("/", "/oficina", "/tramites", "/verificar/", "/no-existe", "/cuenta"):
        shown = text(accountant.get(path))
        assert f"Usted actúa por {EMPRESA.nombre.upper()} , con autorización hasta el 30 de junio de 2027" in shown, (
            path
        )
    assert "Esta página es de su propia cuenta" in text(accountant.get("/cuenta"))
    assert "Esta página es de su propia cuenta" not in text(accountant.get("/oficina"))
    accountant.get(HERE)
    assert accountant.post(f"{HERE}/dejar").headers["Location"] == "/oficina"
    assert "Usted actúa por" not in text(accountant.get("/oficina"))
    assert {"autorizacion_actuar", "autorizacion_dejar"} <= types(row(mandate).grantor)


def types(subject: UUID) -> set[str]:
    with scope(None):
        return set(LoggedEvent.objects.filter(subject=subject).values_list("type", flat=True))


def test_the_delegate_signs_with_their_own_key_and_everything_says_who_for_whom(
    office: Office, company: Browser, contador: Identity
) -> None:
    accountant, mandate = accountant_of(office, company, alcance="todo", delega="si")
    draft = drafted(accountant, NOBODY)
    review = text(accountant.get(f"/solicitudes/{draft}/revisar"))
    assert f"Usted actúa por {EMPRESA.nombre.upper()}" in review
    folio = sent(accountant, contador, draft)
    case = text(accountant.get(f"/expedientes/{folio}"))
    assert "Con una autorización para actuar en su nombre" in case
    assert f"Lo envió {contador.person.name}, con autorización de {EMPRESA.nombre.upper()}" in case
    with scope(None):
        kept = Case.objects.get(folio=folio.replace("-", ""))
        assert (kept.mandate, kept.acts_for, kept.subject) == (mandate, row(mandate).grantor, row(mandate).grantor)
        bodies = LoggedEvent.objects.filter(case=kept.id).values_list("body", flat=True)
        assert all(f'"mandate":"{mandate}"' in body for body in bodies)
    shown = text(company.get(f"/expedientes/{folio}"))  # whoever gave it sees what was sent with it
    assert contador.person.name in shown
    assert chain_verify(row(mandate).grantor) is None


def test_the_companys_certificate_does_not_sign_for_the_delegate(
    office: Office, company: Browser, representative: Identity
) -> None:
    accountant, _ = accountant_of(office, company, alcance="todo", delega="si")
    draft = drafted(accountant, NOBODY)
    wrong = accountant.send(accountant.sign(accountant.get(f"/solicitudes/{draft}/revisar"), representative))
    assert wrong.status_code == 422


# -- what it does not cover


def test_what_it_does_not_cover_is_refused_before_and_at_the_signature(
    office: Office, company: Browser, contador: Identity
) -> None:
    accountant, _ = accountant_of(office, company, alcance="movimientos")
    draft = drafted(accountant, NOBODY)
    refused = f"No tiene autorización vigente de {EMPRESA.nombre.upper()} para este acto."
    review = accountant.get(f"/solicitudes/{draft}/revisar")
    assert refused in text(review)
    assert "data-sign" not in review.content.decode()
    challenge = accountant.post(f"/solicitudes/{draft}/reto")
    assert challenge.status_code == 200
    pushed = accountant.post(f"/solicitudes/{draft}/revisar", {"nonce": challenge.json()["nonce"]})  # type: ignore[attr-defined]
    assert pushed.status_code == 403
    assert refused in text(pushed)
    assert "403" not in text(pushed)
    with scope(None):
        assert Case.objects.get(id=draft).state == "borrador"


def test_seeing_alone_prepares_nothing(office: Office, company: Browser) -> None:
    accountant, _ = accountant_of(office, company, alcance="ver")
    accountant.get("/tramites/autorizacion")
    refused = accountant.post("/tramites/autorizacion/iniciar")
    assert refused.status_code == 403
    assert "No tiene autorización vigente" in text(refused)


def test_whoever_was_not_let_to_delegate_does_not_and_nobody_gives_more_than_they_have(
    office: Office, company: Browser, contador: Identity, representative: Identity
) -> None:
    accountant, mandate = accountant_of(office, company, alcance="todo", delega="no")
    folio = sent(accountant, contador, drafted(accountant, NOBODY))
    assert "no permite autorizar a otra persona" in text(accountant.get(f"/expedientes/{folio}"))
    with scope(None):
        assert MandateRow.objects.count() == 1
    assert row(mandate).state == "aceptada"


def test_what_a_delegate_gave_dies_with_theirs(office: Office, company: Browser, contador: Identity) -> None:
    accountant, mandate = accountant_of(office, company, alcance="todo", delega="si")
    given_on = given(accountant, contador, drawn().named("pensionada").curp, alcance="ver")
    assert row(given_on).parent_id == mandate
    third = office.browser("pensionada")
    accepted(third, given_on)
    acting(third, given_on)
    assert "Usted actúa por" in text(third.get("/oficina"))
    revoked(company, mandate)
    assert "Ahora actúa por usted" in text(third.get("/oficina"))
    third.get(HERE)
    assert third.post(f"{HERE}/{given_on}/actuar").status_code == 422


# -- its end


def test_revoked_mid_draft_the_next_click_says_why_nothing_is_filed_and_what_was_filed_stays(
    office: Office, company: Browser, contador: Identity
) -> None:
    accountant, mandate = accountant_of(office, company, alcance="todo", delega="si")
    folio = sent(accountant, contador, drafted(accountant, NOBODY))
    draft = drafted(accountant, drawn().named("pensionada").curp)
    signed = accountant.sign(accountant.get(f"/solicitudes/{draft}/revisar"), contador)
    revoked(company, mandate, "Cambio de despacho")
    stopped = accountant.send(signed)
    assert stopped.status_code == 404
    assert f"Su autorización de {EMPRESA.nombre.upper()} terminó" in text(stopped)
    assert "Ahora actúa por usted" not in text(accountant.get("/oficina"))  # said once
    with scope(None):
        assert Case.objects.get(id=draft).state == "borrador"
        assert MandateRow.objects.count() == 2
    assert accountant.get(f"/expedientes/{folio}").status_code == 404
    assert company.get(f"/expedientes/{folio}").status_code == 200


def test_an_ex_delegate_is_a_stranger_same_page_same_queries(
    office: Office, company: Browser, contador: Identity
) -> None:
    accountant, mandate = accountant_of(office, company, alcance="todo", delega="si")
    folio = sent(accountant, contador, drafted(accountant, NOBODY))
    draft = drafted(accountant, drawn().named("pensionada").curp)
    revoked(company, mandate)
    accountant.get("/oficina")
    for notice in re.findall(r'href="(/buzon/\d+)"', accountant.get("/buzon").content.decode()):
        accountant.get(notice)  # what is still to be read is counted on every page
    stranger = office.browser("pensionada")
    none = new_folio()
    for theirs, nobodys in (
        (f"/expedientes/{folio}", f"/expedientes/{none}"),
        (f"/solicitudes/{draft}/1", f"/solicitudes/{uuid4()}/1"),
        (f"/solicitudes/{draft}/revisar", f"/solicitudes/{uuid4()}/revisar"),
        (f"/api/v1/expedientes/{folio}", f"/api/v1/expedientes/{none}"),
        (f"/api/v1/solicitudes/{draft}", f"/api/v1/solicitudes/{uuid4()}"),
    ):
        seen = {}
        asked = (("ex", accountant, theirs), ("stranger", stranger, theirs), ("nothing", accountant, nobodys))
        for name, browser, path in asked:
            with CaptureQueriesContext(connection) as queries:
                answer = browser.get(path)
            said = as_json(answer) | {"referencia": ""} if "/api/" in path else REFERENCE.sub("", text(answer))
            seen[name] = (answer.status_code, len(queries), said)
        assert seen["ex"] == seen["stranger"] == seen["nothing"], theirs
        assert seen["ex"][0] == 404


def test_it_ends_when_its_last_day_does_in_mexico_city(office: Office, company: Browser) -> None:
    accountant, _ = accountant_of(office, company)
    last = datetime(UNTIL.year, UNTIL.month, UNTIL.day, 23, 59, 58, tzinfo=CIVIL_ZONE)
    settings.VENTANILLA_CLOCK = Clock.starting_at(last - timedelta(minutes=10))
    assert "Usted actúa por" in text(accountant.get("/oficina"))
    settings.VENTANILLA_CLOCK = Clock.starting_at(last + timedelta(seconds=3))
    over = text(accountant.get("/oficina"))
    assert f"Su autorización de {EMPRESA.nombre.upper()} terminó el 30 de junio de 2027" in over
    assert "Usted actúa por" not in over
    assert "Venció" in text(accountant.get(HERE))


def test_whoever_acts_may_renounce(office: Office, company: Browser) -> None:
    accountant, mandate = accountant_of(office, company)
    revoked(accountant, mandate)
    assert row(mandate).renounced
    assert any("renunció a actuar por usted" in one for one in told(row(mandate).grantor))
    assert "Usted actúa por" not in text(accountant.get("/oficina"))


@pytest.mark.parametrize("act", ["aceptar", "rechazar", "terminar", "actuar"])
def test_anothers_authorisation_does_not_exist(office: Office, company: Browser, act: str) -> None:
    mandate = given(company, office.mint.identity("empresa"), drawn().named("contador").curp)
    stranger = office.browser("trabajadora")
    stranger.get(HERE)
    assert stranger.get(f"{HERE}/{mandate}").status_code == 404
    assert stranger.post(f"{HERE}/{mandate}/{act}").status_code == 404
    assert row(mandate).state == "ofrecida"


def test_a_person_who_employs_shows_nothing_else_of_themselves(office: Office) -> None:
    boss = office.browser("patron")
    mandate = given(boss, office.mint.identity("patron"), drawn().named("contador").curp, alcance="todo")
    accountant = office.browser("contador")
    accepted(accountant, mandate)
    acting(accountant, mandate)
    own = boss.filed(office.mint.identity("patron"))
    assert accountant.get(f"/expedientes/{own}").status_code == 404
    page = text(accountant.get("/oficina"))
    assert own not in page
    assert drawn().named("patron").curp not in page
    assert "Constancia de vigencia" not in page
    accountant.get("/tramites/constancia_vigencia")
    assert (
        accountant.post("/tramites/constancia_vigencia/iniciar").headers["Location"] == "/tramites/constancia_vigencia"
    )
    assert accountant.get("/api/v1/documentos").json()["elementos"] == []  # type: ignore[attr-defined]


# -- programs, and both at the same instant


def test_a_program_asks_within_what_it_covers_and_its_key_dies_with_it(
    office: Office, company: Browser, contador: Identity
) -> None:
    accountant, mandate = accountant_of(office, company, alcance="movimientos")
    program = Program(held_key(accountant))
    assert body(program.get("/api/v1/yo"))["actua_por"] == EMPRESA.nombre.upper()
    answers = {
        "curp": NOBODY,
        "alcance": "ver",
        "donde": "todos",
        "desde": "2026-11-22",
        "hasta": "2027-01-31",
        "delega": "no",
    }
    refused = program.post("/api/v1/tramites/autorizacion/solicitudes", answers)
    with scope(None):
        assert not Case.objects.filter(state="borrador").exists()
    assert body(refused, 403)["codigo"] == "MANDATO"
    assert body(refused, 403)["detail"] == f"No tiene autorización vigente de {EMPRESA.nombre.upper()} para este acto."
    made = body(program.post("/api/v1/solicitudes", {"tramite": "autorizacion"}), 201)
    kept = program.ask("PATCH", f"/api/v1/solicitudes/{made['id']}", answers, if_match="*")
    assert body(kept)["por_corregir"] == []  # preparing it is covered; sending it is not
    assert body(program.post(f"/api/v1/solicitudes/{made['id']}/por-firmar"), 403)["codigo"] == "MANDATO"
    revoked(company, mandate)
    assert body(program.get("/api/v1/yo"), 401)["codigo"] == "LLAVE"


def test_an_employers_answer_is_the_delegates_only_where_it_covers_it(office: Office, company: Browser) -> None:
    worker = office.browser("trabajadora")
    aclaracion.filed(worker, office.mint.identity())
    ask = aclaracion.asked().id
    accountant, mandate = accountant_of(office, company, alcance="movimientos")
    assert "Le piden una respuesta" in text(accountant.get("/oficina"))
    accountant.get(f"/respuestas/{ask}")
    refused = accountant.post(f"/respuestas/{ask}", {"acepta": "si"})
    assert (refused.status_code, "No tiene autorización vigente" in text(refused)) == (403, True)
    revoked(company, mandate)
    assert accountant.get(f"/respuestas/{ask}").status_code == 404
    entitled, _ = accountant_of(office, company, alcance="todo")
    aclaracion.respond(entitled, office.mint.identity("contador"), acepta="si")
    with scope(None):
        answered = LoggedEvent.objects.filter(subject=EMPRESA.subject, type="respuesta_dada").last()
    assert answered is None or '"mandate"' in answered.body


def test_one_limited_to_a_registro_reads_and_sends_nothing_of_the_rest(
    office: Office, company: Browser, representative: Identity, contador: Identity
) -> None:
    worker = office.browser("trabajadora")
    aclaracion.filed(worker, office.mint.identity())
    own = EMPRESA.registros[0].numero
    mandate = given(company, representative, drawn().named("contador").curp, alcance="todo", delega="si", registro=own)
    accountant = office.browser("contador")
    accepted(accountant, mandate)
    acting(accountant, mandate)
    assert f"registro {own}, con autorización" in text(accountant.get("/oficina"))
    assert "Le piden una respuesta" not in text(accountant.get("/oficina"))
    assert accountant.get(f"/respuestas/{aclaracion.asked().id}").status_code == 404
    draft = drafted(accountant, NOBODY)  # of all the registros
    assert "No tiene autorización vigente" in text(accountant.get(f"/solicitudes/{draft}/revisar"))
    within = drafted(accountant, NOBODY, registro=own)
    assert sent(accountant, contador, within)


def test_one_limited_to_a_registro_is_offered_that_one_and_foresees_nothing_of_another(
    office: Office, company: Browser
) -> None:
    own, other = (one.numero for one in EMPRESA.registros[:2])
    accountant, _ = accountant_of(office, company, alcance="movimientos", registro=own)
    for key in (m.ALTA, m.BAJA, m.CAMBIO, m.CORRECCION):
        page = accountant.get(f"/solicitudes/{started(accountant, key)}/1").content.decode().replace("-", "")
        assert own in page
        assert other not in page
    persona = m.somebody("conservacion")
    assert m.check(accountant, m.alta(accountant, persona)).status_code == 200
    beyond = m.check(accountant, m.alta(accountant, persona, registro=other))
    assert beyond.status_code == 403
    assert "No tiene autorización vigente" in text(beyond)


def test_staff_and_whoever_audits_read_who_acted_for_whom_and_by_which_leave(
    office: Office, company: Browser, contador: Identity
) -> None:
    official, auditor = office.browser("personal"), office.browser("auditora")
    give_roles("personal", [Role.REVISION])
    accountant, _ = accountant_of(office, company, alcance="todo", delega="si")
    answers = {"registro": m.OFFERED, "que": "suspension", **m.day("desde", DAY)}
    folio = sent(accountant, contador, m.begun(accountant, "cambio_registro_patronal", answers))
    by_leave = f"con autorización de {EMPRESA.nombre.upper()}"
    case = text(official.get(f"/personal/expedientes/{folio.replace('-', '')}"))
    assert f"por {contador.person.name}, {by_leave}" in case
    auditor.get("/personal/historial")
    found = auditor.post("/personal/historial", {"de": folio})
    assert f"{contador.person.name}, {by_leave}" in text(auditor.get(found.headers["Location"]))
    own = auditor.post("/personal/historial", {"de": drawn().named("contador").curp})
    assert f"La misma persona, {by_leave}" in text(auditor.get(own.headers["Location"]))


def test_the_board_shows_each_registro_and_what_waits(office: Office, company: Browser) -> None:
    accountant, _ = accountant_of(office, company)
    started(accountant)
    board = text(accountant.get(f"{HERE}/tablero"))
    for registro in EMPRESA.registros:
        assert printed(registro.numero) in board
    assert "17 de diciembre de 2026" in board
    assert "Cuotas: sin dato" in board
    assert "Abierto: avise a tiempo hasta el 7 de diciembre de 2026" in board
    assert "Cerrado" in text(accountant.get(f"{HERE}/tablero?mes=2026-09"))
    for odd in ("2099-01", "x", "2026-13", "0000-00", "2026-1"):
        assert "Cierre de noviembre de 2026" in text(accountant.get(f"{HERE}/tablero?mes={odd}")), odd
    assert "Hoy no puede actuar por nadie" in text(office.browser("pensionada").get(f"{HERE}/tablero"))
