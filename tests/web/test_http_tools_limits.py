"""``/herramientas/cedula``: nothing of the files stays anywhere, and what is too much or comes changed is told."""

from __future__ import annotations

import base64
import json
import logging
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadhandler import StopUpload
from django.db import connection
from django.http import HttpRequest
from pytest_django import Settings

from tests.web import cedula_files as files
from tests.web.cedula_page import FILE, PAGE, TYPED, WHY, calculate, carried, press, send
from tests.web.office import Office, text
from ventanilla.apps.accounts import limits
from ventanilla.apps.accounts.api import LimitedAct
from ventanilla.formats.finding import Place
from ventanilla.formats.records import Ausentismo, Movimiento
from ventanilla.web import uploads
from ventanilla.web.portal import cedula_reading, cedula_work

pytestmark = pytest.mark.django_db

# -- nothing stays


def rows() -> dict[str, int]:
    """How many rows each table has, but that of how often an address came."""
    tables = connection.introspection.table_names()
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(tables) - {"accounts_attempt"}):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def written(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file under ``folder`` but the day's log, with its size and when it was written."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_nothing_of_the_files_stays_anywhere(
    office: Office, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    browser = office.browser()
    browser.get(PAGE)
    before, kept = rows(), written(office.var)
    caplog.set_level(logging.DEBUG)
    people = files.workers(30)
    names = [str(one.nombre) for one in people if isinstance(one, Movimiento)]
    answer = send(browser, TYPED, nomina_json=files.file(people, files.findings()))
    assert answer.status_code == 200
    pages = [answer, press(browser, answer, WHY, persona=f"{files.REGISTRO}/{files.number(3)}")]
    pages += [press(browser, answer, FILE, descarga=f"{kind}/{files.REGISTRO}") for kind in ("xlsx", "pdf", "datos")]
    send(browser, TYPED | {"mes": "nunca"}, nomina_json=files.file(people))
    assert rows() == before
    assert written(office.var) == kept
    assert list(tmp_path.iterdir()) == []
    said = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    for one in people:
        assert one.nss not in said
    assert [name for name in names if name in said] == []
    assert "nomina.json" not in said
    assert not browser.session()
    for page in pages:
        assert page.headers["Cache-Control"] == "no-store"


def test_a_large_file_is_never_a_named_one(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    content = files.file(files.workers(40)) + b" " * (6 * 1024 * 1024)
    answer = send(office.browser(), TYPED, grande_json=content)
    assert answer.status_code == 200
    assert list(tmp_path.iterdir()) == []


# -- limits, and what comes changed


def test_files_that_weigh_too_much_are_told_and_what_was_typed_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "TOOL_BYTES", 100_000)
    browser = office.browser()
    small = files.file(files.workers(1))
    answer = send(browser, TYPED, a_json=small, b_json=b"x" * 99_000, c_json=b"y" * 99_000)
    assert answer.status_code == 422
    assert "Sus archivos pesan más de" in text(answer)
    assert 'value="0.54355"' in answer.content.decode()
    assert '<option value="2026-09" selected>' in answer.content.decode()


def test_one_request_brings_no_more_than_four_of_the_largest_attachments(settings: Settings) -> None:
    settings.VENTANILLA_ATTACHMENT_BYTES = 10
    request = HttpRequest()
    receiving = uploads.BoundedUpload(request)
    for _ in range(uploads.ATTACHMENTS_AT_ONCE):
        receiving.new_file("documento", "a.pdf", "application/pdf", None)
        receiving.receive_data_chunk(b"0123456789", 0)
        received = receiving.file_complete(10)
        assert received is not None
        received.close()
    receiving.new_file("documento", "a.pdf", "application/pdf", None)
    with pytest.raises(StopUpload):
        receiving.receive_data_chunk(b"0", 0)
    assert uploads.too_large_size(request) is not None


def test_too_many_files_are_told(office: Office, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    answer = send(office.browser(), TYPED, a_txt=b"x", b_txt=b"x", c_txt=b"x", d_txt=b"x")
    assert answer.status_code == 413
    assert "Son más de 3 archivos. Júntelos en un ZIP" in text(answer)


def test_too_many_people_and_too_many_records(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cedula_work, "MAX_PEOPLE", 10)
    _, people = calculate(office, files.workers(11))
    assert people.status_code == 422
    assert "Sus archivos traen 11 personas, y esta página calcula hasta 10." in text(people)
    assert "ventanilla cuotas cedula" in text(people)
    monkeypatch.setattr(cedula_reading, "MAX_RECORDS", 5)
    _, records = calculate(office, files.workers(6))
    assert "Sus archivos traen más de lo que esta página puede leer." in text(records)
    monkeypatch.undo()
    monkeypatch.setattr(cedula_reading, "MAX_STATE", 100)
    _, state = calculate(office, files.workers(6))
    assert state.status_code == 422


def test_a_reading_that_takes_too_long_is_stopped(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cedula_reading, "MAX_SECONDS", -1.0)
    _, answer = calculate(office, files.workers(1))
    assert answer.status_code == 422
    assert "tardó demasiado" in text(answer)


def test_an_address_waits_after_too_many(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    few = replace(limits.LIMITS[LimitedAct.TOOL], address=(limits.Window(2, 24 * limits.HOUR),))
    monkeypatch.setitem(limits.LIMITS, LimitedAct.TOOL, few)
    answers = [calculate(office, files.workers(1))[1] for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) > 0
    assert office.browser().get(PAGE).status_code == 200


def test_a_form_from_somewhere_else_is_refused(office: Office) -> None:
    browser = office.browser()
    browser.get(PAGE)
    for path in (PAGE, WHY, FILE):
        browser.token = "x" * 64
        assert browser.post(path, TYPED).status_code == 403


def pack(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


@pytest.mark.parametrize(
    "state",
    [
        "x",
        "ñ",
        "A" * 699_999,
        pack(b""),
        pack(b"{}"),
        pack(b"[" * 100_000),
        pack(b'{"formato": "ventanilla-planilla/1", "registros": [1, {"que": "os"}]}'),
        pack(b" " * (cedula_reading.MAX_EXPANDED + 1)),
        pack(files.file(files.workers(1))) + "AAAA",
        "B" * 700_001,
    ],
)
def test_what_comes_changed_is_refused_in_words(office: Office, state: str) -> None:
    browser = office.browser()
    browser.get(PAGE)
    for path in (PAGE, WHY, FILE):
        answer = browser.post(path, TYPED | {"estado": state})
        assert answer.status_code == 422
        assert "Error:" in answer.content.decode()


def test_days_and_dates_that_cannot_be_never_reach_the_computation(office: Office) -> None:
    absurd = json.loads(files.file((*files.workers(3), Ausentismo(Place("A", 1), files.REGISTRO, files.number(0),
                                                                  files.SEPTEMBER.first, 1))))  # fmt: skip
    absurd["registros"][-1]["dias"] = 10**30
    absurd["registros"].append(absurd["registros"][0] | {"fecha": "9999-12-31"})
    absurd["registros"].append(absurd["registros"][0] | {"umf": "x" * 100_000})
    browser = office.browser()
    answer = send(browser, TYPED, a_json=json.dumps(absurd).encode())
    assert answer.status_code == 200
    assert "3 errores: hay que corregirlos" in text(answer)
    carried_too = browser.post(PAGE, TYPED | {"estado": pack(json.dumps(absurd).encode())})
    assert "3 errores: hay que corregirlos" in text(carried_too)


def test_names_from_a_file_are_words_and_not_markup(office: Office) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x>"
    one = files.worker(1)
    assert one.nombre is not None
    named = replace(one, nombre=replace(one.nombre, nombres=hostile), place=Place(hostile, 1))
    browser, answer = calculate(office, (named,))
    shown = [answer, press(browser, answer, WHY, persona=f"{files.REGISTRO}/{one.nss}")]
    for page in shown:
        body = page.content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body


def test_the_language_changes_and_the_result_stays(office: Office) -> None:
    browser, answer = calculate(office, files.workers(2))
    english = press(browser, answer, PAGE, idioma="en")
    assert '<html lang="en"' in english.content.decode()
    assert carried(english)["estado"] == carried(answer)["estado"]
    assert browser.client.cookies["__Host-idioma"].value == "en"
    why = press(browser, english, WHY, persona=f"{files.REGISTRO}/{files.number(1)}")
    back = press(browser, why, WHY, idioma="es-mx")
    assert '<html lang="es-mx"' in back.content.decode()
    assert 'class="v-explained"' in back.content.decode()


def test_the_data_may_be_changed_without_choosing_the_files_again(office: Office) -> None:
    browser, answer = calculate(office, files.workers(2))
    form = press(browser, answer, PAGE, cambiar="si")
    assert form.status_code == 200
    assert "no tiene que elegir" in text(form)
    assert 'value="0.54355"' in form.content.decode()
    other = browser.post(PAGE, carried(answer) | {"mes": "2026-10"})
    assert "Cédula de octubre de 2026" in text(other)


def test_everybody_finds_it(office: Office) -> None:
    for path in ("/", "/tramites", "/verificar/", "/tramites?grupo=patron"):
        assert f'href="{PAGE}"' in office.browser().get(path).content.decode()
