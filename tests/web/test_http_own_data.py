"""What the office keeps of somebody is theirs to see and take, theirs alone, and whoever else sees it is noted."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import jsonschema
import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.urls import URLPattern

from tests.web.device import Device
from tests.web.office import Browser, Office, as_json, drawn, text
from tests.web.routes import ROUTES
from tests.web.walking import Walk, guard_of, walk
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.apps.accounts.api import visit_of
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import ACCESS_PAGE, access_record, accesses_for, held_for, scope
from ventanilla.apps.eventlog.models import AccessRecord
from ventanilla.apps.staff.models import RoleGrant
from ventanilla.config.urls import urlpatterns
from ventanilla.domain.authority import SYSTEM, Actor, Assurance, Via
from ventanilla.domain.rights import MAX_RECORDS, ReaderKind, Reading, Why
from ventanilla.kernel.acts import SubjectId
from ventanilla.web.guards import Guard

__all__ = ["walk"]  # a fixture
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "reference" / "own-data.schema.json").read_text(encoding="utf-8")
)
FILE = "/cuenta/datos/datos.json"
LONG_AGO = 11 * 60  # seconds: more than a copy allows since one showed who one is


def subject_of(slug: str) -> SubjectId:
    return SubjectId(drawn().named(slug).subject)


def actor_of(slug: str) -> Actor:
    account = Account.objects.get(curp=drawn().named(slug).curp)
    return Actor(account.id, SubjectId(account.subject), Assurance.N2, Via.EFIRMA)


def noted(slug: str) -> list[tuple[str, str, str, str]]:
    with scope(None):
        rows = AccessRecord.objects.filter(subject=subject_of(slug)).order_by("id")
        return [(row.reader, row.post, row.what, row.why) for row in rows]


def staled(monkeypatch: pytest.MonkeyPatch, browser: Browser) -> None:
    """Whoever is there showed who they are a while ago."""

    def aged(*args: Any, **kwargs: Any) -> Any:
        visit = visit_of(*args, **kwargs)
        return visit if visit is None else replace(visit, confirmed_ago=LONG_AGO)

    monkeypatch.setattr("ventanilla.web.middleware.visit_of", aged)


# -- seeing and taking


def test_the_page_says_what_is_kept_why_until_when_and_who_sees_it(office: Office) -> None:
    browser = office.browser("trabajadora")
    browser.filed(office.mint.identity())
    page = text(browser.get("/cuenta/datos"))
    persona = drawn().named("trabajadora")
    for said in (
        "Su registro de persona asegurada: 1 registro",
        persona.nombre,
        persona.curp,
        "Sus trámites y borradores: 1 registro",
        "Mientras usted o su familia puedan reclamar un derecho.",
        "Existe, y no se entrega.",
    ):
        assert said in page, said
    assert "No guardamos nada de:" in page
    assert "centavos" not in page  # a person reads money as money


def test_the_file_has_the_documented_shape_and_everything_of_its_owner(office: Office) -> None:
    browser = office.browser("trabajadora")
    browser.filed(office.mint.identity(), "familia")
    answer = browser.get(FILE)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sus-datos.json"'
    data = as_json(answer)
    jsonschema.validate(data, SCHEMA)
    persona = drawn().named("trabajadora")
    assert data["titular"]["curp"] == persona.curp
    sets = {one["clave"]: one for one in data["conjuntos"]}
    assert sets["persona"]["registros"][0]["nss"] == persona.nss
    assert sets["tramites"]["registros"][0]["draft"]["para"] == "familia"
    assert sets["movimientos"]["total"] == len(sets["movimientos"]["registros"]) > 0
    assert any("Recibimos su trámite" in one["sealed"] for one in sets["historial"]["registros"])
    assert {one["nombre"] for one in sets["cuenta"]["reservados"]} == {"Su contraseña", "Lo que reconoce su correo"}


def test_no_secret_and_nobody_else_is_in_the_file(office: Office) -> None:
    """Whoever takes their data takes no password, no key, and nothing of their family or of whoever decided."""
    browser = office.browser("trabajadora")
    Device().register(browser)
    browser.post("/cuenta/seguridad/respaldo")
    browser.filed(office.mint.identity(), "familia")
    body = browser.get(FILE).content.decode()
    account = Account.objects.get(curp=drawn().named("trabajadora").curp)
    household = next(one for one in drawn().hogares if one.titular.subject == account.subject)
    assert account.password not in body
    for other in (*household.familia, drawn().named("patron"), drawn().named("personal")):
        persona = getattr(other, "persona", other)
        assert persona.curp not in body
        assert str(persona.subject) not in body
    with scope(None), connection.cursor() as cursor:
        cursor.execute("SELECT public_key FROM accounts_passkey UNION ALL SELECT digest FROM accounts_recoverycode")
        secrets = [base64.b64encode(bytes(row[0])).decode() for row in cursor.fetchall()]
    assert len(secrets) == 11
    assert not [secret for secret in secrets if secret in body]


def test_what_is_a_beneficiarys_own_is_not_given_to_the_holder(office: Office) -> None:
    household = next(
        one for one in drawn().hogares if one.familia and one.titular.curp == drawn().named("trabajadora").curp
    )
    office.browser("trabajadora")
    held = {one.told.key: one for one in held_for(actor_of("trabajadora"))}["parentescos"]
    assert held.total == len(household.familia) > 0
    assert all(record["incapacitado"] is None and record["parentesco"] for record in held.records)
    child = Actor(uuid4(), SubjectId(held_subject(household)), Assurance.N2, Via.EFIRMA)
    own = {one.told.key: one for one in held_for(child)}["parentescos"]
    assert own.records[0]["incapacitado"] is not None


def held_subject(household: Any) -> UUID:
    first = household.familia[0]
    return UUID(str(getattr(first, "persona", first).subject))


def test_a_copy_asks_again_who_one_is(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = office.browser("trabajadora")
    browser.post("/cuenta/datos/copia")
    office.print()
    with scope(None):
        folio = Document.objects.get(kind="copia_datos").folio
    assert browser.get(f"/cuenta/datos/copia/{folio}.pdf").status_code == 200
    assert browser.get(f"/documentos/{folio}.pdf").headers["Location"] == f"/cuenta/datos/copia/{folio}.pdf"
    staled(monkeypatch, browser)
    back = "/cuenta/confirmar?sigue=%2Fcuenta%2Fdatos%3Fconfirmado%3Dsi"
    for path in (FILE, f"/cuenta/datos/copia/{folio}.pdf"):
        assert browser.get(path).headers["Location"] == back, path
    assert browser.post("/cuenta/datos/copia").headers["Location"] == back
    assert "Confirmamos que es usted" not in text(browser.get("/cuenta/datos?confirmado=si"))
    assert browser.get("/cuenta/datos").status_code == 200


def test_the_sealed_copy_is_tagged_names_its_owner_and_is_one(office: Office, tmp_path: Path) -> None:
    browser = office.browser("trabajadora")
    browser.filed(office.mint.identity())
    for _ in range(2):
        browser.post("/cuenta/datos/copia")
    assert as_json(browser.get("/cuenta/datos/copia/estado.json")) == {"listo": False}
    assert "Estamos sellando su copia" in text(browser.get("/cuenta/datos"))
    office.print()
    assert as_json(browser.get("/cuenta/datos/copia/estado.json")) == {"listo": True}
    with scope(None):
        folio = Document.objects.get(kind="copia_datos").folio
    pdf = tmp_path / "copia.pdf"
    pdf.write_bytes(browser.get(f"/cuenta/datos/copia/{folio}.pdf").content)
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", info)
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    for words in (drawn().named("trabajadora").nss or "", "Su registro de persona asegurada", "Su contraseña"):
        assert words in said
    assert [line for line in noted("trabajadora") if line[0] == "titular"] == [
        ("titular", "", "copia_papel", "peticion_propia")
    ]


def test_a_company_has_no_personal_data(office: Office) -> None:
    browser = office.browser("empresa")
    assert "una empresa no tiene datos personales" in text(browser.get("/cuenta/datos"))
    assert "una empresa no tiene datos personales" in text(browser.get("/cuenta/datos/uso"))
    for path in (FILE, "/cuenta/datos/copia/estado.json"):
        assert browser.get(path).status_code == 404
    assert browser.post("/cuenta/datos/copia").status_code == 404
    with scope(None):
        assert not Document.objects.filter(kind="copia_datos").exists()
    with pytest.raises(LookupError):
        held_for(Actor(uuid4(), SubjectId(uuid4()), Assurance.N2, Via.EFIRMA, SubjectId(uuid4())))


def test_a_set_is_bounded_and_says_so(office: Office) -> None:
    office.browser("trabajadora")
    held = {one.told.key: one for one in held_for(actor_of("trabajadora"), limit=1)}["movimientos"]
    assert len(held.records) == 1
    assert held.complete is (held.total == 1)
    assert MAX_RECORDS == 5_000


# -- who used them


def test_an_official_who_looks_is_seen_by_whose_name_it_was(office: Office) -> None:
    office.browser("empresa")
    office.browser().sign_in(office.mint.identity("representante-nuevo", Variant.RENOVADA))
    official = office.browser("personal")
    assert noted("empresa") == []
    assert official.get("/personal/representantes").status_code == 200
    with scope(None):
        post = RoleGrant.objects.get(curp=drawn().named("personal").curp).post
    assert noted("empresa") == [("oficial", post, "cambio_representante", "revision")]
    whose = drawn().named("empresa")
    own = office.mint.person(slug="propia", curp=whose.curp, rfc=whose.rfc, name=whose.nombre_completo.upper())
    person = office.browser()
    person.sign_in(own)
    page = text(person.get("/cuenta/datos/uso"))
    assert f"Personal de la institución: {post}" in page
    assert "Su nombre, en un cambio de representante de una empresa" in page
    assert drawn().named("personal").nombre not in page  # the post, never who holds it


def test_a_relative_who_is_given_ones_data_is_named(office: Office) -> None:
    browser = office.browser("trabajadora")
    browser.filed(office.mint.identity(), "familia")
    office.run("cases.resolve_case")
    household = next(one for one in drawn().hogares if one.titular.curp == drawn().named("trabajadora").curp)
    child = SubjectId(held_subject(household))
    found = accesses_for(Actor(uuid4(), child, Assurance.N2, Via.EFIRMA))
    assert [(one.reader, one.what, one.person) for one in found] == [
        (ReaderKind.FAMILIAR, Reading.FAMILIA, subject_of("trabajadora"))
    ]
    assert noted("trabajadora") == []  # her own data are hers to read


def test_the_page_of_uses_goes_on(office: Office) -> None:
    browser = office.browser("trabajadora")
    for _ in range(ACCESS_PAGE + 1):
        see(subject_of("trabajadora"))
    page = browser.get("/cuenta/datos/uso")
    assert page.content.decode().count('class="v-card"') == ACCESS_PAGE
    older = re.search(r'href="(/cuenta/datos/uso\?antes=\d+)"', page.content.decode())
    assert older is not None
    assert browser.get(older[1]).content.decode().count('class="v-card"') == 1
    for wrong in ("x", "-1", "9" * 40, "²"):
        assert browser.get(f"/cuenta/datos/uso?antes={wrong}").status_code == 200


def see(subject: SubjectId, by: Actor = SYSTEM) -> None:
    access_record(
        [subject],
        what=Reading.CUENTA,
        why=Why.MOSTRADOR,
        by=by,
        reader=ReaderKind.OFICIAL,
        post="Ventanilla",
        now=settings.VENTANILLA_CLOCK.now(),
    )


def test_nobody_changes_what_was_noted_or_sees_anothers(office: Office) -> None:
    see(subject_of("trabajadora"))
    with scope(subject_of("trabajadora")):
        assert AccessRecord.objects.count() == 1
    with scope(subject_of("patron")):
        assert AccessRecord.objects.count() == 0
    assert AccessRecord.objects.count() == 0
    for statement in ("UPDATE {} SET what = 'x'", "DELETE FROM {}", "TRUNCATE {}"):
        with pytest.raises(DatabaseError) as refused, scope(None), transaction.atomic():
            connection.cursor().execute(statement.format("eventlog_accessrecord"))
        assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege), statement
    row = AccessRecord(subject=uuid4(), at=settings.VENTANILLA_CLOCK.now(), reader="x", what="x", why="x")
    with pytest.raises(DatabaseError), scope(SubjectId(row.subject)), transaction.atomic():
        row.save()


def test_what_is_ones_own_is_not_noted_but_for_a_copy(office: Office) -> None:
    browser = office.browser("personal")
    see(subject_of("personal"), actor_of("personal"))
    assert noted("personal") == []
    browser.get(FILE)
    assert noted("personal") == [("titular", "", "copia_archivo", "peticion_propia")]


# -- every page of staff


def unnoted(walked: Walk, open_page: Callable[[], HttpResponse]) -> set[str]:
    """Whose name or CURP an official's page shows without their being told that it did."""
    with scope(None):
        before = set(AccessRecord.objects.values_list("id", flat=True))
    shown = text(open_page())
    with scope(None):
        told = set(AccessRecord.objects.exclude(id__in=before).values_list("subject", flat=True))
    official = drawn().named("personal").curp
    accounts = Account.objects.exclude(curp=official)
    return {
        account.name
        for account in accounts
        if (account.name in shown or account.curp in shown) and account.subject not in told
    }


