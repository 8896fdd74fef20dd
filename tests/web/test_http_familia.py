"""A family is registered over HTTP, a clinic is chosen, and a stranger's CURP opens nothing."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any, Final

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from tests.adapters.hostile_files import pdf
from tests.web.families import begin, entered, relative
from tests.web.office import DAY, ORIGIN, Browser, Office, drawn, text
from tests.web.referred import OFFICIAL, REASONS, actor, enter, reviewing, seen
from ventanilla.adapters.registry.local import CHILDREN
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.api import codigos_clinica_load
from ventanilla.apps.affiliation.models import Asignacion, Cambio, Clinica, Parentesco, Persona
from ventanilla.apps.affiliation.models_familia import CodigoClinica
from ventanilla.apps.cases.api import case_confirm, case_take, tramite
from ventanilla.apps.cases.jobs import StillUnknown
from ventanilla.apps.cases.models import Case
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.kernel.acts import SubjectId

HIJO: Final = next(curp for curp, (name, _) in CHILDREN.items() if name == "Hijo")
GENARO: Final = next(curp for curp, (name, _) in CHILDREN.items() if name == "Genaro")
FAMILY: Final = "registro_beneficiarios"
OTHER: Final = "contador"  # an insured person without family
WIFE: Final = "REPN800101MNEGRV06"
SILENT: Final = "REPQ800101MNEGRT02"
REGISTER: Final[dict[str, Any]] = {"accion": "registrar", "mismo_domicilio": "si", "depende": "si", "acta": [pdf()]}
CHILD: Final = REGISTER | {"curp": HIJO, "parentesco": "hijo", "condicion": "ninguna"}
HOME: Final = {
    "codigo_postal": "00101",
    "entidad": "Colima",
    "municipio": "Puerto Ficción",
    "colonia": "Centro",
    "calle": "Calle Ñ",
    "numero_exterior": "sin número",
}


def drafted(browser: Browser, key: str, answers: dict[str, Any]) -> str:
    """A draft with its answers, each on its own page as a person gives it; its id."""
    offered = tramite(key)
    assert offered is not None
    browser.get(f"/tramites/{key}")
    case = browser.post(f"/tramites/{key}/iniciar").headers["Location"].split("/")[2]
    for number, question in enumerate(offered.form.asked(), start=1):
        if question.name not in answers:
            continue
        page, value = f"/solicitudes/{case}/{number}", answers[question.name]
        browser.get(page)
        if question.kind == "files":
            for n, data in enumerate(value):
                fields = {"csrfmiddlewaretoken": browser.token, "adjuntar": "1"}
                sent = browser.client.post(
                    page,
                    fields | {question.name: SimpleUploadedFile(f"{n}.pdf", data)},
                    headers={"origin": ORIGIN},
                )
                assert sent.status_code == 302, text(sent)  # type: ignore[arg-type]  # the test client's own kind
                browser.get(page)
            given: dict[str, str] = {}
        elif isinstance(value, dict):
            given = {f"{question.name}.{part}": each for part, each in value.items()}
        elif isinstance(value, date):
            parts = {"dia": value.day, "mes": value.month, "anio": value.year}
            given = {f"{question.name}-{part}": str(each) for part, each in parts.items()}
        else:
            given = {question.name: value}
        answer = browser.post(page, given)
        assert answer.status_code == 302, text(answer)
    return case


def filed(browser: Browser, office: Office, key: str, answers: dict[str, Any], slug: str = "trabajadora") -> Case:
    """The case, once the rules looked at it."""
    draft = drafted(browser, key, answers)
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), office.mint.identity(slug)))
    assert sent.status_code == 302, text(sent)
    with suppress(StillUnknown):  # who is asked outside does not answer now
        office.run("cases.resolve_case")
    with scope(None):
        return Case.objects.get(id=draft)


def kid(curp: str = HIJO) -> Persona:
    with scope(None):
        return Persona.objects.get(curp=curp)


def content(case: Case) -> dict[str, Any]:
    """What the document of an approved case prints."""
    with scope(None):
        found = Document.objects.exclude(kind__in=("acuse", "resolucion")).get(case=case.id)
    return dict(found.content)


def confirmed(office: Office, case: Case) -> None:
    """An official says yes to what the rules propose."""
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    now = settings.VENTANILLA_CLOCK.now()
    folio = str(case.folio)
    case_take(folio, by=actor(OFFICIAL), now=now)
    case_confirm(folio, reasons=REASONS, seen=seen(folio), by=actor(OFFICIAL), now=now)


@pytest.fixture
def holder(office: Office) -> Browser:
    return office.browser("trabajadora")


def told(subject: Any) -> list[str]:
    with scope(None):
        assert chain_verify(subject) is None
        return [str(entry.text) for entry in timeline(SubjectId(subject))]


# -- registering


def test_a_child_is_registered_at_once_and_the_parent_acts_for_them(office: Office, holder: Browser) -> None:
    case = filed(holder, office, FAMILY, CHILD)
    assert case.state == "aprobado"
    one = kid()
    with scope(None):
        tie = Parentesco.objects.get(beneficiario=one)
        own = Persona.objects.get(subject=tie.titular_id)
    assert (tie.desde, tie.hasta, tie.parentesco) == (DAY, None, "hijo")
    assert (one.clinica_id, one.consultorio, one.turno) == (own.clinica_id, own.consultorio, own.turno)
    printed = content(case)
    assert printed["persona"]["vigente"] is True
    assert printed["fin"] == "2030-12-31"
    assert [line["nombre"] for line in printed["lista"]][-1] == "Hijo Registro Prueba"
    assert "Hijo Registro Prueba" in text(holder.get("/cuenta/familia"))
    assert begin(holder, one).headers["Location"] == "/oficina"  # type: ignore[arg-type]  # it has a subject as well
    page = text(holder.get("/oficina"))
    assert f"Usted ve la oficina de {one.nombre} Registro Prueba" in page
    assert any("Registramos a Hijo Registro Prueba" in line for line in told(tie.titular_id))
    assert any("le registró como persona beneficiaria: hija o hijo" in line for line in told(one.subject))


def test_what_is_issued_is_sealed(office: Office, holder: Browser) -> None:
    case = filed(holder, office, FAMILY, CHILD)
    office.print()
    page = holder.get(f"/expedientes/{case.folio}")
    assert "Descargar el documento (PDF)" in text(page)


def test_the_second_parent_is_told_and_not_of_whom(office: Office, holder: Browser) -> None:
    filed(holder, office, FAMILY, CHILD)
    other = office.browser(OTHER)
    case = filed(other, office, FAMILY, CHILD, OTHER)
    assert case.state == "negado"
    page = text(other.get(f"/expedientes/{case.folio}"))
    assert "Hijo Registro Prueba ya está registrada como beneficiaria de otra persona asegurada." in page
    assert drawn().named("trabajadora").nombre not in page
    with scope(None):
        assert Parentesco.objects.filter(beneficiario=kid()).count() == 1


def test_a_strangers_child_is_not_ones_own_by_a_paper(office: Office, holder: Browser) -> None:
    """Whoever writes a CURP with some PDF gets neither the name nor the child's office, and waits for a person."""
    case = filed(holder, office, FAMILY, CHILD | {"curp": GENARO})
    assert case.state == "en_revision"
    for path in (f"/expedientes/{case.folio}", "/cuenta/familia", "/oficina"):
        assert "Genaro" not in text(holder.get(path)), path
    with scope(None):
        assert not Persona.objects.filter(curp=GENARO).exists()
        assert not Document.objects.filter(case=case.id).exclude(kind="acuse").exists()
    confirmed(office, case)
    assert kid(GENARO).nombre == "Genaro"


