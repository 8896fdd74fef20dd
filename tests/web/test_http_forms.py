"""The wizard through HTTP: every kind, groups, parts, what a register says, two windows, a session that ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse

from tests.kit.forms import ANSWERS
from tests.tramites_de_prueba.todo.definition import TRAMITE as TODO
from tests.web.office import DAY, Browser, Identity, Office, as_json, text, value_of
from ventanilla.apps.cases.api import offer, source_of, tramites
from ventanilla.apps.cases.models import Case, Resolution
from ventanilla.apps.cases.prefill import known_of
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import NoAnswer, SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.kit import Form, Prefilled, Registers, Tramite
from ventanilla.kit.known import nothing_known

NUMBER = {each.name: place for place, each in enumerate(TODO.form.asked(), start=1)}
WRONG_NSS = "99178050015"
OTHER_NSS = "99178500015"


@pytest.fixture(autouse=True)
def offered() -> Iterator[None]:
    """The office offers it too."""
    before = tramites()
    offer({**before, TODO.key: TODO})
    yield
    offer(before)


@pytest.fixture
def worker(office: Office) -> Browser:
    return office.browser("trabajadora")


@pytest.fixture
def who(office: Office) -> Identity:
    return office.mint.identity()


def draft() -> Case:
    with scope(None):
        return Case.objects.get(tramite="todo")


def begin(worker: Browser) -> str:
    """Open the draft: its address."""
    worker.get("/tramites/todo/antes")
    started = worker.post("/tramites/todo/iniciar")
    assert started.headers["Location"] == f"/solicitudes/{draft().id}/lista"
    worker.follow(started)
    return f"/solicitudes/{draft().id}"


def fields(name: str, answers: dict[str, str]) -> dict[str, str]:
    """The inputs of a question, as the page posts them."""
    found = {key: value for key, value in answers.items() if key == name or key.startswith(f"{name}.")}
    for key, value in list(found.items()):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            parts = zip(("anio", "mes", "dia"), value.split("-"), strict=True)
            found |= {f"{key}-{part}": number for part, number in parts}
    return found


def answer(worker: Browser, at: str, name: str, answers: dict[str, str] | None = None) -> HttpResponse:
    """Open the page of a question and post its answers."""
    page = f"{at}/{NUMBER[name]}"
    worker.get(page)
    return worker.post(page, fields(name, answers or ANSWERS))


def fill(worker: Browser, at: str, **changes: str) -> None:
    """Everything, as ``ANSWERS`` and ``changes`` say; what the register says is taken as it is."""
    answers = ANSWERS | {"patron": "Z9912345105"} | changes
    for name in NUMBER:
        if name == "nss":
            assert worker.post(f"{at}/{NUMBER[name]}", {"correcto": "si"}).status_code == 302
        elif name != "hijos" and name not in TODO.form.unasked(answers):
            sent = answer(worker, at, name, answers)
            assert sent.status_code == 302, (name, text(sent))


def test_the_whole_request_from_its_parts_to_its_receipt(worker: Browser, who: Identity) -> None:
    at = begin(worker)
    parts = text(worker.get(f"{at}/lista"))
    for shown in ("Usted", "Su familia", "En curso", "Sin empezar", "Aún no"):
        assert shown in parts
    assert "Su trabajo" not in parts  # nobody said yet that they work
    fill(worker, at)
    assert "Su trabajo" in text(worker.get(f"{at}/lista"))
    page = worker.get(f"{at}/{NUMBER['hijos']}/0")
    assert "Persona 1" in text(page)
    assert "¿En qué escuela?" not in text(page)
    child = {"hijos.0.nombre": "Ñ" * 60, "hijos.0.nacio": "2020-01-02", "hijos.0.estudia": "si"}
    asked = worker.post(f"{at}/{NUMBER['hijos']}/0", fields("hijos.0", child))
    assert asked.headers["Location"] == f"{at}/{NUMBER['hijos']}/0"  # an answer put one more question
    again = worker.follow(asked)
    assert "¿En qué escuela?" in text(again)
    assert "Falta esta respuesta" not in text(again)
    done = worker.post(f"{at}/{NUMBER['hijos']}/0", fields("hijos.0", child | {"hijos.0.escuela": "Una"}))
    assert "Ñ" * 60 in text(worker.follow(done))
    check = worker.get(f"{at}/revisar")
    for shown in (
        "$12,361.89",
        "Calle Ficticia 5, Roma, 06700, Cuauhtémoc, Ciudad de México",
        "Persona 1: ¿En qué escuela?",
        "Sin respuesta",
        "Según su registro, al 22 de noviembre de 2026.",
    ):
        assert shown in text(check)
    sent = worker.send(worker.sign(check, who))
    case = text(worker.follow(sent))
    assert "Persona 1: Nombre completo" in case
    assert "_registro" not in case


def test_what_the_register_says_is_disputed_signed_and_decides(worker: Browser, who: Identity) -> None:
    at = begin(worker)
    fill(worker, at)
    page = f"{at}/{NUMBER['nss']}"
    shown = worker.get(page)
    registered = draft().draft["_registro.nss"]
    assert registered in text(shown)
    assert "Según su registro, al 22 de noviembre de 2026." in text(shown)
    assert worker.post(page, {"seguir": "1"}).status_code == 422  # neither yes nor no
    correct = worker.post(page, {"correcto": "no"}).headers["Location"]
    worker.get(correct)
    unsaid = worker.post(correct, {"nss": OTHER_NSS, "disputas.nss": ""})
    assert "Escriba por qué no es correcto" in text(unsaid)
    same = worker.post(correct, {"nss": registered, "disputas.nss": "No es mío."})
    assert "Es lo mismo que dice su registro" in text(same)
    assert worker.post(correct, {"nss": OTHER_NSS, "disputas.nss": "No es mío."}).status_code == 302
    assert draft().draft["_registro.nss"] == registered
    check = worker.get(f"{at}/revisar")
    for line in ("Lo que dice su registro", registered, "Por qué no es correcto", "No es mío."):
        assert line in text(check)
    worker.send(worker.sign(check, who))
    with scope(None):
        resolution = Resolution.objects.get(case=draft())
    assert resolution.kind == "Refer"
    (kept,) = resolution.record["solicitud"]["disputas"]
    assert kept == {"field": "nss", "says": registered, "right": OTHER_NSS, "why": "No es mío."}


def test_taking_back_a_dispute_leaves_what_the_register_says(worker: Browser) -> None:
    at = begin(worker)
    page = f"{at}/{NUMBER['nss']}"
    worker.get(f"{page}?corregir=1")
    worker.post(f"{page}?corregir=1", {"nss": OTHER_NSS, "disputas.nss": "No es mío."})
    assert 'value="no" checked' in worker.get(page).content.decode()
    worker.post(page, {"correcto": "si"})
    kept = draft().draft
    assert (kept["nss"], kept["disputas.nss"]) == (kept["_registro.nss"], "")


def test_nobody_writes_what_the_register_says(worker: Browser) -> None:
    at = begin(worker)
    before = draft().draft["_registro.nss"]
    worker.get(f"{at}/{NUMBER['motivo']}")
    worker.post(f"{at}/{NUMBER['motivo']}", {"motivo": "x", "_registro.nss": "1", "campo": "_registro.nss"})
    worker.post(f"{at}/guardar?pregunta={NUMBER['motivo']}", {"_registro.nss": "1", "_fuente.nss": "{}"})
    assert draft().draft["_registro.nss"] == before


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(worker: Browser) -> None:
    at = begin(worker)
    wrong = answer(worker, at, "correo", {"correo": "sin arroba"})
    assert wrong.status_code == 422
    assert 'href="#correo"' in wrong.content.decode()
    assert value_of(wrong, "correo") == "sin arroba"
    assert draft().draft["correo"] == "sin arroba"
    address = answer(worker, at, "domicilio", {"domicilio.codigo_postal": "1", "domicilio.calle": ""})
    body = address.content.decode()
    assert "Calle: Falta esta respuesta." in text(address)  # six lines that say the same say nothing
    for name in ("codigo_postal", "entidad", "municipio", "colonia", "calle", "numero_exterior"):
        assert f'href="#domicilio.{name}"' in body
        assert f'id="domicilio.{name}-error"' in body


def test_a_number_that_a_slip_explains_is_offered_and_taken(worker: Browser) -> None:
    at = begin(worker)
    page = f"{at}/{NUMBER['nss']}?corregir=1"
    worker.get(page)
    refused = worker.post(page, {"nss": WRONG_NSS, "disputas.nss": "No es mío."})
    assert "¿Quiso escribir uno de estos?" in text(refused)
    assert f'value="nss={OTHER_NSS}"' in refused.content.decode()
    taken = {"nss": WRONG_NSS, "disputas.nss": "No es mío.", "sugerida": f"nss={OTHER_NSS}"}
    assert worker.post(page, taken).status_code == 302
    assert draft().draft["nss"] == OTHER_NSS


def test_an_unusual_number_is_taken_and_said_before_signing(worker: Browser) -> None:
    at = begin(worker)
    fill(worker, at, rfc="VEL940703KP1")
    assert "Algunos RFC vigentes son así" in text(worker.get(f"{at}/revisar"))


def test_one_is_added_changed_and_taken_out_and_twice_is_once(worker: Browser) -> None:
    at = begin(worker)
    group = f"{at}/{NUMBER['hijos']}"
    assert "Aún no agrega" in text(worker.get(group))
    for place, name in enumerate(("Ana", "Luz", "Sol")):
        worker.get(f"{group}/{place}")
        item = {f"hijos.{place}.nombre": name, f"hijos.{place}.nacio": "2020-01-02"}
        worker.post(f"{group}/{place}", fields(f"hijos.{place}", item))
    full = worker.get(group)
    assert "Ya agregó los 3" in text(full)
    for _ in range(2):
        assert worker.post(f"{group}/1/quitar").headers["Location"] == group
    left = worker.get(group)
    assert ("Ana" in text(left), "Luz" in text(left), "Sol" in text(left)) == (True, False, True)
    assert f'href="{group}/1"' in left.content.decode()  # the place that is free
    assert worker.get(f"{group}/3").status_code == 404
    worker.post(f"{group}/0", fields("hijos.0", {"hijos.0.nombre": ""}))
    assert "Faltan datos" in text(worker.get(group))
    assert worker.post(group, {"seguir": "1"}).status_code == 422


def test_the_other_window_is_told_and_the_last_save_wins(worker: Browser) -> None:
    at = begin(worker)
    page = f"{at}/{NUMBER['correo']}"
    seen = value_of(worker.get(page), "visto")
    worker.post(page, {"correo": "uno@ejemplo.mx", "visto": seen})
    told = worker.post(page, {"correo": "dos@ejemplo.mx", "visto": seen})
    assert "antes decía: «uno@ejemplo.mx»" in text(told)
    assert draft().draft["correo"] == "dos@ejemplo.mx"
    assert worker.post(page, {"correo": "dos@ejemplo.mx", "visto": value_of(told, "visto")}).status_code == 302
    assert worker.post(page, {"correo": "dos@ejemplo.mx", "visto": seen}).status_code == 302  # says the same


def test_a_page_saves_itself_and_says_when(worker: Browser) -> None:
    at = begin(worker)
    page = f"{at}/{NUMBER['motivo']}"
    shown = worker.get(page)
    assert f'data-draft="{at}/guardar?pregunta={NUMBER["motivo"]}"' in shown.content.decode()
    save = f"{at}/guardar?pregunta={NUMBER['motivo']}"
    typed = "a\r\n\x00" + "😀" * 10
    saved = as_json(worker.post(save, {"motivo": typed, "visto": value_of(shown, "visto")}))
    assert re.fullmatch(r"\d\d:\d\d", saved["guardado"])
    assert saved["cambio"] is False
    assert "\x00" not in draft().draft["motivo"]
    assert as_json(worker.post(save, {"motivo": "b", "visto": value_of(shown, "visto")}))["cambio"] is True
    kept = worker.post(page, {"motivo": "b", "visto": saved["visto"]})
    assert kept.status_code == 302
    assert worker.post(f"{at}/guardar?pregunta=99", {"motivo": "c"}).status_code == 404
    assert worker.post(f"{at}/guardar?pregunta=x&renglon=-1", {}).status_code == 404
    item = f"{at}/guardar?pregunta={NUMBER['hijos']}&renglon=0"
    assert as_json(worker.post(item, {"hijos.0.nombre": "Ana"}))["guardado"]
    assert draft().draft["hijos.0.nombre"] == "Ana"


@pytest.mark.parametrize("page", ["motivo", "hijos"])
def test_what_was_typed_when_the_session_ended_comes_back(office: Office, worker: Browser, page: str) -> None:
    at = begin(worker)
    address = f"{at}/{NUMBER[page]}" + ("/0" if page == "hijos" else "")
    name = "hijos.0.nombre" if page == "hijos" else "motivo"
    worker.get(address)
    away = Browser()
    away.get("/entrar")
    sent = away.post(address, {name: "Lo que escribí"})
    assert sent.status_code == 302
    away.sign_in(office.mint.identity("trabajadora"))
    assert "Lo que escribí" in away.get(address).content.decode()
    assert "Lo que escribí" not in away.get(address).content.decode()  # once: it was never saved


def test_what_was_typed_before_new_terms_comes_back(worker: Browser) -> None:
    at = begin(worker)
    address = f"{at}/{NUMBER['correo']}"
    worker.get(address)
    session = SessionStore(worker.session())
    session["oficina"] = {**session["oficina"], "terms_due": True}
    session.save()
    sent = worker.post(address, {"correo": "nadie@ejemplo.mx"})
    assert sent.headers["Location"].startswith("/cuenta/terminos")
    worker.accept()
    assert value_of(worker.get(address), "correo") == "nadie@ejemplo.mx"


def test_an_incomplete_request_leads_to_what_it_lacks(worker: Browser) -> None:
    at = begin(worker)
    assert worker.get(f"{at}/revisar").headers["Location"] == f"{at}/{NUMBER['motivo']}"
    fill(worker, at)
    worker.post(f"{at}/{NUMBER['hijos']}/0", {"hijos.0.nombre": "Ana"})
    assert worker.get(f"{at}/revisar").headers["Location"] == f"{at}/{NUMBER['hijos']}/0"


def test_an_answer_of_4000_characters_is_kept_and_refused(worker: Browser) -> None:
    at = begin(worker)
    refused = answer(worker, at, "motivo", {"motivo": "Ñ" * 4000})
    assert "Escriba como máximo 2000 caracteres." in text(refused)
    assert draft().draft["motivo"] == "Ñ" * 4000


def test_english_says_what_is_translated(worker: Browser) -> None:
    at = begin(worker)
    worker.post("/idioma", {"language": "en", "next": "/"})
    page = text(worker.get(f"{at}/{NUMBER['domicilio']}"))
    assert "Postal code" in page
    parts = text(worker.get(f"{at}/lista"))
    assert "Not started" in parts
    assert "Check and sign Not yet" in parts


# -- before starting


def test_before_starting_it_says_who_can_and_keeps_nothing(worker: Browser) -> None:
    assert 'href="/tramites/todo/antes"' in worker.get("/tramites/todo").content.decode()
    page = worker.get("/tramites/todo/antes")
    assert "¿Quién lo pide?" in text(page)
    assert worker.post("/tramites/todo/antes", {}).status_code == 422
    assert worker.post("/tramites/todo/antes", {"quien": "x"}).status_code == 422
    mine = worker.post("/tramites/todo/antes", {"quien": "yo"})
    assert "Este trámite es para usted" in text(mine)
    other = worker.post("/tramites/todo/antes", {"quien": "otro"})
    assert "Lo pide la propia persona." in text(other)
    assert "Seguir de todos modos" in text(other)
    barred = worker.post("/tramites/todo/antes", {"quien": "nadie"})
    assert "La ley no deja pedirlo." in text(barred)
    assert "/iniciar" not in barred.content.decode()
    with scope(None):
        assert not Case.objects.filter(tramite="todo").exists()


def test_a_tramite_without_questions_has_no_page_before(worker: Browser) -> None:
    assert worker.get("/tramites/constancia_vigencia/antes").headers["Location"] == "/tramites/constancia_vigencia"
    assert worker.get("/tramites/nada/antes").status_code == 404


def test_a_form_that_asks_nothing_is_read_and_signed(worker: Browser, who: Identity) -> None:
    class SinPreguntas(Form):
        """Nothing is asked."""

    whole: Tramite[Any, Any, Any] = TODO
    nothing = replace(whole, key="nada", form=SinPreguntas, prefill=nothing_known, eligibility=())
    offer({**tramites(), "nada": nothing})
    worker.get("/tramites/nada")
    started = worker.post("/tramites/nada/iniciar")
    assert started.headers["Location"].endswith("/revisar")
    check = worker.follow(started)
    assert 'href="/tramites/nada"' in check.content.decode()
    assert worker.send(worker.sign(check, who)).headers["Location"].startswith("/expedientes/")


def test_a_field_that_is_filled_in_and_not_asked_is_a_fault_of_the_tramite(office: Office) -> None:
    def other(actor: Actor, ask: Registers, on: date) -> dict[str, Prefilled]:
        return {"inventado": Prefilled("x", Text("DE", "De nadie."))}

    def unknown(actor: Actor, ask: Registers, on: date) -> dict[str, Prefilled]:
        raise NoAnswer(Text("SIN", "No hay registro."))

    actor = Actor(uuid4(), SubjectId(uuid4()), Assurance.N2, Via.PASSWORD)
    with pytest.raises(LookupError, match="fills in inventado"):
        known_of(replace(TODO, prefill=other), actor, DAY)
    assert known_of(replace(TODO, prefill=unknown), actor, DAY) == {}


def test_an_address_and_a_date_are_filled_in_by_their_parts(office: Office) -> None:
    source = Text("SEGUN_REGISTRO", "Según su registro, al {fecha}.", fecha=date(2026, 11, 22))

    def known(actor: Actor, ask: Registers, on: date) -> dict[str, Prefilled]:
        return {
            "domicilio": Prefilled({"calle": "Una", "codigo_postal": "06700"}, source),
            "desde": Prefilled(date(2020, 2, 29), source),
            "trabaja": Prefilled(True, source),
            "salario": Prefilled(Money("1361.89"), source),
        }

    actor = Actor(uuid4(), SubjectId(uuid4()), Assurance.N2, Via.PASSWORD)
    draft = known_of(replace(TODO, prefill=known), actor, DAY)
    assert draft["domicilio.calle"] == draft["_registro.domicilio.calle"] == "Una"
    assert (draft["desde"], draft["trabaja"], draft["salario"]) == ("2020-02-29", "si", "1361.89")
    assert source_of(draft, "domicilio") == source
    assert source_of(draft, "nss") is None