def staff_pages() -> list[URLPattern]:
    return [pattern for pattern in urlpatterns if guard_of(pattern) is Guard.STAFF]


def test_every_page_of_staff_notes_whose_data_it_shows(walk: Walk, office: Office) -> None:
    office.browser().sign_in(office.mint.identity("representante-nuevo", Variant.RENOVADA))
    office.browser().sign_in(office.mint.person(slug="otra", rfc=drawn().named("trabajadora").rfc))
    names = {pattern.name for pattern in staff_pages()}
    routes = [route for route in ROUTES if route.name in names]
    assert {route.name for route in routes} == names
    shows = 0
    for route in routes:
        with scope(None):
            before = AccessRecord.objects.count()
        assert unnoted(walk, lambda route=route: walk.go(route, "official")) == set(), route  # type: ignore[misc]
        with scope(None):
            shows += AccessRecord.objects.count() > before
    assert shows  # one page at least shows somebody, or this proves nothing


def test_a_page_that_forgot_to_note_is_found(walk: Walk) -> None:
    whose = Account.objects.get(curp=drawn().named("trabajadora").curp)
    assert unnoted(walk, lambda: HttpResponse(f"<p>{whose.name}</p>")) == {whose.name}

    def noting() -> HttpResponse:
        see(SubjectId(whose.subject))
        return HttpResponse(f"<p>{whose.name}</p>")

    assert unnoted(walk, noting) == set()


