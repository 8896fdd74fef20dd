"""``/herramientas/cedula``: what anybody gets from their own files."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.web import cedula_files as files
from tests.web.cedula_page import FILE, PAGE, TYPED, WHY, calculate, carried, press, send
from tests.web.cedula_samples import CONTEXT
from tests.web.office import Office, text
from ventanilla.domain.contributions import mes
from ventanilla.domain.contributions.worker import Trabajador
from ventanilla.formats.finding import Place
from ventanilla.formats.records import Ausentismo, Movimiento
from ventanilla.kernel.money import HALF_UP, Money

pytestmark = pytest.mark.django_db


# -- what it says


def test_one_worker_to_the_centavo(office: Office) -> None:
    alta = files.worker(1, sbc="400.00")
    _, answer = calculate(office, (alta,))
    assert answer.status_code == 200, text(answer)
    owed = mes(Trabajador.fijo(Money("400.00"), files.SEPTEMBER), 2026, 9, CONTEXT.patron)
    said = text(answer)
    assert f"{owed.patron}" in said
    assert f"{owed.obrero}" in said
    assert "Total, a más tardar el 19 de octubre de 2026" in said
    assert "Registro patronal Z99-12345-10-5" in said
    assert "30" in said
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_even_month_brings_its_bimester(office: Office) -> None:
    _, answer = calculate(office, files.workers(3), mes="2026-10")
    said = text(answer)
    assert "Cuotas del mes: octubre de 2026" in said
    assert "Retiro, cesantía y vivienda del bimestre: del 1 de septiembre de 2026 al 31 de octubre de 2026" in said
    body = answer.content.decode()
    assert body.count('role="img"') == 2
    # The sum of the parts is the whole, as it is read on the page.
    whole = re.search(r"v-figures__main.*?>\$([\d,.]+)</button>", body, re.DOTALL)
    sums = re.findall(r'value="[^"]+/(?:mes|bimestre)/todo" aria-label="\$([\d,.]+)', body)
    assert whole is not None
    month, bimester = sums[2], sums[5]
    pesos = [Money(amount.replace(",", "")) for amount in (month, bimester, whole[1])]
    assert pesos[0] + pesos[1] == pesos[2]


def test_what_is_withheld_for_a_housing_credit_is_told_apart(office: Office) -> None:
    """20 % of the wage of the 61 days of the bimester, and the insurance of its bimester."""
    workers = files.workers(1)
    _, without = calculate(office, workers, mes="2026-10")
    assert "créditos de vivienda" not in text(without)
    _, answer = calculate(office, (*workers, files.credit(0)), mes="2026-10")
    assert isinstance(workers[0], Movimiento)
    assert workers[0].sbc is not None
    expected = workers[0].sbc.times(Decimal("12.2"), HALF_UP) + Money("15.00")
    assert f"Aparte se retiene, por créditos de vivienda {expected}" in text(answer)
    again = replace(files.credit(0), tipo="17", fecha=date(2026, 2, 1))  # it goes on before it begins
    unknown = calculate(office, (*workers, files.credit(0), again), mes="2026-10")[1]
    assert "Sin dato: revise los movimientos de sus créditos" in text(unknown)
    month = calculate(office, (*workers, files.credit(0)), mes="2026-09")[1]
    assert "créditos de vivienda" not in text(month)


def test_workers_are_shown_by_fifties_sorted_as_people_sort(office: Office) -> None:
    browser, answer = calculate(office, files.workers(120))
    assert "De la 1 a la 50, de 120 personas." in text(answer)
    second = press(browser, answer, PAGE, ir="0.2")
    assert "De la 51 a la 100, de 120 personas." in text(second)
    last = press(browser, second, PAGE, ir="0.99")
    assert "De la 101 a la 120, de 120 personas." in text(last)
    names = [
        name
        for page in (answer, second, last)
        for name in re.findall(r'<th scope="row">([^<]+)<span class="v-dense__more v-code">', page.content.decode())
    ]
    assert len(names) == 120
    assert names == sorted(names, key=lambda name: name.replace("Ñ", "N\uffff"))
    for odd in ("0.-1", "x", "0.", "99999.1", "0.2.3", "9" * 40):
        assert press(browser, answer, PAGE, ir=odd).status_code == 200


def test_each_amount_opens_its_explanation(office: Office) -> None:
    browser, answer = calculate(office, files.workers(4), mes="2026-10")
    body = answer.content.decode()
    buttons = set(re.findall(r'class="v-amount" form="cedula" name="(\w+)" value="([^"]+)"', body))
    assert f'id="cedula" method="post" action="{WHY}"' in body
    assert len(buttons) == 1 + 2 + 7 + 3 + 4  # the registro, its two bills, ten branches, four people
    for name, value in buttons:
        shown = press(browser, answer, WHY, **{name: value})
        assert shown.status_code == 200, (name, value)
        assert 'class="v-explained"' in shown.content.decode()
        assert len(shown.content) <= 100 * 1024
    person = press(browser, answer, WHY, persona=f"{files.REGISTRO}/{files.number(1)}")
    said = text(person)
    assert "x 20.4% x" in said
    assert "Fundamento: LSS 106-I" in said
    assert "desde el 1 de febrero de 2026 (DOF 2026-01-09)" in said
    assert "ALTAS.TXT, línea 2" in said
    back = press(browser, person, PAGE)
    assert "Cédula de octubre de 2026" in text(back)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"persona": ""},
        {"persona": "x/y/z"},
        {"persona": f"{files.REGISTRO}/99999999999"},
        {"concepto": f"{files.REGISTRO}/mes/nada"},
        {"concepto": f"{files.REGISTRO}/siglo/todo"},
        {"concepto": "otro/mes/todo"},
    ],
)
def test_a_figure_that_there_is_not_shows_the_result(office: Office, asked: dict[str, str]) -> None:
    browser, answer = calculate(office, files.workers(2))
    shown = press(browser, answer, WHY, **asked)
    assert shown.status_code == 200
    assert "Cédula de septiembre de 2026" in text(shown)


def test_an_emission_is_compared_with_its_reasons(office: Office) -> None:
    records = files.workers(6)
    known = tuple(one for one in records if one.place.file == "ALTAS.TXT")
    browser, answer = calculate(office, (*records, *files.emission(known, CONTEXT)), mes="2026-10")
    said = text(answer)
    assert "Contra la emisión" in said
    assert "Difieren en 4 personas." in said
    assert "Días: aquí 29, en la otra cuenta 31." in said, said[said.index("Contra la emisión") :][:1500]
    workbook = press(browser, answer, FILE, descarga=f"diferencias/{files.REGISTRO}")
    assert workbook.content[:2] == b"PK"
    _, same = calculate(office, (*records, *files.emission(records, CONTEXT)), mes="2026-10")
    assert "La emisión dice lo mismo, al centavo" in text(same)


def test_what_is_odd_is_said_by_weight_with_its_place_and_its_remedy(office: Office) -> None:
    twice = replace(files.worker(0), place=Place("LISTA.XLSX", 7), sbc=Money("999.00"))
    browser = office.browser()
    answer = send(browser, TYPED, a_json=files.file((*files.workers(2), twice), files.findings()))
    said = text(answer)
    for expected in (
        "1 error: hay que corregirlo",
        "1 nota de cómo se leyó",
        "El salario «06877O» no son seis cifras.",
        "Escriba el salario en centavos, con ceros a la izquierda: 068770.",
        "hoja «Nómina octubre»",
        "1 dato que sus archivos dicen distinto",
        "LISTA.XLSX, línea 7",
    ):
        assert expected in said, expected
    assert press(browser, answer, FILE, descarga="hallazgos/").content[:2] == b"PK"


def test_without_a_registro_the_page_asks_for_it_and_the_files_are_not_chosen_again(office: Office) -> None:
    records = [replace(one, registro="") for one in files.workers(2)]
    browser, answer = calculate(office, records)
    assert answer.status_code == 422
    assert "Sus archivos no dicen de qué registro patronal son." in text(answer)
    assert "no tiene que elegir" in text(answer)
    state = re.search(r'name="estado" value="([^"]+)"', answer.content.decode())
    assert state is not None
    done = browser.post(PAGE, TYPED | {"estado": state[1], "registro": "z99-12345-10-5"})
    assert "Registro patronal Z99-12345-10-5" in text(done)
    assert "--registro" not in text(done)
    wrong = browser.post(PAGE, TYPED | {"estado": state[1], "registro": "Z9912345106"})
    assert wrong.status_code == 422


def test_each_registro_has_its_own_premium(office: Office) -> None:
    records = (*files.workers(2), *files.workers(2, files.OTHER, 40))
    browser, answer = calculate(office, records)
    assert answer.status_code == 200
    assert "Sus archivos traen 2 registros patronales. Revise la prima de cada uno." in text(answer)
    assert answer.content.decode().count('value="0.54355"') == 3
    state = re.search(r'name="estado" value="([^"]+)"', answer.content.decode())
    assert state is not None
    sent = TYPED | {"estado": state[1], f"prima-{files.REGISTRO}": "0.54355", f"prima-{files.OTHER}": "99"}
    bad = browser.post(PAGE, sent)
    assert bad.status_code == 422
    assert "Z99-23456-10-6: La prima de riesgo 99 no es posible." in text(bad)
    done = browser.post(PAGE, sent | {f"prima-{files.OTHER}": "7.58875"})
    assert "Son 2 registros patronales y 4 personas" in text(done)
    again = press(browser, done, PAGE, ir="1.1")
    assert text(again) == text(done)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"mes": ""}, "Elija el mes de la cédula"),
        ({"otro_mes": "marzo"}, "Ese mes no se entiende"),
        ({"otro_mes": "2026-13"}, "Ese mes no se entiende"),
        ({"otro_mes": "0000-01"}, "Para ese mes no tenemos todos los valores de la ley"),
        ({"otro_mes": "9999-12"}, "Para ese mes no tenemos todos los valores de la ley"),
        ({"otro_mes": "2014-03"}, "Para ese mes no tenemos todos los valores de la ley"),
        ({"otro_mes": "2027-03"}, "Para ese mes no tenemos todos los valores de la ley"),
        ({"otro_mes": "2018-03"}, "En ese mes nadie de sus archivos está de alta."),
        ({"prima": ""}, "Escriba la prima de riesgo de trabajo"),
        ({"prima": "1e5"}, "Esa prima no se entiende"),
        ({"prima": "-1"}, "Esa prima no se entiende"),
        ({"prima": "0.543555"}, "La prima de riesgo 0.543555 no es posible."),
        ({"prima": "80"}, "La prima de riesgo 80 no es posible."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(office: Office, typed: dict[str, str], said: str) -> None:
    _, answer = calculate(office, files.workers(2), **typed)
    assert answer.status_code == 422
    assert said in text(answer)
    assert 'class="govuk-error-summary"' in answer.content.decode()


@pytest.mark.parametrize("prima", ["0.54355", " 0.54355 % ", "0,54355", ".54355", "0.543550"[:7]])
def test_a_premium_is_read_as_people_write_it(office: Office, prima: str) -> None:
    _, answer = calculate(office, files.workers(1), prima=prima)
    assert answer.status_code == 200


def test_nothing_sent_is_told_all_at_once(office: Office) -> None:
    answer = send(office.browser(), {})
    assert answer.status_code == 422
    for expected in ("Elija al menos un archivo.", "Elija el mes de la cédula", "Escriba la prima"):
        assert expected in text(answer)


def test_nobody_in_the_files(office: Office) -> None:
    browser = office.browser()
    for content in (files.file(()), b"", b"\x00\x01\x02", b"hola"):
        answer = send(browser, TYPED, a_json=content)
        assert answer.status_code == 422
        assert "no encontramos a nadie" in text(answer)


def test_who_cannot_be_computed_leaves_the_total_incomplete_and_no_file(office: Office) -> None:
    nobody = Ausentismo(Place("MOVT.TXT", 9), files.REGISTRO, files.number(77), files.SEPTEMBER.first, 2)
    browser, answer = calculate(office, (*files.workers(2), nobody))
    assert "Falta calcular a 1 persona: el total está incompleto." in text(answer)
    assert 'value="xlsx/' not in answer.content.decode()
    refused = press(browser, answer, FILE, descarga=f"xlsx/{files.REGISTRO}")
    assert refused.status_code == 422
    assert "una cédula sin esa persona sería falsa" in text(refused)
    alone = send(browser, TYPED, a_json=files.file((nobody,)))
    assert "No se pudo calcular a nadie" in text(alone)


def test_a_modalidad_that_nobody_knows_is_not_computed_as_another(office: Office) -> None:
    _, answer = calculate(office, files.workers(2, "Z9912345857"))
    assert "No sabemos qué se paga en la modalidad de este registro" in text(answer)


# -- files


def test_the_cedula_is_downloaded_in_each_form(office: Office) -> None:
    browser, answer = calculate(office, files.workers(12), mes="2026-10")
    begin = {"xlsx": b"PK", "pdf": b"%PDF-", "csv": b"\xef\xbb\xbf", "json": b"{"}
    for kind, first in begin.items():
        got = press(browser, answer, FILE, descarga=f"{kind}/{files.REGISTRO}")
        assert got.status_code == 200, text(got)
        assert got.content.startswith(first), kind
        assert got.headers["Content-Disposition"] == f'attachment; filename="cedula-2026-10-{files.REGISTRO}.{kind}"'
        assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert got.headers["Cache-Control"] == "no-store"
    total = re.search(r"v-figures__main.*?>\$([\d,.]+)</button>", answer.content.decode(), re.DOTALL)
    assert total is not None
    told = json.loads(press(browser, answer, FILE, descarga=f"json/{files.REGISTRO}").content)
    assert total[1].replace(",", "") in json.dumps(told)


def test_the_data_are_taken_home_and_brought_again(office: Office) -> None:
    browser, answer = calculate(office, files.workers(5))
    data = press(browser, answer, FILE, descarga="datos/").content
    again = send(browser, TYPED, mis_datos_json=data)
    assert carried(again)["estado"] == carried(answer)["estado"]


@pytest.mark.parametrize("asked", ["", "exe/x", "xlsx", "xlsx/otro", "diferencias/../../etc", "pdf/" + "9" * 999])
def test_a_file_that_there_is_not(office: Office, asked: str) -> None:
    browser, answer = calculate(office, files.workers(2))
    got = press(browser, answer, FILE, descarga=asked)
    assert got.status_code in {200, 422}
    assert "Content-Disposition" not in got.headers


def test_a_page_opened_by_its_address_leads_to_the_form(office: Office) -> None:
    for path in (WHY, FILE):
        answer = office.browser().get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)


def test_the_formats_of_the_institution_are_read_together(office: Office, shared_formats: Path) -> None:
    """The files of IDSE and SUA that there are, in a ZIP beside a list: one employer, and what is odd is said."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for path in sorted(shared_formats.iterdir()):
            made.writestr(path.name, path.read_bytes())
    answer = send(office.browser(), TYPED | {"registro": files.REGISTRO}, todo_zip=held.getvalue())
    assert answer.status_code in {200, 422}
    assert "IDSE" in answer.content.decode()


@pytest.fixture
def shared_formats() -> Path:
    import os

    folder = Path(os.environ.get("VENTANILLA_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
    if not (folder / "formats").is_dir():
        pytest.skip("the samples of other programs are not here")
    return folder / "formats"


def test_a_worker_of_many_changes_is_explained_in_a_light_page(office: Office) -> None:
    alta = files.worker(1)
    changes = [files.raised(alta, files.OCTOBER.first.replace(day=1 + n), f"{400 + n}.00") for n in range(30)]
    browser, answer = calculate(office, (alta, *changes), mes="2026-10")
    why = press(browser, answer, WHY, persona=f"{files.REGISTRO}/{alta.nss}")
    assert len(why.content) <= 100 * 1024
    assert "cantidades más, que no caben aquí." in text(why)