def test_a_stranger_who_is_registered_is_not_told_apart_from_one_who_is_not(office: Office, holder: Browser) -> None:
    mine = relative("Ximena")
    other = office.browser(OTHER)
    pages = []
    for curp in (mine.curp, GENARO):
        case = filed(other, office, FAMILY, CHILD | {"curp": curp, "condicion": "ninguna"}, OTHER)
        assert case.state == "en_revision", curp
        page = text(other.get(f"/expedientes/{case.folio}"))
        assert mine.nombre not in page
        pages.append(re.sub(rf"{case.folio}|[0-9A-Z]{{4}}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}}|{curp}", "", page))
    assert pages[0] == pages[1]
    with scope(None):
        assert Parentesco.objects.filter(beneficiario=mine.subject).count() == 1


def test_a_wife_is_registered_once_somebody_saw_the_acta_and_enters_by_herself(office: Office, holder: Browser) -> None:
    other = office.browser(OTHER)
    case = filed(other, office, FAMILY, REGISTER | {"curp": WIFE, "parentesco": "conyuge"}, OTHER)
    assert case.state == "en_revision"
    with scope(None):
        assert not Persona.objects.filter(curp=WIFE).exists()
    confirmed(office, case)
    wife = kid(WIFE)
    own = office.browser()
    own.sign_in(office.mint.person(slug="nueva", curp=WIFE, rfc="REPN8001011A1", name="NUEVA REGISTRO PRUEBA"))
    assert Account.objects.get(curp=WIFE).subject == wife.subject, "she is who the register knows"
    page = text(own.get("/oficina"))
    assert "Nueva" in page
    assert "le registró como persona beneficiaria" in text(own.get("/buzon"))
    assert begin(other, wife).status_code == 422  # type: ignore[arg-type]  # nobody acts for a grown person