# -- the request


def ask(browser: Browser, office: Office, **answers: str) -> HttpResponse:
    """Answer the four questions and sign."""
    browser.get("/tramites/derechos_arco")
    draft = browser.post("/tramites/derechos_arco/iniciar").headers["Location"].split("/")[2]
    for number, (name, value) in enumerate(answers.items(), 1):
        sent = browser.answer(draft, number, **{name: value})
        assert sent.status_code == 302, text(sent)
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), office.mint.identity()))
    assert sent.status_code == 302, text(sent)
    return browser.follow(sent)


def test_a_copy_asked_as_a_request_is_answered_at_once(office: Office) -> None:
    browser = office.browser("trabajadora")
    page = ask(browser, office, derecho="acceso", datos="todos", pide="", motivos="")
    with scope(None):  # twenty working days: LFT 74 takes none of them
        assert Document.objects.get(kind="acuse").content["promised_on"] == "2026-12-18"
    folio = str(page.wsgi_request.path).rsplit("/", 1)[-1]  # type: ignore[attr-defined]
    office.run("cases.resolve_case")
    office.print()
    page = browser.get(f"/expedientes/{folio}")
    assert "Su documento está listo" in text(page)
    with scope(None):
        content = Document.objects.get(kind="derechos_arco").content
    assert "persona" in {one["clave"] for one in content["conjuntos"]}
    assert drawn().named("trabajadora").curp not in json.dumps(content)


def test_a_correction_waits_for_a_person_and_says_by_when(office: Office) -> None:
    browser = office.browser("trabajadora")
    answers = {"pide": "Mi segundo apellido está mal escrito", "motivos": "Lo dice mi acta de nacimiento"}
    page = ask(browser, office, derecho="rectificacion", datos="persona", **answers)
    folio = str(page.wsgi_request.path).rsplit("/", 1)[-1]  # type: ignore[attr-defined]
    office.run("cases.resolve_case")
    page = browser.get(f"/expedientes/{folio}")
    assert "Le contestará a más tardar el 18 de diciembre de 2026" in text(page)
    assert "En revisión" in text(browser.get("/oficina"))


def test_what_somebody_decides_needs_what_and_why(office: Office) -> None:
    browser = office.browser("trabajadora")
    browser.get("/tramites/derechos_arco")
    draft = browser.post("/tramites/derechos_arco/iniciar").headers["Location"].split("/")[2]
    browser.answer(draft, 1, derecho="cancelacion")
    browser.answer(draft, 2, datos="cuenta")
    for number, name in ((3, "pide"), (4, "motivos")):
        refused = browser.answer(draft, number, **{name: " "})
        assert refused.status_code == 422
        assert "Escriba" in text(refused)
