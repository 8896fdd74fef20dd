"""Officials who see a document of kinship and accept, refuse or end; and the family that objects."""

from __future__ import annotations

import re
from datetime import date
from typing import Final
from uuid import uuid4

import pytest

from tests.web.families import (
    ASK,
    HERE,
    HIJO,
    MINA,
    STAFF,
    TOLD,
    XIMENA,
    acting,
    ask,
    begin,
    confirmed,
    decide,
    entered,
    official,
    on,
    parent,
    relative,
    states,
    until,
    waiting,
)
from tests.web.office import Browser, Office, drawn, text
from ventanilla.adapters.registry.local import FAILURES
from ventanilla.apps.accounts.models import Account, Dependency
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope

__all__ = ["official", "parent"]  # fixtures


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