def test_while_the_registry_is_silent_the_case_waits_and_nothing_is_decided(office: Office, holder: Browser) -> None:
    case = filed(holder, office, FAMILY, REGISTER | {"curp": SILENT, "parentesco": "conyuge"})
    assert case.state == "recibido"
    with scope(None):
        assert not Parentesco.objects.filter(beneficiario__curp=SILENT).exists()


def test_studies_are_proved_again_and_a_divorce_is_looked_at(office: Office, holder: Browser) -> None:
    offered = tramite(FAMILY)
    assert offered is not None
    draft = drafted(holder, FAMILY, {"accion": "estudios"})
    page = text(holder.get(f"/solicitudes/{draft}/10"))
    assert "Ximena" in page
    words = re.search(r"Ximena [^()]+ \(hija o hijo\), CURP \w{18}", page)
    assert words is not None
    holder.post(f"/solicitudes/{draft}/descartar")
    case = filed(
        holder,
        office,
        FAMILY,
        {"accion": "estudios", "quien": words[0], "nuevo_ciclo": date(2027, 7, 15), "constancia_nueva": [pdf()]},
    )
    assert case.state == "aprobado"
    with scope(None):
        tie = Parentesco.objects.get(beneficiario=relative("Ximena").subject)
    assert tie.estudia_hasta == date(2027, 7, 15)
    case = filed(
        holder,
        office,
        FAMILY,
        {"accion": "baja", "quien": words[0], "motivo": "no_depende", "fecha": date(2026, 11, 20)},
    )
    assert case.state == "en_revision", "nobody loses their care by a word"
    with scope(None):
        assert Parentesco.objects.get(id=tie.id).hasta is None


# -- the clinic


def no_clinic(slug: str) -> Persona:
    """Somebody of the demonstration, as if nobody had registered them in a clinic."""
    with scope(None):
        Persona.objects.filter(subject=drawn().named(slug).subject).update(clinica=None, consultorio=None, turno="")
        return Persona.objects.get(subject=drawn().named(slug).subject)


FIRST: Final = {"vive": "No tenemos su domicilio: lo escribe ahora", "domicilio": HOME, "turno": "vespertino"}


