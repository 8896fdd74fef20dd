"""``GET /api/v1/cuotas``: the published figures, the same tree as the terminal's, and every refusal by its name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from django.http import HttpResponse

from tests.web.office import Office, as_json
from ventanilla.apps.accounts import limits
from ventanilla.apps.accounts.api import LimitedAct
from ventanilla.cli import main
from ventanilla.domain.contributions import RAMOS
from ventanilla.web.api.worker import LONGEST, WORKER_PARAMETERS

PATH = "/api/v1/cuotas"
PUBLISHED = {"sbc": "174.20", "desde": "2018-03-01", "prima": "1.13065"}
MINIMUM = {"sbc": "331.00", "desde": "2026-06-01", "prima": "0.54355"}


def ask(office: Office, given: dict[str, str], **headers: str) -> HttpResponse:
    return office.browser().get(f"{PATH}?{urlencode(given)}", **headers)


def owed(office: Office, given: dict[str, str]) -> dict[str, Any]:
    answer = ask(office, given)
    assert answer.status_code == 200, answer.content
    return as_json(answer)


def wrong(answer: HttpResponse) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.content
    said = as_json(answer)
    assert said["codigo"] == "CAMPO"
    assert all(one["detalle"].endswith((".", ")")) for one in said["campos"])
    return [(one["campo"], one["codigo"]) for one in said["campos"]]


def terminal(*given: str) -> dict[str, Any]:
    done = CliRunner().invoke(main, ["cuotas", "explicar", *given, "--json"])
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def test_the_published_month(office: Office) -> None:
    said = owed(office, PUBLISHED)
    assert (said["patron"], said["obrero"], said["perfil"], said["advertencias"]) == ("1361.89", "128.25", "sua", [])
    assert list(said["ramos"]) == [ramo.key for ramo in RAMOS]
    assert said["ramos"]["riesgos_trabajo"] == {"patron": "61.06", "obrero": None, "dias": 31}
    assert said["ramos"]["gastos_medicos"] == {"patron": "56.70", "obrero": "20.25", "dias": 31}
    assert said["supuesto"]["codigo"] == "SIN_SALARIO_DIARIO"
    assert owed(office, PUBLISHED | {"hasta": "2018-03-31"}) == said


def test_the_tree_is_the_one_of_the_terminal(office: Office) -> None:
    month = owed(office, PUBLISHED)["explicacion"]
    assert month == terminal("--sbc", "174.20", "--fecha", "2018-03-01", "--prima", "1.13065")
    year = {"sbc": "410.80", "desde": "2025-01-01", "hasta": "2025-12-31", "prima": "0.54355", "perfil": "corte"}
    year |= {"zona": "zlfn", "pensionado": "cesantia_vejez", "jornada": "reducida", "salario_diario": "400"}
    options = [part for name, value in year.items() for part in (f"--{name.replace('_', '-')}", value)]
    options[options.index("--desde")] = "--fecha"
    assert owed(office, year)["explicacion"] == terminal(*options)


def test_who_gives_the_daily_wage_is_supposed_nothing(office: Office) -> None:
    minimum = owed(office, MINIMUM | {"salario_diario": "315.04"})
    assert (minimum["supuesto"], minimum["obrero"]) == (None, "0.00")
    assert owed(office, MINIMUM)["obrero"] != "0.00"


def test_what_should_be_looked_at_is_told(office: Office) -> None:
    (warning,) = owed(office, MINIMUM | {"sbc": "100"})["advertencias"]
    assert warning["codigo"] == "SBC_BAJO_EL_MINIMO"


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"sbc": "mucho"}, ("sbc", "PARAMETRO_MAL_ESCRITO")),
        ({"sbc": "174.205"}, ("sbc", "PARAMETRO_MAL_ESCRITO")),
        ({"sbc": "1e3"}, ("sbc", "PARAMETRO_MAL_ESCRITO")),
        ({"sbc": "١٧٤"}, ("sbc", "PARAMETRO_MAL_ESCRITO")),
        ({"sbc": "174.20\n"}, ("sbc", "PARAMETRO_MAL_ESCRITO")),
        ({"sbc": ""}, ("sbc", "PARAMETRO_MAL_ESCRITO")),
        ({"sbc": "0"}, ("sbc", "SALARIO_IMPOSIBLE")),
        ({"salario_diario": "1000000.01"}, ("salario_diario", "SALARIO_IMPOSIBLE")),
        ({"desde": "20180301"}, ("desde", "PARAMETRO_MAL_ESCRITO")),
        ({"desde": "2018-02-30"}, ("desde", "PARAMETRO_MAL_ESCRITO")),
        ({"desde": "0000-01-01"}, ("desde", "PARAMETRO_MAL_ESCRITO")),
        ({"desde": "2018-W09-4"}, ("desde", "PARAMETRO_MAL_ESCRITO")),
        ({"hasta": "2018-02-28"}, ("hasta", "FECHAS_IMPOSIBLES")),
        ({"hasta": "2019-03-02"}, ("hasta", "FECHAS_IMPOSIBLES")),
        ({"prima": "1.130651"}, ("prima", "PARAMETRO_MAL_ESCRITO")),
        ({"prima": "99"}, ("prima", "PRIMA_IMPOSIBLE")),
        ({"zona": "norte"}, ("zona", "PARAMETRO_MAL_ESCRITO")),
        ({"pensionado": "si"}, ("pensionado", "PARAMETRO_MAL_ESCRITO")),
        ({"jornada": ""}, ("jornada", "PARAMETRO_MAL_ESCRITO")),
        ({"perfil": "otro"}, ("perfil", "PARAMETRO_MAL_ESCRITO")),
        ({"modalidad": "100"}, ("modalidad", "PARAMETRO_MAL_ESCRITO")),
        ({"modalidad": "99"}, ("modalidad", "LEY_SIN_RAMOS")),
        ({"desde": "2010-03-01"}, ("desde", "LEY_SIN_VALOR")),
        ({"desde": "2040-03-01"}, ("desde", "LEY_SIN_RENOVAR")),
        ({"desde": "9999-12-31"}, ("desde", "LEY_SIN_RENOVAR")),
        ({"desde": "0001-01-01"}, ("desde", "LEY_SIN_VALOR")),
    ],
)
def test_each_refusal_says_of_what(office: Office, changed: dict[str, str], found: tuple[str, str]) -> None:
    assert wrong(ask(office, PUBLISHED | changed)) == [found]


def test_all_that_is_missing_is_said_at_once(office: Office) -> None:
    assert wrong(ask(office, {})) == [(name, "PARAMETRO_FALTA") for name in ("desde", "prima", "sbc")]
    english = as_json(ask(office, {}, accept_language="en"))["campos"][0]["detalle"]
    assert english == "“desde” is missing. Add it to the address, as desde=2018-03-01."


def test_what_is_not_asked_or_said_twice_is_refused(office: Office) -> None:
    unknown = ask(office, PUBLISHED | {"salario": "180"})
    twice = office.browser().get(f"{PATH}?{urlencode(PUBLISHED)}&sbc=200")
    for answer in (unknown, twice):
        assert (answer.status_code, as_json(answer)["codigo"]) == (400, "PARAMETRO")


def test_the_examples_of_its_description_are_answered(office: Office) -> None:
    said = owed(office, {name: one["example"] for name, one in WORKER_PARAMETERS.items()})
    assert (said["patron"], said["supuesto"]) == ("1361.89", None)
    assert str(LONGEST) in WORKER_PARAMETERS["hasta"]["description"]


def test_the_same_answer_is_not_sent_twice(office: Office) -> None:
    first = ask(office, PUBLISHED)
    again = ask(office, PUBLISHED, if_none_match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert ask(office, PUBLISHED | {"sbc": "174.21"}, if_none_match=first.headers["ETag"]).status_code == 200


def test_an_address_waits_after_too_many(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    few = replace(limits.LIMITS[LimitedAct.CALCULATION], address=(limits.Window(2, 24 * limits.HOUR),))
    monkeypatch.setitem(limits.LIMITS, LimitedAct.CALCULATION, few)
    answers = [ask(office, PUBLISHED) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert as_json(answers[2])["codigo"] == "DEMASIADAS"
    assert int(answers[2].headers["Retry-After"]) > 0