def test_a_clinic_follows_from_the_postal_code_and_the_history_is_kept(office: Office, holder: Browser) -> None:
    who = no_clinic("trabajadora")
    case = filed(holder, office, "alta_umf", FIRST)
    assert case.state == "aprobado"
    with scope(None):
        now = Persona.objects.get(subject=who.subject)
        code = CodigoClinica.objects.select_related("clinica").get(codigo_postal="00101")
        assert now.clinica_id == code.clinica_id
        assert now.turno == "vespertino"
        assert Cambio.objects.get(persona=now, campo="domicilio").despues.startswith("Calle Ñ sin número")
        before = Asignacion.objects.filter(persona=now).count()
    assert (content(case)["umf"], content(case)["turno"]) == (code.clinica.clave, "vespertino")
    again = filed(holder, office, "cambio_umf", {"motivo": "turno", "turno": "matutino"})
    assert again.state == "aprobado"
    with scope(None):
        rows = list(Asignacion.objects.filter(persona=now).order_by("recorded_at"))
        assert len(rows) == before + 1
        assert Persona.objects.get(subject=who.subject).turno == "matutino"
    over = filed(holder, office, "baja_umf", {"motivo": "otra"})
    assert over.state == "aprobado"
    with scope(None):
        one = Persona.objects.get(subject=who.subject)
        assert (one.clinica, one.consultorio, one.turno) == (None, None, "")
        assert Asignacion.objects.filter(persona=now).count() == before + 2
        assert Parentesco.objects.filter(titular=one).exists(), "a clinic is no right"
    assert "Ya no está registrado en ninguna clínica" in text(holder.get("/buzon"))


def test_what_would_follow_is_said_before_it_is_signed(office: Office, holder: Browser) -> None:
    draft = drafted(holder, "baja_umf", {"motivo": "otra"})
    page = text(holder.get(f"/solicitudes/{draft}/revisar"))
    assert "Dejarán de atenderle en la Unidad de Medicina Familiar" in page


def test_a_postal_code_without_a_clinic_gets_the_nearest_and_a_person(office: Office, holder: Browser) -> None:
    who = no_clinic("trabajadora")
    case = filed(holder, office, "alta_umf", FIRST | {"domicilio": HOME | {"codigo_postal": "00124"}})
    assert case.state == "en_revision"
    page = text(holder.get(f"/expedientes/{case.folio}"))
    assert "aún no tiene unidad asignada; elegimos la más cercana y un operador lo confirmará." in page
    with scope(None):
        assert Persona.objects.get(subject=who.subject).clinica is None
    confirmed(office, case)
    with scope(None):
        found = Persona.objects.get(subject=who.subject)
        assert found.clinica_id == CodigoClinica.objects.get(codigo_postal="00123").clinica_id


def test_a_parent_chooses_for_a_child_and_for_nobody_else(office: Office, holder: Browser) -> None:
    ximena = relative("Ximena")
    with scope(None):
        own = Persona.objects.get(subject=drawn().named("trabajadora").subject)
    assert begin(holder, ximena).headers["Location"] == "/oficina"
    case = filed(holder, office, "cambio_umf", {"motivo": "turno", "turno": other_turno(ximena.subject)})
    assert (case.state, case.subject) == ("aprobado", ximena.subject)
    with scope(None):
        assert Asignacion.objects.filter(persona=ximena.subject, recorded_at__isnull=False).count() == 1
        assert Persona.objects.get(subject=own.subject).turno == own.turno


def other_turno(subject: Any) -> str:
    with scope(None):
        return "vespertino" if Persona.objects.get(subject=subject).turno == "matutino" else "matutino"


def test_a_grown_beneficiary_chooses_their_own(office: Office) -> None:
    grown = relative("Emiliano")
    browser = entered(office, grown)
    draft = drafted(browser, "cambio_umf", {"motivo": "turno", "turno": other_turno(grown.subject)})
    page = text(browser.get(f"/solicitudes/{draft}/revisar"))
    assert "Le atenderán en la Unidad de Medicina Familiar" in page


def test_the_tables_of_clinics_are_everybodys_and_nobody_removes_from_them(db: None) -> None:
    with scope(None):
        one = Clinica.objects.create(
            codigo="99021", delegacion="99", delegacion_nombre="Ejemplo", subdelegacion="01", clave="021", nombre="UMF"
        )
        other = Clinica.objects.create(
            codigo="99022", delegacion="99", delegacion_nombre="Ejemplo", subdelegacion="01", clave="022", nombre="UMF"
        )
        assert codigos_clinica_load([("00777", one.codigo)]) == 1
        assert codigos_clinica_load([("00777", other.codigo)]) == 1
        assert CodigoClinica.objects.get().clinica_id == other.codigo
        with pytest.raises(DatabaseError), transaction.atomic():
            codigos_clinica_load([("777", one.codigo)])
        with pytest.raises(DatabaseError), transaction.atomic():
            CodigoClinica.objects.all().delete()
